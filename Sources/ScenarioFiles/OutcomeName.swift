/// The name of an outcome that a study may choose as its primary one: those that every report gives
/// for all applicants together.
public struct OutcomeName: Hashable, Sendable {
  /// What its worthwhile difference is counted in.
  public enum Unit: Hashable, Sendable {
    /// Working days.
    case workingDays
    /// Yuan.
    case yuan
    /// A part of a whole, 0 to 1; written in percent.
    case share
    /// A plain number, per case or per 1,000 applicants.
    case count
  }

  /// The name.
  public let name: String
  /// The unit of a worthwhile difference.
  public let unit: Unit

  /// The outcome of that name; nil when there is none.
  public init?(_ text: String) {
    guard let found = OutcomeName.all.first(where: { $0.name == text }) else { return nil }
    self = found
  }

  private init(_ name: String, _ unit: Unit) {
    (self.name, self.unit) = (name, unit)
  }

  /// All outcomes that may be primary.
  public static let all: [OutcomeName] = {
    let times = ["need-to-operate-idle", "need-to-operate", "throughput-time", "official-time"]
    let days =
      times + times.flatMap { time in ["median", "p90", "spread"].map { "\(time)-\($0)" } }
    let shares = [
      "first-time-pass-share", "on-the-spot-share", "refused-share", "wrongly-refused-share",
      "land-exit-share", "withdrawn-share", "turned-away-share", "blocked-share", "listed-share",
      "open-share",
    ]
    let counts = [
      "steps", "materials", "trips", "corrections-per-case", "submissions", "visits-per-firm-year",
    ]
    let per1000 = [
      "exposure-days", "defects", "defects-missed", "defects-found-before", "defects-found-late",
      "wrong-refusals", "wrong-findings", "inspections", "visits", "orders", "stops",
      "revocations", "disqualified", "redone", "lost", "tacit-consents", "extensions", "lapses",
      "fallen-permits", "late-commitments", "checks-spared",
    ]
    return (days + ["acceptance-to-decision"]).map { OutcomeName($0, .workingDays) }
      + [OutcomeName("cost", .yuan)] + shares.map { OutcomeName($0, .share) }
      + counts.map { OutcomeName($0, .count) }
      + per1000.map { OutcomeName("\($0)-per-1000", .count) }
  }()
}
