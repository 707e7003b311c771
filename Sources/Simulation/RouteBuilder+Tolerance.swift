internal import ApprovalModel
internal import Kernel

// Acceptance on a promise: a strand of its own collects the secondary papers from submission on.
extension RouteBuilder {
  private mutating func register(_ what: String, _ matter: Matter) -> Int {
    plan.register("\(matter.name)/papers/\(what)")
  }

  /// Emits the promise that a submission brings with it, once: who was refused and applies again has
  /// all papers.
  mutating func emitPromise(_ tolerance: Tolerance, of matter: Matter) {
    let given = register("given", matter)
    let isGiven = plan.emit(Instruction(.ifAtLeast, a: given, c: 1))
    plan.emit(Instruction(.set, a: given, c: 1))
    let papers = plan.emit(Instruction(.fork))
    let deadline = plan.emit(Instruction(.fork))
    let onward = plan.emit(Instruction(.jump))
    plan.landHere(papers)
    emitPapers(matter, tolerance.papers, role: "papers")
    let needless = [
      plan.emit(Instruction(.ifTerminated)),
      plan.emit(Instruction(.ifAtLeast, a: register("revoked", matter), c: 1)),
    ]
    emitTrip(matter, role: "papers")
    plan.landHere(needless)
    emitPromiseOver(matter)
    plan.emit(Instruction(.arriveAtJoin, a: register("arrivals", matter)))
    emitEnd()
    plan.landHere(deadline)
    // Late is whoever comes after the last millisecond: papers that come with it are in time.
    let within = plan.span(tolerance.within, hours: applicants.hours, more: 1)
    plan.emit(Instruction(.wait, a: within, c: 1))
    let isOver = [
      plan.emit(Instruction(.ifTerminated)),
      plan.emit(Instruction(.ifAtLeast, a: register("over", matter), c: 1)),
    ]
    emitBrokenPromise(tolerance, of: matter)
    plan.landHere(isOver)
    emitEnd()
    plan.landHere([isGiven, onward])
  }

  /// Emits that the promise binds no longer: it was kept, or the application was refused before.
  mutating func emitPromiseOver(_ matter: Matter) {
    plan.emit(Instruction(.set, a: register("over", matter), c: 1))
  }

  /// Emits that the file waits until its secondary papers are there.
  mutating func emitWaitForPapers(of matter: Matter) {
    plan.emit(Instruction(.join, a: register("arrivals", matter), c: 1))
  }

  /// Emits what the promise means for a decision that has fallen.
  mutating func emitDecided(_ tolerance: Tolerance, of matter: Matter) {
    switch tolerance.holds {
    case .decision: break
    case .delivery: emitWaitForPapers(of: matter)
    case .nothing: plan.emit(Instruction(.set, a: register("decided", matter), c: 1))
    }
  }

  /// Emits what follows a broken promise: the application ends, or the permit is revoked and applied
  /// for again with all papers.
  private mutating func emitBrokenPromise(_ tolerance: Tolerance, of matter: Matter) {
    plan.count(.lateCommitments)
    emitEntry(in: tolerance.list)
    emitEvent(.terminated, of: matter.name)
    var decided: Int?
    if tolerance.holds == .nothing {
      decided = plan.emit(Instruction(.ifAtLeast, a: register("decided", matter), c: 1))
    }
    emitTermination(of: matter)
    guard let decided else { return }
    plan.landHere(decided)
    plan.emit(Instruction(.set, a: register("revoked", matter), c: 1))
    plan.count(.revocations)
    emitFall(with: matter.name)
    plan.emit(Instruction(.suspend))
    emitOrdinaryRoute(matter)
    plan.emit(Instruction(.resume))
  }
}
