internal import ApprovalModel
internal import Experiments
internal import Inference

/// Cost accounts of one design against the baseline: by obligation, by payer and payee, by party, with
/// what is spent once, its payback and present values.
struct CostAccountsSection {
  let context: ReportContext
  let comparison: Comparison

  var lines: [String] {
    guard !comparison.accounts.isEmpty else { return [] }
    let heading = context.text(
      "成本账：\(context.quoted(comparison.design))与\(context.quoted(comparison.baseline))相比",
      "Cost accounts: \(context.quoted(comparison.design)) against \(context.quoted(comparison.baseline))"
    )
    return context.heading(heading) + quantity + prices
      + table(context.text("按事项的办事成本", "Administrative cost by obligation"), .yuanPerYear) {
        OutcomeWords($0.key.name).quantity == .administrativeCost
      }
      + table(context.text("谁付给谁", "Who pays whom"), .yuanPerYear) { isLine($0.key) }
      + table(context.text("各方付出减收到", "What each party pays less what it receives"), .yuanPerYear) {
        [.netCost, .netCostWithStaff].contains(OutcomeWords($0.key.name).quantity)
      }
      + staff + oneOff + paybacks + presentValues + notes
  }

  /// A line of the accounts: not a sum, and no hours of the offices.
  private func isLine(_ key: OutcomeKey) -> Bool {
    let words = OutcomeWords(key.name)
    return words.isAnnual && key.unit == .yuanPerYear && words.quantity != .administrativeCost
      && words.quantity != .staffCost
  }

  private func first(_ name: String, _ scope: Scope = .all) -> OutcomeDifference? {
    comparison.accounts.first { $0.key.name == name && $0.key.scope == scope }
  }

  // MARK: Quantity and price

  /// How many applications a year, from how many firms, in each world.
  private var quantity: [String] {
    guard let applications = first("applications-per-year") else { return [] }
    func text(_ outcome: OutcomeDifference) -> String {
      let numbers = ValueText(outcome.key.unit, values: [outcome.baseline, outcome.design])
      return outcome.design.map(numbers.plain) ?? "-"
    }
    var sentence = context.text(
      "每年 \(text(applications)) 件申请", "\(text(applications)) applications a year")
    if let firms = first("population"), let frequency = first("applications-per-firm-year") {
      sentence += context.text(
        "：\(text(firms)) 家企业，每家每年 \(text(frequency)) 件",
        ": \(text(firms)) firms, \(text(frequency)) each")
    }
    return context.paragraph(
      sentence
        + context.text(
          "。金额是一年的申请带来的全部金额。", ". Amounts are what the applications of a year bring in all."))
  }

  /// Tariff × time + acquisitions, for each application.
  private var prices: [String] {
    var table = TextTable([
      (context.text("每件申请", "For each application"), .left),
      (context.text("工时，基准", "hours before"), .right),
      (context.text("工时，本方案", "hours after"), .right),
      (context.text("元，基准", "yuan before"), .right),
      (context.text("元，本方案", "yuan after"), .right),
    ])
    let rows = comparison.accounts.filter {
      $0.key.name == Quantity.administrativeCost.rawValue
        && ($0.baseline ?? 0, $0.design ?? 0) != (0, 0)
    }
    for row in shown(rows) {
      let hours = (comparison.outcomes + comparison.accounts)
        .first("own-hours", .hoursPerCase, row.key.scope)
      table.rows.append(
        [label(row.key.scope)] + cells([hours?.baseline, hours?.design], .hoursPerCase)
          + cells([row.baseline, row.design], .yuan))
    }
    guard !rows.isEmpty else { return [] }
    return [""] + table.lines(context.style) + more(rows.count)
  }

  /// Of many obligations those that change most, then the sum, which says nothing new beside a single
  /// one; other rows as they are.
  private func shown(_ rows: [OutcomeDifference]) -> [OutcomeDifference] {
    guard let sum = rows.last, sum.key.scope == .all else {
      return Array(rows.prefix(DetailSection.mostRows))
    }
    let changes = rows.dropLast().map { (abs($0.difference ?? 0), $0.baseline ?? 0) }
    let ranked = changes.indices.sorted { a, b in
      (-changes[a].0, -changes[a].1, a) < (-changes[b].0, -changes[b].1, b)
    }
    let most = ranked.prefix(DetailSection.mostRows - 1).map { rows[$0] }
    return rows.count == 2 ? most : most + [sum]
  }

  private func cells(_ values: [Double?], _ unit: OutcomeUnit) -> [String] {
    let numbers = ValueText(unit, values: values)
    return values.map { $0.map(numbers.plain) ?? "-" }
  }

