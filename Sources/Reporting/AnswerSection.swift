internal import ApprovalModel
internal import Experiments
internal import Inference

/// The first sentences: the answer, what it is not, and whether time was moved instead of saved.
struct AnswerSection {
  let context: ReportContext

  var lines: [String] { ([answer, context.caution] + warnings).flatMap { context.paragraph($0) } }

  /// What could be misread otherwise: too few replications, deterrence, others approved than before, time moved.
  var warnings: [String] {
    var warnings = [context.tooFew].compactMap { $0 }
    if context.results.manifest.deterrence {
      warnings.append(
        context.text(
          "谁违规取决于核查与处罚，这也是假设（威慑效应已启用）。",
          "Who violates follows from checks and penalties, which is assumed too (deterrence is on)."
        ))
    }
    warnings += context.comparisons.compactMap(approvals)
    return warnings + context.comparisons.filter(\.timeMovedNotSaved).map(moved)
  }

  /// That time was moved, not saved.
  func moved(_ comparison: Comparison) -> String {
    let name = context.quoted(design: comparison.design)
    let whole = comparison.outcomes.first("need-to-operate", .workingDays)
    guard whole?.verdict != .worse else {
      return context.text(
        "\(name)：时间转移，不是节省——办理时间缩短，需求到开业全程反而变长。",
        "\(name): time moved, not saved: official time falls, need to operation takes longer.")
    }
    return context.text(
      "\(name)：时间转移，不是节省——办理时间缩短，需求到开业全程没有明显缩短。",
      "\(name): time moved, not saved: official time falls, need to operation not clearly.")
  }

  /// The answering sentence.
  var answer: String {
    guard let leading = context.leading else { return estimate }
    let baseline = context.quoted(design: leading.baseline)
    let shown = leaders
    let designs = shown.map { comparison in
      let design = context.quoted(design: comparison.design)
      let clauses = [operating(comparison), cost(comparison)]
      return context.text(
        "方案\(design)下" + clauses.joined(separator: "，"),
        "under \(design) " + clauses.joined(separator: " ")) + exposure(comparison)
    }
    let sentence = context.text(
      "与\(baseline)相比，申请人平均：" + designs.joined(separator: "；") + "。",
      "Compared with \(baseline), the average applicant " + designs.joined(separator: "; ") + ".")
    let others = context.comparisons.count - shown.count
    guard others > 0 else { return sentence }
    return sentence
      + context.text(
        "以上 \(shown.count) 个方案按估计省时最多列出，没有被别的方案超过的在先；其余 \(others) 个见下表。",
        " Named are \(shown.count) designs, those that no other outdoes first, then by the estimate of time saved; "
          + "\(others) others stand in the tables below.")
  }

  /// The designs that the answer names: all of a few; of many those that no other outdoes first, then
  /// those with the largest estimate of time saved, and last those that surely take longer.
  var leaders: [Comparison] {
    guard context.comparisons.count > Self.mostNamed else { return context.comparisons }
    func difference(_ comparison: Comparison) -> Double {
      comparison.outcomes.first("need-to-operate", .workingDays)?.difference ?? .infinity
    }
    let outdone = Set(
      context.results.frontier.filter { !$0.outdoneBy.isEmpty }.map(\.design))
    func rank(_ i: Int) -> (Int, Double, Int) {
      let comparison = context.comparisons[i]
      let time = comparison.outcomes.first("need-to-operate", .workingDays)
      let isWorse = time?.verdict == .worse
      let group = isWorse ? 2 : outdone.contains(comparison.design) ? 1 : 0
      return (group, difference(comparison), i)
    }
    let order = context.comparisons.indices.sorted { rank($0) < rank($1) }
    return order.prefix(3).map { context.comparisons[$0] }
  }

  /// So many designs are all named in the answer; of more, three.
  static let mostNamed = 4

  // MARK: Clauses

  private func operating(_ comparison: Comparison) -> String {
    clause(
      comparison.outcomes.first("need-to-operate", .workingDays),
      fall: { context.text("提早 \($0) 可以开业（投用）", "may operate \($0) sooner") },
      rise: { context.text("推迟 \($0) 可以开业（投用）", "may operate \($0) later") },
      same: context.text("可以开业（投用）的时刻完全相同", "may operate at exactly the same time"),
      unclear: context.text("开业（投用）早晚无法判断", "may operate neither clearly sooner nor later"))
  }

  private func cost(_ comparison: Comparison) -> String {
    clause(
      comparison.outcomes.first("cost", .yuan, .payer("applicant")),
      fall: {
        context.text("成本（含等待的代价）少 \($0)", "and pays \($0) less, waiting included")
      },
      rise: {
        context.text("成本（含等待的代价）多 \($0)", "and pays \($0) more, waiting included")
      },
      same: context.text("成本（含等待的代价）完全相同", "and pays exactly the same"),
      unclear: context.text("成本（含等待的代价）增减无法判断", "and pays neither clearly more nor less"))
  }

