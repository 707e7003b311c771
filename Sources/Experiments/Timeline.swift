public import ApprovalModel
internal import Kernel
internal import Simulation

/// One applicant of one replication, by class and number.
public struct ApplicantName: Hashable, Sendable {
  /// The class.
  public var applicantClass: Name
  /// The number within the class.
  public var index: Int64

  /// The applicant `index` of a class.
  public init(applicantClass: Name, index: Int64) {
    self.applicantClass = applicantClass
    self.index = index
  }
}

/// Something that happens to an applicant.
public struct TimelineEvent: Hashable, Sendable {
  /// The instant with its zone, `2024-03-01T09:00:00.000+08:00`.
  public var timestamp: String
  /// The activity, `licence/review`.
  public var activity: String
  /// `schedule`, `start`, `complete`, `suspend` or `resume`, as in event logs.
  public var lifecycle: String
  /// The office, where one is concerned.
  public var office: Name?
  /// Who holds the file from now on: a holder of ``Scope/holder(_:)``; nil where an activity ends.
  public var holder: String?
}

/// What one applicant lives through in one world.
public struct ApplicantPassage: Hashable, Sendable {
  /// What came of it: times, counts, money.
  public var row: ApplicantRow
  /// Its events in the order of the clock.
  public var events: [TimelineEvent]
  /// How long each holder of ``Scope/holder(_:)`` has the file, working days.
  public var held: [HolderDays] = []
  /// The activities, `licence/inspection`, during which the clock of a limit stands still.
  public var clockStops: [String] = []
}

/// How long a holder has a file.
public struct HolderDays: Hashable, Sendable {
  /// A holder of ``Scope/holder(_:)``.
  public var holder: String
  /// Working days of the reference calendar; side by side they count each.
  public var days: Double
}

/// One applicant in two worlds.
public struct ApplicantTimelines: Hashable, Sendable {
  /// What the scenario is called.
  public var title: LocalizedText
  /// The seed of all draws.
  public var seed: UInt64
  /// The world without the reform, and with it.
  public var baseline: ApplicantPassage
  /// The world with the reform.
  public var design: ApplicantPassage
  /// Whether nobody was named and nobody approved in both worlds loses time: this is who gains least.
  public var nobodyLoses = false
  /// What matters, own work and offices are called.
  public var titles: [Name: LocalizedText] = [:]
  /// What reports call the two designs, where they have a title.
  public var designTitles: [Name: LocalizedText] = [:]

  /// What readers call a design: its title, else its name.
  public func designTitle(_ name: Name, _ language: Language) -> String {
    designTitles[name]?[language] ?? name
  }
}

/// Why no timelines can be shown.
public enum TimelineError: Error, Hashable, Sendable {
  /// The study itself fails.
  case study(StudyError)
  /// No class has that name; perhaps another was meant.
  case unknownClass(Name, near: Name?, all: [Name])
  /// The applicant is not among those of the class that the study measures.
  case outsideCohort(ApplicantName, numbers: ClosedRange<Int64>?)
  /// Nobody is approved in both worlds.
  case nobodyInBoth
  /// The design is the baseline.
  case sameDesign(Name)
}

/// Runs one replication of the baseline and of one design and shows one applicant in both.
///
/// - Parameters:
///   - request: its `designs` hold the design alone.
///   - applicant: whom to show; nil: who loses most idle time, of those approved in both, or gains least
///     where nobody loses.
/// - Throws: ``TimelineError``.
public func timelines(
  _ request: StudyRequest, applicant: ApplicantName?, replication: Int,
  isCancelled: @Sendable () -> Bool
) throws(TimelineError) -> ApplicantTimelines {
  var request = request
  request.compares = true
  let declared: DeclaredStudy
  var records: [RunRecord] = []
  do throws(StudyError) {
    declared = try DeclaredStudy(request)
    for d in declared.plans.indices.prefix(2) {
      records.append(try declared.run(d, replication: replication, isCancelled))
    }
  } catch {
    throw .study(error)
  }
  guard records.count == 2 else { throw .sameDesign(declared.study.scenario.study.baseline) }
  let (c, first, nobodyLoses) = try place(of: applicant, records, declared)
  var passages: [ApplicantPassage] = []
  for d in 0..<2 {
    let row = declared.row(
      records[d], c, first, replication: replication, baseline: d > 0 ? records[0] : nil)
    let events = declared.events(d, c, row.index, replication: replication, isCancelled)
    guard let events else { throw .study(.run(.cancelled)) }
    passages.append(
      ApplicantPassage(
        row: row, events: events, held: declared.held(records[d], c, first),
        clockStops: declared.plans[d].clockStops))
  }
  return ApplicantTimelines(
    title: declared.study.scenario.title, seed: declared.study.seed, baseline: passages[0],
    design: passages[1], nobodyLoses: nobodyLoses, titles: declared.titles,
    designTitles: declared.study.designTitles)
}

