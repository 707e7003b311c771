internal import ApprovalModel

/// A value in place of the one that a scenario file states for an input.
public struct InputSetting: Hashable, Sendable {
  /// The input's path.
  public var path: String
  /// The value, written as in a scenario file.
  public var text: String

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
  }

  /// Leaves the range of an input aside when a value outside it stands in place of the file's.
  ///
  /// - Returns: whether it does; where the file itself states the value, it is an error.
  func leavesRange(of field: Field) -> Bool {
    guard settings[field.path] != nil else { return false }
    if !leftRanges.contains(field.path) { leftRanges.append(field.path) }
    return true
  }

  /// What results have to say of the values in place of those in the file.
  var notices: [LocalizedText] {
    leftRanges.map { path in
      LocalizedText(
        zh: "“\(path)”改用的值超出其 range；该 range 不再使用，这个输入不再变动",
        en:
          "the value put in for '\(path)' lies outside its range, which is left aside: the input does "
          + "not vary")
    }
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
