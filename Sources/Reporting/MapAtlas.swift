internal import ApprovalModel
internal import Experiments
internal import Inference

/// All maps of a study over one layout and one scale: each design before, after and as the difference.
struct MapAtlas {
  /// What a map shows.
  enum View: String, CaseIterable {
    case before, after, difference
  }

  /// A design with what the study measured in it and in the baseline.
  struct Pair {
    var process: DesignProcess
    var before: MapWorld
    var after: MapWorld
    var differences: [OutcomePlace: OutcomeDifference] = [:]
  }

  let union: ProcessUnion
  let pairs: [Pair]
  private(set) var layout: MapLayout
  let scale: MapScale
  let language: Language
  /// For each edge of the union, whether it follows from others.
  let follows: [Bool]
  private let titles: [String: LocalizedText]
  private let designTitles: [Name: LocalizedText]

  /// The maps of the designs that `results` has, among `processes`.
  init(_ results: StudyResults, _ processes: [DesignProcess], language: Language) {
    self.language = language
    titles = results.titles
    designTitles = results.designTitles
    pairs = processes.compactMap { process in
      let baseline = results.manifest.baseline
      guard let after = results.designs.first(where: { $0.name == process.design }) else {
        return nil
      }
      let before = results.designs.first { $0.name == baseline } ?? after
      var pair = Pair(
        process: process, before: MapWorld(before, process.before, language),
        after: MapWorld(after, process.after, language))
      let comparison = results.comparisons.first { $0.design == process.design }
      for outcome in comparison?.outcomes ?? [] {
        pair.differences[OutcomePlace(outcome.key)] = outcome
      }
      return pair
    }
    union = ProcessUnion(pairs.flatMap { [$0.process.before, $0.process.after] })
    follows = Self.implied(union)
    var longest = 0.0
    for node in union.nodes {
      for world in pairs.flatMap({ [$0.before, $0.after] }) {
        longest = max(longest, world.facts(node)?.longestWaiting ?? 0)
      }
    }
    scale = MapScale(longest: longest)
    layout = MapLayout([], lines: [])
    layout = placed()
  }

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// What readers call a design: its title, else its name.
  func designTitle(_ name: Name) -> String { designTitles[name]?[language] ?? name }

  /// The views of a pair: of a design alone there is but one.
  func views(of pair: Pair) -> [View] {
    pair.before.results.name == pair.after.results.name ? [.after] : View.allCases
  }

  // MARK: Layout

  /// At most so many boxes stand in a layer if some of them are checks, for which nothing waits.
  private static let mostInLayer = 5

  /// The layers of the nodes; checks for which a layer has no room stand in a later one.
  private var layers: [Int] {
    var layers = union.nodes.map(\.layer)
    let checks = union.nodes.indices.filter { i in
      union.nodes[i].kind == .check && !union.edges.contains { $0.from == union.nodes[i].name }
    }
    var layer = 1
    while layer <= layers.max() ?? 0 {
      let inLayer = layers.count { $0 == layer }
      let movable = checks.filter { layers[$0] == layer }
      for i in movable.suffix(max(0, inLayer - Self.mostInLayer)) { layers[i] += 1 }
      layer += 1
    }
    return layers
  }

  private func placed() -> MapLayout {
    let boxes = zip(union.nodes, layers).map { node, layer in
      var (width, height) = (0.0, 0.0)
      for pair in pairs {
        for view in View.allCases {
          guard let size = content(node, pair, view)?.size else { continue }
          width = max(width, size.width)
          height = max(height, size.height)
        }
      }
      return MapLayout.Box(name: node.name, layer: layer, width: width, height: height)
    }
    let lines = union.edges.map { (from: place($0.from), to: place($0.to)) }
    let right = MapLayout(boxes, lines: lines)
    guard right.width > Self.widest || right.height > Self.highest else { return right }
    let down = MapLayout(boxes, lines: lines, isDown: true)
    return down.width < max(right.width, right.height) ? down : right
  }

  /// A map that would be wider or higher runs downwards, so that it begins where reading begins and its words
  /// can be read on a page.
  private static let widest = 2_000.0
  private static let highest = 1_100.0

