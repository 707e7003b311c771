/// Which share of the variance of an outcome comes from which inputs.
///
/// For independent inputs (Sobol, "Sensitivity estimates for nonlinear mathematical models", 1993). A group
/// of inputs counts like one input; so does the luck of the run, if it has a coordinate of its own, such as
/// the number of the replication. Shares are not cut at 0 or 1: an estimate below 0 says how rough it is.
/// Intervals hold the middle of the shares found when the rows are drawn again with replacement (Archer,
/// Saltelli and Sobol, "Sensitivity measures, ANOVA-like techniques and the use of bootstrap", 1997). That
/// takes the rows for independent; of quasi-random rows the intervals are rather too wide than too narrow.
public struct SobolIndices: Hashable, Sendable {
  /// A share of the variance, 1 being all of it, with its bootstrap interval.
  public struct Share: Hashable, Sendable {
    /// The share found.
    public let estimate: Double
    /// Where it may lie, given how few rows there are.
    public let interval: Interval

    /// A share with its interval.
    public init(estimate: Double, interval: Interval) {
      self.estimate = estimate
      self.interval = interval
    }
  }

  /// The variance of the outcome, in its unit squared.
  public let variance: Double
  /// For each group, the share that would vanish if the group were known: its first-order index.
  public let firstOrder: [Share]
  /// For each group, the share that would be left if all other groups were known: its total index.
  public let total: [Share]
  /// What is left of 1 beside all first-order indices; the part that several groups bring about together.
  ///
  /// Only if the groups hold every input between them.
  public let interactions: Share

  /// The indices from the outcomes of a design of matrices A, B and, for each group, A with the group's
  /// columns from B (see ``sobolRow(_:_:swapping:)``).
  ///
  /// First order by one of two estimators, that whose terms vary less over the rows: of Saltelli et al.,
  /// "Variance based sensitivity analysis of model output. Design and estimator for the total sensitivity
  /// index", Computer Physics Communications 181 (2010), table 2 (b), of outcomes less their mean, which is
  /// exact for a group that does nothing; or of Jansen, "Analysis of variance designs for model output",
  /// Computer Physics Communications 117 (1999), which is exact for one that does everything. Total by Jansen.
  ///
  /// - Parameters:
  ///   - a: the outcome of each row of A.
  ///   - b: the outcome of each row of B.
  ///   - swapped: for each group the outcome of each row of A with the group from B.
  ///   - resamples: how many bootstrap samples the intervals rest on.
  ///   - confidence: how much of them the intervals hold.
  ///   - generator: where the bootstrap samples come from.
  /// - Returns: nil for fewer than two rows, where an outcome is not finite, and where none varies.
  /// - Complexity: O(resamples × rows × groups).
  public init?(
    a: [Double], b: [Double], swapped: [[Double]], resamples: Int, _ confidence: Confidence,
    using generator: inout some RandomNumberGenerator
  ) {
    precondition(
      a.count == b.count && swapped.allSatisfy { $0.count == a.count },
      "each matrix has an outcome for every row")
    precondition(resamples > 0, "an interval needs bootstrap samples")
    guard a.count >= 2, (swapped + [a, b]).allSatisfy({ $0.allSatisfy { $0.isFinite } }) else {
      return nil
    }
    let rows = SobolRows(a: a, b: b, swapped: swapped)
    guard let found = rows.shares(of: Array(a.indices)) else { return nil }
    var drawn: [[Double]] = []
    while drawn.count < resamples {
      // Rows that happen not to vary have no shares; as others vary, they are drawn again.
      if let shares = rows.shares(of: generator.resample(a.count)) { drawn.append(shares.all) }
    }
    let shares = found.all.indices.compactMap { index in
      centralRange(drawn.map { $0[index] }, confidence).map {
        Share(estimate: found.all[index], interval: $0)
      }
    }
    guard shares.count == found.all.count else { return nil }
    variance = found.variance
    firstOrder = Array(shares[..<swapped.count])
    total = Array(shares[swapped.count..<2 * swapped.count])
    interactions = shares[2 * swapped.count]
  }
}

/// The row `a` of inputs with the `columns` of a group taken from the row `b`.
public func sobolRow(_ a: [Double], _ b: [Double], swapping columns: [Int]) -> [Double] {
  var row = a
  for column in columns { row[column] = b[column] }
  return row
}

/// The outcomes of a design, of which any rows can be looked at.
private struct SobolRows {
  let a: [Double]
  let b: [Double]
  let swapped: [[Double]]
  /// For each group, whether its first-order index is Jansen's.
  private let isJansens: [Bool]

  /// Takes for each group the estimator whose terms vary less.
  init(a: [Double], b: [Double], swapped: [[Double]]) {
    (self.a, self.b, self.swapped) = (a, b, swapped)
    let all = Moments(a + b)
    isJansens = swapped.map { swapped in
      guard let mean = all.mean, let variance = all.variance else { return false }
      let terms = a.indices.map { (b[$0] - mean) * (swapped[$0] - a[$0]) }
      let others = a.indices.map { row in
        variance - (b[row] - swapped[row]) * (b[row] - swapped[row]) / 2
      }
      return Moments(others).sumOfSquaredDeviations < Moments(terms).sumOfSquaredDeviations
    }
  }

  /// The variance of the outcomes of `rows` in A and B, and the shares: first-order indices, total
  /// indices, interactions; nil where they do not vary.
  func shares(of rows: [Int]) -> (variance: Double, all: [Double])? {
    var moments = Moments()
    for row in rows {
      moments.add(a[row])
      moments.add(b[row])
    }
    guard let mean = moments.mean, let variance = moments.variance, variance > 0 else { return nil }
    let count = Double(rows.count)
    var first: [Double] = []
    var total: [Double] = []
    for (group, swapped) in swapped.enumerated() {
      var (product, square, distance) = (0.0, 0.0, 0.0)
      for row in rows {
        let change = swapped[row] - a[row]
        // Less the mean, which changes nothing on average and takes the noise of a large mean away.
        product += (b[row] - mean) * change
        square += change * change
        distance += (b[row] - swapped[row]) * (b[row] - swapped[row])
      }
      first.append(
        isJansens[group] ? 1 - distance / (2 * count) / variance : product / count / variance)
      total.append(square / (2 * count) / variance)
    }
    return (variance, first + total + [1 - first.reduce(0, +)])
  }
}
