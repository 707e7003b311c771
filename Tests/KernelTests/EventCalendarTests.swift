import Testing

@testable import Kernel

@Suite struct `The event calendar` {
  @Test func `gives events back by instant, then phase, then payload`() {
    var events = EventCalendar()
    defer { events.free() }
    events.insert(EventCalendar.key(at: 5, .completion, payload: 1))
    events.insert(EventCalendar.key(at: 4, .arrival, payload: 9))
    events.insert(EventCalendar.key(at: 4, .completion, payload: 8))
    events.insert(EventCalendar.key(at: 4, .calendar, payload: 0))
    events.insert(EventCalendar.key(at: 4, .completion, payload: 7))
    var seen: [String] = []
    while events.count > 0 {
      seen.append(
        "\(EventCalendar.instant(of: events.top())):\(EventCalendar.payload(of: events.top()))")
      events.removeTop()
    }
    #expect(seen == ["4:7", "4:8", "4:0", "4:9", "5:1"])
  }

  @Test func `keeps an instant far in the future and any payload whole`() {
    let key = EventCalendar.key(at: beyondCalendar, .arrival, payload: .max)
    #expect(EventCalendar.instant(of: key) == beyondCalendar)
    #expect(EventCalendar.payload(of: key) == .max)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `equals a sorted array under any mixture of insertions and removals`(seed: UInt64) {
    var random = SplitMix(seed)
    var events = EventCalendar()
    defer { events.free() }
    var sorted: [UInt128] = []
    for step in 0..<3_000 {
      // Grows to some hundreds, shrinks to nothing, and grows again.
      let inserts = (step / 500) % 2 == 0 ? 7 : 2
      if sorted.isEmpty || random.below(10) < UInt64(inserts) {
        let phase = Phase(rawValue: random.below(3)) ?? .completion
        let key = EventCalendar.key(
          at: Int64(random.below(50)), phase, payload: random.below(1000))
        events.insert(key)
        let place = sorted.firstIndex { $0 > key } ?? sorted.endIndex
        sorted.insert(key, at: place)
      } else {
        #expect(events.top() == sorted[0], "seed \(seed), step \(step)")
        events.removeTop()
        sorted.removeFirst()
      }
      #expect(events.count == sorted.count, "seed \(seed), step \(step)")
    }
    while let first = sorted.first {
      #expect(events.top() == first, "seed \(seed)")
      events.removeTop()
      sorted.removeFirst()
    }
    #expect(events.count == 0)
  }
}

@Suite struct `Many events` {
  /// How the instants of events lie.
  enum Crowding: CaseIterable {
    /// Anywhere in a long time.
    case spread
    /// Near the present, and a few of them very far.
    case tailed
    /// At the openings of a few days.
    case crowded
    /// All at one instant.
    case together

    func delay(_ random: inout SplitMix, at now: Int64) -> Int64 {
      switch self {
      case .spread: return Int64(random.below(1 << 40))
      case .tailed: return 1 << Int64(random.below(1 << 6) == 0 ? 50 : random.below(24))
      case .crowded:
        let day = (now / millisecondsPerDay + 1 + Int64(random.below(5))) * millisecondsPerDay
        return day - now + Int64(random.below(3))
      case .together: return millisecondsPerDay - now
      }
    }
  }

  // A calendar of thousands keeps few of them in order at a time: what it gives back must not show it.
  @Test(arguments: Crowding.allCases, 1...5 as ClosedRange<UInt64>)
  func `come in order however they crowd, while there are more, fewer and more again`(
    crowding: Crowding, seed: UInt64
  ) {
    var random = SplitMix(seed)
    var events = EventCalendar()
    defer { events.free() }
    var pending: Set<UInt64> = []
    var expected: [UInt64: UInt128] = [:]
    var numbers: [Int64: Int] = [:]
    var last: UInt128 = 0
    var next: UInt64 = 0
    func insert(at instant: Int64) {
      let key = EventCalendar.key(
        at: instant, Phase(rawValue: random.below(3)) ?? .arrival, payload: next)
      guard key > last else { return }
      events.insert(key)
      pending.insert(next)
      expected[next] = key
      numbers[instant, default: 0] += 1
      next += 1
    }
    for goal in [3_000, 20, 1_500, 0] {
      while pending.count < goal {
        let now = EventCalendar.instant(of: last)
        insert(at: now + crowding.delay(&random, at: now))
        if crowding == .together, now >= millisecondsPerDay { insert(at: now + 1) }
      }
      while pending.count > goal {
        let key = events.top()
        events.removeTop()
        let payload = EventCalendar.payload(of: key)
        #expect(key > last && expected[payload] == key, "seed \(seed)")
        guard pending.remove(payload) != nil else { return }
        last = key
        let now = EventCalendar.instant(of: key)
        // What follows soon, among them what happens at this instant.
        if random.below(3) == 0 { insert(at: now + Int64(random.below(4))) }
        if random.below(3) == 0 { insert(at: now + crowding.delay(&random, at: now)) }
        // As a run asks, before it asks for the next event: does anything else happen at this instant?
        numbers[now, default: 0] -= 1
        #expect((events.nextInstant == now) == (numbers[now] != 0), "seed \(seed)")
        #expect(events.count == pending.count, "seed \(seed)")
      }
    }
    #expect(events.top() == .max)
  }

