/// Where the numbers of one outcome record stand; a record is a row of `Int64`.
///
/// Times are milliseconds: "calendar" of elapsed time, "working" of the reference calendar's working
/// time; days are whole working days by date. A number that does not exist is ``RecordLayout/absent``.
public struct RecordLayout: Sendable {
  /// A number that does not exist.
  public static let absent: Int64 = .min

  /// Fields every record has.
  public enum Field: Int, CaseIterable, Sendable {
    /// Class and index within the class.
    case applicantClass, index
    /// The instant at which the need arose.
    case arrival
    /// How the case ended (``Ending``); open when it had not ended by the end of following.
    case ending
    /// Need to final outcome (or to the end of following, when open).
    case needCalendar, needWorking
    /// The part of it in which own work was under way.
    case ownWorkCalendar, ownWorkWorking
    /// First submission to last decision; absent without a decision.
    case throughputCalendar, throughputWorking
    /// Union of the matters' acceptance-to-decision intervals, whole working days.
    case grossDays
    /// The same net of excluded links: the official time.
    case officialDays
    /// Operated while not compliant, calendar milliseconds.
    case exposure
    /// Defects at the start; those never found or cured.
    case defects, defectsMissed
    /// The reforms that reached the applicant, one bit each.
    case reach
    /// The route taken.
    case route
    /// The firm among those of all classes; absent without one.
    case firm
  }

  /// Widths of the variable parts.
  public let counts: Int
  /// How many money accounts.
  public let accounts: Int
  /// How many attributes, at most.
  public let attributes: Int

  /// The layout of a plan's records.
  public init(counts: Int, accounts: Int, attributes: Int) {
    self.counts = counts
    self.accounts = accounts
    self.attributes = attributes
  }

  /// The layout of the records of a plan's runs.
  public init(of plan: Plan) {
    self.init(counts: plan.countCount, accounts: plan.accountCount, attributes: plan.attributeWidth)
  }

  /// Numbers per record.
  public var stride: Int { Field.allCases.count + Holder.counted + counts + accounts + attributes }
  /// Where the holders' working milliseconds begin.
  public var firstHolder: Int { Field.allCases.count }
  /// Where the counts begin.
  public var firstCount: Int { firstHolder + Holder.counted }
  /// Where the accounts (fen) begin.
  public var firstAccount: Int { firstCount + counts }
  /// Where the categories begin, one number an attribute of the class.
  public var firstAttribute: Int { firstAccount + accounts }
}

/// Sums over the cohort for one matter.
public struct MatterTally: BitwiseCopyable, Hashable, Sendable {
  /// Decisions, and those that refused.
  public var decisions: Int64 = 0
  /// Decisions that refused.
  public var refusals: Int64 = 0
  /// Acceptance to decision, whole working days; and net of excluded links.
  public var grossDays: Int64 = 0
  /// The same net of excluded links, the official time.
  public var officialDays: Int64 = 0
  /// Decisions with a promised limit, and those within it; the same by law.
  public var promised: Int64 = 0
  /// Decisions within the promised limit.
  public var withinPromised: Int64 = 0
  /// Decisions with a limit by law.
  public var statutory: Int64 = 0
  /// Decisions within the limit by law.
  public var withinStatutory: Int64 = 0
  /// Lights at the decision, for matters with a limit.
  public var yellow: Int64 = 0
  /// Decisions past the limit.
  public var red: Int64 = 0
  /// Files accepted and withdrawn before a decision: reviews in vain.
  public var withdrawn: Int64 = 0

  /// Nothing counted yet.
  public init() {}
}

/// Sums for one office.
public struct OfficeTally: BitwiseCopyable, Hashable, Sendable {
  /// Services begun for cohort cases, and their waiting in the office's working milliseconds.
  public var services: Int64 = 0
  /// Their waiting, working milliseconds of the office.
  public var waiting: Int64 = 0
  /// Person-milliseconds of work and of waiting for others of a joint activity, in the window.
  public var busy: Int64 = 0
  /// Person-milliseconds of waiting for the others of a joint activity, in the window.
  public var assembling: Int64 = 0
  /// Case-milliseconds in the queue, in the window, in the office's working time.
  public var queued: Int64 = 0
  /// Working milliseconds of the office in the window.
  public var open: Int64 = 0
  /// Person-milliseconds of working time in the window, by the staff there is.
  public var capacity: Int64 = 0
  /// Applications that found the office full, over the whole run.
  public var turnedAway: Int64 = 0
  /// Little's law over the whole run: the area under the queue length, and the sum of all waits.
  public var queueArea: Int64 = 0
  /// The sum of all waits at the queue, milliseconds.
  public var waitSum: Int64 = 0

  /// Nothing counted yet.
  public init() {}
}

/// What a run counted besides the records.
public struct RunTallies: Sendable {
  /// Cases that arose, ended and were still open, over the whole run.
  public var arrived: Int64 = 0
  /// Cases that ended.
  public var ended: Int64 = 0
  /// Cases still open at the end of the run.
  public var open: Int64 = 0
  /// Events worked off; openings of offices and what was cancelled do not count.
  public var events: Int64 = 0
  /// One row an office.
  public var offices: [OfficeTally] = []
  /// One row a matter.
  public var matters: [MatterTally] = []

  /// Nothing counted yet.
  public init() {}
}

/// What a run has logged since it was last asked, so that a long log never stands in memory as a whole.
public struct LogBatch: Sendable {
  /// The entries, in the order of the clock.
  public var entries: [LogEntry] = []
  /// The categories of each entry's applicant, in drawing order, `width` an entry.
  public var categories: [UInt8] = []

  /// Nothing logged yet.
  public init() {}
}

/// One entry of the event log.
public struct LogEntry: BitwiseCopyable, Sendable {
  /// The stages of an activity.
  public enum Lifecycle: UInt8, BitwiseCopyable, Sendable {
    case schedule, start, complete
    /// Work was set aside because people left, and taken up again.
    case suspend, resume
  }

  /// Milliseconds since the run's first midnight.
  public var instant: Int64
  /// Class and index of the applicant.
  public var applicantClass: Int32
  /// The applicant within its class.
  public var index: Int64
  /// The activity's label.
  public var label: Int32
  /// The stage.
  public var lifecycle: Lifecycle
  /// The office, -1 without one.
  public var office: Int32
}
