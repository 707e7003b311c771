package import ApprovalModel
package import Experiments
internal import Inference

/// What stands in the page of a comparison besides its own results, in the same language.
package struct PageCompanions: Sendable {
  /// Which reform brings how much.
  package var attribution: AttributionResults?
  /// Which inputs the uncertainty comes from.
  package var sensitivity: SensitivityResults?
  /// Sections made elsewhere, such as `lost-most` and `map`.
  package var sections: [Page.Section]

  package init(
    attribution: AttributionResults? = nil, sensitivity: SensitivityResults? = nil,
    sections: [Page.Section] = []
  ) {
    self.attribution = attribution
    self.sensitivity = sensitivity
    self.sections = sections
  }
}

extension StudyResults {
  /// The compared design with most reforms, of which a brief tells.
  package var mostReformed: Name? {
    ReportContext(results: self, language: .en, style: .plain).leading?.design
  }

  /// The whole report as a page: the answer first, then how sure it is, what it costs, where it comes
  /// from.
  package func page(_ language: Language) -> Page { page(language, with: PageCompanions()) }

  /// The same with what other methods found about the same study.
  package func page(_ language: Language, with companions: PageCompanions) -> Page {
    let context = ReportContext(results: self, language: language, style: .plain)
    let pages = StudyPage(context: context)
    var sections = pages.sections
    sections += [
      companions.attribution.map { AttributionPage(results: $0, language: language).section },
      companions.sensitivity.map { SensitivityPage(results: $0, language: language).section },
    ].compactMap { $0 }
    sections += companions.sections
    return Page(
      language: language, title: title[language],
      sections: Page.order.flatMap { id in sections.filter { $0.id == id } }
        .filter { !$0.blocks.isEmpty })
  }
}

extension Page {
  /// The sections of a comparison in reading order.
  package static let order = [
    "answer", "change", "times", "cost", "risk", "distribution", "attribution", "who", "lost-most",
    "map", "sensitivity", "evidence", "method", "provenance",
  ]
}

/// The sections of a comparison that need no other study.
struct StudyPage {
  let context: ReportContext

  private var answer: AnswerSection { AnswerSection(context: context) }
  private var results: StudyResults { context.results }
  private var language: Language { context.language }

  /// The comparisons that are told one by one: all of a few, of many those that lead.
  var shown: [Comparison] { answer.leaders }

  var sections: [Page.Section] {
    [
      section("answer", "结论", "The answer", answering),
      section("change", "改革前、改革后、压减", "Before, after, change", change),
      section("times", "时间：申请人感受到的与官方计算的", "Time: as felt and as officially counted", times),
      section("cost", "成本：谁付钱", "Cost: who pays", cost),
      section("risk", "省下的时间与承担的风险", "Time saved and risk taken", risk),
      section("distribution", "时间的分布", "How times are spread", distribution),
      section("who", "谁受益，谁受损", "Who gains, who loses", who),
      EvidenceSection(context: context).section,
      section("method", "方法", "How it was done", method),
      ProvenanceSection(context: context).section,
    ]
  }

  private func section(_ id: String, _ zh: String, _ en: String, _ blocks: [Page.Block])
    -> Page.Section
  {
    Page.Section(id, context.text(zh, en), blocks)
  }

  private func notes(_ sentences: [String]) -> [Page.Block] {
    sentences.map { .paragraph(.note, $0) }
  }

  // MARK: The answer

  private var answering: [Page.Block] {
    var blocks: [Page.Block] = [
      .paragraph(.answer, answer.answer), .paragraph(.caution, context.caution),
    ]
    blocks += answer.warnings.map { .paragraph(.caution, $0) }
    if let sentence = FrontierSection(context: context).sentence {
      blocks.append(.paragraph(.finding, sentence))
    }
    if !results.comparisons.isEmpty {
      blocks.append(.table(GlanceTable(context: context, comparisons: shown).table))
      blocks.append(.paragraph(.note, plainInterval))
      let exposure = Quantity.exposure
      blocks.append(
        .paragraph(
          .note,
          context.text(
            "\(exposure.text.zh)：\(exposure.definition.zh)，按每 1,000 名申请人合计。",
            "What exposure is: \(exposure.definition.en) In all for 1,000 applicants."))
      )
    }
    return blocks
  }

