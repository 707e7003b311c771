// The rows of a plan's tables.

/// One step of a route.
///
/// Steps that go to `b` on a test go there when it holds, else to the next step; with `flag` 1 they go
/// there when it does not hold, else to the step after the next.
/// Which of the fields mean something depends on the operation.
public struct Instruction: BitwiseCopyable, Hashable, Sendable {
  /// What a step does; see each case for the meaning of `a`, `b`, `c`.
  public enum Operation: UInt8, BitwiseCopyable, Sendable {
    /// The thread ends.
    case end
    /// Time passes: `c` durations from `a` on, the longest (`flag` 1) or their sum (`flag` 0).
    case wait
    /// Joins the queue of work specification `a` and is served.
    case work
    /// Goes to `b` with chance `a`.
    case chance
    /// Goes to `b` when condition `a` holds.
    case condition
    /// Goes to `b`.
    case jump
    /// Register `a` becomes `c`.
    case set
    /// Register `a` grows by one.
    case increment
    /// Goes to `b` when register `a` equals `c`.
    case ifEqual
    /// Goes to `b` when register `a` is at least `c`.
    case ifAtLeast
    /// Register `a` becomes the larger of itself and register `b`.
    case raise
    /// Count `a` of the case grows by `b`.
    case count
    /// Account `a` of the case grows by amount number `b`.
    case pay
    /// Signal `a` of the route is given: nodes that waited for nothing else begin.
    case signal
    /// A second thread of the case begins at `b`; with `flag` 1 it goes on whatever the case withdraws.
    case fork
    /// Waits until register `a` has counted `c` arrivals, or with `flag` 1 until the case has ended
    /// other than by operating.
    case join
    /// Register `a` counts one arrival; a thread that waits for the last one goes on.
    case arriveAtJoin
    /// The case goes to an office for the first time, or again; may move it to the new rules.
    case submit
    /// The clock of matter `a` starts; where silence means consent, the strand goes on at `b` when the
    /// limit has passed.
    case clockStart
    /// The clock stands still from today.
    case clockPause
    /// The clock goes on from today.
    case clockResume
    /// The clock of matter `a` ends; the decision is counted, a refusal when `flag` is 1.
    case clockStop
    /// A decision falls, with no clock.
    case decide
    /// Own work begins.
    case ownWorkOn
    /// Own work ends.
    case ownWorkOff
    /// The case ends with ending `a` unless it has ended.
    case terminate
    /// The applicant may operate.
    case operate
    /// The defect in register `a` is cured.
    case cure
    /// Operation is stopped.
    case suspend
    /// One stop of operation ends.
    case resume
    /// Own work of the case stands still from now for the duration `a`.
    case stopWork
    /// Waits on for as long as own work has stood still since the last wait began.
    case absorbStops
    /// Waits until instant number `a`.
    case waitUntil
    /// Goes to `b` when the applicant operates.
    case ifOperating
    /// Goes to `b` when the case has ended other than by operating.
    case ifTerminated
    /// What is under way in node `a` of the case (-1: of none) stops, and the node never begins if it
    /// has not yet.
    case withdraw
    /// Notes an event in memory `a`; goes to `b` when it is the last of as many as the memory waits for,
    /// which puts the firm on a list where the memory names one.
    case remember
    /// Goes to `b` when the firm of the case is on credit list `a`.
    case ifListed
    /// Goes to `b` when the firm is on the list of memory `a`, has stayed for the minimum and has not asked
    /// to leave since its last entry: it asks now.
    case ifAsksToLeave
    /// Takes the firm off the list of memory `a`, unless it was entered again since it asked.
    case delist
  }

  /// What the step does.
  public var operation: Operation
  /// A small parameter.
  public var flag: UInt8
  /// Who holds the file meanwhile; see ``Holder``.
  public var holder: UInt8
  /// First parameter.
  public var a: Int32
  /// Second parameter, usually the target of a jump.
  public var b: Int32
  /// Third parameter, a small number.
  public var c: Int16
  /// The activity's number in the event log; ``unlogged``: none.
  public var label: UInt16

