import ApprovalModel
import Experiments
import Foundation
import ScenarioFiles
import Testing

/// The folder `Scenarios` of the package.
let scenariosFolder: String = {
  let parts = #filePath.split(separator: "/").dropLast(3)
  return "/" + parts.joined(separator: "/") + "/Scenarios/"
}()

/// A scenario that could not be used, with what was found.
struct UnusableScenario: Error, CustomStringConvertible {
  let description: String
}

/// The scenario of that name in `Scenarios`, without a finding.
func scenario(named name: String) throws -> Scenario {
  let (scenario, diagnostics) = try readScenario(path: scenariosFolder + name)
  guard let scenario, diagnostics.isEmpty else {
    throw UnusableScenario(description: diagnostics.map { $0.text(language: .en) }.joined())
  }
  return scenario
}

/// The text of a scenario in `Scenarios`.
func scenarioText(named name: String) throws -> String {
  String(decoding: try readScenarioBytes(path: scenariosFolder + name), as: UTF8.self)
}

/// The scenario written in `text`; warnings (values without a range) are allowed here.
func scenario(_ text: String, file: String = "test.yaml") throws -> Scenario {
  let (scenario, diagnostics) = parseScenario(Array(text.utf8), file: file)
  let errors = diagnostics.filter { $0.severity == .error }
  guard let scenario, errors.isEmpty else {
    throw UnusableScenario(description: errors.map { $0.text(language: .en) }.joined())
  }
  return scenario
}

/// The results of a study of `scenario`.
func study(
  _ scenario: Scenario, replications: Int? = nil, threads: Int? = nil, seed: UInt64? = nil,
  precision: Double? = nil, compares: Bool = true, designs: [Name] = []
) async throws -> StudyResults {
  var request = StudyRequest(scenario: scenario)
  request.replications = replications
  request.seed = seed
  request.precision = precision
  request.compares = compares
  request.designs = designs
  return try await runStudy(request, in: StudyContext(threads: threads))
}

extension StudyResults {
  /// An outcome of a design; in working days where it is given in two units.
  func estimate(_ name: String, _ scope: Scope = .all, of design: Name) throws -> OutcomeEstimate {
    let result = try #require(designs.first { $0.name == design })
    return try #require(
      result.outcomes.first { $0.key.name == name && $0.key.scope == scope },
      "no outcome \(name) \(scope.text)")
  }

  /// The difference of an outcome between a design and the baseline.
  func difference(_ name: String, _ scope: Scope = .all, of design: Name) throws
    -> OutcomeDifference
  {
    let comparison = try comparison(design)
    return try #require(
      comparison.outcomes.first { $0.key.name == name && $0.key.scope == scope },
      "no outcome \(name) \(scope.text)")
  }

  /// The comparison of a design with the baseline.
  func comparison(_ design: Name) throws -> Comparison {
    try #require(comparisons.first { $0.design == design })
  }
}

/// The first lines of every scenario written in a test: days of 24 hours, a cohort of one month.
func head(
  window: String = "{from: 2024-01-01, to: 2024-01-31}", followFor: String = "1 year",
  study: String = ""
) -> String {
  """
  format: 1
  title: {zh: 测试, en: Test}
  calendar: always
  study:
    window: \(window)
    followFor: \(followFor)
    baseline: before
    seed: 11
    replications: 20
  \(study.split(separator: "\n").map { "  \($0)\n" }.joined())
  """
}

/// Holds a table of `docs/validation.md`, between `<!-- measured: NAME -->` and `<!-- end -->`, to what was
/// measured; `UPDATE_GOLDEN=1` writes it there instead.
func expectMeasured(_ name: String, _ table: String) throws {
  let page = URL(filePath: scenariosFolder).deletingLastPathComponent()
    .appending(path: "docs/validation.md")
  var text = try String(contentsOf: page, encoding: .utf8)
  let begin = try #require(text.range(of: "<!-- measured: \(name) -->\n\n"))
  let end = try #require(
    text.range(of: "\n\n<!-- end -->", range: begin.upperBound..<text.endIndex))
  if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
    text.replaceSubrange(begin.upperBound..<end.lowerBound, with: table)
    try text.write(to: page, atomically: true, encoding: .utf8)
  } else {
    #expect(text[begin.upperBound..<end.lowerBound] == table)
  }
}
