public import ApprovalModel
public import Experiments
internal import Inference

extension SensitivityResults: StudyReport {
  /// From which inputs the uncertainty of the difference comes: one sentence, then a tornado, shares of
  /// the variance by input and by grade, and how they were found.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    SensitivityText(
      results: self, context: ReportContext(results: facts, language: language, style: style),
      extent: extent
    ).text
  }
}

extension InputRange {
  /// The two ends as the file would write them behind an input that it writes as `text`.
  func ends(asIn text: String) -> (low: String, high: String) {
    switch self {
    case .factor(let low, let high): return ("\(plain(low))x", "\(plain(high))x")
    case .absolute(let low, let high):
      // "80%" is kept as 0.8; behind any other number the unit is written once more.
      if text.contains("%") { return ("\(plain(low * 100))%", "\(plain(high * 100))%") }
      // Money is kept in fen.
      let scale = text.contains("yuan") ? 0.01 : 1
      let unit = String(text.drop { $0.isNumber || $0 == "." || $0 == "," })
      let suffix = unit.count < text.count ? unit : ""
      return (plain(low * scale) + suffix, plain(high * scale) + suffix)
    }
  }

  private func plain(_ value: Double) -> String {
    // A share times one hundred may be off in its last digits.
    let rounded = (value * 1e9).rounded() / 1e9
    return shortestRoundTrip(rounded) ?? ""
  }
}

extension SensitivityResults.Subject {
  /// The two ends of the range as the file would write them.
  var ends: (low: String, high: String) { range.ends(asIn: text) }

  /// Where the input stands: a line of the scenario, or of a file of the catalogue.
  func place(_ language: Language) -> String {
    let line = language == .zh ? "第\(position.line)行" : "line \(position.line)"
    guard let origin = position.origin else { return line }
    return "\(origin.file):\(position.line)"
  }
}

/// A sensitivity analysis as text for a terminal.
struct SensitivityText {
  let results: SensitivityResults
  let context: ReportContext
  let extent: TerminalReport.Extent

  private typealias Source = SensitivityResults.Source
  private typealias Share = SobolIndices.Share

  var text: String {
    var lines = [context.style.heading(results.facts.title[context.language]), ""]
    lines += context.paragraph(answer) + context.paragraph(context.caution)
    lines += tornado + grades
    if extent == .full { lines += shares + screening }
    lines += MethodSection(context: context, own: method).lines
    return lines.joined(separator: "\n") + "\n"
  }

  var numbers: ValueText {
    ValueText(results.key.unit, showing: results.difference?.interval)
  }

  private func percent(_ value: Double) -> String { fixed(value * 100, decimals: 0) + "%" }

  private func percent(_ interval: Interval) -> String {
    "[\(percent(interval.low)), \(percent(interval.high))]"
  }

  /// A share with its interval in a sentence: no share is below none or above all of it.
  private func percent(_ share: Share) -> String {
    func clamped(_ value: Double) -> Double { min(1, max(0, value)) }
    let interval = Interval(low: clamped(share.interval.low), high: clamped(share.interval.high))
    return percent(clamped(share.estimate)) + " " + percent(interval)
  }

  private func name(_ source: Source) -> String {
    switch source {
    case .input(let input): input.path
    case .others(let count):
      context.text("其余 \(counted(count)) 个输入合计", "the other \(counted(count)) inputs together")
    case .noise: Term.runNoise.text[context.language]
    }
  }

  // MARK: The answer

  /// So many inputs are named in the first sentence.
  private static let mostNamed = 3

  var answer: String {
    let design = context.quoted(design: results.design)
    let baseline = context.quoted(design: results.baseline)
    let outcome = context.name(results.key)
    guard results.variance != nil else {
      return context.text(
        "\(design)与\(baseline)之间\(outcome)的差别在所有输入的范围内都不变（或没有数值），没有不确定可以分配。",
        "The difference in \(outcome) between \(baseline) and \(design) is the same (or has no value) whatever the "
          + "inputs: there is no uncertainty to divide.")
    }
    var inputs: [(SensitivityResults.Subject, Share)] = []
    for share in results.shares {
      if case .input(let input) = share.source { inputs.append((input, share.firstOrder)) }
    }
    let largest = inputs.enumerated().sorted { a, b in
      let (x, y) = (a.element.1.estimate, b.element.1.estimate)
      return x != y ? x > y : a.offset < b.offset
    }.prefix(Self.mostNamed).map(\.element)
    let list = largest.map { "\($0.0.path) \(percent($0.1))" }
      .joined(separator: context.text("、", ", "))
    let isMost = (largest.first?.1.estimate ?? 0) > 0.5
    let noise = results.noise.map(percent) ?? "-"
    let difference =
      results.difference.map { effect in
        results.key.unit.counting(numbers.signed(effect.estimate), context.language)
          + (effect.interval.map { " " + numbers.signed($0) } ?? "")
      } ?? "-"
    let assumed = results.grades.first { $0.grade == .d }?.share.map(percent)
    let head = context.text(
      "\(design)与\(baseline)相比\(outcome)的差别（按声明的输入为 \(difference)，方括号是运行噪声），其不确定\(isMost ? "大部分" : "最多的部分")来自 \(list)；单次运行的运行噪声占 \(noise)",
      "\(isMost ? "Most" : "The largest part") of the uncertainty of what \(design) changes in \(outcome) against "
        + "\(baseline) (\(difference) with inputs as declared, run noise in brackets) comes from \(list); the run noise of a "
        + "single run brings \(noise)")
    let tail =
      assumed.map {
        context.text("；D 级（假设）输入合计占 \($0)。", "; grade D (assumed) inputs bring \($0) together.")
      } ?? context.text("。", ".")
    return head + tail
  }

