import ApprovalModel
import Experiments
import Inference
import ScenarioFiles
import Simulation
import Statistics
import Testing

@Suite struct `The E-Town scenario` {
  private static let subjects = [
    "civil-defence", "energy", "environment", "land", "landscaping", "planning", "relics",
    "seismic",
    "traffic", "water", "work-safety",
  ]
  private static let pledged = ["energy", "environment", "relics", "seismic", "traffic", "water"]

  private func etown() throws -> Scenario { try scenario(named: "e-town-commitment.yaml") }

  /// The process that an applicant whom all reforms of a design reach goes through.
  private func reformed(_ design: String) throws -> ProcessModel {
    let scenario = try etown()
    let designs = scenario.designs.filter { $0.name == design }
    let model = try #require(try StudyCompiler(scenario, designs: designs).designs.first)
    let bits = try #require(model.models.keys.max())
    return try #require(model.models[bits]).model
  }

  @Test func `holds each of the eleven subjects once`() throws {
    let matters = try etown().model.matters
    #expect(matters.compactMap(\.subject).sorted() == Self.subjects)
  }

  @Test func `refuses a second matter of one subject`() throws {
    let text = try scenarioText(named: "e-town-commitment.yaml")
      .replacing("    subject: water", with: "    subject: energy")
    let found = parseScenario(Array(text.utf8), file: "e-town.yaml").diagnostics
      .map { $0.text(language: .en) }
    #expect(found.contains { $0.contains("'energy'") && $0.contains("'water'") })
  }

  @Test func `compares the four designs of the pilot`() throws {
    let scenario = try etown()
    let designs = scenario.designsInOrder.map { "\($0.name): \($0.reforms)" }
    #expect(
      designs == [
        "before: []", #"commitment: ["pilot-commitment"]"#, #"parallel: ["parallel-review"]"#,
        #"package: ["block-assessment", "drawings-after-start", "joint-acceptance", "#
          + #""permit-on-commitment", "pilot-commitment"]"#,
      ])
  }

  @Test func `pledges the six assessments and files the other five`() throws {
    let model = try reformed("commitment")
    for name in Self.subjects {
      let mode = try #require(model.matter(name)).mode
      switch mode {
      case .pledge(let pledge):
        #expect(Self.pledged.contains(name))
        #expect(pledge.verifications.contains { $0.check.isAlways })
      case .filing: #expect(!Self.pledged.contains(name))
      default: Issue.record("'\(name)' is neither pledged nor filed")
      }
    }
  }

  @Test func `has one gate with five working days of notice, and a review before operation`() throws
  {
    let model = try reformed("commitment")
    let gate = try #require(model.matter("admission"))
    let notices = gate.activities.compactMap { activity -> DurationDistribution? in
      if case .notice(let length) = activity.kind { length.value } else { nil }
    }
    #expect(notices == [DurationDistribution(.constant(5), .workingDays)])
    #expect(model.matter("filing")?.needs.contains(ResultReference("admission")) == true)
    #expect(model.matter("fulfilment-review") != nil)
    #expect(
      model.inspections.map(\.at.description).sorted() == [
        "construction.fitting-out", "construction.foundation", "construction.ground-level",
        "construction.structure",
      ])
  }

  @Test func `moves the drawing review, merges acceptance and commits the permit in the package`()
    throws
  {
    let model = try reformed("package")
    let construction = try #require(model.ownWork.first { $0.name == "construction" })
    let foundation = try #require(construction.milestones.first { $0.name == "foundation" })
    #expect(foundation.gates == [OwnWork.Gate(matter: "drawing-review", onRefusal: .redo)])
    #expect(model.matter("acceptance-fire")?.name == "joint-acceptance")
    guard case .commitment = try #require(model.matter("construction-permit")).mode else {
      Issue.record("the construction permit is not on commitment")
      return
    }
    #expect(model.matter("water")?.ahead != nil)
  }

  @Test func `leaves parallel review nothing to do under the lean baseline`() async throws {
    var request = StudyRequest(scenario: try etown())
    request.designs = ["parallel"]
    request.switches = ["baseline-lean"]
    request.replications = 2
    let results = try await runStudy(request)
    let outcomes = try #require(results.comparisons.first).outcomes
    #expect(outcomes.allSatisfy { $0.verdict == .same || $0.difference == nil })
    #expect(outcomes.count { $0.verdict == .same } > 100)
  }

  // Some outcomes exist only where firms come back.
  @Test func `has, with one where firms come back, every outcome that a file may call primary`()
    async throws
  {
    var names: Set<String> = []
    for scenario in [try etown(), try scenario(named: "investment-platform.yaml")] {
      let results = try await study(
        scenario, replications: 1, compares: false, designs: ["before"])
      names.formUnion(try #require(results.designs.first).outcomes.map(\.key.name))
    }
    for outcome in OutcomeName.all { #expect(names.contains(outcome.name), "\(outcome.name)") }
  }

  @Test func `is steady: every office copes in every design`() async throws {
    let scenario = try etown()
    for design in scenario.designs {
      var request = StudyRequest(scenario: scenario)
      request.designs = [design.name]
      request.compares = false
      request.replications = 4
      let results = try await runStudy(request)
      let found = try #require(results.designs.first)
      #expect(found.open == 0)
      for outcome in found.outcomes where outcome.key.name == "utilization" {
        let load = try #require(outcome.estimate)
        #expect(load < 0.9, "\(design.name): \(outcome.key.scope.text)")
      }
    }
  }
}

extension FollowUpCheck {
  /// Whether everybody is checked.
  fileprivate var isAlways: Bool {
    if case .same(let input) = rate { return input.value == .one }
    return false
  }
}
