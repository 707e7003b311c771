package import ApprovalModel
internal import CYAML

/// Reads the notation of a scenario: the part of YAML without anchors, aliases, tags, directives and
/// implicit types.
///
/// libyaml delivers events; the reader builds the tree and remembers where each key and scalar
/// stands. A fault of the notation itself ends the reading, everything else is collected.
package struct YAMLReader {
  /// The largest file read, bytes.
  static let mostBytes = 4 * 1024 * 1024
  /// How deep lists and maps may be nested.
  static let mostLevels = 64

  private let findings: Findings
  private let origin: SourcePosition.Origin?
  private var stack: [Frame] = []
  private var root: YAMLNode?
  private var documents = 0

  /// The root of `bytes`, a map; nil when there is none or the notation is broken.
  ///
  /// - Parameter origin: what the places of its nodes carry, when it is not the scenario itself.
  package static func read(
    _ bytes: ArraySlice<UInt8>, into findings: Findings, origin: SourcePosition.Origin? = nil
  ) -> YAMLNode? {
    var reader = YAMLReader(findings: findings, origin: origin)
    guard reader.parse(bytes) else { return nil }
    guard let root = reader.root, !reader.isMissing(root) else {
      findings.reportFile(
        .fileEmpty, zh: "文件是空的；情景文件以 format: 1 开头",
        en: "the file is empty; a scenario begins with 'format: 1'")
      return nil
    }
    guard case .map = root.content else {
      if root.content != .refused {
        findings.report(
          .wrongShape, root.span, zh: "情景文件必须由键和值组成，例如 format: 1",
          en: "a scenario is made of keys and values, such as 'format: 1'")
      }
      return nil
    }
    return root
  }

  private init(findings: Findings, origin: SourcePosition.Origin?) {
    self.findings = findings
    self.origin = origin
  }

  /// A list or map that is being filled.
  private struct Frame {
    var start: SourcePosition
    var isMap: Bool
    var items: [YAMLNode] = []
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    /// The key that waits for its value.
    var key: YAMLScalar?
    /// Whether the value that comes next belongs to a key that was refused.
    var dropsValue = false
  }

  private func isMissing(_ node: YAMLNode) -> Bool {
    if case .scalar(let scalar) = node.content { return scalar.isMissing }
    return false
  }

  /// Feeds all events of `bytes`; false when the notation is broken.
  private mutating func parse(_ bytes: ArraySlice<UInt8>) -> Bool {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else {
      findings.reportFile(
        .syntax, zh: "内存不足，无法读取文件", en: "there is not enough memory to read the file")
      return false
    }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      while true {
        var event = yaml_event_t()
        guard yaml_parser_parse(&parser, &event) == 1 else {
          reportSyntax(parser)
          return false
        }
        defer { yaml_event_delete(&event) }
        if event.type == YAML_STREAM_END_EVENT { return true }
        guard take(event) else { return false }
      }
    }
  }

  /// Takes one event; false when reading must end.
  private mutating func take(_ event: yaml_event_t) -> Bool {
    let span = TextSpan(start: position(event.start_mark), end: position(event.end_mark))
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      return beginDocument(event.data.document_start, span)
    case YAML_ALIAS_EVENT:
      findings.report(
        .alias, span, zh: "情景文件不用别名（*）；请把内容写在这里",
        en: "a scenario has no aliases ('*'); write the content here")
      finish(YAMLNode(content: .refused, span: span))
    case YAML_SCALAR_EVENT:
      let data = event.data.scalar
      refuseProperties(anchor: data.anchor, tag: data.tag, span)
      take(scalar(data, span))
    case YAML_SEQUENCE_START_EVENT:
      refuseProperties(
        anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, span)
      return open(isMap: false, span)
    case YAML_MAPPING_START_EVENT:
      refuseProperties(
        anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, span)
      return open(isMap: true, span)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      close(span.end)
    default:
      break
    }
    return true
  }

  private mutating func beginDocument(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_document_start, _ span: TextSpan
  ) -> Bool {
    documents += 1
    if documents > 1 {
      findings.report(
        .severalDocuments, span, zh: "一个文件只能有一个情景；请把第二个文档另存为一个文件",
        en: "a file holds one scenario; put the second document into a file of its own")
      return false
    }
    if data.version_directive != nil || data.tag_directives.start != data.tag_directives.end {
      findings.report(
        .directive, span, zh: "情景文件不用以 % 开头的指令；请删去",
        en: "a scenario has no directives ('%'); take them out")
    }
    return true
  }

  private func refuseProperties(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?,
    _ span: TextSpan
  ) {
    let start = TextSpan(
      start: span.start,
      end: SourcePosition(
        line: span.start.line, column: span.start.column + 1, origin: origin))
    if anchor != nil {
      findings.report(
        .anchor, start, zh: "情景文件不用锚点（&）；请直接写出内容",
        en: "a scenario has no anchors ('&'); write the content where it is used")
    }
    if tag != nil {
      findings.report(
        .tag, start, zh: "情景文件不用类型标签（!）；请删去",
        en: "a scenario has no type tags ('!'); take it out")
    }
  }

  private func scalar(
    _ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar, _ span: TextSpan
  ) -> YAMLScalar {
    let bytes = UnsafeBufferPointer(start: data.value, count: data.length)
    let style: ScalarStyle =
      switch data.style {
      case YAML_PLAIN_SCALAR_STYLE: .plain
      case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
      default: .quoted
      }
    let text = String(decoding: bytes, as: UTF8.self)
    // An escape in double quotes can write what the file itself may not hold.
    if style == .quoted, let scalar = text.unicodeScalars.first(where: isForbidden) {
      findings.report(
        .controlCharacter, span, zh: "引号里的转义写出了控制字符 \(codePoint(scalar))；请删去",
        en: "an escape in quotes writes the control character \(codePoint(scalar)); take it out")
    }
    return YAMLScalar(text: text, style: style, span: span)
  }

  private mutating func take(_ scalar: YAMLScalar) {
    // The frame is looked at in place: a copy would share its storage and make each change copy it.
    let last = stack.count - 1
    guard last >= 0, stack[last].isMap, stack[last].key == nil, !stack[last].dropsValue else {
      finish(YAMLNode(content: .scalar(scalar), span: scalar.span))
      return
    }
    if let line = stack[last].lines[scalar.text] {
      findings.report(
        .duplicateKey, scalar.span, zh: "键“\(scalar.text)”在第 \(line) 行已经有了；请合并或改名",
        en: "key '\(scalar.text)' stands in line \(line) already; join the two or rename one")
      stack[last].dropsValue = true
    } else {
      stack[last].lines[scalar.text] = scalar.span.start.line
      stack[last].key = scalar
    }
  }

  private mutating func open(isMap: Bool, _ span: TextSpan) -> Bool {
    guard stack.count < YAMLReader.mostLevels else {
      findings.report(
        .tooDeep, span, zh: "嵌套超过 \(YAMLReader.mostLevels) 层",
        en: "lists and maps are nested more than \(YAMLReader.mostLevels) levels deep")
      return false
    }
    stack.append(Frame(start: span.start, isMap: isMap))
    return true
  }

  private mutating func close(_ end: SourcePosition) {
    guard let frame = stack.popLast() else { return }
    finish(
      YAMLNode(
        content: frame.isMap ? .map(frame.entries) : .list(frame.items),
        span: TextSpan(start: frame.start, end: end)))
  }

  /// Puts a finished node where it belongs.
  private mutating func finish(_ node: YAMLNode) {
    guard let last = stack.indices.last else {
      root = node
      return
    }
    guard stack[last].isMap else {
      stack[last].items.append(node)
      return
    }
    if let key = stack[last].key {
      stack[last].entries.append(YAMLEntry(key: key, value: node))
      stack[last].key = nil
    } else if stack[last].dropsValue {
      stack[last].dropsValue = false
    } else {
      if node.content != .refused {
        findings.report(
          .keyNotText, node.span, zh: "键必须是文字，不能是列表或映射",
          en: "a key is a text, not a list or a map")
      }
      stack[last].dropsValue = true
    }
  }

  private func position(_ mark: yaml_mark_t) -> SourcePosition {
    SourcePosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1, origin: origin)
  }

  private func reportSyntax(_ parser: yaml_parser_t) {
    let problem = parser.problem.map { String(cString: $0) } ?? ""
    let fault = YAMLFault(problem: problem)
    var start = position(parser.problem_mark)
    // libyaml notices a missing bracket or quote at the end of the file; the reader looks for where
    // it was opened.
    if fault.belongsToContext, parser.context != nil {
      start = position(parser.context_mark)
    }
    // At the end of the file the mark stands on a line that does not exist.
    if start.line > findings.source.lines.count, let last = findings.source.lines.last {
      start = SourcePosition(
        line: findings.source.lines.count, column: last.unicodeScalars.count + 1, origin: origin)
    }
    let end = SourcePosition(line: start.line, column: start.column + 1, origin: origin)
    findings.report(
      .syntax, TextSpan(start: start, end: end), zh: fault.message.zh, en: fault.message.en,
      hint: fault.hint)
  }
}

/// How a character is named in messages: `U+0007`.
func codePoint(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
