internal import ApprovalModel

/// `creditLists`: on which lists firms are put, and how they come off.
struct CreditListsSection {
  let reading: Reading

  func decode(_ field: Field?) -> [CreditList] {
    let lists = field?.named(.creditList, most: 64).map { list($0, $1) } ?? []
    reading.creditLists = lists.map(\.name)
    return lists
  }

  private func list(_ name: Name, _ field: Field) -> CreditList {
    var list = CreditList(name: name)
    guard let block = Block(field) else { return list }
    defer { block.finish() }
    list.title = block.optional("title")?.localized()
    list.subject =
      block.optional("of")?.word(CreditList.Subject.allCases.map { ($0.rawValue, $0) }) ?? .firm
    if let field = block.optional("entry") {
      list.entry = (field.items() ?? []).compactMap(rule)
      field.reportTooMany(list.entry.count)
    }
    let stay = block.optional("stay")
    list.minimumStay = stay?.input(.span)
    list.blocks = block.optional("blocks")?.names(.matter)?.inNameOrder() ?? []
    guard let exit = block.required("exit", example: "automatic") else { return list }
    list.exit = self.exit(exit, of: list.subject) ?? .automatic
    if case .after = list.exit, let stay {
      stay.report(
        .contradiction, zh: "没有人可以申请移出时，stay 不起作用；请只写 exit 里的 automatic，或写 exit: automatic",
        en:
          "'stay' means nothing where nobody may apply to leave; state 'automatic' inside 'exit' "
          + "alone, or 'exit: automatic'")
    }
    return list
  }

  private func rule(_ field: Field) -> CreditList.EntryRule? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let event: CreditList.Event? = block.required("on", example: "found")?
      .word(CreditList.Event.allCases.map { ($0.rawValue, $0) })
    let severity = block.optional("severity")
    let counted: CreditList.Severity? = severity?
      .word(CreditList.Severity.allCases.map { ($0.rawValue, $0) })
    let matters = block.optional("matters")?.names(.matter) ?? []
    let times = block.optional("times")?.plain(.events) ?? 1
    let within = block.optional("within")
    let span = within?.input(.span)
    let chance = block.optional("chance")?.chance()
    guard let event else { return nil }
    if event != .found, let severity {
      severity.report(
        .contradiction, zh: "severity 只与 on: found 一起写；只有查出的缺陷才有轻重",
        en: "'severity' goes with 'on: found'; only a defect found is curable or serious")
    }
    if times == 1, let within {
      within.report(
        .contradiction, zh: "within 要与 times（2 以上）一起写；一次事件不必在某段时间之内",
        en: "'within' goes with 'times' of 2 or more; one event alone is within any span")
    }
    return CreditList.EntryRule(
      event: event, severity: counted, matters: matters, times: times, within: span, chance: chance)
  }

  /// `automatic`, or a map of `application` and `automatic`, one of them at least.
  private func exit(_ field: Field, of subject: CreditList.Subject) -> CreditList.Exit? {
    guard field.isMap else { return field.word([("automatic", .automatic)]) }
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let automatic = block.optional("automatic")?.input(.span)
    guard let asked = block.optional("application") else {
      if automatic == nil { _ = block.required("automatic", example: "5 years") }
      return automatic.map { .after($0) }
    }
    guard let inner = Block(asked) else { return nil }
    defer { inner.finish() }
    let office = inner.required("office", example: "registry")?.nameText(.office)
    let work = inner.required("work", example: "1 hours")?.duration(of: .office)
    let applies = inner.optional("applies")?.chance()
    if subject == .everybody {
      asked.report(
        .contradiction, zh: "of: everybody 的名单没有哪个企业可以申请移出；请只写 automatic",
        en: "a list 'of: everybody' has no firm that could apply to leave; state 'automatic' alone")
    }
    guard let office, let work else { return nil }
    return .application(
      CreditList.Application(office: office, work: work, applies: applies), automatic: automatic)
  }
}

extension Field {
  /// Reports more entries than a list of rules may have.
  fileprivate func reportTooMany(_ count: Int) {
    guard count > 64 else { return }
    report(
      .tooLarge, zh: "“\(name)”有 \(count) 项，最多 64 项；请合并",
      en: "there are \(count) entries in '\(name)'; at most 64 are possible, merge them")
  }
}

extension Measure<Int> {
  /// How many events lead to an entry, or how many checks a cap allows.
  static let events = Measure.count(
    LocalizedText(zh: "次数", en: "a number of times"), example: "2", least: 1, most: 1_000)
}

extension LocalizedText {
  static let creditList = LocalizedText(zh: "信用名单", en: "a credit list")
}

extension Field {
  /// The name of a declared credit list; another one is reported.
  func creditList() -> Name? {
    guard let name = nameText(.creditList) else { return nil }
    guard reading.creditLists.contains(name) else {
      report(
        .unknownCreditList, zh: "creditLists 里没有“\(name)”",
        en: "no credit list has the name '\(name)'",
        hint: .didYouMean(nearestName(to: name, among: reading.creditLists.inNameOrder())))
      return nil
    }
    return name
  }
}
