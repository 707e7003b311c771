/// How much work an office has to expect, worked out before anything is run.
public struct OfficeLoad: Hashable, Sendable {
  /// What is counted.
  public enum Measure: String, Hashable, Sendable {
    /// Working hours of the office's people.
    case hours
    /// Cases that its sittings can take.
    case cases
  }

  /// The office.
  public var office: Name
  /// What is counted.
  public var measure: Measure
  /// What the applicants demand on a working day, on average.
  public var demanded: Double
  /// What the office has to give on a working day, on average; nil: without a bound.
  public var available: Double?

  /// Work demanded of `office` beside what it has to give.
  public init(office: Name, measure: Measure, demanded: Double, available: Double?) {
    self.office = office
    self.measure = measure
    self.demanded = demanded
    self.available = available
  }

  /// What is demanded as a share of what is available; above 1 the queue grows without end.
  ///
  /// nil where there is no bound, and where work is demanded of nobody.
  public var share: Double? {
    guard let available else { return nil }
    return available > 0 ? demanded / available : demanded > 0 ? nil : 0
  }
}
