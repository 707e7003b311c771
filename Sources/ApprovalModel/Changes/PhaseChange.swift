/// Overlap: a result that was needed to begin is needed only at a later milestone.
///
/// The milestone waits for the result at its end; with `onFailure: redo` it is built again after a
/// refusal, so that the overlapped work can be lost.
public struct PhaseChange: ModelChange, Hashable, Sendable {
  /// The matter whose result is needed later.
  public var matter: Name
  /// What needed it.
  public var from: Name
  /// The milestone that needs it now.
  public var to: ResultReference
  /// Whether the milestone is built again after a refusal.
  public var redoesOnRefusal: Bool

  /// Moves the need for `matter`.
  public init(matter: Name, from: Name, to: ResultReference, redoesOnRefusal: Bool) {
    self.matter = matter
    self.from = from
    self.to = to
    self.redoesOnRefusal = redoesOnRefusal
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
    guard let milestone = to.milestone else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”须移到某个节点（如 construction.foundation），而不是“\(to)”",
        en: "reform '\(lowering.reform)' must move the need to a milestone such as "
          + "construction.foundation, not to '\(to)'")
    }
    for edge in edges { lowering.apply(.removeEdge(.needs, from: edge, to: successor.name)) }
    lowering.apply(
      .addGate(
        OwnWork.Gate(matter: matter.name, redoesOnRefusal: redoesOnRefusal), work: to.owner,
        milestone: milestone))
  }
}
