internal import ApprovalModel
internal import Experiments
internal import Inference

/// What stands in one box of a map, line by line.
struct MapContent {
  /// One line of a box.
  enum Row {
    case title(String)
    case tag(String)
    case text(String)
    /// A chip in the color of waiting, then a bar with its percentage; either may be missing.
    case office(
      name: [String], chip: String?, paint: MapScale.Paint?, bar: Double?, percent: String?)
    case badges([String])
  }

  var rows: [Row] = []
  /// The color of the strip at the side; nil: none.
  var strip: MapScale.Paint?
  /// Everything in one sentence, for who does not see it.
  var name = ""

  static let padding = 11.0
  static let strip = 7.0
  static let barWidth = 44.0
  static let titleSize = 13.0
  static let size = 11.5

  /// The size that the rows need.
  var size: (width: Double, height: Double) {
    var width = 120.0
    var height = 2 * Self.padding - 4
    for row in rows {
      width = max(width, Self.width(row))
      height += Self.height(row)
    }
    return (width + 2 * Self.padding + Self.strip, height)
  }

  /// How wide a row is at least, without the padding of the box.
  static func width(_ row: Row) -> Double {
    switch row {
    case .title(let text): return MapSVG.width(text, titleSize, isBold: true)
    case .tag(let text): return MapSVG.width(text, size, isBold: true)
    case .text(let text): return MapSVG.width(text, size)
    case .office(let names, let chip, _, let bar, let percent):
      let name = names.map { MapSVG.width($0, size) }.max() ?? 0
      var second = chip.map { MapSVG.width($0, size) + 12 } ?? 0
      if bar != nil { second += 8 + barWidth }
      if let percent { second += 6 + MapSVG.width(percent, size) }
      return max(name, second)
    case .badges(let badges):
      return badges.reduce(-6) { $0 + MapSVG.width($1, size) + 18 }
    }
  }

  static func height(_ row: Row) -> Double {
    switch row {
    case .title: 17
    case .tag, .text: 17
    case .office(let names, let chip, _, let bar, let percent):
      4 + 15 * Double(names.count) + (chip == nil && bar == nil && percent == nil ? 0 : 21)
    case .badges: 24
    }
  }

  /// Draws the rows from the upper left corner of a box.
  func draw(in svg: inout MapSVG, x: Double, y: Double) {
    let left = x + Self.padding + Self.strip
    var y = y + Self.padding - 2
    let heads = rows.prefix { if case .title = $0 { true } else { false } }.count
    svg.open("g", [("class", "head")])
    for (i, row) in rows.enumerated() {
      if i == heads {
        svg.close("g")
        svg.open("g", [("class", "facts")])
      }
      switch row {
      case .title(let text):
        svg.label(text, x: left, y: y + 13, size: Self.titleSize, isBold: true)
      case .tag(let text):
        svg.label(text, x: left, y: y + 12.5, size: Self.size, isBold: true)
      case .text(let text):
        svg.label(text, x: left, y: y + 12.5, size: Self.size, fill: MapSVG.muted)
      case .office(let names, let chip, let paint, let bar, let percent):
        for (i, name) in names.enumerated() {
          svg.label(name, x: left, y: y + 15 + 15 * Double(i), size: Self.size)
        }
        draw(
          chip, paint, bar, percent, in: &svg, x: left, y: y + 4 + 15 * Double(names.count))
      case .badges(let badges):
        var x = left
        for badge in badges {
          let width = MapSVG.width(badge, Self.size) + 12
          svg.rectangle(
            x: x, y: y + 5, width: width, height: 18, radius: 9, fill: "none",
            stroke: MapSVG.faint)
          svg.label(badge, x: x + 6, y: y + 18, size: Self.size)
          x += width + 6
        }
      }
      y += Self.height(row)
    }
    svg.close("g")
  }

  private func draw(
    _ chip: String?, _ paint: MapScale.Paint?, _ bar: Double?, _ percent: String?,
    in svg: inout MapSVG, x: Double, y: Double
  ) {
    var x = x
    if let chip {
      let width = MapSVG.width(chip, Self.size) + 12
      svg.rectangle(
        x: x, y: y + 2, width: width, height: 17, radius: 3, fill: paint?.fill ?? "none",
        stroke: MapSVG.line, strokeWidth: 0.5)
      svg.label(chip, x: x + 6, y: y + 14.5, size: Self.size, fill: paint?.ink ?? MapSVG.ink)
      x += width + 8
    }
    if let bar {
      svg.rectangle(
        x: x, y: y + 6, width: Self.barWidth, height: 9, radius: 2, fill: MapSVG.track,
        stroke: MapSVG.line, strokeWidth: 0.5)
      let full = Self.barWidth * min(1, max(0, bar))
      if full > 0 {
        svg.rectangle(x: x, y: y + 6, width: full, height: 9, radius: 2, fill: MapSVG.bar)
      }
      x += Self.barWidth + 6
    }
    if let percent { svg.label(percent, x: x, y: y + 14.5, size: Self.size) }
  }
}
