internal import ApprovalModel
internal import Experiments
internal import Inference

/// The charts of a comparison.
struct StudyCharts {
  let context: ReportContext

  private typealias Chart = ChartSpecification
  private var language: Language { context.language }
  private var results: StudyResults { context.results }

  /// Between the parts of a label.
  private var dash: String { context.text("：", ": ") }

  // MARK: Headline outcomes

  /// Headline outcomes as changes against the baseline, with intervals; nil where none has a baseline
  /// that is not zero.
  func headline(_ comparisons: [Comparison]) -> Page.Chart? {
    var rows: [JSONValue] = []
    var table: [[Page.Cell]] = []
    var names: [String] = []
    let isSeveral = comparisons.count > 1
    for comparison in comparisons {
      for outcome in comparison.outcomes where outcome.key.isHeadline {
        guard let part = outcome.relative else { continue }
        let numbers = HeadlineSection(context: context)
          .numbers(outcome.key, showing: outcome.interval)
        let name = context.name(outcome.key)
        if !names.contains(name) { names.append(name) }
        let verdict = outcome.verdict.text[language]
        let change = numbers.signed(outcome.difference ?? 0)
        let share = ValueText(.share)
        let ends = outcome.relativeInterval
        rows.append([
          "design": .string(context.designTitle(comparison.design)), "outcome": .string(name),
          "part": .number(part),
          "low": .number(ends?.low ?? part), "high": .number(ends?.high ?? part),
          "verdict": .string(verdict),
          "text": .string(
            (isSeveral ? context.designTitle(comparison.design) + "  " : "") + change + "  "
              + verdict),
        ])
        table.append([
          Page.Cell(
            isSeveral ? "\(context.designTitle(comparison.design))\(dash)\(name)" : name),
          Page.Cell(change, value: outcome.difference, unit: outcome.key.unit.rawValue),
          Page.Cell(share.signed(part), value: part, unit: OutcomeUnit.share.rawValue),
          Page.Cell(
            context.cell(ends, share, isSigned: true), unit: OutcomeUnit.share.rawValue,
            low: ends?.low, high: ends?.high),
          Page.Cell(verdict, mark: Page.Mark(outcome.verdict)),
        ])
      }
    }
    guard !rows.isEmpty else { return nil }
    let axis = context.text("与改革前相比的变化", "change against before")
    let designs = comparisons.map { context.designTitle($0.design) }
    let ends = comparisons.flatMap { comparison in
      comparison.outcomes.filter(\.key.isHeadline).flatMap { outcome in
        [outcome.relative, outcome.relativeInterval?.low, outcome.relativeInterval?.high]
          .compactMap { $0 }
      }
    }
    let isCut = ends.contains { !Self.shownRelative.contains($0) }
    let scale: [JSONValue.Member] =
      isCut
      ? [
        .init(
          "domain",
          [
            .number(max(Self.shownRelative.lowerBound, min(0, ends.min() ?? 0))),
            .number(min(Self.shownRelative.upperBound, max(0, ends.max() ?? 0))),
          ]), .init("clamp", true), .init("nice", false),
      ] : Chart.margin
    let cut =
      isCut
      ? context.text(
        "超出 -100% 到 +150% 的画到边上为止，数字见表。",
        " What is beyond -100% or +150% ends at the edge; the table has the numbers.")
      : ""
    let words = [Verdict.better, .worse, .higher, .lower, .same, .cannotTell]
    let shapes: [JSONValue] = [
      "circle", "diamond", "triangle-up", "triangle-down", "square", "cross",
    ]
    let verdicts = Set(comparisons.flatMap { $0.outcomes.filter(\.key.isHeadline).map(\.verdict) })
    let known = words.map { $0.text[language] }
    let occurring = words.filter(verdicts.contains).map { $0.text[language] }
    let clear = comparisons.flatMap { $0.outcomes.filter(\.key.isHeadline) }
    let count = (clear.count { $0.verdict.isClear }, clear.count)
    let specification = Chart(
      rows: rows,
      layers: [
        Chart.rule(at: 0, "x"),
        Chart.layer(
          "rule", "interval",
          [
            "x": Chart.number("low", axis: [.init("format", "+.0%")], scale: scale),
            "x2": ["field": "high"],
          ]),
        Chart.layer(
          "point", "estimate",
          [
            "x": Chart.number("part"),
            "shape": Chart.kinds("verdict", known, range: shapes, showing: occurring),
            "color": Chart.kinds("verdict", known, named: "verdict", showing: occurring),
          ]),
      ]
        + (isSeveral
          ? [Chart.groupNames("outcome", names, part: "design"), Chart.words("row-part", "text")]
          : [Chart.words("row-name", "outcome"), Chart.words("row-value", "text")]),
      height: isSeveral ? Chart.lowRow : Chart.row, description: axis, xTitle: axis,
      encoding: .object(
        [.init("y", Chart.names("outcome", names))]
          + (isSeveral ? [.init("yOffset", Chart.parts("design", designs))] : [])))
    let sure =
      context.tooFew == nil
      ? context.text(
        "\(counted(count.1)) 项主要结果中有 \(counted(count.0)) 项方向确定（横线不碰 0 线）；",
        "Of \(counted(count.1)) headline changes \(counted(count.0)) are sure in direction (the line does not touch 0). "
      )
      : context.text("运行还不够，不作结论；", "Too few replications yet to tell. ")
    return Page.Chart(
      id: "change",
      finding: sure
        + context.text(
          "横线是区间，点是估计，绝对变化写在上方。\(cut)",
          "The line is the interval, the point the estimate, above it the absolute change.\(cut)"),
      specification: specification.json,
      table: Page.Table(
        "change-data", axis,
        [
          Page.Column(Term.outcome.text[language]),
          Page.Column(Term.difference.text[language], isNumeric: true),
          Page.Column(context.text("占改革前", "of before"), isNumeric: true),
          Page.Column(Term.interval.text[language]), Page.Column(Term.verdict.text[language]),
        ], table))
  }

