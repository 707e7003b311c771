internal import Headline
internal import Inference
internal import Statistics

/// An estimate with its interval of run noise, and how many replications had something to say.
struct RunNoise {
  var estimate: Double?
  var interval: Interval?
  var method: IntervalMethod
  var replications: Int
  /// Of the interval's Student t.
  var degreesOfFreedom = 0

  /// The standard error that the interval is made of.
  var error: EstimateWithError? {
    guard let estimate, let interval else { return nil }
    return EstimateWithError(
      estimate: estimate,
      error: interval.halfWidth / studentT(.percent95, degreesOfFreedom: degreesOfFreedom),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// How often chance alone brings an estimate at least as far from zero, two-sided.
  var pValue: Double? {
    guard let error, error.estimate != 0 || error.error != 0 else { return nil }
    return studentPValue(
      t: error.estimate / error.error, degreesOfFreedom: error.degreesOfFreedom)
  }
}

/// What the replications say of one outcome of one design.
enum OutcomeValues {
  /// A mean: each replication's value; nil where it has nothing to say, and the others stand for themselves.
  case values([Double?])
  /// A number of all replications together, and without each one; both nil where one of them does not exist.
  /// `scale` turns them into the outcome's unit.
  case pooled(Pooled)

  struct Pooled {
    var leaveOneOut: (all: Double, without: [Double])?
    var scale = 1.0
    /// By replication, whether anything of the kind happened there.
    var speaks: [Bool]
    /// The number of all replications where one cannot be left out.
    var estimate: Double?
  }

  init(_ statistic: Statistic, _ samples: [Sample]) {
    switch statistic {
    case .mean: self = .values(samples.map(\.value))
    case .share:
      let ratio = LeaveOneOut(statistic, samples)
      self = .pooled(
        Pooled(
          leaveOneOut: ratio.map { ($0.all, $0.without) }, speaks: samples.map { $0.value != nil },
          estimate: statistic.value(pooling: samples)))
    case .quantile(let quantile, let scale):
      let histograms = samples.map { sample -> Histogram in
        if case .histogram(let histogram) = sample { histogram } else { Histogram() }
      }
      self = .pooled(
        Pooled(
          leaveOneOut: leaveOneOut(quantile, histograms), scale: scale,
          speaks: histograms.map { $0.count > 0 }))
    }
  }

  /// The estimate with its run noise.
  var runNoise: RunNoise {
    switch self {
    case .values(let values): Self.mean(MeanNoise(values))
    case .pooled(let pooled): pooled.runNoise
    }
  }

  /// This outcome less the same of the baseline: paired by replication, or by Welch where each design has
  /// numbers of its own.
  func difference(from baseline: OutcomeValues, _ numbers: RandomNumbers) -> RunNoise {
    if numbers == .independent { return unpaired(from: baseline) }
    switch (baseline, self) {
    case (.values(let before), .values(let after)):
      return Self.mean(MeanNoise(of: after, less: before))
    case (.pooled(let before), .pooled(let after)): return after.difference(from: before).runNoise
    default: return RunNoise(method: .none, replications: 0)
    }
  }

  private func unpaired(from baseline: OutcomeValues) -> RunNoise {
    let (before, after) = (baseline.runNoise, runNoise)
    var result = RunNoise(
      method: .welch, replications: min(before.replications, after.replications))
    if let x = before.estimate, let y = after.estimate { result.estimate = y - x }
    guard let x = before.error, let y = after.error else { return result }
    let difference = welchDifference(x, y)
    result.interval = difference.interval(.percent95)
    result.degreesOfFreedom = difference.degreesOfFreedom
    return result
  }

  /// The variance of the paired difference over the sum of both variances; nil where neither varies.
  func pairingRatio(with baseline: OutcomeValues) -> Double? {
    switch (baseline, self) {
    case (.values(let before), .values(let after)):
      let pairs = zip(before, after).compactMap { x, y -> (Double, Double)? in
        guard let x, let y else { return nil }
        return (x, y)
      }
      return Inference.pairingRatio(pairs.map(\.0), pairs.map(\.1))
    case (.pooled(let before), .pooled(let after)):
      guard let before = before.leaveOneOut, let after = after.leaveOneOut else { return nil }
      return Inference.pairingRatio(before.without, after.without)
    default: return nil
    }
  }

  private static func mean(_ noise: MeanNoise) -> RunNoise {
    RunNoise(
      estimate: noise.estimate, interval: noise.interval, method: .t,
      replications: noise.replications, degreesOfFreedom: noise.replications - 1)
  }
}

extension OutcomeValues.Pooled {
  fileprivate var runNoise: RunNoise {
    let replications = speaks.count { $0 }
    let interval = leaveOneOut.flatMap {
      jackknifeInterval(all: $0.all, without: $0.without, .percent95)
    }
    guard let leaveOneOut, let interval, replications > 0 else {
      return RunNoise(estimate: estimate, method: .jackknife, replications: replications)
    }
    return RunNoise(
      estimate: leaveOneOut.all * scale,
      interval: Interval(low: interval.low * scale, high: interval.high * scale),
      method: .jackknife, replications: replications,
      degreesOfFreedom: leaveOneOut.without.count - 1)
  }

  fileprivate func difference(from baseline: OutcomeValues.Pooled) -> OutcomeValues.Pooled {
    var result = self
    result.estimate = nil
    result.speaks = zip(baseline.speaks, speaks).map { $0 && $1 }
    result.leaveOneOut = nil
    if let mine = leaveOneOut, let its = baseline.leaveOneOut {
      result.leaveOneOut = (
        mine.all - its.all, zip(mine.without, its.without).map { $0 - $1 }
      )
    }
    return result
  }
}
