internal import ApprovalModel
internal import Statistics

/// `arrivals`: a rate with its profile, or a gap, with batches; or a list of instants.
struct ArrivalsReader {
  let reading: Reading

  func decode(_ field: Field) -> Arrivals? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let rates = ["perWorkingDay", "perCalendarDay"].compactMap { block.optional($0) }
    let gap = block.optional("every")
    let profile = block.optional("profile")
    let batches = block.optional("batches")
    if let list = block.optional("list") {
      if let other = rates.first ?? gap ?? profile ?? batches {
        other.report(
          .contradiction, zh: "list 已写明每次申请的时刻；请删去“\(other.name)”",
          en: "'list' states every instant; take '\(other.name)' out")
      }
      return instants(list).map { Arrivals(list: $0) }
    }
    let shape = profile.flatMap(self.profile)
    let sizes = batches.flatMap(self.batches) ?? []
    if let gap {
      if let other = rates.first ?? profile {
        other.report(
          .contradiction, zh: "every 已写明两次申请的间隔；请删去“\(other.name)”",
          en: "'every' states the time between instants; take '\(other.name)' out")
      }
      return self.gap(gap).map { Arrivals(gap: $0, batches: sizes) }
    }
    guard let rate = rates.first else {
      field.report(
        .missingKey,
        zh: "“arrivals”缺少“perWorkingDay”、“perCalendarDay”、“every”或“list”；写成例如 perWorkingDay: 12",
        en: "'arrivals' lacks 'perWorkingDay', 'perCalendarDay', 'every' or 'list'; write for "
          + "example 'perWorkingDay: 12'")
      return nil
    }
    if rates.count > 1 {
      rate.report(
        .contradiction, zh: "perWorkingDay 与 perCalendarDay 只能写一个",
        en: "'perWorkingDay' and 'perCalendarDay' exclude each other")
    }
    let per: Arrivals.Day = rate.name == "perWorkingDay" ? .working : .calendar
    return rate.input(.rate).map { Arrivals(rate: $0, per: per, profile: shape, batches: sizes) }
  }

  // MARK: Gaps

  /// The time between instants; a mean below one minute, ranges included, would never end.
  private func gap(_ field: Field) -> Input<DurationDistribution>? {
    guard let gap = field.duration(of: .applicant) else { return nil }
    let mean = gap.value.distribution.mean
    let least: Double =
      switch gap.evidence.range {
      case .factor(let low, _): mean * low
      case .absolute(let low, _): low
      case nil: mean
      }
    let minute: Double =
      switch gap.value.unit {
      case .minutes: 1
      case .hours: 1.0 / 60
      case .workingDays, .calendarDays, .months, .years: 1.0 / 1_440
      }
    guard least >= minute else {
      field.report(
        .outOfBounds, zh: "“\(field.path)”平均不到一分钟；同时来的申请用 batches 写",
        en: "'\(field.path)' is less than one minute on average; state needs that arise at once in "
          + "'batches'")
      return nil
    }
    return gap
  }

  // MARK: Instants

  private func instants(_ field: Field) -> Input<[CivilMinute]>? {
    guard let (field, stated) = field.unwrapped(), let items = field.items(), !items.isEmpty
    else { return nil }
    let instants = items.compactMap(instant).sorted()
    guard instants.count == items.count, let first = instants.first, let last = instants.last
    else { return nil }
    let evidence = reading.evidence(stated, of: field, takesRange: false) { range in
      reading.findings.report(
        .badRange, range.span, zh: "“\(field.path)”是时刻的列表，没有 range",
        en: "'\(field.path)' is a list of instants and takes no range")
      return nil
    }
    let text = instants.count > 1 ? "\(first) … \(last) (\(instants.count))" : "\(first)"
    reading.list(field, text: text, evidence)
    return Input(instants, path: field.path, evidence: evidence)
  }

  private func instant(_ field: Field) -> CivilMinute? {
    guard let scalar = field.scalar() else { return nil }
    let parts = scalar.text.split(separator: " ", omittingEmptySubsequences: false)
    if parts.count == 2, let minute = HoursSection.minute(parts[1]), minute < 1_440 {
      var day = scalar
      day.text = String(parts[0])
      guard let date = reading.findings.date(day), isInRun(date, field) else { return nil }
      return CivilMinute(date: date, minute: minute)
    }
    field.report(
      .noSuchDate, zh: "“\(scalar.text)”不是时刻；写成例如 2024-03-01 09:00",
      en: "'\(scalar.text)' is no instant; write for example 2024-03-01 09:00")
    return nil
  }

  /// A need before the run or after it would silently never arise.
  private func isInRun(_ date: CivilDate, _ field: Field) -> Bool {
    guard let run = reading.run, !run.contains(date) else { return true }
    field.report(
      .outOfBounds,
      zh:
        "\(date) 不在运行期间；运行从 \(run.lowerBound) 到 \(run.upperBound)（观察窗口加上 warmUp、followFor 和 observe）",
      en: "\(date) is outside the run, which goes from \(run.lowerBound) to \(run.upperBound) (the "
        + "window with 'warmUp', 'followFor' and 'observe')")
    return false
  }

  // MARK: Batches

  private func batches(_ field: Field) -> [BatchSize]? {
    guard let entries = field.entries() else { return nil }
    guard !entries.isEmpty else {
      field.report(.emptyValue, zh: "“batches”里没有批量", en: "there is no size in 'batches'")
      return nil
    }
    var result: [BatchSize] = []
    for entry in entries {
      let size = Measure<Int>.batchSize.read(reading.findings, entry.key)?.value
      let share = field.child(entry).plain(.share)?.value
      guard let size, let share else { continue }
      if result.contains(where: { $0.size == size }) {
        reading.findings.report(
          .statedTwice, entry.key.span, zh: "批量 \(size) 写了两次",
          en: "the size \(size) is stated twice")
      }
      result.append(BatchSize(size: size, share: share))
    }
    guard result.count == entries.count else { return nil }
    let sum = result.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 1e-9 else {
      let percent = plainNumber((sum * 1e11).rounded() / 1e9)
      field.report(
        .sharesSum, zh: "“batches”的各批量合计 \(percent)%，应当是 100%",
        en: "the shares of 'batches' add up to \(percent)% and should add up to 100%")
      return nil
    }
    return result
  }

  // MARK: Profile

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private func profile(_ field: Field) -> ArrivalProfile? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let months = block.optional("months").map { weights($0, ArrivalsReader.months) } ?? []
    let weekdays =
      block.optional("weekdays").map { weights($0, Weekday.allCases.map(\.name)) } ?? []
    let hours = block.optional("hours").map { weights($0, (0...23).map(String.init)) } ?? []
    return ArrivalProfile(months: months, weekdays: weekdays, hours: hours)
  }

  /// The weights of all names, in their order; empty where something cannot be read.
  ///
  /// The file has a list of all or a map of some; what the map does not name weighs 1.
  private func weights(_ field: Field, _ names: [String]) -> [Double] {
    var result = Array(repeating: 1.0, count: names.count)
    if case .list(let items) = field.node.content {
      let weights = (field.list() ?? []).compactMap { $0.plain(.weight) }
      guard items.count == names.count else {
        field.report(
          .wrongShape, zh: "“\(field.name)”的列表有 \(items.count) 项，应当有 \(names.count) 项",
          en: "the list of '\(field.name)' has \(items.count) items and should have \(names.count)")
        return []
      }
      guard weights.count == names.count else { return [] }
      result = weights
    } else {
      for entry in field.entries() ?? [] {
        guard let i = names.firstIndex(of: entry.key.text) else {
          reading.findings.report(
            .unknownKey, entry.key.span,
            zh: "“\(field.name)”没有“\(entry.key.text)”；可写 \(names[0]) 到 \(names[names.count - 1])",
            en: "'\(field.name)' has no '\(entry.key.text)'; there are \(names[0]) to "
              + names[names.count - 1],
            hint: Int(entry.key.text) == nil
              ? .didYouMean(nearestName(to: entry.key.text, among: names)) : nil)
          return []
        }
        guard let weight = field.child(entry).plain(.weight) else { return [] }
        result[i] = weight
      }
    }
    guard result.contains(where: { $0 > 0 }) else {
      field.report(
        .outOfBounds, zh: "“\(field.name)”的权重全是零，永远没有申请",
        en: "all weights of '\(field.name)' are zero, so no need ever arises")
      return []
    }
    return result
  }
}

extension Measure<Int> {
  /// How many needs arise at once.
  static let batchSize = Measure.count(
    LocalizedText(zh: "批量", en: "a number of applications"), example: "5", least: 1, most: 10_000)
  /// How many firms applications come from.
  static let firms = Measure.count(
    LocalizedText(zh: "企业数", en: "a number of firms"), example: "500", least: 1,
    most: 10_000_000)
}
