internal import ApprovalModel

/// `study` and `calendar`: whom the study measures, until when, how often, by which calendar.
struct StudySection {
  let reading: Reading

  /// The longest time that a study warms up, follows or observes, years.
  static let mostYears = 50

  func calendar(_ field: Field?) -> CalendarKind {
    guard let field else { return .beijing(assumedLater: false) }
    if field.isMap, let block = Block(field, carriesEvidence: false) {
      defer { block.finish() }
      let assumed = block.required("beijing", example: "assumed")?.word([("assumed", true)])
      return .beijing(assumedLater: assumed ?? false)
    }
    return field.word([("beijing", .beijing(assumedLater: false)), ("always", .always)])
      ?? .beijing(assumedLater: false)
  }

  func decode(_ field: Field, calendar: CalendarKind) -> Study {
    var study = Study(window: StudySection.anyDay...StudySection.anyDay, baseline: "")
    study.calendar = calendar
    guard let block = Block(field, carriesEvidence: false) else { return study }
    defer { block.finish() }
    let window = block.required("window", example: "{from: 2024-03-01, to: 2024-06-30}")
      .flatMap { self.window($0, calendar) }
    kind(block, &study)
    var spansHold = true
    func span(_ key: String) -> TimeSpan? {
      guard let field = block.optional(key) else { return nil }
      guard let span = field.plain(.span), isShort(span, field) else {
        spansHold = false
        return nil
      }
      return span
    }
    if block.optional("warmUp")?.isWord("auto") == true {
      block.optional("warmUp")?.report(
        .notSupported, zh: "warmUp: auto 尚不支持；请写时长，例如 60 calendar days",
        en: "'warmUp: auto' is not supported yet; write a length of time, such as 60 calendar days")
    } else {
      study.warmUp = span("warmUp") ?? study.warmUp
    }
    study.followFor = span("followFor") ?? study.followFor
    study.observe = span("observe") ?? study.observe
    study.baseline = block.required("baseline", example: "before")?.scalar()?.text ?? ""
    study.primary = block.optional("primary").flatMap(primary)
    study.service =
      block.optional("service").map(ServiceLevels(reading: reading).decode) ?? []
    study.seed = block.optional("seed").flatMap(seed) ?? study.seed
    study.replications = block.optional("replications")?.plain(.replications) ?? study.replications
    noticeable(block.optional("noticeable"), &study)
    study.accounts = block.optional("accounts").map(accounts) ?? study.accounts
    study.deterrence = block.optional("deterrence")?.flag() ?? false
    if let window {
      study.window = window
      if spansHold { checkCalendar(study, block) }
    }
    return study
  }

  /// Stands where the file has no readable day; never seen by a user, since the file is refused.
  private static let anyDay = CivilDate(dayNumber: 19_783)

  private func kind(_ block: Block, _ study: inout Study) {
    let isTransition =
      block.optional("kind")?.word([("steady", false), ("transition", true)]) ?? false
    let from = block.optional("from")
    let appliesTo = block.optional("appliesTo")
    guard isTransition else {
      for field in [from, appliesTo].compactMap(\.self) {
        field.report(
          .contradiction, zh: "“\(field.name)”只用于 kind: transition",
          en: "'\(field.name)' belongs to 'kind: transition' only")
      }
      return
    }
    if let appliesTo, !appliesTo.isWord("submitted-after"), let scalar = appliesTo.scalar() {
      appliesTo.report(
        .notSupported, zh: "appliesTo: \(scalar.text) 尚不支持；目前支持：submitted-after",
        en: "'appliesTo: \(scalar.text)' is not supported yet; supported: submitted-after")
    }
    guard let from = from ?? block.required("from", example: "2024-01-01"),
      let scalar = from.scalar(), let date = reading.findings.date(scalar)
    else { return }
    study.kind = .transition(from: date)
  }

