import ApprovalModel
import Kernel
import Simulation
import Testing

// All hours, constants, people enough; instants in hours since the run's first midnight.
@Suite struct `A permit that lapses` {
  // The permit is granted at 2; the other matter is granted `other` hours after 1, and construction
  // takes 24 hours.
  private func one(
    _ validity: String, other: Int, usedBy: String = "construction", design: String = "before",
    when: String = ""
  ) throws -> Case {
    let work = usedBy == "construction"
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1))}, nobody: {\(needs(at: 300))}}
        offices: {desk: {staff: 9}, ext: {staff: 1}}
        \(work ? "ownWork: {construction: {needs: [permit, other], milestones: [{frame: {takes: 24 hours}}]}}" : "")
        matters:
          other: {office: desk, review: {work: \(other) hours}}
          permit:
            office: desk
            \(when)
            completeness: {office: desk, work: 1 hours}
            review: {work: 0 hours}
            validity: {lasts: 10 calendar days\(work ? ", usedBy: construction" : "")\(validity)}
        """,
        reforms: """
            commit:
              changes:
                - commit: permit
                  form: permit
                  claims: met
                  followUp: {office: desk, work: 1 hours, after: 1 calendar days, rate: 0%, detects: 100%, cure: 1 calendar days}
            spot: {changes: [{confirm: permit}]}
          """, designs: ["commit: [commit]", "spot: [spot]"]), design: design)
    return try #require(trace.cases.first)
  }

  // The other matter is there at 121 and the permit is good until 242.
  @Test func `does not when it is used in time`() throws {
    let one = try one("", other: 120)
    #expect(hours(one.end) == "145")
    #expect(one[.lapses] == 0)
    #expect(one[.reapplications] == 0)
    #expect(one[.submissions] == 2)
  }

  // Lapsed at 242, needed at 361: applied for again, an hour; construction from 362 to 386. On a
  // commitment and on the spot the hour is that of the check.
  @Test(arguments: ["before", "commit", "spot"])
  func `is applied for again when it is needed`(design: String) throws {
    let one = try one("", other: 360, design: design)
    #expect(hours(one.end) == "386")
    #expect(one[.lapses] == 1)
    #expect(one[.reapplications] == 1)
    #expect(one[.submissions] == 3)
    #expect(one[.onTheSpot] == (design == "before" ? 0 : 2))
    #expect(try hours(one.instant("construction/frame", .start)) == "362")
    #expect(one.instants("permit/decision").map { hours($0) } == ["2", "362"])
  }

  @Test func `is applied for again before operation that needs it`() throws {
    let one = try one("", other: 360, usedBy: "operation")
    #expect(hours(one.end) == "362")
    #expect(one[.lapses] == 1)
    #expect(one.instants("permit/decision").map { hours($0) } == ["2", "362"])
  }

  // Asked for at 242, three hours of the office, good until 245 + 120 = 365.
  private let extensions =
    ", extensions: {atMost: 1, extends: 5 calendar days, work: 3 hours, office: ext}"

  @Test func `lasts longer when it is extended`() throws {
    let one = try one(extensions, other: 360)
    #expect(one.passage("permit/extension") == "schedule 242 | start 242 | complete 245")
    #expect(hours(one.end) == "385")
    #expect(one[.extensions] == 1)
    #expect(one[.lapses] == 0)
    #expect(one[.reapplications] == 0)
    #expect(one[.review] == 360 * hour)
  }

  @Test func `lapses when its extensions are used up`() throws {
    let one = try one(extensions, other: 370)
    #expect(hours(one.end) == "396")
    #expect(one[.extensions] == 1)
    #expect(one[.lapses] == 1)
    #expect(one[.reapplications] == 1)
  }

  // Used at 243, when the office is at the extension: its person is freed and nothing more happens.
  @Test func `is not extended once it is used`() throws {
    let one = try one(extensions, other: 242)
    #expect(one.passage("permit/extension") == "schedule 242 | start 242")
    #expect(one[.extensions] == 0)
    #expect(one[.lapses] == 0)
    #expect(try one.trace.tally(office: "ext").busy == hour)
    #expect(hours(one.end) == "267")
  }

  @Test func `is held by nobody who needs none`() throws {
    let one = try one("", other: 360, when: "when: {class: nobody}")
    #expect(hours(one.end) == "385")
    #expect(one[.lapses] == 0)
    #expect(one[.reapplications] == 0)
  }
}

// The matters a, b and c take 2, 4 and 8 hours, each at an office of its own.
@Suite struct `A quorum` {
  private func trace(
    _ needs: String, at arrivals: String, staff: Int = 9, rest: String = "", extra: String = "",
    reforms: String = "", design: String = "before"
  ) throws -> Trace {
    try SimulationTests.trace(
      scenarioText(
        """
        applicants: {firm: {\(arrivals)}}
        offices: {a: {staff: 9}, b: {staff: 9}, c: {staff: \(staff)}, p: {staff: 9}}
        \(rest)
        matters:
          a: {office: a, completeness: {office: a, work: 1 hours}, review: {work: 1 hours}}
          b: {office: b, review: {work: 4 hours}}
          c: {office: c, review: {work: 8 hours}, limit: {promised: 9 working days}\(extra)}
          permit: {office: p, needs: [\(needs)], review: {work: 1 hours}}
        """, reforms: reforms, designs: reforms.isEmpty ? [] : ["after: [reform]"]),
      design: design)
  }

  // b is the second, at 5: the permit from 5 to 6. c goes on to its decision at 9, and operation waits.
  @Test func `is met by the first results, and the rest goes on`() throws {
    let trace = try trace("{atLeast: 2, of: [a, b, c]}", at: needs(at: 1))
    #expect(trace.cases[0].passage("permit/review") == "schedule 5 | start 5 | complete 6")
    #expect(hours(trace.cases[0].end) == "9")
    #expect(try trace.tally(office: "c").busy == 8 * hour)
    #expect(try trace.tally(matter: "c").decisions == 1)
    #expect(try trace.tally(matter: "c").withdrawn == 0)
  }

  // One person at c. At 5 the quorum of the first and the third is met: c's person is freed from the
  // first, the third leaves the queue, the second is begun and withdrawn at 6.
  @Test func `may withdraw the rest`() throws {
    let trace = try trace(
      "{atLeast: 2, of: [a, b, c], rest: withdraw}", at: needs(at: 1, 1, 2), staff: 1)
    #expect(
      trace.cases.map { $0.passage("c/review") } == [
        "schedule 1 | start 1", "schedule 1", "schedule 2 | start 5",
      ])
    #expect(trace.cases.map { hours($0.end) } == ["6", "6", "7"])
    #expect(trace.cases.map(\.ending) == [.operating, .operating, .operating])
    let office = try trace.tally(office: "c")
    #expect(office.busy == 5 * hour)
    // The second's four hours in vain are no wait of a service.
    #expect(office.waiting == 3 * hour)
    #expect(office.waitSum == 7 * hour)
    #expect(office.services == 2)
    let matter = try trace.tally(matter: "c")
    #expect(matter.withdrawn == 3)
    #expect(matter.decisions == 0)
    #expect(matter.promised == 0)
  }

  // Operation needs the permit and one of b and c: b is there at 5. The permit waits for a and for one
  // more of b and c.
  @Test func `may stand beside other needs and before operation`() throws {
    let trace = try trace(
      "a, {atLeast: 1, of: [b, c], rest: withdraw}", at: needs(at: 1),
      rest: "mayOperate: {needs: [permit, {atLeast: 1, of: [b, c], rest: withdraw}]}")
    #expect(trace.cases[0].passage("permit/review") == "schedule 5 | start 5 | complete 6")
    #expect(hours(trace.cases[0].end) == "6")
    #expect(try trace.tally(office: "c").busy == 4 * hour)
  }

  // c would begin when b is granted: at that instant it is no longer needed.
  @Test func `withdraws what was about to begin`() throws {
    let trace = try trace(
      "{atLeast: 1, of: [b, c], rest: withdraw}", at: needs(at: 1), extra: ", after: [b]")
    #expect(trace.cases[0].instants("c/submit").isEmpty, "\(trace.cases[0].story)")
    #expect(hours(trace.cases[0].end) == "6")
  }

  // a is committed to and granted at 2; its check two days later is due whatever else is withdrawn, and
  // operation waits for the permit at 6.
  @Test func `leaves alone what has been granted on a commitment`() throws {
    let trace = try trace(
      "{atLeast: 2, of: [a, b, c], rest: withdraw}", at: needs(at: 1),
      reforms: """
          reform:
            changes:
              - commit: a
                form: permit
                claims: met
                followUp: {office: p, work: 1 hours, after: 2 calendar days, rate: 100%, detects: 100%, cure: 1 calendar days}
        """, design: "after")
    #expect(hours(trace.cases[0].end) == "6")
    #expect(trace.cases[0].passage("a/followUp/check") == "schedule 50 | start 50 | complete 51")
  }
}

extension `A quorum` {
  // b and c become one file, begun at 1 side by side; at 3 a is granted and both stop.
  @Test func `withdraws the file into which its members were merged`() throws {
    let trace = try trace(
      "{atLeast: 1, of: [a, b, c], rest: withdraw}", at: needs(at: 1),
      reforms: "  reform: {changes: [{merge: [b, c], into: both, of: [form]}]}", design: "after")
    let one = try #require(trace.cases.first)
    #expect(one.passage("b/review") == "schedule 1 | start 1")
    #expect(one.passage("c/review") == "schedule 1 | start 1")
    #expect(one.passage("permit/review") == "schedule 3 | start 3 | complete 4")
    #expect(hours(one.end) == "4")
    #expect(try trace.tally(office: "b").busy == 2 * hour)
    #expect(try trace.tally(office: "c").busy == 2 * hour)
    #expect(try trace.tally(matter: "both").withdrawn == 1)
  }

  // Without b only two are left, and both are needed: c is there at 9.
  @Test func `needs all that are left when a member is cancelled`() throws {
    let trace = try trace(
      "{atLeast: 2, of: [a, b, c], rest: withdraw}", at: needs(at: 1),
      reforms: "  reform: {changes: [{cancel: b}]}", design: "after")
    #expect(trace.cases[0].passage("permit/review") == "schedule 9 | start 9 | complete 10")
    #expect(hours(trace.cases[0].end) == "10")
  }
}

// The drawing is reviewed for `review` days and refused for a serious defect; mended, it is reviewed again
// 5 days later. With the permit of 2 days alone, the foundation takes days 2 to 22.
@Suite struct `A result moved to a later milestone` {
  private func one(_ onFailure: String, review: Int = 10) throws -> Case {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          firm: {\(needs(at: 0)), defects: {drawing: {curable: 0%, serious: 100%}}}
        offices: {bureau: {staff: 9}}
        ownWork:
          building:
            needs: [permit]
            milestones: [{foundation: {takes: 20 calendar days}}, {structure: {takes: 30 calendar days}}]
        matters:
          drawing:
            office: bureau
            review: {work: \(review * 24) hours, catches: 100%}
            reapply: {after: 5 calendar days, atMost: 1}
          permit: {office: bureau, needs: [drawing], review: {work: 48 hours}}
        """,
        reforms: """
            early: {changes: [{phase: drawing, moves: {from: permit, to: building.foundation}\(onFailure)}]}
          """, designs: ["after: [early]"]), design: "after")
    return try #require(trace.cases.first)
  }

  // Refused on day 10, granted on day 25: the structure takes days 25 to 55.
  @Test func `makes the work wait`() throws {
    let one = try one("")
    #expect(one[.needCalendar] == 55 * day)
    #expect(one[.redone] == 0)
    #expect(one[.ownWorkCalendar] == 50 * day)
  }

  // The foundation is built again from 25 to 45, the structure until 75.
  @Test func `makes the work be done again`() throws {
    let one = try one(", onFailure: redo")
    #expect(one[.needCalendar] == 75 * day)
    #expect(one[.redone] == 1)
    #expect(one[.ownWorkCalendar] == 70 * day)
  }

  // The end on day 10, eight days of building lost; on day 1 nothing has been begun.
  @Test func `makes the work be lost`() throws {
    let late = try one(", onFailure: lose")
    #expect(late.ending == .refused)
    #expect(late[.needCalendar] == 10 * day)
    #expect(late[.lost] == 1)
    #expect(late[.ownWorkCalendar] == 8 * day)
    let early = try one(", onFailure: lose", review: 1)
    #expect(early.ending == .refused)
    #expect(early[.needCalendar] == day)
    #expect(early[.lost] == 0)
  }
}

