package import ApprovalModel

/// What the parts of a file share while it is decoded.
package final class Reading {
  /// What is wrong.
  package let findings: Findings
  /// What findings call the file.
  package var subject = LocalizedText(zh: "情景文件", en: "the scenario")
  /// The inputs read so far.
  var inputs: [InputListing] = []
  /// Where each path stands: the keys that lead there, joined by dots.
  var spans: [String: TextSpan] = [:]
  /// Where the key of each path stands.
  var keySpans: [String: TextSpan] = [:]
  /// Where each change stands, by its position in the file.
  var changes: [SourcePosition: ChangePlace] = [:]
  /// The declared sources with their status.
  var sources: [Name: SourceStatus] = [:]
  /// The documents of the catalogue that the file cites without declaring them.
  var takenSources: [Source] = []
  /// The sources that something cites.
  var citedSources: Set<Name> = []
  /// The attributes of all classes, by name.
  var attributes: [Name: KnownAttribute] = [:]
  /// The names of the credit lists.
  var creditLists: [Name] = []
  /// Whether every day is a working day of 24 hours.
  var isAlways = false
  /// The day of the reforms in a transition study; nil in a steady one.
  var transition: CivilDate?
  /// The days of the run; nil while the study cannot be read.
  var run: ClosedRange<CivilDate>?
  /// How long exposure is observed; a commitment may repeat it.
  var observe = TimeSpan(1, .years)

  /// Where a change stands.
  struct ChangePlace {
    /// The keys that lead to it.
    var path: String
    /// Its kind's word.
    var span: TextSpan
  }

  /// What is known of an attribute before the rest of the file is read.
  struct KnownAttribute: Hashable {
    /// The categories of all classes; empty for a number.
    var categories: Set<Name>
    /// The unit of a number.
    var unit: String?
  }

  /// What stands in place of the values of inputs, by path.
  var settings: [String: YAMLNode] = [:]
  /// What becomes of the ranges of inputs that have another value, by path.
  var rules: [String: InputSetting.RangeRule] = [:]
  /// The inputs that have another value than the file states.
  var setPaths: Set<String> = []
  /// The inputs whose range is not used because the value in its place lies outside; in order of reading.
  var leftRanges: [String] = []

  /// The reforms and documents that the scenario may use; nil: there is no catalogue.
  var catalogue: Catalogue?
  /// The documents of the catalogue, read when one is first asked for.
  lazy var catalogueSources: [Source] = readCatalogueSources()

  package init(findings: Findings) { self.findings = findings }

  private func readCatalogueSources() -> [Source] {
    guard let catalogue, let (sources, diagnostics) = try? catalogue.sources() else { return [] }
    findings.take(diagnostics.filter { $0.severity == .error })
    return sources
  }

  /// Where `path` stands, or the nearest key above it.
  func span(nearest path: String) -> TextSpan? {
    var path = path[...]
    while true {
      if let span = spans[String(path)] { return span }
      guard let dot = path.lastIndex(of: ".") else { return nil }
      path = path[..<dot]
    }
  }
}

/// Grade, source, range and note as a block or record states them.
struct StatedEvidence {
  /// The grade.
  var grade: Grade?
  /// The source's name, declared or not.
  var source: Name?
  /// The range as written.
  var range: StatedRange?
  /// The note.
  var note: String?

  /// Low and high as written.
  struct StatedRange {
    var low: YAMLScalar
    var high: YAMLScalar
    var span: TextSpan
    /// Whether a block states it for all its values.
    var isInherited = false
  }

  /// The keys that state evidence.
  static let keys = ["grade", "source", "range", "note"]

  /// What a part that states `own` has, inside a block that states this.
  func overridden(by own: StatedEvidence) -> StatedEvidence {
    var result = self
    result.range?.isInherited = true
    // Law and statistics need no range; that of the block is meant for its assumptions.
    if let grade = own.grade {
      result.grade = grade
      if !grade.isUncertain { result.range = nil }
    }
    if let source = own.source { result.source = source }
    if let range = own.range { result.range = range }
    if let note = own.note { result.note = note }
    return result
  }
}