  @Test func `cancelled by thousands leave those that were not, in order`() {
    var random = SplitMix(7)
    var events = EventCalendar()
    defer { events.free() }
    var live: [UInt128] = []
    for i in 0..<20_000 as Range<UInt64> {
      let key = EventCalendar.key(
        at: Int64(random.below(i % 4 == 0 ? 1 << 36 : 1 << 20)), .completion, payload: i)
      events.insert(key)
      if i % 3 == 0 { live.append(key) } else { events.noteCancelled() }
    }
    #expect(events.isCluttered)
    events.removeCancelled { $0 % 3 == 0 }
    #expect(events.count == live.count)
    for key in live.sorted() {
      #expect(events.top() == key)
      events.removeTop()
    }
    #expect(events.count == 0)
  }
}

@Suite struct `Cancelled events` {
  // A model with random cancellations: what comes to the top is what was not cancelled, in order.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `never come to the top of a calendar that drops them`(seed: UInt64) {
    var random = SplitMix(seed)
    var events = EventCalendar()
    defer { events.free() }
    var live: [UInt128] = []
    var cancelled: Set<UInt64> = []
    func dropCancelled() {
      while events.count > 0, cancelled.contains(EventCalendar.payload(of: events.top())) {
        events.removeTop()
        events.noteDropped()
      }
    }
    for step in 0..<4_000 as Range<UInt64> {
      switch random.below(10) {
      case 0..<5:
        let key = EventCalendar.key(at: Int64(random.below(5_000)), .completion, payload: step)
        events.insert(key)
        live.insert(key, at: live.firstIndex { $0 > key } ?? live.endIndex)
      case 5..<8 where !live.isEmpty:
        let victim = live.remove(at: Int(random.below(UInt64(live.count))))
        cancelled.insert(EventCalendar.payload(of: victim))
        events.noteCancelled()
        if events.isCluttered {
          events.removeCancelled { !cancelled.contains($0) }
          #expect(events.count == live.count, "seed \(seed), step \(step)")
        }
      default:
        dropCancelled()
        guard !live.isEmpty else { break }
        #expect(events.top() == live.removeFirst(), "seed \(seed), step \(step)")
        events.removeTop()
      }
      #expect(events.count <= 2 * live.count + 130, "seed \(seed), step \(step)")
    }
  }
}

/// Threads with ranks of their own, as a queue reads them.
private struct Ranks {
  var threads = Slab(capacity: 1, filledWith: ThreadState())

  mutating func set(_ member: Int32, _ rank: UInt128) {
    threads.grow(to: Int(member) + 1, filledWith: ThreadState())
    var thread = ThreadState()
    thread.rank = rank
    threads[Int(member)] = thread
  }
}

@Suite struct `A ranked queue` {
  @Test func `serves equal ranks in the order of joining`() {
    var queue = RankedQueue()
    defer { queue.free() }
    var ranks = Ranks()
    defer { ranks.threads.free() }
    for (member, rank) in [(1, 5), (2, 5), (3, 5), (4, 4), (5, 6)] as [(Int32, UInt128)] {
      ranks.set(member, rank)
      queue.insert(member, among: ranks.threads.base)
    }
    #expect((0..<5).map { _ in queue.removeFirst() } == [4, 1, 2, 3, 5])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `equals a sorted array through growth and wrap-around`(seed: UInt64) {
    var random = SplitMix(seed)
    var queue = RankedQueue()
    defer { queue.free() }
    var ranks = Ranks()
    defer { ranks.threads.free() }
    var sorted: [(rank: UInt128, request: Int32)] = []
    for step in 0..<4_000 {
      // The ring begins with 16 places; it wraps while it is small, then grows while it is wrapped.
      let inserts: UInt64 = step < 1_000 ? 5 : (step / 700) % 2 == 0 ? 7 : 4
      if sorted.isEmpty || random.below(10) < inserts {
        // Mostly the end of the queue, as for first come, first served; sometimes the middle.
        let rank =
          UInt128(
            random.below(4) == 0 ? random.below(UInt64(step + 1)) : UInt64(step)) << 64
        ranks.set(Int32(step), rank)
        queue.insert(Int32(step), among: ranks.threads.base)
        let place = sorted.firstIndex { $0.rank > rank } ?? sorted.endIndex
        sorted.insert((rank, Int32(step)), at: place)
      } else if random.below(5) == 0 {
        let i = Int(random.below(UInt64(sorted.count)))
        #expect(queue.member(i) == sorted[i].request, "seed \(seed), step \(step)")
        queue.remove(at: i)
        sorted.remove(at: i)
      } else {
        #expect(queue.removeFirst() == sorted.removeFirst().request, "seed \(seed), step \(step)")
      }
      #expect(queue.count == sorted.count, "seed \(seed), step \(step)")
    }
    while !sorted.isEmpty {
      #expect(queue.removeFirst() == sorted.removeFirst().request, "seed \(seed)")
    }
  }
}
