internal import ApprovalModel
internal import Kernel

/// Where the files that a machine has looked at leave it.
struct MachineExits {
  /// Steps that lead to the grant.
  var decided: [Int] = []
  /// Steps that lead to the review by people, after the completeness check.
  var flagged: [Int] = []
  /// The starts of the clock.
  var clocks: [Int] = []
}

// Files that a rule engine decides.
extension RouteBuilder {
  /// Emits the machine between submission and completeness check; falls through for the files that it
  /// may not decide.
  ///
  /// - Parameter clock: the clock that starts when the papers are complete; nil: it runs already.
  mutating func emit(
    _ automation: Automation, of matter: Matter, _ registers: MatterRegisters, clock: Int?,
    isReentry: Bool
  ) -> MachineExits {
    let name = matter.name
    var exits = MachineExits()
    let eligible = jump(
      with: automation.eligible, purpose: "\(name)/automate/eligible", once: true)
    let manual = plan.emit(Instruction(.jump))
    plan.landHere(eligible)
    emitCompleteness(
      matter.completeness, matter, registers, clockRuns: clock == nil, byMachine: true)
    if let clock { exits.clocks.append(plan.emit(Instruction(.clockStart, a: clock))) }
    if let takes = automation.takes {
      let d = plan.duration(
        takes, purpose: "\(name)/automate/duration", hours: .always, placebo: true,
        aroundTheClock: true)
      plan.emit(
        Instruction(.wait, a: d, c: 1, holder: .review, label: plan.label(name, "automate")))
    }
    if !isReentry {
      exits.flagged = emitFlags(automation, of: matter, registers)
      // The review is passed over, and with it its milestones are reached.
      for milestone in matter.milestones { emitMilestone(milestone, of: name) }
    }
    plan.count(.onTheSpot)
    exits.decided.append(plan.emit(Instruction(.jump)))
    plan.landHere(manual)
    return exits
  }

  /// Emits what the rules find; falls through where they find nothing.
  private mutating func emitFlags(
    _ automation: Automation, of matter: Matter, _ registers: MatterRegisters
  ) -> [Int] {
    guard let catches = automation.catches else { return [] }
    let purpose = "\(matter.name)/automate"
    let stage = matter.activities.first { $0.detection != nil }?.stage ?? .design
    emit(
      Detection(catches: catches, checks: checkedMatters(matter)), purpose: purpose,
      owner: matter.name, registers, stage: stage)
    var flagged = [plan.emit(Instruction(.ifAtLeast, a: registers.found, c: 1))]
    guard let falseAlarm = automation.falseAlarm else { return flagged }
    // A false alarm leaves no trace on the file: people look at it afresh.
    let guilty = plan.emit(Instruction(.ifAtLeast, a: plan.register("\(purpose)/open"), c: 1))
    flagged.append(jump(with: falseAlarm, purpose: "\(purpose)/falseAlarm", placebo: true))
    plan.landHere(guilty)
    return flagged
  }
}
