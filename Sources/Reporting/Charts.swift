/// A Vega-Lite specification: data inside, as wide as its place, no colors of its own.
///
/// Colors and fonts come from who draws it, as `config`: the browser from the style of its page, the
/// exporter from `Web/chart-theme.json`.
struct ChartSpecification {
  /// The rows of the data, each a row of named values.
  var rows: [JSONValue]
  /// Marks one above the other.
  var layers: [JSONValue]
  /// Height in pixels, or for a discrete axis `{"step": n}`.
  var height: JSONValue
  /// What a screen reader says.
  var description: String
  /// What the axes show, for all layers: a layer with another title would add its own.
  var xTitle: String?
  var yTitle: String?
  /// Channels that all layers have.
  var encoding: JSONValue = [:]

  var json: JSONValue {
    [
      "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
      "description": .string(description), "width": "container", "height": height,
      "padding": ["left": 5, "right": 5, "top": 24, "bottom": 5],
      "data": ["values": .array(rows)], "encoding": titled(encoding),
      "layer": .array(layers.map { $0.changing("encoding", titled) }),
      // The colors of verdicts where who draws it has none of its own.
      "config": ["style": Self.styles, "range": ["verdict": ["scheme": "dark2"]]],
    ]
  }

  private func titled(_ encoding: JSONValue) -> JSONValue {
    var encoding = encoding
    for (channel, title) in [("x", xTitle), ("y", yTitle)] {
      guard let title else { continue }
      encoding = encoding.changing(channel) {
        guard case .object(let members) = $0, members.contains(where: { $0.key == "field" }) else {
          return $0
        }
        return .object(members.filter { $0.key != "title" } + [.init("title", .string(title))])
      }
    }
    return encoding
  }

  /// What marks look like besides their colors, so that a chart can be read in greyscale.
  private static let styles: JSONValue = [
    "zero": ["strokeWidth": 1.2, "opacity": 0.7],
    "limit": ["strokeWidth": 1.5, "strokeDash": [6, 4]],
    "limit-label": ["baseline": "top", "dy": 4, "lineBreak": "\n"],
    "interval": ["strokeWidth": 3, "opacity": 0.55, "strokeCap": "round"],
    "estimate": ["size": 90, "filled": true, "opacity": 1],
    "row-name": ["align": "left", "dy": -31],
    "row-value": ["align": "left", "dy": -15, "fontWeight": 600],
    "row-group": ["align": "left", "dy": 8, "fontWeight": 600],
    "row-world": ["align": "left", "dy": -19], "row-part": ["align": "left", "dy": -15],
    "inside": ["align": "center"],
    "beside": ["dy": -12], "share": ["strokeWidth": 2.2], "part": ["fillOpacity": 0.4],
    "amount": ["fillOpacity": 0.75], "swing": ["fillOpacity": 0.6], "step": ["opacity": 1],
    "frontier": ["strokeDash": [2, 3], "opacity": 0.6],
    "order": ["thickness": 2],
  ]

  /// Strokes that can be told apart without colors, the first one whole.
  static let dashes: [JSONValue] = [
    [1, 0], [7, 3], [2, 3], [8, 3, 2, 3], [14, 4], [2, 6], [12, 3, 2, 3, 2, 3],
  ]

  /// Bars that leave room for words above them.
  static let slim: [JSONValue.Member] = [.init("height", 13)]

  /// Marks at the ends of a scale do not touch the edge.
  static let margin: [JSONValue.Member] = [.init("padding", 10)]

  /// Pixels of a row with its name and its value above the mark, of a row with one of the two.
  static let row: JSONValue = ["step": 58]
  static let lowRow: JSONValue = ["step": 38]

  // Words stand at the left edge above the mark they belong to, never beside it: so a chart keeps
  // its whole width for what it measures, and no word is cut, on paper, on a phone and on a wall.

  /// The words of a field above the mark of every row.
  static func words(_ style: String, _ field: String, when: String? = nil) -> JSONValue {
    layer(
      "text", style, ["x": ["value": 0], "text": ["field": .string(field), "type": "nominal"]],
      when: when)
  }

