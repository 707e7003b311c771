public import ApprovalModel
public import Inference

/// What a number is counted in.
public enum OutcomeUnit: String, Hashable, Sendable {
  case workingDays = "working days"
  case calendarDays = "calendar days"
  case yuan
  /// Per case: documents, trips, interactions.
  case perCase = "per case"
  /// Per 1,000 applicants: days or counts.
  case daysPer1000 = "days per 1000"
  case per1000 = "per 1000"
  /// A part of a whole, 0 to 1.
  case share
  /// A number of cases.
  case cases
  /// Hours of an office's people for each case.
  case hoursPerCase = "hours per case"
  /// Times a year for each firm.
  case perFirmYear = "per firm and year"
  /// Applications a year.
  case perYear = "per year"
  /// Money of everybody together, by the year and in all.
  case yuanPerYear = "yuan per year"
  case yuanInAll = "yuan in all"
  /// Hours of the offices' people.
  case hoursPerYear = "hours per year"
  /// A number of firms.
  case firms
}

/// Whom or what an outcome is about.
public enum Scope: Hashable, Sendable {
  case all
  case matter(Name)
  case office(Name)
  case applicantClass(Name)
  /// Who holds the file.
  case holder(String)
  case payer(Name)
  /// Everybody together: what one pays another cancels out.
  case society
  case attribute(Name, category: Name)
  /// The month in which the need arose, `2024-03`.
  case month(String)

  /// The scope as results write it: `all`, `matter:licence`, `attribute:risk=low`.
  public var text: String {
    switch self {
    case .all: "all"
    case .matter(let name): "matter:\(name)"
    case .office(let name): "office:\(name)"
    case .applicantClass(let name): "class:\(name)"
    case .holder(let name): "holder:\(name)"
    case .payer(let name): "payer:\(name)"
    case .society: "society"
    case .attribute(let name, let category): "attribute:\(name)=\(category)"
    case .month(let month): "month:\(month)"
    }
  }
}

/// An outcome: a quantity, over whom, in which unit.
///
/// Names are `QUANTITY-STATISTIC`; a bare quantity means its mean.
public struct OutcomeKey: Hashable, Sendable {
  /// The name, `need-to-operate-p90`.
  public var name: String
  /// Over whom.
  public var scope: Scope
  /// The unit.
  public var unit: OutcomeUnit
  /// Which direction is better.
  public var better: Better
  /// Whether it stands among the first lines of every report.
  public var isHeadline: Bool

  /// An outcome.
  public init(
    _ name: String, _ scope: Scope = .all, _ unit: OutcomeUnit, better: Better,
    isHeadline: Bool = false
  ) {
    self.name = name
    self.scope = scope
    self.unit = unit
    self.better = better
    self.isHeadline = isHeadline
  }
}

/// What an interval speaks of.
public enum IntervalKind: String, Hashable, Sendable {
  /// Declared ranges drawn too: the 2.5–97.5 % range over the replications, never narrower than run
  /// noise.
  case assumptions
  /// Inputs as declared: the 95 % confidence interval over the replications.
  case runNoise
}

/// How an interval of run noise was made; fixed by the kind of outcome before data are seen.
public enum IntervalMethod: String, Hashable, Sendable {
  /// Student's t over the replications' means.
  case t
  /// Delete-one jackknife over the replications.
  case jackknife
  /// Welch's interval of two designs run with numbers of their own.
  case welch
  /// The 2.5–97.5 % range of the drawn runs, widened to contain run noise.
  case range
  /// No interval: too few replications.
  case none
}

extension OutcomeEstimate {
  /// How the headline interval was made.
  public var headlineMethod: IntervalMethod {
    interval != nil && intervalKind == .assumptions ? .range : method
  }
}

extension OutcomeDifference {
  /// How the headline interval was made.
  public var headlineMethod: IntervalMethod {
    interval != nil && intervalKind == .assumptions ? .range : method
  }
}

