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
      "成本账：\(context.quoted(design: comparison.design))与\(context.quoted(design: comparison.baseline))相比",
      "Cost accounts: \(context.quoted(design: comparison.design)) against \(context.quoted(design: comparison.baseline))"
    )
    func text(_ table: (table: Page.Table, more: Int)?) -> [String] {
      guard let table else { return [] }
      return [""] + TextTable(table.table, context.style, captionAsHead: true).lines(context.style)
        + (table.more > 0 ? [context.more(table.more)] : [])
    }
    return context.heading(heading) + quantity.flatMap { context.paragraph($0) }
      + text(prices) + annual.flatMap(text)
      + (staff.isEmpty ? [] : [""] + staff.flatMap { context.paragraph($0) })
      + text(oneOff) + text(paybacks) + text(presentValues)
      + [""] + notes.flatMap { context.paragraph($0) }
  }

  /// What is paid by the year: by obligation, by payer and payee, by party.
  var annual: [(table: Page.Table, more: Int)] {
    [
      table(
        "obligations", context.text("按事项的办事成本", "Administrative cost by obligation"), .yuanPerYear
      ) {
        OutcomeWords($0.key.name).quantity == .administrativeCost
      },
      table("payments", context.text("谁付给谁", "Who pays whom"), .yuanPerYear) { isLine($0.key) },
      table(
        "parties", context.text("各方付出减收到", "What each party pays less what it receives"),
        .yuanPerYear
      ) {
        [.netCost, .netCostWithStaff].contains(OutcomeWords($0.key.name).quantity)
      },
    ].compactMap { $0 }
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
  var quantity: [String] {
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
    return [
      sentence
        + context.text(
          "。金额是一年的申请带来的全部金额。", ". Amounts are what the applications of a year bring in all.")
    ]
  }

  /// Tariff × time + acquisitions, for each application.
  var prices: (table: Page.Table, more: Int)? {
    let rows = comparison.accounts.filter {
      $0.key.name == Quantity.administrativeCost.rawValue
        && ($0.baseline ?? 0, $0.design ?? 0) != (0, 0)
    }
    guard !rows.isEmpty else { return nil }
    let cells = shown(rows).map { row -> [Page.Cell] in
      let hours = (comparison.outcomes + comparison.accounts)
        .first("own-hours", .hoursPerCase, row.key.scope)
      return [Page.Cell(label(row.key.scope))]
        + self.cells([hours?.baseline, hours?.design], .hoursPerCase)
        + self.cells([row.baseline, row.design], .yuan)
    }
    let columns =
      [Page.Column("")]
      + [
        context.text("工时，基准", "hours before"), context.text("工时，本方案", "hours after"),
        context.text("元，基准", "yuan before"), context.text("元，本方案", "yuan after"),
      ].map { Page.Column($0, isNumeric: true) }
    let table = Page.Table(
      "\(comparison.design)-prices", context.text("每件申请", "For each application"), columns, cells)
    return (table, rows.count - DetailSection.mostRows)
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

  private func cells(_ values: [Double?], _ unit: OutcomeUnit) -> [Page.Cell] {
    let numbers = ValueText(unit, values: values)
    return values.map { Page.Cell($0.map(numbers.plain) ?? "-", value: $0, unit: unit.rawValue) }
  }

  private func label(_ scope: Scope) -> String {
    scope == .all ? context.text("合计", "in all") : context.label(scope)
  }

  // MARK: Tables

  private func table(
    _ id: String, _ heading: String, _ unit: OutcomeUnit,
    _ belongs: (OutcomeDifference) -> Bool
  ) -> (table: Page.Table, more: Int)? {
    let rows = comparison.accounts.filter {
      $0.key.unit == unit && belongs($0) && ($0.baseline ?? 0, $0.design ?? 0) != (0, 0)
    }
    let largest = rows.flatMap { [$0.baseline, $0.design] }.compactMap { $0.map(abs) }.max()
    guard let largest else { return nil }
    let inThousands = largest >= 10_000_000
    let word = unit.text[context.language]
    let scaled = context.text("千\(word)", "thousand \(word)")
    let table = Page.Table(
      "\(comparison.design)-\(id)",
      "\(heading)\(context.text("，", ", "))\(inThousands ? scaled : word)",
      context.differenceColumns,
      shown(rows).map { row in
        [Page.Cell(rowLabel(row.key))]
          + context.cells(inThousands ? row.scaled(0.001) : row, scale: inThousands ? 1000 : 1)
      })
    return (table, rows.count - DetailSection.mostRows)
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

  var staff: [String] {
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
    return [sentence + context.text("。", ".")]
  }

  /// What the reforms of the design cost once.
  var oneOff: (table: Page.Table, more: Int)? {
    table("one-off", context.text("一次性成本", "One-off cost"), .yuanInAll) {
      OutcomeWords($0.key.name).quantity == .oneOffCost
    }
  }

  var paybacks: (table: Page.Table, more: Int)? {
    guard !comparison.paybacks.isEmpty else { return nil }
    let columns = [
      Page.Column(""), Page.Column(context.text("一次性，元", "once, yuan"), isNumeric: true),
      Page.Column(context.text("每年节省，元", "saved a year, yuan"), isNumeric: true),
      Page.Column(context.text("回收期", "payback"), isNumeric: true),
      Page.Column(Term.interval.text[context.language]),
    ]
    let money = ValueText(.yuanInAll)
    let rows = comparison.paybacks.map { payback -> [Page.Cell] in
      let ends = [payback.low, payback.high].map(years)
      return [
        Page.Cell(
          payback.withStaff ? withStaff(payback.scope) : context.label(payback.scope)),
        Page.Cell(
          money.plain(payback.oneOff), value: payback.oneOff, unit: OutcomeUnit.yuanInAll.rawValue),
        Page.Cell(
          payback.savedPerYear.map(money.plain) ?? "-", value: payback.savedPerYear,
          unit: OutcomeUnit.yuanPerYear.rawValue),
        Page.Cell(years(payback.time), value: payback.time?.years, unit: "years"),
        Page.Cell(
          payback.low == nil ? "-" : "[\(ends[0]), \(ends[1])]", unit: "years",
          low: payback.low?.years, high: payback.high?.years),
      ]
    }
    let caption = context.text("回收期，年（不折现）", "Payback, years (not discounted)")
    return (Page.Table("\(comparison.design)-paybacks", caption, columns, rows), 0)
  }

  private func years(_ time: PaybackTime?) -> String {
    switch time {
    case .years(let years): fixed(years, decimals: years < 1 ? 3 : years < 10 ? 2 : 1)
    case .never: context.text("不能收回", "never")
    case nil: "-"
    }
  }

  var presentValues: (table: Page.Table, more: Int)? {
    let years = context.results.accountRules.years
    return table(
      "present-values",
      context.text("\(years) 年成本的现值", "Present value of \(years) years' cost"), .yuanInAll
    ) {
      [.presentValue, .presentValueWithStaff].contains(OutcomeWords($0.key.name).quantity)
    }
  }

  /// What the amounts rest on.
  var notes: [String] {
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
    return notes
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
        head: context.designTitle(design.name),
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
