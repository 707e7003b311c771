import ApprovalModel
import Simulation
import Testing

@testable import Experiments

@Suite struct `The load expected of offices` {
  private func loads(_ text: String, design: Int = 0) throws -> [Name: OfficeLoad] {
    let scenario = try scenario(text)
    let compiler = try StudyCompiler(scenario, designs: scenario.designs)
    let list = compiler.loads(design: design).map { ($0.office, $0) }
    return Dictionary(uniqueKeysWithValues: list)
  }

  /// 6 needs a working day, a quarter of them high: 1.5 applications.
  ///
  /// The window looks 1 + 0.5 + 0.25 = 1.75 times for 20 minutes: 0.875 hours of 8. The review takes 2 hours and 1.2
  /// passes: 3.6 hours of 16. The lengths are means, not medians: of 1 hour (half) and 3 hours.
  private let text = """
    format: 1
    title: loads
    study: {window: {from: 2024-03-04, to: 2024-03-29}, followFor: 1 months, observe: 1 months, baseline: before}
    applicants:
      firm:
        arrivals: {perWorkingDay: 6}
        attributes: {risk: {low: 75%, high: 25%}, willing: 50%, size: {by: risk, low: {small: 90%, large: 10%}, high: {small: 40%, large: 60%}}}
    offices:
      window: {staff: 1}
      permits: {staff: 2}
      idle: {staff: 0}
      committee: {staff: 1, session: {every: 1 weeks, on: Tuesday 14:00, atMost: 6}}
      inspectors: {staff: 1}
    matters:
      licence:
        office: permits
        when: {risk: high}
        completeness: {office: window, work: 20 minutes, correction: {chance: 50%, rounds: 2, takes: 1 working days}}
        activities:
          - review: {work: {discrete: {1 hours: 50%, 3 hours: 50%}}, again: {chance: 20%, rounds: 1}}
          - hearing: {office: committee, work: 4 hours}
    reforms:
      trust:
        for: {willing: yes}
        uptake: {by: size, small: 100%, large: 0%}
        changes:
          - commit: licence
            form: permit
            claims: met
            followUp: {office: inspectors, work: 2 hours, after: 5 calendar days, rate: 50%, detects: 90%}
    designs: {before: [], after: [trust]}
    """

  @Test func `are worked out by hand`() throws {
    let loads = try loads(text)
    #expect(abs((loads["window"]?.share ?? 0) - 0.875 / 8) < 1e-12)
    #expect(abs((loads["permits"]?.share ?? 0) - 3.6 / 16) < 1e-12)
    #expect(loads["idle"]?.share == 0)
    // 1.5 cases a working day; four sittings of 6 in 20 working days give 1.2: more than it can take.
    #expect(loads["committee"]?.measure == .cases)
    #expect(abs((loads["committee"]?.share ?? 0) - 1.25) < 1e-12)
  }

  /// Of the high 40 % are small, so 20 % of them are committed.
  ///
  /// 1.2 applications stay on the ordinary route, 0.3 are checked at half, 2 hours each. With the
  /// shares of all applicants 38 % were committed.
  @Test func `follow whom a reform reaches, not the average applicant`() throws {
    let loads = try loads(text, design: 1)
    #expect(abs((loads["permits"]?.share ?? 0) - 0.8 * 3.6 / 16) < 1e-12)
    #expect(abs((loads["inspectors"]?.share ?? 0) - 0.3 / 8) < 1e-12)
    #expect(abs((loads["window"]?.share ?? 0) - 0.875 / 8) < 1e-12)
  }

  /// Lunch is staffed by nobody, and Friday by one more: (4 * 7 + 2 * 7) / 5 working days.
  @Test func `use the people that are there`() throws {
    let rules =
      "permits: {staff: 1, staffing: [{on: Friday, staff: 2}, {hours: 17:00-18:00, staff: 0}]}"
    let loads = try loads(
      text.replacing("permits: {staff: 2}", with: rules)
        .replacing("from: 2024-03-04, to: 2024-03-29", with: "from: 2024-03-04, to: 2024-03-08"))
    #expect(abs((loads["permits"]?.available ?? 0) - (4.0 * 7 + 2 * 7) / 5) < 1e-12)
  }

  /// Second applications after a refusal are not counted, so the run shows a little more.
  @Test func `come near to what a run finds`() async throws {
    let scenario = try scenario(named: "one-licence.yaml")
    let compiler = try StudyCompiler(scenario, designs: scenario.designs)
    var request = StudyRequest(scenario: scenario)
    request.replications = 4
    let results = try await runStudy(request)
    for (d, design) in results.designs.enumerated() {
      let place = try #require(scenario.designs.firstIndex { $0.name == design.name })
      for load in compiler.loads(design: place) {
        let scope = Scope.office(load.office)
        let all = design.outcomes.filter { $0.key.name == "utilization" }
        let found = try #require(all.first { $0.key.scope == scope }?.estimate)
        let share = load.share ?? 0
        #expect(abs(share - found) < 0.06, "\(d) \(load.office): \(share), \(found)")
      }
    }
  }
}
