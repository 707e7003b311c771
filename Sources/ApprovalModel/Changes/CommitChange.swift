/// A commitment in place of proof: `form: permit` (告知承诺) or `form: pledge` (承诺制).
///
/// A commitment drops proofs and waiting, not the work of complying: `comply` keeps its draw.
public struct CommitChange: ModelChange, Hashable, Sendable {
  /// What the commitment replaces.
  public enum Form: Hashable, Sendable {
    /// A permit at once, checked afterwards.
    case permit(
      claims: Commitment.Claims, check: FollowUpCheck, after: Input<TimeSpan>,
      consequences: Consequences)
    /// No decision any more, verified at later points.
    case pledge(Pledge)
  }

  /// The matters.
  public var matters: [Name]
  /// What the commitment replaces.
  public var form: Form
  /// Signing and issuing; nil: the matter's completeness check.
  public var signing: Completeness?
  /// Making the papers, where it changes.
  public var prepare: Input<DurationDistribution>?
  /// The number of documents, where it changes.
  public var materials: Input<Int>?

  /// Commits `matters`.
  public init(
    matters: [Name], form: Form, signing: Completeness? = nil,
    prepare: Input<DurationDistribution>? = nil, materials: Input<Int>? = nil
  ) {
    self.matters = matters.inNameOrder()
    self.form = form
    self.signing = signing
    self.prepare = prepare
    self.materials = materials
  }

  static let rank = 42
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claimMode(of: matter.name)
      let ordinary = Commitment.OrdinaryRoute(prepare: matter.prepare, materials: matter.materials)
      if let prepare { matter.prepare = prepare }
      if let materials { matter.materials = materials }
      switch form {
      case .permit(let claims, let check, let after, let consequences):
        matter.mode = .commitment(
          Commitment(
            claims: claims, signing: signing, check: check, after: after,
            consequences: consequences, ordinary: ordinary))
      case .pledge(let pledge):
        var kept = pledge
        kept.verifications = []
        for verification in pledge.verifications
        where try lowering.require(verification.at, for: matter.name) {
          kept.verifications.append(verification)
        }
        matter.mode = .pledge(kept)
      }
      lowering.apply(.replaceMatter(matter))
    }
  }
}

extension Lowering {
  /// Whether `reference` names something of the model; false with a notice when another chosen reform
  /// has removed the matter it names.
  ///
  /// - Throws: when nothing ever had that name.
  mutating func require(_ reference: ResultReference, for matter: Name) throws(ReformError) -> Bool
  {
    if let work = model.ownWork.first(where: { $0.name == reference.owner }) {
      if reference.milestone == nil
        || work.milestones.contains(where: { $0.name == reference.milestone })
      {
        return true
      }
    } else if let matter = model.matter(reference.owner) {
      guard let milestone = reference.milestone else { return true }
      if matter.milestones.contains(milestone) { return true }
    } else if isDeclared(reference.owner) {
      return try self.matter(reference.owner) != nil
    }
    let names =
      model.matters.flatMap { matter in
        [matter.name] + matter.milestones.map { "\(matter.name).\($0)" }
      } + Array(model.aliases.keys)
      + model.ownWork.flatMap { work in
        [work.name] + work.milestones.map { "\(work.name).\($0.name)" }
      }
    let near = nearestName(to: reference.description, among: names.inNameOrder())
    throw failure(
      zh: "改革“\(reform)”对“\(matter)”提到“\(reference)”，但没有这个事项或节点"
        + (near.map { "；是否指“\($0)”？" } ?? ""),
      en: "reform '\(reform)' refers to '\(reference)' for '\(matter)', but no matter or milestone "
        + "has that name" + (near.map { "; did you mean '\($0)'?" } ?? ""))
  }
}
