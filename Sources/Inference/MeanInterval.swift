/// Mean with a t interval over independent replications; n = replications, not cases.
///
/// `nil` for fewer than two values or when one of them is not finite.
public func meanInterval(
  _ values: [Double], _ confidence: Confidence
) -> (mean: Double, interval: Interval)? {
  guard values.allSatisfy({ $0.isFinite }) else { return nil }
  let moments = Moments(values)
  guard let mean = moments.mean, let error = moments.standardError, error.isFinite else {
    return nil
  }
  let halfWidth = studentT(confidence, degreesOfFreedom: values.count - 1) * error
  return (mean, Interval(center: mean, halfWidth: halfWidth))
}

/// The middle part of `values`, at 0.95 from the 2.5 % to the 97.5 % point.
///
/// It describes the spread of the values themselves and does not narrow as they grow in number. The
/// points are order statistics with linear interpolation: with n values the p point lies at
/// position 1 + (n - 1) p (type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The
/// American Statistician 50, 1996). `nil` for no values or when one of them is not finite.
public func centralRange(_ values: [Double], _ confidence: Confidence) -> Interval? {
  guard !values.isEmpty, values.allSatisfy({ $0.isFinite }) else { return nil }
  let sorted = values.sorted()
  func point(_ p: Double) -> Double {
    let position = Double(sorted.count - 1) * p
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (position - Double(below)) * (sorted[above] - sorted[below])
  }
  let tail = (1 - confidence.level) / 2
  return Interval(low: point(tail), high: point(1 - tail))
}
