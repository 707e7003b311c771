internal import ApprovalModel

/// An entry of the catalogue with its reform, parameters still open.
struct EntryFile {
  /// What the file says.
  var entry: CatalogueEntry
  /// The reform.
  var reform: YAMLNode
  /// The defaults of the parameters that have one.
  var standards: [Name: YAMLNode]
}

/// Decodes one file of the catalogue.
struct CatalogueEntryReader {
  let reading: Reading

  /// The entry in `root`; nil with findings when something in it cannot be read.
  func decode(_ root: YAMLNode, name: Name) -> EntryFile? {
    let field = Field(reading, root, key: nil, path: "")
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let version = block.required("format", example: "1")?.scalar()
    if let version, version.text != ScenarioReader.version {
      reading.findings.report(
        .formatVersion, version.span, zh: "目录条目的格式是 \(version.text)，本程序只读格式 1",
        en: "the entry has format \(version.text), and this program reads format 1")
    }
    let system = block.required("system", example: "S01")?.scalar()?.text
    let title = block.required("title", example: "{zh: 告知承诺制, en: Notice and commitment}")?
      .localized()
    let domain = block.required("domain", example: "construction")?
      .nameText(LocalizedText(zh: "领域", en: "a domain"))
    let does = block.required("does", example: "{zh: …, en: …}")?.localized()
    let figures = block.optional("figures")?.items()?.compactMap(figure) ?? []
    let declared =
      block.optional("parameters")?.named(LocalizedText(zh: "参数", en: "a parameter")) ?? []
    let parameters = declared.compactMap(parameter)
    var standards: [Name: YAMLNode] = [:]
    for (name, field) in declared { standards[name] = field["default"] }
    let shows = block.optional("shows")?.items()?.compactMap(show) ?? []
    guard let reform = block.required("reform", example: "{changes: […]}"), reform.isMap else {
      return nil
    }
    let scan = TemplateScan(reform.node)
    checkReferences(scan, parameters)
    guard let system, let title, let domain, let does else { return nil }
    let entry = CatalogueEntry(
      name: name, system: system, title: title, domain: domain, does: does, figures: figures,
      parameters: parameters, sources: Set(scan.sources + figures.map(\.source)).inNameOrder(),
      kinds: scan.kinds, shows: shows)
    return EntryFile(entry: entry, reform: reform.node, standards: standards)
  }

  private func figure(_ field: Field) -> CatalogueEntry.Figure? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let what = block.required("what", example: "{zh: 期限, en: limit}")?.localized()
    let value = block.required("value", example: "5 working days")?.scalar()?.text
    let source = block.required("source", example: "permit-rule")
      .flatMap { reading.cite($0) }
    let status = block.required("status", example: "rule")?.word(
      CatalogueEntry.Figure.Status.allCases.map { ($0.rawValue, $0) })
    guard let what, let value, let source, let status else { return nil }
    return CatalogueEntry.Figure(what: what, value: value, source: source, status: status)
  }

  private func parameter(_ name: Name, _ field: Field) -> CatalogueEntry.Parameter? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let type = block.required("is", example: "matter")?.word(
      CatalogueEntry.Parameter.Kind.allCases.map { ($0.rawValue, $0) })
    let what = block.required("what", example: "{zh: 许可, en: the permit}")?.localized()
    let standard = block.optional("default")?.node
    let optional = block.optional("optional")?.flag() ?? false
    var absence = CatalogueEntry.Parameter.Absence.isError
    if optional { absence = .dropsKey }
    if let standard { absence = .takesDefault(standard.shortText) }
    guard let type, let what else { return nil }
    return CatalogueEntry.Parameter(
      name: name, type: type, what: what, absence: absence)
  }

  private func show(_ field: Field) -> CatalogueEntry.Show? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let design = LocalizedText(zh: "方案", en: "a design")
    let scenario = block.required("scenario", example: "one-licence.yaml")?.scalar()?.text
    let baseline = block.required("baseline", example: "before")?.nameText(design)
    let reformed = block.required("design", example: "package")?.nameText(design)
    let outcome = block.required("outcome", example: "trips")?.scalar()?.text
    let rises = block.required("expect", example: "falls")?.word([
      ("rises", true), ("falls", false),
    ])
    guard let scenario, let baseline, let reformed, let outcome, let rises else { return nil }
    return CatalogueEntry.Show(
      scenario: scenario, baseline: baseline, design: reformed, outcome: outcome, rises: rises)
  }

  /// Reports parameters that are not declared, and declared ones that nothing refers to.
  private func checkReferences(_ scan: TemplateScan, _ parameters: [CatalogueEntry.Parameter]) {
    let known = parameters.map(\.name)
    for scalar in scan.references where !known.contains(String(scalar.text.dropFirst())) {
      reading.findings.report(
        .unknownReference, scalar.span, zh: "parameters 里没有“\(scalar.text.dropFirst())”",
        en: "no parameter has the name '\(scalar.text.dropFirst())'",
        hint: .didYouMean(nearestName(to: String(scalar.text.dropFirst()), among: known)))
    }
    for name in known where !scan.references.contains(where: { $0.text == "$" + name }) {
      guard let span = reading.keySpans["parameters.\(name)"] else { continue }
      reading.findings.report(
        .unknownReference, span, zh: "reform 里没有用到参数“\(name)”",
        en: "nothing in 'reform' uses parameter '\(name)'")
    }
    for scalar in scan.citations { _ = reading.cite(scalar, span: scalar.span) }
  }
}

