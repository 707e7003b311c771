internal import ApprovalModel

/// A stretch of the file, from its first character up to, not including, its last position.
struct TextSpan: Hashable, Sendable {
  /// Where it begins.
  var start: SourcePosition
  /// The position after its last character.
  var end: SourcePosition

  /// The first character of the file.
  static let beginning = TextSpan(
    start: SourcePosition(line: 1, column: 1), end: SourcePosition(line: 1, column: 2))

  /// How many characters of its first line the stretch covers, when that line has `lineLength`.
  func length(lineLength: Int) -> Int {
    let last = end.line == start.line ? end.column : lineLength + 1
    return max(1, min(last, lineLength + 1) - start.column)
  }
}

/// How a scalar is written.
enum ScalarStyle: Hashable, Sendable {
  /// Without quotes.
  case plain
  /// In single or double quotes.
  case quoted
  /// As a block (`|` or `>`).
  case block
}

/// A scalar of the file; text until a decoder asks for more.
struct YAMLScalar: Hashable, Sendable {
  /// The text, quotes and escapes resolved.
  var text: String
  /// How it is written.
  var style: ScalarStyle
  /// Where it stands.
  var span: TextSpan

  /// Whether nothing stands there.
  var isMissing: Bool { text.isEmpty && style == .plain }
}

/// A key of a map with its value.
struct YAMLEntry: Hashable, Sendable {
  /// The key.
  var key: YAMLScalar
  /// The value.
  var value: YAMLNode
}

/// A node of the file's tree; every node knows where it stands.
struct YAMLNode: Hashable, Sendable {
  /// What stands there.
  indirect enum Content: Hashable, Sendable {
    /// A text.
    case scalar(YAMLScalar)
    /// A list.
    case list([YAMLNode])
    /// A map, in the order of the file, each key once.
    case map([YAMLEntry])
    /// Something refused and reported already; decoders pass over it in silence.
    case refused
  }

  /// What stands there.
  var content: Content
  /// Where it stands.
  var span: TextSpan
}
