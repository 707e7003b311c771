import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `Perfect detection` {
  private let text = scenarioText(
    """
    applicants:
      firm: {arrivals: {perCalendarDay: 20}, defects: {licence: {curable: 30%, serious: 20%}}}
    offices: {window: {staff: 500}, permits: {staff: 500}, inspectors: {staff: 500}}
    matters:
      licence:
        office: permits
        comply: {exponential: {mean: 20 hours}}
        prepare: {exponential: {mean: 20 hours}}
        completeness: {office: window, work: 10 minutes}
        review: {work: {exponential: {mean: 5 hours}}, catches: 100%, falseAlarm: 0%}
        rectify: 10 hours
    """,
    reforms: """
        commitment:
          changes:
            - commit: licence
              form: permit
              claims: met
              followUp: {office: inspectors, work: 0 hours, visit: yes, after: 0 calendar days, rate: 100%, detects: 100%, cure: 0 calendar days}
      """, designs: ["after: [commitment]"])

  @Test func `leaves no exposure and misses nothing in the ordinary route`() throws {
    let trace = try trace(text)
    #expect(trace.cases.count > 200)
    for one in trace.cases {
      #expect(one[.exposure] == 0)
      #expect(one[.defectsMissed] == 0)
      #expect(one[.wrongRefusals] == 0)
      #expect(one[.foundBefore] == one[.defects])
      // Serious is refused, curable is approved with changes.
      #expect(one[.defects] == one[.refusals] + one[.approvedWithChanges])
      #expect((one.ending == .refused) == (one[.refusals] == 1))
    }
    #expect(trace.cases.contains { $0[.refusals] == 1 })
    #expect(trace.cases.contains { $0[.approvedWithChanges] == 1 })
  }

  @Test func `leaves no exposure and misses nothing under a commitment`() throws {
    let trace = try trace(text, design: "after")
    for one in trace.cases {
      #expect(one.ending == .operating)
      #expect(one[.exposure] == 0)
      #expect(one[.defectsMissed] == 0)
      #expect(one[.foundAfter] == one[.defects])
      #expect(one[.inspections] == 1)
      #expect(one[.wrongFindings] == 0)
    }
    #expect(trace.cases.contains { $0[.revocations] == 1 })
    #expect(trace.cases.contains { $0[.orders] == 1 && $0[.revocations] == 0 })
  }

  @Test func `meets the same defects in both routes`() throws {
    let before = try trace(text).cases.map { $0[.defects] }
    let after = try trace(text, design: "after").cases.map { $0[.defects] }
    #expect(before == after)
  }
}

