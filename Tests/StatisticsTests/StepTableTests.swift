import Kernel
import Statistics
import Testing

/// Distributions of several parts, from harmless to nasty.
private let severalParts: [Distribution] = [
  .empirical([2, 3, 3, 9]),
  .histogram([
    Distribution.Bin(0, 4, share: 0.5), Distribution.Bin(4, 8, share: 0.25),
    Distribution.Bin(24, 40, share: 0.25),
  ]),
  // Two narrow humps with nothing between, and a narrow one on a broad ground.
  .mixture([
    Distribution.Component(share: 0.5, .lognormal(median: 1, sigma: 0.05)),
    Distribution.Component(share: 0.5, .lognormal(median: 100, sigma: 0.05)),
  ]),
  .mixture([
    Distribution.Component(share: 0.9, .exponential(mean: 10)),
    Distribution.Component(
      share: 0.1, .truncatedNormal(mean: 20, deviation: 0.1, low: 0, high: 40)),
  ]),
  .mixture([
    Distribution.Component(share: 0.3, .uniform(low: 0, high: 10)),
    Distribution.Component(share: 0.3, .pert(low: 5, mode: 6, high: 20)),
    Distribution.Component(share: 0.2, .constant(8)),
    Distribution.Component(share: 0.2, .empirical([8, 30])),
  ]),
  // Of a log-logistic part with shape 3 in place of 5, the share 2^-54 that no table holds would carry
  // 6e-6 of the variance.
  .mixture([
    Distribution.Component(share: 0.4, .gamma(shape: 0.3, scale: 4)),
    Distribution.Component(share: 0.3, .logLogistic(median: 6, shape: 5)),
    Distribution.Component(share: 0.3, .beta(low: 0, high: 5, a: 0.5, b: 0.5)),
  ]),
]

@Suite struct `Steps` {
  private func steps(_ distribution: Distribution) throws -> StepReading {
    try #require(try StepReading(distribution))
  }

  /// 25 % zero, 50 % two, 25 % nine: the steps begin at exactly 2^62 and 3 × 2^62.
  @Test func `part the numbers by the shares, to the number`() throws {
    let steps = try steps(
      .discrete([
        Distribution.Atom(9, share: 0.25), Distribution.Atom(2, share: 0.5),
        Distribution.Atom(0, share: 0.25),
      ]))
    let quarter: UInt64 = 1 << 62
    #expect(steps.value(at: 0) == 0)
    #expect(steps.value(at: quarter - 1) == 0)
    #expect(steps.value(at: quarter) == 2)
    #expect(steps.value(at: 3 * quarter - 1) == 2)
    #expect(steps.value(at: 3 * quarter) == 9)
    #expect(steps.value(at: .max) == 9)
  }

  /// 1,000 values: each has a thousandth of all numbers, to 2^-52 of them.
  @Test func `give every value of a list the same share`() throws {
    let steps = try steps(.empirical((1...1_000).map { Double($0) }))
    #expect(steps.steps.count == 1_000)
    let fair = 0x1p64 / 1_000
    for (i, step) in steps.steps.enumerated() {
      #expect(step.low == Double(i + 1))
      #expect(abs(Double(step.last - step.first) + 1 - fair) <= 0x1p12)
    }
  }

  @Test func `count a value that stands twice twice`() throws {
    let steps = try steps(.empirical([3, 2, 3, 9]))
    #expect(steps.steps.map(\.low) == [2, 3, 9])
    #expect(steps.value(at: 1 << 62) == 3)
    #expect(steps.value(at: 3 << 62 - 1) == 3)
  }

  /// Three values in the last thousandth of a millionth keep their share of it.
  @Test func `keep a small share at the upper end`() throws {
    let steps = try steps(
      .discrete([Distribution.Atom(1, share: 1 - 0x1p-40), Distribution.Atom(2, share: 0x1p-40)]))
    #expect(steps.steps[1].first == 0 &- (1 << 24))
  }

  /// Half below 8, none from 8 to 24: the gap lies between two numbers.
  @Test func `leave a gap of a histogram empty`() throws {
    let steps = try steps(severalParts[1])
    let edge: UInt64 = 3 << 62
    #expect(steps.value(at: edge - 1) <= 8)
    #expect(steps.value(at: edge - 1) > 8 - 1e-15 * 16)
    #expect(steps.value(at: edge) >= 24)
    #expect(steps.value(at: edge) < 24 + 1e-14)
    #expect(steps.value(at: .max) <= 40)
    #expect(steps.value(at: 1 << 63) == 4)
  }

