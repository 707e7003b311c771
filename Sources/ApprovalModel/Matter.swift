/// What kind of decision a matter is.
public enum Nature: String, Hashable, Sendable, CaseIterable {
  case licence, approval, verification, filing, confirmation, service
}

/// At which stage of a project a defect comes to light; later stages cost more to cure.
public enum Stage: String, Hashable, Sendable, CaseIterable {
  case design, foundation, structure, acceptance, operation
}

/// A payment that a matter causes.
public struct Payment: Hashable, Sendable {
  /// The amount.
  public var amount: Input<Money>
  /// Who pays: `applicant`, `government` or another named party.
  public var payer: Name
  /// Who receives.
  public var payee: Name

  /// `payer` pays `amount` to `payee`.
  public init(amount: Input<Money>, payer: Name = "applicant", payee: Name = "government") {
    self.amount = amount
    self.payer = payer
    self.payee = payee
  }
}

/// Sent back for missing paper, drawn afresh at each check and independent of any defect.
public struct Correction: Hashable, Sendable {
  /// The chance at each check that something is missing.
  public var chance: Chance
  /// After so many returns the file is accepted as it is; nil for no cap.
  public var rounds: Int?
  /// How long the applicant takes to put it right.
  public var takes: Input<DurationDistribution>
  /// What reforms multiply the chance by.
  public var factors: [Input<Double>] = []

  /// Corrections as declared.
  public init(chance: Chance, rounds: Int?, takes: Input<DurationDistribution>) {
    self.chance = chance
    self.rounds = rounds
    self.takes = takes
  }
}

/// The check at the window whether a file is complete, before acceptance.
public struct Completeness: Hashable, Sendable {
  /// The office that checks.
  public var office: Name
  /// How long one check takes.
  public var work: Input<DurationDistribution>
  /// What happens when something is missing.
  public var correction: Correction?

  /// A completeness check as declared.
  public init(office: Name, work: Input<DurationDistribution>, correction: Correction? = nil) {
    self.office = office
    self.work = work
    self.correction = correction
  }
}

/// Finding defects: who is caught, and who is accused wrongly.
public struct Detection: Hashable, Sendable {
  /// The chance that a defect is found.
  public var catches: Chance
  /// The chance that a compliant applicant is flagged.
  public var falseAlarm: Chance?
  /// The matters whose defects are looked for; empty: the activity's own matter.
  public var checks: [Name]

  /// Detection as declared.
  public init(catches: Chance, falseAlarm: Chance? = nil, checks: [Name] = []) {
    self.catches = catches
    self.falseAlarm = falseAlarm
    self.checks = checks
  }
}

/// Work that is done again.
public struct Rework: Hashable, Sendable {
  /// From which point on the path is repeated.
  public enum Origin: Hashable, Sendable {
    /// This activity alone, at the end of its queue.
    case activity
    /// From the completeness check on.
    case completeness
  }

  /// The chance after each pass.
  public var chance: Chance
  /// How often at most; nil for no cap (the chance is then below 100 %).
  public var rounds: Int?
  /// Where the repetition begins.
  public var from: Origin

  /// Rework as declared.
  public init(chance: Chance, rounds: Int? = nil, from: Origin = .activity) {
    self.chance = chance
    self.rounds = rounds
    self.from = from
  }
}

/// A step of a review that takes somebody's time or waits for a period to run out.
public struct Activity: Hashable, Sendable {
  /// What happens.
  public enum Kind: Hashable, Sendable {
    /// Work by the people of one or several offices; several must be present together.
    case work(offices: [Name], Input<DurationDistribution>)
    /// A notice period or another wait that occupies nobody.
    case notice(Input<DurationDistribution>)
  }

  /// The activity's name within its matter.
  public var name: Name
  /// What happens.
  public var kind: Kind
  /// Whether the applicant is visited (an interaction that counts as a step).
  public var isVisit: Bool
  /// Whether the clock of the matter stands still meanwhile.
  public var stopsClock: Bool
  /// What is looked for.
  public var detection: Detection?
  /// How often the activity is done again.
  public var rework: Rework?
  /// The stage at which a defect found here comes to light.
  public var stage: Stage
  /// The milestone of the matter that is reached when the activity has passed; nil: none.
  public var milestone: Name?

  /// An activity as declared.
  public init(
    name: Name, kind: Kind, isVisit: Bool = false, stopsClock: Bool = false,
    detection: Detection? = nil, rework: Rework? = nil, stage: Stage = .design,
    milestone: Name? = nil
  ) {
    self.name = name
    self.kind = kind
    self.isVisit = isVisit
    self.stopsClock = stopsClock
    self.detection = detection
    self.rework = rework
    self.stage = stage
    self.milestone = milestone
  }
}

/// The legal and the promised time of a matter.
public struct Limits: Hashable, Sendable {
  /// What starts the clock.
  public enum Start: Hashable, Sendable { case acceptance, receipt }

  /// From which light on a file goes before others in every queue it waits in.
  public enum Escalation: String, Hashable, Sendable, CaseIterable { case yellow, red }

