internal import ApprovalModel
internal import Statistics

/// `matters`, `ownWork` and `mayOperate`: what is decided, what applicants do themselves.
struct MattersSection {
  let reading: Reading

  func matters(_ field: Field?) -> [Matter] {
    guard let field else { return [] }
    return field.named(.matter).map { matter($0, $1) }
  }

  /// One matter; where something cannot be read, the rest still stands, so that its name is known.
  func matter(_ name: Name, _ field: Field) -> Matter {
    var matter = Matter(name: name, office: "")
    guard let block = Block(field) else { return matter }
    defer { block.finish() }
    what(block, &matter)
    matter.office =
      block.required("office", example: "permits").flatMap { $0.oneOffice() } ?? ""
    matter.when = block.optional("when")?.condition() ?? .everybody
    if let needs = block.optional("needs")?.needs() { (matter.needs, matter.quorums) = needs }
    matter.after = block.optional("after")?.references() ?? []
    papers(block, &matter)
    payments(block, &matter)
    matter.completeness = block.optional("completeness").flatMap {
      completeness($0, office: matter.office)
    }
    matter.activities = activities(block, matter)
    matter.rectify = block.optional("rectify")?.duration(of: .applicant)
    matter.limits = block.optional("limit").map(limits) ?? Limits()
    matter.delivery = block.optional("delivery").flatMap(delivery)
    matter.reapply = block.optional("reapply").flatMap(reapply)
    matter.cureCost = block.optional("cureCost").map(cureCost) ?? []
    matter.validity = block.optional("validity").flatMap(validity)
    return matter
  }

  private func what(_ block: Block, _ matter: inout Matter) {
    matter.title = block.optional("title")?.localized()
    if let nature = block.optional("nature") {
      matter.nature = nature.word(Nature.allCases.map { ($0.rawValue, $0) }) ?? .approval
    }
    if let basis = block.optional("basis") {
      if basis.isWord("none") {
        matter.isHiddenBarrier = true
      } else {
        matter.basis = reading.cite(basis)
      }
    }
    matter.subject = block.optional("subject")?.nameText(
      LocalizedText(zh: "事项主题", en: "a subject"))
  }

  private func papers(_ block: Block, _ matter: inout Matter) {
    matter.prepare = block.optional("prepare")?.duration(of: .applicant)
    matter.comply = block.optional("comply")?.duration(of: .applicant)
    matter.intermediary = block.optional("intermediary")?.duration(of: .applicant)
    matter.materials = block.optional("materials")?.input(.documents)
    matter.trip = block.optional("trip")?.chance()
    matter.ownHours = block.optional("ownHours")?.input(.hours)
  }

  private func payments(_ block: Block, _ matter: inout Matter) {
    if let fee = block.optional("fee")?.input(.money) {
      matter.payments.append(Payment(amount: fee))
    }
    guard let field = block.optional("payments"), let items = field.items() else { return }
    var seen: Set<String> = []
    for item in items {
      guard let block = Block(item) else { continue }
      let party = LocalizedText(zh: "付款方或收款方", en: "a party")
      let payer = block.required("payer", example: "applicant")?.nameText(party)
      let payee = block.required("payee", example: "government")?.nameText(party)
      // A payment is named by its parties, so that its path does not depend on the order of the list.
      let parties = "\(payer ?? "")-\(payee ?? "")"
      let amount = block.required("amount", example: "300 yuan")?
        .renamed("\(field.path).\(parties)").input(.money)
      block.finish()
      guard let payer, let payee, let amount else { continue }
      guard seen.insert(parties).inserted else {
        item.report(
          .statedTwice, zh: "“\(payer)”付给“\(payee)”的款项写了两次；请合并",
          en: "what '\(payer)' pays to '\(payee)' is stated twice; join the two")
        continue
      }
      matter.payments.append(Payment(amount: amount, payer: payer, payee: payee))
    }
  }