@Suite struct `Parallel approval` {
  // a finds a serious defect and refuses at 3; b, a visit of two offices, takes ten hours.
  private func trace(_ rest: String) throws -> Trace {
    try SimulationTests.trace(
      scenarioText(
        """
        applicants:
          firm: {\(needs(at: 1, 1)), defects: {a: {curable: 0%, serious: 100%}}}
        offices: {a: {staff: 2}, x: {staff: 1}, y: {staff: 1}}
        matters:
          a: {office: a, review: {work: 2 hours, catches: 100%}}
          b: {office: x, after: [a], activities: [{visit: {offices: [x, y], work: 10 hours}}]}
        """,
        reforms: "  side: {changes: [{parallel: [a, b]\(rest)}]}", designs: ["after: [side]"]),
      design: "after")
  }

  // Both visits are made in vain, until 11 and 21.
  @Test func `goes on after a refusal`() throws {
    let trace = try trace("")
    #expect(
      trace.cases.map { $0.passage("b/visit") } == [
        "schedule 1 | start 1 | complete 11", "schedule 1 | start 11 | complete 21",
      ])
    #expect(trace.cases.map { hours($0.end) } == ["3", "3"])
    #expect(try trace.tally(office: "x").busy == 20 * hour)
  }

  // At 3 the visit under way stops and the other is never made.
  @Test func `may withdraw the others`() throws {
    let trace = try trace(", onRefusal: withdraw-rest")
    #expect(
      trace.cases.map { $0.passage("b/visit") } == ["schedule 1 | start 1", "schedule 1"])
    #expect(trace.cases.map(\.ending) == [.refused, .refused])
    #expect(try trace.tally(office: "x").busy == 2 * hour)
    #expect(try trace.tally(office: "y").busy == 2 * hour)
    // Who left the queue unserved has no part in the mean wait of services.
    #expect(try trace.tally(office: "y").waiting == 0)
    #expect(try trace.tally(office: "y").waitSum == 2 * hour)
    // Two without a clock that has begun would not be counted; these were accepted at once.
    #expect(try trace.tally(matter: "b").withdrawn == 2)
  }
}

