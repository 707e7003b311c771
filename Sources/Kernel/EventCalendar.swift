/// What happens at an instant, in the order in which an instant is worked off.
enum Phase: UInt64 {
  /// Completions and releases.
  case completion = 0
  /// Openings, sittings, timers.
  case calendar = 1
  /// Arrivals.
  case arrival = 2
}

/// Pending events, the earliest first.
///
/// An event is a 128-bit key: the upper half is the instant and the phase, the lower half the payload, so
/// that one comparison orders everything. Ties within a phase fall to the payload: no result depends on
/// them, because queues rank their members and all tallies are sums of integers.
///
/// Up to some hundred events are a heap. When there are more, only those of the next short stretch of time
/// are put in order, in a row; all others wait in two sets of buckets, ``LaterEvents``: one for long stretches
/// of time, and one for what comes in the present long stretch. So an event usually costs the same among a
/// thousand and among a million, and what comes next is known some events ahead. Should a short stretch hold
/// more than a row has room for, all at one instant perhaps, they are a heap while they last.
///
/// A cancelled event stays until it comes to the top or half of all events are cancelled; then all of them
/// go at once. So cancelling costs nothing, and there are at most twice as many events as live ones, and 64.
struct EventCalendar {
  /// From so many on they are not kept in order as a whole, and from so few on they are again.
  private static let many = 96
  private static let few = 48

  /// What comes soon stands in one of the two.
  private var heap = EventHeap()
  private(set) var row = EventRow()
  private var usesHeap = true
  /// Whether the row has been filled since somebody last took note of it.
  private(set) var hasNewRow = false
  /// What comes in the present stretch of the later events, but not soon.
  ///
  /// Its buckets are put in order, those of the later events only divided anew: these may have more.
  private var nearer = LaterEvents(wanted: 12)
  private var later = LaterEvents(wanted: 48)
  /// The upper halves of keys at which what comes soon ends, and at which the present stretch of the later
  /// events does; beyond all while there are few events.
  private var soonEnd = UInt64.max
  private var nearerEnd = UInt64.max
  /// How many pending events are cancelled.
  private(set) var cancelled = 0

  func free() {
    heap.free()
    row.free()
    nearer.free()
    later.free()
  }

  /// How many events are pending.
  @inline(__always)
  var count: Int { (usesHeap ? heap.count : row.count) &+ nearer.count &+ later.count }

  // MARK: Keys

  @inline(__always)
  static func key(at instant: Int64, _ phase: Phase, payload: UInt64) -> UInt128 {
    assert(instant >= 0, "an event before the run's first midnight")
    let high = UInt64(bitPattern: instant) &<< 2 | phase.rawValue
    return UInt128(truncatingIfNeeded: high) &<< 64 | UInt128(truncatingIfNeeded: payload)
  }

  @inline(__always)
  static func instant(of key: UInt128) -> Int64 { Int64(bitPattern: high(key) &>> 2) }