  /// The check before acceptance; `office` does it where none is named.
  func completeness(_ field: Field, office: Name) -> Completeness? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let office = block.optional("office").map { $0.oneOffice() ?? "" } ?? office
    let work = block.required("work", example: "20 minutes")?.duration(of: .office)
    let correction = block.optional("correction").flatMap(correction)
    guard let work else { return nil }
    return Completeness(office: office, work: work, correction: correction)
  }

  private func correction(_ field: Field) -> Correction? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let chance = block.required("chance", example: "30%")?.chance()
    let rounds = block.optional("rounds").map(rounds) ?? nil
    let takes = block.required("takes", example: "3 working days")?.duration(of: .applicant)
    guard let chance, let takes else { return nil }
    return Correction(chance: chance, rounds: rounds, takes: takes)
  }

  /// A cap, or nil for `unlimited`.
  private func rounds(_ field: Field) -> Int? {
    field.isWord("unlimited") ? nil : field.plain(.times)
  }

  private func activities(_ block: Block, _ matter: Matter) -> [Activity] {
    let review = block.optional("review")
    let list = block.optional("activities")
    if let review, list != nil {
      review.report(
        .contradiction, zh: "review 与 activities 只能写一个",
        en: "'review' and 'activities' exclude each other")
    }
    if let review {
      return activity("review", review, office: matter.office).map { [$0] } ?? []
    }
    guard let list, let items = list.items() else { return [] }
    var result: [Activity] = []
    for item in items {
      guard let (name, field) = item.single(.activity, under: list.path) else { continue }
      if result.contains(where: { $0.name == name }) {
        field.report(
          .statedTwice, zh: "办理活动“\(name)”写了两次", en: "activity '\(name)' is stated twice")
      }
      guard let activity = activity(name, field, office: matter.office) else { continue }
      if let milestone = activity.milestone, result.contains(where: { $0.milestone == milestone }) {
        (field.fieldOf("milestone") ?? field).report(
          .statedTwice, zh: "节点“\(milestone)”写了两次", en: "milestone '\(milestone)' is stated twice")
      }
      result.append(activity)
    }
    return result
  }

  private func activity(_ name: Name, _ field: Field, office: Name) -> Activity? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let wait = block.optional("wait")
    let work = block.optional("work")
    let offices = block.offices()
    let kind: Activity.Kind?
    if let wait {
      if let other = work ?? block.optional(block.has("offices") ? "offices" : "office") {
        other.report(
          .contradiction, zh: "“\(name)”有 wait，是公示等等待，不占用部门；请删去“\(other.name)”",
          en: "'\(name)' has 'wait', which occupies nobody; take '\(other.name)' out")
      }
      kind = wait.duration(of: .applicant).map { .notice($0) }
    } else if let work {
      kind = work.duration(of: .office).map { .work(offices: offices ?? [office], $0) }
    } else {
      field.report(
        .missingKey, zh: "“\(name)”缺少“work”或“wait”；写成例如 work: 2 hours",
        en: "'\(name)' lacks 'work' or 'wait'; write for example 'work: 2 hours'")
      kind = nil
    }
    let isVisit = block.optional("visit")?.flag() ?? false
    let stops = block.optional("stopsClock")?.flag() ?? false
    let detection = detection(block)
    let rework = block.optional("again").flatMap(rework)
    let stage = block.optional("stage")?.word(Stage.allCases.map { ($0.rawValue, $0) }) ?? .design
    let milestone = block.optional("milestone")?.nameText(.milestone)
    guard let kind else { return nil }
    return Activity(
      name: name, kind: kind, isVisit: isVisit, stopsClock: stops, detection: detection,
      rework: rework, stage: stage, milestone: milestone)
  }

  private func detection(_ block: Block) -> Detection? {
    let catches = block.optional("catches")
    let alarm = block.optional("falseAlarm")
    let checks = block.optional("checks")
    guard let catches else {
      for field in [alarm, checks].compactMap(\.self) {
        field.report(
          .missingKey, zh: "有“\(field.name)”就要有“catches”；写成例如 catches: 85%",
          en: "'\(field.name)' goes with 'catches'; write for example 'catches: 85%'")
      }
      return nil
    }
    let falseAlarm = alarm?.chance()
    let matters = checks?.names(.matter) ?? []
    return catches.chance().map {
      Detection(catches: $0, falseAlarm: falseAlarm, checks: matters.inNameOrder())
    }
  }

  private func rework(_ field: Field) -> Rework? {
    guard field["chance"] != nil else {
      return field.chance().map { Rework(chance: $0) }
    }
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let chance = block.required("chance", example: "10%")?.chance()
    let rounds = block.optional("rounds").map(rounds) ?? nil
    var origin = Rework.Origin.activity
    if let from = block.optional("from") {
      if from.isWord("decision") {
        from.report(
          .notSupported, zh: "from: decision 尚不支持；目前支持：activity、completeness",
          en: "'from: decision' is not supported yet; supported: activity, completeness")
      } else {
        origin = from.word([("activity", .activity), ("completeness", .completeness)]) ?? .activity
      }
    }
    return chance.map { Rework(chance: $0, rounds: rounds, from: origin) }
  }

  private func limits(_ field: Field) -> Limits {
    var limits = Limits()
    guard let block = Block(field) else { return limits }
    defer { block.finish() }
    limits.starts =
      block.optional("starts")?.word([("acceptance", .acceptance), ("receipt", .receipt)])
      ?? .acceptance
    limits.statutory = block.optional("statutory")?.input(.limit)
    limits.promised = block.optional("promised")?.input(.limit)
    limits.yellowAt = block.optional("yellowAt")?.plain(.share)?.value ?? limits.yellowAt
    let escalates = block.optional("escalates")
    let tacit = block.optional("tacit")
    limits.escalates = escalates?.word(Limits.Escalation.allCases.map { ($0.rawValue, $0) })
    limits.tacit = tacit?.flag() ?? false
    if !block.has("statutory"), !block.has("promised") {
      for field in [escalates, tacit].compactMap(\.self) {
        field.report(
          .missingKey, zh: "有“\(field.name)”就要有时限；请写 statutory 或 promised",
          en: "'\(field.name)' goes with a limit; state 'statutory' or 'promised'")
      }
    }
    return limits
  }

  private func delivery(_ field: Field) -> Delivery? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let takes = block.required("takes", example: "1 working days")?.duration(of: .applicant)
    let limit = block.optional("limit")?.input(.limit)
    let isTrip = block.optional("trip")?.flag() ?? false
    return takes.map { Delivery(takes: $0, limit: limit, isTrip: isTrip) }
  }

  private func reapply(_ field: Field) -> Reapplication? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let after = block.required("after", example: "30 calendar days")?.input(.span)
    let atMost = block.required("atMost", example: "1")?.plain(.times)
    guard let after, let atMost else { return nil }
    return Reapplication(after: after, atMost: atMost)
  }

  /// How long a permit stands unused.
  func validity(_ field: Field) -> Validity? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let with = block.optional("with")?.names(.matter)
    // What falls with others alone stands for good.
    let isForGood = with != nil && !block.has("extensions")
    let lasts =
      isForGood ? block.optional("lasts") : block.required("lasts", example: "2 years")
    let span = lasts?.input(.span)
    let usedBy = block.optional("usedBy")?.nameText(.ownWork)
    let extensions = block.optional("extensions").flatMap { self.extensions($0, of: field.path) }
    guard span != nil || (isForGood && lasts == nil) else { return nil }
    var result = Validity(lasts: span, usedBy: usedBy)
    result.with = (with ?? []).inNameOrder()
    guard let extensions else { return result }
    result.extensions = extensions.extensions
    result.extends = extensions.extends
    result.office = extensions.office
    result.work = extensions.work
    return result
  }

  /// How a permit is extended, as the validity it belongs to; how long that lasts is read apart.
  private func extensions(
    _ field: Field, of path: String
  ) -> (
    extensions: Int, extends: Input<TimeSpan>, office: Name?, work: Input<DurationDistribution>
  )? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let atMost = block.required("atMost", example: "1")?.plain(.times)
    let extends = block.required("extends", example: "1 year")?.input(.span)
    // Findings on the model speak of `validity.office`.
    let office = block.optional("office")?.renamed("\(path).office").oneOffice()
    let work = block.required("work", example: "1 hours")?.duration(of: .office)
    guard let atMost, let extends, let work else { return nil }
    return (atMost, extends, office, work)
  }

  private func cureCost(_ field: Field) -> [Matter.StageCost] {
    guard let block = Block(field) else { return [] }
    defer { block.finish() }
    return Stage.allCases.compactMap { stage in
      block.optional(stage.rawValue)?.input(.money).map { Matter.StageCost(stage: stage, cost: $0) }
    }
  }

  func ownWork(_ field: Field?) -> [OwnWork] {
    guard let field else { return [] }
    return field.named(.ownWork).map { name, field in
      var work = OwnWork(name: name, milestones: [])
      guard let block = Block(field) else { return work }
      defer { block.finish() }
      work.title = block.optional("title")?.localized()
      work.when = block.optional("when")?.condition() ?? .everybody
      if let needs = block.optional("needs")?.needs() { (work.needs, work.quorums) = needs }
      work.after = block.optional("after")?.references() ?? []
      if let list = block.required("milestones", example: "[done: {takes: 60 working days}]") {
        work.milestones = milestones(list)
      }
      return work
    }
  }

  private func milestones(_ field: Field) -> [OwnWork.Milestone] {
    var result: [OwnWork.Milestone] = []
    for item in field.items() ?? [] {
      guard let (name, part) = item.single(.milestone, under: field.path) else { continue }
      // A part may be referred to by its dotted name.
      if result.contains(where: { $0.name == name }) {
        part.report(.statedTwice, zh: "节点“\(name)”写了两次", en: "milestone '\(name)' is stated twice")
      }
      guard let block = Block(part) else { continue }
      let takes = block.required("takes", example: "60 working days")?.duration(of: .applicant)
      block.finish()
      let missing = Input(
        DurationDistribution(.constant(0), .hours), path: "\(part.path).takes")
      result.append(OwnWork.Milestone(name: name, takes: takes ?? missing))
    }
    return result
  }

  func mayOperate(_ field: Field?) -> (results: [ResultReference], quorums: [Quorum])? {
    guard let field, let block = Block(field, carriesEvidence: false) else { return nil }
    defer { block.finish() }
    return block.required("needs", example: "[acceptance]")?.needs()
  }
}

