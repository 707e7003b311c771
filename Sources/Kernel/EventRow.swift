/// A few events in order, the earliest last.
///
/// Taking the earliest costs nothing; a new one passes those that come before it, few when they are few. Those with which
/// the row is filled are appended and then put in order as a whole: each goes to the place that has as many before
/// it as come later, counted without a jump that depends on an event, because a processor would guess it wrongly.
struct EventRow {
  /// It has room for so many.
  static let room = 32
  // One place in front holds what comes after everything: the earliest of none.
  private var slab: Slab<UInt128>
  private(set) var count = 0
  /// What was appended, and of each event its instant, its phase and its place there in one number.
  private var appended = Slab<UInt128>(capacity: room, filledWith: 0)
  private var marks = Slab<UInt64>(capacity: room + 3, filledWith: 0)

  init() { slab = Slab(capacity: Self.room + 1, filledWith: .max) }

  func free() {
    slab.free()
    appended.free()
    marks.free()
  }

  @inline(__always)
  private var keys: UnsafeMutablePointer<UInt128> { slab.base + 1 }

  /// The earliest event, beyond every calendar when there is none.
  @inline(__always)
  var top: UInt128 { keys[count &- 1] }

  @inline(__always)
  subscript(index: Int) -> UInt128 { keys[index] }

  /// Takes the top away; there must be one.
  @inline(__always)
  mutating func removeTop() { count &-= 1 }

  /// Puts in an event; there must be room.
  @inline(__always)
  mutating func insert(_ key: UInt128) {
    let keys = self.keys
    var i = count
    while i > 0, keys[i &- 1] < key {
      keys[i] = keys[i &- 1]
      i &-= 1
    }
    keys[i] = key
    count &+= 1
  }

  /// Appends an event to a row in which nothing is in order yet; there must be room.
  @inline(__always)
  mutating func append(_ key: UInt128) {
    appended.base[count] = key
    marks.base[count] = EventCalendar.high(key) &* UInt64(Self.room) | UInt64(count)
    count &+= 1
  }

  /// Puts in order what was appended.
  mutating func sort() {
    let marks = self.marks.base
    // Four are compared at a time; none is before the instant of these.
    for rest in count..<(count &+ 3) { marks[rest] = 0 }
    var i = 0
    while i < count {
      let mark = marks[i]
      var later = 0
      var j = 0
      while j < count {
        later &+= marks[j] > mark ? 1 : 0
        later &+= marks[j &+ 1] > mark ? 1 : 0
        later &+= marks[j &+ 2] > mark ? 1 : 0
        later &+= marks[j &+ 3] > mark ? 1 : 0
        j &+= 4
      }
      keys[later] = appended.base[i]
      i &+= 1
    }
    i = 1
    while i < count {
      if EventCalendar.high(keys[i]) == EventCalendar.high(keys[i &- 1]) { return sortTies() }
      i &+= 1
    }
  }

  /// Puts events of the same instant and phase in order by their payloads.
  @inline(never)
  private mutating func sortTies() {
    let all = count
    count = 0
    for i in 0..<all { insert(keys[i]) }
  }

  /// Keeps the events that `body` does not take.
  mutating func removeAll(where body: (UInt128) -> Bool) {
    count = keys.keep(of: count) { !body($0) }
  }
}
