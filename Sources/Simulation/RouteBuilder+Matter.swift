internal import ApprovalModel
internal import Kernel

/// The registers of one matter's passage.
struct MatterRegisters {
  /// The largest defect found: 0 none, 1 curable, 2 serious.
  var found: Int
  /// 1 when a compliant applicant was flagged.
  var wrong: Int
  /// How often the file was returned, refused, and done again from the completeness check.
  var returns: Int
  var refusals: Int

  init(_ plan: inout PlanBuilder, _ matter: Name) {
    found = plan.register("\(matter)/found")
    wrong = plan.register("\(matter)/wrong")
    returns = plan.register("\(matter)/returns")
    refusals = plan.register("\(matter)/refusals")
  }
}

extension RouteBuilder {
  /// Emits a matter with everything its mode brings with it.
  mutating func build(_ matter: Matter) {
    if case .merged(let merged) = matter.mode {
      build(merged, of: matter)
      return
    }
    build(matter.quorums, of: matter.name)
    if let together = matter.alongside, together.intake?.lead == matter.name {
      buildIntake(by: matter, of: together)
    }
    beginNode(
      after: matter.alongside?.intake.map { ["intake:\($0.lead)"] }
        ?? prerequisites(matter.needs, matter.after, quorums: matter.quorums, of: matter.name),
      name: matter.name)
    let notApplicable = jumpUnless(matter.when)
    emitSteadyBeginning(matter)
    let spared = jumpIfSpared(matter)
    let entitled = matter.entitlement.map { jump(ifEntitled: $0, to: matter.name) }
    switch matter.mode {
    case .review, .automated: buildReview(matter, isReentry: false)
    case .filing(let filing): build(filing, of: matter)
    case .confirmation: buildConfirmation(matter)
    case .commitment(let commitment): build(commitment, of: matter)
    case .pledge(let pledge): build(pledge, of: matter)
    case .merged: break
    }
    if let entitlement = matter.entitlement, let entitled {
      build(entitlement, to: matter, from: entitled)
    }
    emitGrant(matter)
    let without = reviewedMilestones(matter.name)
    if spared != nil || (notApplicable != nil && !without.isEmpty) {
      let decided = plan.emit(Instruction(.jump))
      if let spared {
        plan.landHere(spared)
        waitUntilReady(matter)
      }
      if let notApplicable, !without.isEmpty { plan.landHere(notApplicable) }
      for milestone in without { emitMilestone(milestone, of: matter.name) }
      plan.landHere(decided)
    }
    if let notApplicable, without.isEmpty { plan.landHere(notApplicable) }
    emitResult(matter)
    emitEnd()
    if case .pledge(let pledge) = matter.mode {
      for verification in pledge.verifications { build(verification, of: matter, pledge) }
    }
    buildValidity(of: matter)
  }

  /// Signals that the matter is granted and its conditions are met.
  mutating func emitResult(_ matter: Matter) {
    emitGranted(matter.name)
    emitSignal("met:\(matter.name)")
  }

  /// Signals that the matter is granted: from now on nothing withdraws it.
  mutating func emitGranted(_ name: Name) {
    if mayBeWithdrawn(name) {
      plan.emit(Instruction(.set, a: plan.register("\(name)/settled"), c: 1))
    }
    emitSignal("granted:\(name)")
  }

  // MARK: Done ahead

  private mutating func jumpIfSpared(_ matter: Matter) -> Int? {
    guard let ahead = matter.ahead else { return nil }
    return jump(with: ahead.conforming, purpose: "\(matter.name)/ahead/conforming", once: true)
  }

  private mutating func waitUntilReady(_ matter: Matter) {
    guard let ready = matter.ahead?.ready else { return }
    plan.emit(Instruction(.waitUntil, a: plan.instant(ready), holder: .notice))
  }

  // MARK: The ordinary route

