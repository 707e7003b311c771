package import ApprovalModel
internal import Experiments

extension Page.Cell {
  /// The unit as a reader of the page calls it; empty where there is none.
  ///
  /// A share is `%`. A unit that a scenario makes up, such as `m2`, stays as it is.
  package func unitText(_ language: Language) -> String {
    guard let unit else { return "" }
    if let known = OutcomeUnit(rawValue: unit) { return known.text[language] }
    return InputUnit(rawValue: unit)?.text[language] ?? unit
  }
}

/// Units of inputs and of what methods find, besides those of outcomes.
enum InputUnit: String {
  case minute, minutes, hour, hours
  case workingDay = "working day"
  case calendarDay = "calendar day"
  case month, months, year, years
  case money = "CNY"
  case moneyPerHour = "yuan/hour"
  case factor = "x"
  case inputs

  var text: LocalizedText {
    switch self {
    case .minute, .minutes: LocalizedText(zh: "分钟", en: "minutes")
    case .hour, .hours: LocalizedText(zh: "小时", en: "hours")
    case .workingDay: OutcomeUnit.workingDays.text
    case .calendarDay: OutcomeUnit.calendarDays.text
    case .month, .months: LocalizedText(zh: "月", en: "months")
    case .year, .years: LocalizedText(zh: "年", en: "years")
    case .money: LocalizedText(zh: "元", en: "yuan")
    case .moneyPerHour: LocalizedText(zh: "元/小时", en: "yuan/hour")
    case .factor: LocalizedText(zh: "倍", en: "times")
    case .inputs: LocalizedText(zh: "个输入", en: "inputs")
    }
  }
}
