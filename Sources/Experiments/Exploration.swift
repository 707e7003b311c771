public import ApprovalModel
public import Inference
internal import Simulation
internal import Statistics

/// What is asked of an exploration.
public struct ExplorationRequest: Sendable {
  /// The scenario and its designs.
  public var study: StudyRequest
  /// The least gain that counts as success, in the outcome's unit; nil: the smallest difference worth
  /// having, else the smallest that is noticed.
  public var atLeast: Double?
  /// Whether it was stated in percent, which only shares are counted in.
  public var isAtLeastPercent = false
  /// How many combinations of inputs.
  public var points = 256

  /// An exploration of all designs.
  public init(_ study: StudyRequest) { self.study = study }
}

/// In which combinations of inputs designs keep what they promise.
public struct ExplorationResults: Sendable {
  /// What the results of every method begin with.
  public var facts: StudyResults
  /// The outcome.
  public var key: OutcomeKey
  /// The least gain that counts as success, in the outcome's unit: a fall where lower is better.
  public var atLeast: Double
  /// The inputs that vary, in code-point order of the paths.
  public var inputs: [ExploredInput]
  /// One row a point: the place of each input in its range, 0 to below 1.
  public var points: [[Double]]
  /// How the points were made: Sobol points or a Latin hypercube.
  public var method: String
  /// How many replications a point had.
  public var replications: Int
  /// The designs, in the order of reports, the baseline left out.
  public var designs: [ExploredDesign]
  /// The regret of every design, the baseline among them, in the order of reports.
  public var regrets: [DesignRegret]
  /// The design whose greatest regret is least; nil where no design has a gain at every point.
  public var minimaxRegret: Name?
}

/// An input that varies, with what its places mean.
public struct ExploredInput: Hashable, Sendable {
  /// The input as the file states it.
  public var listing: InputListing
  /// The input as a number; nil where it is none: places are all that can be told.
  public var number: NumericInput?
}

/// What one design does in all combinations.
public struct ExploredDesign: Hashable, Sendable {
  /// The design.
  public var name: Name
  /// The gain at each point; nil where there is no estimate.
  public var gains: [Double?]
  /// How many points succeed, of those with an estimate.
  public var count: RunCount
  /// The Wilson 95 % interval of the share of points that succeed.
  public var interval: Interval
  /// The share of points at which one half of the replications succeeds and the other does not.
  public var disagreement: Double?
  /// At how many points more than 1 % of the cases are open, so that the gain is a bound.
  public var open: Int
  /// Where the design fails; nil where no box tells failures from successes, or too few fail.
  public var failures: FoundBox?
  /// Where it succeeds; nil where no box tells successes from failures, or too few succeed.
  public var successes: FoundBox?
}

/// A box of inputs in which runs fail, or succeed, more often than elsewhere.
public struct FoundBox: Hashable, Sendable {
  /// The restrictions, in code-point order of the inputs.
  public var restrictions: [Restriction]
  /// The points from which the box was found: inside, and all.
  public var found: BoxCount
  /// The points kept back to check it.
  public var heldOut: BoxCount

  /// One input's limits.
  public struct Restriction: Hashable, Sendable {
    /// The input's place in ``ExplorationResults/inputs``.
    public var input: Int
    /// Its limits, as places in its range: 0 and 1 are no limits.
    public var limits: Interval
    /// The chance that the limits do no good: the quasi-p-value of Bryant and Lempert (2010).
    public var quasiP: Double
  }

  /// Points in the box and points in all, with those of them that fail (or succeed).
  public struct BoxCount: Hashable, Sendable {
    /// The points in the box.
    public var inside: RunCount
    /// All points.
    public var all: RunCount

    /// The share of all failures (or successes) that lie in the box; nil where there are none.
    public var coverage: Double? {
      all.successes == 0 ? nil : Double(inside.successes) / Double(all.successes)
    }
    /// The share of the points in the box that fail (or succeed); nil where none lies in it.
    public var density: Double? { inside.runs == 0 ? nil : inside.density }
  }
}

