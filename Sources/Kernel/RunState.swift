/// A sum of overlapping intervals of one case: counts while at least one is open.
///
/// While one is open the total lacks the value at which it will be closed, so that nothing has to be remembered
/// of when it was opened, and no jump depends on whether it is the first.
struct UnionTimer<Number: FixedWidthInteger & BitwiseCopyable>: BitwiseCopyable {
  /// The sum; of use when no interval is open.
  private(set) var total: Number = 0
  private(set) var running: Int32 = 0

  @inline(__always)
  mutating func on(at value: Number) {
    total &-= running == 0 ? value : 0
    running &+= 1
  }

  @inline(__always)
  mutating func off(at value: Number) {
    if running == 0 { return }
    running &-= 1
    total &+= running == 0 ? value : 0
  }

  /// Closes every open interval at `value`.
  mutating func close(at value: Number) {
    if running > 0 { total &+= value }
    running = 0
  }
}

/// An applicant under way; what a plan gives a width of its own stands in ``CaseStorage``.
///
/// What every visit to an office reads stands first, in one cache line.
struct CaseState: BitwiseCopyable {
  var key: UInt64 = 0
  /// Class and index as a rank has them.
  var rankedAs: UInt64 = 0
  var conditions: UInt64 = 0
  /// All ones for a placebo subject, else zero.
  var placebo: UInt64 = 0
  var applicantClass: Int32 = 0
  var route: Int32 = 0
  var threads: Int32 = 0
  /// The first of its threads; -1: none.
  var firstThread: Int32 = -1
  /// The first of the threads that wait at a join; -1: none.
  var parked: Int32 = -1
  var inUse = false
  var isCohort = false
  /// Whether the times of the record are final.
  var isFrozen = false
  /// Whether the applicant leaves the next queue, or the one it stands in.
  var hasLostPatience = false
  /// Whether a patience event is pending.
  var hasPatienceTimer = false
  /// Whether the case moved from the old rules to the new ones.
  var hasMoved = false
  var ending: UInt8 = 0
  // Here ends the first line.
  /// In whole days.
  var gross = UnionTimer<Int32>()
  var official = UnionTimer<Int32>()
  var firstSubmission: Int64 = -1
  var lastDecision: Int64 = -1
  var stopTotal: Int64 = 0
  var stopUntil: Int64 = 0
  // Here ends the second line, all that a clock reads.
  var reach: UInt64 = 0
  var arrival: Int64 = 0
  var arrivalWorking: Int64 = 0
  var endAt: Int64 = 0
  var operatesSince: Int64 = -1
  var ownCalendar = UnionTimer<Int64>()
  var ownWorking = UnionTimer<Int64>()
  var exposure = UnionTimer<Int64>()
  var defects: Int32 = 0
  var openDefects: Int32 = 0
  var operationStops: Int32 = 0
  /// The firm it belongs to, among those of all classes; -1: none.
  var firm: Int32 = -1
  /// Tells the pending patience event of this case from those of earlier cases in the slot.
  var generation: UInt32 = 0
  /// Its number within the class.
  var index: Int64 = 0
  // Each case begins with a line: this is the rest of the fourth.
  private let rest: (Int64, Int64, Int64, Int64) = (0, 0, 0, 0)
}

/// What a strand is doing.
enum Stage: UInt8, BitwiseCopyable {
  /// Worked off at this instant, or free.
  case running
  /// Until its wake event.
  case waiting
  /// In the queues of a work; people of some offices may have come already.
  case queued
  /// Until its end of service; at a foreseen office from joining on.
  case served
  /// Its person has gone and takes it up again when people return.
  case paused
  /// At a join.
  case parked
}

/// A strand of a case: one matter, own work, or a check under way.
///
/// Two cache lines.
struct ThreadState: BitwiseCopyable {
  /// The rank at which it joined the queues; joint requests have the same in all of them.
  var rank: UInt128 = 0
  var slot: Int32 = -1
  var pc: Int32 = 0
  /// The office whose person serves it; -1: nobody of its own (a later member of a batch).
  var server: Int32 = -1
  /// The work at which it stands, in a queue or in service.
  var work: Int32 = 0
  /// Tells its pending wake or service event from cancelled ones; lives on with the place.
  var generation: UInt32 = 0
  /// The offices of its work whose person is here, one bit each; in service, whose stays to the end.
  var present: UInt32 = 0
  var reserved: Int16 = 0
  var stage = Stage.running
  var holder: UInt8 = Holder.none.rawValue
  /// The thread of the case before this one; -1: it is the first.
  var previousOfCase: Int32 = -1
  var sinceWorking: Int64 = 0
  var joined: Int64 = 0
  /// Working time up to joining: of the (single) office, unused where it works at all hours; where the office is
  /// foreseen, of the applicant.
  var joinedWorked: Int64 = 0
  /// When its wait or service began and when it ends.
  ///
  /// At a foreseen office the first says when the service begins; the second, the rank and who is present say
  /// nothing there.
  var since: Int64 = 0
  var until: Int64 = 0
  /// Work left from an interrupted service, milliseconds; -1: none.
  var workLeft: Int64 = -1
  /// Own preparation that is replayed from the need after a move to the new rules; -1: none.
  var replay: Int64 = -1
  /// The part of the route it belongs to, counted within the route.
  var node: Int32 = 0
  /// The next free thread, or the next that waits at a join.
  var nextFree: Int32 = -1
  /// The next thread of its case.
  var nextOfCase: Int32 = -1
  var clockStarted = false
  var clockRuns = false
  /// Whether it goes before others, because its light demands it.
  var isEscalated = false
  /// Whether a limit event is pending.
  var hasTimer = false
  var stopMark: Int64 = 0
}

