public import ApprovalModel
public import Experiments
internal import Inference

extension AttributionResults: StudyReport {
  /// Which reform brought how much: one sentence, then a waterfall for each outcome, solo and last-in
  /// additions, pairs, and how it was found.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    AttributionText(
      results: self, context: ReportContext(results: facts, language: language, style: style),
      extent: extent
    ).text
  }
}

/// An attribution as text for a terminal.
struct AttributionText {
  let results: AttributionResults
  let context: ReportContext
  let extent: TerminalReport.Extent

  typealias Contribution = OutcomeAttribution.Contribution

  var text: String {
    let title = results.facts.title[context.language]
    var lines = [context.style.heading(title), ""]
    if let first = results.outcomes.first { lines += context.paragraph(answer(first)) }
    lines += context.paragraph(context.caution)
    for (i, outcome) in results.outcomes.enumerated() {
      lines += waterfall(outcome)
      // The primary outcome in full; of the others the same stands in JSON and CSV.
      if extent == .full, i == 0 { lines += additions(outcome) + pairs(outcome) }
    }
    lines += context.paragraph(explanation)
    lines += MethodSection(context: context, own: method).lines
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: The answer

  /// So many reforms are named in the first sentence.
  private static let mostNamed = 4

  func answer(_ outcome: OutcomeAttribution) -> String {
    let design = context.quoted(design: results.design)
    let baseline = context.quoted(design: results.baseline)
    let name = context.name(outcome.key)
    guard let total = outcome.total else {
      let reason = (outcome.reason ?? .noCases).text[context.language]
      return context.text(
        "\(design)与\(baseline)之间\(name)的差别无法归因：\(reason)。",
        "The difference in \(name) between \(baseline) and \(design) cannot be divided: \(reason).")
    }
    let numbers = numbers(outcome)
    if total.estimate == 0, !total.isClear, sorted(outcome).allSatisfy({ $0.effect.estimate == 0 })
    {
      return context.text(
        "\(design)不改变\(name)：各项改革的贡献都是零。",
        "\(design) does not change \(name): every reform contributes exactly nothing.")
    }
    let named = sorted(outcome).prefix(Self.mostNamed)
    let isFall = total.estimate < 0
    let parts = named.map { one in
      let value = isFall ? -one.effect.estimate : one.effect.estimate
      let interval = one.effect.interval.map { " " + numbers.plain(isFall ? negated($0) : $0) }
      return context.quoted(one.reform) + " " + numbers.plain(value) + (interval ?? none)
    }
    let amount =
      outcome.key.unit.counting(numbers.plain(abs(total.estimate)), context.language)
      + (total.interval.map { " " + numbers.plain(isFall ? negated($0) : $0) } ?? none)
    let rest = outcome.contributions.count - named.count
    let others =
      rest == 0 ? "" : context.text("，另有 \(rest) 项见下表", "; \(rest) more below")
    let list = parts.joined(separator: context.text("，", ", ")) + others
    let bound = outcome.reason == .openCases ? openCases : ""
    let unclear =
      total.isClear
      ? "" : context.text("（总差别的正负无法判断）", " (whose sign cannot be told)")
    return context.text(
      "与\(baseline)相比，\(design)使\(name)\(isFall ? "减少" : "增加") \(amount)\(unclear)，其中：\(list)。",
      "Of the \(amount)\(unclear) that \(design) \(isFall ? "takes off" : "adds to") \(name) "
        + "against \(baseline), the reforms bring: \(list).") + together(outcome, numbers) + bound
  }

  private var openCases: String {
    context.text(
      "未结件超过 1%，这些数只是界限。", " More than 1% of the cases are open: these numbers are bounds.")
  }

  private func together(_ outcome: OutcomeAttribution, _ numbers: ValueText) -> String {
    guard let total = outcome.total, let joint = outcome.jointEffect, let interval = joint.interval
    else { return "" }
    let apart = numbers.signed(total.estimate - joint.estimate)
    let whole = numbers.signed(total.estimate)
    let difference = numbers.signed(joint.estimate) + " " + numbers.signed(interval)
    if joint.estimate == 0, interval == Interval(low: 0, high: 0) {
      return context.text(
        "分开与一起恰好一样多：互不影响。", " Apart and together they bring exactly the same.")
    }
    guard joint.isClear, total.estimate != 0 else {
      return context.text(
        "各自单独实施之和 \(apart)，一起 \(whole)，相差 \(difference)：互补还是互相替代，无法判断。",
        " Each alone they add up to \(apart), together to \(whole), a difference of \(difference): whether they "
          + "support or replace each other cannot be told.")
    }
    let isMore = (joint.estimate < 0) == (total.estimate < 0)
    return isMore
      ? context.text(
        "各自单独实施之和 \(apart)，一起 \(whole)，相差 \(difference)：一起多于分开，彼此互补。",
        " Each alone they add up to \(apart), together to \(whole), a difference of \(difference): together more "
          + "than apart, they are complements.")
      : context.text(
        "各自单独实施之和 \(apart)，一起 \(whole)，相差 \(difference)：一起少于分开，彼此替代。",
        " Each alone they add up to \(apart), together to \(whole), a difference of \(difference): together less "
          + "than apart, they are substitutes.")
  }

  private func negated(_ interval: Interval) -> Interval {
    Interval(low: -interval.high, high: -interval.low)
  }

  /// What stands in the place of an interval that there is not.
  private var none: String { context.text("（无区间）", " (no interval)") }

  /// The largest contributions first, by their size, then by name.
  func sorted(_ outcome: OutcomeAttribution) -> [Contribution] {
    outcome.contributions.enumerated().sorted { a, b in
      let (x, y) = (abs(a.element.effect.estimate), abs(b.element.effect.estimate))
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
  }

  func numbers(_ outcome: OutcomeAttribution) -> ValueText {
    ValueText(
      outcome.key.unit, showing: outcome.total?.interval,
      values: [outcome.baseline, outcome.design])
  }

  // MARK: Tables

  private func heading(_ outcome: OutcomeAttribution) -> [String] {
    let scope = context.label(outcome.key.scope)
    let isNamed = scope.isEmpty || outcome.key.scope.text.hasPrefix("payer:")
    let about = isNamed ? "" : context.text("（\(scope)）", " (\(scope))")
    let unit = outcome.key.unit.text[context.language]
    return context.heading(
      context.name(outcome.key) + about + context.text("，", ", ") + unit)
  }

  private func waterfall(_ outcome: OutcomeAttribution) -> [String] {
    let lines = heading(outcome)
    guard outcome.total != nil, let baseline = outcome.baseline, let design = outcome.design else {
      let reason = (outcome.reason ?? .noCases).text[context.language]
      return lines + context.paragraph(context.text("没有归因：\(reason)。", "Not divided: \(reason)."))
    }
    let numbers = numbers(outcome)
    let bars = Bars(steps: steps(outcome), to: 24)
    var table = TextTable([
      (context.text("从基准到方案", "from baseline to design"), .left),
      (context.text("贡献", "contribution"), .right), (Term.interval.text[context.language], .left),
      (context.text("占比", "share"), .right), (context.text("到此", "level"), .right),
      ("", .left),
    ])
    table.rows.append(
      [context.quoted(design: results.baseline), "", "", "", numbers.plain(baseline), bars[0]])
    var level = baseline
    for (i, one) in sorted(outcome).enumerated() {
      level += one.effect.estimate
      table.rows.append([
        one.reform, numbers.signed(one.effect.estimate), sign(one.effect, numbers),
        one.share.map { fixed($0 * 100, decimals: 0) + "%" } ?? "-", numbers.plain(level),
        bars[i + 1],
      ])
    }
    table.rows.append(
      [
        context.quoted(design: results.design), numbers.signed(design - baseline),
        outcome.total.map { sign($0, numbers) } ?? "", "", numbers.plain(design),
        bars[outcome.contributions.count + 1],
      ])
    return lines + table.lines(context.style)
      + (outcome.reason == .openCases ? context.paragraph(openCases) : [])
  }

  private func steps(_ outcome: OutcomeAttribution) -> [(from: Double, to: Double)] {
    guard let baseline = outcome.baseline, let design = outcome.design else { return [] }
    var level = baseline
    let parts = sorted(outcome).map { one in
      defer { level += one.effect.estimate }
      return (from: level, to: level + one.effect.estimate)
    }
    return [(0, baseline)] + parts + [(0, design)]
  }

  /// The interval, and what it says of the sign.
  func sign(_ effect: Effect, _ numbers: ValueText) -> String {
    guard let interval = effect.interval else { return "-" }
    let text = numbers.signed(interval)
    if interval == Interval(low: 0, high: 0) { return context.text("恰好为零", "exactly zero") }
    return effect.isClear ? text : text + context.text(" 正负无法判断", " cannot tell its sign")
  }

  private func additions(_ outcome: OutcomeAttribution) -> [String] {
    guard results.reforms.count > 1, outcome.total != nil else { return [] }
    let numbers = numbers(outcome)
    var table = TextTable([
      (context.text("改革", "reform"), .left), (context.text("单独", "alone"), .right),
      ("", .left), (context.text("最后加入", "last"), .right), ("", .left),
      (context.text("最低", "lowest"), .right), (context.text("最高", "highest"), .right),
    ])
    for one in sorted(outcome) {
      func cell(_ effect: Effect) -> String { effect.interval.map(numbers.signed) ?? "-" }
      table.rows.append([
        one.reform, numbers.signed(one.solo.estimate), cell(one.solo),
        numbers.signed(one.last.estimate), cell(one.last),
        numbers.signed(one.least.effect.estimate), numbers.signed(one.greatest.effect.estimate),
      ])
    }
    return [""] + table.lines(context.style)
      + sorted(outcome).filter { $0.least.effect != $0.greatest.effect }.flatMap {
        context.paragraph(extremes($0, numbers), indent: "  ")
      }
  }

  private func extremes(_ one: Contribution, _ numbers: ValueText) -> String {
    func after(_ names: [Name]) -> String {
      names.isEmpty
        ? context.text("最先", "first of all")
        : context.text(
          "在 \(names.joined(separator: "、")) 之后", "after " + names.joined(separator: ", "))
    }
    return context.text(
      "\(one.reform)：最低 \(numbers.signed(one.least.effect.estimate))（\(after(one.least.before))），最高 "
        + "\(numbers.signed(one.greatest.effect.estimate))（\(after(one.greatest.before))）。",
      "\(one.reform): lowest \(numbers.signed(one.least.effect.estimate)) (\(after(one.least.before))), highest "
        + "\(numbers.signed(one.greatest.effect.estimate)) (\(after(one.greatest.before))).")
  }

  private func pairs(_ outcome: OutcomeAttribution) -> [String] {
    let telling = outcome.interactions.filter { $0.kind != .separate }
    guard !telling.isEmpty else { return [] }
    let numbers = ValueText(
      outcome.key.unit, values: [outcome.baseline, outcome.design])
    var table = TextTable([
      (context.text("两项一起，多于各自之和", "two together, above the sum of each"), .left),
      (context.text("相互作用", "interaction"), .right), (Term.interval.text[context.language], .left),
      (Term.verdict.text[context.language], .left),
    ])
    for pair in telling {
      table.rows.append([
        "\(pair.first) + \(pair.second)", numbers.signed(pair.effect.estimate),
        pair.effect.interval.map(numbers.signed) ?? "-", pair.kind.text[context.language],
      ])
    }
    return [""] + table.lines(context.style)
  }

  // MARK: How

  var explanation: String {
    context.text(
      "贡献是一项改革在各种可行先后次序中平均带来的变化（沙普利值），各项之和恰等于总差别；单独：加在基准上；最后加入：加在其他各项之后；最低、最高：在任何次序中。显示的数经过舍入。",
      "A contribution is what a reform changes on average over the feasible orders of introducing them (Shapley value); "
        + "they add up to the difference exactly. Alone: added to the baseline; last: added to all others; lowest "
        + "and highest: in any order. Numbers shown are rounded.")
  }

  var method: [String] {
    let manifest = results.facts.manifest
    let runs = context.text(
      "离散事件模拟：\(counted(results.coalitions)) 种改革组合各重复运行 \(counted(manifest.replications)) 次，种子 \(manifest.seed)；各组合用同样的申请人。",
      "Discrete-event simulation: \(counted(results.coalitions)) sets of reforms, \(counted(manifest.replications)) "
        + "replications each, seed \(manifest.seed); the same applicants in every set.")
    let orders =
      results.isExact
      ? context.text(
        "对全部 \(counted(results.orders)) 种可行次序（遵守 requires）取平均，没有抽样误差。",
        "The mean is over all \(counted(results.orders)) feasible orders (as 'requires' demands), without sampling error."
      )
      : context.text(
        "改革超过 10 项，对随机抽取的 \(counted(results.orders)) 种可行次序（遵守 requires）取平均；抽样误差计入区间，两两相互作用不计算。",
        "Of more than 10 reforms the mean is over \(counted(results.orders)) feasible orders drawn at random (as "
          + "'requires' demands); their sampling error is in the intervals, and pairs are left out."
      )
    let kinds = results.outcomes.map(\.intervalKind)
    let interval =
      kinds.contains(.assumptions)
      ? context.text(
        "方括号是假设区间：输入在声明的范围内变化时各次运行的 2.5% 到 97.5%，不窄于运行噪声（逐次剔除一次运行的刀切法）。",
        "Brackets hold the assumptions interval: 2.5% to 97.5% of the replications when inputs vary within their declared "
          + "ranges, never narrower than run noise (delete-one jackknife).")
      : context.text(
        "方括号是运行噪声的 95% 置信区间（逐次剔除一次运行的刀切法）。",
        "Brackets hold the 95% confidence interval of run noise (delete-one jackknife).")
    return [runs, orders, interval]
  }
}

extension OutcomeAttribution.Kind {
  /// How two reforms act together, in words.
  var text: LocalizedText {
    switch self {
    case .substitutes: LocalizedText(zh: "替代", en: "substitutes")
    case .complements: LocalizedText(zh: "互补", en: "complements")
    case .separate: LocalizedText(zh: "互不影响", en: "separate")
    case .cannotTell: Verdict.cannotTell.text
    }
  }
}

/// Horizontal bars on one scale that holds zero and all ends.
struct Bars {
  private let texts: [String]

  /// One bar a step, from where to where, in at most `width` cells.
  init(steps: [(from: Double, to: Double)], to width: Int) {
    let ends = steps.flatMap { [$0.from, $0.to] }
    let low = min(0, ends.min() ?? 0)
    let span = max(0, ends.max() ?? 0) - low
    texts = steps.map { step in
      guard span > 0 else { return "" }
      func cell(_ value: Double) -> Int {
        Int(((value - low) / span * Double(width)).rounded(.toNearestOrEven))
      }
      let (first, last) = (cell(min(step.from, step.to)), cell(max(step.from, step.to)))
      let mark = step.from == step.to ? "|" : String(repeating: "#", count: max(1, last - first))
      return String(repeating: " ", count: min(first, width - 1)) + mark
    }
  }

  subscript(_ i: Int) -> String { texts[i] }
}
