internal import ApprovalModel
internal import Kernel

// What reforms do about the papers: documents fetched from data, help before they are handed in.
extension RouteBuilder {
  /// What some applicants have, with what it multiplies.
  private struct Help {
    /// 1 for those who have it.
    var register: Int
    var factor: Input<Double>
  }

  private mutating func covered(_ matter: Matter) -> Int {
    plan.register("\(matter.name)/share/covered")
  }

  /// Emits the draw of whether an applicant is covered by shared data, once for each matter.
  mutating func emitCoverage(_ matter: Matter) {
    guard let share = matter.share else { return }
    let yes = jump(
      with: share.coverage, purpose: "\(matter.name)/share/covered", once: true)
    let no = plan.emit(Instruction(.jump))
    plan.landHere(yes)
    plan.emit(Instruction(.set, a: covered(matter), c: 1))
    plan.landHere(no)
  }

  private mutating func coached(_ matter: Matter) -> Int {
    plan.register("\(matter.name)/coach/reached")
  }

  /// Emits the help of an office before the papers are made, for those whom it reaches.
  mutating func emitCoaching(_ matter: Matter) {
    guard let coaching = matter.coaching else { return }
    let name = "\(matter.name)/coach"
    // Who was refused elsewhere meanwhile needs no help any more.
    var without = [plan.emit(Instruction(.ifTerminated))]
    if let reaches = coaching.reaches {
      let yes = jump(with: reaches, purpose: "\(name)/reached", once: true)
      without.append(plan.emit(Instruction(.jump)))
      plan.landHere(yes)
    }
    let work = plan.work(
      offices: [coaching.office], [(coaching.work, "\(name)/duration", [])], purpose: name,
      waiting: .window)
    plan.emit(Instruction(.work, a: work, holder: .window, label: plan.label(matter.name, "coach")))
    plan.emit(Instruction(.set, a: coached(matter), c: 1))
    plan.landHere(without)
  }

  /// Emits one thing for those covered by shared data, another for the rest.
  mutating func emitIfCovered(
    _ matter: Matter, _ body: (inout RouteBuilder) -> Void,
    else other: (inout RouteBuilder) -> Void
  ) {
    let isCovered = plan.emit(Instruction(.ifAtLeast, a: covered(matter), c: 1))
    other(&self)
    let done = plan.emit(Instruction(.jump))
    plan.landHere(isCovered)
    body(&self)
    plan.landHere(done)
  }

  /// Emits the count of the documents handed in, `materials` without shared data.
  mutating func emitMaterials(_ matter: Matter, _ materials: Int) {
    guard let share = matter.share else {
      plan.count(.materials, materials)
      return
    }
    emitIfCovered(
      matter, { $0.plan.count(.materials, min(materials, $0.plan.world(share.materials))) },
      else: { $0.plan.count(.materials, materials) })
  }

  /// Emits the making of papers, in a fraction of the time for those who have help.
  mutating func emitPapers(_ matter: Matter, _ length: Input<DurationDistribution>?, role: String) {
    guard let length else { return }
    emitByHelp(helps(matter, \.prepare, \.prepare)) { builder, factors in
      var length = length
      length.value.factors += factors
      builder.wait(
        length, purpose: "\(matter.name)/\(role)/duration", holder: .applicant,
        label: builder.plan.label(matter.name, role))
    }
  }

  /// Emits the jumps taken when a file lacks something, rarer for those who have help, and says where
  /// they stand.
  mutating func jumpsToCorrection(
    of matter: Matter, _ chance: Chance, purpose: String, factors: [Input<Double>] = []
  ) -> [Int] {
    var jumps: [Int] = []
    emitByHelp(helps(matter, \.correction, \.correction)) { builder, more in
      jumps.append(
        builder.jump(with: chance, purpose: purpose, placebo: true, factors: factors + more))
    }
    return jumps
  }

  private mutating func helps(
    _ matter: Matter, _ share: KeyPath<DataShare, Input<Double>?>,
    _ coaching: KeyPath<Coaching, Input<Double>?>
  ) -> [Help] {
    var helps: [Help] = []
    if let factor = matter.share?[keyPath: share] {
      helps.append(Help(register: covered(matter), factor: factor))
    }
    if let factor = matter.coaching?[keyPath: coaching] {
      helps.append(Help(register: coached(matter), factor: factor))
    }
    return helps
  }

  /// Emits `body` once for every set of `helps` that an applicant may have, with the factors of that
  /// set: the draw is the same, whoever has which.
  private mutating func emitByHelp(
    _ helps: [Help], having factors: [Input<Double>] = [],
    _ body: (inout RouteBuilder, [Input<Double>]) -> Void
  ) {
    guard let help = helps.first else {
      body(&self, factors)
      return
    }
    let rest = Array(helps.dropFirst())
    let has = plan.emit(Instruction(.ifAtLeast, a: help.register, c: 1))
    emitByHelp(rest, having: factors, body)
    let done = plan.emit(Instruction(.jump))
    plan.landHere(has)
    emitByHelp(rest, having: factors + [help.factor], body)
    plan.landHere(done)
  }
}
