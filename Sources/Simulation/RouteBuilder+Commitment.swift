internal import ApprovalModel
internal import Kernel

// Commitments, pledges and checks after the decision.
extension RouteBuilder {
  /// Emits a permit on commitment; falls through to the result.
  mutating func build(_ commitment: Commitment, of matter: Matter) {
    let name = matter.name
    let registers = MatterRegisters(&plan, name)
    var meetsLater: Input<TimeSpan>?
    if case .willMeet(let within) = commitment.claims { meetsLater = within }
    emitPreparation(matter, complies: meetsLater == nil, prepare: matter.prepare)
    emitSubmission(matter, materials: matter.materials)
    emitOnTheSpot(matter, commitment.signing ?? matter.completeness, registers)
    emitDelivery(matter)
    emitGrant(matter)
    emitGranted(name)
    let followUp = plan.emit(Instruction(.fork))
    if let within = meetsLater {
      let met = plan.register("\(name)/met")
      let deadline = plan.emit(Instruction(.fork))
      wait(
        matter.comply, purpose: "\(name)/comply/duration", holder: .applicant,
        label: plan.label(name, "comply"))
      plan.emit(Instruction(.set, a: met, c: 1))
      emitSignal("met:\(name)")
      emitEnd()
      plan.landHere(deadline)
      wait(within)
      let inTime = plan.emit(Instruction(.ifEqual, a: met, c: 1))
      plan.count(.lateCommitments)
      plan.landHere(inTime)
      emitEnd()
    } else {
      emitSignal("met:\(name)")
      emitEnd()
    }
    plan.landHere(followUp)
    wait(commitment.after)
    emitCheck(
      commitment.check, name: "\(name)/followUp", of: [name], stage: .operation,
      commitment.consequences)
    emitEnd()
    // What follows in the node (the result of applicants spared or not concerned) begins here.
  }

  /// Emits a pledge: self-review and its recording; falls through to the result.
  mutating func build(_ pledge: Pledge, of matter: Matter) {
    let name = matter.name
    emitPreparation(matter, prepare: matter.prepare)
    emitSubmission(matter, materials: matter.materials)
    plan.count(.firstPass)
    let work = plan.work(
      offices: [pledge.recordOffice], [(pledge.recordWork, "\(name)/record/duration", [])],
      purpose: "\(name)/record", waiting: .window)
    plan.emit(Instruction(.work, a: work, holder: .window, label: plan.label(name, "record")))
    plan.emit(Instruction(.decide, label: plan.label(name, "recorded")))
  }

  /// Emits a verification of a pledge after a result or milestone.
  mutating func build(_ verification: Pledge.Verification, of matter: Matter, _ pledge: Pledge) {
    beginNode(after: [signalName(verification.at)])
    let notApplicable = jumpUnless(matter.when)
    // Who got it without application has pledged nothing.
    let entitled = matter.entitlement.map { jump(ifEntitled: $0, to: matter.name) }
    emitCheck(
      verification.check, name: "\(matter.name)/verify/\(verification.at)", of: [matter.name],
      stage: verification.stage, pledge.consequences)
    if let entitled { plan.landHere(entitled) }
    if let notApplicable { plan.landHere(notApplicable) }
    emitEnd()
  }

  /// Emits an inspection after a result or milestone.
  mutating func build(_ inspection: Inspection) {
    beginNode(after: [signalName(inspection.at)])
    // What does not concern the applicant is signalled at once; there is nothing to inspect.
    let notApplicable = jumpUnless(model.condition(of: inspection.at.owner))
    emitCheck(
      inspection.check, name: inspection.name, of: inspection.checks, stage: inspection.stage,
      inspection.consequences)
    if let notApplicable { plan.landHere(notApplicable) }
    emitEnd()
  }