// Every case is alike: constants, people enough, all hours; days are exact.
@Suite struct `A defect` {
  private func cases(
    curable: Int, serious: Int, matter: String, rest: String = "", reforms: String = "",
    design: String = "before"
  ) throws -> [Case] {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          firm: {arrivals: {perCalendarDay: 3}, defects: {licence: {curable: \(curable)%, serious: \(serious)%}}}
        offices: {window: {staff: 500}, permits: {staff: 500}, inspectors: {staff: 500}}
        \(rest)
        matters:
          licence:
            office: permits
        """ + matter.split(separator: "\n").map { "\n    \($0)" }.joined(), reforms: reforms,
        designs: reforms.isEmpty ? [] : ["after: [reform]"]), design: design)
    #expect(trace.cases.count > 20)
    return trace.cases
  }

  // Review one day, serious defect: refused on day 1, the end.
  @Test func `that is serious and found is refused`() throws {
    for one in try cases(
      curable: 0, serious: 100, matter: "review: {work: 24 hours, catches: 100%}")
    {
      #expect(one.ending == .refused)
      #expect(one[.needCalendar] == day)
      #expect(one[.wrongRefusals] == 0)
      #expect(one[.exposure] == 0)
      #expect(one[.defectsMissed] == 0)
    }
  }

  // Refused on day 1, mended by day 11, reviewed again until day 12.
  @Test func `that is mended is granted when applied for again`() throws {
    let matter = """
      prepare: 24 hours
      review: {work: 24 hours, catches: 100%}
      reapply: {after: 10 calendar days, atMost: 2}
      """
    for one in try cases(curable: 0, serious: 100, matter: matter) {
      #expect(one.ending == .operating)
      // Papers are made once; day 1 to 2 review, to 12 mending, to 13 review.
      #expect(one[.needCalendar] == 13 * day)
      #expect(one[.refusals] == 1)
      #expect(one[.reapplications] == 1)
      #expect(one[.submissions] == 2)
      #expect(one[.exposure] == 0)
      #expect(one[.defectsMissed] == 0)
    }
  }

  // A compliant applicant flagged each time: 1 + 10 + 1 + 10 + 1 days, three refusals, all of them wrong.
  @Test func `seen where there is none is a wrong refusal`() throws {
    let matter = """
      review: {work: 24 hours, catches: 100%, falseAlarm: 100%}
      reapply: {after: 10 calendar days, atMost: 2}
      """
    for one in try cases(curable: 0, serious: 0, matter: matter) {
      #expect(one.ending == .wronglyRefused)
      #expect(one[.needCalendar] == 23 * day)
      #expect(one[.refusals] == 3)
      #expect(one[.wrongRefusals] == 3)
    }
  }

  @Test func `is no reason for a false alarm`() throws {
    let matter = "review: {work: 24 hours, catches: 0%, falseAlarm: 100%}"
    for one in try cases(curable: 100, serious: 0, matter: matter) {
      #expect(one[.wrongRefusals] == 0)
      #expect(one.ending == .operating)
    }
  }

  // Review one day, then five days to put it right: approved with changes on day 6.
  @Test func `that is curable and found is put right, then approved with changes`() throws {
    let matter = "review: {work: 24 hours, catches: 100%}\nrectify: 5 calendar days"
    for one in try cases(curable: 100, serious: 0, matter: matter) {
      #expect(one.ending == .operating)
      #expect(one[.needCalendar] == 6 * day)
      #expect(one[.approvedWithChanges] == 1)
      #expect(one[.refusals] == 0)
      #expect(one[.exposure] == 0)
      // Gross: six days; the five of the rectification are the applicant's.
      #expect(one[.grossDays] == 6)
      #expect(one[.officialDays] == 1)
    }
  }

  // Nobody ever looks: operated with the defect for the whole year of observation.
  @Test func `that is missed exposes for the time observed`() throws {
    for one in try cases(curable: 0, serious: 100, matter: "review: {work: 24 hours, catches: 0%}")
    {
      #expect(one.ending == .operating)
      #expect(one[.exposure] == 365 * day)
      #expect(one[.defectsMissed] == 1)
    }
  }

  // MARK: Commitments

  private func commitment(_ claims: String, _ followUp: String, more: String = "") -> String {
    """
      reform:
        changes:
          - commit: licence
            form: permit
            claims: \(claims)
            prepare: 24 hours
            materials: 4
            signing: {office: window, work: 24 hours}
            followUp: {office: inspectors, work: 24 hours, visit: yes, rate: 100%, detects: 100%, \(followUp)}
    \(more)
    """
  }

  private let ordinary = """
    comply: 40 calendar days
    prepare: 5 calendar days
    materials: 13
    review: {work: 48 hours, catches: 100%}
    """

  // Papers 1 day, signing 1 day: granted on day 2. Compliance takes 40 days from the grant: operation
  // on day 42, twelve days after what was promised.
  @Test(arguments: [(30, Int64(1)), (40, 0), (50, 0)])
  func `aside, granted and operating are two events`(promised: Int, late: Int64) throws {
    let trace = try cases(
      curable: 0, serious: 0, matter: ordinary + "\nfee: 10 yuan",
      reforms: commitment(
        "{willMeet: \(promised) calendar days}", "after: 60 calendar days, cure: 20 calendar days"),
      design: "after")
    for one in trace {
      #expect(try one.instant("licence/decision") == one.arrival + 2 * day)
      #expect(one[.needCalendar] == 42 * day)
      #expect(one[.lateCommitments] == late)
      #expect(one[.onTheSpot] == 1)
      #expect(one[.materials] == 4)
      #expect(one[.exposure] == 0)
    }
  }

  // Claimed as met, compliance comes before the papers, as in the ordinary route: 40 + 1 + 1 days.
  @Test func `aside, a claim of conditions met is made after meeting them`() throws {
    let trace = try cases(
      curable: 0, serious: 0, matter: ordinary,
      reforms: commitment("met", "after: 60 calendar days, cure: 20 calendar days"), design: "after"
    )
    for one in trace {
      #expect(try one.instant("licence/submit") == one.arrival + 41 * day)
      #expect(one[.needCalendar] == 42 * day)
    }
  }

  // Operation from day 42. Check from day 12 to 13 finds a curable defect, order until day 33: cured
  // before anybody operates. With a check after 60 days: 62–63, order until 83: 41 days of exposure.
  @Test(arguments: [(10, Int64(0)), (60, 41)])
  func `that is curable and found later exposes until it is cured`(
    after: Int, exposed: Int64
  ) throws {
    let trace = try cases(
      curable: 100, serious: 0, matter: ordinary,
      reforms: commitment(
        "{willMeet: 50 calendar days}", "after: \(after) calendar days, cure: 20 calendar days"),
      design: "after")
    for one in trace {
      #expect(one[.needCalendar] == 42 * day)
      #expect(one[.exposure] == exposed * day)
      #expect(one[.orders] == 1)
      #expect(one[.revocations] == 0)
      #expect(one[.defectsMissed] == 0)
      #expect(one[.visits] == 1)
    }
  }

  // Granted and operating on day 42, checked 52–53, order until day 73, then revoked: 31 days exposed.
  // The ordinary route follows: comply, papers of 5 days with 13 documents, review of 2 days.
  @Test func `that is serious and found later ends the permit, and the ordinary route begins`()
    throws
  {
    let trace = try cases(
      curable: 0, serious: 100, matter: ordinary,
      reforms: commitment("met", "after: 10 calendar days, cure: 20 calendar days"), design: "after"
    )
    for one in trace {
      #expect(one.ending == .operating)
      #expect(one[.needCalendar] == 42 * day)
      #expect(one[.exposure] == 31 * day)
      #expect(one[.revocations] == 1)
      #expect(one[.submissions] == 2)
      #expect(one[.materials] == 17)
      #expect(one[.defectsMissed] == 0)
      #expect(try one.instant("licence/review") == one.arrival + (73 + 40 + 5 + 2) * day)
    }
  }

  @Test func `that is found stops operation at once where there is no order`() throws {
    let trace = try cases(
      curable: 0, serious: 100, matter: ordinary,
      reforms: commitment("met", "after: 10 calendar days"), design: "after")
    for one in trace {
      // Checked from day 52 to 53, operating since day 42.
      #expect(one[.exposure] == 11 * day)
      #expect(one[.revocations] == 1)
    }
  }

  // MARK: Sanctions

  // Permit on day 1, foundation to day 31, inspected to day 32: sixty days of standstill. The structure
  // has had one day; it takes 70 and ends on day 31 + 70 + 60 = 161.
  @Test func `that is serious stops construction for the length of the sanction`() throws {
    let trace = try cases(
      curable: 0, serious: 100, matter: "review: {work: 24 hours, catches: 0%}",
      rest: """
        ownWork:
          building:
            needs: [licence]
            milestones: [{foundation: {takes: 30 calendar days}}, {structure: {takes: 70 calendar days}}]
        """,
      reforms: """
          reform:
            changes:
              - inspect: [building.foundation]
                offices: [inspectors]
                rate: 100%
                work: 24 hours
                detects: 100%
              - sanction: {curable: {order: 20 calendar days, fine: 100 yuan}, serious: {stop: 60 calendar days, fine: 900 yuan, then: cure}}
        """, design: "after")
    for one in trace {
      #expect(one[.needCalendar] == 161 * day)
      #expect(one[.ownWorkCalendar] == 160 * day)
      #expect(one[.stops] == 1)
      #expect(one[.fine] == 900_00)
      #expect(one[.exposure] == 0)
      #expect(one[.defectsMissed] == 0)
    }
  }

  @Test func `that is serious can end the project with the land handed back`() throws {
    let trace = try cases(
      curable: 0, serious: 100, matter: "review: {work: 24 hours, catches: 0%}",
      rest: """
        ownWork:
          building:
            needs: [licence]
            milestones: [{foundation: {takes: 30 calendar days}}, {structure: {takes: 70 calendar days}}]
        """,
      reforms: """
          reform:
            changes:
              - inspect: [building.foundation]
                offices: [inspectors]
                rate: 100%
                work: 24 hours
                detects: 100%
              - sanction: {serious: {stop: 60 calendar days, then: land-exit}}
        """, design: "after")
    for one in trace {
      #expect(one.ending == .landExit)
      #expect(one[.needCalendar] == 92 * day)
      #expect(one[.landExits] == 1)
    }
  }

  // Pledged and recorded by day 1 (operation needs no more); verified at the milestone on day 31–32,
  // order of 20 days: exposed from the end of the work on day 31 to day 52.
  @Test func `in what was pledged is found where it is verified`() throws {
    let trace = try cases(
      curable: 100, serious: 0, matter: "review: {work: 240 hours, catches: 100%}",
      rest: """
        ownWork:
          building: {needs: [licence], milestones: [{foundation: {takes: 30 calendar days}}]}
        """,
      reforms: """
          reform:
            changes:
              - commit: licence
                form: pledge
                record: {office: window, work: 24 hours}
                verifiedAt: [{at: building.foundation, by: {office: inspectors, work: 24 hours, visit: yes, rate: 100%, detects: 100%}}]
                cure: 20 calendar days
        """, design: "after")
    for one in trace {
      #expect(one[.needCalendar] == 31 * day)
      #expect(one[.exposure] == 21 * day)
      #expect(one[.inspections] == 1)
      #expect(one.instants("licence/review").isEmpty)
    }
  }
}

@Suite struct `A demand` {
  @Test func `that is not made of the applicant cannot be failed`() throws {
    let trace = try trace(
      scenarioText(
        window: "{from: 2024-03-04, to: 2024-03-31}",
        """
        applicants:
          firm:
            arrivals: {perCalendarDay: 20}
            attributes: {big: 30%}
            defects: {fire: {curable: 60%, serious: 40%}}
        offices: {permits: {staff: 9}}
        matters:
          licence: {office: permits, review: {work: 1 hours}}
          fire: {office: permits, when: {big: yes}, review: {work: 1 hours}}
        """))
    let concerned = trace.cases.filter { !$0.instants("fire/review").isEmpty }
    #expect(concerned.count > 50 && concerned.count < trace.cases.count)
    for one in trace.cases {
      #expect(one[.defects] == (one.instants("fire/review").isEmpty ? 0 : 1))
    }
  }
}
