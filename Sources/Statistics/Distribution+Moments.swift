#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Distribution {
  /// The mean, from the closed form of each family.
  public var mean: Double {
    switch self {
    case .constant(let value): value
    case .uniform(let low, let high): low + (high - low) / 2
    case .triangular(let low, let mode, let high): (low + mode + high) / 3
    case .pert(let low, let mode, let high): (low + 4 * mode + high) / 6
    case .beta(let low, let high, let a, let b): low + (high - low) * a / (a + b)
    case .exponential(let mean): mean
    case .gamma(let shape, let scale): shape * scale
    case .weibull(let shape, let scale): scale * exp(logGamma(1 + 1 / shape))
    case .lognormal(let median, let sigma): median * exp(sigma * sigma / 2)
    case .truncatedNormal(let mean, let deviation, let low, let high):
      low
        + deviation
        * NormalWindow(low: (low - mean) / deviation, high: (high - mean) / deviation).mean
    case .logLogistic(let median, let shape): median * logLogisticMoment(1, shape: shape)
    case .empirical, .discrete, .histogram, .mixture:
      components.reduce(0) { $0 + $1.share * $1.distribution.mean }
    }
  }

  /// The variance, from the closed form of each family; infinite for a log-logistic distribution of
  /// shape 2 or less.
  public var variance: Double {
    switch self {
    case .constant: return 0
    case .uniform(let low, let high): return (high - low) * (high - low) / 12
    case .triangular(let low, let mode, let high):
      let left = mode - low
      let right = high - mode
      return (left * left + left * right + right * right) / 18
    case .pert(let low, _, let high): return (mean - low) * (high - mean) / 7
    case .beta(let low, let high, let a, let b):
      let width = high - low
      return width * width * (a / (a + b)) * (b / (a + b)) / (a + b + 1)
    case .exponential(let mean): return mean * mean
    case .gamma(let shape, let scale): return shape * scale * scale
    case .weibull(let shape, _):
      // Γ(1 + 2/k) - Γ(1 + 1/k)² without subtracting two numbers near 1 when k is large.
      let ratio = logGamma(1 + 2 / shape) - 2 * logGamma(1 + 1 / shape)
      return mean * mean * expm1(ratio)
    case .lognormal(_, let sigma): return mean * mean * expm1(sigma * sigma)
    case .truncatedNormal(let mean, let deviation, let low, let high):
      let window = NormalWindow(low: (low - mean) / deviation, high: (high - mean) / deviation)
      return deviation * deviation * window.variance
    case .logLogistic(let median, let shape):
      if shape <= 2 { return .infinity }
      let first = logLogisticMoment(1, shape: shape)
      return median * median * (logLogisticMoment(2, shape: shape) - first * first)
    case .empirical, .discrete, .histogram, .mixture:
      let center = mean
      return components.reduce(0) {
        let off = $1.distribution.mean - center
        return $0 + $1.share * ($1.distribution.variance + off * off)
      }
    }
  }
}

/// E X^n of the log-logistic distribution with median 1: (nπ/k) / sin(nπ/k), infinite for n >= k.
private func logLogisticMoment(_ n: Double, shape k: Double) -> Double {
  if n >= k { return .infinity }
  let angle = n * Double.pi / k
  return angle / sin(angle)
}