  /// What starts the clock.
  public var starts: Start
  /// The limit by law, whole working or calendar days.
  public var statutory: Input<TimeSpan>?
  /// The limit the office promises.
  public var promised: Input<TimeSpan>?
  /// The share of the limit after which the light is yellow (assumed 80 % where not stated).
  public var yellowAt: Double
  /// From which light on the file goes before others; nil: never.
  public var escalates: Escalation?
  /// Whether a file undecided at the end of ``binding`` counts as granted (tacit consent, 默认许可).
  public var tacit: Bool

  /// The limit that binds: the promised one, else the statutory one.
  public var binding: Input<TimeSpan>? { promised ?? statutory }

  /// Limits as declared.
  public init(
    starts: Start = .acceptance, statutory: Input<TimeSpan>? = nil,
    promised: Input<TimeSpan>? = nil, yellowAt: Double = 0.8, escalates: Escalation? = nil,
    tacit: Bool = false
  ) {
    self.starts = starts
    self.statutory = statutory
    self.promised = promised
    self.yellowAt = yellowAt
    self.escalates = escalates
    self.tacit = tacit
  }
}

/// How long a permit stays good when it is not used, and with which others it falls.
///
/// A permit that lapses is applied for again when it is needed.
public struct Validity: Hashable, Sendable {
  /// How long it lasts from the grant, and how long it was asked for where it is extended; nil: for
  /// good.
  public var lasts: Input<TimeSpan>?
  /// The own work whose beginning uses it; nil: operation.
  public var usedBy: Name?
  /// How often it may be extended; each extension is asked for just before the end.
  public var extensions: Int
  /// How much longer an extension makes it; nil without extensions.
  public var extends: Input<TimeSpan>?
  /// The office that extends it; nil: the matter's.
  public var office: Name?
  /// What an extension takes the office; nil without extensions.
  public var work: Input<DurationDistribution>?
  /// The matters with whose permits it falls (一业一证): when one of them is revoked or lapses, in
  /// code-point order.
  public var with: [Name] = []

  /// Validity as declared.
  public init(
    lasts: Input<TimeSpan>?, usedBy: Name? = nil, extensions: Int = 0,
    extends: Input<TimeSpan>? = nil, office: Name? = nil, work: Input<DurationDistribution>? = nil
  ) {
    self.lasts = lasts
    self.usedBy = usedBy
    self.extensions = extensions
    self.extends = extends
    self.office = office
    self.work = work
  }
}

/// Results of which some suffice.
public struct Quorum: Hashable, Sendable {
  /// What becomes of the others once enough results are there.
  public enum Rest: String, Hashable, Sendable, CaseIterable {
    /// They go on to their decision.
    case finish
    /// They are withdrawn.
    case withdraw
  }

  /// How many results suffice, at least 1 and fewer than there are.
  public var atLeast: Int
  /// The results, in code-point order.
  public var of: [ResultReference]
  /// What becomes of the others.
  public var rest: Rest

  /// At least `atLeast` of the results `of`.
  public init(atLeast: Int, of: [ResultReference], rest: Rest = .finish) {
    self.atLeast = atLeast
    self.of = of.sorted { $0.description.precedes($1.description) }
    self.rest = rest
  }
}

/// Applying again after a refusal.
public struct Reapplication: Hashable, Sendable {
  /// How long after the refusal; the defect found is mended in this time.
  public var after: Input<TimeSpan>
  /// How often at most.
  public var atMost: Int

  /// Reapplication as declared.
  public init(after: Input<TimeSpan>, atMost: Int) {
    self.after = after
    self.atMost = atMost
  }
}

/// Handing over the result.
public struct Delivery: Hashable, Sendable {
  /// How long it takes after the decision.
  public var takes: Input<DurationDistribution>
  /// Its own limit.
  public var limit: Input<TimeSpan>?
  /// Whether the applicant comes to fetch it.
  public var isTrip: Bool

  /// Delivery as declared.
  public init(takes: Input<DurationDistribution>, limit: Input<TimeSpan>? = nil, isTrip: Bool) {
    self.takes = takes
    self.limit = limit
    self.isTrip = isTrip
  }
}