  private func more(_ count: Int) -> [String] {
    count > DetailSection.mostRows ? [context.more(count - DetailSection.mostRows)] : []
  }

  private func label(_ scope: Scope) -> String {
    scope == .all ? context.text("合计", "in all") : context.label(scope)
  }

  // MARK: Tables

  private func table(
    _ heading: String, _ unit: OutcomeUnit, _ belongs: (OutcomeDifference) -> Bool
  ) -> [String] {
    let rows = comparison.accounts.filter {
      $0.key.unit == unit && belongs($0) && ($0.baseline ?? 0, $0.design ?? 0) != (0, 0)
    }
    let largest = rows.flatMap { [$0.baseline, $0.design] }.compactMap { $0.map(abs) }.max()
    guard let largest else { return [] }
    let inThousands = largest >= 10_000_000
    let word = unit.text[context.language]
    let scaled = context.text("千\(word)", "thousand \(word)")
    var table = TextTable([
      ("\(heading)\(context.text("，", ", "))\(inThousands ? scaled : word)", .left),
      (Term.before.text[context.language], .right), (Term.after.text[context.language], .right),
      (Term.difference.text[context.language], .right),
      (Term.interval.text[context.language], .left), (Term.verdict.text[context.language], .left),
    ])
    for row in shown(rows) {
      table.rows.append(cells(inThousands ? row.scaled(0.001) : row))
    }
    return [""] + table.lines(context.style) + more(rows.count)
  }

  private func cells(_ row: OutcomeDifference) -> [String] {
    let numbers = ValueText(
      row.key.unit, showing: row.interval, values: [row.baseline, row.design])
    let remark = row.reason == .openCases ? " (\(Term.lowerBound.text[context.language]))" : ""
    return [
      rowLabel(row.key), row.baseline.map(numbers.plain) ?? "-",
      row.design.map(numbers.plain) ?? "-", row.difference.map(numbers.signed) ?? "-",
      context.cell(row.interval, numbers, isSigned: true), context.cell(row.verdict) + remark,
    ]
  }

  private func rowLabel(_ key: OutcomeKey) -> String {
    let words = OutcomeWords(key.name)
    switch words.quantity {
    case .administrativeCost: return label(key.scope)
    case .netCost, .presentValue, .oneOffCost, .oneOffNetCost: return context.label(key.scope)
    case .netCostWithStaff, .presentValueWithStaff: return withStaff(key.scope)
    case let quantity?:
      let name = quantity.text[context.language]
      return context.text(
        "\(name)（\(context.label(key.scope))）", "\(name) (\(context.label(key.scope)))")
    case nil: return key.name
    }
  }

  private func withStaff(_ scope: Scope) -> String {
    context.text("\(context.label(scope))，若裁减岗位", "\(context.label(scope)), if posts are cut")
  }

  // MARK: Staff, once, payback, present value

  private var staff: [String] {
    guard let hours = first("annual-staff-hours") else { return [] }
    func change(_ row: OutcomeDifference) -> String {
      let numbers = ValueText(
        row.key.unit, showing: row.interval, values: [row.baseline, row.design])
      let values = [row.baseline, row.design].map { $0.map(numbers.plain) ?? "-" }
      return "\(values[0]) → \(values[1]), \(row.difference.map(numbers.signed) ?? "-") "
        + context.cell(row.interval, numbers, isSigned: true)
    }
    var sentence = context.text(
      "工作人员工时，小时/年：\(change(hours))", "Staff hours a year: \(change(hours))")
    if let cost = first("annual-staff-cost") {
      sentence += context.text(
        "；按声明的每小时成本折合 \(change(cost)) 元，只有裁减岗位才是节省",
        "; at their declared cost \(change(cost)) yuan, a saving only if posts are cut")
    }
    return [""] + context.paragraph(sentence + context.text("。", "."))
  }

  /// What the reforms of the design cost once.
  private var oneOff: [String] {
    table(context.text("一次性成本", "One-off cost"), .yuanInAll) {
      OutcomeWords($0.key.name).quantity == .oneOffCost
    }
  }

  private var paybacks: [String] {
    guard !comparison.paybacks.isEmpty else { return [] }
    var table = TextTable([
      (context.text("回收期，年（不折现）", "Payback, years (not discounted)"), .left),
      (context.text("一次性，元", "once, yuan"), .right),
      (context.text("每年节省，元", "saved a year, yuan"), .right),
      (context.text("回收期", "payback"), .right), (Term.interval.text[context.language], .left),
    ])
    for payback in comparison.paybacks {
      let money = ValueText(.yuanInAll)
      let ends = [payback.low, payback.high].map(years)
      table.rows.append([
        payback.withStaff ? withStaff(payback.scope) : context.label(payback.scope),
        money.plain(payback.oneOff), payback.savedPerYear.map(money.plain) ?? "-",
        years(payback.time), payback.low == nil ? "-" : "[\(ends[0]), \(ends[1])]",
      ])
    }
    return [""] + table.lines(context.style)
  }

