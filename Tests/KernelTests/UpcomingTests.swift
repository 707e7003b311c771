import Testing

@testable import Kernel

@Suite struct `What is upcoming` {
  /// Ends given out and not yet taken, in the order in which they were given out.
  private struct Open {
    var end: Int64
    var thread: Int32
    var office: Int
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func `equals plain lists under any mixture of needs, joining and leaving`(seed: UInt64) {
    var random = SplitMix(seed)
    let people = (0...Int(random.below(12))).map { _ in Int32(1 + random.below(20)) }
    let classes = Int(random.below(5))
    let upcoming = Upcoming(people: people, classes: classes)
    defer { upcoming.free() }
    #expect(upcoming.offices == people.count)
    var open: [Open] = []
    var needs = [Int64](repeating: Upcoming.never, count: classes)
    // The ends of the people of each office, whether they are still to come or not.
    var busyUntil = people.map { [Int64](repeating: 0, count: Int($0)) }
    var now: Int64 = 1
    for step in 0..<4_000 {
      for c in 0..<classes where needs[c] == Upcoming.never && random.below(20) == 0 {
        needs[c] = random.below(10) == 0 ? Int64(1) << 50 : now + Int64(random.below(30))
        upcoming.setNeed(needs[c], c)
        needs[c] = min(needs[c], Upcoming.never)
      }
      let earliest = (open.map(\.end) + needs).min() ?? Upcoming.never
      #expect(upcoming.nextInstant == earliest)
      // Queues grow and shrink again.
      let joins = (step / 1_000) % 2 == 0 ? 7 : 3
      if random.below(10) < UInt64(joins) || earliest == Upcoming.never {
        now = min(now + Int64(random.below(3)), earliest)
        let office = Int(random.below(UInt64(people.count)))
        let free = busyUntil[office].min() ?? 0
        let begins = max(now, free)
        #expect(max(now, upcoming.freeAt(office)) == begins)
        #expect(
          upcoming.hasFree(office) == (open.count { $0.office == office } < people[office]))
        let end = begins + Int64(random.below(2) == 0 ? random.below(4) : random.below(40))
        upcoming.insert(end, Int32(step), office)
        open.append(Open(end: end, thread: Int32(step), office: office))
        if let place = busyUntil[office].firstIndex(of: free) { busyUntil[office][place] = end }
        continue
      }
      now = max(now, earliest)
      // Of several at one instant an office comes before a class, the one with the lowest number first, then who
      // joined first.
      let first = open.indices.filter { open[$0].end == earliest }
        .min { a, b in (open[a].office, a) < (open[b].office, b) }
      if let first {
        #expect(upcoming.nextLine == open[first].office)
        #expect(upcoming.removeFirst(open[first].office) == open[first].thread)
        open.remove(at: first)
      } else if let c = needs.firstIndex(of: earliest) {
        #expect(upcoming.nextLine == people.count + c)
        upcoming.setNeed(Upcoming.never, c)
        needs[c] = Upcoming.never
      }
    }
    upcoming.rename { $0 + 10_000 }
    var left: Set<Int32> = []
    upcoming.visitAll { left.insert($0) }
    #expect(left == Set(open.map { $0.thread + 10_000 }))
  }

  @Test func `is nothing without offices and classes`() {
    let upcoming = Upcoming(people: [], classes: 0)
    defer { upcoming.free() }
    #expect(upcoming.nextInstant == Upcoming.never)
    upcoming.visitAll { _ in Issue.record("nobody is served") }
  }
}
