import Inference

@testable import ApprovalModel
@testable import Experiments

/// Results of the methods beyond comparing, made by hand.
enum SampleMethods {
  private static var facts: StudyResults {
    var facts = SampleResults.run
    facts.designs = []
    return facts
  }

  private static func effect(_ estimate: Double, _ half: Double) -> Effect {
    Effect(
      estimate, interval: Interval(center: estimate, halfWidth: half),
      runNoise: Interval(center: estimate, halfWidth: half / 2))
  }

  private static let idle = OutcomeKey(
    "need-to-operate-idle", .all, .workingDays, better: .lower, isHeadline: true)
  private static let exposure = OutcomeKey(
    "exposure-days-per-1000", .all, .daysPer1000, better: .lower, isHeadline: true)
  private static let cost = OutcomeKey("cost", .payer("applicant"), .yuan, better: .lower)

  /// Three reforms: one that saves most, one that saves less beside it, one that does nothing.
  static var attribution: AttributionResults {
    func contribution(_ reform: Name, _ value: Double, _ half: Double, solo: Double, last: Double)
      -> OutcomeAttribution.Contribution
    {
      OutcomeAttribution.Contribution(
        reform: reform, effect: effect(value, half), sum: Int128(value * 6),
        share: value / -12, solo: effect(solo, half), last: effect(last, half),
        least: OutcomeAttribution.Addition(effect: effect(min(solo, last), half), before: []),
        greatest: OutcomeAttribution.Addition(
          effect: effect(max(solo, last), half), before: ["idle", "parallel"]))
    }
    let divided = OutcomeAttribution(
      key: idle, baseline: 40, design: 28, total: effect(-12, 2), intervalKind: .assumptions,
      method: .t,
      contributions: [
        contribution("commitment", -9.5, 1.5, solo: -11, last: -8),
        contribution("idle", 0, 0, solo: 0, last: 0),
        contribution("parallel", -2.5, 3, solo: -4, last: -1),
      ], jointEffect: effect(3, 1),
      interactions: [
        OutcomeAttribution.Interaction(
          first: "commitment", second: "idle", effect: effect(0, 0), kind: .separate),
        OutcomeAttribution.Interaction(
          first: "commitment", second: "parallel", effect: effect(3, 1), kind: .substitutes),
      ], grid: 1, reason: nil)
    var bound = divided
    bound.key = exposure
    bound.reason = .openCases
    let unknown = OutcomeAttribution(
      key: cost, baseline: nil, design: nil, total: nil, intervalKind: .assumptions, method: .none,
      contributions: [], jointEffect: nil, interactions: [], grid: 1, reason: .noCases)
    return AttributionResults(
      facts: facts, baseline: "before", design: "package",
      reforms: ["commitment", "idle", "parallel"], orders: 6, isExact: true, coalitions: 8,
      outcomes: [divided, bound, unknown])
  }

  /// Two inputs, one of the catalogue, and forty others.
  static var sensitivity: SensitivityResults {
    func share(_ estimate: Double, _ half: Double) -> SobolIndices.Share {
      SobolIndices.Share(
        estimate: estimate, interval: Interval(center: estimate, halfWidth: half))
    }
    let work = SensitivityResults.Subject(
      path: "matters.licence.review.work", text: "2 working days", grade: .d,
      range: .absolute(low: 1, high: 4), position: SourcePosition(line: 101, column: 13))
    var place = SourcePosition(line: 12, column: 5)
    place.origin = SourcePosition.Origin(file: "catalogue/commitment.yaml", reform: "commitment")
    let rate = SensitivityResults.Subject(
      path: "reforms.commitment.changes.commit.licence.followUp.rate", text: "30%", grade: .c,
      range: .factor(low: 0.5, high: 2), position: place)
    func bar(_ input: SensitivityResults.Subject, _ low: Double, _ high: Double)
      -> SensitivityResults.TornadoBar
    {
      SensitivityResults.TornadoBar(
        input: input, low: effect(low, 1), high: effect(high, 1), swing: effect(high - low, 0.5))
    }
    var draws = Counter()
    let measures =
      MorrisMeasures.all(
        effects: [[-8, 1], [-6, -1]], resamples: 10, .percent95,
        using: &draws) ?? []
    return SensitivityResults(
      facts: facts, baseline: "before", design: "package", key: idle,
      difference: effect(-12, 2), inputs: 42, trajectories: 2,
      screening: zip([work, rate], measures).map {
        SensitivityResults.ScreenedInput(input: $0, measures: $1)
      }, points: 256, pointsUsed: 250, pointsOpen: 3, variance: 16,
      shares: [
        SensitivityResults.VarianceShare(
          source: .input(work), firstOrder: share(0.6, 0.1), total: share(0.7, 0.1)),
        SensitivityResults.VarianceShare(
          source: .input(rate), firstOrder: share(0.1, 0.05), total: share(0.2, 0.1)),
        SensitivityResults.VarianceShare(
          source: .others(40), firstOrder: share(0.15, 0.05), total: share(0.2, 0.1)),
        SensitivityResults.VarianceShare(
          source: .noise, firstOrder: share(0.03, 0.05), total: share(0.05, 0.04)),
      ], interactions: share(0.12, 0.1),
      grades: Grade.allCases.map { grade in
        SensitivityResults.GradeShare(
          grade: grade, inputs: grade == .d ? 41 : grade == .c ? 1 : 0,
          share: grade == .d ? share(0.8, 0.1) : grade == .c ? share(0.1, 0.05) : nil)
      }, noise: share(0.03, 0.05), gradeInteractions: share(0.07, 0.06),
      tornado: [bar(work, -15, -6), bar(rate, -12.5, -11.5)])
  }
}

/// The numbers 1, 2, 3 and so on, spread over 64 bits.
private struct Counter: RandomNumberGenerator {
  var count: UInt64 = 0

  mutating func next() -> UInt64 {
    count += 1
    return count &* 0x9E37_79B9_7F4A_7C15
  }
}
