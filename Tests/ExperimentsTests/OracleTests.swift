import ApprovalModel
import Experiments
import Inference
import Testing

/// One exact value and where the study finds it.
struct OracleRow: Sendable {
  let outcome: String
  let scope: Scope
  let design: Name
  let formula: String
  let exact: Double
  /// Against the baseline, instead of the design's own value.
  var isDifference = false
}

/// One file of `Scenarios/oracles` with its exact values.
struct Oracle: Sendable, CustomTestStringConvertible {
  let file: String
  /// How wide a half-width may be, as a share of the exact value: wider would prove nothing.
  ///
  /// Twice the standard error that the asymptotic variance of the file's worst row predicts, rounded
  /// up: for the mean wait of M/M/1 that variance is ρ(2+5ρ−4ρ²+ρ³)/(1−ρ)⁴ per customer, so that
  /// 657,000 customers at ρ = 0.9 give ±5 %.
  let widest: Double
  let rows: [OracleRow]
  var testDescription: String { file }
}

private let server = Scope.office("server")

/// M/M/1 with mean service 1: Wq = ρ/(1−ρ), W = 1/(1−ρ), Lq = ρ²/(1−ρ), W exponential.
private func singleServer(_ file: String, rho: Double, widest: Double) -> Oracle {
  let sojourn = 1 / (1 - rho)
  func row(_ outcome: String, _ scope: Scope, _ formula: String, _ exact: Double) -> OracleRow {
    OracleRow(outcome: outcome, scope: scope, design: "queue", formula: formula, exact: exact)
  }
  return Oracle(
    file: file, widest: widest,
    rows: [
      row("waiting-time", server, "ρ/(1−ρ)", rho * sojourn),
      row("queue-length", server, "ρ²/(1−ρ)", rho * rho * sojourn),
      row("utilization", server, "ρ", rho),
      row("need-to-operate", .all, "1/(1−ρ)", sojourn),
      row("need-to-operate-median", .all, "ln 2/(1−ρ)", 0.6931471806 * sojourn),
      row("need-to-operate-p90", .all, "ln 10/(1−ρ)", 2.3025850930 * sojourn),
    ])
}

/// A queue with mean service 1, by its exact mean wait; Lq = λ Wq, W = Wq + 1.
private func queue(
  _ file: String, lambda: Double, servers: Double, formula: String, wait: Double, widest: Double
) -> Oracle {
  func row(_ outcome: String, _ scope: Scope, _ formula: String, _ exact: Double) -> OracleRow {
    OracleRow(outcome: outcome, scope: scope, design: "queue", formula: formula, exact: exact)
  }
  return Oracle(
    file: file, widest: widest,
    rows: [
      row("waiting-time", server, formula, wait),
      row("queue-length", server, "λ Wq", lambda * wait),
      row("utilization", server, "λ/c", lambda / servers),
      row("need-to-operate", .all, "Wq + 1", wait + 1),
    ])
}

/// Jackson's network: flows 0.625, 0.625, 0.5; each station an M/M/c queue.
private let network = Oracle(
  file: "rework-network.yaml", widest: 0.05,
  rows: [
    ("waiting-time", "intake-desk", "M/M/1, ρ = 0.625", 1.6666666667),
    ("waiting-time", "review-desk", "M/M/2, λ = 0.625, μ = 0.4", 3.9160401003),
    ("waiting-time", "decision-desk", "M/M/1, λ = 0.5, μ = 0.9", 1.3888888889),
    ("queue-length", "intake-desk", "L − ρ = 1.6666666667 − 0.625", 1.0416666667),
    ("queue-length", "review-desk", "L − 2ρ = 4.0100250627 − 1.5625", 2.4475250627),
    ("queue-length", "decision-desk", "L − ρ = 1.25 − 5/9", 0.6944444444),
  ].map {
    OracleRow(
      outcome: $0.0, scope: .office($0.1), design: "network", formula: $0.2, exact: $0.3)
  } + [
    OracleRow(
      outcome: "need-to-operate", scope: .all, design: "network",
      formula: "L/λ = 6.9266917293/0.5", exact: 13.8533834586)
  ])

/// n exponential reviews: n days in a row, H_n at once.
private let maxima = Oracle(
  file: "parallel-maxima.yaml", widest: 0.01,
  rows: [("two", 2), ("three", 3), ("four", 4), ("five", 5)].flatMap { name, n -> [OracleRow] in
    let harmonic = (1...n).reduce(0.0) { $0 + 1 / Double($1) }
    func row(_ design: Name, _ formula: String, _ exact: Double, isDifference: Bool = false)
      -> OracleRow
    {
      OracleRow(
        outcome: "need-to-operate-idle", scope: .applicantClass(name), design: design,
        formula: formula, exact: exact, isDifference: isDifference)
    }
    return [
      row("serial", "n = \(n)", Double(n)), row("parallel", "H_\(n)", harmonic),
      row("parallel", "H_\(n) − \(n)", harmonic - Double(n), isDifference: true),
    ]
  })

