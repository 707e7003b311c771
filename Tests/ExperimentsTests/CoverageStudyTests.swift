import ApprovalModel
import Foundation
import Inference
import Testing

@testable import Experiments

/// Whether the long studies are asked for: `make prove`.
private let proves = ProcessInfo.processInfo.environment["REFORMLAB_PROVE"] != nil

/// Independent normal numbers, the same in every run.
private struct NormalNumbers {
  private var state: UInt64
  private var spare: Double?

  /// Mixed, because numbers of neighbouring states would be the same, shifted by one.
  init(seed: UInt64) { state = Self.mixed(Self.mixed(seed &+ 0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32) }

  /// The finaliser of splitmix64 (Steele, Lea, Flood 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private mutating func uniform() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    return (Double(Self.mixed(state) >> 11) + 0.5) * 0x1p-53
  }

  /// Box and Muller (1958).
  mutating func next() -> Double {
    if let value = spare {
      spare = nil
      return value
    }
    let (radius, angle) = ((-2 * log(uniform())).squareRoot(), 2 * Double.pi * uniform())
    spare = radius * sin(angle)
    return radius * cos(angle)
  }
}

/// Times of applicants, working days, with a known distribution in both designs.
///
/// The applicants of a replication share some luck, as those of one queue do; each has luck of their own; the
/// design changes everybody's time by an amount that differs between applicants.
private struct SyntheticStudy: CustomTestStringConvertible {
  enum Shape: String {
    /// Normal: mean 20 days, deviation 4; the design saves one day, with deviation 2.
    case symmetric
    /// Lognormal: median 8 days, deviation 1 of the logarithm (mean 13.5 days, skewness 6.5); the design
    /// takes a fifth off the median, with deviation 0.3 of the logarithm.
    case skewed
  }

  let shape: Shape
  /// Applicants in a replication.
  static let cohort = 30
  /// The 90 % quantile of the standard normal distribution.
  static let z90 = 1.2815515655

  var testDescription: String { shape.rawValue }

  /// What a standard normal number at `place` is in days.
  private func days(_ place: Double) -> Double { shape == .symmetric ? place : exp(place) }

  /// Center and deviation on the scale of ``days(_:)``, of all applicants of a design.
  private func scale(_ design: Int) -> (center: Double, deviation: Double) {
    switch (shape, design) {
    case (.symmetric, 0): (20, (16 + 1.0).squareRoot())
    case (.symmetric, _): (19, (16 + 1 + 4.0).squareRoot())
    case (.skewed, 0): (log(8), (1 + 0.04).squareRoot())
    case (.skewed, _): (log(8) + log(0.8), (1 + 0.04 + 0.09).squareRoot())
    }
  }

  /// An applicant whose time is longer counts as late, working days.
  var lateAfter: Double { shape == .symmetric ? 24 : 25 }

  func exact(_ name: String, _ design: Int) -> Double {
    let (center, deviation) = scale(design)
    switch name {
    case "need-to-operate-median": return days(center)
    case "need-to-operate-p90": return days(center + Self.z90 * deviation)
    case "refused-share":
      let limit = shape == .symmetric ? lateAfter : log(lateAfter)
      return 0.5 * erfc((limit - center) / deviation / 2.0.squareRoot())
    default: return shape == .symmetric ? center : exp(center + deviation * deviation / 2)
    }
  }

  /// The times of one replication's applicants in both designs.
  func replication(_ numbers: inout NormalNumbers) -> [(Double, Double)] {
    let common = numbers.next()
    return (0..<Self.cohort).map { _ in
      switch shape {
      case .symmetric:
        let before = 20 + common + 4 * numbers.next()
        return (before, before - 1 + 2 * numbers.next())
      case .skewed:
        let before = log(8) + 0.2 * common + numbers.next()
        return (exp(before), exp(before + log(0.8) + 0.3 * numbers.next()))
      }
    }
  }
}

