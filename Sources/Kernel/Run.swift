/// One replication of a plan, advanced event by event.
///
/// A run is a value that nobody shares: it owns its storage and frees it. Advance it in slices, so
/// that a caller can show progress, cancel or animate, and take what it has recorded and logged
/// between them; the slices change no result.
///
/// Within one instant come first completions and releases, then openings and timers, then arrivals
/// and submissions; dispatch follows when nothing else happens at that instant, and all repeats
/// until nothing changes. Within a queue members stand by the office's order, instant of joining,
/// class name, index in the class and purpose name: never by the order of a file or of the heap.
///
/// Memory: some 0.6 kB an open case and 0.2 kB a strand of it, whatever the number of cases; records
/// and log stay until they are taken.
public struct Run: ~Copyable {
  /// Keeps the tables that the view points into.
  let source: Plan
  let plan: UnsafeMutablePointer<PlanView>
  let seed: UInt64
  let replication: UInt64
  let logs: Bool

  let steps: UnsafeMutablePointer<Instruction>
  let visits: UnsafeMutablePointer<Visit>
  let durations: UnsafeMutablePointer<ReadyDuration>
  /// The parts that wait for each signal, where the plan has them.
  let successors: UnsafeMutablePointer<Successor>
  /// Whether a step of the plan makes own work stand still.
  let hasStops: Bool
  let calendars: UnsafeMutablePointer<CalendarClock>
  /// Room for the numbers of one applicant, or the parts of one joint activity.
  let scratch: UnsafeMutablePointer<Int64>
  let layout: RecordLayout
  /// Numbers of one record.
  let recordStride: Int
  /// The calendar in which the applicant's working days are measured.
  let reference: UnsafeMutablePointer<CalendarClock>
  let horizon: Int64
  /// From when on no further reform begins to hold.
  let lastStart: Int64

  // What changes.
  var events = EventCalendar()
  /// The ends of services that foreseen offices have given out, and the next need of each class.
  var upcoming = Upcoming(people: [], classes: 0)
  /// Two clocks a foreseen office, its own and the applicant's, for instants to come.
  var clocksAhead = UnsafeMutablePointer<CalendarClock>.allocate(capacity: 1)
  /// Foreseen offices where files wait for the end of the instant.
  var unforeseenOffices = Stack<Int32>(-1)
  var now: Int64 = 0
  /// Up to when nothing can end but by events: the window, following and the run go on.
  var quietUntil: Int64
  /// Working milliseconds of the reference calendar up to now.
  var working: Int64 = 0
  /// The date and the working days up to it, as they were last asked for, and when that day ends.
  private var dateToday: Int32 = 0
  private var workdayToday: Int32 = 0
  private var midnight: Int64 = 0
  var caseCount = 0
  var freeSlots = Stack<Int32>(-1)
  var cases: Slab<CaseState>
  /// Whether cases of some class are foreseen as a whole; then what those of a class have in common, their
  /// records, and by slot what is known of each.
  var hasCourses = false
  var courses: UnsafeMutablePointer<Course>
  var patterns = Slab<Int64>(capacity: 1, filledWith: 0)
  var foreseenCases: Slab<ForeseenCase>
  /// Whether a case is being led to where it stands already.
  var isUnfolding = false
  var storage: CaseStorage
  let readyWidth: Int
  let begunWidth: Int
  var threads: Slab<ThreadState>
  /// The clocks of the threads, by the number of the thread.
  var clocks: Slab<ClockState>
  var threadCount = 0
  var freeThread: Int32 = -1
  var pendingNodes = Stack(PendingNode(slot: -1, node: -1, replay: -1))
  /// How many parts that do not concern a case are giving their signals, one in the other.
  var passedOver = 0
  var offices: UnsafeMutablePointer<OfficeState>
  let officeCount: Int
  /// Whether idle people of some office help another.
  let hasHelpers: Bool
  /// Whether applicants of some class lose patience.
  let hasPatience: Bool
  var dirtyOffices = Stack<Int32>(-1)
  /// How many loops go on with something else of this event when the strand that is worked off has come to a stop.
  var moreFollows = 0
  var reservations: [Reservation] = []
  var sources: UnsafeMutablePointer<NeedSource>
  /// Firm by firm and list by list, until when the firm is listed; all cases together come last.
  var listings: Slab<Int64>
  /// The instants remembered of each firm; all cases together come last.
  var memory: Slab<Int64>
  /// What no record of the plan ever holds stays zero there.
  var records = Stack<Int64>(0)
  var cohortOpen: Int64 = 0
  var hasFrozenFollow = false
  var isFinished = false
  var tallies = RunTallies()
  var matterTallies: Slab<MatterTally>
  var log = LogBatch()

