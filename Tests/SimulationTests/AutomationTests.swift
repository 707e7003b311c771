import ApprovalModel
import Kernel
import Simulation
import Testing

// Constants, people enough, all hours: what a machine does to days and to the work of offices.
@Suite struct `A rule engine` {
  private func text(
    _ keys: String, defects: String = "curable: 0%, serious: 0%", falseAlarm: Int = 0
  )
    -> String
  {
    scenarioText(
      """
      applicants:
        firm:
          arrivals: {perCalendarDay: 40}
          attributes: {risk: {low: 70%, high: 30%}}
          defects: {permit: {\(defects)}}
      offices: {window: {staff: 900}, bureau: {staff: 900}}
      matters:
        permit:
          office: bureau
          comply: 5 calendar days
          prepare: 24 hours
          materials: 4
          completeness: {office: window, work: 24 hours, correction: {chance: 50%, rounds: 1, takes: 48 hours}}
          activities:
            - papers: {work: 72 hours, catches: 100%, falseAlarm: \(falseAlarm)%, milestone: checked}
            - notice: {wait: 120 hours}
          rectify: 240 hours
          limit: {promised: 5 calendar days}
          delivery: {takes: 24 hours}
      ownWork: {digging: {needs: [permit.checked], milestones: [{pit: {takes: 1 hours}}]}}
      """,
      reforms: """
          machine: {changes: [{automate: permit, \(keys)}]}
        """,
      designs: ["after: [machine]"])
  }

  private func risk(_ one: Case) -> String {
    one.trace.compiler.names.attributes[0][0].categories[
      Int(one.row[one.trace.record.layout.firstAttribute])]
  }

  // Comply 5 and papers 1 day, then the window 1 (again after 2 if something is missing), review 3,
  // notice 5, delivery 1: 16 days, or 19 with a correction. By the machine comply 5, papers 1, at once,
  // delivery 1: 7 days, or 9 with the same correction. Automating everybody would spare the high risks
  // as well.
  @Test func `decides the eligible at once and leaves the rest as they were`() throws {
    let both = text("eligible: {low: 100%, high: 0%}, catches: 100%")
    let before = try trace(both).cases
    let after = try trace(both, design: "after").cases
    for (old, new) in zip(before, after) {
      let corrections = old[.corrections]
      #expect(old[.needCalendar] == (16 + 3 * corrections) * day)
      #expect(new[.corrections] == corrections)
      let isLow = risk(new) == "low"
      #expect(new[.needCalendar] == (isLow ? 7 + 2 * corrections : old[.needCalendar] / day) * day)
      #expect(new[.onTheSpot] == (isLow ? 1 : 0))
      for count in [CaseCount.materials, .trips, .submissions, .firstPass, .steps] {
        #expect(new[count] == old[count])
      }
      #expect(new.ending == .operating)
    }
    #expect(Set(after.map(risk)) == ["low", "high"])
    #expect(Set(before.map { $0[.corrections] }) == [0, 1])
  }

  // The machine occupies nobody: the offices have the work of the high risks alone.
  @Test func `takes the work of the eligible off the offices`() throws {
    let both = text("eligible: {low: 100%, high: 0%}, takes: 5 minutes, catches: 100%")
    let before = try trace(both)
    let after = try trace(both, design: "after")
    let high = after.cases.count { risk($0) == "high" }
    let share = Double(high) / Double(after.cases.count)
    for office in ["bureau", "window"] {
      let old = try before.tally(office: office)
      let new = try after.tally(office: office)
      // A correction is looked at again at the window.
      let seen = { (one: Case) in 1 + (office == "window" ? one[.corrections] : 0) }
      #expect(old.services == before.cases.reduce(0) { $0 + seen($1) })
      #expect(
        new.services == after.cases.reduce(0) { $0 + (risk($1) == "high" ? seen($1) : 0) })
      // Of the work in the window the high risks have their share, but for the edges of the window.
      #expect(abs(Double(new.busy) / Double(old.busy) - share) < 0.1)
    }
  }

  // The clock runs as for a manual file: from the complete file to the decision, 5 minutes of a day.
  @Test func `keeps the clock of a manual file`() throws {
    let all = text("eligible: 100%, takes: 5 minutes, catches: 100%")
    let before = try trace(all)
    let after = try trace(all, design: "after")
    #expect(try before.tally(matter: "permit").withinPromised == 0)
    let tally = try after.tally(matter: "permit")
    #expect(tally.decisions == after.cases.count)
    #expect(tally.withinPromised == tally.decisions)
    for one in after.cases {
      #expect(one[.needCalendar] == (7 + 2 * one[.corrections]) * day + 5 * minute)
      #expect(one.lengths("permit/automate") == [5 * minute])
    }
  }

  // The rules find every defect, people refuse: comply 5, papers 1, review 3 and notice 5 days. A machine
  // that refused by itself would end on day 6; one that looked for nothing would let all operate.
  @Test func `leaves it to people to refuse`() throws {
    let guilty = text("eligible: 100%, catches: 100%", defects: "curable: 0%, serious: 100%")
    for one in try trace(guilty, design: "after").cases {
      #expect(one.ending == .refused)
      #expect(one[.needCalendar] == (14 + 2 * one[.corrections]) * day)
      #expect(one[.foundBefore] == 1)
      #expect(one[.onTheSpot] == 0)
    }
    let blind = guilty.replacing("catches: 100%}]", with: "catches: 0%}]")
    for one in try trace(blind, design: "after").cases {
      #expect(one.ending == .operating)
      #expect(one[.defectsMissed] == 1)
    }
  }

  // Flagged though compliant: the file goes to people, who find nothing wrong; nobody is refused.
  @Test func `sends those it flags wrongly to people, who look afresh`() throws {
    let flagged = text("eligible: 100%, catches: 100%, falseAlarm: 100%")
    for one in try trace(flagged, design: "after").cases {
      #expect(one.ending == .operating)
      #expect(one[.needCalendar] == (15 + 2 * one[.corrections]) * day)
      #expect(one[.wrongRefusals] == 0)
      #expect(one[.onTheSpot] == 0)
    }
  }

  // What waits for a milestone of the review goes on when the machine has decided.
  @Test func `passes the milestones of the review that it spares`() throws {
    let all = text("eligible: 100%, catches: 100%")
    for one in try trace(all, design: "after").cases {
      #expect(try one.instant("permit/decision") == one.arrival + (6 + 2 * one[.corrections]) * day)
      #expect(one.ending == .operating)
    }
  }

  // Friday 17:00, the desk opens on Monday: the machine decides on Friday, people on Monday.
  @Test func `works at night and on weekends`() throws {
    let text = scenarioText(
      calendar: "beijing",
      """
      applicants: {firm: {arrivals: {list: [2024-03-08 17:59]}}}
      offices: {bureau: {staff: 1}}
      matters: {permit: {office: bureau, review: {work: 1 hours}}}
      """,
      reforms: """
          machine: {changes: [{automate: permit, eligible: 100%, takes: 3 hours}]}
        """,
      designs: ["after: [machine]"])
    #expect(try trace(text).cases.map { $0[.needCalendar] } == [64 * hour])
    #expect(try trace(text, design: "after").cases.map { $0[.needCalendar] } == [3 * hour])
  }
}
