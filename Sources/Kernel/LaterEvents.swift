/// Events that nobody has to put in order yet: buckets, each a stretch of time, and a last one for all
/// times after them.
///
/// Putting an event in costs one write. When all other buckets are used up, the events of the last one are
/// spread over new buckets, as wide as these events demand. This is a ladder of one rung (Tang, Goh, Thng,
/// "Ladder queue: an O(1) priority queue structure for large-scale discrete event simulation", 2005).
///
/// Memory: some 17 bytes an event and 260 a bucket at the fullest so far, up to twice that while storage doubles.
struct LaterEvents {
  /// How many events a bucket should have.
  private let wanted: UInt64
  private static let fewestBuckets: UInt64 = 8
  private static let mostBuckets: UInt64 = 4096

  // The events of a bucket stand in chunks of 16 keys, four cache lines. All of them are full but the one that
  // was begun last, so that putting an event in reads nothing but where its bucket ends.
  private static let chunkBits: Int32 = 4
  private static let chunkSize: Int32 = 1 << chunkBits
  private var keys = Slab<UInt128>(capacity: Int(chunkSize), filledWith: 0)
  /// The chunk that was full before each chunk was begun, 0 where there was none: chunks are counted from 1.
  private var before = Slab<Int32>(capacity: 1, filledWith: 0)
  private var chunkCount: Int32 = 1
  private var freeChunk: Int32 = 0
  /// The place after the last key of each bucket; 0: the bucket is empty.
  private var ends = Slab<Int32>(capacity: 1, filledWith: 0)
  /// The last bucket, that of all later times.
  private var last = 0
  /// The bucket that comes next.
  private var next = 0
  /// The upper half of the keys at which the first bucket begins, and its width as a power of two.
  private var start: UInt64 = 0
  private var widthBits: UInt64 = 0
  /// The place after the last key of what is handed out.
  private var opened: Int32 = 0
  /// How many events there are.
  private(set) var count = 0

  init(wanted: UInt64) { self.wanted = wanted }

  func free() {
    keys.free()
    before.free()
    ends.free()
  }

  /// Puts in an event that does not come before the end of the bucket opened last.
  @inline(__always)
  mutating func insert(_ key: UInt128) {
    // Compared before it becomes an index, which has 32 bits in WebAssembly.
    let bucket = min((EventCalendar.high(key) &- start) &>> widthBits, UInt64(last))
    append(key, to: Int(truncatingIfNeeded: bucket))
  }

  /// Opens the next bucket that has events; there must be some.
  ///
  /// - Returns: how many it has, and the upper half of the keys at which it ends.
  mutating func openNext() -> (count: Int, end: UInt64) {
    repeat {
      if next == last { spread() }
      opened = take(next)
      next += 1
    } while opened == 0
    var number = 0
    var end = opened
    while end > 0 {
      let chunk = Self.chunk(before: end)
      number += Int(end - chunk * Self.chunkSize)
      end = Self.end(of: before[Int(chunk)])
    }
    return (number, start + UInt64(next) << widthBits)
  }

  /// Hands out the events of the bucket opened last, in no order.
  mutating func takeOpened(_ body: (UInt128) -> Void) {
    while opened > 0 {
      let chunk = Self.chunk(before: opened)
      for i in chunk * Self.chunkSize..<opened { body(keys.base[Int(i)]) }
      opened = release(chunk, until: opened)
    }
  }

  /// Hands out all events, in no order; what is put in from now on is of one bucket until the next one is
  /// asked for.
  mutating func takeAll(_ body: (UInt128) -> Void) {
    for bucket in next...last {
      opened = take(bucket)
      takeOpened(body)
    }
    restart()
  }

  /// Begins anew with one bucket; there must be no events.
  mutating func restart() {
    next = 0
    last = 0
  }

  /// Keeps the events that `body` does not take.
  ///
  /// Cost: one pass over all events.
  mutating func removeAll(where body: (UInt128) -> Bool) {
    for bucket in next...last {
      move(take(bucket)) { later, key in
        if !body(key) { later.append(key, to: bucket) }
      }
    }
  }

  /// Makes new buckets for the events of the last one, which are all there are.
  @inline(never)
  private mutating func spread() {
    let all = take(last)
    var least = UInt64.max
    var sum: UInt128 = 0
    var end = all
    while end > 0 {
      let chunk = Self.chunk(before: end)
      for i in chunk * Self.chunkSize..<end {
        let high = EventCalendar.high(keys.base[Int(i)])
        least = min(least, high)
        sum += UInt128(high)
      }
      end = Self.end(of: before[Int(chunk)])
    }
    // Twice their mean holds most events, and most of those that follow from them.
    let span = 2 * (UInt64(sum / UInt128(count)) - least)
    // What happens at one instant, in whatever phase, is of one bucket.
    start = least & ~3
    let buckets = min(
      max(2 * UInt64(count) / wanted, Self.fewestBuckets), Self.mostBuckets)
    widthBits = UInt64(max(2, 64 - (span / buckets).leadingZeroBitCount))
    last = Int(buckets)
    next = 0
    ends.grow(to: last + 1, filledWith: 0)
    move(all) { later, key in later.insert(key) }
  }

  // MARK: Chunks

  /// The chunk in which a place lies that is after its first.
  @inline(__always)
  private static func chunk(before end: Int32) -> Int32 { (end &- 1) &>> chunkBits }

  /// The place after the last of a full chunk.
  @inline(__always)
  private static func end(of chunk: Int32) -> Int32 { chunk == 0 ? 0 : (chunk &+ 1) &<< chunkBits }

  @inline(__always)
  private mutating func append(_ key: UInt128, to bucket: Int) {
    var end = ends.base[bucket]
    if end & (Self.chunkSize &- 1) == 0 { end = beginChunk(after: end) }
    keys.base[Int(end)] = key
    ends.base[bucket] = end &+ 1
    count &+= 1
  }

  /// Begins a chunk in a bucket whose last one is full or which has none; the place of its first key.
  @inline(never)
  private mutating func beginChunk(after end: Int32) -> Int32 {
    let chunk: Int32
    if freeChunk > 0 {
      chunk = freeChunk
      freeChunk = before[Int(chunk)]
    } else {
      chunk = chunkCount
      chunkCount += 1
      keys.grow(to: Int(chunkCount * Self.chunkSize), filledWith: 0)
      before.grow(to: Int(chunkCount), filledWith: 0)
    }
    before[Int(chunk)] = end == 0 ? 0 : Self.chunk(before: end)
    return chunk * Self.chunkSize
  }

  /// Gives a chunk back whose keys up to `end` have been moved or handed out; the end of the one before it.
  private mutating func release(_ chunk: Int32, until end: Int32) -> Int32 {
    let earlier = before[Int(chunk)]
    count &-= Int(end - chunk * Self.chunkSize)
    before[Int(chunk)] = freeChunk
    freeChunk = chunk
    return Self.end(of: earlier)
  }

  /// Empties a bucket; the place after its last key.
  private mutating func take(_ bucket: Int) -> Int32 {
    let end = ends[bucket]
    ends[bucket] = 0
    return end
  }

  /// Gives the keys of a bucket that was emptied to `body`, which may put them in again.
  private mutating func move(_ end: Int32, _ body: (inout LaterEvents, UInt128) -> Void) {
    var end = end
    while end > 0 {
      let chunk = Self.chunk(before: end)
      for i in chunk * Self.chunkSize..<end { body(&self, keys.base[Int(i)]) }
      end = release(chunk, until: end)
    }
  }
}
