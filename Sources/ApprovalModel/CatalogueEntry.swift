/// A named reform that any scenario may take by `use`: what it does, what it needs, where it comes
/// from, and where its effect is shown.
public struct CatalogueEntry: Hashable, Sendable {
  /// Its name, that of its file.
  public var name: Name
  /// Its number in the list of systems, such as `S01`; several entries may share one.
  public var system: String
  /// What a reader calls it.
  public var title: LocalizedText
  /// The field of policy it belongs to, such as `construction`.
  public var domain: Name
  /// What it does to the flow of an approval.
  public var does: LocalizedText
  /// What its documents state in numbers.
  public var figures: [Figure]
  /// What a scenario states when it uses the entry, in the order of the file.
  public var parameters: [Parameter]
  /// The documents it cites, in code-point order of their names.
  public var sources: [Name]
  /// The kinds of change it is made of, in the order of the file, each once.
  public var kinds: [String]
  /// Where its effect is shown.
  public var shows: [Show]

  /// An entry as its file states it.
  public init(
    name: Name, system: String, title: LocalizedText, domain: Name, does: LocalizedText,
    figures: [Figure] = [], parameters: [Parameter] = [], sources: [Name] = [],
    kinds: [String], shows: [Show] = []
  ) {
    self.name = name
    self.system = system
    self.title = title
    self.domain = domain
    self.does = does
    self.figures = figures
    self.parameters = parameters
    self.sources = sources
    self.kinds = kinds
    self.shows = shows
  }

  /// A number of a document.
  public struct Figure: Hashable, Sendable {
    /// What it is a number of.
    public var what: LocalizedText
    /// The number with its unit, as the document has it.
    public var value: String
    /// The document.
    public var source: Name
    /// Whether it is in force, promised or tried.
    public var status: Status

    /// A figure as its document has it.
    public init(what: LocalizedText, value: String, source: Name, status: Status) {
      self.what = what
      self.value = value
      self.source = source
      self.status = status
    }

    /// What a number of a document is.
    public enum Status: String, Hashable, Sendable, CaseIterable {
      /// It holds.
      case rule
      /// It is to be reached.
      case target
      /// It is tried somewhere.
      case pilot
      /// It was made known, by the press or on a website.
      case announced
      /// It stands in a document that bears no date.
      case undated
    }
  }

  /// A thing of the scenario, or a value, that an entry leaves open.
  public struct Parameter: Hashable, Sendable {
    /// Its name; `$name` stands for it.
    public var name: Name
    /// What it is.
    public var type: Kind
    /// What it stands for.
    public var what: LocalizedText
    /// What holds when a scenario does not state it.
    public var absence: Absence

    /// A parameter as declared.
    public init(name: Name, type: Kind, what: LocalizedText, absence: Absence) {
      self.name = name
      self.type = type
      self.what = what
      self.absence = absence
    }

    /// What a parameter is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      case matter, matters, office, offices, result, results, attribute, value

      /// Whether it may be a list, which is spliced into a list that it stands in.
      public var isList: Bool { self == .matters || self == .offices || self == .results }
    }

    /// What holds without a parameter.
    public enum Absence: Hashable, Sendable {
      /// An error.
      case isError
      /// The key whose value it is falls away.
      case dropsKey
      /// A value of the entry; its text where it is one.
      case takesDefault(String)
    }
  }

  /// A comparison in which the entry's effect is seen.
  public struct Show: Hashable, Sendable {
    /// The scenario file, beside the folder of the catalogue.
    public var scenario: String
    /// The design without the entry.
    public var baseline: Name
    /// The design with it.
    public var design: Name
    /// The outcome, as results name it.
    public var outcome: String
    /// Whether it rises; else it falls.
    public var rises: Bool

    /// A comparison as declared.
    public init(scenario: String, baseline: Name, design: Name, outcome: String, rises: Bool) {
      self.scenario = scenario
      self.baseline = baseline
      self.design = design
      self.outcome = outcome
      self.rises = rises
    }
  }
}

extension CatalogueEntry.Parameter.Kind {
  /// The kind in a sentence.
  public var word: LocalizedText {
    switch self {
    case .matter: LocalizedText(zh: "一个事项", en: "a matter")
    case .matters: LocalizedText(zh: "事项", en: "matters")
    case .office: LocalizedText(zh: "一个部门", en: "an office")
    case .offices: LocalizedText(zh: "部门", en: "offices")
    case .result: LocalizedText(zh: "一个结果", en: "a result")
    case .results: LocalizedText(zh: "结果", en: "results")
    case .attribute: LocalizedText(zh: "一个属性", en: "an attribute")
    case .value: LocalizedText(zh: "值", en: "a value")
    }
  }
}
