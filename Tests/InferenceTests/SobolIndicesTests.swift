import Inference
import Statistics
import Testing

/// The indices of `model` on u in the unit cube, from shifted Sobol points; each group is a set of columns.
private func indices(
  rows: Int, inputs: Int, groups: [[Int]], seed: UInt64 = 1, resamples: Int = 200,
  _ model: ([Double]) -> Double
) throws -> SobolIndices {
  var random = SplitMix(seed)
  let shift = (0..<2 * inputs).map { _ in random.unit() }
  let points = try SobolPoints(dimensions: 2 * inputs).points(rows, shift: shift)
  let a = points.map { Array($0[..<inputs]) }
  let b = points.map { Array($0[inputs...]) }
  let swapped = groups.map { columns in
    zip(a, b).map { model(sobolRow($0, $1, swapping: columns)) }
  }
  return try #require(
    SobolIndices(
      a: a.map(model), b: b.map(model), swapped: swapped, resamples: resamples, .percent99,
      using: &random))
}

/// `found` holds `expected` in its 99 % interval, which is no wider than `width` to each side.
private func expect(_ found: SobolIndices.Share, _ expected: Double, within width: Double) {
  #expect(found.interval.contains(expected), "\(found) for \(expected)")
  #expect(found.interval.halfWidth < width, "\(found) for \(expected)")
  #expect(abs(found.estimate - expected) < width, "\(found) for \(expected)")
}

/// The sine by its series, so that the oracle needs no library.
private func sine(_ x: Double) -> Double {
  var (term, sum) = (x, x)
  for n in 1...14 {
    term *= -x * x / Double(2 * n * (2 * n + 1))
    sum += term
  }
  return sum
}

@Suite struct `Shares of the variance` {
  /// sin x + 7 sin² y + 0.1 z⁴ sin x on (-π, π)³ (Ishigami and Homma, 1990).
  ///
  /// With 4,096 rows the 99 % intervals reach 0.05 to both sides at most.
  @Test func `are those of Ishigami's function`() throws {
    func model(_ u: [Double]) -> Double {
      let x = u.map { (2 * $0 - 1) * Double.pi }
      let (s, t) = (sine(x[0]), sine(x[1]))
      return s + 7 * t * t + 0.1 * x[2] * x[2] * x[2] * x[2] * s
    }
    let found = try indices(rows: 4096, inputs: 3, groups: [[0], [1], [2]], model)
    for (share, exact) in zip(found.firstOrder, [0.3139052, 0.4424111, 0]) {
      expect(share, exact, within: 0.06)
    }
    for (share, exact) in zip(found.total, [0.5575889, 0.4424111, 0.2436837]) {
      expect(share, exact, within: 0.06)
    }
    expect(found.interactions, 1 - 0.3139052 - 0.4424111, within: 0.09)
    // 1/2 + a²/8 + bπ⁴/5 + b²π⁸/18.
    #expect(abs(found.variance / 13.844588 - 1) < 0.02)
    // x and z together, against y alone: the interaction is inside the group, and nothing is left over.
    let grouped = try indices(rows: 4096, inputs: 3, groups: [[0, 2], [1]], model)
    expect(grouped.firstOrder[0], 0.5575889, within: 0.08)
    expect(grouped.total[0], 0.5575889, within: 0.08)
    expect(grouped.interactions, 0, within: 0.09)
  }

