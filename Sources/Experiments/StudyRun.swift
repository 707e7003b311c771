internal import ApprovalModel
internal import Inference
internal import Kernel
internal import Simulation

/// Runs a study: replications on all processors, paired applicant by applicant, same bytes for any
/// number of threads.
///
/// - Throws: ``StudyError``.
public func runStudy(_ request: StudyRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> StudyResults
{
  try await StudyRun(try await warmedUp(request, in: context)).results(in: context)
}

extension StudyRequest {
  /// What study this is, before anything is run; the number of replications is the one asked for.
  ///
  /// - Throws: what is wrong with the request or the scenario.
  public func manifest() throws(StudyError) -> Manifest {
    try StudyRun(self).facts(replications: replications ?? scenario.study.replications).manifest
  }
}

/// A study prepared to run.
struct StudyRun {
  private(set) var request: StudyRequest
  let scenario: Scenario
  /// The scenario as its file declares it, whatever the request and pilot runs put in its place.
  private let declaredScenario: Scenario
  let compiler: StudyCompiler
  let table: OutcomeTable
  let seed: UInt64
  /// How many replications at most, when replicating until precise.
  static let mostReplications = 2_000

  /// - Parameter inOrder: the designs to compile, among the scenario's, the baseline first; nil: those
  ///   asked for.
  init(_ request: StudyRequest, inOrder: [Design]? = nil) throws(StudyError) {
    var request = request
    var declared = request.scenario
    if request.pilot?.isUsed == true { declared.study.warmUp = nil }
    declaredScenario = declared
    if let baseline = request.baseline { request.scenario.study.baseline = baseline }
    guard request.scenario.study.warmUp != nil else {
      throw .unsuitable(
        LocalizedText(
          zh: "warmUp: auto 要先试运行；这里请写时长，例如 60 calendar days",
          en:
            "'warmUp: auto' takes pilot runs first; write a length of time here, such as 60 calendar days"
        ))
    }
    self.request = request
    scenario = request.scenario
    seed = request.seed ?? scenario.study.seed
    let designs: [Design]
    if let inOrder { designs = inOrder } else { designs = try Self.designs(request) }
    for name in request.switches where !scenario.switches.contains(where: { $0.name == name }) {
      throw .unknownSwitch(name, near: nearestName(to: name, among: scenario.switches.map(\.name)))
    }
    do {
      compiler = try StudyCompiler(scenario, designs: designs, switches: request.switches)
    } catch {
      throw .compile(error)
    }
    table = OutcomeTable(compiler)
  }

  /// The designs asked for, the baseline first when they are compared.
  private static func designs(_ request: StudyRequest) throws(StudyError) -> [Design] {
    let all = request.scenario.designsInOrder
    for name in request.designs + [request.scenario.study.baseline]
    where !all.contains(where: { $0.name == name }) {
      throw .unknownDesign(name, near: nearestName(to: name, among: all.map(\.name)))
    }
    guard !request.designs.isEmpty else { return all }
    return all.filter { design in
      request.designs.contains(design.name)
        || (request.compares && design.name == request.scenario.study.baseline)
    }
  }

  func results(in context: StudyContext) async throws(StudyError) -> StudyResults {
    let job = try prepare()
    var count = max(1, request.replications ?? scenario.study.replications)
    let rule = request.precision.map {
      StoppingRule(target: $0, mostReplications: Self.mostReplications)
    }
    if rule != nil { count = max(StoppingRule.firstLook, count) }
    var done: [ReplicationResult] = []
    var isReached = true
    while true {
      done += try await replicate(job, done.count..<count, in: context)
      guard let rule else { break }
      let reached = halfWidth(done)
      if rule.isReached(reached, replications: done.count) { break }
      guard let next = rule.nextLook(after: done.count, halfWidth: reached) else {
        isReached = false
        break
      }
      count = next
    }
    var study = self
    if request.pilot == nil {
      study.request.pilot = try await PilotRun.afterwards(
        request, replications: done.count, in: context)
    }
    guard isReached else { throw .precisionNotReached(try study.results(done)) }
    return try study.results(done)
  }

  private func prepare() throws(StudyError) -> ReplicationJob {
    do {
      var plans: [StudyCompiler.CompiledPlan] = []
      var placebos: [StudyCompiler.CompiledPlan] = []
      var placeboOf: [Int?] = []
      var known: [[ReachOfDesign]: Int] = [:]
      for d in compiler.designs.indices {
        plans.append(try compiler.plan(design: d, world: world))
        guard d > 0, joins, !compiler.designs[d].reforms.isEmpty else {
          placeboOf.append(nil)
          continue
        }
        // Designs that reach the same applicants have the same placebo.
        let reach = ReachOfDesign.of(compiler.designs[d])
        if known[reach] == nil {
          known[reach] = placebos.count
          placebos.append(try compiler.plan(design: 0, world: world, placeboOf: d))
        }
        placeboOf.append(known[reach])
      }
      return ReplicationJob(
        compiler: compiler, table: table, seed: seed, world: world, chosen: request.chosen,
        drawsInputs: drawsInputs, compares: joins, plans: plans, placebos: placebos,
        placeboOf: placeboOf,
        numbers: request.numbers)
    } catch {
      throw .compile(error)
    }
  }

  /// Whether applicants are compared one by one, which takes the same ones in every design.
  private var joins: Bool { request.compares && request.numbers == .common }

  /// The inputs at their stated values, but for those chosen.
  var world: InputWorld {
    request.chosen == ChosenInputs() ? .declared : .chosen(request.chosen)
  }

  /// Whether any input has a range to draw from.
  var drawsInputs: Bool { request.drawsInputs && !scenario.rangedInputs.isEmpty }

  private func replicate(_ job: ReplicationJob, _ numbers: Range<Int>, in context: StudyContext)
    async throws(StudyError) -> [ReplicationResult]
  {
    try await Workshop(context: context).parts(
      numbers.map { "replication/\($0)" }, after: numbers.lowerBound
    ) { i throws(StudyError) in
      try job.run(numbers.lowerBound + i, isCancelled: context.isCancelled)
    }
  }

  /// The half-width of run noise that `--precision` speaks of: the widest over the designs.
  private func halfWidth(_ done: [ReplicationResult]) -> Double? {
    let estimator = estimator(done)
    let key = table.primaryKey(scenario.study.primary)
    // A baseline alone has nothing to be compared with: its own estimate is what can be made precise.
    let compares = request.compares && compiler.designs.count > 1
    var widest: Double?
    for d in compiler.designs.indices where d > 0 || !compares {
      let interval =
        compares
        ? estimator.differences(design: d).first { $0.key == key }?.runNoise
        : estimator.estimates(of: d).first { $0.key == key }?.runNoise
      guard let interval else { return nil }
      widest = max(widest ?? 0, interval.halfWidth)
    }
    return widest
  }

  private func estimator(_ done: [ReplicationResult]) -> Estimator {
    Estimator(
      table: table, results: done, drawsInputs: drawsInputs, primary: scenario.study.primary,
      numbers: request.numbers)
  }

  // MARK: Results

  private func results(_ done: [ReplicationResult]) throws(StudyError) -> StudyResults {
    let estimator = estimator(done)
    var results = try facts(replications: done.count)
    let designs = compiler.designs.enumerated().map { d, model in
      DesignResult(
        name: model.design.name, cases: done.reduce(0) { $0 + $1.cohort[d][0].count },
        open: done.reduce(0) { $0 + $1.cohort[d][0].open }, outcomes: estimator.estimates(of: d),
        accounts: estimator.accounts(of: d), distributions: estimator.distributions(of: d))
    }
    var comparisons: [Comparison] = []
    var nobody: [LocalizedText] = []
    if request.compares {
      for d in compiler.designs.indices.dropFirst() {
        let comparison = compare(d, estimator, done)
        for name in comparison.reachedNobody {
          let notice = LocalizedText(
            zh: "设计“\(comparison.design)”中的改革“\(name)”没有惠及任何申请人：结果与不改革完全相同",
            en:
              "reform '\(name)' in design '\(comparison.design)' reaches nobody: it changes nothing"
          )
          nobody.append(notice)
        }
        comparisons.append(comparison)
      }
      adjustPValues(&comparisons)
    }
    results.notices.insert(contentsOf: nobody, at: 0)
    results.designs = designs
    results.comparisons = comparisons
    results.precision = precision(done)
    results.pilot = request.pilot
    if comparisons.count >= 2, joins {
      results.frontier = estimator.frontier(
        designs.map(\.name), approved: approved(comparisons),
        noticeable: scenario.study.noticeableTime)
    }
    return results
  }

  /// Holm over designs × headline outcomes: how sure the clear ones are when all are looked at.
  private func adjustPValues(_ comparisons: inout [Comparison]) {
    var places: [(comparison: Int, outcome: Int)] = []
    var values: [Double] = []
    for c in comparisons.indices {
      for (o, outcome) in comparisons[c].outcomes.enumerated() where outcome.key.isHeadline {
        guard let value = outcome.pValue else { continue }
        places.append((c, o))
        values.append(value)
      }
    }
    for (place, value) in zip(places, holmAdjusted(values)) {
      comparisons[place.comparison].outcomes[place.outcome].adjustedPValue = value
    }
  }

  /// How far the precision asked for is reached.
  private func precision(_ done: [ReplicationResult]) -> PrecisionReached? {
    guard let asked = request.precision,
      let key = table.primaryKey(scenario.study.primary)
    else { return nil }
    guard let reached = halfWidth(done) else { return PrecisionReached(key: key, asked: asked) }
    return PrecisionReached(
      key: key, asked: asked, reached: reached,
      replicationsNeeded: reached <= asked
        ? nil
        : replicationsNeeded(halfWidth: reached, target: asked, replications: done.count))
  }

  /// What study this is, without outcomes: what the results of every method begin with.
  func facts(replications: Int) throws(StudyError) -> StudyResults {
    var notices = scenario.notices + compiler.notices.messages
    if let assumed = deterrenceNotice { notices.append(assumed) }
    if let warning = request.pilot?.warning(declaredDays: warmUpDays) { notices.append(warning) }
    for message in compiler.designs.flatMap(\.notices).messages where !notices.contains(message) {
      notices.append(message)
    }
    return StudyResults(
      title: scenario.title, manifest: try manifest(replications), reformTitles: reformTitles(),
      designTitles: designTitles, designs: [], comparisons: [],
      accountRules: scenario.study.accounts,
      oneOff: compiler.oneOffCosts, notices: notices, titles: titles(), sources: scenario.sources,
      inputs: scenario.inputs, limits: try limits())
  }

  /// What announcements would count in the designs of the study.
  private func limits() throws(StudyError) -> [AnnouncedLimit] {
    var limits: [AnnouncedLimit] = []
    do throws(ReformError) {
      for design in compiler.designs.map(\.design) {
        let reforms = scenario.reforms.filter { design.reforms.contains($0.name) }
        for (name, path) in try LimitPath.paths(in: scenario.model, under: reforms) {
          limits.append(AnnouncedLimit(design: design.name, applicantClass: name, path: path))
        }
      }
    } catch {
      throw .compile(.reform(error))
    }
    return limits
  }

  /// Calendar days from the first day of the run to the window.
  private var warmUpDays: Int {
    scenario.study.window.lowerBound.dayNumber - scenario.study.firstDay.dayNumber
  }

  /// The share of the cohort that each design approves, the baseline first.
  private func approved(_ comparisons: [Comparison]) -> [Double?] {
    func share(_ first: ShareEstimate, _ second: ShareEstimate) -> Double? {
      guard let a = first.share, let b = second.share else { return nil }
      return a + b
    }
    let all = comparisons.map(\.applicants)
    return all.prefix(1).map { share($0.approvedInBoth, $0.approvedInBaselineOnly) }
      + all.map { share($0.approvedInBoth, $0.approvedInDesignOnly) }
  }

  /// That violations follow from checks and penalties, which is an assumption; nil where they do not.
  private var deterrenceNotice: LocalizedText? {
    let names = compiler.base.classes.filter(compiler.deters).map(\.name)
    guard !names.isEmpty else { return nil }
    let list = names.joined(separator: ", ")
    return LocalizedText(
      zh: "威慑效应已启用（假设）：\(names.joined(separator: "、"))中，违规收益高于预期代价者就严重违规，"
        + "因此缺陷数随各方案的检查而变",
      en: "deterrence is on, which is an assumption: of \(list), whoever gains more by a serious "
        + "violation than checks are expected to cost commits it, so that defects differ between "
        + "designs")
  }

  private func compare(_ d: Int, _ estimator: Estimator, _ done: [ReplicationResult]) -> Comparison
  {
    let study = scenario.study
    let outcomes = estimator.differences(design: d)
    func verdict(_ name: String) -> Verdict? {
      outcomes.first { $0.key.name == name && $0.key.scope == .all }?.verdict
    }
    let reached = joins ? done.reduce(UInt64(0)) { $0 | ($1.joined[d]?.reached ?? 0) } : 0
    let applicants =
      joins
      ? estimator.applicants(
        design: d, timeThreshold: study.noticeableTime, moneyThreshold: study.noticeableMoney) : nil
    let nobody = ShareEstimate(share: nil, interval: nil)
    let none = GainLose(gain: nobody, lose: nobody, same: nobody)
    return Comparison(
      baseline: compiler.designs[0].design.name, design: compiler.designs[d].design.name,
      outcomes: outcomes,
      applicants: applicants
        ?? ApplicantComparison(
          timeThreshold: study.noticeableTime, moneyThreshold: study.noticeableMoney, time: none,
          placebo: none, money: none, open: nobody, approvedInBoth: nobody,
          approvedInBaselineOnly: nobody, approvedInDesignOnly: nobody, approvedInNeither: nobody,
          groups: []),
      timeMovedNotSaved: verdict("official-time") == .better
        && verdict("need-to-operate") != .better,
      reachedNobody: joins ? compiler.designs[d].reformsReachingNobody(of: reached) : [],
      accounts: estimator.accountDifferences(design: d), paybacks: estimator.paybacks(design: d))
  }

  private func manifest(_ replications: Int) throws(StudyError) -> Manifest {
    let study = scenario.study
    let digest: UInt64
    do {
      digest = try compiler.planDigest(world)
    } catch {
      throw .compile(error)
    }
    return Manifest(
      version: request.version, scenarioDigest: hexadecimal(declaredScenario.digest),
      planDigest: hexadecimal(digest), seed: seed, replications: replications,
      firstDay: study.firstDay, window: study.window, lastDay: study.lastDay,
      baseline: compiler.designs[0].design.name, designs: compiler.designs.map(\.design.name),
      switches: request.switches.inNameOrder(), primary: study.primary,
      deterrence: deterrenceNotice != nil, numbers: request.numbers,
      warmUpDays: warmUpDays,
      warmUpIsFound: request.pilot?.isUsed ?? false, command: request.command,
      inputsByGrade: Grade.allCases.map { grade in
        let inputs = scenario.inputs.filter { $0.evidence.grade == grade }
        return Manifest.GradeCount(
          grade: grade, count: inputs.count, unstated: inputs.count { !$0.evidence.isStated })
      },
      assumedWithoutRange: scenario.inputs
        .filter { $0.evidence.grade.isUncertain && $0.evidence.range == nil }.map(\.path))
  }

  /// What reports call the designs that have a title.
  var designTitles: [Name: LocalizedText] {
    var result: [Name: LocalizedText] = [:]
    for design in compiler.designs.map(\.design) { result[design.name] = design.title }
    return result
  }

  private func reformTitles() -> [Name: [LocalizedText]] {
    var result: [Name: [LocalizedText]] = [:]
    for design in compiler.designs {
      result[design.design.name] = design.reforms.map {
        $0.title ?? LocalizedText(zh: $0.name, en: $0.name)
      }
    }
    return result
  }

  private func titles() -> [String: LocalizedText] {
    var result: [String: LocalizedText] = [:]
    for office in compiler.designs.flatMap(\.offices) { result[office.name] = office.title }
    for applicants in compiler.base.classes { result[applicants.name] = applicants.title }
    for design in compiler.designs {
      for bits in design.models.keys.sorted() {
        for matter in design.models[bits]?.model.matters ?? [] where matter.title != nil {
          result[matter.name] = matter.title
        }
      }
    }
    return result
  }
}

/// Whom one reform of a design reaches.
private struct ReachOfDesign: Hashable {
  var condition: Condition
  var exclusions: [Condition]
  /// The reform's name where uptake is drawn, which is keyed by it.
  var drawnBy: Name?

  /// Whom the reforms of a design reach, each kind of reach once; everybody swallows the others.
  static func of(_ design: DesignModel) -> [ReachOfDesign] {
    var list: [ReachOfDesign] = []
    let everybody = ReachOfDesign(condition: .everybody, exclusions: [])
    for reform in design.parts {
      let reach = ReachOfDesign(
        condition: reform.reach, exclusions: reform.exclusions,
        drawnBy: reform.uptake == nil ? nil : reform.name)
      if reach == everybody { return [everybody] }
      if !list.contains(reach) { list.append(reach) }
    }
    return list
  }
}

/// A digest as results and journals show it: sixteen hexadecimal digits.
package func hexadecimal(_ value: UInt64) -> String {
  let digits = String(value, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}