  @Test(arguments: severalParts)
  func `rise with the number and cover all numbers`(distribution: Distribution) throws {
    let steps = try steps(distribution)
    #expect(steps.steps.first?.first == 0)
    #expect(steps.steps.last?.last == .max)
    for (step, next) in zip(steps.steps, steps.steps.dropFirst()) {
      #expect(next.first == step.last + 1)
      #expect(steps.value(at: step.last) <= steps.value(at: next.first))
    }
    var last = -Double.infinity
    for i in 0...200_000 as ClosedRange<UInt64> {
      let value = steps.value(at: i * (.max / 200_000))
      #expect(value >= last)
      last = value
    }
  }

  /// Either the value is right to 1.1e-5, or the probability below it to 4e-6 of the nearer tail: where
  /// hardly anything lies, a value says little.
  @Test(arguments: severalParts)
  func `follow the exact quantile through valleys and bends`(distribution: Distribution) throws {
    let steps = try steps(distribution)
    var v = 1e-6
    while v < 0.5 {
      let low = UInt64(v * 0x1p64)
      for h in [low, ~low] {
        let u = (Double(h) + 0.5) * 0x1p-64
        let (found, exact) = (steps.value(at: h), distribution.quantile(u))
        let miss = abs(distribution.cumulative(found) - u) / min(u, 1 - u)
        #expect(abs(found - exact) <= 1.1e-5 * exact || miss <= 4e-6, "u \(u): \(found), \(exact)")
      }
      v *= 1.0083
    }
  }

  @Test(arguments: severalParts)
  func `have the mean and variance of their parts`(distribution: Distribution) throws {
    let moments = try steps(distribution).moments
    #expect(abs(moments.mean / distribution.mean - 1) < 3e-6)
    #expect(abs(moments.variance / distribution.variance - 1) < 3e-6)
  }

  @Test func `are the same for a mixture of mixtures and for its parts at once`() {
    let nested = Distribution.mixture([
      Distribution.Component(share: 0.5, .constant(1)),
      Distribution.Component(
        share: 0.5,
        .mixture([
          Distribution.Component(share: 0.5, .constant(2)),
          Distribution.Component(share: 0.5, .uniform(low: 3, high: 4)),
        ])),
    ])
    let flat = Distribution.mixture([
      Distribution.Component(share: 0.5, .constant(1)),
      Distribution.Component(share: 0.25, .constant(2)),
      Distribution.Component(share: 0.25, .uniform(low: 3, high: 4)),
    ])
    #expect(nested.form == flat.form)
    #expect(abs(nested.mean - 1.875) < 1e-15)
  }

  @Test(arguments: severalParts)
  func `keep their shape when scaled`(distribution: Distribution) {
    guard case .steps(let before, 1) = distribution.form,
      case .steps(let after, 0.7) = distribution.form.scaled(by: 0.7)
    else {
      Issue.record("several parts are drawn in steps")
      return
    }
    #expect(before == after)
    let scaled = distribution.scaled(by: 0.7)
    for u in [0.1, 0.4, 0.77] {
      #expect(abs(scaled.quantile(u) - 0.7 * distribution.quantile(u)) < 1e-9)
    }
  }

  @Test func `refuse what has no parts or the wrong shares`() {
    let faults: [(Distribution, DistributionError)] = [
      (.empirical([]), .empty),
      (.discrete([]), .empty),
      (.mixture([]), .empty),
      (.empirical([1, .nan]), .notFinite("value")),
      (.discrete([Distribution.Atom(1, share: 0.5)]), .sharesSum),
      (
        .discrete([Distribution.Atom(1, share: 0), Distribution.Atom(2, share: 1)]),
        .notPositive("share")
      ),
      (.histogram([Distribution.Bin(2, 1, share: 1)]), .outOfOrder("from", "to")),
      (
        .histogram([Distribution.Bin(1, 3, share: 0.5), Distribution.Bin(2, 4, share: 0.5)]),
        .outOfOrder("to", "from")
      ),
      (
        .mixture([Distribution.Component(share: 1, .gamma(shape: 0, scale: 1))]),
        .notPositive("shape")
      ),
      (.beta(low: 0, high: 1, a: 0, b: 1), .notPositive("shape")),
      (.beta(low: 0, high: 1, a: 0.01, b: 1), .tooSmall("shape", least: 0.05)),
    ]
    for (distribution, error) in faults {
      #expect(throws: error) { try distribution.validate() }
      _ = (distribution.mean, distribution.variance, distribution.scaled(by: 2))
      for u in [0, 0.3, 1] { _ = distribution.cumulative(distribution.quantile(u)) }
      if case .steps(let shape, _) = distribution.form { _ = try? StepTable(shape) }
    }
  }
}
