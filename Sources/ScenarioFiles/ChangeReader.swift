internal import ApprovalModel
internal import Statistics

/// Reads one change of a reform: its kind, what it acts on, and its parameters.
struct ChangeReader {
  /// The kind's word.
  let kind: String
  /// The keys that lead to the change: `reforms.NAME.changes.KIND.MATTERS`, whatever its place in the
  /// list.
  let path: String

  let block: Block
  let subject: Field
  private let position: SourcePosition

  /// The kinds of change.
  static let kinds = [
    "add", "ahead", "automate", "cancel", "capacity", "coach", "commit", "confirm", "delegate",
    "entitle", "exclude", "fee", "file", "guarantee", "inspect", "limit", "merge", "online",
    "parallel", "phase", "pool", "prioritize", "sanction", "share", "standardize", "tier",
    "tolerate", "validity", "waive",
  ]

  init?(_ item: Field, under listPath: String) {
    guard let entries = item.entries() else { return nil }
    guard let entry = ChangeReader.kind(of: entries) else {
      let known = ChangeReader.kinds
      let first = entries.first
      let near = entries.compactMap { nearestName(to: $0.key.text, among: known.inNameOrder()) }
        .first
      item.reading.findings.report(
        .unknownWord, first?.key.span ?? item.span,
        zh: "这里没有说明改动的种类；种类有 \(ChangeReader.kinds.joined(separator: "、"))",
        en: "no kind of change is named here; there are "
          + ChangeReader.kinds.joined(separator: ", "), hint: .didYouMean(near))
      return nil
    }
    kind = entry.key.text
    position = entry.key.span.start
    path = "\(listPath).\(kind)\(ChangeReader.suffix(entry.value, kind))"
    item.reading.changes[position] = Reading.ChangePlace(path: path, span: entry.key.span)
    let field = Field(
      item.reading, item.node, key: entry.key, path: path, evidence: item.evidence)
    guard let block = Block(field), let subject = block.optional(entry.key.text) else { return nil }
    self.block = block
    self.subject = subject
  }

  /// The entry of a change that names its kind.
  static func kind(of entries: [YAMLEntry]) -> YAMLEntry? {
    // `share` and `validity` are kinds, and parameters of `online` and `ahead`: any other comes first.
    let parameters = ["share", "validity"]
    return entries.first { kinds.contains($0.key.text) && !parameters.contains($0.key.text) }
      ?? entries.first { parameters.contains($0.key.text) }
  }

  /// The matters acted on, in code-point order, joined by `+`.
  private static func suffix(_ node: YAMLNode, _ kind: String) -> String {
    switch node.content {
    case .scalar(let scalar): return ".\(scalar.text)"
    case .list(let items):
      let names = items.compactMap { item -> String? in
        if case .scalar(let scalar) = item.content { return scalar.text }
        return nil
      }
      return names.isEmpty ? "" : "." + names.inNameOrder().joined(separator: "+")
    case .map(let entries):
      // Two exclusions of one reform differ in what they exclude.
      guard kind == "exclude" else { return "" }
      return entries.map { ".\($0.key.text)" }.inNameOrder().joined()
    case .refused: return ""
    }
  }

  /// The change; nil with a report when something in it cannot be read.
  func change() -> Change? {
    defer { block.finish() }
    return changeKind().map { Change($0, position: position) }
  }

  private func changeKind() -> ChangeKind? {
    switch kind {
    case "exclude": return subject.condition().map { .exclude(ExcludeChange(condition: $0)) }
    case "tier": return tier()
    case "cancel": return matters().map { .cancel(CancelChange(matters: $0)) }
    case "confirm": return matters().map { .confirm(ConfirmChange(matters: $0)) }
    case "add": return add()
    case "ahead": return ahead()
    case "waive": return waive()
    case "file": return file()
    case "commit": return commit()
    case "automate": return automate()
    case "merge": return merge()
    case "parallel": return parallel()
    case "phase": return phase()
    case "limit": return limit()
    case "inspect": return inspect()
    case "sanction": return sanction()
    case "share": return share()
    case "coach": return coach()
    case "tolerate": return tolerate()
    case "entitle": return entitle()
    default: return officeChange()
    }
  }