  /// The name of every group of rows, in a row of its own before them.
  static func groupNames(_ field: String, _ groups: [String], part: String) -> JSONValue {
    words("row-group", field).adding(
      "data",
      ["values": .array(groups.map { .object([.init(field, .string($0)), .init(part, "")]) })])
  }

  /// The rows of groups: the name of the group first, then its parts.
  static func parts(_ field: String, _ domain: [String]) -> JSONValue {
    names(field, [""] + domain)
  }

  /// A mark in one of the named styles of the theme.
  static func layer(
    _ mark: String, _ style: String, _ encoding: JSONValue, when: String? = nil,
    with others: [JSONValue.Member] = []
  ) -> JSONValue {
    var members: [JSONValue.Member] = []
    if let when { members.append(.init("transform", [["filter": .string(when)]])) }
    members.append(
      .init(
        "mark",
        .object([.init("type", .string(mark)), .init("style", .string(style))] + others)))
    members.append(.init("encoding", encoding))
    return .object(members)
  }

  /// A line across the chart where `channel` has one value.
  static func rule(at value: Double, _ channel: String, style: String = "zero") -> JSONValue {
    let other = channel == "x" ? "y" : "x"
    return [
      "data": ["values": [["at": .number(value)]]],
      "mark": ["type": "rule", "style": .string(style)],
      "encoding": .object([
        .init(channel, ["field": "at", "type": "quantitative"]), .init(other, .null),
        .init(other + "Offset", .null),
      ]),
    ]
  }

  /// A channel that shows numbers.
  static func number(
    _ field: String, axis: [JSONValue.Member] = [], scale: [JSONValue.Member] = []
  ) -> JSONValue {
    .object(
      [
        .init("field", .string(field)), .init("type", "quantitative"),
        .init(
          "axis", .object([.init("tickCount", ["expr": "clamp(round(width / 110), 2, 10)"])] + axis)
        ),
      ] + (scale.isEmpty ? [] : [.init("scale", .object(scale))]))
  }

  /// A channel of rows in the order of `domain`; `words` says what they are.
  static func names(_ field: String, _ domain: [String]) -> JSONValue {
    let domain = JSONValue.array(domain.map(JSONValue.string))
    return [
      "field": .string(field), "type": "nominal", "sort": domain, "scale": ["domain": domain],
      "title": .null, "axis": .null,
    ]
  }

  /// A channel that tells a few names apart, with a legend on top.
  ///
  /// - Parameters:
  ///   - named: the range of the theme that its colors come from.
  ///   - shown: those of the names that occur; all, where it is not given.
  static func kinds(
    _ field: String, _ domain: [String], range: [JSONValue]? = nil, named: String? = nil,
    legend: Bool = true, showing shown: [String]? = nil
  ) -> JSONValue {
    var scale: [JSONValue.Member] = [
      .init("domain", .array(domain.map(JSONValue.string)))
    ]
    if let range { scale.append(.init("range", .array(range))) }
    if let named { scale.append(.init("range", .string(named))) }
    return [
      "field": .string(field), "type": "nominal", "scale": .object(scale), "title": .null,
      "legend": legend
        ? [
          "orient": "top", "columns": columns(shown ?? domain),
          "values": .array((shown ?? domain).map(JSONValue.string)),
        ] : .null,
    ]
  }
}

extension ChartSpecification {
  /// As many columns as fit beside each other.
  private static func columns(_ labels: [String]) -> JSONValue {
    let widest = 7 * (labels.map(displayWidth).max() ?? 0) + 40
    return ["expr": .string("max(1, floor(width / \(widest)))")]
  }
}

extension JSONValue {
  /// The object with one more value.
  fileprivate func adding(_ key: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object([.init(key, value)] + members)
  }

  /// The object with the value under `key`, where there is one, changed.
  fileprivate func changing(_ key: String, _ change: (JSONValue) -> JSONValue) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(
      members.map { $0.key == key ? .init(key, change($0.value)) : $0 })
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { .init($0.0, $0.1) })
  }
}
