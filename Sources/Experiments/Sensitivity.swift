internal import ApprovalModel
internal import Inference
internal import Kernel
internal import Simulation
internal import Statistics

/// Finds how the paired difference between the baseline and a design depends on the inputs with a range.
///
/// First all inputs are screened (Morris, 1991; Campolongo, Cariboni and Saltelli, 2007); then those that
/// matter most get their shares of the variance (Sobol, 1993; Saltelli et al., 2010), all others varying
/// as one group and the luck of the run as a factor of its own; then each is put at the ends of its range.
///
/// - Throws: ``StudyError``.
public func measureSensitivity(
  _ request: SensitivityRequest, in context: StudyContext = StudyContext()
) async throws(StudyError) -> SensitivityResults {
  try await SensitivityRun(request).results(in: context)
}

/// A point of inputs: what a pair of runs says there.
struct PointResult: StudyPart, Hashable {
  /// Design less baseline; nil where a run has nothing to say.
  var difference: Double?
  /// Whether more than 1 % of the cases are open in either run.
  var isOpen: Bool

  init(difference: Double?, isOpen: Bool) {
    self.difference = difference
    self.isOpen = isOpen
  }

  func write(to bytes: inout PartWriter) {
    bytes.write(difference)
    bytes.write(isOpen ? 1 : 0)
  }

  init(from bytes: inout PartReader) throws(PartBytesError) {
    self.init(difference: try bytes.optional(), isOpen: try bytes.whole() == 1)
  }
}

/// A sensitivity analysis prepared to run.
struct SensitivityRun {
  let request: SensitivityRequest
  let study: StudyRun
  let trials: Trials
  let inputs: [SensitivityResults.Subject]
  /// For each design the inputs of reforms that it does not have.
  private let foreign: [Set<String>]

  private static let resamples = 1_000
  /// Points of a trajectory that are done as one part.
  private static let chunk = 16

  init(_ request: SensitivityRequest) throws(StudyError) {
    self.request = request
    study = try StudyRun(request.study)
    guard study.compiler.designs.count > 1 else {
      throw .unsuitable(
        LocalizedText(
          zh: "方案就是基准方案，没有差别可以分析；请写另一个方案的名称",
          en:
            "the design is the baseline itself, there is no difference to look at; name another design"
        ))
    }
    let place = try study.mainOutcome(request.study.outcomes)
    trials = Trials(study: study, outcomes: [place])
    let inputs = study.scenario.rangedInputs.compactMap { listing in
      listing.evidence.drawnRange.map { range in
        SensitivityResults.Subject(
          path: listing.path, text: listing.text, grade: listing.evidence.grade, range: range,
          position: listing.position)
      }
    }
    guard !inputs.isEmpty else {
      throw .unsuitable(
        LocalizedText(
          zh: "没有带范围的 C、D 级输入，没有可以变动的东西；请在情景文件中给输入写 range",
          en:
            "no input of grade C or D has a range, so nothing can vary; give inputs a 'range' in the file"
        ))
    }
    self.inputs = inputs
    let reforms = study.scenario.reforms.map(\.name)
    foreign = study.compiler.designs.map { design in
      let others = reforms.filter { !design.design.reforms.contains($0) }
      return Set(
        inputs.map(\.path).filter { path in others.contains { path.hasPrefix("reforms.\($0).") } })
    }
  }

  func results(in context: StudyContext) async throws(StudyError) -> SensitivityResults {
    let most = min(request.inputs, SensitivityRequest.mostInputs)
    var done = 0
    var screening: [SensitivityResults.ScreenedInput] = []
    var chosen = inputs
    if inputs.count > most {
      screening = try await screen(&done, in: context)
      chosen = screening.prefix(most).filter { $0.measures.meanSize > 0 }.map(\.input)
    }
    let matrices = SobolMatrices(
      inputs: inputs, chosen: chosen, points: request.points, seed: study.seed)
    let rows = try await evaluate(matrices, &done, in: context)
    let (difference, bars) = try await tornado(chosen, &done, in: context)
    var results = SensitivityResults(
      facts: try study.facts(replications: replications),
      baseline: study.compiler.designs[0].design.name,
      design: study.compiler.designs[1].design.name, key: trials.definition(0).key,
      difference: difference, inputs: inputs.count,
      trajectories: screening.isEmpty ? 0 : trajectories, screening: screening,
      points: rows.count, pointsUsed: 0, pointsOpen: 0, variance: nil, shares: [],
      interactions: nil, grades: [], noise: nil, gradeInteractions: nil, tornado: bars)
    share(rows, matrices, &results)
    return results
  }

  /// As many as make about 2,000 points, from 4 to 10.
  private var trajectories: Int { max(4, min(10, 2_000 / (inputs.count + 1))) }

  private var replications: Int { request.study.replications ?? SensitivityRequest.replications }

