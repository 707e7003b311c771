package import ApprovalModel

/// A stretch of the file, from its first character up to, not including, its last position.
package struct TextSpan: Hashable, Sendable {
  /// Where it begins.
  package var start: SourcePosition
  /// The position after its last character.
  package var end: SourcePosition

  /// The first character of the file.
  package static let beginning = TextSpan(
    start: SourcePosition(line: 1, column: 1), end: SourcePosition(line: 1, column: 2))

  /// The stretch from `start` up to `end`.
  package init(start: SourcePosition, end: SourcePosition) {
    self.start = start
    self.end = end
  }

  /// How many characters of its first line the stretch covers, when that line has `lineLength`.
  func length(lineLength: Int) -> Int {
    let last = end.line == start.line ? end.column : lineLength + 1
    return max(1, min(last, lineLength + 1) - start.column)
  }
}

/// How a scalar is written.
package enum ScalarStyle: Hashable, Sendable {
  /// Without quotes.
  case plain
  /// In single or double quotes.
  case quoted
  /// As a block (`|` or `>`).
  case block
}

/// A scalar of the file; text until a decoder asks for more.
package struct YAMLScalar: Hashable, Sendable {
  /// The text, quotes and escapes resolved.
  package var text: String
  /// How it is written.
  package var style: ScalarStyle
  /// Where it stands.
  package var span: TextSpan

  /// Whether nothing stands there.
  var isMissing: Bool { text.isEmpty && style == .plain }
}

/// A key of a map with its value.
package struct YAMLEntry: Hashable, Sendable {
  /// The key.
  package var key: YAMLScalar
  /// The value.
  package var value: YAMLNode
}

/// A node of the file's tree; every node knows where it stands.
package struct YAMLNode: Hashable, Sendable {
  /// What stands there.
  package indirect enum Content: Hashable, Sendable {
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
  package var content: Content
  /// Where it stands.
  package var span: TextSpan
}
