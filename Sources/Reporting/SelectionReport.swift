public import ApprovalModel
public import Experiments
internal import Inference

extension SelectionResults: StudyReport {
  /// Whether the best is known.
  public var isConclusive: Bool { best != nil }

  /// Format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    facts.json(finding: [
      .init(
        "selection",
        .object(
          key.json + [
            .init("best", best.map(JSONValue.string) ?? .null), .init("leader", .string(leader)),
            .init("asGood", .array(asGood.map(JSONValue.string))),
            .init("worthwhile", .number(worthwhile)), .init("confidence", .number(confidence)),
            .init("procedure", .string(procedure)), .init("limit", .integer(Int64(limit))),
            .init("replicationsNeeded", .whole(replicationsNeeded)),
            .init("runs", .integer(Int64(spent))),
            .init("runsOfEqualAllocation", .integer(Int64(equalAllocation))),
            .init("runsOfRinott", .whole(rinott)), .init("designs", .array(designs.map(\.json))),
          ]))
    ])
  }

  /// One row a design.
  public var csv: String {
    var text = csvRow([
      "kind", "design", "name", "scope", "unit", "better", "value", "low", "high", "behind",
      "behindLow", "behindHigh", "confidence", "replications", "droppedAfter", "censored", "best",
    ])
    for design in designs {
      text += csvRow(
        ["selection", design.name] + cells(key) + [number(design.value.estimate)]
          + cells(design.value.interval) + [number(design.behind?.estimate)]
          + cells(design.behind?.interval) + ["0.95", String(design.replications)]
          + [design.droppedAfter.map { String($0) } ?? "", String(design.isCensored)]
          + [String(best != nil && isChosen(design.name))])
    }
    return text
  }

  /// Whether a design is the leader, or differs from it in no replication.
  fileprivate func isChosen(_ design: Name) -> Bool { design == leader || asGood.contains(design) }

  /// The name of the procedure in results.
  private var procedure: String {
    facts.manifest.numbers == .common ? "Kim and Nelson" : "Rinott"
  }

  /// The best design first, then where each stands and what it took.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    SelectionText(
      results: self, context: ReportContext(results: facts, language: language, style: style)
    ).text
  }
}

extension SelectedDesign {
  fileprivate var json: JSONValue {
    .object(
      [.init("name", .string(name))] + value.json + [
        .init("behind", behind.map { .object($0.json) } ?? .null),
        .init("replications", .integer(Int64(replications))),
        .init("droppedAfter", .whole(droppedAfter)), .init("censored", .bool(isCensored)),
      ])
  }
}

/// A selection as text for a terminal.
private struct SelectionText {
  let results: SelectionResults
  let context: ReportContext

  private var isPaired: Bool { results.facts.manifest.numbers == .common }

  var text: String {
    var lines = [context.style.heading(results.facts.title[context.language]), ""]
    lines += context.paragraph(answer) + context.paragraph(context.caution)
    lines += table
    if results.designs.contains(where: \.isCensored) {
      lines += context.paragraph(
        context.text(
          "“>=”表示未结件超过 1%：均值只是下限，未结件最多的方案可能被低估。",
          "'>=' marks a lower bound: more than 1% of the cases are open, and such a design may do worse."
        ))
    }
    lines += MethodSection(context: context, own: [runs, allocation, meaning]).lines
    return lines.joined(separator: "\n") + "\n"
  }

  private var least: String {
    let number =
      results.key.unit == .share
      ? shortest(results.worthwhile * 100) + "%" : shortest(results.worthwhile)
    return results.key.unit.counting(number, context.language)
  }

  private var answer: String {
    let name = context.name(results.key)
    guard let best = results.best else {
      let needed =
        results.replicationsNeeded.map {
          context.text("；最多约 \(counted($0)) 次必能判断", "; about \(counted($0)) would tell in any case")
        } ?? ""
      return context.text(
        "按\(name)，每个方案至多 \(counted(results.limit)) 次运行还不能判断哪个方案最好（目前领先：\(context.quoted(design: results.leader))）\(needed)。",
        "By \(name), which design is best cannot be told within \(counted(results.limit)) replications of each (leading so far: \(context.quoted(design: results.leader)))\(needed)."
      )
    }
    guard results.asGood.isEmpty else { return tie(name, best) }
    return context.text(
      "按\(name)，\(counted(results.designs.count)) 个方案中\(context.quoted(design: best))最好：若最好的方案领先至少\(spaced(least))，选中它的概率不低于 95%；否则选中的与最好的相差不到\(spaced(least))。",
      "By \(name), \(context.quoted(design: best)) is the best of \(counted(results.designs.count)) designs: if the best leads by at least \(least), it is chosen with a chance of at least 95%; else the one chosen is less than \(least) from the best."
    )
  }

