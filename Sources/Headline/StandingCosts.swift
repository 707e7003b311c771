internal import Kernel

/// What is not paid at an event of a run: holding costs, and each applicant's share of assessments done
/// ahead for everybody.
public struct StandingCosts: Hashable, Sendable {
  /// Where a record keeps holding costs; nil where nobody has any.
  public var holdingPlace: Int?
  /// Fen a calendar day, by class.
  public var perDay: [Double]
  /// Costs shared by the cohort: where a record keeps them, and fen in all.
  public var shared: [Shared]

  /// A cost shared by the cohort.
  public struct Shared: Hashable, Sendable {
    /// The place in a record.
    public var place: Int
    /// Fen in all.
    public var total: Double

    /// A cost of so many fen at a place of the record.
    public init(place: Int, total: Double) {
      self.place = place
      self.total = total
    }

    /// What each of so many applicants bears, fen.
    public func each(of applicants: Int) -> Int64 {
      (total / Double(applicants)).roundedToInt64
    }
  }

  /// Costs of a design.
  public init(holdingPlace: Int?, perDay: [Double], shared: [Shared]) {
    self.holdingPlace = holdingPlace
    self.perDay = perDay
    self.shared = shared
  }

  /// What an applicant of a class pays for the time it holds out, fen; 0 where there is no such cost.
  public func holding(ofClass applicantClass: Int, calendarMilliseconds: Int64) -> Int64 {
    guard holdingPlace != nil, perDay[applicantClass] > 0 else { return 0 }
    let days = Double(calendarMilliseconds) / 86_400_000
    return (days * perDay[applicantClass]).roundedToInt64
  }
}
