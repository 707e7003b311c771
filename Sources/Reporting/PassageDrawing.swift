internal import ApprovalModel
internal import Experiments

/// A passage as SVG: two sets of lanes under each other on one axis, one lane for each matter.
///
/// Who has the file is told by fill, by pattern and, where there is room, by a word; waiting is hatched.
struct PassageDrawing {
  private let chart: PassageChart
  private let lanes: [[Lane]]
  private let left: Double

  /// The bars of one matter, on as many levels as overlap.
  private struct Lane {
    var owner: Name
    var title: [String]
    var levels: [[PassageChart.Bar]]
    var marks: [PassageChart.Mark]

    var height: Double { max(Double(levels.count) * 18 + 6, Double(title.count) * 14 + 6) }
  }

  private static let plot = 820.0
  private static let margin = 14.0
  private static let size = 11.5

  init(_ chart: PassageChart) {
    self.chart = chart
    lanes = chart.worlds.map { world in
      world.owners.map { owner in
        var levels: [[PassageChart.Bar]] = []
        for bar in world.bars where bar.owner == owner {
          if let free = levels.firstIndex(where: { ($0.last?.to ?? 0) <= bar.from }) {
            levels[free].append(bar)
          } else {
            levels.append([bar])
          }
        }
        return Lane(
          owner: owner, title: wrapped(chart.title(owner), width: 30), levels: levels,
          marks: world.marks.filter { $0.owner == owner })
      }
    }
    let titles = lanes.joined().flatMap(\.title).map { MapSVG.width($0, Self.size) }
    left = Self.margin + (titles.max() ?? 0) + 12
  }

  private func text(_ zh: String, _ en: String) -> String { chart.language == .zh ? zh : en }
  private func x(_ day: Double) -> Double { left + day / chart.days * Self.plot }

  var title: String {
    text("同一位申请人在两个方案中的经过", "The same applicant's passage in both designs")
  }

