/// The kind of a prerequisite.
public enum EdgeKind: Hashable, Sendable {
  /// Required in law or in fact.
  case needs
  /// Waited for by custom only.
  case after
}

/// A primitive edit of a process.
///
/// Every change kind lowers to a few of these, so that pairing and
/// the structural rules are proved on the edits and each kind needs a worked example only.
public enum Edit: Hashable, Sendable {
  /// Adds a matter.
  case addMatter(Matter)
  /// Removes a matter; its successors inherit its prerequisites (`needs` only where both edges were
  /// `needs`, else `after`); `fact` names what replaces its result, where something does.
  case removeMatter(Name, fact: String?)
  /// Adds a prerequisite of `to`.
  case addEdge(EdgeKind, from: ResultReference, to: Name)
  /// Removes a prerequisite of `to`.
  case removeEdge(EdgeKind, from: ResultReference, to: Name)
  /// Replaces a matter by another version of itself: parts of its path, numbers, its clock.
  case replaceMatter(Matter)
  /// Replaces matters by one that answers for all of them.
  case mergeMatters([Name], into: Matter)
  /// Adds a check after a result or milestone.
  case addInspection(Inspection)
  /// Replaces a check by another version of itself.
  case replaceInspection(Inspection)
  /// Adds an office.
  case addOffice(Office)
  /// Removes an office; nothing may be left for it to do.
  case removeOffice(Name)
  /// Replaces an office by another version of itself: its people, hours, order of the queue.
  case replaceOffice(Office)
  /// Makes a milestone wait for a result at its end.
  case addGate(OwnWork.Gate, work: Name, milestone: Name)
}

extension ProcessModel {
  /// This model after one edit; the receiver is left as it was.
  ///
  /// The names in `edit` must exist, under their own or a merged name; the change kinds see to it.
  public func applying(_ edit: Edit) -> ProcessModel {
    var model = self
    switch edit {
    case .addMatter(let matter):
      model.matters.append(matter)
      model.matters.sort { $0.name.precedes($1.name) }
      if model.factsForOperation.contains(matter.name) {
        model.mayOperate?.append(ResultReference(matter.name))
      }
    case .removeMatter(let name, let fact):
      model.remove(name, fact: fact)
    case .addEdge(let kind, let from, let to):
      model.changePrerequisites(of: to) { waits in
        switch kind {
        case .needs: if !waits.needs.contains(from) { waits.needs.append(from) }
        case .after: if !waits.after.contains(from) { waits.after.append(from) }
        }
      }
    case .removeEdge(let kind, let from, let to):
      model.changePrerequisites(of: to) { waits in
        switch kind {
        case .needs: waits.needs.removeAll { $0 == from }
        case .after: waits.after.removeAll { $0 == from }
        }
      }
    case .replaceMatter(let matter):
      for i in model.matters.indices where model.matters[i].name == matter.name {
        model.matters[i] = matter
      }
    case .mergeMatters(let names, let matter):
      model.merge(names, into: matter)
    case .addInspection(let inspection):
      model.inspections.append(inspection)
      model.inspections.sort { $0.name.precedes($1.name) }
    case .replaceInspection(let inspection):
      for i in model.inspections.indices where model.inspections[i].name == inspection.name {
        model.inspections[i] = inspection
      }
    case .addOffice(let office):
      model.offices.append(office)
      model.offices.sort { $0.name.precedes($1.name) }
    case .removeOffice(let name):
      model.offices.removeAll { $0.name == name }
    case .replaceOffice(let office):
      for i in model.offices.indices where model.offices[i].name == office.name {
        model.offices[i] = office
      }
    case .addGate(let gate, let work, let milestone):
      for i in model.ownWork.indices where model.ownWork[i].name == work {
        for j in model.ownWork[i].milestones.indices
        where model.ownWork[i].milestones[j].name == milestone {
          model.ownWork[i].milestones[j].gates.append(gate)
        }
      }
    }
    return model
  }

  private mutating func changePrerequisites(
    of name: Name, _ change: (inout Prerequisites) -> Void
  ) {
    for i in matters.indices where matters[i].name == name {
      matters[i].changePrerequisites(change)
    }
    for i in ownWork.indices where ownWork[i].name == name {
      ownWork[i].changePrerequisites(change)
    }
  }

  /// Applies `change` to the prerequisites of every matter and own work.
  private mutating func changeAllPrerequisites(_ change: (inout Prerequisites) -> Void) {
    for i in matters.indices { matters[i].changePrerequisites(change) }
    for i in ownWork.indices { ownWork[i].changePrerequisites(change) }
  }

