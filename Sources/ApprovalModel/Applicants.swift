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

  /// One test on one attribute.
  ///
  /// The attribute `class` is the applicant's class. `onList` and `notOnList` hold when the
  /// applicant's firm, or everybody, is on one of the credit lists named, or on none of them, at the
  /// instant at which the need arises.
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

    /// Whether the test is on credit lists: `onList` or `notOnList`.
    public var isOnLists: Bool { attribute == Condition.onList || attribute == Condition.notOnList }

    /// Whether this test keeps off all lists of which `other` wants one.
    func deniesLists(of other: Test) -> Bool {
      guard attribute == Condition.notOnList, other.attribute == Condition.onList,
        case .oneOf(let denied) = requirement, case .oneOf(let wanted) = other.requirement
      else { return false }
      return Set(wanted).isSubset(of: denied)
    }
  }

  /// What a test on being on one of several credit lists has for its attribute.
  public static let onList: Name = "onList"
  /// What a test on being on none of several credit lists has for its attribute.
  public static let notOnList: Name = "notOnList"

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

/// An instant of the civil calendar, to the minute.
public struct CivilMinute: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The day.
  public var date: CivilDate
  /// Minutes after midnight, 0...1,439.
  public var minute: Int

  /// `minute` minutes after the midnight at which `date` begins.
  public init(date: CivilDate, minute: Int) {
    self.date = date
    self.minute = minute
  }

  /// The natural order.
  public static func < (a: Self, b: Self) -> Bool { (a.date, a.minute) < (b.date, b.minute) }

  /// The instant as files write it, `yyyy-mm-dd hh:mm`.
  public var description: String {
    let (hour, minute) = (minute / 60, minute % 60)
    return "\(date) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}

/// How the rate of arrivals varies by month, weekday and hour: relative weights.
///
/// The weights of an instant are multiplied; scaled so that the rate is the mean of the day. All are
/// 0 or more, and in each list that is not empty some weight is above 0.
public struct ArrivalProfile: Hashable, Sendable {
  /// By month, January first; 12, or empty for all alike.
  public var months: [Double]
  /// By weekday, Monday first; 7, or empty for all alike.
  public var weekdays: [Double]
  /// By hour of the day, from midnight; 24, or empty for all alike.
  public var hours: [Double]

  /// A profile of weights.
  public init(months: [Double] = [], weekdays: [Double] = [], hours: [Double] = []) {
    self.months = months
    self.weekdays = weekdays
    self.hours = hours
  }
}

/// How often needs arise so many at once.
public struct BatchSize: Hashable, Sendable {
  /// How many needs arise at one instant, 1 or more.
  public var size: Int
  /// The share of such instants, 0...1; the shares of all sizes add up to 1.
  public var share: Double

  /// `size` needs at once, at the share `share` of all instants.
  public init(size: Int, share: Double) {
    self.size = size
    self.share = share
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

  /// Where the instants come from.
  public enum Source: Hashable, Sendable {
    /// A Poisson process of so many instants per day of `per`.
    case rate(Input<Double>, per: Day)
    /// Instants with independent gaps of this length, in the class's hours or by the calendar; the
    /// first comes one gap after the run begins.
    case gap(Input<DurationDistribution>)
    /// Instants given one by one, in order; the same one twice for two needs.
    case list(Input<[CivilMinute]>)
  }

  /// Where the instants come from.
  public var source: Source
  /// How the rate varies; nil: evenly, as always with gaps and with a list.
  public var profile: ArrivalProfile?
  /// How many needs arise at one instant, by size; empty: one, as always with a list.
  public var batches: [BatchSize]

  /// A Poisson process of `rate` instants per day of `per`.
  public init(
    rate: Input<Double>, per: Day, profile: ArrivalProfile? = nil, batches: [BatchSize] = []
  ) {
    source = .rate(rate, per: per)
    self.profile = profile
    self.batches = batches.sorted { $0.size < $1.size }
  }

  /// Instants with independent gaps of this length.
  public init(gap: Input<DurationDistribution>, batches: [BatchSize] = []) {
    source = .gap(gap)
    self.batches = batches.sorted { $0.size < $1.size }
  }

  /// Needs at the instants of `list`.
  public init(list: Input<[CivilMinute]>) {
    var list = list
    list.value.sort()
    source = .list(list)
    batches = []
  }

  /// Instants per day of ``per``; nil for gaps and for a list.
  public var rate: Input<Double>? {
    if case .rate(let rate, _) = source { rate } else { nil }
  }

  /// The kind of day the rate counts by; nil for gaps and for a list.
  public var per: Day? {
    if case .rate(_, let per) = source { per } else { nil }
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
  /// What violating is worth and what it costs who is found, in code-point order of the matters; used
  /// where ``Study/deterrence`` says so.
  public var deterrence: [Deterrence] = []
  /// What each calendar day until operation costs the applicant.
  public var holdingCost: Input<Money>?
  /// What an hour of the applicant's own staff costs (Standard Cost Model tariff).
  public var hourlyCost: Input<Money>?
  /// When the applicant and its intermediaries work; also the hours in which needs arise.
  public var hours: WeeklyHours
  /// How long an applicant waits from its first submission, in the class's hours, before it leaves
  /// the queue it is in or the next one it would join; nil: forever.
  public var patience: Input<DurationDistribution>?
  /// How many firms the applications come from, each drawn for every application; nil: applications
  /// that have nothing to do with each other.
  public var firms: Input<Int>?

  /// A class as declared.
  public init(
    name: Name, title: LocalizedText? = nil, arrivals: Arrivals, attributes: [Attribute] = [],
    defects: [Defects] = [], holdingCost: Input<Money>? = nil, hourlyCost: Input<Money>? = nil,
    hours: WeeklyHours = .standard, patience: Input<DurationDistribution>? = nil,
    firms: Input<Int>? = nil
  ) {
    self.name = name
    self.title = title
    self.arrivals = arrivals
    self.attributes = attributes.sorted { $0.name.precedes($1.name) }
    self.defects = defects.sorted { $0.matter.precedes($1.matter) }
    self.holdingCost = holdingCost
    self.hourlyCost = hourlyCost
    self.hours = hours
    self.patience = patience
    self.firms = firms
  }
}
