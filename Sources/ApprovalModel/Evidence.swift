/// How well an input is known.
public enum Grade: String, Hashable, Comparable, Sendable, CaseIterable {
  /// Law or rule in force at that date and place.
  case a = "A"
  /// Published statistic.
  case b = "B"
  /// Published statistic, reported by the office concerned itself.
  case bMinus = "B-"
  /// Press or expert estimate.
  case c = "C"
  /// Assumption; shown as "assumed" wherever it stands.
  case d = "D"

  /// Whether the input varies in the drawn runs when it carries a range.
  public var isUncertain: Bool { self == .c || self == .d }

  private var order: Int { Grade.allCases.firstIndex(of: self) ?? 0 }
  /// The natural order.
  public static func < (a: Self, b: Self) -> Bool { a.order < b.order }
}

/// Between which values an input is believed to lie.
public enum InputRange: Hashable, Sendable {
  /// Factors on the value, for a distribution on its scale: `[0.5x, 2x]`.
  case factor(low: Double, high: Double)
  /// Values in the unit of the input itself.
  case absolute(low: Double, high: Double)
}

/// Where an input comes from and how well it is known.
public struct Evidence: Hashable, Sendable {
  /// The grade; D where the file states none.
  public var grade: Grade
  /// The name of the source, among the scenario's sources.
  public var source: Name?
  /// The range as declared; what the drawn runs use is ``drawnRange``.
  public var range: InputRange?
  /// The reason for the value, in the file's own words.
  public var note: String?
  /// Whether the file states a grade at all.
  public var isStated: Bool

  /// Evidence as stated.
  public init(
    grade: Grade = .d, source: Name? = nil, range: InputRange? = nil, note: String? = nil,
    isStated: Bool = false
  ) {
    self.grade = grade
    self.source = source
    self.range = range
    self.note = note
    self.isStated = isStated
  }

  /// The range that the drawn runs take the input from; nil where they leave it at its value.
  public var drawnRange: InputRange? { grade.isUncertain ? range : nil }
}

/// A number of the scenario together with where it comes from.
///
/// The `path` names the input (`matters.licence.review.work`); it keys the draw of the input in the
/// drawn runs, so that every design of a replication meets the same value.
public struct Input<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The declared value.
  public var value: Value
  /// The name of the input: the keys that lead to it in the file, joined by dots.
  public var path: String
  /// Grade, source, range and note.
  public var evidence: Evidence

  /// An input as declared.
  public init(_ value: Value, path: String, evidence: Evidence = Evidence()) {
    self.value = value
    self.path = path
    self.evidence = evidence
  }
}

/// A value that may depend on a category of the applicant.
public enum Tabulated<Value: Hashable & Sendable>: Hashable, Sendable {
  /// One value for all.
  case same(Input<Value>)
  /// A value for each category of an attribute, in code-point order of the categories.
  case by(attribute: Name, [Entry])

  /// One category's value.
  public struct Entry: Hashable, Sendable {
    /// The category.
    public var category: Name
    /// Its value.
    public var input: Input<Value>

    /// A category with its value.
    public init(category: Name, input: Input<Value>) {
      self.category = category
      self.input = input
    }
  }
}

/// A chance, possibly by category.
public typealias Chance = Tabulated<Probability>

/// Whether a source's rule holds; a target, plan or pilot is never presented as a rule.
public enum SourceStatus: Hashable, Sendable {
  /// In force from a date, to a date, in an area.
  case inForce(from: CivilDate, to: CivilDate?, area: String?)
  /// Made public on a date, as news or notice.
  case announced(CivilDate)
  /// A pilot, from and to a date where known.
  case pilot(from: CivilDate?, to: CivilDate?, area: String?)
  /// An aim for a date where known.
  case target(by: CivilDate?)
  /// No longer in force since a date.
  case repealed(CivilDate)
  /// The text carries no date.
  case undated
}

/// A document that the scenario draws on.
public struct Source: Hashable, Sendable {
  /// The name used in the scenario.
  public var name: Name
  /// The title of the document.
  public var title: String
  /// Its number, where it has one.
  public var number: String?
  /// Section or article.
  public var section: String?
  /// Whether and since when it holds.
  public var status: SourceStatus

  /// A source as declared.
  public init(
    name: Name, title: String, number: String? = nil, section: String? = nil,
    status: SourceStatus = .undated
  ) {
    self.name = name
    self.title = title
    self.number = number
    self.section = section
    self.status = status
  }
}