/// 80 of 1,000 do not comply; days operated with the defect.
private let exposure = Oracle(
  file: "commitment-exposure.yaml", widest: 0.05,
  rows: [
    ("before", "80 × 15% × 365", 4_380.0), ("checked-0", "80 × 365", 29_200),
    ("checked-30", "80 × (0.27 × 60 + 0.73 × 365)", 22_612),
    ("checked-50", "80 × (0.45 × 60 + 0.55 × 365)", 18_220),
    ("checked-100", "80 × (0.9 × 60 + 0.1 × 365)", 7_240),
  ].map {
    OracleRow(
      outcome: "exposure-days-per-1000", scope: .all, design: $0.0, formula: $0.1, exact: $0.2)
  }
    + [("checked-0", 24_820.0), ("checked-30", 18_232), ("checked-50", 13_840)].map {
      OracleRow(
        outcome: "exposure-days-per-1000", scope: .all, design: $0.0, formula: "after − 4,380",
        exact: $0.1, isDifference: true)
    })

private let oracles = [
  singleServer("mm1-rho-05.yaml", rho: 0.5, widest: 0.03),
  singleServer("mm1-rho-08.yaml", rho: 0.8, widest: 0.04),
  singleServer("mm1-rho-09.yaml", rho: 0.9, widest: 0.06),
  queue(
    "mm2.yaml", lambda: 1.5, servers: 2, formula: "C/(cμ−λ), C = 0.6428571429",
    wait: 1.2857142857, widest: 0.04),
  queue(
    "mm5.yaml", lambda: 4, servers: 5, formula: "C/(cμ−λ), C = 0.5541125541",
    wait: 0.5541125541, widest: 0.04),
  queue("md1.yaml", lambda: 0.8, servers: 1, formula: "ρ/(2(1−ρ))", wait: 2, widest: 0.03),
  network, maxima, exposure,
]

@Suite(.serialized) struct `A study of a model with an exact answer` {
  /// A 95 % interval misses one row in twenty, and there are 57.
  ///
  /// So each row may stand off by 1.75 half-widths (3.5 standard errors: 95 % for all rows together,
  /// after Bonferroni), and of the rows of one file at most one may lie outside its own interval.
  @Test(arguments: oracles) func `finds it`(oracle: Oracle) async throws {
    let results = try await study(try scenario(named: "oracles/\(oracle.file)"))
    var outside = 0
    for row in oracle.rows {
      let estimate: Double?
      let interval: Interval?
      if row.isDifference {
        let found = try results.difference(row.outcome, row.scope, of: row.design)
        (estimate, interval) = (found.difference, found.runNoise)
      } else {
        let found = try results.estimate(row.outcome, row.scope, of: row.design)
        (estimate, interval) = (found.estimate, found.runNoise)
        #expect(!found.isCensored)
      }
      let value = try #require(estimate)
      let noise = try #require(interval)
      let name = "\(row.design) \(row.outcome) \(row.scope.text) = \(row.formula) = \(row.exact)"
      #expect(
        abs(value - row.exact) <= 1.75 * noise.halfWidth,
        "\(name): found \(value), \(noise.low) to \(noise.high)")
      #expect(
        noise.halfWidth <= oracle.widest * abs(row.exact),
        "\(name): ±\(noise.halfWidth) is too wide to prove anything")
      if !noise.contains(row.exact) { outside += 1 }
    }
    #expect(outside <= 1, "\(oracle.file): \(outside) rows lie outside their interval")
  }

  /// 20 days before and 1 day after, for everybody: no noise at all.
  @Test func `finds 19,000 days saved per 1,000, without any noise`() async throws {
    let results = try await study(
      try scenario(named: "oracles/commitment-exposure.yaml"), replications: 20,
      designs: ["checked-30"])
    let saved = try results.difference("need-to-operate-idle", of: "checked-30")
    #expect(saved.difference == -19)
    #expect(saved.runNoise == Interval(low: -19, high: -19))
    #expect(saved.verdict == .better)
    #expect(saved.worthwhile == .yes)
    let applicants = try results.comparison("checked-30").applicants
    #expect(applicants.time.gain.share == 1)
    #expect(applicants.placebo.gain.share == 0)
    #expect(applicants.placebo.lose.share == 0)
  }

  /// Little's law, L = λ W, holds within one run exactly; here over the window, to its edges.
  @Test func `finds as many cases as arrive times how long they wait`() async throws {
    let results = try await study(try scenario(named: "oracles/mm5.yaml"))
    let length = try #require(try results.estimate("queue-length", server, of: "queue").estimate)
    let wait = try #require(try results.estimate("waiting-time", server, of: "queue").estimate)
    let design = try #require(results.designs.first)
    let perDay = Double(design.cases) / 40 / 7_305
    #expect(abs(length / (perDay * wait) - 1) < 0.005)
  }
}
