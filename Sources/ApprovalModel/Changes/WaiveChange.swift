/// A matter falls away for a stated reason.
public struct WaiveChange: ModelChange, Hashable, Sendable {
  /// Why it may fall away.
  public enum Reason: Hashable, Sendable {
    /// Another result stands for it; a matter of the model is then required in its place.
    case substituted(by: Name)
    /// It is outside the scope of the rule.
    case outOfScope
    /// A result obtained elsewhere is recognised.
    case recognised
  }

  /// The matters.
  public var matters: [Name]
  /// Why.
  public var reason: Reason

  /// Waives `matters` for `reason`.
  public init(matters: [Name], reason: Reason) {
    self.matters = matters.inNameOrder()
    self.reason = reason
  }

  static let rank = 31
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard let matter = try lowering.matter(name) else { continue }
      var fact: String
      switch reason {
      case .outOfScope: fact = "outOfScope"
      case .recognised: fact = "recognised"
      case .substituted(let substitute):
        guard !matters.contains(substitute) else {
          throw lowering.failure(
            zh: "改革“\(lowering.reform)”以“\(substitute)”的结果代替它自己；请写明代替它的是什么",
            en:
              "reform '\(lowering.reform)' lets the result of '\(substitute)' stand for itself; name "
              + "what takes its place")
        }
        fact = substitute
        // The substitute must be there before whatever the waived matter was needed for; a reform may
        // add it yet.
        let successors = lowering.model.successors(needing: matter.name).filter { $0 != substitute }
        if lowering.model.matter(substitute) != nil {
          for successor in successors {
            lowering.apply(.addEdge(.needs, from: ResultReference(substitute), to: successor))
          }
        } else {
          lowering.awaiting[substitute, default: []] += successors
        }
      }
      lowering.apply(.removeMatter(matter.name, fact: fact))
    }
  }
}

extension ProcessModel {
  /// The matters and own work that need a result of `name`, in code-point order.
  func successors(needing name: Name) -> [Name] {
    (matters.filter { $0.needs.contains { $0.owner == name } }.map(\.name)
      + ownWork.filter { $0.needs.contains { $0.owner == name } }.map(\.name)).inNameOrder()
  }
}