  func matters() -> [Name]? { subject.names(.matter) }

  private func tier() -> ChangeKind? {
    let attribute = subject.nameText(LocalizedText(zh: "属性", en: "an attribute"))
    let example = "{low: [{limit: licence, promised: 5 working days}]}"
    guard let field = block.required("classes", example: example),
      let inner = Block(field, carriesEvidence: false)
    else { return nil }
    var classes: [TierChange.Class] = []
    for list in inner.rest() {
      guard let key = list.key,
        list.reading.checkName(key, LocalizedText(zh: "类别", en: "a category"))
      else { continue }
      let changes = ReformsSection(reading: block.reading).changes(list)
      for change in changes {
        guard case .exclude = change.kind else { continue }
        list.report(
          .contradiction, zh: "tier 的一类里不能写 exclude；请写在改革的 changes 里，与 tier 并列",
          en: "'exclude' does not go into a 'tier'; write it beside the tier, in the changes of "
            + "the reform")
      }
      classes.append(TierChange.Class(category: key.text, changes: changes))
    }
    if classes.isEmpty, !field.isRefused {
      field.report(
        .emptyValue, zh: "classes 里没有类别", en: "there is no category in 'classes'")
    }
    guard let attribute, !classes.isEmpty else { return nil }
    return .tier(TierChange(by: attribute, classes: classes))
  }

  private func add() -> ChangeKind? {
    let name = subject.nameText(.matter)
    let before = block.optional("before")?.names(.matter) ?? []
    let body = block.required("matter", example: "{office: committee, review: {work: 2 hours}}")
    guard let name, let body else { return nil }
    let matter = MattersSection(reading: block.reading).matter(name, body)
    return .add(AddChange(matter: matter, before: before))
  }

  private func ahead() -> ChangeKind? {
    let names = matters()
    let payer = block.required("payer", example: "government")?
      .nameText(LocalizedText(zh: "付款方", en: "a party"))
    let cost = block.required("cost", example: "300000 yuan")?.input(.money)
    let validity = block.required("validity", example: "5 years").flatMap(fixedUnlessRecord)
    let conforming = block.required("conforming", example: "80%")?.chance()
    let ready = block.optional("ready")?.scalar().flatMap(block.findings.date)
    guard let names, let payer, let cost, let validity, let conforming else { return nil }
    return .ahead(
      AheadChange(
        matters: names,
        ahead: Ahead(
          payer: payer, cost: cost, validity: validity, conforming: conforming, ready: ready)))
  }

  /// A span with the evidence of its own record; a bare one is fixed, whatever its block states.
  private func fixedUnlessRecord(_ field: Field) -> Input<TimeSpan>? {
    field.isMap
      ? field.input(.span) : field.plain(.span).map { Input($0, path: field.path) }
  }

  private func waive() -> ChangeKind? {
    let names = matters()
    guard let because = block.required("because", example: "{substituted: block-assessment}") else {
      return nil
    }
    var reason: WaiveChange.Reason?
    if because.isMap, let inner = Block(because, carriesEvidence: false) {
      reason = inner.required("substituted", example: "block-assessment")?.nameText(.matter)
        .map { .substituted(by: $0) }
      inner.finish()
    } else {
      reason = because.word([("outOfScope", .outOfScope), ("recognised", .recognised)])
    }
    guard let names, let reason else { return nil }
    return .waive(WaiveChange(matters: names, reason: reason))
  }

  private func file() -> ChangeKind? {
    let names = matters()
    let timing = block.required("timing", example: "before")?.word(
      [("before", Filing.Timing.before), ("after", .after), ("kept", .kept)])
    let filing = block.required("receipt", example: "{office: registry, work: 1 hours}")
      .flatMap { receipt($0, timing ?? .before) }
    let prepare = block.optional("prepare")?.duration(of: .applicant)
    let materials = block.optional("materials")?.input(.documents)
    guard let names, timing != nil, let filing else { return nil }
    return .file(
      FileChange(matters: names, filing: filing, prepare: prepare, materials: materials))
  }