  /// For each edge of the union, whether a longer way leads from its beginning to its end.
  private static func implied(_ union: ProcessUnion) -> [Bool] {
    var next: [Name: [Name]] = [:]
    for edge in union.edges { next[edge.from, default: []].append(edge.to) }
    return union.edges.map { edge in
      var known: Set<Name> = [edge.from]
      var open = (next[edge.from] ?? []).filter { $0 != edge.to }
      while let name = open.popLast() {
        if name == edge.to { return true }
        if known.insert(name).inserted { open += next[name] ?? [] }
      }
      return false
    }
  }

  private func place(_ name: Name) -> Int { union.nodes.firstIndex { $0.name == name } ?? 0 }

  // MARK: What the study says

  /// Where a node is, in a design against the baseline; nil: in neither.
  func status(_ node: ProcessUnion.Node, _ pair: Pair) -> ProcessMap.Status? {
    switch (pair.before.facts(node) != nil, pair.after.facts(node) != nil) {
    case (false, false): return nil
    case (false, true): return .added
    case (true, false): return .removed
    case (true, true):
      func parts(_ model: ProcessModel) -> (Matter?, OwnWork?) {
        (
          model.matters.first { $0.name == node.name },
          model.ownWork.first { $0.name == node.name }
        )
      }
      let (a, b) = (parts(pair.process.before), parts(pair.process.after))
      return a == b ? .kept : .changed
    }
  }

  func status(_ edge: ProcessUnion.Edge, _ pair: Pair) -> ProcessMap.Status? {
    guard let place = pairs.firstIndex(where: { $0.process.design == pair.process.design }) else {
      return nil
    }
    return switch (edge.isIn[2 * place], edge.isIn[2 * place + 1]) {
    case (false, false): nil
    case (false, true): .added
    case (true, false): .removed
    case (true, true): .kept
    }
  }

  func title(_ node: ProcessUnion.Node) -> String { union.title(node)[language] }

  func officeTitle(_ name: Name) -> String { titles[name]?[language] ?? name }

  /// A change of an outcome with sign, glyph and whether it is sure.
  struct Change {
    var value: Double
    var text: String
    var level: Int
    var verdict: Verdict
  }

  /// How an outcome changes; nil where one of the two worlds lacks it.
  func change(_ name: String, _ scope: Scope, _ unit: OutcomeUnit, _ pair: Pair) -> Change? {
    let found = pair.differences[OutcomePlace(name: name, scope: scope, unit: unit)]
    guard let found, let value = found.difference else { return nil }
    let number = ValueText(unit, values: [value]).signed(value)
    let isZero = !number.contains { $0 >= "1" && $0 <= "9" }
    let isNothing = found.verdict == .same || isZero
    let glyph = isNothing ? "=" : value < 0 ? "▼" : "▲"
    let unsure = found.verdict == .cannotTell ? "?" : ""
    return Change(
      value: value, text: isZero ? "=" : "\(glyph) \(number)\(unsure)",
      level: isNothing ? 0 : scale.change(value), verdict: isZero ? .same : found.verdict)
  }

  // MARK: What a box says

  /// What stands in the box of a node in a view; nil: the process of the view never has the node.
  func content(_ node: ProcessUnion.Node, _ pair: Pair, _ view: View) -> MapContent? {
    guard let status = status(node, pair) else { return nil }
    var content = MapContent()
    content.rows = titleLines(node).map(MapContent.Row.title)
    let world = view == .before ? pair.before : pair.after
    let facts = world.facts(node)
    if view == .before, facts == nil { return nil }
    var tags: [String] = []
    if view != .before, status != .kept { tags.append("\(status.mapSign)\(status.text[language])") }
    if let mode = facts?.mode { tags.append(mode) }
    if node.kind == .ownWork { tags.append(ScenarioTerm.ownWork.text[language]) }
    if node.kind == .check {
      tags.append(ScenarioTerm.followUp.text[language] + (facts?.rate.map { " \($0)" } ?? ""))
    }
    if !tags.isEmpty {
      content.rows += wrapped(tags.joined(separator: " · "), width: 30).map(MapContent.Row.tag)
    }
    if view == .difference {
      addDifferences(node, pair, to: &content)
    } else if let facts {
      add(facts, to: &content)
    }
    content.name = name(node, pair, view, facts, status)
    return content
  }

