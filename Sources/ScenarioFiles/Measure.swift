internal import ApprovalModel

/// A value read from a scalar, with the unit as the file spells it (`%`, `yuan`, `working days`; empty
/// for bare numbers), so that a bare bound of its range can carry the same unit.
struct Measured<Value: Hashable & Sendable> {
  var value: Value
  var unit: String
}

/// How one kind of value is written, measured and bounded.
struct Measure<Value: Hashable & Sendable>: Sendable {
  /// What the value is called in messages: "a share".
  var name: LocalizedText
  /// How it is written.
  var example: String
  /// Reads it; faults are reported.
  var read: @Sendable (Findings, YAMLScalar) -> Measured<Value>?
  /// Its size, in the unit that an absolute range is stored in.
  var size: @Sendable (Value) -> Double
  /// What sizes are possible.
  var limits: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude
  /// Those limits in words.
  var limitsText = LocalizedText(zh: "零以上", en: "zero or more")
  /// Whether bounds may be written in another unit than the value.
  var convertsUnits = false
}

extension Measure<Probability> {
  /// A share or chance: `30%`.
  static let share = Measure(
    name: LocalizedText(zh: "比例", en: "a share"), example: "30%",
    read: { findings, scalar in
      guard
        let number = findings.number(
          scalar, wanted: LocalizedText(zh: "比例", en: "a share"), example: "30%")
      else { return nil }
      guard number.rest == "%" else {
        findings.report(
          .wrongUnit, scalar.span, zh: "“\(scalar.text)”不是比例；比例写成百分数，例如 30%",
          en: "'\(scalar.text)' is not a share; write shares in percent, such as 30%")
        return nil
      }
      guard number.value <= 100, let value = Probability(number.value / 100) else {
        findings.report(
          .outOfBounds, scalar.span, zh: "“\(scalar.text)”超过 100%",
          en: "'\(scalar.text)' is more than 100%")
        return nil
      }
      return Measured(value: value, unit: "%")
    },
    size: { $0.value }, limits: 0...1, limitsText: LocalizedText(zh: "0% 到 100%", en: "0% to 100%")
  )
}

extension Measure<Int> {
  /// A whole number of `name` from `least` to `most`.
  static func count(_ name: LocalizedText, example: String, least: Int = 0, most: Int) -> Measure {
    Measure(
      name: name, example: example,
      read: { findings, scalar in
        guard let number = findings.number(scalar, wanted: name, example: example) else {
          return nil
        }
        guard number.rest.isEmpty else {
          findings.report(
            .wrongUnit, scalar.span, zh: "“\(scalar.text)”不是\(name.zh)；只写一个整数，例如 \(example)",
            en: "'\(scalar.text)' is not \(name.en); write a whole number alone, such as \(example)"
          )
          return nil
        }
        guard let value = Int(number.digits) else {
          findings.report(
            .outOfBounds, scalar.span, zh: "“\(scalar.text)”不是整数",
            en: "'\(scalar.text)' is not a whole number")
          return nil
        }
        guard value >= least, value <= most else {
          findings.report(
            .outOfBounds, scalar.span, zh: "“\(scalar.text)”不在 \(least) 到 \(most) 之间",
            en: "'\(scalar.text)' is not between \(least) and \(most)")
          return nil
        }
        return Measured(value: value, unit: "")
      },
      size: { Double($0) }, limits: Double(least)...Double(most),
      limitsText: LocalizedText(
        zh: "\(least) 到 \(most)", en: "\(least) to \(most)"))
  }

  /// How many people work.
  static let people = Measure.count(
    LocalizedText(zh: "人数", en: "a number of people"), example: "3", most: 100_000)
  /// How many documents.
  static let documents = Measure.count(
    LocalizedText(zh: "材料份数", en: "a number of documents"), example: "13", most: 100_000)
  /// How often at most.
  static let times = Measure.count(
    LocalizedText(zh: "次数", en: "a number of times"), example: "3", least: 1, most: 10_000)
}

