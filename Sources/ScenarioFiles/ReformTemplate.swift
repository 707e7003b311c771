internal import ApprovalModel

/// A reform that takes an entry of the catalogue by `use`, as the nodes it stands for.
///
/// Parameters are put in on the tree of the file, before anything is decoded: an expanded reform is
/// read as if the scenario had written it, and each of its nodes knows in which file it stands.
struct ReformTemplate {
  let reading: Reading
  /// The reform of the scenario.
  let name: Name

  /// The keys that the scenario may state in place of the entry's.
  private static let own = ["title", "from", "for", "uptake", "requires", "oneOff"]

  /// The whole reform; nil with a report when it cannot be made.
  func expand(_ field: Field) -> Field? {
    guard let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    let use = block.optional("use")
    let with = block.optional("with")
    let own = Self.own.compactMap { key in
      block.optional(key).flatMap { field in field.key.map { YAMLEntry(key: $0, value: field.node) }
      }
    }
    if let changes = block.optional("changes") {
      changes.report(
        .contradiction, zh: "写了 use 就不写 changes；请另立一项改革，或把条目的内容写在这里",
        en:
          "a reform with 'use' has no 'changes' of its own; make another reform, or write out the "
          + "entry here")
    }
    guard let use, let file = entry(use) else { return nil }
    let entry = file.entry
    let values = values(with, file, use)
    guard values.count == entry.parameters.count else { return nil }
    guard case .map(let entries) = substitute(file.reform, values) else { return nil }
    let replaced = own.map(\.key.text)
    let hasTitle = (own + entries).contains { $0.key.text == "title" }
    var whole = own + entries.filter { !replaced.contains($0.key.text) }
    if !hasTitle { whole.append(title(entry, use.span)) }
    return Field(
      reading, YAMLNode(content: .map(whole), span: field.node.span), key: field.key,
      path: field.path)
  }

  private func title(_ entry: CatalogueEntry, _ span: TextSpan) -> YAMLEntry {
    func scalar(_ text: String) -> YAMLScalar { YAMLScalar(text: text, style: .quoted, span: span) }
    func node(_ text: String) -> YAMLNode { YAMLNode(content: .scalar(scalar(text)), span: span) }
    return YAMLEntry(
      key: scalar("title"),
      value: YAMLNode(
        content: .map([
          YAMLEntry(key: scalar("zh"), value: node(entry.title.zh)),
          YAMLEntry(key: scalar("en"), value: node(entry.title.en)),
        ]), span: span))
  }

  private func entry(_ use: Field) -> EntryFile? {
    guard let wanted = use.nameText(LocalizedText(zh: "目录条目", en: "a catalogue entry")) else {
      return nil
    }
    guard let catalogue = reading.catalogue else {
      use.report(
        .unknownReform, zh: "找不到改革目录：在情景文件和程序旁边及其上级文件夹里都没有 catalogue 文件夹",
        en:
          "there is no catalogue of reforms: no folder 'catalogue' stands beside the scenario, beside "
          + "the program or above them")
      return nil
    }
    do throws(ScenarioFileError) {
      let (file, diagnostics) = try catalogue.entryFile(
        wanted, usedBy: name, sources: reading.catalogueSources)
      if let file {
        reading.findings.sources[catalogue.file(of: wanted)] = catalogue.text(of: wanted)
        return file
      }
      reading.findings.take(diagnostics.filter { $0.severity == .error })
    } catch {
      let names = catalogue.names()
      use.report(
        .unknownReform, zh: "改革目录里没有“\(wanted)”（\(error.message.zh)）",
        en: "the catalogue of reforms has no '\(wanted)' (\(error.message.en))",
        hint: .didYouMean(nearestName(to: wanted, among: names)))
    }
    return nil
  }

  /// The node of each parameter; nil for one whose key falls away.
  private func values(
    _ with: Field?, _ file: EntryFile, _ use: Field
  ) -> [Name: YAMLNode?] {
    let entry = file.entry
    var values: [Name: YAMLNode?] = [:]
    let given = with?.entries() ?? []
    for item in given where !entry.parameters.contains(where: { $0.name == item.key.text }) {
      let names = entry.parameters.map(\.name)
      reading.findings.report(
        .unknownKey, item.key.span,
        zh: "目录条目“\(entry.name)”没有参数“\(item.key.text)”；参数有 \(names.joined(separator: "、"))",
        en: "catalogue entry '\(entry.name)' has no parameter '\(item.key.text)'; it has "
          + names.joined(separator: ", "),
        hint: .didYouMean(nearestName(to: item.key.text, among: names)))
    }
    for parameter in entry.parameters {
      if let item = given.first(where: { $0.key.text == parameter.name }) {
        guard checkShape(item, parameter, entry) else { continue }
        values[parameter.name] = .some(item.value)
        continue
      }
      switch parameter.absence {
      case .takesDefault: values[parameter.name] = .some(file.standards[parameter.name])
      case .dropsKey: values[parameter.name] = .some(nil)
      case .isError:
        use.report(
          .missingKey,
          zh: "目录条目“\(entry.name)”需要 with 里的“\(parameter.name)”：\(parameter.what.zh)",
          en: "catalogue entry '\(entry.name)' needs '\(parameter.name)' in 'with': "
            + parameter.what.en)
      }
    }
    return values
  }

  private func checkShape(
    _ item: YAMLEntry, _ parameter: CatalogueEntry.Parameter, _ entry: CatalogueEntry
  ) -> Bool {
    switch item.value.content {
    case .scalar(let scalar) where !scalar.isMissing: return true
    case .list where parameter.type.isList || parameter.type == .value: return true
    case .map where parameter.type == .value: return true
    case .refused: return false
    default:
      reading.findings.report(
        .wrongShape, item.key.span,
        zh:
          "目录条目“\(entry.name)”的参数“\(parameter.name)”应当是\(parameter.type.word.zh)：\(parameter.what.zh)",
        en: "parameter '\(parameter.name)' of catalogue entry '\(entry.name)' is "
          + "\(parameter.type.word.en): \(parameter.what.en)")
      return false
    }
  }

  private func substitute(_ node: YAMLNode, _ values: [Name: YAMLNode?]) -> YAMLNode.Content {
    switch node.content {
    case .scalar(let scalar):
      guard scalar.isParameter, let value = values[scalar.parameter] else { return node.content }
      return value?.content ?? .refused
    case .list(let items):
      return .list(
        items.flatMap { item -> [YAMLNode] in
          guard case .scalar(let scalar) = item.content, scalar.isParameter,
            let value = values[scalar.parameter]
          else { return [YAMLNode(content: substitute(item, values), span: item.span)] }
          guard let value else { return [] }
          if case .list(let items) = value.content { return items }
          return [value]
        })
    case .map(let entries):
      return .map(
        entries.compactMap { entry in
          var entry = entry
          if case .scalar(let scalar) = entry.value.content, scalar.isParameter,
            case .some(.none) = values[scalar.parameter]
          {
            return nil
          }
          if entry.key.isParameter, let value = values[entry.key.parameter],
            case .scalar(let scalar) = value?.content
          {
            entry.key = scalar
          }
          var span = entry.value.span
          if case .scalar(let scalar) = entry.value.content, scalar.isParameter,
            let value = values[scalar.parameter], let value
          {
            span = value.span
          }
          entry.value = YAMLNode(content: substitute(entry.value, values), span: span)
          return entry
        })
    case .refused: return .refused
    }
  }
}

extension YAMLScalar {
  /// The parameter that it stands for.
  fileprivate var parameter: Name { String(text.dropFirst()) }
}
