/// What is known to come of lines that each have one next: the ends of the services that foreseen offices have given
/// out (see `Run+Foreseen.swift`), the earliest of each office, and the next need of each class.
///
/// Each office keeps its ends in order, in a row; a tree of minima over all lines names the one whose next is the
/// earliest of all. A new end is led to its place by comparisons that decide no jump: it was drawn a moment ago, and a
/// processor that guesses such a jump wrongly waits for the whole draw.
///
/// Memory: 16 bytes an open service, up to four times that while rows have room. Cost: the logarithm of the
/// number of lines, and the people of one office.
struct Upcoming {
  /// Later than every run.
  static let never: Int64 = 1 << 44 - 1
  /// An office with more people gains nothing from a row, and an entry of the tree names at most so many lines.
  static let mostPeople: Int32 = 64
  static let mostLines = 1 << 20

  /// How many lines are offices, which stand first: of several at one instant they come first.
  let offices: Int
  private let rows: UnsafeMutablePointer<DepartureRow>
  /// Instant and line; the root stands at 1, the leaves from `leaves` on.
  private let tree: UnsafeMutablePointer<UInt64>
  private let leaves: Int

  /// Of offices with so many people each and so many classes; nothing has been given out, no need is known.
  init(people: [Int32], classes: Int) {
    offices = people.count
    rows = .allocate(capacity: max(1, offices))
    for (office, people) in people.enumerated() {
      (rows + office).initialize(to: DepartureRow(people: Int(people)))
    }
    var leaves = 1
    while leaves < offices + classes { leaves *= 2 }
    self.leaves = leaves
    tree = .allocate(capacity: 2 * leaves)
    tree.initialize(repeating: Self.entry(Self.never, 0), count: 2 * leaves)
  }

  func free() {
    for office in 0..<offices { rows[office].free() }
    rows.deallocate()
    tree.deallocate()
  }

  @inline(__always)
  private static func entry(_ instant: Int64, _ line: Int) -> UInt64 {
    UInt64(bitPattern: instant) &<< 20 | UInt64(truncatingIfNeeded: line)
  }

  /// When the next service ends or need arises; ``never`` when none is known.
  @inline(__always)
  var nextInstant: Int64 { Int64(bitPattern: tree[1] &>> 20) }

  /// The line whose next is the earliest: an office, or `offices` and a class.
  @inline(__always)
  var nextLine: Int { Int(truncatingIfNeeded: tree[1] & UInt64(Self.mostLines - 1)) }

  // MARK: Needs

  /// The next need of a class arises at `instant`; none does when that is ``never`` or later.
  @inline(__always)
  func setNeed(_ instant: Int64, _ applicantClass: Int) {
    place(min(instant, Self.never), offices &+ applicantClass)
  }

  // MARK: Services

  /// Whether somebody of an office has nothing to do now or later.
  @inline(__always)
  func hasFree(_ office: Int) -> Bool { rows[office].hasFree }

  /// When the next person of an office becomes free; an instant of the past when somebody is.
  @inline(__always)
  func freeAt(_ office: Int) -> Int64 { rows[office].freeAt }

  /// Takes note of a service that ends at `end`; it begins when the next person becomes free.
  @inline(__always)
  func insert(_ end: Int64, _ thread: Int32, _ office: Int) {
    let first = (rows + office).pointee.insert(end, thread)
    if first == thread { place(rows[office].nextInstant, office) }
  }

  /// Takes the earliest end of an office away; there must be one.
  ///
  /// - Returns: the strand that was served.
  @inline(__always)
  func removeFirst(_ office: Int) -> Int32 {
    let thread = (rows + office).pointee.removeFirst()
    place(rows[office].nextInstant, office)
    return thread
  }

  /// All strands whose service has not ended, office by office.
  func visitAll(_ body: (Int32) -> Void) {
    for office in 0..<offices { rows[office].visitAll(body) }
  }

