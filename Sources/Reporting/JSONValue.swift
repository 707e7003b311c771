/// A JSON value with the order of its keys, so that equal results are equal bytes.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key with its value.
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A number, or null.
  package static func optional(_ number: Double?) -> JSONValue {
    number.map(JSONValue.number) ?? .null
  }

  /// A whole number, or null.
  package static func whole(_ number: Int?) -> JSONValue {
    number.map { .integer(Int64($0)) } ?? .null
  }

  /// The text with two spaces for each level and a line end; what nests no deeper than two levels
  /// stands in one line.
  package var text: String {
    var text = ""
    write(to: &text, level: 0)
    return text + "\n"
  }

  /// The text without spaces and line ends.
  package var line: String {
    switch self {
    case .array(let values): "[" + values.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { quoted($0.key) + ":" + $0.value.line }.joined(separator: ",") + "}"
    default:
      String(text.dropLast())
    }
  }

  private func write(to text: inout String, level: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .unsigned(let value): text += String(value)
    case .number(let value): text += shortestRoundTrip(value) ?? "null"
    case .string(let value): text += quoted(value)
    case .array(let values):
      list(values.count, "[", "]", to: &text, level: level) { i, text in
        values[i].write(to: &text, level: level + 1)
      }
    case .object(let members):
      list(members.count, "{", "}", to: &text, level: level) { i, text in
        text += quoted(members[i].key) + ": "
        members[i].value.write(to: &text, level: level + 1)
      }
    }
  }

  private func list(
    _ count: Int, _ open: String, _ close: String, to text: inout String, level: Int,
    _ element: (Int, inout String) -> Void
  ) {
    let isInline = count == 0 || (level > 0 && depth <= 2)
    let indent = String(repeating: "  ", count: level + 1)
    text += open
    for i in 0..<count {
      text += isInline ? (i == 0 ? "" : ", ") : (i == 0 ? "\n" : ",\n") + indent
      element(i, &text)
    }
    text += isInline ? close : "\n" + String(indent.dropLast(2)) + close
  }

  /// How deep lists and objects nest.
  private var depth: Int {
    switch self {
    case .array(let values): 1 + (values.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    default: 0
    }
  }
}

/// The shortest decimal that reads back as `value`, without `.0`; nil where it is not finite.
func shortestRoundTrip(_ value: Double) -> String? {
  guard value.isFinite else { return nil }
  let text = value == 0 ? "0" : value.description
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
