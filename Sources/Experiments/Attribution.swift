internal import ApprovalModel
internal import Inference
internal import Simulation
internal import Synchronization

/// Divides the difference between the baseline and a design among the design's reforms.
///
/// Every feasible set of the reforms (each with those it `requires`) is run with the same applicants;
/// what a reform brings is its mean addition over the feasible orders of introducing them, the Shapley
/// value (Shapley, "A value for n-person games", 1953; Faigle and Kern, "The Shapley value for
/// cooperative games under precedence constraints", 1992). Up to ``mostExact`` reforms all orders count,
/// beyond a sample of them.
///
/// - Parameter request: names one design; its reforms are added to those of the baseline.
/// - Throws: ``StudyError``.
public func attribute(_ request: StudyRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> AttributionResults
{
  try await AttributionRun(request).results(in: context)
}

/// Up to so many reforms every feasible order counts.
let mostExact = 10

/// An attribution prepared to run.
struct AttributionRun {
  /// Baseline and design, as `compare` would run them.
  let study: StudyRun
  /// The runs of the coalitions.
  let trials: Trials
  /// Whom each place in a coalition stands for.
  let reforms: [Name]
  let orders: Orders

  /// The coalitions that are run, and the orders that pass through them.
  struct Orders {
    /// Sets of reforms by their bits: the first is the baseline, the last the design.
    let masks: [UInt64]
    /// Where each set stands among them.
    let places: [UInt64: Int]
    let precedence: Precedence
    /// All feasible sets; nil where orders are sampled.
    let all: Coalitions?
    /// The orders sampled; empty where all count.
    let sampled: [[Int]]

    init(all: Coalitions) {
      self.init(masks: all.masks, all.precedence, all: all, sampled: [])
    }

    init(sampled: [[Int]], _ precedence: Precedence) {
      var masks: Set<UInt64> = [0]
      for order in sampled { masks.formUnion(precedence.joinings(along: order).map(\.after)) }
      for player in 0..<precedence.count {
        for joining in [precedence.soloJoining(of: player), precedence.lastJoining(of: player)] {
          masks.formUnion([joining.before, joining.after])
        }
      }
      self.init(masks: masks.sorted(), precedence, all: nil, sampled: sampled)
    }

    private init(
      masks: [UInt64], _ precedence: Precedence, all: Coalitions?, sampled: [[Int]]
    ) {
      self.masks = masks
      places = Dictionary(uniqueKeysWithValues: masks.enumerated().map { ($1, $0) })
      self.precedence = precedence
      self.all = all
      self.sampled = sampled
    }

    var count: Int { all.map { Int($0.orderCount) } ?? sampled.count }
  }

  /// So many orders are sampled where not all can be run.
  static let sampleSize = 60

  init(_ request: StudyRequest) throws(StudyError) {
    study = try StudyRun(request)
    guard let design = study.compiler.designs.dropFirst().first?.design else {
      throw .unsuitable(
        LocalizedText(
          zh: "方案就是基准方案，没有可以归因的差别；请写另一个方案的名称",
          en:
            "the design is the baseline itself, there is no difference to divide; name another design"
        ))
    }
    let baseline = study.compiler.designs[0].design
    for name in baseline.reforms where !design.reforms.contains(name) {
      throw .unsuitable(
        LocalizedText(
          zh: "方案“\(design.name)”没有基准方案的改革“\(name)”；归因要求方案在基准之上增加改革，请用 --baseline 选别的基准",
          en:
            "design '\(design.name)' lacks the baseline's reform '\(name)'; a difference is divided among "
            + "reforms that are added, choose another design with --baseline"))
    }
    let reforms = design.reforms.filter { !baseline.reforms.contains($0) }
    self.reforms = reforms
    orders = try Self.orders(of: reforms, in: study.scenario, seed: study.seed)
    var coalitions = request
    coalitions.scenario.designs = orders.masks.map { mask in
      let added = reforms.indices.filter { mask >> UInt64($0) & 1 == 1 }.map { reforms[$0] }
      return Design(
        name: mask == 0 ? baseline.name : added.joined(separator: "+"),
        reforms: baseline.reforms + added)
    }
    coalitions.baseline = baseline.name
    coalitions.designs = []
    let run = try StudyRun(coalitions, inOrder: coalitions.scenario.designs)
    var places: [Int] = []
    for choice in request.outcomes { places.append(try run.table.place(of: choice)) }
    trials = Trials(
      study: run,
      outcomes: places.isEmpty ? run.table.headlinePlaces(study.scenario.study.primary) : places)
  }

  private static func orders(of reforms: [Name], in scenario: Scenario, seed: UInt64)
    throws(StudyError) -> Orders
  {
    let requires = reforms.map { name in
      (scenario.reforms.first { $0.name == name }?.requires ?? []).compactMap {
        reforms.firstIndex(of: $0)
      }
    }
    do throws(PrecedenceError) {
      let precedence = try Precedence(requires: requires)
      if reforms.count <= mostExact { return Orders(all: try Coalitions(precedence)) }
      let sampler = try OrderSampler(precedence)
      var draws = KeyedDraws(seed: seed, purpose: "attribution/orders")
      return Orders(
        sampled: (0..<sampleSize).map { _ in sampler.order(using: &draws) }, precedence)
    } catch {
      throw .unsuitable(
        LocalizedText(
          zh: "改革之间的 requires 循环，没有可行的先后次序",
          en: "the reforms' 'requires' form a circle, no order is feasible"))
    }
  }

  // MARK: Runs

  /// One coalition in one replication.
  struct Part: StudyPart {
    var declared: Trial
    /// Nil where no input has a range.
    var drawn: Trial?

    init(declared: Trial, drawn: Trial?) {
      self.declared = declared
      self.drawn = drawn
    }

    func write(to bytes: inout PartWriter) {
      bytes.write(declared)
      bytes.write(drawn)
    }

    init(from bytes: inout PartReader) throws(PartBytesError) {
      self.init(declared: try bytes.part(), drawn: try bytes.optional())
    }
  }

  func results(in context: StudyContext) async throws(StudyError) -> AttributionResults {
    let replications = max(1, study.request.replications ?? study.scenario.study.replications)
    let designs = trials.compiler.designs
    // Coalition by coalition, so that few plans are held at a time.
    let keys = designs.indices.flatMap { c in
      let added = designs[c].design.reforms.filter(reforms.contains).joined(separator: "+")
      return (0..<replications).map { "coalition/\(added)/replication/\($0)" }
    }
    let plans = PlanShelf(trials)
    let drawsInputs = study.drawsInputs
    let (trials, seed) = (trials, study.seed)
    let parts = try await Workshop(context: context).parts(
      keys, phase: LocalizedText(zh: "次运行（改革组合）", en: "runs of sets of reforms")
    ) { place throws(StudyError) -> Part in
      let (c, r) = place.quotientAndRemainder(dividingBy: replications)
      func run(_ plan: StudyCompiler.CompiledPlan, _ world: InputWorld) throws(StudyError) -> Trial
      {
        try trials.trial(
          plan, design: c, world: world, replication: r, isCancelled: context.isCancelled)
      }
      let declared = try run(plans.declared(c), .declared)
      guard drawsInputs else { return Part(declared: declared, drawn: nil) }
      let world = InputWorld.drawn(seed: seed, replication: UInt64(r))
      return Part(declared: declared, drawn: try run(trials.plan(c, world), world))
    }
    let rows = designs.indices.map { Array(parts[($0 * replications)..<(($0 + 1) * replications)]) }
    return AttributionResults(
      facts: try study.facts(replications: replications),
      baseline: designs[0].design.name,
      design: study.compiler.designs[1].design.name, reforms: reforms, orders: orders.count,
      isExact: orders.all != nil, coalitions: designs.count,
      outcomes: trials.outcomes.indices.map { o in
        AttributionEstimator(
          orders: orders, reforms: reforms, definition: trials.definition(o), outcome: o,
          rows: rows, drawsInputs: drawsInputs
        ).attribution
      })
  }
}

/// The plans of declared inputs, made when first asked for; the last few are kept.
final class PlanShelf: Sendable {
  private let trials: Trials
  private let kept = Mutex<[(design: Int, plan: StudyCompiler.CompiledPlan)]>([])
  /// More than threads work on at a time would only take memory.
  private static let most = 8

  init(_ trials: Trials) { self.trials = trials }

  /// The plan of a design with inputs as declared.
  func declared(_ design: Int) throws(StudyError) -> StudyCompiler.CompiledPlan {
    if let plan = kept.withLock({ $0.first { $0.design == design }?.plan }) { return plan }
    let plan = try trials.plan(design, .declared)
    kept.withLock { kept in
      guard !kept.contains(where: { $0.design == design }) else { return }
      kept.append((design, plan))
      if kept.count > Self.most { kept.removeFirst() }
    }
    return plan
  }
}
