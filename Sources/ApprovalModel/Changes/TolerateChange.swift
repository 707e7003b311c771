/// Acceptance without the secondary papers, on a promise (容缺受理、容缺后补).
///
/// Clock: runs on while the papers are missing. Materials: all of them, in the end. Trips: one more, for
/// the papers that follow, with the chance that submitting has. Payer: as before. Who exceeds the
/// promised time is terminated: the application ends as a refusal does, for good; after a decision that
/// did not wait for the papers the permit is revoked. Who is refused before and applies again brings
/// all papers along.
public struct TolerateChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// What may follow, until when, and what waits for it.
  public var tolerance: Tolerance

  /// Accepts files of `matters` without their secondary papers.
  public init(matters: [Name], tolerance: Tolerance) {
    self.matters = matters.inNameOrder()
    self.tolerance = tolerance
  }

  static let rank = 70
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matterOfPapers(name) else { continue }
      try lowering.claim(LocalizedText(zh: "容缺受理", en: "tolerance"), of: matter.name)
      guard case .review = matter.mode else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”对事项“\(name)”容缺受理，但它已不是普通审批；只有普通审批事项可以容缺",
          en:
            "reform '\(lowering.reform)' tolerates missing papers of matter '\(name)', which is no "
            + "ordinary review any more; only ordinary reviews can tolerate them")
      }
      guard matter.alongside == nil else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”对事项“\(name)”容缺受理，但它与并联的其他事项共同更正、会商或办结；请只保留一项",
          en: "reform '\(lowering.reform)' tolerates missing papers of matter '\(name)', which is "
            + "corrected, discussed or closed together with others in 'parallel'; keep one of the two"
        )
      }
      guard matter.prepare != nil else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”让事项“\(name)”的一部分材料后补，但它没有 prepare",
          en: "reform '\(lowering.reform)' lets a part of the papers of matter '\(name)' follow, "
            + "which has no 'prepare'")
      }
      guard !matter.limits.tacit || tolerance.holds != .decision else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”让事项“\(name)”的决定等待材料，但它逾期视为同意（tacit: yes）；请用 holds: delivery 或 "
            + "nothing",
          en:
            "reform '\(lowering.reform)' lets the decision on matter '\(name)' wait for papers, but "
            + "silence means consent there ('tacit: yes'); use 'holds: delivery' or 'nothing'")
      }
      matter.tolerance = tolerance
      lowering.apply(.replaceMatter(matter))
    }
  }
}
