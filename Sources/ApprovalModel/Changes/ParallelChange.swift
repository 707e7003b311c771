/// Approvals side by side (并联审批): removes every `after` edge between two listed matters.
///
/// Every `needs` stays, and so do edges to other matters; queues stay queues. A refusal waits for
/// the other reviews in progress (`wait-all`) or withdraws them (`withdraw-rest`). Intake, corrections,
/// delivery and a meeting on contradictions may be joint.
public struct ParallelChange: ModelChange, Hashable, Sendable {
  /// What a refusal of one matter does to the others in progress.
  public enum OnRefusal: Hashable, Sendable {
    /// They go on to their decisions.
    case waitAll
    /// They are withdrawn.
    case withdrawRest
  }

  /// The matters.
  public var matters: [Name]
  /// What a refusal does to the others.
  public var onRefusal: OnRefusal

  /// Who takes all files in, a matter of the list or its office, and how long they take from there to
  /// the others; nil: each takes its own.
  public var intake: Alongside.Intake?
  /// Whether a correction of one stops all.
  public var correctsTogether = false
  /// Whether all results are delivered when the last decision is there.
  public var closesTogether = false
  /// The meeting on contradictions; nil: none.
  public var meeting: Alongside.Meeting?

  /// Runs `matters` side by side; what they do together is set on the value.
  public init(matters: [Name], onRefusal: OnRefusal = .waitAll) {
    self.matters = matters.inNameOrder()
    self.onRefusal = onRefusal
  }

