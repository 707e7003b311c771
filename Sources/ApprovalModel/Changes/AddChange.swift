/// A new matter: a gate, a notice, a legal review, a certificate.
public struct AddChange: ModelChange, Hashable, Sendable {
  /// The new matter with its prerequisites.
  public var matter: Matter
  /// The matters and own work that need its result.
  public var before: [Name]

  /// Adds `matter` before others.
  public init(matter: Matter, before: [Name]) {
    self.matter = matter
    self.before = before.inNameOrder()
  }

  static let rank = 34
  var firstMatter: Name { matter.name }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    guard lowering.model.matter(matter.name) == nil,
      !lowering.model.ownWork.contains(where: { $0.name == matter.name })
    else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”新增事项“\(matter.name)”，但已有同名事项；请换一个名称",
        en: "reform '\(lowering.reform)' adds matter '\(matter.name)', but that name is taken; "
          + "choose another")
    }
    lowering.apply(.addMatter(matter))
    let waited = (lowering.awaiting[matter.name] ?? []).filter { !before.contains($0) }
    for name in before + waited.inNameOrder().uniqued() {
      if lowering.model.ownWork.contains(where: { $0.name == name }) {
        lowering.apply(.addEdge(.needs, from: ResultReference(matter.name), to: name))
      } else if let successor = try lowering.matter(name) {
        lowering.apply(.addEdge(.needs, from: ResultReference(matter.name), to: successor.name))
      }
    }
    let required = lowering.model.mayOperate ?? [ResultReference(matter.name)]
    if before.isEmpty, waited.isEmpty, !required.contains(ResultReference(matter.name)) {
      lowering.notice(
        zh: "新增事项“\(matter.name)”不是任何事项的前置条件",
        en: "nothing waits for the added matter '\(matter.name)'")
    }
  }
}