  /// The label of a step that is not logged.
  public static let unlogged = UInt16.max

  /// A step.
  public init(
    _ operation: Operation, a: Int = 0, b: Int = 0, c: Int = 0, flag: UInt8 = 0,
    holder: Holder = .none, label: Int = -1
  ) {
    self.operation = operation
    self.flag = flag
    self.holder = holder.rawValue
    self.a = Int32(a)
    self.b = Int32(b)
    self.c = Int16(c)
    self.label = UInt16(exactly: label) ?? Self.unlogged
  }
}

/// Who holds the file while time passes.
public enum Holder: UInt8, CaseIterable, Sendable {
  case applicant, intermediary, window, queue, assembling, review, notice, correction
  /// Nobody: own work, follow-up, waiting for others.
  case none

  /// How many holders are counted.
  public static let counted = 8
}

/// How a case ends.
public enum Ending: UInt8, Sendable {
  /// Not ended.
  case open
  /// The applicant operates.
  case operating
  /// Refused.
  case refused
  /// Refused although compliant.
  case wronglyRefused
  /// The land was handed back.
  case landExit
  /// The applicant lost patience and left a queue.
  case withdrawn
  /// The office was full.
  case turnedAway
  /// A credit list kept the applicant from handing in.
  case blocked
  /// The licence was taken away as a penalty, whether operation had begun or not.
  case disqualified
}

/// How a length of time is drawn: `location + scale × shape`, milliseconds.
public struct DurationSpec: BitwiseCopyable, Sendable {
  /// The family that is left when location and scale are taken out.
  public enum Kind: UInt8, BitwiseCopyable, Sendable { case constant, uniform, table, steps }

  /// The family.
  public var kind: Kind
  /// Smallest value or shift, milliseconds.
  public var location: Double
  /// Width or scale, milliseconds.
  public var scale: Double
  /// Where the quantile table begins among the plan's table numbers; for steps, where they begin among
  /// the plan's steps.
  public var table: Int32
  /// How many steps there are.
  public var steps: Int32
  /// The calendar in which the time passes.
  public var calendar: Int32
  /// The purpose key.
  public var purpose: UInt64
  /// What turns the purpose into its placebo; 0 for purposes that a placebo leaves alone.
  public var placebo: UInt64
  /// The case's occurrence counter; -1 for what happens once.
  public var counter: Int32

  /// A duration.
  public init(
    kind: Kind, location: Double, scale: Double, table: Int = 0, steps: Int = 0, calendar: Int = 0,
    purpose: Purpose, placebo: UInt64 = 0, counter: Int = -1
  ) {
    self.kind = kind
    self.location = location
    self.scale = scale
    self.table = Int32(table)
    self.steps = Int32(steps)
    self.calendar = Int32(calendar)
    self.purpose = purpose.key
    self.placebo = placebo
    self.counter = Int32(counter)
  }
}

/// A stretch of all 64-bit numbers in a distribution with atoms, jumps or bends: an atom, a straight
/// line or a quantile table of its own.
///
/// The value at the place t (0 to 1) of the stretch is `low + width × t`, or `low + width × Q(t)` with a
/// table, never above `high`.
public struct StepSpec: BitwiseCopyable, Sendable {
  /// The first number of the stretch.
  public var first: UInt64
  /// The last number of the stretch.
  public var last: UInt64
  /// One divided by how many numbers the stretch has.
  public var share: Double
  /// The smallest value.
  public var low: Double
  /// How much the value grows over the stretch, or the unit of the table; 0 for an atom.
  public var width: Double
  /// No value lies above; infinite for the last stretch of a distribution without an upper end.
  public var high: Double
  /// Where the quantile table begins among the plan's table numbers; -1: a straight line.
  public var table: Int32

