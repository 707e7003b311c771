/// A distribution of a non-negative or real quantity, in the caller's unit.
///
/// A value is a description alone: it draws nothing. The kernel draws through ``form`` and
/// ``QuantileTable``; the exact functions ``cumulative(_:)`` and ``quantile(_:)`` serve fits, reports
/// and tests. All of them expect parameters that ``validate()`` accepts; with others they return
/// meaningless numbers or NaN but never trap.
public enum Distribution: Hashable, Sendable {
  /// Always the same value.
  case constant(Double)
  /// Every value between `low` and `high` alike.
  case uniform(low: Double, high: Double)
  /// Density rising linearly from `low` to `mode` and falling linearly to `high`.
  case triangular(low: Double, mode: Double, high: Double)
  /// Beta distribution on `low...high` whose mean is (low + 4 mode + high) / 6.
  ///
  /// Malcolm, Roseboom, Clark and Fazar, "Application of a Technique for Research and Development
  /// Program Evaluation", Operations Research 7 (1959), in its usual form with weight 4.
  case pert(low: Double, mode: Double, high: Double)
  /// Beta distribution on `low...high`: density proportional to t^(a-1) (1-t)^(b-1) at the place t of
  /// the range.
  case beta(low: Double, high: Double, a: Double, b: Double)
  /// Times between events that come independently of one another.
  case exponential(mean: Double)
  /// Gamma distribution; with a whole-number shape it is the Erlang distribution.
  case gamma(shape: Double, scale: Double)
  /// Weibull distribution: F(x) = 1 - exp(-(x / scale)^shape).
  case weibull(shape: Double, scale: Double)
  /// `median` times the exponential of a normal variable with standard deviation `sigma`.
  case lognormal(median: Double, sigma: Double)
  /// Normal distribution with this `mean` and `deviation`, given that it lies in `low...high`.
  ///
  /// `mean` and `deviation` are those before truncation; `high` may be infinite.
  case truncatedNormal(mean: Double, deviation: Double, low: Double, high: Double)
  /// Log-logistic distribution: F(x) = 1 / (1 + (x / median)^-shape). Its tail falls only as a power,
  /// and its variance is infinite for a shape of 2 or less.
  case logLogistic(median: Double, shape: Double)
  /// One of these values, each as likely as its place in the list: measured values as they are.
  case empirical([Double])
  /// One of some values with their shares.
  case discrete([Atom])
  /// Every value within a bin alike, the bins with their shares; bins do not overlap, gaps may be.
  case histogram([Bin])
  /// One of several distributions with their shares.
  case mixture([Component])

  /// A value of a discrete distribution with its share.
  public struct Atom: Hashable, Sendable {
    /// The value.
    public var value: Double
    /// Its share, above 0; all shares add up to 1.
    public var share: Double

    /// A value with its share.
    public init(_ value: Double, share: Double) {
      self.value = value
      self.share = share
    }
  }

  /// A bin of a histogram with its share.
  public struct Bin: Hashable, Sendable {
    /// Where it begins.
    public var low: Double
    /// Where it ends.
    public var high: Double
    /// Its share, above 0; all shares add up to 1.
    public var share: Double

    /// The bin from `low` to `high`.
    public init(_ low: Double, _ high: Double, share: Double) {
      self.low = low
      self.high = high
      self.share = share
    }
  }

  /// A distribution of a mixture with its share.
  public struct Component: Hashable, Sendable {
    /// Its share, above 0; all shares add up to 1.
    public var share: Double
    /// The distribution.
    public var distribution: Distribution

    /// A distribution with its share.
    public init(share: Double, _ distribution: Distribution) {
      self.share = share
      self.distribution = distribution
    }
  }
}

