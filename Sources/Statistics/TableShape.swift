#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What remains of a distribution after location and scale are taken out: the key of its table.
///
/// Two distributions with equal shapes share one ``QuantileTable``. Parameters enter the key exactly,
/// unrounded.
public struct TableShape: Hashable, Sendable {
  enum Family: Hashable, Sendable {
    case exponential
    case lognormal(sigma: Double)
    case gamma(shape: Double)
    case weibull(shape: Double)
    case logLogistic(shape: Double)
    case triangular(position: Double)
    case pert(position: Double)
    case beta(Double, Double)
    case truncatedNormal(low: Double, high: Double)
  }

  let family: Family

  /// The exponential distribution of mean 1: one table for all.
  public static let exponential = TableShape(family: .exponential)

  /// The lognormal distribution of median 1.
  public static func lognormal(sigma: Double) -> TableShape {
    TableShape(family: .lognormal(sigma: sigma))
  }

  /// The gamma distribution of scale 1.
  public static func gamma(shape: Double) -> TableShape {
    TableShape(family: .gamma(shape: shape))
  }

  /// The Weibull distribution of scale 1.
  public static func weibull(shape: Double) -> TableShape {
    TableShape(family: .weibull(shape: shape))
  }

  /// The log-logistic distribution of median 1.
  public static func logLogistic(shape: Double) -> TableShape {
    TableShape(family: .logLogistic(shape: shape))
  }

  /// The triangular distribution on 0...1 with its mode at `position`.
  public static func triangular(position: Double) -> TableShape {
    TableShape(family: .triangular(position: position))
  }

  /// The PERT distribution on 0...1 with its mode at `position`.
  public static func pert(position: Double) -> TableShape {
    TableShape(family: .pert(position: position))
  }

  /// The beta distribution on 0...1 with density proportional to t^(a-1) (1-t)^(b-1).
  public static func beta(_ a: Double, _ b: Double) -> TableShape {
    TableShape(family: .beta(a, b))
  }

  /// The normal distribution cut to `low...high`, both in standard deviations from the mean.
  ///
  /// The table holds the distance from `low`: in units of the width of the window, or in standard
  /// deviations when `high` is infinite.
  public static func truncatedNormal(low: Double, high: Double) -> TableShape {
    TableShape(family: .truncatedNormal(low: low, high: high))
  }

  static func truncatedNormal(
    mean: Double, deviation: Double, low: Double, high: Double
  ) -> TableShape {
    .truncatedNormal(low: (low - mean) / deviation, high: (high - mean) / deviation)
  }
}

extension TableShape {
  // GSL's gamma inversion fails below shape 0.1 and the repair by bisection is tested down to 0.05,
  // where four values in five already lie below a tenth of the mean. The upper limits only keep
  // obvious slips out: at 1e5 the standard deviation of a gamma variable is 0.3 % of its mean.
  static let gammaShapes = 0.05...1e5
  static let weibullShapes = 0.05...1e5
  static let betaShapes = 0.05...1e4
  static let greatestLogLogisticShape = 1e5
  static let greatestSigma = 20.0

  /// Checks that this shape can be tabulated.
  func validate() throws(DistributionError) {
    switch family {
    case .exponential:
      break
    case .lognormal(let sigma):
      try requirePositive(sigma, "sigma")
      guard sigma <= Self.greatestSigma else {
        throw .tooLarge("sigma", most: Self.greatestSigma)
      }
    case .gamma(let shape):
      try requireShape(shape, within: Self.gammaShapes)
    case .weibull(let shape):
      try requireShape(shape, within: Self.weibullShapes)
    case .logLogistic(let shape):
      try requirePositive(shape, "shape")
      guard shape > 1 else { throw .infiniteMean("shape") }
      guard shape <= Self.greatestLogLogisticShape else {
        throw .tooLarge("shape", most: Self.greatestLogLogisticShape)
      }
    case .triangular(let position), .pert(let position):
      try requireFinite(position, "mode")
      guard position >= 0 else { throw .outOfOrder("low", "mode") }
      guard position <= 1 else { throw .outOfOrder("mode", "high") }
    case .beta(let a, let b):
      try requireShape(a, within: Self.betaShapes)
      try requireShape(b, within: Self.betaShapes)
    case .truncatedNormal(let low, let high):
      try requireFinite(low, "low")
      guard !high.isNaN else { throw .notFinite("high") }
      guard low <= high else { throw .outOfOrder("low", "high") }
      guard NormalWindow(low: low, high: high).mass >= 1e-9 else { throw .almostNothingLeft }
    }
  }