  private func years(_ time: PaybackTime?) -> String {
    switch time {
    case .years(let years): fixed(years, decimals: years < 1 ? 3 : years < 10 ? 2 : 1)
    case .never: context.text("不能收回", "never")
    case nil: "-"
    }
  }

  private var presentValues: [String] {
    let years = context.results.accountRules.years
    return table(
      context.text("\(years) 年成本的现值", "Present value of \(years) years' cost"), .yuanInAll
    ) {
      [.presentValue, .presentValueWithStaff].contains(OutcomeWords($0.key.name).quantity)
    }
  }

  /// What the amounts rest on.
  private var notes: [String] {
    let rules = context.results.accountRules
    var notes = [
      context.text(
        "办事成本按标准成本模型：工时单价 × 工时 + 外购支出，乘以申请量。付给政府、申请人\(rules.transfersTo.map { "、\($0)" }.joined())的是转移支付，在社会一行相抵。负的差是节省。",
        "Administrative cost by the Standard Cost Model: tariff × time + acquisitions, times applications. "
          + "What is paid to \((["the government", "the applicant"] + rules.transfersTo).joined(separator: " or ")) "
          + "is a transfer, which cancels out for society. A negative difference is a saving.")
    ]
    if let rate = rules.discountRate {
      let percent = ValueText(.share).plain(rate.value.value)
      notes.append(
        context.text(
          "折现率 \(percent)\(assumed(rate.evidence))，各年成本算在年末。",
          "Discount rate \(percent)\(assumed(rate.evidence)); the cost of a year counts at its end."
        ))
    }
    let costs = context.results.oneOff.filter { $0.designs.contains(comparison.design) }
    if !costs.isEmpty {
      let items = costs.map { item in
        let amount = OutcomeUnit.yuan.counting(yuan(item.cost.amount.value), context.language)
        return "\(item.reform)/\(item.cost.name) \(amount)\(assumed(item.cost.amount.evidence))"
      }
      notes.append(
        context.text("声明的一次性成本：", "One-off costs declared: ")
          + items.joined(separator: context.text("；", "; ")) + context.text("。", "."))
    }
    return [""] + notes.flatMap { context.paragraph($0) }
  }

  private func assumed(_ evidence: Evidence) -> String {
    evidence.grade == .d
      ? context.text("（假设）", " (\(Term.assumed.text.en))") : ""
  }
}

extension OutcomeDifference {
  /// The same in another unit.
  fileprivate func scaled(_ factor: Double) -> OutcomeDifference {
    var result = self
    result.baseline = baseline.map { $0 * factor }
    result.design = design.map { $0 * factor }
    result.difference = difference.map { $0 * factor }
    result.interval = interval.map { Interval(low: $0.low * factor, high: $0.high * factor) }
    return result
  }
}

/// Cost accounts of designs side by side, without comparison.
struct CostEstimatesSection {
  let context: ReportContext

  var lines: [String] {
    let designs = context.results.designs
    guard let keys = designs.first?.accounts.map(\.key), !keys.isEmpty else { return [] }
    let rows = keys.indices.filter { i in designs.contains { ($0.accounts[i].estimate ?? 0) != 0 } }
    let labels = rows.map { i -> [String] in
      let words = OutcomeWords(keys[i].name).text[context.language]
      let scope = context.label(keys[i].scope)
      let unit = keys[i].unit.text[context.language]
      let whom = scope.isEmpty ? "" : context.text("（\(scope)）", " (\(scope))")
      return wrapped(
        "\(words)\(whom)\(context.text("，", ", "))\(unit)", width: TextTable.leastLabel,
        indent: "  ")
    }
    let columns = designs.map { design in
      SideBySide.Column(
        head: design.name,
        cells: zip(rows, labels).map { i, label in
          Array(repeating: "", count: label.count - 1) + [cell(design.accounts[i])]
        })
    }
    return context.heading(context.text("成本账", "Cost accounts"))
      + SideBySide(head: Term.outcome.text[context.language], labels: labels, columns: columns)
      .lines(context.style)
  }

  private func cell(_ outcome: OutcomeEstimate) -> String {
    let numbers = ValueText(outcome.key.unit, values: [outcome.estimate])
    let value = context.cell(outcome.estimate, numbers, reason: outcome.reason)
    guard outcome.estimate != nil, let interval = outcome.interval else { return value }
    return "\(value) \(numbers.plain(interval))"
  }
}