extension Field {
  /// The items of a list that must not be empty; their paths are those of the list.
  func items() -> [Field]? {
    guard let items = list() else { return nil }
    if items.isEmpty {
      report(.emptyValue, zh: "“\(name)”的列表是空的", en: "the list of '\(name)' is empty")
    }
    return items
  }

  /// The one name and value of a list item such as `- papers: {work: 4 hours}`.
  func single(_ what: LocalizedText, under path: String) -> (name: Name, field: Field)? {
    guard let entries = mapEntries, entries.count == 1 else {
      if !isRefused {
        report(
          .wrongShape, zh: "列表的每一项是一个名称和它的内容，例如 - papers: {work: 4 hours}",
          en:
            "each item of the list is one name with its content, such as '- papers: {work: 4 hours}'"
        )
      }
      return nil
    }
    guard reading.checkName(entries[0].key, what) else { return nil }
    let name = entries[0].key.text
    return (
      name,
      Field(
        reading, entries[0].value, key: entries[0].key, path: "\(path).\(name)",
        evidence: evidence)
    )
  }

  /// The name of one office, registered as one of `offices`.
  func oneOffice() -> Name? {
    guard let name = nameText(.office) else { return nil }
    return name
  }
}

extension Block {
  /// The offices that `office` or `offices` names; nil when neither is there.
  func offices() -> [Name]? {
    let one = optional("office")
    let several = optional("offices")
    if let one, several != nil {
      one.report(
        .contradiction, zh: "office 与 offices 只能写一个",
        en: "'office' and 'offices' exclude each other")
    }
    if let several {
      return several.names(.office).map { $0.inNameOrder() } ?? []
    }
    guard let one else { return nil }
    // Findings on the model speak of `offices`, however many there are.
    _ = one.renamed("\(path).offices")
    return one.oneOffice().map { [$0] } ?? []
  }
}