/// How much is lost by choosing one design, measured against the best one at each point.
public struct DesignRegret: Hashable, Sendable {
  /// The design.
  public var name: Name
  /// The mean over the points, in the outcome's unit.
  public var mean: Double
  /// What nine of ten points stay below.
  public var p90: Double
  /// The greatest.
  public var most: Double
  /// The point at which it is greatest.
  public var mostAt: Int
  /// The share of points at which no other design is better.
  public var bestShare: Double
}

/// Runs designs at points spread over the declared ranges of all inputs, and says where they keep what
/// they promise.
///
/// - Throws: ``StudyError``.
public func explore(_ request: ExplorationRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> ExplorationResults
{
  try await Exploration(request, context).results()
}

/// Scenario discovery: Bryant and Lempert, "Thinking inside the box", Technological Forecasting and
/// Social Change 77 (2010), with the patient rule induction of Friedman and Fisher.
private struct Exploration {
  let request: ExplorationRequest
  let study: StudyRun
  let trials: Trials
  let workshop: Workshop
  let inputs: [ExploredInput]
  let points: InputPoints
  let atLeast: Double

  /// Replications are doubled from the first to the last of these until noise decides few points.
  static let replications = 2...16
  /// The share of points that noise may decide.
  static let mostDisagreement = 0.05
  /// No box is looked for among fewer failures, or successes, in the half from which boxes are found.
  static let leastForBox = 8
  /// A restriction stays in a box when this is above the chance that it does no good.
  static let mostQuasiP = 0.05
  /// A box is reported when failures are at least so many times as dense in it as in all points, or
  /// what is not failure as many times as rare.
  static let leastLift = 1.5

  init(_ request: ExplorationRequest, _ context: StudyContext) throws(StudyError) {
    self.request = request
    study = try StudyRun(request.study)
    guard study.compiler.designs.count > 1 else {
      throw .unsuitable(
        LocalizedText(
          zh: "没有可以与基准方案比较的方案", en: "there is no design to compare with the baseline"))
    }
    trials = Trials(study: study, outcomes: [try study.mainOutcome(request.study.outcomes)])
    workshop = Workshop(context: context)
    let numbers = study.scenario.numericInputs
    inputs = study.scenario.rangedInputs.map { listing in
      ExploredInput(listing: listing, number: numbers.first { $0.path == listing.path })
    }
    guard !inputs.isEmpty else {
      throw .unsuitable(
        LocalizedText(
          zh: "情景文件里没有带 range 的 C、D 级输入，没有可以探索的组合",
          en: "the scenario has no input of grade C or D with a range: there is nothing to explore")
      )
    }
    do {
      points = try InputPoints(
        paths: inputs.map(\.listing.path), count: request.points, seed: study.seed)
    } catch {
      throw .unsuitable(
        LocalizedText(zh: "不能生成 \(request.points) 个点：\(error)", en: error.description))
    }
    atLeast = try Self.threshold(
      request.atLeast, isPercent: request.isAtLeastPercent, trials.definition(0).key, study)
  }

  private static func threshold(
    _ asked: Double?, isPercent: Bool, _ key: OutcomeKey, _ study: StudyRun
  ) throws(StudyError) -> Double {
    guard key.better != .neither else {
      throw .unsuitable(
        LocalizedText(
          zh: "结果“\(key.name)”没有好坏方向，不能说成功或失败；请用 --outcome 选另一项",
          en: "outcome '\(key.name)' has no better side, so that nothing succeeds or fails; choose "
            + "another with --outcome"))
    }
    if let asked {
      try key.check(asked, isPercent: isPercent, flag: "--at-least")
      return asked
    }
    let declared = study.scenario.study
    if let primary = declared.primary, study.table.isPrimary(key, primary) {
      return primary.worthwhile
    }
    switch key.unit {
    case .workingDays: return declared.noticeableTime
    case .yuan: return Double(declared.noticeableMoney.fen) / 100
    default:
      throw .unsuitable(
        LocalizedText(
          zh: "结果“\(key.name)”没有声明值得的差别；请写 --at-least X，单位为 \(key.unit.rawValue)",
          en:
            "no difference worth having is declared for outcome '\(key.name)'; state --at-least X in "
            + key.unit.rawValue))
    }
  }

  func results() async throws(StudyError) -> ExplorationResults {
    let designs = study.compiler.designs.indices
    // By point, then design: the runs of its replications.
    var runs: [[[Trial]]] = points.rows.map { _ in designs.map { _ in [] } }
    var count = 0
    var wanted = request.study.replications ?? Self.replications.lowerBound
    var partsDone = 0
    while true {
      let more = try await run(count..<wanted, after: partsDone)
      partsDone += more.count
      for i in more.indices {
        for d in designs { runs[i][d] += more[i][d] }
      }
      count = wanted
      guard request.study.replications == nil, count < Self.replications.upperBound else { break }
      let known = samples(runs)
      let noise = designs.dropFirst().compactMap { disagreement(known, $0, count) }.max() ?? 0
      if noise <= Self.mostDisagreement { break }
      wanted = count * 2
    }
    let samples = samples(runs)
    let gains = designs.map { d in samples.map { gain($0, d, 0..<count) } }
    let regrets = regrets(gains)
    return ExplorationResults(
      facts: try study.facts(replications: count), key: trials.definition(0).key, atLeast: atLeast,
      inputs: inputs, points: points.rows, method: points.method.rawValue, replications: count,
      designs: designs.dropFirst().map { d in
        explored(
          d, gains[d], disagreement(samples, d, count),
          open: runs.count { $0[0].isCensored(0) || $0[d].isCensored(0) })
      }, regrets: regrets,
      minimaxRegret: regrets.min { ($0.most, $0.mean) < ($1.most, $1.mean) }?.name)
  }

  private func samples(_ runs: [[[Trial]]]) -> [[[Sample]]] {
    runs.map { point in point.map { design in design.map { $0.samples[0] } } }
  }

  /// By point, then design: some more replications; no two points share one.
  private func run(_ more: Range<Int>, after: Int) async throws(StudyError) -> [[[Trial]]] {
    let (trials, points, designs) = (trials, points, study.compiler.designs.indices)
    let context = workshop.context
    let most = max(Self.replications.upperBound, more.upperBound)
    return try await workshop.parts(
      points.rows.indices.map { "point/\($0)/\(more.lowerBound)-\(more.upperBound)" }, after: after,
      phase: LocalizedText(zh: "个输入组合", en: "combinations of inputs")
    ) { i throws(StudyError) in
      let world = points.world(i)
      var result: [[Trial]] = []
      for design in designs {
        let plan = try trials.plan(design, world)
        var runs: [Trial] = []
        for r in more {
          runs.append(
            try trials.trial(
              plan, design: design, world: world, replication: i * most + r,
              isCancelled: context.isCancelled))
        }
        result.append(runs)
      }
      return result
    }
  }

  // MARK: Gains

  /// What a design gains at a point, over some of its replications; nil where there is no estimate.
  private func gain(_ samples: [[Sample]], _ design: Int, _ some: Range<Int>) -> Double? {
    if design == 0 { return 0 }
    let definition = trials.definition(0)
    guard let before = definition.statistic.value(pooling: samples[0][some]),
      let after = definition.statistic.value(pooling: samples[design][some])
    else { return nil }
    return definition.key.better == .higher ? after - before : before - after
  }

  private func disagreement(_ samples: [[[Sample]]], _ design: Int, _ count: Int) -> Double? {
    guard count >= 2 else { return nil }
    var (differing, known) = (0, 0)
    for point in samples {
      guard let a = gain(point, design, 0..<count / 2),
        let b = gain(point, design, count / 2..<count / 2 * 2)
      else { continue }
      known += 1
      if (a >= atLeast) != (b >= atLeast) { differing += 1 }
    }
    return known == 0 ? nil : Double(differing) / Double(known)
  }

  // MARK: Boxes

  private func explored(_ d: Int, _ gains: [Double?], _ disagreement: Double?, open: Int)
    -> ExploredDesign
  {
    let known = gains.indices.filter { gains[$0] != nil }
    let successes = known.map { (gains[$0] ?? 0) >= atLeast }
    let rows = known.map { points.rows[$0] }
    let count = RunCount(runs: known.count, successes: successes.count { $0 })
    return ExploredDesign(
      name: study.compiler.designs[d].design.name, gains: gains, count: count,
      interval: wilson(count), disagreement: disagreement, open: open,
      failures: box(rows, successes.map { !$0 }), successes: box(rows, successes))
  }

  /// The box that tells the runs marked from the others, found in the first half of the points and
  /// checked in the second; nil where there is none worth telling.
  ///
  /// Both halves of Sobol's points fill the space evenly; every other one of them would fill a half of it.
  private func box(_ rows: [[Double]], _ marked: [Bool]) -> FoundBox? {
    let half = rows.indices.prefix(rows.count / 2)
    let count = half.count { marked[$0] }
    guard count >= Self.leastForBox, count < half.count else { return nil }
    let search = PatientRuleInduction(
      inputs: half.map { rows[$0] }, successes: half.map { marked[$0] })
    guard let chosen = search.chosen(from: search.peelingTrajectory()) else { return nil }
    let box = search.simplified(search.pasted(chosen)) { quasiP($0) < Self.mostQuasiP }
    let isDense =
      box.density >= Self.leastLift * box.all.density
      || (1 - box.density) * Self.leastLift <= 1 - box.all.density
    guard !box.restricted.isEmpty, isDense else { return nil }
    var held = FoundBox.BoxCount(
      inside: RunCount(runs: 0, successes: 0), all: RunCount(runs: 0, successes: 0))
    for i in rows.indices.dropFirst(half.count) {
      held.all.runs += 1
      held.all.successes += marked[i] ? 1 : 0
      guard box.limits.indices.allSatisfy({ box.limits[$0].contains(rows[i][$0]) }) else {
        continue
      }
      held.inside.runs += 1
      held.inside.successes += marked[i] ? 1 : 0
    }
    return FoundBox(
      restrictions: search.restrictions(of: box).map {
        FoundBox.Restriction(input: $0.input, limits: box.limits[$0.input], quasiP: quasiP($0))
      }, found: FoundBox.BoxCount(inside: box.inside, all: box.all), heldOut: held)
  }

  private func quasiP(_ restriction: BoxRestriction) -> Double {
    binomialTail(
      atLeast: restriction.with.successes, trials: restriction.with.runs,
      chance: restriction.without.density)
  }

  // MARK: Regret

  private func regrets(_ gains: [[Double?]]) -> [DesignRegret] {
    let known = points.rows.indices.filter { i in gains.allSatisfy { $0[i] != nil } }
    guard !known.isEmpty else { return [] }
    let best = known.map { i in gains.compactMap { $0[i] }.max() ?? 0 }
    return gains.indices.map { d in
      let lost = zip(known, best).map { i, best in best - (gains[d][i] ?? 0) }
      let sorted = lost.sorted()
      let most = sorted.last ?? 0
      return DesignRegret(
        name: study.compiler.designs[d].design.name,
        mean: lost.reduce(0, +) / Double(lost.count),
        p90: sorted[min(sorted.count - 1, (sorted.count * 9 + 9) / 10 - 1)], most: most,
        mostAt: known[lost.firstIndex(of: most) ?? 0],
        bestShare: Double(lost.count { $0 == 0 }) / Double(lost.count))
    }
  }
}

/// The score interval of a share (Wilson, "Probable inference, the law of succession, and statistical
/// inference", Journal of the American Statistical Association 22, 1927), 95 %.
func wilson(_ count: RunCount) -> Interval {
  guard count.runs > 0 else { return Interval(low: 0, high: 1) }
  let z = 1.959963984540054
  let (n, p) = (Double(count.runs), count.density)
  let center = (p + z * z / (2 * n)) / (1 + z * z / n)
  let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
  return Interval(low: max(0, center - half), high: min(1, center + half))
}
