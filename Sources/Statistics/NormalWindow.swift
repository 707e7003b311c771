#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The standard normal distribution cut to `low...high`; distances count from `low`.
///
/// The difference of two distribution functions cancels when they are close: 2e-2 relative within 1e-16
/// of the lower end. Short stretches are therefore integrated from the density.
struct NormalWindow {
  let low: Double
  /// May be infinite.
  let high: Double
  /// Probability of the window before the cut.
  let mass: Double

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
    mass = normalMass(from: low, over: high - low)
  }

  /// The length that a table counts as 1: the width of the window, or one standard deviation if it has
  /// no upper end.
  var unit: Double { high == .infinity ? 1 : high - low }

  func mass(within distance: Double) -> Double { normalMass(from: low, over: distance) }

  /// Mean distance from `low`.
  var mean: Double {
    if high - low < shortStretch { return integral { $0 } / mass }
    return (normalDensity(low) - normalDensity(high)) / mass - low
  }

  /// Variance of the distance from `low`.
  var variance: Double {
    if high - low < shortStretch {
      let center = mean
      return integral { ($0 - center) * ($0 - center) } / mass
    }
    let shift = (normalDensity(low) - normalDensity(high)) / mass
    let upper = high == .infinity ? 0 : high * normalDensity(high)
    return 1 + (low * normalDensity(low) - upper) / mass - shift * shift
  }

  private func integral(_ weight: (Double) -> Double) -> Double {
    integrate(over: high - low) { weight($0) * normalDensity(low + $0) }
  }

  /// Distance from `low` within which lies the share `v` of the window.
  func lowerKnot(_ v: Double) -> Knot {
    let distance = self.distance(holding: v * mass)
    return Knot(value: distance, slope: mass / normalDensity(low + distance))
  }

  /// Distance within which lies the share `v` of the window: from `high` inwards if that is finite;
  /// otherwise from `low` outwards, to the point that leaves `v` beyond it, with negative slope.
  func upperKnot(_ v: Double) -> Knot {
    if high < .infinity { return NormalWindow(low: -high, high: -low).lowerKnot(v) }
    let z = normalUpperQuantile(v * mass)
    return Knot(value: z - low, slope: -mass / normalDensity(z))
  }

  private func distance(holding target: Double) -> Double {
    let far =
      low > 0
      ? normalUpperQuantile(normalUpper(low) - target)
      : normalLowerQuantile(normalLower(low) + target)
    // The first guess is right far from the lower end, the second close to it.
    for guess in [far - low, target / normalDensity(low)] where guess > 0 && guess.isFinite {
      let distance = polished(guess, target)
      if distance > 0, abs(mass(within: distance) / target - 1) <= 1e-12 { return distance }
    }
    return inverse(
      of: target, candidate: .nan, from: 1e-300, to: min(high - low, abs(low) + 40),
      tail: { mass(within: $0) })
  }

  /// `guess` after three steps of Newton's method, which double its digits each.
  private func polished(_ guess: Double, _ target: Double) -> Double {
    var distance = guess
    for _ in 0..<3 {
      distance -= (mass(within: distance) - target) / normalDensity(low + distance)
      guard distance > 0, distance.isFinite else { return .nan }
    }
    return distance
  }
}

/// Stretches shorter than this many standard deviations are integrated from the density.
private let shortStretch = 0.5

/// Probability that a standard normal variable lies within `width` above `low`.
///
/// It takes the width, not the upper end, because `low` plus a tiny width has lost most of it.
private func normalMass(from low: Double, over width: Double) -> Double {
  if width < shortStretch { return integrate(over: width) { normalDensity(low + $0) } }
  let high = low + width
  return low > 0 ? normalUpper(low) - normalUpper(high) : normalLower(high) - normalLower(low)
}
