/// Approvals side by side (并联审批): removes every `after` edge between two listed matters.
///
/// Every `needs` stays, and so do edges to other matters; queues stay queues. A refusal waits for
/// the other reviews in progress (`wait-all`) or withdraws them (`withdraw-rest`).
public struct ParallelChange: ModelChange, Hashable, Sendable {
  /// What a refusal of one matter does to the others in progress.
  public enum OnRefusal: Hashable, Sendable {
    /// They go on to their decisions.
    case waitAll
    /// They are withdrawn.
    case withdrawRest
  }

  /// The matters.
  public var matters: [Name]
  /// What a refusal does to the others.
  public var onRefusal: OnRefusal

  /// Runs `matters` side by side.
  public init(matters: [Name], onRefusal: OnRefusal = .waitAll) {
    self.matters = matters.inNameOrder()
    self.onRefusal = onRefusal
  }

  static let rank = 60
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    var present: [Matter] = []
    for name in matters {
      if let matter = try lowering.matter(name), !present.contains(matter) {
        present.append(matter)
      }
    }
    let names = Set(present.map(\.name))
    for matter in present {
      for reference in matter.after where names.contains(reference.owner) {
        lowering.apply(.removeEdge(.after, from: reference, to: matter.name))
      }
    }
    if onRefusal == .withdrawRest { withdrawRest(names, &lowering) }
    for a in present {
      for b in present where a.name != b.name {
        guard
          let between = lowering.model.pathThroughOthers(from: a.name, to: b.name, outside: names)
        else { continue }
        lowering.notice(
          zh: "并联的“\(a.name)”与“\(b.name)”仍经“\(between)”先后相接",
          en: "'\(a.name)' and '\(b.name)' still follow each other through '\(between)'")
      }
    }
  }

  /// Lets a refusal of each of `names` withdraw the others.
  private func withdrawRest(_ names: Set<Name>, _ lowering: inout Lowering) {
    for name in names.inNameOrder() {
      guard var matter = lowering.model.matters.first(where: { $0.name == name }) else { continue }
      let others = names.subtracting([name]).union(matter.withdrawsOnRefusal)
      matter.withdrawsOnRefusal = others.inNameOrder()
      lowering.apply(.replaceMatter(matter))
    }
  }
}

extension ProcessModel {
  /// A matter or own work outside `group` by which `to` waits for `from`; nil when there is none.
  func pathThroughOthers(from: Name, to: Name, outside group: Set<Name>) -> Name? {
    var seen: Set<Name> = []
    var stack = prerequisiteOwners(of: to).filter { !group.contains($0) }
    while let name = stack.popLast() {
      guard seen.insert(name).inserted else { continue }
      let owners = prerequisiteOwners(of: name)
      if owners.contains(from) { return name }
      stack += owners.filter { !group.contains($0) }
    }
    return nil
  }

  /// The owners of all prerequisites of `name`, in declared order.
  func prerequisiteOwners(of name: Name) -> [Name] {
    if let matter = matters.first(where: { $0.name == name }) {
      return matter.prerequisites.map(\.owner)
    }
    if let work = ownWork.first(where: { $0.name == name }) {
      return work.prerequisites.map(\.owner)
        + work.milestones.flatMap { $0.gates.map(\.matter) }
    }
    return []
  }
}
