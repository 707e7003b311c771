/// Why the parameters of a distribution describe none.
///
/// Each case carries the name of the parameter as a scenario file spells it, so that the caller can
/// point at the place.
public enum DistributionError: Error, Hashable, Sendable {
  /// The parameter is infinite or not a number.
  case notFinite(String)
  /// The parameter is zero or negative where only values above zero make sense.
  case notPositive(String)
  /// The first parameter exceeds the second.
  case outOfOrder(String, String)
  /// The two parameters are equal, so that nothing would vary.
  case equal(String, String)
  /// The shape lies below the least value that this distribution is drawn for.
  case tooSmall(String, least: Double)
  /// The shape lies above the greatest value that this distribution is drawn for.
  case tooLarge(String, most: Double)
  /// The shape makes the tail so heavy that the mean is infinite.
  case infiniteMean(String)
  /// The bounds leave less than a thousand-millionth of the untruncated distribution.
  case almostNothingLeft
  /// There is no value at all.
  case empty
  /// The shares do not add up to one.
  case sharesSum
}

extension DistributionError: CustomStringConvertible {
  /// What is wrong and what to do, as half a sentence without a full stop.
  public var description: String {
    switch self {
    case .empty: "there must be at least one value"
    case .sharesSum: "the shares must add up to 100 %"
    case .notFinite(let name): "'\(name)' must be a finite number"
    case .notPositive(let name): "'\(name)' must be above zero"
    case .outOfOrder(let first, let second): "'\(first)' must not exceed '\(second)'"
    case .equal(let first, let second):
      "'\(first)' and '\(second)' are equal; write a constant instead"
    case .tooSmall(let name, let least): "'\(name)' must be at least \(least)"
    case .tooLarge(let name, let most): "'\(name)' must be at most \(most)"
    case .infiniteMean(let name): "'\(name)' must be above 1, or the mean is infinite"
    case .almostNothingLeft:
      "'low' and 'high' leave almost nothing of the distribution; move them towards 'mean'"
    }
  }
}
