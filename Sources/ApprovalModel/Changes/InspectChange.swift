/// Checks at results or milestones: random by rate, joint when several offices are named.
public struct InspectChange: ModelChange, Hashable, Sendable {
  /// After which results or milestones.
  public var at: [ResultReference]
  /// The check.
  public var check: FollowUpCheck
  /// The matters whose defects are looked for; empty: all for which a defect is declared.
  public var checks: [Name]
  /// What follows a finding.
  public var consequences: Consequences

  /// Inspects at `at`.
  public init(
    at: [ResultReference], check: FollowUpCheck, checks: [Name] = [],
    consequences: Consequences = Consequences()
  ) {
    self.at = at.sorted { $0.description.precedes($1.description) }
    self.check = check
    self.checks = checks.inNameOrder()
    self.consequences = consequences
  }

  static let rank = 90
  var firstMatter: Name { at.first?.description ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    // The demands of a matter that is gone are looked at like any other.
    for name in checks { try lowering.requireDeclared(name) }
    let subjects =
      checks.isEmpty
      ? Set(lowering.model.classes.flatMap { $0.defects.map(\.matter) }).inNameOrder() : checks
    var check = check
    check.changeWork { lowering.redirect(&$0, &$1) }
    for reference in at {
      guard try lowering.require(reference, for: "inspect") else { continue }
      let name = "inspect/\(reference)"
      guard !lowering.model.inspections.contains(where: { $0.name == name }) else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”与另一项改革都在“\(reference)”设检查；请只保留一项",
          en:
            "reform '\(lowering.reform)' and another reform both inspect at '\(reference)'; keep one of them"
        )
      }
      var reference = reference
      reference.owner = lowering.model.aliases[reference.owner] ?? reference.owner
      lowering.apply(
        .addInspection(
          Inspection(
            name: name, at: reference, check: check, checks: subjects,
            stage: Stage.reached(at: reference), consequences: consequences)))
    }
  }
}

extension Stage {
  /// The stage of a milestone of that name; results of matters count as acceptance.
  public static func reached(at reference: ResultReference) -> Stage {
    guard let milestone = reference.milestone else { return .acceptance }
    return Stage(rawValue: milestone) ?? .structure
  }
}