  // MARK: Tables

  private var tornado: [String] {
    guard !results.tornado.isEmpty else { return [] }
    var table = TextTable([
      (context.text("输入（等级，位置）", "input (grade, place)"), .left),
      (context.text("范围", "range"), .left),
      (context.text("取低值时", "at its low end"), .right), ("", .left),
      (context.text("取高值时", "at its high end"), .right), ("", .left),
    ])
    for bar in results.tornado {
      func cell(_ effect: Effect?) -> [String] {
        guard let effect else { return [MissingReason.noCases.text[context.language], ""] }
        return [
          numbers.signed(effect.estimate), effect.runNoise.map(numbers.signed) ?? "-",
        ]
      }
      let ends = bar.input.ends
      table.rows.append(
        [
          bar.input.path
            + context.text(
              "（\(bar.input.grade.rawValue)，\(bar.input.place(.zh))）",
              " (\(bar.input.grade.rawValue), \(bar.input.place(.en)))"),
          "\(ends.low) – \(ends.high)",
        ] + cell(bar.low) + cell(bar.high))
    }
    let unit = results.key.unit.text[context.language]
    let outcome = context.name(results.key)
    return context.heading(
      context.text(
        "\(outcome)的差别（\(unit)），一个输入取范围的两端，其余按声明",
        "Difference in \(outcome) (\(unit)) with one input at the ends of its range, all others as declared"
      ))
      + table.lines(context.style)
  }

  private var grades: [String] {
    guard let table = gradeTable else { return [] }
    return context.heading(table.caption) + TextTable(table, context.style).lines(context.style)
      + context.paragraph(gradeNote)
  }

  /// Shares of the variance by grade and by input.
  var pageTables: [Page.Table] { [gradeTable, shareTable].compactMap { $0 } }

  private var gradeTable: Page.Table? {
    guard let interactions = results.gradeInteractions, let noise = results.noise else {
      return nil
    }
    var rows = results.grades.map { grade in
      let name =
        grade.grade == .d
        ? context.text("D（假设）", "D (assumed)") : grade.grade.rawValue
      return [
        Page.Cell(name, mark: Page.Mark(grade.grade)),
        Page.Cell(counted(grade.inputs), value: Double(grade.inputs), unit: "inputs"),
      ]
        + (grade.share.map(cells) ?? [
          Page.Cell("0%", value: 0, unit: "share"), Page.Cell(fixedGrade(grade)),
        ])
    }
    rows.append(
      [Page.Cell(context.text("运行噪声（单次运行）", "run noise (of a single run)")), Page.Cell("")]
        + cells(noise))
    rows.append(
      [Page.Cell(context.text("以上各项的共同作用", "what these bring only together")), Page.Cell("")]
        + cells(interactions))
    return Page.Table(
      "variance-by-grade",
      context.text(
        "差别的方差的份额，按证据等级", "Share of the variance of the difference, by grade of evidence"),
      [
        Page.Column(context.text("证据等级", "grade of evidence")),
        Page.Column(context.text("变动的输入", "inputs that vary"), isNumeric: true),
        Page.Column(context.text("方差占比", "share of the variance"), isNumeric: true),
        Page.Column(""),
      ], rows)
  }

  private var gradeNote: String {
    context.text(
      "A、B 级输入在研究中取固定值，因此占比为 0；没有写范围的 C、D 级输入也一样。",
      "Inputs of grade A and B keep their value and bring 0; so do inputs of grade C and D without a range."
    )
  }

  private func fixedGrade(_ grade: SensitivityResults.GradeShare) -> String {
    grade.grade.isUncertain ? "" : context.text("（固定）", "(fixed)")
  }

  private func cells(_ share: Share) -> [Page.Cell] {
    [
      Page.Cell(percent(share.estimate), value: share.estimate, unit: "share"),
      Page.Cell(
        percent(share.interval), unit: "share", low: share.interval.low, high: share.interval.high),
    ]
  }

  private var shares: [String] {
    guard let table = shareTable else { return [] }
    return context.heading(table.caption) + TextTable(table, context.style).lines(context.style)
  }