  /// Emits comply, prepare and the intermediary's work, with what they cost.
  mutating func emitPreparation(
    _ matter: Matter, complies: Bool = true, prepare: Input<DurationDistribution>?
  ) {
    let name = matter.name
    if complies {
      wait(
        matter.comply, purpose: "\(name)/comply/duration", holder: .applicant,
        label: plan.label(name, "comply"))
    }
    emitCoverage(matter)
    emitCoaching(matter)
    emitPapers(matter, prepare, role: "prepare")
    emitPreparationCosts(matter)
    wait(
      matter.intermediary, purpose: "\(name)/intermediary/duration", holder: .intermediary,
      label: plan.label(name, "intermediary"))
  }

  mutating func emitPreparationCosts(_ matter: Matter) {
    if let hours = matter.ownHours, let tariff = applicants.hourlyCost {
      let fen = (plan.world(hours) * Double(plan.world(tariff))).roundedToInt64
      plan.pay(Account(payer: "applicant", line: .ownTime, matter: matter.name), fen: fen)
    }
    for payment in matter.payments {
      plan.pay(
        Account(
          payer: payment.payer, payee: payment.payee, line: .payment, matter: matter.name),
        payment.amount)
    }
  }

  /// Emits the handing-in of a file: submission, a step, the documents, a trip.
  ///
  /// - Parameter parts: the matters whose papers are handed in together; empty: the matter's alone.
  mutating func emitSubmission(_ matter: Matter, materials: Input<Int>?, of parts: [Matter] = []) {
    emitEndIfGone()
    emitBlock(of: matter, concerning: [matter.name] + parts.map(\.name))
    plan.emit(Instruction(.submit, label: plan.label(matter.name, "submit")))
    plan.count(.submissions)
    plan.count(.steps)
    if let materials { emitMaterials(matter, plan.world(materials)) }
    emitTrip(matter)
  }

  /// Emits the end of the strand for cases that have been refused elsewhere meanwhile.
  mutating func emitEndIfGone() {
    let gone = plan.emit(Instruction(.ifTerminated))
    let onward = plan.emit(Instruction(.jump))
    plan.landHere(gone)
    // A strand that others wait for says that it is through even when it goes no further.
    if let arrivals = strandArrivals { plan.emit(Instruction(.arriveAtJoin, a: arrivals)) }
    emitEnd()
    plan.landHere(onward)
  }

  /// Emits the trip of handing something in, unless it goes online or by post.
  mutating func emitTrip(_ matter: Matter, role: String = "submit") {
    let purpose = "\(matter.name)/\(role)"
    let online = matter.online.map { jump(with: $0, purpose: "\(purpose)/online") }
    if let trip = matter.share?.trip {
      emitIfCovered(
        matter, { $0.emitTrip(trip, purpose) }, else: { $0.emitTrip(matter.trip, purpose) })
    } else {
      emitTrip(matter.trip, purpose)
    }
    if let online { plan.landHere(online) }
  }

  private mutating func emitTrip(_ trip: Chance?, _ purpose: String) {
    guard let trip else {
      plan.count(.trips)
      return
    }
    let goes = jump(with: trip, purpose: "\(purpose)/trip")
    let stays = plan.emit(Instruction(.jump))
    plan.landHere(goes)
    plan.count(.trips)
    plan.landHere(stays)
  }