  private func requireShape(
    _ shape: Double, within limits: ClosedRange<Double>
  ) throws(DistributionError) {
    try requirePositive(shape, "shape")
    guard shape >= limits.lowerBound else { throw .tooSmall("shape", least: limits.lowerBound) }
    guard shape <= limits.upperBound else { throw .tooLarge("shape", most: limits.upperBound) }
  }

  /// The distribution function of the standard form.
  func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    switch family {
    case .exponential: return -expm1(-x)
    case .lognormal(let sigma): return normalLower(log(x) / sigma)
    case .gamma(let shape): return gammaLower(x, shape: shape)
    case .weibull(let shape): return -expm1(-pow(x, shape))
    case .logLogistic(let shape): return 1 / (1 + pow(x, -shape))
    case .triangular(let c):
      if x >= 1 { return 1 }
      return x < c ? x * x / c : 1 - (1 - x) * (1 - x) / (1 - c)
    case .pert(let position):
      return x >= 1 ? 1 : betaLower(x, 1 + 4 * position, 1 + 4 * (1 - position))
    case .beta(let a, let b):
      return x >= 1 ? 1 : betaLower(x, a, b)
    case .truncatedNormal(let low, let high):
      let window = NormalWindow(low: low, high: high)
      let distance = x * window.unit
      return low + distance >= high ? 1 : min(window.mass(within: distance) / window.mass, 1)
    }
  }

  /// One less the distribution function, with all its digits in the upper tail.
  func survival(_ x: Double) -> Double {
    if x <= 0 { return 1 }
    if x >= greatest { return 0 }
    switch family {
    case .exponential: return exp(-x)
    case .lognormal(let sigma): return normalUpper(log(x) / sigma)
    case .gamma(let shape): return gammaUpper(x, shape: shape)
    case .weibull(let shape): return exp(-pow(x, shape))
    case .logLogistic(let shape): return 1 / (1 + pow(x, shape))
    case .triangular(let c): return x < c ? 1 - x * x / c : (1 - x) * (1 - x) / (1 - c)
    case .pert(let position): return betaLower(1 - x, 1 + 4 * (1 - position), 1 + 4 * position)
    case .beta(let a, let b): return betaLower(1 - x, b, a)
    case .truncatedNormal(let low, let high):
      let window = NormalWindow(low: low, high: high)
      if high == .infinity { return min(normalUpper(low + x) / window.mass, 1) }
      return min(
        NormalWindow(low: -high, high: -low).mass(within: (1 - x) * window.unit) / window.mass, 1)
    }
  }

  /// The density of the standard form; zero outside its support.
  func density(_ x: Double) -> Double {
    guard x > 0, x < greatest else { return 0 }
    switch family {
    case .exponential: return exp(-x)
    case .lognormal(let sigma): return normalDensity(log(x) / sigma) / (sigma * x)
    case .gamma(let shape): return gammaDensity(x, shape: shape)
    case .weibull(let shape): return shape * pow(x, shape - 1) * exp(-pow(x, shape))
    case .logLogistic(let shape):
      // x^(k-1) / (1 + x^k)², written so that neither end overflows.
      let cumulative = 1 / (1 + pow(x, -shape))
      return shape / x * cumulative / (1 + pow(x, shape))
    case .triangular(let c): return x < c ? 2 * x / c : 2 * (1 - x) / (1 - c)
    case .pert(let position): return betaDensity(x, 1 + 4 * position, 1 + 4 * (1 - position))
    case .beta(let a, let b): return betaDensity(x, a, b)
    case .truncatedNormal(let low, let high):
      let window = NormalWindow(low: low, high: high)
      return normalDensity(low + x * window.unit) * window.unit / window.mass
    }
  }

  /// The exact quantile of the standard form.
  func quantile(_ u: Double) -> Double {
    guard isValid else { return .nan }
    if u <= 0 { return 0 }
    if u >= 1 { return greatest }
    return u <= 0.5 ? lowerKnot(u).value : upperKnot(1 - u).value
  }

  // Given a shape that is not a number, GSL's inversions loop for ever.
  private var isValid: Bool {
    do {
      try validate()
      return true
    } catch {
      return false
    }
  }

  /// The upper end of the standard form.
  var greatest: Double {
    switch family {
    case .exponential, .lognormal, .gamma, .weibull, .logLogistic: .infinity
    case .triangular, .pert, .beta: 1
    case .truncatedNormal(_, let high): high == .infinity ? .infinity : 1
    }
  }
}
