public import ApprovalModel

/// Which of several designs is best.
public struct SelectionResults: Sendable {
  /// Replications from which variances are estimated; no design is dropped before.
  public static let firstStage = 20

  /// What study this is.
  public var facts: StudyResults
  /// The outcome chosen by.
  public var key: OutcomeKey
  /// The smallest difference that matters, in its unit.
  public var worthwhile: Double
  /// The chance of choosing the best if it leads by that difference.
  public var confidence: Double
  /// How many replications of a design were allowed.
  public var limit: Int
  /// The best; nil: it cannot be told within the limit.
  public var best: Name?
  /// The best, or which of those that were not dropped leads so far.
  public var leader: Name
  /// All designs, in the order of reports.
  public var designs: [SelectedDesign]
  /// The designs whose value is the leader's in every replication: which of them to take makes no difference.
  public var asGood: [Name]
  /// Where it cannot be told, how many replications of a design would do in any case; nil: told, or not known.
  public var replicationsNeeded: Int?
  /// Runs of all designs together.
  public var spent: Int
  /// Runs if every design had had as many as the one with most.
  public var equalAllocation: Int
  /// Runs that Rinott's procedure asks for without pairing, by the variances of the first replications; nil: beyond
  /// counting.
  public var rinott: Int?
}

/// One of the designs to choose from.
public struct SelectedDesign: Hashable, Sendable {
  /// Its name.
  public var name: Name
  /// How many replications it had.
  public var replications: Int
  /// After how many replications it was dropped; nil: never.
  public var droppedAfter: Int?
  /// The mean over its replications.
  public var value: Effect
  /// Its mean less the leader's; nil for the leader itself.
  public var behind: Effect?
  /// Whether more than 1 % of its cases are open, so that its value is a bound.
  public var isCensored: Bool
}