  private mutating func remove(_ name: Name, fact: String?) {
    guard let removed = matters.first(where: { $0.name == name }) else { return }
    matters.removeAll { $0.name == name }
    removedMatters.insert(name)
    if let fact { replacedFacts[name] = fact }
    // In a quorum a matter that stands for the removed one takes its place.
    let substitute = fact.flatMap { fact in matter(fact)?.name }
    changeAllPrerequisites { waits in
      let wasNeeded = waits.needs.contains { $0.owner == name }
      let wasAwaited = waits.after.contains { $0.owner == name }
      waits.needs.removeAll { $0.owner == name }
      waits.after.removeAll { $0.owner == name }
      if wasNeeded {
        waits.require(removed.needs, removed.quorums)
        waits.wait(removed.after)
      } else if wasAwaited {
        waits.wait(removed.prerequisites)
      }
      waits.replaceInQuorums([name], by: substitute)
    }
    var operation = Prerequisites(needs: mayOperate ?? [], quorums: mayOperateQuorums)
    if let required = mayOperate, required.contains(where: { $0.owner == name }) {
      var kept = required.filter { $0.owner != name }
      for reference in removed.needs where !kept.contains(reference) { kept.append(reference) }
      operation.require([], removed.quorums)
      if let fact, !kept.contains(ResultReference(fact)) {
        if matters.contains(where: { $0.name == fact }) {
          kept.append(ResultReference(fact))
        } else {
          factsForOperation.insert(fact)
        }
      }
      operation.needs = kept
    }
    operation.replaceInQuorums([name], by: substitute)
    if mayOperate != nil { mayOperate = operation.needs }
    mayOperateQuorums = operation.quorums
    for i in matters.indices { matters[i].withdrawsOnRefusal.removeAll { $0 == name } }
    for i in ownWork.indices {
      for j in ownWork[i].milestones.indices {
        ownWork[i].milestones[j].gates.removeAll { $0.matter == name }
      }
    }
  }

  private mutating func merge(_ names: [Name], into matter: Matter) {
    matters.removeAll { names.contains($0.name) }
    matters.append(matter)
    matters.sort { $0.name.precedes($1.name) }
    for name in names { aliases[name] = matter.name }
    func renamed(_ references: [ResultReference]) -> [ResultReference] {
      var result: [ResultReference] = []
      for var reference in references {
        if names.contains(reference.owner) { reference.owner = matter.name }
        if !result.contains(reference) { result.append(reference) }
      }
      return result
    }
    changeAllPrerequisites { waits in
      waits.needs = renamed(waits.needs)
      waits.replaceInQuorums(names, by: matter.name)
      waits.after = renamed(waits.after).filter { !waits.needs.contains($0) }
    }
    var operation = Prerequisites(
      needs: mayOperate.map(renamed) ?? [], quorums: mayOperateQuorums)
    operation.replaceInQuorums(names, by: matter.name)
    if mayOperate != nil { mayOperate = operation.needs }
    mayOperateQuorums = operation.quorums
    for i in matters.indices where !matters[i].withdrawsOnRefusal.isEmpty {
      let others = matters[i].withdrawsOnRefusal.map { names.contains($0) ? matter.name : $0 }
      matters[i].withdrawsOnRefusal = Set(others).subtracting([matters[i].name]).inNameOrder()
    }
    for i in inspections.indices {
      if names.contains(inspections[i].at.owner) { inspections[i].at.owner = matter.name }
    }
    for i in matters.indices {
      if case .pledge(var pledge) = matters[i].mode {
        for j in pledge.verifications.indices
        where names.contains(pledge.verifications[j].at.owner) {
          pledge.verifications[j].at.owner = matter.name
        }
        matters[i].mode = .pledge(pledge)
      }
    }
  }
}

/// What a matter or own work waits for, while an edit changes it.
struct Prerequisites {
  var needs: [ResultReference] = []
  var quorums: [Quorum] = []
  var after: [ResultReference] = []

  /// Adds what is required, and takes nothing twice.
  mutating func require(_ references: [ResultReference], _ others: [Quorum]) {
    for reference in references where !needs.contains(reference) { needs.append(reference) }
    for quorum in others where !quorums.contains(quorum) { quorums.append(quorum) }
  }

  /// Adds what is waited for by custom, unless it is required or there already.
  mutating func wait(_ references: [ResultReference]) {
    for reference in references where !needs.contains(reference) && !after.contains(reference) {
      after.append(reference)
    }
  }

  /// Puts `substitute` in the place of `names` in every quorum, or nothing; a quorum that then needs
  /// all its results is no quorum any more.
  mutating func replaceInQuorums(_ names: [Name], by substitute: Name?) {
    var kept: [Quorum] = []
    for quorum in quorums {
      var results: [ResultReference] = []
      for var reference in quorum.of {
        if names.contains(reference.owner) {
          guard let substitute else { continue }
          reference.owner = substitute
        }
        if !results.contains(reference) { results.append(reference) }
      }
      if quorum.atLeast < results.count {
        kept.append(Quorum(atLeast: quorum.atLeast, of: results, rest: quorum.rest))
      } else {
        require(results, [])
      }
    }
    quorums = kept
  }
}

extension Matter {
  /// The results of `needs` and of the quorums.
  var required: [ResultReference] { needs + quorums.flatMap(\.of) }
  /// Everything that the matter waits for: `needs`, the results of its quorums, `after`.
  public var prerequisites: [ResultReference] { required + after }

  /// Lets `change` edit the prerequisites.
  fileprivate mutating func changePrerequisites(_ change: (inout Prerequisites) -> Void) {
    var waits = Prerequisites(needs: needs, quorums: quorums, after: after)
    change(&waits)
    (needs, quorums, after) = (waits.needs, waits.quorums, waits.after)
  }
}

extension OwnWork {
  /// The results of `needs` and of the quorums.
  var required: [ResultReference] { needs + quorums.flatMap(\.of) }
  /// Everything that the work waits for: `needs`, the results of its quorums, `after`.
  public var prerequisites: [ResultReference] { required + after }

  /// Lets `change` edit the prerequisites.
  fileprivate mutating func changePrerequisites(_ change: (inout Prerequisites) -> Void) {
    var waits = Prerequisites(needs: needs, quorums: quorums, after: after)
    change(&waits)
    (needs, quorums, after) = (waits.needs, waits.quorums, waits.after)
  }
}
