public import ApprovalModel
internal import Kernel
internal import Simulation

/// A recorded run of two designs: the same applicants on their way through both, event by event.
///
/// What moves on a screen is what was logged, and the figures beside it come from the records of the same
/// run: ``figures`` speaks of the applicants shown, ``cohort`` of all. Times are milliseconds since the
/// run's first midnight.
public struct Replay: Hashable, Sendable {
  /// Where an applicant is at a node.
  public enum State: Int, Hashable, Sendable, CaseIterable {
    /// Who has the file, as in ``Scope/holder(_:)``; own work is with the applicant, a check after the grant
    /// in review.
    case applicant, intermediary, window, queue, assembling, review, notice, correction
    /// May operate; only at the node ``ProcessUnion/operate``.
    case operating
    /// The passage has ended otherwise, or is not followed any more; at the same node.
    case ended
    /// Nothing is under way at the node.
    case done

    /// The state as results write it.
    public var name: String {
      switch self {
      case .applicant: "applicant"
      case .intermediary: "intermediary"
      case .window: "window"
      case .queue: "queue"
      case .assembling: "assembling"
      case .review: "review"
      case .notice: "notice"
      case .correction: "correction"
      case .operating: "operating"
      case .ended: "ended"
      case .done: "done"
      }
    }
  }

  /// A node that applicants pass; its name is that of the maps.
  public struct Node: Hashable, Sendable {
    /// Its name.
    public var name: Name
    /// What a reader calls it; nil: its name alone.
    public var title: LocalizedText?
    /// Whether the maps show it.
    public var isOnMap: Bool
  }

  /// A change at one node.
  public struct Event: Hashable, Sendable {
    /// When.
    public var instant: Int64
    /// Where, as a place in ``nodes``.
    public var node: Int
    /// What holds from then on.
    public var state: State
  }

  /// One applicant in one design.
  public struct World: Hashable, Sendable {
    /// What came of it.
    public var ending: CaseEnding
    /// The changes in the order of the clock, the end among them.
    public var events: [Event]
  }

  /// One applicant in all designs.
  public struct Applicant: Hashable, Sendable {
    /// Who it is, the same in every design.
    public var name: ApplicantName
    /// When the need arose.
    public var need: Int64
    /// By design.
    public var worlds: [World]
  }

  /// How many of the cohort had come to a node, begun there and left it for good, over time.
  public struct Flow: Hashable, Sendable {
    /// A moment with what had happened until then.
    public struct Point: Hashable, Sendable {
      /// When.
      public var instant: Int64
      /// Who had come to the node; at ``ProcessUnion/operate``, whose need had arisen.
      public var arrived: Int
      /// Whose work had begun there: the first work of an office, or of whoever works on it.
      public var started: Int
      /// Who had left it for good; at ``ProcessUnion/operate``, who had ended.
      public var done: Int
    }

    /// The design, by its place.
    public var design: Int
    /// The node, as a place in ``nodes``.
    public var node: Int
    /// At equal steps, without those at which nothing changes.
    public var points: [Point]
  }

  /// What the records of a design say of a group of applicants.
  public struct Figures: Hashable, Sendable {
    /// The design.
    public var design: Name
    /// How many there are.
    public var applicants: Int
    /// How many had ended, in whatever way.
    public var ended: Int
    /// How many of them may operate.
    public var operating: Int
    /// Mean need to operate of those that ended, calendar days; nil: nobody has.
    public var meanNeedToOperateDays: Double?
    /// The same in working days.
    public var meanNeedToOperateWorkingDays: Double?
  }

  /// The run's first day.
  public var firstDay: CivilDate
  /// From the first need shown to the last event shown.
  public var from: Int64
  /// The instant of the last event shown.
  public var to: Int64
  /// The baseline and the design.
  public var designs: [Name]
  /// What reports call them, where they have a title.
  public var designTitles: [Name: LocalizedText]
  /// The number of the replication, from 0.
  public var replication: Int
  /// The seed of all draws.
  public var seed: UInt64
  /// The processes of both designs, for the applicants whom most reforms reach.
  public var union: ProcessUnion
  /// What applicants pass, in the order of the maps.
  public var nodes: [Node]
  /// The first of the cohort by need, class and number.
  public var applicants: [Applicant]
  /// How many of the cohort are not shown.
  public var leftOut: Int
  /// The flow of the whole cohort, by design and node.
  public var flow: [Flow]
  /// The applicants shown, by design.
  public var figures: [Figures]
  /// The whole cohort, by design.
  public var cohort: [Figures]

  /// At most so many events of both designs together are shown.
  public static let mostEvents = 40_000
  /// At most so many steps of time a flow has.
  static let flowSteps = 160
}

