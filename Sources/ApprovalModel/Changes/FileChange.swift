/// Approval becomes filing (备案): effect on receipt, no review.
public struct FileChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// When and by whom the filing is received.
  public var filing: Filing
  /// Making the papers, where it changes.
  public var prepare: Input<DurationDistribution>?
  /// The number of documents, where it changes.
  public var materials: Input<Int>?

  /// Turns `matters` into filings.
  public init(
    matters: [Name], filing: Filing, prepare: Input<DurationDistribution>? = nil,
    materials: Input<Int>? = nil
  ) {
    self.matters = matters.inNameOrder()
    self.filing = filing
    self.prepare = prepare
    self.materials = materials
  }

  static let rank = 40
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claimMode(of: matter.name)
      matter.nature = .filing
      matter.mode = .filing(filing)
      if let prepare { matter.prepare = prepare }
      if let materials { matter.materials = materials }
      lowering.apply(.replaceMatter(matter))
    }
  }
}

extension Lowering {
  /// Claims the one decision mode a matter may have.
  mutating func claimMode(of matter: Name) throws(ReformError) {
    try claim(LocalizedText(zh: "决定方式", en: "decision mode"), of: matter)
  }
}
