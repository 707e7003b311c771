internal import ApprovalModel
internal import Experiments

/// Several designs between time saved and risk taken: which of them another one outdoes.
struct FrontierSection {
  let context: ReportContext

  var lines: [String] {
    guard let table else { return [] }
    return context.heading(table.caption) + TextTable(table, context.style).lines(context.style)
      + context.paragraph(note)
  }

  /// A row for each design, the baseline first; nil where fewer than two are compared.
  var table: Page.Table? {
    let points = context.results.frontier
    guard !points.isEmpty else { return nil }
    let time = ValueText(.workingDays, values: points.compactMap(\.timeSaved))
    let risk = ValueText(.daysPer1000, values: points.compactMap(\.exposureAdded))
    let shares = ValueText(.share)
    func cell(_ value: Double?, _ numbers: ValueText) -> Page.Cell {
      Page.Cell(value.map(numbers.plain) ?? "-", value: value, unit: numbers.unit.rawValue)
    }
    return Page.Table(
      "frontier", context.text("省下的时间与承担的风险", "Time saved and risk taken"),
      [
        Page.Column(Term.design.text[context.language]),
        Page.Column(context.text("省下的工作日", "working days saved"), isNumeric: true),
        Page.Column(context.text("增加的风险暴露", "exposure added"), isNumeric: true),
        Page.Column(context.text("获批准", "approved"), isNumeric: true),
        Page.Column(context.text("被谁超过", "outdone by")),
      ],
      points.map { point in
        [
          Page.Cell(context.designTitle(point.design)), cell(point.timeSaved, time),
          cell(point.exposureAdded, risk),
          cell(point.approved, shares), Page.Cell(others(point.outdoneBy, points)),
        ]
      })
  }

  /// Which designs none outdoes in time and risk, and who outdoes the others; nil where one is compared alone.
  var sentence: String? {
    let points = context.results.frontier
    guard points.count > 2 else { return nil }
    let comma = context.text("、", ", ")
    let best = points.filter(\.outdoneBy.isEmpty).map { context.quoted(design: $0.design) }
    let outdone = points.filter { !$0.outdoneBy.isEmpty }
    let baseline = context.results.manifest.baseline
    let others = outdone.filter { $0.design != baseline }.map { point in
      context.text(
        "\(context.quoted(design: point.design))被\(context.quoted(design: point.outdoneBy[0]))超过",
        "\(context.quoted(design: point.design)) is outdone by \(context.quoted(design: point.outdoneBy[0]))"
      )
    }
    return context.text(
      "只看时间和风险两项，没有被别的方案超过的是\(best.joined(separator: comma))",
      "In time and risk alone, outdone by none: \(best.joined(separator: comma))")
      + (others.isEmpty || others.count > Self.mostTold
        ? "" : context.text("；", "; ") + others.joined(separator: context.text("；", "; ")))
      + context.text("。", ".")
  }

  /// Of more designs that are outdone, the table tells.
  private static let mostTold = 4

  /// What the columns are, and when a design is outdone.
  var note: String {
    context.text(
      "扣除施工的全程比基准少的工作日；每 1,000 名申请人比基准多的风险暴露（自然日）。被超过：另一方案风险暴露明显更少而不多花觉察得到的时间，或者省时明显更多而暴露的估计不更多；且获批准者不更少。没有被超过的方案构成边界。",
      "Working days of idle time below the baseline; calendar days of exposure per 1,000 applicants above it. Outdone: another design has clearly less exposure and takes no noticeable time more, or saves clearly and noticeably more time at no more exposure by the estimates; and it approves no fewer. The designs that none outdoes are the frontier."
    )
  }

  /// At most two names, those that none outdoes first: a design far from the frontier is outdone by many.
  private func others(_ names: [Name], _ points: [FrontierPoint]) -> String {
    let best = Set(points.filter(\.outdoneBy.isEmpty).map(\.design))
    let names = (names.filter(best.contains) + names.filter { !best.contains($0) })
      .map(context.designTitle)
    guard names.count > 2 else { return names.joined(separator: context.text("、", ", ")) }
    let rest = names.count - 1
    return context.text("\(names[0]) 和另外 \(rest) 个", "\(names[0]) and \(rest) more")
  }
}
