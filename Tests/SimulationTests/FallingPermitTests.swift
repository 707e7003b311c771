import ApprovalModel
import Kernel
import Simulation
import Testing

// Everybody alike, people enough, all hours: days are exact.
@Suite struct `A permit that falls with another` {
  private func cases(_ body: String, reforms: String = "") throws -> [Case] {
    let trace = try trace(
      scenarioText(
        body, reforms: reforms, designs: reforms.isEmpty ? [] : ["after: [reform]"]),
      design: reforms.isEmpty ? "before" : "after")
    #expect(trace.cases.count > 20)
    return trace.cases
  }

  /// Food on a commitment, granted on day 1 and found wanting on day 22.
  ///
  /// Its ordinary route takes 3 + 4 days, that of the certificate 10. What is wrong with fire nobody
  /// ever finds.
  private func revoked(_ validity: String, more: String = "") throws -> [Case] {
    try cases(
      """
      applicants:
        firm:
          arrivals: {perCalendarDay: 3}
          defects: {food: {curable: 0%, serious: 100%}, fire: {curable: 0%, serious: 100%}}
      offices: {permits: {staff: 500}, inspectors: {staff: 500}}
      matters:
        food: {office: permits, prepare: 72 hours, review: {work: 96 hours, catches: 100%}}
        fire: {office: permits, review: {work: 0 hours}}
        certificate: {office: permits, needs: [food, fire], review: {work: 240 hours}\(validity)}
      \(more)
      """,
      reforms: """
          reform:
            changes:
              - commit: food
                form: permit
                claims: met
                prepare: 24 hours
                followUp: {office: inspectors, work: 24 hours, rate: 100%, detects: 100%, after: 20 calendar days}
        """)
  }

  // Operating from day 11, stopped from day 22 until both are there again on day 32; 365 days are
  // observed.
  @Test func `stops operation until it is there again`() throws {
    for one in try revoked(", validity: {with: [fire, food]}") {
      #expect(one[.needCalendar] == 11 * day)
      #expect(one[.exposure] == (365 - 10) * day)
      #expect(one[.revocations] == 1)
      #expect(one[.fallen] == 1)
      #expect(one[.submissions] == 5)
      #expect(
        one.instants("certificate/review").map { $0 - one.arrival } == [11 * day, 32 * day])
    }
  }

  // Without the tie food alone is missing, until day 29.
  @Test func `is another thing than one that stands by itself`() throws {
    for validity in ["", ", validity: {with: fire}"] {
      for one in try revoked(validity) {
        #expect(one[.exposure] == (365 - 7) * day)
        #expect(one[.fallen] == 0)
        #expect(one[.submissions] == 4)
      }
    }
  }

  // Built until day 41, when the certificate that fell on day 22 is needed: ten days more.
  @Test func `is applied for again when it is needed, if it was not yet used`() throws {
    let work =
      "ownWork: {building: {needs: [food], milestones: [{all: {takes: 40 calendar days}}]}}"
    for one in try revoked(", validity: {with: food}", more: work) {
      #expect(one[.needCalendar] == 51 * day)
      #expect(one[.fallen] == 1)
    }
    for one in try revoked("", more: work) { #expect(one[.needCalendar] == 41 * day) }
  }

  /// Food lapses on day 31; the building that uses it begins on day 60, with food applied for again.
  private func lapsing(_ validity: String) throws -> [Case] {
    try cases(
      """
      applicants:
        firm: {arrivals: {perCalendarDay: 3}}
      offices: {permits: {staff: 500}}
      matters:
        food:
          office: permits
          review: {work: 24 hours}
          validity: {lasts: 30 calendar days, usedBy: building}
        survey: {office: permits, review: {work: 1440 hours}}
        certificate: {office: permits, needs: [food], review: {work: 48 hours}\(validity)}
      ownWork:
        training: {needs: [certificate], milestones: [{course: {takes: 5 calendar days}}]}
        building: {needs: [food, survey], milestones: [{all: {takes: 10 calendar days}}]}
      """)
  }

  @Test func `falls with one that lapses too`() throws {
    for one in try lapsing(", validity: {with: food}") {
      #expect(one[.needCalendar] == 73 * day)
      #expect(one[.lapses] == 1)
      #expect(one[.fallen] == 1)
    }
    for one in try lapsing("") { #expect(one[.needCalendar] == 71 * day) }
  }

  // In use since the training began on day 3: applied for again at once, on day 31.
  @Test func `is applied for again at once, if it is in use`() throws {
    for one in try lapsing(", validity: {with: food, usedBy: training}") {
      #expect(one[.needCalendar] == 71 * day)
      #expect(one[.fallen] == 1)
      #expect(
        one.instants("certificate/review").map { $0 - one.arrival } == [3 * day, 33 * day])
    }
  }
}
