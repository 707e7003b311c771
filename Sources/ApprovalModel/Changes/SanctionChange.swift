/// The ladder that follows findings after a decision: order, fine, stop, revocation, land exit.
///
/// Acts on every commitment, pledge and inspection of the applicants reached.
public struct SanctionChange: ModelChange, Hashable, Sendable {
  /// The ladder.
  public var consequences: Consequences

  /// Sets the ladder.
  public init(consequences: Consequences) { self.consequences = consequences }

  static let rank = 91
  var firstMatter: Name { "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    try lowering.claim(LocalizedText(zh: "惩戒", en: "sanctions"), of: "")
    var reached = false
    for var matter in lowering.model.matters {
      switch matter.mode {
      case .commitment(var commitment):
        commitment.consequences = consequences.filled(from: commitment.consequences)
        matter.mode = .commitment(commitment)
      case .pledge(var pledge):
        pledge.consequences = consequences.filled(from: pledge.consequences)
        matter.mode = .pledge(pledge)
      case .review, .filing, .confirmation, .automated, .merged: continue
      }
      reached = true
      lowering.apply(.replaceMatter(matter))
    }
    for var inspection in lowering.model.inspections {
      inspection.consequences = consequences.filled(from: inspection.consequences)
      reached = true
      lowering.apply(.replaceInspection(inspection))
    }
    if !reached {
      lowering.notice(
        zh: "惩戒没有作用对象：没有承诺、也没有检查",
        en: "the sanctions act on nothing: there is no commitment and no inspection")
    }
  }
}

extension Consequences {
  /// These consequences, with the cure time of `other` where none is set here.
  func filled(from other: Consequences) -> Consequences {
    var result = self
    if result.cure == nil { result.cure = other.cure }
    return result
  }
}