  /// Emits the completeness check with its corrections.
  ///
  /// - Parameter clockRuns: whether the clock runs already (from receipt), so that it stands still
  ///   while the applicant corrects.
  /// - Parameter byMachine: whether the check takes no time and occupies nobody.
  mutating func emitCompleteness(
    _ check: Completeness?, _ matter: Matter, _ registers: MatterRegisters, clockRuns: Bool,
    role: String = "completeness", byMachine: Bool = false
  ) {
    guard let check else {
      plan.count(.firstPass)
      return
    }
    let name = matter.name
    let label = plan.label(name, role)
    let start = plan.nextInstruction
    if !byMachine {
      emitWaitForCorrections(matter)
      let work = plan.work(
        offices: [check.office], [(check.work, "\(name)/\(role)/duration", [])],
        purpose: "\(name)/\(role)",
        waiting: .window)
      plan.emit(Instruction(.work, a: work, holder: .window, label: label))
    }
    if let correction = check.correction {
      var accepted: [Int] = []
      if let rounds = correction.rounds {
        accepted.append(plan.emit(Instruction(.ifAtLeast, a: registers.returns, c: rounds)))
      }
      let missing = jumpsToCorrection(
        of: matter, correction.chance, purpose: "\(name)/\(role)/correction",
        factors: correction.factors)
      accepted.append(plan.emit(Instruction(.jump)))
      plan.landHere(missing)
      plan.emit(Instruction(.increment, a: registers.returns))
      plan.count(.corrections)
      if clockRuns { plan.emit(Instruction(.clockPause)) }
      emitCorrectionBegins(matter)
      wait(
        correction.takes, purpose: "\(name)/\(role)/correction/duration", holder: .correction,
        label: plan.label(name, "correction"), placebo: true)
      emitTrip(matter)
      emitCorrectionEnds(matter)
      if clockRuns { plan.emit(Instruction(.clockResume)) }
      plan.emit(Instruction(.jump, b: start))
      plan.landHere(accepted)
    }
    let returned = plan.emit(Instruction(.ifAtLeast, a: registers.returns, c: 1))
    plan.count(.firstPass)
    plan.landHere(returned)
  }

  /// Emits the review, submission to result; falls through when the matter is granted.
  ///
  /// - Parameter isReentry: whether this is the ordinary route after a revocation, which has its own
  ///   registers, cures the defect in the making and ends in no signal.
  mutating func buildReview(
    _ matter: Matter, isReentry: Bool, ordinary: Commitment.OrdinaryRoute? = nil
  ) {
    let registers = MatterRegisters(&plan, isReentry ? "\(matter.name)/again" : matter.name)
    let tolerance = isReentry ? nil : matter.tolerance
    let matterIndex = plan.limits(of: matter)
    var clocks: [Int] = []
    // A file that another office has taken in comes to the review at once.
    var takenIn: Int?
    if !isReentry, let intake = matter.alongside?.intake {
      clocks.append(emitForwarding(matter, intake, matterIndex: matterIndex))
      takenIn = plan.emit(Instruction(.jump))
    } else {
      emitPreparation(
        matter, prepare: ordinary.map(\.prepare) ?? tolerance.map(\.prepare) ?? matter.prepare)
    }
    let start = plan.nextInstruction
    emitSubmission(matter, materials: ordinary.map(\.materials) ?? matter.materials)
    if let tolerance { emitPromise(tolerance, of: matter) }
    let byReceipt = matter.limits.starts == .receipt
    if byReceipt { clocks.append(plan.emit(Instruction(.clockStart, a: matterIndex))) }
    var machine = MachineExits()
    if case .automated(let automation) = matter.mode {
      machine = emit(
        automation, of: matter, registers, clock: byReceipt ? nil : matterIndex,
        isReentry: isReentry)
      clocks += machine.clocks
    }
    let complete = plan.nextInstruction
    emitCompleteness(matter.completeness, matter, registers, clockRuns: byReceipt)
    if !byReceipt { clocks.append(plan.emit(Instruction(.clockStart, a: matterIndex))) }
    plan.landHere(machine.flagged)
    if let takenIn { plan.landHere(takenIn) }
    for activity in matter.activities {
      emit(
        activity, of: matter, registers, restart: complete, isReentry: isReentry)
    }
    if tolerance?.holds == .decision { emitWaitForPapers(of: matter) }
    if !isReentry { emitMeeting(matter) }
    emitDecision(
      matter, registers, matterIndex: matterIndex, clocks: clocks, decided: machine.decided,
      restart: start, isReentry: isReentry)
  }