  /// Why the run cannot go on; nil: it can.
  ///
  /// A run with a fault is over and has no results.
  public internal(set) var fault: RunFault?

  /// A run of `source` that has not begun.
  ///
  /// - Parameter logs: whether an event log is kept; it changes no result.
  public init(_ source: Plan, seed: UInt64, replication: UInt64, logs: Bool = false) {
    self.init(source, seed: seed, replication: replication, logs: logs, findsCourses: true)
  }

  /// - Parameter findsCourses: whether cases may be foreseen as a whole; it changes no result.
  init(_ source: Plan, seed: UInt64, replication: UInt64, logs: Bool, findsCourses: Bool) {
    self.source = source
    let view = PlanView(source)
    let plan = UnsafeMutablePointer<PlanView>.allocate(capacity: 1)
    plan.initialize(to: view)
    self.plan = plan
    self.seed = seed
    self.replication = replication
    self.logs = logs
    calendars = .allocate(capacity: max(1, source.calendars.count))
    for i in 0..<source.calendars.count {
      (calendars + i).initialize(to: CalendarClock(view: source.calendars[i].view))
    }
    reference = calendars + view.reference
    horizon = min(view.horizon, Upcoming.never)
    quietUntil = min(view.windowEnd, view.followEnd, horizon)
    layout = RecordLayout(
      counts: view.countCount, accounts: view.accountCount, attributes: view.attributeWidth)
    recordStride = layout.stride
    cases = Slab(capacity: 64, filledWith: CaseState())
    readyWidth = view.reformStart > 0 ? view.nodeWidth : 0
    courses = .allocate(capacity: max(1, view.classes.count))
    foreseenCases = Slab(capacity: 1, filledWith: ForeseenCase(course: courses))
    begunWidth = view.reformStart > 0 ? view.counterCount : 0
    storage = CaseStorage(view, readyWidth: readyWidth, begunWidth: begunWidth)
    threads = Slab(capacity: 64, filledWith: ThreadState())
    clocks = Slab(capacity: 64, filledWith: ClockState())
    matterTallies = Slab(capacity: view.matterCount, filledWith: MatterTally())
    listings = Slab(capacity: (view.firmCount + 1) * view.listingWidth, filledWith: notYet)
    memory = Slab(capacity: (view.firmCount + 1) * view.memoryWidth, filledWith: notYet)
    officeCount = view.offices.count
    offices = .allocate(capacity: max(1, officeCount))
    let waves = view.waveStarts.count
    lastStart = waves == 0 ? view.reformStart : view.waveStarts[waves - 1]
    hasHelpers = view.helps.count > 0
    var hasPatience = false
    for i in 0..<view.classes.count where view.classes[i].patience >= 0 { hasPatience = true }
    self.hasPatience = hasPatience
    for i in 0..<officeCount {
      let calendar = calendars[Int(view.offices[i].calendar)].view
      (offices + i).initialize(
        to: OfficeState(
          view.offices[i], clock: calendars + Int(view.offices[i].calendar),
          mayBePlain: !hasHelpers && !logs, windowStart: calendar.worked(view.windowStart),
          windowEnd: calendar.worked(view.windowEnd)))
    }
    steps = view.instructions.base
    durations = .allocate(capacity: max(1, view.durations.count))
    for d in 0..<view.durations.count {
      (durations + d).initialize(to: ReadyDuration(view.durations.base + d, view, calendars))
    }
    visits = .allocate(capacity: max(1, view.works.count))
    for w in 0..<view.works.count {
      (visits + w).initialize(
        to: Visit(
          view.works[w], view, offices: offices, calendars: calendars, durations: durations))
    }
    successors = .allocate(capacity: max(1, view.successors.count))
    for r in 0..<view.routes.count {
      let route = view.routes[r]
      let starts = view.successorStarts.base + Int(route.firstSignal)
      for i in starts[0]..<starts[Int(route.signals)] {
        let node = view.successors[Int(i)]
        let entry = Int(view.nodes[Int(route.firstNode + node)].entry)
        (successors + Int(i)).initialize(to: Successor(node: node, entry: entry, view.instructions))
      }
    }
    var hasStops = false
    for i in 0..<view.instructions.count where steps[i].operation == .stopWork { hasStops = true }
    self.hasStops = hasStops
    var room = max(1, view.attributeWidth)
    for w in 0..<view.works.count { room = max(room, Int(view.works[w].durationCount)) }
    scratch = .allocate(capacity: room)
    scratch.initialize(repeating: 0, count: room)
    sources = .allocate(capacity: max(1, view.classes.count))
    foresee()
    for i in 0..<view.classes.count {
      let group = mix(
        mix(mix(seed &+ golden) &+ (replication &+ 1) &* golden) ^ view.classes[i].nameHash)
      (sources + i).initialize(
        to: NeedSource(classKey: group, arrivalKey: mix(group ^ Purpose("arrivals").key)))
      keepPlainRoute(i)
      if view.classes[i].firstNeed < 0 { drawGap(i) }
      keepPlainGap(i)
      scheduleArrival(i)
    }
    for i in 0..<officeCount { beginShifts(i) }
    if findsCourses { findCourses() }
  }

