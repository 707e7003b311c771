/// Written standards: the same case takes about the same time whoever has it, and fewer files lack
/// something (标准化).
///
/// The mean of the review stays: a standard by itself makes nobody faster. In a merger it acts on the
/// part named, or on all parts under the merged name.
public struct StandardizeChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// What the distance of each review from its mean is multiplied by, 0 to 1; nil: as before.
  public var spread: Input<Double>?
  /// What the chance of a correction is multiplied by, 0 to 1; nil: as before.
  public var correction: Input<Double>?

  /// Narrows the reviews of `matters` and makes corrections rarer.
  public init(matters: [Name], spread: Input<Double>? = nil, correction: Input<Double>? = nil) {
    self.matters = matters.inNameOrder()
    self.spread = spread
    self.correction = correction
  }

  static let rank = 73
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      var isCorrected = false
      try matter.changeReviews(called: name) { (part) throws(ReformError) in
        try lowering.claim(LocalizedText(zh: "标准化", en: "standard"), of: part.name)
        isCorrected = part.completeness?.correction != nil || isCorrected
        standardize(&part)
      }
      guard isCorrected || correction == nil else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”减少事项“\(name)”的补正，但它没有 correction",
          en: "reform '\(lowering.reform)' makes corrections of matter '\(name)' rarer, which "
            + "has no 'correction'")
      }
      lowering.apply(.replaceMatter(matter))
    }
  }

  private func standardize(_ matter: inout Matter) {
    if let spread {
      for i in matter.activities.indices {
        guard case .work(let offices, var work) = matter.activities[i].kind else { continue }
        work.value.spreads.append(spread)
        matter.activities[i].kind = .work(offices: offices, work)
      }
    }
    if let correction { matter.completeness?.correction?.factors.append(correction) }
  }
}
