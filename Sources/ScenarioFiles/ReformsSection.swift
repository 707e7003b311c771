internal import ApprovalModel

/// `reforms`, `designs` and `switches`.
struct ReformsSection {
  let reading: Reading

  func reforms(_ field: Field?) -> [Reform] {
    guard let field else { return [] }
    return field.named(.reform).map { reform($0, $1) }
  }

  private func reform(_ name: Name, _ field: Field) -> Reform {
    let position = field.key?.span.start ?? field.span.start
    var reform = Reform(name: name, changes: [], position: position)
    var field = field
    if let use = field.fieldOf("use") {
      if case .scalar(let scalar) = use.node.content { reform.entry = scalar.text }
      guard let whole = ReformTemplate(reading: reading, name: name).expand(field) else {
        return reform
      }
      field = whole
    }
    // The source of a reform says where the reform comes from, not where each of its numbers does.
    guard let block = Block(field, inheritsSource: false) else { return reform }
    defer { block.finish() }
    reform.title = block.optional("title")?.localized()
    reform.sources = sources(block)
    reform.from = block.optional("from").flatMap(start)
    reform.reach = block.optional("for")?.condition() ?? .everybody
    reform.uptake = block.optional("uptake")?.chance()
    reform.oneOff = block.optional("oneOff").map(oneOff) ?? []
    reform.requires = (block.optional("requires")?.names(.reform) ?? []).inNameOrder()
    if let list = block.required("changes", example: "[{cancel: proof-of-funds}]") {
      reform.changes = changes(list)
    }
    return reform
  }

  /// What the reform costs once, by name.
  private func oneOff(_ field: Field) -> [OneOffCost] {
    let party = LocalizedText(zh: "付款方或收款方", en: "a party")
    return field.named(LocalizedText(zh: "一次性成本", en: "a one-off cost")).compactMap { name, field in
      guard let block = Block(field) else { return nil }
      defer { block.finish() }
      let amount = block.required("amount", example: "200000 yuan")?.input(.money)
      let payer = block.required("payer", example: "government")?.nameText(party)
      let payee = block.optional("payee").map { $0.nameText(party) } ?? ""
      guard let amount, let payer, let payee else { return nil }
      return OneOffCost(name: name, amount: amount, payer: payer, payee: payee)
    }.sorted { $0.name.precedes($1.name) }
  }

  /// From when a reform holds: a date of a transition study, not before its reforms begin.
  private func start(_ field: Field) -> CivilDate? {
    guard let scalar = field.scalar(), let date = reading.findings.date(scalar) else { return nil }
    guard let first = reading.transition else {
      field.report(
        .contradiction, zh: "“from”只用于 kind: transition 的研究",
        en: "'from' of a reform belongs to a study of 'kind: transition' only")
      return nil
    }
    if date < first {
      field.report(
        .windowReversed, zh: "\(date) 在研究的改革日 \(first)（study.from）之前",
        en: "\(date) is before the study's date of reform, \(first) ('from' in 'study')")
    }
    return date
  }

  private func sources(_ block: Block) -> [Name] {
    var result: [Name] = []
    if let source = block.optional("source"), let name = reading.cite(source) {
      result.append(name)
    }
    guard let field = block.optional("sources") else { return result }
    for item in field.items() ?? [] {
      if let name = reading.cite(item), !result.contains(name) { result.append(name) }
    }
    return result.inNameOrder()
  }

  func changes(_ list: Field) -> [Change] {
    var result: [Change] = []
    var paths: Set<String> = []
    for item in list.items() ?? [] {
      guard let reader = ChangeReader(item, under: list.path) else { continue }
      guard paths.insert(reader.path).inserted else {
        item.report(
          .statedTwice, zh: "对同样事项的 \(reader.kind) 写了两次；请合并",
          en: "'\(reader.kind)' of the same matters is stated twice; join the two")
        continue
      }
      if let change = reader.change() { result.append(change) }
    }
    return result
  }

  func switches(_ field: Field?) -> [ScenarioSwitch] {
    guard let field else { return [] }
    return field.named(LocalizedText(zh: "开关", en: "a switch")).map { name, field in
      ScenarioSwitch(name: name, changes: changes(field))
    }
  }