  deinit {
    events.free()
    upcoming.free()
    clocksAhead.deallocate()
    unforeseenOffices.free()
    freeSlots.free()
    cases.free()
    courses.deallocate()
    patterns.free()
    foreseenCases.free()
    storage.free()
    threads.free()
    clocks.free()
    pendingNodes.free()
    dirtyOffices.free()
    listings.free()
    memory.free()
    records.free()
    matterTallies.free()
    sources.deallocate()
    for i in 0..<officeCount { offices[i].queue.free() }
    offices.deinitialize(count: officeCount)
    offices.deallocate()
    visits.deallocate()
    durations.deallocate()
    successors.deallocate()
    scratch.deallocate()
    calendars.deallocate()
    plan.deallocate()
  }

  /// Works off up to about `limit` events; true when the run is over.
  public mutating func advance(events limit: Int) -> Bool {
    var left = limit
    while !isFinished {
      guard left > 0 else { return false }
      left -= workOff(min(left, Self.mostAtOnce))
      if tallies.events > Self.mostEvents { stop(.tooManyEvents) }
    }
    return true
  }

  /// The instant reached, milliseconds since the run's first midnight.
  public var instant: Int64 { now }

  /// Takes the log entries kept so far, so that a long log never stands in memory as a whole.
  public mutating func takeLog() -> LogBatch {
    defer {
      log.entries.removeAll(keepingCapacity: true)
      log.categories.removeAll(keepingCapacity: true)
    }
    return log
  }

  /// Hands out the records of the cases that have ended since the last time and forgets them.
  ///
  /// Rows as in ``RecordLayout``, in the order in which the cases ended; when the run is over, those
  /// of open cases come last. The buffer holds until `body` returns.
  public mutating func takeRecords(_ body: (UnsafeBufferPointer<Int64>) -> Void) {
    body(UnsafeBufferPointer(start: records.storage.base, count: records.count))
    records.removeAll()
  }

  /// The index of the first applicant of a class in the cohort; nil while there is none.
  public func cohortStart(ofClass applicantClass: Int) -> Int64? {
    let first = sources[applicantClass].firstCohortIndex
    return first < 0 ? nil : first
  }

  /// What the run counted; the run must be over.
  public func results() -> RunTallies {
    precondition(isFinished, "tallies are complete when the run is over")
    return tallies
  }

