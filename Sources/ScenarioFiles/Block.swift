internal import ApprovalModel

/// A map with known keys.
///
/// Every key asked for is a known one; the rest is reported by ``finish()``.
package final class Block {
  /// The map.
  package let field: Field
  private var entries: [YAMLEntry]
  private var asked: [String] = []
  private var taken: Set<String> = []
  /// What the values inside inherit.
  private(set) var evidence: StatedEvidence

  /// The map in `field`, or nil with a report.
  ///
  /// With `carriesEvidence`, its grade, source, range and note hold for all values in it, the source only
  /// with `inheritsSource`.
  /// The map in `field` without evidence, or nil with a report.
  package convenience init?(plain field: Field) { self.init(field, carriesEvidence: false) }

  init?(_ field: Field, carriesEvidence: Bool = true, inheritsSource: Bool = true) {
    guard let entries = field.entries() else { return nil }
    self.field = field
    self.entries = entries
    evidence = field.evidence
    guard carriesEvidence else { return }
    var stated = statedEvidence()
    if !inheritsSource { stated.source = nil }
    evidence = field.evidence.overridden(by: stated)
  }

  var reading: Reading { field.reading }
  var path: String { field.path }
  var findings: Findings { field.reading.findings }

  /// Whether the map has `key`; does not count as asking.
  package func has(_ key: String) -> Bool { entries.contains { $0.key.text == key } }

  /// The value of `key`, if it is there.
  package func optional(_ key: String) -> Field? {
    if !asked.contains(key) { asked.append(key) }
    guard let entry = entries.first(where: { $0.key.text == key }) else { return nil }
    taken.insert(key)
    var child = field.child(entry)
    child.evidence = evidence
    return child
  }

  /// The value of `key`; its absence is reported, with an example of how to write it.
  package func required(_ key: String, example: String) -> Field? {
    if let field = optional(key) { return field }
    // The key itself may be misspelt; then that is the finding.
    let near = entries.prefix(200).contains {
      !taken.contains($0.key.text) && nearestName(to: $0.key.text, among: [key]) != nil
    }
    if !near {
      let name = field.quotedName
      findings.report(
        .missingKey, field.path.isEmpty ? .beginning : field.span,
        zh: "\(name.zh)缺少“\(key)”；写成例如 \(key): \(example)",
        en: "\(name.en) lacks '\(key)'; write for example '\(key): \(example)'")
    }
    return nil
  }

  /// A key of the format that this version does not read; its presence is reported.
  func unsupported(_ key: String, supported: LocalizedText) {
    guard let field = optional(key) else { return }
    findings.report(
      .notSupported, field.key?.span ?? field.span, zh: "“\(key)”尚不支持；目前支持：\(supported.zh)",
      en: "'\(key)' is not supported yet; supported: \(supported.en)")
  }

  /// The entries that nothing has asked for, as fields.
  func rest() -> [Field] {
    entries.filter { !taken.contains($0.key.text) }.map { entry in
      taken.insert(entry.key.text)
      var child = field.child(entry)
      child.evidence = evidence
      return child
    }
  }

  /// Reports every key that nothing has asked for.
  package func finish() {
    for entry in entries where !taken.contains(entry.key.text) {
      guard !findings.isFull else { return }
      let near = nearestName(
        to: entry.key.text, among: asked.filter { !taken.contains($0) }.inNameOrder())
      let name = field.quotedName
      findings.report(
        .unknownKey, entry.key.span, zh: "\(name.zh)没有“\(entry.key.text)”这个键",
        en: "\(name.en) has no key '\(entry.key.text)'", hint: .didYouMean(near))
    }
  }

  /// Grade, source, range and note of this map alone; faults are reported.
  private func statedEvidence() -> StatedEvidence {
    var result = StatedEvidence()
    if let field = optional("grade"), let scalar = field.scalar() {
      result.grade = Grade(rawValue: scalar.text)
      if result.grade == nil {
        field.report(
          .unknownWord, zh: "没有等级“\(scalar.text)”；等级有 A、B、B-、C、D",
          en: "there is no grade '\(scalar.text)'; grades are A, B, B-, C and D")
      }
    }
    if let field = optional("source") { result.source = reading.cite(field) }
    if let field = optional("range") { result.range = statedRange(field) }
    if let field = optional("note") { result.note = field.scalar()?.text }
    return result
  }

  private func statedRange(_ field: Field) -> StatedEvidence.StatedRange? {
    if case .list(let items) = field.node.content, items.count == 2,
      case .scalar(let low) = items[0].content, case .scalar(let high) = items[1].content
    {
      let end = TextSpan(start: field.node.span.start, end: field.node.span.end)
      return StatedEvidence.StatedRange(low: low, high: high, span: end)
    }
    if !field.isRefused {
      field.report(
        .badRange, zh: "range 应当是下限和上限两个值，例如 [0.5x, 2x]",
        en: "a range is a list of two values, low and high, such as [0.5x, 2x]")
    }
    return nil
  }
}

extension Field {
  /// What the field is called in a sentence.
  fileprivate var quotedName: LocalizedText {
    path.isEmpty
      ? reading.subject
      : LocalizedText(zh: "“\(name)”", en: "'\(name)'")
  }
}

extension Reading {
  /// The source that `field` names; one that is not declared is reported.
  func cite(_ field: Field) -> Name? {
    guard let scalar = field.scalar() else { return nil }
    return cite(scalar, span: scalar.span)
  }

  /// The source that `scalar` names, declared by the file or by the catalogue.
  func cite(_ scalar: YAMLScalar, span: TextSpan) -> Name? {
    if sources[scalar.text] == nil,
      let source = catalogueSources.first(where: { $0.name == scalar.text })
    {
      sources[scalar.text] = source.status
      takenSources.append(source)
    }
    guard sources[scalar.text] != nil else {
      findings.report(
        .unknownSource, span, zh: "sources 里没有“\(scalar.text)”",
        en: "no source is declared by the name '\(scalar.text)'",
        hint: .didYouMean(
          nearestName(
            to: scalar.text,
            among: (Array(sources.keys) + catalogueSources.map(\.name)).inNameOrder())))
      return nil
    }
    citedSources.insert(scalar.text)
    return scalar.text
  }
}