  /// Emits one activity of a review.
  mutating func emit(
    _ activity: Activity, of matter: Matter, _ registers: MatterRegisters, restart: Int?,
    isReentry: Bool
  ) {
    let name = matter.name
    let purpose = "\(name)/\(activity.name)"
    let label = plan.label(name, activity.name)
    let start = plan.nextInstruction
    if !isReentry { emitWaitForCorrections(matter) }
    if activity.stopsClock { plan.emit(Instruction(.clockPause)) }
    switch activity.kind {
    case .work(let offices, let work):
      let spec = plan.work(
        offices: offices, [(work, "\(purpose)/duration", [])], purpose: purpose, waiting: .queue)
      plan.emit(Instruction(.work, a: spec, holder: .review, label: label))
    case .notice(let length):
      wait(
        length, purpose: "\(purpose)/duration", holder: .notice, label: label,
        hours: hours(of: matter.office), placebo: true)
    }
    if activity.isVisit {
      plan.count(.steps)
    }
    if activity.stopsClock { plan.emit(Instruction(.clockResume)) }
    if !isReentry, let detection = activity.detection {
      emit(detection, purpose: purpose, owner: name, registers, stage: activity.stage)
    }
    if !isReentry, let milestone = activity.milestone { emitMilestone(milestone, of: name) }
    if let rework = activity.rework {
      emit(rework, purpose: purpose, start: rework.from == .completeness ? restart ?? start : start)
    }
  }

  private mutating func emit(_ rework: Rework, purpose: String, start: Int) {
    let passes = plan.register("\(purpose)/passes")
    var done: [Int] = []
    if let rounds = rework.rounds {
      done.append(plan.emit(Instruction(.ifAtLeast, a: passes, c: rounds)))
    }
    let again = jump(with: rework.chance, purpose: "\(purpose)/again", placebo: true)
    done.append(plan.emit(Instruction(.jump)))
    plan.landHere(again)
    if rework.rounds != nil { plan.emit(Instruction(.increment, a: passes)) }
    plan.emit(Instruction(.jump, b: start))
    plan.landHere(done)
  }

  /// Emits a look at the defects of some matters: each open one is caught or not; an applicant
  /// without any of them may be flagged.
  mutating func emit(
    _ detection: Detection, purpose: String, owner: Name, _ registers: MatterRegisters, stage: Stage
  ) {
    let checked = (detection.checks.isEmpty ? [owner] : detection.checks).inNameOrder()
    let hasDefect = plan.register("\(purpose)/open")
    plan.emit(Instruction(.set, a: hasDefect, c: 0))
    for name in checked {
      guard let defect = defect(of: name) else { continue }
      plan.emit(Instruction(.raise, a: hasDefect, b: defect))
      let none = plan.emit(Instruction(.ifEqual, a: defect, c: 0))
      let found = plan.register("\(owner)/found/\(name)")
      let known = plan.emit(Instruction(.ifAtLeast, a: found, c: 1))
      let caught = jump(
        with: detection.catches,
        purpose: name == owner ? "\(purpose)/catches" : "\(purpose)/catches/\(name)", placebo: true)
      let missed = plan.emit(Instruction(.jump))
      plan.landHere(caught)
      plan.emit(Instruction(.raise, a: found, b: defect))
      plan.emit(Instruction(.raise, a: registers.found, b: defect))
      plan.emit(Instruction(.set, a: plan.register("\(owner)/stage/\(name)"), c: stage.number))
      plan.count(.foundBefore)
      plan.landHere([none, known, missed])
    }
    guard let falseAlarm = detection.falseAlarm else { return }
    let guilty = plan.emit(Instruction(.ifAtLeast, a: hasDefect, c: 1))
    let flagged = jump(with: falseAlarm, purpose: "\(purpose)/falseAlarm", placebo: true)
    let clear = plan.emit(Instruction(.jump))
    plan.landHere(flagged)
    plan.emit(Instruction(.set, a: registers.wrong, c: 1))
    plan.landHere([guilty, clear])
  }

