/// An assessment done once for a zone or plot, before projects come (区域评估).
///
/// Clock and materials: conforming projects have neither; the others do their own. Payer: named.
public struct AheadChange: ModelChange, Hashable, Sendable {
  /// The matters assessed.
  public var matters: [Name]
  /// The assessment.
  public var ahead: Ahead

  /// Does `matters` ahead.
  public init(matters: [Name], ahead: Ahead) {
    self.matters = matters.inNameOrder()
    self.ahead = ahead
  }

  static let rank = 30
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claim(LocalizedText(zh: "区域评估", en: "assessment ahead"), of: matter.name)
      matter.ahead = ahead
      lowering.apply(.replaceMatter(matter))
    }
  }
}