  /// Several designs without any difference: none of them is the one best.
  private func tie(_ name: String, _ best: Name) -> String {
    let equal = ([best] + results.asGood).map { context.quoted(design: $0) }
      .joined(separator: context.text("、", ", "))
    let count = results.designs.count
    guard results.asGood.count < count - 1 else {
      return context.text(
        "按\(name)，\(counted(count)) 个方案同样好：\(equal)，每次运行的数值都相同。按这项结果选哪个都一样，请换一项结果来选。",
        "By \(name), the \(counted(count)) designs are as good as each other: \(equal) have the same value in every replication. Which one to take must be decided by something else."
      )
    }
    return context.text(
      "按\(name)，\(counted(count)) 个方案中最好的几个同样好：\(equal)，每次运行的数值都相同；按这项结果选哪个都一样。若最好的领先其余方案至少\(spaced(least))，选中它们的概率不低于 95%；否则选中的与最好的相差不到\(spaced(least))。",
      "By \(name), the best of \(counted(count)) designs are as good as each other: \(equal) have the same value in every replication, and this outcome does not tell which to take. If the best lead the others by at least \(least), they are chosen with a chance of at least 95%; else those chosen are less than \(least) from the best."
    )
  }

  private var table: [String] {
    var table = TextTable([
      (Term.design.text[context.language], .left),
      (
        context.name(results.key) + context.text("，", ", ")
          + results.key.unit.text[context.language], .right
      ),
      (context.text("与领先者的差", "less the leader"), .right),
      (Term.interval.text[context.language], .left),
      (context.text("运行次数", "runs"), .right), (context.text("结果", "result"), .left),
    ])
    let values = results.designs.map { Optional($0.value.estimate) }
    for design in order {
      let numbers = ValueText(
        results.key.unit, showing: design.behind?.interval, values: values)
      table.rows.append([
        context.designTitle(design.name),
        (design.isCensored ? ">=" : "") + numbers.plain(design.value.estimate),
        design.behind.map { numbers.signed($0.estimate) } ?? "",
        design.behind.map { context.cell($0.interval, numbers, isSigned: true) } ?? "",
        counted(design.replications), outcome(design),
      ])
    }
    return [""] + table.lines(context.style)
  }

  /// The leader first, then those that lasted longest.
  private var order: [SelectedDesign] {
    func rank(_ i: Int) -> (Int, Int, Int) {
      let design = results.designs[i]
      return (
        design.name == results.leader ? 0 : 1, -(design.droppedAfter ?? .max), i
      )
    }
    return results.designs.indices.sorted { rank($0) < rank($1) }.map { results.designs[$0] }
  }

  private func outcome(_ design: SelectedDesign) -> String {
    if results.best != nil, results.isChosen(design.name) {
      return results.asGood.isEmpty
        ? context.text("最好", "best") : context.text("同样好", "as good")
    }
    if let after = design.droppedAfter {
      return context.text("第 \(counted(after)) 次后淘汰", "dropped after \(counted(after))")
    }
    return results.best == nil
      ? context.text("未淘汰", "still in") : context.text("较差", "not chosen")
  }

  private var runs: String {
    let manifest = results.facts.manifest
    return isPaired
      ? context.text(
        "离散事件模拟，种子 \(manifest.seed)；各方案用同样的申请人，逐次配对。Kim 和 Nelson（2001）的全序贯选择：20 次运行后逐次淘汰明显落后的方案，不再运行。",
        "Discrete-event simulation, seed \(manifest.seed); the same applicants in every design, paired replication by replication. Kim and Nelson's fully sequential selection (2001): after 20 replications, designs that have clearly fallen behind are dropped and run no more."
      )
      : context.text(
        "离散事件模拟，种子 \(manifest.seed)；各方案的申请人各不相同（--independent）。Rinott（1978）的两阶段选择：20 次运行估计方差，再定各方案的运行次数。",
        "Discrete-event simulation, seed \(manifest.seed); other applicants in every design (--independent). Rinott's two-stage selection (1978): 20 replications tell each design's variance and so how many it needs."
      )
  }

  /// What dropping designs spared after the first stage; empty where nothing ran on.
  private var allocation: String {
    guard results.designs.contains(where: { $0.replications > SelectionResults.firstStage }) else {
      return ""
    }
    let rinott =
      results.rinott.map {
        context.text(
          "；不配对的 Rinott 法需 \(counted($0)) 次",
          "; Rinott's procedure, unpaired, asks for \(counted($0))")
      } ?? ""
    return context.text(
      "共运行 \(counted(results.spent)) 次；若各方案次数相同，需 \(counted(results.equalAllocation)) 次\(isPaired ? rinott : "")。",
      "Runs in all: \(counted(results.spent)); with equally many for every design \(counted(results.equalAllocation))\(isPaired ? rinott : "")."
    )
  }

  private var meaning: String {
    context.text(
      "值得在意的最小差别是\(spaced(least))。方括号是差的 95% 置信区间（运行噪声）；输入按声明的值，假设的不确定不在其中。",
      "The smallest difference that matters is \(least). Brackets hold the 95% confidence interval of the difference (run noise); inputs are as declared, and what is uncertain about them is not in it."
    )
  }
}
