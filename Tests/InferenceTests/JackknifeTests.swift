import Inference
import Testing

/// Values that look scattered, the same on every machine.
private func scattered(_ count: Int, seed: Int, around center: Int64) -> [Int64] {
  var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return center + Int64(state >> 33) % center
  }
}

@Suite struct `The jackknife of a ratio` {
  /// With equal denominators the ratio of sums is a mean, and its jackknife is the t interval.
  @Test func `of equal denominators is the mean with its t interval`() throws {
    let values = [3.0, 1, 4, 1, 5, 9, 2, 6]
    let mean = try #require(meanInterval(values, .percent90))
    let ratio = try #require(
      jackknifeRatio(
        numerators: values, denominators: Array(repeating: 1, count: 8), .percent90))
    #expect(abs(ratio.estimate - mean.mean) < 1e-12)
    #expect(abs(ratio.interval.low - mean.interval.low) < 1e-12)
    #expect(abs(ratio.interval.high - mean.interval.high) < 1e-12)
  }

  /// 1/2 and 2/2 of two cases each: 3/4; left-out values 1 and 1/2; squared error
  /// (1/2)(2 × 1/16) = 1/16; t with one degree 12.7062, half width 3.17655.
  @Test func `matches a case worked by hand`() throws {
    let ratio = try #require(
      jackknifeRatio(numerators: [1, 2], denominators: [2, 2], .percent95))
    #expect(ratio.estimate == 0.75)
    #expect(abs(ratio.interval.halfWidth - 12.7062047 / 4) < 1e-6)
  }

  @Test func `difference of a design with itself is exactly zero`() throws {
    let shares = (numerators: [1.0, 2, 3], denominators: [7.0, 5, 3])
    let ratio = try #require(
      jackknifeRatioDifference(baseline: shares, design: shares, .percent95))
    #expect(ratio.estimate == 0)
    #expect(ratio.interval == Interval(low: 0, high: 0))
  }

  /// A constant gain of 1/10 in each replication has no run noise, however much both sides vary.
  @Test func `difference pairs the replications`() throws {
    let baseline = (numerators: [10.0, 50, 30], denominators: [100.0, 100, 100])
    let design = (numerators: [20.0, 60, 40], denominators: [100.0, 100, 100])
    let ratio = try #require(
      jackknifeRatioDifference(baseline: baseline, design: design, .percent95))
    #expect(abs(ratio.estimate - 0.1) < 1e-15)
    #expect(ratio.interval.halfWidth < 1e-14)
  }

  @Test func `is absent for too few replications or without cases`() {
    #expect(jackknifeRatio(numerators: [], denominators: [], .percent95) == nil)
    #expect(jackknifeRatio(numerators: [1], denominators: [2], .percent95) == nil)
    #expect(jackknifeRatio(numerators: [0, 1], denominators: [0, 2], .percent95) == nil)
  }
}

@Suite struct `The jackknife of quantiles` {
  // Of 1...9 the median is 5, with 5 of 9 cases up to it. Without a replication 2, 3 and 5 of 6 remain: mean
  // 5/9, squared deviations (16 + 1 + 25)/324, times 2/3 is 7/81: error √7/9, t 4.30265, so the interval of
  // the share reaches beyond 0 and 1, whose quantiles are 1 and 9. The line rises by 8.
  @Test func `matches a case worked by hand`() throws {
    let replications = [
      Histogram(values: [1, 2, 3]), Histogram(values: [4, 5, 6]), Histogram(values: [7, 8, 9]),
    ]
    let median = try #require(jackknifeQuantile(0.5, replications, .percent95))
    #expect(median.estimate == 5)
    #expect(abs(median.interval.halfWidth - 4.3026527 * 8 * 7.0.squareRoot() / 9) < 1e-6)
  }

  @Test func `spread is the 90 % less the 10 % quantile`() throws {
    let replications = [Histogram(values: Array(1...50)), Histogram(values: Array(51...100))]
    let spread = try #require(jackknife(.spread, replications, .percent95))
    #expect(spread.estimate == 80)
    let median = try #require(jackknife(.median, replications, .percent95))
    #expect(median.estimate == 50)
  }

