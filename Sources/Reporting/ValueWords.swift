internal import ApprovalModel
internal import Experiments

/// Values of a scenario in words: the same numbers in both languages.
struct ValueWords {
  let language: Language
  /// What stands in the place of names on pages.
  ///
  /// Empty where a reader has to type the names, as in a terminal.
  var titles: [Name: LocalizedText] = [:]

  /// A matter, office or own work in a sentence.
  func thing(_ name: Name) -> String { titles[name]?[language] ?? name }

  func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// Words one after the other.
  func list(_ words: [String]) -> String { words.joined(separator: text("、", ", ")) }

  /// Clauses one after the other.
  func clauses(_ words: [String]) -> String {
    words.filter { !$0.isEmpty }.joined(separator: text("；", "; "))
  }

  /// A number with at most two decimals, and with three digits where it is small.
  func number(_ value: Double) -> String {
    let exact = shortest(value)
    guard exact.split(separator: ".").last.map({ $0.count > 2 }) == true, exact.contains(".") else {
      return exact
    }
    var decimals = 2
    while decimals < 6, abs(value) > 0, abs(value) * pow10(decimals) < 100 { decimals += 1 }
    let rounded = fixed(value, decimals: decimals)
    return Double(rounded.filter { $0 != "," }).map(shortest) ?? rounded
  }

  private func pow10(_ power: Int) -> Double { (0..<power).reduce(1) { value, _ in value * 10 } }

  /// The grade behind a number: `[D]`.
  func grade(_ evidence: Evidence) -> String { " [\(evidence.grade.rawValue)]" }

  func amount(_ value: Double, _ unit: TimeUnit) -> String {
    let number = number(value)
    let isOne = number == "1"
    switch unit {
    case .minutes: return text("\(number) 分钟", "\(number) minute\(isOne ? "" : "s")")
    case .hours: return text("\(number) 小时", "\(number) hour\(isOne ? "" : "s")")
    case .workingDays: return text("\(number) 个工作日", "\(number) working day\(isOne ? "" : "s")")
    case .calendarDays: return text("\(number) 个自然日", "\(number) calendar day\(isOne ? "" : "s")")
    case .months: return text("\(number) 个月", "\(number) month\(isOne ? "" : "s")")
    case .years: return text("\(number) 年", "\(number) year\(isOne ? "" : "s")")
    }
  }

  func span(_ span: TimeSpan) -> String { amount(span.amount, span.unit) }
  func span(_ input: Input<TimeSpan>) -> String { span(input.value) + grade(input.evidence) }

  /// A length that varies: its median and the value that nine of ten do not pass.
  func duration(_ input: Input<DurationDistribution>) -> String {
    let length = input.value
    var result: String
    if let constant = length.constant {
      result = amount(constant, length.unit)
    } else {
      let (median, high) = (
        amount(length.quantile(0.5), length.unit), amount(length.quantile(0.9), length.unit)
      )
      result = text("中位数 \(median)，p90 \(high)", "median \(median), p90 \(high)")
    }
    for factor in length.factors { result += " × \(number(factor.value))\(grade(factor.evidence))" }
    for factor in length.spreads {
      result += text("，离散程度 × ", ", spread × ") + number(factor.value) + grade(factor.evidence)
    }
    return result + grade(input.evidence)
  }

  func money(_ money: Money) -> String { OutcomeUnit.yuan.counting(yuan(money), language) }
  func money(_ input: Input<Money>) -> String { money(input.value) + grade(input.evidence) }

  func share(_ value: Double) -> String { number((value * 1e11).rounded() / 1e9) + "%" }

  func chance(_ chance: Chance) -> String {
    switch chance {
    case .same(let input): return share(input.value.value) + grade(input.evidence)
    case .by(let attribute, let entries):
      return entries.map {
        "\(attribute) \($0.category) \(share($0.input.value.value))\(grade($0.input.evidence))"
      }.joined(separator: text("，", ", "))
    }
  }

  func shares(_ input: Input<Shares>) -> String {
    input.value.entries.map { "\($0.name) \(share($0.share))" }
      .joined(separator: text("，", ", ")) + grade(input.evidence)
  }

  func count(_ input: Input<Int>) -> String { counted(input.value) + grade(input.evidence) }

  func hours(_ input: Input<Double>) -> String {
    amount(input.value, .hours) + grade(input.evidence)
  }

  /// Whom a condition means.
  func condition(_ condition: Condition) -> String {
    guard !condition.tests.isEmpty else { return text("所有人", "everybody") }
    return condition.tests.map { test in
      let name = test.attribute
      switch test.requirement {
      case .oneOf(let names):
        let list = names.joined(separator: text("、", " or "))
        switch name {
        case Condition.onList: return text("在信用名单 \(list) 上", "on credit list \(list)")
        case Condition.notOnList: return text("不在信用名单 \(list) 上", "not on credit list \(list)")
        default: return "\(name) = \(list)"
        }
      case .atMost(let bound): return "\(name) <= \(number(bound))"
      case .atLeast(let bound): return "\(name) >= \(number(bound))"
      }
    }.joined(separator: text("，且 ", " and "))
  }

  func party(_ name: Name, _ titles: [Name: LocalizedText]) -> String {
    titles[name]?[language] ?? Party(rawValue: name)?.text[language] ?? name
  }

  /// A result that is waited for.
  func result(_ reference: ResultReference) -> String {
    thing(reference.owner) + (reference.milestone.map { ".\($0)" } ?? "")
  }

  func results(_ references: [ResultReference]) -> String {
    list(references.map(result))
  }

  func needs(_ references: [ResultReference], _ quorums: [Quorum]) -> String {
    let some = quorums.map { quorum in
      let all = list(quorum.of.map(result))
      return text("\(all) 中的 \(quorum.atLeast) 项", "\(quorum.atLeast) of \(all)")
    }
    return clauses([results(references)] + some)
  }

  func applicants(_ chance: Chance?) -> String { chance.map(self.chance) ?? text("全部", "all") }
}
