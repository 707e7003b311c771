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
struct EventCalendar {
  private var heap: Slab<UInt128>
  private var size = 0
  // Whether the top has been taken and its place is still open: the next insertion fills it from
  // above, which saves moving the last event up. An event usually schedules its successor.
  private var hasHole = false

  init() { heap = Slab(capacity: 64, filledWith: 0) }

  func free() { heap.free() }

  /// How many events are pending.
  @inline(__always)
  var count: Int { hasHole ? size &- 1 : size }

  @inline(__always)
  static func key(at instant: Int64, _ phase: Phase, payload: UInt64) -> UInt128 {
    assert(instant >= 0, "an event before the run's first midnight")
    return UInt128(UInt64(instant) &<< 2 | phase.rawValue) &<< 64 | UInt128(payload)
  }

  @inline(__always)
  static func instant(of key: UInt128) -> Int64 {
    Int64(truncatingIfNeeded: UInt64(truncatingIfNeeded: key &>> 64) &>> 2)
  }

  @inline(__always)
  static func payload(of key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key) }

  /// The earliest event; there must be one.
  @inline(__always)
  mutating func top() -> UInt128 {
    if hasHole { closeHole() }
    return heap[0]
  }

  mutating func insert(_ key: UInt128) {
    if hasHole {
      hasHole = false
      sink(key)
      return
    }
    heap.grow(to: size + 1, filledWith: 0)
    var i = size
    size += 1
    while i > 0 {
      let parent = (i &- 1) &>> 2
      let other = heap[parent]
      if other <= key { break }
      heap[i] = other
      i = parent
    }
    heap[i] = key
  }

  mutating func removeTop() {
    if hasHole { closeHole() }
    hasHole = true
  }

  private mutating func closeHole() {
    hasHole = false
    size -= 1
    if size > 0 { sink(heap[size]) }
  }

  /// Puts a key in at the top and lets it sink to its place.
  private mutating func sink(_ key: UInt128) {
    let base = heap.base
    var i = 0
    while true {
      let first = i &* 4 &+ 1
      if first >= size { break }
      var least = first
      var leastKey = base[first]
      let last = min(first &+ 4, size)
      var child = first &+ 1
      while child < last {
        let childKey = base[child]
        if childKey < leastKey {
          leastKey = childKey
          least = child
        }
        child &+= 1
      }
      if key <= leastKey { break }
      base[i] = leastKey
      i = least
    }
    base[i] = key
  }
}