  /// The stretch from `first` to `last`.
  public init(
    first: UInt64, last: UInt64, low: Double, width: Double = 0, high: Double, table: Int = -1
  ) {
    self.first = first
    self.last = last
    share = 1 / (Double(last - first) + 1)
    self.low = low
    self.width = width
    self.high = high
    self.table = Int32(table)
  }
}

/// How a yes/no is drawn: a threshold, possibly by category of an attribute.
public struct ChanceSpec: BitwiseCopyable, Sendable {
  /// The purpose key.
  public var purpose: UInt64
  /// What turns the purpose into its placebo.
  public var placebo: UInt64
  /// The case's occurrence counter; -1 for what happens once.
  public var counter: Int32
  /// The attribute, by its place in the class; -1: one threshold for all.
  public var attribute: Int32
  /// The first threshold.
  public var threshold: Int32

  /// A chance.
  public init(
    purpose: Purpose, placebo: UInt64 = 0, counter: Int = -1, attribute: Int = -1, threshold: Int
  ) {
    self.purpose = purpose.key
    self.placebo = placebo
    self.counter = Int32(counter)
    self.attribute = Int32(attribute)
    self.threshold = Int32(threshold)
  }
}

/// Work by one or several offices together.
public struct WorkSpec: BitwiseCopyable, Sendable {
  /// The first of its offices in the plan's list, and how many.
  public var offices: Int32
  /// How many offices must be present together.
  public var officeCount: Int32
  /// The first of its durations, and how many; the longest counts.
  public var durations: Int32
  /// How many durations there are.
  public var durationCount: Int32
  /// The calendar in which the work passes: the common hours of the offices.
  public var calendar: Int32
  /// The rank of the purpose name among all purposes of work, for ties.
  public var purposeRank: UInt16
  /// Who holds the file while it waits.
  public var waitingHolder: UInt8
  /// Whether several durations add up; else the longest counts.
  public var addsUp: Bool

  /// Work of `officeCount` offices.
  public init(
    offices: Int, officeCount: Int, durations: Int, durationCount: Int, calendar: Int,
    purposeRank: Int, waitingHolder: Holder, addsUp: Bool = false
  ) {
    self.addsUp = addsUp
    self.offices = Int32(offices)
    self.officeCount = Int32(officeCount)
    self.durations = Int32(durations)
    self.durationCount = Int32(durationCount)
    self.calendar = Int32(calendar)
    self.purposeRank = UInt16(purposeRank)
    self.waitingHolder = waitingHolder.rawValue
  }
}

/// In which order an office takes its queue.
public enum QueueOrder: UInt8, BitwiseCopyable, Sendable {
  /// By the instant of joining.
  case joining
  /// By the level of the applicant's class or category, then by joining.
  case level
  /// By the day on which the limit of the matter ends, then by joining.
  case dueDay
}

/// What becomes of work under way when there are fewer people than before.
public enum StaffChange: UInt8, BitwiseCopyable, Sendable {
  /// Who is at work ends it and goes then.
  case finish
  /// The work last begun stops, and is the first to go on when people return.
  case pause
  /// The work last begun returns to its place in the queue, less what was done.
  case handOver
}

/// People who work side by side.
public struct OfficeSpec: BitwiseCopyable, Sendable {
  /// How many at the start of the run.
  public var staff: Int32
  /// Their hours.
  public var calendar: Int32
  /// First sitting in the plan's list of instants; -1: no sittings.
  public var firstSitting: Int32 = -1
  /// How many sittings.
  public var sittings: Int32 = 0
  /// How many cases a sitting takes; 0: all.
  public var atMost: Int32 = 0
  /// The first change of staff in the plan's list, and how many.
  public var firstShift: Int32 = 0
  /// How many changes of staff.
  public var shifts: Int32 = 0
  /// What a change does to work under way.
  public var atStaffChange = StaffChange.finish
  /// The order of the queue.
  public var order = QueueOrder.joining
  /// Its rows in the priority table, one a class; -1 unless ``QueueOrder/level``.
  public var firstPriority: Int32 = -1
  /// The first of the offices that its idle people help, in the plan's list, and how many.
  public var firstHelp: Int32 = 0
  /// How many offices its idle people help.
  public var helps: Int32 = 0
  /// How many cases make a batch; 0: each alone.
  public var batchSize: Int32 = 0
  /// How long the first of a batch waits for the others, a fixed duration.
  public var batchWithin: Int32 = -1
  /// How many cases it holds, those at work included; 0: any number.
  public var places: Int32 = 0
  /// What an hour of one person costs, fen; no result of a run depends on it.
  public var hourlyCost: Int64

