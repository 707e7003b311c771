public import ApprovalModel
public import Experiments
internal import Inference

extension ExplorationResults: StudyReport {
  /// How many combinations each design keeps its promise in, where it fails, and what is lost by
  /// choosing one design.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    ExplorationText(
      results: self, context: ReportContext(results: facts, language: language, style: style),
      extent: extent
    ).text
  }

  /// Format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    facts.json(finding: [
      .init("baseline", .string(facts.manifest.baseline)), .init("outcome", .object(key.json)),
      .init("atLeast", .number(atLeast)), .init("points", .integer(Int64(points.count))),
      .init("method", .string(method)),
      .init("inputs", .array(inputs.map(\.json))),
      .init("exploration", .array(designs.map { $0.json(inputs) })),
      .init("regret", .array(regrets.map { $0.json(self) })),
      .init("minimaxRegret", minimaxRegret.map(JSONValue.string) ?? .null),
      .init(
        "runs",
        .array(
          points.indices.map { i in
            .object([
              .init("places", .array(points[i].map(JSONValue.number))),
              .init(
                "gains", .array(designs.map { .optional($0.gains[i]) })),
            ])
          })),
    ])
  }

  /// Tidy: one row for each share, limit of a box, regret, gain at a point and input at a point.
  public var csv: String {
    var text = csvRow([
      "kind", "design", "point", "input", "name", "scope", "unit", "value", "low", "high",
    ])
    let outcome = [key.name, key.scope.text, key.unit.rawValue]
    for one in designs {
      text += csvRow(
        ["success share", one.name, "", ""] + outcome + [number(one.count.density)]
          + cells(one.interval))
      text += csvRow(
        ["disagreement", one.name, "", ""] + outcome + [number(one.disagreement), "", ""])
      for (kind, box) in [("failure box", one.failures), ("success box", one.successes)] {
        guard let box else { continue }
        for limit in box.restrictions {
          let input = inputs[limit.input]
          text += csvRow(
            [kind, one.name, "", input.listing.path] + outcome + [number(limit.quasiP)]
              + [
                number(input.value(at: limit.limits.low)),
                number(input.value(at: limit.limits.high)),
              ])
        }
        for (name, count) in [("found", box.found), ("held out", box.heldOut)] {
          text += csvRow(
            ["\(kind) coverage \(name)", one.name, "", ""] + outcome
              + [number(count.coverage), "", ""])
          text += csvRow(
            ["\(kind) density \(name)", one.name, "", ""] + outcome
              + [number(count.density), "", ""])
        }
      }
    }
    for regret in regrets {
      let values = [("mean", regret.mean), ("p90", regret.p90), ("most", regret.most)]
      for (name, value) in values {
        text += csvRow(
          ["regret \(name)", regret.name, name == "most" ? String(regret.mostAt) : "", ""]
            + outcome + [number(value), "", ""])
      }
    }
    for i in points.indices {
      for one in designs {
        text += csvRow(
          ["gain", one.name, String(i), ""] + outcome + [number(one.gains[i]), "", ""])
      }
      for (input, place) in zip(inputs, points[i]) {
        text += csvRow(
          ["input", "", String(i), input.listing.path, "", "", input.number?.unit ?? "place"]
            + [number(input.value(at: place)), "", ""])
      }
    }
    return text
  }
}

extension ExploredInput {
  /// The value at a place of the range; the place itself where the input is no single number.
  fileprivate func value(at place: Double) -> Double { number?.value(at: place) ?? place }

  fileprivate var json: JSONValue {
    .object([
      .init("input", .string(listing.path)),
      .init("unit", .string(number?.unit ?? "place")),
      .init("grade", .string(listing.evidence.grade.rawValue)),
      .init("declared", .optional(number?.value)), .init("low", .number(value(at: 0))),
      .init("high", .number(value(at: 1))),
    ])
  }
}

extension ExploredDesign {
  fileprivate func json(_ inputs: [ExploredInput]) -> JSONValue {
    .object([
      .init("design", .string(name)), .init("points", .integer(Int64(count.runs))),
      .init("successes", .integer(Int64(count.successes))),
      .init("share", .number(count.density)), .init("low", .number(interval.low)),
      .init("high", .number(interval.high)), .init("disagreement", .optional(disagreement)),
      .init("open", .integer(Int64(open))),
      .init("failures", failures?.json(inputs) ?? .null),
      .init("successBox", successes?.json(inputs) ?? .null),
    ])
  }
}

extension FoundBox {
  fileprivate func json(_ inputs: [ExploredInput]) -> JSONValue {
    .object([
      .init(
        "limits",
        .array(
          restrictions.map { one in
            .object([
              .init("input", .string(inputs[one.input].listing.path)),
              .init(
                "low",
                one.limits.low > 0
                  ? .number(inputs[one.input].value(at: one.limits.low)) : .null),
              .init(
                "high",
                one.limits.high < 1
                  ? .number(inputs[one.input].value(at: one.limits.high)) : .null),
              .init("quasiP", .number(one.quasiP)),
            ])
          })), .init("found", found.json), .init("heldOut", heldOut.json),
    ])
  }
}