extension Measure<Double> {
  /// A factor of at least one: `1.2x`.
  static let slowdown = factor(
    1...100, LocalizedText(zh: "1x 到 100x", en: "1x to 100x"), example: "1.2x")
  /// A factor of at most one: `0.5x`.
  static let reduction = factor(
    0...1, LocalizedText(zh: "0x 到 1x", en: "0x to 1x"), example: "0.5x")

  private static func factor(
    _ limits: ClosedRange<Double>, _ text: LocalizedText, example: String
  ) -> Measure {
    let name = LocalizedText(zh: "倍数", en: "a factor")
    return Measure(
      name: name, example: example,
      read: { findings, scalar in
        guard let number = findings.number(scalar, wanted: name, example: example) else {
          return nil
        }
        guard number.rest == "x" else {
          findings.report(
            .wrongUnit, scalar.span, zh: "“\(scalar.text)”不是倍数；倍数写成例如 \(example)",
            en: "'\(scalar.text)' is no factor; write a factor such as \(example)")
          return nil
        }
        guard limits.contains(number.value) else {
          findings.report(
            .outOfBounds, scalar.span, zh: "“\(scalar.text)”不在 \(text.zh) 之间",
            en: "'\(scalar.text)' is not in \(text.en)")
          return nil
        }
        return Measured(value: number.value, unit: "x")
      },
      size: { $0 }, limits: limits, limitsText: text)
  }

  /// A bare number above zero.
  static let rate = bare(LocalizedText(zh: "数量", en: "a number"), example: "12", allowsZero: false)
  /// A relative weight, zero or more.
  static let weight = bare(
    LocalizedText(zh: "权重", en: "a weight"), example: "1.5", allowsZero: true)

  /// A number of `name` without a unit, up to a million.
  private static func bare(
    _ name: LocalizedText, example: String, allowsZero: Bool
  ) -> Measure {
    Measure(
      name: name, example: example,
      read: { findings, scalar in
        guard let number = findings.number(scalar, wanted: name, example: example) else {
          return nil
        }
        guard number.rest.isEmpty else {
          findings.report(
            .wrongUnit, scalar.span, zh: "“\(scalar.text)”应当只是一个数，不带单位，例如 \(example)",
            en: "'\(scalar.text)' should be a number alone, without a unit, such as \(example)")
          return nil
        }
        guard allowsZero || number.value > 0 else {
          findings.report(
            .outOfBounds, scalar.span, zh: "“\(scalar.text)”应当大于零",
            en: "'\(scalar.text)' should be above zero")
          return nil
        }
        guard number.value <= 1_000_000 else {
          findings.report(
            .outOfBounds, scalar.span, zh: "“\(scalar.text)”超过上限 1000000",
            en: "'\(scalar.text)' is more than the limit of 1000000")
          return nil
        }
        return Measured(value: number.value, unit: "")
      },
      size: { $0 }, limits: 0...1_000_000,
      limitsText: LocalizedText(zh: "0 到 1000000", en: "0 to 1000000"))
  }

  /// Hours of somebody's work, as a plain amount.
  static let hours = Measure(
    name: LocalizedText(zh: "小时数", en: "a number of hours"), example: "12 hours",
    read: { findings, scalar in
      guard let span = findings.timeSpan(scalar) else { return nil }
      switch span.value.unit {
      case .hours: return Measured(value: span.value.amount, unit: "hours")
      case .minutes: return Measured(value: span.value.amount / 60, unit: "minutes")
      default:
        findings.report(
          .wrongUnit, scalar.span, zh: "“\(scalar.text)”应当用 hours 或 minutes，例如 12 hours",
          en: "'\(scalar.text)' should be in hours or minutes, such as 12 hours")
        return nil
      }
    },
    size: { $0 }, convertsUnits: true)
}