/// Where the record of an applicant stands: its class, and the first number of its record; and whether it
/// was taken because nobody loses.
private func place(
  of applicant: ApplicantName?, _ records: [RunRecord], _ declared: DeclaredStudy
) throws(TimelineError) -> (applicantClass: Int, first: Int, nobodyLoses: Bool) {
  let layout = records[0].layout
  let classes = declared.study.compiler.names.classes
  func numbers(_ c: Int) -> ClosedRange<Int64>? {
    let rows = records[0].rows[c]
    guard !rows.isEmpty else { return nil }
    let first = rows[RecordLayout.Field.index.rawValue]
    return first...(first + Int64(rows.count / layout.stride) - 1)
  }
  if let applicant {
    guard let c = classes.firstIndex(of: applicant.applicantClass) else {
      let near = nearestName(to: applicant.applicantClass, among: classes)
      throw .unknownClass(applicant.applicantClass, near: near, all: classes)
    }
    guard let cohort = numbers(c), cohort.contains(applicant.index) else {
      throw .outsideCohort(applicant, numbers: numbers(c))
    }
    return (c, Int(applicant.index - cohort.lowerBound) * layout.stride, false)
  }
  let study = declared.study.scenario.study
  let counts = declared.study.table.join(
    records[0], records[1], timeThreshold: study.noticeableTime,
    moneyThreshold: study.noticeableMoney.fen
  )
  let nobodyLoses = counts.lostMost.change <= 0
  guard let shown = nobodyLoses ? counts.gainedLeast : counts.lostMost,
    let cohort = numbers(shown.applicantClass)
  else { throw .nobodyInBoth }
  return (
    shown.applicantClass, Int(shown.index - cohort.lowerBound) * layout.stride, nobodyLoses
  )
}

extension DeclaredStudy {
  /// What readers call the matters, own work and offices of all designs.
  var titles: [Name: LocalizedText] {
    var result: [Name: LocalizedText] = [:]
    for design in study.compiler.designs {
      for office in design.offices { result[office.name] = office.title }
      for bits in design.models.keys.sorted() {
        guard let model = design.models[bits]?.model else { continue }
        for matter in model.matters where matter.title != nil { result[matter.name] = matter.title }
        for work in model.ownWork where work.title != nil { result[work.name] = work.title }
      }
    }
    return result
  }

  /// How long each holder has the file of the applicant whose record stands at `first`.
  fileprivate func held(_ record: RunRecord, _ c: Int, _ first: Int) -> [HolderDays] {
    Holder.allCases.compactMap { holder in
      guard let name = holder.outcomeName else { return nil }
      let length = record.rows[c][first + record.layout.firstHolder + Int(holder.rawValue)]
      return HolderDays(holder: name, days: Double(length) / study.table.dayMilliseconds)
    }
  }

  /// What happens to one applicant under a design; nil when somebody asked to stop.
  fileprivate func events(
    _ design: Int, _ c: Int, _ index: Int64, replication: Int, _ isCancelled: () -> Bool
  ) -> [TimelineEvent]? {
    let plan = plans[design]
    let holders = plan.holders
    var run = Run(
      plan.plan, seed: study.seed, replication: UInt64(replication), logs: true)
    var events: [TimelineEvent] = []
    var isOver = false
    while !isOver {
      if isCancelled() { return nil }
      isOver = run.advance(events: 5_000)
      run.takeRecords { _ in }
      for entry in run.takeLog().entries
      where Int(entry.applicantClass) == c && entry.index == index {
        let holder: Holder? =
          switch entry.lifecycle {
          case .schedule, .suspend: .queue
          case .start, .resume: holders[Int(entry.label)]
          case .complete: nil
          }
        events.append(
          TimelineEvent(
            timestamp: timestamp(entry.instant, firstDay: study.scenario.study.firstDay),
            activity: plan.labels[Int(entry.label)], lifecycle: entry.lifecycle.name,
            office: entry.office >= 0 ? study.compiler.names.offices[Int(entry.office)] : nil,
            holder: holder?.outcomeName))
      }
    }
    return events
  }
}

extension StudyCompiler.CompiledPlan {
  /// The labelled activities during which the clock of a limit stands still, in the order of the plan.
  fileprivate var clockStops: [String] {
    var result: [String] = []
    var isStopped = false
    for i in 0..<plan.instructions.count {
      let instruction = plan.instructions[i]
      switch instruction.operation {
      case .clockPause: isStopped = true
      case .clockResume: isStopped = false
      case .wait, .work:
        guard isStopped, instruction.label != Instruction.unlogged else { continue }
        let label = labels[Int(instruction.label)]
        if !result.contains(label) { result.append(label) }
      default: break
      }
    }
    return result
  }

  /// Who holds the file during each labelled activity.
  var holders: [Holder?] {
    var holders: [Holder?] = Array(repeating: nil, count: labels.count)
    for i in 0..<plan.instructions.count {
      let instruction = plan.instructions[i]
      guard instruction.label != Instruction.unlogged,
        let holder = Holder(rawValue: instruction.holder), holder != .none
      else { continue }
      holders[Int(instruction.label)] = holder
    }
    return holders
  }
}

extension Holder {
  /// The holder as outcomes name it; nil for nobody.
  var outcomeName: String? {
    switch self {
    case .applicant: "applicant"
    case .intermediary: "intermediary"
    case .window: "window"
    case .queue: "queue"
    case .assembling: "assembling"
    case .review: "review"
    case .notice: "notice"
    case .correction: "correction"
    case .none: nil
    }
  }
}
