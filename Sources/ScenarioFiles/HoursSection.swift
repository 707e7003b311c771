internal import ApprovalModel

/// `hours` and `session`: when people work and when an office sits.
struct HoursSection {
  let reading: Reading

  /// The hours in `field`; without one the standard ones, or all 24 under `calendar: always`.
  func hours(_ field: Field?) -> WeeklyHours {
    guard let field else { return reading.isAlways ? .always : .standard }
    if reading.isAlways {
      field.report(
        .contradiction, zh: "calendar: always 之下人人全天工作，不能再写 hours",
        en: "under 'calendar: always' everybody works all day; take 'hours' out")
      return .always
    }
    guard let entries = field.entries() else { return .standard }
    var week: [[Session]?] = Array(repeating: nil, count: 7)
    var failed = false
    for entry in entries {
      let child = field.child(entry)
      guard let days = days(entry.key), let sessions = sessions(child) else {
        failed = true
        continue
      }
      for day in days {
        if week[day.rawValue - 1] != nil {
          reading.findings.report(
            .statedTwice, entry.key.span, zh: "\(day.name) 的时间写了两次",
            en: "the hours of \(day.name) are stated twice")
        }
        week[day.rawValue - 1] = sessions
      }
    }
    let hours = WeeklyHours(sessions: week.map { $0 ?? [] })
    if hours.minutesPerWorkingDay == 0, !failed {
      field.report(.hours, zh: "hours 里没有一天开放", en: "'hours' opens on no day")
    }
    return hours
  }

  /// The weekdays of `on`: names, ranges of names, or a list of them.
  func weekdays(_ field: Field) -> [Weekday] {
    let items: [Field]
    if case .list = field.node.content { items = field.items() ?? [] } else { items = [field] }
    var result: [Weekday] = []
    for item in items {
      guard let scalar = item.scalar(), let days = days(scalar) else { continue }
      for day in days {
        if result.contains(day) {
          item.report(
            .statedTwice, zh: "\(day.name) 写了两次", en: "\(day.name) stands here twice")
        } else {
          result.append(day)
        }
      }
    }
    return result
  }

  private func days(_ key: YAMLScalar) -> [Weekday]? {
    let parts = key.text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let days = parts.compactMap { weekday($0, key) }
    guard days.count == parts.count, parts.count <= 2, let first = days.first, let last = days.last
    else { return nil }
    guard first <= last else {
      reading.findings.report(
        .hours, key.span, zh: "“\(key.text)”的首日在末日之后", en: "'\(key.text)' ends before it begins")
      return nil
    }
    return Weekday.allCases.filter { first <= $0 && $0 <= last }
  }

  private func weekday(_ text: String, _ scalar: YAMLScalar) -> Weekday? {
    if let day = Weekday(name: text) { return day }
    reading.findings.report(
      .hours, scalar.span, zh: "“\(text)”不是星期；写成 Monday、Tuesday、…、Sunday",
      en: "'\(text)' is no day of the week; write Monday, Tuesday, …, Sunday",
      hint: .didYouMean(nearestName(to: text, among: Weekday.allCases.map(\.name))))
    return nil
  }

  private func sessions(_ field: Field) -> [Session]? {
    guard let items = field.list() else { return nil }
    let sessions = items.compactMap(session)
    guard sessions.count == items.count else { return nil }
    let sorted = sessions.sorted()
    for (earlier, later) in zip(sorted, sorted.dropFirst()) where later.open < earlier.close {
      field.report(
        .hours, zh: "“\(field.name)”的时段有重叠", en: "the sessions of '\(field.name)' overlap")
      return nil
    }
    return sorted
  }

  /// A stretch of a day, `09:00-12:00`.
  func session(_ field: Field) -> Session? {
    guard let scalar = field.scalar() else { return nil }
    let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let open = HoursSection.minute(parts[0]),
      let close = HoursSection.minute(parts[1])
    else {
      field.report(
        .hours, zh: "“\(scalar.text)”不是时段；写成例如 09:00-12:00",
        en: "'\(scalar.text)' is no session; write for example 09:00-12:00")
      return nil
    }
    guard open < close else {
      reportReversed(field, scalar.text, open: parts[0], close: parts[1])
      return nil
    }
    return Session(open: open, close: close)
  }

  /// A session that ends before it begins goes past midnight, as a rule: says how that is written.
  private func reportReversed(
    _ field: Field, _ text: String, open: Substring, close: Substring
  ) {
    if close == "00:00", open != "24:00" {
      field.report(
        .hours, zh: "“\(text)”在开始之前结束；到午夜为止的时段写成 \(open)-24:00",
        en:
          "'\(text)' ends before it begins; write \(open)-24:00 for a session that ends at midnight"
      )
    } else if open > close, open != "24:00" {
      field.report(
        .hours, zh: "“\(text)”在开始之前结束；跨午夜的班次写成两个时段：\(open)-24:00，以及次日 00:00-\(close)",
        en: "'\(text)' ends before it begins; a shift past midnight is two sessions: "
          + "\(open)-24:00, and 00:00-\(close) on the next day")
    } else {
      field.report(.hours, zh: "“\(text)”在开始之前结束", en: "'\(text)' ends before it begins")
    }
  }

  /// `hh:mm` as minutes after midnight; 24:00 is the end of the day.
  static func minute(_ text: Substring) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":"), let hour = Int(text.prefix(2)),
      let minute = Int(text.suffix(2)), (0...59).contains(minute),
      (0...23).contains(hour) || (hour == 24 && minute == 0), !text.contains("+")
    else { return nil }
    return hour * 60 + minute
  }

  /// Regular sittings, such as every second Tuesday at 14:00.
  func sitting(_ field: Field) -> Sitting? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let weeks = block.required("every", example: "2 weeks").flatMap(weeks)
    let on = block.required("on", example: "Tuesday 14:00").flatMap(dayAndMinute)
    let atMost = block.optional("atMost")?.plain(.times)
    let from = block.optional("from")?.scalar().flatMap(reading.findings.date)
    let moves = block.optional("onHoliday")?.word([("skip", false), ("next", true)]) ?? false
    guard let weeks, let on else { return nil }
    return Sitting(
      everyWeeks: weeks, weekday: on.day, minute: on.minute, atMost: atMost, from: from,
      movesToNextWorkingDay: moves)
  }

  private func weeks(_ field: Field) -> Int? {
    guard let scalar = field.scalar(),
      let number = reading.findings.number(
        scalar, wanted: LocalizedText(zh: "周数", en: "a number of weeks"), example: "2 weeks")
    else { return nil }
    guard number.hasSpace, ["week", "weeks"].contains(number.rest), let weeks = Int(number.digits),
      (1...520).contains(weeks)
    else {
      field.report(
        .hours, zh: "“\(scalar.text)”应当是 1 到 520 周，例如 2 weeks",
        en: "'\(scalar.text)' should be 1 to 520 weeks, such as 2 weeks")
      return nil
    }
    return weeks
  }

  private func dayAndMinute(_ field: Field) -> (day: Weekday, minute: Int)? {
    guard let scalar = field.scalar() else { return nil }
    let parts = scalar.text.split(separator: " ")
    guard parts.count == 2, let minute = HoursSection.minute(parts[1]), minute < 1_440 else {
      field.report(
        .hours, zh: "“\(scalar.text)”应当是星期和时刻，例如 Tuesday 14:00",
        en: "'\(scalar.text)' should be a day of the week and a time, such as Tuesday 14:00")
      return nil
    }
    return weekday(String(parts[0]), scalar).map { ($0, minute) }
  }
}
