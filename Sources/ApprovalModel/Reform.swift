/// What a change asks for besides its kind: where it stands in the file, for located errors.
public struct Change: Hashable, Sendable {
  /// What is changed.
  public var kind: ChangeKind
  /// Where the change stands in the file.
  public var position: SourcePosition

  /// A change as declared.
  public init(_ kind: ChangeKind, position: SourcePosition = SourcePosition(line: 1, column: 1)) {
    self.kind = kind
    self.position = position
  }
}

/// Every kind of change; each is a type of its own in `Changes/`.
public enum ChangeKind: Hashable, Sendable {
  case exclude(ExcludeChange)
  case tier(TierChange)
  case ahead(AheadChange)
  case waive(WaiveChange)
  case cancel(CancelChange)
  case add(AddChange)
  case file(FileChange)
  case confirm(ConfirmChange)
  case commit(CommitChange)
  case automate(AutomateChange)
  case merge(MergeChange)
  case parallel(ParallelChange)
  case phase(PhaseChange)
  case limit(LimitChange)
  case inspect(InspectChange)
  case sanction(SanctionChange)
  case capacity(CapacityChange)
  case coach(CoachChange)
  case delegate(DelegateChange)
  case entitle(EntitleChange)
  case fee(FeeChange)
  case guarantee(GuaranteeChange)
  case online(OnlineChange)
  case pool(PoolChange)
  case prioritize(PrioritizeChange)
  case share(ShareChange)
  case standardize(StandardizeChange)
  case tolerate(TolerateChange)
  case validity(ValidityChange)
}

/// A reform: data that turns one process into another for the applicants it reaches.
public struct Reform: Hashable, Sendable {
  /// The reform's name.
  public var name: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// The entry of the catalogue that it takes; nil: it is written in the scenario.
  public var entry: Name?
  /// The names of its sources.
  public var sources: [Name]
  /// From when it holds in a transition study; nil: from the study's date.
  public var from: CivilDate?
  /// Whom it reaches.
  public var reach: Condition
  /// The share of those reached who take it up; nil: all.
  public var uptake: Chance?
  /// Other reforms that must be in the same design.
  public var requires: [Name]
  /// What it changes; the order does not matter.
  public var changes: [Change]
  /// What it costs once, in code-point order of the names.
  public var oneOff: [OneOffCost] = []
  /// Where the reform stands in the file.
  public var position: SourcePosition

  /// A reform as declared.
  public init(
    name: Name, title: LocalizedText? = nil, sources: [Name] = [], reach: Condition = .everybody,
    uptake: Chance? = nil, requires: [Name] = [], changes: [Change],
    position: SourcePosition = SourcePosition(line: 1, column: 1)
  ) {
    self.name = name
    self.title = title
    self.sources = sources
    self.reach = reach
    self.uptake = uptake
    self.requires = requires
    self.changes = changes
    self.position = position
  }

  /// The applicants that `exclude` takes out again.
  public var exclusions: [Condition] {
    changes.compactMap { if case .exclude(let change) = $0.kind { change.condition } else { nil } }
  }
}

/// A named list of reforms that are tried together.
public struct Design: Hashable, Sendable {
  /// The design's name.
  public var name: Name
  /// What a reader calls it; nil: its name.
  public var title: LocalizedText?
  /// The reforms it chooses, in code-point order.
  public var reforms: [Name]

  /// A design of `reforms`.
  public init(name: Name, title: LocalizedText? = nil, reforms: [Name]) {
    self.name = name
    self.title = title
    self.reforms = reforms.inNameOrder()
  }

  /// What reports call the design: its title, else its name.
  public var shownTitle: LocalizedText { title ?? LocalizedText(zh: name, en: name) }
}

/// A named list of changes that `--switch` applies to every design before its reforms.
public struct ScenarioSwitch: Hashable, Sendable {
  /// The switch's name.
  public var name: Name
  /// What it changes, for everybody.
  public var changes: [Change]

  /// A switch as declared.
  public init(name: Name, changes: [Change]) {
    self.name = name
    self.changes = changes
  }
}

/// An input as listed in reports: its name, evidence and printed value.
public struct InputListing: Hashable, Sendable {
  /// The input's path.
  public var path: String
  /// Its value as reports write it.
  public var text: String
  /// Its value as the file writes it, on one line and without evidence: what may be stated in its place has
  /// the same form.
  public var notation: String
  /// Its evidence.
  public var evidence: Evidence
  /// Whether the value stands in the place of the file's, whose source and note are not about it.
  public var isSet = false
  /// Where it stands.
  public var position: SourcePosition

  /// An input as listed.
  public init(
    path: String, text: String, notation: String? = nil, evidence: Evidence,
    position: SourcePosition
  ) {
    self.path = path
    self.text = text
    self.notation = notation ?? text
    self.evidence = evidence
    self.position = position
  }
}

/// Everything one file declares.
public struct Scenario: Hashable, Sendable {
  /// What a reader calls the scenario.
  public var title: LocalizedText
  /// Whom the study measures and how.
  public var study: Study
  /// The documents drawn on, in code-point order of their names.
  public var sources: [Source]
  /// The process as it is.
  public var model: ProcessModel
  /// The reforms, in code-point order.
  public var reforms: [Reform]
  /// The designs, in the order of the file: the order of the report's columns.
  public var designs: [Design]
  /// The switches, in code-point order.
  public var switches: [ScenarioSwitch]
  /// Every input with its evidence, in code-point order of the paths.
  public var inputs: [InputListing]
  /// What reports have to say of values that stand in place of those in the file.
  public var notices: [LocalizedText] = []

  /// A scenario as declared.
  public init(
    title: LocalizedText, study: Study, sources: [Source] = [], model: ProcessModel,
    reforms: [Reform] = [], designs: [Design], switches: [ScenarioSwitch] = [],
    inputs: [InputListing] = []
  ) {
    self.title = title
    self.study = study
    self.sources = sources.sorted { $0.name.precedes($1.name) }
    self.model = model
    self.reforms = reforms.sorted { $0.name.precedes($1.name) }
    self.designs = designs
    self.switches = switches.sorted { $0.name.precedes($1.name) }
    self.inputs = inputs.sorted { $0.path.precedes($1.path) }
  }
}

extension Scenario {
  /// The inputs that drawn runs vary, each once, in code-point order of the paths.
  public var rangedInputs: [InputListing] {
    var ranged: [InputListing] = []
    // Inputs with the same path are the same input; they stand side by side.
    for input in inputs where input.evidence.drawnRange != nil && ranged.last?.path != input.path {
      ranged.append(input)
    }
    return ranged
  }
}
