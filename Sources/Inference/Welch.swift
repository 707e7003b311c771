/// An estimate, its standard error and the degrees of freedom of that error.
public struct EstimateWithError: Hashable, Sendable {
  /// The estimate.
  public var estimate: Double
  /// Its standard error.
  public var error: Double
  /// Degrees of freedom of the error, at least 1.
  public var degreesOfFreedom: Int

  /// An estimate whose error has so many degrees of freedom.
  public init(estimate: Double, error: Double, degreesOfFreedom: Int) {
    precondition(error >= 0 && degreesOfFreedom > 0, "an error needs a degree of freedom")
    self.estimate = estimate
    self.error = error
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// Student's t interval.
  public func interval(_ confidence: Confidence) -> Interval {
    Interval(
      center: estimate, halfWidth: studentT(confidence, degreesOfFreedom: degreesOfFreedom) * error)
  }
}

/// The difference of two estimates found independently: `design` less `baseline`.
///
/// The squared errors add up. The degrees of freedom are those of Welch, "The generalization of
/// 'Student's' problem when several different population variances are involved", Biometrika 34 (1947),
/// rounded down: (a + b)² / (a²/ν + b²/μ) for squared errors a and b with ν and μ degrees of freedom.
public func welchDifference(
  _ baseline: EstimateWithError, _ design: EstimateWithError
) -> EstimateWithError {
  let (a, b) = (baseline.error * baseline.error, design.error * design.error)
  let (fewest, most) = (
    min(baseline.degreesOfFreedom, design.degreesOfFreedom),
    baseline.degreesOfFreedom + design.degreesOfFreedom
  )
  let parts =
    a * a / Double(baseline.degreesOfFreedom) + b * b / Double(design.degreesOfFreedom)
  let degrees = parts > 0 ? (a + b) * (a + b) / parts : Double(most)
  return EstimateWithError(
    estimate: design.estimate - baseline.estimate, error: (a + b).squareRoot(),
    degreesOfFreedom: min(max(Int(min(degrees, Double(most))), fewest), most))
}

/// What pairing did to a difference: the variance of the paired difference over the sum of the variances
/// of both sides, which an unpaired difference would have.
///
/// From one value a replication of each side, element *r* of both from the same applicants; the values may be
/// jackknife values. Below one, pairing helped. `nil` for fewer than two replications and where neither
/// side varies.
public func pairingRatio(_ baseline: [Double], _ design: [Double]) -> Double? {
  precondition(baseline.count == design.count, "paired designs have equally many replications")
  let apart =
    Moments(baseline).sumOfSquaredDeviations + Moments(design).sumOfSquaredDeviations
  guard baseline.count > 1, apart > 0, apart.isFinite else { return nil }
  return Moments(zip(design, baseline).map { $0 - $1 }).sumOfSquaredDeviations / apart
}
