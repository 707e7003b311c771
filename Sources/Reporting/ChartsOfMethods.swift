package import ApprovalModel
package import Experiments
internal import Inference

extension AttributionResults {
  /// What each reform brings, as a page of its own.
  package func page(_ language: Language) -> Page {
    let context = ReportContext(results: facts, language: language, style: .plain)
    let own = AttributionPage(results: self, language: language)
    return Page(
      language: language, title: facts.title[language],
      sections: own.answering + [
        own.section, EvidenceSection(context: context).section,
        Page.Section("method", context.text("方法", "How it was done"), [.list(own.text.method)]),
        ProvenanceSection(context: context).section,
      ])
  }
}

/// An attribution as sections of a page.
struct AttributionPage {
  let results: AttributionResults
  let context: ReportContext
  let text: AttributionText

  init(results: AttributionResults, language: Language) {
    self.results = results
    context = ReportContext(results: results.facts, language: language, style: .plain)
    text = AttributionText(results: results, context: context, extent: .full)
  }

  /// The answering sentence as a section.
  var answering: [Page.Section] {
    guard let first = results.outcomes.first else { return [] }
    return [
      Page.Section(
        "answer", context.text("结论", "The answer"),
        [
          .paragraph(.answer, text.answer(first)), .paragraph(.caution, context.caution),
        ])
    ]
  }

  /// The waterfall of every outcome, the primary one first.
  var section: Page.Section {
    var blocks: [Page.Block] = []
    for outcome in results.outcomes {
      blocks.append(.paragraph(.finding, text.answer(outcome)))
      if let chart = chart(outcome) { blocks.append(.chart(chart)) }
    }
    blocks.append(.paragraph(.note, text.explanation))
    return Page.Section(
      "attribution", context.text("归因：哪一项改革带来多少", "Attribution: which reform brings how much"),
      blocks)
  }

