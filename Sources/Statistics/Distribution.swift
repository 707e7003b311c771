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
private func requireRange(low: Double, high: Double) throws(DistributionError) {
  try requireFinite(low, "low")
  try requireFinite(high, "high")
  guard low <= high else { throw .outOfOrder("low", "high") }
  guard low < high else { throw .equal("low", "high") }
  try requireFinite(high - low, "high")
}
