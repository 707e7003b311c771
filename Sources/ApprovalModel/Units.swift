public import Statistics

/// A chance between 0 and 1, checked once.
public struct Probability: Hashable, Comparable, Sendable {
  /// The chance, 0...1.
  public let value: Double

  /// The chance `value`; nil outside 0...1.
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    self.value = value
  }

  /// The chance nearest to `value` in 0...1.
  public init(clamping value: Double) { self.value = min(1, max(0, value)) }

  /// Never and always.
  public static let zero = Probability(clamping: 0)
  /// Always.
  public static let one = Probability(clamping: 1)

  /// The natural order.
  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }
}

/// An amount of money, in fen (1 yuan = 100 fen), so that fees add up exactly.
public struct Money: Hashable, Comparable, Sendable {
  /// The amount, fen.
  public let fen: Int64

  /// An amount in fen.
  public init(fen: Int64) { self.fen = fen }

  /// The natural order.
  public static func < (a: Self, b: Self) -> Bool { a.fen < b.fen }
}

/// What a length of time is counted in.
public enum TimeUnit: String, Hashable, Sendable {
  /// Minutes and hours of the actor's working time.
  case minutes
  /// Hours of the actor's working time.
  case hours
  /// Working days: as many times the actor's hours of a working day.
  case workingDays = "working days"
  /// Calendar days of 24 hours.
  case calendarDays = "calendar days"
  /// Calendar months: same day of the month, or its last.
  case months
  /// Calendar years.
  case years

  /// Whether the time passes at night and on holidays too.
  public var isCalendar: Bool {
    switch self {
    case .minutes, .hours, .workingDays: false
    case .calendarDays, .months, .years: true
    }
  }
}

/// A length of time as declared: an amount and what it is counted in.
public struct TimeSpan: Hashable, Sendable {
  /// How many units.
  public var amount: Double
  /// The unit.
  public var unit: TimeUnit

  /// `amount` of `unit`.
  public init(_ amount: Double, _ unit: TimeUnit) {
    self.amount = amount
    self.unit = unit
  }
}

/// A length of time that varies from case to case: a distribution over amounts of one unit.
public struct DurationDistribution: Hashable, Sendable {
  /// The distribution, in `unit`.
  public var distribution: Distribution
  /// What the distribution's values are counted in; never months or years.
  public var unit: TimeUnit
  /// What reforms multiply every length by.
  public var factors: [Input<Double>] = []
  /// What reforms multiply the distance of every length from the mean by, 0 to 1 each: the mean stays.
  public var spreads: [Input<Double>] = []

  /// A distribution over amounts of `unit`.
  public init(_ distribution: Distribution, _ unit: TimeUnit) {
    self.distribution = distribution
    self.unit = unit
  }
}

/// Shares of named categories that add up to one, in code-point order of the names.
public struct Shares: Hashable, Sendable {
  /// The categories with their shares.
  public private(set) var entries: [(name: Name, share: Double)]

  /// The shares given, put in code-point order of their names.
  public init(_ entries: [(name: Name, share: Double)]) {
    self.entries = entries.sorted { $0.name.precedes($1.name) }
  }

  /// Equal entry by entry.
  public static func == (a: Self, b: Self) -> Bool {
    a.entries.elementsEqual(b.entries) { $0.name == $1.name && $0.share == $1.share }
  }

  /// Hashes entry by entry.
  public func hash(into hasher: inout Hasher) {
    for entry in entries {
      hasher.combine(entry.name)
      hasher.combine(entry.share)
    }
  }

  /// Shares of a yes/no attribute.
  public static func yes(_ share: Probability) -> Shares {
    Shares([("yes", share.value), ("no", 1 - share.value)])
  }
}