  /// An office of `staff` people; everything else is set on the value.
  public init(staff: Int, calendar: Int, hourlyCost: Int64 = 0) {
    self.staff = Int32(staff)
    self.calendar = Int32(calendar)
    self.hourlyCost = hourlyCost
  }
}

/// How many people an office has from an instant on.
public struct ShiftSpec: BitwiseCopyable, Sendable {
  /// From when on, milliseconds since the run's first midnight.
  public var instant: Int64
  /// How many people.
  public var staff: Int32

  /// `staff` people from `instant` on.
  public init(instant: Int64, staff: Int) {
    self.instant = instant
    self.staff = Int32(staff)
  }
}

/// The levels that an office gives the applicants of one class; the lowest is served first.
public struct PrioritySpec: BitwiseCopyable, Sendable {
  /// The attribute that decides, by its place in the class; -1: the class alone.
  public var attribute: Int32
  /// The first level in the plan's list; one a category.
  public var firstLevel: Int32

  /// Levels by `attribute`.
  public init(attribute: Int = -1, firstLevel: Int) {
    self.attribute = Int32(attribute)
    self.firstLevel = Int32(firstLevel)
  }

  /// The least urgent level there is; level 0 is for files that their light puts before all others.
  public static let mostLevel = 126
}

/// A part of a route that begins when its prerequisites are there.
public struct NodeSpec: BitwiseCopyable, Sendable {
  /// Where it begins.
  public var entry: Int32
  /// How many signals it waits for.
  public var prerequisites: Int32

  /// A node.
  public init(entry: Int, prerequisites: Int) {
    self.entry = Int32(entry)
    self.prerequisites = Int32(prerequisites)
  }
}

/// A route: what one class of applicants goes through under one set of reforms.
public struct RouteSpec: BitwiseCopyable, Sendable {
  /// First node and how many.
  public var firstNode: Int32
  /// How many nodes the route has.
  public var nodes: Int32
  /// The first signal of the route among the plan's signals.
  public var firstSignal: Int32
  /// How many signals the route has.
  public var signals: Int32
  /// The first of the defects that who takes the route may have.
  public var firstDefect: Int32
  /// How many such defects.
  public var defects: Int32

  /// A route.
  public init(
    firstNode: Int, nodes: Int, firstSignal: Int, signals: Int, firstDefect: Int = 0,
    defects: Int = 0
  ) {
    self.firstNode = Int32(firstNode)
    self.nodes = Int32(nodes)
    self.firstSignal = Int32(firstSignal)
    self.signals = Int32(signals)
    self.firstDefect = Int32(firstDefect)
    self.defects = Int32(defects)
  }
}

/// An attribute of a class, as drawn at arrival.
public struct AttributeSpec: BitwiseCopyable, Sendable {
  /// The duration-like specification of a number (in thousandths), or -1 for categories.
  public var number: Int32
  /// Categories: the purpose key.
  public var purpose: UInt64
  /// The attribute (its place in the class, earlier in drawing order) that the shares depend on; -1.
  public var dependsOn: Int32
  /// How many categories.
  public var categories: Int32
  /// The first cumulative threshold; `categories` of them for each category depended on.
  public var threshold: Int32

