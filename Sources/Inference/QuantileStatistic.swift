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

/// The counts of several histograms together, from which one histogram at a time can be left out.
///
/// Dense over the bins that occur: leaving one out costs its own bins and one walk, no sorting.
struct PooledCounts {
  private let first: Int
  private var counts: [Int]
  private var count = 0

  init(_ histograms: [Histogram]) {
    let first = histograms.compactMap { $0.bins.first?.index }.min() ?? 0
    let last = histograms.compactMap { $0.bins.last?.index }.max() ?? -1
    self.first = first
    counts = Array(repeating: 0, count: last - first + 1)
    for histogram in histograms { put(histogram, times: 1) }
  }

  /// The statistic of all counts; `nil` when it needs a quantile that is not reached.
  func value(_ statistic: QuantileStatistic) -> Double? {
    var sum = 0.0
    for term in statistic.terms {
      guard let quantile = quantile(term.p) else { return nil }
      sum += term.weight * quantile
    }
    return sum
  }

  /// The statistic of all counts but those of `histogram`.
  mutating func value(_ statistic: QuantileStatistic, without histogram: Histogram) -> Double? {
    put(histogram, times: -1)
    defer { put(histogram, times: 1) }
    return value(statistic)
  }

  private mutating func put(_ histogram: Histogram, times sign: Int) {
    for bin in histogram.bins { counts[bin.index - first] += sign * bin.count }
    count += sign * histogram.count
  }

  /// The quantile at `p`, linear by rank within bins wider than 1.
  ///
  /// Leaving one of forty replications out moves a quantile by less than the width of a bin. With the
  /// middle of the bin for each value the jackknife would see no change, or a jump of a whole bin.
  private func quantile(_ p: Double) -> Double? {
    let rank = rank(of: p, among: count)
    var passed = 0
    for (offset, inBin) in counts.enumerated() where inBin > 0 {
      if Double(passed + inBin) >= rank {
        let lowest = Double(Bin.lowest(of: first + offset))
        let width = Bin.width(of: first + offset)
        if width == 1 { return lowest }
        let share = min(max((rank - Double(passed)) / Double(inBin), 0), 1)
        return lowest - 0.5 + share * Double(width)
      }
      passed += inBin
    }
    return nil
  }
}
