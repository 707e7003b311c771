internal import ApprovalModel
internal import Kernel

/// One part's share of a joint visit.
private struct JointPart {
  var offices: [Name]
  var work: Input<DurationDistribution>
  var purpose: String
  var detection: Detection?
  var matter: Name
  var stopsClock: Bool
}

// Several matters with one form, one visit or one decision.
extension RouteBuilder {
  /// Emits a merger as one node: the form, the parts' papers side by side, the joint visit, then the
  /// parts' decisions side by side, or the one decision.
  mutating func build(_ merged: Merged, of matter: Matter) {
    let name = matter.name
    let parts = merged.parts
    let matterIndex = plan.limits(of: matter)
    build(matter.quorums, of: name)
    beginNode(
      after: prerequisites(matter.needs, matter.after, quorums: matter.quorums, of: name),
      name: name)
    let notApplicable = jumpUnless(matter.when)
    let sharesForm = merged.of.contains(.form)
    let sharesVisit = merged.of.contains(.visit)
    let isOneDecision = merged.of.contains(.decision)
    var restart = 0
    if sharesForm {
      restart = emitOneForm(merged, of: matter)
      plan.emit(Instruction(.clockStart, a: matterIndex))
    }
    let registers = parts.map { MatterRegisters(&plan, $0.name) }
    let papers = emitSideBySide(name: "\(name)/papers", parts.count) { builder, i in
      let part = parts[i]
      if !sharesForm {
        builder.emitPreparation(part, prepare: part.prepare)
        builder.emitSubmission(part, materials: part.materials)
        builder.emitCompleteness(part.completeness, part, registers[i], clockRuns: false)
      }
      for activity in part.activities where !(sharesVisit && activity.isVisit) {
        builder.emit(activity, of: part, registers[i], restart: nil, isReentry: false)
      }
    }
    plan.emit(papers)
    if !sharesForm { plan.emit(Instruction(.clockStart, a: matterIndex)) }
    let visit = sharesVisit ? jointVisit(of: parts) : []
    if !visit.isEmpty {
      emitJointVisit(visit, name: name, parts: parts, registers, suffix: "")
    }
    var refused: Int?
    if isOneDecision {
      emitOneDecision(
        merged, of: matter, registers, visit, matterIndex: matterIndex, restart: restart)
    } else {
      refused = emitDecisions(merged, of: matter, registers, visit)
    }
    plan.emit(Instruction(.clockStop, a: matterIndex, label: plan.label(name, "decision")))
    if isOneDecision {
      emitOneDelivery(of: parts, matter)
    } else {
      for part in parts { emitDelivery(part) }
    }
    emitEvent(.granted, of: name)
    if let notApplicable { plan.landHere(notApplicable) }
    for milestone in matter.milestones { emitMilestone(milestone, of: name) }
    emitResult(matter)
    emitEnd()
    guard let refused else { return }
    plan.landHere(refused)
    plan.emit(Instruction(.clockStop, a: matterIndex, flag: 1, label: plan.label(name, "refusal")))
    for other in matter.withdrawsOnRefusal { emitWithdrawal(ofMatter: other, counts: false) }
    emitEnd()
  }

  /// Emits the parts' own decisions; falls through when all are granted, and says where one that
  /// refuses leads away.
  private mutating func emitDecisions(
    _ merged: Merged, of matter: Matter, _ registers: [MatterRegisters], _ visit: [JointPart]
  ) -> Int {
    let name = matter.name
    let parts = merged.parts
    let failed = plan.register("\(name)/failed")
    let decisions = emitSideBySide(name: "\(name)/decisions", parts.count) { builder, i in
      builder.emitPartDecision(
        parts[i], registers[i], failed: failed, repeatsVisit: merged.failing == .failedOnly)
    }
    plan.emit(decisions)
    let refused = plan.emit(Instruction(.ifTerminated))
    if merged.failing == .all, !visit.isEmpty {
      let clear = plan.emit(Instruction(.ifEqual, a: failed, c: 0))
      emitJointVisit(visit, name: name, parts: [], [], suffix: "/again")
      plan.landHere(clear)
    }
    return refused
  }

