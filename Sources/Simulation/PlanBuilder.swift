internal import ApprovalModel
internal import Kernel
internal import Statistics
internal import Synchronization

/// Collects the tables of one plan while routes are built.
///
/// Every draw is registered under its purpose name; nothing that reaches a key depends on the order
/// of registration.
struct PlanBuilder {
  let study: Study
  let base: ProcessModel
  let world: InputWorld
  let table: CalendarTable
  let book: TableBook
  let names: PlanNames
  let conditions: [Condition]

  private(set) var instructions: [Instruction] = [Instruction(.end)]
  private(set) var durations: [DurationSpec] = []
  private(set) var chances: [ChanceSpec] = []
  private(set) var thresholds: [UInt64] = []
  private(set) var works: [WorkSpec] = []
  private(set) var workPurposes: [String] = []
  private(set) var workOffices: [Int32] = []
  private(set) var workParts: [UInt32] = []
  private(set) var instants: [Int64] = []
  private(set) var batchSizes: [Int32] = []
  private(set) var amounts: [Int64] = []
  private(set) var matterSpecs: [MatterSpec] = []
  private(set) var memories: [MemorySpec] = []
  private(set) var memoryWidth = 0
  private var memoryPlaces: [String: Int] = [:]
  private var memoryRows: [String: Int] = [:]
  private(set) var calendars: [WorkCalendar] = []
  private var calendarPlaces: [[WeeklyHours]: Int] = [:]
  private(set) var labels: [String] = []
  private var labelPlaces: [String: Int] = [:]
  private var counterPlaces: [String: Int] = [:]
  private var registerPlaces: [String: Int] = [:]
  private(set) var registerCount: Int
  let defectRegisters: [Name: Int]
  private(set) var failure: CompileError?

  /// The calendar of all 24 hours of every day.
  let allDay: Int

  init(
    study: Study, base: ProcessModel, world: InputWorld, table: CalendarTable,
    calendars shared: SharedCalendars, book: TableBook, names: PlanNames, conditions: [Condition],
    defects: [Name]
  ) {
    self.study = study
    self.base = base
    self.world = world
    self.table = table
    self.book = book
    self.names = names
    self.conditions = conditions
    var registers: [Name: Int] = [:]
    for (i, name) in defects.enumerated() { registers[name] = i }
    defectRegisters = registers
    registerCount = defects.count
    self.shared = shared
    calendars = [shared.allDay]
    allDay = 0
  }

  private let shared: SharedCalendars

  var counterCount: Int { counterPlaces.count }

  private var isTransition: Bool {
    if case .transition = study.kind { return true }
    return false
  }

  var nextInstruction: Int { instructions.count }

  mutating func fail(_ error: CompileError) { failure = failure ?? error }

  // MARK: Steps

  /// Appends a step and says where it stands.
  @discardableResult
  mutating func emit(_ step: Instruction) -> Int {
    instructions.append(step)
    return instructions.count - 1
  }

  /// Makes the jump at `place` lead to the next step.
  mutating func landHere(_ place: Int) { instructions[place].b = Int32(instructions.count) }

  mutating func landHere(_ places: [Int]) { for place in places { landHere(place) } }

  /// Makes the step at `place` concern number `a`.
  mutating func aim(_ place: Int, at a: Int) { instructions[place].a = Int32(a) }

  mutating func count(_ what: CaseCount, _ by: Int = 1) {
    if by != 0 { emit(Instruction(.count, a: what.rawValue, b: by)) }
  }

  // MARK: Registers and counters

  /// A register of its own for `name` within the case.
  mutating func register(_ name: String) -> Int {
    if let place = registerPlaces[name] { return place }
    registerPlaces[name] = registerCount
    registerCount += 1
    return registerCount - 1
  }

  /// The occurrence counter of a purpose.
  mutating func counter(_ purpose: String) -> Int {
    if let place = counterPlaces[purpose] { return place }
    let place = counterPlaces.count
    counterPlaces[purpose] = place
    return place
  }

  // MARK: Calendars

  /// The calendar of the common hours of `hours`.
  mutating func calendar(_ hours: [WeeklyHours]) -> Int {
    let key = hours.reduce(into: [WeeklyHours]()) { if !$0.contains($1) { $0.append($1) } }
    if let place = calendarPlaces[key] { return place }
    calendars.append(shared.calendar(key, table))
    calendarPlaces[key] = calendars.count - 1
    return calendars.count - 1
  }