extension FoundBox.BoxCount {
  fileprivate var json: JSONValue {
    .object([
      .init("inside", .integer(Int64(inside.runs))), .init("all", .integer(Int64(all.runs))),
      .init("coverage", .optional(coverage)), .init("density", .optional(density)),
    ])
  }
}

extension DesignRegret {
  fileprivate func json(_ results: ExplorationResults) -> JSONValue {
    .object([
      .init("design", .string(name)), .init("mean", .number(mean)), .init("p90", .number(p90)),
      .init("most", .number(most)), .init("mostAtPoint", .integer(Int64(mostAt))),
      .init("bestShare", .number(bestShare)),
    ])
  }
}

/// An exploration as text for a terminal.
private struct ExplorationText {
  let results: ExplorationResults
  let context: ReportContext
  let extent: TerminalReport.Extent

  private var inputs: InputText { InputText(context: context) }

  var text: String {
    let title = results.facts.title[context.language]
    var lines = [context.style.heading(title), ""]
    for one in ordered.prefix(Self.mostNamed) { lines += context.paragraph(answer(one)) }
    let others = results.designs.count - Self.mostNamed
    if others > 0 {
      lines += context.paragraph(
        context.text("其余 \(others) 个方案见下表。", "\(others) other designs stand in the table below."))
    }
    lines += context.paragraph(context.caution)
    lines += shares
    if extent == .full { for one in results.designs { lines += boxes(one) } }
    if results.designs.count > 1 { lines += regrets }
    lines += MethodSection(context: context, own: method).lines
    return lines.joined(separator: "\n") + "\n"
  }

  /// So many designs have their sentence.
  private static let mostNamed = 3

  /// The designs by how often they succeed.
  private var ordered: [ExploredDesign] {
    results.designs.enumerated().sorted {
      ($1.element.count.density, $0.offset) < ($0.element.count.density, $1.offset)
    }.map(\.element)
  }

  private func percent(_ share: Double) -> String { ValueText(.share).plain(share) }

  /// `saves at least 5 working days of idle time`.
  private var promise: String {
    let numbers = ValueText(results.key.unit, values: [results.atLeast])
    let amount = results.key.unit.counting(numbers.plain(results.atLeast), context.language)
    let label = context.label(results.key.scope)
    let name = context.name(results.key) + (label.isEmpty ? "" : " (\(label))")
    return results.key.better == .higher
      ? context.text("使\(name)至少提高 \(amount)", "raises \(name) by at least \(amount)")
      : context.text("使\(name)至少减少 \(amount)", "lowers \(name) by at least \(amount)")
  }

  private func answer(_ one: ExploredDesign) -> String {
    let design = context.quoted(design: one.name)
    let share = percent(one.count.density) + " " + ValueText(.share).plain(one.interval)
    var sentence = context.text(
      "在 \(counted(one.count.runs)) 种输入组合的 \(share) 中，\(design)\(promise)",
      "\(design) \(promise) in \(share) of \(counted(one.count.runs)) combinations of inputs")
    if let box = one.failures {
      sentence += context.text(
        "；不成立多在：\(limits(box))", "; it fails mostly when \(limits(box))")
    }
    return sentence + context.text("。", ".")
  }

  /// The limits of a box: `a > 3 and b < 5`.
  private func limits(_ box: FoundBox) -> String {
    box.restrictions.map { one in
      let input = results.inputs[one.input]
      func value(_ place: Double) -> String {
        guard let number = input.number else {
          return context.text("范围的 \(percent(place)) 处", "\(percent(place)) of its range")
        }
        return inputs.value(significant(number.value(at: place) ?? place), of: number)
      }
      let kind = input.number.map(inputs.kind) ?? ""
      let path = kind + input.listing.path
      if one.limits.high >= 1 { return "\(path) > \(value(one.limits.low))" }
      if one.limits.low <= 0 { return "\(path) < \(value(one.limits.high))" }
      return "\(value(one.limits.low)) < \(path) < \(value(one.limits.high))"
    }.joined(separator: context.text("，且 ", " and "))
  }

  /// Three digits: a limit between two points is no more exact.
  private func significant(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    var unit = 1.0
    while abs(value) / unit >= 1000 { unit *= 10 }
    while abs(value) / unit < 100, unit > 1e-9 { unit /= 10 }
    let result = (value / unit).rounded() * unit
    return (result * 1e9).rounded() / 1e9
  }

  private var shares: [String] {
    var table = TextTable([
      (context.text("方案", "design"), .left),
      (context.text("成立的组合", "combinations kept"), .right),
      (context.text("噪声可改变", "decided by noise"), .right),
      (context.text("收益 p10", "gain p10"), .right), (context.text("中位数", "median"), .right),
      ("p90", .right),
    ])
    for one in results.designs {
      let gains = one.gains.compactMap { $0 }.sorted()
      func quantile(_ p: Double) -> String {
        guard !gains.isEmpty else { return "-" }
        let value = gains[min(gains.count - 1, Int(p * Double(gains.count)))]
        return ValueText(results.key.unit, values: [value]).signed(value)
      }
      table.rows.append([
        context.designTitle(one.name),
        percent(one.count.density) + " " + ValueText(.share).plain(one.interval),
        one.disagreement.map(percent) ?? "-", quantile(0.1), quantile(0.5), quantile(0.9),
      ])
    }
    return [""] + table.lines(context.style)
  }