  /// Emits the one decision on all parts; falls through when it is granted.
  ///
  /// What can be put right is put right side by side, and the decision waits for the longest; one part
  /// that cannot be granted refuses the whole.
  private mutating func emitOneDecision(
    _ merged: Merged, of matter: Matter, _ registers: [MatterRegisters], _ visit: [JointPart],
    matterIndex: Int, restart: Int
  ) {
    let name = matter.name
    let parts = merged.parts
    let checked = parts.map { checkedMatters($0) }
    guard checked.contains(where: { !$0.isEmpty }) else { return }
    let whole = MatterRegisters(&plan, "\(name)/decision")
    for own in registers {
      plan.emit(Instruction(.raise, a: whole.found, b: own.found))
      plan.emit(Instruction(.raise, a: whole.wrong, b: own.wrong))
    }
    let refused = [
      plan.emit(Instruction(.ifEqual, a: whole.found, c: 2)),
      plan.emit(Instruction(.ifEqual, a: whole.wrong, c: 1)),
    ]
    let curable = plan.emit(Instruction(.ifEqual, a: whole.found, c: 1))
    var granted = [plan.emit(Instruction(.jump))]
    plan.landHere(curable)
    plan.emit(Instruction(.clockPause))
    let mended = emitSideBySide(name: "\(name)/rectify", parts.count) { builder, i in
      let part = parts[i]
      let sound = builder.plan.emit(Instruction(.ifEqual, a: registers[i].found, c: 0))
      builder.wait(
        part.rectify ?? part.completeness?.correction?.takes,
        purpose: "\(part.name)/rectify/duration",
        holder: .correction, label: builder.plan.label(part.name, "rectify"), placebo: true)
      builder.emitCures(part, among: checked[i])
      builder.plan.emit(Instruction(.set, a: registers[i].found, c: 0))
      if merged.failing == .failedOnly { builder.emitOwnVisit(part) }
      builder.plan.landHere(sound)
    }
    plan.emit(mended)
    plan.emit(Instruction(.clockResume))
    plan.emit(Instruction(.set, a: whole.found, c: 0))
    plan.count(.approvedWithChanges)
    if merged.failing == .all, !visit.isEmpty {
      emitJointVisit(visit, name: name, parts: [], [], suffix: "/again")
    }
    granted.append(plan.emit(Instruction(.jump)))
    plan.landHere(refused)
    emitRefusal(matter, whole, matterIndex: matterIndex, restart: restart) { builder in
      for (i, part) in parts.enumerated() {
        builder.emitCures(part, among: checked[i])
        builder.plan.emit(Instruction(.set, a: registers[i].found, c: 0))
        builder.plan.emit(Instruction(.set, a: registers[i].wrong, c: 0))
      }
    }
    plan.landHere(granted)
  }

  /// Emits the delivery of the one result: as long as the longest of the parts', one trip at most.
  private mutating func emitOneDelivery(of parts: [Matter], _ matter: Matter) {
    emitLongest(parts, "delivery", .window, hours: hours(of: matter.office)) { $0.delivery?.takes }
    if parts.contains(where: { $0.delivery?.isTrip == true }) { plan.count(.trips) }
  }

  /// Emits one form for all parts: everybody's own preparation side by side, one submission, one
  /// window that looks at all papers; says where the submission stands.
  private mutating func emitOneForm(_ merged: Merged, of matter: Matter) -> Int {
    emitLongest(merged.parts, "comply", .applicant) { $0.comply }
    emitLongest(merged.parts, "prepare", .applicant) { $0.prepare }
    for part in merged.parts { emitPreparationCosts(part) }
    emitLongest(merged.parts, "intermediary", .intermediary) { $0.intermediary }
    var front = matter
    front.trip = merged.front?.trip
    front.online = matter.online ?? merged.front?.online
    return emitOneSubmission(
      of: merged.parts, front: front, materials: matter.materials, role: "completeness",
      office: merged.window)
  }

