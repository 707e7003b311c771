internal import ApprovalModel
internal import Kernel

/// The calendars of one study: which days are worked, and everybody's hours on them.
struct CalendarTable: Sendable {
  /// What a day is.
  enum DayKind: Sendable { case ordinary, off, makeUp }

  let firstDay: CivilDate
  let isAlways: Bool
  /// For each day of the run.
  let kinds: [DayKind]
  /// For each day, the working days from the run's first day up to and including it.
  let workdays: [Int32]

  init(_ study: Study) {
    firstDay = study.firstDay
    let days = study.horizon.dayNumber - study.firstDay.dayNumber + 2
    isAlways = study.calendar == .always
    var off: Set<Int> = []
    var makeUp: Set<Int> = []
    if !isAlways {
      for year in PublishedHolidays.years {
        for range in year.daysOff {
          for day in range.lowerBound.dayNumber...range.upperBound.dayNumber { off.insert(day) }
        }
        for day in year.workingWeekendDays { makeUp.insert(day.dayNumber) }
      }
    }
    var kinds: [DayKind] = []
    var workdays: [Int32] = []
    var count: Int32 = 0
    for day in firstDay.dayNumber..<(firstDay.dayNumber + days) {
      let date = CivilDate(dayNumber: day)
      let isWeekend = date.weekday == .saturday || date.weekday == .sunday
      let kind: DayKind
      if isAlways {
        kind = .ordinary
      } else if makeUp.contains(day) {
        kind = .makeUp
      } else if off.contains(day) {
        kind = .off
      } else {
        kind = .ordinary
      }
      kinds.append(kind)
      if isAlways || kind == .makeUp || (kind == .ordinary && !isWeekend) { count += 1 }
      workdays.append(count)
    }
    self.kinds = kinds
    self.workdays = workdays
  }

  /// Milliseconds from the run's first midnight to the midnight that begins `date`.
  func midnight(_ date: CivilDate) -> Int64 {
    Int64(date.dayNumber - firstDay.dayNumber) * millisecondsPerDay
  }

  /// The hours as they hold in this study: the default is all day where every day is worked.
  func effective(_ hours: WeeklyHours) -> WeeklyHours {
    isAlways && hours == .standard ? .always : hours
  }

  /// Milliseconds of a working day.
  func dailyMilliseconds(_ hours: WeeklyHours) -> Double {
    Double(effective(hours).minutesPerWorkingDay) * 60_000
  }

  /// The calendar of common hours of several weekly hours; nil when there are none.
  func calendar(_ all: [WeeklyHours]) -> WorkCalendar {
    var week = all.first.map(effective)?.sessions ?? WeeklyHours.always.sessions
    for hours in all.dropFirst() {
      let other = effective(hours).sessions
      for day in 0..<7 { week[day] = intersection(week[day], other[day]) }
    }
    let patterns =
      week.map { day in
        day.map { (open: Int64($0.open) * 60_000, close: Int64($0.close) * 60_000) }
      } + [[]]
    let pattern = kinds.indices.map { i -> Int in
      switch kinds[i] {
      case .off: return 7
      case .makeUp: return 0
      case .ordinary:
        return CivilDate(dayNumber: firstDay.dayNumber + i).weekday.rawValue - 1
      }
    }
    return WorkCalendar(patterns: patterns, pattern: pattern)
  }

  /// All 24 hours of every day, holidays too.
  func allDay() -> WorkCalendar {
    WorkCalendar(
      patterns: [[(open: 0, close: millisecondsPerDay)]],
      pattern: Array(repeating: 0, count: kinds.count))
  }

