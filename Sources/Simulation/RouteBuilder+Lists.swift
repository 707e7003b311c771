internal import ApprovalModel
internal import Kernel

// Credit lists: what leads to an entry, what an entry keeps from, and how firms come off.
extension RouteBuilder {
  // MARK: Entries

  /// Emits the entry of the applicant's firm in a credit list.
  mutating func emitEntry(in name: Name?) {
    guard let name, let list = model.creditLists.first(where: { $0.name == name }),
      mayStand(on: list)
    else { return }
    emitNote(list, name: "creditLists/\(name)", times: 1, within: nil)
  }

  /// Emits that something happened to a matter, for the lists whose rules wait for it; what happens to
  /// a merged matter happens to each of its parts.
  ///
  /// - Parameter defect: the register of the defect found.
  mutating func emitEvent(_ event: CreditList.Event, of matter: Name, defect: Int? = nil) {
    let parts = model.aliases.keys.filter { model.aliases[$0] == matter }.inNameOrder()
    let happens = parts.isEmpty ? [matter] : parts
    for (list, rule, name) in rules(for: event) {
      let concerned =
        rule.matters.isEmpty
        ? happens : (parts + [matter]).filter { rule.matters.contains($0) }
      for one in concerned {
        emit(rule, of: list, name: name, purpose: "\(name)/\(one)", defect: defect)
      }
    }
  }

  /// Whether some list waits for checks of these matters that find nothing.
  func isKept(in matters: [Name]) -> Bool {
    rules(for: .kept).contains { $0.rule.concerns(matters) }
  }

  /// Emits that a check of these matters found nothing.
  mutating func emitKept(by check: String, of matters: [Name]) {
    for (list, rule, name) in rules(for: .kept) where rule.concerns(matters) {
      emit(rule, of: list, name: name, purpose: "\(name)/\(check)", defect: nil)
    }
  }

  /// Whether applicants of this class can stand on a list.
  private func mayStand(on list: CreditList) -> Bool {
    list.subject == .everybody || applicants.firms != nil
  }

  private func rules(
    for event: CreditList.Event
  ) -> [(list: CreditList, rule: CreditList.EntryRule, name: String)] {
    model.creditLists.filter(mayStand).flatMap { list in
      list.entry.enumerated().filter { $0.element.event == event }
        .map { (list, $0.element, "creditLists/\(list.name)/entry/\($0.offset + 1)") }
    }
  }

  private mutating func emit(
    _ rule: CreditList.EntryRule, of list: CreditList, name: String, purpose: String, defect: Int?
  ) {
    var without: [Int] = []
    if let severity = rule.severity, let defect {
      let counts = plan.emit(Instruction(.ifEqual, a: defect, c: severity == .serious ? 2 : 1))
      without.append(plan.emit(Instruction(.jump)))
      plan.landHere(counts)
    }
    if let chance = rule.chance {
      let counts = jump(with: chance, purpose: purpose, placebo: true)
      without.append(plan.emit(Instruction(.jump)))
      plan.landHere(counts)
    }
    emitNote(list, name: name, times: rule.times, within: rule.within)
    plan.landHere(without)
  }

  /// Emits one event that counts towards an entry, and what the firm does once it is entered.
  private mutating func emitNote(
    _ list: CreditList, name: String, times: Int, within: Input<TimeSpan>?
  ) {
    guard let place = model.creditLists.firstIndex(where: { $0.name == list.name }) else { return }
    let hours = applicants.hours
    let minimum = model.creditLists.prefix(place).count { $0.application != nil }
    let listCount = model.creditLists.count
    let memory = plan.memory(name, times: times, of: classIndex) { plan, spec in
      spec.isShared = list.subject == .everybody
      spec.list = Int32(place)
      func span(_ input: Input<TimeSpan>?) -> Int32 {
        input.map { Int32(plan.span($0, hours: hours)) } ?? -1
      }
      spec.within = span(within)
      switch list.exit {
      case .automatic: spec.stay = span(list.minimumStay)
      case .after(let stay): spec.stay = span(stay)
      case .application(_, let automatic):
        spec.stay = span(automatic)
        spec.minimum = span(list.minimumStay)
        spec.minimumPlace = Int32(listCount + minimum)
      }
    }
    let entered = plan.emit(Instruction(.remember, a: memory))
    guard let application = list.application else {
      plan.landHere(entered)
      return
    }
    let not = plan.emit(Instruction(.jump))
    plan.landHere(entered)
    let strand = plan.emit(Instruction(.fork, flag: 1))
    let onward = plan.emit(Instruction(.jump))
    plan.landHere(strand)
    wait(list.minimumStay)
    emit(application, to: list, memory: memory)
    plan.landHere([not, onward])
  }

