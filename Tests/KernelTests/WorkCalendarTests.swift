import Kernel
import Testing

private let minute: Int64 = 60_000
private let hour: Int64 = 60 * minute
private let day: Int64 = 24 * hour

/// `hh:mm` of day `d`, day 0 a Monday.
private func at(_ d: Int64, _ hours: Int64, _ minutes: Int64 = 0) -> Int64 {
  d * day + hours * hour + minutes * minute
}

@Suite struct `A working-time calendar` {
  /// 09:00–12:00 and 13:30–17:30.
  private static let full: [(open: Int64, close: Int64)] = [
    (9 * hour, 12 * hour), (13 * hour + 30 * minute, 17 * hour + 30 * minute),
  ]
  private static let morning: [(open: Int64, close: Int64)] = [(9 * hour, 12 * hour)]

  /// Three weeks from a Monday: five days worked, but Saturday 5 is a half day, and after Friday 11
  /// seven days are closed; Sunday 20 is a make-up day.
  private let calendar = WorkCalendar(
    patterns: [full, morning, []],
    pattern: [
      0, 0, 0, 0, 0, 1, 2,  // Monday 0 to Sunday 6
      0, 0, 0, 0, 0, 2, 2,  // Monday 7 to Sunday 13
      2, 2, 2, 2, 2, 0, 0,  // closed to Friday 18, Saturday 19 and Sunday 20 worked
    ])

  // The table of the design notes, section 5 of the calendar prototype.
  @Test func `adds work over lunch, nights and holidays`() {
    #expect(calendar.add(hour, to: at(0, 7)) == at(0, 10))
    #expect(calendar.add(hour, to: at(0, 12, 30)) == at(0, 14, 30))
    #expect(calendar.add(1, to: at(0, 12)) == at(0, 13, 30) + 1)
    #expect(calendar.add(hour, to: at(0, 16, 30)) == at(0, 17, 30))
    #expect(calendar.add(hour + 1, to: at(0, 16, 30)) == at(1, 9) + 1)
    #expect(calendar.add(7 * hour, to: at(0, 9)) == at(0, 17, 30))
    // Friday 11, 17:00, two hours: half an hour today, the rest on Saturday 19, a make-up day.
    #expect(calendar.add(2 * hour, to: at(11, 17)) == at(19, 10, 30))
    // Closing of Friday 4 and three hours into the half day; one more millisecond is Monday.
    #expect(calendar.add(3 * hour, to: at(4, 17, 30)) == at(5, 12))
    #expect(calendar.add(3 * hour + 1, to: at(4, 17, 30)) == at(7, 9) + 1)
    #expect(calendar.add(0, to: at(0, 3)) == at(0, 3))
  }

  @Test func `counts the work done up to an instant`() {
    #expect(calendar.worked(0) == 0)
    #expect(calendar.worked(at(0, 9)) == 0)
    #expect(calendar.worked(at(0, 12, 45)) == 3 * hour)
    #expect(calendar.worked(at(0, 13, 30) + 1) == 3 * hour + 1)
    #expect(calendar.worked(at(1, 0)) == 7 * hour)
    #expect(calendar.worked(at(7, 0)) == 38 * hour)
    // 5 + ½ (3 h) + 5 + 2 days.
    #expect(calendar.total == 12 * 7 * hour + 3 * hour)
    #expect(calendar.worked(at(21, 0)) == calendar.total)
    #expect(calendar.worked(at(400, 0)) == calendar.total)
    #expect(calendar.days == 21)
  }

  @Test func `says when work can go on`() {
    #expect(calendar.opening(at(0, 0)) == at(0, 9))
    #expect(calendar.opening(at(0, 9)) == at(0, 9))
    #expect(calendar.opening(at(0, 11, 59)) == at(0, 11, 59))
    // A session does not include its closing.
    #expect(calendar.opening(at(0, 12)) == at(0, 13, 30))
    #expect(calendar.opening(at(0, 17, 30)) == at(1, 9))
    #expect(calendar.opening(at(11, 17, 30)) == at(19, 9))
  }

  @Test func `knows its end`() {
    let last = at(20, 17, 30)
    #expect(calendar.add(hour, to: last - hour) == last)
    #expect(calendar.add(hour + 1, to: last - hour) == beyondCalendar)
    #expect(calendar.add(1, to: last) == beyondCalendar)
    #expect(calendar.opening(last) == beyondCalendar)
    #expect(calendar.add(0, to: last) == last)
    #expect(calendar.add(1, to: at(30, 0)) == beyondCalendar)
    #expect(calendar.add(.max, to: at(3, 11)) == beyondCalendar)
  }

  @Test func `of all hours adds plainly`() {
    let always = WorkCalendar(patterns: [[(open: 0, close: day)]], pattern: [0, 0, 0])
    #expect(always.total == 3 * day)
    #expect(always.worked(at(1, 5)) == 29 * hour)
    #expect(always.add(30 * hour, to: at(0, 20)) == at(2, 2))
    #expect(always.opening(at(2, 23)) == at(2, 23))
    #expect(always.add(day, to: at(2, 0)) == at(3, 0))
    #expect(always.add(day + 1, to: at(2, 0)) == beyondCalendar)
    #expect(always.add(.max, to: at(2, 0)) == beyondCalendar)
    #expect(always.worked(at(9, 0)) == 3 * day)
  }

