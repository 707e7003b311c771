/// How much of the beginning of a run to leave out, found from pilot runs: the rule MSER-5.
///
/// White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69
/// (1997), on means of five observations. Leaving out the first d of n means, the statistic is the sum of
/// squared deviations of the rest from their mean over (n - d)²; the d with the least statistic is chosen
/// among those that leave at least half.
public struct WarmUp: Hashable, Sendable {
  /// A possible end of the warm-up.
  public struct Candidate: Hashable, Sendable {
    /// How many observations are left out.
    public let observations: Int
    /// The squared standard error of the mean of the rest, but for a factor near 1.
    public let statistic: Double
  }

  /// Observations in each mean.
  public static let batchSize = 5
  /// With fewer means nothing is said.
  public static let leastBatches = 10

  /// Every candidate, by rising number of observations left out: the curve to plot.
  public let curve: [Candidate]
  /// Place in ``curve`` of the least statistic, the first where several are equal.
  public let chosen: Int

  /// The rule applied to `series`; observations that fill no batch are left out at its end.
  ///
  /// nil for fewer than ``leastBatches`` batches and when an observation is not finite.
  public init?(series: [Double]) {
    let count = series.count / Self.batchSize
    guard count >= Self.leastBatches, series.allSatisfy({ $0.isFinite }) else { return nil }
    let batches = (0..<count).map { batch in
      Moments(Array(series[batch * Self.batchSize..<(batch + 1) * Self.batchSize])).mean ?? 0
    }
    var curve: [Candidate] = []
    var rest = Moments()
    for left in stride(from: count - 1, through: 0, by: -1) {
      rest.add(batches[left])
      if left > count / 2 { continue }
      let kept = Double(count - left)
      curve.append(
        Candidate(
          observations: left * Self.batchSize,
          statistic: rest.sumOfSquaredDeviations / (kept * kept)))
    }
    curve.reverse()
    self.curve = curve
    chosen = curve.indices.min { curve[$0].statistic < curve[$1].statistic } ?? 0
  }

  /// The rule applied to the mean of several runs, observation by observation.
  ///
  /// - Parameter replications: one row a run, all of equal length.
  public init?(replications: [[Double]]) {
    guard let first = replications.first else { return nil }
    precondition(
      replications.allSatisfy { $0.count == first.count }, "the runs have equally many observations"
    )
    let means = first.indices.map { place in Moments(replications.map { $0[place] }).mean ?? 0 }
    self.init(series: means)
  }

  /// How many observations to leave out.
  public var observations: Int { curve[chosen].observations }

  /// Whether the least statistic lies before the last candidate.
  ///
  /// If not, the run had not settled within its first half, and a longer pilot is needed.
  public var isSettled: Bool { chosen < curve.count - 1 }
}
