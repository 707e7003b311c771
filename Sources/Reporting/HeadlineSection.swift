internal import ApprovalModel
internal import Experiments
internal import Inference

/// The answer for all designs side by side: designs as columns, headline outcomes as rows.
struct HeadlineSection {
  let context: ReportContext

  var lines: [String] {
    guard let first = context.results.designs.first else { return [] }
    let keys = first.outcomes.map(\.key).filter(\.isHeadline)
    let labels = keys.map(label)
    let compared = Set(context.comparisons.map(\.design))
    let alone = context.results.designs.filter { !compared.contains($0.name) }
    let columns =
      alone.map { design in
        SideBySide.Column(
          head: context.designTitle(design.name), cells: keys.map { estimate($0, design) })
      }
      + context.comparisons.map { comparison in
        SideBySide.Column(
          head: context.designTitle(comparison.design),
          cells: keys.map { difference($0, comparison) })
      }
    return [""]
      + SideBySide(head: Term.outcome.text[context.language], labels: labels, columns: columns)
      .lines(context.style)
      + (context.comparisons.isEmpty ? [] : [explanation] + remarks).flatMap {
        context.paragraph($0)
      }
  }

  /// The outcome and its unit, in two lines of which neither is long.
  private func label(_ key: OutcomeKey) -> [String] {
    guard key.unit == .daysPer1000 else {
      return [context.name(key), "  " + key.unit.text[context.language]]
    }
    return [
      context.name(key) + context.text("，自然日", ", calendar days"),
      "  " + OutcomeUnit.per1000.text[context.language],
    ]
  }

  private func estimate(_ key: OutcomeKey, _ design: DesignResult) -> [String] {
    guard let outcome = design.outcomes.first(where: { $0.key == key }) else { return ["-", ""] }
    let numbers = numbers(key)
    return [
      context.cell(outcome.estimate, numbers, reason: outcome.reason),
      outcome.estimate == nil ? "" : context.cell(outcome.interval, numbers),
    ]
  }

  /// The same decimals in all columns, but where a clear difference would look like zero.
  func numbers(_ key: OutcomeKey, showing interval: Interval? = nil) -> ValueText {
    let values = context.results.designs.compactMap { design in
      design.outcomes.first { $0.key == key }?.estimate
    }
    return ValueText(key.unit, showing: interval, values: values)
  }

  private func difference(_ key: OutcomeKey, _ comparison: Comparison) -> [String] {
    guard let outcome = comparison.outcomes.first(where: { $0.key == key }) else {
      return ["-", ""]
    }
    let numbers = numbers(key, showing: outcome.interval)
    let value = context.cell(outcome.design, numbers, reason: outcome.reason)
    guard let difference = outcome.difference else { return [value, ""] }
    return [
      "\(value)  \(numbers.signed(difference))",
      "\(context.cell(outcome.interval, numbers, isSigned: true)) \(context.cell(outcome.verdict))",
    ]
  }

  private var explanation: String {
    let baseline = context.quoted(design: context.results.manifest.baseline)
    return context.text(
      "各方案：数值、与\(baseline)的差；下一行是差的区间和结论。",
      "Each design: value and difference from \(baseline); below it, the interval and the verdict."
    )
  }

  /// Whether the difference is worth having, and what stays open.
  var remarks: [String] { primary + undecided }

  /// Whether the primary outcome's difference is worth having.
  private var primary: [String] {
    guard let primary = context.results.manifest.primary else { return [] }
    let answers = context.comparisons.compactMap { comparison -> String? in
      guard
        let outcome = comparison.outcomes.first(where: {
          $0.key.name == primary.outcome && $0.worthwhile != nil
        }), let worthwhile = outcome.worthwhile
      else { return nil }
      let needed =
        outcome.replicationsForWorthwhile.map {
          context.text(
            "（看运行噪声约需 \(counted($0)) 次）", " (about \(counted($0)) replications, by run noise)")
        } ?? inputsLeaveOpen(outcome)
      return
        "\(context.quoted(design: comparison.design)) \(worthwhile.text[context.language])\(needed)"
    }
    guard !answers.isEmpty else { return [] }
    let name = OutcomeWords(primary.outcome).text[context.language]
    let key = context.comparisons.first?.outcomes.first { $0.key.name == primary.outcome }?.key
    let unit = key?.unit ?? .workingDays
    let least = unit.counting(shortest(primary.worthwhile), context.language)
    return [
      context.text(
        "是否值得（\(name)至少改善 \(least)）：", "Worth having (\(name) better by at least \(least)): ")
        + answers.joined(separator: context.text("；", "; ")) + context.text("。", ".")
    ]
  }