  /// Emits one submission of the papers of several matters, at one window that looks at all of them;
  /// says where it stands.
  ///
  /// - Parameter materials: how many documents; nil: those of all parts together.
  /// - Parameter office: whose window it is; nil: that of the first part which has one.
  mutating func emitOneSubmission(
    of parts: [Matter], front: Matter, materials: Input<Int>? = nil, role: String,
    office: Name? = nil
  ) -> Int {
    let name = front.name
    let submission = plan.nextInstruction
    emitSubmission(front, materials: materials, of: parts)
    if materials == nil {
      for part in parts {
        if let materials = part.materials { plan.count(.materials, plan.world(materials)) }
      }
    }
    let checks = parts.compactMap { part in part.completeness.map { (part, $0) } }
    guard let first = checks.first else {
      plan.count(.firstPass)
      return submission
    }
    let registers = MatterRegisters(
      &plan, role == "completeness" ? name : "\(name)/\(role)")
    let start = plan.nextInstruction
    let work = plan.work(
      offices: [office ?? first.1.office],
      checks.map { ($0.1.work, "\($0.0.name)/completeness/duration", []) },
      purpose: "\(name)/\(role)", waiting: .window, addsUp: true)
    plan.emit(Instruction(.work, a: work, holder: .window, label: plan.label(name, role)))
    var missing: [Int] = []
    var accepted: [Int] = []
    for (part, check) in checks {
      guard let correction = check.correction else { continue }
      if let rounds = correction.rounds {
        accepted.append(plan.emit(Instruction(.ifAtLeast, a: registers.returns, c: rounds)))
      }
      missing.append(
        jump(
          with: correction.chance, purpose: "\(part.name)/completeness/correction", placebo: true,
          factors: correction.factors))
    }
    accepted.append(plan.emit(Instruction(.jump)))
    plan.landHere(missing)
    plan.emit(Instruction(.increment, a: registers.returns))
    plan.count(.corrections)
    emitLongest(
      checks.compactMap { $0.1.correction == nil ? nil : $0.0 }, "completeness/correction",
      .correction,
      placebo: true
    ) { $0.completeness?.correction?.takes }
    emitTrip(front)
    plan.emit(Instruction(.jump, b: start))
    plan.landHere(accepted)
    let returned = plan.emit(Instruction(.ifAtLeast, a: registers.returns, c: 1))
    plan.count(.firstPass)
    plan.landHere(returned)
    return submission
  }

  /// Emits a wait as long as the longest of the parts' own draws.
  private mutating func emitLongest(
    _ parts: [Matter], _ role: String, _ holder: Holder, placebo: Bool = false,
    hours: WeeklyHours? = nil, _ length: (Matter) -> Input<DurationDistribution>?
  ) {
    var first: Int?
    var count = 0
    for part in parts {
      guard let input = length(part) else { continue }
      let d = plan.duration(
        input, purpose: "\(part.name)/\(role)/duration", hours: hours ?? applicants.hours,
        placebo: placebo)
      first = first ?? d
      count += 1
    }
    guard let first else { return }
    plan.emit(Instruction(.wait, a: first, c: count, flag: 1, holder: holder))
  }

  /// Emits `count` strands that run side by side; the step returned waits for all of them.
  mutating func emitSideBySide(
    name: String, _ count: Int, _ body: (inout RouteBuilder, Int) -> Void
  ) -> Instruction {
    let arrivals = plan.register("\(name)/arrivals")
    plan.emit(Instruction(.set, a: arrivals, c: 0))
    var forks: [Int] = []
    for _ in 0..<count { forks.append(plan.emit(Instruction(.fork))) }
    let onward = plan.emit(Instruction(.jump))
    for i in 0..<count {
      plan.landHere(forks[i])
      strandArrivals = arrivals
      body(&self, i)
      strandArrivals = nil
      plan.emit(Instruction(.arriveAtJoin, a: arrivals))
      emitEnd()
    }
    plan.landHere(onward)
    return Instruction(.join, a: arrivals, c: count)
  }

  private func jointVisit(of parts: [Matter]) -> [JointPart] {
    parts.flatMap { part in
      part.activities.filter(\.isVisit).compactMap { activity -> JointPart? in
        guard case .work(let offices, let work) = activity.kind else { return nil }
        return JointPart(
          offices: offices, work: work, purpose: "\(part.name)/\(activity.name)",
          detection: activity.detection, matter: part.name, stopsClock: activity.stopsClock)
      }
    }
  }