  /// Time saved never stands without the risk taken.
  private func exposure(_ comparison: Comparison) -> String {
    guard let outcome = comparison.outcomes.first("exposure-days-per-1000", .daysPer1000) else {
      return ""
    }
    // The unit is in the table below; here as many words as one screen has room for.
    var numbers = ValueText(outcome.key.unit, showing: outcome.interval)
    if abs(outcome.difference ?? 0) >= 1_000 { numbers.decimals = 0 }
    let interval = outcome.interval.map { " " + numbers.signed($0) } ?? none
    switch outcome.verdict {
    case .same: return context.text("，风险暴露相同", ", exposure the same")
    case .cannotTell:
      let estimate = outcome.relative.map { " " + ValueText(.share).signed($0) } ?? ""
      return context.text(
        "，风险暴露估计变化\(estimate)，但增减无法判断",
        ", exposure\(estimate) by the estimate, but it cannot be told whether it rises or falls")
    case .better, .worse, .higher, .lower:
      let change = numbers.signed(outcome.difference ?? 0)
      return context.text(
        "，每 1,000 人风险暴露 \(change) 天\(interval)", ", exposure \(change) days per 1,000\(interval)")
    }
  }

  /// Whoever is turned away, refused or blocked waits no more: where a design approves others than the
  /// baseline, that is said before any time.
  private func approvals(_ comparison: Comparison) -> String? {
    let applicants = comparison.applicants
    let (lost, won) = (
      applicants.approvedInBaselineOnly.share ?? 0, applicants.approvedInDesignOnly.share ?? 0
    )
    guard max(lost, won) >= Self.noticedShare, let change = applicants.changeAmongApproved else {
      return nil
    }
    let shares = ValueText(.share)
    let days = ValueText(.workingDays, values: [change])
    let name = context.quoted(design: comparison.design)
    let baseline = context.quoted(design: comparison.baseline)
    let interval =
      applicants.changeAmongApprovedInterval.map { " " + days.signed($0) } ?? none
    return
      context.text(
        "\(name)：\(shares.plain(lost)) 的申请人只在\(baseline)中获批准，\(shares.plain(won)) 只在这里获批准；两边都获批准者扣除施工的全程平均变化 \(days.signed(change)) 个工作日\(interval)（运行噪声）。",
        "\(name): \(shares.plain(lost)) of the applicants are approved in \(baseline) only and \(shares.plain(won)) here only; "
          + "of those approved in both, idle time changes by \(days.signed(change)) working days\(interval) (run noise)."
      )
  }

  /// From this share of applicants on, the answer says that others are approved than in the baseline.
  private static let noticedShare = 0.02

  /// One difference in words; the number has its unit and its interval.
  private func clause(
    _ outcome: OutcomeDifference?, fall: (String) -> String, rise: (String) -> String, same: String,
    unclear: String
  ) -> String {
    guard let outcome, let difference = outcome.difference else { return unclear }
    let numbers = ValueText(outcome.key.unit, showing: outcome.interval)
    switch outcome.verdict {
    case .same: return same
    case .better, .worse, .higher, .lower:
      let isFall = difference < 0
      let interval = outcome.interval.map { isFall ? Interval(low: -$0.high, high: -$0.low) : $0 }
      return (isFall ? fall : rise)(amount(abs(difference), interval, outcome.key, numbers))
    case .cannotTell: return unclear
    }
  }

  private func amount(
    _ value: Double, _ interval: Interval?, _ key: OutcomeKey, _ numbers: ValueText
  ) -> String {
    key.unit.counting(numbers.plain(value), context.language)
      + (interval.map { " " + numbers.plain($0) } ?? none)
  }

  /// What stands in the place of an interval that there is not.
  private var none: String { context.text("（无区间）", " (no interval)") }

  // MARK: One design alone

  /// The answer where nothing is compared.
  private var estimate: String {
    guard let design = context.richest else {
      return context.text("没有运行任何方案。", "No design was run.")
    }
    let parts = ["need-to-operate", "need-to-operate-idle"].compactMap { name in
      design.outcomes.first(name, .workingDays).map(words)
    }
    let cost = design.outcomes.first("cost", .yuan, .payer("applicant")).map(words)
    let clauses = parts + (cost.map { [$0] } ?? [])
    return context.text(
      "在方案\(context.quoted(design: design.name))中，申请人平均：\(clauses.joined(separator: "；"))。",
      "In \(context.quoted(design: design.name)), for the average applicant: "
        + clauses.joined(separator: "; ") + ".")
  }

  private func words(_ outcome: OutcomeEstimate) -> String {
    let numbers = ValueText(outcome.key.unit)
    let name = context.name(outcome.key)
    guard let estimate = outcome.estimate else {
      return "\(name): \((outcome.reason ?? .noCases).text[context.language])"
    }
    let bound = outcome.isCensored ? context.text("至少 ", " at least ") : " "
    let amount = outcome.key.unit.counting(numbers.plain(estimate), context.language)
    let interval = outcome.interval.map { " " + numbers.plain($0) } ?? none
    return "\(name)\(bound)\(amount)\(interval)"
  }
}
