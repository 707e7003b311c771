#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// Experts state a typical value and a bad one; reports state a mean and a standard deviation. Each fit
// below has exactly two parameters for two statements, so that it meets both exactly.
extension Distribution {
  /// The lognormal distribution with this median and this 90th percentile.
  ///
  /// - Throws: ``DistributionError`` unless 0 < `median` < `p90` and the resulting shape is drawn.
  public static func lognormal(
    median: Double, p90: Double
  ) throws(DistributionError) -> Distribution {
    let spread = try logarithmOfRatio(median: median, p90: p90)
    return try checked(.lognormal(median: median, sigma: spread / normalUpperQuantile(0.1)))
  }

  /// The lognormal distribution with this mean and standard deviation.
  ///
  /// - Throws: ``DistributionError`` unless both are above zero and the resulting shape is drawn.
  public static func lognormal(
    mean: Double, deviation: Double
  ) throws(DistributionError) -> Distribution {
    let variation = try coefficientOfVariation(mean: mean, deviation: deviation)
    let variance = log1p(variation * variation)
    return try checked(.lognormal(median: mean * exp(-variance / 2), sigma: variance.squareRoot()))
  }

  /// The gamma distribution with this mean and standard deviation.
  ///
  /// - Throws: ``DistributionError`` unless both are above zero and the resulting shape is drawn.
  public static func gamma(
    mean: Double, deviation: Double
  ) throws(DistributionError) -> Distribution {
    let variation = try coefficientOfVariation(mean: mean, deviation: deviation)
    let shape = 1 / (variation * variation)
    return try checked(.gamma(shape: shape, scale: mean / shape))
  }

  /// The gamma distribution with this median and this 90th percentile, solved numerically.
  ///
  /// - Throws: ``DistributionError`` unless 0 < `median` < `p90` and a shape that is drawn meets them.
  public static func gamma(
    median: Double, p90: Double
  ) throws(DistributionError) -> Distribution {
    let target = try logarithmOfRatio(median: median, p90: p90)
    func excess(_ logShape: Double) -> Double {
      let shape = TableShape.gamma(shape: exp(logShape))
      return log(shape.upperKnot(0.1).value / shape.lowerKnot(0.5).value) - target
    }
    let limits = TableShape.gammaShapes
    var low = log(limits.lowerBound)
    var high = log(limits.upperBound)
    guard excess(low) >= 0 else { throw .tooSmall("shape", least: limits.lowerBound) }
    guard excess(high) <= 0 else { throw .tooLarge("shape", most: limits.upperBound) }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if excess(middle) > 0 { low = middle } else { high = middle }
    }
    let shape = exp((low + high) / 2)
    let standardMedian = TableShape.gamma(shape: shape).lowerKnot(0.5).value
    return try checked(.gamma(shape: shape, scale: median / standardMedian))
  }

  /// The Weibull distribution with this median and this 90th percentile.
  ///
  /// - Throws: ``DistributionError`` unless 0 < `median` < `p90` and the resulting shape is drawn.
  public static func weibull(
    median: Double, p90: Double
  ) throws(DistributionError) -> Distribution {
    // (p90 / median)^shape = ln 10 / ln 2, since F(x) = 1 - exp(-(x / scale)^shape).
    let ln2 = log(2.0)
    let shape = log(log(10.0) / ln2) / (try logarithmOfRatio(median: median, p90: p90))
    return try checked(.weibull(shape: shape, scale: median / pow(ln2, 1 / shape)))
  }

  /// The log-logistic distribution with this median and this 90th percentile.
  ///
  /// - Throws: ``DistributionError`` unless 0 < `median` < `p90` < 9 `median`; beyond that the mean
  ///   would be infinite.
  public static func logLogistic(
    median: Double, p90: Double
  ) throws(DistributionError) -> Distribution {
    // (p90 / median)^shape = 0.9 / 0.1.
    let shape = log(9.0) / (try logarithmOfRatio(median: median, p90: p90))
    return try checked(.logLogistic(median: median, shape: shape))
  }

  /// The exponential distribution whose quantile at `u` is `value`.
  public static func exponential(_ u: Double, at value: Double) -> Distribution {
    .exponential(mean: value / -log1p(-u))
  }

  /// The gamma distribution of this shape whose quantile at `u` is `value`.
  ///
  /// - Throws: ``DistributionError`` when the shape is not drawn or `value` is not above zero.
  public static func gamma(
    shape: Double, _ u: Double, at value: Double
  ) throws(DistributionError) -> Distribution {
    try TableShape.gamma(shape: shape).validate()
    return try checked(
      .gamma(shape: shape, scale: value / TableShape.gamma(shape: shape).quantile(u)))
  }

  /// The beta distribution on `low...high` with this mean and standard deviation.
  ///
  /// - Throws: ``DistributionError`` unless `low` < `mean` < `high` and the resulting shapes are drawn.
  public static func beta(
    low: Double, high: Double, mean: Double, deviation: Double
  ) throws(DistributionError) -> Distribution {
    try requirePositive(deviation, "deviation")
    guard low < high else { throw .outOfOrder("low", "high") }
    guard low < mean else { throw .outOfOrder("low", "mean") }
    guard mean < high else { throw .outOfOrder("mean", "high") }
    let center = (mean - low) / (high - low)
    let spread = deviation / (high - low)
    // Var = m (1 - m) / (a + b + 1) on the unit range.
    let total = center * (1 - center) / (spread * spread) - 1
    let widest = (center * (1 - center)).squareRoot() * (high - low)
    guard total > 0 else { throw .tooLarge("deviation", most: widest) }
    return try checked(.beta(low: low, high: high, a: center * total, b: (1 - center) * total))
  }

  private static func checked(
    _ distribution: Distribution
  ) throws(DistributionError) -> Distribution {
    try distribution.validate()
    return distribution
  }

  private static func logarithmOfRatio(
    median: Double, p90: Double
  ) throws(DistributionError) -> Double {
    try requirePositive(median, "median")
    try requirePositive(p90, "p90")
    guard median <= p90 else { throw .outOfOrder("median", "p90") }
    guard median < p90 else { throw .equal("median", "p90") }
    return log(p90 / median)
  }

  private static func coefficientOfVariation(
    mean: Double, deviation: Double
  ) throws(DistributionError) -> Double {
    try requirePositive(mean, "mean")
    try requirePositive(deviation, "deviation")
    return deviation / mean
  }
}
