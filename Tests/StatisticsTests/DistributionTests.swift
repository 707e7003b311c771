import CGSL
import Statistics
import Testing

@Suite struct `A distribution` {
  @Test(arguments: samples)
  func `returns each probability from its own quantile`(sample: Sample) {
    for u in [1e-9, 1e-4, 0.1, 0.3, 0.5, 0.77, 0.9, 0.9999] {
      let back = sample.distribution.cumulative(sample.distribution.quantile(u))
      #expect(abs(back / u - 1) < 1e-9)
    }
  }

  /// The mean is the integral of the quantile, here by the midpoint rule with 20,000 cells; the tail
  /// beyond the last midpoint makes the rule good to about 2e-3, and 1e-1 for the variance.
  @Test(arguments: samples)
  func `has the mean and variance that its quantiles integrate to`(sample: Sample) {
    let values = (0..<20_000).map { sample.distribution.quantile((Double($0) + 0.5) / 20_000) }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    #expect(abs(mean / sample.distribution.mean - 1) < 2e-3)
    #expect(abs(variance / sample.distribution.variance - 1) < 0.1)
  }

  @Test func `agrees with GSL's own distribution functions`() {
    gsl_set_error_handler_off()
    for x in [0.1, 1.0, 4.0, 20.0] {
      let gamma = Distribution.gamma(shape: 2.5, scale: 4).cumulative(x)
      #expect(abs(gamma - gsl_cdf_gamma_P(x, 2.5, 4)) < 1e-14)
      let weibull = Distribution.weibull(shape: 0.7, scale: 5).cumulative(x)
      #expect(abs(weibull - gsl_cdf_weibull_P(x, 5, 0.7)) < 1e-14)
      let exponential = Distribution.exponential(mean: 3).cumulative(x)
      #expect(abs(exponential - gsl_cdf_exponential_P(x, 3)) < 1e-14)
      let lognormal = Distribution.lognormal(median: 1, sigma: 1.5).cumulative(x)
      #expect(abs(lognormal - gsl_cdf_lognormal_P(x, 0, 1.5)) < 1e-14)
    }
  }

  /// Means and variances worked by hand.
  @Test func `has the moments of the textbooks`() {
    #expect(Distribution.uniform(low: 2, high: 6).mean == 4)
    #expect(abs(Distribution.uniform(low: 2, high: 6).variance - 16.0 / 12) < 1e-15)
    #expect(Distribution.triangular(low: 0, mode: 0, high: 3).mean == 1)
    #expect(Distribution.triangular(low: 0, mode: 0, high: 3).variance == 0.5)
    #expect(Distribution.pert(low: 0, mode: 1, high: 2).mean == 1)
    #expect(abs(Distribution.pert(low: 0, mode: 1, high: 2).variance - 1.0 / 7) < 1e-15)
    #expect(Distribution.weibull(shape: 1, scale: 2).mean == 2)
    #expect(abs(Distribution.weibull(shape: 1, scale: 2).variance - 4) < 1e-13)
    // Half normal: mean sqrt(2 / pi), variance 1 - 2 / pi.
    let half = Distribution.truncatedNormal(mean: 0, deviation: 1, low: 0, high: .infinity)
    #expect(abs(half.mean - 0.797884560802865) < 1e-14)
    #expect(abs(half.variance - 0.363380227632419) < 1e-14)
    // A window so narrow that the density is flat in it: nearly uniform.
    let narrow = Distribution.truncatedNormal(mean: 0, deviation: 1, low: 0, high: 1e-3)
    #expect(abs(narrow.variance / (1e-6 / 12) - 1) < 1e-6)
    #expect(Distribution.logLogistic(median: 1, shape: 2).variance == .infinity)
    #expect(abs(Distribution.logLogistic(median: 1, shape: 2).mean - Double.pi / 2) < 1e-14)
    #expect(Distribution.constant(7).variance == 0)
  }

  @Test func `steps at a constant and stays within a uniform range`() {
    #expect(Distribution.constant(3).cumulative(2.999) == 0)
    #expect(Distribution.constant(3).cumulative(3) == 1)
    #expect(Distribution.constant(3).quantile(0.2) == 3)
    #expect(Distribution.uniform(low: -1, high: 3).cumulative(-2) == 0)
    #expect(Distribution.uniform(low: -1, high: 3).cumulative(1) == 0.5)
    #expect(Distribution.uniform(low: -1, high: 3).quantile(0.25) == 0)
    #expect(Distribution.uniform(low: -1, high: 3).form == .uniform(low: -1, width: 4))
  }
}