  private var shareTable: Page.Table? {
    guard let interactions = results.interactions else { return nil }
    let sorted = results.shares.enumerated().sorted { a, b in
      let (x, y) = (a.element.total.estimate, b.element.total.estimate)
      return x != y ? x > y : a.offset < b.offset
    }.map(\.element)
    var rows = sorted.map { share in
      var value = ""
      if case .input(let input) = share.source { value = input.text }
      return [
        Page.Cell(name(share.source)),
        Page.Cell(value.count > 24 ? String(value.prefix(23)) + "…" : value),
      ] + cells(share.firstOrder) + cells(share.total)
    }
    rows.append(
      [Page.Cell(context.text("共同作用合计", "all interactions")), Page.Cell("")]
        + cells(interactions) + [Page.Cell(""), Page.Cell("")])
    return Page.Table(
      "variance-by-input",
      context.text("差别的方差的份额，按输入", "Shares of the variance of the difference, by input"),
      [
        Page.Column(context.text("输入", "input")), Page.Column(context.text("声明的值", "value")),
        Page.Column(context.text("单独", "by itself"), isNumeric: true), Page.Column(""),
        Page.Column(context.text("连同共同作用", "with others"), isNumeric: true), Page.Column(""),
      ], rows)
  }

  /// So many inputs of the screening are shown.
  private static let mostScreened = 20

  private var screening: [String] {
    guard !results.screening.isEmpty else { return [] }
    var table = TextTable([
      (context.text("筛选：最有影响的输入", "screening: the most telling inputs"), .left),
      ("mu*", .right), ("", .left), ("mu", .right), ("sigma", .right),
    ])
    for one in results.screening.prefix(Self.mostScreened) {
      let measures = one.measures
      table.rows.append([
        one.input.path, numbers.plain(measures.meanSize),
        numbers.plain(measures.meanSizeInterval), numbers.signed(measures.mean),
        numbers.plain(measures.deviation),
      ])
    }
    let idle = results.screening.count { $0.measures.meanSize == 0 }
    return [""] + table.lines(context.style)
      + context.paragraph(
        context.text(
          "mu*：输入走过整个范围时差别变化的平均大小；mu：带正负；sigma：变化因其他输入而异的程度。另有 \(counted(max(0, results.screening.count - Self.mostScreened))) 个输入影响更小，其中 \(counted(idle)) 个毫无影响。",
          "mu*: mean size of the change when the input goes through its whole range; mu: with its sign; sigma: how much "
            + "that depends on the other inputs. The other \(counted(max(0, results.screening.count - Self.mostScreened))) inputs matter less; \(counted(idle)) "
            + "of all change nothing."))
  }

  // MARK: How

  var method: [String] {
    let manifest = results.facts.manifest
    let inputs = counted(results.inputs)
    let screened =
      results.trajectories == 0
      ? context.text(
        "带范围的 C、D 级输入共 \(inputs) 个，逐个分析，不用筛选。",
        "The \(inputs) inputs of grade C or D with a range are all looked at one by one, without screening."
      )
      : context.text(
        "带范围的 C、D 级输入共 \(inputs) 个，先用 \(results.trajectories) 条莫里斯轨迹筛选（每条轨迹用同一次运行的申请人），取 mu* 最大的 \(results.tornado.count) 个逐个分析，其余作为一组同时变动。",
        "Of \(inputs) inputs of grade C or D with a range, \(results.trajectories) Morris trajectories (the same applicants along each) "
          + "screen out the \(results.tornado.count) with the largest mu*; these are looked at one by one, all others vary as one group."
      )
    let shares = context.text(
      "方差的份额是索博尔指数，用 \(counted(results.points)) 个点（其中 \(counted(results.pointsUsed)) 个有数值），方括号是重抽样的 95% 区间；估计略低于 0 是误差。运行噪声指两次单独运行之差的随机部分，研究中多次运行取平均会使它变小。",
      "Shares of the variance are Sobol indices from \(counted(results.points)) points (\(counted(results.pointsUsed)) with a value), their 95% bootstrap "
        + "intervals in brackets; estimates slightly below 0 are error. Run noise is the luck in the difference of two single runs; "
        + "a study's mean over many replications has less of it.")
    let open =
      results.pointsOpen == 0
      ? ""
      : context.text(
        "在 \(counted(results.pointsOpen)) 个点上有运行的未结件超过 1%，那里的差别只是界限。",
        "At \(counted(results.pointsOpen)) points more than 1% of the cases of some run are open; differences there are bounds."
      )
    let ends = context.text(
      "范围两端各重复运行 \(counted(manifest.replications)) 次，逐人配对，方括号是运行噪声的 95% 区间；种子 \(manifest.seed)。",
      "Each end of a range is run with \(counted(manifest.replications)) paired replications, 95% intervals of run noise in brackets; seed "
        + "\(manifest.seed).")
    return [screened, shares, open, ends]
  }
}
