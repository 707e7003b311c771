import ApprovalModel
import Experiments
import Inference
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the long studies are asked for: `make prove`.
private let proves = getenv("REFORMLAB_PROVE") != nil

@Suite(.serialized) struct `Prove that intervals cover` {
  /// How many of 200 intervals may cover: 190 expected, ± 2.58 standard errors of the binomial
  /// distribution (√(200 × 0.95 × 0.05) = 3.08).
  static let covering = 182...198

  /// M/M/1 with ρ = 0.5: Wq = 1, the mean time in the system 2, its p90 2 ln 10.
  ///
  /// One method each: t
  /// over replications and the jackknife of a pooled quantile.
  @Test(.enabled(if: proves)) func `the exact values of M/M/1 in 19 of 20 studies`() async throws {
    var scenario = try scenario(named: "oracles/mm1-rho-05.yaml")
    scenario.study.window =
      try #require(CivilDate(iso: "2001-01-01"))...(try #require(CivilDate(iso: "2005-12-31")))
    scenario.study.warmUp = TimeSpan(1, .years)
    scenario.study.followFor = TimeSpan(1, .years)
    var covered = (wait: 0, sojourn: 0, p90: 0)
    for seed in 1...UInt64(200) {
      let results = try await study(scenario, seed: seed, compares: false)
      func covers(_ name: String, _ scope: Scope, _ exact: Double) throws -> Int {
        let noise = try results.estimate(name, scope, of: "queue").runNoise
        return try #require(noise).contains(exact) ? 1 : 0
      }
      covered.wait += try covers("waiting-time", .office("server"), 1)
      covered.sojourn += try covers("need-to-operate", .all, 2)
      covered.p90 += try covers("need-to-operate-p90", .all, 4.6051701860)
    }
    print(
      "covering of 200: mean wait \(covered.wait), time in the system \(covered.sojourn), p90 \(covered.p90)"
    )
    #expect(Self.covering.contains(covered.wait), "mean wait: \(covered.wait) of 200")
    #expect(
      Self.covering.contains(covered.sojourn), "time in the system: \(covered.sojourn) of 200")
    #expect(Self.covering.contains(covered.p90), "p90: \(covered.p90) of 200")
  }

  /// Exposure before 4,380 and its paired rise to 22,612: the interval of a paired difference.
  @Test(.enabled(if: proves)) func `the exact exposure in 19 of 20 studies`() async throws {
    var scenario = try scenario(named: "oracles/commitment-exposure.yaml")
    scenario.study.window =
      try #require(CivilDate(iso: "2024-01-01"))...(try #require(CivilDate(iso: "2024-01-31")))
    var covered = (before: 0, after: 0, rise: 0)
    for seed in 1...UInt64(200) {
      let results = try await study(scenario, seed: seed, designs: ["checked-30"])
      let name = "exposure-days-per-1000"
      let before = try #require(try results.estimate(name, of: "before").runNoise)
      let after = try #require(try results.estimate(name, of: "checked-30").runNoise)
      let rise = try #require(try results.difference(name, of: "checked-30").runNoise)
      covered.before += before.contains(4_380) ? 1 : 0
      covered.after += after.contains(22_612) ? 1 : 0
      covered.rise += rise.contains(18_232) ? 1 : 0
    }
    print(
      "covering of 200: exposure before \(covered.before), after \(covered.after), rise \(covered.rise)"
    )
    #expect(Self.covering.contains(covered.before), "before: \(covered.before) of 200")
    #expect(Self.covering.contains(covered.after), "after: \(covered.after) of 200")
    #expect(Self.covering.contains(covered.rise), "rise: \(covered.rise) of 200")
  }

  /// An oracle with a window of five years after two of warming up.
  private func shortened(_ file: String) throws -> Scenario {
    var scenario = try scenario(named: "oracles/\(file)")
    scenario.study.window =
      try #require(CivilDate(iso: "2003-01-01"))...(try #require(CivilDate(iso: "2007-12-31")))
    scenario.study.warmUp = TimeSpan(2, .years)
    scenario.study.followFor = TimeSpan(1, .years)
    return scenario
  }

  /// M/M/1/5: the share turned away, a jackknife of a pooled share, and the mean wait.
  @Test(.enabled(if: proves)) func `the exact share turned away in 19 of 20 studies`() async throws
  {
    let scenario = try shortened("finite-capacity.yaml")
    var covered = (share: 0, wait: 0)
    for seed in 1...UInt64(200) {
      let results = try await study(scenario, seed: seed, compares: false)
      let share = try results.estimate("turned-away-share", of: "queue").runNoise
      let wait = try results.estimate("waiting-time", .office("server"), of: "queue").runNoise
      covered.share += try #require(share).contains(0.1260225500) ? 1 : 0
      covered.wait += try #require(wait).contains(1.7902859515) ? 1 : 0
    }
    print("covering of 200: share turned away \(covered.share), mean wait \(covered.wait)")
    #expect(Self.covering.contains(covered.share), "share: \(covered.share) of 200")
    #expect(Self.covering.contains(covered.wait), "mean wait: \(covered.wait) of 200")
  }

  /// Two priorities: the mean time in the system of each class.
  @Test(.enabled(if: proves)) func `the exact times of both priorities in 19 of 20 studies`()
    async throws
  {
    let scenario = try shortened("priorities.yaml")
    var covered = (urgent: 0, ordinary: 0)
    for seed in 1...UInt64(200) {
      let results = try await study(scenario, seed: seed, compares: false)
      func covers(_ name: Name, _ exact: Double) throws -> Int {
        let noise = try results.estimate("need-to-operate", .applicantClass(name), of: "queue")
          .runNoise
        return try #require(noise).contains(exact) ? 1 : 0
      }
      covered.urgent += try covers("urgent", 2.1428571429)
      covered.ordinary += try covers("ordinary", 6.7142857143)
    }
    print("covering of 200: urgent \(covered.urgent), ordinary \(covered.ordinary)")
    #expect(Self.covering.contains(covered.urgent), "urgent: \(covered.urgent) of 200")
    #expect(Self.covering.contains(covered.ordinary), "ordinary: \(covered.ordinary) of 200")
  }

  /// A fork and a join at half load: the time at once, and the time it saves.
  @Test(.enabled(if: proves)) func `the exact time of two approvals at once in 19 of 20 studies`()
    async throws
  {
    let scenario = try shortened("fork-join-05.yaml")
    var covered = (parallel: 0, saved: 0)
    for seed in 1...UInt64(200) {
      let results = try await study(scenario, seed: seed)
      let parallel = try results.estimate("need-to-operate", of: "parallel").runNoise
      let saved = try results.difference("need-to-operate", of: "parallel").runNoise
      covered.parallel += try #require(parallel).contains(2.875) ? 1 : 0
      covered.saved += try #require(saved).contains(-1.125) ? 1 : 0
    }
    print("covering of 200: at once \(covered.parallel), saved \(covered.saved)")
    #expect(Self.covering.contains(covered.parallel), "at once: \(covered.parallel) of 200")
    #expect(Self.covering.contains(covered.saved), "saved: \(covered.saved) of 200")
  }
}
