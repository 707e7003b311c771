internal import ApprovalModel
internal import Experiments
internal import Inference

/// Who gains and who loses under each design, with the placebo beside it.
struct GainLoseSection {
  let context: ReportContext

  var lines: [String] {
    guard let table else { return [] }
    return context.heading(table.caption) + TextTable(table, context.style).lines(context.style)
      + notes.flatMap { context.paragraph($0) }
  }

  /// Shares of applicants by design, the placebo below each; nil where nobody can be paired.
  var table: Page.Table? {
    guard let first = context.comparisons.first, context.isPaired else { return nil }
    let heads = [Term.design, .gain, .lose, .same, .open]
    let rows = context.comparisons.flatMap { comparison -> [[Page.Cell]] in
      let applicants = comparison.applicants
      return [
        [Page.Cell(context.designTitle(comparison.design))] + cells(applicants.time)
          + [context.shareCell(applicants.open)],
        [Page.Cell("  " + Term.placebo.text[context.language])] + cells(applicants.placebo)
          + [Page.Cell("")],
      ]
    }
    return Page.Table(
      "gain-lose", heading(first.applicants),
      heads.map { Page.Column($0.text[context.language]) }, rows)
  }

  /// Firm by firm, then what brackets and placebo are.
  var notes: [String] {
    context.comparisons.compactMap(firms) + [
      context.text(
        "方括号是运行噪声。安慰剂对照：不改革，只是基准方案换一次运气（审查、补正、检出），也有这么多人变快或变慢。",
        "Brackets: run noise. Placebo: no reform, the baseline with other luck (review, correction, detection); so many are faster or slower by chance alone."
      )
    ]
  }

  /// The firms of one design in one line, with the placebo.
  private func firms(_ comparison: Comparison) -> String? {
    guard let firms = comparison.applicants.firms else { return nil }
    func list(_ shares: GainLose) -> String {
      zip([Term.gain, .lose, .same], cells(shares))
        .map { "\($0.text[context.language]) \($1.text)" }
        .joined(separator: context.text("，", ", "))
    }
    return context.text(
      "按企业（同一企业两边都获批准的申请合计）\(context.designTitle(comparison.design))：\(list(firms.time))；安慰剂对照：\(list(firms.placebo))",
      "By firm (its applications approved in both, together) \(context.designTitle(comparison.design)): \(list(firms.time)); placebo: "
        + list(firms.placebo))
  }

  private func heading(_ applicants: ApplicantComparison) -> String {
    let days = OutcomeUnit.workingDays.counting(
      shortest(applicants.timeThreshold), context.language)
    return context.text(
      "谁受益、谁受损（两个方案中都获批准者，时间至少 \(days)）",
      "Who gains, who loses (of those approved in both; time by at least \(days))")
  }

  private func cells(_ shares: GainLose) -> [Page.Cell] {
    [shares.gain, shares.lose, shares.same].map(context.shareCell)
  }
}

extension ReportContext {
  /// A share with its interval.
  func cell(_ share: ShareEstimate) -> String {
    guard let value = share.share else { return "–" }
    let numbers = ValueText(.share)
    guard let interval = share.interval else { return numbers.plain(value) }
    return "\(numbers.plain(value)) \(numbers.plain(interval))"
  }

  /// The same with its numbers.
  func shareCell(_ share: ShareEstimate) -> Page.Cell {
    Page.Cell(
      cell(share), value: share.share, unit: OutcomeUnit.share.rawValue,
      low: share.interval?.low, high: share.interval?.high)
  }
}

/// An amount of money in yuan, with as many decimals as it has.
func yuan(_ money: Money) -> String {
  fixed(Double(money.fen) / 100, decimals: money.fen.isMultiple(of: 100) ? 0 : 2)
}

/// A declared number with as many decimals as it has, up to six.
func shortest(_ value: Double) -> String {
  for decimals in 0..<6 {
    let text = fixed(value, decimals: decimals)
    if Double(text.filter { $0 != "," }) == value { return text }
  }
  return fixed(value, decimals: 6)
}
