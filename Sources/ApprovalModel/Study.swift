/// Which outcome decides, and the smallest difference worth having.
public struct PrimaryOutcome: Hashable, Sendable {
  /// The outcome's name.
  public var outcome: String
  /// The smallest difference worth having, in the outcome's unit.
  public var worthwhile: Double
  /// That difference as written in the file (`2 working days`).
  public var worthwhileText: String

  /// A primary outcome as declared.
  public init(outcome: String, worthwhile: Double, worthwhileText: String) {
    self.outcome = outcome
    self.worthwhile = worthwhile
    self.worthwhileText = worthwhileText
  }
}

/// Whom a study measures, until when, and how often.
public struct Study: Hashable, Sendable {
  /// What kind of comparison it is.
  public enum Kind: Hashable, Sendable {
    /// Reforms hold from the start.
    case steady
    /// Worlds are equal until the reform date; the cohort is not cut there.
    case transition(from: CivilDate)
  }

  /// Steady or transition.
  public var kind: Kind
  /// The days on which the needs of the cohort arise, both included.
  public var window: ClosedRange<CivilDate>
  /// How long before the window the run begins.
  public var warmUp: TimeSpan
  /// How long after the window a case is followed before it counts as open.
  public var followFor: TimeSpan
  /// How long after the first day of operation exposure is counted, in every design.
  public var observe: TimeSpan
  /// The design that others are compared with.
  public var baseline: Name
  /// The outcome that decides; nil: none declared.
  public var primary: PrimaryOutcome?
  /// The bounds that outcomes are to keep, in the order of the file; empty: none declared.
  public var service: [ServiceLevel] = []
  /// The seed of all draws.
  public var seed: UInt64
  /// How many replications.
  public var replications: Int
  /// The smallest change of time that counts as gain or loss, working days.
  public var noticeableTime: Double
  /// The smallest change of the applicant's own money that counts.
  public var noticeableMoney: Money
  /// Whether who gains more by violating than checks are expected to cost violates, in place of the
  /// declared chances of serious defects.
  public var deterrence: Bool
  /// How money is counted over years.
  public var accounts = AccountRules()
  /// Which holidays hold.
  public var calendar: CalendarKind

  /// A study of a cohort; everything else has its default and is set on the value.
  public init(window: ClosedRange<CivilDate>, baseline: Name) {
    self.window = window
    self.baseline = baseline
    kind = .steady
    warmUp = TimeSpan(0, .calendarDays)
    followFor = TimeSpan(1, .years)
    observe = TimeSpan(1, .years)
    seed = 1
    replications = 40
    noticeableTime = 1
    noticeableMoney = Money(fen: 100_00)
    deterrence = false
    calendar = .beijing(assumedLater: false)
  }

  /// The first day of the run: the window's first day less the warm-up.
  public var firstDay: CivilDate { window.lowerBound.shifted(by: warmUp, backwards: true) }
  /// The last day on which a cohort case may end without counting as open.
  public var lastDay: CivilDate { window.upperBound.shifted(by: followFor) }
  /// The last day of the run: the last day followed plus the time exposure is observed.
  public var horizon: CivilDate { lastDay.shifted(by: observe) }
}

/// Which days are working days.
public enum CalendarKind: Hashable, Sendable {
  /// Mainland China's published arrangement; later years only when assumed (no holidays but weekends
  /// and the fixed statutory days).
  case beijing(assumedLater: Bool)
  /// Every day is a working day of 24 hours.
  case always
}

extension CivilDate {
  /// This day moved by a span of calendar time; working days count as calendar days of 7/5.
  func shifted(by span: TimeSpan, backwards: Bool = false) -> CivilDate {
    let sign = backwards ? -1 : 1
    let whole = Int(span.amount.rounded(.up))
    switch span.unit {
    case .months: return adding(months: sign * whole)
    case .years: return adding(years: sign * whole)
    case .calendarDays: return adding(days: sign * whole)
    case .workingDays: return adding(days: sign * Int((span.amount * 1.4).rounded(.up)))
    case .hours: return adding(days: sign * Int((span.amount / 24).rounded(.up)))
    case .minutes: return adding(days: sign * Int((span.amount / 1440).rounded(.up)))
    }
  }
}