/// The clock of a strand's matter, and what else is not asked at every event.
struct ClockState: BitwiseCopyable {
  /// The matter whose clock it carries, as clocks refer to it.
  var matter: Int32 = -1
  /// Where it goes on when the limit passes in silence; 0: nowhere.
  var tacitTarget: Int32 = 0
  /// Days used, gross and net of excluded links, in working days and in days of the calendar; while the clock runs
  /// they lack the day at which it will be stopped.
  var grossDays: Int32 = 0
  var netDays: Int32 = 0
  var netCalendarDays: Int32 = 0
  /// What tells its limit event from cancelled ones, and when it comes.
  var timerGeneration: UInt32 = 0
  var timerAt: Int64 = 0
}

/// An office at work.
///
/// What every service reads and writes stands first; some of it is copied from the plan.
struct OfficeState {
  var queue = RankedQueue()
  /// People without work; negative while more work than there are people left to do it.
  var free: Int32
  /// Pieces of work from its queue under way, counted where they may have to be: not in the plain
  /// works of a plain office.
  var serving: Int32 = 0
  let calendar: Int32
  /// Whether it takes the first of its queue as soon as somebody is free, at any hour of its
  /// calendar: no sittings, batches, places or helpers, and no log, whose entries of one instant
  /// keep the order in which offices are looked at.
  let isPlain: Bool
  /// Whether its queue is by the instant of joining alone.
  let isByJoining: Bool
  /// Its place among the foreseen offices, whose free people and work under way are not counted; -1: what happens
  /// there is not foreseen.
  var foreseenAs: Int32 = -1
  /// Whether it holds sittings, which need no free person.
  let sits: Bool
  var isDirty = false
  /// Whether its calendar is open at all hours, so that working time is the time of the clock.
  let isAlways: Bool
  /// Waits of the cohort that ended in the window, where working time is the time of the clock: part of
  /// three sums of the tally, to which they are added at the end.
  var waited: Int64 = 0
  /// Its calendar.
  let clock: UnsafeMutablePointer<CalendarClock>
  /// The window's edges in its working time.
  let windowStart: Int64
  let windowEnd: Int64
  var tally = OfficeTally()
  var wakesAt: Int64 = -1
  /// How many people it has now.
  var staff: Int32
  /// The next of its staffing changes.
  var nextShift: Int32 = 0
  /// People who have returned and have not yet taken up work that was set aside.
  var returned: Int32 = 0
  /// Up to when its capacity is counted, in its working time.
  var capacityFrom: Int64 = 0

  init(
    _ spec: OfficeSpec, clock: UnsafeMutablePointer<CalendarClock>, mayBePlain: Bool,
    windowStart: Int64, windowEnd: Int64
  ) {
    free = spec.staff
    staff = spec.staff
    calendar = spec.calendar
    sits = spec.firstSitting >= 0
    isPlain =
      spec.firstSitting < 0 && spec.batchSize == 0 && spec.places == 0 && mayBePlain
      && (spec.shifts == 0 || spec.atStaffChange == .finish)
    isByJoining = spec.order == .joining
    self.clock = clock
    isAlways = clock.pointee.view.isAlways
    self.windowStart = windowStart
    self.windowEnd = windowEnd
  }

  /// Working time of the office as far as it lies in the window.
  @inline(__always)
  func clamped(_ worked: Int64) -> Int64 { min(max(worked, windowStart), windowEnd) }

  /// Adds the waits that count in all three sums.
  mutating func closeWaits() {
    tally.waitSum &+= waited
    tally.queued &+= waited
    tally.waiting &+= waited
    waited = 0
  }

  /// Takes note that the queue grows by one: the area under its length is the sum of the instants at
  /// which it shrinks less those at which it grows.
  @inline(__always)
  mutating func noteLonger(_ now: Int64) { tally.queueArea &-= now }

  /// Takes note that the queue shrinks by one.
  @inline(__always)
  mutating func noteShorter(_ now: Int64) { tally.queueArea &+= now }

  /// Working time in the window of work that lasts from one working time to another.
  @inline(__always)
  func inWindow(_ from: Int64, _ to: Int64) -> Int64 {
    if from >= windowStart, to <= windowEnd { return to &- from }
    return clamped(to) &- clamped(from)
  }
}