  private func receipt(_ field: Field, _ timing: Filing.Timing) -> Filing? {
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    let office = block.required("office", example: "registry")?.oneOffice()
    let work = block.required("work", example: "1 hours")?.duration(of: .office)
    let returned = block.optional("returned")?.chance()
    guard let office, let work else { return nil }
    return Filing(timing: timing, office: office, work: work, returned: returned)
  }

  private func commit() -> ChangeKind? {
    let names = matters()
    let form = block.required("form", example: "permit")?
      .word([("permit", true), ("pledge", false)])
    let prepare = block.optional("prepare")?.duration(of: .applicant)
    let materials = block.optional("materials")?.input(.documents)
    var signing: Completeness?
    let decoded: CommitChange.Form?
    switch form {
    case true:
      signing = block.optional("signing").flatMap(self.signing)
      decoded = permit()
    case false: decoded = pledge()
    default:
      for field in block.rest() { _ = field }
      decoded = nil
    }
    guard let names, let decoded else { return nil }
    return .commit(
      CommitChange(
        matters: names, form: decoded, signing: signing, prepare: prepare, materials: materials))
  }

  private func automate() -> ChangeKind? {
    let names = matters()
    let eligible = block.required("eligible", example: "90%")?.chance()
    let takes = block.optional("takes")?.duration(of: .machine)
    let catches = block.optional("catches")?.chance()
    let alarm = block.optional("falseAlarm")
    if let alarm, !block.has("catches") {
      alarm.report(
        .missingKey, zh: "有“\(alarm.name)”就要有“catches”；写成例如 catches: 85%",
        en: "'\(alarm.name)' goes with 'catches'; write for example 'catches: 85%'")
    }
    let falseAlarm = alarm?.chance()
    guard let names, let eligible else { return nil }
    return .automate(
      AutomateChange(
        matters: names,
        automation: Automation(
          eligible: eligible, takes: takes, catches: catches, falseAlarm: falseAlarm)))
  }

  private func signing(_ field: Field) -> Completeness? {
    guard field["office"] != nil else {
      if let block = Block(field) { _ = block.required("office", example: "window") }
      return nil
    }
    return MattersSection(reading: field.reading).completeness(field, office: "")
  }

  private func permit() -> CommitChange.Form? {
    let claims = block.required("claims", example: "{willMeet: 30 calendar days}").flatMap(claims)
    let field = block.required(
      "followUp",
      example:
        "{office: inspectors, work: 3 hours, after: 15 calendar days, rate: 100%, detects: 90%}")
    guard let field, let followUp = Block(field) else { return nil }
    let check = followUp.check()
    let after = followUp.required("after", example: "15 calendar days")?.input(.span)
    let consequences = followUp.cure()
    if let observe = followUp.optional("observe"), let span = observe.plain(.span),
      span != block.reading.observe
    {
      let of = block.reading.observe
      let text = of.text
      observe.report(
        .contradiction, zh: "observe 应当与 study.observe（\(text)）相同；各方案的观察时间一样长",
        en:
          "'observe' should equal 'study.observe' (\(text)); all designs are observed equally long")
    }
    followUp.finish()
    guard let claims, let check, let after else { return nil }
    return .permit(claims: claims, check: check, after: after, consequences: consequences)
  }

  private func claims(_ field: Field) -> Commitment.Claims? {
    guard field.isMap else { return field.word([("met", .met)]) }
    guard let block = Block(field) else { return nil }
    defer { block.finish() }
    return block.required("willMeet", example: "30 calendar days")?.input(.span)
      .map { .willMeet($0) }
  }

  private func pledge() -> CommitChange.Form? {
    var office: Name?
    var work: Input<DurationDistribution>?
    if let field = block.required("record", example: "{office: registry, work: 1 hours}"),
      let record = Block(field)
    {
      office = record.required("office", example: "registry")?.oneOffice()
      work = record.required("work", example: "1 hours")?.duration(of: .office)
      record.finish()
    }
    let list = block.required("verifiedAt", example: "[{at: acceptance, by: {…}}]")
    let verifications = (list?.items() ?? []).compactMap {
      verification($0, under: list?.path ?? "")
    }
    let consequences = block.cure()
    guard let office, let work, list != nil else { return nil }
    return .pledge(
      Pledge(
        recordOffice: office, recordWork: work,
        verifications: verifications.sorted { $0.at.description.precedes($1.at.description) },
        consequences: consequences))
  }