/// Studies of synthetic applicants that go through the product's own estimator and stopping rule.
private struct CoverageStudy {
  let study: SyntheticStudy
  let table: OutcomeTable
  /// The place in the table of each of ``names``.
  private let places: [Int]
  /// The outcomes that stand for a mean, a median, a p90 and a share.
  static let names = [
    "need-to-operate", "need-to-operate-median", "need-to-operate-p90", "refused-share",
  ]

  init(_ study: SyntheticStudy) throws {
    self.study = study
    let text =
      head() + """
        applicants: {firm: {arrivals: {perCalendarDay: 1}}}
        offices: {desk: {staff: 1}}
        matters: {licence: {office: desk, review: {work: 1 hours}}}
        designs: {before: [], after: []}
        """
    let table = try StudyRun(StudyRequest(scenario: try scenario(text))).table
    self.table = table
    places = try Self.names.map { try table.place(of: OutcomeChoice(name: $0)) }
  }

  /// What one replication says of each outcome: nothing of those that are not studied.
  private func samples(_ times: [Double]) -> [Sample] {
    var samples = Array(repeating: Sample.ratio(0, 0), count: table.definitions.count)
    for place in places { samples[place] = sample(table.definitions[place], times) }
    return samples
  }

  private func sample(_ definition: OutcomeDefinition, _ times: [Double]) -> Sample {
    switch definition.statistic {
    case .mean: return .ratio(times.reduce(0, +), Double(times.count))
    case .share: return .ratio(Double(times.count { $0 > study.lateAfter }), Double(times.count))
    case .quantile(_, let scale):
      return .histogram(
        Histogram(values: times.map { Int64(max(0, ($0 / scale).rounded())) }))
    }
  }

  func replication(_ numbers: inout NormalNumbers) -> ReplicationResult {
    let times = study.replication(&numbers)
    let counts = table.groups.map { _ in GroupCount(count: times.count, open: 0) }
    return ReplicationResult(
      declared: [samples(times.map(\.0)), samples(times.map(\.1))],
      drawn: [], cohort: [counts, counts], cohortDrawn: [], joined: [nil, nil],
      placebo: [nil, nil])
  }

  /// The intervals found: of the baseline, and of the paired difference.
  func intervals(_ results: [ReplicationResult], _ name: Int) -> [Interval?] {
    [interval(results, name, 0), interval(results, name, 1)]
  }

  /// The interval of the baseline (0) or of the paired difference (1).
  func interval(_ results: [ReplicationResult], _ name: Int, _ kind: Int) -> Interval? {
    let estimator = Estimator(
      table: table, results: results, drawsInputs: false, primary: nil)
    return kind == 0
      ? estimator.estimate(places[name], 0).runNoise
      : estimator.difference(places[name], 1).runNoise
  }

  func exact(_ name: String) -> [Double] {
    let before = study.exact(name, 0)
    return [before, study.exact(name, 1) - before]
  }
}

/// One row of the table.
private struct CoverageRow {
  var outcome: String
  var quantity: String
  var stopping: String
  var replications: Double
  var covered: Int
  var studies: Int

  var share: Double { Double(covered) / Double(studies) }

  var line: String {
    let percent = String(format: "%.1f %%", 100 * share)
    return "| \(outcome) | \(quantity) | \(stopping) | \(String(format: "%.0f", replications)) | "
      + "\(covered) of \(studies) | \(percent) |"
  }
}

private let quantities = ["mean", "median", "p90", "share"]

@Suite(.serialized) struct `Prove that intervals cover in thousands of studies` {
  /// Studies in each row, half as many with sequential stopping: the standard error of a share of 95 % is 0.24
  /// and 0.34 percentage points.
  private static let studies = 8_000
  private static let band = 0.93...0.97
  /// Where sequential stopping is aimed at, replications.
  private static let aims = [50, 100, 250]