/// A duration of the plan with what its draw and its end need at hand.
struct ReadyDuration: BitwiseCopyable {
  let spec: UnsafeMutablePointer<DurationSpec>
  /// The calendar in which it passes.
  let clock: UnsafeMutablePointer<CalendarClock>
  /// Its quantile table, when it is drawn from one and counts its draws; what the draw needs then follows.
  let table: UnsafeMutablePointer<Double>?
  let counter: Int
  let purpose: UInt64
  let placebo: UInt64
  let location: Double
  let scale: Double

  init(
    _ spec: UnsafeMutablePointer<DurationSpec>, _ plan: PlanView,
    _ calendars: UnsafeMutablePointer<CalendarClock>
  ) {
    self.spec = spec
    let draw = spec.pointee
    clock = calendars + Int(draw.calendar)
    table = draw.kind == .table && draw.counter >= 0 ? plan.tables.base + Int(draw.table) : nil
    counter = Int(draw.counter)
    purpose = draw.purpose
    placebo = draw.placebo
    location = draw.location
    scale = draw.scale
  }

  /// How long it is at a draw, with its quantile table at hand.
  @inline(__always)
  func length(_ table: UnsafeMutablePointer<Double>, at h: UInt64) -> Int64 {
    drawnLength(location + scale * quantile(table, at: h))
  }
}

/// A part of a route that waits for a signal, with what tells whether it concerns a case.
struct Successor: BitwiseCopyable {
  /// The part, counted within the route.
  let node: Int32
  /// The signals that it gives and then ends when it does not concern the case.
  private(set) var signals: Int32 = 0
  /// The condition, as its bit, without which it does not; 0: it concerns all.
  private(set) var condition: UInt64 = 0

  init(node: Int32, entry: Int, _ instructions: FrozenView<Instruction>) {
    self.node = node
    let test = instructions[entry]
    guard test.operation == .condition, test.flag == 1 else { return }
    var step = Int(test.b)
    while instructions[step].operation == .signal { step += 1 }
    guard step > Int(test.b), instructions[step].operation == .end else { return }
    signals = test.b
    condition = 1 &<< UInt64(test.a)
  }
}

/// A work of the plan with what it refers to at hand.
struct Visit: BitwiseCopyable {
  /// Whether it is the work of one plain office in the office's own hours, of one duration.
  let isPlain: Bool
  /// Whether the office is foreseen.
  var isForeseen = false
  /// Whether its hours are all hours.
  let isAlways: Bool
  let waitingHolder: UInt8
  let purposeRank: UInt16
  /// The (first) office.
  let office: Int32
  let state: UnsafeMutablePointer<OfficeState>
  let clock: UnsafeMutablePointer<CalendarClock>
  /// The (first) duration.
  let duration: UnsafeMutablePointer<ReadyDuration>

  init(
    _ spec: WorkSpec, _ plan: PlanView, offices: UnsafeMutablePointer<OfficeState>,
    calendars: UnsafeMutablePointer<CalendarClock>,
    durations: UnsafeMutablePointer<ReadyDuration>
  ) {
    office = plan.workOffices[Int(spec.offices)]
    state = offices + Int(office)
    clock = calendars + Int(spec.calendar)
    duration = durations + Int(spec.durations)
    isPlain =
      spec.officeCount == 1 && spec.durationCount == 1 && state.pointee.isPlain
      && spec.calendar == state.pointee.calendar
    isAlways = clock.pointee.view.isAlways
    waitingHolder = spec.waitingHolder
    purposeRank = spec.purposeRank
  }
}

/// In place of the instant until which a firm is listed, or of one that is remembered: before the run.
let notYet: Int64 = -1

/// In place of the end of a minimum stay: it is over, and the firm has asked to leave.
let hasAsked: Int64 = -2

/// A growing stack owned by one run.
struct Stack<Element: BitwiseCopyable> {
  private(set) var storage: Slab<Element>
  private(set) var count = 0
  private let filler: Element

  init(_ filler: Element) {
    self.filler = filler
    storage = Slab(capacity: 16, filledWith: filler)
  }

  func free() { storage.free() }

  @inline(__always)
  var isEmpty: Bool { count == 0 }

  @inline(__always)
  mutating func push(_ element: Element) {
    if count == storage.capacity { storage.grow(to: count + 1, filledWith: filler) }
    storage[count] = element
    count &+= 1
  }

  /// Takes the last element; there must be one.
  @inline(__always)
  mutating func pop() -> Element {
    count &-= 1
    return storage[count]
  }

  /// The last element; there must be one.
  @inline(__always)
  var last: Element { storage[count &- 1] }

  @inline(__always)
  subscript(index: Int) -> Element { storage[index] }

  /// Keeps the elements for which `keep` holds, in their order.
  mutating func filter(_ keep: (Element) -> Bool) {
    count = storage.base.keep(of: count, where: keep)
  }

  /// Makes room for `more` elements of any value and hands out the first place.
  @inline(__always)
  mutating func extend(by more: Int) -> UnsafeMutablePointer<Element> {
    if count &+ more > storage.capacity { storage.grow(to: count + more, filledWith: filler) }
    let place = storage.base + count
    count &+= more
    return place
  }

  mutating func removeAll() { count = 0 }
}