  private func verification(_ item: Field, under path: String) -> Pledge.Verification? {
    // A verification is named by its point, so that its path does not depend on its place.
    var name = item.path
    if case .scalar(let at) = item["at"]?.content { name = "\(path).\(at.text)" }
    guard let block = Block(item.renamed(name)) else { return nil }
    defer { block.finish() }
    let at = block.required("at", example: "acceptance")?.reference()
    let example = "{office: inspectors, work: 6 hours, rate: 100%, detects: 90%}"
    guard let field = block.required("by", example: example), let by = Block(field) else {
      return nil
    }
    let check = by.check()
    by.finish()
    guard let at, let check else { return nil }
    return Pledge.Verification(at: at, check: check, stage: .reached(at: at))
  }

  private func merge() -> ChangeKind? {
    let names = matters()
    let into = block.required("into", example: "joint-acceptance")?.nameText(.matter)
    var of = block.required("of", example: "[form, visit]").flatMap(shared)
    let failing = block.optional("failing")?.word(
      [("failedOnly", Merged.Failing.failedOnly), ("all", .all)])
    let materials = block.optional("materials")?.input(.documents)
    let lead = block.optional("lead")?.nameText(.matter)
    let title = block.optional("title")?.localized()
    if block.optional("decision")?.word([("one", true)]) == true, of?.contains(.decision) == false {
      of?.append(.decision)
    }
    guard let names, let into, let of else { return nil }
    if names.count < 2 {
      subject.report(
        .emptyValue, zh: "merge 至少要有两个事项", en: "'merge' takes two matters or more")
    }
    return .merge(
      MergeChange(
        matters: names, into: into, title: title, of: of, failing: failing ?? .failedOnly,
        materials: materials, lead: lead))
  }

  private func shared(_ field: Field) -> [Merged.Of]? {
    guard let names = field.names(LocalizedText(zh: "合并内容", en: "what is shared")) else {
      return nil
    }
    let known = Merged.Of.allCases
    for name in names where !known.contains(where: { $0.rawValue == name }) {
      field.report(
        .unknownWord, zh: "of 不能是“\(name)”；可用：form、visit、decision",
        en: "'of' cannot be '\(name)'; it is one of: form, visit, decision")
      return nil
    }
    return known.filter { names.contains($0.rawValue) }
  }

  private func parallel() -> ChangeKind? {
    let names = matters()
    let refusal: ParallelChange.OnRefusal? = block.optional("onRefusal")?
      .word([("wait-all", .waitAll), ("withdraw-rest", .withdrawRest)])
    let intake = jointIntake()
    let corrects = block.optional("correction")?.word([("one", false), ("all", true)])
    let closes = block.optional("closing")?.word([("each", false), ("together", true)])
    let meeting = block.optional("conflictMeeting").flatMap(meeting)
    guard let names else { return nil }
    var change = ParallelChange(matters: names, onRefusal: refusal ?? .waitAll)
    change.intake = intake
    change.correctsTogether = corrects ?? false
    change.closesTogether = closes ?? false
    change.meeting = meeting
    return .parallel(change)
  }

  private func jointIntake() -> Alongside.Intake? {
    let lead = block.optional("lead")
    let forwarding = block.optional("forwarding")
    let isJoint = block.optional("intake")?.word([("separate", false), ("joint", true)]) ?? false
    guard isJoint else {
      for field in [lead, forwarding].compactMap(\.self) {
        field.report(
          .missingKey, zh: "有“\(field.name)”就要有 intake: joint",
          en: "'\(field.name)' goes with 'intake: joint'")
      }
      return nil
    }
    guard let lead else {
      _ = block.required("lead", example: "window")
      return nil
    }
    let length = forwarding?.duration(of: .office)
    return lead.nameText(.matter).map { Alongside.Intake(lead: $0, forwarding: length) }
  }

