internal import ApprovalModel
internal import Experiments
internal import Inference

/// The outcomes of every design side by side, without comparison.
struct EstimateSection {
  let context: ReportContext

  var lines: [String] {
    let designs = context.results.designs
    guard let first = designs.first else { return [] }
    let others = designs.map { design in
      Dictionary(design.outcomes.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    }
    let (groups, zeros) = OutcomeTables(context: context).tables(
      first.outcomes.map(\.key), key: { $0 },
      isEmpty: { key in
        others.allSatisfy { ($0[key]?.estimate ?? 0) == 0 && $0[key]?.reason != .notReached }
      },
      size: { key in others.compactMap { $0[key]?.estimate }.max() })
    var lines: [String] = []
    for group in groups {
      let columns = zip(designs, others).map { design, outcomes in
        SideBySide.Column(
          head: context.designTitle(design.name),
          cells: group.rows.map { [cell(outcomes[$0.outcome])] })
      }
      let table = SideBySide(
        head: group.heading, labels: group.rows.map { [$0.label] }, columns: columns)
      lines += [""] + table.lines(context.style)
      if group.more > 0 { lines.append(context.more(group.more)) }
    }
    if zeros > 0 {
      lines +=
        [""]
        + context.paragraph(
          context.text(
            "另有 \(counted(zeros)) 项结果为零或没有办件，未列出。",
            "\(counted(zeros)) more outcomes are zero or without cases and not listed."))
    }
    return lines
  }

  private func cell(_ outcome: OutcomeEstimate?) -> String {
    guard let outcome else { return "-" }
    let numbers = ValueText(outcome.key.unit, values: [outcome.estimate])
    let value = context.cell(outcome.estimate, numbers, reason: outcome.reason)
    guard outcome.estimate != nil, let interval = outcome.interval else { return value }
    return "\(value) \(numbers.plain(interval))"
  }
}
