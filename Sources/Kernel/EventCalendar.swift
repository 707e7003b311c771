/// What happens at an instant, in the order in which an instant is worked off.
enum Phase: UInt64 {
  /// Completions and releases.
  case completion = 0
  /// Openings, sittings, timers.
  case calendar = 1
  /// Arrivals.
  case arrival = 2
}

/// Pending events in a 4-ary heap of 128-bit keys.
///
/// The upper half of a key is the instant and the phase, the lower half the payload, so that one
/// comparison orders everything. Ties within a phase fall to the payload: no result depends on
/// them, because queues rank their members and all tallies are sums of integers.
///
/// A cancelled event stays where it is until it comes to the top or half of all events are cancelled;
/// then all of them go at once. So cancelling costs nothing in the heap, and the heap holds at most
/// twice the live events.
struct EventCalendar {
  // Three unused places come first, so that the four children of a node share a cache line.
  private static let pad = 3
  // Places behind the last event hold what comes after everything, so that a node always has four
  // children to compare.
  private static var never: UInt128 { .max }
  private var heap: Slab<UInt128>
  private var size = 0
  // Whether the top has been taken and its place is still open: the next insertion fills it from
  // above, which saves moving the last event up. An event usually schedules its successor.
  private var hasHole = false
  /// How many pending events are cancelled.
  private(set) var cancelled = 0

  init() { heap = Slab(capacity: 64, filledWith: Self.never) }

  func free() { heap.free() }

  /// How many events are pending.
  @inline(__always)
  var count: Int { hasHole ? size &- 1 : size }

  @inline(__always)
  static func key(at instant: Int64, _ phase: Phase, payload: UInt64) -> UInt128 {
    assert(instant >= 0, "an event before the run's first midnight")
    let high = UInt64(bitPattern: instant) &<< 2 | phase.rawValue
    return UInt128(truncatingIfNeeded: high) &<< 64 | UInt128(truncatingIfNeeded: payload)
  }

  @inline(__always)
  static func instant(of key: UInt128) -> Int64 {
    Int64(bitPattern: UInt64(truncatingIfNeeded: key &>> 64) &>> 2)
  }

  @inline(__always)
  static func payload(of key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key) }

  /// The heap as a tree: the children of node `i` are `4 i + 1` to `4 i + 4`.
  @inline(__always)
  private var nodes: UnsafeMutablePointer<UInt128> { heap.base + Self.pad }

  /// The earliest event; there must be one.
  @inline(__always)
  mutating func top() -> UInt128 {
    if hasHole { closeHole() }
    return nodes[0]
  }

  @inline(__always)
  mutating func insert(_ key: UInt128) {
    if hasHole {
      hasHole = false
      sink(key, from: 0)
    } else {
      rise(key)
    }
  }

  /// Takes the top away; it must have been asked for since the last one was taken.
  @inline(__always)
  mutating func removeTop() { hasHole = true }

  /// The instant of the earliest event, far beyond every calendar when there is none.
  ///
  /// Leaves an open place open.
  @inline(__always)
  var nextInstant: Int64 {
    let nodes = self.nodes
    if !hasHole { return Self.instant(of: nodes[0]) }
    let a = min(high(nodes[1]), high(nodes[2]))
    let b = min(high(nodes[3]), high(nodes[4]))
    return Int64(bitPattern: min(a, b) &>> 2)
  }

  /// The payload of the event that comes after the one just taken, if nothing is put in before it.
  ///
  /// Only while the place of the top is open.
  @inline(__always)
  var nextPayload: UInt64 {
    let nodes = self.nodes
    return Self.payload(of: min(min(nodes[1], nodes[2]), min(nodes[3], nodes[4])))
  }

  @inline(__always)
  private func high(_ key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key &>> 64) }

  /// Takes note that one pending event no longer holds.
  @inline(__always)
  mutating func noteCancelled() { cancelled &+= 1 }

  /// Takes note that a cancelled event has come to the top and been dropped.
  @inline(__always)
  mutating func noteDropped() { cancelled &-= 1 }

  /// Whether cancelled events are worth removing.
  @inline(__always)
  var isCluttered: Bool { mayBeCluttered && cancelled &* 2 > size }

  /// Whether there are so many that they could be.
  @inline(__always)
  var mayBeCluttered: Bool { cancelled > 64 }

  /// Removes every event whose payload is not live.
  ///
  /// Cost: one pass over all events.
  mutating func removeCancelled(_ isLive: (UInt64) -> Bool) {
    if hasHole { closeHole() }
    let nodes = self.nodes
    var kept = 0
    for i in 0..<size where isLive(Self.payload(of: nodes[i])) {
      nodes[kept] = nodes[i]
      kept += 1
    }
    for i in kept..<size { nodes[i] = Self.never }
    size = kept
    cancelled = 0
    guard size > 1 else { return }
    for i in stride(from: (size - 2) / 4, through: 0, by: -1) { sink(nodes[i], from: i) }
  }

  private mutating func closeHole() {
    hasHole = false
    size &-= 1
    let nodes = self.nodes
    let last = nodes[size]
    nodes[size] = Self.never
    if size > 0 { sink(last, from: 0) }
  }

  /// Puts a key in at the end and lets it rise to its place.
  @inline(never)
  private mutating func rise(_ key: UInt128) {
    // A last node's four children are read whether they are there or not.
    if size &+ Self.pad &+ 4 >= heap.capacity {
      heap.grow(to: heap.capacity + 1, filledWith: Self.never)
    }
    let nodes = self.nodes
    var i = size
    size &+= 1
    while i > 0 {
      let parent = (i &- 1) &>> 2
      let other = nodes[parent]
      if other <= key { break }
      nodes[i] = other
      i = parent
    }
    nodes[i] = key
  }

  /// Puts a key in at an open place and lets it sink to its own.
  @inline(__always)
  private mutating func sink(_ key: UInt128, from start: Int) {
    let nodes = self.nodes
    let size = self.size
    var i = start
    var first = i &* 4 &+ 1
    while first < size {
      let children = nodes + first
      let a = children[1] < children[0] ? 1 : 0
      let b = children[3] < children[2] ? 3 : 2
      let least = children[b] < children[a] ? b : a
      let leastKey = children[least]
      if key <= leastKey { break }
      nodes[i] = leastKey
      i = first &+ least
      first = i &* 4 &+ 1
    }
    nodes[i] = key
  }
}