  private func meeting(_ field: Field) -> Alongside.Meeting? {
    guard let inner = Block(field) else { return nil }
    defer { inner.finish() }
    let offices = inner.offices()
    let work = inner.required("work", example: "3 hours")?.duration(of: .office)
    let chance = inner.required("chance", example: "20%")?.chance()
    if offices == nil { _ = inner.required("offices", example: "[planning, fire]") }
    guard let offices, !offices.isEmpty, let work, let chance else { return nil }
    return Alongside.Meeting(offices: offices, work: work, chance: chance)
  }

  private func phase() -> ChangeKind? {
    let matter = subject.nameText(.matter)
    var from: Name?
    var to: ResultReference?
    let example = "{from: construction-permit, to: construction.foundation}"
    if let field = block.required("moves", example: example),
      let moves = Block(field, carriesEvidence: false)
    {
      from = moves.required("from", example: "construction-permit")?.nameText(.matter)
      to = moves.required("to", example: "construction.foundation")?.reference()
      moves.finish()
    }
    let refusal: OwnWork.Gate.OnRefusal? = block.optional("onFailure")?
      .word([("redo", .redo), ("lose", .lose)])
    guard let matter, let from, let to else { return nil }
    return .phase(PhaseChange(matter: matter, from: from, to: to, onRefusal: refusal ?? .waits))
  }

  private func limit() -> ChangeKind? {
    let names = matters()
    guard let field = block.required("promised", example: "5 working days") else { return nil }
    let isShare = field.innerText?.hasSuffix(" of statutory") == true
    let promise: LimitChange.Promise? =
      isShare
      ? field.input(.shareOfStatutory).map { .shareOfStatutory($0) }
      : field.input(.limit).map { .span($0) }
    guard let names, let promise else { return nil }
    return .limit(LimitChange(matters: names, promise: promise))
  }

  private func inspect() -> ChangeKind? {
    let at = subject.references()
    let check = block.check()
    let checks = block.optional("checks")?.names(.matter) ?? []
    let consequences = block.cure()
    guard let at, !at.isEmpty, let check else { return nil }
    return .inspect(
      InspectChange(at: at, check: check, checks: checks, consequences: consequences))
  }

  private func sanction() -> ChangeKind? {
    // What a ladder consists of stands inside its map.
    guard let ladder = Block(subject.renamed(path)) else { return nil }
    defer { ladder.finish() }
    var consequences = Consequences()
    if let field = ladder.optional("curable"), let curable = Block(field) {
      consequences.cure = curable.optional("order")?.input(.span)
      consequences.curableFine = curable.optional("fine")?.input(.money)
      curable.finish()
    }
    if let field = ladder.optional("serious"), let serious = Block(field) {
      consequences.stop = serious.optional("stop")?.input(.span)
      consequences.seriousFine = serious.optional("fine")?.input(.money)
      consequences.seriousEnd =
        serious.optional("then")?.word(
          [
            ("revoke", Consequences.End.revoke), ("disqualify", .disqualify), ("cure", .cure),
            ("land-exit", .landExit),
          ])
        ?? .revoke
      serious.finish()
    }
    consequences.list = ladder.optional("list")?.creditList()
    return .sanction(SanctionChange(consequences: consequences))
  }
}

extension Field {
  /// The text of this scalar, or of the `value` of this record.
  fileprivate var innerText: String? {
    if case .scalar(let scalar) = node.content { return scalar.text }
    if case .scalar(let scalar) = self["value"]?.content { return scalar.text }
    return nil
  }
}

extension Measure<Probability> {
  /// A share of the statutory limit: `45% of statutory`.
  static let shareOfStatutory = Measure(
    name: Measure<Probability>.share.name, example: "45% of statutory",
    read: { findings, scalar in
      var share = scalar
      if share.text.hasSuffix(" of statutory") {
        share.text.removeLast(" of statutory".count)
      }
      return Measure<Probability>.share.read(findings, share)
    },
    size: { $0.value }, limits: 0...1,
    limitsText: LocalizedText(zh: "0% 到 100%", en: "0% to 100%"))
}