  private func boxes(_ one: ExploredDesign) -> [String] {
    var lines: [String] = []
    func describe(_ box: FoundBox, _ zh: String, _ en: String) {
      func share(_ value: Double?) -> String { value.map(percent) ?? "-" }
      lines += context.paragraph(
        "  "
          + context.text(
            "\(zh)：\(limits(box))。找出该框的一半组合中，框内含全部此类组合的 \(share(box.found.coverage))，框内 "
              + "\(share(box.found.density)) 是此类；留作检验的一半中分别为 \(share(box.heldOut.coverage)) 和 "
              + "\(share(box.heldOut.density))（全体 \(share(box.heldOut.all.density))）。",
            "\(en) when \(limits(box)). In the half from which the box was found it holds "
              + "\(share(box.found.coverage)) of them, and \(share(box.found.density)) of what lies "
              + "in it are such; in the half kept back \(share(box.heldOut.coverage)) and "
              + "\(share(box.heldOut.density)) (of all points \(share(box.heldOut.all.density)))."),
        indent: "  ")
    }
    if let box = one.failures { describe(box, "不成立", "It fails") }
    if let box = one.successes { describe(box, "成立", "It keeps its promise") }
    if lines.isEmpty {
      lines = context.paragraph(
        "  "
          + context.text(
            "没有一组输入界限能把成立与不成立的组合分开，或其中一类太少。",
            "No limits of inputs tell combinations that fail from those that do not, or too few are of "
              + "one kind."), indent: "  ")
    }
    return context.heading(context.designTitle(one.name)) + lines
  }

  private var regrets: [String] {
    guard !results.regrets.isEmpty else { return [] }
    var table = TextTable([
      (context.text("方案", "design"), .left), (context.text("平均", "mean"), .right),
      ("p90", .right), (context.text("最大", "greatest"), .right),
      (context.text("最优的组合", "best in"), .right),
    ])
    let numbers = ValueText(results.key.unit, values: results.regrets.map(\.most))
    for one in results.regrets {
      table.rows.append([
        context.designTitle(one.name), numbers.plain(one.mean), numbers.plain(one.p90),
        numbers.plain(one.most),
        percent(one.bestShare),
      ])
    }
    let unit = results.key.unit.text[context.language]
    var lines = context.heading(
      context.text(
        "后悔值：选定一个方案，比每种组合下最好的方案少得多少（\(unit)）",
        "Regret: how much less than the best design of each combination (\(unit))"))
    lines += table.lines(context.style)
    if let best = results.minimaxRegret {
      lines += context.paragraph(
        context.text(
          "最大后悔值最小的方案：\(context.quoted(design: best))。",
          "The greatest regret is least with \(context.quoted(design: best))."))
    }
    return lines
  }

  private var method: [String] {
    let manifest = results.facts.manifest
    let isSobol = results.method == "Sobol"
    let points = context.text(
      "离散事件模拟；\(counted(results.inputs.count)) 个有范围的输入同时变化，取 \(counted(results.points.count)) "
        + "个\(isSobol ? "Sobol 点" : "拉丁超立方点")；每点重复运行 \(counted(results.replications)) 次，种子 "
        + "\(manifest.seed)；同一点上各方案用同样的申请人。",
      "Discrete-event simulation; \(counted(results.inputs.count)) inputs with a range vary together "
        + "over \(counted(results.points.count)) \(isSobol ? "Sobol points" : "points of a Latin hypercube"), "
        + "\(counted(results.replications)) replications each, seed \(manifest.seed); the same "
        + "applicants in all designs at a point.")
    let share = context.text(
      "方括号是 Wilson 95% 区间，输入按范围内均匀取值：它是组合的比例，不是概率。“噪声可改变”：一半运行成立而另一半不成立的点。",
      "Brackets hold the Wilson 95% interval of the share of points, every place in a range taken as "
        + "often: a share of combinations, no probability. 'Decided by noise': points at which one half of the "
        + "replications keeps the promise and the other does not.")
    let box = context.text(
      "输入界限由 PRIM（Friedman 与 Fisher，1999）在一半的点上找出，只保留准 p 值低于 5% 的界限（Bryant 与 Lempert，2010），并用另一半检验。",
      "Limits were found by PRIM (Friedman and Fisher, 1999) in one half of the points, kept where their "
        + "quasi-p-value is below 5% (Bryant and Lempert, 2010), and checked in the other half.")
    let most = results.designs.map(\.open).max() ?? 0
    let open =
      most == 0
      ? ""
      : context.text(
        "在多至 \(counted(most)) 个点上未结件超过 1%，那里的收益只是界限。",
        "At up to \(counted(most)) points more than 1% of the cases are open; gains there are bounds."
      )
    return [points, share, box, open]
  }
}