  /// Emits a visit for which all offices must assemble: as long as the longest part, one step.
  private mutating func emitJointVisit(
    _ visit: [JointPart], name: String, parts: [Matter], _ registers: [MatterRegisters],
    suffix: String
  ) {
    let spec = plan.work(
      offices: visit.flatMap(\.offices),
      visit.map { ($0.work, "\($0.purpose)/duration", $0.offices) },
      purpose: "\(name)/visit\(suffix)", waiting: .queue)
    let stopsClock = visit.allSatisfy(\.stopsClock)
    if stopsClock { plan.emit(Instruction(.clockPause)) }
    plan.emit(Instruction(.work, a: spec, holder: .review, label: plan.label(name, "visit")))
    if stopsClock { plan.emit(Instruction(.clockResume)) }
    plan.count(.steps)
    for (part, own) in zip(parts, registers) {
      for activity in part.activities where activity.isVisit {
        if let milestone = activity.milestone { emitMilestone(milestone, of: part.name) }
      }
      for piece in visit where piece.matter == part.name {
        guard let detection = piece.detection else { continue }
        let stage = part.activities.first { "\(part.name)/\($0.name)" == piece.purpose }?.stage
        emit(detection, purpose: piece.purpose, owner: part.name, own, stage: stage ?? .acceptance)
      }
    }
  }

  /// Emits the decision on one part: put right and looked at again, or refused.
  private mutating func emitPartDecision(
    _ part: Matter, _ registers: MatterRegisters, failed: Int, repeatsVisit: Bool
  ) {
    let checked = checkedMatters(part)
    guard !checked.isEmpty else { return }
    let decide = plan.nextInstruction
    let serious = plan.emit(Instruction(.ifEqual, a: registers.found, c: 2))
    let wrong = plan.emit(Instruction(.ifEqual, a: registers.wrong, c: 1))
    let curable = plan.emit(Instruction(.ifEqual, a: registers.found, c: 1))
    let granted = plan.emit(Instruction(.jump))
    plan.landHere(curable)
    plan.emit(Instruction(.set, a: failed, c: 1))
    wait(
      part.rectify ?? part.completeness?.correction?.takes,
      purpose: "\(part.name)/rectify/duration",
      holder: .correction, label: plan.label(part.name, "rectify"), placebo: true)
    emitCures(part, among: checked)
    plan.emit(Instruction(.set, a: registers.found, c: 0))
    plan.count(.approvedWithChanges)
    if repeatsVisit { emitOwnVisit(part) }
    let mended = plan.emit(Instruction(.jump))
    plan.landHere([serious, wrong])
    plan.emit(Instruction(.set, a: failed, c: 1))
    plan.count(.refusals)
    emitEvent(.refused, of: part.name)
    let just = plan.emit(Instruction(.ifEqual, a: registers.found, c: 2))
    plan.count(.wrongRefusals)
    plan.landHere(just)
    var final: [Int] = []
    if let reapply = part.reapply {
      final.append(plan.emit(Instruction(.ifAtLeast, a: registers.refusals, c: reapply.atMost)))
      plan.emit(Instruction(.increment, a: registers.refusals))
      plan.count(.reapplications)
      wait(reapply.after, holder: .applicant)
      emitCures(part, among: checked)
      plan.emit(Instruction(.set, a: registers.found, c: 0))
      plan.emit(Instruction(.set, a: registers.wrong, c: 0))
      if repeatsVisit { emitOwnVisit(part) }
      plan.emit(Instruction(.jump, b: decide))
    }
    plan.landHere(final)
    let isJust = plan.emit(Instruction(.ifEqual, a: registers.found, c: 2))
    plan.emit(Instruction(.terminate, a: Int(Ending.wronglyRefused.rawValue)))
    let wronged = plan.emit(Instruction(.jump))
    plan.landHere(isJust)
    plan.emit(Instruction(.terminate, a: Int(Ending.refused.rawValue)))
    plan.landHere([granted, mended, wronged])
  }

  /// Emits the repeated visits of one failing part, by its own offices alone.
  private mutating func emitOwnVisit(_ part: Matter) {
    for activity in part.activities where activity.isVisit {
      guard case .work(let offices, let work) = activity.kind else { continue }
      let purpose = "\(part.name)/\(activity.name)"
      let spec = plan.work(
        offices: offices, [(work, "\(purpose)/duration", [])], purpose: purpose, waiting: .queue)
      plan.emit(
        Instruction(.work, a: spec, holder: .review, label: plan.label(part.name, activity.name)))
      plan.count(.steps)
    }
  }
}
