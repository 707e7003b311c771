import CGSL
import Kernel
import Statistics
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A family as scenarios state it, with its quantiles from GSL or from a formula written here: nothing
/// that the product uses to make its tables.
struct Family: CustomTestStringConvertible, Sendable {
  let name: String
  let distribution: Distribution
  /// Share at the lower end → value.
  let lower: @Sendable (Double) -> Double
  /// Share at the upper end → value.
  let upper: @Sendable (Double) -> Double
  /// The greatest relative error allowed between the shares 1e-6 and 1 - 1e-6.
  let bound: Double
  var testDescription: String { name }
}

extension Family {
  /// How the kernel reads the distribution: the number, and the share that it stands for.
  ///
  /// A table reads 53 bits of the distance to the nearer end, steps read all 64.
  func reading() throws -> (value: (UInt64) -> Double, share: (UInt64) -> Double) {
    switch distribution.form {
    case .constant(let value): return ({ _ in value }, { Double($0) * 0x1p-64 })
    case .uniform(let low, let width):
      return (
        { low + width * (Double($0 >> 11) * 0x1p-53) }, { Double($0 >> 11) * 0x1p-53 }
      )
    case .table(let shape, let location, let scale):
      let table = try QuantileTable(shape)
      return (
        { location + scale * table.value(at: $0) }, { Double((($0 << 1) >> 11) | 1) * 0x1p-54 }
      )
    case .steps:
      guard let steps = try StepReading(distribution) else { return ({ _ in .nan }, { _ in .nan }) }
      return ({ steps.value(at: $0) }, { (Double($0) + 0.5) * 0x1p-64 })
    }
  }

  /// The greatest relative error over shares from `least` to 1/2 at both ends, in steps of `factor`.
  func worstError(from least: Double, to most: Double, by factor: Double) throws -> Double {
    let (value, share) = try reading()
    var worst = 0.0
    var v = least
    while v < most {
      let h = UInt64(v * 0x1p64)
      for (found, exact) in [(value(h), lower(share(h))), (value(~h), upper(share(h)))]
      where found != exact {
        worst = max(worst, abs(found - exact) / abs(exact))
      }
      v *= factor
    }
    return worst
  }

  /// Mean and variance of what is drawn.
  func moments() throws -> (mean: Double, variance: Double) {
    switch distribution.form {
    case .constant, .uniform: return (distribution.mean, distribution.variance)
    case .table:
      let table = try Tabulated(distribution)
      return (table?.mean ?? .nan, table?.variance ?? .nan)
    case .steps: return try StepReading(distribution)?.moments ?? (.nan, .nan)
    }
  }
}

private func quiet() -> Bool {
  gsl_set_error_handler_off()
  return true
}

/// The point at which a monotone probability is `v`.
private func bisect(
  _ v: Double, isRising: Bool, _ probability: (Double) -> Double
) -> Double {
  var (low, high) = (-700.0, 700.0)
  for _ in 0..<200 {
    let middle = (low + high) / 2
    if (probability(exp(middle)) < v) == isRising { low = middle } else { high = middle }
  }
  return exp((low + high) / 2)
}

/// Two parts, each given by GSL's two distribution functions; both reach from zero upwards.
private func twoParts(
  _ name: String, _ distribution: Distribution, bound: Double, share: Double,
  _ first: @escaping @Sendable (Double) -> (Double, Double),
  _ second: @escaping @Sendable (Double) -> (Double, Double)
) -> Family {
  Family(
    name: name, distribution: distribution,
    lower: { v in bisect(v, isRising: true) { share * first($0).0 + (1 - share) * second($0).0 } },
    upper: { v in bisect(v, isRising: false) { share * first($0).1 + (1 - share) * second($0).1 } },
    bound: bound)
}

private func ends(
  _ name: String, _ distribution: Distribution, bound: Double,
  _ lower: @escaping @Sendable (Double) -> Double, _ upper: @escaping @Sendable (Double) -> Double
) -> Family {
  Family(name: name, distribution: distribution, lower: lower, upper: upper, bound: bound)
}

