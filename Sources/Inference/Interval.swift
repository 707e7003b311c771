/// A closed range of values that an estimate may have, in the unit of the estimate.
public struct Interval: Hashable, Sendable {
  /// The lower end, part of the interval.
  public var low: Double
  /// The upper end, part of the interval.
  public var high: Double

  /// The interval from `low` to `high`, which must be in this order.
  public init(low: Double, high: Double) {
    precondition(low <= high, "the ends of an interval are out of order")
    self.low = low
    self.high = high
  }

  /// The interval that reaches `halfWidth` to both sides of `center`.
  public init(center: Double, halfWidth: Double) {
    self.init(low: center - halfWidth, high: center + halfWidth)
  }

  /// Half the distance between the ends.
  public var halfWidth: Double { (high - low) / 2 }

  /// Whether `value` lies between the ends or on one of them.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }

  /// Whether all values are above zero, or all below.
  public var excludesZero: Bool { low > 0 || high < 0 }

  /// The shortest interval that contains both.
  public func hull(with other: Interval) -> Interval {
    Interval(low: min(low, other.low), high: max(high, other.high))
  }
}