  /// Changes beyond these parts of the baseline are cut off, so that the others can be seen.
  private static let shownRelative = -1.0...1.5

  // MARK: Cost

  /// What each payer spends for an applicant, in every world; nil where nobody pays.
  func payers(_ comparisons: [Comparison]) -> Page.Chart? {
    guard let first = comparisons.first else { return nil }
    let names = [first.baseline] + comparisons.map(\.design)
    let designs = names.map(context.designTitle)
    var rows: [JSONValue] = []
    var table: [[Page.Cell]] = []
    let payers = (context.design(first.baseline)?.outcomes ?? []).compactMap { outcome -> Name? in
      guard outcome.key.name == "cost", outcome.key.unit == .yuan,
        case .payer(let payer) = outcome.key.scope, !payer.contains("→")
      else { return nil }
      return payer
    }
    let money = ValueText(.yuan)
    for payer in payers {
      let found = names.map { name in
        context.design(name)?.outcomes.first("cost", .yuan, .payer(payer))
      }
      guard found.contains(where: { ($0?.estimate ?? 0) != 0 }) else { continue }
      for (design, outcome) in zip(designs, found) {
        guard let value = outcome?.estimate else { continue }
        rows.append([
          "payer": .string(context.title(payer)), "design": .string(design),
          "value": .number(value), "low": .number(outcome?.interval?.low ?? value),
          "high": .number(outcome?.interval?.high ?? value),
          "text": .string("\(design)  \(money.plain(value))"),
        ])
      }
      table.append(
        [Page.Cell(context.title(payer))]
          + found.map {
            Page.Cell(
              $0?.estimate.map(money.plain) ?? "-", value: $0?.estimate, unit: "yuan",
              low: $0?.interval?.low, high: $0?.interval?.high,
              note: context.cell($0?.interval, money))
          })
    }
    guard !rows.isEmpty else { return nil }
    let axis = context.text("每名申请人，元", "yuan per applicant")
    let payerTitles = table.map { $0[0].text }
    let verdicts = comparisons.map { comparison in
      let change = comparison.outcomes.first("cost", .yuan, .payer("applicant"))
      return context.quoted(design: comparison.design) + " "
        + (change?.verdict.text[language] ?? "-")
    }.joined(separator: context.text("，", ", "))
    let specification = Chart(
      rows: rows,
      layers: [
        Chart.layer(
          "bar", "amount",
          [
            "x": Chart.number("value", axis: [.init("format", "~s")]),
            "color": Chart.kinds("design", designs, legend: false),
          ], with: Chart.slim),
        Chart.layer("rule", "interval", ["x": Chart.number("low"), "x2": ["field": "high"]]),
        Chart.groupNames("payer", payerTitles, part: "design"), Chart.words("row-part", "text"),
      ],
      height: Chart.lowRow, description: axis, xTitle: axis,
      encoding: [
        "y": Chart.names("payer", payerTitles), "yOffset": Chart.parts("design", designs),
      ])
    return Page.Chart(
      id: "payers",
      finding: context.text(
        "申请人的成本，含等待的代价（与\(context.quoted(design: first.baseline))相比）：\(verdicts)。柱长是每名申请人的平均支出，横线是区间。",
        "Costs of applicants, waiting priced in (against \(context.quoted(design: first.baseline))): \(verdicts). Bars are the mean for each applicant, lines the intervals."
      ), specification: specification.json,
      table: Page.Table(
        "payers-data", axis,
        [Page.Column(context.text("付款方", "payer"))]
          + designs.map { Page.Column($0, isNumeric: true) }, table))
  }