  /// What an interval says to a reader without statistics, once.
  private var plainInterval: String {
    let isAssumed = results.comparisons.contains { comparison in
      comparison.outcomes.contains { $0.key.isHeadline && $0.intervalKind == .assumptions }
    }
    let what =
      isAssumed
      ? context.text(
        "方括号里的两个数：把拿不准的输入在写明的范围内反复变动、反复运行，100 次里约有 95 次落在这两个数之间。",
        "The two numbers in brackets: when uncertain inputs vary within their stated ranges, about 95 of 100 runs fall between them."
      )
      : context.text(
        "方括号里的两个数：换一批申请人、换一次运气再做，平均值大约会落在这两个数之间（95% 置信区间）；输入本身的对错不在其中。",
        "The two numbers in brackets: with other applicants and other luck the average would lie about there (95% confidence); whether the inputs are right is not part of it."
      )
    guard context.tooFew == nil else { return what }
    return what
      + context.text(
        "两个数都在 0 的同一侧，方向就是确定的；中间隔着 0，就写“无法判断”——这也是一种结果，不等于“没有影响”。",
        " Where both lie on one side of 0 the direction is sure under these assumptions; where 0 lies between them it says 'cannot tell', which is a result too and does not mean 'no effect'."
      )
  }

  // MARK: Tables

  private var change: [Page.Block] {
    guard !results.comparisons.isEmpty else {
      return [.table(EstimateTables(context: context).headline)]
    }
    let headline = HeadlineSection(context: context)
    var blocks: [Page.Block] = shown.map { .table(headline.table($0)) }
    if let chart = StudyCharts(context: context).headline(shown) { blocks.append(.chart(chart)) }
    blocks += notes(headline.remarks)
    if results.comparisons.count > shown.count {
      blocks.append(.table(headline.crowd))
    }
    blocks += tables([.counts])
    blocks.append(.list(verdictWords))
    return blocks
  }

  /// What each verdict that occurs means.
  private var verdictWords: [String] {
    let occurring = Set(results.comparisons.flatMap { $0.outcomes.map(\.verdict) })
    return [Verdict.better, .worse, .higher, .lower, .same, .cannotTell]
      .filter(occurring.contains).map { verdict in
        let word = verdict.text[language]
        return context.text("“\(word)”：", "'\(word)': ") + verdict.meaning[language]
      }
  }

  private func tables(_ families: [OutcomeFamily]) -> [Page.Block] {
    shown.flatMap { comparison -> [Page.Block] in
      let found = DetailSection(context: context, comparison: comparison).tables.tables
        .filter { families.contains($0.family) }
      return found.map { .table(named($0.table, comparison)) }
    }
  }

  /// The caption says which design, where there are several.
  private func named(_ table: Page.Table, _ comparison: Comparison) -> Page.Table {
    guard shown.count > 1 else { return table }
    var table = table
    let design = context.designTitle(comparison.design)
    table.caption = context.text("\(design)：\(table.caption)", "\(design): \(table.caption)")
    return table
  }

  private var times: [Page.Block] {
    guard !results.comparisons.isEmpty else {
      return EstimateTables(context: context).tables([.times, .load]).map(Page.Block.table)
    }
    return [
      .paragraph(
        .note,
        context.text(
          "申请人感受到的时间从产生需求算到可以开业（投用），包括自己准备、等待和补正；官方办理时间只算部门的时限在走的日子，补正等停表的日子不算。两者一起看，才看得出时间是省了还是只是挪了地方。",
          "The time that applicants feel runs from the need to operation, with their own preparation, waiting and corrections; official time counts only days on which an office's clock runs and stops during corrections. Only both together show whether time was saved or moved."
        ))
    ] + shown.filter(\.timeMovedNotSaved).map { .paragraph(.caution, answer.moved($0)) }
      + tables([.times, .load])
  }