  var svg: String {
    let heights = lanes.map { $0.reduce(30) { $0 + $1.height } }
    let legend = legendRows
    let top = 58.0
    let bottom = top + heights.reduce(0, +) + Double(heights.count) * 16
    let height = bottom + 16 + Double(legend.count) * 24 + Self.margin
    let width = left + Self.plot + 70
    var svg = MapSVG()
    svg.open(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("viewBox", "0 0 \(MapSVG.number(width)) \(MapSVG.number(height))"),
        ("width", MapSVG.number(width)), ("height", MapSVG.number(height)), ("role", "img"),
        ("lang", chart.language == .zh ? "zh-CN" : "en"), ("class", "passage"),
        ("font-family", MapSVG.fonts),
      ])
    svg.element("title", title)
    svg.element("desc", description)
    svg.rectangle(x: 0, y: 0, width: width, height: height, fill: MapSVG.paper)
    drawAxis(top: top, bottom: bottom, in: &svg)
    var y = top
    for (i, world) in chart.worlds.enumerated() {
      let name = worldHeading(isBaseline: i == 0, world.title, chart.language)
      draw(world, name, lanes[i], from: y, in: &svg)
      y += heights[i] + 16
    }
    draw(legend, from: bottom + 16, in: &svg)
    svg.close("svg")
    return svg.text
  }

  private var description: String {
    let ends = chart.worlds.map { world in
      let end = world.marks.first { $0.owner == "case" }
      let day = end.map { fixed($0.at, decimals: 1) } ?? "-"
      return "\(world.title): \(end?.kind.words(chart.language) ?? "-") \(day)"
    }
    return text("从需求产生起的自然日；", "Calendar days since the need; ")
      + ends.joined(separator: text("；", "; "))
  }

  // MARK: Axis

  /// Round days, at most eight of them.
  private var ticks: [Double] {
    let steps = [
      1.0 / 24, 1.0 / 12, 0.125, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 90, 120, 180, 365, 730, 1_825,
    ]
    let step = steps.first { chart.days / $0 <= 8 } ?? 3_650
    return Array(stride(from: 0, through: chart.days, by: step))
  }

  private func drawAxis(top: Double, bottom: Double, in svg: inout MapSVG) {
    svg.label(
      text("需求产生后的自然日", "calendar days since the need"), x: Self.margin, y: 20, size: Self.size,
      fill: MapSVG.muted)
    for day in ticks {
      let x = x(day)
      svg.path(
        "M\(MapSVG.number(x)) \(MapSVG.number(top - 16))V\(MapSVG.number(bottom))",
        stroke: MapSVG.faint, width: 0.6)
      let number = ValueWords(language: chart.language).number(day)
      svg.label(number, x: x, y: 20, size: Self.size, anchor: "middle")
      if let need = chart.need, day == day.rounded() {
        svg.label(
          CivilDate(dayNumber: need.dayNumber + Int(day)).description, x: x, y: 36, size: 10.5,
          fill: MapSVG.muted, anchor: "middle")
      }
    }
  }

  // MARK: Lanes

  private func draw(
    _ world: PassageChart.World, _ name: String, _ lanes: [Lane], from top: Double,
    in svg: inout MapSVG
  ) {
    svg.label(name, x: Self.margin, y: top + 16, size: 14, isBold: true)
    var y = top + 26
    for (i, lane) in lanes.enumerated() {
      svg.open(
        "g",
        [
          ("class", "lane"), ("data-node", lane.owner), ("data-design", world.design),
          ("tabindex", "0"), ("role", "img"), ("aria-label", words(lane)),
        ])
      svg.element("title", words(lane))
      if i.isMultiple(of: 2) {
        svg.rectangle(
          x: Self.margin - 6, y: y, width: left + Self.plot - Self.margin + 12,
          height: lane.height, fill: "var(--band, rgba(127,127,127,0.09))")
      }
      for (j, line) in lane.title.enumerated() {
        svg.label(line, x: Self.margin, y: y + 16 + Double(j) * 14, size: Self.size)
      }
      for (j, level) in lane.levels.enumerated() {
        for bar in level { draw(bar, y: y + 4 + Double(j) * 18, in: &svg) }
      }
      for mark in lane.marks { draw(mark, y: y + 11, in: &svg) }
      svg.close("g")
      y += lane.height
    }
    for mark in world.marks where mark.owner == "case" {
      let x = x(mark.at)
      svg.path(
        "M\(MapSVG.number(x)) \(MapSVG.number(top + 4))V\(MapSVG.number(y))", stroke: MapSVG.ink,
        width: 2)
      let label =
        mark.kind.words(chart.language)
        + text(
          "：第 \(fixed(mark.at, decimals: 1)) 天（\(mark.date)）",
          ": day \(fixed(mark.at, decimals: 1)) (\(mark.date))")
      let width = MapSVG.width(label, 12, isBold: true)
      let isRight = x + 6 + width < left + Self.plot + 66
      svg.rectangle(
        x: isRight ? x + 4 : x - 8 - width, y: top + 3, width: width + 4, height: 17,
        fill: MapSVG.paper)
      svg.label(
        label, x: isRight ? x + 6 : x - 6, y: top + 16, size: 12, isBold: true,
        anchor: isRight ? nil : "end")
    }
  }

  private func words(_ lane: Lane) -> String {
    var parts = [chart.title(lane.owner)]
    for bar in lane.levels.joined().sorted(by: { $0.from < $1.from }) {
      parts.append(
        "\(bar.words(chart.language)) \(fixed(bar.from, decimals: 1))–\(fixed(bar.to, decimals: 1))"
      )
    }
    for mark in lane.marks {
      parts.append("\(mark.kind.words(chart.language)) \(fixed(mark.at, decimals: 1))")
    }
    return parts.joined(separator: text("；", "; "))
  }

  private func draw(_ bar: PassageChart.Bar, y: Double, in svg: inout MapSVG) {
    let x = x(bar.from)
    let width = max(1.5, (bar.to - bar.from) / chart.days * Self.plot)
    draw(Fill(bar), x: x, y: y, width: width, in: &svg)
    if bar.stopsClock, width > 5 {
      // The two bars of a pause.
      let right = MapSVG.number(x + width - 4)
      svg.path(
        "M\(right) \(MapSVG.number(y + 2))v10m-3.5 0v-10", stroke: "var(--who-ink, #1a1a1a)",
        width: 1.6)
    }
    let word = bar.words(chart.language)
    if bar.holder != "queue", MapSVG.width(word, 10.5) + 16 < width {
      svg.label(word, x: x + 4, y: y + 11, size: 10.5, fill: Fill(bar).ink)
    }
  }

  private func draw(_ mark: PassageChart.Mark, y: Double, in svg: inout MapSVG) {
    let (x, y) = (MapSVG.number(x(mark.at)), MapSVG.number(y))
    switch mark.kind {
    case .granted:
      svg.path("M\(x) \(y)m-5 0l5 -5l5 5l-5 5z", stroke: MapSVG.paper, width: 1, fill: MapSVG.ink)
    case .refused:
      svg.path("M\(x) \(y)m-5 -5l10 10m0 -10l-10 10", stroke: MapSVG.ink, width: 2.4)
    case .operating, .ended: break
    }
  }

  // MARK: Fills

  /// How the time of a holder is filled.
  private struct Fill: Hashable {
    enum Pattern { case plain, hatched, upright, level, dotted }
    var color: String
    var ink = "var(--who-ink, #1a1a1a)"
    var pattern = Pattern.plain

    init(_ bar: PassageChart.Bar) { self.init(holder: bar.holder, isOffice: bar.office != nil) }

    init(holder: String?, isOffice: Bool) {
      switch holder {
      case "applicant": color = "var(--who-applicant, #bcd7f2)"
      case "intermediary": (color, pattern) = ("var(--who-intermediary, #d8c9ef)", .upright)
      case "window": color = "var(--who-window, #f6dc8c)"
      case "queue", "assembling": (color, pattern) = ("var(--who-queue, #ffffff)", .hatched)
      case "review":
        (color, ink) = ("var(--who-review, #2f5d94)", "var(--who-review-ink, #ffffff)")
      case "notice": (color, pattern) = ("var(--who-notice, #e2e2e2)", .level)
      case "correction": (color, pattern) = ("var(--who-correction, #f2ab73)", .dotted)
      default:
        (color, pattern) =
          isOffice
          ? ("var(--who-check, #d5ecd9)", .dotted) : ("var(--who-own-work, #d5ecd9)", .plain)
      }
    }
  }

  private func draw(
    _ fill: Fill, x: Double, y: Double, width: Double, in svg: inout MapSVG
  ) {
    let height = 14.0
    svg.rectangle(
      x: x, y: y, width: width, height: height, radius: width > 6 ? 2 : 0, fill: fill.color,
      stroke: "var(--who-line, #555555)", strokeWidth: 0.6)
    guard width > 3 else { return }
    var path = ""
    func line(_ a: Double, _ b: Double, _ c: Double, _ d: Double) {
      path +=
        "M\(MapSVG.number(a)) \(MapSVG.number(b))L\(MapSVG.number(c)) \(MapSVG.number(d))"
    }
    switch fill.pattern {
    case .plain: return
    case .hatched:
      for start in stride(from: -height, to: width, by: 5) {
        let (from, to) = (max(0, start), min(width, start + height))
        if to > from {
          line(x + from, y + height - (from - start), x + to, y + height - (to - start))
        }
      }
    case .upright:
      for at in stride(from: 4.0, to: width, by: 6) { line(x + at, y, x + at, y + height) }
    case .level:
      for at in [2.2, 11.8] { line(x, y + at, x + width, y + at) }
    case .dotted:
      for at in stride(from: 3.0, to: width - 1, by: 6) {
        line(x + at, y + 11, x + at + 1.5, y + 11)
      }
    }
    svg.path(path, stroke: "var(--who-line, #555555)", width: 0.7)
  }

  // MARK: Legend

  private enum Sign {
    case fill(Fill)
    case granted, refused, pause
  }

  private var legendRows: [[(sign: Sign, text: String)]] {
    let holders = [
      "applicant", "intermediary", "window", "queue", "review", "notice", "correction",
    ]
    var first = holders.map { holder -> (sign: Sign, text: String) in
      let name = Party(rawValue: holder)?.text[chart.language] ?? holder
      return (.fill(Fill(holder: holder, isOffice: true)), name)
    }
    first.append(
      (.fill(Fill(holder: nil, isOffice: false)), ScenarioTerm.ownWork.text[chart.language]))
    first.append(
      (.fill(Fill(holder: nil, isOffice: true)), ScenarioTerm.followUp.text[chart.language]))
    return [
      first,
      [
        (.granted, PassageChart.Mark.Kind.granted.words(chart.language)),
        (.refused, PassageChart.Mark.Kind.refused.words(chart.language)),
        (.pause, text("时限暂停（不计入办理时间）", "clock stopped (not in the official time)")),
      ],
    ]
  }

  private func draw(
    _ rows: [[(sign: Sign, text: String)]], from top: Double, in svg: inout MapSVG
  ) {
    svg.open("g", [("class", "legend")])
    for (i, row) in rows.enumerated() {
      var x = Self.margin
      let y = top + Double(i) * 24
      for item in row {
        let (cx, cy) = (MapSVG.number(x + 13), MapSVG.number(y + 9))
        switch item.sign {
        case .fill(let fill): draw(fill, x: x, y: y + 2, width: 26, in: &svg)
        case .granted:
          svg.path("M\(cx) \(cy)m-5 0l5 -5l5 5l-5 5z", fill: MapSVG.ink)
        case .refused:
          svg.path("M\(cx) \(cy)m-5 -5l10 10m0 -10l-10 10", stroke: MapSVG.ink, width: 2.4)
        case .pause: svg.path("M\(cx) \(cy)m-2 -5v10m4 0v-10", stroke: MapSVG.ink, width: 1.6)
        }
        svg.label(item.text, x: x + 32, y: y + 13, size: Self.size)
        x += 32 + MapSVG.width(item.text, Self.size) + 16
      }
    }
    svg.close("g")
  }
}