  /// When needs arise by a profile: weights by month, weekday and hour, scaled so that their mean over
  /// the days of a year and over the minutes of the week's hours is 1.
  ///
  /// - Parameter isWorking: whether days off have none; else every day is an ordinary one.
  func profile(_ profile: ArrivalProfile, hours: WeeklyHours, isWorking: Bool) -> RateProfile {
    let week = effective(hours).sessions
    func weight(_ list: [Double], _ i: Int) -> Double { list.isEmpty ? 1 : list[i] }
    let days = [31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let monthMean = (0..<12).reduce(0) { $0 + weight(profile.months, $1) * days[$1] } / 365.25
    var minutes = 0.0
    var weighted = 0.0
    for (day, sessions) in week.enumerated() {
      for session in sessions {
        for minute in session.open..<session.close {
          minutes += 1
          weighted += weight(profile.weekdays, day) * weight(profile.hours, minute / 60)
        }
      }
    }
    let scale = Double(RateProfile.unit) / (monthMean * weighted / max(1, minutes))
    var patterns: [[RateProfile.Stretch]] = [[]]
    for month in 0..<12 {
      for day in 0..<7 {
        let factor = weight(profile.months, month) * weight(profile.weekdays, day) * scale
        patterns.append(stretches(week[day]) { factor * weight(profile.hours, $0) })
      }
    }
    let pattern = kinds.indices.map { i -> Int in
      let date = firstDay.adding(days: i)
      switch isWorking ? kinds[i] : .ordinary {
      case .off: return 0
      case .makeUp: return 1 + (date.month - 1) * 7
      case .ordinary: return 1 + (date.month - 1) * 7 + date.weekday.rawValue - 1
      }
    }
    return RateProfile(patterns: patterns, pattern: pattern)
  }

  /// The sessions of a day cut at full hours, with the weight of each hour; without those that weigh
  /// nothing.
  private func stretches(_ sessions: [Session], _ weight: (Int) -> Double) -> [RateProfile.Stretch]
  {
    var result: [RateProfile.Stretch] = []
    for session in sessions {
      var open = session.open
      while open < session.close {
        let close = min(session.close, (open / 60 + 1) * 60)
        let weight = weight(open / 60).roundedToInt64
        if weight > 0 {
          result.append(
            RateProfile.Stretch(
              open: Int64(open) * 60_000, close: Int64(close) * 60_000, weight: weight))
        }
        open = close
      }
    }
    return result
  }

  /// The instants of an office's sittings within the run, in order.
  func sittings(_ sitting: Sitting, hours: WeeklyHours) -> [Int64] {
    let anchor = sitting.from ?? CivilDate(dayNumber: 16_801)  // 2016-01-01
    var day = anchor.dayNumber
    while CivilDate(dayNumber: day).weekday != sitting.weekday { day += 1 }
    // The count runs backwards too, for studies that begin before it.
    while sitting.from == nil, day > firstDay.dayNumber { day -= 7 * sitting.everyWeeks }
    let last = firstDay.dayNumber + kinds.count
    var instants: [Int64] = []
    while day < last {
      var held: Int? = day
      if isWorked(day) == false {
        held = nil
        if sitting.movesToNextWorkingDay {
          var next = day + 1
          while next < last, !isWorked(next) { next += 1 }
          held = next < last ? next : nil
        }
      }
      if let held, held >= firstDay.dayNumber {
        let instant =
          Int64(held - firstDay.dayNumber) * millisecondsPerDay + Int64(sitting.minute) * 60_000
        if instants.last != instant { instants.append(instant) }
      }
      day += 7 * sitting.everyWeeks
    }
    return instants
  }

  private func isWorked(_ day: Int) -> Bool {
    let i = day - firstDay.dayNumber
    guard i > 0, i < workdays.count else {
      return i == 0 ? workdays.first == 1 : false
    }
    return workdays[i] > workdays[i - 1]
  }

  private func intersection(_ a: [Session], _ b: [Session]) -> [Session] {
    var result: [Session] = []
    for x in a {
      for y in b {
        let open = max(x.open, y.open)
        let close = min(x.close, y.close)
        if open < close { result.append(Session(open: open, close: close)) }
      }
    }
    return result.sorted()
  }
}
