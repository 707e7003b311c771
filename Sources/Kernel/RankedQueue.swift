/// A queue in rank order: a ring in which most arrivals go to the end at once.
///
/// The ring holds the members alone; their ranks stand with the threads. Insertion walks back from
/// the end past members that rank behind, so first come, first served costs one comparison and other
/// orders as many as are overtaken.
struct RankedQueue: BitwiseCopyable {
  private var ring: Slab<Int32>
  private var head = 0
  private(set) var count = 0

  init() { ring = Slab(capacity: 16, filledWith: -1) }

  func free() { ring.free() }

  @inline(__always)
  private func place(_ i: Int) -> Int { (head &+ i) & (ring.capacity &- 1) }

  /// The first member; there must be one.
  @inline(__always)
  var first: Int32 { ring[head] }

  /// The member that stands `i`-th, from 0.
  func member(_ i: Int) -> Int32 { ring[place(i)] }

  @inline(__always)
  mutating func insert(_ member: Int32, among threads: UnsafeMutablePointer<ThreadState>) {
    if count == ring.capacity { unroll() }
    var i = count
    if i == 0 {
      ring[head] = member
      count = 1
      return
    }
    let rank = threads[Int(member)].rank
    while i > 0 {
      let before = ring[place(i &- 1)]
      if threads[Int(before)].rank <= rank { break }
      ring[place(i)] = before
      i &-= 1
    }
    ring[place(i)] = member
    count &+= 1
  }

  /// Takes out the member that stands `i`-th, from 0; the shorter side moves up.
  mutating func remove(at i: Int) {
    if i * 2 < count {
      for j in stride(from: i, to: 0, by: -1) { ring[place(j)] = ring[place(j - 1)] }
      head = place(1)
    } else {
      for j in i..<(count - 1) { ring[place(j)] = ring[place(j + 1)] }
    }
    count -= 1
  }

  @inline(__always)
  mutating func removeFirst() -> Int32 {
    let member = ring[head]
    head = (head &+ 1) & (ring.capacity &- 1)
    count &-= 1
    return member
  }

  /// Doubles the ring, its members in order from the start.
  private mutating func unroll() {
    let old = ring
    let size = count
    ring = Slab(capacity: old.capacity * 2, filledWith: -1)
    for i in 0..<size { ring[i] = old[(head + i) & (old.capacity - 1)] }
    old.free()
    head = 0
  }
}
