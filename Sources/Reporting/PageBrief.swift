package import ApprovalModel
package import Experiments
internal import Inference

extension StudyResults {
  /// The comparison on one sheet: before, after and change first, then what it rests on.
  ///
  /// It tells of the design with most reforms; others are named in the answer.
  package func brief(_ language: Language, with companions: PageCompanions = PageCompanions())
    -> Page
  {
    let context = ReportContext(results: self, language: language, style: .plain)
    return Brief(context: context, companions: companions).page
  }
}

/// What stands on the sheet.
private struct Brief {
  let context: ReportContext
  let companions: PageCompanions

  private var results: StudyResults { context.results }

  var page: Page {
    var sections = [
      Page.Section(
        "answer", context.text("结论", "The answer"),
        [
          .paragraph(.answer, AnswerSection(context: context).answer),
          .paragraph(.caution, context.caution),
        ])
    ]
    if let comparison = context.leading {
      sections.append(
        Page.Section(
          "change", context.text("改革前、改革后、压减", "Before, after, change"),
          [
            .table(HeadlineSection(context: context).table(comparison)),
            .paragraph(.note, bracketNote),
          ]))
      sections.append(
        Page.Section(
          "facts", context.text("要点", "What it rests on"),
          [.table(facts(comparison))]))
    }
    sections.append(
      Page.Section("provenance", context.text("来源与复现", "Provenance"), provenance))
    return Page(
      language: context.language, title: results.title[context.language], sections: sections)
  }

  private var bracketNote: String {
    context.text(
      "方括号：区间。整个区间在 0 的一侧，方向才算确定；跨过 0 写“无法判断”，不等于没有影响。",
      "Brackets: interval. Only where it lies on one side of 0 is the direction sure; where it holds 0 it says 'cannot tell', which is not 'no effect'."
    )
  }

  private func facts(_ comparison: Comparison) -> Page.Table {
    let rows: [(String, String?)] = [
      (context.text("改什么", "Changes"), reforms(comparison)),
      (context.text("时间", "Time"), outcomes(comparison, times)),
      (context.text("成本", "Cost"), costs(comparison)),
      (context.text("风险", "Risk"), outcomes(comparison, risks)),
      (context.text("归因", "Attribution"), attribution),
      (context.text("谁受损", "Who loses"), who(comparison)),
      (context.text("敏感性", "Sensitivity"), sensitivity),
      (context.text("依据", "Evidence"), evidence),
      (context.text("文件", "Documents"), documents),
    ]
    return Page.Table(
      "facts", "", [Page.Column(""), Page.Column("")],
      rows.compactMap { label, text in text.map { [Page.Cell(label), Page.Cell($0)] } })
  }

  private func list(_ words: [String]) -> String {
    words.joined(separator: context.text("；", "; ")) + context.text("。", ".")
  }

  private func reforms(_ comparison: Comparison) -> String? {
    let titles = results.reformTitles[comparison.design] ?? []
    guard !titles.isEmpty else { return nil }
    return titles.map { $0[context.language] }.joined(separator: context.text("、", ", "))
      + context.text("。", ".")
  }

  private let times: [(String, OutcomeUnit)] = [
    ("need-to-operate-median", .workingDays), ("need-to-operate-p90", .workingDays),
    ("need-to-operate", .calendarDays), ("trips", .perCase), ("materials", .perCase),
  ]
  private let risks: [(String, OutcomeUnit)] = [
    ("defects-missed-per-1000", .per1000), ("defects-found-late-per-1000", .per1000),
    ("inspections-per-1000", .per1000),
  ]

  /// Outcomes in a row: before, after, change and verdict of each.
  private func outcomes(_ comparison: Comparison, _ names: [(String, OutcomeUnit)]) -> String? {
    let found = names.compactMap { name, unit in
      comparison.outcomes.first(name, unit).flatMap(words)
    }
    return found.isEmpty ? nil : list(found)
  }

