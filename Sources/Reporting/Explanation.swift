public import ApprovalModel

/// What a scenario says, worked out and ready to be told.
public struct Explanation: Sendable {
  /// The scenario.
  public var scenario: Scenario
  /// The process of the baseline.
  public var baseline: ProcessModel
  /// The load of each office in the baseline.
  public var loads: [OfficeLoad]
  /// What each reform does.
  public var effects: [ReformEffect]
  /// What announcements would count, for each design and class.
  public var limitPaths: [DesignPath]
  /// A design that the process map and the loads show beside the baseline.
  public var design: Chosen?

  /// A design beside the baseline.
  public struct Chosen: Sendable {
    /// Its name.
    public var name: Name
    /// What a reader calls it; nil: its name.
    public var title: LocalizedText?
    /// The largest sets of its reforms that reach one applicant; the first one is shown.
    public var reaches: [[Name]]
    /// The process of the applicants whom the first set reaches.
    public var model: ProcessModel
    /// The load of each office.
    public var loads: [OfficeLoad]

    /// A design as explained.
    public init(
      name: Name, title: LocalizedText? = nil, reaches: [[Name]], model: ProcessModel,
      loads: [OfficeLoad]
    ) {
      self.name = name
      self.title = title
      self.reaches = reaches
      self.model = model
      self.loads = loads
    }
  }

  /// The path of limits of a class's typical applicant in a design.
  public struct DesignPath: Sendable {
    /// The design.
    public var design: Name
    /// The class.
    public var applicantClass: Name
    /// Its steps and the days that its limits add up to.
    public var path: LimitPath

    /// The path of `applicantClass` in `design`.
    public init(design: Name, applicantClass: Name, path: LimitPath) {
      self.design = design
      self.applicantClass = applicantClass
      self.path = path
    }
  }

  /// An explanation of `scenario`.
  public init(
    scenario: Scenario, baseline: ProcessModel, loads: [OfficeLoad], effects: [ReformEffect],
    limitPaths: [DesignPath] = [], design: Chosen? = nil
  ) {
    self.limitPaths = limitPaths
    self.scenario = scenario
    self.baseline = baseline
    self.loads = loads
    self.effects = effects
    self.design = design
  }

  /// The process map: of the baseline, or of the design with what it changes.
  public var map: ProcessMap {
    ProcessMap(before: baseline, after: design?.model ?? baseline)
  }

  /// What readers call things, in the scenario and in what its reforms put in.
  var titles: [Name: LocalizedText] {
    var result: [Name: LocalizedText] = [:]
    let models = [scenario.model, baseline] + (design.map { [$0.model] } ?? [])
    for model in models {
      for applicants in model.classes { result[applicants.name] = applicants.title }
      for office in model.offices { result[office.name] = office.title }
      for matter in model.matters { result[matter.name] = matter.title }
      for work in model.ownWork { result[work.name] = work.title }
    }
    for step in effects.flatMap(\.steps) {
      switch step.edit {
      case .addMatter(let matter), .mergeMatters(_, let matter): result[matter.name] = matter.title
      case .addOffice(let office): result[office.name] = office.title
      default: break
      }
    }
    return result
  }

  /// The sources with the inputs that cite each, and whether anything else does.
  var citations: [(source: Source, inputs: [String], others: [String])] {
    scenario.sources.map { source in
      let inputs = scenario.inputs.filter { $0.evidence.source == source.name }.map(\.path)
      let matters = scenario.model.matters.filter { $0.basis == source.name }
        .map { "matters.\($0.name).basis" }
      let reforms = scenario.reforms.filter { $0.sources.contains(source.name) }
        .map { "reforms.\($0.name)" }
      let added = scenario.reforms.flatMap { reform in
        reform.changes.compactMap { change -> String? in
          guard case .add(let add) = change.kind, add.matter.basis == source.name else {
            return nil
          }
          return "reforms.\(reform.name).changes.add.\(add.matter.name).basis"
        }
      }
      return (source, inputs, matters + reforms + added)
    }
  }
}
