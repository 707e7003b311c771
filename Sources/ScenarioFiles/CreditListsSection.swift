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
    list.minimumStay = block.optional("stay")?.input(.span)
    guard let exit = block.required("exit", example: "automatic") else { return list }
    if exit.isWord("application") {
      exit.report(
        .notSupported, zh: "exit: application 尚不支持；目前支持：automatic",
        en: "'exit: application' is not supported yet; supported: automatic")
    } else {
      list.exit = exit.word(CreditList.Exit.allCases.map { ($0.rawValue, $0) }) ?? .automatic
    }
    return list
  }
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