  /// Works off about so many events; how many they were.
  private mutating func workOff(_ limit: Int) -> Int {
    var worked = 0
    repeat {
      // Far beyond the horizon when nothing is pending.
      let event = EventCalendar.instant(of: events.top())
      if upcoming.nextInstant < min(event, quietUntil) {
        worked &+= workOffUpcoming(before: min(event, quietUntil), atMost: limit &- worked)
        continue
      }
      let time = min(event, upcoming.nextInstant)
      if time >= quietUntil, time > now, isOver(at: time) { break }
      begin(at: time)
      var next = time
      repeat {
        // What happens at one instant comes in the order of the calendar.
        while upcoming.nextInstant == time { scheduleUpcoming() }
        let event = events.top()
        events.removeTop()
        worked &+= 1
        readAhead()
        handle(EventCalendar.payload(of: event))
        next = nextInstant
        // When nothing else happens at this instant people take what waits, which may be done at once.
        if next != time, !dirtyOffices.isEmpty {
          dispatchDirtyOffices()
          next = nextInstant
        }
      } while next == time
      if !unforeseenOffices.isEmpty { foreseeOthers() }
      if events.mayBeCluttered { sweep() }
    } while worked < limit && !isFinished
    tallies.events &+= Int64(worked)
    return worked
  }

  /// The instant of the earliest of what is in order; after the top was taken, all of its instant is.
  @inline(__always)
  var nextInstant: Int64 { min(events.nextInstant, upcoming.nextInstant) }

  /// Whether the run ends before the events of `time`.
  @inline(never)
  private mutating func isOver(at time: Int64) -> Bool {
    // When it ends follows from the cases alone, not from what else is pending.
    if cohortOpen == 0, time >= plan.pointee.windowEnd {
      finish(at: max(now, plan.pointee.windowEnd))
      return true
    }
    if time >= horizon {
      finish(at: horizon)
      return true
    }
    if time >= plan.pointee.followEnd && !hasFrozenFollow { freezeOpenCases() }
    if cohortOpen > 0, time >= plan.pointee.windowEnd {
      quietUntil = hasFrozenFollow ? horizon : min(plan.pointee.followEnd, horizon)
    }
    return false
  }

  @inline(__always)
  private mutating func handle(_ payload: UInt64) {
    let index = Int32(truncatingIfNeeded: payload & 0xFFFF_FFFF)
    switch EventKind(rawValue: UInt8(truncatingIfNeeded: payload &>> 56)) {
    case .wake:
      if isCurrent(payload, threads.base[Int(index)].generation) { wake(index) }
    case .served:
      if isCurrent(payload, threads.base[Int(index)].generation) { endService(index) }
    case .leaving:
      offices[Int(index)].free += 1
      touch(index)
    case .opening:
      // No event of the process: at a foreseen office there is mostly none.
      tallies.events &-= 1
      offices[Int(index)].wakesAt = -1
      touch(index)
    case .shift: changeStaff(index)
    case .limit:
      if isCurrent(payload, clocks.base[Int(index)].timerGeneration) { reachLimit(index) }
    case .patience:
      if isCurrent(payload, cases.base[Int(index)].generation) { losePatience(index) }
    case .arrival: arriveAmongOthers(Int(index))
    case nil: break
    }
  }

  /// Whether an event was not cancelled since it was scheduled.
  @inline(__always)
  private mutating func isCurrent(_ payload: UInt64, _ generation: UInt32) -> Bool {
    if UInt32(truncatingIfNeeded: payload &>> 32) & 0xFF_FFFF == generation & 0xFF_FFFF {
      return true
    }
    events.noteDropped()
    tallies.events &-= 1
    return false
  }

  /// Removes cancelled events when they are worth it.
  @inline(never)
  private mutating func sweep() {
    guard events.isCluttered else { return }
    let threads = self.threads
    let clocks = self.clocks
    let cases = self.cases
    events.removeCancelled { payload in
      let index = Int(payload & 0xFFFF_FFFF)
      let generation = UInt32(truncatingIfNeeded: payload &>> 32) & 0xFF_FFFF
      switch EventKind(rawValue: UInt8(truncatingIfNeeded: payload &>> 56)) {
      case .wake, .served: return generation == threads[index].generation & 0xFF_FFFF
      case .limit: return generation == clocks[index].timerGeneration & 0xFF_FFFF
      case .patience: return generation == cases[index].generation & 0xFF_FFFF
      case .leaving, .opening, .shift, .arrival, nil: return true
      }
    }
  }