/// One value of the file with the path that leads to it.
package struct Field {
  /// What is shared.
  package let reading: Reading
  /// The value.
  package let node: YAMLNode
  /// Its key, where it has one.
  package let key: YAMLScalar?
  /// The keys that lead here, joined by dots.
  package let path: String
  /// The evidence that the blocks around it state.
  var evidence = StatedEvidence()

  init(
    _ reading: Reading, _ node: YAMLNode, key: YAMLScalar?, path: String,
    evidence: StatedEvidence = StatedEvidence()
  ) {
    self.reading = reading
    self.node = reading.settings[path].map(node.replacingValue(with:)) ?? node
    self.key = key
    self.path = path
    self.evidence = evidence
    if reading.spans[path] == nil {
      reading.spans[path] = span
      reading.keySpans[path] = key?.span
    }
  }

  /// The root of a file.
  package init(root: YAMLNode, _ reading: Reading) {
    self.init(reading, root, key: nil, path: "")
  }

  /// Where to point: at a text itself, at the key of anything longer.
  package var span: TextSpan {
    if case .scalar(let scalar) = node.content, !scalar.isMissing { return scalar.span }
    return key?.span ?? node.span
  }

  /// What the field is called in messages.
  package var name: String { key?.text ?? path }

  /// Whether a fault here was reported already.
  var isRefused: Bool { node.content == .refused }

  package func report(
    _ code: DiagnosticCode, zh: String, en: String, hint: LocalizedText? = nil
  ) {
    reading.findings.report(code, span, zh: zh, en: en, hint: hint)
  }

  /// The text; anything else is reported.
  package func scalar() -> YAMLScalar? {
    switch node.content {
    case .scalar(let scalar):
      guard !scalar.isMissing else {
        report(
          .emptyValue, zh: "“\(name)”后面没有值", en: "there is no value after '\(name)'")
        return nil
      }
      return scalar
    case .refused: return nil
    case .list:
      report(
        .wrongShape, zh: "“\(name)”应当是一个值，这里却是列表",
        en: "'\(name)' takes one value, not a list")
    case .map:
      report(
        .wrongShape, zh: "“\(name)”应当是一个值，这里却是映射",
        en: "'\(name)' takes one value, not a map")
    }
    return nil
  }

  /// The fields of a list, their paths made by `path`; anything else is reported.
  package func list() -> [Field]? {
    switch node.content {
    case .list(let items):
      return items.enumerated().map { i, item in
        var part = String(i + 1)
        if case .scalar(let scalar) = item.content { part = scalar.text }
        return Field(reading, item, key: nil, path: "\(path).\(part)", evidence: evidence)
      }
    case .refused: return nil
    case .scalar(let scalar) where scalar.isMissing:
      report(.emptyValue, zh: "“\(name)”后面没有值", en: "there is no value after '\(name)'")
    default:
      report(
        .wrongShape, zh: "“\(name)”应当是列表，例如 [a, b]",
        en: "'\(name)' takes a list, such as [a, b]")
    }
    return nil
  }

  /// The entries of a map; anything else is reported.
  package func entries() -> [YAMLEntry]? {
    switch node.content {
    case .map(let entries): return entries
    case .refused: return nil
    case .scalar(let scalar) where scalar.isMissing:
      report(.emptyValue, zh: "“\(name)”后面没有值", en: "there is no value after '\(name)'")
    default:
      report(
        .wrongShape, zh: "“\(name)”应当是映射，例如 {a: 1}",
        en: "'\(name)' takes a map, such as {a: 1}")
    }
    return nil
  }

  /// The entry's value as a field of its own.
  package func child(_ entry: YAMLEntry) -> Field {
    Field(
      reading, entry.value, key: entry.key,
      path: path.isEmpty ? entry.key.text : "\(path).\(entry.key.text)",
      evidence: evidence)
  }

  /// The same value with another path, for parts that are named by what they hold.
  func renamed(_ path: String) -> Field {
    Field(reading, node, key: key, path: path, evidence: evidence)
  }

  /// The value of `key` when this is a map that has it.
  subscript(_ key: String) -> YAMLNode? {
    guard case .map(let entries) = node.content else { return nil }
    return entries.first { $0.key.text == key }?.value
  }

  /// Whether this is a map.
  package var isMap: Bool {
    if case .map = node.content { return true }
    return false
  }

  /// A map of things by name, such as matters; malformed names are reported and left out.
  ///
  /// More than `most` are too many for the engine; they are still read, so that names are known.
  func named(
    _ what: LocalizedText, reserved: [Name] = [], most: Int = 1_000
  ) -> [(name: Name, field: Field)] {
    let entries = entries() ?? []
    if entries.count > most {
      reading.findings.report(
        .tooLarge, entries[most].key.span,
        zh: "“\(name)”有 \(entries.count) 项，最多 \(most) 项；请合并或拆分",
        en:
          "there are \(entries.count) entries in '\(name)'; at most \(most) are possible, merge or "
          + "split them")
    }
    return entries.compactMap { entry in
      guard reading.checkName(entry.key, what, reserved: reserved) else { return nil }
      return (entry.key.text, child(entry))
    }
  }
}

extension Reading {
  /// Whether `scalar` is a well-formed name of `what`; faults are reported.
  func checkName(_ scalar: YAMLScalar, _ what: LocalizedText, reserved: [Name] = []) -> Bool {
    guard isName(scalar.text) else {
      findings.report(
        .badName, scalar.span, zh: "“\(scalar.text)”不能作\(what.zh)的名称；名称只用文字、数字和连字符",
        en: "'\(scalar.text)' cannot name \(what.en); a name is of letters, digits and hyphens")
      return false
    }
    guard !reserved.contains(scalar.text) else {
      findings.report(
        .reservedName, scalar.span, zh: "“\(scalar.text)”是保留字，不能作\(what.zh)的名称",
        en: "'\(scalar.text)' has a meaning of its own and cannot name \(what.en)")
      return false
    }
    return true
  }
}

/// Whether `text` is of letters of any script, digits and hyphens, and of one to 100 of them.
func isName(_ text: String) -> Bool {
  guard !text.isEmpty, text.unicodeScalars.count <= 100, !text.hasPrefix("-"), !text.hasSuffix("-")
  else { return false }
  return text.unicodeScalars.allSatisfy { scalar in
    if scalar == "-" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }
}
