import ApprovalModel
import Kernel
import ScenarioFiles
import Simulation
import Testing

// Edges at which other simulators were reported to fail, each worked by hand: one applicant, whose need
// arises at an instant that the file names, and the minute at which its work begins or ends.
@Suite struct `At an edge of the calendar` {
  /// Instants as the file writes them.
  private func name(_ instant: Int64, _ trace: Trace) -> String {
    let minutes = Int(instant / minute)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = trace.firstDay.adding(days: minutes / 1440)
    return "\(date) \(two(minutes % 1440 / 60)):\(two(minutes % 60))"
  }

  /// Begin and end of the review of each who needs it, in the order of the list.
  private func reviews(
    of needs: [String], office: String, review: String, calendar: String = "beijing",
    more: String = ""
  ) throws -> [String] {
    let year = String(needs[0].prefix(4))
    let trace = try trace(
      scenarioText(
        calendar: calendar, window: "{from: \(year)-01-01, to: \(year)-12-31}",
        study: "followFor: 90 calendar days\nobserve: 1 calendar days",
        """
        applicants: {firm: {arrivals: {list: [\(needs.joined(separator: ", "))]}}}
        offices: {permits: \(office)}
        matters: {licence: {office: permits, \(review)\(more)}}
        """))
    return trace.cases.flatMap { one in
      zip(one.instants("licence/review", .start), one.instants("licence/review"))
        .map { "\(name($0, trace)) to \(name($1, trace))" }
    }
  }

