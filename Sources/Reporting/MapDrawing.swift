internal import ApprovalModel
internal import Experiments

/// One map as SVG.
struct MapDrawing {
  let atlas: MapAtlas
  let pair: MapAtlas.Pair
  let view: MapAtlas.View

  private var language: Language { atlas.language }
  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  private static let margin = 16.0
  private static let head = 34.0

  /// What the map shows, as its heading.
  var title: String {
    let before = atlas.designTitle(pair.before.results.name)
    let after = atlas.designTitle(pair.after.results.name)
    return switch view {
    case .before: worldHeading(isBaseline: true, before, language)
    case .after: worldHeading(isBaseline: false, after, language)
    case .difference: text("变化：\(after) 减 \(before)", "Change: \(after) minus \(before)")
    }
  }

  var svg: String {
    let legend = legendItems
    let legendWidth = legend.map { row in row.reduce(0) { $0 + $1.width + 18 } }.max() ?? 0
    let width =
      max(atlas.layout.width, legendWidth, MapSVG.width(title, 17, isBold: true))
      + 2 * Self.margin
    let top = Self.head + Self.margin + Double(legend.count) * 24 + 12
    let height = top + atlas.layout.height + Self.margin + 14
    var svg = MapSVG()
    svg.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", "0 0 \(MapSVG.number(width)) \(MapSVG.number(height))"),
        ("width", MapSVG.number(width)), ("height", MapSVG.number(height)), ("role", "img"),
        ("lang", language == .zh ? "zh-CN" : "en"), ("class", "process-map \(view.rawValue)"),
        ("data-view", view.rawValue), ("data-design", pair.process.design),
        ("font-family", MapSVG.fonts),
      ])
    svg.element("title", title)
    svg.element("desc", description)
    svg.rectangle(x: 0, y: 0, width: width, height: height, fill: MapSVG.paper)
    svg.label(title, x: Self.margin, y: Self.margin + 14, size: 17, isBold: true)
    draw(legend, from: Self.head + 8, in: &svg)
    svg.open(
      "g",
      [
        ("class", "plane"),
        (
          "transform",
          "translate(\(MapSVG.number(Self.margin)) \(MapSVG.number(top)))"
        ),
      ])
    for i in atlas.union.edges.indices { drawEdge(i, in: &svg) }
    for i in atlas.union.nodes.indices { drawNode(i, in: &svg) }
    svg.close("g")
    svg.close("svg")
    return svg.text
  }

  /// What the drawing says, in a sentence.
  var description: String {
    let nodes = atlas.union.nodes.filter { atlas.content($0, pair, view) != nil }
    return text(
      "\(counted(nodes.count)) 个节点，\(atlas.layout.isDown ? "从上到下" : "从左到右")按先后排列；颜色和数字是各部门平均等待，横条是忙碌率。",
      "\(counted(nodes.count)) nodes \(atlas.layout.isDown ? "from top to bottom" : "from left to right") in their order; color and number give the mean "
        + "waiting at each office, bars the utilization.")
  }

  // MARK: Nodes

  private func drawNode(_ i: Int, in svg: inout MapSVG) {
    let node = atlas.union.nodes[i]
    guard let content = atlas.content(node, pair, view) else { return }
    let frame = atlas.layout.frames[i]
    let status = atlas.status(node, pair) ?? .kept
    let isGone = view != .before && status == .removed
    let isNew = view != .before && status == .added
    svg.open(
      "g",
      [
        ("class", "node \(node.kind.rawValue)\(isGone ? " removed" : isNew ? " added" : "")"),
        ("data-node", node.name), ("tabindex", "0"), ("role", "img"),
        ("aria-label", content.name), ("focusable", "true"),
      ])
    svg.element("title", content.name)
    let radius: Double =
      switch node.kind {
      case .matter: 6
      case .ownWork, .operate: 20
      case .check: 2
      }
    svg.rectangle(
      x: frame.x, y: frame.y, width: frame.width, height: frame.height, radius: radius,
      fill: MapSVG.surface, stroke: isNew ? MapSVG.added : isGone ? MapSVG.faint : MapSVG.line,
      strokeWidth: isNew ? 2.5 : node.kind == .operate ? 2 : 1.2,
      dash: isGone ? "3 4" : node.kind == .check ? "8 3" : nil)
    if let strip = content.strip {
      svg.rectangle(
        x: frame.x + 4, y: frame.y + max(8, radius), width: MapContent.strip,
        height: frame.height - 2 * max(8, radius), radius: 3, fill: strip.fill,
        stroke: MapSVG.line, strokeWidth: 0.5)
    }
    content.draw(in: &svg, x: frame.x, y: frame.y)
    svg.close("g")
  }

  // MARK: Edges

  private func drawEdge(_ i: Int, in svg: inout MapSVG) {
    let edge = atlas.union.edges[i]
    guard let status = atlas.status(edge, pair) else { return }
    if view == .before, status == .added { return }
    let points = atlas.layout.lines[i]
    guard points.count > 1 else { return }
    let isGone = view != .before && status == .removed
    let isNew = view != .before && status == .added
    let color = isNew ? MapSVG.added : isGone ? MapSVG.faint : MapSVG.line
    var dash: String? = edge.kind == .after ? "7 5" : edge.kind == .check ? "2 4" : nil
    if isGone { dash = edge.kind == .needs || edge.kind == .operate ? "14 3 2 3" : "5 3 1 3" }
    svg.open(
      "g",
      [
        ("class", "edge \(edge.kind.rawValue)\(isGone ? " removed" : isNew ? " added" : "")"),
        ("data-edge", "\(edge.from) \(edge.to)"),
      ])
    svg.element("title", words(edge, isGone ? .removed : isNew ? .added : .kept))
    let isThin = !isNew && !isGone && atlas.follows[i]
    svg.path(
      MapSVG.curve(points, isDown: atlas.layout.isDown), stroke: isThin ? MapSVG.faint : color,
      width: isNew ? 2.5 : isThin ? 1 : 1.6, dash: dash)
    let (tip, before) = (points[points.count - 1], points[points.count - 2])
    let start = "M\(MapSVG.number(tip.x)) \(MapSVG.number(tip.y))"
    let head =
      atlas.layout.isDown
      ? (tip.y >= before.y ? "l-4 -8h8z" : "l-4 8h8z")
      : (tip.x >= before.x ? "l-8 -4v8z" : "l8 -4v8z")
    svg.path(
      start + head, stroke: isGone ? color : nil,
      fill: isGone ? MapSVG.paper : isThin ? MapSVG.faint : color)
    if isGone || isNew {
      let middle = Self.middle(points)
      svg.rectangle(
        x: middle.x - 8, y: middle.y - 8, width: 16, height: 16, radius: 8, fill: MapSVG.paper,
        stroke: color)
      svg.path(
        "M\(MapSVG.number(middle.x - 4)) \(MapSVG.number(middle.y))h8"
          + (isNew ? "m-4 -4v8" : ""), stroke: isNew ? color : MapSVG.muted, width: 1.8)
    }
    svg.close("g")
  }

  /// The middle of the first part of a line that lies between two layers.
  private static func middle(_ points: [MapLayout.Point]) -> MapLayout.Point {
    let turn = zip(points, points.dropFirst()).first { $0.x != $1.x && $0.y != $1.y }
    let (a, b) = turn ?? (points[0], points[points.count - 1])
    return MapLayout.Point(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
  }

  private func words(_ edge: ProcessUnion.Edge, _ status: ProcessMap.Status) -> String {
    func name(_ node: Name, _ milestone: Name?) -> String {
      let title = atlas.union.node(node).map(atlas.title) ?? node
      return milestone.map { text("\(title)（\($0)）", "\(title) (\($0))") } ?? title
    }
    let kind = text(edge.kind.legend.zh, edge.kind.legend.en)
    let quorum = edge.atLeast.map { text("，其中 \($0) 项", ", \($0) of them") } ?? ""
    let mark = status == .kept ? "" : " \(status.mapSign)\(status.text[language])"
    return
      "\(name(edge.from, edge.fromMilestone)) → \(name(edge.to, edge.toMilestone)): \(kind)\(quorum)\(mark)"
  }

  // MARK: Legend

  private enum Sign {
    case swatch(MapScale.Paint, String)
    case line(String?)
    case thin
    case bar
    case frame(radius: Double, dash: String?, isNew: Bool)
    case words
  }

  private struct Item {
    var sign: Sign
    var text: String

    var width: Double {
      let words = MapSVG.width(text, 11.5)
      switch sign {
      case .swatch(_, let label):
        return MapSVG.width(label, 11.5) + 12 + (text.isEmpty ? 0 : 6 + words)
      case .line, .thin: return 38 + words
      case .bar: return MapContent.barWidth + 6 + words
      case .frame: return 34 + words
      case .words: return words
      }
    }
  }

  private var legendItems: [[Item]] {
    var rows: [[Item]] = []
    let unit = OutcomeUnit.workingDays.text[language]
    if view == .difference {
      let bound = { (i: Int) in shortestRoundTrip(atlas.scale.bounds[i]) ?? "" }
      rows.append(
        [
          Item(
            sign: .words,
            text: text("部门平均等待的变化（\(unit)）：", "Change of mean waiting at an office (\(unit)):"))
        ]
          + zip(
            MapScale.changes,
            [
              "▼ ≤ -\(bound(3))", "▼ -\(bound(3)) … -\(bound(0))", "= ± \(bound(0))",
              "▲ +\(bound(0)) … +\(bound(3))", "▲ ≥ +\(bound(3))",
            ]
          ).map { Item(sign: .swatch($0, $1), text: "") })
      rows.append([
        Item(
          sign: .words,
          text: text(
            "▼ 减少，▲ 增加，= 不变，? 无法判断；“忙”是忙碌率的变化（百分点）",
            "▼ falls, ▲ grows, = the same, ? cannot tell; busy: change of utilization (percentage points)"
          ))
      ])
    } else {
      let bounds = atlas.scale.bounds.map { shortestRoundTrip($0) ?? "" }
      let labels =
        ["< \(bounds[0])"] + zip(bounds, bounds.dropFirst()).map { "\($0)–\($1)" }
        + ["≥ \(bounds[bounds.count - 1])"]
      rows.append(
        [Item(sign: .words, text: text("部门平均等待（\(unit)）：", "Mean waiting at an office (\(unit)):"))]
          + zip(MapScale.heat, labels).map { Item(sign: .swatch($0, $1), text: "") })
      rows.append([
        Item(sign: .bar, text: text("部门忙碌率", "utilization of the office")),
        Item(
          sign: .words,
          text: text(
            "“材料”和“到窗口”是情景写明的份数与比例；等待和忙碌率含该部门的全部事项",
            "papers and the share at a window as declared; waiting and utilization are over all work of the office"
          )),
      ])
      if language == .en {
        rows[1].insert(Item(sign: .words, text: "wd: working days"), at: 1)
      }
    }
    var lines = [
      Item(sign: .line(nil), text: text("前置条件（法律或事实要求）", "required in law or fact")),
      Item(sign: .thin, text: text("细线：从别的线已可推出", "thin: follows from other lines")),
      Item(sign: .line("7 5"), text: text("惯例先后", "custom only")),
      Item(sign: .line("2 4"), text: text("事后核查", "checked afterwards")),
    ]
    if view != .before {
      lines += [
        Item(sign: .frame(radius: 6, dash: nil, isNew: true), text: text("＋ 新增", "＋ added")),
        Item(sign: .frame(radius: 6, dash: "3 4", isNew: false), text: text("－ 取消", "－ removed")),
        Item(sign: .words, text: text("～ 改动", "～ changed")),
      ]
    }
    lines.append(
      Item(
        sign: .frame(radius: 9, dash: nil, isNew: false), text: text("圆角：自行实施工作", "round: own work")
      ))
    rows.append(lines)
    return rows
  }

  private func draw(_ rows: [[Item]], from top: Double, in svg: inout MapSVG) {
    svg.open("g", [("class", "legend")])
    for (i, row) in rows.enumerated() {
      var x = Self.margin
      let y = top + Double(i) * 24
      for item in row {
        var left = x
        switch item.sign {
        case .words: break
        case .swatch(let paint, let label):
          let width = MapSVG.width(label, 11.5) + 12
          svg.rectangle(
            x: x, y: y, width: width, height: 18, radius: 3, fill: paint.fill,
            stroke: MapSVG.line, strokeWidth: 0.5)
          svg.label(label, x: x + 6, y: y + 13, size: 11.5, fill: paint.ink)
          left += width + 6
        case .thin:
          svg.path(
            "M\(MapSVG.number(x)) \(MapSVG.number(y + 9))h30", stroke: MapSVG.faint, width: 1)
          left += 38
        case .line(let dash):
          svg.path(
            "M\(MapSVG.number(x)) \(MapSVG.number(y + 9))h30", stroke: MapSVG.line, width: 1.6,
            dash: dash)
          left += 38
        case .bar:
          svg.rectangle(
            x: x, y: y + 5, width: MapContent.barWidth, height: 9, radius: 2, fill: MapSVG.track,
            stroke: MapSVG.line, strokeWidth: 0.5)
          svg.rectangle(
            x: x, y: y + 5, width: MapContent.barWidth * 0.6, height: 9, radius: 2,
            fill: MapSVG.bar)
          left += MapContent.barWidth + 6
        case .frame(let radius, let dash, let isNew):
          svg.rectangle(
            x: x, y: y, width: 26, height: 18, radius: radius, fill: MapSVG.surface,
            stroke: isNew ? MapSVG.added : MapSVG.line, strokeWidth: isNew ? 2.5 : 1.2, dash: dash)
          left += 34
        }
        if !item.text.isEmpty { svg.label(item.text, x: left, y: y + 13, size: 11.5) }
        x += item.width + 18
      }
    }
    svg.close("g")
  }
}

extension ProcessUnion.EdgeKind {
  /// Why one node comes after another, in words.
  var legend: LocalizedText {
    switch self {
    case .needs: LocalizedText(zh: "前置条件", en: "required")
    case .after: LocalizedText(zh: "惯例先后", en: "custom only")
    case .check: LocalizedText(zh: "事后核查", en: "checked afterwards")
    case .operate: LocalizedText(zh: "开业（投用）前须有", en: "required for operation")
    }
  }
}
