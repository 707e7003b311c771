import ApprovalModel
import Experiments
import Foundation
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
  _ file: String, lambda: Double, servers: Double, formula: String, wait: Double,
  widest: Double = 0.06
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

/// V = 1,000 × Φ(ln(20,000/x)/σ) violate, x = r × 90 % × 100,000 yuan, and r × 90 % of them are found.
private let deterrence = Oracle(
  file: "deterrence.yaml", widest: 0.03,
  rows: [
    ("10", 787.8237042475), ("20", 541.9752849290), ("30", 381.9934954796),
    ("50", 208.5905960810), ("80", 100), ("100", 66.1874013529),
  ].flatMap { rate, violate -> [OracleRow] in
    let found = (Double(rate) ?? 0) / 100 * 0.9
    func row(_ outcome: String, _ formula: String, _ exact: Double) -> OracleRow {
      OracleRow(
        outcome: outcome, scope: .all, design: "rate-\(rate)", formula: formula, exact: exact)
    }
    return [
      row("defects-per-1000", "V = 1,000 Φ(ln(20/x)/σ), x = 0.9 × \(rate)", violate),
      row("defects-found-late-per-1000", "0.9 × \(rate)% × V", found * violate),
    ]
  })

/// A row of the only design `queue`.
private func row(_ outcome: String, _ scope: Scope, _ formula: String, _ exact: Double)
  -> OracleRow
{
  OracleRow(outcome: outcome, scope: scope, design: "queue", formula: formula, exact: exact)
}

/// M/M/1/5 with λ = 0.9: pₙ = (1−ρ)ρⁿ/(1−ρ⁶); L is a mean over all who come, those turned away too.
private let finiteCapacity = Oracle(
  file: "finite-capacity.yaml", widest: 0.06,
  rows: [
    row("turned-away-share", .all, "p₅ = (1−ρ)ρ⁵/(1−ρ⁶)", 0.1260225500),
    row("waiting-time", server, "Lq/(λ(1−p₅))", 1.7902859515),
    row("queue-length", server, "Lq", 1.4082025956),
    row("utilization", server, "1 − p₀", 0.7865797050),
    row("need-to-operate", .all, "L/λ, 0 for those turned away", 2.4386470007),
  ])

/// Cobham: R = 0.8, Wq = R/(1−ρ₁) and R/((1−ρ₁)(1−ρ)); work is conserved.
private let priorities = Oracle(
  file: "priorities.yaml", widest: 0.06,
  rows: [
    row("need-to-operate", .applicantClass("urgent"), "R/(1−ρ₁) + 1", 2.1428571429),
    row("need-to-operate", .applicantClass("ordinary"), "R/((1−ρ₁)(1−ρ)) + 1", 6.7142857143),
    row("waiting-time", server, "(0.3 Wq₁ + 0.5 Wq₂)/0.8", 4),
    row("queue-length", server, "0.3 Wq₁ + 0.5 Wq₂", 3.2),
    row("utilization", server, "ρ", 0.8),
  ])

/// M/M/2+M by its birth and death equations: λ = 2.2, patience with mean 4.
private let impatience = Oracle(
  file: "impatience.yaml", widest: 0.06,
  rows: [
    row("withdrawn-share", .all, "Lq/(4λ)", 0.2187031866),
    row("waiting-time", server, "of those served", 0.8585045675),
    row("queue-length", server, "Σ (n−2) pₙ", 1.9245880424),
    row("utilization", server, "Σ min(n, 2) pₙ/2", 0.8594264947),
    row("need-to-operate", .all, "L/λ, until served or gone", 1.6561095150),
  ])

/// Two patients an hour, three treated an hour; in days.
private func hospital(_ file: String, wait: Double, length: Double, busy: Double, _ formula: String)
  -> Oracle
{
  Oracle(
    file: file, widest: 0.06,
    rows: [
      row("need-to-operate", .all, "\(formula) + 20 minutes", (wait + 20) / 1_440),
      row("waiting-time", server, formula, wait / 1_440),
      row("queue-length", server, "2 an hour × Wq", length),
      row("utilization", server, "2/(3c)", busy),
    ])
}