@Suite struct `A milestone of a matter` {
  private func one(_ rest: String, when: String = "", design: String = "before") throws -> Case {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1))}, nobody: {\(needs(at: 300))}}
        offices: {desk: {staff: 9}}
        ownWork: {build: {needs: [permit.first], milestones: [{frame: {takes: 10 hours}}]}}
        matters:
          permit:
            office: desk
            \(when)
            completeness: {office: desk, work: 3 hours}
            activities: [{first: {work: 2 hours, milestone: first}}, {rest: {work: 5 hours\(rest)}}]
        """,
        reforms: """
            commit:
              changes:
                - commit: permit
                  form: permit
                  claims: met
                  followUp: {office: desk, work: 1 hours, after: 1 calendar days, rate: 0%, detects: 100%, cure: 1 calendar days}
          """, designs: ["commit: [commit]"]), design: design)
    return try #require(trace.cases.first)
  }

  // Check 1–4, first 4–6: building from 6 to 16. The rest ends at 11.
  @Test func `lets work begin before the decision`() throws {
    let one = try one("")
    #expect(one.instants("build/frame", .start).map { hours($0) } == ["6"])
    #expect(one.instants("permit/decision").map { hours($0) } == ["11"])
    #expect(hours(one.end) == "16")
  }

  // The rest goes back to the check once: 4–6, 6–11, 11–14, 14–16, 16–21. Building begins once.
  @Test func `is passed once`() throws {
    let one = try one(", again: {chance: 100%, rounds: 1, from: completeness}")
    #expect(one.instants("build/frame", .start).map { hours($0) } == ["6"])
    #expect(one.instants("permit/first", .start).map { hours($0) } == ["4", "14"])
    #expect(hours(one.end) == "21")
  }

  @Test func `is there at once where the matter does not apply`() throws {
    let one = try one("", when: "when: {class: nobody}")
    #expect(one.instants("build/frame", .start).map { hours($0) } == ["1"])
    #expect(hours(one.end) == "11")
  }

  // There is no review any more: building waits for the permit, which is granted on the check at 4.
  @Test func `is the result where a commitment replaced the review`() throws {
    let one = try one("", design: "commit")
    #expect(one.instants("build/frame", .start).map { hours($0) } == ["4"])
    #expect(hours(one.end) == "14")
  }
}