  /// What a design changes in what each party pays by the year; nil without accounts.
  func accounts(_ comparison: Comparison) -> Page.Chart? {
    let found = comparison.accounts.filter {
      OutcomeWords($0.key.name).quantity == .netCost && ($0.baseline ?? 0, $0.design ?? 0) != (0, 0)
    }
    let money = ValueText(.yuanPerYear)
    let rows = found.compactMap { row -> JSONValue? in
      guard let difference = row.difference else { return nil }
      return [
        "party": .string(context.label(row.key.scope)), "value": .number(difference),
        "low": .number(row.interval?.low ?? difference),
        "high": .number(row.interval?.high ?? difference),
        "text": .string(money.signed(difference) + "  " + row.verdict.text[language]),
      ]
    }
    guard !rows.isEmpty else { return nil }
    let axis = context.text("每年多付（负数为少付），元", "paid more by the year (negative: less), yuan")
    let society = found.first { $0.key.scope == .society }
    let specification = Chart(
      rows: rows,
      layers: [
        Chart.rule(at: 0, "x"),
        Chart.layer(
          "bar", "amount",
          ["x": Chart.number("value", axis: [.init("format", "~s")], scale: Chart.margin)],
          with: Chart.slim),
        Chart.layer("rule", "interval", ["x": Chart.number("low"), "x2": ["field": "high"]]),
        Chart.words("row-name", "party"), Chart.words("row-value", "text"),
      ],
      height: Chart.row, description: axis, xTitle: axis,
      encoding: ["y": Chart.names("party", found.map { context.label($0.key.scope) })])
    let verdict = (society ?? found.last)?.verdict.text[language] ?? "-"
    return Page.Chart(
      id: "accounts-\(comparison.design)",
      finding: context.text(
        "\(context.quoted(design: comparison.design))：全社会每年的净支出（不含公众承担的风险）\(dash)\(verdict)。转移支付在社会一行相抵。",
        "\(context.quoted(design: comparison.design)): what society pays by the year, harm to the public not priced: \(verdict). Transfers cancel out for society."
      ), specification: specification.json,
      table: Page.Table(
        "accounts-data-\(comparison.design)", axis, context.differenceColumns,
        found.map { [Page.Cell(context.label($0.key.scope))] + context.cells($0) }))
  }

  // MARK: Risk