  /// Every matter whose defects the activities of `matter` look for.
  func checkedMatters(_ matter: Matter) -> [Name] {
    var names: Set<Name> = []
    for activity in matter.activities {
      guard let detection = activity.detection else { continue }
      names.formUnion(detection.checks.isEmpty ? [matter.name] : detection.checks)
    }
    if names.isEmpty, case .automated(let automation) = matter.mode, automation.catches != nil {
      names = [matter.name]
    }
    return names.inNameOrder()
  }

  /// Pays and cures what was found, at the stages at which it was found.
  mutating func emitCures(_ matter: Matter, among names: [Name]) {
    for name in names {
      guard let defect = defect(of: name) else { continue }
      let found = plan.register("\(matter.name)/found/\(name)")
      let not = plan.emit(Instruction(.ifEqual, a: found, c: 0))
      let stage = plan.register("\(matter.name)/stage/\(name)")
      var paid: [Int] = []
      for one in Stage.allCases {
        let isHere = plan.emit(Instruction(.ifEqual, a: stage, c: one.number))
        let elsewhere = plan.emit(Instruction(.jump))
        plan.landHere(isHere)
        payCure(name, stage: one)
        paid.append(plan.emit(Instruction(.jump)))
        plan.landHere(elsewhere)
      }
      plan.landHere(paid)
      plan.emit(Instruction(.cure, a: defect))
      plan.emit(Instruction(.set, a: found, c: 0))
      plan.landHere(not)
    }
  }

  /// Emits the decision; falls through when the matter is granted.
  ///
  /// - Parameter decided: steps that lead here from a machine that grants.
  private mutating func emitDecision(
    _ matter: Matter, _ registers: MatterRegisters, matterIndex: Int, clocks: [Int],
    decided: [Int], restart: Int, isReentry: Bool
  ) {
    let name = matter.name
    let checked = isReentry ? [] : checkedMatters(matter)
    var grants = decided
    if !checked.isEmpty {
      let serious = plan.emit(Instruction(.ifEqual, a: registers.found, c: 2))
      let wrong = plan.emit(Instruction(.ifEqual, a: registers.wrong, c: 1))
      let curable = plan.emit(Instruction(.ifEqual, a: registers.found, c: 1))
      grants.append(plan.emit(Instruction(.jump)))
      // One correction, then approved with changes.
      plan.landHere(curable)
      plan.emit(Instruction(.clockPause))
      emitCorrectionBegins(matter)
      wait(
        matter.rectify ?? matter.completeness?.correction?.takes,
        purpose: "\(name)/rectify/duration",
        holder: .correction, label: plan.label(name, "rectify"), placebo: true)
      emitCorrectionEnds(matter)
      plan.emit(Instruction(.clockResume))
      emitCures(matter, among: checked)
      plan.emit(Instruction(.set, a: registers.found, c: 0))
      plan.count(.approvedWithChanges)
      grants.append(plan.emit(Instruction(.jump)))
      plan.landHere([serious, wrong])
      emitRefusal(matter, registers, matterIndex: matterIndex, restart: restart) {
        $0.emitCures(matter, among: checked)
      }
    }
    if matter.limits.tacit {
      if checked.isEmpty { grants.append(plan.emit(Instruction(.jump))) }
      // Here the strand goes on when the limit has passed in silence.
      plan.landHere(clocks)
      plan.count(.tacitConsents)
      if !isReentry {
        for milestone in matter.milestones { emitMilestone(milestone, of: name) }
      }
    }
    plan.landHere(grants)
    plan.emit(Instruction(.clockStop, a: matterIndex, label: plan.label(name, "decision")))
    if !isReentry {
      if let tolerance = matter.tolerance { emitDecided(tolerance, of: matter) }
      emitClosing(matter)
    }
    emitDelivery(matter)
  }

  mutating func emitDelivery(_ matter: Matter) {
    guard let delivery = matter.delivery else { return }
    wait(
      delivery.takes, purpose: "\(matter.name)/delivery/duration", holder: .window,
      label: plan.label(matter.name, "delivery"), hours: hours(of: matter.office))
    if delivery.isTrip { plan.count(.trips) }
  }