  /// An attribute.
  public init(
    number: Int = -1, purpose: Purpose, dependsOn: Int = -1, categories: Int = 0, threshold: Int = 0
  ) {
    self.number = Int32(number)
    self.purpose = purpose.key
    self.dependsOn = Int32(dependsOn)
    self.categories = Int32(categories)
    self.threshold = Int32(threshold)
  }
}

/// One test of a condition on the attributes of a class.
public struct TestSpec: BitwiseCopyable, Sendable {
  /// The attribute by its place in the class; -1: the test never holds for this class;
  /// ``onOneOfLists`` and ``onNoneOfLists``: of the credit lists in `mask`, one bit each.
  public var attribute: Int32
  /// Categories that pass, one bit each; all ones for a number.
  public var mask: UInt64
  /// Bounds of a number, thousandths.
  public var low: Int64
  /// Upper bound of a number, thousandths.
  public var high: Int64

  /// The test holds when the firm is on one of the lists.
  public static let onOneOfLists = -2
  /// The test holds when the firm is on none of the lists.
  public static let onNoneOfLists = -3

  /// A test.
  public init(attribute: Int, mask: UInt64 = .max, low: Int64 = .min, high: Int64 = .max) {
    self.attribute = Int32(attribute)
    self.mask = mask
    self.low = low
    self.high = high
  }
}

/// A run of tests that must all hold.
public struct ConditionSpec: BitwiseCopyable, Sendable {
  /// First test and how many.
  public var firstTest: Int32
  /// How many tests must hold.
  public var tests: Int32

  /// A condition.
  public init(firstTest: Int, tests: Int) {
    self.firstTest = Int32(firstTest)
    self.tests = Int32(tests)
  }
}

/// Whether a reform reaches an applicant of a class.
public struct ReachSpec: BitwiseCopyable, Sendable {
  /// The condition, by its place in the class.
  public var condition: Int32
  /// The conditions of which none may hold, one bit each.
  public var excluded: UInt64
  /// The chance of taking it up; -1: all do.
  public var uptake: Int32

  /// A reach.
  public init(condition: Int, excluded: UInt64, uptake: Int = -1) {
    self.condition = Int32(condition)
    self.excluded = excluded
    self.uptake = Int32(uptake)
  }
}

/// What is remembered of the past events of a firm, or of everybody, and what follows from them.
///
/// A memory waits for ``times`` events within a span. One that names a list puts its holder there with
/// every event that is the last of so many; one without a list is a cap: an event that is the last of
/// so many does not take place and is forgotten.
public struct MemorySpec: BitwiseCopyable, Sendable {
  /// How many events it waits for, 1 or more.
  public var times: Int32
  /// The fixed duration within which they come, its last instant included; -1: ever.
  public var within: Int32 = -1
  /// Where the instants of the last ``times`` − 1 events stand among those of one holder.
  public var place: Int32
  /// Whether all cases share one holder; else each firm is one.
  public var isShared = false
  /// The credit list; -1: none.
  public var list: Int32 = -1
  /// The fixed duration after which the holder is off the list by itself; -1: never.
  public var stay: Int32 = -1
  /// The fixed duration before which nobody may leave; -1: none.
  public var minimum: Int32 = -1
  /// Where the end of that minimum stands among the listings of one holder; -1: nobody leaves but by
  /// itself.
  public var minimumPlace: Int32 = -1

  /// A memory that waits for `times` events; everything else is set on the value.
  public init(times: Int, place: Int) {
    self.times = Int32(times)
    self.place = Int32(place)
  }
}

/// A latent defect: drawn once an applicant and matter, the same in every design.
public struct DefectSpec: BitwiseCopyable, Sendable {
  /// The register that holds it: 0 none, 1 curable, 2 serious.
  public var register: Int32
  /// The conditions that all hold for whom the defect concerns, one bit each.
  public var holding: UInt64
  /// The conditions of which none holds for them.
  public var lacking: UInt64
  /// The chances of a serious and of a curable defect; both use the purpose of the first.
  public var serious: Int32
  /// The chance of a curable defect.
  public var curable: Int32

