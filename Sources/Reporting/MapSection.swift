package import ApprovalModel
package import Experiments
internal import Inference

/// The process maps of a study, each design before, after and as the difference, with the numbers as tables.
package struct MapSection {
  private let atlas: MapAtlas
  private let language: Language
  private let leftOut: Int

  /// At most so many designs are drawn, those with most reforms: three pictures each, in boxes that all of them
  /// share.
  package static let mostDesigns = 4

  /// The maps of the designs of `results`.
  ///
  /// - Parameter processes: those of the same request (``StudyRequest/designProcesses()``).
  package init(_ results: StudyResults, _ processes: [DesignProcess], language: Language) {
    let shown = Array(processes.suffix(Self.mostDesigns))
    leftOut = processes.count - shown.count
    atlas = MapAtlas(results, shown, language: language)
    self.language = language
  }

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The section `map` of a page: pictures `map-DESIGN-before`, `-after` and `-difference`; of a design alone
  /// `map-DESIGN-after`.
  package var section: Page.Section {
    var blocks: [Page.Block] = []
    if leftOut > 0 {
      blocks.append(
        .paragraph(
          .note,
          text(
            "画的是改革最多的 \(counted(atlas.pairs.count)) 个方案，另有 \(counted(leftOut)) 个没有画；只选要看的方案，就会画出来。",
            "Drawn are the \(counted(atlas.pairs.count)) designs with most reforms; \(counted(leftOut)) "
              + "more are not: choose the designs to see and they are drawn.")))
    }
    for pair in atlas.pairs {
      blocks.append(.paragraph(.note, whom(pair)))
      for view in atlas.views(of: pair) {
        let drawing = MapDrawing(atlas: atlas, pair: pair, view: view)
        blocks.append(
          .picture(
            Page.Picture(
              id: "map-\(pair.process.design)-\(view.rawValue)", finding: finding(pair, view),
              svg: drawing.svg, table: table(pair, view, drawing.title))))
      }
    }
    return Page.Section("map", text("流程图", "Process maps"), blocks)
  }

  /// Whose process is drawn.
  private func whom(_ pair: MapAtlas.Pair) -> String {
    let words = ValueWords(language: language)
    let design = atlas.designTitle(pair.process.design)
    guard !pair.process.reforms.isEmpty else {
      return text(
        "“\(design)”：流程适用于所有申请人；数字是全部申请人的平均值。",
        "'\(design)': the process of every applicant; numbers are means over all of them."
      )
    }
    var result = text(
      "“\(design)”：画的是适用 \(words.list(pair.process.reforms)) 的申请人的流程；数字是全部申请人的平均值。",
      "'\(design)': the process drawn is that of applicants reached by "
        + "\(words.list(pair.process.reforms)); numbers are means over all applicants.")
    let others = pair.process.otherReaches.filter { !$0.isEmpty }
    if !others.isEmpty {
      let list = others.map { words.list($0) }.joined(separator: text("；", "; "))
      result += text("另有申请人适用：\(list)。", " Others are reached by: \(list).")
    }
    return result
  }

  /// What the map shows first of all.
  private func finding(_ pair: MapAtlas.Pair, _ view: MapAtlas.View) -> String {
    guard view == .difference else {
      let world = view == .before ? pair.before : pair.after
      let offices = atlas.union.nodes.flatMap { world.facts($0)?.offices ?? [] }
      let longest = offices.reduce(nil as MapFacts.OfficeFacts?) { best, next in
        guard let value = next.waiting?.value else { return best }
        return value > best?.waiting?.value ?? -1 ? next : best
      }
      guard let longest, let waiting = longest.waiting else {
        return text("没有部门等待的数字。", "There are no numbers of waiting at offices.")
      }
      let name = atlas.officeTitle(longest.name)
      let days = OutcomeUnit.workingDays.counting(waiting.text, language)
      let load = longest.utilization.map {
        text("，忙碌率 \($0.text)", ", with a utilization of \($0.text)")
      }
      return text(
        "等待最长的是\(spaced(name))：平均 \(days)\(load ?? "")。",
        "Waiting is longest at \(name): \(days) on average\(load ?? "").")
    }
    var changes: [(office: Name, change: MapAtlas.Change)] = []
    for node in atlas.union.nodes {
      let all = [pair.before, pair.after].flatMap { $0.facts(node)?.offices.map(\.name) ?? [] }
      for office in all where !changes.contains(where: { $0.office == office }) {
        if let change = atlas.change("waiting-time", .office(office), .workingDays, pair) {
          changes.append((office, change))
        }
      }
    }
    func sentence(_ found: (office: Name, change: MapAtlas.Change)?, _ zh: String, _ en: String)
      -> String?
    {
      guard let found, found.change.verdict != .same else { return nil }
      let number = ValueText(.workingDays, values: [found.change.value]).signed(found.change.value)
      let days = OutcomeUnit.workingDays.counting(number, language)
      return text(
        "\(zh)\(spaced(atlas.officeTitle(found.office)))（\(days)，\(found.change.verdict.text.zh)）",
        "\(en) \(atlas.officeTitle(found.office)) (\(days), \(found.change.verdict.text.en))")
    }
    let falls = changes.filter { $0.change.value < 0 }.min { $0.change.value < $1.change.value }
    let grows = changes.filter { $0.change.value > 0 }.max { $0.change.value < $1.change.value }
    let parts = [
      sentence(falls, "等待减少最多的是", "Waiting falls most at"),
      sentence(grows, "增加最多的是", falls == nil ? "Waiting grows most at" : "and grows most at"),
    ].compactMap { $0 }
    guard !parts.isEmpty else {
      return text("各部门的等待没有变化。", "Waiting changes at no office.")
    }
    return parts.joined(separator: text("；", " ")) + text("。", ".")
  }

  // MARK: Table

  private func table(_ pair: MapAtlas.Pair, _ view: MapAtlas.View, _ caption: String)
    -> Page.Table
  {
    let days = OutcomeUnit.workingDays.text[language]
    var table = Page.Table(
      "map-\(pair.process.design)-\(view.rawValue)-table", caption,
      [
        Page.Column(text("事项或工作", "node")), Page.Column(ScenarioTerm.mode.text[language]),
        Page.Column(
          text("受理到决定（\(days)）", "acceptance to decision (\(days))"), isNumeric: true),
        Page.Column(text("承办部门", "office")),
        Page.Column(text("等待（\(days)）", "waiting (\(days))"), isNumeric: true),
        Page.Column(Quantity.utilization.text[language], isNumeric: true),
        Page.Column(text("材料（份）", "documents"), isNumeric: true),
      ])
    for node in atlas.union.nodes where node.kind != .operate {
      guard atlas.content(node, pair, view) != nil else { continue }
      table.rows += rows(node, pair, view)
    }
    return table
  }

  private func rows(_ node: ProcessUnion.Node, _ pair: MapAtlas.Pair, _ view: MapAtlas.View)
    -> [[Page.Cell]]
  {
    let (before, after) = (pair.before.facts(node), pair.after.facts(node))
    let shown = view == .before ? before : after
    let status = atlas.status(node, pair) ?? .kept
    let none = Page.Cell("-")
    func cell(_ number: MapFacts.Number?) -> Page.Cell {
      number.map { Page.Cell($0.text, value: $0.value, unit: $0.unit.rawValue) } ?? none
    }
    func cell(_ name: String, _ scope: Scope, _ unit: OutcomeUnit) -> Page.Cell {
      guard let change = atlas.change(name, scope, unit, pair) else { return none }
      return Page.Cell(
        change.text, value: change.value, unit: unit.rawValue, note: change.verdict.text[language],
        mark: Page.Mark(change.verdict))
    }
    let mark = view == .before || status == .kept ? "" : status.mapSign + status.text[language]
    let mode = [mark, shown?.mode ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    let isDifference = view == .difference
    var offices = (isDifference ? before?.offices ?? [] : []) + (shown?.offices ?? [])
    var known: [Name] = []
    offices.removeAll { office in
      if known.contains(office.name) { return true }
      known.append(office.name)
      return false
    }
    let decision =
      isDifference && before?.decision != nil && after?.decision != nil
      ? cell("acceptance-to-decision", .matter(node.name), .workingDays)
      : isDifference ? none : cell(shown?.decision)
    let papers = [isDifference ? before?.materials : nil, shown?.materials].compactMap { $0 }
    let documents =
      papers.isEmpty
      ? none
      : Page.Cell(
        papers.map(counted).joined(separator: "→"), value: papers.last.map(Double.init))
    let first: [Page.Cell] = [
      Page.Cell(atlas.title(node), note: atlas.title(node) == node.name ? nil : node.name),
      Page.Cell(mode.isEmpty ? "-" : mode), decision,
    ]
    guard !offices.isEmpty else { return [first + [none, none, none, documents]] }
    return offices.enumerated().map { i, office in
      let waiting =
        isDifference
        ? cell("waiting-time", .office(office.name), .workingDays) : cell(office.waiting)
      let load =
        isDifference
        ? cell("utilization", .office(office.name), .share) : cell(office.utilization)
      return (i == 0 ? first : [first[0], Page.Cell("-"), none])
        + [Page.Cell(atlas.officeTitle(office.name)), waiting, load, i == 0 ? documents : none]
    }
  }
}
