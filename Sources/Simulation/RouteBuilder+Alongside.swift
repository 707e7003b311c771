internal import ApprovalModel
internal import Kernel

// What matters side by side do together.
extension RouteBuilder {
  // MARK: Joint intake

  /// Emits the intake that `lead` makes for all matters beside it: papers side by side, one submission,
  /// one look at all of them.
  mutating func buildIntake(by lead: Matter, of together: Alongside) {
    let name = lead.name
    let members = model.matters.filter { together.matters.contains($0.name) }
    let waits = members.flatMap {
      prerequisites($0.needs, $0.after, quorums: $0.quorums, of: $0.name)
    }
    beginNode(after: waits.inNameOrder(), name: "\(name)/intake")
    let notApplicable = jumpUnless(lead.when)
    let papers = emitSideBySide(name: "\(name)/intake/papers", members.count) { builder, i in
      builder.emitPreparation(members[i], prepare: members[i].prepare)
    }
    plan.emit(papers)
    _ = emitOneSubmission(
      of: members, front: lead, role: "intake", office: lead.completeness?.office ?? lead.office)
    if let notApplicable { plan.landHere(notApplicable) }
    emitSignal("intake:\(name)")
    emitEnd()
  }

  /// Emits the way of a file from the lead to its own office; falls through there, with the clock
  /// started.
  mutating func emitForwarding(_ matter: Matter, _ intake: Alongside.Intake, matterIndex: Int)
    -> Int
  {
    let clock = plan.emit(Instruction(.clockStart, a: matterIndex))
    guard matter.name != intake.lead,
      let lead = model.matters.first(where: { $0.name == intake.lead })
    else { return clock }
    wait(
      intake.forwarding, purpose: "\(matter.name)/forwarding/duration", holder: .notice,
      label: plan.label(matter.name, "forwarding"),
      hours: hours(of: lead.completeness?.office ?? lead.office), placebo: true)
    return clock
  }

  // MARK: Corrections that stop all

  /// Emits that no matter is being corrected yet, by whichever begins first.
  mutating func emitSteadyBeginning(_ matter: Matter) {
    guard let together = matter.alongside, together.correctsTogether else { return }
    let begun = plan.register("\(together.key)/begun")
    let isBegun = plan.emit(Instruction(.ifAtLeast, a: begun, c: 1))
    plan.emit(Instruction(.set, a: begun, c: 1))
    for name in together.matters {
      plan.emit(Instruction(.set, a: plan.register("\(name)/steady"), c: 1))
    }
    plan.landHere(isBegun)
  }

  /// Emits that the matter is being corrected: the others begin nothing new.
  mutating func emitCorrectionBegins(_ matter: Matter) {
    guard matter.alongside?.correctsTogether == true else { return }
    plan.emit(Instruction(.set, a: plan.register("\(matter.name)/steady"), c: 0))
  }

  /// Emits that the correction of the matter is over: the others go on.
  mutating func emitCorrectionEnds(_ matter: Matter) {
    guard matter.alongside?.correctsTogether == true else { return }
    plan.emit(Instruction(.arriveAtJoin, a: plan.register("\(matter.name)/steady")))
  }

  /// Emits a wait, with the clock standing still, for the corrections of the other matters.
  mutating func emitWaitForCorrections(_ matter: Matter) {
    guard let together = matter.alongside, together.correctsTogether else { return }
    for other in together.matters where other != matter.name {
      let steady = plan.register("\(other)/steady")
      let isSteady = plan.emit(Instruction(.ifAtLeast, a: steady, c: 1))
      plan.emit(Instruction(.clockPause))
      plan.emit(Instruction(.join, a: steady, c: 1, flag: 1))
      plan.emit(Instruction(.clockResume))
      plan.landHere(isSteady)
    }
  }

  // MARK: Meeting and closing

  /// Emits the meeting of those who contradict each other, after the last review; the first of the
  /// matters by name calls it.
  mutating func emitMeeting(_ matter: Matter) {
    guard let together = matter.alongside, let meeting = together.meeting,
      let caller = together.matters.first
    else { return }
    let met = plan.register("\(together.key)/met")
    let wasMet = plan.emit(Instruction(.ifAtLeast, a: met, c: 1))
    // One draw for the applicant, which each of the matters looks at.
    let conflict = jump(with: meeting.chance, purpose: "\(together.key)/conflict", once: true)
    let none = plan.emit(Instruction(.jump))
    plan.landHere(conflict)
    let reviewed = plan.register("\(together.key)/reviewed")
    plan.emit(Instruction(.arriveAtJoin, a: reviewed))
    plan.emit(Instruction(.join, a: reviewed, c: together.matters.count, flag: 1))
    if matter.name == caller {
      let purpose = "\(together.key)/meeting"
      let work = plan.work(
        offices: meeting.offices, [(meeting.work, "\(purpose)/duration", [])], purpose: purpose,
        waiting: .queue)
      plan.emit(
        Instruction(.work, a: work, holder: .review, label: plan.label(caller, "conflict-meeting")))
      plan.emit(Instruction(.arriveAtJoin, a: met))
    } else {
      plan.emit(Instruction(.join, a: met, c: 1, flag: 1))
    }
    plan.landHere([wasMet, none])
  }

  /// Emits the wait of a decided matter for the decisions on the others.
  mutating func emitClosing(_ matter: Matter) {
    guard let together = matter.alongside, together.closesTogether else { return }
    let decided = plan.register("\(together.key)/decided")
    plan.emit(Instruction(.arriveAtJoin, a: decided))
    plan.emit(Instruction(.join, a: decided, c: together.matters.count, flag: 1))
  }
}

extension Alongside {
  /// What the matters are called together in registers and draws.
  fileprivate var key: String { matters.joined(separator: "+") }
}
