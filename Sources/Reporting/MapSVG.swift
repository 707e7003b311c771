/// Marks of an SVG drawing one after the other; colors are custom properties with fallbacks, so that a page
/// chooses them and a file without a page still has them.
struct MapSVG {
  private(set) var text = ""

  /// Fonts that a machine has; none is loaded.
  static let fonts =
    "system-ui, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"

  static let ink = "var(--ink, #1a1a1a)"
  static let muted = "var(--ink-soft, #595959)"
  static let surface = "var(--surface, #ffffff)"
  static let paper = "var(--paper, #ffffff)"
  static let line = "var(--line-strong, #6b6b6b)"
  static let faint = "var(--map-faint, #9c9c9c)"
  static let bar = "var(--series-4, #4a6fa5)"
  static let track = "var(--surface-2, #e3e7ed)"
  static let added = "var(--accent, #0b6466)"

  /// How wide `text` is drawn at most, pixels: a wide character takes its size, others three fifths.
  static func width(_ text: String, _ size: Double, isBold: Bool = false) -> Double {
    var width = 0.0
    for scalar in text.unicodeScalars {
      switch cells(of: scalar) {
      case 0: break
      case 2: width += 1.02
      default:
        // Capitals, w, m and % are wider than the rest.
        switch scalar {
        case "A"..."Z", "m", "w", "%", "@", "＋", "▲", "▼", "→", "±", "—", "–": width += 0.86
        default: width += 0.58
        }
      }
    }
    return (width * (isBold ? 1.06 : 1) * size).rounded(.up)
  }

  /// A number as SVG writes it: at most one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let rest = abs(tenths) % 10
    return "\(sign)\(abs(tenths) / 10)" + (rest == 0 ? "" : ".\(rest)")
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n": result += "&#10;"
      case "\u{0}"..."\u{1F}": result += " "
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }

  mutating func raw(_ mark: String) { text += mark + "\n" }

  mutating func open(_ element: String, _ attributes: [(String, String)] = []) {
    raw("<\(element)\(Self.list(attributes))>")
  }

  mutating func close(_ element: String) { raw("</\(element)>") }

  mutating func element(_ name: String, _ content: String) {
    raw("<\(name)>\(Self.escaped(content))</\(name)>")
  }

  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, radius: Double = 0, fill: String,
    stroke: String? = nil, strokeWidth: Double = 1, dash: String? = nil
  ) {
    var attributes = [
      ("x", Self.number(x)), ("y", Self.number(y)), ("width", Self.number(width)),
      ("height", Self.number(height)), ("fill", fill),
    ]
    if radius > 0 { attributes.append(("rx", Self.number(radius))) }
    if let stroke {
      attributes += [("stroke", stroke), ("stroke-width", Self.number(strokeWidth))]
    }
    if let dash { attributes.append(("stroke-dasharray", dash)) }
    raw("<rect\(Self.list(attributes))/>")
  }

  mutating func path(
    _ path: String, stroke: String? = nil, width: Double = 1, dash: String? = nil,
    fill: String = "none"
  ) {
    var attributes = [("d", path), ("fill", fill)]
    if let stroke { attributes += [("stroke", stroke), ("stroke-width", Self.number(width))] }
    if let dash { attributes.append(("stroke-dasharray", dash)) }
    raw("<path\(Self.list(attributes))/>")
  }

  /// One line of text on its base line.
  mutating func label(
    _ content: String, x: Double, y: Double, size: Double = 12, isBold: Bool = false,
    fill: String = MapSVG.ink, anchor: String? = nil
  ) {
    var attributes = [
      ("x", Self.number(x)), ("y", Self.number(y)), ("font-size", Self.number(size)),
      ("fill", fill),
    ]
    if isBold { attributes.append(("font-weight", "600")) }
    if let anchor { attributes.append(("text-anchor", anchor)) }
    raw("<text\(Self.list(attributes))>\(Self.escaped(content))</text>")
  }

  static func list(_ attributes: [(String, String)]) -> String {
    attributes.map { " \($0.0)=\"\(escaped($0.1))\"" }.joined()
  }

  /// A smooth line through points; it runs straight on at each of them, down or to the right.
  static func curve(_ points: [MapLayout.Point], isDown: Bool) -> String {
    guard let first = points.first else { return "" }
    var path = "M\(number(first.x)) \(number(first.y))"
    for (a, b) in zip(points, points.dropFirst()) {
      let (x, y) = (number((a.x + b.x) / 2), number((a.y + b.y) / 2))
      let end = "\(number(b.x)) \(number(b.y))"
      if abs(isDown ? a.x - b.x : a.y - b.y) < 0.5 {
        path += "L\(end)"
      } else if isDown {
        path += "C\(number(a.x)) \(y) \(number(b.x)) \(y) \(end)"
      } else {
        path += "C\(x) \(number(a.y)) \(x) \(number(b.y)) \(end)"
      }
    }
    return path
  }
}
