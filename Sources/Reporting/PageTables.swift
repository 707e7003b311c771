internal import ApprovalModel
internal import Experiments
internal import Inference

/// The first look at a comparison: does it help, how sure is that, what does it cost in risk.
struct GlanceTable {
  let context: ReportContext
  let comparisons: [Comparison]

  var table: Page.Table {
    let worth = comparisons.map { worthwhile($0) }
    return Page.Table(
      "glance", context.text("一眼看懂", "At a glance"),
      [
        Page.Column(Term.design.text[context.language]),
        Page.Column(context.text("有没有用（到开业的时间）", "Does it help (time to operation)")),
        Page.Column(context.text("有多确定", "How sure is that")),
      ] + (worth.contains { $0 != nil } ? [Page.Column(worthHead)] : []) + [
        Page.Column(context.text("风险的代价", "What it costs in risk"))
      ],
      zip(comparisons, worth).map { comparison, worthwhile in
        row(comparison, worth.contains { $0 != nil } ? worthwhile ?? Page.Cell("-") : nil)
      })
  }

  /// What the scenario says is the least that would matter.
  private var worthHead: String {
    guard let primary = context.results.manifest.primary else { return "" }
    let key = comparisons.first?.outcomes.first { $0.key.name == primary.outcome }?.key
    let least = (key?.unit ?? .workingDays).counting(
      shortest(primary.worthwhile), context.language)
    let name = OutcomeWords(primary.outcome).text[context.language]
    return context.text(
      "值得吗（\(name)至少改善 \(least)，由情景设定）",
      "Worth having (\(name) better by \(least) or more, as the scenario sets it)")
  }

  private func worthwhile(_ comparison: Comparison) -> Page.Cell? {
    guard let primary = context.results.manifest.primary else { return nil }
    return comparison.outcomes.first { $0.key.name == primary.outcome && $0.worthwhile != nil }?
      .worthwhile.map { Page.Cell($0.text[context.language]) }
  }

  private func row(_ comparison: Comparison, _ worthwhile: Page.Cell?) -> [Page.Cell] {
    let time = comparison.outcomes.first("need-to-operate", .workingDays)
    let design = context.designTitle(comparison.design)
    let titles = (context.results.reformTitles[comparison.design] ?? [])
      .map { $0[context.language] }.joined(separator: context.text("、", ", "))
    return [
      Page.Cell(design, note: titles.isEmpty || titles == design ? nil : titles),
      cell(time),
      Page.Cell(sureness(time)),
    ] + (worthwhile.map { [$0] } ?? []) + [risk(comparison)]
  }

  /// Exposure, with what can be counted: defects that nobody finds, permits taken back.
  private func risk(_ comparison: Comparison) -> Page.Cell {
    let exposure = comparison.outcomes.first("exposure-days-per-1000", .daysPer1000)
    var cell = cell(exposure)
    let share = exposure?.relative.map { " (\(ValueText(.share).signed($0)))" } ?? ""
    let counts = ([.missed, .revocations] as [Quantity]).compactMap { quantity -> String? in
      guard let outcome = comparison.outcomes.first(quantity.rawValue, .per1000),
        let before = outcome.baseline, let after = outcome.design, (before, after) != (0, 0)
      else { return nil }
      let numbers = ValueText(.per1000, values: [before, after])
      return
        "\(quantity.text[context.language]) \(numbers.plain(before)) -> \(numbers.plain(after))"
    }
    let list = counts.joined(separator: context.text("，", ", "))
    let counted =
      counts.isEmpty
      ? "" : context.text("；每 1,000 名申请人：\(list)", "; for 1,000 applicants: \(list)")
    cell.note = (cell.note ?? "") + share + counted
    return cell
  }