  private func chart(_ outcome: OutcomeAttribution) -> Page.Chart? {
    guard outcome.total != nil, let baseline = outcome.baseline, let design = outcome.design else {
      return nil
    }
    let numbers = text.numbers(outcome)
    let unit = outcome.key.unit.rawValue
    var rows: [JSONValue] = []
    var table: [[Page.Cell]] = []
    func add(_ name: String, from: Double, to: Double, _ kind: String, _ label: String) {
      rows.append([
        "step": .string(name), "from": .number(from), "to": .number(to), "kind": .string(kind),
        "text": .string(label),
      ])
    }
    let before = context.quoted(design: results.baseline)
    let after = context.quoted(design: results.design)
    add(before, from: 0, to: baseline, "level", numbers.plain(baseline))
    var level = baseline
    for one in text.sorted(outcome) {
      let to = level + one.effect.estimate
      rows.append([
        "step": .string(one.reform), "from": .number(level), "to": .number(to),
        "kind": .string(one.effect.estimate < 0 ? "less" : "more"),
        "text": .string(numbers.signed(one.effect.estimate)),
        "low": .number(level + (one.effect.interval?.low ?? one.effect.estimate)),
        "high": .number(level + (one.effect.interval?.high ?? one.effect.estimate)),
        "least": .number(level + one.least.effect.estimate),
        "greatest": .number(level + one.greatest.effect.estimate),
      ])
      table.append([
        Page.Cell(one.reform),
        Page.Cell(numbers.signed(one.effect.estimate), value: one.effect.estimate, unit: unit),
        Page.Cell(
          text.sign(one.effect, numbers), unit: unit, low: one.effect.interval?.low,
          high: one.effect.interval?.high),
        Page.Cell(
          one.share.map { fixed($0 * 100, decimals: 0) + "%" } ?? "-", value: one.share,
          unit: OutcomeUnit.share.rawValue),
        Page.Cell(
          "\(numbers.signed(one.least.effect.estimate)) – \(numbers.signed(one.greatest.effect.estimate))",
          unit: unit, low: one.least.effect.estimate, high: one.greatest.effect.estimate),
      ])
      level = to
    }
    add(after, from: 0, to: design, "level", numbers.plain(design))
    table.append([
      Page.Cell(context.text("合计", "in all")),
      Page.Cell(numbers.signed(design - baseline), value: design - baseline, unit: unit),
      Page.Cell(
        outcome.total.map { text.sign($0, numbers) } ?? "-", unit: unit,
        low: outcome.total?.interval?.low, high: outcome.total?.interval?.high),
      Page.Cell(""), Page.Cell(""),
    ])
    let axis =
      context.name(outcome.key) + context.text("，", ", ")
      + outcome.key.unit.text[context.language]
    let steps = [before] + text.sorted(outcome).map(\.reform) + [after]
    let specification = ChartSpecification(
      rows: rows,
      layers: [
        ChartSpecification.layer(
          "bar", "step",
          [
            "x": ChartSpecification.number("from"), "x2": ["field": "to"],
            "fillOpacity": [
              "field": "kind", "type": "ordinal", "sort": ["level", "less", "more"],
              "scale": ["domain": ["level", "less", "more"], "range": [0.25, 0.9, 0.6]],
              "legend": .null,
            ],
          ], with: ChartSpecification.slim),
        ChartSpecification.layer(
          "rule", "interval",
          ["x": ChartSpecification.number("low"), "x2": ["field": "high"]],
          when: "isValid(datum.low)"),
        ChartSpecification.layer(
          "tick", "order", ["x": ChartSpecification.number("least")], when: "isValid(datum.least)",
          with: ChartSpecification.slim),
        ChartSpecification.layer(
          "tick", "order", ["x": ChartSpecification.number("greatest")],
          when: "isValid(datum.greatest)", with: ChartSpecification.slim),
        ChartSpecification.words("row-name", "step"), ChartSpecification.words("row-value", "text"),
      ],
      height: ChartSpecification.row, description: axis, xTitle: axis,
      encoding: ["y": ChartSpecification.names("step", steps)])
    return Page.Chart(
      id: "attribution-\(outcome.key.name)",
      finding: context.text(
        "\(axis)：从改革前到改革后，每一级是一项改革的平均贡献；横线是区间，两个竖标是它在不同先后次序下的最少和最多。",
        "\(axis), from before to after: each step is what one reform brings on average; the line is its interval, the two ticks are the least and the most it brings in any order."
      ), specification: specification.json,
      table: Page.Table(
        "attribution-\(outcome.key.name)-data", axis,
        [
          Page.Column(context.text("改革", "reform")),
          Page.Column(context.text("贡献", "contribution"), isNumeric: true),
          Page.Column(Term.interval.text[context.language]),
          Page.Column(context.text("占比", "share"), isNumeric: true),
          Page.Column(context.text("先后次序不同时", "in different orders")),
        ], table))
  }
}

extension SensitivityResults {
  /// Where the uncertainty comes from, as a page of its own.
  package func page(_ language: Language) -> Page {
    let context = ReportContext(results: facts, language: language, style: .plain)
    let own = SensitivityPage(results: self, language: language)
    return Page(
      language: language, title: facts.title[language],
      sections: [
        Page.Section(
          "answer", context.text("结论", "The answer"),
          [
            .paragraph(.answer, own.text.answer), .paragraph(.caution, context.caution),
          ]), own.section, EvidenceSection(context: context).section,
        Page.Section("method", context.text("方法", "How it was done"), [.list(own.text.method)]),
        ProvenanceSection(context: context).section,
      ])
  }
}

/// A sensitivity analysis as a section of a page.
struct SensitivityPage {
  let results: SensitivityResults
  let context: ReportContext
  let text: SensitivityText

  init(results: SensitivityResults, language: Language) {
    self.results = results
    context = ReportContext(results: results.facts, language: language, style: .plain)
    text = SensitivityText(results: results, context: context, extent: .full)
  }

  var section: Page.Section {
    var blocks: [Page.Block] = [.paragraph(.finding, text.answer)]
    if let chart { blocks.append(.chart(chart)) }
    blocks += text.pageTables.map(Page.Block.table)
    return Page.Section(
      "sensitivity", context.text("敏感性：不确定来自哪里", "Sensitivity: where the uncertainty comes from"),
      blocks)
  }

