import ApprovalModel
import Kernel
import Simulation
import Testing

// Three weeks around National Day 2019; offices with people enough, so that nothing but the calendar
// decides. Needs arise at all hours, also at night, on weekends and in the Golden Week.
@Suite struct `Work across closing, weekends and the Golden Week` {
  private func autumn(_ matter: String) throws -> (Trace, DayWalk) {
    let text = scenarioText(
      calendar: "beijing", window: "{from: 2019-09-23, to: 2019-10-13}",
      """
      applicants: {firm: {arrivals: {perCalendarDay: 25}}}
      offices: {window: {staff: 5000}, permits: {staff: 5000}}
      matters:
        licence:
          office: permits
      """ + matter.split(separator: "\n").map { "\n    \($0)" }.joined())
    let trace = try trace(text)
    #expect(trace.cases.count > 300)
    return (trace, DayWalk(firstDay: trace.firstDay))
  }

  @Test func `begins at the next opening and pauses at closing`() throws {
    let (trace, walk) = try autumn("review: {work: 5 hours}")
    var onMakeUpDays = 0
    var overNight = 0
    var overGoldenWeek = 0
    for one in trace.cases {
      #expect(try one.instant("licence/submit") == one.arrival)
      let start = try one.instant("licence/review", .start)
      let end = try one.instant("licence/review")
      #expect(start == walk.opening(one.arrival), "need of \(walk.name(one.arrival))")
      #expect(end == walk.add(5 * hour, to: one.arrival), "need of \(walk.name(one.arrival))")
      if DayWalk.makeUp.contains(walk.date(start / day).description) { onMakeUpDays += 1 }
      if start / day != end / day { overNight += 1 }
      if end / day - start / day >= 8 { overGoldenWeek += 1 }
    }
    // Sunday 29 September and Saturday 12 October are worked, Saturday 28 September is not.
    #expect(onMakeUpDays > 0)
    #expect(overNight > 0)
    #expect(overGoldenWeek > 0)
  }