  /// That a larger study would not tell whether the difference is worth having.
  private func inputsLeaveOpen(_ outcome: OutcomeDifference) -> String {
    guard outcome.worthwhile == .cannotTell, outcome.intervalKind == .assumptions,
      outcome.interval != nil, outcome.replicationsForWorthwhile == nil,
      context.results.manifest.replications >= Verdict.leastReplications
    else { return "" }
    return context.text("（输入的范围使之未定）", ": the inputs leave it open")
  }

  /// How many replications would decide what run noise leaves open, and what the inputs leave open.
  private var undecided: [String] {
    let unsettled = context.comparisons.flatMap { comparison in
      comparison.outcomes.filter { $0.key.isHeadline && $0.reason == .openInputs }.map { outcome in
        context.text(
          "\(context.quoted(design: comparison.design))的\(context.name(outcome.key))",
          "\(context.name(outcome.key)) of \(context.quoted(design: comparison.design))")
      }
    }
    return needed
      + (unsettled.isEmpty
        ? []
        : [
          context.text(
            "不能判断，输入的范围使之未定，更多重复运行也无济于事：",
            "Cannot tell, the inputs leave it open, and more replications would not narrow it: ")
            + unsettled.joined(separator: context.text("；", "; ")) + context.text("。", ".")
        ])
  }

  private var needed: [String] {
    let open = context.comparisons.flatMap { comparison in
      comparison.outcomes.compactMap { outcome -> String? in
        guard outcome.key.isHeadline, outcome.verdict == .cannotTell,
          let needed = outcome.replicationsNeeded
        else { return nil }
        return context.text(
          "\(context.quoted(design: comparison.design))的\(context.name(outcome.key))约 \(counted(needed)) 次",
          "\(context.name(outcome.key)) of \(context.quoted(design: comparison.design)) \(counted(needed))"
        )
      }
    }
    guard !open.isEmpty else { return [] }
    return [
      context.text(
        "只看运行噪声，能作出判断所需的重复运行：", "Replications to decide, by run noise: ")
        + open.joined(separator: context.text("；", "; ")) + context.text("。", ".")
    ]
  }
}

/// Labels at the left, columns beside each other as far as the width goes, the rest below.
struct SideBySide {
  /// A column: for each row its lines.
  struct Column {
    var head: String
    var cells: [[String]]
  }

  var head: String
  /// For each row its lines, as many as the cells have.
  var labels: [[String]]
  var columns: [Column]

  func lines(_ style: TextStyle) -> [String] {
    let natural = (labels.joined() + [head]).map { displayWidth($0) }.max() ?? 0
    let labelWidth = min(natural, TextTable.leastLabel)
    var blocks: [[Column]] = []
    var used = 0
    for column in columns {
      let width = (column.cells.joined() + [column.head]).map { displayWidth($0) }.max() ?? 0
      if blocks.isEmpty || labelWidth + used + 2 + width > ReportContext.width {
        blocks.append([])
        used = 0
      }
      blocks[blocks.count - 1].append(column)
      used += 2 + width
    }
    return blocks.enumerated().flatMap { i, block in (i == 0 ? [] : [""]) + lines(of: block, style)
    }
  }

  private func lines(of block: [Column], _ style: TextStyle) -> [String] {
    var table = TextTable([(head, .left)] + block.map { ($0.head, .left) })
    for (i, label) in labels.enumerated() {
      for line in label.indices {
        table.rows.append([label[line]] + block.map { $0.cells[i][line] })
      }
    }
    return table.lines(style)
  }
}
