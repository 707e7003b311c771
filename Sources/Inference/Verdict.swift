/// Which side of an outcome is the better one.
public enum Better: Hashable, Sendable {
  /// Less is better, as for waiting time.
  case lower
  /// More is better, as for the share within the limit.
  case higher
  /// Neither: the outcome describes, it does not judge.
  case neither
}

/// What a comparison of a design with its baseline says about one outcome.
public enum Verdict: String, Hashable, Sendable {
  /// The design is better on the whole headline interval.
  case better
  /// The design is worse on the whole headline interval.
  case worse
  /// Every single difference is exactly zero.
  case same
  /// Higher on the whole interval, of an outcome without a better side.
  case higher
  /// Lower on the whole interval, of an outcome without a better side.
  case lower
  /// The interval contains zero, or there is too little to judge by.
  case cannotTell = "cannot tell"

  /// Whether the interval lies on one side of zero.
  public var isClear: Bool {
    switch self {
    case .better, .worse, .higher, .lower: true
    case .same, .cannotTell: false
    }
  }

  /// With fewer replications there is no verdict but ``same`` and ``cannotTell``.
  public static let leastReplications = 20
}

/// The verdict on one outcome.
///
/// - Parameters:
///   - better: The better side of the outcome.
///   - everyDifferenceZero: Whether each paired difference is exactly zero, in all replications.
///   - headline: The interval of the difference, design minus baseline, that the report shows.
///   - replications: How many pairs the interval rests on.
///   - censored: Whether so many cases are open that the outcome is only a bound.
/// - Returns: ``Verdict/same`` before all else; ``Verdict/cannotTell`` when censored, below
///   ``Verdict/leastReplications`` or when `headline` contains zero; else the side it lies on.
public func verdict(
  better: Better, everyDifferenceZero: Bool, headline: Interval, replications: Int, censored: Bool
) -> Verdict {
  if everyDifferenceZero { return .same }
  if censored || replications < Verdict.leastReplications || !headline.excludesZero {
    return .cannotTell
  }
  let rises = headline.low > 0
  switch better {
  case .lower: return rises ? .worse : .better
  case .higher: return rises ? .better : .worse
  case .neither: return rises ? .higher : .lower
  }
}

/// How many replications in all would bring `halfWidth`, found with `replications` of them, down to
/// `target`: the half width shrinks with the square root of their number.
///
/// With the size of the difference as `target` it is the number needed to tell. At most `replications`
/// if the target is met already; `nil` if no number suffices (a target of zero) or it exceeds a
/// thousand million.
public func replicationsNeeded(halfWidth: Double, target: Double, replications: Int) -> Int? {
  precondition(halfWidth >= 0 && replications > 0, "an interval rests on replications")
  guard target > 0 else { return nil }
  let ratio = halfWidth / target
  let needed = (Double(replications) * ratio * ratio).rounded(.up)
  return needed <= 1e9 ? Int(needed) : nil
}
