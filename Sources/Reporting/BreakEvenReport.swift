public import ApprovalModel
public import Experiments
internal import Inference

extension BreakEvenResults: StudyReport {
  /// Where the difference becomes zero, with the values tried, and how it was found.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    BreakEvenText(
      results: self, context: ReportContext(results: facts, language: language, style: style),
      extent: extent
    ).text
  }

  /// Format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    facts.json(finding: [
      .init("baseline", .string(facts.manifest.baseline)), .init("design", .string(design)),
      .init("outcome", .object(key.json)), .init("threshold", .number(threshold)),
      .init("declared", declared?.json ?? .null),
      .init("breakEven", .array(inputs.map(\.json))),
      .init("leftOut", .array(leftOut.map(JSONValue.string))),
    ])
  }

  /// One row for each value tried and for each break-even value.
  public var csv: String {
    var text = csvRow([
      "kind", "design", "baseline", "input", "inputUnit", "grade", "value", "low", "high", "name",
      "scope", "unit", "better", "difference", "differenceLow", "differenceHigh", "threshold",
      "before", "after", "open",
    ])
    for one in inputs {
      let head = [
        one.input.path, one.input.unit, one.input.listing.evidence.grade.rawValue,
      ]
      for point in one.tried {
        text += csvRow(
          ["tried", design, facts.manifest.baseline] + head + [number(point.value), "", ""]
            + cells(key) + [number(point.difference)] + cells(point.interval)
            + [number(threshold), "", "", String(point.isOpen)])
      }
      for point in one.points {
        text += csvRow(
          [point.kind.word, design, facts.manifest.baseline] + head
            + [number(one.value(point)), number(point.low), number(point.high)] + cells(key)
            + [number(threshold), "", "", number(threshold)]
            + [point.before?.word ?? "", point.after?.word ?? "", ""])
      }
    }
    return text
  }
}

extension DifferencePoint {
  fileprivate var json: JSONValue {
    .object(
      [.init("value", .number(value)), .init("difference", .optional(difference))]
        + ends(interval) + [.init("open", .bool(isOpen))])
  }
}

extension BreakEvenInput {
  fileprivate var json: JSONValue {
    .object([
      .init("input", .string(input.path)), .init("unit", .string(input.unit)),
      .init("kind", .string(input.kind.rawValue)),
      .init("grade", .string(input.listing.evidence.grade.rawValue)),
      .init("declared", .number(input.value)),
      .init("range", .object(ends(range))),
      .init("points", .array(points.map(json))), .init("tried", .array(tried.map(\.json))),
    ])
  }

  /// A break-even value that the input can take: where it is whole, the first one past the change.
  fileprivate func value(_ point: BreakEvenPoint) -> Double {
    input.isWhole ? point.input.rounded(.up) : point.input
  }

  private func json(_ point: BreakEvenPoint) -> JSONValue {
    .object([
      .init("kind", .string(point.kind.word)), .init("value", .number(value(point))),
      .init("low", .optional(point.low)), .init("high", .optional(point.high)),
      .init("before", point.before.map { .string($0.word) } ?? .null),
      .init("after", point.after.map { .string($0.word) } ?? .null),
    ])
  }
}

extension BreakEvenPoint.Kind {
  /// The word in results.
  fileprivate var word: String {
    switch self {
    case .crossing: "crossing"
    case .jump: "jump"
    case .touch: "touch"
    case .zeroThroughout: "zero throughout"
    }
  }
}

extension BreakEvenPoint.Side {
  /// The word in results: where the difference lies against the threshold.
  fileprivate var word: String {
    switch self {
    case .below: "below"
    case .zero: "equal"
    case .above: "above"
    }
  }
}

/// Break-even values as text for a terminal.
private struct BreakEvenText {
  let results: BreakEvenResults
  let context: ReportContext
  let extent: TerminalReport.Extent

  private var inputs: InputText { InputText(context: context) }
  private var name: String { context.name(results.key) + scope }
  private var scope: String {
    let label = context.label(results.key.scope)
    return label.isEmpty ? "" : context.text("（\(label)）", " (\(label))")
  }

  var text: String {
    let title = results.facts.title[context.language]
    var lines = [context.style.heading(title), ""]
    lines += context.paragraph(results.isSingle ? single : several)
    lines += context.paragraph(context.caution)
    if results.isSingle {
      if extent == .full { lines += tried }
    } else {
      lines += found
    }
    lines += MethodSection(context: context, own: method).lines
    return lines.joined(separator: "\n") + "\n"
  }

