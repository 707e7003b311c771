/// Events as a 4-ary heap of their keys.
struct EventHeap {
  // Three unused places come first, so that the four children of a node share a cache line.
  private static let pad = 3
  // Places behind the last event hold what comes after everything, so that a node always has four
  // children to compare.
  private static var never: UInt128 { .max }
  private var slab: Slab<UInt128>
  private var size = 0
  /// Whether the top has been taken and its place is still open.
  ///
  /// An event usually schedules its successor: put in at the open place it saves moving the last event up.
  private(set) var hasHole = false

  init() { slab = Slab(capacity: 64, filledWith: Self.never) }

  func free() { slab.free() }

  /// How many events there are.
  @inline(__always)
  var count: Int { hasHole ? size &- 1 : size }

  /// The heap as a tree: the children of node `i` are `4 i + 1` to `4 i + 4`.
  @inline(__always)
  private var nodes: UnsafeMutablePointer<UInt128> { slab.base + Self.pad }

  /// The earliest event, beyond every calendar when there is none; its place must not be open.
  @inline(__always)
  var top: UInt128 { nodes[0] }

  /// Takes the top away.
  @inline(__always)
  mutating func removeTop() { hasHole = true }

  /// Puts a key in at the open place of the top.
  @inline(__always)
  mutating func fillHole(_ key: UInt128) {
    hasHole = false
    sink(key, from: 0)
  }

  /// The upper half of the key that comes first; leaves an open place open.
  @inline(__always)
  var nextHigh: UInt64 {
    let nodes = self.nodes
    if !hasHole { return EventCalendar.high(nodes[0]) }
    let a = min(EventCalendar.high(nodes[1]), EventCalendar.high(nodes[2]))
    let b = min(EventCalendar.high(nodes[3]), EventCalendar.high(nodes[4]))
    return min(a, b)
  }

  /// Keeps the events that `body` does not take.
  ///
  /// Cost: one pass over all events.
  mutating func removeAll(where body: (UInt128) -> Bool) {
    if hasHole { closeHole() }
    let nodes = self.nodes
    let kept = nodes.keep(of: size) { !body($0) }
    for i in kept..<size { nodes[i] = Self.never }
    size = kept
    guard size > 1 else { return }
    for i in stride(from: (size - 2) / 4, through: 0, by: -1) { sink(nodes[i], from: i) }
  }

  /// Moves the last event up to the open place.
  @inline(never)
  mutating func closeHole() {
    hasHole = false
    size &-= 1
    let nodes = self.nodes
    let last = nodes[size]
    nodes[size] = Self.never
    if size > 0 { sink(last, from: 0) }
  }

  /// Puts a key in at the end and lets it rise to its place; no place may be open.
  mutating func insert(_ key: UInt128) {
    // A last node's four children are read whether they are there or not.
    slab.grow(to: size &+ Self.pad &+ 5, filledWith: Self.never)
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
