#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A point of a quantile function and the slope of the function there.
struct Knot {
  var value: Double
  /// Change of the value per unit of the distance from the end it is counted from.
  var slope: Double
}

// Both ends are inverted from their own tail: the upper quantile at distance v is never taken as the
// lower one at 1 - v, which would lose every digit of v below 1e-16.
extension TableShape {
  /// The quantile at probability `v` above the lower end; 0 < `v` <= 1/2.
  func lowerKnot(_ v: Double) -> Knot {
    switch family {
    case .exponential:
      return Knot(value: -log1p(-v), slope: 1 / (1 - v))
    case .lognormal(let sigma):
      return lognormalKnot(normal: normalLowerQuantile(v), sigma: sigma, sign: 1)
    case .gamma(let shape):
      return gammaLowerKnot(v, shape: shape)
    case .weibull(let shape):
      let e = -log1p(-v)
      let value = pow(e, 1 / shape)
      return Knot(value: value, slope: value / (shape * e * (1 - v)))
    case .logLogistic(let shape):
      let value = pow(v / (1 - v), 1 / shape)
      return Knot(value: value, slope: value / (shape * v * (1 - v)))
    case .triangular(let position):
      return triangularKnot(v, position, 1 - position)
    case .pert(let position):
      return betaLowerKnot(v, 1 + 4 * position, 1 + 4 * (1 - position))
    case .beta(let a, let b):
      return betaLowerKnot(v, a, b)
    case .truncatedNormal(let low, let high):
      let window = NormalWindow(low: low, high: high)
      return window.lowerKnot(v).scaled(by: 1 / window.unit)
    }
  }

  /// The quantile at probability `v` below the upper end; 0 < `v` <= 1/2, slopes negative.
  func upperKnot(_ v: Double) -> Knot {
    switch family {
    case .exponential:
      return Knot(value: -log(v), slope: -1 / v)
    case .lognormal(let sigma):
      return lognormalKnot(normal: normalUpperQuantile(v), sigma: sigma, sign: -1)
    case .gamma(let shape):
      return gammaUpperKnot(v, shape: shape)
    case .weibull(let shape):
      let e = -log(v)
      let value = pow(e, 1 / shape)
      return Knot(value: value, slope: -value / (shape * e * v))
    case .logLogistic(let shape):
      let value = pow((1 - v) / v, 1 / shape)
      return Knot(value: value, slope: -value / (shape * v * (1 - v)))
    case .triangular(let position):
      return triangularKnot(v, 1 - position, position).mirrored
    case .pert(let position):
      return betaLowerKnot(v, 1 + 4 * (1 - position), 1 + 4 * position).mirrored
    case .beta(let a, let b):
      return betaLowerKnot(v, b, a).mirrored
    case .truncatedNormal(let low, let high):
      let window = NormalWindow(low: low, high: high)
      let knot = window.upperKnot(v).scaled(by: 1 / window.unit)
      return high == .infinity ? knot : knot.mirrored
    }
  }
}

extension Knot {
  /// The same point seen from the other end of the interval 0...1.
  var mirrored: Knot { Knot(value: 1 - value, slope: -slope) }

  func scaled(by factor: Double) -> Knot { Knot(value: value * factor, slope: slope * factor) }
}

private func lognormalKnot(normal z: Double, sigma: Double, sign: Double) -> Knot {
  let value = exp(sigma * z)
  return Knot(value: value, slope: sign * sigma * value / normalDensity(z))
}

/// Lower end of the triangular distribution with its mode at `left` = 1 - `right`.
private func triangularKnot(_ v: Double, _ left: Double, _ right: Double) -> Knot {
  if v < left {
    return Knot(value: (v * left).squareRoot(), slope: (left / v).squareRoot() / 2)
  }
  return Knot(
    value: 1 - ((1 - v) * right).squareRoot(), slope: (right / (1 - v)).squareRoot() / 2)
}

private func gammaLowerKnot(_ v: Double, shape: Double) -> Knot {
  // Near zero F(x) = x^a / Γ(a + 1) (1 - a x / (a + 1) + ...): the first term is exact enough below
  // 1e-11 and reaches values too small for GSL.
  let small = exp((log(v) + logGamma(shape + 1)) / shape)
  if small < 1e-11 { return Knot(value: small, slope: small / (shape * v)) }
  let value = inverse(
    of: v, candidate: gammaLowerQuantile(v, shape: shape), from: 1e-12, to: 10 * shape + 100,
    tail: { gammaLower($0, shape: shape) })
  return Knot(value: value, slope: 1 / gammaDensity(value, shape: shape))
}

private func gammaUpperKnot(_ v: Double, shape: Double) -> Knot {
  let value = inverse(
    of: v, candidate: gammaUpperQuantile(v, shape: shape), from: 1e-300, to: 10 * shape + 100,
    tail: { gammaUpper($0, shape: shape) })
  return Knot(value: value, slope: -1 / gammaDensity(value, shape: shape))
}

private func betaLowerKnot(_ v: Double, _ a: Double, _ b: Double) -> Knot {
  // Near zero F(x) = x^a / (a B(a, b)) (1 + O(b x)); it reaches values too small for GSL.
  // From shape 1 on GSL reaches everything that matters.
  let logBeta = logGamma(a) + logGamma(b) - logGamma(a + b)
  let small = exp((log(v) + log(a) + logBeta) / a)
  if a < 1, small * max(b, 1) < 1e-11 { return Knot(value: small, slope: small / (a * v)) }
  let value = inverse(
    of: v, candidate: betaLowerQuantile(v, a, b), from: 1e-300, to: 1,
    tail: { betaLower($0, a, b) })
  return Knot(value: value, slope: 1 / betaDensity(value, a, b))
}

/// The point from `least` to `greatest` at which the monotone function `tail` has the value `v`.
///
/// GSL's inversions fail in places without saying so. So each `candidate` is checked by its own
/// distribution function (relative 1e-9), and where it fails the point is found by bisection in log x.
func inverse(
  of v: Double, candidate: Double, from least: Double, to greatest: Double,
  tail: (Double) -> Double
) -> Double {
  if candidate.isFinite, candidate > 0, abs(tail(candidate) / v - 1) <= 1e-9 { return candidate }
  let rising = tail(greatest) > tail(least)
  var low = log(least)
  var high = log(greatest)
  for _ in 0..<90 {
    let middle = (low + high) / 2
    if middle <= low || middle >= high { break }
    if (tail(exp(middle)) < v) == rising { low = middle } else { high = middle }
  }
  return exp((low + high) / 2)
}
