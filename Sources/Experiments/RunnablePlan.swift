public import ApprovalModel
internal import Headline
internal import Kernel
public import Simulation

/// One design of a scenario, compiled, with the sums that some outcomes are ratios of: all that a run and
/// its means need, here or in a browser.
///
/// Inputs are as stated; nothing is drawn from ranges.
public struct RunnablePlan: Sendable {
  /// The outcomes.
  public let outcomes: [OutcomeKey]
  /// The plan, as a browser reads it.
  public let bytes: [UInt8]
  /// What is added up, as numbers for `reformlab_study_open` of the WebAssembly module: one design.
  public let study: [Double]
  private let plan: Plan
  private let headline: HeadlineStudy
  private let names: PlanNames

  /// Compiles a design, which need not be among the scenario's own.
  ///
  /// Cost: one compilation.
  ///
  /// - Throws: ``StudyError``, also for an outcome that is no ratio of sums over a run: a quantile, a category
  ///   or a month.
  public init(_ scenario: Scenario, design: Design, outcomes: [OutcomeChoice]) throws(StudyError) {
    var request = StudyRequest(scenario: scenario)
    request.drawsInputs = false
    request.compares = false
    let run = try StudyRun(request, inOrder: [design])
    var found: [HeadlineStudy.Outcome] = []
    var keys: [OutcomeKey] = []
    for choice in outcomes {
      let definition = run.table.definitions[try run.table.place(of: choice)]
      guard let lens = definition.lens else {
        throw .unsuitable(
          LocalizedText(
            zh: "“\(choice.text)”不能这样测量：只能用均值、占比和办公室的数，不能用分位数、属性类别和月份",
            en:
              "'\(choice.text)' cannot be measured so: means, shares and numbers of offices can, quantiles, categories and months cannot"
          ))
      }
      found.append(.init(lens: lens, better: definition.key.better))
      keys.append(definition.key)
    }
    do {
      plan = try run.compiler.plan(design: 0, world: .declared).plan
    } catch { throw .compile(error) }
    names = run.compiler.names
    self.outcomes = keys
    bytes = plan.bytes()
    headline = HeadlineStudy(
      outcomes: found, costs: [run.compiler.standingCosts(of: 0, .declared)])
    study = headline.numbers
  }

  /// What each replication says of each outcome, and the share of applicants that were open.
  public struct Values: Hashable, Sendable {
    /// By outcome and replication; nil where there is nobody to say it of.
    public var byOutcome: [[Double?]]
    /// Open applicants of all replications over all applicants.
    public var openShare: Double
  }

  /// Runs replications, one after another.
  ///
  /// - Parameter isCancelled: asked every few thousand events.
  /// - Throws: ``RunError``.
  public func run(
    seed: UInt64, replications: Int, isCancelled: () -> Bool = { false }
  ) throws(RunError) -> Values {
    var study = headline
    var (open, count) = (0, 0)
    for replication in 0..<replications {
      var run = Run(plan, seed: seed, replication: UInt64(replication))
      var sums = study.sums(RecordLayout(of: plan), design: 0)
      var isOver = false
      while !isOver {
        isOver = run.advance(events: 20_000)
        if isCancelled() { throw .cancelled }
        run.takeRecords { sums.add($0) }
      }
      if let fault = run.fault { throw .fault(fault) }
      let tallies = run.results()
      try StudyCompiler.check(
        tallies, names: names, seed: seed, replication: UInt64(replication))
      sums.finish(tallies)
      open += sums.open
      count += sums.count
      study.add(sums, design: 0)
    }
    return Values(
      byOutcome: study.outcomes.indices.map { study.values($0, design: 0) },
      openShare: count == 0 ? 0 : Double(open) / Double(count))
  }
}

extension RunnablePlan {
  /// The words in which another plan of the same design differs; nil where its length is another, or what
  /// it costs outside the plan.
  public func patches(to other: RunnablePlan) -> [WordPatch]? {
    guard bytes.count == other.bytes.count, study == other.study else { return nil }
    return [WordPatch](from: bytes, to: other.bytes)
  }

  /// The places of the bytes that patches change.
  public func changedBytes(_ patches: [WordPatch]) -> [Int] { patches.changedBytes(of: bytes) }

  /// The bytes with patches of several knobs.
  public func bytes(applying patches: [[WordPatch]]) -> [UInt8] {
    Array(patches.joined()).applied(to: bytes)
  }
}
