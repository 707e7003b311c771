import ApprovalModel
import Kernel
import Simulation
import Testing

// Constants, people enough, all hours: what matters side by side do together, to the day.
@Suite struct `Matters side by side` {
  private func cases(
    _ keys: String, _ design: String = "after", fire: String = "", planning: String = "",
    planningKeys: String = "", papers: Int = 24, defects: String = ""
  ) throws -> [Case] {
    let text = scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 3}\(defects)}}
      offices: {brigade: {staff: 500}, bureau: {staff: 500}, window: {staff: 500}}
      matters:
        fire:
          office: brigade
          prepare: 48 hours
          materials: 3
          completeness: {office: brigade, work: 24 hours\(fire)}
          review: {work: 48 hours, catches: 100%}
          rectify: 240 hours
          limit: {promised: 20 calendar days}
          delivery: {takes: 24 hours}
        planning:
          office: bureau
          after: [fire]
          prepare: \(papers) hours
          materials: 4
          completeness: {office: window, work: 24 hours\(planning)}
          review: {work: 96 hours, catches: 100%}
          delivery: {takes: 24 hours}
          limit: {promised: 20 calendar days}\(planningKeys)
      """,
      reforms: "  side: {changes: [{parallel: [fire, planning]\(keys)}]}",
      designs: ["after: [side]"])
    let trace = try trace(text, design: design)
    #expect(trace.cases.count > 20)
    return trace.cases
  }

  private func hours(_ one: Case, _ label: String) throws -> Int64 {
    try (one.instant(label) - one.arrival) / hour
  }

  private func days(_ one: Case, _ label: String) throws -> Int64 {
    try (one.instant(label) - one.arrival) / day
  }

  // MARK: Intake

  // One after the other 2 + 1 + 2 + 1 and 1 + 1 + 4 + 1 = 13; side by side the longer, 7. Joint: papers
  // 2 (the longer), one look at both 2, forwarding 1, planning 4, delivery 1 = 10.
  @Test(arguments: [
    ("", "before", 13, 2, 2), ("", "after", 7, 2, 2),
    (", lead: fire, intake: joint, forwarding: 24 hours", "after", 10, 1, 1),
  ])
  func `are handed in once where the intake is joint`(
    keys: String, design: String, length: Int64, submissions: Int64, trips: Int64
  ) throws {
    for one in try cases(keys, design) {
      #expect(one[.needCalendar] == length * day, "\(one.story)")
      #expect(one[.submissions] == submissions)
      #expect(one[.trips] == trips)
      #expect(one[.firstPass] == submissions)
      #expect(one[.materials] == 7)
    }
  }

  // The lead's own file is not forwarded; the clock of the other runs on the way.
  @Test func `wait for the way from the lead to the others`() throws {
    for one in try cases(", lead: brigade, intake: joint, forwarding: 24 hours") {
      #expect(try days(one, "fire/review") == 6)
      #expect(try days(one, "planning/forwarding") == 5)
      #expect(try days(one, "planning/review") == 9)
    }
  }

  // One notice for both: something is missing in planning's papers alone, both are looked at again.
  @Test func `are corrected with one notice at a joint intake`() throws {
    let missing = ", correction: {chance: 100%, rounds: 1, takes: 72 hours}"
    for one in try cases(", lead: fire, intake: joint", planning: missing) {
      #expect(one[.corrections] == 1)
      #expect(try days(one, "fire/review") == 2 + 2 + 3 + 2 + 2)
      #expect(try days(one, "planning/review") == 2 + 2 + 3 + 2 + 4)
    }
  }

  // Refused on day 2 + 2 + 4 after the intake, planning alone is handed in again, at its own window: mended
  // after 5 days, looked at 1, reviewed 4, delivered 1. The clock of fire is over since its decision.
  @Test func `are handed in again alone after a refusal`() throws {
    let text = ", lead: fire, intake: joint"
    let guilty = ", defects: {planning: {curable: 0%, serious: 100%}}"
    let again = "\n    reapply: {after: 5 calendar days, atMost: 1}"
    for one in try cases(text, planningKeys: again, defects: guilty) {
      #expect(one.ending == .operating, "\(one.story)")
      #expect(one[.submissions] == 2)
      #expect(one[.refusals] == 1)
      #expect(one[.needCalendar] == (8 + 5 + 1 + 4 + 1) * day)
      #expect(try days(one, "fire/delivery") == 7)
    }
  }

  // MARK: Closing

  // Fire is decided on day 5, planning on day 6: both are delivered on day 7, not on 6 and 7.
  @Test(arguments: [("", 6), (", closing: together", 7)])
  func `are delivered together where they close together`(keys: String, fire: Int64) throws {
    for one in try cases(keys) {
      #expect(try days(one, "fire/decision") == 5)
      #expect(try days(one, "planning/decision") == 6)
      #expect(try days(one, "fire/delivery") == fire)
      #expect(try days(one, "planning/delivery") == 7)
    }
  }

  // A refusal ends the case: nobody waits for the other for ever.
  @Test func `end where one is refused`() throws {
    let serious = ", defects: {planning: {curable: 0%, serious: 100%}}"
    for one in try cases(", closing: together, correction: all", defects: serious) {
      #expect(one.ending == .refused)
      #expect(one[.needCalendar] == 6 * day, "\(one.story)")
    }
  }

  // MARK: Corrections

  // Planning is looked at from hour 36 to 60 and corrected until 300; fire, looked at until 72, begins
  // its review only then. Each for itself it is reviewed until 120.
  @Test(arguments: [("", 120), (", correction: all", 348)])
  func `stand still where a correction of one stops all`(keys: String, fire: Int64) throws {
    let missing = ", correction: {chance: 100%, rounds: 1, takes: 240 hours}"
    for one in try cases(keys, planning: missing, papers: 36) {
      #expect(try hours(one, "fire/review") == fire, "\(one.story)")
      #expect(try hours(one, "planning/review") == 300 + 24 + 96)
      #expect(one.ending == .operating)
    }
  }

  // Fire is corrected from hour 72 to 312, planning from 60 to 108: complete again, it is looked at only
  // when fire's correction is over.
  @Test func `wait for the last of several corrections`() throws {
    func missing(_ hours: Int) -> String {
      ", correction: {chance: 100%, rounds: 1, takes: \(hours) hours}"
    }
    for one in try cases(
      ", correction: all", fire: missing(240), planning: missing(48), papers: 36)
    {
      #expect(try hours(one, "fire/review") == 312 + 24 + 48, "\(one.story)")
      #expect(try hours(one, "planning/review") == 312 + 24 + 96, "\(one.story)")
    }
  }

  // MARK: Meeting

  // Both are reviewed by day 6; the meeting takes 2 days of both offices, once.
  @Test(arguments: [(0, 5, 6), (100, 8, 8)])
  func `are discussed before anybody decides`(chance: Int, fire: Int64, planning: Int64) throws {
    let keys = ", conflictMeeting: {offices: [brigade, bureau], work: 48 hours, chance: \(chance)%}"
    for one in try cases(keys) {
      #expect(try days(one, "fire/decision") == fire, "\(one.story)")
      #expect(try days(one, "planning/decision") == planning)
      #expect(one.instants("fire/conflict-meeting").count == (chance == 0 ? 0 : 1))
    }
  }
}
