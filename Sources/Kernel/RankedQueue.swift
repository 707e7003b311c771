/// A queue in rank order: a ring in which most arrivals go to the end at once.
///
/// Insertion walks back from the end past members that rank behind, so first come, first served
/// costs one comparison and other disciplines as many as are overtaken.
struct RankedQueue {
  struct Entry: BitwiseCopyable {
    var rank: UInt128
    var request: Int32
  }

  private var ring: Slab<Entry>
  private var head = 0
  private(set) var count = 0

  init() { ring = Slab(capacity: 16, filledWith: Entry(rank: 0, request: 0)) }

  func free() { ring.free() }

  @inline(__always)
  private func place(_ i: Int) -> Int { (head &+ i) & (ring.capacity &- 1) }

  mutating func insert(_ request: Int32, rank: UInt128) {
    if count == ring.capacity { unroll() }
    var i = count
    while i > 0 {
      let before = ring[place(i - 1)]
      if before.rank <= rank { break }
      ring[place(i)] = before
      i -= 1
    }
    ring[place(i)] = Entry(rank: rank, request: request)
    count += 1
  }

  mutating func removeFirst() -> Int32 {
    let request = ring[head].request
    head = (head &+ 1) & (ring.capacity &- 1)
    count -= 1
    return request
  }

  /// Doubles the ring, its members in order from the start.
  private mutating func unroll() {
    let old = ring
    let size = count
    ring = Slab(capacity: old.capacity * 2, filledWith: Entry(rank: 0, request: 0))
    for i in 0..<size { ring[i] = old[(head + i) & (old.capacity - 1)] }
    old.free()
    head = 0
  }
}
