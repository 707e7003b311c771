import ApprovalModel
import Experiments
import Inference
import ScenarioFiles
import Testing

/// Half a year with a reform on 1 April that spares everybody 3 of 8 days.
private func transition(prepare: String) -> String {
  head(
    window: "{from: 2024-01-01, to: 2024-06-30}",
    study: """
      kind: transition
      from: 2024-04-01
      """)
      + """
      applicants:
        firm:
          arrivals: {perCalendarDay: 5}
      offices:
        permits: {staff: 1000}
      matters:
        licence: {office: permits, \(prepare)activities: [{publicity: {wait: 5 working days}}]}
        seal: {after: [licence], office: permits, activities: [{publicity: {wait: 3 working days}}]}
      reforms:
        spare: {changes: [{cancel: seal}]}
      designs:
        before: []
        spared: [spare]
      """
}

private let months = (1...6).map { "2024-0\($0)" }

@Suite struct `A transition` {
  @Test func `differs by nothing before the reform date, by all after it`() async throws {
    let results = try await study(try scenario(transition(prepare: "")), replications: 20)
    for month in months {
      let found = try results.difference("need-to-operate-idle", .month(month), of: "spared")
      if month < "2024-04" {
        #expect(found.difference == 0, "\(month)")
        #expect(found.verdict == .same, "\(month)")
      } else {
        #expect(abs(try #require(found.difference) + 3) < 1e-9, "\(month)")
        #expect(found.verdict == .better, "\(month)")
      }
    }
  }

  /// Ten days of preparation: who needs the licence after 21 March hands in under the new rules.
  ///
  /// Those of January and February do not.
  @Test func `reaches needs of the month before that are handed in later`() async throws {
    let results = try await study(
      try scenario(transition(prepare: "prepare: 10 working days, ")), replications: 20)
    for month in ["2024-01", "2024-02"] {
      let found = try results.difference("need-to-operate-idle", .month(month), of: "spared")
      #expect(found.verdict == .same, "\(month)")
    }
    let march = try results.difference("need-to-operate-idle", .month("2024-03"), of: "spared")
    // 10 of the 31 days of March.
    #expect(try #require(march.runNoise).contains(-3.0 * 10 / 31))
  }

  @Test func `has every month of the window once, and a steady study none`() async throws {
    let results = try await study(
      try scenario(transition(prepare: "")), replications: 1, compares: false)
    let found = results.designs[0].outcomes.filter { $0.key.name == "need-to-operate-idle" }
      .compactMap { if case .month(let month) = $0.key.scope { month } else { nil } }
    #expect(found == months)
    let steady = try await study(
      try scenario(
        transition(prepare: "").replacing("kind: transition", with: "kind: steady")
          .replacing("  from: 2024-04-01\n", with: "")), replications: 1, compares: false)
    #expect(
      !steady.designs[0].outcomes.contains {
        if case .month = $0.key.scope { true } else { false }
      })
  }
}
