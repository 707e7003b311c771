import ApprovalModel
import Kernel
import Simulation
import Testing

// One desk, all hours, everything takes two hours; the instants are worked out in the comments.
@Suite struct `People who come and go` {
  private func desk(
    _ arrivals: String, staff: Int = 2, _ rest: String, work: String = "2 hours"
  ) throws -> Trace {
    try trace(
      scenarioText(
        """
        applicants: {firm: {\(arrivals)}}
        offices: {desk: {staff: \(staff), \(rest)}}
        matters: {permit: {office: desk, review: {work: \(work)}}}
        """))
  }

  private func passages(_ trace: Trace, _ label: String = "permit/review") -> [String] {
    trace.cases.map { $0.passage(label) }
  }

  // Monday 4 March: one; Tuesday and Wednesday two by date; Wednesday three by weekday, which stands
  // later; nobody from 12:00 to 14:00. In the fortnight: 12 days of 22, one of 44, and Wednesdays (6 and
  // 13 March) of 66.
  @Test func `are as many as the last rule that holds says`() throws {
    let trace = try desk(
      needs(at: 1), staff: 1,
      """
      staffing: [{from: 2024-03-05, to: 2024-03-06, staff: 2}, {on: [Wednesday], staff: 3},
                  {hours: 12:00-14:00, staff: 0}]
      """)
    let shifts = trace.plan.shifts.array.prefix { $0.instant < 4 * day }
    #expect(trace.plan.offices[0].staff == 1)
    #expect(
      shifts.map { "\(hours($0.instant)): \($0.staff)" } == [
        "12: 0", "14: 1", "24: 2", "36: 0", "38: 2", "48: 3", "60: 0", "62: 3", "72: 1", "84: 0",
        "86: 1",
      ])
    #expect(try trace.tally(office: "desk").capacity == (11 * 22 + 44 + 2 * 66) * hour)
  }

  // Two people; one between 12:00 and 14:00. A and B from 11, C and D from 11:30 in the queue.
  private let lunch = "staffing: [{hours: 12:00-14:00, staff: 1}]"

  // A and B are finished at 13; then one person is left, who takes C; D waits for 14:00.
  @Test func `finish what they have begun`() throws {
    let trace = try desk(needs(at: 11, 11, 11.5, 11.5), lunch)
    #expect(
      passages(trace) == [
        "schedule 11 | start 11 | complete 13", "schedule 11 | start 11 | complete 13",
        "schedule 11.5 | start 13 | complete 15", "schedule 11.5 | start 14 | complete 16",
      ])
    let tally = try trace.tally(office: "desk")
    #expect(tally.busy == 8 * hour)
    #expect(tally.waiting == 4 * hour)
    // 24 hours of two people less two hours of one, fourteen days.
    #expect(tally.capacity == 14 * 46 * hour)
  }

  // B, begun with A and behind it in the queue, stops at 12 with an hour left. A is done at 13 and C is
  // taken. The person who returns at 14 goes on with B, before D.
  @Test func `leave work until they return`() throws {
    let trace = try desk(needs(at: 11, 11, 11.5, 11.5), "\(lunch), atStaffChange: pause")
    #expect(
      passages(trace) == [
        "schedule 11 | start 11 | complete 13",
        "schedule 11 | start 11 | suspend 12 | resume 14 | complete 15",
        "schedule 11.5 | start 13 | complete 15", "schedule 11.5 | start 15 | complete 17",
      ])
    let tally = try trace.tally(office: "desk")
    #expect(tally.busy == 8 * hour)
    #expect(tally.services == 4)
    #expect(tally.waiting == 5 * hour)
    let paused = try #require(trace.cases.dropFirst().first)
    #expect(paused[.queue] == 2 * hour)
    #expect(paused[.review] == 2 * hour)
  }

  // B returns to the head of the queue at 12; A's person goes on with it at 13. At 14 it is done and
  // both people take C and D.
  @Test func `hand work over to the next who is free`() throws {
    let trace = try desk(needs(at: 11, 11, 11.5, 11.5), "\(lunch), atStaffChange: hand-over")
    #expect(
      passages(trace) == [
        "schedule 11 | start 11 | complete 13",
        "schedule 11 | start 11 | suspend 12 | resume 13 | complete 14",
        "schedule 11.5 | start 14 | complete 16", "schedule 11.5 | start 14 | complete 16",
      ])
    let tally = try trace.tally(office: "desk")
    #expect(tally.busy == 8 * hour)
    #expect(tally.services == 4)
    #expect(tally.waiting == 6 * hour)
  }

  // Nobody is there from 12 to 14. Work handed over waits like work that is paused.
  @Test(arguments: ["pause", "hand-over"])
  func `may be nobody for a while`(change: String) throws {
    let trace = try desk(
      needs(at: 11, 13), staff: 1,
      "staffing: [{hours: 12:00-14:00, staff: 0}], atStaffChange: \(change)")
    #expect(
      passages(trace) == [
        "schedule 11 | start 11 | suspend 12 | resume 14 | complete 15",
        "schedule 13 | start 15 | complete 17",
      ])
    let tally = try trace.tally(office: "desk")
    #expect(tally.busy == 4 * hour)
    #expect(tally.services == 2)
    #expect(tally.waiting == (change == "pause" ? 2 : 4) * hour)
    #expect(tally.capacity == 14 * 22 * hour)
  }

  // Three work, two from 12 on and one from 13 on. The long file is begun last and stops at 12; both
  // short ones are done at 12:30. Two idle people, and later one, leave it: nobody has returned. At 14
  // all are back and it goes on, 3.5 hours.
  @Test func `who stay do not take up what others left`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          long: {\(needs(at: 11.5))}
          short: {\(needs(at: 11, 11))}
        offices:
          desk:
            staff: 3
            staffing: [{hours: 12:00-13:00, staff: 2}, {hours: 13:00-14:00, staff: 1}]
            atStaffChange: pause
        matters:
          long: {office: desk, when: {class: long}, review: {work: 4 hours}}
          short: {office: desk, when: {class: short}, review: {work: 90 minutes}}
        """))
    #expect(
      passages(trace, "long/review").first
        == "schedule 11.5 | start 11.5 | suspend 12 | resume 14 | complete 17.5")
    #expect(
      passages(trace, "short/review").dropFirst() == [
        "schedule 11 | start 11 | complete 12.5", "schedule 11 | start 11 | complete 12.5",
      ])
  }

  // Everybody is called away at 12 and one returns at 13. The visit of two offices goes on until 15 all
  // the same; the person who is free then goes on with the file set aside, before the one that waits.
  @Test func `end joint visits, and then take up what was set aside`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          alone: {\(needs(at: 11, 12.5))}
          joint: {\(needs(at: 11))}
        offices:
          desk:
            staff: 2
            staffing: [{hours: 12:00-13:00, staff: 0}, {hours: 13:00-24:00, staff: 1}]
            atStaffChange: pause
          fire: {staff: 1, staffing: [{hours: 12:00-24:00, staff: 0}], atStaffChange: hand-over}
        matters:
          alone: {office: desk, when: {class: alone}, review: {work: 2 hours}}
          joint:
            office: desk
            when: {class: joint}
            activities: [{visit: {offices: [desk, fire], work: 4 hours}}]
        """))
    #expect(
      passages(trace, "joint/visit").last == "schedule 11 | start 11 | complete 15")
    #expect(
      passages(trace, "alone/review").prefix(2) == [
        "schedule 11 | start 11 | suspend 12 | resume 15 | complete 16",
        "schedule 12.5 | start 16 | complete 18",
      ])
    #expect(try trace.tally(office: "fire").busy == 4 * hour)
    #expect(try trace.tally(office: "desk").busy == 8 * hour)
  }

  @Test func `end the batch they have begun`() throws {
    let trace = try desk(
      needs(at: 11, 11), staff: 1,
      """
      staffing: [{hours: 12:00-14:00, staff: 0}], atStaffChange: hand-over,
          batch: {size: 2, within: 1 hours}
      """)
    #expect(
      passages(trace) == [
        "schedule 11 | start 11 | complete 13", "schedule 11 | start 11 | complete 13",
      ])
  }

  private func helped(_ change: String) throws -> Trace {
    try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 11, 11))}}
        offices:
          desk: {staff: 1}
          spare: {staff: 1, helps: [desk], staffing: [{hours: 12:00-14:00, staff: 0}], atStaffChange: \(change)}
        matters: {permit: {office: desk, review: {work: 2 hours}}}
        """))
  }

  // The helper leaves at 12: what it has begun waits for it, or goes on at the desk at 13.
  @Test func `who help leave work until they return or hand it back`() throws {
    let paused = try helped("pause")
    #expect(
      passages(paused) == [
        "schedule 11 | start 11 | complete 13",
        "schedule 11 | start 11 | suspend 12 | resume 14 | complete 15",
      ])
    #expect(try paused.tally(office: "spare").busy == 2 * hour)
    let handed = try helped("hand-over")
    #expect(
      passages(handed) == [
        "schedule 11 | start 11 | complete 13",
        "schedule 11 | start 11 | suspend 12 | resume 13 | complete 14",
      ])
    #expect(try handed.tally(office: "spare").busy == hour)
    #expect(try handed.tally(office: "desk").busy == 3 * hour)
    #expect(try handed.tally(office: "desk").waiting == hour)
  }

  // A is set aside from 12 to 14 and takes one of two places all the time, B the other: C is turned away.
  @Test(arguments: ["pause", "hand-over"])
  func `leave files that take places`(change: String) throws {
    let trace = try desk(
      needs(at: 11, 12.5, 13), staff: 1,
      "staffing: [{hours: 12:00-14:00, staff: 0}], atStaffChange: \(change), places: 2")
    #expect(trace.cases.map(\.ending) == [.operating, .operating, .turnedAway])
    #expect(trace.cases.map(\.end) == [15 * hour, 17 * hour, 13 * hour])
  }

  // Monday 2 September 2019; 09:00–12:00 and 13:00–18:00. B stops at 10 with three hours left; A ends at
  // 14 after lunch and C takes until closing; B goes on from 15 to 18. A day's capacity is
  // 2 + 2 + 2 + 6 hours.
  @Test func `keep the hours of their office`() throws {
    let trace = try trace(
      scenarioText(
        calendar: "beijing", window: "{from: 2019-09-02, to: 2019-09-08}",
        """
        applicants: {firm: {\(needs(at: 9, 9, 9.5, on: "2019-09-02"))}}
        offices: {desk: {staff: 2, staffing: [{hours: 10:00-15:00, staff: 1}], atStaffChange: pause}}
        matters: {permit: {office: desk, review: {work: 4 hours}}}
        """))
    #expect(
      passages(trace) == [
        "schedule 9 | start 9 | complete 14",
        "schedule 9 | start 9 | suspend 10 | resume 15 | complete 18",
        "schedule 9.5 | start 14 | complete 18",
      ])
    let tally = try trace.tally(office: "desk")
    #expect(tally.busy == 12 * hour)
    #expect(tally.capacity == 5 * 12 * hour)
    // Three hours of working time: 09:30 to 12:00 and 13:00 to 14:00 are 3.5.
    #expect(tally.waiting == 3 * hour + 30 * minute)
  }

  // One hour on Monday evening; nobody on Tuesday; the rest on Wednesday from the opening on.
  @Test func `return at the opening of the day`() throws {
    let trace = try trace(
      scenarioText(
        calendar: "beijing", window: "{from: 2019-09-02, to: 2019-09-08}",
        """
        applicants: {firm: {\(needs(at: 17, on: "2019-09-02"))}}
        offices:
          desk: {staff: 1, staffing: [{from: 2019-09-03, to: 2019-09-03, staff: 0}], atStaffChange: pause}
        matters: {permit: {office: desk, review: {work: 2 hours}}}
        """))
    #expect(
      passages(trace) == ["schedule 17 | start 17 | suspend 24 | resume 57 | complete 58"])
    #expect(try trace.tally(office: "desk").busy == 2 * hour)
    #expect(try trace.tally(office: "desk").capacity == 4 * 8 * hour)
  }
}