  /// The difference in words: `the difference in idle time between 'a' and 'b'`.
  private var subject: String {
    let design = context.quoted(design: results.design)
    let baseline = context.quoted(design: results.facts.manifest.baseline)
    return context.text(
      "\(design)与\(baseline)之间\(name)的差别",
      "the difference in \(name) between \(design) and \(baseline)")
  }

  private var goal: String {
    if results.threshold == 0 { return context.text("零", "zero") }
    let numbers = ValueText(results.key.unit, values: [results.threshold])
    return results.key.unit.counting(numbers.signed(results.threshold), context.language)
  }

  private func capitalized(_ text: String) -> String {
    (text.first.map { $0.uppercased() } ?? "") + text.dropFirst()
  }

  private func difference(_ point: DifferencePoint?) -> String {
    if point?.isOpen == true { return context.text("不可比（未结件）", "not comparable (open cases)") }
    guard let point, let value = point.difference else { return context.text("无数据", "not known") }
    let numbers = ValueText(results.key.unit, showing: point.interval, values: [value])
    return numbers.signed(value) + (point.interval.map { " " + numbers.signed($0) } ?? "")
  }

  /// A difference with its unit, in a sentence.
  private func stated(_ point: DifferencePoint?) -> String {
    let text = difference(point)
    return point?.isComparable == true ? results.key.unit.counting(text, context.language) : text
  }

  /// Where in its range an input leaves more than 1 % of the cases open.
  private func incomparable(_ one: BreakEvenInput) -> String {
    let stretches = one.tried.split { !$0.isOpen }.map { part -> String in
      let low = inputs.value(part.first?.value ?? one.range.low, of: one.input)
      let high = inputs.value(part.last?.value ?? one.range.high, of: one.input)
      if part.first?.value == one.range.low {
        return part.last?.value == one.range.high
          ? context.text("整个范围内", "anywhere in the range")
          : context.text("\(high) 及以下", "at \(high) and below")
      }
      return part.last?.value == one.range.high
        ? context.text("\(low) 及以上", "at \(low) and above")
        : context.text("\(low) 到 \(high)", "from \(low) to \(high)")
    }
    guard !stretches.isEmpty else { return "" }
    return context.text(
      "\(stretches.joined(separator: "、"))不可比：未结件超过 1%。",
      " Not comparable \(stretches.joined(separator: ", ")): more than 1% of the cases are open.")
  }

  private func declared(_ one: BreakEvenInput) -> String {
    let value = inputs.value(one.input.value, of: one.input)
    let grade = inputs.statedGrade(one.input.listing.evidence)
    return context.text("现值 \(value)，\(grade)", "declared \(value), \(grade)")
  }

  // MARK: One input

  private var single: String {
    guard let one = results.inputs.first else { return "" }
    let path = "\(inputs.kind(one.input))\(one.input.path)"
    let low = inputs.value(one.range.low, of: one.input)
    let high = inputs.value(one.range.high, of: one.input)
    guard !one.points.isEmpty else {
      return context.text(
        "范围内没有：\(path) 从 \(low) 到 \(high)，\(subject)没有一处为\(goal)：在 \(low) 时 "
          + "\(stated(one.endPoints.low))，在 \(high) 时 \(stated(one.endPoints.high))（\(declared(one))，差别为 "
          + "\(stated(results.declared))）。",
        "None in the range: with \(path) from \(low) to \(high), \(subject) is nowhere \(goal): it is "
          + "\(stated(one.endPoints.low)) at \(low) and \(stated(one.endPoints.high)) at \(high) "
          + "(\(declared(one)), difference \(stated(results.declared))).") + incomparable(one)
    }
    let parts = one.points.map { point in
      "\(inputs.value(point, of: one))\(sides(point))"
    }
    let list = parts.joined(separator: context.text("；", "; "))
    return context.text(
      "\(path) 取以下值时，\(subject)为\(goal)：\(list)。\(declared(one))，差别为 \(stated(results.declared))。",
      "\(capitalized(subject)) becomes \(goal) where \(path) is \(list). "
        + "\(capitalized(declared(one))): the difference is \(stated(results.declared))."
    ) + incomparable(one)
  }

