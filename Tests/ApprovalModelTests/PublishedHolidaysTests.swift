import ApprovalModel
import Testing

@Suite struct `The published holidays` {
  @Test func `cover 2016 to 2026 without a gap`() {
    #expect(PublishedHolidays.years.map(\.year) == Array(2016...2026))
    #expect(PublishedHolidays.firstYear == 2016)
    #expect(PublishedHolidays.lastYear == 2026)
  }

  // Per calendar year: the days from Monday to Friday, less those of them that are off, plus weekend
  // days worked. The three counts come from calendars compiled by others, not from the list.
  @Test(arguments: [
    (2016, 261 - 17 + 6), (2017, 260 - 16 + 5), (2018, 261 - 18 + 7), (2019, 261 - 17 + 6),
    (2020, 262 - 19 + 6), (2021, 261 - 18 + 7), (2022, 260 - 18 + 7), (2023, 260 - 18 + 7),
    (2024, 262 - 19 + 8), (2025, 261 - 18 + 5), (2026, 261 - 19 + 6),
  ])
  func `leave so many working days a year`(year: Int, workingDays: Int) throws {
    let first = try date("\(year)-01-01")
    let days = (first.dayNumber..<first.adding(years: 1).dayNumber).map(CivilDate.init(dayNumber:))
    #expect(days.count(where: isWorkingDay) == workingDays)
  }

  // 全国年节及纪念日放假办法 gives everybody 11 days a year (amended 2013), 13 from 2025 (amended 2024); one
  // that falls on a weekend is given on a working day, and all further days off are exchanged for
  // weekend days. So weekdays off less make-up days is the number of holidays. In 2020 the extension
  // gave 31 January and took back the make-up day of 1 February: two more.
  @Test(arguments: PublishedHolidays.years)
  func `give the days that the law gives`(year: PublishedHolidayYear) {
    let weekdaysOff = days(off: year).count { !$0.weekday.isWeekend }
    let given = year.year < 2025 ? (year.year == 2020 ? 13 : 11) : 13
    #expect(weekdaysOff - year.workingWeekendDays.count == given, "\(year.year)")
  }

  @Test(arguments: [
    ("2016-10-08", true), ("2016-10-09", true), ("2016-05-02", false), ("2016-12-31", false),
    ("2017-01-02", false), ("2017-01-03", true), ("2018-12-29", true), ("2018-12-31", false),
    ("2019-05-02", false), ("2019-05-05", true), ("2019-04-28", true), ("2019-05-06", true),
    ("2020-01-31", false), ("2020-02-01", false), ("2020-02-03", true), ("2020-01-19", true),
    ("2021-02-20", true), ("2022-12-30", true), ("2022-12-31", false), ("2023-01-02", false),
    ("2023-10-06", false), ("2023-10-07", true), ("2023-10-08", true), ("2024-02-09", true),
    ("2024-02-18", true), ("2024-02-29", true), ("2024-12-31", true), ("2025-02-04", false),
    ("2025-02-05", true), ("2025-10-08", false), ("2026-02-23", false), ("2026-02-28", true),
    ("2026-12-31", true),
  ])
  func `make this day one of work or not`(text: String, working: Bool) throws {
    #expect(try isWorkingDay(date(text)) == working, "\(text)")
  }

  @Test(arguments: PublishedHolidays.years)
  func `are in order, apart, and within the year or the December before`(
    year: PublishedHolidayYear
  ) throws {
    let first = try date("\(year.year - 1)-12-01")
    let last = try date("\(year.year)-12-31")
    for range in year.daysOff {
      #expect(first <= range.lowerBound && range.upperBound <= last, "\(range)")
    }
    for (range, next) in zip(year.daysOff, year.daysOff.dropFirst()) {
      #expect(range.upperBound < next.lowerBound, "\(range) and \(next)")
    }
    for (day, next) in zip(year.workingWeekendDays, year.workingWeekendDays.dropFirst()) {
      #expect(day < next)
    }
  }

  @Test(arguments: PublishedHolidays.years)
  func `make up only on weekend days that are not off`(year: PublishedHolidayYear) {
    let off = Set(PublishedHolidays.years.flatMap(days(off:)))
    for day in year.workingWeekendDays {
      #expect(day.weekday.isWeekend, "\(day) is a \(day.weekday)")
      #expect(!off.contains(day), "\(day) is off and worked")
    }
  }

  @Test func `name each day once over all years`() {
    let off = PublishedHolidays.years.flatMap(days(off:))
    let worked = PublishedHolidays.years.flatMap(\.workingWeekendDays)
    #expect(Set(off).count == off.count)
    #expect(Set(worked).count == worked.count)
  }

  @Test(arguments: PublishedHolidays.years)
  func `come from a notice dated before the year`(year: PublishedHolidayYear) throws {
    let published = try #require(year.published)
    #expect(published.year == year.year - 1)
    // The notice number carries the year in which it was issued.
    #expect(year.notice.hasPrefix("国办发明电〔\(year.year - 1)〕"))
    #expect(year.notice.hasSuffix("号"))
  }

  private func days(off year: PublishedHolidayYear) -> [CivilDate] {
    year.daysOff.flatMap { range in
      (range.lowerBound.dayNumber...range.upperBound.dayNumber).map(CivilDate.init(dayNumber:))
    }
  }

  /// The rule in full, straight from the lists; slow and plain on purpose.
  private func isWorkingDay(_ date: CivilDate) -> Bool {
    let years = PublishedHolidays.years
    if years.contains(where: { $0.workingWeekendDays.contains(date) }) { return true }
    if years.contains(where: { $0.daysOff.contains { $0.contains(date) } }) { return false }
    return !date.weekday.isWeekend
  }
}

private func date(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso), "\(iso)") }
