internal import ApprovalModel
internal import Kernel

// Design and construction: the applicant's own work, milestone by milestone.
extension RouteBuilder {
  /// Emits own work: each milestone takes its time, stands still while work is stopped, and waits at
  /// its end for the results that a reform moved there.
  mutating func build(_ work: OwnWork) {
    for milestone in work.milestones {
      for gate in milestone.gates {
        beginNode(after: [signalName(ResultReference(gate.matter))])
        plan.emit(
          Instruction(.arriveAtJoin, a: plan.register("\(work.name).\(milestone.name)/gates")))
        emitEnd()
      }
    }
    build(work.quorums, of: work.name)
    beginNode(
      after: prerequisites(work.needs, work.after, quorums: work.quorums, of: work.name))
    let notApplicable = jumpUnless(work.when)
    emitUse(by: work.name)
    for milestone in work.milestones {
      let name = "\(work.name).\(milestone.name)"
      emitEndIfTerminated()
      if milestone.gates.contains(where: { $0.onRefusal == .lose }) {
        plan.emit(Instruction(.set, a: plan.register("\(name)/begun"), c: 1))
      }
      emitBuilding(milestone, name: name, work: work)
      if !milestone.gates.isEmpty {
        plan.emit(
          Instruction(
            .join, a: plan.register("\(name)/gates"), c: milestone.gates.count, flag: 1))
        emitEndIfTerminated()
        let redo = plan.register("\(name)/redo")
        let kept = plan.emit(Instruction(.ifEqual, a: redo, c: 0))
        plan.emit(Instruction(.set, a: redo, c: 0))
        plan.count(.redone)
        emitBuilding(milestone, name: name, work: work)
        plan.landHere(kept)
      }
      emitSignal("milestone:\(name)")
    }
    if let notApplicable {
      let done = plan.emit(Instruction(.jump))
      plan.landHere(notApplicable)
      for milestone in work.milestones { emitSignal("milestone:\(work.name).\(milestone.name)") }
      plan.landHere(done)
    }
    emitSignal("work:\(work.name)")
    emitEnd()
  }

  /// A case that was refused or has handed its land back builds no further.
  private mutating func emitEndIfTerminated() {
    let refused = plan.emit(Instruction(.ifTerminated))
    let onward = plan.emit(Instruction(.jump))
    plan.landHere(refused)
    emitEnd()
    plan.landHere(onward)
  }

  private mutating func emitBuilding(_ milestone: OwnWork.Milestone, name: String, work: OwnWork) {
    plan.emit(Instruction(.ownWorkOn))
    wait(
      milestone.takes, purpose: "\(work.name)/\(milestone.name)/duration", holder: .none,
      label: plan.label(work.name, milestone.name), once: milestone.gates.isEmpty)
    plan.emit(Instruction(.absorbStops))
    plan.emit(Instruction(.ownWorkOff))
  }
}
