#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A stretch of a distribution of several parts within which the same parts have a density: an atom
/// (`low` = `high`), a straight line or a curve.
struct StepPiece {
  let low: Double
  /// May be infinite.
  let high: Double
  /// The probability of the stretch.
  let mass: Double
  /// The parts that have a density here; none for an atom.
  let parts: [DensityPart]
  /// The probability of all below.
  var below = 0.0
  /// The probability of all above.
  var above = 0.0

  init(low: Double, high: Double, mass: Double, parts: [DensityPart]) {
    self.low = low
    self.high = high
    self.mass = mass
    self.parts = parts
  }

  init(low: Double, high: Double, parts: [DensityPart]) {
    self.init(
      low: low, high: high,
      mass: parts.reduce(0) {
        $0 + $1.mass(from: low - $1.location, to: high - $1.location)
      }, parts: parts)
  }

  var isAtom: Bool { low == high }
  var isStraight: Bool { parts.allSatisfy { $0.shape == nil } }

  /// The value that leaves `u` below and `1 - u` above, both counted over the whole distribution.
  func quantile(below u: Double, above rest: Double) -> Double {
    if isAtom { return low }
    let v = min(max((u - below) / mass, 0), 1)
    let fromEnd = min(max((rest - above) / mass, 0), 1)
    if v == 0 { return low }
    if fromEnd == 0 { return high }
    if isStraight { return min(low + (high - low) * v, high) }
    if v <= 0.5 { return low + distance(fromLow: v, guess: nil) }
    let distance = distance(fromEnd: fromEnd, guess: nil)
    return high == .infinity ? low + distance : high - distance
  }

  /// The two parts on both sides of `x`.
  func split(at x: Double) -> [StepPiece] {
    var left = StepPiece(low: low, high: x, parts: parts)
    var right = StepPiece(low: x, high: high, parts: parts)
    left.below = below
    left.above = above + right.mass
    right.below = below + left.mass
    right.above = above
    return [left, right]
  }

  /// Probability per unit of the value.
  func density(_ distance: Double) -> Double {
    parts.reduce(0) { $0 + $1.density(low - $1.location + distance) }
  }

  /// The probability within a distance above `low`.
  func mass(within distance: Double) -> Double {
    parts.reduce(0) {
      $0 + $1.mass(from: low - $1.location, to: low - $1.location + distance)
    }
  }

  /// The probability between a distance above `low` and `high`.
  func mass(beyond distance: Double) -> Double {
    parts.reduce(0) {
      $0 + $1.mass(from: low - $1.location + distance, to: high - $1.location)
    }
  }

  /// The length that a table counts as 1.
  var unit: Double { high == .infinity ? 1 : high - low }

  /// The table of the stretch, in units from `low`.
  func table() -> QuantileTable {
    var guess: Double?
    return QuantileTable(
      lower: { v in
        let distance = distance(fromLow: v, guess: guess)
        guess = v < 0.5 ? distance : nil
        return Knot(value: distance / unit, slope: mass / density(distance) / unit)
      },
      upper: { v in
        let distance = distance(fromEnd: v, guess: guess)
        guess = distance
        if high == .infinity { return Knot(value: distance, slope: -mass / density(distance)) }
        return Knot(
          value: 1 - distance / unit, slope: -mass / density(high - low - distance) / unit)
      })
  }

  /// The distance above `low` within which lies the share `v` of the stretch.
  private func distance(fromLow v: Double, guess: Double?) -> Double {
    solve(
      v * mass, guess: guess ?? unit * v, isRising: true, mass: { mass(within: $0) },
      density: { density($0) })
  }

  /// The distance from `high` inwards within which lies the share `v` of the stretch; without an upper
  /// end, the distance above `low` beyond which it lies.
  private func distance(fromEnd v: Double, guess: Double?) -> Double {
    if high == .infinity {
      return solve(
        v * mass, guess: guess ?? farthest, isRising: false, mass: { mass(beyond: $0) },
        density: { density($0) })
    }
    return solve(
      v * mass, guess: guess ?? unit * v, isRising: true,
      mass: { inner in
        parts.reduce(0) {
          $0 + $1.mass(from: high - $1.location - inner, to: high - $1.location)
        }
      }, density: { density(high - low - $0) })
  }

  /// A distance above `low` beyond which lies less than 2^-55 of the stretch.
  private var farthest: Double {
    if high < .infinity { return high - low }
    let total = parts.reduce(0) { $0 + $1.share }
    let v = min(0.5, 0x1p-55 * mass / total)
    return parts.reduce(0) { most, part in
      guard part.high == .infinity, let shape = part.shape else { return most }
      return max(most, part.location + part.scale * shape.upperKnot(v).value - low)
    }
  }

  /// The distance at which the monotone `mass` is `target`: Newton's method on logarithms, in which
  /// tails are nearly straight, kept within a bracket that it would leave at a valley of the density.
  private func solve(
    _ target: Double, guess: Double, isRising: Bool, mass: (Double) -> Double,
    density: (Double) -> Double
  ) -> Double {
    var lower = log(1e-300)
    var upper = log(farthest)
    var y = min(max(log(guess), lower), upper)
    if guess <= 0 || guess.isNaN { y = (lower + upper) / 2 }
    for _ in 0..<100 {
      let distance = exp(y)
      let found = mass(distance)
      if abs(found / target - 1) <= 1e-13 { return distance }
      if (found < target) == isRising { lower = y } else { upper = y }
      let step = (log(target) - log(found)) * found / (distance * density(distance))
      var next = isRising ? y + step : y - step
      if !(next > lower && next < upper) { next = (lower + upper) / 2 }
      if abs(next - y) <= 1e-16 * abs(y) { return distance }
      y = next
    }
    return exp(y)
  }
}
