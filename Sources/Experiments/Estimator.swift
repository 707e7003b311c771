internal import ApprovalModel
internal import Headline
internal import Inference
internal import Simulation

/// Turns the samples of all replications into estimates, differences and verdicts.
struct Estimator {
  let table: OutcomeTable
  let results: [ReplicationResult]
  let drawsInputs: Bool
  let primary: PrimaryOutcome?
  let numbers: RandomNumbers
  private let groupPlaces: [Group: Int]

  init(
    table: OutcomeTable, results: [ReplicationResult], drawsInputs: Bool, primary: PrimaryOutcome?,
    numbers: RandomNumbers = .common
  ) {
    self.numbers = numbers
    self.table = table
    self.results = results
    self.drawsInputs = drawsInputs
    self.primary = primary
    var places: [Group: Int] = [:]
    for (i, group) in table.groups.enumerated() { places[group] = i }
    groupPlaces = places
  }

  /// Whether more than 1 % of the group an outcome is about are open, in the declared or drawn runs.
  func isCensored(_ o: Int, _ design: Int) -> Bool {
    guard let group = table.definitions[o].censoredBy, let g = groupPlaces[group] else {
      return false
    }
    func isOpen(_ counts: [GroupCount]) -> Bool {
      isBound(open: counts.reduce(0) { $0 + $1.open }, of: counts.reduce(0) { $0 + $1.count })
    }
    return isOpen(results.map { $0.cohort[design][g] })
      || (drawsInputs && isOpen(results.map { $0.cohortDrawn[design][g] }))
  }

  // MARK: One design

  func estimates(of design: Int) -> [OutcomeEstimate] {
    table.outcomes.map { estimate($0, design) }
  }

  func estimate(_ o: Int, _ design: Int) -> OutcomeEstimate {
    let definition = table.definitions[o]
    let isCensored = isCensored(o, design)
    let statistic = definition.statistic
    let samples = results.map { $0.declared[design][o] }
    let run = runNoise(statistic, samples)
    let values = drawsInputs ? results.map { statistic.value(of: $0.drawn[design][o]) } : []
    let (interval, kind) = headline(run, values)
    return OutcomeEstimate(
      key: definition.key, estimate: run.estimate, interval: interval, runNoise: run.interval,
      intervalKind: kind, method: run.interval == nil ? .none : run.method,
      replications: run.replications, isCensored: isCensored,
      reason: reason(run, interval, definition, [samples], isCensored: isCensored))
  }

  /// Why a number is missing or only a bound.
  private func reason(
    _ run: RunNoise, _ interval: Interval?, _ definition: OutcomeDefinition, _ samples: [[Sample]],
    isCensored: Bool
  ) -> MissingReason? {
    let reached = samples.allSatisfy { isReached(definition.statistic, $0) }
    if run.estimate == nil { return reached ? .noCases : .notReached }
    if isCensored { return .openCases }
    if run.interval == nil { return .tooFewReplications }
    if interval == nil {
      if case .quantile = definition.statistic { return .notReached }
      return .noCases
    }
    return nil
  }

  private func isReached(_ statistic: Statistic, _ samples: [Sample]) -> Bool {
    guard case .quantile = statistic else { return true }
    return samples.allSatisfy {
      if case .histogram(let histogram) = $0 { histogram.count == 0 } else { true }
    }
  }

  private func runNoise(_ statistic: Statistic, _ samples: [Sample]) -> RunNoise {
    OutcomeValues(statistic, samples).runNoise
  }

  // MARK: Differences

  func differences(design: Int) -> [OutcomeDifference] {
    table.outcomes.map { difference($0, design) }
  }