  /// A defect.
  public init(register: Int, holding: UInt64, lacking: UInt64 = 0, serious: Int, curable: Int) {
    self.register = Int32(register)
    self.holding = holding
    self.lacking = lacking
    self.serious = Int32(serious)
    self.curable = Int32(curable)
  }
}

/// A class of applicants.
public struct ClassSpec: BitwiseCopyable, Sendable {
  /// The hash of the class's name: part of every key.
  public var nameHash: UInt64
  /// The gap between needs, as a duration in the class's arrival calendar.
  public var gap: Int32
  /// First attribute (in drawing order) and how many.
  public var firstAttribute: Int32
  /// How many attributes the class has.
  public var attributes: Int32
  /// First condition; every class has the plan's number of conditions.
  public var firstCondition: Int32
  /// First reach; every class has the plan's number of reaches.
  public var firstReach: Int32
  /// First entry of the class in the route table.
  public var firstRoute: Int32
  /// The rate profile that arrivals follow; -1: the working time of the gap's calendar.
  public var profile: Int32 = -1
  /// The first of the needs that are replayed in place of drawn ones, and how many; -1: none.
  public var firstNeed: Int32 = -1
  /// How many needs are replayed.
  public var needs: Int32 = 0
  /// The first cumulative threshold of the batch sizes, and how many sizes; 0: needs arise singly.
  public var firstBatch: Int32 = 0
  /// How many batch sizes.
  public var batches: Int32 = 0
  /// The purpose key of the batch size.
  public var batchPurpose: UInt64 = 0
  /// How many firms the applicants belong to; 0: to none.
  public var firms: Int32 = 0
  /// The first of them among the firms of all classes.
  public var firstFirm: Int32 = 0
  /// The purpose key of the firm.
  public var firmPurpose: UInt64 = 0
  /// How long after the first submission the applicant loses patience; -1: never.
  public var patience: Int32 = -1

  /// A class whose needs arise singly, by the gaps drawn; everything else is set on the value.
  public init(
    nameHash: UInt64, gap: Int, firstAttribute: Int, attributes: Int, firstCondition: Int,
    firstReach: Int, firstRoute: Int
  ) {
    self.nameHash = nameHash
    self.gap = Int32(gap)
    self.firstAttribute = Int32(firstAttribute)
    self.attributes = Int32(attributes)
    self.firstCondition = Int32(firstCondition)
    self.firstReach = Int32(firstReach)
    self.firstRoute = Int32(firstRoute)
  }
}

/// The limits of a matter in one route, days; -1: none.
public struct MatterSpec: BitwiseCopyable, Sendable {
  /// The matter's tally, by the place of its name.
  public var tally: Int32
  /// The limit by law and whether it counts calendar days.
  public var statutory: Int32
  /// Whether that limit counts calendar days.
  public var statutoryIsCalendar: Bool
  /// The promised limit and whether it counts calendar days.
  public var promised: Int32
  /// Whether the promised limit counts calendar days.
  public var promisedIsCalendar: Bool
  /// Days after which the light is yellow, in the unit of the limit that binds.
  public var yellow: Int32
  /// From which light on the file goes before others: 0 never, 1 yellow, 2 red.
  public var escalatesFrom: UInt8 = 0
  /// Whether a file undecided at the end of the limit that binds is granted.
  public var isTacit = false

  /// Limits of a matter.
  public init(
    tally: Int, statutory: Int = -1, statutoryIsCalendar: Bool = false, promised: Int = -1,
    promisedIsCalendar: Bool = false, yellow: Int = -1
  ) {
    self.tally = Int32(tally)
    self.statutory = Int32(statutory)
    self.statutoryIsCalendar = statutoryIsCalendar
    self.promised = Int32(promised)
    self.promisedIsCalendar = promisedIsCalendar
    self.yellow = Int32(yellow)
  }
}