/// Runs one replication of the baseline and of one design, with declared inputs, and records who is where.
///
/// - Parameters:
///   - request: the first of its `designs` that is not the baseline is shown; none: the richest design.
///   - applicants: how many of the cohort to show at most; fewer where they have too many events
///     (``Replay/mostEvents``).
/// - Throws: ``StudyError``; `unsuitable` where there is no design besides the baseline.
public func replay(
  _ request: StudyRequest, replication: Int = 0, applicants: Int = 200,
  isCancelled: @Sendable () -> Bool = { false }
) throws(StudyError) -> Replay {
  var request = request
  let baseline = request.baseline ?? request.scenario.study.baseline
  let asked = request.designs.first { $0 != baseline } ?? request.scenario.richestDesign?.name
  guard let design = asked, design != baseline else {
    throw .unsuitable(
      LocalizedText(
        zh: "回放要并列两个方案，而这里只有基准方案；请再写一个方案",
        en: "a replay sets two designs side by side and there is but the baseline; name a design"))
  }
  request.designs = [design]
  request.compares = true
  let processes = try request.designProcesses()
  let declared = try DeclaredStudy(request)
  var recorder = ReplayRecorder(
    declared, ProcessUnion(processes.flatMap { [$0.before, $0.after] }), shows: applicants)
  for d in declared.plans.indices {
    let record = try declared.run(d, replication: replication, isCancelled)
    try recorder.record(d, record, replication: replication, isCancelled)
  }
  return recorder.replay(replication: replication)
}

/// What a replay is made from while the runs go on.
private struct ReplayRecorder {
  private let declared: DeclaredStudy
  private let count: Int
  private let union: ProcessUnion
  private var nodes: [Replay.Node] = []
  /// For each design and label, the place of its node.
  private var nodeOfLabel: [[Int]] = []
  private let operate: Int
  private var records: [RunRecord] = []
  /// By design and place in the cohort.
  private var events: [[[Replay.Event]]] = []
  private var passings: [[[Passing]]] = []
  /// The cohort by need, class and number: class, place in its rows.
  private var order: [(applicantClass: Int, row: Int)] = []
  private var placeOf: [[Int]] = []

  /// When an applicant came to a node, began there and left it.
  private struct Passing {
    var arrived: Int64 = -1
    var started: Int64 = -1
    var done: Int64 = -1
  }

  /// What is under way at the nodes of one applicant.
  private struct Presence {
    var active: [(node: Int, label: Int32, state: Replay.State)] = []
    var shown: [Int: Replay.State] = [:]
  }

  init(_ declared: DeclaredStudy, _ union: ProcessUnion, shows count: Int) {
    self.declared = declared
    self.count = max(0, count)
    self.union = union
    nodes = union.nodes.map { Replay.Node(name: $0.name, title: $0.title, isOnMap: true) }
    let titles = declared.titles
    for plan in declared.plans {
      var places: [Int] = []
      for label in plan.labels {
        let name =
          union.node(ofActivity: label)
          ?? label.split(separator: "/").dropLast().joined(separator: "/")
        if let place = nodes.firstIndex(where: { $0.name == name }) {
          places.append(place)
        } else {
          places.append(nodes.count)
          nodes.append(Replay.Node(name: name, title: titles[name], isOnMap: false))
        }
      }
      nodeOfLabel.append(places)
    }
    operate = nodes.firstIndex { $0.name == ProcessUnion.operate } ?? 0
  }

  // MARK: Recording

  mutating func record(
    _ d: Int, _ record: RunRecord, replication: Int, _ isCancelled: () -> Bool
  ) throws(StudyError) {
    if d == 0 { setOrder(record) }
    records.append(record)
    events.append(Array(repeating: [], count: min(count, order.count)))
    passings.append(
      Array(repeating: Array(repeating: Passing(), count: nodes.count), count: order.count))
    let plan = declared.plans[d]
    let holders = plan.holders
    var presences = Array(repeating: Presence(), count: order.count)
    var run = Run(
      plan.plan, seed: declared.study.seed, replication: UInt64(replication), logs: true)
    let starts = record.rows.indices.map { index(record, $0, row: 0) }
    var isOver = false
    while !isOver {
      if isCancelled() { throw .run(.cancelled) }
      isOver = run.advance(events: 5_000)
      run.takeRecords { _ in }
      for entry in run.takeLog().entries {
        let c = Int(entry.applicantClass)
        guard let start = starts[c], entry.index >= start,
          entry.index - start < Int64(placeOf[c].count)
        else { continue }
        let place = placeOf[c][Int(entry.index - start)]
        let node = nodeOfLabel[d][Int(entry.label)]
        note(
          entry, d, place, node, holders[Int(entry.label)] ?? Holder.none, &presences[place])
      }
    }
    for place in events[d].indices { end(d, place) }
    for (place, one) in order.enumerated() {
      let first = one.row * record.layout.stride
      let rows = record.rows[one.applicantClass]
      let need = rows[first + RecordLayout.Field.arrival.rawValue]
      passings[d][place][operate].arrived = need
      if rows[first + RecordLayout.Field.ending.rawValue] != Int64(Ending.open.rawValue) {
        passings[d][place][operate].done =
          need + rows[first + RecordLayout.Field.needCalendar.rawValue]
      }
    }
  }

