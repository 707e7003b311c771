public import ApprovalModel
public import Inference

/// What is asked of a search for the cheapest staffing.
public struct StaffingRequest: Sendable {
  /// The scenario and its one design.
  public var study: StudyRequest
  /// The bounds to keep; empty: those of the scenario.
  public var levels: [ServiceLevel] = []
  /// The most people in any one office; nil: twice those there or needed for the load, ten more at least.
  public var mostPeople: Int?

  /// A search for the levels that the scenario declares.
  public init(_ study: StudyRequest) { self.study = study }
}

/// What one staffing makes of a service level.
public struct LevelValue: Hashable, Sendable {
  /// The outcome; nil where nothing of the kind happened.
  public var estimate: Double?
  /// The one-sided 95 % confidence bound of run noise, on the side of the service level.
  public var bound: Double?
  /// Whether more than 1 % of the cohort were open, so that the estimate says too little.
  public var isCensored: Bool
  /// Whether the confidence bound keeps the service level.
  public var isMet: Bool
}

/// A service level and what became of it.
public struct LevelResult: Hashable, Sendable {
  /// The level as declared.
  public var level: ServiceLevel
  /// The outcome it is about.
  public var key: OutcomeKey
  /// The bound in the outcome's unit.
  public var bound: Double
  /// With the people there are now.
  public var now: LevelValue
  /// With the cheapest staffing; with the most people, where no staffing was found.
  public var found: LevelValue
  /// The cheapest staffing with inputs drawn from their ranges; nil where none was found, or no input
  /// but people has a range.
  public var drawn: DrawnLevel?
}

/// What becomes of a service level when inputs vary within their ranges.
public struct DrawnLevel: Hashable, Sendable {
  /// The assumptions interval of the outcome; nil where some replication has no value.
  public var interval: Interval?
  /// In how many replications the outcome, open cases included, keeps the level.
  public var kept: Int
  /// Of how many that have a value.
  public var replications: Int
}

/// One office in a search for the cheapest staffing.
public struct OfficeStaffing: Hashable, Sendable {
  /// The office.
  public var name: Name
  /// How many people it has now.
  public var now: Int
  /// How many the cheapest staffing gives it; the most tried, where no staffing was found.
  public var found: Int
  /// How many it needs at least, with the most people everywhere else; nil where nothing was found.
  public var least: Int?
  /// Why it kept its people; nil: it took part in the search.
  public var held: LocalizedText?
  /// Whether a service level is about it, or about everybody.
  public var hasLevel: Bool
  /// The share of their time that its people work, with those there now; nil where they are never there.
  public var utilizationNow: Double?
  /// The same with those of ``found``.
  public var utilizationFound: Double?
  /// Hours of work that arrive at it on a working day, from the declared numbers.
  public var load: Double
  /// What one of its people costs in a year, yuan; nil where an hour has no cost.
  public var yearlyCost: Double?
  /// What one person more than found would change; empty where nothing was found, or it is held.
  public var nextPerson: [OutcomeChange]
}

/// How much an outcome changes, with its interval of run noise.
public struct OutcomeChange: Hashable, Sendable {
  /// The outcome.
  public var key: OutcomeKey
  /// The change; nil where there is no estimate.
  public var change: Double?
  /// Its 95 % confidence interval, applicants paired.
  public var interval: Interval?
}

/// The cheapest staffing that was found, or that there is none.
public struct StaffingResults: Sendable {
  /// What the results of every method begin with.
  public var facts: StudyResults
  /// The design.
  public var design: Name
  /// Whether a staffing was found that keeps all levels.
  public var isFound: Bool
  /// The levels, in the order in which they were declared.
  public var levels: [LevelResult]
  /// The offices, in the order of names.
  public var offices: [OfficeStaffing]
  /// Whether staffings were compared by cost; else by the number of people, because some office has
  /// no cost of an hour.
  public var isByCost: Bool
  /// How many staffings were tried, each with all replications.
  public var tried: Int
  /// What was made sure of.
  public var certificate: Certificate?
  /// Other staffings with one person moved that cost the same and keep all levels: people by office,
  /// of those offices of ``offices`` that took part in the search, in their order.
  public var asCheap: [[Int]]

  /// How far it is certain that no cheaper staffing keeps all levels.
  public enum Certificate: String, Hashable, Sendable {
    /// Every cheaper staffing was tried, or lies below what some office needs alone.
    case everyCheaper = "every cheaper staffing"
    /// Only staffings with one person fewer in an office, or one moved, were tried.
    case neighbors
  }
}

/// The cheapest staffing of a design's offices that keeps all service levels.
///
/// All staffings meet the same applicants with the same luck. A level counts as kept when its one-sided
/// 95 % confidence bound keeps it. What an office needs alone is found by bisection, which takes for
/// granted that more people never make a level worse.
///
/// - Throws: ``StudyError``.
public func findStaffing(_ request: StaffingRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> StaffingResults
{
  var search = try StaffingSearch(request, context)
  return try await search.results()
}
