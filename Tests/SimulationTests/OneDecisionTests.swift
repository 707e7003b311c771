import ApprovalModel
import Kernel
import Simulation
import Testing

// Constants, people enough, all hours: one decision in place of two, to the day.
@Suite struct `One decision in place of several` {
  private func cases(
    _ design: String, fire: String, planning: String = "curable: 0%, serious: 0%",
    falseAlarm: Int = 0
  )
    throws -> [Case]
  {
    let text = scenarioText(
      """
      sources: {rule: {title: 联合验收规定, status: undated}}
      applicants:
        firm: {arrivals: {perCalendarDay: 3}, defects: {fire: {\(fire)}, planning: {\(planning)}}}
      offices: {brigade: {staff: 500}, bureau: {staff: 500}}
      matters:
        fire:
          office: brigade
          prepare: 24 hours
          review: {work: 48 hours, catches: 100%, falseAlarm: \(falseAlarm)%}
          rectify: 240 hours
          delivery: {takes: 24 hours, trip: yes}
          reapply: {after: 2 calendar days, atMost: 1}
        planning:
          office: bureau
          prepare: 24 hours
          review: {work: 72 hours, catches: 100%}
          rectify: 96 hours
          delivery: {takes: 48 hours, trip: yes}
          reapply: {after: 5 calendar days, atMost: 3}
      """,
      reforms: """
          each: {changes: [{merge: [fire, planning], into: acceptance, of: [form]}]}
          one: {source: rule, changes: [{merge: [fire, planning], into: acceptance, of: [form], decision: one}]}
        """,
      designs: ["each: [each]", "one: [one]"])
    let trace = try trace(text, design: design)
    #expect(trace.cases.count > 20)
    return trace.cases
  }

  // Papers 1, reviews 3 (the longer), mending 10 (the longer): two decisions are delivered one after the
  // other in 1 and 2 days, one in 2.
  @Test(arguments: [("each", 17, 2, 3), ("one", 16, 1, 2)])
  func `is put right once and fetched once`(
    design: String, days: Int64, changes: Int64, trips: Int64
  ) throws {
    let curable = "curable: 100%, serious: 0%"
    for one in try cases(design, fire: curable, planning: curable) {
      #expect(one[.needCalendar] == days * day, "\(one.story)")
      #expect(one[.approvedWithChanges] == changes)
      #expect(one[.trips] == trips)
      #expect(one.ending == .operating)
      #expect(one[.defectsMissed] == 0)
    }
  }

  // What only one of two needs does not wait for the other: fire 10 days, planning 4.
  @Test func `waits for those alone who have something to mend`() throws {
    let curable = "curable: 100%, serious: 0%"
    for one in try cases("one", fire: "curable: 0%, serious: 0%", planning: curable) {
      #expect(one[.needCalendar] == 10 * day, "\(one.story)")
    }
  }

  // Fire is refused on day 4. Its own decision: mended on day 6, granted, delivered until 9. The one
  // decision: the whole is refused, handed in again after the longer 5 days on day 9, reviewed until 12,
  // delivered until 14.
  @Test(arguments: [("each", 9, 1), ("one", 14, 2)])
  func `refuses the whole for one part`(design: String, days: Int64, submissions: Int64) throws {
    for one in try cases(design, fire: "curable: 0%, serious: 100%") {
      #expect(one[.needCalendar] == days * day, "\(one.story)")
      #expect(one[.submissions] == submissions)
      #expect(one[.refusals] == 1)
      #expect(one[.reapplications] == 1)
      #expect(one.ending == .operating)
    }
  }

  @Test(arguments: [("each", 2), ("one", 1)])
  func `is one refusal where several parts fail`(design: String, refusals: Int64) throws {
    let serious = "curable: 0%, serious: 100%"
    for one in try cases(design, fire: serious, planning: serious) {
      #expect(one[.refusals] == refusals)
      #expect(one[.wrongRefusals] == 0)
    }
  }

  // Refused wrongly on days 4 and 12; handed in again once, as the stricter part allows.
  @Test func `allows as many applications as the strictest part`() throws {
    for one in try cases("one", fire: "curable: 0%, serious: 0%", falseAlarm: 100) {
      #expect(one.ending == .wronglyRefused)
      #expect(one[.needCalendar] == 12 * day, "\(one.story)")
      #expect(one[.refusals] == 2)
      #expect(one[.wrongRefusals] == 2)
    }
  }
}