@Suite struct `Scaling a distribution` {
  @Test(arguments: samples)
  func `scales every quantile`(sample: Sample) {
    let half = sample.distribution.scaled(by: 0.5)
    for u in [0.01, 0.5, 0.99] {
      #expect(half.quantile(u) == sample.distribution.quantile(u) * 0.5)
    }
  }

  @Test func `leaves the shape of its form alone to the bit`() {
    let pert = Distribution.pert(low: 2, mode: 5, high: 15).form
    guard case .table(let before, _, _) = pert,
      case .table(let after, let location, let scale) = pert.scaled(by: 0.7)
    else {
      Issue.record("a PERT distribution is drawn through a table")
      return
    }
    #expect(before == after)
    #expect(location == 2 * 0.7)
    #expect(scale == 13 * 0.7)
    #expect(DrawForm.constant(3).scaled(by: 2) == .constant(6))
    #expect(DrawForm.uniform(low: 1, width: 2).scaled(by: 2) == .uniform(low: 2, width: 4))
  }

  @Test func `by zero leaves the constant zero`() {
    #expect(Distribution.exponential(mean: 3).scaled(by: 0) == .constant(0))
  }

  @Test func `shares one table among all exponential distributions`() {
    #expect(
      Distribution.exponential(mean: 3).form == .table(.exponential, location: 0, scale: 3))
  }
}

@Suite struct `Checking a distribution` {
  static let faults: [(Distribution, DistributionError)] = [
    (.constant(.nan), .notFinite("value")),
    (.uniform(low: 3, high: 2), .outOfOrder("low", "high")),
    (.uniform(low: 2, high: 2), .equal("low", "high")),
    (.uniform(low: -.infinity, high: 2), .notFinite("low")),
    (.uniform(low: -1e308, high: 1e308), .notFinite("high")),
    (.triangular(low: 2, mode: 1, high: 3), .outOfOrder("low", "mode")),
    (.pert(low: 2, mode: 4, high: 3), .outOfOrder("mode", "high")),
    (.pert(low: 2, mode: .nan, high: 3), .notFinite("mode")),
    (.exponential(mean: 0), .notPositive("mean")),
    (.gamma(shape: 0, scale: 1), .notPositive("shape")),
    (.gamma(shape: 0.01, scale: 1), .tooSmall("shape", least: 0.05)),
    (.gamma(shape: .nan, scale: 1), .notFinite("shape")),
    (.gamma(shape: -200, scale: 1), .notPositive("shape")),
    (.gamma(shape: 1, scale: -1), .notPositive("scale")),
    (.weibull(shape: 1e6, scale: 1), .tooLarge("shape", most: 1e5)),
    (.lognormal(median: 0, sigma: 1), .notPositive("median")),
    (.lognormal(median: 1, sigma: 0), .notPositive("sigma")),
    (.lognormal(median: 1, sigma: 21), .tooLarge("sigma", most: 20)),
    (.truncatedNormal(mean: 0, deviation: 0, low: 0, high: 1), .notPositive("deviation")),
    (.truncatedNormal(mean: 0, deviation: 1, low: 8, high: 9), .almostNothingLeft),
    (.truncatedNormal(mean: 0, deviation: 1, low: 1, high: 1), .equal("low", "high")),
    (.truncatedNormal(mean: 0, deviation: 1, low: 2, high: 1), .outOfOrder("low", "high")),
    (.truncatedNormal(mean: .nan, deviation: 1, low: 0, high: 1), .notFinite("mean")),
    (.logLogistic(median: 1, shape: 1), .infiniteMean("shape")),
  ]

  @Test(arguments: faults.indices)
  func `names the parameter at fault`(index: Int) {
    let (distribution, error) = Self.faults[index]
    #expect(throws: error) { try distribution.validate() }
  }

  /// Numbers without meaning may come out, but nothing traps.
  @Test(arguments: faults.indices)
  func `is not needed to be safe`(index: Int) {
    let distribution = Self.faults[index].0
    _ = (distribution.mean, distribution.variance, distribution.scaled(by: 2))
    for u in [0, 1e-6, 0.3, 0.7, 1] { _ = distribution.cumulative(distribution.quantile(u)) }
    if case .table(let shape, _, _) = distribution.form { _ = try? QuantileTable(shape) }
  }

  @Test func `accepts the ordinary`() throws {
    for sample in samples { try sample.distribution.validate() }
    try Distribution.constant(-3).validate()
    try Distribution.triangular(low: 1, mode: 1, high: 2).validate()
  }

