import Testing

@testable import Kernel

@Suite struct `The departures` {
  /// Ends given out and not yet taken, in the order in which they were given out.
  private struct Open {
    var end: Int64
    var thread: Int32
    var office: Int
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `equal a plain list of ends under any mixture of joining and leaving`(seed: UInt64) {
    var random = SplitMix(seed)
    let people = (0...Int(random.below(12))).map { _ in Int32(1 + random.below(20)) }
    let departures = Departures(people: people)
    defer { departures.free() }
    var open: [Open] = []
    // The ends of the people of each office, whether they are still to come or not.
    var busyUntil = people.map { [Int64](repeating: 0, count: Int($0)) }
    var now: Int64 = 1
    for step in 0..<4_000 {
      // Queues grow and shrink again.
      let joins = (step / 1_000) % 2 == 0 ? 7 : 3
      if random.below(10) < UInt64(joins) {
        now += Int64(random.below(3))
        if let first = open.map(\.end).min() { now = min(now, first) }
        let office = Int(random.below(UInt64(people.count)))
        let free = busyUntil[office].min() ?? 0
        let begins = max(now, free)
        #expect(max(now, departures.freeAt(office)) == begins)
        #expect(
          departures.hasFree(office) == (open.count { $0.office == office } < people[office]))
        let end = begins + Int64(random.below(2) == 0 ? random.below(4) : random.below(40))
        departures.insert(end, Int32(step), office)
        open.append(Open(end: end, thread: Int32(step), office: office))
        if let place = busyUntil[office].firstIndex(of: free) { busyUntil[office][place] = end }
      } else if let end = open.map(\.end).min() {
        #expect(departures.nextInstant == end)
        now = max(now, end)
        // Of several at one instant the office with the lowest number comes first, then who joined first.
        let first = open.indices.min { a, b in
          (open[a].end, open[a].office, a) < (open[b].end, open[b].office, b)
        }
        guard let first else { continue }
        #expect(departures.removeFirst() == open[first].thread)
        open.remove(at: first)
      }
      if open.isEmpty { #expect(departures.nextInstant == Departures.never) }
    }
    var left: Set<Int32> = []
    departures.visitAll { left.insert($0) }
    #expect(left == Set(open.map(\.thread)))
  }

  @Test func `of no offices never come`() {
    let departures = Departures(people: [])
    defer { departures.free() }
    #expect(departures.nextInstant == Departures.never)
    departures.visitAll { _ in Issue.record("nobody is served") }
  }
}
