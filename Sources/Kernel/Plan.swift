/// A process compiled to flat tables: everything a run needs, nothing else.
///
/// The same plan runs in a thread, in a worker process and in a browser with the same bits.
public struct Plan: Sendable {
  /// Working-time calendars.
  public var calendars: [WorkCalendar]
  /// For each day of the run, the working days from its first day up to and including it.
  public var workdays: FrozenArray<Int32>
  /// The calendar in which the applicant's working days are measured.
  public var reference: Int
  /// First instant of the cohort window, the first after it, the end of following, the end of all.
  public var windowStart: Int64
  /// The first instant after the cohort window.
  public var windowEnd: Int64
  /// The end of following: cases not ended by then are open.
  public var followEnd: Int64
  /// The end of all.
  public var horizon: Int64
  /// How long after the first day of operation exposure is counted, milliseconds.
  public var observe: Int64
  /// From when reforms hold; 0 in a steady study.
  public var reformStart: Int64
  /// When further reforms begin to hold, rising; empty: all hold from ``reformStart`` on.
  public var waveStarts: FrozenArray<Int64>
  /// The reaches that hold from each of ``waveStarts`` on, one bit each.
  public var waveReaches: FrozenArray<UInt64>

  /// The steps of all routes; step 0 is an end.
  public var instructions: FrozenArray<Instruction>
  /// The lengths of time that steps, works, attributes and gaps draw.
  public var durations: FrozenArray<DurationSpec>
  /// Quantile tables, 3,392 numbers each.
  public var tables: FrozenArray<Double>
  /// The steps of durations of that kind, in the order of their numbers.
  public var steps: FrozenArray<StepSpec>
  /// The yes/no draws.
  public var chances: FrozenArray<ChanceSpec>
  /// Thresholds of chances and attributes.
  public var thresholds: FrozenArray<UInt64>
  /// The kinds of work.
  public var works: FrozenArray<WorkSpec>
  /// The offices of each work, by their places.
  public var workOffices: FrozenArray<Int32>
  /// For each of them, the durations that keep its person, one bit each: a person of a joint visit
  /// leaves when its own part is done.
  public var workParts: FrozenArray<UInt32>
  /// The offices, in code-point order of their names.
  public var offices: FrozenArray<OfficeSpec>
  /// Instants of sittings, office by office, in order.
  public var sittings: FrozenArray<Int64>
  /// Changes of staff, office by office, in order.
  public var shifts: FrozenArray<ShiftSpec>
  /// The priorities that offices give, one row a class.
  public var priorities: FrozenArray<PrioritySpec>
  /// Their levels, 1 to ``PrioritySpec/mostLevel``.
  public var levels: FrozenArray<UInt8>
  /// The offices that idle people of other offices help.
  public var helps: FrozenArray<Int32>
  /// Rates by day and hour that needs follow.
  public var profiles: [RateProfile]
  /// The sizes of batches of needs, beside their thresholds.
  public var batchSizes: FrozenArray<Int32>
  /// How many credit lists there are.
  public var listCount: Int
  /// The credit lists on which all cases stand together, one bit each.
  public var sharedLists: UInt64
  /// How many listings each firm has: one a list, then the ends of minimum stays.
  public var listingWidth: Int
  /// What is remembered of firms.
  public var memories: FrozenArray<MemorySpec>
  /// How many instants are remembered of each firm.
  public var memoryWidth: Int
  /// How many firms all classes have.
  public var firmCount: Int
  /// Instants that steps wait for.
  public var instants: FrozenArray<Int64>
  /// Amounts that steps pay, fen.
  public var amounts: FrozenArray<Int64>
  /// The parts of all routes.
  public var nodes: FrozenArray<NodeSpec>
  /// Signal `s` starts at `successorStarts[s]` in `successors` (nodes counted within the route).
  public var successorStarts: FrozenArray<Int32>
  /// The nodes that signals lead to, counted within their route.
  public var successors: FrozenArray<Int32>
  /// The routes.
  public var routes: FrozenArray<RouteSpec>
  /// Route by class and reach: `firstRoute + bits`; -1 where no applicant can be.
  public var routeTable: FrozenArray<Int32>
  /// The classes, in code-point order of their names.
  public var classes: FrozenArray<ClassSpec>
  /// The attributes of all classes, in drawing order.
  public var attributes: FrozenArray<AttributeSpec>
  /// The conditions of all classes.
  public var conditions: FrozenArray<ConditionSpec>
  /// The tests of all conditions.
  public var tests: FrozenArray<TestSpec>
  /// The reaches of all classes.
  public var reaches: FrozenArray<ReachSpec>
  /// The latent defects of all classes.
  public var defects: FrozenArray<DefectSpec>
  /// The limits of matters, as clocks refer to them.
  public var matters: FrozenArray<MatterSpec>

  /// How many conditions and reaches each class has.
  public var conditionCount: Int
  /// How many reaches each class has.
  public var reachCount: Int
  /// The reaches that make an applicant a placebo subject, one bit each; 0: no placebo.
  public var placeboReaches: UInt64
  /// Widths of a case's storage.
  public var registerCount: Int
  /// Registers below this are defects.
  public var defectCount: Int
  /// Occurrence counters of a case.
  public var counterCount: Int
  /// Counts of a case.
  public var countCount: Int
  /// Money accounts of a case.
  public var accountCount: Int
  /// Attributes of a case, at most.
  public var attributeWidth: Int
  /// Nodes of a route, at most.
  public var nodeWidth: Int
  /// How many matters are tallied.
  public var matterCount: Int
  /// Whether any class has an attribute that is a number.
  public var hasNumbers: Bool

  /// A plan with nothing in it; the compiler fills it.
  public init() {
    calendars = []
    workdays = FrozenArray([])
    reference = 0
    windowStart = 0
    windowEnd = 0
    followEnd = 0
    horizon = 0
    observe = 0
    reformStart = 0
    waveStarts = FrozenArray([])
    waveReaches = FrozenArray([])
    instructions = FrozenArray([])
    durations = FrozenArray([])
    tables = FrozenArray([])
    steps = FrozenArray([])
    chances = FrozenArray([])
    thresholds = FrozenArray([])
    works = FrozenArray([])
    workOffices = FrozenArray([])
    workParts = FrozenArray([])
    offices = FrozenArray([])
    sittings = FrozenArray([])
    shifts = FrozenArray([])
    priorities = FrozenArray([])
    levels = FrozenArray([])
    helps = FrozenArray([])
    profiles = []
    batchSizes = FrozenArray([])
    listCount = 0
    sharedLists = 0
    listingWidth = 0
    memories = FrozenArray([])
    memoryWidth = 0
    firmCount = 0
    instants = FrozenArray([])
    amounts = FrozenArray([])
    nodes = FrozenArray([])
    successorStarts = FrozenArray([])
    successors = FrozenArray([])
    routes = FrozenArray([])
    routeTable = FrozenArray([])
    classes = FrozenArray([])
    attributes = FrozenArray([])
    conditions = FrozenArray([])
    tests = FrozenArray([])
    reaches = FrozenArray([])
    defects = FrozenArray([])
    matters = FrozenArray([])
    conditionCount = 0
    reachCount = 0
    placeboReaches = 0
    registerCount = 0
    defectCount = 0
    counterCount = 0
    countCount = 0
    accountCount = 0
    attributeWidth = 0
    nodeWidth = 0
    matterCount = 0
    hasNumbers = false
  }
}