/// Why a number is missing or only a bound.
public enum MissingReason: String, Hashable, Sendable {
  /// More than 1 % of the cohort had not ended: a mean is a lower bound and has no verdict.
  case openCases = "open cases"
  /// A quantile past the last end.
  case notReached = "not reached"
  /// Fewer than two replications.
  case tooFewReplications = "too few replications"
  /// Nothing of the kind happened.
  case noCases = "no cases"
  /// A difference is there, but the ranges of the inputs leave open on which side of zero it lies;
  /// more replications would not tell.
  case openInputs = "open inputs"
}

/// An outcome of one design.
public struct OutcomeEstimate: Hashable, Sendable {
  /// The outcome.
  public var key: OutcomeKey
  /// Its estimate over the declared runs; nil with a reason.
  public var estimate: Double?
  /// The headline interval.
  public var interval: Interval?
  /// The interval of run noise.
  public var runNoise: Interval?
  /// What the headline interval is.
  public var intervalKind: IntervalKind
  /// How run noise was measured.
  public var method: IntervalMethod
  /// How many replications.
  public var replications: Int
  /// Whether the estimate is a lower bound only.
  public var isCensored: Bool
  /// Why a number is missing or only a bound.
  public var reason: MissingReason?
}

/// Whether a difference is worth having, on the primary outcome.
public enum Worthwhile: String, Hashable, Sendable {
  case yes, no
  case cannotTell = "cannot tell"
}

/// The difference design − baseline of one outcome; applicants are paired unless each design has its own
/// random numbers.
public struct OutcomeDifference: Hashable, Sendable {
  /// The outcome.
  public var key: OutcomeKey
  /// Estimates of the two designs.
  public var baseline: Double?
  /// The design.
  public var design: Double?
  /// The difference; nil with a reason.
  public var difference: Double?
  /// The headline interval.
  public var interval: Interval?
  /// The interval of run noise.
  public var runNoise: Interval?
  /// What the headline interval is.
  public var intervalKind: IntervalKind
  /// How run noise was measured.
  public var method: IntervalMethod
  /// The verdict.
  public var verdict: Verdict
  /// Replications after which the verdict would be clear; nil when it is, or never would be, as where the
  /// drawn inputs alone leave it open.
  public var replicationsNeeded: Int?
  /// On the primary outcome only.
  public var worthwhile: Worthwhile?
  /// On the primary outcome only: replications after which it would be clear whether the difference is
  /// worth having; nil when it is, or never would be.
  public var replicationsForWorthwhile: Int?
  /// The variance of the paired difference over the sum of the variances of both designs.
  ///
  /// Over the replications; below one, pairing helped. Nil without pairing and where neither design varies.
  public var pairingRatio: Double?
  /// How often run noise alone brings a difference at least as far from zero, two-sided by the interval's
  /// t; nil without an interval and where there is no difference at all.
  public var pValue: Double?
  /// The same, adjusted by Holm over all headline outcomes of all designs; nil for other outcomes.
  public var adjustedPValue: Double?
  /// Why a number is missing or only a bound.
  public var reason: MissingReason?
}

/// A share of applicants with its interval over the replications.
public struct ShareEstimate: Hashable, Sendable {
  /// The share, 0 to 1; nil where there is nobody to count.
  public var share: Double?
  /// Its t interval of run noise; nil with fewer than two replications.
  public var interval: Interval?
}

/// Who gains, who loses, who stays: shares of those approved in both worlds.
public struct GainLose: Hashable, Sendable {
  /// Better off by at least the threshold.
  public var gain: ShareEstimate
  /// Worse off by at least the threshold.
  public var lose: ShareEstimate
  /// Neither.
  public var same: ShareEstimate
}

/// One group's gains and losses.
public struct GroupGainLose: Hashable, Sendable {
  /// The group: a class or a category.
  public var scope: Scope
  /// By time.
  public var time: GainLose
  /// By the applicant's own money.
  public var money: GainLose
}

/// One applicant of one replication, and what a design changes for it.
public struct ApplicantChange: Hashable, Sendable {
  /// The class.
  public var applicantClass: Name
  /// The number within the class, which names it in event logs too.
  public var index: Int64
  /// The replication, from 0.
  public var replication: Int
  /// The change of `need-to-operate-idle`, working days.
  public var change: Double
}