extension Measure<Money> {
  /// An amount of money: `3000 yuan`, `50 fen`.
  static let money = Measure(
    name: LocalizedText(zh: "金额", en: "an amount of money"), example: "3000 yuan",
    read: { findings, scalar in findings.money(scalar, per: nil, example: "3000 yuan") },
    size: { Double($0.fen) }, convertsUnits: true)

  /// A cost per hour: `80 yuan/hour`.
  static let moneyPerHour = Measure(
    name: LocalizedText(zh: "每小时金额", en: "a cost per hour"), example: "80 yuan/hour",
    read: { findings, scalar in findings.money(scalar, per: "hour", example: "80 yuan/hour") },
    size: { Double($0.fen) }, convertsUnits: true)
}

extension Measure<TimeSpan> {
  /// A length of time in any unit.
  static let span = Measure(
    name: LocalizedText(zh: "时长", en: "a length of time"), example: "15 working days",
    read: { findings, scalar in findings.timeSpan(scalar) }, size: { $0.amount })

  /// A limit: whole working or calendar days.
  static let limit = Measure(
    name: LocalizedText(zh: "时限", en: "a limit"), example: "5 working days",
    read: { findings, scalar in
      guard let span = findings.timeSpan(scalar) else { return nil }
      guard span.value.unit == .workingDays || span.value.unit == .calendarDays else {
        findings.report(
          .wrongUnit, scalar.span,
          zh: "“\(scalar.text)”不能作时限；时限用 working days 或 calendar days",
          en: "'\(scalar.text)' cannot be a limit; a limit is in working days or calendar days")
        return nil
      }
      guard span.value.amount == span.value.amount.rounded() else {
        findings.report(
          .outOfBounds, scalar.span, zh: "“\(scalar.text)”不是整天；时限以整天计",
          en: "'\(scalar.text)' is not a whole number of days; a limit counts whole days")
        return nil
      }
      return span
    },
    size: { $0.amount })
}

extension Findings {
  /// A length of time with its unit.
  func timeSpan(_ scalar: YAMLScalar) -> Measured<TimeSpan>? {
    let wanted = LocalizedText(zh: "时长", en: "a length of time")
    guard let number = number(scalar, wanted: wanted, example: "15 minutes") else { return nil }
    guard number.hasSpace || number.rest.isEmpty, let unit = TimeUnit(spelled: number.rest) else {
      reportTimeUnit(scalar, number)
      return nil
    }
    guard number.value <= unit.perCentury else {
      report(
        .outOfBounds, scalar.span, zh: "“\(scalar.text)”超过 100 年",
        en: "'\(scalar.text)' is longer than 100 years")
      return nil
    }
    if unit == .months || unit == .years, number.value != number.value.rounded() {
      report(
        .outOfBounds, scalar.span, zh: "“\(scalar.text)”不是整数；月和年按日历计算，只能是整数",
        en: "'\(scalar.text)' is not whole; months and years follow the calendar and are whole")
      return nil
    }
    return Measured(value: TimeSpan(number.value, unit), unit: unit.rawValue)
  }

  private func reportTimeUnit(_ scalar: YAMLScalar, _ number: NumberText) {
    let digits = number.digits
    switch number.rest {
    case "day", "days", "日", "天":
      report(
        .bareDays, scalar.span,
        zh: "“\(scalar.text)”没有说明是哪种日；请写 \(digits) working days 或 \(digits) calendar days",
        en: "'\(scalar.text)' does not say which days; write \(digits) working days or \(digits) "
          + "calendar days")
    case "week", "weeks":
      report(
        .bareDays, scalar.span,
        zh: "“\(scalar.text)”没有说明按哪种日计；请写 working days 或 calendar days",
        en:
          "'\(scalar.text)' does not say which days it counts; write working days or calendar days"
      )
    case "":
      report(
        .wrongUnit, scalar.span,
        zh: "“\(scalar.text)”没有单位；请写明，例如 \(digits) minutes 或 \(digits) working days",
        en:
          "'\(scalar.text)' has no unit; write for example \(digits) minutes or \(digits) working "
          + "days")
    default:
      report(
        .wrongUnit, scalar.span,
        zh: "“\(scalar.text)”的单位不是时间单位；可用 minutes、hours、working days、calendar days、months、years",
        en: "'\(scalar.text)' is not in a unit of time; there are minutes, hours, working days, "
          + "calendar days, months and years",
        hint: .didYouMean(
          number.hasSpace ? nearestName(to: number.rest, among: TimeUnit.spellings) : nil))
    }
  }