  /// The shares of every pool are counted in the values themselves.
  @Test func `leaves out what it says`() throws {
    let values = (1...12).map { scattered(40 + $0, seed: $0, around: 150) }
    let all = values.joined().sorted()
    let p90 = Double(all[(9 * all.count + 9) / 10 - 1])
    func share(_ values: [Int64]) -> Double {
      Double(values.count { Double($0) <= p90 }) / Double(values.count)
    }
    let shares = values.indices.map { left in
      share(values.indices.filter { $0 != left }.flatMap { values[$0] })
    }
    let mean = shares.reduce(0, +) / 12
    let error = (11.0 / 12 * shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }).squareRoot()
    let reach = studentT(.percent95, degreesOfFreedom: 11) * error
    let pool = Histogram(values: all)
    let (low, high) = (
      try #require(pool.quantile(0.9 - reach)), try #require(pool.quantile(0.9 + reach))
    )
    let slope = Double(high - low) / (2 * reach)
    let left = try #require(leaveOneOut(.quantile(0.9), values.map { Histogram(values: $0) }))
    #expect(left.all == p90)
    for (found, part) in zip(left.without, shares) {
      // Shifts are whole multiples of 2⁻²⁰.
      #expect(abs(found - (p90 + (share(all) - part) * slope)) < 0x1p-21 + 1e-9)
    }
  }

  /// 400 samples of 20 × 200 uniform values: the interval should hold the true 90 % quantile in about
  /// 380 of them; five standard deviations of that count are 22.
  @Test func `covers the true quantile about as often as it claims`() throws {
    var covered = 0
    for sample in 0..<400 {
      let replications = (0..<20).map {
        Histogram(values: scattered(200, seed: 1 + sample * 20 + $0, around: 10_000_000))
      }
      let p90 = try #require(jackknifeQuantile(0.9, replications, .percent95))
      if p90.interval.contains(19_000_000) { covered += 1 }
    }
    #expect(covered >= 358, "covered \(covered) of 400")
    #expect(covered <= 398, "covered \(covered) of 400")
  }

  @Test func `difference of a design with itself is exactly zero`() throws {
    let replications = (1...5).map { Histogram(values: scattered(50, seed: $0, around: 90_000)) }
    let result = try #require(
      jackknifeQuantileDifference(0.9, replications, replications, .percent95))
    #expect(result.estimate == 0)
    #expect(result.interval == Interval(low: 0, high: 0))
  }

  @Test func `difference is design minus baseline`() throws {
    let baseline = (1...5).map { Histogram(values: scattered(50, seed: $0, around: 200)) }
    let design = (1...5).map { seed in
      Histogram(values: scattered(50, seed: seed, around: 200).map { $0 - 30 })
    }
    let result = try #require(jackknifeQuantileDifference(0.5, baseline, design, .percent95))
    #expect(result.estimate == -30)
    #expect(result.interval == Interval(low: -30, high: -30))
    let spread = try #require(jackknifeDifference(.spread, baseline, design, .percent95))
    #expect(spread.estimate == 0)
  }

  @Test func `is absent where the quantile is not reached`() {
    let open = [Histogram(values: [1, 2], open: 1), Histogram(values: [1, 2], open: 1)]
    #expect(jackknifeQuantile(0.9, open, .percent95) == nil)
    #expect(jackknifeQuantile(0.5, open, .percent95) != nil)
    // Two thirds end: 60 % is reached, but not the upper end of its interval.
    let unsure = [Histogram(values: [1, 2, 3, 4]), Histogram(values: [], open: 2)]
    #expect(jackknifeQuantile(0.6, unsure, .percent95) == nil)
    // Together half the cases end; without the first replication no case does.
    let uneven = [Histogram(values: [1, 2]), Histogram(values: [], open: 2)]
    #expect(jackknifeQuantile(0.5, uneven, .percent95) == nil)
    #expect(jackknifeQuantileDifference(0.9, uneven, open, .percent95) == nil)
  }

  @Test func `is absent for fewer than two replications`() {
    #expect(jackknifeQuantile(0.5, [], .percent95) == nil)
    #expect(jackknifeQuantile(0.5, [Histogram(values: [1])], .percent95) == nil)
    #expect(jackknifeQuantile(0.5, [Histogram(), Histogram()], .percent95) == nil)
    #expect(jackknifeQuantileDifference(0.5, [], [], .percent95) == nil)
  }
}
