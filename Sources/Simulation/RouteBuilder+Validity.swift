internal import ApprovalModel
internal import Kernel

// Permits that lapse unless they are used, are extended, and are applied for again.
extension RouteBuilder {
  /// Emits that the applicant holds the permit of a matter: lists may wait for it, and it may lapse.
  mutating func emitGrant(_ matter: Matter) {
    switch matter.mode {
    case .filing, .pledge: return  // Who files or pledges holds no permit.
    case .review, .confirmation, .commitment, .automated, .merged: break
    }
    emitEvent(.granted, of: matter.name)
    guard matter.validity != nil else { return }
    plan.emit(Instruction(.set, a: plan.register("\(matter.name)/held"), c: 1))
  }

  /// Emits the part that watches an unused permit: it lapses at the end of its validity and of the
  /// extensions asked for.
  mutating func buildValidity(of matter: Matter) {
    guard let validity = matter.validity else { return }
    let name = matter.name
    let used = plan.register("\(name)/used")
    beginNode(after: ["granted:\(name)"], name: "\(name)/validity")
    // Who needs no permit holds none, and what is used at once does not lapse.
    let isWithout = plan.emit(
      Instruction(.ifEqual, a: plan.register("\(name)/held"), c: 0))
    var done = [isWithout, plan.emit(Instruction(.ifAtLeast, a: used, c: 1))]
    wait(validity.lasts)
    for _ in 0..<validity.extensions {
      done.append(plan.emit(Instruction(.ifTerminated)))
      if let work = validity.work {
        let spec = plan.work(
          offices: [validity.office ?? matter.office], [(work, "\(name)/extension/duration", [])],
          purpose: "\(name)/extension", waiting: .none)
        plan.emit(
          Instruction(.work, a: spec, holder: .none, label: plan.label(name, "extension")))
      }
      plan.count(.extensions)
      wait(validity.extends)
    }
    done.append(plan.emit(Instruction(.ifTerminated)))
    plan.emit(Instruction(.set, a: plan.register("\(name)/lapsed"), c: 1))
    plan.count(.lapses)
    plan.landHere(done)
    emitEnd()
  }

  /// Emits a second application for a permit that has lapsed: on a commitment again, on the spot again,
  /// or through the review.
  private mutating func applyAgain(for matter: Matter) {
    var check = matter.completeness
    var complies = true
    switch matter.mode {
    case .commitment(let commitment):
      if case .willMeet = commitment.claims { complies = false }
      check = commitment.signing ?? check
    case .confirmation: break
    case .review, .filing, .pledge, .automated, .merged:
      buildReview(matter, isReentry: true)
      return
    }
    emitPreparation(matter, complies: complies, prepare: matter.prepare)
    emitSubmission(matter, materials: matter.materials)
    emitOnTheSpot(matter, check, MatterRegisters(&plan, "\(matter.name)/again"))
    emitDelivery(matter)
  }

  /// Emits the use of the permits that `work` (nil: operation) uses: one that has lapsed is applied for
  /// again first.
  mutating func emitUse(by work: Name?) {
    for matter in model.matters {
      guard let validity = matter.validity, validity.usedBy == work else { continue }
      let name = matter.name
      plan.emit(Instruction(.set, a: plan.register("\(name)/used"), c: 1))
      emitWithdrawal(of: "\(name)/validity")
      let valid = plan.emit(
        Instruction(.ifEqual, a: plan.register("\(name)/lapsed"), c: 0))
      plan.count(.reapplications)
      applyAgain(for: matter)
      plan.landHere(valid)
    }
  }
}