extension Distribution {
  /// Checks that the parameters describe a distribution that can be drawn.
  ///
  /// - Throws: ``DistributionError`` naming the first parameter at fault.
  public func validate() throws(DistributionError) {
    switch self {
    case .constant(let value):
      try requireFinite(value, "value")
    case .uniform(let low, let high):
      try requireRange(low: low, high: high)
    case .triangular(let low, let mode, let high), .pert(let low, let mode, let high):
      try requireFinite(mode, "mode")
      try requireRange(low: low, high: high)
      guard low <= mode else { throw .outOfOrder("low", "mode") }
      guard mode <= high else { throw .outOfOrder("mode", "high") }
    case .beta(let low, let high, let a, let b):
      try requireRange(low: low, high: high)
      try TableShape.beta(a, b).validate()
    case .exponential(let mean):
      try requirePositive(mean, "mean")
    case .gamma(let shape, let scale):
      try TableShape.gamma(shape: shape).validate()
      try requirePositive(scale, "scale")
    case .weibull(let shape, let scale):
      try TableShape.weibull(shape: shape).validate()
      try requirePositive(scale, "scale")
    case .lognormal(let median, let sigma):
      try requirePositive(median, "median")
      try TableShape.lognormal(sigma: sigma).validate()
    case .truncatedNormal(let mean, let deviation, let low, let high):
      try requireFinite(mean, "mean")
      try requirePositive(deviation, "deviation")
      try requireRange(low: low, high: high == .infinity ? .greatestFiniteMagnitude : high)
      try TableShape.truncatedNormal(mean: mean, deviation: deviation, low: low, high: high)
        .validate()
    case .logLogistic(let median, let shape):
      try requirePositive(median, "median")
      try TableShape.logLogistic(shape: shape).validate()
    case .empirical(let values):
      guard !values.isEmpty else { throw .empty }
      for value in values { try requireFinite(value, "value") }
    case .discrete(let atoms):
      for atom in atoms { try requireFinite(atom.value, "value") }
      try requireShares(atoms.map(\.share))
    case .histogram(let bins):
      for bin in bins { try requireRange(low: bin.low, high: bin.high, "from", "to") }
      for (bin, next) in zip(bins, bins.dropFirst()) where bin.high > next.low {
        throw .outOfOrder("to", "from")
      }
      try requireShares(bins.map(\.share))
    case .mixture(let components):
      for component in components { try component.distribution.validate() }
      try requireShares(components.map(\.share))
    }
  }

  /// This distribution with every value multiplied by `factor`, which must not be negative.
  ///
  /// A factor changes the scale and never the shape; a factor of zero leaves the constant zero. For
  /// families with bounds the shape is recomputed from the scaled bounds and may differ in its last
  /// bit: where tables are cached, scale the ``form`` instead.
  public func scaled(by factor: Double) -> Distribution {
    precondition(factor >= 0 && factor.isFinite, "cannot scale a distribution by \(factor)")
    if factor == 0 { return .constant(0) }
    switch self {
    case .constant(let value):
      return .constant(value * factor)
    case .uniform(let low, let high):
      return .uniform(low: low * factor, high: high * factor)
    case .triangular(let low, let mode, let high):
      return .triangular(low: low * factor, mode: mode * factor, high: high * factor)
    case .pert(let low, let mode, let high):
      return .pert(low: low * factor, mode: mode * factor, high: high * factor)
    case .beta(let low, let high, let a, let b):
      return .beta(low: low * factor, high: high * factor, a: a, b: b)
    case .exponential(let mean):
      return .exponential(mean: mean * factor)
    case .gamma(let shape, let scale):
      return .gamma(shape: shape, scale: scale * factor)
    case .weibull(let shape, let scale):
      return .weibull(shape: shape, scale: scale * factor)
    case .lognormal(let median, let sigma):
      return .lognormal(median: median * factor, sigma: sigma)
    case .truncatedNormal(let mean, let deviation, let low, let high):
      return .truncatedNormal(
        mean: mean * factor, deviation: deviation * factor, low: low * factor, high: high * factor)
    case .logLogistic(let median, let shape):
      return .logLogistic(median: median * factor, shape: shape)
    case .empirical(let values):
      return .empirical(values.map { $0 * factor })
    case .discrete(let atoms):
      return .discrete(atoms.map { Atom($0.value * factor, share: $0.share) })
    case .histogram(let bins):
      return .histogram(bins.map { Bin($0.low * factor, $0.high * factor, share: $0.share) })
    case .mixture(let components):
      return .mixture(
        components.map { Component(share: $0.share, $0.distribution.scaled(by: factor)) })
    }
  }
}

/// Refuses infinities and what is not a number.
func requireFinite(_ value: Double, _ name: String) throws(DistributionError) {
  guard value.isFinite else { throw .notFinite(name) }
}

/// Refuses everything but finite values above zero.
func requirePositive(_ value: Double, _ name: String) throws(DistributionError) {
  try requireFinite(value, name)
  guard value > 0 else { throw .notPositive(name) }
}

/// Refuses ranges that are empty, a single point or too wide for their width to be a number.
private func requireRange(
  low: Double, high: Double, _ lowName: String = "low", _ highName: String = "high"
) throws(DistributionError) {
  try requireFinite(low, lowName)
  try requireFinite(high, highName)
  guard low <= high else { throw .outOfOrder(lowName, highName) }
  guard low < high else { throw .equal(lowName, highName) }
  try requireFinite(high - low, highName)
}

/// Refuses shares that are none or do not add up to 1.
private func requireShares(_ shares: [Double]) throws(DistributionError) {
  guard !shares.isEmpty else { throw .empty }
  for share in shares { try requirePositive(share, "share") }
  guard abs(shares.reduce(0, +) - 1) < 1e-9 else { throw .sharesSum }
}
