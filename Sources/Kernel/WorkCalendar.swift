/// Milliseconds of a calendar day.
public let millisecondsPerDay: Int64 = 86_400_000

/// The instant that lies beyond every calendar.
public let beyondCalendar: Int64 = .max / 4

/// When somebody works, over all days of a run, as prefix sums.
///
/// Instants are milliseconds since the run's first midnight. A session is open from its opening up
/// to, not including, its closing. ``add(_:to:)`` gives the earliest instant by which the work is
/// done: work that ends exactly at closing ends at closing, not on the next morning.
public struct WorkCalendar: Sendable {
  private let store: Store
  let view: CalendarView

  /// The tables; the view points into them.
  private final class Store: Sendable {
    let before: FrozenArray<Int64>
    let first: FrozenArray<Int32>
    let count: FrozenArray<UInt8>
    let opens: FrozenArray<Int64>
    let lengths: FrozenArray<Int64>
    let sessions: FrozenArray<CalendarSession>
    let cells: FrozenArray<Int32>

    init(
      before: FrozenArray<Int64>, first: FrozenArray<Int32>, count: FrozenArray<UInt8>,
      opens: FrozenArray<Int64>, lengths: FrozenArray<Int64>,
      sessions: FrozenArray<CalendarSession>, cells: FrozenArray<Int32>
    ) {
      self.before = before
      self.first = first
      self.count = count
      self.opens = opens
      self.lengths = lengths
      self.sessions = sessions
      self.cells = cells
    }
  }

  /// A calendar from day patterns.
  ///
  /// - Parameters:
  ///   - patterns: each a list of sessions (opening and closing, milliseconds after midnight), in
  ///     order and without overlap.
  ///   - pattern: the pattern of each day.
  public init(patterns: [[(open: Int64, close: Int64)]], pattern: [Int]) {
    // Patterns stand in the order in which days use them, so that equal hours are equal numbers.
    var starts: [Int32] = Array(repeating: -1, count: patterns.count)
    var opens: [Int64] = []
    var lengths: [Int64] = []
    for p in pattern where starts[p] < 0 {
      starts[p] = Int32(opens.count)
      for session in patterns[p] {
        precondition(session.open < session.close && session.close <= millisecondsPerDay)
        opens.append(session.open)
        lengths.append(session.close - session.open)
      }
    }
    self.init(
      first: FrozenArray(pattern.map { starts[$0] }),
      count: FrozenArray(pattern.map { UInt8(patterns[$0].count) }), opens: FrozenArray(opens),
      lengths: FrozenArray(lengths))
  }

  /// A calendar from the sessions of each day, as ``CalendarView`` has them.
  private init(
    first: FrozenArray<Int32>, count: FrozenArray<UInt8>, opens: FrozenArray<Int64>,
    lengths: FrozenArray<Int64>
  ) {
    let days = first.count
    var before: [Int64] = [0]
    before.reserveCapacity(days + 1)
    var always = days > 0
    var running: Int64 = 0
    for day in 0..<days {
      var total: Int64 = 0
      for i in 0..<Int(count[day]) { total += lengths[Int(first[day]) + i] }
      running += total
      before.append(running)
      if total != millisecondsPerDay { always = false }
    }
    // Where work goes on at all hours, no session is looked for.
    var sessions: [CalendarSession] = []
    var cells: [Int32] = []
    if !always {
      var worked: Int64 = 0
      for day in 0..<days {
        let midnight = Int64(day) * millisecondsPerDay
        for s in Int(first[day])..<(Int(first[day]) + Int(count[day])) {
          sessions.append(CalendarSession(worked: worked, opens: midnight + opens[s]))
          worked += lengths[s]
        }
      }
      sessions.append(CalendarSession(worked: worked, opens: beyondCalendar))
      var session = 0
      for cell in 0...(running >> CalendarView.cellBits) {
        while session + 2 < sessions.count,
          sessions[session + 1].worked <= cell << CalendarView.cellBits
        {
          session += 1
        }
        cells.append(Int32(session))
      }
    }
    store = Store(
      before: FrozenArray(before), first: first, count: count, opens: opens, lengths: lengths,
      sessions: FrozenArray(sessions), cells: FrozenArray(cells))
    view = CalendarView(
      days: days, isAlways: always, before: UnsafePointer(store.before.base),
      first: UnsafePointer(store.first.base), count: UnsafePointer(store.count.base),
      opens: UnsafePointer(store.opens.base), lengths: UnsafePointer(store.lengths.base),
      sessions: UnsafePointer(store.sessions.base), cells: UnsafePointer(store.cells.base))
  }