  /// Emits a check after the decision: drawn by rate, done by people.
  ///
  /// Each open defect is looked for; what follows a finding runs beside the thread that falls through.
  mutating func emitCheck(
    _ check: FollowUpCheck, name: String, of matters: [Name], stage: Stage,
    _ consequences: Consequences
  ) {
    let chosen = jump(with: check.rate, purpose: "\(name)/rate", placebo: true, once: true)
    let passed = plan.emit(Instruction(.jump))
    plan.landHere(chosen)
    let gone = plan.emit(Instruction(.ifTerminated))
    let spared = jumpIfSpared(by: check.atMost, of: check)
    let work = plan.work(
      offices: check.offices, [(check.work, "\(name)/duration", [])], purpose: name, waiting: .none)
    plan.emit(Instruction(.work, a: work, label: plan.label(name, "check")))
    plan.count(.inspections)
    if check.isVisit {
      plan.count(.visits)
      plan.count(.steps)
    }
    let faulty = isKept(in: matters) ? plan.register("\(name)/faulty") : nil
    if let faulty { plan.emit(Instruction(.set, a: faulty, c: 0)) }
    let open = plan.register("\(name)/open")
    plan.emit(Instruction(.set, a: open, c: 0))
    // What is found, for the day on which it becomes public.
    var notes: [Name: Int] = [:]
    for matter in matters where check.publication != nil && defect(of: matter) != nil {
      let note = plan.register("\(name)/found/\(matter)")
      plan.emit(Instruction(.set, a: note, c: 0))
      notes[matter] = note
    }
    for matter in matters {
      guard let defect = defect(of: matter) else { continue }
      plan.emit(Instruction(.raise, a: open, b: defect))
      let ordered = plan.register("\(matter)/ordered")
      let none = plan.emit(Instruction(.ifEqual, a: defect, c: 0))
      let known = plan.emit(Instruction(.ifEqual, a: ordered, c: 1))
      let found = jump(
        with: check.detects, purpose: "\(name)/detects/\(matter)", placebo: true,
        once: true)
      let missed = plan.emit(Instruction(.jump))
      plan.landHere(found)
      plan.emit(Instruction(.set, a: ordered, c: 1))
      plan.count(.foundAfter)
      if let note = notes[matter] {
        plan.emit(Instruction(.raise, a: note, b: defect))
      } else {
        emitEntry(in: consequences.list)
        emitEvent(.found, of: matter, defect: defect)
      }
      let consequence = plan.emit(Instruction(.fork))
      let onward = plan.emit(Instruction(.jump))
      plan.landHere(consequence)
      emit(consequences, matter: matter, defect: defect, stage: stage)
      emitEnd()
      plan.landHere([known, onward])
      if let faulty { plan.emit(Instruction(.set, a: faulty, c: 1)) }
      plan.landHere([none, missed])
    }
    if let falseAlarm = check.falseAlarm {
      let guilty = plan.emit(Instruction(.ifAtLeast, a: open, c: 1))
      let flagged = jump(with: falseAlarm, purpose: "\(name)/falseAlarm", placebo: true, once: true)
      let clear = plan.emit(Instruction(.jump))
      plan.landHere(flagged)
      plan.count(.wrongFindings)
      if let faulty { plan.emit(Instruction(.set, a: faulty, c: 1)) }
      plan.landHere([guilty, clear])
    }
    if let publication = check.publication {
      emit(publication, of: name) { builder in
        for matter in matters {
          guard let note = notes[matter] else { continue }
          let isClean = builder.plan.emit(Instruction(.ifEqual, a: note, c: 0))
          builder.emitEntry(in: consequences.list)
          builder.emitEvent(.found, of: matter, defect: note)
          builder.plan.landHere(isClean)
        }
        builder.emitKept(by: name, of: matters, unless: faulty)
      }
    } else {
      emitKept(by: name, of: matters, unless: faulty)
    }
    plan.landHere([passed, gone])
    if let spared { plan.landHere(spared) }
  }

  /// Emits that a check found nothing, unless the register `faulty` says otherwise; nil: nobody asks.
  private mutating func emitKept(by name: String, of matters: [Name], unless faulty: Int?) {
    guard let faulty else { return }
    let isFaulty = plan.emit(Instruction(.ifEqual, a: faulty, c: 1))
    emitKept(by: name, of: matters)
    plan.landHere(isFaulty)
  }