  @Test func `explains itself in half a sentence`() {
    let explained: [(DistributionError, String)] = [
      (.notFinite("low"), "'low' must be a finite number"),
      (.notPositive("median"), "'median' must be above zero"),
      (.outOfOrder("low", "mode"), "'low' must not exceed 'mode'"),
      (.equal("low", "high"), "'low' and 'high' are equal; write a constant instead"),
      (.tooSmall("shape", least: 0.05), "'shape' must be at least 0.05"),
      (.tooLarge("sigma", most: 20), "'sigma' must be at most 20.0"),
      (.infiniteMean("shape"), "'shape' must be above 1, or the mean is infinite"),
      (
        .almostNothingLeft,
        "'low' and 'high' leave almost nothing of the distribution; move them towards 'mean'"
      ),
    ]
    for (error, text) in explained { #expect(error.description == text) }
  }
}

@Suite struct `Fitting a distribution` {
  @Test func `meets the median and the 90th percentile`() throws {
    for (median, p90) in [(6.0, 15.0), (60.0, 100.0), (2.0, 2.1)] {
      let fits: [Distribution] = [
        try .lognormal(median: median, p90: p90), try .gamma(median: median, p90: p90),
        try .weibull(median: median, p90: p90), try .logLogistic(median: median, p90: p90),
      ]
      for fit in fits {
        #expect(abs(fit.quantile(0.5) / median - 1) < 1e-11)
        #expect(abs(fit.quantile(0.9) / p90 - 1) < 1e-11)
      }
    }
  }

  @Test func `meets the mean and the deviation`() throws {
    for (mean, deviation) in [(6.0, 2.0), (6.0, 15.0), (100.0, 1.0)] {
      let fits: [Distribution] = [
        try .lognormal(mean: mean, deviation: deviation),
        try .gamma(mean: mean, deviation: deviation),
      ]
      for fit in fits {
        #expect(abs(fit.mean / mean - 1) < 1e-12)
        #expect(abs(fit.variance / (deviation * deviation) - 1) < 1e-12)
      }
    }
  }

  @Test func `meets one percentile with a shape that is given`() throws {
    #expect(abs(Distribution.exponential(0.9, at: 6).quantile(0.9) / 6 - 1) < 1e-12)
    #expect(abs(try Distribution.gamma(shape: 3, 0.5, at: 6).quantile(0.5) / 6 - 1) < 1e-12)
    #expect(throws: DistributionError.notPositive("scale")) {
      try Distribution.gamma(shape: 3, 0.5, at: 0)
    }
  }

  @Test func `meets the mean and the deviation within bounds`() throws {
    let beta = try Distribution.beta(low: 2, high: 12, mean: 5, deviation: 2)
    #expect(abs(beta.mean - 5) < 1e-12)
    #expect(abs(beta.variance - 4) < 1e-12)
    #expect(throws: DistributionError.outOfOrder("mean", "high")) {
      try Distribution.beta(low: 0, high: 4, mean: 4, deviation: 1)
    }
    #expect(throws: DistributionError.tooLarge("deviation", most: 2)) {
      try Distribution.beta(low: 0, high: 4, mean: 2, deviation: 2)
    }
  }

  @Test func `refuses what no shape can meet`() {
    #expect(throws: DistributionError.outOfOrder("median", "p90")) {
      try Distribution.lognormal(median: 6, p90: 5)
    }
    #expect(throws: DistributionError.equal("median", "p90")) {
      try Distribution.weibull(median: 6, p90: 6)
    }
    #expect(throws: DistributionError.notPositive("median")) {
      try Distribution.gamma(median: 0, p90: 6)
    }
    #expect(throws: DistributionError.infiniteMean("shape")) {
      try Distribution.logLogistic(median: 1, p90: 10)
    }
    #expect(throws: DistributionError.tooSmall("shape", least: 0.05)) {
      try Distribution.gamma(median: 1e-9, p90: 1)
    }
    #expect(throws: DistributionError.tooLarge("shape", most: 1e5)) {
      try Distribution.gamma(median: 1, p90: 1.0001)
    }
    #expect(throws: DistributionError.notPositive("deviation")) {
      try Distribution.gamma(mean: 1, deviation: 0)
    }
    #expect(throws: DistributionError.tooSmall("shape", least: 0.05)) {
      try Distribution.gamma(mean: 1, deviation: 5)
    }
  }
}