  private func window(_ field: Field, _ calendar: CalendarKind) -> ClosedRange<CivilDate>? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let from = block.required("from", example: "2024-03-01")
    let to = block.required("to", example: "2024-06-30")
    guard let from, let to, let first = from.scalar().flatMap(reading.findings.date),
      let last = to.scalar().flatMap(reading.findings.date)
    else { return nil }
    guard first <= last else {
      to.report(
        .windowReversed, zh: "观察窗口的末日 \(last) 在首日 \(first) 之前",
        en: "the window ends on \(last), before it begins on \(first)")
      return nil
    }
    // Far years are typing errors, and the arithmetic of dates ends with the year 9999.
    guard (1950...2200).contains(first.year), (1950...2200).contains(last.year) else {
      (first.year < 1950 || first.year > 2200 ? from : to).report(
        .outOfBounds, zh: "观察窗口应当在 1950 年到 2200 年之间",
        en: "the window should lie in the years 1950 to 2200")
      return nil
    }
    return first...last
  }

  private func isShort(_ span: TimeSpan, _ field: Field) -> Bool {
    let years =
      switch span.unit {
      case .years: span.amount
      case .months: span.amount / 12
      case .workingDays: span.amount / 240
      case .calendarDays: span.amount / 365
      case .hours: span.amount / 8_760
      case .minutes: span.amount / 525_600
      }
    guard years <= Double(StudySection.mostYears) else {
      field.report(
        .outOfBounds, zh: "“\(field.name)”超过 \(StudySection.mostYears) 年",
        en: "'\(field.name)' is longer than \(StudySection.mostYears) years")
      return false
    }
    return true
  }

  /// The run must lie inside the years whose holidays are published, unless later ones are assumed.
  private func checkCalendar(_ study: Study, _ block: Block) {
    guard case .beijing(let assumesLater) = study.calendar else { return }
    let window = block.optional("window")
    let (first, last) = (PublishedHolidays.firstYear, PublishedHolidays.lastYear)
    if study.firstDay.year < first {
      (window.flatMap { $0.fieldOf("from") } ?? window)?.report(
        .beyondCalendar, zh: "运行从 \(study.firstDay)（观察窗口减去 warmUp）开始，早于有公布节假日安排的第一年 \(first)",
        en:
          "the run begins on \(study.firstDay) (the window less the warm-up), before \(first), the "
          + "first year with a published calendar")
    }
    if study.horizon.year > last, !assumesLater {
      (window.flatMap { $0.fieldOf("to") } ?? window)?.report(
        .beyondCalendar,
        zh:
          "运行到 \(study.horizon)（观察窗口加 followFor 和 observe）为止，晚于最后公布节假日安排的 \(last) 年；可写 calendar: {beijing: assumed}",
        en: "the run ends on \(study.horizon) (the window plus 'followFor' and 'observe'), after "
          + "\(last), the last year with a published calendar; 'calendar: {beijing: assumed}' would "
          + "assume the rest")
    }
  }

  private func seed(_ field: Field) -> UInt64? {
    guard let scalar = field.scalar(),
      let number = reading.findings.number(
        scalar, wanted: LocalizedText(zh: "种子", en: "a seed"), example: "2019")
    else { return nil }
    guard number.rest.isEmpty, let seed = UInt64(number.digits) else {
      field.report(
        .outOfBounds, zh: "“\(scalar.text)”不能作种子；种子是一个整数",
        en: "'\(scalar.text)' cannot be the seed; a seed is a whole number")
      return nil
    }
    return seed
  }

  private func primary(_ field: Field) -> PrimaryOutcome? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let outcome = block.required("outcome", example: "need-to-operate").flatMap(outcomeName)
    let worthwhile = block.required("worthwhile", example: "2 working days")
    guard let outcome, let worthwhile, let scalar = worthwhile.scalar() else { return nil }
    let amount: Double? =
      switch outcome.unit {
      case .workingDays: workingDays(worthwhile)
      case .yuan: worthwhile.plain(.money).map { Double($0.fen) / 100 }
      case .share: worthwhile.plain(.share)?.value
      case .count: worthwhile.plain(.rate)
      }
    guard let amount else { return nil }
    return PrimaryOutcome(outcome: outcome.name, worthwhile: amount, worthwhileText: scalar.text)
  }

  private func workingDays(_ field: Field) -> Double? {
    guard let span = field.plain(.span) else { return nil }
    guard span.unit == .workingDays else {
      field.report(
        .wrongUnit, zh: "“\(field.name)”以 working days 计，例如 2 working days",
        en: "'\(field.name)' is in working days, such as 2 working days")
      return nil
    }
    return span.amount
  }

  private func outcomeName(_ field: Field) -> OutcomeName? {
    guard let scalar = field.scalar() else { return nil }
    if let name = OutcomeName(scalar.text) { return name }
    field.report(
      .unknownOutcome, zh: "没有名为“\(scalar.text)”的结果指标",
      en: "there is no outcome by the name '\(scalar.text)'",
      hint: .didYouMean(nearestName(to: scalar.text, among: OutcomeName.all.map(\.name))))
    return nil
  }

  /// How money is counted over years.
  private func accounts(_ field: Field) -> AccountRules {
    var rules = AccountRules()
    guard let block = Block(field, carriesEvidence: false) else { return rules }
    defer { block.finish() }
    rules.discountRate = block.optional("discountRate")?.input(.share)
    rules.years = block.optional("years")?.plain(.years) ?? rules.years
    let party = LocalizedText(zh: "收款方", en: "a payee")
    rules.transfersTo = (block.optional("transfersTo")?.names(party) ?? []).inNameOrder()
    return rules
  }

  private func noticeable(_ field: Field?, _ study: inout Study) {
    guard let field, let block = Block(field, carriesEvidence: false) else { return }
    defer { block.finish() }
    study.noticeableTime = block.optional("time").flatMap(workingDays) ?? study.noticeableTime
    study.noticeableMoney = block.optional("money")?.plain(.money) ?? study.noticeableMoney
  }
}

extension Measure<Int> {
  /// How many replications.
  static let replications = Measure.count(
    LocalizedText(zh: "重复次数", en: "a number of replications"), example: "40", least: 1,
    most: 100_000)
  /// Over how many years money is counted.
  fileprivate static let years = Measure.count(
    LocalizedText(zh: "年数", en: "a number of years"), example: "10", least: 1,
    most: StudySection.mostYears)
}

extension Field {
  /// Whether this is exactly the text `word`.
  func isWord(_ word: String) -> Bool {
    if case .scalar(let scalar) = node.content { return scalar.text == word }
    return false
  }

  /// The field of `key` when this is a map that has it.
  func fieldOf(_ key: String) -> Field? {
    guard case .map(let entries) = node.content else { return nil }
    return entries.first { $0.key.text == key }.map(child)
  }
}
