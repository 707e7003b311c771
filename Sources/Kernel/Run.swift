/// One replication of a plan, advanced event by event.
///
/// A run is a value that nobody shares: it owns its storage and frees it. Advance it in slices, so
/// that a caller can show progress, cancel or animate; the slices change no result.
///
/// Within one instant come first completions and releases, then openings and timers, then arrivals
/// and submissions; dispatch follows when nothing else happens at that instant, and all repeats
/// until nothing changes. Within a queue members stand by instant of joining, class name, index in
/// the class and purpose name: never by the order of a file or of the heap.
public struct Run: ~Copyable {
  /// Keeps the tables that the view points into.
  private let source: Plan
  let plan: PlanView
  let seed: UInt64
  let replication: UInt64
  let logs: Bool

  let calendars: UnsafeMutablePointer<CalendarView>
  let layout: RecordLayout

  // What changes.
  var events = EventCalendar()
  var now: Int64 = 0
  var workingNow: Int64 = 0
  var workingNowAt: Int64 = -1
  var caseCount = 0
  var freeSlots: [Int32] = []
  var cases: Slab<CaseState>
  var registers: Slab<UInt16>
  var counters: Slab<UInt16>
  var remaining: Slab<Int16>
  /// In a transition study, the latest of the instants at which a node's prerequisites came.
  var readySince: Slab<Int64>
  let readyWidth: Int
  /// In a transition study, when each of a case's own works was begun, by occurrence counter; -1: not.
  var begunAt: Slab<Int64>
  let begunWidth: Int
  var holders: Slab<Int64>
  var counts: Slab<Int32>
  var accounts: Slab<Int64>
  var categories: Slab<UInt8>
  var threads: Slab<ThreadState>
  var threadCount = 0
  var freeThread: Int32 = -1
  var pendingNodes: [(slot: Int32, node: Int32, replay: Int64)] = []
  var offices: UnsafeMutablePointer<OfficeState>
  let officeCount: Int
  var dirtyOffices: [Int32] = []
  var pendingReservations: [Reservation] = []
  var classKeys: [UInt64] = []
  var arrivalKeys: [UInt64] = []
  var nextIndex: [Int64] = []
  var nextWorking: [Int64] = []
  var firstCohortIndex: [Int64] = []
  var cohortRecords: [[Int64]] = []
  var cohortOpen: Int64 = 0
  var loggedCategories: [[UInt8]] = []
  var hasFrozenFollow = false
  var isFinished = false
  var tallies = RunTallies()
  var matterTallies: Slab<MatterTally>

  /// The event log since it was last taken; empty unless the run logs.
  public private(set) var log: [LogEntry] = []

  /// A run of `source` that has not begun.
  ///
  /// - Parameter logs: whether an event log is kept; it changes no result.
  public init(_ source: Plan, seed: UInt64, replication: UInt64, logs: Bool = false) {
    self.source = source
    let plan = PlanView(source)
    self.plan = plan
    self.seed = seed
    self.replication = replication
    self.logs = logs
    calendars = .allocate(capacity: max(1, source.calendars.count))
    for i in 0..<source.calendars.count {
      (calendars + i).initialize(to: source.calendars[i].view)
    }
    layout = RecordLayout(
      counts: plan.countCount, accounts: plan.accountCount, attributes: plan.attributeWidth)
    let slots = 64
    cases = Slab(capacity: slots, filledWith: CaseState())
    registers = Slab(capacity: slots * plan.registerCount, filledWith: 0)
    counters = Slab(capacity: slots * plan.counterCount, filledWith: 0)
    remaining = Slab(capacity: slots * plan.nodeWidth, filledWith: 0)
    readyWidth = plan.reformStart > 0 ? plan.nodeWidth : 0
    readySince = Slab(capacity: slots * readyWidth, filledWith: 0)
    begunWidth = plan.reformStart > 0 ? plan.counterCount : 0
    begunAt = Slab(capacity: slots * begunWidth, filledWith: -1)
    holders = Slab(capacity: slots * Holder.counted, filledWith: 0)
    counts = Slab(capacity: slots * plan.countCount, filledWith: 0)
    accounts = Slab(capacity: slots * plan.accountCount, filledWith: 0)
    categories = Slab(capacity: slots * plan.attributeWidth, filledWith: 0)
    threads = Slab(capacity: 256, filledWith: ThreadState())
    matterTallies = Slab(capacity: plan.matterCount, filledWith: MatterTally())
    officeCount = plan.offices.count
    offices = .allocate(capacity: max(1, officeCount))
    for i in 0..<officeCount {
      (offices + i).initialize(to: OfficeState(free: plan.offices[i].staff))
      let calendar = calendars[Int(plan.offices[i].calendar)]
      offices[i].tally.open =
        calendar.worked(plan.windowEnd) - calendar.worked(plan.windowStart)
    }
    for i in 0..<plan.classes.count {
      let group = mix(
        mix(mix(seed &+ golden) &+ (replication &+ 1) &* golden) ^ plan.classes[i].nameHash)
      classKeys.append(group)
      arrivalKeys.append(mix(group ^ Purpose("arrivals").key))
      nextIndex.append(0)
      nextWorking.append(0)
      firstCohortIndex.append(-1)
      cohortRecords.append([])
      loggedCategories.append([])
      scheduleArrival(i)
    }
  }

