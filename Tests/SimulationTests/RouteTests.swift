import ApprovalModel
import Kernel
import ScenarioFiles
import Simulation
import Testing

// Constants, people enough, all hours: what a change makes of a route, to the day.
@Suite struct `A reformed route` {
  /// The first cases of a design; every case is alike.
  private func cases(_ text: String, _ design: String) throws -> [Case] {
    let trace = try trace(text, design: design)
    #expect(trace.cases.count > 20)
    return trace.cases
  }

  // MARK: Filing and confirmation

  private let papers = scenarioText(
    """
    applicants: {firm: {arrivals: {perCalendarDay: 3}}}
    offices: {window: {staff: 500}, bureau: {staff: 500}}
    matters:
      water:
        office: bureau
        comply: 3 calendar days
        prepare: 4 calendar days
        materials: 5
        completeness: {office: window, work: 24 hours}
        review: {work: 240 hours}
      permit: {office: bureau, needs: [water], review: {work: 24 hours}}
    """,
    reforms: """
        before: {changes: [{file: water, timing: before, receipt: {office: window, work: 48 hours}}]}
        after: {changes: [{file: water, timing: after, receipt: {office: window, work: 48 hours}}]}
        kept: {changes: [{file: water, timing: kept, receipt: {office: window, work: 48 hours}}]}
        spot: {changes: [{confirm: water}]}
      """,
    designs: ["filed: [before]", "later: [after]", "kept: [kept]", "spot: [spot]"])

  // Comply 3, papers 4, then: check 1 + review 10 + permit 1; receipt 2 + permit 1; permit 1 after the
  // compliance alone; check 1 + permit 1.
  @Test(arguments: [
    ("before", 19, 2, 2), ("filed", 10, 2, 2), ("later", 4, 2, 2), ("kept", 4, 1, 1),
    ("spot", 9, 2, 2),
  ])
  func `by filing or confirmation takes so many days`(
    design: String, days: Int64, submissions: Int64, steps: Int64
  ) throws {
    for one in try cases(papers, design) {
      #expect(one[.needCalendar] == days * day, "\(design)\n\(one.story)")
      #expect(one[.submissions] == submissions)
      #expect(one[.steps] == steps)
      #expect(one.ending == .operating)
    }
  }

  @Test func `of a filing after the start hands in while others go on`() throws {
    for one in try cases(papers, "later") {
      #expect(try one.instant("permit/submit") == one.arrival + 3 * day)
      #expect(try one.instant("water/submit") == one.arrival + 7 * day)
      #expect(try one.instant("water/receipt") == one.arrival + 9 * day)
      #expect(one[.materials] == 5)
    }
  }

  @Test func `of a filing that is kept never meets an office`() throws {
    for one in try cases(papers, "kept") {
      #expect(one.instants("water/submit").isEmpty)
      #expect(one.instants("water/receipt").isEmpty)
      #expect(one[.materials] == 0)
    }
  }

  @Test func `of a confirmation is decided on the spot, without a review`() throws {
    for one in try cases(papers, "spot") {
      #expect(one[.onTheSpot] == 1)
      #expect(one.instants("water/review").isEmpty)
      #expect(try one.instant("water/decision") == one.arrival + 8 * day)
    }
  }

  // MARK: Phases

