/// A Vega-Lite specification: data inside, as wide as its place, no colors of its own.
///
/// Colors, fonts and the strokes of the named styles come from `Web/chart-theme.json`, which the browser
/// and the exporter put in as `config`.
struct ChartSpecification {
  /// The rows of the data, each a row of named values.
  var rows: [JSONValue]
  /// Marks one above the other.
  var layers: [JSONValue]
  /// Height in pixels, or for a discrete axis `{"step": n}`.
  var height: JSONValue
  /// What a screen reader says.
  var description: String
  /// Channels that all layers have.
  var encoding: JSONValue = [:]

  var json: JSONValue {
    [
      "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
      "description": .string(description), "width": "container", "height": height,
      "autosize": ["type": "fit-x", "contains": "padding"],
      "data": ["values": .array(rows)], "encoding": encoding, "layer": .array(layers),
    ]
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
    [
      "data": ["values": [["at": .number(value)]]],
      "mark": ["type": "rule", "style": .string(style)],
      "encoding": .object(
        [
          .init(channel, ["field": "at", "type": "quantitative"]), .init("y", .null),
          .init("yOffset", .null),
        ].filter { $0.key == channel || channel == "x" }),
    ]
  }

  /// A channel that shows numbers.
  static func number(_ field: String, title: String? = nil, axis: [JSONValue.Member] = [])
    -> JSONValue
  {
    .object([
      .init("field", .string(field)), .init("type", "quantitative"),
      .init("title", title.map(JSONValue.string) ?? .null), .init("axis", .object(axis)),
    ])
  }

  /// A channel that shows names in the order of `domain`.
  static func names(_ field: String, _ domain: [String]) -> JSONValue {
    [
      "field": .string(field), "type": "nominal", "sort": .array(domain.map(JSONValue.string)),
      "title": .null,
    ]
  }

  /// A channel that tells a few names apart, with a legend on top.
  static func kinds(
    _ field: String, _ domain: [String], range: [String]? = nil, legend: Bool = true
  )
    -> JSONValue
  {
    var scale: [JSONValue.Member] = [
      .init("domain", .array(domain.map(JSONValue.string)))
    ]
    if let range { scale.append(.init("range", .array(range.map(JSONValue.string)))) }
    return [
      "field": .string(field), "type": "nominal", "scale": .object(scale), "title": .null,
      "legend": legend ? [:] : .null,
    ]
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
