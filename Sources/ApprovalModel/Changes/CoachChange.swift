/// An office helps with the papers before they are handed in (申请前辅导、帮办代办).
///
/// Clock and review: as before; the help comes before the clock, and the applicant waits for it in the
/// office's queue. Materials, trips, steps: as before, since nobody has to ask for help. Payer: as
/// before; the helpers' hours are the office's. Applicants who are not helped notice nothing.
public struct CoachChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// Who helps, how long, and what it brings.
  public var coaching: Coaching

  /// Coaches the applicants of `matters`.
  public init(matters: [Name], coaching: Coaching) {
    self.matters = matters.inNameOrder()
    self.coaching = coaching
  }

  static let rank = 74
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matterOfPapers(name) else { continue }
      try lowering.claim(LocalizedText(zh: "申请前辅导", en: "coaching"), of: matter.name)
      try lowering.requirePapers(
        of: matter, prepare: coaching.prepare, correction: coaching.correction)
      matter.coaching = coaching
      lowering.apply(.replaceMatter(matter))
    }
  }
}