private func beta(
  _ name: String, _ distribution: Distribution, bound: Double, _ low: Double, _ high: Double,
  _ a: Double, _ b: Double
) -> Family {
  ends(
    name, distribution, bound: bound, { low + (high - low) * gsl_cdf_beta_Pinv($0, a, b) },
    { high - (high - low) * gsl_cdf_beta_Pinv($0, b, a) })
}

/// Every family, with one shape or a few.
let families: [Family] = {
  _ = quiet()
  let normalWindow = gsl_cdf_ugaussian_P(2 / 0.6) - gsl_cdf_ugaussian_P(-1 / 0.6)
  let aboveZero = gsl_cdf_ugaussian_Q(-1 / 0.6)
  // Mass within a short distance d above a: φ(a) (d - a d² / 2); the difference of two distribution
  // functions has no digits left there.
  @Sendable func above(_ a: Double, _ mass: Double) -> Double {
    if mass > 1e-7 { return gsl_cdf_ugaussian_Pinv(gsl_cdf_ugaussian_P(a) + mass) - a }
    let first = mass / gsl_ran_ugaussian_pdf(a)
    return first + a * first * first / 2
  }
  return [
    ends("constant 7", .constant(7), bound: 0, { _ in 7 }, { _ in 7 }),
    ends(
      "uniform 2, 6", .uniform(low: 2, high: 6), bound: 1e-15, { gsl_cdf_flat_Pinv($0, 2, 6) },
      { gsl_cdf_flat_Qinv($0, 2, 6) }),
    ends(
      "triangular 2, 5, 15", .triangular(low: 2, mode: 5, high: 15), bound: 1.5e-5,
      { v in v < 3.0 / 13 ? 2 + (v * 39).squareRoot() : 15 - ((1 - v) * 130).squareRoot() },
      { v in 15 - (v * 130).squareRoot() }),
    beta(
      "PERT 2, 5, 15", .pert(low: 2, mode: 5, high: 15), bound: 4.3e-7, 2, 15, 1 + 12.0 / 13,
      1 + 40.0 / 13),
    beta("beta 2, 3 on 0, 10", .beta(low: 0, high: 10, a: 2, b: 3), bound: 2e-6, 0, 10, 2, 3),
    beta(
      "beta 0.5, 0.7 on 0, 10", .beta(low: 0, high: 10, a: 0.5, b: 0.7), bound: 2e-6, 0, 10, 0.5,
      0.7),
    ends(
      "exponential", .exponential(mean: 3), bound: 2.4e-6, { gsl_cdf_exponential_Pinv($0, 3) },
      { gsl_cdf_exponential_Qinv($0, 3) }),
    ends(
      "Erlang, 3 stages", .gamma(shape: 3, scale: 2), bound: 1.2e-6,
      { gsl_cdf_gamma_Pinv($0, 3, 2) }, { gsl_cdf_gamma_Qinv($0, 3, 2) }),
    ends(
      "gamma 0.3", .gamma(shape: 0.3, scale: 4), bound: 7.6e-6, { gsl_cdf_gamma_Pinv($0, 0.3, 4) },
      { gsl_cdf_gamma_Qinv($0, 0.3, 4) }),
    ends(
      "gamma 2.5", .gamma(shape: 2.5, scale: 4), bound: 1.3e-6, { gsl_cdf_gamma_Pinv($0, 2.5, 4) },
      { gsl_cdf_gamma_Qinv($0, 2.5, 4) }),
    ends(
      "Weibull 0.7", .weibull(shape: 0.7, scale: 5), bound: 4.9e-6,
      { gsl_cdf_weibull_Pinv($0, 5, 0.7) }, { gsl_cdf_weibull_Qinv($0, 5, 0.7) }),
    ends(
      "Weibull 2", .weibull(shape: 2, scale: 5), bound: 6.9e-7, { gsl_cdf_weibull_Pinv($0, 5, 2) },
      { gsl_cdf_weibull_Qinv($0, 5, 2) }),
    ends(
      "lognormal 0.5", .lognormal(median: 2, sigma: 0.5), bound: 1.3e-6,
      { gsl_cdf_lognormal_Pinv($0, log(2), 0.5) }, { gsl_cdf_lognormal_Qinv($0, log(2), 0.5) }),
    ends(
      "lognormal 1.5", .lognormal(median: 2, sigma: 1.5), bound: 9.9e-6,
      { gsl_cdf_lognormal_Pinv($0, log(2), 1.5) }, { gsl_cdf_lognormal_Qinv($0, log(2), 1.5) }),
    ends(
      "normal 1, 0.6 on 0, 3", .truncatedNormal(mean: 1, deviation: 0.6, low: 0, high: 3),
      bound: 5.6e-7, { 0.6 * above(-1 / 0.6, $0 * normalWindow) },
      { 3 - 0.6 * above(-2 / 0.6, $0 * normalWindow) }),
    ends(
      "normal 1, 0.6 above 0",
      .truncatedNormal(mean: 1, deviation: 0.6, low: 0, high: .infinity), bound: 6e-7,
      { 0.6 * above(-1 / 0.6, $0 * aboveZero) },
      { 1 + 0.6 * gsl_cdf_ugaussian_Qinv($0 * aboveZero) }),
    ends(
      "log-logistic 5", .logLogistic(median: 6, shape: 5), bound: 1.3e-6,
      { 6 * exp(gsl_cdf_logistic_Pinv($0, 0.2)) }, { 6 * exp(gsl_cdf_logistic_Qinv($0, 0.2)) }),
    ends(
      "empirical 2, 3, 3, 9", .empirical([3, 2, 9, 3]), bound: 0,
      { $0 < 0.25 ? 2 : 3 }, { $0 < 0.25 ? 9 : 3 }),
    ends(
      "discrete 0, 2, 9",
      .discrete([
        Distribution.Atom(9, share: 0.1), Distribution.Atom(2, share: 0.6),
        Distribution.Atom(0, share: 0.3),
      ]), bound: 0, { $0 < 0.3 ? 0 : 2 }, { $0 < 0.1 ? 9 : 2 }),
    ends(
      "histogram with a gap",
      .histogram([
        Distribution.Bin(1, 4, share: 0.7), Distribution.Bin(4, 8, share: 0.2),
        Distribution.Bin(24, 40, share: 0.1),
      ]), bound: 1e-15, { 1 + $0 * 3 / 0.7 },
      { $0 < 0.1 ? 40 - $0 * 160 : $0 < 0.3 ? 8 - ($0 - 0.1) * 20 : 4 - ($0 - 0.3) * 3 / 0.7 }),
    twoParts(
      "mixture of two lognormals, 3 and 80",
      .mixture([
        Distribution.Component(share: 0.8, .lognormal(median: 3, sigma: 0.5)),
        Distribution.Component(share: 0.2, .lognormal(median: 80, sigma: 0.4)),
      ]), bound: 2e-6, share: 0.8,
      { (gsl_cdf_lognormal_P($0, log(3), 0.5), gsl_cdf_lognormal_Q($0, log(3), 0.5)) },
      { (gsl_cdf_lognormal_P($0, log(80), 0.4), gsl_cdf_lognormal_Q($0, log(80), 0.4)) }),
    twoParts(
      "mixture of gamma 0.3 and Weibull 2",
      .mixture([
        Distribution.Component(share: 0.4, .gamma(shape: 0.3, scale: 4)),
        Distribution.Component(share: 0.6, .weibull(shape: 2, scale: 5)),
      ]), bound: 1.2e-5, share: 0.4,
      { (gsl_cdf_gamma_P($0, 0.3, 4), gsl_cdf_gamma_Q($0, 0.3, 4)) },
      { (gsl_cdf_weibull_P($0, 5, 2), gsl_cdf_weibull_Q($0, 5, 2)) }),
    ends(
      "mixture of 0 and a lognormal",
      .mixture([
        Distribution.Component(share: 0.25, .constant(0)),
        Distribution.Component(share: 0.75, .lognormal(median: 6, sigma: 0.8)),
      ]), bound: 3e-6,
      { $0 < 0.25 ? 0 : gsl_cdf_lognormal_Pinv(($0 - 0.25) / 0.75, log(6), 0.8) },
      { gsl_cdf_lognormal_Qinv($0 / 0.75, log(6), 0.8) }),
  ]
}()