/// The comparison applicant by applicant, in the declared runs.
public struct ApplicantComparison: Hashable, Sendable {
  /// The smallest changes that count: working days, fen.
  public var timeThreshold: Double
  /// The smallest change of money that counts.
  public var moneyThreshold: Money
  /// By time: `need-to-operate-idle` of those approved in both worlds.
  public var time: GainLose
  /// The same for the placebo: the baseline with luck drawn again for those the design reaches.
  public var placebo: GainLose
  /// By the applicant's own money.
  public var money: GainLose
  /// The share of the cohort open in either world.
  public var open: ShareEstimate
  /// The share of the cohort approved in both worlds, in the baseline only, in the design only, in
  /// neither.
  public var approvedInBoth: ShareEstimate
  /// The share approved in the baseline only.
  public var approvedInBaselineOnly: ShareEstimate
  /// The share approved in the design only.
  public var approvedInDesignOnly: ShareEstimate
  /// The share approved in neither.
  public var approvedInNeither: ShareEstimate
  /// The mean change of `need-to-operate-idle` of those approved in both, working days.
  public var changeAmongApproved: Double?
  /// Its t interval of run noise.
  public var changeAmongApprovedInterval: Interval?
  /// Who lost most time, of those approved in both worlds, in the declared runs; nil: nobody lost any.
  ///
  /// Of equals the first by replication, class and number.
  public var lostMost: ApplicantChange?
  /// Who gained most; nil: nobody gained any.
  public var gainedMost: ApplicantChange?
  /// By class where there are several, and by category of each attribute.
  public var groups: [GroupGainLose]
  /// Firm by firm; nil where no class has firms.
  public var firms: FirmComparison?
}

/// The comparison firm by firm: all applications of a firm together, because they may depend on each
/// other.
public struct FirmComparison: Hashable, Sendable {
  /// Firms with applications in the cohort, all replications together.
  public var count: Int
  /// The change of `need-to-operate-idle`, summed over those of a firm's applications that are approved
  /// in both worlds, against the threshold of one application times their number; shares of the
  /// firms that have any.
  public var time: GainLose
  /// The same for the placebo.
  public var placebo: GainLose
}

/// One design's results.
public struct DesignResult: Hashable, Sendable {
  /// The design's name.
  public var name: Name
  /// Applicants in the cohort, all replications together; and those still open.
  public var cases: Int
  /// Applicants still open at the end of following.
  public var open: Int
  /// The outcomes, in a fixed order.
  public var outcomes: [OutcomeEstimate]
  /// The cost accounts: by the year, once, and their present value.
  public var accounts: [OutcomeEstimate] = []
  /// How times are spread over the cohort.
  public var distributions: [TimeDistribution] = []
}

/// One design against the baseline.
public struct Comparison: Hashable, Sendable {
  /// The two designs.
  public var baseline: Name
  /// The design.
  public var design: Name
  /// The differences, in the order of the outcomes.
  public var outcomes: [OutcomeDifference]
  /// Applicant by applicant.
  public var applicants: ApplicantComparison
  /// Whether the official time falls while the time from need to operation does not: time was moved,
  /// not saved.
  public var timeMovedNotSaved: Bool
  /// The reforms of the design that reached nobody.
  public var reachedNobody: [Name]
  /// The differences of the cost accounts, in their order.
  public var accounts: [OutcomeDifference] = []
  /// When each party has back what the design costs it once.
  public var paybacks: [Payback] = []
}

/// What is needed to make the same results again.
public struct Manifest: Hashable, Sendable {
  /// The product's version.
  public var version: String
  /// Digest of the resolved scenario.
  public var scenarioDigest: String
  /// Digest of the compiled plans.
  public var planDigest: String
  /// The seed of all draws.
  public var seed: UInt64
  /// How many replications.
  public var replications: Int
  /// The first day of the run, the window, the last day followed.
  public var firstDay: CivilDate
  /// The days on which the needs of the cohort arise.
  public var window: ClosedRange<CivilDate>
  /// The last day followed.
  public var lastDay: CivilDate
  /// The baseline.
  public var baseline: Name
  /// The designs, in the order of reports.
  public var designs: [Name]
  /// The switches applied to every design.
  public var switches: [Name]
  /// The outcome that decides, where declared.
  public var primary: PrimaryOutcome?
  /// Whether checks and penalties decide who violates.
  public var deterrence = false
  /// Whether designs met the same applicants with the same luck.
  public var numbers = RandomNumbers.common
  /// Calendar days from the first day of the run to the window.
  public var warmUpDays = 0
  /// Whether pilot runs found the warm-up.
  public var warmUpIsFound = false
  /// The command, without threads, times and paths.
  public var command: String
  /// Inputs by grade, and those of grade C or D without a range.
  public var inputsByGrade: [GradeCount]
  /// The paths of inputs of grade C or D without a range.
  public var assumedWithoutRange: [String]

