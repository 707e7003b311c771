import ApprovalModel
import Kernel
import Simulation
import Testing

// All hours, every day a working day, constants; instants in hours since the run's first midnight. A
// light turns with the last millisecond of a day, so that the next service, at a full hour, knows it.
@Suite struct `A limit that escalates` {
  private func desk(_ limit: String, late: String = "") throws -> Trace {
    try trace(
      scenarioText(
        """
        applicants:
          block: {\(needs(at: 0, 20, 30, 40, 60, 70))}
          file: {\(needs(at: 1))}
        offices: {desk: {staff: 1}, gate: {staff: 9}}
        matters:
          block: {office: desk, when: {class: block}, review: {work: 20 hours}}
          file:
            office: desk
            when: {class: file}
            activities: [\(late){review: {work: 2 hours}}]
            limit: \(limit)
        """))
  }

  // Six blocks wait from the start, one begins every 20 hours; the file joins behind them at 1. Day 0 is
  // not counted. Two days are used at the end of day 2, at 72, and the next person is free at 80; half of
  // them at the end of day 1, at 48, and taken at 60; without a light the file is the last, at 120.
  @Test(arguments: [
    (", escalates: red", 80), (", yellowAt: 50%, escalates: yellow", 60), ("", 120),
    (", yellowAt: 90%, escalates: yellow", 60),
  ])
  func `puts the file before others from the end of that day on`(light: String, start: Int) throws {
    for days in ["working days", "calendar days"] {
      let trace = try trace(
        scenarioText(
          """
          applicants: {block: {\(needs(at: 0, 0, 0, 0, 0, 0))}, file: {\(needs(at: 1))}}
          offices: {desk: {staff: 1}}
          matters:
            block: {office: desk, when: {class: block}, review: {work: 20 hours}}
            file:
              office: desk
              when: {class: file}
              review: {work: 2 hours}
              limit: {promised: 2 \(days)\(light)}
          """))
      #expect(
        trace.cases(of: "file")[0].passage("file/review")
          == "schedule 1 | start \(start) | complete \(start + 2)")
    }
  }

  // Joined at 49 behind the blocks of 0, 20, 30 and 40 (begun at 0, 20, 40, 60); those of 60 and 70 come
  // after it. Yellow after 1 day of 2 (50 %): that was at the end of day 1, before it joined, so it
  // stands first at once and is taken at 60. Red after 2 days, at 72: taken at 80, its turn anyhow.
  @Test func `counts in later queues too`() throws {
    let gate = "{papers: {office: gate, work: 48 hours}}, "
    func start(_ limit: String) throws -> String {
      try desk(limit, late: gate).cases(of: "file")[0].passage("file/review")
    }
    #expect(
      try start("{promised: 2 working days, yellowAt: 50%, escalates: yellow}")
        == "schedule 49 | start 60 | complete 62")
    #expect(
      try start("{promised: 2 working days, yellowAt: 50%}")
        == "schedule 49 | start 80 | complete 82")
  }

  // Six blocks wait from the start, the file behind them. One day is used at the end of day 1, at 48: it
  // is taken at 60, when the block begun at 40 is done. A notice of 30 hours that stops the clock comes
  // first in the other case: submitted at 1, joined at 31 on day 1 with nothing used, one day used at the
  // end of day 2, at 72, and taken at 80.
  @Test(arguments: [
    ("", "schedule 1 | start 60 | complete 62"),
    ("{notice: {wait: 30 hours, stopsClock: yes}}, ", "schedule 31 | start 80 | complete 82"),
  ])
  func `waits while the clock stands still`(notice: String, expected: String) throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {block: {\(needs(at: 0, 0, 0, 0, 0, 0))}, file: {\(needs(at: 1))}}
        offices: {desk: {staff: 1}}
        matters:
          block: {office: desk, when: {class: block}, review: {work: 20 hours}}
          file:
            office: desk
            when: {class: file}
            activities: [\(notice){review: {work: 2 hours}}]
            limit: {statutory: 1 calendar days, escalates: red}
        """))
    #expect(trace.cases(of: "file")[0].passage("file/review") == expected)
  }
}

@Suite struct `Tacit consent` {
  private let last = hour * 24 - 1

  // Submitted at 1 on day 0: three days end with day 3. The first is taken at once and would take 100
  // hours; it is granted when day 3 ends, and its person, freed, takes the third, for which 100 hours
  // are as much too long. The second has waited in vain.
  @Test func `grants at the last instant of the limit and frees the person`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1, 2, 25))}}
        offices: {desk: {staff: 1}}
        matters:
          permit: {office: desk, review: {work: 100 hours}, limit: {promised: 3 working days, tacit: yes}}
        """))
    let (day3, day4) = (3 * day + last, 4 * day + last)
    #expect(trace.cases.map(\.end) == [day3, day3, day4])
    #expect(try trace.cases.map { try $0.instant("permit/decision") } == [day3, day3, day4])
    #expect(
      trace.cases.map { $0.instants("permit/review", .start) } == [[hour], [], [day3]])
    #expect(trace.cases.map { $0[.tacitConsents] } == [1, 1, 1])
    let tally = try trace.tally(matter: "permit")
    #expect(tally.decisions == 3)
    #expect(tally.withinPromised == 3)
    #expect(tally.red == 0)
    let office = try trace.tally(office: "desk")
    #expect(office.busy == day3 - hour + day)
    #expect(office.services == 2)
    // The second left the queue unserved: no part of the mean wait of services.
    #expect(office.waiting == day3 - 25 * hour)
  }

  // From Thursday 26 September 2019, 10:00: the working days are the 27th, the 29th (a make-up Sunday),
  // the 30th and, after the Golden Week, 8 October. Five calendar days end on 1 October, a holiday.
  @Test(arguments: [("3 working days", 4), ("4 working days", 12), ("5 calendar days", 5)])
  func `counts working days or calendar days across holidays`(limit: String, days: Int64) throws {
    let trace = try trace(
      scenarioText(
        calendar: "beijing", window: "{from: 2019-09-26, to: 2019-10-13}",
        """
        applicants: {firm: {\(needs(at: 10, on: "2019-09-26"))}}
        offices: {desk: {staff: 1}}
        matters:
          permit: {office: desk, review: {work: 300 hours}, limit: {statutory: \(limit), tacit: yes}}
        """))
    #expect(try trace.cases[0].instant("permit/decision") == days * day + last)
    #expect(try trace.tally(matter: "permit").withinStatutory == 1)
  }

  // A notice that stops the clock from 1 on for 100 hours: no silence meanwhile. It ends on day 4 at 5,
  // and the limit of one day with day 5. Decided in time there is no consent.
  @Test func `waits while the clock stands still`() throws {
    func end(_ work: String) throws -> Case {
      try trace(
        scenarioText(
          """
          applicants: {firm: {\(needs(at: 1))}}
          offices: {desk: {staff: 1}}
          matters:
            permit:
              office: desk
              activities: [{notice: {wait: 100 hours, stopsClock: yes}}, {review: {work: \(work)}}]
              limit: {promised: 1 working days, tacit: yes}
          """)
      ).cases[0]
    }
    let silent = try end("100 hours")
    #expect(silent.end == 5 * day + last)
    #expect(silent[.tacitConsents] == 1)
    let decided = try end("10 hours")
    #expect(hours(decided.end) == "111")
    #expect(decided[.tacitConsents] == 0)
  }

  // Construction waits for the milestone, which silence passes too; the clerk's later work is cut.
  @Test func `passes the milestones`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 0))}}
        offices: {desk: {staff: 1}}
        ownWork: {build: {needs: [permit.first], milestones: [{frame: {takes: 10 hours}}]}}
        matters:
          permit:
            office: desk
            activities: [{first: {work: 90 hours, milestone: first}}, {second: {work: 9 hours}}]
            limit: {promised: 2 working days, tacit: yes}
        """))
    #expect(trace.cases[0].end == 2 * day + last + 10 * hour)
    #expect(trace.cases[0].instants("permit/second").isEmpty)
    #expect(try trace.tally(office: "desk").busy == 2 * day + last)
  }
}

@Suite struct `Patience` {
  private func desk(_ arrivals: String, _ patience: String, _ permit: String) throws -> Trace {
    try trace(
      scenarioText(
        """
        applicants: {firm: {\(arrivals), patience: \(patience)}}
        offices: {desk: {staff: 1}, second: {staff: 1}}
        matters: {permit: {office: desk, \(permit)}}
        """))
  }

  // Five hours each, patience three. B leaves at 4.5; C, at 4, is taken at 6 and done at 11.
  @Test func `that is lost takes the applicant out of the queue`() throws {
    let trace = try desk(needs(at: 1, 1.5, 4), "3 hours", "review: {work: 5 hours}")
    #expect(trace.cases.map(\.ending) == [.operating, .withdrawn, .operating])
    #expect(trace.cases.map { hours($0.end) } == ["6", "4.5", "11"])
    #expect(
      trace.cases.map { $0.passage("permit/review") } == [
        "schedule 1 | start 1 | complete 6", "schedule 1.5", "schedule 4 | start 6 | complete 11",
      ])
    let tally = try trace.tally(office: "desk")
    // B's three hours in vain are no wait of a service.
    #expect(tally.waiting == 2 * hour)
    #expect(tally.waitSum == 5 * hour)
    #expect(tally.services == 2)
    #expect(tally.busy == 10 * hour)
    #expect(trace.record.tallies.ended == 3)
    #expect(try trace.tally(matter: "permit").withdrawn == 1)
    #expect(try trace.tally(matter: "permit").decisions == 2)
  }

  // Patience counts from the submission, at 3 after two hours of papers: until 6. It is lost in service
  // and ends the case at 8, when the file would join the second queue, though nobody is there.
  @Test func `that is lost in service ends the case at the next queue`() throws {
    let trace = try desk(
      needs(at: 1), "3 hours",
      "prepare: 2 hours, activities: [{first: {work: 5 hours}}, {then: {office: second, work: 1 hours}}]"
    )
    let one = trace.cases[0]
    #expect(one.ending == .withdrawn)
    #expect(hours(one.end) == "8")
    #expect(one.passage("permit/first") == "schedule 3 | start 3 | complete 8")
    #expect(one.passage("permit/then") == "")
    #expect(try trace.tally(office: "desk").busy == 5 * hour)
  }

  // The second queue is joined at 3, after the first service: patience is lost there at 4.
  @Test func `that is lost in a later queue takes the applicant out of that`() throws {
    let trace = try desk(
      needs(at: 1, 1), "3 hours",
      "activities: [{first: {work: 1 hours}}, {then: {office: second, work: 5 hours}}]")
    #expect(trace.cases.map(\.ending) == [.operating, .withdrawn])
    #expect(
      trace.cases.map { $0.passage("permit/then") } == [
        "schedule 2 | start 2 | complete 7", "schedule 3",
      ])
    #expect(hours(trace.cases[1].end) == "4")
    // Its first visit stays what it was: an hour each, nobody twice.
    #expect(try trace.tally(office: "desk").busy == 2 * hour)
    #expect(try trace.tally(office: "desk").services == 2)
  }

  // Operating at 2, patience until 4: nothing happens then, though the inspection is awaited until 21.
  @Test func `is over when the applicant operates`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1, 1)), patience: 3 hours}}
        offices: {desk: {staff: 2}, inspectors: {staff: 1}}
        matters: {permit: {office: desk, completeness: {office: desk, work: 1 hours}, review: {work: 50 hours}}}
        """,
        reforms: """
            commit:
              changes:
                - commit: permit
                  form: permit
                  claims: met
                  followUp: {office: inspectors, work: 10 hours, after: 0 calendar days, rate: 100%, detects: 100%, cure: 1 calendar days}
          """, designs: ["after: [commit]"]), design: "after")
    #expect(trace.cases.map(\.ending) == [.operating, .operating])
    #expect(trace.cases.map { hours($0.end) } == ["2", "2"])
    #expect(
      trace.cases.map { $0.passage("permit/followUp/check") } == [
        "schedule 2 | start 2 | complete 12", "schedule 2 | start 12 | complete 22",
      ])
  }

  // Two matters side by side: a is in service until 11 when b's queue is left at 5. a's person is freed
  // and takes the next at once.
  @Test func `that is lost in one queue ends all the applicant's matters`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {block: {\(needs(at: 0))}, firm: {\(needs(at: 1, 2)), patience: 4 hours}}
        offices: {a: {staff: 1}, b: {staff: 1}}
        matters:
          a: {office: a, when: {class: firm}, review: {work: 10 hours}}
          b: {office: b, when: {class: firm}, review: {work: 10 hours}}
          block: {office: b, when: {class: block}, review: {work: 20 hours}}
        """))
    let firms = trace.cases(of: "firm")
    #expect(firms.map(\.ending) == [.withdrawn, .withdrawn])
    #expect(firms.map { hours($0.end) } == ["5", "6"])
    #expect(
      firms.map { $0.passage("a/review") } == ["schedule 1 | start 1", "schedule 2 | start 5"])
    #expect(try trace.tally(office: "a").busy == 5 * hour)
    #expect(try trace.tally(office: "b").busy == 20 * hour)
    #expect(try trace.tally(matter: "a").withdrawn == 2)
    #expect(try trace.tally(matter: "b").withdrawn == 2)
  }
}