  /// Emits a refusal, and the application that follows it where one may apply again.
  ///
  /// - Parameter mend: emits that the applicant mends what was found.
  mutating func emitRefusal(
    _ matter: Matter, _ registers: MatterRegisters, matterIndex: Int, restart: Int,
    mend: (inout RouteBuilder) -> Void
  ) {
    plan.emit(
      Instruction(.clockStop, a: matterIndex, flag: 1, label: plan.label(matter.name, "refusal")))
    plan.count(.refusals)
    emitEvent(.refused, of: matter.name)
    for (work, milestone) in gates(of: matter.name, .redo) {
      plan.emit(Instruction(.set, a: plan.register("\(work).\(milestone)/redo"), c: 1))
    }
    let isJust = plan.emit(Instruction(.ifEqual, a: registers.found, c: 2))
    plan.count(.wrongRefusals)
    plan.landHere(isJust)
    let lost = gates(of: matter.name, .lose)
    var reapply = lost.isEmpty ? matter.reapply : nil
    if reapply == nil, !gates(of: matter.name, .redo).isEmpty {
      // Overlapped work goes on only if the result comes in the end.
      reapply = Reapplication(
        after: Input(TimeSpan(0, .calendarDays), path: "matters.\(matter.name).reapply.after"),
        atMost: 10)
    }
    var final: [Int] = []
    if let reapply {
      final.append(plan.emit(Instruction(.ifAtLeast, a: registers.refusals, c: reapply.atMost)))
      plan.emit(Instruction(.increment, a: registers.refusals))
      plan.count(.reapplications)
      if matter.tolerance != nil { emitPromiseOver(matter) }
      wait(reapply.after, holder: .applicant)
      mend(&self)
      plan.emit(Instruction(.set, a: registers.found, c: 0))
      plan.emit(Instruction(.set, a: registers.wrong, c: 0))
      if matter.tolerance != nil { emitWaitForPapers(of: matter) }
      plan.emit(Instruction(.jump, b: restart))
    }
    plan.landHere(final)
    emitLosses(lost)
    let just = plan.emit(Instruction(.ifEqual, a: registers.found, c: 2))
    plan.emit(Instruction(.terminate, a: Int(Ending.wronglyRefused.rawValue)))
    let wrong = plan.emit(Instruction(.jump))
    plan.landHere(just)
    plan.emit(Instruction(.terminate, a: Int(Ending.refused.rawValue)))
    plan.landHere(wrong)
    for other in matter.withdrawsOnRefusal { emitWithdrawal(ofMatter: other, counts: false) }
    emitEnd()
  }

  /// Emits that an application ends undecided: what is under way in it stops, and the case ends as
  /// after a refusal.
  mutating func emitTermination(of matter: Matter) {
    plan.count(.refusals)
    emitWithdrawal(of: matter.name)
    emitLosses(gates(of: matter.name, .lose))
    plan.emit(Instruction(.terminate, a: Int(Ending.refused.rawValue)))
    for other in matter.withdrawsOnRefusal { emitWithdrawal(ofMatter: other, counts: false) }
    emitEnd()
  }

  /// Emits the count of the milestones that were begun without a result which now never comes.
  mutating func emitLosses(_ milestones: [(work: Name, milestone: Name)]) {
    for (work, milestone) in milestones {
      let begun = plan.register("\(work).\(milestone)/begun")
      let isNone = plan.emit(Instruction(.ifEqual, a: begun, c: 0))
      plan.count(.lost)
      plan.landHere(isNone)
    }
  }

  /// The milestones at whose end the result of a matter is waited for, with that effect of a refusal.
  func gates(of matter: Name, _ effect: OwnWork.Gate.OnRefusal) -> [(
    work: Name, milestone: Name
  )] {
    model.ownWork.flatMap { work in
      work.milestones.filter { milestone in
        milestone.gates.contains { $0.matter == matter && $0.onRefusal == effect }
      }.map { (work.name, $0.name) }
    }
  }

