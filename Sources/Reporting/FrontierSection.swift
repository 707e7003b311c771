internal import ApprovalModel
internal import Experiments

/// Several designs between time saved and risk taken: which of them another one outdoes.
struct FrontierSection {
  let context: ReportContext

  var lines: [String] {
    let points = context.results.frontier
    guard !points.isEmpty else { return [] }
    let time = ValueText(.workingDays, values: points.compactMap(\.timeSaved))
    let risk = ValueText(.daysPer1000, values: points.compactMap(\.exposureAdded))
    var table = TextTable([
      (Term.design.text[context.language], .left),
      (context.text("省下的工作日", "working days saved"), .right),
      (context.text("增加的风险暴露", "exposure added"), .right),
      (context.text("被谁超过", "outdone by"), .left),
    ])
    for point in points {
      table.rows.append([
        point.design, point.timeSaved.map(time.plain) ?? "-",
        point.exposureAdded.map(risk.plain) ?? "-", others(point.outdoneBy),
      ])
    }
    return context.heading(context.text("省下的时间与承担的风险", "Time saved and risk taken"))
      + table.lines(context.style)
      + context.paragraph(
        context.text(
          "扣除施工的全程比基准少的工作日；每 1,000 名申请人比基准多的风险暴露（自然日）。被超过：另一方案在其中一项明显更好（按配对差的运行噪声）、另一项的估计不更差；没有被超过的方案构成边界。",
          "Working days of idle time below the baseline; calendar days of exposure per 1,000 applicants above it. Outdone: another design is clearly better in one (run noise of the paired difference) and by its estimate no worse in the other; the designs that none outdoes are the frontier."
        ))
  }

  /// At most two names: a design far from the frontier is outdone by many.
  private func others(_ names: [Name]) -> String {
    guard names.count > 2 else { return names.joined(separator: context.text("、", ", ")) }
    let first = names[0]
    let rest = names.count - 1
    return context.text("\(first) 和另外 \(rest) 个", "\(first) and \(rest) more")
  }
}