  /// The difference with one input at the ends of its range; nil where none varies.
  private var chart: Page.Chart? {
    let bars = results.tornado.compactMap { bar -> (TornadoBar, Effect, Effect)? in
      guard let low = bar.low, let high = bar.high else { return nil }
      return (bar, low, high)
    }
    guard !bars.isEmpty else { return nil }
    let numbers = text.numbers
    let unit = results.key.unit.rawValue
    let (atLow, atHigh) = (
      context.text("取低值", "at its low end"), context.text("取高值", "at its high end")
    )
    let rows = bars.prefix(Self.mostBars).flatMap { bar, low, high -> [JSONValue] in
      [(atLow, low, bar.input.ends.low), (atHigh, high, bar.input.ends.high)].map {
        kind, effect, end in
        [
          "input": .string(bar.input.path), "kind": .string(kind),
          "value": .number(effect.estimate), "from": .number(low.estimate),
          "to": .number(high.estimate), "low": .number(effect.runNoise?.low ?? effect.estimate),
          "high": .number(effect.runNoise?.high ?? effect.estimate),
        ]
      }
    }
    let axis = context.text(
      "\(context.name(results.key))的差别，\(results.key.unit.text.zh)",
      "difference in \(context.name(results.key)), \(results.key.unit.text.en)")
    var layers = [
      ChartSpecification.layer(
        "bar", "swing",
        [
          "x": ChartSpecification.number("from", scale: ChartSpecification.margin),
          "x2": ["field": "to"],
        ],
        when: "datum.kind == '\(atLow)'", with: ChartSpecification.slim),
      ChartSpecification.layer(
        "point", "estimate",
        [
          "x": ChartSpecification.number("value"),
          "shape": ChartSpecification.kinds(
            "kind", [atLow, atHigh], range: ["triangle-left", "triangle-right"]),
        ]),
    ]
    if let difference = results.difference {
      layers.append(ChartSpecification.rule(at: difference.estimate, "x", style: "limit"))
    }
    layers.append(ChartSpecification.rule(at: 0, "x"))
    layers.append(
      ChartSpecification.words("row-part", "input", when: "datum.kind == '\(atLow)'"))
    let widest = bars[0]
    func cell(_ effect: Effect) -> Page.Cell {
      Page.Cell(
        numbers.signed(effect.estimate), value: effect.estimate, unit: unit,
        low: effect.runNoise?.low, high: effect.runNoise?.high,
        note: context.cell(effect.runNoise, numbers, isSigned: true))
    }
    return Page.Chart(
      id: "tornado",
      finding: context.text(
        "影响最大的输入是 \(widest.0.input.path)：取低值时差别为 \(numbers.signed(widest.1.estimate))，取高值时为 \(numbers.signed(widest.2.estimate))。虚线是按声明的输入。",
        "The widest bar is \(widest.0.input.path): the difference is \(numbers.signed(widest.1.estimate)) at its low end and \(numbers.signed(widest.2.estimate)) at its high end. The dashed line is for inputs as declared."
      ),
      specification: ChartSpecification(
        rows: rows, layers: layers, height: ChartSpecification.lowRow, description: axis,
        xTitle: axis,
        encoding: [
          "y": ChartSpecification.names(
            "input", bars.prefix(Self.mostBars).map(\.0.input.path))
        ]
      ).json,
      table: Page.Table(
        "tornado-data", axis,
        [
          Page.Column(context.text("输入", "input")), Page.Column(context.text("等级", "grade")),
          Page.Column(context.text("范围", "range")), Page.Column(atLow, isNumeric: true),
          Page.Column(atHigh, isNumeric: true),
        ],
        bars.map { bar, low, high in
          [
            Page.Cell(bar.input.path),
            Page.Cell(bar.input.grade.rawValue, mark: Page.Mark(bar.input.grade)),
            Page.Cell("\(bar.input.ends.low) – \(bar.input.ends.high)"), cell(low), cell(high),
          ]
        }))
  }

  private static let mostBars = 15

  private typealias TornadoBar = SensitivityResults.TornadoBar
}
