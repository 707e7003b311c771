/// How a matter is decided: one mode per matter and applicant.
public enum DecisionMode: Hashable, Sendable {
  /// The ordinary route: completeness, acceptance, review, decision.
  case review
  /// Takes effect on receipt, without review (备案).
  case filing(Filing)
  /// Completeness and form only, decided on the spot (确认制).
  case confirmation
  /// Permit at once on a signed commitment, checked afterwards (告知承诺).
  case commitment(Commitment)
  /// No decision any more: pledged, and verified at later points (承诺制).
  case pledge(Pledge)
  /// The ordinary route, in which a machine decides the eligible files at once (秒批).
  case automated(Automation)
  /// Several matters with one form or one visit; each keeps its own decision unless that is one too.
  case merged(Merged)
}

/// A check of a defect after the decision: who does it, how often, how well.
public struct FollowUpCheck: Hashable, Sendable {
  /// The offices; several must be present together.
  public var offices: [Name]
  /// How long the check takes.
  public var work: Input<DurationDistribution>
  /// Whether the applicant is visited.
  public var isVisit: Bool
  /// The share that is checked.
  public var rate: Chance
  /// The chance that a defect is found.
  public var detects: Chance
  /// The chance that a compliant applicant is flagged.
  public var falseAlarm: Chance?
  /// How many such checks there are at most; nil: any number.
  public var atMost: CheckCap?
  /// How the result is made public; nil: it is not.
  public var publication: Publication?

  /// A check as declared.
  public init(
    offices: [Name], work: Input<DurationDistribution>, isVisit: Bool, rate: Chance,
    detects: Chance, falseAlarm: Chance? = nil, atMost: CheckCap? = nil,
    publication: Publication? = nil
  ) {
    self.offices = offices
    self.work = work
    self.isVisit = isVisit
    self.rate = rate
    self.detects = detects
    self.falseAlarm = falseAlarm
    self.atMost = atMost
    self.publication = publication
  }
}

/// So many checks at most within any span of a length (年度检查频次上限).
///
/// Checks of the same offices with the same cap count together.
public struct CheckCap: Hashable, Sendable {
  /// What the cap holds for.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    /// Each firm.
    case firm
    /// All applicants together.
    case office
  }

  /// How many checks.
  public var visits: Int
  /// The span that slides over them.
  public var per: Input<TimeSpan>
  /// What it holds for.
  public var subject: Subject

  /// A cap as declared.
  public init(visits: Int, per: Input<TimeSpan>, subject: Subject) {
    self.visits = visits
    self.per = per
    self.subject = subject
  }
}

/// Making the result of a check public (检查结果公示).
public struct Publication: Hashable, Sendable {
  /// Who publishes it.
  public var office: Name
  /// How long publishing one result takes.
  public var work: Input<DurationDistribution>
  /// The limit, from the end of the check.
  public var within: Input<TimeSpan>

  /// A publication as declared.
  public init(office: Name, work: Input<DurationDistribution>, within: Input<TimeSpan>) {
    self.office = office
    self.work = work
    self.within = within
  }
}

/// What follows a defect found after the decision.
public struct Consequences: Hashable, Sendable {
  /// What ends the stop for a serious defect.
  public enum End: String, Hashable, Sendable {
    /// The permit is revoked (撤销); the applicant re-enters the ordinary route.
    case revoke
    /// The licence is taken away as a penalty (吊销); the applicant stops for good.
    case disqualify
    /// The defect has been cured and the work or operation goes on.
    case cure
    /// The land is handed back and the project ends (土地使用权退出).
    case landExit = "land-exit"
  }

  /// The order to cure: how long; nil: a finding stops operation at once.
  public var cure: Input<TimeSpan>?
  /// The fine that comes with an order.
  public var curableFine: Input<Money>?
  /// How long a serious defect stops work and operation; nil: as long as the order.
  public var stop: Input<TimeSpan>?
  /// The fine for a serious defect.
  public var seriousFine: Input<Money>?
  /// What ends a serious case.
  public var seriousEnd: End
  /// The credit list on which the firm of who is found is put; nil: none.
  public var list: Name?

