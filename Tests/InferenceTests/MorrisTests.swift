import Inference
import Testing

/// The measures of `model` from `count` trajectories.
private func measures(
  _ count: Int, inputs: Int, _ model: ([Double]) -> Double
) throws -> [MorrisMeasures] {
  var random = SplitMix(99)
  let effects = (0..<count).map { _ in
    let trajectory = MorrisTrajectory(inputs: inputs, using: &random)
    return trajectory.elementaryEffects(trajectory.points.map(model))
  }
  return try #require(
    MorrisMeasures.all(effects: effects, resamples: 500, .percent95, using: &random))
}

@Suite struct `Screening by trajectories` {
  @Test func `changes every input once, by two thirds, on four levels`() {
    var random = SplitMix(4)
    var levels: [Double: Int] = [:]
    for _ in 0..<200 {
      let trajectory = MorrisTrajectory(inputs: 5, using: &random)
      #expect(trajectory.points.count == 6)
      #expect(trajectory.changed.sorted() == [0, 1, 2, 3, 4])
      for (step, input) in trajectory.changed.enumerated() {
        let (before, after) = (trajectory.points[step], trajectory.points[step + 1])
        for other in 0..<5 {
          let change = (after[other] - before[other]).magnitude
          #expect(other == input ? abs(change - 2.0 / 3) < 1e-15 : change == 0)
        }
      }
      for u in trajectory.points[0] { levels[u, default: 0] += 1 }
    }
    // A start is on each level 250 times in 1,000; five standard deviations are 68.
    #expect(levels.keys.sorted() == [0, 1.0 / 3, 2.0 / 3, 1])
    #expect(levels.values.allSatisfy { abs($0 - 250) < 68 })
  }

  @Test func `is exact for a sum, and zero for an input that does nothing`() throws {
    let found = try measures(10, inputs: 3) { 5 + 2 * $0[0] - 3 * $0[1] }
    for (input, slope) in [2.0, -3, 0].enumerated() {
      #expect(abs(found[input].mean - slope) < 1e-12)
      #expect(abs(found[input].meanSize - slope.magnitude) < 1e-12)
      #expect(found[input].deviation < 1e-12)
      #expect(found[input].meanSizeInterval.halfWidth < 1e-12)
    }
    #expect(found[2].mean == 0)
    #expect(found[2].meanSize == 0)
    #expect(found[2].deviation == 0)
  }

  /// The first factor of the g-function, |4u - 2|, is 2, 2/3, 2/3, 2 on the four levels: its effects are
  /// ± (4/3) / (2/3) = ± 2 times the rest; they cancel in the mean and not in the mean size.
  ///
  /// Input j's are ± 2 / (1 + a) times the rest, so that the order is that of a.
  @Test func `ranks the inputs of the g-function`() throws {
    let a = [0, 1, 4.5, 9, 99]
    let found = try measures(100, inputs: 5) { u in
      zip(u, a).reduce(1) { $0 * ((4 * $1.0 - 2).magnitude + $1.1) / (1 + $1.1) }
    }
    let sizes = found.map(\.meanSize)
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 > $1 })
    #expect(found[0].mean.magnitude < 0.5 * found[0].meanSize)
    #expect(found[0].deviation > found[0].meanSize)
    for measure in found { #expect(measure.meanSizeInterval.contains(measure.meanSize)) }
    // The other factors have mean (2 + 2/3)/2 on the levels, each: (4/3 + a) / (1 + a).
    let rest = a[1...].reduce(1) { $0 * (4.0 / 3 + $1) / (1 + $1) }
    #expect(found[0].meanSizeInterval.contains(2 * rest))
  }

  @Test func `needs two trajectories and finite outcomes`() {
    var random = SplitMix(1)
    func found(_ effects: [[Double]]) -> [MorrisMeasures]? {
      MorrisMeasures.all(effects: effects, resamples: 10, .percent95, using: &random)
    }
    #expect(found([[1]]) == nil)
    #expect(found([[1], [.infinity]]) == nil)
    #expect(found([[1], [3]])?[0].mean == 2)
  }
}