  /// An amount of money, per `per` where a rate is wanted.
  func money(_ scalar: YAMLScalar, per: String?, example: String) -> Measured<Money>? {
    let wanted =
      per == nil
      ? LocalizedText(zh: "金额", en: "an amount of money")
      : LocalizedText(zh: "每小时金额", en: "a cost per hour")
    guard let number = number(scalar, wanted: wanted, example: example) else { return nil }
    let suffix = per.map { "/\($0)" } ?? ""
    let decimals = number.digits.split(separator: ".").dropFirst().first.map(String.init) ?? ""
    let scale: Int64
    switch number.rest {
    case "yuan\(suffix)" where number.hasSpace: scale = 100
    case "fen\(suffix)" where number.hasSpace: scale = 1
    default:
      report(
        .wrongUnit, scalar.span, zh: "“\(scalar.text)”不是\(wanted.zh)；写成例如 \(example)",
        en: "'\(scalar.text)' is not \(wanted.en); write for example \(example)")
      return nil
    }
    guard decimals.count <= (scale == 100 ? 2 : 0) else {
      report(
        .outOfBounds, scalar.span, zh: "“\(scalar.text)”不是整分",
        en: "'\(scalar.text)' is not a whole number of fen")
      return nil
    }
    let whole = Int64(number.digits.prefix { $0 != "." }) ?? 0
    let cents = Int64(decimals + String(repeating: "0", count: 2 - min(2, decimals.count))) ?? 0
    guard whole <= 100_000_000_000 else {
      report(
        .outOfBounds, scalar.span, zh: "“\(scalar.text)”超过上限 100000000000",
        en: "'\(scalar.text)' is more than the limit of 100000000000")
      return nil
    }
    let fen = scale == 100 ? whole * 100 + cents : whole
    return Measured(value: Money(fen: fen), unit: number.rest)
  }

  /// A day of the calendar, `yyyy-mm-dd`.
  func date(_ scalar: YAMLScalar) -> CivilDate? {
    if let date = CivilDate(iso: scalar.text) { return date }
    let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
    if scalar.text.utf8.count == 10, parts.count == 3, parts.allSatisfy({ Int($0) != nil }) {
      report(
        .noSuchDate, scalar.span, zh: "没有 \(scalar.text) 这一天",
        en: "there is no day \(scalar.text)")
    } else {
      report(
        .noSuchDate, scalar.span, zh: "“\(scalar.text)”不是日期；写成例如 2024-03-01",
        en: "'\(scalar.text)' is not a date; write for example 2024-03-01")
    }
    return nil
  }
}

extension TimeUnit {
  /// So many make a hundred years: longer spans are typing errors, and dates end with the year 9999.
  var perCentury: Double {
    switch self {
    case .minutes: 52_596_000
    case .hours: 876_600
    case .workingDays: 26_000
    case .calendarDays: 36_525
    case .months: 1_200
    case .years: 100
    }
  }

  /// The unit as a scenario spells it, singular or plural.
  init?(spelled text: String) {
    switch text {
    case "minute", "minutes": self = .minutes
    case "hour", "hours": self = .hours
    case "working day", "working days": self = .workingDays
    case "calendar day", "calendar days": self = .calendarDays
    case "month", "months": self = .months
    case "year", "years": self = .years
    default: return nil
    }
  }

  /// Every spelling, for "did you mean".
  static let spellings = [
    "minute", "minutes", "hour", "hours", "working day", "working days", "calendar day",
    "calendar days", "month", "months", "year", "years",
  ]
}