  // MARK: Durations

  /// Milliseconds of one unit, for somebody with these hours.
  func milliseconds(_ unit: TimeUnit, _ hours: WeeklyHours) -> Double {
    switch unit {
    case .minutes: 60_000
    case .hours: 3_600_000
    case .workingDays: table.dailyMilliseconds(hours)
    case .calendarDays: 86_400_000
    case .months: 30 * 86_400_000
    case .years: 365 * 86_400_000
    }
  }

  /// Registers a duration that passes in the hours of its actor, or at all hours.
  mutating func duration(
    _ input: Input<DurationDistribution>, purpose: String, hours: WeeklyHours,
    placebo: Bool = false, once: Bool = false, aroundTheClock: Bool = false
  ) -> Int {
    let unit = input.value.unit
    let calendar = unit.isCalendar || aroundTheClock ? allDay : calendar([hours])
    let factor = world.factor(
      input.path, input.evidence, magnitude: input.value.distribution.mean)
    let stretched = input.value.factors.reduce(factor) { $0 * world($1) }
    return register(
      input.value.distribution, scale: milliseconds(unit, hours) * stretched,
      spread: input.value.spreads.reduce(1) { $0 * min(1, max(0, world($1))) },
      calendar: calendar, path: input.path, purpose: purpose, placebo: placebo, once: once)
  }

  /// Registers a fixed span, longer by `more` milliseconds.
  mutating func span(_ input: Input<TimeSpan>, hours: WeeklyHours, more: Double = 0) -> Int {
    let value = world(input)
    durations.append(
      DurationSpec(
        kind: .constant, location: value.amount * milliseconds(value.unit, hours) + more, scale: 0,
        calendar: value.unit.isCalendar ? allDay : calendar([hours]), purpose: Purpose(input.path)))
    return durations.count - 1
  }

  mutating func register(
    _ distribution: Distribution, scale: Double, spread: Double = 1, calendar: Int, path: String,
    purpose: String, placebo: Bool, once: Bool
  ) -> Int {
    let key = Purpose(purpose)
    let turned = placebo ? key.key ^ Purpose("placebo/\(purpose)").key : 0
    // In a transition study the counter also remembers when own work was begun.
    let counter = once && !isTransition ? -1 : counter(purpose)
    var spec = DurationSpec(
      kind: .constant, location: 0, scale: 0, calendar: calendar, purpose: key, placebo: turned,
      counter: counter)
    switch distribution.form.scaled(by: scale) {
    case .constant(let value):
      spec.location = value
      if !isTransition { spec.counter = -1 }
    case .uniform(let low, let width):
      spec.kind = .uniform
      spec.location = low
      spec.scale = width
    case .table(let shape, let location, let scale):
      spec.kind = .table
      spec.location = location
      spec.scale = scale
      do {
        spec.table = Int32(try book.place(of: shape))
      } catch {
        fail(.distribution(path: path, LocalizedText(zh: error.description, en: error.description)))
      }
    case .steps(let shape, let scale):
      spec.kind = .steps
      spec.scale = scale
      do {
        let steps = try book.place(of: shape)
        spec.table = Int32(steps.lowerBound)
        spec.steps = Int32(steps.count)
      } catch {
        fail(.distribution(path: path, LocalizedText(zh: error.description, en: error.description)))
      }
    }
    if spread != 1, spec.kind != .constant {
      // Every length comes nearer to the mean, which stays; none becomes negative.
      spec.location = distribution.mean * scale * (1 - spread) + spec.location * spread
      spec.scale *= spread
    }
    durations.append(spec)
    return durations.count - 1
  }

  // MARK: Chances

  /// Registers a chance for a class.
  mutating func chance(
    _ chance: Chance, purpose: String, of applicants: ApplicantClass, classIndex: Int,
    placebo: Bool = false, once: Bool = false, factors: [Input<Double>] = []
  ) -> Int {
    let factor = factors.reduce(1) { $0 * world($1) }
    let key = Purpose(purpose)
    let first = thresholds.count
    var attribute = -1
    switch chance {
    case .same(let input): thresholds.append(chanceThreshold(world(input) * factor))
    case .by(let name, let entries):
      attribute = names.attributes[classIndex].firstIndex { $0.name == name } ?? -1
      let categories = attribute < 0 ? [] : names.attributes[classIndex][attribute].categories
      for category in categories {
        let entry = entries.first { $0.category == category }
        thresholds.append(entry.map { chanceThreshold(world($0.input) * factor) } ?? 0)
      }
      if categories.isEmpty { thresholds.append(0) }
    }
    chances.append(
      ChanceSpec(
        purpose: key, placebo: placebo ? key.key ^ Purpose("placebo/\(purpose)").key : 0,
        counter: once ? -1 : counter(purpose), attribute: attribute, threshold: first))
    return chances.count - 1
  }

