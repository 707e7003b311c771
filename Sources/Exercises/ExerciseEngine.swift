public import ApprovalModel
public import Experiments
internal import Headline
internal import Inference
public import ScenarioFiles
internal import Simulation

/// Runs the variants of one exercise, and keeps what it has run.
public final class ExerciseEngine {
  /// The exercise.
  public let exercise: Exercise
  private let isCancelled: () -> Bool
  private var plans: [PlanKey: RunnablePlan] = [:]
  private var done: [RunKey: RunnablePlan.Values] = [:]
  private lazy var outcomes = exercise.outcomes

  /// An engine.
  ///
  /// - Parameter isCancelled: asked every few thousand events.
  public init(_ exercise: Exercise, isCancelled: @escaping () -> Bool = { false }) {
    self.exercise = exercise
    self.isCancelled = isCancelled
  }

  /// What a run shows, and what formulas see.
  public struct Outcome: Hashable, Sendable {
    /// The values of all slots; the answer is not a number.
    public var values: [Double]
    /// The lines of the table.
    public var rows: [Row]
    /// The most open applicants of any run, as a part of all: their means are bounds above 1 %.
    public var openShare: Double
  }

  /// A line of the table: the start (or what the exercise compares with), the student's work, and the
  /// difference work − start.
  public struct Row: Hashable, Sendable {
    /// At the start.
    public var start: Mean
    /// As the student set it.
    public var work: Mean
    /// Their difference, replication by replication.
    public var difference: Mean
  }

  /// A mean with its 95 % interval; an interval's ends are not numbers with fewer than two replications.
  public struct Mean: Hashable, Sendable {
    /// The mean; not a number of nobody.
    public var estimate: Double
    /// The interval's low end.
    public var low: Double
    /// Its high end.
    public var high: Double

    init(_ noise: MeanNoise) {
      estimate = noise.estimate ?? .nan
      low = noise.interval?.low ?? .nan
      high = noise.interval?.high ?? .nan
    }
  }

  /// Runs what the table shows and, where asked for, what measures need.
  ///
  /// Cost: a run for each that differs from those done before.
  ///
  /// - Throws: ``ExerciseFault``.
  public func outcome(of variant: Variant, _ work: Work, measures: Bool = true)
    throws(ExerciseFault) -> Outcome
  {
    var values = exercise.values(variant, work)
    var runs: [Int: RunnablePlan.Values] = [:]
    let base = exercise.against?.run ?? 0
    var needed = exercise.table.isEmpty ? [] : [base, 1]
    if measures { needed += exercise.measures.flatMap { [$0.run, $0.to].compactMap(\.self) } }
    for run in needed where runs[run] == nil { runs[run] = try result(run, variant, work, values) }
    func series(_ run: Int, _ outcome: String) -> [Double?] {
      guard let place = outcomes.firstIndex(of: outcome), let run = runs[run] else { return [] }
      return run.byOutcome[place]
    }
    let rows = exercise.table.map { row in
      let (start, work) = (series(base, row.outcome), series(1, row.outcome))
      return Row(
        start: Mean(MeanNoise(start)), work: Mean(MeanNoise(work)),
        difference: Mean(MeanNoise(of: work, less: start)))
    }
    if measures {
      for (i, measure) in exercise.measures.enumerated() {
        let first = series(measure.run, measure.outcome)
        let mean = Mean(
          measure.to.map { MeanNoise(of: series($0, measure.outcome), less: first) }
            ?? MeanNoise(first))
        let slot = exercise.firstMeasureSlot + 3 * i
        (values[slot], values[slot + 1], values[slot + 2]) = (mean.estimate, mean.low, mean.high)
      }
    }
    let open = needed.map { runs[$0]?.openShare ?? 0 }.max() ?? 0
    return Outcome(values: values, rows: rows, openShare: open)
  }

  // MARK: Runs

  private struct PlanKey: Hashable {
    var world: Int
    var reforms: PlanDesign
    var settings: [InputSetting]
  }

  private struct RunKey: Hashable {
    var plan: PlanKey
    var seed: UInt64
    var replications: Int
  }

  private func result(_ run: Int, _ variant: Variant, _ work: Work, _ values: [Double])
    throws(ExerciseFault) -> RunnablePlan.Values
  {
    let levers = try exercise.levers(of: run, work, values)
    let circumstances = exercise.circumstances(of: run, levers, variant)
    let settings = exercise.settings(variant.parameters, levers)
    let key = RunKey(
      plan: PlanKey(
        world: exercise.runs[run].world, reforms: exercise.design(of: run, levers),
        settings: settings),
      seed: circumstances.seed, replications: circumstances.replications)
    if let known = done[key] { return known }
    let plan = try plan(key.plan)
    do throws(RunError) {
      let values = try plan.run(
        seed: key.seed, replications: key.replications, isCancelled: isCancelled)
      done[key] = values
      return values
    } catch {
      if error == .cancelled { throw .cancelled }
      throw .run(String(describing: error))
    }
  }

  private func plan(_ key: PlanKey) throws(ExerciseFault) -> RunnablePlan {
    if let known = plans[key] { return known }
    let plan = try exercise.compiled(key.world, key.reforms, key.settings)
    plans[key] = plan
    return plan
  }
}