  /// Emits the publication of a check's result, beside what follows the check.
  ///
  /// The limit and the work run side by side, and the first of both counts. What the result leads to in
  /// credit lists, `entries`, happens with the publication.
  private mutating func emit(
    _ publication: Publication, of name: String, entries: (inout RouteBuilder) -> Void
  ) {
    let (published, late) = (plan.register("\(name)/published"), plan.register("\(name)/late"))
    plan.emit(Instruction(.set, a: published, c: 0))
    plan.emit(Instruction(.set, a: late, c: 0))
    let deadline = plan.emit(Instruction(.fork))
    let work = plan.emit(Instruction(.fork))
    let onward = plan.emit(Instruction(.jump))
    plan.landHere(deadline)
    // A millisecond longer, so that what is public when the limit ends is in time.
    let limit = plan.span(publication.within, hours: hours(of: publication.office), more: 1)
    plan.emit(Instruction(.wait, a: limit, c: 1, holder: .none))
    let isThere = plan.emit(Instruction(.ifAtLeast, a: published, c: 1))
    plan.emit(Instruction(.set, a: late, c: 1))
    plan.count(.resultsDue)
    plan.landHere(isThere)
    emitEnd()
    plan.landHere(work)
    let spec = plan.work(
      offices: [publication.office], [(publication.work, "\(name)/publish/duration", [])],
      purpose: "\(name)/publish", waiting: .none)
    plan.emit(Instruction(.work, a: spec, label: plan.label(name, "publish")))
    let isLate = plan.emit(Instruction(.ifAtLeast, a: late, c: 1))
    plan.emit(Instruction(.set, a: published, c: 1))
    plan.count(.resultsDue)
    plan.count(.publishedInTime)
    plan.landHere(isLate)
    entries(&self)
    emitEnd()
    plan.landHere(onward)
  }

  /// Emits what follows a finding: order and cure, or stop and its end.
  private mutating func emit(_ ladder: Consequences, matter: Name, defect: Int, stage: Stage) {
    let fines = Account(payer: "applicant", payee: "government", line: .fine)
    let serious = plan.emit(Instruction(.ifEqual, a: defect, c: 2))
    // Curable: an order, cured at its end; without a time for it operation stops until it is cured,
    // which is at once.
    if let fine = ladder.curableFine { plan.pay(fines, fine) }
    plan.count(.orders)
    wait(ladder.cure)
    payCureNow(matter, stage: stage)
    plan.emit(Instruction(.cure, a: defect))
    emitEnd()
    plan.landHere(serious)
    if let fine = ladder.seriousFine { plan.pay(fines, fine) }
    plan.count(.orders)
    if let stop = ladder.stop {
      plan.count(.stops)
      plan.emit(Instruction(.suspend))
      plan.emit(Instruction(.stopWork, a: plan.span(stop, hours: applicants.hours)))
      wait(stop)
    } else {
      wait(ladder.cure)
      plan.emit(Instruction(.suspend))
    }
    switch ladder.seriousEnd {
    case .cure:
      payCureNow(matter, stage: stage)
      plan.emit(Instruction(.cure, a: defect))
      plan.emit(Instruction(.resume))
    case .landExit:
      plan.count(.landExits)
      plan.emit(Instruction(.terminate, a: Int(Ending.landExit.rawValue)))
    case .disqualify:
      plan.count(.disqualifications)
      plan.emit(Instruction(.terminate, a: Int(Ending.disqualified.rawValue)))
    case .revoke:
      plan.count(.revocations)
      emitFall(with: matter)
      emitReentry(matter, defect: defect, stage: stage)
    }
  }

  /// The ordinary route after a revocation: what was sunk is lost, the conditions are now met, and
  /// operation goes on with the new decision.
  private mutating func emitReentry(_ name: Name, defect: Int, stage: Stage) {
    payCureNow(name, stage: stage)
    guard let matter = model.matter(name), matter.name == name else {
      plan.emit(Instruction(.cure, a: defect))
      plan.emit(Instruction(.resume))
      return
    }
    var ordinary: Commitment.OrdinaryRoute?
    if case .commitment(let commitment) = matter.mode { ordinary = commitment.ordinary }
    emitOrdinaryRoute(matter, ordinary)
    plan.emit(Instruction(.cure, a: defect))
    plan.emit(Instruction(.resume))
  }

  /// Emits the ordinary review of a matter, as the base process has it.
  mutating func emitOrdinaryRoute(
    _ matter: Matter, _ ordinary: Commitment.OrdinaryRoute? = nil
  ) {
    let base = plan.base.matters.first { $0.name == matter.name } ?? matter
    buildReview(base, isReentry: true, ordinary: ordinary)
  }
}
