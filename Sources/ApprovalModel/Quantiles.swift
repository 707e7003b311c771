internal import Statistics

extension DurationDistribution {
  /// The length where it never varies, in ``unit``, before ``factors``; nil where it varies.
  public var constant: Double? {
    if case .constant(let value) = distribution { value } else { nil }
  }

  /// The length that a share `u` of the cases does not pass, in ``unit``, before ``factors`` and
  /// ``spreads``.
  public func quantile(_ u: Double) -> Double { distribution.quantile(u) }
}

extension Deterrence {
  /// The gain that a share `u` of the applicants does not pass, yuan.
  public func gain(quantile u: Double) -> Double { gain.value.quantile(u) }
}

extension Attribute {
  /// The number that a share `u` of the applicants does not pass, in the attribute's unit; nil for
  /// categories.
  public func quantile(_ u: Double) -> Double? {
    if case .number(let input, _) = kind { input.value.quantile(u) } else { nil }
  }
}