  /// A sum: 98 % of the variance comes from seven inputs together, 2 % from the last; of few rows.
  @Test func `are told apart where a group brings nearly all`() throws {
    let weights = [3.0, 2, 2, 1, 1, 1, 1, 0.65]
    let squares = weights.map { $0 * $0 }
    let all = squares.reduce(0, +)
    let found = try indices(rows: 64, inputs: 8, groups: [Array(0..<7), [7], [6]]) { u in
      100 + zip(u, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    expect(found.firstOrder[0], 1 - squares[7] / all, within: 0.02)
    expect(found.firstOrder[1], squares[7] / all, within: 0.06)
    expect(found.firstOrder[2], squares[6] / all, within: 0.12)
  }

  /// ∏ (|4u - 2| + a) / (1 + a), the g-function of Saltelli and Sobol, 1995.
  @Test func `are those of the g-function`() throws {
    let a = [0, 1, 4.5, 9, 99, 99, 99, 99]
    let found = try indices(rows: 4096, inputs: 8, groups: (0..<8).map { [$0] }) { u in
      zip(u, a).reduce(1) { $0 * ((4 * $1.0 - 2).magnitude + $1.1) / (1 + $1.1) }
    }
    let first = [0.71619, 0.17905, 0.02368, 0.00716, 0.00007, 0.00007, 0.00007, 0.00007]
    let total = [0.78714, 0.24220, 0.03432, 0.01046, 0.00010, 0.00010, 0.00010, 0.00010]
    let widths = [0.06, 0.03, 0.01, 0.006, 0.001, 0.001, 0.001, 0.001]
    for input in 0..<8 {
      expect(found.firstOrder[input], first[input], within: widths[input])
      expect(found.total[input], total[input], within: widths[input])
    }
  }

  /// u is uniform with variance 1/12; the luck of the run is ±1/√12 by a coin that its coordinate tosses,
  /// with the same variance, and doubles where v is above 1/2.
  ///
  /// Mean square of the factor (1 + 4)/2 × 1/12 for the luck, all in all 1/12 + 5/24 = 7/24. Alone the luck
  /// has (3/2)²/12 = 3/16, that is 9/14; u has 2/7; the rest, 1/14, is luck and v together.
  @Test func `give the luck of the run its own`() throws {
    let found = try indices(rows: 4096, inputs: 3, groups: [[0], [1], [2]]) { u in
      let luck = (u[2] < 0.5 ? -1 : 1) / 12.0.squareRoot()
      return 100 + u[0] + luck * (u[1] < 0.5 ? 1 : 2)
    }
    expect(found.firstOrder[0], 2.0 / 7, within: 0.06)
    expect(found.firstOrder[2], 9.0 / 14, within: 0.06)
    expect(found.total[2], 10.0 / 14, within: 0.06)
    expect(found.firstOrder[1], 0, within: 0.06)
    expect(found.total[1], 1.0 / 14, within: 0.06)
    expect(found.interactions, 1.0 / 14, within: 0.09)
  }

  /// A mean a thousand times the deviation must not drown the shares.
  @Test func `do not depend on where zero is`() throws {
    let near = try indices(rows: 256, inputs: 2, groups: [[0], [1]]) { 3 * $0[0] + $0[1] }
    let far = try indices(rows: 256, inputs: 2, groups: [[0], [1]]) { 1e4 + 3 * $0[0] + $0[1] }
    for (one, other) in zip(near.firstOrder, far.firstOrder) {
      #expect(abs(one.estimate - other.estimate) < 1e-9)
      #expect(abs(one.interval.low - other.interval.low) < 1e-9)
    }
    #expect(abs(far.firstOrder[0].estimate - 0.9) < 0.01)
  }

  /// Of 100 intervals at 90 % 10 should miss; 20 would be over three standard deviations more.
  @Test func `have intervals that cover about as often as they claim`() throws {
    var covered = 0
    for seed in 1...100 as ClosedRange<UInt64> {
      var random = SplitMix(seed &* 7_919)
      // Random, not quasi-random rows: bootstrap intervals are made for independent ones.
      let a = (0..<200).map { _ in [random.unit(), random.unit()] }
      let b = (0..<200).map { _ in [random.unit(), random.unit()] }
      func model(_ u: [Double]) -> Double { 2 * u[0] + u[1] }
      let found = try #require(
        SobolIndices(
          a: a.map(model), b: b.map(model),
          swapped: [zip(a, b).map { model(sobolRow($0, $1, swapping: [0])) }],
          resamples: 200, .percent90, using: &random))
      covered += found.firstOrder[0].interval.contains(0.8) ? 1 : 0
    }
    #expect((80...98).contains(covered), "covered \(covered) of 100")
  }

  @Test func `are absent where nothing varies or something is not finite`() {
    var random = SplitMix(1)
    func found(_ a: [Double], _ b: [Double]) -> SobolIndices? {
      SobolIndices(a: a, b: b, swapped: [b], resamples: 10, .percent95, using: &random)
    }
    #expect(found([1, 1], [1, 1]) == nil)
    #expect(found([1], [2]) == nil)
    #expect(found([1, .nan], [1, 2]) == nil)
    #expect(found([1, 2], [1, 2]) != nil)
  }
}