/// Why an exercise cannot be run: faults of its files, not of a student's answer.
public enum ExerciseFault: Error, Hashable, Sendable {
  /// Somebody asked for it to stop.
  case cancelled
  /// A lever of a run has no such value.
  case lever(run: Name, lever: Name, value: String)
  /// A scenario has errors, with a variant's values put in.
  case scenario([Diagnostic])
  /// A scenario cannot be compiled, or has no such outcome.
  case study(StudyError)
  /// A run was not finished.
  case run(String)
  /// A browser could not change the plan so: another length, costs outside it, or too many knobs together.
  case plan(LocalizedText)
}

/// Which reforms act in a run: a design of the scenario, or some reforms together.
public enum PlanDesign: Hashable, Sendable {
  /// A design by name.
  case design(Name)
  /// These reforms.
  case reforms([Name])

  /// The design's name, or the reforms joined by `+`.
  public var text: String {
    switch self {
    case .design(let name): name
    case .reforms(let names): names.joined(separator: "+")
    }
  }
}

extension Exercise {
  /// All outcomes that the table and measures are about, each once, in the order of the file.
  public var outcomes: [String] {
    (table.map(\.outcome) + measures.map(\.outcome)).reduce(into: []) { list, outcome in
      if !list.contains(outcome) { list.append(outcome) }
    }
  }

  /// The levers of a run.
  func levers(of run: Int, _ work: Work, _ values: [Double]) throws(ExerciseFault) -> [LeverState] {
    let run = runs[run]
    // How to run is the same for all runs: those at the start are to be compared with the work.
    var states = zip(levers, work.levers).map { lever, state in
      run.takesWork || lever.kind == .replications || lever.kind == .pairing
        ? state : lever.startState
    }
    for setting in run.levers {
      let knob = levers[setting.lever]
      switch setting.value {
      case .names(let names):
        let places = knob.choices.indices.filter { names.contains(knob.choices[$0].text) }
        if case .reforms = knob.kind {
          states[setting.lever] = .reforms(places)
        } else if let place = places.first {
          states[setting.lever] = .choice(place)
        }
      case .formula(let formula):
        let value = formula.value(values)
        let place = knob.choices.firstIndex {
          abs($0.value - value) <= 1e-9 * max(1, abs(value))
        }
        guard let place else {
          throw .lever(run: run.name, lever: knob.name, value: "\(value)")
        }
        states[setting.lever] = .choice(place)
      }
    }
    return states
  }

  /// Seed and number of replications of a run.
  func circumstances(of run: Int, _ states: [LeverState], _ variant: Variant) -> (
    seed: UInt64, replications: Int
  ) {
    var (seed, count) = (variant.seed, replications)
    for (lever, state) in zip(levers, states) {
      switch lever.kind {
      case .replications: count = max(1, Int(lever.value(state)))
      case .pairing where lever.value(state) == 0 && run != 0:
        seed = variant.seed(ownTo: runs[run].name)
      default: break
      }
    }
    return (seed, count)
  }

  /// Which reforms act in a run.
  func design(of run: Int, _ states: [LeverState]) -> PlanDesign {
    for (lever, state) in zip(levers, states) {
      switch (lever.kind, state) {
      case (.design, .choice(let place)): return .design(lever.choices[place].text)
      case (.reforms, .reforms(let places)):
        return .reforms(places.map { lever.choices[$0].text })
      default: break
      }
    }
    return .design("")
  }

  /// What parameters and levers put in place of the scenario's inputs, in the order of the knobs.
  func settings(_ parameters: [Int], _ states: [LeverState]) -> [InputSetting] {
    let values = values(parameters, states)
    return (self.parameters + levers).flatMap(\.sets).map {
      InputSetting(path: $0.path, text: $0.value.inputText(values))
    }
  }

  /// A world with some inputs set, ready to be run.
  func compiled(_ world: Int, _ design: PlanDesign, _ settings: [InputSetting])
    throws(ExerciseFault) -> RunnablePlan
  {
    let world = worlds[world]
    let (scenario, diagnostics) = parseScenario(
      world.bytes, file: world.path, catalogue: .find(besideScenario: world.path),
      settings: settings)
    guard let scenario else { throw .scenario(diagnostics.filter { $0.severity == .error }) }
    let chosen: Design
    switch design {
    case .reforms(let names):
      chosen = Design(name: names.isEmpty ? "none" : names.joined(separator: "+"), reforms: names)
    case .design(let name):
      let wanted = name.isEmpty ? scenario.study.baseline : name
      guard let found = scenario.designs.first(where: { $0.name == wanted }) else {
        throw .study(.unknownDesign(wanted, near: nil))
      }
      chosen = found
    }
    do {
      return try RunnablePlan(
        scenario, design: chosen, outcomes: outcomes.map { OutcomeChoice($0) })
    } catch { throw .study(error) }
  }
}

extension Template {
  /// The text of a value in a scenario file: numbers as short as they are the same to nine digits behind
  /// the point.
  fileprivate func inputText(_ values: [Double]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): return text
      case .number(let formula, _):
        let value = (formula.value(values) * 1e9).rounded() / 1e9
        let text = value == 0 ? "0" : value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
      }
    }.joined()
  }
}