  /// Puts what `body` gives for it in the place of every strand whose service has not ended.
  func rename(_ body: (Int32) -> Int32) {
    for office in 0..<offices { rows[office].rename(body) }
  }

  /// Puts the next instant of a line into the tree.
  @inline(__always)
  private func place(_ instant: Int64, _ line: Int) {
    var i = leaves &+ line
    var least = Self.entry(instant, line)
    tree[i] = least
    while i > 1 {
      least = min(least, tree[i ^ 1])
      i &>>= 1
      tree[i] = least
    }
  }
}

/// The ends of an office's services in order.
///
/// What stands before the first has ended. With `people` who work, the end that stands so many places before the
/// next new one is that at which the next of them becomes free, be it over or still to come.
private struct DepartureRow {
  /// Up to so many people a place is found without a jump that depends on the end.
  private static let few = 8

  let people: Int
  private var row: Slab<Departure>
  /// Where the first stands, and the place after the last.
  private var head: Int
  private var tail: Int

  init(people: Int) {
    self.people = people
    row = Slab(capacity: 4 * people + 16, filledWith: Departure())
    head = people
    tail = people
  }

  func free() { row.free() }

  @inline(__always)
  var hasFree: Bool { tail &- head < people }

  @inline(__always)
  var nextInstant: Int64 { head == tail ? Upcoming.never : row.base[head].end }

  @inline(__always)
  var freeAt: Int64 { row.base[tail &- people].end }

  /// Puts an end in its place: at most all but one of the people are busy beyond it.
  ///
  /// - Returns: the strand that stands first now.
  @inline(__always)
  mutating func insert(_ end: Int64, _ thread: Int32) -> Int32 {
    if tail == row.capacity { makeRoom() }
    let first = max(head, tail &- people &+ 1)
    if people <= Self.few {
      lead(end, thread, downTo: first)
    } else {
      place(end, thread, from: first)
    }
    tail &+= 1
    return row.base[head].thread
  }

  /// Leads an end down past those that are later, place by place.
  @inline(__always)
  private func lead(_ end: Int64, _ thread: Int32, downTo first: Int) {
    var moving = Departure(end: end, thread: thread)
    var i = tail
    while i > first {
      let before = row.base[i &- 1]
      let isEarlier = moving.end < before.end
      row.base[i] = Departure(
        end: isEarlier ? before.end : moving.end,
        thread: isEarlier ? before.thread : moving.thread)
      moving.end = isEarlier ? moving.end : before.end
      moving.thread = isEarlier ? moving.thread : before.thread
      i &-= 1
    }
    row.base[i] = moving
  }

  /// Finds the place of an end from behind and moves those that are later on.
  @inline(__always)
  private func place(_ end: Int64, _ thread: Int32, from first: Int) {
    var low = tail
    while low > first, row.base[low &- 1].end > end {
      row.base[low] = row.base[low &- 1]
      low &-= 1
    }
    row.base[low] = Departure(end: end, thread: thread)
  }

  @inline(__always)
  mutating func removeFirst() -> Int32 {
    let thread = row.base[head].thread
    head &+= 1
    return thread
  }

  func visitAll(_ body: (Int32) -> Void) {
    for i in head..<tail { body(row.base[i].thread) }
  }

  func rename(_ body: (Int32) -> Int32) {
    for i in head..<tail { row.base[i].thread = body(row.base[i].thread) }
  }

  /// Moves all to the front; the row grows when less than half of it becomes free.
  @inline(never)
  private mutating func makeRoom() {
    // What has ended counts as far as it says who is free.
    let start = max(0, min(head, tail &- people))
    row.base.update(from: row.base + start, count: tail &- start)
    head &-= start
    tail &-= start
    if 2 * tail > row.capacity { row.grow(to: 2 * row.capacity, filledWith: Departure()) }
  }
}

/// The end of a service and the strand that is served.
private struct Departure: BitwiseCopyable {
  var end: Int64 = 0
  var thread: Int32 = -1
}