  // Sunday 3 March 2024, 22:00: two hours to midnight, two more from midnight on.
  @Test func `work goes on through the midnight between Sunday and Monday`() throws {
    let found = try reviews(
      of: ["2024-03-03 22:00", "2024-03-03 20:00"],
      office: "{staff: 2, hours: {Sunday: [18:00-24:00], Monday: [00:00-06:00]}}",
      review: "review: {work: 4 hours}")
    #expect(
      found == [
        "2024-03-03 20:00 to 2024-03-04 00:00", "2024-03-03 22:00 to 2024-03-04 02:00",
      ])
  }

  // The hours end when Monday begins: four hours from 20:00 fit, one minute more waits a week.
  @Test func `work that fits to the minute ends on Monday 00:00`() throws {
    let office = "{staff: 1, hours: {Sunday: [18:00-24:00]}}"
    #expect(
      try reviews(of: ["2024-03-03 20:00"], office: office, review: "review: {work: 4 hours}")
        == ["2024-03-03 20:00 to 2024-03-04 00:00"])
    #expect(
      try reviews(of: ["2024-03-03 20:00"], office: office, review: "review: {work: 241 minutes}")
        == ["2024-03-03 20:00 to 2024-03-10 18:01"])
    // Who comes when they end comes too late.
    #expect(
      try reviews(of: ["2024-03-04 00:00"], office: office, review: "review: {work: 1 minutes}")
        == ["2024-03-10 18:00 to 2024-03-10 18:01"])
  }

  // A shift from Monday 22:00 to Tuesday 02:00 is two sessions.
  @Test func `a shift past midnight is two sessions`() throws {
    let office = "{staff: 1, hours: {Monday: [22:00-24:00], Tuesday: [00:00-02:00]}}"
    #expect(
      try reviews(of: ["2024-03-04 09:00"], office: office, review: "review: {work: 3 hours}")
        == ["2024-03-04 22:00 to 2024-03-05 01:00"])
    // Five hours: four in this shift, one in the next.
    #expect(
      try reviews(of: ["2024-03-04 09:00"], office: office, review: "review: {work: 5 hours}")
        == ["2024-03-04 22:00 to 2024-03-11 23:00"])
  }

  // Three files of four hours at 09:00, for three people, of whom two go at 10:00 (Monday 4 March).
  @Test(arguments: [
    // Whoever is at work finishes.
    ("finish", ["09:00 to 13:00", "09:00 to 13:00", "09:00 to 13:00"]),
    // The two begun last stop at 10:00 and are taken up when people are back, on Tuesday 00:00.
    ("pause", ["09:00 to 13:00", "09:00 to 03:00", "09:00 to 03:00"]),
    // They go back to the head of the queue: one after the other, three hours each, from 13:00 on.
    ("hand-over", ["09:00 to 13:00", "09:00 to 16:00", "09:00 to 19:00"]),
  ])
  func `fewer people while work is under way`(_ change: String, _ expected: [String]) throws {
    let needs = Array(repeating: "2024-03-04 09:00", count: 3)
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {arrivals: {list: [\(needs.joined(separator: ", "))]}}}
        offices: {permits: {staff: 3, staffing: [{from: 2024-03-04, to: 2024-03-04, hours: 10:00-24:00, staff: 1}], atStaffChange: \(change)}}
        matters: {licence: {office: permits, review: {work: 4 hours}}}
        """))
    let found = try trace.cases.map { one in
      let start = try one.instant("licence/review", .start)
      let end = try one.instant("licence/review")
      return "\(name(start, trace).suffix(5)) to \(name(end, trace).suffix(5))"
    }
    #expect(found == expected)
  }

  // Qingming 2019 was Friday 5 April, Labour Day 1 to 4 May, with Sundays 28 April and 5 May worked.
  // From Thursday 4 April, 17:00: 1 hour; 8 to 12, 15 to 19, 22 to 26 April, 28, 29 and 30 April are
  // 18 days of 8 hours; the last hour is Sunday 5 May, 09:00 to 10:00.
  @Test func `work across two holidays`() throws {
    #expect(
      try reviews(
        of: ["2019-04-04 17:00"], office: "{staff: 1}", review: "review: {work: 146 hours}")
        == ["2019-04-04 17:00 to 2019-05-05 10:00"])
  }

  // Sittings every second Tuesday from 17 September 2019: 1 October is National Day.
  @Test(arguments: [
    ("", "2019-10-15 14:00"), (", onHoliday: skip", "2019-10-15 14:00"),
    (", onHoliday: next", "2019-10-08 14:00"),
  ])
  func `a session on a holiday`(_ holiday: String, _ expected: String) throws {
    let session = "{every: 2 weeks, on: Tuesday 14:00, from: 2019-09-17\(holiday)}"
    let found = try reviews(
      of: ["2019-09-20 09:00"], office: "{staff: 1, session: \(session)}",
      review: "review: {work: 0 minutes}")
    #expect(found == ["\(expected) to \(expected)"])
  }

  // Accepted on Wednesday 9 October 2019: Thursday, Friday and the make-up Saturday 12 October are
  // three working days. A decision on that Saturday is in time, one on Monday 14 October is not.
  @Test(arguments: [("24 hours", "2019-10-12 10:00", 1), ("32 hours", "2019-10-14 10:00", 0)])
  func `a limit that ends on a make-up Saturday`(_ work: String, _ end: String, _ within: Int64)
    throws
  {
    let trace = try trace(
      scenarioText(
        calendar: "beijing", window: "{from: 2019-10-08, to: 2019-10-13}",
        study: "followFor: 60 calendar days",
        """
        applicants: {firm: {arrivals: {list: [2019-10-09 10:00]}}}
        offices: {permits: {staff: 1}}
        matters: {licence: {office: permits, review: {work: \(work)}, limit: {promised: 3 working days}}}
        """))
    let one = try #require(trace.cases.first)
    #expect(name(try one.instant("licence/review"), trace) == end)
    #expect(try trace.tally(matter: "licence").withinPromised == within)
  }

  // 29 February 2024 is a Thursday: 17:00 to 18:00 on the 28th, the whole 29th, one hour on 1 March.
  @Test func `the leap day is a working day`() throws {
    #expect(
      try reviews(
        of: ["2024-02-28 17:00"], office: "{staff: 1}", review: "review: {work: 10 hours}")
        == ["2024-02-28 17:00 to 2024-03-01 10:00"])
    // Without it, in 2023, 1 March follows: Tuesday 28 February, then two days of March.
    #expect(
      try reviews(
        of: ["2023-02-28 17:00"], office: "{staff: 1}", review: "review: {work: 10 hours}")
        == ["2023-02-28 17:00 to 2023-03-02 10:00"])
  }

  @Test func `a rule for the leap day alone holds on it alone`() throws {
    let office =
      "{staff: 0, staffing: [{from: 2024-02-29, to: 2024-02-29, staff: 1}]}"
    #expect(
      try reviews(of: ["2024-02-01 09:00"], office: office, review: "review: {work: 1 hours}")
        == ["2024-02-29 09:00 to 2024-02-29 10:00"])
  }

  // New Year's Day 2020 is a holiday: one hour on Tuesday 31 December, one on Thursday 2 January.
  @Test func `work across the end of the year`() throws {
    #expect(
      try reviews(
        of: ["2019-12-31 17:00"], office: "{staff: 1}", review: "review: {work: 2 hours}")
        == ["2019-12-31 17:00 to 2020-01-02 10:00"])
  }

  /// A run whose last day is `days` after the window, which ends with October of the last year.
  private func reading(_ days: Int, calendar: String) -> (Scenario?, [Diagnostic]) {
    let last = PublishedHolidays.lastYear
    let text = scenarioText(
      calendar: calendar, window: "{from: \(last)-10-01, to: \(last)-10-31}",
      study: "followFor: \(days) calendar days\nobserve: 0 calendar days",
      """
      applicants: {firm: {arrivals: {list: [\(last)-10-30 09:00]}}}
      offices: {permits: {staff: 1}}
      matters: {licence: {office: permits, review: {work: 4000 hours}}}
      """)
    return parseScenario(Array(text.utf8), file: "test.yaml")
  }

  // October ends 61 days before the year does.
  @Test func `the last published year may be used up, and no day more`() throws {
    let (within, _) = reading(61, calendar: "beijing")
    #expect(within != nil)
    let (beyond, diagnostics) = reading(62, calendar: "beijing")
    #expect(beyond == nil)
    let finding = try #require(diagnostics.first { $0.severity == .error })
    #expect(finding.code == .beyondCalendar && finding.position != nil)
    #expect(reading(62, calendar: "{beijing: assumed}").0 != nil)
  }

  @Test func `work that the calendar ends before stays open`() throws {
    let scenario = try #require(reading(61, calendar: "beijing").0)
    let design = try #require(scenario.designs.first)
    let compiler = try StudyCompiler(scenario, designs: [design])
    let compiled = try compiler.plan(design: 0, world: .declared)
    let record = try compiler.run(compiled, design: 0, world: .declared, seed: 1, replication: 0)
    #expect(record.tallies.arrived == 1 && record.tallies.open == 1)
  }

  // What the format cannot say is refused with the way to say it.
  @Test(arguments: [
    (
      "{staff: 1, hours: {Monday: [22:00-02:00]}}",
      "'22:00-02:00' ends before it begins; a shift past midnight is two sessions: 22:00-24:00, and 00:00-02:00 on the next day"
    ),
    (
      "{staff: 1, hours: {Sunday: [18:00-00:00]}}",
      "'18:00-00:00' ends before it begins; write 18:00-24:00 for a session that ends at midnight"
    ),
    (
      "{staff: 1, staffing: [{hours: 22:00-02:00, staff: 2}]}",
      "'22:00-02:00' ends before it begins; a shift past midnight is two sessions: 22:00-24:00, and 00:00-02:00 on the next day"
    ),
  ])
  func `a session past midnight is refused with the way to write it`(
    _ office: String, _ message: String
  ) throws {
    let text = scenarioText(
      calendar: office.contains("staffing") ? "always" : "beijing",
      """
      applicants: {firm: {arrivals: {perCalendarDay: 1}}}
      offices: {permits: \(office)}
      matters: {licence: {office: permits, review: {work: 1 hours}}}
      """)
    let (scenario, diagnostics) = parseScenario(Array(text.utf8), file: "test.yaml")
    #expect(scenario == nil)
    let finding = try #require(diagnostics.first { $0.severity == .error })
    #expect(finding.code == .hours && finding.position?.line == 11)
    #expect(finding.message.en == message)
    #expect(!finding.message.zh.isEmpty)
  }
}
