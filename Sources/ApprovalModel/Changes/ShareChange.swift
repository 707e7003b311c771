/// Documents are fetched from data instead of asked for (数据共享、免交材料).
///
/// Clock and review: as before. Materials: fewer for those covered. Trips: as before, unless it states
/// a chance of its own. Payer: as before. Applicants who are not covered notice nothing.
public struct ShareChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// What is shared, and for whom.
  public var share: DataShare

  /// Shares data for `matters`.
  public init(matters: [Name], share: DataShare) {
    self.matters = matters.inNameOrder()
    self.share = share
  }

  static let rank = 71
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matterOfPapers(name) else { continue }
      try lowering.claim(LocalizedText(zh: "数据共享", en: "data share"), of: matter.name)
      guard let materials = matter.materials else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”为事项“\(name)”共享数据，但它没有 materials（材料份数）",
          en: "reform '\(lowering.reform)' shares data for matter '\(name)', which states no "
            + "'materials'")
      }
      // Where another change has made the papers fewer already, nobody hands in more than that.
      if case .review = matter.mode, share.materials.value > materials.value {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”为事项“\(name)”共享数据后仍要 \(share.materials.value) 份材料，而现在只要 "
            + "\(materials.value) 份",
          en: "reform '\(lowering.reform)' shares data for matter '\(name)' and leaves "
            + "\(share.materials.value) documents, but it asks for \(materials.value) now")
      }
      try lowering.requirePapers(of: matter, prepare: share.prepare, correction: share.correction)
      matter.share = share
      lowering.apply(.replaceMatter(matter))
    }
  }
}