  // MARK: One point

  /// Runs already made in this part: an input that does not reach a design leaves its plan as it was.
  private struct Memory {
    struct Key: Hashable {
      var design: Int
      var replication: Int
      var circumstances: Circumstances
    }
    struct Place: Hashable {
      var design: Int
      var replication: Int
      var positions: [String: Double]
    }
    var trials: [Key: Trial] = [:]
    /// By inputs that can reach the design at all, which spares the plan as well.
    var known: [Place: Trial] = [:]
  }

  private func trial(
    _ design: Int, _ positions: [String: Double], replication: Int, _ memory: inout Memory,
    _ context: StudyContext
  ) throws(StudyError) -> Trial {
    let place = Memory.Place(
      design: design, replication: replication,
      positions: positions.filter { !foreign[design].contains($0.key) })
    if let known = memory.known[place] { return known }
    let world = InputWorld.chosen(ChosenInputs(positions: positions))
    let plan = try trials.plan(design, world)
    let key = Memory.Key(
      design: design, replication: replication,
      circumstances: trials.circumstances(of: plan, design: design, world))
    let trial: Trial
    if let known = memory.trials[key] {
      trial = known
    } else {
      trial = try trials.trial(
        plan, design: design, world: world, replication: replication,
        isCancelled: context.isCancelled)
    }
    memory.trials[key] = trial
    memory.known[place] = trial
    return trial
  }

  private func point(
    _ positions: [String: Double], replication: Int, _ memory: inout Memory,
    _ context: StudyContext
  ) throws(StudyError) -> PointResult {
    let before = try trial(0, positions, replication: replication, &memory, context)
    let after = try trial(1, positions, replication: replication, &memory, context)
    let isOpen = [before].isCensored(0) || [after].isCensored(0)
    let statistic = trials.definition(0).statistic
    guard let x = statistic.value(of: before.samples[0]),
      let y = statistic.value(of: after.samples[0])
    else { return PointResult(difference: nil, isOpen: isOpen) }
    return PointResult(difference: y - x, isOpen: isOpen)
  }

  // MARK: Screening

  private func screen(_ done: inout Int, in context: StudyContext) async throws(StudyError)
    -> [SensitivityResults.ScreenedInput]
  {
    var draws = KeyedDraws(seed: study.seed, purpose: "sensitivity/trajectories")
    var walks: [MorrisTrajectory] = []
    for _ in 0..<trajectories {
      walks.append(MorrisTrajectory(inputs: inputs.count, using: &draws))
    }
    let paths = walks
    let perPath = (inputs.count + Self.chunk) / Self.chunk
    let keys = paths.indices.flatMap { t in
      (0..<perPath).map { "screening/\(t)/\($0)" }
    }
    let parts = try await Workshop(context: context).parts(
      keys, after: done, phase: LocalizedText(zh: "步（筛选输入）", en: "steps of screening inputs")
    ) { place throws(StudyError) -> [PointResult] in
      let (t, c) = place.quotientAndRemainder(dividingBy: perPath)
      var memory = Memory()
      var results: [PointResult] = []
      for point in paths[t].points.dropFirst(c * Self.chunk).prefix(Self.chunk) {
        results.append(
          try self.point(positions(point), replication: t, &memory, context))
      }
      return results
    }
    done += keys.count
    let effects = paths.indices.compactMap { t -> [Double]? in
      let outcomes = parts[(t * perPath)..<((t + 1) * perPath)].joined().compactMap(\.difference)
      guard outcomes.count == paths[t].points.count else { return nil }
      return paths[t].elementaryEffects(outcomes)
    }
    guard
      let measures = MorrisMeasures.all(
        effects: effects, resamples: Self.resamples, .percent95, using: &draws)
    else {
      throw .unsuitable(
        LocalizedText(
          zh: "在输入的范围内，这项结果多半没有数值（没有此类办件）；请用 --outcome 选别的结果",
          en:
            "within the ranges of the inputs this outcome mostly has no value (no such cases); choose another with --outcome"
        ))
    }
    return zip(inputs, measures).enumerated().sorted { a, b in
      let (x, y) = (a.element.1.meanSize, b.element.1.meanSize)
      return x != y ? x > y : a.offset < b.offset
    }.map { SensitivityResults.ScreenedInput(input: $0.element.0, measures: $0.element.1) }
  }

  private func positions(_ point: [Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(inputs, point).map { ($0.path, $1) })
  }

  // MARK: Shares of the variance