  /// All designs between time saved and risk taken; nil where fewer than two are compared.
  var frontier: Page.Chart? {
    guard let table = FrontierSection(context: context).table else { return nil }
    let points = results.frontier.filter { $0.timeSaved != nil && $0.exposureAdded != nil }
    guard !points.isEmpty else { return nil }
    let on = context.text("没有被超过", "outdone by none")
    let off = context.text("被别的方案超过", "outdone by another")
    let rows = points.map { point -> JSONValue in
      [
        "design": .string(context.designTitle(point.design)), "time": .optional(point.timeSaved),
        "risk": .optional(point.exposureAdded),
        "kind": .string(point.outdoneBy.isEmpty ? on : off),
      ]
    }
    let time = context.text("省下的工作日（越右越好）", "working days saved (further right is better)")
    let risk = context.text(
      "每千名申请人增加的风险暴露，天（越低越好）", "exposure added per 1,000, days (lower is better)")
    // Names are written towards the middle.
    let times = points.compactMap(\.timeSaved)
    let middle = ((times.min() ?? 0) + (times.max() ?? 0)) / 2
    func name(_ condition: String, _ align: String) -> JSONValue {
      Chart.layer(
        "text", "beside", ["text": ["field": "design", "type": "nominal"]], when: condition,
        with: [.init("align", .string(align))])
    }
    // Among many, only those on the frontier are named.
    let few = points.count > 8 ? " && datum.kind == '\(on)'" : ""
    let (left, right) = ("datum.time > \(middle)", "datum.time <= \(middle)")
    let specification = Chart(
      rows: rows,
      layers: [
        Chart.rule(at: 0, "x"), Chart.rule(at: 0, "y"),
        Chart.layer("line", "frontier", [:], when: "datum.kind == '\(on)'"),
        Chart.layer(
          "point", "estimate",
          ["shape": Chart.kinds("kind", [on, off], range: ["circle", "cross"])]),
        name(left + few, "right"), name(right + few, "left"),
      ],
      height: 320, description: "\(time); \(risk)", xTitle: time, yTitle: risk,
      encoding: [
        "x": Chart.number("time", scale: Chart.margin),
        "y": Chart.number("risk", axis: [.init("format", "~s")], scale: [.init("padding", 30)]),
      ])
    return Page.Chart(
      id: "frontier", finding: FrontierSection(context: context).sentence ?? "\(time); \(risk)",
      specification: specification.json,
      table: Page.Table("frontier-data", table.caption, table.columns, table.rows))
  }

  // MARK: Times

  /// How times are spread, as the share of applicants done by then, one chart for each time.
  var distributions: [Page.Chart] {
    let leaders = AnswerSection(context: context).leaders.map(\.design)
    let designs = results.designs.filter {
      leaders.isEmpty || leaders.contains($0.name) || $0.name == results.manifest.baseline
    }
    let names: [Quantity] = [.needToOperate, .officialTime]
    return names.compactMap { spread($0, Array(designs.prefix(5))) }
  }