  @Test func `counts working days of the applicant as eight of its hours`() throws {
    let (trace, walk) = try autumn("prepare: 2.5 working days\nreview: {work: 1 hours}")
    for one in trace.cases {
      #expect(
        try one.instant("licence/submit") == walk.add(20 * hour, to: one.arrival),
        "need of \(walk.name(one.arrival))")
    }
  }

  /// From Monday 23 September 2019 on, five hours of nine to twelve and thirteen to eighteen apart; the
  /// numbers of needs are counted on a calendar.
  @Test func `lets needs arise at even gaps of the class's own hours`() throws {
    func needs(_ every: String) throws -> (firstDay: CivilDate, instants: [Int64]) {
      let found = try trace(
        scenarioText(
          calendar: "beijing", window: "{from: 2019-09-23, to: 2019-10-13}",
          """
          applicants: {firm: {arrivals: {every: \(every)}}}
          offices: {permits: {staff: 5000}}
          matters: {licence: {office: permits, review: {work: 1 hours}}}
          """))
      return (found.firstDay, found.cases.map(\.arrival))
    }
    let inHours = try needs("5 hours")
    let walk = DayWalk(firstDay: inHours.firstDay)
    // Twelve working days of eight hours.
    #expect(inHours.instants.count == 19)
    for (i, instant) in inHours.instants.enumerated() {
      #expect(instant == walk.add(Int64(i + 1) * 5 * hour, to: 0), "need \(i)")
    }
    #expect(try needs("36 calendar days").instants == [])
    #expect(try needs("3 calendar days").instants == (1..<7).map { Int64($0) * 72 * hour })
  }

  @Test func `counts calendar days through nights and holidays`() throws {
    let (trace, _) = try autumn("prepare: 2.5 calendar days\nreview: {work: 1 hours}")
    for one in trace.cases {
      #expect(try one.instant("licence/submit") == one.arrival + 60 * hour)
    }
  }

  // Who needs something outside office hours is ready after one working day exactly at 18:00. The
  // window is just closed then: its hour begins on the next working day.
  @Test func `that comes exactly at closing waits for the next opening`() throws {
    let (trace, walk) = try autumn(
      "prepare: 1 working days\ncompleteness: {office: window, work: 1 hours}\nreview: {work: 1 hours}"
    )
    var atClosing = 0
    for one in trace.cases {
      let submitted = try one.instant("licence/submit")
      guard submitted % day == 18 * hour else { continue }
      atClosing += 1
      let start = try one.instant("licence/completeness", .start)
      #expect(start % day == 9 * hour, "begun \(walk.name(start))")
      #expect(start == walk.opening(submitted))
      #expect(start / day > submitted / day)
    }
    #expect(atClosing > 100)
  }

  // Official days are dates: the first day does not count, and the decision may fall at any hour of the
  // last. Across the Golden Week ten dates pass and hardly any working day.
  @Test func `counts official days by date, and overdue by the limit`() throws {
    let (trace, walk) = try autumn(
      """
      review: {work: {exponential: {mean: 20 hours}}}
      limit: {statutory: 4 working days, promised: 2 working days}
      """)
    var within = (promised: 0, statutory: 0)
    var total: Int64 = 0
    for one in trace.cases {
      let expected = walk.days(after: one.arrival, through: one.end)
      #expect(
        one[.grossDays] == expected, "from \(walk.name(one.arrival)) to \(walk.name(one.end))")
      #expect(one[.officialDays] == expected)
      total += expected
      if expected <= 2 { within.promised += 1 }
      if expected <= 4 { within.statutory += 1 }
    }
    let tally = try trace.tally(matter: "licence")
    #expect(tally.decisions == Int64(trace.cases.count))
    #expect(tally.officialDays == total)
    #expect(tally.promised == tally.decisions)
    #expect(tally.withinPromised == Int64(within.promised))
    #expect(tally.withinStatutory == Int64(within.statutory))
    #expect(tally.red == tally.decisions - tally.withinPromised)
    #expect((1..<trace.cases.count).contains(within.promised))
  }

  // The limit ends when the office closes on its last day. Eleven calendar days from 28 September reach
  // 9 October; the review takes three working days, which are 29 and 30 September and 8 October.
  @Test func `that ends in the Golden Week is late in calendar days, not in working days`() throws {
    func within(_ limit: String) throws -> (Trace, DayWalk, MatterTally) {
      let (trace, walk) = try autumn(
        "activities: [{period: {wait: 3 working days}}]\nlimit: {promised: \(limit)}")
      return (trace, walk, try trace.tally(matter: "licence"))
    }
    let (trace, walk, working) = try within("3 working days")
    #expect(working.withinPromised == working.promised)
    let calendar = try within("5 calendar days").2
    let inTime = trace.cases.count { $0.end / day - $0.arrival / day <= 5 }
    #expect(calendar.withinPromised == Int64(inTime))
    let early = try #require(trace.cases.first { walk.name($0.arrival).hasPrefix("2019-09-28") })
    #expect(walk.name(early.end).hasPrefix("2019-10-08"))
    #expect(early[.officialDays] == 3)
  }

  @Test func `leaves corrections before acceptance out of the official time`() throws {
    let (trace, walk) = try autumn(
      """
      completeness: {office: window, work: 1 hours, correction: {chance: 100%, rounds: 2, takes: 3 working days}}
      review: {work: 12 hours}
      """)
    for one in trace.cases {
      #expect(one[.corrections] == 2)
      let checks = one.instants("licence/completeness")
      #expect(checks.count == 3)
      let accepted = try #require(checks.last)
      #expect(one[.grossDays] == walk.days(after: accepted, through: one.end))
      #expect(one[.officialDays] == one[.grossDays])
    }
  }

  // From receipt on the clock runs, and stands still from the day after the notice up to and including
  // the day on which the correction comes back.
  @Test func `leaves the days of a correction out of the official time from receipt`() throws {
    let (trace, walk) = try autumn(
      """
      completeness: {office: window, work: 1 hours, correction: {chance: 100%, rounds: 1, takes: 3 working days}}
      review: {work: 12 hours}
      limit: {starts: receipt, promised: 4 working days}
      """)
    for one in trace.cases {
      let notice = one.instants("licence/completeness")[0]
      let returned = try one.instant("licence/correction")
      let gross = walk.days(after: one.arrival, through: one.end)
      #expect(one[.grossDays] == gross)
      #expect(one[.officialDays] == gross - walk.days(after: notice, through: returned))
    }
  }

  @Test func `leaves an excluded link out, from the day after its notice to its return`() throws {
    let (trace, walk) = try autumn(
      """
      activities:
        - papers: {work: 6 hours}
        - publicity: {wait: 5 working days, stopsClock: yes}
        - signature: {work: 2 hours}
      limit: {promised: 2 working days}
      """)
    var within = 0
    for one in trace.cases {
      let notice = try one.instant("licence/publicity", .start)
      let returned = try one.instant("licence/publicity")
      #expect(returned == walk.add(40 * hour, to: notice))
      let gross = walk.days(after: one.arrival, through: one.end)
      let official = gross - walk.days(after: notice, through: returned)
      #expect(one[.grossDays] == gross)
      #expect(one[.officialDays] == official)
      if official <= 2 { within += 1 }
    }
    #expect(try trace.tally(matter: "licence").withinPromised == Int64(within))
  }
}