  private func titleLines(_ node: ProcessUnion.Node) -> [String] {
    let title = title(node)
    var width = 20
    while wrapped(title, width: width).count > 2 { width += 2 }
    return wrapped(title, width: width)
  }

  private func officeLines(_ name: Name) -> [String] {
    let title = officeTitle(name)
    var width = 26
    while wrapped(title, width: width).count > 2 { width += 2 }
    return wrapped(title, width: width)
  }

  private var days: String { text("工作日", "wd") }

  private func add(_ facts: MapFacts, to content: inout MapContent) {
    for outcome in facts.outcomes {
      content.rows.append(.text(outcome.label))
      content.rows.append(
        .tag(
          outcome.key.unit == .workingDays
            ? "\(outcome.number.text) \(days)"
            : "\(outcome.number.text) \(outcome.key.unit.text[language])"))
    }
    if let decision = facts.decision {
      content.rows.append(
        .text(
          text("受理到决定 \(decision.text) \(days)", "acceptance to decision \(decision.text) \(days)"))
      )
    }
    for office in facts.offices {
      content.rows.append(
        .office(
          name: officeLines(office.name),
          chip: office.waiting.map { text("等 \($0.text) \(days)", "wait \($0.text) \(days)") },
          paint: office.waiting.map { MapScale.heat[scale.level($0.value)] },
          bar: office.utilization?.value, percent: office.utilization?.text))
    }
    var badges: [String] = []
    if let materials = facts.materials {
      badges.append(text("材料 \(counted(materials))", "papers \(counted(materials))"))
    }
    if let atWindow = facts.atWindow {
      badges.append(text("到窗口 \(atWindow)", "at window \(atWindow)"))
    }
    if !badges.isEmpty { content.rows.append(.badges(badges)) }
    content.strip = facts.longestWaiting.map { MapScale.heat[scale.level($0)] }
  }

  private func addDifferences(
    _ node: ProcessUnion.Node, _ pair: Pair, to content: inout MapContent
  ) {
    let (before, after) = (pair.before.facts(node), pair.after.facts(node))
    for outcome in (after ?? before)?.outcomes ?? [] {
      guard let change = change(outcome.key.name, .all, outcome.key.unit, pair) else { continue }
      content.rows.append(.text(outcome.label))
      content.rows.append(
        .tag(outcome.key.unit == .workingDays ? "\(change.text) \(days)" : change.text))
    }
    if let change = change("acceptance-to-decision", .matter(node.name), .workingDays, pair),
      before?.decision != nil, after?.decision != nil
    {
      content.rows.append(
        .text(text("受理到决定 \(change.text) \(days)", "acceptance to decision \(change.text) \(days)"))
      )
    }
    var strongest: Change?
    for office in offices(before, after) {
      let waiting = change("waiting-time", .office(office), .workingDays, pair)
      let load = change("utilization", .office(office), .share, pair)
      content.rows.append(
        .office(
          name: officeLines(office),
          chip: waiting.map { text("等 \($0.text)", "wait \($0.text)") },
          paint: waiting.map { MapScale.changes[$0.level + 2] }, bar: nil,
          percent: load.map { text("忙 \($0.text)", "busy \($0.text)") }))
      if let waiting, abs(waiting.value) > abs(strongest?.value ?? 0) { strongest = waiting }
    }
    if let a = before?.materials, let b = after?.materials {
      content.rows.append(
        .badges([
          a == b
            ? text("材料 =\(counted(a))", "papers =\(counted(a))")
            : text("材料 \(counted(a))→\(counted(b))", "papers \(counted(a))→\(counted(b))")
        ]))
    }
    content.strip = strongest.map { MapScale.changes[$0.level + 2] }
  }

  private func offices(_ before: MapFacts?, _ after: MapFacts?) -> [Name] {
    var result = before?.offices.map(\.name) ?? []
    for name in after?.offices.map(\.name) ?? [] where !result.contains(name) {
      result.append(name)
    }
    return result
  }

