public import Inference

/// The mean of replications with its 95 % t interval of run noise.
public struct MeanNoise: Hashable, Sendable {
  /// The mean; nil of no replications.
  public var estimate: Double?
  /// Its interval; nil of fewer than two.
  public var interval: Interval?
  /// How many replications.
  public var replications: Int

  /// The mean of values, one a replication.
  public init(_ values: [Double]) {
    if let (mean, interval) = meanInterval(values, .percent95) {
      estimate = mean
      self.interval = interval
    } else {
      estimate = values.first
    }
    replications = values.count
  }

  /// The mean of what replications say; those that say nothing do not count.
  public init(_ values: [Double?]) { self.init(values.compactMap { $0 }) }

  /// The mean difference, replication by replication, of those that say something in both worlds.
  public init(of design: [Double?], less baseline: [Double?]) {
    var differences: [Double] = []
    for (before, after) in zip(baseline, design) {
      if let before, let after { differences.append(after - before) }
    }
    self.init(differences)
  }
}

/// Whether so many of a group are open that a mean over it is only a bound: more than 1 %.
public func isBound(open: Int, of count: Int) -> Bool {
  Double(open) > 0.01 * Double(count)
}