  /// Consequences as declared.
  public init(
    cure: Input<TimeSpan>? = nil, curableFine: Input<Money>? = nil, stop: Input<TimeSpan>? = nil,
    seriousFine: Input<Money>? = nil, seriousEnd: End = .revoke, list: Name? = nil
  ) {
    self.cure = cure
    self.curableFine = curableFine
    self.stop = stop
    self.seriousFine = seriousFine
    self.seriousEnd = seriousEnd
    self.list = list
  }
}

/// A rule engine that decides the files it may decide.
///
/// A file that the rules flag, rightly or wrongly, goes on to the manual review.
public struct Automation: Hashable, Sendable {
  /// The chance that a file may be decided by the rules; drawn once for an applicant.
  public var eligible: Chance
  /// How long the machine takes, at any hour of any day; nil: no time.
  public var takes: Input<DurationDistribution>?
  /// The chance that the rules find a defect; nil: they look for none.
  public var catches: Chance?
  /// The chance that the rules flag a compliant applicant; nil: never.
  public var falseAlarm: Chance?

  /// An automation as declared.
  public init(
    eligible: Chance, takes: Input<DurationDistribution>? = nil, catches: Chance? = nil,
    falseAlarm: Chance? = nil
  ) {
    self.eligible = eligible
    self.takes = takes
    self.catches = catches
    self.falseAlarm = falseAlarm
  }
}

/// Receipt of a filing.
public struct Filing: Hashable, Sendable {
  /// When the filing is handed in.
  public enum Timing: String, Hashable, Sendable {
    /// Before the activity starts: successors wait for the receipt.
    case before
    /// After the activity has started: nobody waits for it.
    case after
    /// Never handed in: papers are kept for a later check (备查).
    case kept
  }

  /// When it is handed in.
  public var timing: Timing
  /// Who receives it.
  public var office: Name
  /// How long the receipt takes.
  public var work: Input<DurationDistribution>
  /// The chance that it is returned as incomplete or not fileable.
  public var returned: Chance?

  /// A filing as declared.
  public init(
    timing: Timing, office: Name, work: Input<DurationDistribution>, returned: Chance? = nil
  ) {
    self.timing = timing
    self.office = office
    self.work = work
    self.returned = returned
  }
}

/// A permit on a signed commitment.
public struct Commitment: Hashable, Sendable {
  /// What the applicant commits to.
  public enum Claims: Hashable, Sendable {
    /// That the conditions are met already.
    case met
    /// That they will be met within a time after the grant.
    case willMeet(Input<TimeSpan>)
  }

  /// What is claimed.
  public var claims: Claims
  /// Signing and issuing at the window; nil: the matter's completeness check does it.
  public var signing: Completeness?
  /// The check afterwards.
  public var check: FollowUpCheck
  /// How long after the grant the check is due.
  public var after: Input<TimeSpan>
  /// What follows a finding.
  public var consequences: Consequences
  /// The ordinary route, for those whose permit is revoked.
  public var ordinary: OrdinaryRoute

  /// The parts of the ordinary route that a commitment drops.
  public struct OrdinaryRoute: Hashable, Sendable {
    /// Making the papers.
    public var prepare: Input<DurationDistribution>?
    /// How many documents.
    public var materials: Input<Int>?

    /// The dropped parts of an ordinary route.
    public init(prepare: Input<DurationDistribution>?, materials: Input<Int>?) {
      self.prepare = prepare
      self.materials = materials
    }
  }

  /// A commitment as declared.
  public init(
    claims: Claims, signing: Completeness?, check: FollowUpCheck, after: Input<TimeSpan>,
    consequences: Consequences, ordinary: OrdinaryRoute
  ) {
    self.claims = claims
    self.signing = signing
    self.check = check
    self.after = after
    self.consequences = consequences
    self.ordinary = ordinary
  }
}