  /// As many replications as a study has by default.
  private func fixed(_ shape: SyntheticStudy.Shape) throws -> [CoverageRow] {
    let study = try CoverageStudy(SyntheticStudy(shape: shape))
    var covered = CoverageStudy.names.map { _ in [0, 0] }
    for seed in 1...UInt64(Self.studies) {
      var numbers = NormalNumbers(seed: seed)
      let results = (0..<40).map { _ in study.replication(&numbers) }
      for (n, name) in CoverageStudy.names.enumerated() {
        for (i, interval) in study.intervals(results, n).enumerated() {
          if try #require(interval).contains(study.exact(name)[i]) { covered[n][i] += 1 }
        }
      }
    }
    return rows(covered, shape, "40 replications", [40, 40, 40, 40])
  }

  /// Until the half-width of the outcome itself is small enough: `--precision`.
  private func sequential(_ shape: SyntheticStudy.Shape, aim: Int) throws -> [CoverageRow] {
    let study = try CoverageStudy(SyntheticStudy(shape: shape))
    var covered = CoverageStudy.names.map { _ in [0, 0] }
    var taken = CoverageStudy.names.map { _ in [0, 0] }
    var numbers = NormalNumbers(seed: 1_000_003)
    let long = (0..<1_000).map { _ in study.replication(&numbers) }
    let targets = try CoverageStudy.names.indices.map { n in
      try study.intervals(long, n).map {
        try #require($0).halfWidth * (1_000 / Double(aim)).squareRoot()
      }
    }
    for seed in 1...UInt64(Self.studies / 2) {
      var numbers = NormalNumbers(seed: seed &* 7 &+ UInt64(aim) &* 1_000_033)
      var results: [ReplicationResult] = []
      for (n, name) in CoverageStudy.names.enumerated() {
        for i in 0..<2 {
          let rule = StoppingRule(target: targets[n][i], mostReplications: 2_000)
          var count = StoppingRule.firstLook
          while true {
            while results.count < count { results.append(study.replication(&numbers)) }
            let interval = study.interval(Array(results[..<count]), n, i)
            if rule.isReached(interval?.halfWidth, replications: count) {
              if try #require(interval).contains(study.exact(name)[i]) { covered[n][i] += 1 }
              taken[n][i] += count
              break
            }
            count = try #require(rule.nextLook(after: count, halfWidth: interval?.halfWidth))
          }
        }
      }
    }
    let half = Double(Self.studies / 2)
    return CoverageStudy.names.indices.flatMap { n in
      (0..<2).map { i in
        CoverageRow(
          outcome: shape.rawValue, quantity: quantities[n] + (i == 0 ? "" : ", paired difference"),
          stopping: "`--precision` for about \(aim)", replications: Double(taken[n][i]) / half,
          covered: covered[n][i], studies: Self.studies / 2)
      }
    }
  }

  private func rows(
    _ covered: [[Int]], _ shape: SyntheticStudy.Shape, _ stopping: String, _ count: [Double]
  ) -> [CoverageRow] {
    covered.indices.flatMap { n in
      (0..<2).map { i in
        CoverageRow(
          outcome: shape.rawValue, quantity: quantities[n] + (i == 0 ? "" : ", paired difference"),
          stopping: stopping, replications: count[n], covered: covered[n][i],
          studies: Self.studies)
      }
    }
  }

  /// `UPDATE_GOLDEN=1` writes the table into the page instead.
  @Test(.enabled(if: proves)) func `the exact values in 93 to 97 of 100`() throws {
    var all: [CoverageRow] = []
    for shape in [SyntheticStudy.Shape.symmetric, .skewed] {
      all += try fixed(shape)
      for aim in Self.aims { all += try sequential(shape, aim: aim) }
    }
    for row in all {
      #expect(Self.band.contains(row.share), "\(row.line)")
    }
    let lines = [
      "| outcome | quantity | stopping | replications, mean | covered | share |",
      "|---|---|---|---|---|---|",
    ]
    try expectMeasured("coverage", (lines + all.map(\.line)).joined(separator: "\n"))
  }
}