  func difference(_ o: Int, _ design: Int) -> OutcomeDifference {
    let definition = table.definitions[o]
    let isCensored = isCensored(o, design) || isCensored(o, 0)
    let before = results.map { $0.declared[0][o] }
    let after = results.map { $0.declared[design][o] }
    let (first, second) = (
      OutcomeValues(definition.statistic, before), OutcomeValues(definition.statistic, after)
    )
    let run = second.difference(from: first, numbers)
    var drawn: [Double?] = []
    if drawsInputs {
      drawn = results.map { result in
        guard let x = definition.statistic.value(of: result.drawn[0][o]),
          let y = definition.statistic.value(of: result.drawn[design][o])
        else { return nil }
        return y - x
      }
    }
    let (interval, kind) = headline(run, drawn)
    let allZero =
      run.estimate != nil && zip(before, after).allSatisfy(isSame)
      && (!drawsInputs || results.allSatisfy { isSame($0.drawn[0][o], $0.drawn[design][o]) })
    var outcome = OutcomeDifference(
      key: definition.key, baseline: first.runNoise.estimate, design: second.runNoise.estimate,
      difference: run.estimate,
      interval: interval, runNoise: run.interval, intervalKind: kind,
      method: run.interval == nil ? .none : run.method, verdict: .cannotTell,
      reason: reason(run, interval, definition, [before, after], isCensored: isCensored))
    outcome.verdict = Inference.verdict(
      better: definition.key.better, everyDifferenceZero: allZero,
      headline: interval ?? Interval(low: -.infinity, high: .infinity),
      replications: interval == nil ? 0 : run.replications,
      censored: isCensored || run.estimate == nil)
    let inputs = inputsInterval(run, drawn)
    if let inputs, !inputs.excludesZero {
      if outcome.verdict == .cannotTell, run.replications >= Verdict.leastReplications {
        outcome.reason = outcome.reason ?? .openInputs
      }
    } else if !isCensored, let noise = run.interval, let estimate = run.estimate,
      !noise.excludesZero, estimate != 0
    {
      outcome.replicationsNeeded = replicationsNeeded(
        halfWidth: noise.halfWidth, target: abs(estimate), replications: run.replications)
    }
    outcome.pairingRatio = numbers == .common ? second.pairingRatio(with: first) : nil
    outcome.pValue = isCensored || allZero ? nil : run.pValue
    if let primary, table.isPrimary(definition.key, primary) {
      outcome.worthwhile = worthwhile(
        outcome, primary, replications: isCensored ? 0 : run.replications)
      outcome.replicationsForWorthwhile = replicationsForWorthwhile(
        outcome, primary, run, inputs: inputs)
    }
    return outcome
  }

  private func worthwhile(
    _ outcome: OutcomeDifference, _ primary: PrimaryOutcome, replications: Int
  ) -> Worthwhile {
    guard let interval = outcome.interval, replications >= Verdict.leastReplications else {
      return .cannotTell
    }
    // A gain is a fall where lower is better, a rise where higher is.
    let gain =
      outcome.key.better == .higher ? interval : Interval(low: -interval.high, high: -interval.low)
    if gain.low >= primary.worthwhile { return .yes }
    if gain.high < primary.worthwhile { return .no }
    return .cannotTell
  }

  /// Replications after which it would be clear whether the gain reaches the smallest one worth having;
  /// nil where it is clear, or never would be: the drawn inputs alone may leave it open.
  private func replicationsForWorthwhile(
    _ outcome: OutcomeDifference, _ primary: PrimaryOutcome, _ run: RunNoise, inputs: Interval?
  ) -> Int? {
    guard outcome.worthwhile == .cannotTell, outcome.reason != .openCases,
      let noise = run.interval, let difference = run.estimate
    else { return nil }
    let sign = outcome.key.better == .higher ? 1.0 : -1.0
    if let inputs {
      let ends = [sign * inputs.low, sign * inputs.high]
      guard
        ends.allSatisfy({ $0 >= primary.worthwhile })
          || ends.allSatisfy({ $0 < primary.worthwhile })
      else { return nil }
    }
    let gain = sign * difference
    let distance = abs(gain - primary.worthwhile)
    guard noise.halfWidth > distance else { return nil }
    return replicationsNeeded(
      halfWidth: noise.halfWidth, target: distance, replications: run.replications)
  }

  /// The difference between two designs' samples of one outcome, with its run noise.
  func differenceNoise(
    _ statistic: Statistic, _ before: [Sample], _ after: [Sample]
  ) -> RunNoise {
    OutcomeValues(statistic, after).difference(from: OutcomeValues(statistic, before), numbers)
  }

  // MARK: Headline

