internal import ApprovalModel
internal import Inference
internal import Simulation
internal import Statistics

/// Finds the best of a study's designs with a chance of 95 %, if it leads by at least the difference that
/// matters; else one that is not farther from the best.
///
/// With common numbers by the fully sequential procedure of Kim and Nelson ("A fully sequential procedure for
/// indifference-zone selection in simulation", 2001): designs that have clearly fallen behind are run no
/// more. With independent numbers by the two stages of Rinott ("On two-stage selection procedures and related
/// probability-inequalities", 1978). A design's value in a replication is that replication's own; inputs are as
/// declared.
///
/// - Throws: ``StudyError``; when it asks about an outcome without a better side, or does not say which difference
///   matters, ``StudyError/unsuitable(_:)``.
public func best(_ request: StudyRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> SelectionResults
{
  try await SelectionRun(request).results(in: context)
}

/// A selection prepared to run.
struct SelectionRun {
  let study: StudyRun
  let trials: Trials
  let indifference: Double

  /// Replications run before the next look at who has fallen behind, so that all threads are busy.
  static let stride = 10
  /// The chance of choosing the best.
  static let confidence = 0.95

  init(_ request: StudyRequest) throws(StudyError) {
    study = try StudyRun(request)
    let primary = study.scenario.study.primary
    let place = try study.mainOutcome(request.outcomes)
    trials = Trials(study: study, outcomes: [place])
    let key = study.table.definitions[place].key
    guard key.better != .neither else {
      throw .unsuitable(
        LocalizedText(
          zh: "“\(key.name)”没有好坏之分，选不出最好的方案；请用 --outcome 换一个结果",
          en: "'\(key.name)' has no better side, so no design is best; choose another by --outcome")
      )
    }
    var declared: Double?
    if let primary, study.table.isPrimary(key, primary) { declared = primary.worthwhile }
    guard let indifference = request.worthwhile ?? declared else {
      throw .unsuitable(
        LocalizedText(
          zh: "要说明“\(key.name)”差多少才算差别：写 --worthwhile X，按该结果的单位，或在情景文件里写 study.primary",
          en: "say which difference of '\(key.name)' matters: --worthwhile X in its unit, or "
            + "'study.primary' in the scenario"))
    }
    self.indifference = indifference
    let least = SelectionResults.firstStage
    guard request.replications ?? least >= least else {
      throw .unsuitable(
        LocalizedText(
          zh: "选最好的方案，每个方案先要运行 \(least) 次来估计方差：--replications 至少写 \(least)",
          en:
            "every design is run \(least) times first, to estimate variances: --replications must be "
            + "at least \(least)"))
    }
    guard study.compiler.designs.count > 1 else {
      throw .unsuitable(
        LocalizedText(zh: "只有一个方案，没有可选的", en: "there is one design only, nothing to choose from"))
    }
  }

  private var count: Int { study.compiler.designs.count }
  private var definition: OutcomeDefinition { trials.definition(0) }
  private var limit: Int { study.request.replications ?? StudyRun.mostReplications }

  // MARK: Runs

  /// The runs done so far: by design, then by replication.
  private struct Runs {
    var trials: [[Trial]]
    var values: [[Double]]
    let plans: [StudyCompiler.CompiledPlan]

    var spent: Int { trials.reduce(0) { $0 + $1.count } }
  }

  /// Runs replications of some designs: each from those it has up to the number given.
  private func extend(
    _ runs: inout Runs, _ wanted: [(design: Int, replications: Int)], in context: StudyContext
  )
    async throws(StudyError)
  {
    var places: [(design: Int, replication: Int)] = []
    for (design, replications) in wanted {
      for r in runs.trials[design].count..<max(runs.trials[design].count, replications) {
        places.append((design, r))
      }
    }
    let (trials, plans) = (trials, runs.plans)
    let names = study.compiler.designs.map(\.design.name)
    let chosen = places
    let parts = try await Workshop(context: context).parts(
      chosen.map { "best/\(names[$0.design])/replication/\($0.replication)" }, after: runs.spent,
      phase: LocalizedText(zh: "次运行（各方案）", en: "runs of designs")
    ) { i throws(StudyError) -> Trial in
      let (design, replication) = chosen[i]
      return try trials.trial(
        plans[design], design: design, world: .declared, replication: replication,
        isCancelled: context.isCancelled)
    }
    for (place, part) in zip(chosen, parts) {
      runs.trials[place.design].append(part)
      runs.values[place.design].append(try value(part, names[place.design], place.replication))
    }
  }

  private func value(_ trial: Trial, _ design: Name, _ replication: Int) throws(StudyError)
    -> Double
  {
    guard let value = definition.statistic.value(of: trial.samples[0]) else {
      throw .unsuitable(
        LocalizedText(
          zh:
            "方案“\(design)”第 \(replication) 次运行中“\(definition.key.name)”没有数值，不能逐次比较；请换一个结果，或延长 window、followFor",
          en:
            "'\(definition.key.name)' has no value in replication \(replication) of '\(design)', so replications cannot "
            + "be compared; choose another outcome, or lengthen the window or 'followFor'"))
    }
    return value
  }

  func results(in context: StudyContext) async throws(StudyError) -> SelectionResults {
    var plans: [StudyCompiler.CompiledPlan] = []
    for d in 0..<count { plans.append(try trials.plan(d, .declared)) }
    var runs = Runs(
      trials: Array(repeating: [], count: count), values: Array(repeating: [], count: count),
      plans: plans)
    try await extend(&runs, (0..<count).map { ($0, SelectionResults.firstStage) }, in: context)
    return study.request.numbers == .common
      ? try await sequential(runs, in: context) : try await twoStage(runs, in: context)
  }

  // MARK: Kim and Nelson

  private func sequential(_ first: Runs, in context: StudyContext)
    async throws(StudyError) -> SelectionResults
  {
    var runs = first
    var selection = SequentialSelection(
      designs: count, firstStage: SelectionResults.firstStage, indifference: indifference,
      eta: kimNelsonEta(
        firstStage: SelectionResults.firstStage, designs: count, confidence: Self.confidence),
      better: definition.key.better)
    var dropped: [Int?] = Array(repeating: nil, count: count)
    while true {
      let done = selection.contenders.map { runs.values[$0].count }.min() ?? 0
      while selection.replications < done, !selection.isDone {
        let r = selection.replications
        selection.add(runs.values.map { $0.count > r ? $0[r] : 0 })
        for d in 0..<count where dropped[d] == nil && !selection.contenders.contains(d) {
          dropped[d] = selection.replications
        }
      }
      if selection.isDone || selection.replications >= limit { break }
      let next = min(limit, selection.replications + Self.stride)
      try await extend(&runs, selection.contenders.map { ($0, next) }, in: context)
    }
    return try finish(
      runs, best: selection.best, dropped: dropped,
      needed: selection.isDone ? nil : selection.mostReplications)
  }

  // MARK: Rinott

  private func twoStage(_ first: Runs, in context: StudyContext)
    async throws(StudyError) -> SelectionResults
  {
    var runs = first
    let needed = rinott(runs)
    var wanted: [(design: Int, replications: Int)] = []
    for d in 0..<count {
      guard let one = needed[d], one <= limit else {
        let most = needed.contains(nil) ? nil : needed.compactMap { $0 }.max()
        return try finish(
          runs, best: nil, dropped: Array(repeating: nil, count: count), needed: most)
      }
      wanted.append((d, one))
    }
    try await extend(&runs, wanted, in: context)
    let sign = definition.key.better == .higher ? -1.0 : 1.0
    let means = runs.values.map { sign * (Moments($0).mean ?? 0) }
    return try finish(
      runs, best: means.indices.min { means[$0] < means[$1] },
      dropped: Array(repeating: nil, count: count), needed: nil)
  }

  /// How many replications Rinott asks of each design, by the variances of the first stage.
  private func rinott(_ runs: Runs) -> [Int?] {
    let constant = rinottConstant(
      firstStage: SelectionResults.firstStage, designs: count, confidence: Self.confidence)
    return runs.values.map { values in
      rinottReplications(
        constant: constant,
        variance: Moments(Array(values.prefix(SelectionResults.firstStage))).variance ?? 0,
        indifference: indifference, firstStage: SelectionResults.firstStage)
    }
  }

  // MARK: Results

  private func finish(_ runs: Runs, best: Int?, dropped: [Int?], needed: Int?) throws(StudyError)
    -> SelectionResults
  {
    let designs = study.compiler.designs.map(\.design.name)
    let most = runs.trials.map(\.count).max() ?? 0
    // The winner, or who leads so far among those not dropped.
    let sign = definition.key.better == .higher ? -1.0 : 1.0
    let leaders = designs.indices.filter { dropped[$0] == nil }
    let leader =
      best
      ?? leaders.min {
        sign * (Moments(runs.values[$0]).mean ?? 0) < sign * (Moments(runs.values[$1]).mean ?? 0)
      } ?? 0
    return SelectionResults(
      facts: try study.facts(replications: most), key: definition.key, worthwhile: indifference,
      confidence: Self.confidence, limit: limit, best: best.map { designs[$0] },
      leader: designs[leader],
      designs: designs.indices.map { d in
        SelectedDesign(
          name: designs[d], replications: runs.trials[d].count, droppedAfter: dropped[d],
          value: effect(runs.values[d]),
          behind: d == leader ? nil : behind(runs.values[d], runs.values[leader]),
          isCensored: runs.trials[d].isCensored(0))
      },
      asGood: designs.indices.filter {
        $0 != leader && dropped[$0] == nil && study.request.numbers == .common
          && runs.values[$0] == runs.values[leader]
      }.map { designs[$0] },
      replicationsNeeded: needed, spent: runs.spent, equalAllocation: most * designs.count,
      rinott: rinott(runs).reduce(0) { sum, one in one.flatMap { n in sum.map { $0 + n } } })
  }

  private func effect(_ values: [Double]) -> Effect {
    let fit = meanInterval(values, .percent95)
    return Effect(
      fit?.mean ?? values.first ?? 0, interval: fit?.interval, runNoise: fit?.interval)
  }

  /// A design's mean less the leader's, over the replications that both have.
  private func behind(_ values: [Double], _ leader: [Double]) -> Effect {
    if study.request.numbers == .common { return effect(zip(values, leader).map { $0 - $1 }) }
    func side(_ values: [Double]) -> EstimateWithError {
      let moments = Moments(values)
      return EstimateWithError(
        estimate: moments.mean ?? 0, error: moments.standardError ?? 0,
        degreesOfFreedom: max(1, values.count - 1))
    }
    let difference = welchDifference(side(leader), side(values))
    let interval = difference.interval(.percent95)
    return Effect(difference.estimate, interval: interval, runNoise: interval)
  }
}
