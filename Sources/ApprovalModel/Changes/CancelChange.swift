/// The matter is gone; its successors inherit its prerequisites.
public struct CancelChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]

  /// Cancels `matters`.
  public init(matters: [Name]) { self.matters = matters.inNameOrder() }

  static let rank = 32
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard let matter = try lowering.matter(name) else { continue }
      lowering.apply(.removeMatter(matter.name, fact: nil))
    }
  }
}