/// A pledge in place of a decision.
public struct Pledge: Hashable, Sendable {
  /// A point at which the pledge is verified.
  public struct Verification: Hashable, Sendable {
    /// The result or milestone after which the check takes place.
    public var at: ResultReference
    /// The check.
    public var check: FollowUpCheck
    /// The stage at which a defect found here comes to light.
    public var stage: Stage

    /// A verification as declared.
    public init(at: ResultReference, check: FollowUpCheck, stage: Stage) {
      self.at = at
      self.check = check
      self.stage = stage
    }
  }

  /// Who records the self-review.
  public var recordOffice: Name
  /// How long recording takes.
  public var recordWork: Input<DurationDistribution>
  /// Where it is verified; at least one at 100 %.
  public var verifications: [Verification]
  /// What follows a finding.
  public var consequences: Consequences

  /// A pledge as declared.
  public init(
    recordOffice: Name, recordWork: Input<DurationDistribution>, verifications: [Verification],
    consequences: Consequences
  ) {
    self.recordOffice = recordOffice
    self.recordWork = recordWork
    self.verifications = verifications
    self.consequences = consequences
  }
}

/// Matters that share a form, a visit or the decision.
public struct Merged: Hashable, Sendable {
  /// What is shared.
  public enum Of: String, Hashable, Sendable, CaseIterable { case form, visit, decision }
  /// What is repeated when a part fails.
  public enum Failing: String, Hashable, Sendable { case failedOnly, all }

  /// The parts, in code-point order of their names.
  public var parts: [Matter]
  /// What is shared.
  public var of: [Of]
  /// What is repeated when a part fails.
  public var failing: Failing
  /// The part whose window takes the one form in; nil: the first that has a completeness check.
  public var lead: Name?

  /// A merger as declared.
  public init(parts: [Matter], of: [Of], failing: Failing, lead: Name? = nil) {
    self.parts = parts.sorted { $0.name.precedes($1.name) }
    self.of = of
    self.failing = failing
    self.lead = lead
  }

  /// The part under whose name the one form is handed in: its trip and its online share hold.
  package var front: Matter? { parts.first { $0.name == lead } ?? parts.first }

  /// The office that looks at the one form; nil: no part has a completeness check.
  package var window: Name? {
    let checked = parts.filter { $0.completeness != nil }
    if let front, front.name == lead, !checked.isEmpty {
      return front.completeness?.office ?? front.office
    }
    return checked.first?.completeness?.office
  }
}

extension Matter {
  /// Lets `change` edit the reviews that go by `name`: the matter itself, or the part of a merger that
  /// had the name, or all parts under the merged name.
  mutating func changeReviews(
    called name: Name, _ change: (inout Matter) throws(ReformError) -> Void
  ) throws(ReformError) {
    guard case .merged(var merged) = mode else {
      try change(&self)
      return
    }
    for i in merged.parts.indices where name == self.name || name == merged.parts[i].name {
      try change(&merged.parts[i])
    }
    mode = .merged(merged)
  }
}

/// An assessment done once for a zone; projects that do not conform to it do their own.
///
/// Not a decision mode: the projects that do their own are decided as the matter says.
public struct Ahead: Hashable, Sendable {
  /// Who pays for it.
  public var payer: Name
  /// What one assessment costs.
  public var cost: Input<Money>
  /// How long it is valid.
  public var validity: Input<TimeSpan>
  /// The share of projects that conform to what was assessed.
  public var conforming: Chance
  /// The day from which the result can be used; nil: from the start.
  public var ready: CivilDate?

  /// An assessment as declared.
  public init(
    payer: Name, cost: Input<Money>, validity: Input<TimeSpan>, conforming: Chance,
    ready: CivilDate? = nil
  ) {
    self.payer = payer
    self.cost = cost
    self.validity = validity
    self.conforming = conforming
    self.ready = ready
  }
}
