internal import ApprovalModel

// What a credit list is for: how one gets onto it, what it keeps from, and how one comes off.
extension FactWriter {
  /// A credit list in one line.
  func text(of list: CreditList) -> String {
    var parts: [String] = []
    if list.subject == .everybody {
      parts.append(words.text("一次列入，对所有申请人有效", "one entry holds for everybody"))
    }
    parts += list.entry.map(entry)
    if !list.blocks.isEmpty {
      parts.append(
        words.text("在册时不能提交 ", "while listed nobody hands in ") + words.list(list.blocks))
    }
    return words.clauses(parts + exit(of: list))
  }

  private func entry(_ rule: CreditList.EntryRule) -> String {
    var event = event(rule)
    if !rule.matters.isEmpty {
      event += words.text("（\(words.list(rule.matters))）", " (\(words.list(rule.matters)))")
    }
    if rule.times > 1 {
      let times = counted(rule.times)
      event += words.text("满 \(times) 次", ", \(times) times")
      if let within = rule.within {
        event += words.text("（\(words.span(within)) 内）", " within \(words.span(within))")
      }
    }
    if let chance = rule.chance {
      event += words.text("，计入的可能 ", ", counted with chance ") + words.chance(chance)
    }
    return words.text("列入：", "entered when ") + event
  }

  private func event(_ rule: CreditList.EntryRule) -> String {
    switch (rule.event, rule.severity) {
    case (.found, nil): words.text("决定后查出缺陷", "a check finds a defect")
    case (.found, .curable): words.text("决定后查出可改正的缺陷", "a check finds a curable defect")
    case (.found, .serious): words.text("决定后查出严重缺陷", "a check finds a serious defect")
    case (.kept, _): words.text("决定后核查未见问题", "a check finds nothing")
    case (.granted, _): words.text("取得许可", "a permit is granted")
    case (.refused, _): words.text("被否决", "a matter is refused")
    case (.terminated, _): words.text("承诺补交的材料未到", "promised papers never come")
    }
  }

  private func exit(of list: CreditList) -> [String] {
    let stay = list.minimumStay.map(words.span)
    switch list.exit {
    case .automatic:
      return [stay.map { words.text("满 \($0) 自动移出", "off after \($0)") } ?? forGood]
    case .after(let span):
      return [words.text("满 \(words.span(span)) 自动移出", "off after \(words.span(span))")]
    case .application(let application, let automatic):
      let applies = application.applies.map { words.text("申请的占 ", "share ") + words.chance($0) }
      let when = stay.map { words.text("满 \($0) 可以", "after \($0) ") } ?? words.text("可以", "")
      let how = [party(application.office), words.duration(application.work), applies]
        .compactMap { $0 }.joined(separator: words.text("，", ", "))
      return [
        words.text("\(when)申请移出：\(how)", "\(when)off on application: \(how)"),
        automatic.map {
          words.text("满 \(words.span($0)) 自动移出", "off by itself after \(words.span($0))")
        } ?? words.text("不申请就不移出", "otherwise for good"),
      ]
    }
  }

  private var forGood: String { words.text("一直在册", "for good") }
}