  /// Every number of a box in words.
  private func name(
    _ node: ProcessUnion.Node, _ pair: Pair, _ view: View, _ facts: MapFacts?,
    _ status: ProcessMap.Status
  ) -> String {
    var parts = [title(node)]
    if view != .before, status != .kept { parts.append(status.text[language]) }
    if let mode = facts?.mode { parts.append(mode) }
    if node.kind == .ownWork { parts.append(ScenarioTerm.ownWork.text[language]) }
    func clause(_ label: String, _ number: String, _ unit: OutcomeUnit) {
      parts.append("\(label) \(unit.counting(number, language))")
    }
    if view == .difference {
      func clause(_ label: String, _ key: String, _ scope: Scope, _ unit: OutcomeUnit) {
        guard let change = change(key, scope, unit, pair) else { return }
        let number = ValueText(unit, values: [change.value]).signed(change.value)
        let verdict = text("（\(change.verdict.text.zh)）", " (\(change.verdict.text.en))")
        parts.append(
          text("\(label)变化 ", "change of \(label) ") + unit.counting(number, language) + verdict)
      }
      let before = pair.before.facts(node)
      for outcome in (facts ?? before)?.outcomes ?? [] {
        clause(outcome.label, outcome.key.name, .all, outcome.key.unit)
      }
      if before?.decision != nil, facts?.decision != nil {
        clause(
          Quantity.acceptanceToDecision.text[language], "acceptance-to-decision",
          .matter(node.name), .workingDays)
      }
      for office in offices(before, facts) {
        let name = officeTitle(office)
        clause(
          "\(name) \(Quantity.waitingTime.text[language])", "waiting-time", .office(office),
          .workingDays)
        clause(
          "\(name) \(Quantity.utilization.text[language])", "utilization", .office(office), .share)
      }
    } else if let facts {
      for outcome in facts.outcomes { clause(outcome.label, outcome.number.text, outcome.key.unit) }
      if let decision = facts.decision {
        clause(Quantity.acceptanceToDecision.text[language], decision.text, .workingDays)
      }
      if let official = facts.official {
        clause(Quantity.officialTime.text[language], official.text, .workingDays)
      }
      if let rate = facts.rate { parts.append(text("核查比例 \(rate)", "checked \(rate)")) }
      for office in facts.offices {
        let name = officeTitle(office.name)
        if let waiting = office.waiting {
          clause("\(name) \(Quantity.waitingTime.text[language])", waiting.text, .workingDays)
        }
        if let load = office.utilization {
          clause("\(name) \(Quantity.utilization.text[language])", load.text, .share)
        }
        if let queue = office.queue {
          clause("\(name) \(Quantity.queueLength.text[language])", queue.text, .cases)
        }
      }
      if let materials = facts.materials {
        parts.append(text("材料 \(counted(materials)) 份", "\(counted(materials)) documents"))
      }
      if let atWindow = facts.atWindow {
        parts.append(text("到窗口提交 \(atWindow)", "handed in at a window \(atWindow)"))
      }
    }
    return parts.joined(separator: text("；", "; "))
  }
}

extension ProcessUnion {
  /// What readers call a node; a check is called after what it looks at.
  func title(_ node: Node) -> LocalizedText {
    switch node.kind {
    case .operate:
      let words = ScenarioTerm.mayOperate.text
      return LocalizedText(zh: words.zh, en: words.en.capitalizedFirst)
    case .matter, .ownWork: return node.title ?? LocalizedText(zh: node.name, en: node.name)
    case .check:
      if let title = node.title {
        return LocalizedText(zh: "事后核查：\(title.zh)", en: "Follow-up: \(title.en)")
      }
      guard let edge = edges.first(where: { $0.to == node.name }), let owner = self.node(edge.from)
      else { return LocalizedText(zh: node.name, en: node.name) }
      let title = title(owner)
      return LocalizedText(
        zh: "抽查：\(title.zh)" + (edge.fromMilestone.map { "（\($0)）" } ?? ""),
        en: "Inspection: \(title.en)" + (edge.fromMilestone.map { " (\($0))" } ?? ""))
    }
  }
}

extension ProcessMap.Status {
  /// The sign on maps, as wide as a Chinese character where that is read better.
  var mapSign: String {
    switch self {
    case .kept: ""
    case .changed: "～"
    case .added: "＋"
    case .removed: "－"
    }
  }
}