  private func words(_ outcome: OutcomeDifference) -> String? {
    guard let before = outcome.baseline, let after = outcome.design,
      (before, after) != (0, 0), let difference = outcome.difference
    else { return nil }
    let numbers = ValueText(
      outcome.key.unit, showing: outcome.interval, values: [before, after])
    let unit = outcome.key.unit.text[context.language]
    return
      "\(context.name(outcome.key)) \(numbers.plain(before)) → \(numbers.plain(after)) \(unit), "
      + "\(numbers.signed(difference)) \(context.cell(outcome.interval, numbers, isSigned: true)) "
      + outcome.verdict.text[context.language]
  }

  private func costs(_ comparison: Comparison) -> String? {
    let payers = comparison.outcomes.filter { outcome in
      guard outcome.key.name == "cost", case .payer(let payer) = outcome.key.scope else {
        return false
      }
      return !payer.contains("→") && payer != "applicant"
    }
    let society = comparison.accounts.filter {
      OutcomeWords($0.key.name).quantity == .netCost && $0.key.scope == .society
    }
    var sentences = payers.prefix(2).compactMap(words)
    sentences += society.compactMap { row in
      row.difference.map { difference in
        let numbers = ValueText(row.key.unit, showing: row.interval)
        return context.text("全社会 ", "society ")
          + row.key.unit.counting(numbers.signed(difference), context.language)
          + " \(context.cell(row.interval, numbers, isSigned: true)) "
          + row.verdict.text[context.language]
      }
    }
    return sentences.isEmpty ? nil : list(sentences)
  }

  private var attribution: String? {
    guard let results = companions.attribution, let first = results.outcomes.first else {
      return nil
    }
    return AttributionPage(results: results, language: context.language).text.answer(first)
  }

  private func who(_ comparison: Comparison) -> String? {
    guard context.isPaired else { return nil }
    let applicants = comparison.applicants
    let extreme = applicants.lostMost.map { one in
      let days = OutcomeUnit.workingDays.counting(
        ValueText(.workingDays).signed(one.change), context.language)
      return context.text("；耗时增加最多的一人 \(days)", "; the one who loses most \(days)")
    }
    return context.text(
      "受损 \(context.cell(applicants.time.lose))，受益 \(context.cell(applicants.time.gain))；仅凭偶然（安慰剂对照）受损 \(context.cell(applicants.placebo.lose))\(extreme ?? "")。",
      "\(context.cell(applicants.time.lose)) lose, \(context.cell(applicants.time.gain)) gain; by chance alone (placebo) \(context.cell(applicants.placebo.lose)) lose\(extreme ?? "")."
    )
  }

  private var sensitivity: String? {
    if let results = companions.sensitivity {
      return SensitivityPage(results: results, language: context.language).text.answer
    }
    return context.text(
      "没有在此分析；区间已含写明范围的输入。report 加 --sensitivity 逐个分析。",
      "not analysed here; intervals hold the inputs that have a range. 'report --sensitivity' analyses them one by one."
    )
  }

  private var evidence: String? {
    let method = MethodSection(context: context)
    return [method.inputs, method.ranges].filter { !$0.isEmpty }
      .joined(separator: context.text("", " "))
  }

  private var documents: String? {
    let lines = SourceList(results.sources).lines(context.language)
    guard !lines.isEmpty else { return nil }
    let rest = lines.count - 3
    return lines.prefix(3).joined(separator: context.text("；", "; "))
      + (rest > 0 ? context.text("；另有 \(rest) 份", "; \(rest) more") : "") + context.text("。", ".")
  }

  private var provenance: [Page.Block] {
    let method = MethodSection(context: context)
    let command = context.text("重做：", "Made again by: ") + results.manifest.command
    return [
      .paragraph(.note, method.identity), .paragraph(.note, command),
      .paragraph(.note, method.how.first ?? ""),
    ]
  }
}