  @Test func `without a single open day is beyond at once`() {
    let closed = WorkCalendar(patterns: [[]], pattern: [0, 0])
    #expect(closed.total == 0)
    #expect(closed.worked(at(1, 12)) == 0)
    #expect(closed.add(1, to: 0) == beyondCalendar)
    #expect(closed.opening(0) == beyondCalendar)
  }

  // Sessions up to midnight and from midnight on, as around the clock in three shifts.
  @Test func `runs on through midnight`() {
    let night = WorkCalendar(
      patterns: [[(open: 0, close: 6 * hour), (open: 22 * hour, close: day)]], pattern: [0, 0, 0])
    #expect(night.add(2 * hour, to: at(0, 22)) == at(1, 0))
    #expect(night.add(3 * hour, to: at(0, 22)) == at(1, 1))
    #expect(night.opening(at(1, 0)) == at(1, 0))
    #expect(night.worked(at(1, 0)) == 8 * hour)
  }

  /// A calendar made at random, with the minutes at which it is open.
  private struct Sample {
    let calendar: WorkCalendar
    let open: [Bool]

    init(_ random: inout SplitMix) {
      var patterns: [[(open: Int64, close: Int64)]] = [[], [(0, day)]]
      for _ in 0..<4 {
        var marks: Set<Int64> = []
        let sessions = 1 + Int(random.below(4))
        while marks.count < 2 * sessions { marks.insert(Int64(random.below(1441))) }
        let sorted = marks.sorted()
        patterns.append(
          stride(from: 0, to: sorted.count, by: 2).map {
            (open: sorted[$0] * minute, close: sorted[$0 + 1] * minute)
          })
      }
      var pattern: [Int] = []
      while pattern.count < 40 {
        // Holiday runs of three to eight days among ordinary, half and make-up days.
        if random.below(6) == 0 {
          pattern += Array(repeating: 0, count: 3 + Int(random.below(6)))
        } else {
          pattern.append(Int(random.below(UInt64(patterns.count))))
        }
      }
      calendar = WorkCalendar(patterns: patterns, pattern: pattern)
      var open = Array(repeating: false, count: pattern.count * 1440)
      for (d, p) in pattern.enumerated() {
        for session in patterns[p] {
          for m in (session.open / minute)..<(session.close / minute) {
            open[d * 1440 + Int(m)] = true
          }
        }
      }
      self.open = open
    }

    /// The end of `work` minutes from minute `start` on, one minute after the other.
    func walk(_ work: Int, from start: Int) -> Int64 {
      var left = work
      var m = start
      if left == 0 { return Int64(start) * minute }
      while m < open.count {
        if open[m] { left -= 1 }
        m += 1
        if left == 0 { return Int64(m) * minute }
      }
      return beyondCalendar
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `agrees with a walk minute by minute`(seed: UInt64) {
    var random = SplitMix(seed)
    let sample = Sample(&random)
    for _ in 0..<100 {
      let start = Int(random.below(UInt64(sample.open.count)))
      let work = Int(random.below(random.below(2) == 0 ? 600 : 20_000))
      let found = sample.calendar.add(Int64(work) * minute, to: Int64(start) * minute)
      #expect(
        found == sample.walk(work, from: start), "seed \(seed): \(work) min from minute \(start)")
      let worked = sample.open[..<start].count { $0 }
      #expect(
        sample.calendar.worked(Int64(start) * minute) == Int64(worked) * minute,
        "seed \(seed): worked up to minute \(start)")
      let opening = sample.open[start...].firstIndex(of: true)
      #expect(
        sample.calendar.opening(Int64(start) * minute)
          == opening.map { Int64($0) * minute } ?? beyondCalendar,
        "seed \(seed): opening from minute \(start)")
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `keeps its laws to the millisecond`(seed: UInt64) {
    var random = SplitMix(seed)
    let calendar = Sample(&random).calendar
    for _ in 0..<2_000 {
      let t = Int64(random.below(UInt64(calendar.days) * UInt64(day)))
      let a = Int64(random.below(UInt64(4 * day)))
      let b = Int64(random.below(UInt64(day)))
      let end = calendar.add(a, to: t)
      guard end != beyondCalendar else {
        #expect(calendar.worked(t) + a > calendar.total, "seed \(seed): \(t) + \(a) is not beyond")
        continue
      }
      #expect(calendar.worked(end) - calendar.worked(t) == a, "seed \(seed): \(t) + \(a)")
      #expect(
        calendar.add(b, to: end) == calendar.add(a + b, to: t) || a == 0,
        "seed \(seed): \(t) + \(a) + \(b)")
      if a > 0 {
        // No earlier instant has so much work behind it.
        #expect(calendar.worked(end - 1) < calendar.worked(end), "seed \(seed): \(t) + \(a)")
        let opening = calendar.opening(t)
        #expect(opening >= t && calendar.add(a, to: opening) == end, "seed \(seed): \(t) + \(a)")
      }
    }
  }
}

/// Numbers for generated cases; the seed says which.
struct SplitMix {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: UInt64) -> UInt64 { next() % bound }
}
