internal import ApprovalModel
internal import Inference

/// How one time is spread over the pooled cohort of a design: its quantiles in even steps.
public struct TimeDistribution: Hashable, Sendable {
  /// The name of its mean: `need-to-operate-idle`.
  public var name: String
  /// Working days, one for each of ``probabilities``; nil where the quantile lies among open cases.
  public var quantiles: [Double?]

  /// The shares of applicants who need no longer: 2 %, 4 % and so on to 98 %.
  public static let probabilities = (1...49).map { Double($0) / 50 }

  /// A distribution as found.
  public init(name: String, quantiles: [Double?]) {
    self.name = name
    self.quantiles = quantiles
  }
}

extension Estimator {
  /// The times whose quantiles are outcomes, over the whole cohort of all declared runs of `design`.
  ///
  /// - Complexity: O(replications × bins) for each time.
  func distributions(of design: Int) -> [TimeDistribution] {
    table.outcomes.compactMap { o in
      let definition = table.definitions[o]
      guard case .quantile(.median, let scale) = definition.statistic else { return nil }
      let histograms = results.compactMap { result -> Histogram? in
        if case .histogram(let histogram) = result.declared[design][o] { histogram } else { nil }
      }
      return TimeDistribution(
        name: String(definition.key.name.dropLast("-median".count)),
        quantiles: quantiles(TimeDistribution.probabilities, of: histograms)
          .map { $0.map { $0 * scale } })
    }
  }
}
