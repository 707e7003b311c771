public import ApprovalModel
public import Simulation

/// What is asked of a study.
public struct StudyRequest: Sendable {
  /// The scenario.
  public var scenario: Scenario
  /// The designs to run, the baseline always among them; empty: all.
  public var designs: [Name] = []
  /// The design that the others are compared with; nil: the scenario's baseline.
  public var baseline: Name?
  /// Switches applied to every design before its reforms.
  public var switches: [Name] = []
  /// The seed; nil: the scenario's.
  public var seed: UInt64?
  /// How many replications; nil: the scenario's.
  public var replications: Int?
  /// Replicate until the half-width of run noise of the primary outcome's difference (of the
  /// estimate, when nothing is compared) is at most this, in the outcome's unit.
  public var precision: Double?
  /// The outcomes that a method is asked about; empty: those it takes by itself.
  public var outcomes: [OutcomeChoice] = []
  /// The smallest difference that matters, in the outcome's unit; nil: that of the scenario's primary outcome.
  public var worthwhile: Double?
  /// Inputs that have another value than the scenario states; they are not drawn.
  public var chosen = ChosenInputs()
  /// Whether inputs are drawn from their ranges too; if not, intervals are those of run noise.
  public var drawsInputs = true
  /// Whether designs are compared with the baseline (placebos included).
  public var compares = true
  /// Whether designs meet the same applicants with the same luck.
  public var numbers = RandomNumbers.common
  /// What pilot runs found, where the scenario asks for it; set by ``warmedUp(_:in:)``.
  public internal(set) var pilot: PilotResults?
  /// The command as the manifest shows it.
  public var command = ""
  /// The product's version.
  public var version = ""

  /// A request for all designs of `scenario`, compared.
  public init(scenario: Scenario) { self.scenario = scenario }
}

/// Why a study has no results, or not those asked for.
public enum StudyError: Error, Hashable, Sendable {
  /// The scenario cannot be compiled.
  case compile(CompileError)
  /// A run was not finished.
  case run(RunError)
  /// No design has that name; perhaps another was meant.
  case unknownDesign(Name, near: Name?)
  /// No switch has that name; perhaps another was meant.
  case unknownSwitch(Name, near: Name?)
  /// No outcome of the study has that name or scope; perhaps another was meant.
  case unknownOutcome(String, near: String?)
  /// What is asked makes no sense for this scenario: why, and what to do.
  case unsuitable(LocalizedText)
  /// The most replications did not reach the precision; what there is.
  case precisionNotReached(StudyResults)
  /// A finished part cannot be kept or read.
  case store(PartStoreError)
  /// The share asked for is done and kept: so many parts.
  case shardDone(parts: Int)
  /// Only kept parts were to be used, and those at these places of the study are not there.
  case partsMissing(places: [Int])
}

extension Scenario {
  /// The designs in the order of reports: the baseline, then by number of reforms, then by name.
  public var designsInOrder: [Design] {
    designs.sorted { a, b in
      let baseline = study.baseline
      if (a.name == baseline) != (b.name == baseline) { return a.name == baseline }
      if a.reforms.count != b.reforms.count { return a.reforms.count < b.reforms.count }
      return a.name.precedes(b.name)
    }
  }

  /// The design with most reforms, the first by name among several; nil where there is no design.
  public var richestDesign: Design? {
    designsInOrder.reduce(nil as Design?) { best, next in
      next.reforms.count > best?.reforms.count ?? -1 ? next : best
    }
  }
}
