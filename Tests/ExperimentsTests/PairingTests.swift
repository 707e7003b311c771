import ApprovalModel
import Foundation
import Inference
import Statistics
import Testing

@testable import Experiments

/// Whether the long studies are asked for: `make prove`.
private let proves = ProcessInfo.processInfo.environment["REFORMLAB_PROVE"] != nil

private func results(
  _ scenario: Scenario, _ numbers: RandomNumbers, seed: UInt64? = nil, replications: Int? = nil
) async throws -> StudyResults {
  var request = StudyRequest(scenario: scenario)
  request.numbers = numbers
  request.seed = seed
  request.replications = replications
  return try await runStudy(request)
}

/// Two approvals one after the other, and a reform that cancels the second.
private let pair =
  head()
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 20}
    offices:
      permits: {staff: 1000}
    matters:
      licence: {office: permits, activities: [{publicity: {wait: {exponential: {mean: 9 working days}}}}]}
      seal: {after: [licence], office: permits, activities: [{publicity: {wait: {exponential: {mean: 1 working days}}}}]}
    reforms:
      short: {changes: [{cancel: seal}]}
      none: {for: {class: firm}, changes: [{limit: licence, promised: 5 working days}]}
    designs:
      before: []
      after: [short]
    """

@Suite struct `Numbers of their own for each design` {
  @Test func `leave the baseline as it is and change every other design`() async throws {
    let scenario = try scenario(pair)
    let common = try await results(scenario, .common)
    let independent = try await results(scenario, .independent)
    #expect(independent.designs[0] == common.designs[0])
    #expect(independent.designs[1].outcomes != common.designs[1].outcomes)
    #expect(independent.manifest.numbers == .independent)
  }

  /// Means 10 and 9 with squared errors that add up; the degrees of freedom lie between 19 and 38.
  @Test func `make the interval of a difference that of Welch`() async throws {
    let found = try await results(try scenario(pair), .independent)
    let difference = try found.difference("need-to-operate-idle", of: "after")
    let before = try #require(
      try found.estimate("need-to-operate-idle", of: "before").runNoise
    ).halfWidth
    let after = try #require(
      try found.estimate("need-to-operate-idle", of: "after").runNoise
    ).halfWidth
    let noise = try #require(difference.runNoise)
    let t = studentT(.percent95, degreesOfFreedom: 19)
    let error = (before * before + after * after).squareRoot() / t
    #expect(difference.method == .welch)
    #expect(noise.halfWidth < t * error)
    #expect(noise.halfWidth > studentT(.percent95, degreesOfFreedom: 38) * error)
    #expect(difference.pairingRatio == nil)
  }

  @Test func `leave no applicant to compare one by one, and no reform that reaches nobody`()
    async throws
  {
    let comparison = try await results(try scenario(pair), .independent).comparison("after")
    #expect(comparison.applicants.time.gain.share == nil)
    #expect(comparison.applicants.approvedInBoth.share == nil)
    #expect(comparison.reachedNobody.isEmpty)
  }
}

@Suite struct `What pairing is worth` {
  /// Times X + Y and X: variances 81 + 1 and 81 for each applicant, of the difference 1; ratio 1/163.
  @Test func `is the variance of the paired difference over those of both sides`() async throws {
    let scenario = try scenario(pair)
    let found = try await results(scenario, .common, replications: 400)
    let ratio = try #require(
      try found.difference("need-to-operate-idle", of: "after").pairingRatio)
    // A variance of 400 values has an error of 7 %.
    #expect(abs(ratio * 163 - 1) < 0.3)
    let p90 = try #require(try found.difference("need-to-operate-p90", of: "after").pairingRatio)
    #expect(p90 > 0 && p90 < 0.3)
  }

  @Test func `is nothing where neither side varies`() async throws {
    let found = try await results(try scenario(pair), .common)
    #expect(try found.difference("exposure-days-per-1000", of: "after").pairingRatio == nil)
  }
}

@Suite struct `Many headline comparisons` {
  /// The p-value of a mean is that of its t; Holm multiplies the smallest by their number.
  @Test func `have p-values, adjusted by Holm over all designs`() async throws {
    let scenario = try scenario(named: "one-licence.yaml")
    let found = try await results(scenario, .common, replications: 20)
    let outcomes = found.comparisons.flatMap(\.outcomes)
    let headline = outcomes.filter { $0.key.isHeadline && $0.pValue != nil }
    #expect(headline.count > 1)
    let adjusted = holmAdjusted(headline.compactMap(\.pValue))
    #expect(headline.compactMap(\.adjustedPValue) == adjusted)
    #expect(outcomes.allSatisfy { $0.key.isHeadline || $0.adjustedPValue == nil })
    for outcome in headline {
      let (noise, difference) = (
        try #require(outcome.runNoise), try #require(outcome.difference)
      )
      let t = difference / noise.halfWidth * studentT(.percent95, degreesOfFreedom: 19)
      let value = studentPValue(t: t, degreesOfFreedom: 19)
      #expect(abs(try #require(outcome.pValue) - value) <= 1e-9 * value)
    }
  }

  @Test func `have none where nothing differs`() async throws {
    let found = try await results(try scenario(pair), .common)
    let exposure = try found.difference("exposure-days-per-1000", of: "after")
    #expect(exposure.verdict == .same)
    #expect(exposure.pValue == nil)
  }
}

@Suite(.serialized) struct `Prove what one run proves` {
  /// The difference of the mean time in the system, minutes, in 600 single runs of both designs.
  private func differences(_ numbers: RandomNumbers) async throws -> [Double] {
    let scenario = try scenario(named: "oracles/one-run.yaml")
    var differences: [Double] = []
    for seed in 1...UInt64(600) {
      let found = try await results(scenario, numbers, seed: seed, replications: 1)
      let days = try #require(try found.difference("need-to-operate", of: "faster").difference)
      differences.append(days * 1_440)
    }
    return differences
  }

  /// How many replications make the interval of a mean difference exclude zero.
  private func replicationsNeeded(_ moments: Moments) throws -> Int {
    let (mean, variance) = (
      abs(try #require(moments.mean)), try #require(moments.variance)
    )
    return (2...10_000).first {
      studentT(.percent95, degreesOfFreedom: $0 - 1) * (variance / Double($0)).squareRoot() < mean
    } ?? 0
  }

  /// Of 600 unpaired single runs about a third show the faster design as slower (reference: 36 %), of the paired
  /// ones none; the variance is about 20 times smaller (reference 21.7).
  ///
  /// `UPDATE_GOLDEN=1` writes the table into the page instead.
  @Test(.enabled(if: proves)) func `of a design that is 3 % faster`() async throws {
    let paired = try await differences(.common)
    let unpaired = try await differences(.independent)
    let wrong = (paired.count { $0 >= 0 }, unpaired.count { $0 >= 0 })
    let moments = (Moments(paired), Moments(unpaired))
    let ratio = try #require(moments.1.variance) / (try #require(moments.0.variance))
    let needed = (try replicationsNeeded(moments.0), try replicationsNeeded(moments.1))
    #expect(wrong.0 == 0)
    #expect((170...250).contains(wrong.1), "\(wrong.1) of 600")
    #expect((15...30).contains(ratio), "\(ratio)")
    #expect(needed.0 <= 6 && (25...90).contains(needed.1), "\(needed)")
    func row(_ name: String, _ moments: Moments, _ wrong: Int, _ needed: Int) throws -> String {
      let (mean, variance) = (try #require(moments.mean), try #require(moments.variance))
      return String(
        format: "| %@ | %.2f | %.2f | %d of 600 | %d |", name, mean, variance.squareRoot(), wrong,
        needed)
    }
    try expectMeasured(
      "one-run",
      [
        "| runs | mean difference, minutes | standard deviation | wrong sign | replications needed |",
        "|---|---|---|---|---|",
        try row("paired", moments.0, wrong.0, needed.0),
        try row("unpaired (`--independent`)", moments.1, wrong.1, needed.1),
        String(format: "| variance, unpaired over paired | | %.1f | | |", ratio),
      ].joined(separator: "\n"))
  }
}

@Suite(.serialized) struct `Prove that pairing pays` {
  /// All shipped scenarios but those without two designs, by name.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scenariosFolder)
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }

  /// The design with most reforms against the baseline: what each scenario is about.
  ///
  /// `UPDATE_GOLDEN=1` writes the table into the page instead.
  @Test(.enabled(if: proves)) func `in the shipped scenarios`() async throws {
    let headline = [
      "need-to-operate-idle", "need-to-operate", "official-time", "cost", "exposure-days-per-1000",
    ]
    var lines = [
      "| scenario | design | idle time | need to operate | official time | applicant cost | exposure |",
      "|---|---|---|---|---|---|---|",
    ]
    var helped: [String] = []
    var others: [String] = []
    for name in try names() {
      let scenario = try scenario(named: name)
      guard let design = scenario.richestDesign?.name, design != scenario.study.baseline
      else { continue }
      let found = try await study(scenario, replications: 20, designs: [design])
      let outcomes = try found.comparison(design).outcomes.filter(\.key.isHeadline)
      let ratios = headline.map { outcome in
        outcomes.first { $0.key.name == outcome }?.pairingRatio
      }
      if let ratio = ratios[0] {
        if ratio < 1 { helped.append(name) } else { others.append(name) }
      }
      let cells = ratios.map { $0.map { String(format: "%.3f", $0) } ?? "–" }
      lines.append("| `\(name.dropLast(5))` | \(design) | \(cells.joined(separator: " | ")) |")
    }
    #expect(helped.count + others.count > 30)
    #expect(
      Double(helped.count) >= 0.9 * Double(helped.count + others.count),
      "pairing does not help in \(others)")
    try expectMeasured("pairing", lines.joined(separator: "\n"))
  }
}
