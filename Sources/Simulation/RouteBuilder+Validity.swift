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
    buildFall(of: matter)
    guard let validity = matter.validity, validity.lasts != nil else { return }
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
    emitFall(with: name, isRevoked: false)
    plan.landHere(done)
    emitEnd()
  }

  /// Emits that the permits which fall together with that of `name` are void: who uses one stops and
  /// applies for it again, who does not yet use it applies again when it is needed.
  ///
  /// - Parameter isRevoked: whether the other was revoked, and did not lapse.
  mutating func emitFall(with name: Name, isRevoked: Bool = true) {
    let fallen = model.aliases[name] ?? name
    for matter in model.matters {
      let others = (matter.validity?.with ?? []).map { model.aliases[$0] ?? $0 }
      guard others.contains(fallen) else { continue }
      let held = plan.register("\(matter.name)/held")
      let isWithout = plan.emit(Instruction(.ifEqual, a: held, c: 0))
      plan.emit(Instruction(.set, a: held, c: 0))
      plan.count(.fallen)
      let used = plan.emit(
        Instruction(.ifAtLeast, a: plan.register("\(matter.name)/used"), c: 1))
      plan.emit(Instruction(.set, a: plan.register("\(matter.name)/lapsed"), c: 1))
      let later = plan.emit(Instruction(.jump))
      plan.landHere(used)
      var onward: [Int] = []
      if isRevoked {
        let again = plan.emit(Instruction(.fork))
        onward.append(plan.emit(Instruction(.jump)))
        plan.landHere(again)
        emitAgain(matter)
        emitEnd()
      } else {
        // What watches the other permit ends when that one is used; this goes on.
        let void = plan.register("\(matter.name)/void")
        onward.append(plan.emit(Instruction(.ifAtLeast, a: void, c: 1)))
        plan.emit(Instruction(.set, a: void, c: 1))
        emitSignal("void:\(matter.name)")
      }
      plan.landHere([isWithout, later] + onward)
    }
  }

  /// Emits the part that applies again for a permit in use that fell with one that lapsed.
  private mutating func buildFall(of matter: Matter) {
    let others = (matter.validity?.with ?? []).map { model.aliases[$0] ?? $0 }
    guard model.matters.contains(where: { others.contains($0.name) && $0.validity?.lasts != nil })
    else { return }
    beginNode(after: ["void:\(matter.name)"])
    emitAgain(matter)
    emitEnd()
  }

  /// Emits the ordinary route to a permit in use that is void; operation stops meanwhile.
  private mutating func emitAgain(_ matter: Matter) {
    plan.emit(Instruction(.suspend))
    var ordinary: Commitment.OrdinaryRoute?
    if case .commitment(let commitment) = matter.mode { ordinary = commitment.ordinary }
    emitOrdinaryRoute(matter, ordinary)
    emitGrant(matter)
    plan.emit(Instruction(.resume))
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
      if validity.lasts != nil { emitWithdrawal(of: "\(name)/validity") }
      let valid = plan.emit(
        Instruction(.ifEqual, a: plan.register("\(name)/lapsed"), c: 0))
      plan.count(.reapplications)
      applyAgain(for: matter)
      emitGrant(matter)
      plan.landHere(valid)
    }
  }
}