  /// Emits that a milestone of a review is passed; it is passed once.
  mutating func emitMilestone(_ milestone: Name, of matter: Name) {
    let name = "milestone:\(model.aliases[matter] ?? matter).\(milestone)"
    let passed = plan.register(name)
    let isPassed = plan.emit(Instruction(.ifAtLeast, a: passed, c: 1))
    plan.emit(Instruction(.set, a: passed, c: 1))
    emitSignal(name)
    plan.landHere(isPassed)
  }

  // MARK: Filing and confirmation

  private mutating func build(_ filing: Filing, of matter: Matter) {
    let name = matter.name
    let registers = MatterRegisters(&plan, name)
    switch filing.timing {
    case .kept:
      wait(
        matter.comply, purpose: "\(name)/comply/duration", holder: .applicant,
        label: plan.label(name, "comply"))
      emitResult(matter)
      emitPreparation(matter, complies: false, prepare: matter.prepare)
      emitEnd()
      return
    case .after:
      wait(
        matter.comply, purpose: "\(name)/comply/duration", holder: .applicant,
        label: plan.label(name, "comply"))
      emitResult(matter)
      emitPreparation(matter, complies: false, prepare: matter.prepare)
    case .before:
      emitPreparation(matter, prepare: matter.prepare)
    }
    emitSubmission(matter, materials: matter.materials)
    let start = plan.nextInstruction
    let work = plan.work(
      offices: [filing.office], [(filing.work, "\(name)/receipt/duration", [])],
      purpose: "\(name)/receipt",
      waiting: .window)
    plan.emit(Instruction(.work, a: work, holder: .window, label: plan.label(name, "receipt")))
    if let returned = filing.returned {
      let back = jumpsToCorrection(of: matter, returned, purpose: "\(name)/receipt/returned")
      let kept = plan.emit(Instruction(.jump))
      plan.landHere(back)
      plan.emit(Instruction(.increment, a: registers.returns))
      plan.count(.corrections)
      let takes = matter.completeness?.correction?.takes ?? matter.prepare
      wait(
        takes, purpose: "\(name)/receipt/correction/duration", holder: .correction,
        label: plan.label(name, "correction"), placebo: true)
      emitTrip(matter)
      plan.emit(Instruction(.jump, b: start))
      plan.landHere(kept)
    }
    let again = plan.emit(Instruction(.ifAtLeast, a: registers.returns, c: 1))
    plan.count(.firstPass)
    plan.landHere(again)
    plan.emit(Instruction(.decide, label: plan.label(name, "receipt-given")))
    if filing.timing == .after { emitEnd() }
  }

  private mutating func buildConfirmation(_ matter: Matter) {
    let registers = MatterRegisters(&plan, matter.name)
    emitPreparation(matter, prepare: matter.prepare)
    emitSubmission(matter, materials: matter.materials)
    emitOnTheSpot(matter, matter.completeness, registers)
    emitDelivery(matter)
  }

  /// Emits a decision taken with the completeness check.
  mutating func emitOnTheSpot(
    _ matter: Matter, _ check: Completeness?, _ registers: MatterRegisters
  ) {
    let matterIndex = plan.limits(of: matter)
    let byReceipt = matter.limits.starts == .receipt
    if byReceipt { plan.emit(Instruction(.clockStart, a: matterIndex)) }
    emitCompleteness(check, matter, registers, clockRuns: byReceipt)
    if !byReceipt { plan.emit(Instruction(.clockStart, a: matterIndex)) }
    plan.emit(Instruction(.clockStop, a: matterIndex, label: plan.label(matter.name, "decision")))
    plan.count(.onTheSpot)
  }
}

extension Stage {
  /// The stage as a register value; 0 is no stage.
  var number: Int { (Stage.allCases.firstIndex(of: self) ?? 0) + 1 }
}