  @inline(__always)
  mutating func schedule(
    _ kind: EventKind, _ index: Int32, generation: UInt32 = 0, at instant: Int64, _ phase: Phase
  ) {
    // What would come after the end of the run never comes; who waits for it stays open.
    guard instant < horizon else { return }
    events.insert(
      EventCalendar.key(
        at: instant, phase,
        payload: UInt64(kind.rawValue) &<< 56 | UInt64(generation & 0xFF_FFFF) &<< 32
          | UInt64(UInt32(truncatingIfNeeded: index))))
  }

  /// Cancels what was scheduled for `instant`; the caller has moved on its generation.
  @inline(__always)
  mutating func noteCancelled(at instant: Int64) {
    if instant < horizon { events.noteCancelled() }
  }

  /// The clock moves to `instant`.
  @inline(__always)
  mutating func begin(at instant: Int64) {
    now = instant
    working = reference.pointee.view.isAlways ? instant : reference.pointee.worked(at: instant)
  }

  /// Working milliseconds of a calendar up to now, computed once an instant.
  @inline(__always)
  mutating func worked(_ calendar: Int32) -> Int64 {
    calendars[Int(calendar)].worked(at: now)
  }

  /// Whole working days of the run up to and including today.
  @inline(__always)
  var workday: Int32 {
    mutating get {
      if now >= midnight { beginDay() }
      return workdayToday
    }
  }

  /// Today, in days since the run's first.
  @inline(__always)
  var date: Int32 {
    mutating get {
      if now >= midnight { beginDay() }
      return dateToday
    }
  }

  /// Today, in days since the run's first, and the working days up to and including it.
  @inline(__always)
  var today: (date: Int32, workday: Int32) {
    mutating get {
      if now >= midnight { beginDay() }
      return (dateToday, workdayToday)
    }
  }

  /// The clock is moved elsewhere: what is known of the day no longer holds.
  mutating func forgetDay() { midnight = 0 }

  @inline(never)
  private mutating func beginDay() {
    let day = now / millisecondsPerDay
    dateToday = Int32(truncatingIfNeeded: day)
    workdayToday = plan.pointee.workdays[Int(day)]
    midnight = (day + 1) * millisecondsPerDay
  }

  @inline(__always)
  mutating func write(
    _ slot: Int32, _ label: UInt16, _ lifecycle: LogEntry.Lifecycle, _ office: Int32
  ) {
    if logs, label != Instruction.unlogged { append(slot, label, lifecycle, office) }
  }

  @inline(never)
  private mutating func append(
    _ slot: Int32, _ label: UInt16, _ lifecycle: LogEntry.Lifecycle, _ office: Int32
  ) {
    let state = cases.base + Int(slot)
    log.entries.append(
      LogEntry(
        instant: now, applicantClass: state.pointee.applicantClass, index: state.pointee.index,
        label: Int32(label), lifecycle: lifecycle, office: office))
    for a in 0..<plan.pointee.attributeWidth { log.categories.append(storage.categories(slot)[a]) }
  }

  /// Ends the run without results.
  mutating func stop(_ fault: RunFault) {
    self.fault = self.fault ?? fault
    isFinished = true
  }

  /// Closes the run at an instant, before which all events have come.
  private mutating func finish(at instant: Int64) {
    isFinished = true
    let reached = now
    begin(at: instant)
    if !hasFrozenFollow { freezeOpenCases() }
    unfoldAll()
    closeForeseen(reached: reached)
    for slot in 0..<caseCount where cases[slot].inUse {
      tallies.open += 1
      emit(Int32(slot))
    }
    for i in 0..<officeCount {
      offices[i].tally.queueArea &+= Int64(offices[i].queue.count) &* now
      offices[i].closeWaits()
      offices[i].tally.waitSum += waitedSoFar(i)
      closeCapacity(i)
      tallies.offices.append(offices[i].tally)
    }
    for i in 0..<plan.pointee.matterCount { tallies.matters.append(matterTallies[i]) }
  }

  /// So many events pass before their number is looked at.
  private static let mostAtOnce = 1 << 20
  /// More events than any study can mean: days of computing.
  static let mostEvents: Int64 = 1 << 40
}

/// Why a run was given up.
public enum RunFault: UInt8, Sendable {
  /// More than 2^40 events.
  case tooManyEvents
  /// More than 2^35 applicants of a class.
  case tooManyApplicants
  /// More than 2^31 applicants at once.
  case tooManyOpen
}

