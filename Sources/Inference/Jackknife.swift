// Delete-one jackknife over replications (Efron and Tibshirani, "An Introduction to the Bootstrap",
// 1993, chapter 11). The replications are the independent units; cases within one share queues and
// are not. The estimate is the statistic of all replications together, without bias correction; its
// squared error is (R - 1) / R times the sum of squared deviations of the R leave-one-out values, and
// the interval is Student's t with R - 1 degrees of freedom. All functions give `nil` for fewer than
// two replications, and when the statistic or one leave-one-out value does not exist.

/// The `p` quantile of all cases of all replications, with its jackknife interval.
///
/// Values up to 511 are exact; above, the quantile is linear by rank within its bin. `nil` as in
/// ``leaveOneOut(_:_:)``.
public func jackknifeQuantile(
  _ p: Double, _ replications: [Histogram], _ confidence: Confidence
) -> (estimate: Double, interval: Interval)? {
  jackknife(.quantile(p), replications, confidence)
}

/// The `p` quantile under `design` minus that under `baseline`, paired by replication.
///
/// The two arrays are of equal length: element *r* of both comes from the same applicants. `nil` as in
/// ``leaveOneOut(_:_:)``, for either.
public func jackknifeQuantileDifference(
  _ p: Double, _ baseline: [Histogram], _ design: [Histogram], _ confidence: Confidence
) -> (estimate: Double, interval: Interval)? {
  jackknifeDifference(.quantile(p), baseline, design, confidence)
}

/// A statistic of all cases of all replications, with its jackknife interval.
///
/// `nil` as in ``leaveOneOut(_:_:)``.
/// - Complexity: O(*R* *b* + *m*) for *R* replications of *b* bins whose least and greatest are *m* bins apart,
///   *m* at most 14,336.
public func jackknife(
  _ statistic: QuantileStatistic, _ replications: [Histogram], _ confidence: Confidence
) -> (estimate: Double, interval: Interval)? {
  guard let values = leaveOneOut(statistic, replications) else { return nil }
  return jackknife(of: replications.count, confidence, all: values.all) { values.without[$0] }
}

/// A statistic under `design` minus that under `baseline`, paired by replication.
///
/// Arrays and `nil` as in ``jackknifeQuantileDifference(_:_:_:_:)``.
public func jackknifeDifference(
  _ statistic: QuantileStatistic, _ baseline: [Histogram], _ design: [Histogram],
  _ confidence: Confidence
) -> (estimate: Double, interval: Interval)? {
  precondition(baseline.count == design.count, "paired designs have equally many replications")
  guard let before = leaveOneOut(statistic, baseline), let after = leaveOneOut(statistic, design)
  else { return nil }
  return jackknife(of: baseline.count, confidence, all: after.all - before.all) {
    after.without[$0] - before.without[$0]
  }
}

/// A statistic of all cases of all replications, and of all replications but each one, smoothed.
///
/// The jackknife of a quantile itself errs: leaving one of forty replications out moves the quantile by a
/// few gaps between neighbouring cases, and gaps vary as much as they are wide. The share of cases up to the
/// quantile is a ratio, for which the jackknife is right. So its leave-one-out values are found, with their
/// interval, and the quantile without a replication is taken on the straight line through the
/// quantiles at both ends of that interval: Woodruff, "Confidence intervals for medians and other
/// position measures", Journal of the American Statistical Association 47 (1952), by replication.
///
/// `nil` for fewer than two replications, when a quantile is not reached, at the upper end of that interval
/// too, and when one replication has all the cases.
public func leaveOneOut(
  _ statistic: QuantileStatistic, _ replications: [Histogram]
) -> (all: Double, without: [Double])? {
  guard replications.count > 1 else { return nil }
  let pool = PooledCounts(replications)
  var all = 0.0
  var without = Array(repeating: 0.0, count: replications.count)
  for term in statistic.terms {
    guard let quantile = pool.quantile(term.p),
      let shifts = pool.shifts(of: quantile, p: term.p, leavingOut: replications)
    else { return nil }
    all += term.weight * quantile.value
    for r in without.indices { without[r] += term.weight * (quantile.value + shifts[r]) }
  }
  return (all, without)
}

/// The jackknife interval of a number found from all replications and from all but each one.
///
/// `nil` for fewer than two replications and when a value is not finite.
public func jackknifeInterval(
  all: Double, without: [Double], _ confidence: Confidence
) -> Interval? {
  jackknife(of: without.count, confidence, all: all) { without[$0] }?.interval
}

/// The sum of `numerators` over the sum of `denominators`, one element per replication, with its
/// jackknife interval.
///
/// For the share of cases below a threshold: cases below it over all cases. The interval is not cut at
/// 0 or 1. `nil` for fewer than two replications and when no case is left.
public func jackknifeRatio(
  numerators: [Double], denominators: [Double], _ confidence: Confidence
) -> (estimate: Double, interval: Interval)? {
  let ratio = RatioOfSums(numerators, denominators)
  return jackknife(of: numerators.count, confidence, all: ratio.value) { ratio.value(without: $0) }
}

/// The ratio under `design` minus that under `baseline`, paired by replication.
///
/// Arrays, all of equal length, and `nil` as in ``jackknifeRatio(numerators:denominators:_:)``.
public func jackknifeRatioDifference(
  baseline: (numerators: [Double], denominators: [Double]),
  design: (numerators: [Double], denominators: [Double]),
  _ confidence: Confidence
) -> (estimate: Double, interval: Interval)? {
  let before = RatioOfSums(baseline.numerators, baseline.denominators)
  let after = RatioOfSums(design.numerators, design.denominators)
  let replications = baseline.numerators.count
  precondition(
    replications == design.numerators.count, "paired designs have equally many replications")
  return jackknife(of: replications, confidence, all: difference(after.value, before.value)) {
    difference(after.value(without: $0), before.value(without: $0))
  }
}

/// Estimate and interval from the statistic of `all` replications and of all but each one.
private func jackknife(
  of replications: Int, _ confidence: Confidence, all: Double?,
  leavingOut: (Int) -> Double?
) -> (estimate: Double, interval: Interval)? {
  guard replications >= 2, let estimate = all, estimate.isFinite else { return nil }
  var leaveOneOut = Moments()
  for replication in 0..<replications {
    guard let value = leavingOut(replication), value.isFinite else { return nil }
    leaveOneOut.add(value)
  }
  let n = Double(replications)
  let error = ((n - 1) / n * leaveOneOut.sumOfSquaredDeviations).squareRoot()
  let halfWidth = studentT(confidence, degreesOfFreedom: replications - 1) * error
  return (estimate, Interval(center: estimate, halfWidth: halfWidth))
}

private func difference(_ after: Double?, _ before: Double?) -> Double? {
  guard let after, let before else { return nil }
  return after - before
}

private struct RatioOfSums {
  let numerators: [Double]
  let denominators: [Double]
  let numerator: Double
  let denominator: Double

  init(_ numerators: [Double], _ denominators: [Double]) {
    precondition(
      numerators.count == denominators.count, "each numerator needs its denominator")
    self.numerators = numerators
    self.denominators = denominators
    numerator = numerators.reduce(0, +)
    denominator = denominators.reduce(0, +)
  }

  var value: Double? { denominator == 0 ? nil : numerator / denominator }

  func value(without replication: Int) -> Double? {
    let rest = denominator - denominators[replication]
    return rest == 0 ? nil : (numerator - numerators[replication]) / rest
  }
}