  private func index(_ record: RunRecord, _ c: Int, row: Int) -> Int64? {
    let place = row * record.layout.stride + RecordLayout.Field.index.rawValue
    return place < record.rows[c].count ? record.rows[c][place] : nil
  }

  /// Sorts the cohort by need, class and number.
  private mutating func setOrder(_ record: RunRecord) {
    var found: [(need: Int64, applicantClass: Int, row: Int)] = []
    for c in record.rows.indices {
      let rows = record.rows[c]
      for row in 0..<(rows.count / record.layout.stride) {
        let need = rows[row * record.layout.stride + RecordLayout.Field.arrival.rawValue]
        found.append((need, c, row))
      }
    }
    found.sort { ($0.need, $0.applicantClass, $0.row) < ($1.need, $1.applicantClass, $1.row) }
    order = found.map { ($0.applicantClass, $0.row) }
    placeOf = record.rows.map { Array(repeating: 0, count: $0.count / record.layout.stride) }
    for (place, one) in order.enumerated() { placeOf[one.applicantClass][one.row] = place }
  }

  /// Takes down one entry of the log.
  private mutating func note(
    _ entry: LogEntry, _ d: Int, _ place: Int, _ node: Int, _ holder: Holder,
    _ presence: inout Presence
  ) {
    let instant = entry.instant
    if node == operate {
      add(Replay.Event(instant: instant, node: node, state: .operating), d, place)
      return
    }
    if passings[d][place][node].arrived < 0 { passings[d][place][node].arrived = instant }
    let known = presence.active.lastIndex { $0.node == node && $0.label == entry.label }
    switch entry.lifecycle {
    case .schedule, .suspend:
      if let known { presence.active.remove(at: known) }
      presence.active.append((node, entry.label, .queue))
    case .start, .resume:
      if let known { presence.active.remove(at: known) }
      presence.active.append((node, entry.label, Replay.State(holder, isOffice: entry.office >= 0)))
      let isFirst = passings[d][place][node].started < 0
      if isFirst, entry.office >= 0 || holder == .none {
        passings[d][place][node].started = instant
      }
      if entry.office >= 0,
        passings[d][place][operate].started < 0
      {
        passings[d][place][operate].started = instant
      }
    case .complete:
      if let known { presence.active.remove(at: known) }
    }
    let state = presence.active.last { $0.node == node }?.state ?? .done
    passings[d][place][node].done = state == .done ? instant : -1
    if presence.shown[node] != state {
      presence.shown[node] = state
      add(Replay.Event(instant: instant, node: node, state: state), d, place)
    }
  }

  /// Adds an event of an applicant that is shown; of those at one instant and node the last holds.
  private mutating func add(_ event: Replay.Event, _ d: Int, _ place: Int) {
    guard place < events[d].count else { return }
    if let last = events[d][place].lastIndex(where: { $0.node == event.node }),
      events[d][place][last].instant == event.instant
    {
      events[d][place].remove(at: last)
    }
    events[d][place].append(event)
  }

  /// Adds the end of a passage that ends otherwise than by operating.
  private mutating func end(_ d: Int, _ place: Int) {
    let (ending, _, instant) = fate(d, place)
    guard !events[d][place].contains(where: { $0.node == operate }) else { return }
    guard ending != .open else { return }
    let event = Replay.Event(instant: instant, node: operate, state: .ended)
    let after = events[d][place].firstIndex { $0.instant > instant } ?? events[d][place].count
    events[d][place].insert(event, at: after)
  }

  /// How a passage ended, when the need arose, and the end (of following, where it is open).
  private func fate(_ d: Int, _ place: Int) -> (ending: CaseEnding, need: Int64, end: Int64) {
    let rows = records[d].rows[order[place].applicantClass]
    let first = order[place].row * records[d].layout.stride
    func value(_ field: RecordLayout.Field) -> Int64 { rows[first + field.rawValue] }
    let need = value(.arrival)
    return (CaseEnding(record: value(.ending)), need, need + value(.needCalendar))
  }

  // MARK: Putting together