  private var cost: [Page.Block] {
    guard !results.comparisons.isEmpty else {
      return EstimateTables(context: context).tables([.money]).map(Page.Block.table)
    }
    var blocks: [Page.Block] = []
    if let chart = StudyCharts(context: context).payers(shown) { blocks.append(.chart(chart)) }
    blocks += tables([.money])
    for comparison in shown {
      let accounts = CostAccountsSection(context: context, comparison: comparison)
      let tables =
        ([accounts.prices] + accounts.annual
        + [accounts.oneOff, accounts.paybacks, accounts.presentValues]).compactMap { $0?.table }
      guard !tables.isEmpty else { continue }
      if let chart = StudyCharts(context: context).accounts(comparison) {
        blocks.append(.chart(chart))
      }
      blocks += notes(accounts.quantity)
      blocks += tables.map { .table(named($0, comparison)) }
      blocks += notes(accounts.staff + accounts.notes)
    }
    return blocks
  }

  private var risk: [Page.Block] {
    guard !results.comparisons.isEmpty else {
      return EstimateTables(context: context).tables([.risk]).map(Page.Block.table)
    }
    var blocks: [Page.Block] = []
    let frontier = FrontierSection(context: context)
    if let chart = StudyCharts(context: context).frontier { blocks.append(.chart(chart)) }
    if let table = frontier.table {
      blocks += [.table(table), .paragraph(.note, frontier.note)]
    }
    return blocks + tables([.risk])
  }

  private var distribution: [Page.Block] {
    StudyCharts(context: context).distributions.map(Page.Block.chart)
  }

  private var who: [Page.Block] {
    guard context.isPaired, !results.comparisons.isEmpty else {
      return results.comparisons.isEmpty
        ? EstimateTables(context: context).tables([.decisions]).map(Page.Block.table)
        : tables([.decisions])
    }
    let section = GainLoseSection(context: context)
    var blocks: [Page.Block] = []
    if let chart = StudyCharts(context: context).gainLose(shown) { blocks.append(.chart(chart)) }
    if let table = section.table { blocks.append(.table(table)) }
    blocks += notes(section.notes)
    for comparison in shown {
      let detail = DetailSection(context: context, comparison: comparison)
      blocks.append(.table(named(detail.groups.table, comparison)))
      blocks += notes(detail.approved)
      blocks.append(.list(detail.extremes))
    }
    return blocks + tables([.decisions])
  }

  private var method: [Page.Block] {
    let section = MethodSection(context: context)
    return [.list(section.how)]
      + (results.notices.isEmpty ? [] : [.list(results.notices.map { $0[language] })])
  }
}

extension Verdict {
  /// What the word says, for a reader without statistics.
  var meaning: LocalizedText {
    switch self {
    case .better:
      LocalizedText(
        zh: "整个区间都在有利的一侧，不含 0：在这些假设下，改善的方向是确定的，多少在区间之内。",
        en:
          "the whole interval lies on the good side of 0: under these assumptions it is sure that things get better, by an amount within the interval."
      )
    case .worse:
      LocalizedText(
        zh: "整个区间都在不利的一侧，不含 0：在这些假设下，变差的方向是确定的。",
        en:
          "the whole interval lies on the bad side of 0: under these assumptions it is sure that things get worse."
      )
    case .higher:
      LocalizedText(
        zh: "确定增加；这一项本身无所谓好坏。", en: "surely more; of itself neither good nor bad.")
    case .lower:
      LocalizedText(
        zh: "确定减少；这一项本身无所谓好坏。", en: "surely less; of itself neither good nor bad.")
    case .same:
      LocalizedText(
        zh: "每一次运行都一模一样，改革没有触及这一项。",
        en: "exactly alike in every run: the reform does not touch it.")
    case .cannotTell:
      LocalizedText(
        zh: "区间跨过 0，或依据太少：模型说不出是增是减。这也是结果，不等于“没有影响”。",
        en:
          "the interval holds 0, or there is too little to judge by: the model does not say whether it rises or falls. A result too, not 'no effect'."
      )
    }
  }
}