  /// The verdict, and the change with its unit and share of the baseline.
  private func cell(_ outcome: OutcomeDifference?) -> Page.Cell {
    guard let outcome else { return Page.Cell("-") }
    let word = outcome.verdict.text[context.language]
    guard let difference = outcome.difference else {
      return Page.Cell(word, mark: Page.Mark(outcome.verdict))
    }
    let numbers = HeadlineSection(context: context).numbers(outcome.key, showing: outcome.interval)
    let unit = outcome.key.unit
    return Page.Cell(
      word, value: difference, unit: unit.rawValue, low: outcome.interval?.low,
      high: outcome.interval?.high,
      note: unit.counting(numbers.signed(difference), context.language) + " "
        + context.cell(outcome.interval, numbers, isSigned: true),
      mark: Page.Mark(outcome.verdict))
  }

  /// `42 of 46 inputs are assumed`.
  private var assumed: String {
    let grades = context.results.manifest.inputsByGrade
    let all = grades.reduce(0) { $0 + $1.count }
    let assumed = grades.first { $0.grade == .d }?.count ?? 0
    return context.text(
      "\(counted(all)) 项输入中 \(counted(assumed)) 项是假设",
      "\(counted(assumed)) of \(counted(all)) inputs are assumed")
  }

  private func sureness(_ outcome: OutcomeDifference?) -> String {
    guard let outcome else { return "-" }
    switch outcome.verdict {
    case .same: return context.text("完全确定：一模一样", "entirely sure: exactly alike")
    case .better, .worse, .higher, .lower:
      return outcome.intervalKind == .assumptions
        ? context.text(
          "只要输入都在写明的范围内，方向就是确定的；\(assumed)",
          "if the inputs lie within their stated ranges, the direction is sure; \(assumed)")
        : context.text(
          "只要输入没有错，方向就是确定的；\(assumed)",
          "if the inputs are right, the direction is sure; \(assumed)")
    case .cannotTell:
      return context.tooFew == nil
        ? context.text("不确定：可能增也可能减", "not sure: it may rise or fall")
        : context.text("运行还不够，不作结论", "too few replications yet to tell")
    }
  }
}

extension HeadlineSection {
  /// The headline outcomes of one design: before, after, change with its interval, verdict.
  func table(_ comparison: Comparison) -> Page.Table {
    let heads = [
      context.text("改革前", "before"), context.text("改革后", "after"),
      context.text("压减（负数为减少）", "change (negative: less)"),
    ]
    let columns =
      [Page.Column(Term.outcome.text[context.language])]
      + heads.map { Page.Column($0, isNumeric: true) }
      + [Page.Column(Term.verdict.text[context.language])]
    return Page.Table(
      "change-\(comparison.design)",
      context.text(
        "\(context.quoted(design: comparison.design))与\(context.quoted(design: comparison.baseline))相比",
        "\(context.quoted(design: comparison.design)) against \(context.quoted(design: comparison.baseline))"
      ),
      columns, comparison.outcomes.filter(\.key.isHeadline).map(row))
  }

  private func row(_ outcome: OutcomeDifference) -> [Page.Cell] {
    let numbers = numbers(outcome.key, showing: outcome.interval)
    let unit = outcome.key.unit.rawValue
    func cell(_ value: Double?) -> Page.Cell {
      Page.Cell(
        context.cell(value, numbers, reason: outcome.reason), value: value, unit: unit)
    }
    return [
      Page.Cell(context.name(outcome.key), note: label(outcome.key.unit)),
      cell(outcome.baseline), cell(outcome.design), change(outcome, numbers),
      Page.Cell(
        outcome.verdict.text[context.language], mark: Page.Mark(outcome.verdict)),
    ]
  }

  private func label(_ unit: OutcomeUnit) -> String {
    unit == .daysPer1000
      ? context.text("每 1,000 名申请人，自然日", "calendar days per 1,000 applicants")
      : unit.text[context.language]
  }

  /// The difference, its part of the baseline behind it, its interval below.
  private func change(_ outcome: OutcomeDifference, _ numbers: ValueText) -> Page.Cell {
    guard let difference = outcome.difference else { return Page.Cell("-") }
    let part = outcome.relative.map { " (\(ValueText(.share).signed($0)))" } ?? ""
    return Page.Cell(
      numbers.signed(difference) + part, value: difference, unit: outcome.key.unit.rawValue,
      low: outcome.interval?.low, high: outcome.interval?.high,
      note: context.cell(outcome.interval, numbers, isSigned: true))
  }

