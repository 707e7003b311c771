/// A random or targeted check at points of the process, put there by a reform.
public struct Inspection: Hashable, Sendable {
  /// The inspection's name: the key of its draws.
  public var name: Name
  /// After which result or milestone it takes place.
  public var at: ResultReference
  /// The check.
  public var check: FollowUpCheck
  /// The matters whose defects it looks for, in code-point order.
  public var checks: [Name]
  /// The stage at which a defect found here comes to light.
  public var stage: Stage
  /// What follows a finding.
  public var consequences: Consequences

  /// An inspection as declared.
  public init(
    name: Name, at: ResultReference, check: FollowUpCheck, checks: [Name], stage: Stage,
    consequences: Consequences
  ) {
    self.name = name
    self.at = at
    self.check = check
    self.checks = checks
    self.stage = stage
    self.consequences = consequences
  }
}

/// An approval process as a value: who applies, who works, what is decided, in which order.
///
/// A reform turns one model into another (``applying(_:)``); nothing refers back to a baseline.
/// All collections are kept in code-point order of their names, so that equal processes are equal
/// values whatever the order of the file.
public struct ProcessModel: Hashable, Sendable {
  /// Who applies.
  public var classes: [ApplicantClass]
  /// Who works.
  public var offices: [Office]
  /// What is decided.
  public var matters: [Matter]
  /// What applicants do themselves.
  public var ownWork: [OwnWork]
  /// What must be there before the applicant may operate; nil: every matter and all own work.
  public var mayOperate: [ResultReference]?
  /// Results of which some suffice for operation, beside those of ``mayOperate``.
  public var mayOperateQuorums: [Quorum]
  /// Lists on which events put firms.
  public var creditLists: [CreditList]
  /// Checks put in by reforms.
  public var inspections: [Inspection]
  /// Names that a merger replaced, with the merged matter that answers for them now.
  public var aliases: [Name: Name]
  /// Matters that a reform took away; their defects stay without effect.
  public var removedMatters: Set<Name>
  /// Facts that replace a removed `needs`, by the removed matter.
  public var replacedFacts: [Name: String]
  /// Those facts that operation needs and that are no matters yet.
  var factsForOperation: Set<Name>

  /// A process as declared.
  public init(
    classes: [ApplicantClass], offices: [Office], matters: [Matter], ownWork: [OwnWork] = [],
    mayOperate: [ResultReference]? = nil, mayOperateQuorums: [Quorum] = [],
    creditLists: [CreditList] = []
  ) {
    self.classes = classes.sorted { $0.name.precedes($1.name) }
    self.offices = offices.sorted { $0.name.precedes($1.name) }
    self.matters = matters.sorted { $0.name.precedes($1.name) }
    self.ownWork = ownWork.sorted { $0.name.precedes($1.name) }
    self.mayOperate = mayOperate
    self.mayOperateQuorums = mayOperateQuorums
    self.creditLists = creditLists.sorted { $0.name.precedes($1.name) }
    inspections = []
    aliases = [:]
    removedMatters = []
    replacedFacts = [:]
    factsForOperation = []
  }

  /// The matter of that name, under its own or under the merged name; nil when there is none.
  public func matter(_ name: Name) -> Matter? {
    let name = aliases[name] ?? name
    return matters.first { $0.name == name }
  }

  /// Whom the matter or own work of that name concerns.
  public func condition(of owner: Name) -> Condition {
    matter(owner)?.when ?? ownWork.first { $0.name == owner }?.when ?? .everybody
  }
}