  /// The assumptions interval where inputs are drawn (never narrower than run noise), else run noise.
  ///
  /// A drawn run that has nothing to say, because a quantile is not reached or nothing of the kind
  /// happens there, leaves no assumptions interval: run noise never stands in for it.
  func headline(_ run: RunNoise, _ drawn: [Double?]) -> (Interval?, IntervalKind) {
    guard drawsInputs else { return (run.interval, .runNoise) }
    let values = drawn.compactMap { $0 }
    let spoken = values.count == drawn.count || values.count >= run.replications
    guard let noise = run.interval, spoken, let range = centralRange(values, .percent95) else {
      return (nil, .assumptions)
    }
    return (range.hull(with: noise), .assumptions)
  }

  /// The range of the drawn runs by itself, which more replications do not narrow; nil where no inputs
  /// are drawn, or too few of those runs have anything to say.
  private func inputsInterval(_ run: RunNoise, _ drawn: [Double?]) -> Interval? {
    guard drawsInputs, headline(run, drawn).0 != nil else { return nil }
    return centralRange(drawn.compactMap { $0 }, .percent95)
  }

  /// Whether two samples have the same value: the difference is exactly zero.
  private func isSame(_ a: Sample, _ b: Sample) -> Bool {
    a == b || (a.value != nil && a.value == b.value)
  }

  // MARK: Applicants

  func applicants(design: Int, timeThreshold: Double, moneyThreshold: Money) -> ApplicantComparison?
  {
    let counts = results.compactMap { $0.joined[design] }
    guard counts.count == results.count else { return nil }
    let placebos = results.compactMap { $0.placebo[design] }
    let changes = counts.compactMap { $0.both > 0 ? $0.change / $0.both : nil }
    let change = meanInterval(changes, .percent95)
    return ApplicantComparison(
      timeThreshold: timeThreshold, moneyThreshold: moneyThreshold,
      time: gainLose(counts.map(\.time)), placebo: gainLose(placebos.map(\.time)),
      money: gainLose(counts.map(\.money)), open: share(counts) { ($0.open, $0.cohort) },
      approvedInBoth: share(counts) { ($0.both, $0.cohort) },
      approvedInBaselineOnly: share(counts) { ($0.baselineOnly, $0.cohort) },
      approvedInDesignOnly: share(counts) { ($0.designOnly, $0.cohort) },
      approvedInNeither: share(counts) { ($0.neither, $0.cohort) },
      changeAmongApproved: change?.mean ?? changes.first,
      changeAmongApprovedInterval: change?.interval,
      lostMost: extreme(counts.map(\.lostMost)), gainedMost: extreme(counts.map(\.gainedMost)),
      groups: table.groupScopes.enumerated().map { g, scope in
        GroupGainLose(
          scope: scope, time: gainLose(counts.map { $0.groups[g] }),
          money: gainLose(counts.map { $0.moneyGroups[g] }))
      },
      firms: !table.hasFirms
        ? nil
        : FirmComparison(
          count: counts.reduce(0) { $0 + Int($1.firms.count) },
          time: gainLose(counts.map(\.firms.time)),
          placebo: gainLose(placebos.map(\.firms.time))))
  }

  /// The largest change over the replications; the first of equals.
  private func extreme(_ changes: [ExtremeChange]) -> ApplicantChange? {
    var largest: (r: Int, change: ExtremeChange)?
    for (r, one) in changes.enumerated() where one.change != 0 {
      if let known = largest, one.sign * one.change <= one.sign * known.change.change { continue }
      largest = (r, one)
    }
    return largest.map { r, one in
      ApplicantChange(
        applicantClass: table.names.classes[one.applicantClass], index: one.index, replication: r,
        change: Double(one.change) / table.dayMilliseconds)
    }
  }

  private func gainLose(_ counts: [GainLoseCounts]) -> GainLose {
    GainLose(
      gain: share(counts) { ($0.gain, $0.total) }, lose: share(counts) { ($0.lose, $0.total) },
      same: share(counts) { ($0.same, $0.total) })
  }

  private func share<Counts>(_ counts: [Counts], _ part: (Counts) -> (Double, Double))
    -> ShareEstimate
  {
    let values = counts.map(part).filter { $0.1 > 0 }.map { $0.0 / $0.1 }
    guard let fit = meanInterval(values, .percent95) else {
      return ShareEstimate(share: values.first, interval: nil)
    }
    return ShareEstimate(
      share: fit.mean,
      interval: Interval(low: max(0, fit.interval.low), high: min(1, fit.interval.high)))
  }
}
