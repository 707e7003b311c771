/// A benefit is granted without application to those whom data find (免申即享); the rest apply as before.
///
/// Those found comply as before, because that is the fact decided on. Clock: none runs for them. Materials,
/// trips, steps, fees and own hours: none. Payer: the office that confirms the list. A matter may be decided
/// for the rest in another way than before; a merger has one application for several matters and is refused.
public struct EntitleChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// The chance that data find an applicant.
  public var coverage: Chance
  /// Who confirms the list; nil: the matter's office.
  public var office: Name?
  /// How long confirming one applicant takes.
  public var work: Input<DurationDistribution>

  /// Grants `matters` to those whom data find.
  public init(
    matters: [Name], coverage: Chance, office: Name? = nil, work: Input<DurationDistribution>
  ) {
    self.matters = matters.inNameOrder()
    self.coverage = coverage
    self.office = office
    self.work = work
  }

  static let rank = 33
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matterOfPapers(name) else { continue }
      try lowering.claim(LocalizedText(zh: "免申即享", en: "entitlement"), of: matter.name)
      matter.entitlement = Entitlement(
        coverage: coverage, office: office ?? matter.office, work: work)
      lowering.apply(.replaceMatter(matter))
    }
  }
}
