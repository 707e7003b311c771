public import Statistics

/// A condition on an applicant: every test must hold.
///
/// No tests: everybody.
public struct Condition: Hashable, Sendable {
  /// The tests, in code-point order of their attributes.
  public var tests: [Test]

  /// A condition of these tests.
  public init(_ tests: [Test] = []) {
    self.tests = tests.sorted { $0.attribute.precedes($1.attribute) }
  }

  /// The condition that everybody meets.
  public static let everybody = Condition()

  /// One test on one attribute; the attribute `class` is the applicant's class.
  public struct Test: Hashable, Sendable {
    /// The attribute tested.
    public var attribute: Name
    /// What it must be.
    public var requirement: Requirement

    /// A test of `attribute`.
    public init(attribute: Name, requirement: Requirement) {
      self.attribute = attribute
      self.requirement = requirement
    }
  }

  /// What an attribute must be.
  public enum Requirement: Hashable, Sendable {
    /// One of these categories, in code-point order.
    case oneOf([Name])
    /// A number not above this, in the attribute's unit.
    case atMost(Double)
    /// A number not below this, in the attribute's unit.
    case atLeast(Double)
  }
}

/// How the needs of a class arise in time.
public struct Arrivals: Hashable, Sendable {
  /// What the rate counts by.
  public enum Day: Hashable, Sendable {
    /// Working days: needs arise evenly over the class's working hours.
    case working
    /// Calendar days: needs arise evenly over all 24 hours.
    case calendar
  }

  /// Needs per day of `per`; a Poisson process.
  public var rate: Input<Double>
  /// The kind of day the rate counts by.
  public var per: Day

  /// A Poisson process of `rate` needs per day of `per`.
  public init(rate: Input<Double>, per: Day) {
    self.rate = rate
    self.per = per
  }
}

/// A property of an applicant, drawn before class, tier or reform are looked at.
public struct Attribute: Hashable, Sendable {
  /// What values the attribute takes.
  public enum Kind: Hashable, Sendable {
    /// One of several categories, the same shares for all.
    case categories(Input<Shares>)
    /// One of several categories, with shares that depend on a category of another attribute.
    case categoriesBy(attribute: Name, [Dependent])
    /// A number with a distribution, in `unit` (a word such as `m2`).
    case number(Input<Distribution>, unit: String)
  }

  /// The shares for one category of the other attribute.
  public struct Dependent: Hashable, Sendable {
    /// The category of the other attribute.
    public var category: Name
    /// The shares there.
    public var shares: Input<Shares>

    /// Shares for `category` of the other attribute.
    public init(category: Name, shares: Input<Shares>) {
      self.category = category
      self.shares = shares
    }
  }

  /// The attribute's name.
  public var name: Name
  /// Its values.
  public var kind: Kind

  /// An attribute as declared.
  public init(name: Name, kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The categories in code-point order; empty for a number.
  public var categories: [Name] {
    switch kind {
    case .categories(let shares): shares.value.entries.map(\.name)
    case .categoriesBy(_, let table): table.first?.shares.value.entries.map(\.name) ?? []
    case .number: []
    }
  }
}

/// How likely an applicant's project fails to comply with what one matter demands.
public struct Defects: Hashable, Sendable {
  /// The matter concerned.
  public var matter: Name
  /// The chance of a defect that can be mended.
  public var curable: Chance
  /// The chance of a defect that cannot be mended by a correction.
  public var serious: Chance

  /// Latent defects of `matter`.
  public init(matter: Name, curable: Chance, serious: Chance) {
    self.matter = matter
    self.curable = curable
    self.serious = serious
  }
}

/// A class of applicants who need the same thing.
public struct ApplicantClass: Hashable, Sendable {
  /// The class's name.
  public var name: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// How needs arise.
  public var arrivals: Arrivals
  /// What distinguishes applicants, in code-point order of the names.
  public var attributes: [Attribute]
  /// Latent defects, in code-point order of the matters.
  public var defects: [Defects]
  /// What each calendar day until operation costs the applicant.
  public var holdingCost: Input<Money>?
  /// What an hour of the applicant's own staff costs (Standard Cost Model tariff).
  public var hourlyCost: Input<Money>?
  /// When the applicant and its intermediaries work; also the hours in which needs arise.
  public var hours: WeeklyHours

  /// A class as declared.
  public init(
    name: Name, title: LocalizedText? = nil, arrivals: Arrivals, attributes: [Attribute] = [],
    defects: [Defects] = [], holdingCost: Input<Money>? = nil, hourlyCost: Input<Money>? = nil,
    hours: WeeklyHours = .standard
  ) {
    self.name = name
    self.title = title
    self.arrivals = arrivals
    self.attributes = attributes.sorted { $0.name.precedes($1.name) }
    self.defects = defects.sorted { $0.matter.precedes($1.matter) }
    self.holdingCost = holdingCost
    self.hourlyCost = hourlyCost
    self.hours = hours
  }
}