  /// All designs in one table: the changes of the headline outcomes.
  var crowd: Page.Table {
    let keys = (context.comparisons.first?.outcomes ?? []).map(\.key).filter(\.isHeadline)
    return Page.Table(
      "change-all", context.text("全部方案与基准之差", "All designs against the baseline"),
      [Page.Column(Term.design.text[context.language])]
        + keys.map { key in
          Page.Column("\(context.name(key)) (\(label(key.unit)))", isNumeric: true)
        },
      context.comparisons.map { comparison in
        [Page.Cell(context.designTitle(comparison.design))]
          + keys.map { key in
            guard let outcome = comparison.outcomes.first(where: { $0.key == key }) else {
              return Page.Cell("-")
            }
            var cell = change(outcome, numbers(key, showing: outcome.interval))
            cell.mark = Page.Mark(outcome.verdict)
            return cell
          }
      })
  }
}

/// Estimates of every design side by side, where nothing is compared.
struct EstimateTables {
  let context: ReportContext

  var headline: Page.Table {
    let keys = (context.results.designs.first?.outcomes ?? []).map(\.key).filter(\.isHeadline)
    return table("estimates", Term.outcome.text[context.language], keys) { context.name($0) }
  }

  func tables(_ families: [OutcomeFamily]) -> [Page.Table] {
    guard let first = context.results.designs.first else { return [] }
    let (groups, _) = OutcomeTables(context: context).tables(
      first.outcomes, key: \.key, isEmpty: { ($0.estimate ?? 0) == 0 }, size: { $0.estimate })
    return groups.enumerated().filter { families.contains($0.element.family) }.map { i, group in
      var labels: [OutcomeKey: String] = [:]
      for row in group.rows { labels[row.outcome.key] = row.label }
      return table("estimates-\(i + 1)", group.heading, group.rows.map(\.outcome.key)) {
        labels[$0] ?? context.name($0)
      }
    }
  }

  private func table(
    _ id: String, _ caption: String, _ keys: [OutcomeKey], _ label: (OutcomeKey) -> String
  ) -> Page.Table {
    let designs = context.results.designs
    return Page.Table(
      id, caption,
      [Page.Column(Term.outcome.text[context.language])]
        + designs.map { Page.Column(context.designTitle($0.name), isNumeric: true) },
      keys.map { key in
        let cells = designs.map { design -> Page.Cell in
          guard let outcome = design.outcomes.first(where: { $0.key == key }) else {
            return Page.Cell("-")
          }
          let numbers = ValueText(key.unit, values: [outcome.estimate])
          return Page.Cell(
            context.cell(outcome.estimate, numbers, reason: outcome.reason),
            value: outcome.estimate, unit: key.unit.rawValue, low: outcome.interval?.low,
            high: outcome.interval?.high, note: context.cell(outcome.interval, numbers))
        }
        return [Page.Cell(label(key), note: key.unit.text[context.language])] + cells
      })
  }
}

/// Every input with its grade, source and range.
struct EvidenceSection {
  let context: ReportContext

  var section: Page.Section {
    let method = MethodSection(context: context)
    let sentences = [method.inputs, method.ranges].filter { !$0.isEmpty }
    var blocks: [Page.Block] = sentences.map { .paragraph(.note, $0) }
    if !context.results.inputs.isEmpty { blocks.append(.table(table)) }
    return Page.Section("evidence", context.text("输入与依据", "Inputs and evidence"), blocks)
  }