  func replay(replication: Int) -> Replay {
    let study = declared.study
    var shown = 0
    var total = 0
    while shown < min(count, order.count) {
      total += events.reduce(0) { $0 + $1[shown].count }
      if total > Replay.mostEvents { break }
      shown += 1
    }
    let names = study.compiler.names.classes
    let applicants = (0..<shown).map { place in
      let one = order[place]
      return Replay.Applicant(
        name: ApplicantName(
          applicantClass: names[one.applicantClass],
          index: index(records[0], one.applicantClass, row: one.row) ?? 0),
        need: fate(0, place).need,
        worlds: events.indices.map { d in
          Replay.World(ending: fate(d, place).ending, events: events[d][place])
        })
    }
    let instants = applicants.flatMap { [$0.need] + $0.worlds.flatMap { $0.events.map(\.instant) } }
    return Replay(
      firstDay: study.scenario.study.firstDay, from: instants.min() ?? 0, to: instants.max() ?? 0,
      designs: study.compiler.designs.map(\.design.name), designTitles: study.designTitles,
      replication: replication,
      seed: study.seed, union: union, nodes: nodes, applicants: applicants,
      leftOut: order.count - shown,
      flow: flow, figures: events.indices.map { figures($0, order.indices.prefix(shown)) },
      cohort: events.indices.map { figures($0, order.indices.prefix(order.count)) })
  }

  private func figures(_ d: Int, _ places: Range<Int>) -> Replay.Figures {
    var figures = Replay.Figures(
      design: declared.study.compiler.designs[d].design.name, applicants: places.count, ended: 0,
      operating: 0)
    var (calendar, working) = (Int64(0), Int64(0))
    for place in places {
      let (ending, need, end) = fate(d, place)
      guard ending != .open else { continue }
      figures.ended += 1
      if ending == .operating { figures.operating += 1 }
      calendar += end - need
      let rows = records[d].rows[order[place].applicantClass]
      working +=
        rows[
          order[place].row * records[d].layout.stride + RecordLayout.Field.needWorking.rawValue]
    }
    guard figures.ended > 0 else { return figures }
    let count = Double(figures.ended)
    figures.meanNeedToOperateDays = Double(calendar) / count / Double(millisecondsPerDay)
    figures.meanNeedToOperateWorkingDays =
      Double(working) / count / declared.study.table.dayMilliseconds
    return figures
  }

  private var flow: [Replay.Flow] {
    var result: [Replay.Flow] = []
    let all = passings.joined().joined()
    guard let from = all.lazy.map(\.arrived).filter({ $0 >= 0 }).min() else { return [] }
    let to = all.reduce(from) { max($0, $1.arrived, $1.started, $1.done) }
    let days = (to - from) / millisecondsPerDay + 1
    let step = max(1, (days + Int64(Replay.flowSteps) - 1) / Int64(Replay.flowSteps))
    let firstDay = from / millisecondsPerDay
    let bins = Int(days / step) + 2
    for d in passings.indices {
      for n in nodes.indices {
        var counts = Array(repeating: (arrived: 0, started: 0, done: 0), count: bins)
        // What happens on a day counts from the next midnight on the grid.
        func bin(_ instant: Int64) -> Int {
          Int((instant / millisecondsPerDay - firstDay) / step) + 1
        }
        for place in order.indices {
          let passing = passings[d][place][n]
          if passing.arrived >= 0 { counts[bin(passing.arrived)].arrived += 1 }
          // Who leaves without work by anybody has been dealt with all the same.
          let started = passing.started >= 0 ? passing.started : passing.done
          if started >= 0 { counts[bin(started)].started += 1 }
          if passing.done >= 0 { counts[bin(passing.done)].done += 1 }
        }
        let points = points(counts, firstDay: firstDay, step: step)
        if points.count > 1 { result.append(Replay.Flow(design: d, node: n, points: points)) }
      }
    }
    return result
  }

  /// Sums counts up, from nothing on the first day.
  private func points(
    _ counts: [(arrived: Int, started: Int, done: Int)], firstDay: Int64, step: Int64
  ) -> [Replay.Flow.Point] {
    var points: [Replay.Flow.Point] = []
    var sum = Replay.Flow.Point(instant: 0, arrived: 0, started: 0, done: 0)
    for (i, count) in counts.enumerated() {
      let isChanged = count.arrived + count.started + count.done > 0
      sum.instant = (firstDay + Int64(i) * step) * millisecondsPerDay
      sum.arrived += count.arrived
      sum.started += count.started
      sum.done += count.done
      if isChanged || i == 0 || i == counts.count - 1 { points.append(sum) }
    }
    return points.last?.arrived == 0 ? [] : points
  }
}

extension Replay.State {
  /// The state of a file during work or a wait for which `holder` has it.
  fileprivate init(_ holder: Holder, isOffice: Bool) {
    self =
      switch holder {
      case .applicant: .applicant
      case .intermediary: .intermediary
      case .window: .window
      case .queue: .queue
      case .assembling: .assembling
      case .review: .review
      case .notice: .notice
      case .correction: .correction
      case .none: isOffice ? .review : .applicant
      }
  }
}
