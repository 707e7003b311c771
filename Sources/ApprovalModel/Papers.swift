// What reforms do about the papers of a matter, and about applying at all.

/// Documents that offices fetch from each other's data, for the applicants whose data are there
/// (数据共享).
public struct DataShare: Hashable, Sendable {
  /// The documents that those covered still hand in.
  public var materials: Input<Int>
  /// The chance that an applicant is covered, drawn once for each matter.
  public var coverage: Chance
  /// What making the papers is multiplied by for those covered, 0 to 1; nil: as long as before.
  public var prepare: Input<Double>?
  /// What the chance of a correction is multiplied by for those covered, 0 to 1; nil: as before.
  public var correction: Input<Double>?
  /// The chance that those covered hand in at a window; nil: as before.
  public var trip: Chance?

  /// Shared data as declared.
  public init(
    materials: Input<Int>, coverage: Chance, prepare: Input<Double>? = nil,
    correction: Input<Double>? = nil, trip: Chance? = nil
  ) {
    self.materials = materials
    self.coverage = coverage
    self.prepare = prepare
    self.correction = correction
    self.trip = trip
  }
}

/// Help of an office with the papers before they are handed in (申请前辅导、帮办代办).
public struct Coaching: Hashable, Sendable {
  /// Who helps.
  public var office: Name
  /// How long helping one applicant takes.
  public var work: Input<DurationDistribution>
  /// The chance that an applicant is helped, drawn once for each matter; nil: everybody is.
  public var reaches: Chance?
  /// What making the papers is multiplied by for those helped, 0 to 1; nil: as long as before.
  public var prepare: Input<Double>?
  /// What the chance of a correction is multiplied by for those helped, 0 to 1; nil: as before.
  public var correction: Input<Double>?

  /// Coaching as declared.
  public init(
    office: Name, work: Input<DurationDistribution>, reaches: Chance? = nil,
    prepare: Input<Double>? = nil, correction: Input<Double>? = nil
  ) {
    self.office = office
    self.work = work
    self.reaches = reaches
    self.prepare = prepare
    self.correction = correction
  }
}

/// Acceptance although secondary papers are missing, on the promise to hand them in (容缺受理、容缺后补).
public struct Tolerance: Hashable, Sendable {
  /// What waits for the secondary papers.
  public enum Holds: String, Hashable, Sendable, CaseIterable {
    /// The decision; the clock runs on meanwhile.
    case decision
    /// The handing-over of the result.
    case delivery
    /// Nothing: a promise broken after the decision costs the permit.
    case nothing
  }

  /// Making the main papers, after which the applicant submits.
  public var prepare: Input<DurationDistribution>
  /// Collecting the secondary papers, from submission on.
  public var papers: Input<DurationDistribution>
  /// How long after submission the secondary papers are promised.
  public var within: Input<TimeSpan>
  /// What waits for them.
  public var holds: Holds
  /// The credit list on which the firm of who breaks the promise is put; nil: none.
  public var list: Name?

  /// Tolerance as declared.
  public init(
    prepare: Input<DurationDistribution>, papers: Input<DurationDistribution>,
    within: Input<TimeSpan>, holds: Holds, list: Name? = nil
  ) {
    self.prepare = prepare
    self.papers = papers
    self.within = within
    self.holds = holds
    self.list = list
  }
}

/// A decision without application for those whom data find (免申即享).
public struct Entitlement: Hashable, Sendable {
  /// The chance that data find an applicant, drawn once for each matter.
  public var coverage: Chance
  /// Who confirms the list.
  public var office: Name
  /// How long confirming one applicant takes.
  public var work: Input<DurationDistribution>

  /// Entitlement as declared.
  public init(coverage: Chance, office: Name, work: Input<DurationDistribution>) {
    self.coverage = coverage
    self.office = office
    self.work = work
  }
}

extension Matter {
  /// Whether a file of the matter may be sent back for missing paper.
  var mayBeCorrected: Bool {
    switch mode {
    case .review, .confirmation, .automated: completeness?.correction != nil
    case .filing(let filing): filing.returned != nil
    case .commitment(let commitment): (commitment.signing ?? completeness)?.correction != nil
    case .pledge, .merged: false
    }
  }
}

extension Lowering {
  /// The matter of that name, for a change of its papers; nil as with ``matter(_:)``.
  ///
  /// - Throws: also when the matter is part of a merger, which has one set of papers for all parts.
  mutating func matterOfPapers(_ name: Name) throws(ReformError) -> Matter? {
    guard let matter = try matter(name) else { return nil }
    guard matter.alongside?.intake == nil else {
      throw failure(
        zh: "改革“\(reform)”改变事项“\(name)”的材料准备，但它由并联的牵头窗口一并受理（intake: joint），这时材料尚不能这样改变；请只保留一项",
        en:
          "reform '\(reform)' changes the papers of matter '\(name)', but a joint intake takes them "
          + "in ('intake: joint' in 'parallel'), which cannot be changed so yet; keep one of the two"
      )
    }
    guard case .merged = matter.mode else { return matter }
    throw failure(
      zh: "改革“\(reform)”改变事项“\(name)”的材料准备，但它属于合并事项“\(matter.name)”，合并事项的材料尚不能这样改变；请只保留一项",
      en: "reform '\(reform)' changes the papers of matter '\(name)', but it belongs to the merger "
        + "'\(matter.name)', whose papers cannot be changed so yet; keep one of the two")
  }

  /// Refuses factors on something that `matter` does not have.
  func requirePapers(
    of matter: Matter, prepare: Input<Double>?, correction: Input<Double>?
  ) throws(ReformError) {
    if prepare != nil, matter.prepare == nil {
      throw failure(
        zh: "改革“\(reform)”缩短事项“\(matter.name)”的材料准备，但它没有 prepare",
        en: "reform '\(reform)' shortens making the papers of matter '\(matter.name)', which has "
          + "no 'prepare'")
    }
    if correction != nil, !matter.mayBeCorrected {
      throw failure(
        zh: "改革“\(reform)”减少事项“\(matter.name)”的补正，但它没有 correction",
        en: "reform '\(reform)' makes corrections of matter '\(matter.name)' rarer, which has no "
          + "'correction'")
    }
  }
}