/// A fork and a join of two M/M/1 queues, beside the same two one after the other.
private func forkJoin(_ file: String, rho: Double) -> Oracle {
  let one = 1 / (1 - rho)
  let both = (12 - rho) / 8 * one
  func row(
    _ design: Name, _ outcome: String, _ scope: Scope, _ formula: String, _ exact: Double,
    isDifference: Bool = false
  ) -> OracleRow {
    OracleRow(
      outcome: outcome, scope: scope, design: design, formula: formula, exact: exact,
      isDifference: isDifference)
  }
  return Oracle(
    file: file, widest: 0.06,
    rows: [
      row("parallel", "need-to-operate", .all, "(12−ρ)/(8(1−ρ))", both),
      row("serial", "need-to-operate", .all, "2/(1−ρ)", 2 * one),
      row(
        "parallel", "need-to-operate", .all, "(12−ρ)/(8(1−ρ)) − 2/(1−ρ)", both - 2 * one,
        isDifference: true),
      row("parallel", "acceptance-to-decision", .matter("first-review"), "1/(1−ρ)", one),
      row("parallel", "acceptance-to-decision", .matter("second-review"), "1/(1−ρ)", one),
    ])
}

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
  queue(
    "mm3.yaml", lambda: 2.5, servers: 3, formula: "C/(cμ−λ), C = 0.7022471910",
    wait: 1.4044943820),
  queue(
    "mm10.yaml", lambda: 9, servers: 10, formula: "C/(cμ−λ), C = 0.6687315241",
    wait: 0.6687315241),
  queue(
    "mm20.yaml", lambda: 18, servers: 20, formula: "C/(cμ−λ), C = 0.5507690048",
    wait: 0.2753845024),
  queue(
    "mg1-uniform.yaml", lambda: 0.8, servers: 1, formula: "ρ(1+c²)/(2(1−ρ)), c² = 1/3",
    wait: 2.6666666667),
  queue(
    "mg1-erlang.yaml", lambda: 0.8, servers: 1, formula: "ρ(1+c²)/(2(1−ρ)), c² = 1/2", wait: 3),
  queue(
    "mg1-hyperexponential.yaml", lambda: 0.8, servers: 1,
    formula: "ρ(1+c²)/(2(1−ρ)), c² = 3/2", wait: 5),
  queue(
    "dm1.yaml", lambda: 0.8, servers: 1, formula: "σ/(1−σ), σ = 0.6286297965",
    wait: 1.6927308399),
  queue("batch-arrivals.yaml", lambda: 0.8, servers: 1, formula: "6/λ − 1", wait: 6.5),
  finiteCapacity, priorities, impatience,
  hospital("hospital-1.yaml", wait: 40, length: 4.0 / 3, busy: 2.0 / 3, "40 minutes"),
  hospital("hospital-2.yaml", wait: 2.5, length: 1.0 / 12, busy: 1.0 / 3, "2.5 minutes"),
  forkJoin("fork-join-05.yaml", rho: 0.5), forkJoin("fork-join-08.yaml", rho: 0.8),
  forkJoin("fork-join-09.yaml", rho: 0.9), deterrence,
]

/// Files with the draws of `mm1-rho-08.yaml`: the same seed and the same class of applicants.
private let sameDraws: Set = [
  "mm1-rho-05.yaml", "mm1-rho-09.yaml", "mm2.yaml", "mm5.yaml", "md1.yaml",
]

/// A row with what the study found.
private struct FoundRow {
  let row: OracleRow
  let value: Double
  let noise: Interval
  let isCensored: Bool

  var isInside: Bool { noise.contains(row.exact) }

