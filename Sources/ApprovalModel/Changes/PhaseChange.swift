/// Overlap: a result that was needed to begin is needed only at a later milestone.
///
/// The milestone waits for the result at its end. With `onFailure: redo` it is built again after a
/// refusal; with `lose` the refusal ends the case and the overlapped work is lost.
public struct PhaseChange: ModelChange, Hashable, Sendable {
  /// The matter whose result is needed later.
  public var matter: Name
  /// What needed it.
  public var from: Name
  /// The milestone that needs it now.
  public var to: ResultReference
  /// What a refusal does to the overlapped work.
  public var onRefusal: OwnWork.Gate.OnRefusal

  /// Moves the need for `matter`.
  public init(
    matter: Name, from: Name, to: ResultReference, onRefusal: OwnWork.Gate.OnRefusal = .waits
  ) {
    self.matter = matter
    self.from = from
    self.to = to
    self.onRefusal = onRefusal
  }

  static let rank = 61
  var firstMatter: Name { matter }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    guard let matter = try lowering.matter(matter) else { return }
    let work = lowering.model.ownWork.first { $0.name == from }
    let successor: (name: Name, needs: [ResultReference])
    if let work {
      successor = (work.name, work.needs)
    } else if let other = try lowering.matter(from) {
      successor = (other.name, other.needs)
    } else {
      return
    }
    let edges = successor.needs.filter { $0.owner == matter.name }
    guard !edges.isEmpty else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”要移动“\(from)”对“\(matter.name)”的前置，但没有这条 needs",
        en:
          "reform '\(lowering.reform)' moves what '\(from)' needs of '\(matter.name)', but there is no such 'needs'"
      )
    }
    guard try lowering.require(to, for: matter.name) else { return }
    guard let milestone = to.milestone,
      lowering.model.ownWork.contains(where: { $0.name == to.owner })
    else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”须移到自行实施工作的某个节点（如 construction.foundation），而不是“\(to)”",
        en: "reform '\(lowering.reform)' must move the need to a milestone of own work such as "
          + "construction.foundation, not to '\(to)'")
    }
    for edge in edges { lowering.apply(.removeEdge(.needs, from: edge, to: successor.name)) }
    lowering.apply(
      .addGate(
        OwnWork.Gate(matter: matter.name, onRefusal: onRefusal), work: to.owner,
        milestone: milestone))
  }
}