  deinit {
    events.free()
    cases.free()
    registers.free()
    counters.free()
    remaining.free()
    readySince.free()
    begunAt.free()
    holders.free()
    counts.free()
    accounts.free()
    categories.free()
    threads.free()
    matterTallies.free()
    for i in 0..<officeCount { offices[i].queue.free() }
    offices.deinitialize(count: officeCount)
    offices.deallocate()
    calendars.deallocate()
  }

  /// The categories of an applicant's attributes, in drawing order; the run must log.
  public func loggedCategories(ofClass applicantClass: Int, index: Int64) -> [UInt8] {
    let width = Int(plan.classes[applicantClass].attributes)
    let first = Int(index) * width
    return Array(loggedCategories[applicantClass][first..<(first + width)])
  }

  /// Works off up to about `limit` events; true when the run is over.
  public mutating func advance(events limit: Int) -> Bool {
    var left = limit
    while !isFinished {
      guard left > 0 else { return false }
      left -= workOffInstant()
    }
    return true
  }

  /// The instant reached, milliseconds since the run's first midnight.
  public var instant: Int64 { now }

  /// Takes the log entries kept so far, so that a long log never stands in memory as a whole.
  public mutating func takeLog() -> [LogEntry] {
    defer { log.removeAll(keepingCapacity: true) }
    return log
  }

  /// The records of the cohort of one class, row by row in the order of the index; the run must be
  /// over.
  public func records(ofClass applicantClass: Int) -> [Int64] {
    precondition(isFinished, "records are complete when the run is over")
    return cohortRecords[applicantClass]
  }

  /// What the run counted; the run must be over.
  public func results() -> RunTallies {
    precondition(isFinished, "tallies are complete when the run is over")
    return tallies
  }

  /// Works off everything that happens at the next instant; the number of events.
  private mutating func workOffInstant() -> Int {
    guard events.count > 0 else {
      finish()
      return 1
    }
    let time = EventCalendar.instant(of: events.top())
    if time >= plan.horizon || (cohortOpen == 0 && time >= plan.windowEnd) {
      now = max(now, min(time, plan.horizon))
      finish()
      return 1
    }
    if time >= plan.followEnd && !hasFrozenFollow { freezeOpenCases() }
    now = time
    var worked = 0
    while true {
      if events.count > 0 {
        let next = events.top()
        if EventCalendar.instant(of: next) == now {
          events.removeTop()
          worked += 1
          handle(EventCalendar.payload(of: next))
          continue
        }
      }
      // Nothing else happens at this instant: people take what waits, which may be done at once.
      if dirtyOffices.isEmpty { break }
      dispatchDirtyOffices()
    }
    tallies.events += Int64(worked)
    return worked
  }

  private mutating func handle(_ payload: UInt64) {
    let index = Int32(truncatingIfNeeded: payload & 0xFFFF_FFFF)
    switch payload &>> 32 {
    case EventKind.wake: wake(index)
    case EventKind.served: endService(index)
    case EventKind.leaving:
      offices[Int(index)].free += 1
      touch(index)
    case EventKind.opening:
      offices[Int(index)].wakesAt = -1
      touch(index)
    default: arrive(Int(index))
    }
  }

  @inline(__always)
  mutating func schedule(_ kind: UInt64, _ index: Int32, at instant: Int64, _ phase: Phase) {
    guard instant < plan.horizon else { return }
    events.insert(
      EventCalendar.key(
        at: instant, phase, payload: kind &<< 32 | UInt64(UInt32(truncatingIfNeeded: index))))
  }

  /// Working milliseconds of the reference calendar up to now, computed once an instant.
  @inline(__always)
  mutating func working() -> Int64 {
    if workingNowAt != now {
      workingNow = calendars[plan.reference].worked(now)
      workingNowAt = now
    }
    return workingNow
  }

  /// Whole working days of the run up to and including today.
  @inline(__always)
  var workday: Int64 { Int64(plan.workdays[Int(now / millisecondsPerDay)]) }

  @inline(__always)
  mutating func write(
    _ slot: Int32, _ label: UInt16, _ lifecycle: LogEntry.Lifecycle, _ office: Int32
  ) {
    guard logs, label != Instruction.unlogged else { return }
    let state = cases[Int(slot)]
    log.append(
      LogEntry(
        instant: now, applicantClass: state.applicantClass, index: state.index, label: Int32(label),
        lifecycle: lifecycle, office: office))
  }

  private mutating func finish() {
    isFinished = true
    if !hasFrozenFollow { freezeOpenCases() }
    for slot in 0..<caseCount where cases[slot].inUse {
      tallies.open += 1
      emit(Int32(slot))
    }
    for i in 0..<officeCount {
      closeQueueArea(i)
      tallies.offices.append(offices[i].tally)
    }
    for i in 0..<plan.matterCount { tallies.matters.append(matterTallies[i]) }
  }
}

enum EventKind {
  static let wake: UInt64 = 0
  static let served: UInt64 = 1
  static let opening: UInt64 = 2
  static let arrival: UInt64 = 3
  static let leaving: UInt64 = 4
}
