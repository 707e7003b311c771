/// A stretch of a day in which work is done, from opening to closing, minutes after midnight.
public struct Session: Hashable, Comparable, Sendable {
  /// Opening, minutes after midnight.
  public var open: Int
  /// Closing, minutes after midnight, after `open`, at most 1,440.
  public var close: Int

  /// Work from `open` to `close`.
  public init(open: Int, close: Int) {
    self.open = open
    self.close = close
  }

  /// The natural order.
  public static func < (a: Self, b: Self) -> Bool { (a.open, a.close) < (b.open, b.close) }
}

/// The hours of a week, as sessions for each weekday.
///
/// A make-up working day has the hours of the weekday it replaces most often, Monday's; a day off
/// has none.
public struct WeeklyHours: Hashable, Sendable {
  /// Sessions by weekday, Monday first; seven rows, each in order and without overlap.
  public var sessions: [[Session]]

  /// Hours given weekday by weekday, Monday first.
  public init(sessions: [[Session]]) {
    self.sessions = sessions
  }

  /// Monday to Friday 09:00–12:00 and 13:00–18:00: eight hours a working day (assumed).
  public static let standard: WeeklyHours = {
    let day = [Session(open: 540, close: 720), Session(open: 780, close: 1080)]
    return WeeklyHours(sessions: [day, day, day, day, day, [], []])
  }()

  /// All 24 hours of all seven days.
  public static let always = WeeklyHours(
    sessions: Array(repeating: [Session(open: 0, close: 1440)], count: 7))

  /// Minutes worked on an ordinary working day: the longest day of the week.
  public var minutesPerWorkingDay: Int {
    sessions.map { $0.reduce(0) { $0 + $1.close - $1.open } }.max() ?? 0
  }
}

/// In which order an office takes its queue; decided when a person becomes free.
public enum Discipline: Hashable, Sendable {
  /// By the instant of joining the queue.
  case firstComeFirstServed
}

/// Regular sittings of an office: cases are taken only then.
public struct Sitting: Hashable, Sendable {
  /// Every how many weeks.
  public var everyWeeks: Int
  /// The weekday.
  public var weekday: Weekday
  /// Minutes after midnight.
  public var minute: Int
  /// How many cases a sitting takes at most; nil for all that wait.
  public var atMost: Int?
  /// The first sitting not before this day counts; nil: the first such weekday of 2016.
  public var from: CivilDate?
  /// Whether a sitting on a non-working day moves to the next working day instead of being skipped.
  public var movesToNextWorkingDay: Bool

  /// Sittings as declared.
  public init(
    everyWeeks: Int, weekday: Weekday, minute: Int, atMost: Int? = nil, from: CivilDate? = nil,
    movesToNextWorkingDay: Bool = false
  ) {
    self.everyWeeks = everyWeeks
    self.weekday = weekday
    self.minute = minute
    self.atMost = atMost
    self.from = from
    self.movesToNextWorkingDay = movesToNextWorkingDay
  }
}

/// A group of people who do the same work.
public struct Office: Hashable, Sendable {
  /// The office's name.
  public var name: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// How many people work side by side.
  public var staff: Input<Int>
  /// What an hour of one person costs.
  public var hourlyCost: Input<Money>?
  /// When people work.
  public var hours: WeeklyHours
  /// The order of the queue.
  public var discipline: Discipline
  /// Regular sittings; nil for an office that takes cases whenever somebody is free.
  public var sitting: Sitting?

  /// An office as declared.
  public init(
    name: Name, title: LocalizedText? = nil, staff: Input<Int>, hourlyCost: Input<Money>? = nil,
    hours: WeeklyHours = .standard, discipline: Discipline = .firstComeFirstServed,
    sitting: Sitting? = nil
  ) {
    self.name = name
    self.title = title
    self.staff = staff
    self.hourlyCost = hourlyCost
    self.hours = hours
    self.discipline = discipline
    self.sitting = sitting
  }
}
