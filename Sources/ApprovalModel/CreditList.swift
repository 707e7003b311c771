/// A list on which events put firms (失信名单、红名单): who is on it may be treated otherwise.
public struct CreditList: Hashable, Sendable {
  /// Who is entered.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    /// The firm of the applicant concerned.
    case firm
    /// All applicants at once, of whatever firm: a backlog of complaints, say.
    case everybody
  }

  /// What leads to an entry.
  public enum Event: String, Hashable, Sendable, CaseIterable {
    /// A check after the decision found a defect.
    case found
    /// A check after the decision was made and found nothing.
    case kept
    /// A permit was granted.
    case granted
    /// A matter was refused.
    case refused
    /// Promised papers never came.
    case terminated
  }

  /// How bad a defect found is.
  public enum Severity: String, Hashable, Sendable, CaseIterable {
    case curable, serious
  }

  /// One way onto the list; every rule counts for itself.
  public struct EntryRule: Hashable, Sendable {
    /// The events that count.
    public var event: Event
    /// Of ``Event/found``, the defects that count; nil: all.
    public var severity: Severity?
    /// The matters whose events count, in code-point order; empty: all.
    public var matters: [Name]
    /// How many events lead to an entry, 1 or more.
    public var times: Int
    /// The span within which so many must come; nil: ever.
    public var within: Input<TimeSpan>?
    /// The chance that an event counts; nil: it does.
    public var chance: Chance?

    /// A rule as declared.
    public init(
      event: Event, severity: Severity? = nil, matters: [Name] = [], times: Int = 1,
      within: Input<TimeSpan>? = nil, chance: Chance? = nil
    ) {
      self.event = event
      self.severity = severity
      self.matters = matters.inNameOrder()
      self.times = times
      self.within = within
      self.chance = chance
    }
  }

  /// How a firm asks to come off the list (信用修复).
  public struct Application: Hashable, Sendable {
    /// The office that decides.
    public var office: Name
    /// How long its work takes.
    public var work: Input<DurationDistribution>
    /// The chance that a firm applies; nil: it does.
    public var applies: Chance?

    /// An application as declared.
    public init(office: Name, work: Input<DurationDistribution>, applies: Chance? = nil) {
      self.office = office
      self.work = work
      self.applies = applies
    }
  }

  /// How a firm comes off the list.
  public enum Exit: Hashable, Sendable {
    /// By itself, when the minimum stay is over.
    case automatic
    /// By itself, so long after the entry.
    case after(Input<TimeSpan>)
    /// On application, once the minimum stay is over; by itself so long after the entry, or never.
    case application(Application, automatic: Input<TimeSpan>?)
  }

  /// The list's name.
  public var name: Name
  /// What a reader calls it.
  public var title: LocalizedText?
  /// Who is entered.
  public var subject: Subject
  /// The events that lead to an entry, besides the sanctions that name the list.
  public var entry: [EntryRule]
  /// How long a firm stays at least; nil: with an application not at all, else until the end of the
  /// run.
  public var minimumStay: Input<TimeSpan>?
  /// How a firm comes off.
  public var exit: Exit
  /// The matters that nobody on the list can hand in, in code-point order.
  public var blocks: [Name]

  /// A list as declared.
  public init(
    name: Name, title: LocalizedText? = nil, subject: Subject = .firm, entry: [EntryRule] = [],
    minimumStay: Input<TimeSpan>? = nil, exit: Exit = .automatic, blocks: [Name] = []
  ) {
    self.name = name
    self.title = title
    self.subject = subject
    self.entry = entry
    self.minimumStay = minimumStay
    self.exit = exit
    self.blocks = blocks.inNameOrder()
  }

  /// The application that takes a firm off, where there is one.
  public var application: Application? {
    if case .application(let application, _) = exit { application } else { nil }
  }
}
