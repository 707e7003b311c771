/// Completeness and form only, decided on the spot (确认制).
public struct ConfirmChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]

  /// Turns `matters` into confirmations.
  public init(matters: [Name]) { self.matters = matters.inNameOrder() }

  static let rank = 41
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      guard matter.completeness != nil else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”把事项“\(name)”改为确认制，但它没有形式审查（completeness）；请先声明",
          en: "reform '\(lowering.reform)' makes matter '\(name)' a confirmation, but it has no "
            + "'completeness' check to decide by; declare one")
      }
      try lowering.claimMode(of: matter.name)
      matter.nature = .confirmation
      matter.mode = .confirmation
      lowering.apply(.replaceMatter(matter))
    }
  }
}
