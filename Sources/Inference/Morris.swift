/// Paths through the unit cube on which one input changes at a time: the screening design of Morris,
/// "Factorial Sampling Plans for Preliminary Computational Experiments", Technometrics 33 (1991).
public struct MorrisTrajectory: Hashable, Sendable {
  /// The points in their order, one more than there are inputs; each one number from 0 to 1 an input.
  public let points: [[Double]]
  /// Which input changes from each point to the next.
  public let changed: [Int]

  /// A random trajectory through `inputs` inputs on `levels` equally spaced levels from 0 to 1.
  ///
  /// Every input changes once, up or down with equal chance, by levels / (2 (levels - 1)); all levels are
  /// equally likely. `levels` is even; Morris uses 4, and a change of 2/3.
  public init(inputs: Int, levels: Int = 4, using generator: inout some RandomNumberGenerator) {
    precondition(levels >= 2 && levels % 2 == 0, "the number of levels is even")
    let jump = levels / 2
    var place: [Int] = []
    var step: [Int] = []
    for _ in 0..<inputs {
      let low = generator.index(below: jump)
      let rises = generator.index(below: 2) == 0
      place.append(rises ? low : low + jump)
      step.append(rises ? jump : -jump)
    }
    var changed = Array(0..<inputs)
    generator.rearrange(&changed)
    func point() -> [Double] { place.map { Double($0) / Double(levels - 1) } }
    var points = [point()]
    for input in changed {
      place[input] += step[input]
      points.append(point())
    }
    self.points = points
    self.changed = changed
  }

  /// The change of the outcome for a change of each input over its whole range, by input.
  ///
  /// - Parameter outcomes: one a point.
  public func elementaryEffects(_ outcomes: [Double]) -> [Double] {
    precondition(outcomes.count == points.count, "each point of the trajectory needs its outcome")
    var effects = [Double](repeating: 0, count: changed.count)
    for (step, input) in changed.enumerated() {
      effects[input] =
        (outcomes[step + 1] - outcomes[step]) / (points[step + 1][input] - points[step][input])
    }
    return effects
  }
}

/// What the elementary effects of one input say: how much it matters, and whether everywhere alike.
public struct MorrisMeasures: Hashable, Sendable {
  /// The mean effect μ: the outcome's rise over the whole range of the input.
  public let mean: Double
  /// The mean size of the effect μ*, which does not cancel where the effect changes sign.
  public let meanSize: Double
  /// The bootstrap interval of ``meanSize``, over trajectories.
  public let meanSizeInterval: Interval
  /// The standard deviation σ of the effects: zero where the input acts alone and in proportion.
  public let deviation: Double

  /// The measures of each input.
  ///
  /// Campolongo, Cariboni and Saltelli, "An effective screening design for sensitivity analysis of large
  /// models", Environmental Modelling & Software 22 (2007).
  ///
  /// - Parameters:
  ///   - effects: one row a trajectory, from ``MorrisTrajectory/elementaryEffects(_:)``; one column an input.
  ///   - resamples: how many bootstrap samples the intervals rest on.
  ///   - confidence: how much of them the intervals hold.
  ///   - generator: where the bootstrap samples come from; one is used for all inputs.
  /// - Returns: one element an input; nil for fewer than two trajectories or an effect that is not finite.
  public static func all(
    effects: [[Double]], resamples: Int, _ confidence: Confidence,
    using generator: inout some RandomNumberGenerator
  ) -> [MorrisMeasures]? {
    precondition(resamples > 0, "an interval needs bootstrap samples")
    guard effects.count >= 2, effects.allSatisfy({ $0.allSatisfy { $0.isFinite } }) else {
      return nil
    }
    let inputs = effects[0].indices
    precondition(effects.allSatisfy { $0.count == inputs.count }, "each input needs its effect")
    var sizes = inputs.map { _ in [Double]() }
    for _ in 0..<resamples {
      let rows = generator.resample(effects.count)
      for input in inputs {
        let sum = rows.reduce(0) { $0 + effects[$1][input].magnitude }
        sizes[input].append(sum / Double(rows.count))
      }
    }
    return inputs.map { input in
      let column = effects.map { $0[input] }
      let moments = Moments(column)
      let meanSize = column.reduce(0) { $0 + $1.magnitude } / Double(column.count)
      let whole = Interval(center: meanSize, halfWidth: 0)
      return MorrisMeasures(
        mean: moments.mean ?? 0, meanSize: meanSize,
        meanSizeInterval: centralRange(sizes[input], confidence) ?? whole,
        deviation: (moments.variance ?? 0).squareRoot())
    }
  }
}
