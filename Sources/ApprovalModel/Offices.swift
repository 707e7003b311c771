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
  /// By category of an attribute (`class`: the applicant's class), the most urgent first; categories
  /// that are not listed rank together after those that are.
  case priority(by: Name, order: [Name])
  /// The file whose limit ends first; files without a limit last.
  case earliestDueDate
}

/// How many people an office has at certain dates, weekdays and hours.
///
/// Of several rules that hold at an instant, the last counts.
public struct StaffRule: Hashable, Sendable {
  /// The first day on which it holds; nil: from the start.
  public var from: CivilDate?
  /// The last day on which it holds; nil: to the end.
  public var to: CivilDate?
  /// The weekdays on which it holds, Monday first; empty: all.
  public var days: [Weekday]
  /// The hours in which it holds; nil: the whole day.
  public var session: Session?
  /// How many people work side by side; 0 for nobody.
  public var staff: Input<Int>

  /// A rule as declared.
  public init(
    from: CivilDate? = nil, to: CivilDate? = nil, days: [Weekday] = [], session: Session? = nil,
    staff: Input<Int>
  ) {
    self.from = from
    self.to = to
    self.days = days.sorted()
    self.session = session
    self.staff = staff
  }
}

/// What becomes of work in hand when fewer people are there than before.
public enum StaffChange: String, Hashable, Sendable, CaseIterable {
  /// It is finished first.
  case finish
  /// It waits for its person to come back.
  case pause
  /// It goes back to the head of the queue, with the work left over.
  case handOver = "hand-over"
}

/// Cases gathered and done together as one piece of work.
public struct Batch: Hashable, Sendable {
  /// How many cases are done together, 2 or more.
  public var size: Int
  /// How long the oldest waits at most for the others.
  public var within: Input<TimeSpan>

  /// Work begun when `size` cases wait or the oldest has waited `within`.
  public init(size: Int, within: Input<TimeSpan>) {
    self.size = size
    self.within = within
  }
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
  /// Other numbers of people at certain dates and hours; outside them ``staff`` counts.
  public var staffing: [StaffRule]
  /// What becomes of work in hand when people leave.
  public var atStaffChange: StaffChange
  /// The offices whose queues this one's free people serve when their own is empty, in the order of
  /// the file: the first with a case that waits is helped.
  public var helps: [Name]
  /// Cases done together; nil for one at a time.
  public var batch: Batch?
  /// How many applications the office holds, those in work included; nil: any number.
  ///
  /// Who finds it full is turned away.
  public var places: Int?

  /// An office as declared.
  public init(
    name: Name, title: LocalizedText? = nil, staff: Input<Int>, hourlyCost: Input<Money>? = nil,
    hours: WeeklyHours = .standard, discipline: Discipline = .firstComeFirstServed,
    sitting: Sitting? = nil, staffing: [StaffRule] = [], atStaffChange: StaffChange = .finish,
    helps: [Name] = [], batch: Batch? = nil, places: Int? = nil
  ) {
    self.name = name
    self.title = title
    self.staff = staff
    self.hourlyCost = hourlyCost
    self.hours = hours
    self.discipline = discipline
    self.sitting = sitting
    self.staffing = staffing
    self.atStaffChange = atStaffChange
    self.helps = helps
    self.batch = batch
    self.places = places
  }
}