  /// Registers a chance that is the same for everybody and drawn once for an applicant.
  mutating func chance(_ p: Double, purpose: String) -> Int {
    chances.append(
      ChanceSpec(
        purpose: Purpose(purpose), placebo: 0, counter: -1, attribute: -1,
        threshold: append(thresholds: [chanceThreshold(p)])))
    return chances.count - 1
  }

  mutating func append(thresholds more: [UInt64]) -> Int {
    thresholds += more
    return thresholds.count - more.count
  }

  /// Appends thresholds of batches of needs with their sizes, which stand at the same places.
  mutating func append(thresholds more: [UInt64], sizes: [Int]) -> Int {
    let first = append(thresholds: more)
    while batchSizes.count < first { batchSizes.append(0) }
    batchSizes += sizes.map { Int32(clamping: $0) }
    return first
  }

  // MARK: Work

  /// Registers work by offices that must be present together; durations in their own hours.
  ///
  /// A part without offices keeps everybody.
  mutating func work(
    offices names: [Name],
    _ parts: [(work: Input<DurationDistribution>, purpose: String, offices: [Name])],
    purpose: String, waiting: Holder, placebo: Bool = true, addsUp: Bool = false
  ) -> Int {
    let members = names.inNameOrder().reduce(into: [Name]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let hours = members.compactMap { name in base.offices.first { $0.name == name }?.hours }
    if members.count > 32 || parts.count > 32 {
      fail(
        .tooLarge(
          LocalizedText(
            zh: "“\(purpose)”需要超过 32 个部门或部分同时办理",
            en: "'\(purpose)' needs more than 32 offices or parts at once")))
    }
    let first = durations.count
    var widest = hours.first ?? .standard
    for one in hours where one.minutesPerWorkingDay > widest.minutesPerWorkingDay { widest = one }
    for part in parts {
      _ = duration(part.work, purpose: part.purpose, hours: widest, placebo: placebo)
    }
    let place = workOffices.count
    for member in members {
      workOffices.append(Int32(self.names.offices.firstIndex(of: member) ?? 0))
      var own: UInt32 = 0
      for (i, part) in parts.enumerated()
      where part.offices.isEmpty || part.offices.contains(member) {
        own |= 1 << UInt32(min(i, 31))
      }
      workParts.append(own)
    }
    works.append(
      WorkSpec(
        offices: place, officeCount: members.count, durations: first,
        durationCount: durations.count - first, calendar: calendar(hours), purposeRank: 0,
        waitingHolder: waiting, addsUp: addsUp))
    workPurposes.append(purpose)
    return works.count - 1
  }

  /// Shortens jumps: a jump to a jump leads to its end, and a test that skips one jump takes the jump's
  /// target itself.
  ///
  /// Steps keep their places.
  mutating func shortenJumps() {
    for i in instructions.indices where instructions[i].operation.hasTarget {
      var hops = 0
      while instructions[Int(instructions[i].b)].operation == .jump, hops < 100 {
        instructions[i].b = instructions[Int(instructions[i].b)].b
        hops += 1
      }
    }
    for i in instructions.indices.dropLast(2)
    where instructions[i].operation.isTest && instructions[i + 1].operation == .jump
      && Int(instructions[i].b) == i + 2
    {
      instructions[i].flag = 1
      instructions[i].b = instructions[i + 1].b
    }
  }

  /// Gives every work its rank among all purpose names.
  mutating func rankWork() {
    let order = Set(workPurposes).inNameOrder()
    guard order.count < Int(UInt16.max) else {
      fail(
        .tooLarge(
          LocalizedText(zh: "办理活动过多（\(order.count)）", en: "too many activities (\(order.count))")))
      return
    }
    var ranks: [String: Int] = [:]
    for (i, name) in order.enumerated() { ranks[name] = i }
    for i in works.indices { works[i].purposeRank = UInt16(ranks[workPurposes[i]] ?? 0) }
  }

  // MARK: Clocks

  /// The limits and the tally of a matter as it stands in the route being built.
  mutating func limits(of matter: Matter) -> Int {
    let limits = matter.limits
    let statutory = days(limits.statutory)
    let promised = days(limits.promised)
    let binding = promised.days >= 0 ? promised.days : statutory.days
    var spec = MatterSpec(
      tally: names.matters.firstIndex(of: matter.name) ?? 0, statutory: statutory.days,
      statutoryIsCalendar: statutory.isCalendar, promised: promised.days,
      promisedIsCalendar: promised.isCalendar,
      yellow: binding < 0 ? -1 : Int((Double(binding) * limits.yellowAt).rounded(.down)))
    switch limits.escalates {
    case nil: spec.escalatesFrom = 0
    case .yellow: spec.escalatesFrom = 1
    case .red: spec.escalatesFrom = 2
    }
    spec.isTacit = limits.tacit
    matterSpecs.append(spec)
    return matterSpecs.count - 1
  }

  private func days(_ input: Input<TimeSpan>?) -> (days: Int, isCalendar: Bool) {
    guard let input else { return (-1, false) }
    let span = world(input)
    let amount: Double
    switch span.unit {
    case .minutes: amount = span.amount / 480
    case .hours: amount = span.amount / 8
    case .workingDays, .calendarDays: amount = span.amount
    case .months: amount = span.amount * 30
    case .years: amount = span.amount * 365
    }
    return (Int(amount.rounded(.up)), span.unit.isCalendar)
  }

  // MARK: Memories

  /// The memory of that name that waits for `times` events; `complete` says what follows from them.
  ///
  /// What is remembered under one name is the same for all classes, whose spans pass in hours of their
  /// own.
  mutating func memory(
    _ name: String, times: Int, of classIndex: Int,
    _ complete: (inout PlanBuilder, inout MemorySpec) -> Void
  ) -> Int {
    let row = "\(classIndex)/\(name)"
    if let known = memoryRows[row] { return known }
    let place = memoryPlaces[name] ?? memoryWidth
    if memoryPlaces[name] == nil {
      memoryPlaces[name] = place
      memoryWidth += times - 1
    }
    var spec = MemorySpec(times: times, place: place)
    complete(&self, &spec)
    memories.append(spec)
    memoryRows[row] = memories.count - 1
    return memories.count - 1
  }

  // MARK: Money and instants

  mutating func pay(_ account: Account, _ input: Input<Money>) {
    pay(account, fen: world(input))
  }

  mutating func pay(_ account: Account, fen: Int64) {
    guard fen != 0, let place = names.accounts.firstIndex(of: account) else { return }
    amounts.append(fen)
    emit(Instruction(.pay, a: place, b: amounts.count - 1))
  }

  mutating func instant(_ date: CivilDate) -> Int {
    instants.append(table.midnight(date))
    return instants.count - 1
  }

  mutating func append(instants more: [Int64]) -> Int {
    instants += more
    return instants.count - more.count
  }

  /// The label of an activity in the event log.
  mutating func label(_ owner: Name, _ activity: String) -> Int {
    let text = "\(owner)/\(activity)"
    if let place = labelPlaces[text] { return place }
    labelPlaces[text] = labels.count
    labels.append(text)
    return labels.count - 1
  }

  func condition(_ condition: Condition) -> Int? {
    condition == .everybody ? nil : conditions.firstIndex(of: condition)
  }
}

/// The calendars of a study, made once for all its plans.
final class SharedCalendars: Sendable {
  let allDay: WorkCalendar
  private let made: Mutex<[[WeeklyHours]: WorkCalendar]>

  init(_ table: CalendarTable) {
    allDay = table.allDay()
    made = Mutex([:])
  }

  func calendar(_ hours: [WeeklyHours], _ table: CalendarTable) -> WorkCalendar {
    made.withLock { made in
      if let known = made[hours] { return known }
      let calendar = table.calendar(hours)
      made[hours] = calendar
      return calendar
    }
  }
}

extension Instruction.Operation {
  /// Whether the step goes to `b` or on to the next step.
  fileprivate var isTest: Bool {
    switch self {
    case .chance, .condition, .ifEqual, .ifAtLeast, .ifOperating, .ifTerminated, .remember,
      .ifListed, .ifAsksToLeave:
      true
    default: false
    }
  }

  fileprivate var hasTarget: Bool { isTest || self == .jump || self == .fork }
}