  /// How many inputs have a grade.
  public struct GradeCount: Hashable, Sendable {
    /// The grade.
    public var grade: Grade
    /// How many inputs have it.
    public var count: Int
    /// How many of them have no stated grade, so that they count as D.
    public var unstated: Int
  }
}

/// Which random numbers designs run with.
public enum RandomNumbers: String, Hashable, Sendable {
  /// The same applicants with the same luck in every design, so that differences are paired.
  case common
  /// Other applicants in every design, as if each were studied alone: to see what pairing is worth. Inputs
  /// drawn from ranges are still the same in all designs.
  case independent
}

/// How far a study that replicates until precise has come.
public struct PrecisionReached: Hashable, Sendable {
  /// The primary outcome.
  public var key: OutcomeKey
  /// The half-width asked for, in the unit of the primary outcome.
  public var asked: Double
  /// The half-width of run noise reached, the widest over the designs; nil: no interval.
  public var reached: Double?
  /// Replications in all that would reach it; nil where it is reached, or nothing tells.
  public var replicationsNeeded: Int?

  /// Whether the half-width is as small as was asked for.
  public var isReached: Bool { (reached ?? .infinity) <= asked }
}

/// Everything one study found.
public struct StudyResults: Hashable, Sendable {
  /// What the scenario is called.
  public var title: LocalizedText
  /// What makes the same results again.
  public var manifest: Manifest
  /// What each design does: its reforms' titles.
  public var reformTitles: [Name: [LocalizedText]]
  /// What reports call the designs that have a title.
  public var designTitles: [Name: LocalizedText] = [:]
  /// The designs, in the order of reports.
  public var designs: [DesignResult]
  /// Each design against the baseline.
  public var comparisons: [Comparison]
  /// What pilot runs say of the warm-up; nil where none were run.
  public var pilot: PilotResults?
  /// How far a study that ran until precise has come; nil where no precision was asked.
  public var precision: PrecisionReached?
  /// All designs between time saved and risk taken; empty where fewer than two are compared.
  public var frontier: [FrontierPoint] = []
  /// How the cost accounts count money over years.
  public var accountRules = AccountRules()
  /// What the reforms of the designs cost once, in code-point order of reforms and names.
  public var oneOff: [ReformCost] = []
  /// Notices of reforms and of the study, in both languages.
  public var notices: [LocalizedText]
  /// The titles of offices, matters and classes, for reports.
  public var titles: [String: LocalizedText]
  /// The documents drawn on.
  public var sources: [Source]
  /// Every input of the scenario with its evidence, in code-point order of the paths.
  public var inputs: [InputListing] = []
  /// What announcements would count, for each design and class; not measured times.
  public var limits: [AnnouncedLimit] = []
}

/// What the limits of a typical applicant's matters add up to in a design.
public struct AnnouncedLimit: Hashable, Sendable {
  /// The design.
  public var design: Name
  /// The class of applicants.
  public var applicantClass: Name
  /// The longest chain of limits, and what it leaves out.
  public var path: LimitPath
}

extension OutcomeDifference {
  /// The difference as a part of the baseline's value; nil where that is zero.
  public var relative: Double? { part(difference) }

  /// The headline interval as parts of the baseline's value.
  public var relativeInterval: Interval? {
    guard let low = part(interval?.low), let high = part(interval?.high) else { return nil }
    return Interval(low: min(low, high), high: max(low, high))
  }

  private func part(_ value: Double?) -> Double? {
    guard let value, let baseline, baseline != 0 else { return nil }
    return value / abs(baseline)
  }
}
