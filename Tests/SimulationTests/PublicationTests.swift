import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `The result of a check` {
  /// Three needs at once, granted and checked at once; one person publishes one after the other.
  private func text(
    work: String, within: String, rest: String = "", arrivals: String = needs(at: 0, 0, 0),
    serious: String = "0%", lists: String = "", more: String = ""
  ) -> String {
    scenarioText(
      """
      \(lists)applicants:
        firm: {\(arrivals), firms: 1, defects: {licence: {curable: 0%, serious: \(serious)}}}
      offices: {permits: {staff: 9}, inspectors: {staff: 9}, registry: {staff: 1}}
      matters:
        licence: {office: permits, review: {work: 0 hours}}\(rest)
      """,
      reforms: """
          checks:
            changes:
              - inspect: licence
                office: inspectors
                work: 1 hours
                visit: yes
                rate: 100%
                detects: 100%
                publish: {office: registry, work: \(work), within: \(within)}
        \(more)
        """, designs: ["after: [checks]"])
  }

  // Checked by hour 1; published by hours 11, 21 and 31: limits of 24 hours end at hour 25.
  @Test func `waits in the office's queue and is in time or late`() throws {
    let trace = try trace(text(work: "10 hours", within: "24 hours"), design: "after")
    #expect(trace.cases.count == 3)
    for one in trace.cases { #expect(one[.resultsDue] == 1) }
    #expect(trace.cases.map { $0[.publishedInTime] }.reduce(0, +) == 2)
    let published = trace.cases.flatMap { $0.instants("inspect/licence/publish") }.sorted()
    #expect(published == [11 * hour, 21 * hour, 31 * hour])
    // Thirty hours of one person; the applicant waits for none of them.
    #expect(try trace.tally(office: "registry").busy == 30 * hour)
    for one in trace.cases { #expect(one[.needCalendar] == 0) }
  }

  // The second is public at hour 25, when its limit ends.
  @Test func `is in time at the very end of the limit`() throws {
    let trace = try trace(text(work: "12 hours", within: "24 hours"), design: "after")
    #expect(trace.cases.map { $0[.publishedInTime] }.reduce(0, +) == 2)
    #expect(trace.cases.map { $0[.resultsDue] }.reduce(0, +) == 3)
  }

  // Found at hour 1 and public at hour 11: who comes at hour 5 is not yet on the list, at hour 20 it is.
  @Test func `puts who was found on the list when it is published`() throws {
    let text = text(
      work: "10 hours", within: "24 hours",
      rest: "\n  guard: {office: permits, when: {onList: dishonest}, review: {work: 3 hours}}",
      arrivals: needs(at: 0, 5, 20), serious: "100%",
      lists: "creditLists: {dishonest: {exit: automatic}}\n",
      more: "      - sanction: {serious: {then: cure}, list: dishonest}")
    #expect(
      try trace(text, design: "after").cases.map { $0[.needCalendar] } == [0, 0, 3 * hour])
    let unpublished = text.replacing(/\n +publish: .*/, with: "")
    #expect(
      try trace(unpublished, design: "after").cases.map { $0[.needCalendar] }
        == [0, 3 * hour, 3 * hour])
  }

  /// A result that is due is late when nobody publishes it, and not counted before its limit ends.
  @Test func `is late when nobody comes to it`() throws {
    let text = text(work: "10 hours", within: "24 hours").replacing(
      "registry: {staff: 1}", with: "registry: {staff: 1, staffing: [{staff: 0, from: 2024-03-04}]}"
    )
    let soon = try trace(text, design: "after")
    #expect(soon.cases.map { $0[.resultsDue] } == [1, 1, 1])
    #expect(soon.cases.map { $0[.publishedInTime] } == [0, 0, 0])
    let long = try trace(
      text.replacing("within: 24 hours", with: "within: 10 years"), design: "after")
    #expect(long.cases.map { $0[.resultsDue] } == [0, 0, 0])
  }
}

@Suite struct `A licence taken away` {
  private func cases(_ then: String, stop: String = "stop: 60 calendar days, ") throws -> [Case] {
    try trace(
      scenarioText(
        """
        applicants:
          firm: {arrivals: {perCalendarDay: 3}, defects: {licence: {curable: 0%, serious: 100%}}}
        offices: {permits: {staff: 500}, inspectors: {staff: 500}}
        matters:
          licence: {office: permits, prepare: 24 hours, review: {work: 48 hours, catches: 100%}}
        """,
        reforms: """
            reform:
              changes:
                - commit: licence
                  form: permit
                  claims: met
                  prepare: 24 hours
                  followUp: {office: inspectors, work: 24 hours, rate: 100%, detects: 100%, after: 10 calendar days, cure: 5 calendar days}
                - sanction: {curable: {order: 5 calendar days}, serious: {\(stop)then: \(then)}}
          """, designs: ["after: [reform]"]), design: "after"
    ).cases
  }

  // Operating from day 1, checked by day 12: eleven days with the defect, then stopped for good.
  @Test func `stops the applicant for good and ends the case`() throws {
    for one in try cases("disqualify") {
      #expect(one.ending == .disqualified)
      #expect(one[.needCalendar] == day)
      #expect(one[.exposure] == 11 * day)
      #expect(one[.disqualifications] == 1)
      #expect(one[.revocations] == 0)
      #expect(one[.stops] == 1)
      // The ordinary route is not for it: one submission, and the defect is there to the end.
      #expect(one[.submissions] == 1)
      #expect(one[.defectsMissed] == 1)
    }
  }

  // Without a stop the order comes first: five days more.
  @Test func `comes after the order where there is no stop`() throws {
    for one in try cases("disqualify", stop: "") {
      #expect(one.ending == .disqualified)
      #expect(one[.exposure] == 16 * day)
      #expect(one[.orders] == 1)
    }
  }

  @Test func `is another thing than one revoked`() throws {
    for one in try cases("revoke") {
      #expect(one.ending == .operating)
      #expect(one[.disqualifications] == 0)
      #expect(one[.revocations] == 1)
      #expect(one[.submissions] == 2)
      #expect(one[.defectsMissed] == 0)
    }
  }
}
