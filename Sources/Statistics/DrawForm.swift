/// How the kernel draws a distribution: value = location + scale × standard quantile.
public enum DrawForm: Hashable, Sendable {
  /// No draw is needed.
  case constant(Double)
  /// `low` plus `width` times the uniform number itself.
  case uniform(low: Double, width: Double)
  /// Through the quantile table of a shape.
  case table(TableShape, location: Double, scale: Double)
  /// Through the steps of a distribution with atoms, jumps or several parts, times `scale`.
  case steps(StepShape, scale: Double)

  /// This form with every value multiplied by `factor`, which must not be negative; the shape stays
  /// the same to the bit, so that one cached table serves every factor.
  public func scaled(by factor: Double) -> DrawForm {
    precondition(factor >= 0 && factor.isFinite, "cannot scale a distribution by \(factor)")
    switch self {
    case .constant(let value): return .constant(value * factor)
    case .uniform(let low, let width): return .uniform(low: low * factor, width: width * factor)
    case .table(let shape, let location, let scale):
      return .table(shape, location: location * factor, scale: scale * factor)
    case .steps(let shape, let scale): return .steps(shape, scale: scale * factor)
    }
  }
}

extension Distribution {
  /// How the kernel draws this distribution.
  ///
  /// Bounded families put `low` into the location, so that no drawn value lies below it.
  public var form: DrawForm {
    switch self {
    case .constant(let value):
      return .constant(value)
    case .uniform(let low, let high):
      return .uniform(low: low, width: high - low)
    case .triangular(let low, let mode, let high):
      let shape = TableShape.triangular(position: (mode - low) / (high - low))
      return .table(shape, location: low, scale: high - low)
    case .pert(let low, let mode, let high):
      let shape = TableShape.pert(position: (mode - low) / (high - low))
      return .table(shape, location: low, scale: high - low)
    case .beta(let low, let high, let a, let b):
      return .table(.beta(a, b), location: low, scale: high - low)
    case .exponential(let mean):
      return .table(.exponential, location: 0, scale: mean)
    case .gamma(let shape, let scale):
      return .table(.gamma(shape: shape), location: 0, scale: scale)
    case .weibull(let shape, let scale):
      return .table(.weibull(shape: shape), location: 0, scale: scale)
    case .lognormal(let median, let sigma):
      return .table(.lognormal(sigma: sigma), location: 0, scale: median)
    case .truncatedNormal(let mean, let deviation, let low, let high):
      let shape = TableShape.truncatedNormal(
        mean: mean, deviation: deviation, low: low, high: high)
      return .table(shape, location: low, scale: high.isFinite ? high - low : deviation)
    case .logLogistic(let median, let shape):
      return .table(.logLogistic(shape: shape), location: 0, scale: median)
    case .empirical, .discrete, .histogram, .mixture:
      return .steps(StepShape(self), scale: 1)
    }
  }

  /// The probability of a value of at most `x`, from the exact distribution function.
  public func cumulative(_ x: Double) -> Double {
    switch form {
    case .constant(let value): x >= value ? 1 : 0
    case .uniform(let low, let width): min(max((x - low) / width, 0), 1)
    case .table(let shape, let location, let scale): shape.cumulative((x - location) / scale)
    case .steps(let shape, let scale): shape.cumulative(x / scale)
    }
  }

  /// The exact quantile at `u`, from 0 to 1; at 1 an unbounded distribution gives infinity.
  ///
  /// The kernel draws from a ``QuantileTable`` instead, which agrees to about 1e-5 relative.
  public func quantile(_ u: Double) -> Double {
    precondition(u >= 0 && u <= 1, "a quantile needs a probability, not \(u)")
    switch form {
    case .constant(let value): return value
    case .uniform(let low, let width): return low + width * u
    case .table(let shape, let location, let scale): return location + scale * shape.quantile(u)
    case .steps(let shape, let scale): return scale * shape.quantile(u)
    }
  }
}