  @inline(__always)
  static func payload(of key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key) }

  /// Instant and phase of a key.
  @inline(__always)
  static func high(_ key: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: key &>> 64) }

  // MARK: Events

  /// The earliest event, beyond every calendar when there is none.
  @inline(__always)
  mutating func top() -> UInt128 {
    if !usesHeap { return row.top }
    if heap.hasHole {
      heap.closeHole()
      if heap.count == 0, soonEnd != .max { return refilledTop() }
    }
    return heap.top
  }

  @inline(never)
  private mutating func refilledTop() -> UInt128 {
    refill()
    return usesHeap ? heap.top : row.top
  }

  /// Takes the top away; it must have been asked for since the last one was taken.
  @inline(__always)
  mutating func removeTop() {
    if usesHeap {
      heap.removeTop()
    } else {
      row.removeTop()
      if row.count == 0 { refill() }
    }
  }

  @inline(__always)
  mutating func insert(_ key: UInt128) {
    if Self.high(key) >= soonEnd {
      insertLater(key)
    } else if usesHeap, heap.hasHole {
      heap.fillHole(key)
    } else if !usesHeap, row.count < EventRow.room {
      row.insert(key)
    } else {
      insertAmongMore(key)
    }
  }

  @inline(__always)
  private mutating func insertLater(_ key: UInt128) {
    if Self.high(key) >= nearerEnd { later.insert(key) } else { nearer.insert(key) }
  }

  @inline(never)
  private mutating func insertAmongMore(_ key: UInt128) {
    if !usesHeap {
      usesHeap = true
      row.removeAll { key in
        heap.insert(key)
        return true
      }
    }
    heap.insert(key)
    if soonEnd == .max, heap.count > Self.many { setAside() }
  }

  /// The instant of the earliest event, beyond every calendar when none is in order.
  ///
  /// After the top was taken, whatever happens at its instant is in order.
  @inline(__always)
  var nextInstant: Int64 {
    Int64(bitPattern: (usesHeap ? heap.nextHigh : Self.high(row.top)) &>> 2)
  }

  /// Whether what comes soon stands in the row.
  @inline(__always)
  var isRow: Bool { !usesHeap }

  /// Takes note that the row has been filled.
  mutating func noteRow() { hasNewRow = false }

  // MARK: What comes soon

  /// From now on only what comes soon is put in order.
  private mutating func setAside() {
    heap.removeAll { key in
      later.insert(key)
      return true
    }
    refill()
  }

  /// Puts in order what comes next; nothing else comes soon.
  @inline(never)
  private mutating func refill() {
    if nearer.count == 0, !openLater() { return }
    if nearer.count <= EventRow.room {
      soonEnd = nearerEnd
      useRow()
      nearer.takeAll { key in row.append(key) }
      row.sort()
    } else {
      let (count, end) = nearer.openNext()
      soonEnd = min(end, nearerEnd)
      if count <= EventRow.room {
        useRow()
        nearer.takeOpened { key in row.append(key) }
        row.sort()
      } else {
        usesHeap = true
        nearer.takeOpened { key in heap.insert(key) }
      }
    }
  }

  /// Spreads the next stretch of the later events; false when that was not worth it and they are in order.
  private mutating func openLater() -> Bool {
    if later.count <= Self.few {
      soonEnd = .max
      nearerEnd = .max
      usesHeap = true
      later.takeAll { key in heap.insert(key) }
      return false
    }
    let (count, end) = later.openNext()
    nearerEnd = end
    if count <= EventRow.room {
      soonEnd = end
      useRow()
      later.takeOpened { key in row.append(key) }
      row.sort()
      return false
    }
    nearer.restart()
    later.takeOpened { key in nearer.insert(key) }
    return true
  }

  private mutating func useRow() {
    usesHeap = false
    hasNewRow = true
  }

  // MARK: Cancelled events

  /// Takes note that one pending event no longer holds.
  @inline(__always)
  mutating func noteCancelled() { cancelled &+= 1 }

  /// Takes note that a cancelled event has come to the top and been dropped.
  @inline(__always)
  mutating func noteDropped() { cancelled &-= 1 }

  /// Whether cancelled events are worth removing.
  @inline(__always)
  var isCluttered: Bool { mayBeCluttered && cancelled &* 2 > count }

  /// Whether there are so many that they could be.
  @inline(__always)
  var mayBeCluttered: Bool { cancelled > 64 }

  /// Removes every event whose payload is not live.
  ///
  /// Cost: one pass over all events.
  mutating func removeCancelled(_ isLive: (UInt64) -> Bool) {
    heap.removeAll { !isLive(Self.payload(of: $0)) }
    row.removeAll { !isLive(Self.payload(of: $0)) }
    nearer.removeAll { !isLive(Self.payload(of: $0)) }
    later.removeAll { !isLive(Self.payload(of: $0)) }
    cancelled = 0
    if soonEnd != .max, (usesHeap ? heap.count : row.count) == 0 { refill() }
  }
}