  /// The sessions of each day; all else follows from them.
  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    var first = store.first
    var count = store.count
    var opens = store.opens
    var lengths = store.lengths
    visitor.visit(&first)
    visitor.visit(&count)
    visitor.visit(&opens)
    visitor.visit(&lengths)
    guard Visitor.reads else { return }
    if Self.areSessions(first, count, opens, lengths) {
      self = WorkCalendar(first: first, count: count, opens: opens, lengths: lengths)
    } else {
      visitor.reject()
    }
  }

  /// Ten a day for as long as a run can last.
  private static let mostSessions = 1 << 21

  /// Whether every day has sessions that lie in it, in order and without overlap.
  private static func areSessions(
    _ first: FrozenArray<Int32>, _ count: FrozenArray<UInt8>, _ opens: FrozenArray<Int64>,
    _ lengths: FrozenArray<Int64>
  ) -> Bool {
    guard first.count == count.count, opens.count == lengths.count else { return false }
    for s in 0..<opens.count {
      guard opens[s] >= 0, lengths[s] > 0, opens[s] < millisecondsPerDay,
        lengths[s] <= millisecondsPerDay - opens[s]
      else { return false }
    }
    var sessions = 0
    for day in 0..<first.count {
      let start = Int(first[day])
      guard start >= 0, start <= opens.count - Int(count[day]) else { return false }
      // All are made room for, though days may share them: more than any run can reach are not believed.
      sessions += Int(count[day])
      guard sessions <= mostSessions else { return false }
      var s = start + 1
      while s < start + Int(count[day]) {
        guard opens[s] >= opens[s - 1] + lengths[s - 1] else { return false }
        s += 1
      }
    }
    return true
  }

  /// How many days the calendar covers.
  public var days: Int { view.days }
  /// All working time of the calendar, milliseconds.
  public var total: Int64 { view.total }
  /// Working milliseconds from the run's first midnight up to `instant`.
  public func worked(_ instant: Int64) -> Int64 { view.worked(instant) }
  /// The earliest instant by which `work` milliseconds have been worked since `instant`.
  ///
  /// ``beyondCalendar`` when the calendar ends first; zero work gives `instant` itself.
  public func add(_ work: Int64, to instant: Int64) -> Int64 { view.add(work, to: instant) }
  /// The first instant, not before `instant`, at which work can go on.
  public func opening(_ instant: Int64) -> Int64 { view.opening(instant) }
}

/// The tables of a calendar as plain pointers, for the run loop; its ``WorkCalendar`` keeps them.
struct CalendarView: BitwiseCopyable, @unchecked Sendable {
  let days: Int
  let isAlways: Bool
  /// Working milliseconds before each day; one more entry than days.
  let before: UnsafePointer<Int64>
  /// The sessions of day `d` begin at `first[d]`, `count[d]` of them.
  let first: UnsafePointer<Int32>
  let count: UnsafePointer<UInt8>
  let opens: UnsafePointer<Int64>
  let lengths: UnsafePointer<Int64>
  /// All sessions of all days, and one after them.
  let sessions: UnsafePointer<CalendarSession>
  /// For each 2^23 ms of working time, less than most sessions have, the session in which it begins.
  let cells: UnsafePointer<Int32>
  static let cellBits: Int64 = 23

  var total: Int64 { before[days] }

  /// The day of an instant; an `Int` of 32 bits, as in WebAssembly, does not hold that of what never comes.
  @inline(__always)
  private static func day(of instant: Int64) -> Int { Int(clamping: instant / millisecondsPerDay) }

  func worked(_ instant: Int64) -> Int64 {
    if isAlways { return min(instant, total) }
    let day = Self.day(of: instant)
    if day >= days { return total }
    let time = instant - Int64(day) * millisecondsPerDay
    return before[day] + workedWithin(day, time)
  }