  /// What the difference is on both sides of a point, as design against baseline.
  private func sides(_ point: BreakEvenPoint) -> String {
    switch point.kind {
    case .zeroThroughout:
      return context.text("（该段内恒为\(goal)）", " (\(goal) throughout a stretch)")
    case .touch: return context.text("（只触及，不越过）", " (touched, not passed)")
    case .jump, .crossing:
      let leap = point.kind == .jump ? context.text("突变，", "a jump, ") : ""
      let rises = point.after == .above
      return context.text(
        "（\(leap)其下\(rises ? "较低" : "较高")，其上\(rises ? "较高" : "较低")）",
        " (\(leap)\(rises ? "lower" : "higher") below it, \(rises ? "higher" : "lower") above it)")
    }
  }

  private var tried: [String] {
    guard let one = results.inputs.first else { return [] }
    var table = TextTable([
      (context.text("输入值", "value"), .right), (context.text("差别", "difference"), .right),
    ])
    let places = one.tried.count
    let grid = results.gridPoints
    // Of the values tried between, those of the grid are enough to see the curve.
    let step = (one.range.high - one.range.low) / Double(max(1, grid - 1))
    for point in one.tried {
      let place = step > 0 ? (point.value - one.range.low) / step : 0
      guard places <= grid || abs(place - place.rounded()) < 1e-6 else { continue }
      table.rows.append([inputs.value(point.value, of: one.input), difference(point)])
    }
    return [""] + table.lines(context.style)
  }

  // MARK: All inputs

  private var crossing: [BreakEvenInput] { results.inputs.filter { !$0.points.isEmpty } }

  private var several: String {
    let count = counted(results.inputs.count)
    guard !crossing.isEmpty else {
      return context.text(
        "范围内没有：\(count) 个有范围的输入逐个在范围内变化，其余取现值，没有一个使\(subject)为\(goal)（现为 "
          + "\(stated(results.declared))）。",
        "None in the range: of \(count) inputs varied one by one within their ranges, the others at "
          + "their values, none makes \(subject) \(goal); it is \(stated(results.declared)).")
    }
    return context.text(
      "\(count) 个有范围的输入逐个在范围内变化，其余取现值：有 \(counted(crossing.count)) 个会使\(subject)为\(goal)（现为 "
        + "\(stated(results.declared))），如下表。",
      "Of \(count) inputs varied one by one within their ranges, the others at their values, "
        + "\(counted(crossing.count)) would make \(subject) \(goal); it is "
        + "\(stated(results.declared)).")
  }

  private var found: [String] {
    guard !crossing.isEmpty else { return [] }
    var table = TextTable([
      (context.text("输入", "input"), .left), (context.text("等级", "grade"), .left),
      (context.text("现值", "declared"), .right), (context.text("临界值", "break-even value"), .right),
    ])
    for one in crossing {
      for point in one.points {
        table.rows.append([
          inputs.kind(one.input) + one.input.path, inputs.grade(one.input.listing.evidence),
          inputs.value(one.input.value, of: one.input), inputs.value(point, of: one),
        ])
      }
    }
    return [""] + table.lines(context.style)
  }

  private var method: [String] {
    let manifest = results.facts.manifest
    let runs = context.text(
      "离散事件模拟，每个输入值重复运行 \(counted(manifest.replications)) 次，种子 \(manifest.seed)；所有输入值和两个方案都用同样的申请人、同样的运气。",
      "Discrete-event simulation, \(counted(manifest.replications)) replications at each value, seed "
        + "\(manifest.seed); the same applicants with the same luck at every value, in both designs."
    )
    let grid = context.text(
      "每个输入先试 \(results.gridPoints) 个值（整数输入只试整数），差别变号处再二分；网格两点之间变号两次看不到。方括号是差别的 95% "
        + "置信区间（运行噪声）不能与\(goal)区分的输入值；<= 和 >= 表示到范围的一端仍不能区分。",
      "Each input was first tried at \(results.gridPoints) values (whole ones where it is whole), then "
        + "bisected where the difference changes its sign; two changes between neighbors are not seen. "
        + "Brackets hold the values at which the difference's 95% confidence interval of run noise "
        + "contains \(goal); <= and >= mark the end of the range.")
    let left =
      results.leftOut.isEmpty
      ? ""
      : context.text(
        "不是单个数而未变化：\(results.leftOut.joined(separator: "、"))。",
        "Not varied because they are no single number: \(results.leftOut.joined(separator: ", ")).")
    let isBound = results.inputs.contains { $0.tried.contains(where: \.isOpen) }
    let open =
      !isBound
      ? ""
      : context.text(
        "在一些输入值上未结件超过 1%，那里两个方案不可比，不在其中找临界值。",
        "At some values more than 1% of the cases are open: the designs are not comparable there, and no "
          + "break-even value is looked for.")
    return [runs, grid, open, left]
  }
}
