/// A sum of weighted quantiles, such as a median or a spread.
public struct QuantileStatistic: Hashable, Sendable {
  /// One quantile and the factor by which it counts.
  public struct Term: Hashable, Sendable {
    /// The factor, negative for a quantile that is subtracted.
    public var weight: Double
    /// The probability of the quantile, 0 to 1.
    public var p: Double

    /// The quantile at `p`, counted `weight` times.
    public init(weight: Double, p: Double) {
      precondition(p >= 0 && p <= 1, "a quantile needs a probability")
      self.weight = weight
      self.p = p
    }
  }

  /// The quantiles that are added.
  public var terms: [Term]

  /// The sum of `terms`.
  public init(_ terms: [Term]) {
    self.terms = terms
  }

  /// The quantile at `p` alone.
  public static func quantile(_ p: Double) -> QuantileStatistic {
    QuantileStatistic([Term(weight: 1, p: p)])
  }

  /// The value that half the cases do not exceed.
  public static let median = quantile(0.5)

  /// The distance between the 10 % and the 90 % quantile: how predictable the outcome is.
  public static let spread = QuantileStatistic([Term(weight: 1, p: 0.9), Term(weight: -1, p: 0.1)])

  /// The statistic of one histogram; `nil` when it needs a quantile that is not reached.
  public func value(of histogram: Histogram) -> Double? { PooledCounts([histogram]).value(self) }
}

/// The counts of several histograms together.
///
/// Dense over the bins that occur.
struct PooledCounts {
  private let first: Int
  private var counts: [Int]
  private var count = 0

  /// A quantile, and where it lies.
  struct Place {
    var value: Double
    /// Its bin.
    var index: Int
    /// The part of its bin that lies at or below it; 1 for a bin of one value.
    var part: Double
  }

  init(_ histograms: [Histogram]) {
    let first = histograms.compactMap { $0.bins.first?.index }.min() ?? 0
    let last = histograms.compactMap { $0.bins.last?.index }.max() ?? -1
    self.first = first
    counts = Array(repeating: 0, count: last - first + 1)
    for histogram in histograms {
      for bin in histogram.bins { counts[bin.index - first] += bin.count }
      count += histogram.count
    }
  }

  /// The statistic of all counts; `nil` when it needs a quantile that is not reached.
  func value(_ statistic: QuantileStatistic) -> Double? {
    var sum = 0.0
    for term in statistic.terms {
      guard let quantile = quantile(term.p) else { return nil }
      sum += term.weight * quantile.value
    }
    return sum
  }

  /// How far the quantile at `p` moves when each of the histograms is left out, along a straight line; `nil`
  /// as in ``leaveOneOut(_:_:)``.
  func shifts(of quantile: Place, p: Double, leavingOut histograms: [Histogram]) -> [Double]? {
    let below = histograms.map { $0.count(upTo: quantile) }
    let all = below.reduce(0, +)
    var shares: [Double] = []
    for (histogram, part) in zip(histograms, below) {
      let rest = count - histogram.count
      guard rest > 0 else { return nil }
      shares.append((all - part) / Double(rest))
    }
    let n = Double(histograms.count)
    let error = ((n - 1) / n * Moments(shares).sumOfSquaredDeviations).squareRoot()
    let reach = max(
      studentT(.percent95, degreesOfFreedom: histograms.count - 1) * error, 1 / Double(count))
    let (low, high) = (max(0, p - reach), min(1, p + reach))
    guard let from = self.quantile(low), let to = self.quantile(high) else { return nil }
    let slope = (to.value - from.value) / (high - low)
    let share = all / Double(count)
    // Rounded, so that adding it to a whole number loses nothing: a constant difference stays constant.
    return shares.map { ((share - $0) * slope * 0x1p20).rounded() * 0x1p-20 }
  }

  /// The quantile at `p`, linear by rank within bins wider than 1.
  func quantile(_ p: Double) -> Place? {
    let rank = rank(of: p, among: count)
    var passed = 0
    for (offset, inBin) in counts.enumerated() where inBin > 0 {
      if Double(passed + inBin) >= rank {
        let lowest = Double(Bin.lowest(of: first + offset))
        let width = Bin.width(of: first + offset)
        if width == 1 { return Place(value: lowest, index: first + offset, part: 1) }
        let share = min(max((rank - Double(passed)) / Double(inBin), 0), 1)
        return Place(
          value: lowest - 0.5 + share * Double(width), index: first + offset, part: share)
      }
      passed += inBin
    }
    return nil
  }
}

extension Histogram {
  /// How many values lie at or below a place; in its bin as large a part as of all values there.
  fileprivate func count(upTo place: PooledCounts.Place) -> Double {
    var passed = 0
    for bin in bins {
      if bin.index == place.index { return Double(passed) + place.part * Double(bin.count) }
      if bin.index > place.index { break }
      passed += bin.count
    }
    return Double(passed)
  }
}

/// The quantiles at `probabilities` of several histograms together; nil where one is not reached.
///
/// - Complexity: O(histograms × bins + probabilities × bins).
public func quantiles(_ probabilities: [Double], of histograms: [Histogram]) -> [Double?] {
  let pooled = PooledCounts(histograms)
  return probabilities.map { pooled.quantile($0)?.value }
}
