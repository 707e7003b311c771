/// What matters that run side by side do together (put there by `parallel`).
public struct Alongside: Hashable, Sendable {
  /// One window for all files, before the reviews begin.
  public struct Intake: Hashable, Sendable {
    /// The matter at whose window all files are handed in and looked at.
    public var lead: Name
    /// How long a file takes from there to another office, in the lead's hours; nil: no time.
    public var forwarding: Input<DurationDistribution>?

    /// Intake by `lead`.
    public init(lead: Name, forwarding: Input<DurationDistribution>? = nil) {
      self.lead = lead
      self.forwarding = forwarding
    }
  }

  /// Offices that meet when their reviews contradict each other, before anybody decides.
  public struct Meeting: Hashable, Sendable {
    /// Who meets; several must be present together.
    public var offices: [Name]
    /// How long the meeting takes.
    public var work: Input<DurationDistribution>
    /// The chance that one is needed; drawn once for an applicant.
    public var chance: Chance

    /// A meeting of `offices`.
    public init(offices: [Name], work: Input<DurationDistribution>, chance: Chance) {
      self.offices = offices
      self.work = work
      self.chance = chance
    }
  }

  /// The matters, in code-point order; the matter that holds this is one of them.
  public var matters: [Name]
  /// The joint intake; nil: each file is handed in at its own window.
  public var intake: Intake?
  /// Whether a correction of one stops all: what is under way is ended, and nothing new begins.
  public var correctsTogether: Bool
  /// Whether all results are delivered when the last decision is there.
  public var closesTogether: Bool
  /// The meeting on contradictions; nil: none.
  public var meeting: Meeting?

  /// What `matters` do together.
  public init(
    matters: [Name], intake: Intake? = nil, correctsTogether: Bool = false,
    closesTogether: Bool = false, meeting: Meeting? = nil
  ) {
    self.matters = matters.inNameOrder()
    self.intake = intake
    self.correctsTogether = correctsTogether
    self.closesTogether = closesTogether
    self.meeting = meeting
  }

  /// Whether one of the matters may have to wait for another one.
  var waitsForAll: Bool { intake != nil || closesTogether || meeting != nil }
}