  private func spread(_ quantity: Quantity, _ designs: [DesignResult]) -> Page.Chart? {
    let found = designs.compactMap { design in
      design.distributions.first { $0.name == quantity.rawValue }.map { (design.name, $0) }
    }
    let titles = found.map { context.designTitle($0.0) }
    let places = TimeDistribution.probabilities
    let rows = found.flatMap { name, distribution in
      zip(places, distribution.quantiles).compactMap { p, days -> JSONValue? in
        days.map {
          ["design": .string(context.designTitle(name)), "days": .number($0), "share": .number(p)]
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    let title = quantity.text[language]
    let axis = context.text("\(title)，工作日", "\(title), working days")
    let limits = quantity == .officialTime ? limits(found.map(\.0)) : []
    let longest =
      (found.compactMap { $0.1.quantiles.compactMap { $0 }.last } + limits.map(\.days)).max() ?? 1
    var layers = [
      Chart.layer(
        "line", "share",
        [
          "x": Chart.number(
            "days", scale: limits.isEmpty ? [] : [.init("domain", [0, .number(longest * 1.05)])]),
          "y": [
            "field": "share", "type": "quantitative",
            "axis": ["format": ".0%"], "scale": ["domain": [0, 1]],
          ],
          "color": Chart.kinds("design", titles),
          "strokeDash": Chart.kinds("design", titles, range: Chart.dashes),
        ],
        with: [
          .init("interpolate", quantity == .officialTime ? "step-after" : "monotone")
        ])
    ]
    for (i, (days, text)) in limits.enumerated() {
      // Written towards the middle, one below the other: limits may lie close together.
      let isLeft = days < longest / 2
      layers += [
        Chart.rule(at: days, "x", style: "limit"),
        [
          "data": ["values": [["at": .number(days), "text": .string(text)]]],
          "mark": [
            "type": "text", "style": "limit-label", "align": isLeft ? "left" : "right",
            "dx": isLeft ? 6 : -6,
          ],
          "encoding": [
            "x": ["field": "at", "type": "quantitative"],
            "y": ["value": .integer(Int64(34 * i))],
            "text": ["field": "text", "type": "nominal"],
          ],
        ],
      ]
    }
    let numbers = ValueText(.workingDays)
    func quantile(_ distribution: TimeDistribution, _ i: Int) -> String {
      distribution.quantiles[i].map(numbers.plain) ?? MissingReason.notReached.text[language]
    }
    let sentences = found.map { name, distribution in
      let (half, most) = (quantile(distribution, 24), quantile(distribution, 44))
      return context.text(
        "\(context.quoted(design: name))下一半的申请人不超过 \(half) 个工作日，九成不超过 \(most) 个",
        "under \(context.quoted(design: name)) half of the applicants need no more than \(half) working days, nine of ten no more than \(most)"
      )
    }
    let rule =
      limits.isEmpty
      ? ""
      : context.text(
        "竖线是典型申请人各事项时限沿最长路径之和，是公布时会说的天数，不含补正停表。",
        " The upright line adds up the limits of a typical applicant along the longest chain: the days that an announcement would state, without stops of the clock."
      )
    let list = sentences.joined(separator: context.text("；", "; "))
    return Page.Chart(
      id: "distribution-\(quantity.rawValue)",
      finding: "\(title)\(dash)\(list)\(context.text("。", "."))\(rule)",
      specification: Chart(
        rows: rows, layers: layers, height: 300, description: axis,
        xTitle: axis,
        yTitle: context.text("不超过这么多天的申请人", "applicants who need no longer")
      ).json,
      table: Page.Table(
        "distribution-\(quantity.rawValue)-data", axis,
        [Page.Column(context.text("这么多申请人", "share of applicants"))]
          + titles.map { Page.Column($0, isNumeric: true) },
        stride(from: 4, to: 49, by: 5).map { i in
          [
            Page.Cell(
              ValueText(.share).plain(places[i]), value: places[i],
              unit: OutcomeUnit.share.rawValue)
          ]
            + found.map {
              Page.Cell(
                quantile($0.1, i), value: $0.1.quantiles[i],
                unit: OutcomeUnit.workingDays.rawValue)
            }
        }))
  }

  /// The announced limits of the designs, those of the same length together; none where applicants of
  /// several classes have different ones.
  private func limits(_ designs: [Name]) -> [(days: Double, text: String)] {
    var found: [(days: Double, designs: [Name])] = []
    for design in designs {
      let days = results.limits.filter { $0.design == design }.map(\.path.workingDays)
      guard let first = days.first, first > 0, days.allSatisfy({ $0 == first }) else { continue }
      if let i = found.firstIndex(where: { $0.days == first }) {
        found[i].designs.append(design)
      } else {
        found.append((first, [design]))
      }
    }
    return found.map { days, names in
      let number = days == days.rounded() ? shortest(days) : fixed(days, decimals: 1)
      let list =
        names.count == designs.count && designs.count > 1
        ? ""
        : "\n(" + names.map(context.designTitle).joined(separator: context.text("、", ", ")) + ")"
      return (
        days,
        context.text("时限 \(number) 天\(list)", "limit \(number) days\(list)")
      )
    }
  }

  // MARK: Gains and losses

  /// Shares of applicants who gain, lose, notice nothing, beside chance alone.
  func gainLose(_ comparisons: [Comparison]) -> Page.Chart? {
    let placebo = Term.placebo.text[language]
    let kinds = [Term.lose, .same, .gain].map { $0.text[language] }
    var rows: [JSONValue] = []
    var table: [[Page.Cell]] = []
    for comparison in comparisons {
      let design = context.designTitle(comparison.design)
      let worlds = [
        (design, comparison.applicants.time),
        ("\(design)\(context.text("·", " · "))\(placebo)", comparison.applicants.placebo),
      ]
      for (name, shares) in worlds {
        let parts = [shares.lose, shares.same, shares.gain]
        var level = 0.0
        for (i, part) in parts.enumerated() {
          guard let share = part.share else { continue }
          rows.append([
            "world": .string(name), "kind": .string(kinds[i]), "from": .number(level),
            "to": .number(level + share), "middle": .number(level + share / 2),
            "text": .string("\(kinds[i]) \(ValueText(.share).plain(share))"),
          ])
          level += share
        }
        table.append([Page.Cell(name)] + parts.map(context.shareCell))
      }
    }
    guard !rows.isEmpty, let first = comparisons.first else { return nil }
    let axis = context.text("申请人的比例", "share of applicants")
    let numbers = ValueText(.share)
    func share(_ part: ShareEstimate) -> String { part.share.map(numbers.plain) ?? "-" }
    let applicants = first.applicants
    let time = OutcomeUnit.workingDays.counting(shortest(applicants.timeThreshold), language)
    let money = OutcomeUnit.yuan.counting(yuan(applicants.moneyThreshold), language)
    let specification = Chart(
      rows: rows,
      layers: [
        Chart.layer(
          "bar", "part",
          [
            "x": Chart.number(
              "from", axis: [.init("format", ".0%")], scale: [.init("domain", [0, 1])]),
            "x2": ["field": "to"], "color": Chart.kinds("kind", kinds, named: "diverging"),
          ], with: [.init("height", 20)]),
        Chart.layer(
          "text", "inside",
          ["x": Chart.number("middle"), "text": ["field": "text", "type": "nominal"]],
          when: "(datum.to - datum.from) * width > 84"),
        Chart.words("row-world", "world", when: "datum.from == 0"),
      ],
      height: ["step": 48], description: axis, xTitle: axis,
      encoding: ["y": Chart.names("world", table.map { $0[0].text })])
    return Page.Chart(
      id: "gain-lose",
      finding: context.text(
        "按办事天数算，\(context.quoted(design: first.design))下 \(share(applicants.time.gain)) 的申请人明显变快，\(share(applicants.time.lose)) 明显变慢；按钱算，\(share(applicants.money.gain)) 明显省钱，\(share(applicants.money.lose)) 明显多花。若不改革、只换一次运气（安慰剂对照），也会有 \(share(applicants.placebo.gain)) 明显变快、\(share(applicants.placebo.lose)) 明显变慢。“明显”指至少 \(time)、\(money)。",
        "Counted in days, \(share(applicants.time.gain)) of applicants are noticeably faster under \(context.quoted(design: first.design)) and \(share(applicants.time.lose)) slower; counted in money, \(share(applicants.money.gain)) gain and \(share(applicants.money.lose)) lose noticeably. With no reform and only other luck (placebo) \(share(applicants.placebo.gain)) would be noticeably faster and \(share(applicants.placebo.lose)) slower. Noticeable is \(time) or \(money) or more."
      ), specification: specification.json,
      table: Page.Table(
        "gain-lose-data", axis,
        [Page.Column(Term.design.text[language])] + kinds.map { Page.Column($0) }, table))
  }
}