  @inline(__always)
  private func workedWithin(_ day: Int, _ time: Int64) -> Int64 {
    let start = Int(first[day])
    var sum: Int64 = 0
    for s in start..<(start + Int(count[day])) {
      sum += min(max(time - opens[s], 0), lengths[s])
    }
    return sum
  }

  func add(_ work: Int64, to instant: Int64) -> Int64 {
    if work == 0 { return instant }
    return end(of: work, from: instant, worked: worked(instant))
  }

  /// The earliest instant by which `work` milliseconds have been worked since `instant`, up to which
  /// `worked` milliseconds have been: ``add(_:to:)`` for a caller who knows the second number.
  @inline(__always)
  func end(of work: Int64, from instant: Int64, worked: Int64) -> Int64 {
    if work == 0 { return instant }
    // However long the work, its sum with an instant of the run is a number.
    let work = min(work, beyondCalendar)
    if isAlways {
      let end = instant &+ work
      return end > total ? beyondCalendar : end
    }
    return instantReached(worked &+ work)
  }

  /// The earliest instant up to which `wanted` > 0 milliseconds have been worked.
  @inline(__always)
  private func instantReached(_ wanted: Int64) -> Int64 {
    if wanted > total { return beyondCalendar }
    var session = sessions + Int(cells[Int((wanted &- 1) &>> Self.cellBits)])
    // Most often one step or none, which no jump should depend on.
    session += session[1].worked < wanted ? 1 : 0
    while session[1].worked < wanted { session += 1 }
    return session.pointee.opens &+ (wanted &- session.pointee.worked)
  }

  /// Whether work goes on at `instant`.
  @inline(__always)
  func isOpen(at instant: Int64) -> Bool {
    if isAlways { return true }
    let day = Self.day(of: instant)
    if day >= days { return false }
    let time = instant &- Int64(day) &* millisecondsPerDay
    let start = Int(first[day])
    for s in start..<(start &+ Int(count[day])) where time >= opens[s] {
      if time < opens[s] &+ lengths[s] { return true }
    }
    return false
  }

  /// The session or break in which `instant` lies.
  @inline(never)
  func stretch(at instant: Int64) -> CalendarStretch {
    if isAlways { return CalendarStretch(from: 0, to: total, worked: 0, isOpen: true) }
    let day = Self.day(of: instant)
    guard day < days else {
      let midnight = instant / millisecondsPerDay * millisecondsPerDay
      return CalendarStretch(from: midnight, to: .max, worked: total, isOpen: false)
    }
    let midnight = Int64(day) * millisecondsPerDay
    var from = midnight
    var sum = before[day]
    for s in Int(first[day])..<(Int(first[day]) + Int(count[day])) {
      let opening = midnight + opens[s]
      let closing = opening + lengths[s]
      if instant < opening {
        return CalendarStretch(from: from, to: opening, worked: sum, isOpen: false)
      }
      if instant < closing {
        return CalendarStretch(from: opening, to: closing, worked: sum, isOpen: true)
      }
      sum += lengths[s]
      from = closing
    }
    return CalendarStretch(
      from: from, to: midnight + millisecondsPerDay, worked: sum, isOpen: false)
  }

  func opening(_ instant: Int64) -> Int64 {
    if isAlways { return instant }
    let end = add(1, to: instant)
    return end == beyondCalendar ? end : end - 1
  }
}

/// A session on its day.
struct CalendarSession: BitwiseCopyable {
  /// Working milliseconds up to its beginning.
  let worked: Int64
  /// When it begins.
  let opens: Int64
}

/// A session of a calendar, or the break between two.
struct CalendarStretch: BitwiseCopyable {
  /// From when to when, the second instant not included.
  let from: Int64
  let to: Int64
  /// Working milliseconds up to its beginning.
  let worked: Int64
  let isOpen: Bool
  /// All ones in a session, zero in a break: what counts of the time since it began.
  private let share: Int64

  init(from: Int64, to: Int64, worked: Int64, isOpen: Bool) {
    self.from = from
    self.to = to
    self.worked = worked
    self.isOpen = isOpen
    share = isOpen ? -1 : 0
  }

  /// Working milliseconds up to an instant in it.
  @inline(__always)
  func worked(at instant: Int64) -> Int64 { worked &+ ((instant &- from) & share) }
}