  func designs(_ field: Field, baseline: Field?, reforms: [Reform]) -> [Design] {
    var designs: [Design] = []
    var titles: [Name: Field] = [:]
    let known = reforms.map(\.name)
    for (name, field) in field.named(LocalizedText(zh: "方案", en: "a design")) {
      var title: LocalizedText?
      var list: Field? = field
      if field.isMap, let block = Block(field, carriesEvidence: false) {
        titles[name] = block.optional("title")
        title = titles[name].flatMap(designTitle)
        list = block.required("reforms", example: "[\(known.first ?? "")]")
        block.finish()
      }
      var chosen: [Name] = []
      for item in list?.list() ?? [] {
        guard let reform = item.nameText(.reform) else { continue }
        if chosen.contains(reform) {
          item.report(.statedTwice, zh: "“\(reform)”写了两次", en: "'\(reform)' stands here twice")
        } else if !known.contains(reform) {
          reportUnknown(reform, item, known)
        } else {
          chosen.append(reform)
        }
      }
      checkRequirements(name, field, chosen, reforms)
      designs.append(Design(name: name, title: title, reforms: chosen))
    }
    checkTitles(designs, titles)
    if designs.isEmpty {
      field.report(.emptyValue, zh: "designs 里没有方案", en: "there is no design in 'designs'")
    }
    if let baseline, let scalar = baseline.scalar(),
      !designs.contains(where: { $0.name == scalar.text })
    {
      baseline.report(
        .unknownReform, zh: "没有名为“\(scalar.text)”的方案",
        en: "no design has the name '\(scalar.text)'",
        hint: .didYouMean(nearestName(to: scalar.text, among: designs.map(\.name))))
    }
    return designs
  }

  private func designTitle(_ field: Field) -> LocalizedText? {
    guard let title = field.localized() else { return nil }
    guard !title.zh.isBlank, !title.en.isBlank else {
      field.report(
        .emptyValue, zh: "方案的标题是空的；请写上标题，或删去 title",
        en: "the title of the design is empty; write one, or leave 'title' out")
      return nil
    }
    return title
  }

  /// Reports designs that reports could not tell apart, because they are called the same.
  private func checkTitles(_ designs: [Design], _ fields: [Name: Field]) {
    for (i, design) in designs.enumerated() {
      guard let title = design.title, let field = fields[design.name] else { continue }
      // Of two designs with titles the second is at fault; a name is never, since it cannot be left out.
      let twin = designs.enumerated().first { j, other in
        (j < i || (j > i && other.title == nil))
          && (other.shownTitle.zh == title.zh || other.shownTitle.en == title.en)
      }?.element
      guard let twin else { continue }
      let shown = twin.shownTitle
      field.report(
        .statedTwice,
        zh:
          "方案“\(twin.name)”在报告里也叫“\(shown.zh == title.zh ? title.zh : title.en)”；请换一个标题，否则读者分不清两个方案",
        en:
          "design '\(twin.name)' is called '\(shown.en == title.en ? title.en : title.zh)' in reports "
          + "too; choose another title, or readers cannot tell the two apart")
    }
  }

  private func reportUnknown(_ name: Name, _ item: Field, _ known: [Name]) {
    item.report(
      .unknownReform, zh: "没有名为“\(name)”的改革", en: "no reform has the name '\(name)'",
      hint: .didYouMean(nearestName(to: name, among: known.inNameOrder())))
  }

  private func checkRequirements(
    _ design: Name, _ field: Field, _ chosen: [Name], _ reforms: [Reform]
  ) {
    for reform in reforms where chosen.contains(reform.name) {
      for required in reform.requires
      where !chosen.contains(required) && reforms.contains(where: { $0.name == required }) {
        field.report(
          .missingRequirement, zh: "方案“\(design)”选了“\(reform.name)”，却没有它所要求的“\(required)”",
          en: "design '\(design)' has '\(reform.name)' without '\(required)', which it requires")
      }
    }
  }

  /// Reports required reforms that do not exist.
  func checkRequires(_ reforms: [Reform]) {
    let known = reforms.map(\.name).inNameOrder()
    for reform in reforms {
      for name in reform.requires where !known.contains(name) {
        guard let span = reading.span(nearest: "reforms.\(reform.name).requires.\(name)") else {
          continue
        }
        reading.findings.report(
          .unknownReform, span, zh: "“\(reform.name)”要求改革“\(name)”，但没有这个改革",
          en: "'\(reform.name)' requires reform '\(name)', but no reform has that name",
          hint: .didYouMean(nearestName(to: name, among: known)))
      }
    }
  }
}

extension String {
  /// Whether there is nothing in it to read.
  fileprivate var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }
}