  /// Emits the application of a firm to leave a list (信用修复), at the end of its minimum stay.
  ///
  /// A later entry of the firm has a strand of its own, and this one ends; of entries of one instant the
  /// first asks for all.
  private mutating func emit(
    _ application: CreditList.Application, to list: CreditList, memory: Int
  ) {
    let name = "creditLists/\(list.name)/application"
    let asks = plan.emit(Instruction(.ifAsksToLeave, a: memory))
    emitEnd()
    plan.landHere(asks)
    if let applies = application.applies {
      let isWilling = jump(with: applies, purpose: "\(name)/applies")
      emitEnd()
      plan.landHere(isWilling)
    }
    let work = plan.work(
      offices: [application.office], [(application.work, "\(name)/duration", [])], purpose: name,
      waiting: .none)
    plan.emit(Instruction(.work, a: work, label: plan.label(list.name, "application")))
    plan.emit(Instruction(.delist, a: memory))
    emitEnd()
  }

  // MARK: What being listed means

  /// Emits the end of the strand, and of the case, for those whom a list keeps from handing in one of
  /// `names`.
  mutating func emitBlock(of matter: Matter, concerning names: [Name]) {
    var blocked: [Int] = []
    for (place, list) in model.creditLists.enumerated()
    where mayStand(on: list) && list.blocks.contains(where: names.contains) {
      blocked.append(plan.emit(Instruction(.ifListed, a: place)))
    }
    guard !blocked.isEmpty else { return }
    let onward = plan.emit(Instruction(.jump))
    plan.landHere(blocked)
    emitLosses(gates(of: matter.name, .lose))
    plan.emit(Instruction(.terminate, a: Int(Ending.blocked.rawValue)))
    for other in matter.withdrawsOnRefusal { emitWithdrawal(ofMatter: other, counts: false) }
    if let arrivals = strandArrivals { plan.emit(Instruction(.arriveAtJoin, a: arrivals)) }
    emitEnd()
    plan.landHere(onward)
  }

  /// Emits the part that counts whose firm is on a list when the need arises.
  mutating func buildListed() {
    guard applicants.firms != nil, let condition = model.listedFirm,
      let bit = plan.condition(condition)
    else { return }
    beginNode(after: [])
    let isListed = plan.emit(Instruction(.condition, a: bit))
    emitEnd()
    plan.landHere(isListed)
    plan.count(.listed)
    emitEnd()
  }

  // MARK: Caps

  /// Emits the way past a check that its cap forbids, and says where it leads away.
  mutating func jumpIfSpared(by cap: CheckCap?, of check: FollowUpCheck) -> Int? {
    guard let cap else { return nil }
    let offices = check.offices.inNameOrder().joined(separator: "+")
    let span = "\(cap.per.value.amount) \(cap.per.value.unit.rawValue)"
    let hours = applicants.hours
    let memory = plan.memory(
      "atMost/\(offices)/\(cap.subject.rawValue)/\(cap.visits)/\(span)", times: cap.visits + 1,
      of: classIndex
    ) { plan, spec in
      spec.isShared = cap.subject == .office
      spec.within = Int32(plan.span(cap.per, hours: hours))
    }
    let isSpared = plan.emit(Instruction(.remember, a: memory))
    let made = plan.emit(Instruction(.jump))
    plan.landHere(isSpared)
    plan.count(.sparedChecks)
    let spared = plan.emit(Instruction(.jump))
    plan.landHere(made)
    return spared
  }
}

extension CreditList.EntryRule {
  /// Whether the rule goes by events of one of these matters.
  fileprivate func concerns(_ names: [Name]) -> Bool {
    matters.isEmpty || matters.contains(where: names.contains)
  }
}

extension ProcessModel {
  /// Whose firm is on some list of firms; nil where there is none.
  var listedFirm: Condition? {
    let lists = creditLists.filter { $0.subject == .firm }.map(\.name)
    guard !lists.isEmpty else { return nil }
    return Condition([.init(attribute: Condition.onList, requirement: .oneOf(lists))])
  }
}
