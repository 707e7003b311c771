/// A day of the civil calendar: year, month and day of the proleptic Gregorian calendar, no clock.
///
/// Years run from 1 to 9999, so that every value is written `yyyy-mm-dd` and read back the same.
/// A date knows weekdays and month lengths; it does not know who works on it: holidays and make-up
/// days are in ``PublishedHolidays``.
public struct CivilDate: Hashable, Sendable {
  /// The year, 1...9999.
  public let year: Int

  /// The month, 1...12.
  public let month: Int

  /// The day of the month, counted from 1.
  public let day: Int

  /// The day numbers that are dates: 0001-01-01 to 9999-12-31, counted from 1970-01-01 = 0.
  public static let dayNumbers: ClosedRange<Int> = -719_162...2_932_896

  /// The date with these parts, or `nil` where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CivilDate.length(ofMonth: month, year: year)
    else { return nil }
    self.init(validYear: year, month: month, day: day)
  }

  /// The date written as `yyyy-mm-dd`, or `nil` for any other text.
  ///
  /// Exactly ten characters, ASCII digits and two hyphens: no sign, no space, no full-width digit, no
  /// missing zero.
  public init?(iso: String) {
    let bytes = Array(iso.utf8)
    let hyphen = UInt8(ascii: "-")
    guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen,
      let year = CivilDate.number(bytes[0..<4]),
      let month = CivilDate.number(bytes[5..<7]),
      let day = CivilDate.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The date that lies `dayNumber` days after 1970-01-01.
  ///
  /// - Precondition: `dayNumber` is in ``dayNumbers``.
  public init(dayNumber: Int) {
    precondition(
      CivilDate.dayNumbers.contains(dayNumber),
      "day \(dayNumber) lies outside the years 1...9999 (\(CivilDate.dayNumbers))")
    // Days are counted from 0000-03-01, so that the leap day is the last of its year and 400 years
    // (146,097 days) divide evenly: the month lengths from March on follow (153 m + 2) / 5.
    // Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms (2013), civil_from_days.
    let shifted = dayNumber + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      validYear: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
      month: month,
      day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// Days since 1970-01-01, negative before it.
  public var dayNumber: Int {
    // The inverse of `init(dayNumber:)`, with the same years that begin in March.
    let yearFromMarch = month <= 2 ? year - 1 : year
    let era = yearFromMarch / 400
    let yearOfEra = yearFromMarch % 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day of the week.
  public var weekday: Weekday {
    // 0001-01-01 was a Monday and is the lowest day number, so the difference is never negative.
    Weekday.allCases[(dayNumber - CivilDate.dayNumbers.lowerBound) % 7]
  }

  /// The number of days in this date's month, 28...31.
  public var daysInMonth: Int { CivilDate.length(ofMonth: month, year: year) }

  /// The date `days` calendar days later, earlier where `days` is negative.
  ///
  /// - Precondition: the result lies in the years 1...9999.
  public func adding(days: Int) -> CivilDate {
    let (sum, overflow) = dayNumber.addingReportingOverflow(days)
    precondition(!overflow, "\(days) days after \(self) lies outside the years 1...9999")
    return CivilDate(dayNumber: sum)
  }

  /// The same day of the month `months` months later, or that month's last day if it is shorter.
  ///
  /// 2024-01-31 and one month is 2024-02-29. Because of that, adding one month twice may differ from
  /// adding two months once.
  ///
  /// - Precondition: the result lies in the years 1...9999.
  public func adding(months: Int) -> CivilDate {
    let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
    precondition(
      !overflow && (12..<120_000).contains(sum),
      "\(months) months after \(self) lies outside the years 1...9999")
    let (year, month) = (sum / 12, sum % 12 + 1)
    return CivilDate(
      validYear: year, month: month,
      day: min(day, CivilDate.length(ofMonth: month, year: year)))
  }

  /// The same day `years` years later; 29 February becomes 28 February in a common year.
  ///
  /// - Precondition: the result lies in the years 1...9999.
  public func adding(years: Int) -> CivilDate {
    let (months, overflow) = years.multipliedReportingOverflow(by: 12)
    precondition(!overflow, "\(years) years after \(self) lies outside the years 1...9999")
    return adding(months: months)
  }

  /// The parts are known to be a day of the calendar.
  private init(validYear year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The value of `digits`, or `nil` if one of them is not an ASCII digit.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

extension CivilDate: Comparable {
  /// Whether `lhs` is the earlier day.
  public static func < (lhs: CivilDate, rhs: CivilDate) -> Bool {
    (lhs.year, lhs.month, lhs.day) < (rhs.year, rhs.month, rhs.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// The date as `yyyy-mm-dd`; ``init(iso:)`` reads it back.
  public var description: String {
    "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  private func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
