/// Count, mean and sum of squared deviations of numbers seen one by one or in parts.
///
/// Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance: Analysis and
/// Recommendations", The American Statistician 37 (1983), equations 1.3 and 2.1; ``add(_:)`` is the
/// case of Welford (1962). Merging in another order may change the last bits: merge in replication
/// order where results must be the same to the byte.
public struct Moments: Hashable, Sendable {
  /// How many numbers were added.
  public private(set) var count = 0
  /// Sum of the squared deviations from the mean.
  public private(set) var sumOfSquaredDeviations = 0.0
  private var center = 0.0

  /// The moments of no numbers.
  public init() {}

  /// The moments of `values`, added in their order.
  public init(_ values: [Double]) {
    for value in values { add(value) }
  }

  /// Takes in one more number.
  public mutating func add(_ value: Double) {
    count += 1
    let deviation = value - center
    center += deviation / Double(count)
    sumOfSquaredDeviations += deviation * (value - center)
  }

  /// Takes in all numbers that `other` has seen.
  public mutating func merge(_ other: Moments) {
    if other.count == 0 { return }
    if count == 0 {
      self = other
      return
    }
    let (n, m) = (Double(count), Double(other.count))
    let deviation = other.center - center
    center += deviation * m / (n + m)
    sumOfSquaredDeviations +=
      other.sumOfSquaredDeviations + deviation * deviation * n * m / (n + m)
    count += other.count
  }

  /// The arithmetic mean; `nil` of no numbers.
  public var mean: Double? { count > 0 ? center : nil }

  /// The unbiased variance, with divisor n - 1; `nil` of fewer than two numbers.
  public var variance: Double? {
    count > 1 ? sumOfSquaredDeviations / Double(count - 1) : nil
  }

  /// The standard error of the mean, for independent numbers; `nil` of fewer than two numbers.
  public var standardError: Double? {
    variance.map { ($0 / Double(count)).squareRoot() }
  }
}
