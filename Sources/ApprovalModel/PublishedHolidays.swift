/// One year's arrangement of public holidays in Mainland China, as the notice publishes it.
///
/// Only what the notice names is listed. A day that is neither off nor a make-up day follows its
/// weekday: Monday to Friday is a working day, Saturday and Sunday are not.
public struct PublishedHolidayYear: Hashable, Sendable {
  /// The year that the notice arranges.
  public let year: Int

  /// The number of the notice; where it was amended, the amending notices follow, separated by 、.
  public let notice: String

  /// The date the (first) notice bears, or `nil` where it is not known.
  public let published: CivilDate?

  /// The days off, in order and apart; may begin in December of the year before.
  ///
  /// A range holds the days that the notice names as one holiday, weekend days among them included.
  /// Where it says only that a holiday joins the weekend, the weekend is not repeated here.
  public let daysOff: [ClosedRange<CivilDate>]

  /// The Saturdays and Sundays on which people work in exchange (调休上班), in order.
  ///
  /// May begin in December of the year before.
  public let workingWeekendDays: [CivilDate]
}

/// The public holidays of Mainland China as published by the General Office of the State Council.
///
/// Source: the yearly notice 国务院办公厅关于〔年〕部分节假日安排的通知, numbers in ``PublishedHolidayYear/notice``.
/// Amendments are worked in: 2019 (Labour Day made four days) and 2020 (Spring Festival made longer).
/// Half-day holidays for a part of the population (8 March, 4 May, …) and days that a notice only
/// recommends (9 February 2024) are not days off here. Years outside the list are not guessed.
public enum PublishedHolidays {
  /// The years with a published arrangement, ascending and without a gap.
  public static let years: [PublishedHolidayYear] = [
    PublishedHolidayYear(
      year: 2016,
      notice: "国办发明电〔2015〕18号",
      published: date("2015-12-10"),
      daysOff: [
        day("2016-01-01"),  // New Year
        span("2016-02-07", "2016-02-13"),  // Spring Festival
        day("2016-04-04"),  // Qingming
        span("2016-05-01", "2016-05-02"),  // Labour Day, Monday in lieu of Sunday
        span("2016-06-09", "2016-06-11"),  // Dragon Boat
        span("2016-09-15", "2016-09-17"),  // Mid-Autumn
        span("2016-10-01", "2016-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2016-02-06", "2016-02-14", "2016-06-12", "2016-09-18", "2016-10-08", "2016-10-09")),
    PublishedHolidayYear(
      year: 2017,
      notice: "国办发明电〔2016〕17号",
      published: date("2016-12-01"),
      daysOff: [
        span("2017-01-01", "2017-01-02"),  // New Year, Monday in lieu of Sunday
        span("2017-01-27", "2017-02-02"),  // Spring Festival
        span("2017-04-02", "2017-04-04"),  // Qingming
        day("2017-05-01"),  // Labour Day
        span("2017-05-28", "2017-05-30"),  // Dragon Boat
        span("2017-10-01", "2017-10-08"),  // Mid-Autumn, National Day
      ],
      workingWeekendDays: dates(
        "2017-01-22", "2017-02-04", "2017-04-01", "2017-05-27", "2017-09-30")),
    PublishedHolidayYear(
      year: 2018,
      notice: "国办发明电〔2017〕12号",
      published: date("2017-11-30"),
      daysOff: [
        day("2018-01-01"),  // New Year
        span("2018-02-15", "2018-02-21"),  // Spring Festival
        span("2018-04-05", "2018-04-07"),  // Qingming
        span("2018-04-29", "2018-05-01"),  // Labour Day
        day("2018-06-18"),  // Dragon Boat
        day("2018-09-24"),  // Mid-Autumn
        span("2018-10-01", "2018-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2018-02-11", "2018-02-24", "2018-04-08", "2018-04-28", "2018-09-29", "2018-09-30")),
    PublishedHolidayYear(
      year: 2019,
      notice: "国办发明电〔2018〕15号、国办发明电〔2019〕3号",
      published: date("2018-12-04"),
      daysOff: [
        span("2018-12-30", "2019-01-01"),  // New Year
        span("2019-02-04", "2019-02-10"),  // Spring Festival
        day("2019-04-05"),  // Qingming
        span("2019-05-01", "2019-05-04"),  // Labour Day; one day until 〔2019〕3号 of 2019-03-22
        day("2019-06-07"),  // Dragon Boat
        day("2019-09-13"),  // Mid-Autumn
        span("2019-10-01", "2019-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2018-12-29", "2019-02-02", "2019-02-03", "2019-04-28", "2019-05-05", "2019-09-29",
        "2019-10-12")),
    PublishedHolidayYear(
      year: 2020,
      notice: "国办发明电〔2019〕16号、国办发明电〔2020〕1号",
      published: date("2019-11-21"),
      daysOff: [
        day("2020-01-01"),  // New Year
        // Spring Festival. It ended on 30 January, with Saturday 1 February worked in exchange, until
        // 〔2020〕1号 of 2020-01-26 made it longer; that make-up day fell away and was not replaced.
        span("2020-01-24", "2020-02-02"),
        span("2020-04-04", "2020-04-06"),  // Qingming
        span("2020-05-01", "2020-05-05"),  // Labour Day
        span("2020-06-25", "2020-06-27"),  // Dragon Boat
        span("2020-10-01", "2020-10-08"),  // National Day, Mid-Autumn
      ],
      workingWeekendDays: dates(
        "2020-01-19", "2020-04-26", "2020-05-09", "2020-06-28", "2020-09-27", "2020-10-10")),
    PublishedHolidayYear(
      year: 2021,
      notice: "国办发明电〔2020〕27号",
      published: date("2020-11-25"),
      daysOff: [
        span("2021-01-01", "2021-01-03"),  // New Year
        span("2021-02-11", "2021-02-17"),  // Spring Festival
        span("2021-04-03", "2021-04-05"),  // Qingming
        span("2021-05-01", "2021-05-05"),  // Labour Day
        span("2021-06-12", "2021-06-14"),  // Dragon Boat
        span("2021-09-19", "2021-09-21"),  // Mid-Autumn
        span("2021-10-01", "2021-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2021-02-07", "2021-02-20", "2021-04-25", "2021-05-08", "2021-09-18", "2021-09-26",
        "2021-10-09")),
    PublishedHolidayYear(
      year: 2022,
      notice: "国办发明电〔2021〕11号",
      published: date("2021-10-25"),
      daysOff: [
        span("2022-01-01", "2022-01-03"),  // New Year
        span("2022-01-31", "2022-02-06"),  // Spring Festival
        span("2022-04-03", "2022-04-05"),  // Qingming
        span("2022-04-30", "2022-05-04"),  // Labour Day
        span("2022-06-03", "2022-06-05"),  // Dragon Boat
        span("2022-09-10", "2022-09-12"),  // Mid-Autumn
        span("2022-10-01", "2022-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2022-01-29", "2022-01-30", "2022-04-02", "2022-04-24", "2022-05-07", "2022-10-08",
        "2022-10-09")),
    PublishedHolidayYear(
      year: 2023,
      notice: "国办发明电〔2022〕16号",
      published: date("2022-12-08"),
      daysOff: [
        span("2022-12-31", "2023-01-02"),  // New Year
        span("2023-01-21", "2023-01-27"),  // Spring Festival
        day("2023-04-05"),  // Qingming
        span("2023-04-29", "2023-05-03"),  // Labour Day
        span("2023-06-22", "2023-06-24"),  // Dragon Boat
        span("2023-09-29", "2023-10-06"),  // Mid-Autumn, National Day
      ],
      workingWeekendDays: dates(
        "2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07",
        "2023-10-08")),
    PublishedHolidayYear(
      year: 2024,
      notice: "国办发明电〔2023〕7号",
      published: date("2023-10-25"),
      daysOff: [
        day("2024-01-01"),  // New Year
        span("2024-02-10", "2024-02-17"),  // Spring Festival; its eve is recommended, not given
        span("2024-04-04", "2024-04-06"),  // Qingming
        span("2024-05-01", "2024-05-05"),  // Labour Day
        day("2024-06-10"),  // Dragon Boat
        span("2024-09-15", "2024-09-17"),  // Mid-Autumn
        span("2024-10-01", "2024-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14",
        "2024-09-29", "2024-10-12")),
    PublishedHolidayYear(
      year: 2025,
      notice: "国办发明电〔2024〕12号",
      published: date("2024-11-12"),
      daysOff: [
        day("2025-01-01"),  // New Year
        span("2025-01-28", "2025-02-04"),  // Spring Festival
        span("2025-04-04", "2025-04-06"),  // Qingming
        span("2025-05-01", "2025-05-05"),  // Labour Day
        span("2025-05-31", "2025-06-02"),  // Dragon Boat
        span("2025-10-01", "2025-10-08"),  // National Day, Mid-Autumn
      ],
      workingWeekendDays: dates(
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")),
    PublishedHolidayYear(
      year: 2026,
      notice: "国办发明电〔2025〕7号",
      published: date("2025-11-04"),
      daysOff: [
        span("2026-01-01", "2026-01-03"),  // New Year
        span("2026-02-15", "2026-02-23"),  // Spring Festival
        span("2026-04-04", "2026-04-06"),  // Qingming
        span("2026-05-01", "2026-05-05"),  // Labour Day
        span("2026-06-19", "2026-06-21"),  // Dragon Boat
        span("2026-09-25", "2026-09-27"),  // Mid-Autumn
        span("2026-10-01", "2026-10-07"),  // National Day
      ],
      workingWeekendDays: dates(
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")),
  ]

  /// The first year with a published arrangement.
  public static var firstYear: Int { years[0].year }

  /// The last year with a published arrangement; later dates need an assumption in the scenario.
  ///
  /// The first days of the year after it may already be arranged by a notice of its own; until that
  /// notice is in the list, the last days of this year may still change (as 2022-12-31 did).
  public static var lastYear: Int { years[years.count - 1].year }

  private static func date(_ iso: String) -> CivilDate {
    guard let date = CivilDate(iso: iso) else {
      preconditionFailure("the holiday list names '\(iso)', which is not a date")
    }
    return date
  }

  private static func dates(_ isos: String...) -> [CivilDate] { isos.map(date) }

  private static func day(_ iso: String) -> ClosedRange<CivilDate> { span(iso, iso) }

  private static func span(_ first: String, _ last: String) -> ClosedRange<CivilDate> {
    date(first)...date(last)
  }
}