/// One decision that somebody needs.
public struct Matter: Hashable, Sendable {
  /// The matter's name.
  public var name: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// What kind of decision it is.
  public var nature: Nature
  /// The source of its legal basis; nil where none is stated.
  public var basis: Name?
  /// Whether the file says that there is no basis: a hidden barrier (隐性壁垒).
  public var isHiddenBarrier = false
  /// What the matter is about (`water`); two matters of one subject in one route are an error.
  public var subject: Name?
  /// The office that decides.
  public var office: Name
  /// Whom the matter concerns.
  public var when: Condition
  /// Results required in law or fact.
  public var needs: [ResultReference]
  /// Results of which some suffice, required like those of ``needs``.
  public var quorums: [Quorum]
  /// Results waited for by custom only.
  public var after: [ResultReference]
  /// Making the papers.
  public var prepare: Input<DurationDistribution>?
  /// Making the thing comply; the same draw in every world.
  public var comply: Input<DurationDistribution>?
  /// Work by a commissioned intermediary after the papers, before submission.
  public var intermediary: Input<DurationDistribution>?
  /// How many documents are handed in.
  public var materials: Input<Int>?
  /// The share handed in at a window; the rest is online, without a trip.
  public var trip: Chance?
  /// The share that a reform lets hand in online, whatever ``trip`` says.
  public var online: Chance?
  /// The documents that a reform fetches from data.
  public var share: DataShare?
  /// The decision without application that a reform gives to those whom data find.
  public var entitlement: Entitlement?
  /// The papers that a reform lets follow after submission.
  public var tolerance: Tolerance?
  /// The help with the papers that a reform gives.
  public var coaching: Coaching?
  /// Fees and intermediaries' bills.
  public var payments: [Payment]
  /// Hours of the applicant's own staff that the papers take.
  public var ownHours: Input<Double>?
  /// The check before acceptance.
  public var completeness: Completeness?
  /// The review, in order.
  public var activities: [Activity]
  /// How long a correction ordered by the review takes; nil: as at the completeness check.
  public var rectify: Input<DurationDistribution>?
  /// Legal and promised time.
  public var limits: Limits
  /// Handing over the result.
  public var delivery: Delivery?
  /// What a refused applicant may do.
  public var reapply: Reapplication?
  /// What a defect costs to cure by the stage at which it is found.
  public var cureCost: [StageCost]
  /// How the matter is decided.
  public var mode: DecisionMode
  /// The assessment done once for the zone that spares conforming projects their own.
  public var ahead: Ahead?
  /// How long the permit stays good unused; nil: forever.
  public var validity: Validity?
  /// The matters in progress that are withdrawn when this one is refused, in code-point order (put
  /// there by `parallel`).
  public var withdrawsOnRefusal: [Name]
  /// What the matter does together with others beside it (put there by `parallel`); nil: nothing.
  public var alongside: Alongside?

  /// The cost of curing a defect found at `stage`.
  public struct StageCost: Hashable, Sendable {
    /// The stage.
    public var stage: Stage
    /// The cost.
    public var cost: Input<Money>

    /// A cost at a stage.
    public init(stage: Stage, cost: Input<Money>) {
      self.stage = stage
      self.cost = cost
    }
  }

  /// An ordinary matter of `office`; everything else is set on the value.
  public init(name: Name, nature: Nature = .approval, office: Name) {
    self.name = name
    self.nature = nature
    self.office = office
    when = .everybody
    needs = []
    quorums = []
    after = []
    payments = []
    activities = []
    limits = Limits()
    cureCost = []
    mode = .review
    withdrawsOnRefusal = []
  }

  /// The milestones that others may wait for, in the order of the activities; those of a merged
  /// matter's parts count as its own.
  public var milestones: [Name] {
    var result = activities.compactMap(\.milestone)
    if case .merged(let merged) = mode { result += merged.parts.flatMap(\.milestones) }
    return result
  }
}

/// Own work of the applicant without an office: design, construction.
public struct OwnWork: Hashable, Sendable {
  /// A named part of the work that others may wait for.
  public struct Milestone: Hashable, Sendable {
    /// Its name.
    public var name: Name
    /// How long the part takes.
    public var takes: Input<DurationDistribution>
    /// Results needed before the milestone counts as passed (put there by `phase`).
    public var gates: [Gate]

    /// A milestone as declared.
    public init(name: Name, takes: Input<DurationDistribution>, gates: [Gate] = []) {
      self.name = name
      self.takes = takes
      self.gates = gates
    }
  }

  /// A result that a milestone waits for at its end, after a `phase` moved it there.
  public struct Gate: Hashable, Sendable {
    /// What a refusal of the matter does to the work that was begun without it.
    public enum OnRefusal: Hashable, Sendable {
      /// The work stands and waits for another application.
      case waits
      /// The milestone is built again.
      case redo
      /// The case ends and the overlapped work is lost.
      case lose
    }

    /// The matter whose result is needed.
    public var matter: Name
    /// What a refusal of the matter does.
    public var onRefusal: OnRefusal

    /// A gate on `matter`.
    public init(matter: Name, onRefusal: OnRefusal) {
      self.matter = matter
      self.onRefusal = onRefusal
    }

    /// Whether the milestone is built again after a refusal of the matter.
    public var redoesOnRefusal: Bool { onRefusal == .redo }
  }

  /// The work's name.
  public var name: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// Whom it concerns.
  public var when: Condition
  /// Results required in law or fact.
  public var needs: [ResultReference]
  /// Results of which some suffice, required like those of ``needs``.
  public var quorums: [Quorum]
  /// Results waited for by custom only.
  public var after: [ResultReference]
  /// The parts, in order.
  public var milestones: [Milestone]

  /// Own work as declared.
  public init(
    name: Name, title: LocalizedText? = nil, when: Condition = .everybody,
    needs: [ResultReference] = [], quorums: [Quorum] = [], after: [ResultReference] = [],
    milestones: [Milestone]
  ) {
    self.name = name
    self.title = title
    self.when = when
    self.needs = needs
    self.quorums = quorums
    self.after = after
    self.milestones = milestones
  }
}
