import ApprovalModel
import Testing

@Suite struct `A civil date` {
  @Test func `counts its day number from 1970-01-01`() throws {
    #expect(try date("1970-01-01").dayNumber == 0)
    #expect(try date("1969-12-31").dayNumber == -1)
    // 30 years of 365 days and 7 leap days (1972 ... 1996).
    #expect(try date("2000-01-01").dayNumber == 10_957)
    #expect(try date("2000-03-01").dayNumber == 11_017)
    #expect(try date("0001-01-01").dayNumber == CivilDate.dayNumbers.lowerBound)
    #expect(try date("9999-12-31").dayNumber == CivilDate.dayNumbers.upperBound)
  }

  @Test func `follows the day before it, for every day of the years 1 to 9999`() {
    // A second way to count: length of each month, leap years by the rule of 1582.
    var number = CivilDate.dayNumbers.lowerBound
    var weekday = 1
    var wrong: [Int] = []
    for year in 1...9999 {
      let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      for (index, common) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
        let length = index == 1 && leap ? 29 : common
        for day in 1...length {
          let found = CivilDate(dayNumber: number)
          let same = found.year == year && found.month == index + 1 && found.day == day
          if !same || found.dayNumber != number || found.daysInMonth != length
            || found.weekday.rawValue != weekday
          {
            wrong.append(number)
          }
          number += 1
          weekday = weekday % 7 + 1
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) days, the first \(wrong.prefix(3))")
    #expect(number == CivilDate.dayNumbers.upperBound + 1)
  }

  @Test(arguments: [
    (1900, 2, 29), (2100, 2, 29), (2023, 2, 29), (2024, 2, 30), (2024, 4, 31), (2024, 13, 1),
    (2024, 0, 1), (2024, 1, 0), (2024, 1, 32), (0, 1, 1), (10_000, 1, 1), (-4, 2, 29),
    (2024, .max, 1), (.max, 1, 1), (2024, 1, .min),
  ])
  func `refuses a day that the calendar does not have`(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [(1600, 29), (1900, 28), (2000, 29), (2016, 29), (2023, 28), (2024, 29)])
  func `gives February its leap day`(year: Int, length: Int) throws {
    #expect(try #require(CivilDate(year: year, month: 2, day: 1)).daysInMonth == length)
  }

  @Test(arguments: ["0001-01-01", "0999-12-31", "1970-01-01", "2024-02-29", "9999-12-31"])
  func `is written as it is read`(text: String) throws {
    #expect(try date(text).description == text)
  }

  @Test(arguments: [
    "", "2024", "2024-2-29", "2024-02-30", "2024/02/29", "24-02-29", "02024-02-29", "2024-02-29 ",
    " 2024-02-29", "+024-02-29", "-024-02-29", "2024-+2-29", "2024-02-2\u{0669}",
    "\u{FF12}024-02-29",
    "2024\u{2010}02\u{2010}29", "2024-02-29T00:00", "2024-0a-29", "0000-01-01", "2024年2月29日",
    "20240229",
  ])
  func `refuses text that is not strictly yyyy-mm-dd`(text: String) {
    #expect(CivilDate(iso: text) == nil)
  }

  @Test func `comes before a later date, whichever part is larger`() throws {
    #expect(try date("2023-12-31") < date("2024-01-01"))
    #expect(try date("2024-01-31") < date("2024-02-01"))
    #expect(try date("2024-02-28") < date("2024-02-29"))
    #expect(try !(date("2024-02-29") < date("2024-02-29")))
  }

  @Test func `adds days over the ends of months and years, both ways`() throws {
    #expect(try date("2024-02-28").adding(days: 2) == date("2024-03-01"))
    #expect(try date("2023-02-28").adding(days: 1) == date("2023-03-01"))
    #expect(try date("2023-12-31").adding(days: 1) == date("2024-01-01"))
    #expect(try date("2024-03-01").adding(days: -1) == date("2024-02-29"))
    #expect(try date("2024-03-01").adding(days: 0) == date("2024-03-01"))
    #expect(try date("0001-01-01").adding(days: 3_652_058) == date("9999-12-31"))
  }

  @Test(arguments: [
    ("2024-01-15", 1, "2024-02-15"), ("2024-01-31", 1, "2024-02-29"),
    ("2023-01-31", 1, "2023-02-28"), ("2024-01-31", 3, "2024-04-30"),
    ("2023-11-30", 3, "2024-02-29"), ("2023-12-31", 1, "2024-01-31"),
    ("2024-03-31", -1, "2024-02-29"), ("2024-01-15", -1, "2023-12-15"),
    ("2024-05-05", 0, "2024-05-05"), ("0001-01-31", 119_987, "9999-12-31"),
    ("9999-12-31", -119_987, "0001-01-31"),
  ])
  func `adds months to the same day, or to the month's last`(
    start: String, months: Int, end: String
  ) throws {
    #expect(try date(start).adding(months: months) == date(end))
  }

  @Test(arguments: [
    ("2023-05-05", 1, "2024-05-05"), ("2024-02-29", 1, "2025-02-28"),
    ("2024-02-29", 4, "2028-02-29"), ("2096-02-29", 4, "2100-02-28"),
    ("2024-02-29", -1, "2023-02-28"), ("2023-02-28", 1, "2024-02-28"),
  ])
  func `adds years to the same day, or to the month's last`(
    start: String, years: Int, end: String
  ) throws {
    #expect(try date(start).adding(years: years) == date(end))
  }

  @Test func `stops with a message where arithmetic leaves the years 1 to 9999`() async {
    await #expect(processExitsWith: .failure) { _ = CivilDate(dayNumber: 2_932_897) }
    await #expect(processExitsWith: .failure) { _ = CivilDate(dayNumber: -719_163) }
    await #expect(processExitsWith: .failure) {
      _ = CivilDate(dayNumber: 1).adding(days: .max)
    }
    await #expect(processExitsWith: .failure) {
      _ = CivilDate(dayNumber: 0).adding(months: .max)
    }
    await #expect(processExitsWith: .failure) {
      _ = CivilDate(dayNumber: 0).adding(years: 8030)
    }
  }
}

@Suite struct `A weekday` {
  @Test(arguments: [
    ("1970-01-01", Weekday.thursday), ("2000-02-29", .tuesday), ("2016-01-01", .friday),
    ("2020-01-31", .friday), ("2024-02-18", .sunday), ("2026-10-01", .thursday),
    ("1900-01-01", .monday), ("1969-12-31", .wednesday),
  ])
  func `belongs to a date`(text: String, weekday: Weekday) throws {
    #expect(try date(text).weekday == weekday)
  }

  @Test func `is read by the English name it is written with`() {
    #expect(
      Weekday.allCases.map(\.description) == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
      ])
    for day in Weekday.allCases { #expect(Weekday(name: day.name) == day) }
  }

  @Test(arguments: ["", "monday", "MONDAY", "Mon", " Monday", "星期一", "8"])
  func `has no other spelling`(text: String) {
    #expect(Weekday(name: text) == nil)
  }

  @Test func `is weekend on Saturday and Sunday`() {
    #expect(Weekday.allCases.filter(\.isWeekend) == [.saturday, .sunday])
    #expect(Weekday.monday < .sunday)
  }
}

private func date(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso), "\(iso)") }
