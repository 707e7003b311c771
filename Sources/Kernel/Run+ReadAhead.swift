// Memory is asked for before it is needed.
//
// The strands and cases of a large run do not fit into the processor's own cache, and each event would
// wait for them: first for its strand, then for the case that the strand names. What comes next stands in the
// row of the event calendar, so that the strands of all its events are asked for at once, and each case while
// other events are worked off. The first events of a row wait for their strands together; crowds that stand
// in no row are not read ahead.
extension Run {
  /// Asks for what the next events of the row will need.
  @inline(__always)
  mutating func readAhead() {
    guard events.isRow, threadCount > Self.mostThreadsInCache else { return }
    if events.hasNewRow { readAheadStrands() }
    readAheadCase(after: 2)
  }

  /// Asks for the strands of all events that have just been put in order, and for the first cases.
  @inline(never)
  private mutating func readAheadStrands() {
    events.noteRow()
    var i = events.row.count
    while i > 0 {
      i &-= 1
      let t = strand(of: events.row[i])
      guard t < threadCount else { continue }
      let thread = UnsafeRawPointer(threads.base + t)
      fetch(thread)
      fetch(thread + 64)
      fetch(clocks.base + t)
    }
    readAheadCase(after: 0)
    readAheadCase(after: 1)
  }

  /// Asks for the case of the event that comes after so many others.
  @inline(__always)
  private mutating func readAheadCase(after others: Int) {
    let place = events.row.count &- 1 &- others
    guard place >= 0 else { return }
    let t = strand(of: events.row[place])
    guard t < threadCount else { return }
    let slot = max(0, threads.base[t].slot)
    let state = UnsafeRawPointer(cases.base + Int(slot))
    fetch(state)
    fetch(state + 64)
    fetch(state + 128)
    fetch(state + 192)
    let block = storage.block(slot)
    var line = 0
    while line <= storage.last {
      fetch(block + line)
      line &+= 8
    }
  }

  /// The strand that an event wakes or whose service it ends; beyond all for other events.
  @inline(__always)
  private mutating func strand(of key: UInt128) -> Int {
    let payload = EventCalendar.payload(of: key)
    return payload &>> 56 <= UInt64(EventKind.served.rawValue)
      ? Int(truncatingIfNeeded: payload & 0xFFFF_FFFF) : .max
  }

  /// Where there were never more strands than that, all of them stay in the processor's own cache.
  private static let mostThreadsInCache = 1000
}
