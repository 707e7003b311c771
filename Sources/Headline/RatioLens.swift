public import Kernel

/// What of a run is divided by what to make a mean: sums of whole numbers, then two divisions and one
/// multiplication.
///
/// The one definition of such an outcome, natively and in a browser, so that both give the same bits.
public struct RatioLens: Hashable, Sendable {
  /// What is divided.
  public var numerator: RunSum
  /// By what it is divided: applicants, unless the outcome counts otherwise.
  public var denominator: RunSum
  /// How much of what runs count makes one unit.
  public var divisor: Double
  /// How many units are told as one, 1000 for "per 1,000 applicants"; 1 else.
  public var factor: Double
  /// The class whose applicants alone are looked at; nil: all.
  public var applicantClass: Int?

  /// A lens.
  public init(
    _ numerator: RunSum, over denominator: RunSum = .applicants, per divisor: Double = 1,
    times factor: Double = 1, applicantClass: Int? = nil
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.divisor = divisor
    self.factor = factor
    self.applicantClass = applicantClass
  }

  /// The mean, from a group's sums.
  public func ratio(_ sum: (RunSum) -> Int128) -> MeanRatio {
    MeanRatio(
      numerator: Double(sum(numerator)) / divisor * factor, denominator: Double(sum(denominator)))
  }
}

/// A sum over the applicants of a group of the cohort, or of what an office did, in one run.
public enum RunSum: Hashable, Sendable {
  /// How many applicants there are.
  case applicants
  /// How many of them have a decision.
  case decided
  /// How many of them ended in one of some ways.
  case endings(EndingSet)
  /// Sums at places of their records, some added and some subtracted.
  case places(adding: [Int], subtracting: [Int])
  /// What an office did in the window, whatever the group.
  case office(Int, OfficeQuantity)

  /// The places of records that it needs.
  public var places: [Int] {
    if case .places(let added, let subtracted) = self { added + subtracted } else { [] }
  }
}

/// Several ways to end.
public struct EndingSet: OptionSet, Hashable, Sendable {
  /// One bit for each ``Kernel/Ending``.
  public var rawValue: Int

  /// The set with these bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The set of one way.
  public init(_ ending: Ending) { rawValue = 1 << Int(ending.rawValue) }
}

/// What runs count of an office; milliseconds of its own working time but for ``services``.
public enum OfficeQuantity: Int, Hashable, Sendable, CaseIterable {
  case services, waiting, busy, assembling, queued, open, capacity

  /// The number in a tally.
  public func callAsFunction(_ tally: OfficeTally) -> Int64 {
    switch self {
    case .services: tally.services
    case .waiting: tally.waiting
    case .busy: tally.busy
    case .assembling: tally.assembling
    case .queued: tally.queued
    case .open: tally.open
    case .capacity: tally.capacity
    }
  }
}

/// A mean of one run before it is divided: a sum over applicants and their number.
public struct MeanRatio: Hashable, Sendable {
  /// The sum.
  public var numerator: Double
  /// The number of applicants, or of what else the outcome counts.
  public var denominator: Double

  /// A sum over so many.
  public init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The mean; nil of nobody.
  public var value: Double? { denominator == 0 ? nil : numerator / denominator }

  /// Whether both say the same, so that their difference is exactly zero.
  public func isSame(as other: MeanRatio) -> Bool {
    self == other || (value != nil && value == other.value)
  }
}