  private func phased(serious: Int) -> String {
    scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 3}, defects: {drawing: {curable: 0%, serious: \(serious)%}}}}
      offices: {bureau: {staff: 500}}
      ownWork:
        building:
          needs: [permit]
          milestones: [{foundation: {takes: 20 calendar days}}, {structure: {takes: 30 calendar days}}]
      matters:
        drawing:
          office: bureau
          review: {work: 240 hours, catches: 100%}
          reapply: {after: 5 calendar days, atMost: 1}
        permit: {office: bureau, needs: [drawing], review: {work: 48 hours}}
      """,
      reforms: """
          early: {changes: [{phase: drawing, moves: {from: permit, to: building.foundation}, onFailure: redo}]}
        """, designs: ["after: [early]"])
  }

  // In a row: drawing 10, permit 2, foundation 20, structure 30. Overlapped: permit 2, foundation to 22,
  // the drawing is there since day 10.
  @Test func `that overlaps saves the time of the review`() throws {
    for one in try cases(phased(serious: 0), "before") { #expect(one[.needCalendar] == 62 * day) }
    for one in try cases(phased(serious: 0), "after") {
      #expect(one[.needCalendar] == 52 * day)
      #expect(one[.redone] == 0)
    }
  }

  // The drawing is refused on day 10, mended by 15, granted on 25. In a row: 25 + 2 + 20 + 30 = 77.
  // Overlapped: the foundation is ready on day 22, waits until 25 and is built again until 45: 75.
  @Test func `that overlaps builds again what a refusal made worthless`() throws {
    for one in try cases(phased(serious: 100), "before") { #expect(one[.needCalendar] == 77 * day) }
    for one in try cases(phased(serious: 100), "after") {
      #expect(one[.needCalendar] == 75 * day)
      #expect(one[.redone] == 1)
      #expect(
        one.instants("building/foundation").map { $0 - one.arrival } == [22 * day, 45 * day])
      // Own work is under way for 20, 20 and 30 days.
      #expect(one[.ownWorkCalendar] == 70 * day)
    }
  }

  // MARK: Assessment ahead

  private func zone(conforming: Int, ready: String = "") -> String {
    scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 3}}}
      offices: {bureau: {staff: 500}}
      matters:
        environment: {office: bureau, prepare: 20 calendar days, materials: 9, review: {work: 48 hours}}
        permit: {office: bureau, needs: [environment], review: {work: 24 hours}}
      """,
      reforms: """
          zone: {changes: [{ahead: environment, payer: government, cost: 3000 yuan, validity: 1 years, conforming: \(conforming)%\(ready)}]}
        """, designs: ["after: [zone]"])
  }

  @Test func `done ahead spares those who conform`() throws {
    for one in try cases(zone(conforming: 100), "after") {
      #expect(one[.needCalendar] == day)
      #expect(one[.submissions] == 1)
      #expect(one[.materials] == 0)
    }
  }

  @Test func `done ahead leaves those who do not conform their own`() throws {
    let before = try cases(zone(conforming: 0), "before")
    let after = try cases(zone(conforming: 0), "after")
    for (one, other) in zip(before, after) {
      #expect(one[.needCalendar] == 23 * day)
      #expect(other[.needCalendar] == 23 * day)
      #expect(one.events.map(\.instant) == other.events.map(\.instant))
    }
  }

  @Test func `done ahead in part spares the same applicants every time`() throws {
    let all = try cases(zone(conforming: 60), "after")
    let spared = all.count { $0[.needCalendar] == day }
    #expect(all.allSatisfy { [day, 23 * day].contains($0[.needCalendar]) })
    #expect((all.count / 3..<all.count).contains(spared))
  }

  // Ready on 11 March, seven days into the run: who comes before waits for it.
  @Test func `done ahead lets early projects wait until it is ready`() throws {
    var early = 0
    for one in try cases(zone(conforming: 100, ready: ", ready: 2024-03-11"), "after") {
      #expect(one[.needCalendar] == max(0, 7 * day - one.arrival) + day)
      if one.arrival < 7 * day { early += 1 }
    }
    #expect(early > 0)
  }

  // The government pays 3,000 yuan a year; a window of 14 days bears 14/365 of it, among all applicants.
  @Test func `done ahead costs its payer a share of the time it is valid`() throws {
    let all = try cases(zone(conforming: 60), "after")
    let share = (300_000.0 * 14 / 365 / Double(all.count)).rounded(.toNearestOrEven)
    #expect(all.allSatisfy { $0[.assessment] == Int64(share) })
  }

  // MARK: Mergers

  private func merged(_ failing: String) -> String {
    scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 3}, defects: {fire: {curable: 100%, serious: 0%}}}}
      offices: {fire: {staff: 500}, planning: {staff: 500}}
      matters:
        fire:
          office: fire
          materials: 3
          activities: [{visit: {work: 24 hours, visit: yes, catches: 100%}}]
          rectify: 2 calendar days
        planning:
          office: planning
          materials: 4
          activities: [{visit: {work: 120 hours, visit: yes}}]
      """,
      reforms: """
          joint: {changes: [{merge: [fire, planning], into: acceptance, of: [form, visit], failing: \(failing)}]}
        """, designs: ["after: [joint]"])
  }

  // The joint visit is as long as its longest part, 5 days; the failing part is put right in 2 and
  // looked at again alone in 1, or with everybody in 5.
  @Test(arguments: [("failedOnly", 8, 4), ("all", 12, 3)])
  func `with one visit repeats what failed`(
    failing: String, days: Int64, steps: Int64
  ) throws {
    for one in try cases(merged(failing), "after") {
      #expect(one[.needCalendar] == days * day, "\(one.story)")
      #expect(one[.submissions] == 1)
      #expect(one[.materials] == 7)
      #expect(one[.approvedWithChanges] == 1)
      #expect(one.ending == .operating)
      #expect(one[.steps] == 3, "one form, two visits")
    }
    // Before: side by side, five days for planning.
    for one in try cases(merged(failing), "before") {
      #expect(one[.needCalendar] == 5 * day)
      #expect(one[.submissions] == 2)
      #expect(one[.steps] == 4)
    }
  }

  // The parts keep their decisions: a serious defect of one refuses the project, whatever the other.
  @Test func `with one visit is refused when one part is`() throws {
    let text = merged("all").replacing(
      "curable: 100%, serious: 0%", with: "curable: 0%, serious: 100%")
    for one in try cases(text, "after") {
      #expect(one.ending == .refused)
      #expect(one[.needCalendar] == 5 * day)
      #expect(one[.refusals] == 1)
    }
  }

  // MARK: Inspections

  private let inspected = scenarioText(
    """
    applicants:
      firm:
        arrivals: {perCalendarDay: 3}
        attributes: {builds: 40%}
        defects: {permit: {curable: 100%, serious: 0%}}
    offices: {bureau: {staff: 500}, inspectors: {staff: 500}}
    ownWork:
      building:
        needs: [permit]
        when: {builds: yes}
        milestones: [{foundation: {takes: 20 calendar days}}]
    matters:
      permit: {office: bureau, review: {work: 24 hours}}
      annex: {office: bureau, needs: [permit], when: {builds: yes}, review: {work: 24 hours}}
      drains: {office: bureau, needs: [permit], when: {builds: yes}, review: {work: 24 hours}}
    """,
    reforms: """
        milestone: {changes: [{inspect: building.foundation, office: inspectors, work: 2 hours, rate: 100%, detects: 100%, cure: 5 calendar days}]}
        work: {changes: [{inspect: building, office: inspectors, work: 2 hours, rate: 100%, detects: 100%, cure: 5 calendar days}]}
        result: {changes: [{inspect: annex, office: inspectors, work: 2 hours, rate: 100%, detects: 100%, cure: 5 calendar days}]}
        joint: {changes: [{merge: [annex, drains], into: both, of: [form]}]}
      """,
    designs: [
      "milestone: [milestone]", "work: [work]", "result: [result]", "joint: [joint, result]",
    ])

  // The tempting wrong version inspects at the signal, which comes for whom the work does not concern.
  @Test(arguments: ["milestone", "work", "result", "joint"])
  func `is inspected only where there is something to inspect`(design: String) throws {
    let cases = try cases(inspected, design)
    for one in cases {
      let builds = !one.instants("building/foundation").isEmpty
      #expect(one[.inspections] == (builds ? 1 : 0), "\(one.story)")
      #expect(one[.orders] == (builds ? 1 : 0))
      #expect(one.ending == .operating)
    }
    #expect(Set(cases.map { $0[.inspections] }) == [0, 1])
  }

  // MARK: Limits

  @Test func `with a shorter promise is as long as before`() throws {
    let text = scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 3}}}
      offices: {bureau: {staff: 1}}
      matters: {permit: {office: bureau, review: {work: {exponential: {mean: 5 hours}}}, limit: {statutory: 10 calendar days}}}
      """, reforms: "  promise: {changes: [{limit: permit, promised: 20% of statutory}]}",
      designs: ["after: [promise]"])
    let before = try trace(text)
    let after = try trace(text, design: "after")
    #expect(before.cases.map { $0[.needCalendar] } == after.cases.map { $0[.needCalendar] })
    #expect(before.cases.map { $0[.officialDays] } == after.cases.map { $0[.officialDays] })
    #expect(try before.tally(matter: "permit").promised == 0)
    #expect(try after.tally(matter: "permit").promised == Int64(after.cases.count))
  }

  @Test func `that excludes some leaves them the old route`() throws {
    let text = scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 9}, attributes: {listed: 40%, willing: 50%}}}
      offices: {bureau: {staff: 500}}
      matters: {permit: {office: bureau, review: {work: 24 hours}}, hearing: {office: bureau, review: {work: 72 hours}}}
      """,
      reforms:
        "  lean: {for: {willing: yes}, changes: [{cancel: hearing}, {exclude: {listed: yes}}]}",
      designs: ["after: [lean]"])
    let trace = try trace(text, design: "after")
    let names = trace.compiler.names.attributes[0].map(\.name)
    let first = trace.record.layout.firstAttribute
    let listed = try #require(names.firstIndex(of: "listed"))
    let willing = try #require(names.firstIndex(of: "willing"))
    for one in trace.cases {
      // Categories stand in code-point order: no is 0, yes is 1.
      let reached = one.row[first + willing] == 1 && one.row[first + listed] == 0
      #expect(one[.reach] == (reached ? 1 : 0))
      #expect(one[.needCalendar] == (reached ? day : 3 * day))
    }
    #expect(trace.cases.contains { $0[.reach] == 1 })
  }
}

@Suite struct `A file that is sent back` {
  @Test func `is sent back as often as its cap says, also hundreds of times`() throws {
    let trace = try trace(
      scenarioText(
        window: "{from: 2024-03-04, to: 2024-03-10}",
        """
        applicants: {firm: {arrivals: {perCalendarDay: 2}}}
        offices: {window: {staff: 9}}
        matters:
          licence:
            office: window
            completeness:
              office: window
              work: 1 minutes
              correction: {chance: 100%, rounds: 300, takes: 1 minutes}
            review: {work: 1 minutes}
        """))
    #expect(!trace.cases.isEmpty)
    #expect(trace.cases.allSatisfy { $0[.corrections] == 300 })
  }
}

@Suite struct `An attribute` {
  @Test func `with more than 64 categories is refused`() throws {
    let shares = (0..<70).map { "c\($0): \($0 == 0 ? 31 : 1)%" }.joined(separator: ", ")
    let text = scenarioText(
      window: "{from: 2024-03-04, to: 2024-03-10}",
      """
      applicants: {firm: {arrivals: {perCalendarDay: 2}, attributes: {zone: {\(shares)}}}}
      offices: {window: {staff: 9}}
      matters: {licence: {office: window, review: {work: 1 minutes}}}
      """)
    let scenario = try #require(
      parseScenario(Array(text.utf8), file: "zones.yaml").scenario)
    #expect(throws: CompileError.self) {
      _ = try StudyCompiler(scenario, designs: scenario.designs)
    }
  }
}

@Suite struct `Matters that do not concern an applicant` {
  /// Two matters side by side after a first one; `hollow` ones, which nobody needs, stand between.
  private func scenario(hollow: Bool) -> String {
    let between = """
        idle-a: {office: b, needs: [first], when: {size: large}, review: {work: 1 hours}}
        idle-b: {office: b, needs: [idle-a], when: {size: large}, prepare: 1 working days, review: {work: 1 hours}}
        idle-c: {office: a, needs: [first], when: {size: large}, review: {work: 1 hours}}
      """
    return scenarioText(
      calendar: "beijing",
      """
      applicants:
        firm: {arrivals: {perWorkingDay: 30}, attributes: {size: {small: 100%, large: 0%}}}
        shop: {arrivals: {perWorkingDay: 9, batches: {1: 50%, 4: 50%}}, attributes: {size: {small: 100%, large: 0%}}}
      offices:
        a: {staff: 2}
        b: {staff: 2}
      matters:
        first: {office: a, review: {work: {exponential: {mean: 15 minutes}}}}
      \(hollow ? between : "")
        second:
          office: b
          needs: [\(hollow ? "idle-b, idle-c" : "first")]
          review: {work: {uniform: [5 minutes, 25 minutes]}}
        third:
          office: a
          needs: [\(hollow ? "first, idle-a" : "first")]
          prepare: {triangular: [1 working days, 2 working days, 5 working days]}
          review: {work: 10 minutes}
      """)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `change nothing of a route in which they stand`(seed: UInt64) throws {
    let plain = try trace(scenario(hollow: false), seed: seed)
    let longer = try trace(scenario(hollow: true), seed: seed)
    #expect(plain.cases.count > 200)
    #expect(longer.lines().contains { $0.contains("idle") } == false)
    #expect(plain.results == longer.results, "seed \(seed)")
    #expect(plain.lines() == longer.lines(), "seed \(seed)")
    #expect(plain.record.tallies.offices == longer.record.tallies.offices, "seed \(seed)")
  }

  @Test func `may be hundreds in a row`() throws {
    let chain = (1...300).map { n in
      "  idle-\(n): {office: a, needs: [\(n == 1 ? "first" : "idle-\(n - 1)")], when: {size: large}, review: {work: 1 hours}}"
    }
    let run = try trace(
      scenarioText(
        calendar: "beijing",
        """
        applicants:
          firm: {arrivals: {perWorkingDay: 2}, attributes: {size: {small: 100%, large: 0%}}}
        offices:
          a: {staff: 1}
        matters:
          first: {office: a, review: {work: 15 minutes}}
        \(chain.joined(separator: "\n"))
          last: {office: a, needs: [idle-300], review: {work: 15 minutes}}
        """), seed: 1)
    #expect(run.cases.count > 5)
    #expect(
      run.cases.allSatisfy { $0.ending == .operating && $0.instants("last/review") == [$0.end] })
  }
}