  static let rank = 60
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    var present: [Matter] = []
    for name in matters {
      if let matter = try lowering.matter(name), !present.contains(matter) {
        present.append(matter)
      }
    }
    let names = Set(present.map(\.name))
    for matter in present {
      for reference in matter.after where names.contains(reference.owner) {
        lowering.apply(.removeEdge(.after, from: reference, to: matter.name))
      }
    }
    if onRefusal == .withdrawRest { withdrawRest(names, &lowering) }
    try joinHands(of: names, &lowering)
    for a in present {
      for b in present where a.name != b.name {
        guard
          let between = lowering.model.pathThroughOthers(from: a.name, to: b.name, outside: names)
        else { continue }
        lowering.notice(
          zh: "并联的“\(a.name)”与“\(b.name)”仍经“\(between)”先后相接",
          en: "'\(a.name)' and '\(b.name)' still follow each other through '\(between)'")
      }
    }
  }

  /// Lets `names` do together what the change says.
  private func joinHands(of names: Set<Name>, _ lowering: inout Lowering) throws(ReformError) {
    guard intake != nil || correctsTogether || closesTogether || meeting != nil else { return }
    var together = Alongside(
      matters: Array(names), correctsTogether: correctsTogether, closesTogether: closesTogether,
      meeting: meeting)
    guard together.matters.count > 1 else { return }
    let members = lowering.model.matters.filter { names.contains($0.name) }
    for member in members {
      try lowering.claim(LocalizedText(zh: "并联方式", en: "joint handling"), of: member.name)
      try check(member, members, lowering)
    }
    if together.waitsForAll || intake != nil { try refuseOrder(among: together.matters, lowering) }
    together.intake = try resolvedIntake(members, lowering)
    for var member in members {
      member.alongside = together
      lowering.apply(.replaceMatter(member))
    }
  }

  /// Refuses a matter that the others would wait for in vain.
  private func check(_ member: Matter, _ members: [Matter], _ lowering: Lowering)
    throws(ReformError)
  {
    let quorums =
      lowering.model.matters.flatMap(\.quorums) + lowering.model.ownWork.flatMap(\.quorums)
      + lowering.model.mayOperateQuorums
    var isReview = false
    if case .review = member.mode { isReview = true }
    let obstacles: [(Bool, zh: String, en: String)] = [
      (!isReview, "它已不是普通审批", "it is no ordinary review any more"),
      (member.entitlement != nil, "一部分申请人免申即享（entitle）", "some are granted it by 'entitle'"),
      (member.ahead != nil, "它由区域评估代替一部分（ahead）", "some are spared it by 'ahead'"),
      (
        member.when.rest(within: lowering.reach)
          != members.first?.when.rest(within: lowering.reach),
        "它的适用条件（when）与其他事项不同",
        "its 'when' differs from that of the others"
      ),
      (
        quorums.contains { quorum in
          quorum.rest == .withdraw && quorum.of.contains { $0.owner == member.name }
        }, "它可能因 rest: withdraw 而撤回", "'rest: withdraw' may withdraw it"
      ),
      (
        meeting != nil && member.limits.tacit, "它可能默认许可（tacit），不等会商",
        "it may be granted by silence ('tacit'), without a meeting"
      ),
    ]
    guard let (_, zh, en) = obstacles.first(where: { $0.0 }) else { return }
    throw lowering.failure(
      zh: "改革“\(lowering.reform)”把事项“\(member.name)”与其他事项一并办理，但\(zh)",
      en: "reform '\(lowering.reform)' handles matter '\(member.name)' jointly with others, but "
        + en)
  }

  /// Refuses matters that must wait for each other and follow each other at once.
  private func refuseOrder(among names: [Name], _ lowering: Lowering) throws(ReformError) {
    for a in names {
      for b in names where a != b {
        guard
          lowering.model.prerequisiteOwners(of: b).contains(a)
            || lowering.model.pathThroughOthers(from: a, to: b, outside: Set(names)) != nil
        else { continue }
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”一并受理、会商或办结“\(a)”与“\(b)”，但“\(b)”要等“\(a)”的结果；请把二者分开",
          en:
            "reform '\(lowering.reform)' takes in, discusses or closes '\(a)' and '\(b)' together, "
            + "but '\(b)' waits for the result of '\(a)'; part the two")
      }
    }
  }

  /// The intake with the matter that leads it, where the change names an office.
  private func resolvedIntake(_ members: [Matter], _ lowering: Lowering) throws(ReformError)
    -> Alongside.Intake?
  {
    guard var intake else { return nil }
    let lead =
      lowering.model.matter(intake.lead).flatMap { lead in members.first { $0.name == lead.name } }
      ?? members.first { $0.completeness?.office == intake.lead }
      ?? members.first { $0.office == intake.lead }
    guard let lead else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”由“\(intake.lead)”牵头受理，但它不是并联的事项，也不是其中某个事项的部门",
        en:
          "in reform '\(lowering.reform)' '\(intake.lead)' leads the intake, which is neither one "
          + "of the parallel matters nor an office of one")
    }
    intake.lead = lead.name
    return intake
  }

  /// Lets a refusal of each of `names` withdraw the others.
  private func withdrawRest(_ names: Set<Name>, _ lowering: inout Lowering) {
    for name in names.inNameOrder() {
      guard var matter = lowering.model.matters.first(where: { $0.name == name }) else { continue }
      let others = names.subtracting([name]).union(matter.withdrawsOnRefusal)
      matter.withdrawsOnRefusal = others.inNameOrder()
      lowering.apply(.replaceMatter(matter))
    }
  }
}

extension ProcessModel {
  /// A matter or own work outside `group` by which `to` waits for `from`; nil when there is none.
  func pathThroughOthers(from: Name, to: Name, outside group: Set<Name>) -> Name? {
    var seen: Set<Name> = []
    var stack = prerequisiteOwners(of: to).filter { !group.contains($0) }
    while let name = stack.popLast() {
      guard seen.insert(name).inserted else { continue }
      let owners = prerequisiteOwners(of: name)
      if owners.contains(from) { return name }
      stack += owners.filter { !group.contains($0) }
    }
    return nil
  }

  /// The owners of all prerequisites of `name`, in declared order.
  func prerequisiteOwners(of name: Name) -> [Name] {
    if let matter = matters.first(where: { $0.name == name }) {
      return matter.prerequisites.map(\.owner)
    }
    if let work = ownWork.first(where: { $0.name == name }) {
      return work.prerequisites.map(\.owner)
        + work.milestones.flatMap { $0.gates.map(\.matter) }
    }
    return []
  }
}