/// What stands in the open reform of an entry.
private struct TemplateScan {
  /// `$name`, wherever it stands.
  var references: [YAMLScalar] = []
  /// The values of `source` and `sources`.
  var citations: [YAMLScalar] = []
  /// The kinds of change, each once.
  var kinds: [String] = []

  var sources: [Name] { citations.map(\.text) }

  init(_ reform: YAMLNode) {
    walk(reform)
    guard case .map(let entries) = reform.content,
      let changes = entries.first(where: { $0.key.text == "changes" })?.value
    else { return }
    readKinds(changes)
  }

  private mutating func walk(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar): if scalar.isParameter { references.append(scalar) }
    case .list(let items): for item in items { walk(item) }
    case .map(let entries):
      for entry in entries {
        if entry.key.isParameter { references.append(entry.key) }
        if entry.key.text == "source" || entry.key.text == "sources" { cite(entry.value) }
        walk(entry.value)
      }
    case .refused: break
    }
  }

  private mutating func cite(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar):
      if !scalar.isParameter, !citations.contains(where: { $0.text == scalar.text }) {
        citations.append(scalar)
      }
    case .list(let items): for item in items { cite(item) }
    case .map, .refused: break
    }
  }

  /// The kinds of a list of changes; those of the classes of a `tier` too.
  private mutating func readKinds(_ changes: YAMLNode) {
    guard case .list(let items) = changes.content else { return }
    for item in items {
      guard case .map(let entries) = item.content,
        let kind = ChangeReader.kind(of: entries)?.key.text
      else { continue }
      if !kinds.contains(kind) { kinds.append(kind) }
      if let classes = entries.first(where: { $0.key.text == "classes" })?.value,
        case .map(let parts) = classes.content
      {
        for part in parts { readKinds(part.value) }
      }
    }
  }
}

extension YAMLScalar {
  /// Whether it stands for a parameter.
  var isParameter: Bool { style == .plain && text.hasPrefix("$") && text.unicodeScalars.count > 1 }
}

extension YAMLNode {
  /// The node as a reader may write it on one line.
  var shortText: String {
    switch content {
    case .scalar(let scalar): scalar.text
    case .list(let items): "[\(items.map(\.shortText).joined(separator: ", "))]"
    case .map(let entries):
      "{\(entries.map { "\($0.key.text): \($0.value.shortText)" }.joined(separator: ", "))}"
    case .refused: ""
    }
  }
}