  /// The row as the page on validation shows it.
  func line(_ file: String) -> String {
    let scope = row.scope == server || row.scope == .all ? "" : ", \(row.scope.text)"
    let cells = [
      "`\(file.dropLast(5))`", row.isDifference ? "\(row.design) less baseline" : "\(row.design)",
      "`\(row.outcome)`\(scope)", row.formula, decimal(row.exact), decimal(value),
      "\(decimal(noise.low)) to \(decimal(noise.high))", isInside ? "yes" : "**no**",
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }

  private func decimal(_ x: Double) -> String {
    let digits = abs(x) < 0.1 ? 6 : abs(x) < 1_000 ? 4 : 0
    return x.formatted(
      .number.precision(.fractionLength(digits)).locale(Locale(identifier: "en")))
  }
}

/// The studies of the files, each run once for all tests.
private actor OracleStudies {
  static let shared = OracleStudies()
  private var found: [String: [FoundRow]] = [:]

  func rows(_ oracle: Oracle) async throws -> [FoundRow] {
    if let rows = found[oracle.file] { return rows }
    let results = try await study(try scenario(named: "oracles/\(oracle.file)"))
    let rows = try oracle.rows.map { row in
      if row.isDifference {
        let found = try results.difference(row.outcome, row.scope, of: row.design)
        return FoundRow(
          row: row, value: try #require(found.difference), noise: try #require(found.runNoise),
          isCensored: false)
      }
      let found = try results.estimate(row.outcome, row.scope, of: row.design)
      return FoundRow(
        row: row, value: try #require(found.estimate), noise: try #require(found.runNoise),
        isCensored: found.isCensored)
    }
    found[oracle.file] = rows
    return rows
  }
}

@Suite(.serialized) struct `A study of a model with an exact answer` {
  /// How many half-widths a row may stand off.
  ///
  /// A 95 % interval misses one row in twenty. All rows together stay within this bound with a
  /// probability of 95 % at least (Bonferroni for 142 rows: 3.92 standard errors, Student's t with 39
  /// degrees of freedom, where the half-width is 2.02).
  static let simultaneous = 1.94
  static let mostRows = 142

  @Test(arguments: oracles) func `finds it`(oracle: Oracle) async throws {
    for found in try await OracleStudies.shared.rows(oracle) {
      let (row, noise) = (found.row, found.noise)
      let name = "\(row.design) \(row.outcome) \(row.scope.text) = \(row.formula) = \(row.exact)"
      #expect(!found.isCensored)
      #expect(
        abs(found.value - row.exact) <= Self.simultaneous * noise.halfWidth,
        "\(name): found \(found.value), \(noise.low) to \(noise.high)")
      #expect(
        noise.halfWidth <= oracle.widest * abs(row.exact),
        "\(name): ±\(noise.halfWidth) is too wide to prove anything")
    }
  }

  /// The first rows of the 21 files with draws of their own are independent.
  ///
  /// At most five may lie outside their 95 % interval (binomial: six or more do once in 2,300 times).
  /// The sum of squares of their deviations in standard errors is that of 21 t variables: within the
  /// 99.9 % range of chi-square, 5.9 to 49.0, times 39/37. Intervals that are too wide fall below.
  @Test func `is off by as much as its interval says`() async throws {
    #expect(oracles.reduce(0) { $0 + $1.rows.count } <= Self.mostRows)
    var outside: [String] = []
    var squares = 0.0
    let independent = oracles.filter { !sameDraws.contains($0.file) }
    for oracle in independent {
      let first = try #require(try await OracleStudies.shared.rows(oracle).first)
      if !first.isInside { outside.append(oracle.file) }
      let deviation = (first.value - first.row.exact) / (first.noise.halfWidth / 2.0227)
      squares += deviation * deviation
    }
    #expect(independent.count == 21)
    #expect(outside.count <= 5, "\(outside)")
    #expect((5.9...51.7).contains(squares), "the sum of squares is \(squares)")
  }

  /// `UPDATE_GOLDEN=1` writes the table into the page instead.
  @Test func `stands in the page on validation as it is found`() async throws {
    var lines = [
      "| file | design | outcome | formula | exact | found | 95 % interval | inside |",
      "|---|---|---|---|---|---|---|---|",
    ]
    for oracle in oracles {
      lines += try await OracleStudies.shared.rows(oracle).map { $0.line(oracle.file) }
    }
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/validation.md")
    var text = try String(contentsOf: page, encoding: .utf8)
    let begin = try #require(text.range(of: "<!-- measured: oracles -->\n\n"))
    let end = try #require(
      text.range(of: "\n\n<!-- end -->", range: begin.upperBound..<text.endIndex))
    let table = lines.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      text.replaceSubrange(begin.upperBound..<end.lowerBound, with: table)
      try text.write(to: page, atomically: true, encoding: .utf8)
    } else {
      #expect(text[begin.upperBound..<end.lowerBound] == table)
    }
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
