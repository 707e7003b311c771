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
      "data": ["values": .array(rows)], "encoding": titled(encoding),
      "layer": .array(layers.map { $0.changing("encoding", titled) }),
      "config": ["style": Self.styles],
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
    "limit-label": ["align": "left", "baseline": "top", "dx": 6, "dy": 4],
    "interval": ["strokeWidth": 3, "opacity": 0.55, "strokeCap": "round"],
    "estimate": ["size": 90, "filled": true, "opacity": 1],
    "above": ["dy": -12], "above-bar": ["dy": -18], "above-start": ["align": "left", "dy": -19],
    "beside": ["align": "left", "dx": 6], "inside": ["align": "center"],
    "share": ["strokeWidth": 2.2], "part": ["fillOpacity": 0.4],
    "amount": ["fillOpacity": 0.75], "swing": ["fillOpacity": 0.6], "step": ["opacity": 1],
    "frontier": ["strokeDash": [2, 3], "opacity": 0.6],
    "order": ["thickness": 2],
  ]

  /// Room for words at the ends of a scale.
  static let room: [JSONValue.Member] = [.init("padding", 80)]

  /// Bars that leave room for words above them.
  static let slim: [JSONValue.Member] = [.init("height", ["band": 0.42])]

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
        .init("axis", .object([.init("tickCount", 6)] + axis)),
      ] + (scale.isEmpty ? [] : [.init("scale", .object(scale))]))
  }

  /// A channel that shows names in the order of `domain`.
  static func names(_ field: String, _ domain: [String]) -> JSONValue {
    [
      "field": .string(field), "type": "nominal", "sort": .array(domain.map(JSONValue.string)),
      "title": .null,
    ]
  }

  /// A channel that tells a few names apart, with a legend on top.
  ///
  /// - Parameter named: the range of the theme that its colors come from.
  static func kinds(
    _ field: String, _ domain: [String], range: [String]? = nil, named: String? = nil,
    legend: Bool = true
  ) -> JSONValue {
    var scale: [JSONValue.Member] = [
      .init("domain", .array(domain.map(JSONValue.string)))
    ]
    if let range { scale.append(.init("range", .array(range.map(JSONValue.string)))) }
    if let named { scale.append(.init("range", .string(named))) }
    return [
      "field": .string(field), "type": "nominal", "scale": .object(scale), "title": .null,
      "legend": legend ? ["orient": "top"] : .null,
    ]
  }
}

extension JSONValue {
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