/// What an event is, in the order in which events of one phase come at one instant.
enum EventKind: UInt8 {
  /// A wait of a thread ends.
  case wake
  /// A service ends.
  case served
  /// A person leaves a joint activity before its end.
  case leaving
  /// An office opens, sits, or a batch has waited long enough.
  case opening
  /// An office has more or fewer people.
  case shift
  /// A light turns, or silence becomes consent.
  case limit
  /// An applicant has waited too long.
  case patience
  /// A need arises.
  case arrival
}

/// A calendar with its working time up to the last instant asked for.
struct CalendarClock: BitwiseCopyable {
  let view: CalendarView
  /// The session or break in which the last instant asked for lies.
  private var stretch = CalendarStretch(from: 0, to: 0, worked: 0, isOpen: false)

  init(view: CalendarView) { self.view = view }

  /// Working milliseconds up to `instant`.
  @inline(__always)
  mutating func worked(at instant: Int64) -> Int64 {
    move(to: instant)
    return workedHere(instant)
  }

  /// The same without going there: at hand for an instant of the session or break that was last asked for.
  func worked(upTo instant: Int64) -> Int64 {
    instant >= stretch.from && instant < stretch.to ? workedHere(instant) : view.worked(instant)
  }

  /// Whether work goes on at `instant`.
  @inline(__always)
  mutating func isOpen(at instant: Int64) -> Bool {
    move(to: instant)
    return stretch.isOpen
  }

  /// The earliest instant by which `work` milliseconds have been worked since `instant`.
  @inline(__always)
  mutating func end(of work: Int64, from instant: Int64) -> Int64 {
    move(to: instant)
    return endHere(of: work, from: instant)
  }

  /// The same from an instant of the session or break that was last asked for.
  @inline(__always)
  func endHere(of work: Int64, from instant: Int64) -> Int64 {
    if stretch.isOpen, work <= stretch.to &- instant { return instant &+ work }
    return view.end(of: work, from: instant, worked: workedHere(instant))
  }

  /// Working milliseconds up to an instant of the session or break that was last asked for.
  @inline(__always)
  func workedHere(_ instant: Int64) -> Int64 {
    stretch.worked(at: instant)
  }

  /// From now on "here" is the session or break of `instant`.
  @inline(__always)
  mutating func move(to instant: Int64) {
    if instant < stretch.from || instant >= stretch.to { stretch = view.stretch(at: instant) }
  }
}

/// A part of a route that is about to begin.
struct PendingNode: BitwiseCopyable {
  var slot: Int32
  var node: Int32
  var replay: Int64
}

/// Where the needs of a class come from.
struct NeedSource: BitwiseCopyable {
  let classKey: UInt64
  let arrivalKey: UInt64
  var nextIndex: Int64 = 0
  /// How many times needs have arisen; a batch arises at once.
  var occasions: UInt64 = 0
  /// Working (or weighted) time up to the last occasion.
  var reached: Int64 = 0
  /// The gap before the need that is scheduled next, and how many gaps have been drawn.
  var nextGap: Int64 = 0
  var drawn: UInt64 = 0
  var firstCohortIndex: Int64 = -1
  /// The quantile table of the gaps, where nothing but a table and all hours decides when a need arises;
  /// what the draw and the calendar need then follows.
  var table: UnsafeMutablePointer<Double>?
  var gapKey: UInt64 = 0
  /// The draw whose length is found at the next need.
  var gapDraw: UInt64 = 0
  var location = 0.0
  var scale = 0.0
  var lastInstant: Int64 = 0
  /// Whether all its cases begin alike, under these conditions, on this route, at this part of it.
  var isPlain = false
  var firstNode: Int32 = 0
  var route: Int32 = 0
  var conditions: UInt64 = 0
  /// What all its cases go through, where that follows from their arrival.
  var course: UnsafeMutablePointer<Course>?
  /// How long the service of the next such case takes, and the draw for the one after it.
  var nextLength: Int64 = 0
  var lengthDraw: UInt64 = 0

  init(classKey: UInt64, arrivalKey: UInt64) {
    self.classKey = classKey
    self.arrivalKey = arrivalKey
  }
}
