/// A day of the week; the raw value counts from Monday = 1 to Sunday = 7, as ISO 8601 does.
public enum Weekday: Int, CaseIterable, Hashable, Comparable, Sendable {
  case monday = 1
  case tuesday = 2
  case wednesday = 3
  case thursday = 4
  case friday = 5
  case saturday = 6
  case sunday = 7

  /// The weekday with the English name `name`, written in full and capitalized (`Tuesday`).
  ///
  /// Every other spelling (`tuesday`, `Tue`) is `nil`, so that a scenario has one way to write a day.
  public init?(name: String) {
    guard let day = Weekday.allCases.first(where: { $0.name == name }) else { return nil }
    self = day
  }

  /// The English name, in full and capitalized.
  public var name: String {
    switch self {
    case .monday: "Monday"
    case .tuesday: "Tuesday"
    case .wednesday: "Wednesday"
    case .thursday: "Thursday"
    case .friday: "Friday"
    case .saturday: "Saturday"
    case .sunday: "Sunday"
    }
  }

  /// Whether this is Saturday or Sunday.
  ///
  /// This says nothing of whether anybody works: make-up days fall on weekends, see
  /// ``PublishedHolidays``.
  public var isWeekend: Bool { self >= .saturday }

  /// Whether `lhs` comes earlier than `rhs` in a week that begins on Monday.
  public static func < (lhs: Weekday, rhs: Weekday) -> Bool { lhs.rawValue < rhs.rawValue }
}

extension Weekday: CustomStringConvertible {
  /// The English name, as ``name``.
  public var description: String { name }
}
