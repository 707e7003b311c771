public import ApprovalModel

/// A value in place of the one that a scenario file states for an input.
public struct InputSetting: Hashable, Sendable {
  /// The input's path.
  public var path: String
  /// The value, written as in a scenario file.
  public var text: String
  /// What becomes of the range that the file states.
  public var range = RangeRule.asStated
  /// Whether it is the value that the file states: its source and note stay.
  public var isDeclared = false

  /// What becomes of the range that the file states for an input.
  public enum RangeRule: Hashable, Sendable {
    /// It is read as if the file stated the value too; left aside where the value lies outside.
    case asStated
    /// It is not read.
    case unread
    /// This one stands in its place.
    case replaced(InputRange)
    /// It is left aside, and results say so.
    case leftAside
  }

  /// `text` for the input at `path`.
  public init(path: String, text: String) {
    self.path = path
    self.text = text
  }

  /// The file that findings about the value name.
  var place: String { "--set \(path)" }
}

extension Reading {
  /// Lets a value stand where the file has another one; faults of its notation are reported.
  func take(_ setting: InputSetting) {
    let line = Array("\(setting.path): \(setting.text)".utf8)
    let own = Findings(file: setting.place, source: SourceText(line))
    findings.sources[setting.place] = own.source
    defer { findings.take(own.diagnostics) }
    guard let text = TextCheck.text(of: line, into: own),
      let root = YAMLReader.read(
        text, into: own, origin: SourcePosition.Origin(file: setting.place))
    else { return }
    guard case .map(let entries) = root.content, entries.count == 1 else {
      own.reportFile(
        .wrongShape, zh: "一次只写一个值", en: "there is more than one value here; write one")
      return
    }
    settings[setting.path] = entries[0].value
    rules[setting.path] = setting.range
    if !setting.isDeclared { setPaths.insert(setting.path) }
  }

  /// The range of the input at `path`: what `read` makes of the one that the file states, unless something
  /// else is to stand there.
  func range(
    at path: String, _ stated: StatedEvidence.StatedRange?,
    _ read: (StatedEvidence.StatedRange) -> InputRange?
  ) -> InputRange? {
    switch rules[path] {
    case nil, .asStated: return stated.flatMap(read)
    case .unread: return nil
    case .replaced(let range): return range
    case .leftAside:
      leave(path)
      return nil
    }
  }

  private func leave(_ path: String) {
    if !leftRanges.contains(path) { leftRanges.append(path) }
  }

  /// Leaves the range of an input aside when a value outside it stands in place of the file's.
  ///
  /// - Returns: whether it does; where the file itself states the value, it is an error.
  func leavesRange(of field: Field) -> Bool {
    guard settings[field.path] != nil else { return false }
    leave(field.path)
    return true
  }

  /// What results have to say of the values in place of those in the file.
  var notices: [LocalizedText] {
    leftRanges.map(LocalizedText.outside)
  }
}

extension YAMLNode {
  /// This node with `value` in place of what it says, its evidence kept.
  func replacingValue(with value: YAMLNode) -> YAMLNode {
    guard case .map(let entries) = content else { return value }
    let evidence = entries.filter { StatedEvidence.keys.contains($0.key.text) }
    var value = value
    // The value may have come in already, where a part of a record is read by itself.
    if case .map(let parts) = value.content {
      let own = parts.map(\.key.text)
      value.content = .map(parts + evidence.filter { !own.contains($0.key.text) })
      value.span = span
      return value
    }
    guard !evidence.isEmpty else { return value }
    let key = YAMLScalar(text: "value", style: .plain, span: value.span)
    return YAMLNode(content: .map([YAMLEntry(key: key, value: value)] + evidence), span: span)
  }

  /// The value alone of a record of value and evidence, keys in code-point order.
  var withoutEvidence: YAMLNode {
    guard case .map(let entries) = content else { return self }
    let rest = entries.filter { !StatedEvidence.keys.contains($0.key.text) }
    if rest.count == 1, ["value", "share"].contains(rest[0].key.text) { return rest[0].value }
    return YAMLNode(content: .map(rest), span: span).inKeyOrder
  }

  private var inKeyOrder: YAMLNode {
    switch content {
    case .map(let entries):
      let sorted = entries.sorted { $0.key.text.precedes($1.key.text) }
      return YAMLNode(
        content: .map(sorted.map { YAMLEntry(key: $0.key, value: $0.value.inKeyOrder) }), span: span
      )
    case .list(let items): return YAMLNode(content: .list(items.map(\.inKeyOrder)), span: span)
    case .scalar, .refused: return self
    }
  }
}

extension LocalizedText {
  /// A value in place of the file's lies outside the range of its input.
  public static func outside(_ path: String) -> LocalizedText {
    LocalizedText(
      zh: "“\(path)”改用的值超出其 range；该 range 不再使用，这个输入不再变动",
      en:
        "the value put in for '\(path)' lies outside its range, which is left aside: the input does "
        + "not vary")
  }
}