  private var table: Page.Table {
    let titles = Dictionary(
      context.results.sources.map { ($0.name, $0.title) }, uniquingKeysWith: { a, _ in a })
    return Page.Table(
      "inputs",
      context.text("全部输入，按等级从低到高", "All inputs, the least known first"),
      [
        Page.Column(context.text("输入", "input")), Page.Column(context.text("声明的值", "value")),
        Page.Column(context.text("等级", "grade")), Page.Column(context.text("范围", "range")),
        Page.Column(context.text("依据", "source")),
      ],
      Grade.allCases.reversed().flatMap { grade in
        context.results.inputs.filter { $0.evidence.grade == grade }.map { input in
          let evidence = input.evidence
          let source = evidence.source.map { titles[$0] ?? $0 }
          let assumed = context.text("假设", "assumed")
          let set = context.text("由 --set 设定", "set by --set")
          return [
            Page.Cell(input.path), value(input),
            Page.Cell(
              grade == .d ? context.text("D（\(assumed)）", "D (\(assumed))") : grade.rawValue,
              mark: Page.Mark(grade)),
            Page.Cell(
              evidence.range.map { range($0, input.text) } ?? context.text("无", "none")),
            Page.Cell(
              input.isSet ? set : source ?? (grade == .d ? assumed : "-"), note: evidence.note),
          ]
        }
      })
  }

  /// The value of an input, with its number and unit where it is one number.
  private func value(_ input: InputListing) -> Page.Cell {
    var cell = Page.Cell(input.text)
    let digits = input.text.prefix { $0.isNumber || $0 == "." }
    let unit = input.text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Double(digits), !unit.contains(where: { $0.isNumber || $0 == "," }) else {
      return cell
    }
    // 35 × 0.01 is a little more than 0.35, but 35 / 100 is not.
    cell.value = unit == "%" ? number / 100 : number
    switch unit {
    case "": break
    case "%": cell.unit = OutcomeUnit.share.rawValue
    // An amount of money, not that of one applicant.
    case "yuan": cell.unit = InputUnit.money.rawValue
    default: cell.unit = String(unit)
    }
    return cell
  }

  private func range(_ range: InputRange, _ text: String) -> String {
    let ends = range.ends(asIn: text)
    return "\(ends.low) – \(ends.high)"
  }
}

/// Documents drawn on, what makes the results again.
struct ProvenanceSection {
  let context: ReportContext

  var section: Page.Section {
    let sources = SourceList(context.results.sources).lines(context.language)
    var blocks: [Page.Block] = []
    if !sources.isEmpty {
      blocks += [
        .paragraph(.note, context.text("依据的文件：", "Documents drawn on:")), .list(sources),
      ]
    }
    blocks += [.table(table), .paragraph(.caution, context.caution)]
    return Page.Section("provenance", context.text("来源与复现", "Provenance"), blocks)
  }

  /// The manifest.
  var table: Page.Table {
    let manifest = context.results.manifest
    let rows: [(String, String)] = [
      (context.text("重做这些结果的命令", "command that makes it again"), manifest.command),
      (context.text("版本", "version"), "ReformLab \(manifest.version)"),
      (context.text("情景文件摘要", "digest of the scenario"), manifest.scenarioDigest),
      (context.text("执行计划摘要", "digest of the plan"), manifest.planDigest),
      (Term.seed.text[context.language], String(manifest.seed)),
      (Term.replications.text[context.language], String(manifest.replications)),
      (Term.baseline.text[context.language], context.named(manifest.baseline)),
      (
        Term.design.text[context.language],
        manifest.designs.map(context.named).joined(separator: context.text("、", ", "))
      ),
      (
        context.text("观察批次", "cohort"),
        "\(manifest.window.lowerBound) – \(manifest.window.upperBound)"
      ),
      (
        context.text("情景开关", "switches"),
        manifest.switches.isEmpty ? "-" : manifest.switches.joined(separator: ", ")
      ),
    ]
    var numbers = [Term.replications.text[context.language]: Double(manifest.replications)]
    // A spreadsheet keeps 15 digits; a longer seed stays a text.
    if manifest.seed < 1_000_000_000_000_000 {
      numbers[Term.seed.text[context.language]] = Double(manifest.seed)
    }
    return Page.Table(
      "manifest", context.text("运行清单", "Manifest"),
      [Page.Column(context.text("项目", "item")), Page.Column(context.text("内容", "value"))],
      rows.map { label, text in
        [Page.Cell(label), Page.Cell(text, value: numbers[label])]
      })
  }
}
