public import ApprovalModel

/// The catalogue of reforms as text, Markdown tables and JSON.
public struct CatalogueText: Sendable {
  private let entries: [CatalogueEntry]
  private let sources: [Source]
  private let language: Language
  private let style: TextStyle

  /// The text of `entries`, whose documents are among `sources`.
  public init(
    _ entries: [CatalogueEntry], sources: [Source], language: Language, style: TextStyle = .plain
  ) {
    self.entries = entries
    self.sources = sources
    self.language = language
    self.style = style
  }

  /// The entries by domain: name, number, title and kinds of change.
  public var list: String {
    var lines: [String] = []
    for domain in Set(entries.map(\.domain)).inNameOrder() {
      let own = entries.filter { $0.domain == domain }
        .sorted { ($0.system, $0.name) < ($1.system, $1.name) }
      var table = TextTable([
        (Self.title(ofDomain: domain)[language], .left), ("", .left), ("", .left),
      ])
      for entry in own { table.rows.append([entry.name, entry.system, entry.title[language]]) }
      if !lines.isEmpty { lines.append("") }
      lines += table.lines(style)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Everything about each entry.
  public var details: String {
    entries.map { details(of: $0).map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  private func details(of entry: CatalogueEntry) -> [String] {
    var lines = [style.heading("\(entry.name) (\(entry.system)): \(entry.title[language])")]
    lines += wrapped("  " + entry.does[language], width: ReportContext.width, indent: "  ")
    lines.append("  \(text("改革动作", "changes")): \(entry.kinds.joined(separator: ", "))")
    if !entry.parameters.isEmpty {
      lines.append("  \(text("参数（写在 with 里）", "parameters, to be stated in 'with'")):")
      lines += entry.parameters.flatMap(lines(of:))
    }
    lines += use(of: entry)
    if !entry.figures.isEmpty {
      lines.append("  \(text("文件中的数字", "figures of its documents")):")
      lines += entry.figures.flatMap { figure in
        wrapped(
          "    \(figure.what[language]): \(figure.value) (\(figure.source), \(Self.word(figure.status)[language]))",
          width: ReportContext.width, indent: "      ")
      }
    }
    lines.append("  \(text("来源", "sources")):")
    for name in entry.sources {
      guard let source = sources.first(where: { $0.name == name }) else { continue }
      lines += wrapped(
        "    \(name): \(SourceList([source]).lines(language)[0])", width: ReportContext.width,
        indent: "      ")
    }
    for show in entry.shows {
      let direction = show.rises ? text("预期上升", "to rise") : text("预期下降", "to fall")
      lines += wrapped(
        "  \(text("检验于", "tested in")): \(show.scenario), \(show.baseline) → \(show.design): "
          + "\(show.outcome) \(direction)", width: ReportContext.width, indent: "    ")
    }
    return lines
  }

  /// What to write into a scenario, with what it must state.
  private func use(of entry: CatalogueEntry) -> [String] {
    let required = entry.parameters.filter { $0.absence == .isError }.map { parameter in
      let value: String
      switch parameter.type {
      case .matter: value = text("事项", "MATTER")
      case .matters: value = text("[事项]", "[MATTER]")
      case .office: value = text("部门", "OFFICE")
      case .offices: value = text("[部门]", "[OFFICE]")
      case .result: value = text("结果", "RESULT")
      case .results: value = text("[结果]", "[RESULT]")
      case .attribute: value = text("属性", "ATTRIBUTE")
      case .value: value = text("值", "VALUE")
      }
      return "\(parameter.name): \(value)"
    }
    let with = required.isEmpty ? [] : ["      with: {\(required.joined(separator: ", "))}"]
    return ["  \(text("在情景的 reforms 里写", "in 'reforms' of a scenario")):"]
      + ["    \(entry.name):", "      use: \(entry.name)"]
      + with.flatMap { wrapped($0, width: ReportContext.width, indent: "             ") }
  }

  private func lines(of parameter: CatalogueEntry.Parameter) -> [String] {
    var note: String
    switch parameter.absence {
    case .isError: note = text("必填", "required")
    case .dropsKey: note = text("可不写", "may be left out")
    case .takesDefault(let value): note = "\(text("默认", "by default")) \(value)"
    }
    note = "\(parameter.type.word[language]), \(note)"
    return wrapped(
      "    \(parameter.name): \(parameter.what[language]) (\(note))", width: ReportContext.width,
      indent: "      ")
  }

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// All entries as JSON: `{"format": 1, "entries": […]}`.
  package var json: JSONValue {
    .object([.init("format", .integer(1)), .init("entries", .array(entries.map(json(of:))))])
  }

  private func json(of entry: CatalogueEntry) -> JSONValue {
    .object([
      .init("name", .string(entry.name)), .init("system", .string(entry.system)),
      .init("title", entry.title.json), .init("domain", .string(entry.domain)),
      .init("does", entry.does.json),
      .init("kinds", .array(entry.kinds.map(JSONValue.string))),
      .init(
        "parameters",
        .array(
          entry.parameters.map { parameter in
            let standard: JSONValue =
              if case .takesDefault(let value) = parameter.absence { .string(value) } else { .null }
            return .object([
              .init("name", .string(parameter.name)), .init("is", .string(parameter.type.rawValue)),
              .init("what", parameter.what.json),
              .init("required", .bool(parameter.absence == .isError)),
              .init("default", standard),
            ])
          })),
      .init(
        "figures",
        .array(
          entry.figures.map { figure in
            .object([
              .init("what", figure.what.json), .init("value", .string(figure.value)),
              .init("source", .string(figure.source)),
              .init("status", .string(figure.status.rawValue)),
            ])
          })),
      .init(
        "sources",
        .array(
          entry.sources.compactMap { name in
            sources.first { $0.name == name }?.json
          })),
      .init(
        "shows",
        .array(
          entry.shows.map { show in
            .object([
              .init("scenario", .string(show.scenario)), .init("baseline", .string(show.baseline)),
              .init("design", .string(show.design)), .init("outcome", .string(show.outcome)),
              .init("expect", .string(show.rises ? "rises" : "falls")),
            ])
          })),
    ])
  }

  private static func word(_ status: CatalogueEntry.Figure.Status) -> LocalizedText {
    switch status {
    case .rule: LocalizedText(zh: "规定", en: "rule")
    case .target: LocalizedText(zh: "目标", en: "target")
    case .pilot: LocalizedText(zh: "试点", en: "pilot")
    case .announced: LocalizedText(zh: "公布", en: "announced")
    case .undated: LocalizedText(zh: "未载日期", en: "undated")
    }
  }

  /// The name of a domain; its own word where it is none of the known ones.
  static func title(ofDomain domain: Name) -> LocalizedText {
    switch domain {
    case "investment": LocalizedText(zh: "投资", en: "investment")
    case "construction": LocalizedText(zh: "工程建设", en: "construction")
    case "utilities": LocalizedText(zh: "市政公用", en: "utilities")
    case "land": LocalizedText(zh: "土地", en: "land")
    case "property": LocalizedText(zh: "不动产", en: "property")
    case "registration": LocalizedText(zh: "登记注册", en: "registration")
    case "supervision": LocalizedText(zh: "监管执法", en: "supervision")
    case "general": LocalizedText(zh: "通用", en: "general")
    default: LocalizedText(zh: domain, en: domain)
    }
  }
}