  private func evaluate(
    _ matrices: SobolMatrices, _ done: inout Int, in context: StudyContext
  ) async throws(StudyError) -> [[PointResult]] {
    let seed = study.seed
    let pairs = matrices.pairs
    // Rows of another choice of inputs are other rows.
    let name = "\(matrices.points)/\(matrices.digest)"
    let parts = try await Workshop(context: context).parts(
      pairs.indices.map { "variance/\(name)/\($0)" }, after: done,
      phase: LocalizedText(zh: "点（方差的份额）", en: "points for shares of the variance")
    ) { row throws(StudyError) -> [PointResult] in
      var memory = Memory()
      var results: [PointResult] = []
      for point in matrices.row(row, pairs[row], seed: seed) {
        results.append(
          try self.point(
            point.positions, replication: 2 * row + (point.takesOtherRun ? 1 : 0), &memory, context)
        )
      }
      return results
    }
    done += pairs.count
    return parts
  }

  private func share(
    _ rows: [[PointResult]], _ matrices: SobolMatrices, _ results: inout SensitivityResults
  ) {
    let used = rows.filter { $0.allSatisfy { $0.difference != nil } }
    results.pointsUsed = used.count
    results.pointsOpen = used.count { $0.contains(where: \.isOpen) }
    let columns = (0..<(2 + matrices.groups.count)).map { c in used.compactMap { $0[c].difference }
    }
    let noise = 2 + matrices.noiseGroup
    var draws = KeyedDraws(seed: study.seed, purpose: "sensitivity/bootstrap")
    func indices(_ swapped: [Int], _ draws: inout KeyedDraws) -> SobolIndices? {
      SobolIndices(
        a: columns[0], b: columns[1], swapped: swapped.map { columns[$0] },
        resamples: Self.resamples, .percent95, using: &draws)
    }
    let single = Array(2..<(3 + matrices.noiseGroup))
    guard let each = indices(single, &draws) else { return }
    results.variance = each.variance
    results.interactions = each.interactions
    results.shares = matrices.sources.enumerated().map { i, source in
      SensitivityResults.VarianceShare(
        source: source, firstOrder: each.firstOrder[i], total: each.total[i])
    }
    let byGrade = matrices.grades.indices.map { noise + 1 + $0 } + [noise]
    guard let together = indices(byGrade, &draws) else { return }
    results.gradeInteractions = together.interactions
    results.noise = together.firstOrder.last
    results.grades = Grade.allCases.map { grade in
      let place = matrices.grades.firstIndex(of: grade)
      return SensitivityResults.GradeShare(
        grade: grade, inputs: inputs.count { $0.grade == grade },
        share: place.map { together.firstOrder[$0] })
    }
  }

  // MARK: Tornado

  private func tornado(
    _ chosen: [SensitivityResults.Subject], _ done: inout Int, in context: StudyContext
  ) async throws(StudyError) -> (Effect?, [SensitivityResults.TornadoBar]) {
    let points =
      [[:]] + chosen.flatMap { input in [[input.path: 0.0], [input.path: 1.0]] }
    let replications = self.replications
    // One part a replication and point.
    let keys = points.indices.flatMap { p in
      let name = p == 0 ? "declared" : chosen[(p - 1) / 2].path + (p % 2 == 1 ? "/low" : "/high")
      return (0..<replications).map { "range/\(name)/\($0)" }
    }
    let parts = try await Workshop(context: context).parts(
      keys, after: done, phase: LocalizedText(zh: "次运行（范围两端）", en: "runs at the ends of ranges")
    ) { place throws(StudyError) -> [Trial] in
      let (p, r) = place.quotientAndRemainder(dividingBy: replications)
      var memory = Memory()
      var pair: [Trial] = []
      for design in 0..<2 {
        pair.append(try trial(design, points[p], replication: r, &memory, context))
      }
      return pair
    }
    done += keys.count
    let statistic = trials.definition(0).statistic
    let differences = points.indices.map { p -> LeaveOneOut? in
      let pairs = parts[(p * replications)..<((p + 1) * replications)]
      guard let before = LeaveOneOut(statistic, pairs.map { $0[0].samples[0] }),
        let after = LeaveOneOut(statistic, pairs.map { $0[1].samples[0] })
      else { return nil }
      return after - before
    }
    func effect(_ value: LeaveOneOut?) -> Effect? {
      value.map { Effect($0.all, interval: $0.interval, runNoise: $0.interval) }
    }
    let bars = chosen.indices.map { i -> SensitivityResults.TornadoBar in
      let (low, high) = (differences[2 * i + 1], differences[2 * i + 2])
      var swing: LeaveOneOut?
      if let low, let high { swing = high - low }
      return SensitivityResults.TornadoBar(
        input: chosen[i], low: effect(low), high: effect(high), swing: effect(swing))
    }
    let sorted = bars.enumerated().sorted { a, b in
      func size(_ bar: SensitivityResults.TornadoBar) -> Double {
        bar.swing?.estimate.magnitude ?? -1
      }
      let (x, y) = (size(a.element), size(b.element))
      return x != y ? x > y : a.offset < b.offset
    }
    return (effect(differences[0]), sorted.map(\.element))
  }
}
