/// A few events in order, the earliest last.
///
/// Taking the earliest costs nothing; a new one passes those that come before it, few when they are few.
struct EventRow {
  /// It has room for so many.
  static let room = 32
  // One place in front holds what comes after everything: the earliest of none.
  private var slab: Slab<UInt128>
  private(set) var count = 0

  init() { slab = Slab(capacity: Self.room + 1, filledWith: .max) }

  func free() { slab.free() }

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

  /// Keeps the events that `body` does not take.
  mutating func removeAll(where body: (UInt128) -> Bool) {
    count = keys.keep(of: count) { !body($0) }
  }
}
