internal import ApprovalModel

// Changes of who does the work, and of what is paid.
extension ChangeReader {
  func officeChange() -> ChangeKind? {
    switch kind {
    case "capacity": return capacity()
    case "delegate": return delegate()
    case "fee": return fee()
    case "guarantee": return guarantee()
    case "online":
      let share = block.required("share", example: "80%")?.chance()
      guard let names = matters(), let share else { return nil }
      return .online(OnlineChange(matters: names, share: share))
    case "pool": return pool()
    case "prioritize": return prioritize()
    case "standardize": return standardize()
    default: return validity()
    }
  }

  private func capacity() -> ChangeKind? {
    let office = subject.nameText(.office)
    let staff = block.optional("staff")?.input(.people)
    let section = HoursSection(reading: block.reading)
    let hours = block.optional("hours").map { section.hours($0) }
    let staffing = block.optional("staffing").map {
      OfficesSection(reading: block.reading).staffing($0)
    }
    guard let office else { return nil }
    guard staff != nil || hours != nil || staffing != nil else {
      subject.report(
        .missingKey, zh: "capacity 没有说明改变什么；写 staff、hours 或 staffing",
        en: "'capacity' says nothing of what changes; state 'staff', 'hours' or 'staffing'")
      return nil
    }
    return .capacity(
      CapacityChange(office: office, staff: staff, hours: hours, staffing: staffing))
  }

  private func prioritize() -> ChangeKind? {
    let office = subject.nameText(.office)
    guard let field = block.required("by", example: "{class: [urgent, ordinary]}"),
      let inner = Block(field, carriesEvidence: false)
    else { return nil }
    let entries = inner.rest()
    guard let entry = entries.first, entries.count == 1 else {
      field.report(
        .contradiction, zh: "by 写一个属性（或 class）及其类别的次序",
        en: "'by' takes one attribute (or 'class') with its categories in order")
      return nil
    }
    let order = entry.names(LocalizedText(zh: "类别", en: "a category"))
    guard let office, let order else { return nil }
    return .prioritize(PrioritizeChange(office: office, by: entry.name, order: order))
  }

  private func pool() -> ChangeKind? {
    let offices = subject.names(.office)
    let into = block.required("into", example: "comprehensive-window")?.nameText(.office)
    let title = block.optional("title")?.localized()
    let slower = block.required("slower", example: "1.1x")?.input(.slowdown)
    guard let offices, let into, let slower else { return nil }
    guard offices.count > 1 else {
      subject.report(
        .emptyValue, zh: "pool 至少要有两个部门", en: "'pool' takes two offices or more")
      return nil
    }
    return .pool(PoolChange(offices: offices, into: into, title: title, slower: slower))
  }

  private func delegate() -> ChangeKind? {
    let names = matters()
    let to = block.required("to", example: "district-office")?.nameText(.office)
    let from = block.optional("from")?.nameText(.office)
    let drops = block.optional("drops")?.names(.activity) ?? []
    let slower = block.optional("slower")?.input(.slowdown)
    guard let names, let to else { return nil }
    return .delegate(
      DelegateChange(matters: names, to: to, from: from, drops: drops, slower: slower))
  }

  private func standardize() -> ChangeKind? {
    let names = matters()
    let spread = block.optional("spread")?.input(.reduction)
    let correction = block.optional("correction")?.input(.reduction)
    guard let names else { return nil }
    guard spread != nil || correction != nil else {
      subject.report(
        .missingKey, zh: "standardize 没有说明改变什么；写 spread 或 correction",
        en: "'standardize' says nothing of what changes; state 'spread' or 'correction'")
      return nil
    }
    return .standardize(
      StandardizeChange(matters: names, spread: spread, correction: correction))
  }

  private func fee() -> ChangeKind? {
    let party = LocalizedText(zh: "一方", en: "a party")
    let names = matters()
    let payer = block.optional("payer")?.nameText(party) ?? "applicant"
    let payee = block.optional("payee")?.nameText(party)
    let paidBy = block.optional("paidBy")?.nameText(party)
    let amount = block.optional("amount")?.input(.money)
    guard let names else { return nil }
    switch (paidBy, amount) {
    case (let paidBy?, nil):
      return .fee(FeeChange(matters: names, payer: payer, payee: payee, effect: .paidBy(paidBy)))
    case (nil, let amount?):
      return .fee(FeeChange(matters: names, payer: payer, payee: payee, effect: .amount(amount)))
    default:
      subject.report(
        .contradiction,
        zh: "fee 要写 paidBy（改由谁付）或 amount（改为多少），只写一个",
        en: "'fee' takes either 'paidBy' (who pays instead) or 'amount' (how much instead)")
      return nil
    }
  }

  private func guarantee() -> ChangeKind? {
    let party = LocalizedText(zh: "一方", en: "a party")
    let names = matters()
    let premium = block.required("premium", example: "500 yuan")?.input(.money)
    let payer = block.optional("payer")?.nameText(party) ?? "applicant"
    let guarantor = block.required("guarantor", example: "insurer")?.nameText(party)
    var replaces: GuaranteeChange.Replaced?
    if let field = block.required("replaces", example: "{payment: government}"),
      let inner = Block(field, carriesEvidence: false)
    {
      let payment = inner.optional("payment")?.nameText(party)
      let activity = inner.optional("activity")?.nameText(.activity)
      inner.finish()
      switch (payment, activity) {
      case (let payee?, nil): replaces = .payment(payee: payee)
      case (nil, let activity?): replaces = .activity(activity)
      default:
        field.report(
          .contradiction, zh: "replaces 写 payment（付给谁的款项）或 activity（哪个环节），只写一个",
          en: "'replaces' takes either 'payment' (to whom) or 'activity' (which one)")
      }
    }
    guard let names, let premium, let guarantor, let replaces else { return nil }
    return .guarantee(
      GuaranteeChange(
        matters: names, replaces: replaces, premium: premium, payer: payer, guarantor: guarantor))
  }

  private func validity() -> ChangeKind? {
    let names = matters()
    let becomes = block.required("becomes", example: "{lasts: 2 years}")
    guard let names, let becomes else { return nil }
    if becomes.isWord("unlimited") {
      return .validity(ValidityChange(matters: names, validity: nil))
    }
    guard let validity = MattersSection(reading: block.reading).validity(becomes) else {
      return nil
    }
    return .validity(ValidityChange(matters: names, validity: validity))
  }
}
