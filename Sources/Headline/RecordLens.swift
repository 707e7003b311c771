/// What a mean over applicants adds up from their records, and the unit it is told in.
///
/// The one definition of such an outcome, natively and in a browser: sums of whole numbers, then one
/// division and one multiplication, so that both give the same bits.
public struct RecordLens: Hashable, Sendable {
  /// Places in a record that are added.
  public var added: [Int]
  /// Places in a record that are subtracted.
  public var subtracted: [Int]
  /// How much of what records count makes one unit.
  public var divisor: Double
  /// How many units are told as one, 1000 for "per 1,000 applicants"; 1 else.
  public var factor: Double

  /// A lens on places of a record.
  public init(
    adding added: [Int], subtracting subtracted: [Int] = [], per divisor: Double = 1,
    times factor: Double = 1
  ) {
    self.added = added
    self.subtracted = subtracted
    self.divisor = divisor
    self.factor = factor
  }

  /// The sum over applicants in the unit of the outcome, from the sum at each place.
  public func numerator(_ sum: (Int) -> Int128) -> Double {
    var total: Int128 = 0
    for place in added { total += sum(place) }
    for place in subtracted { total -= sum(place) }
    return Double(total) / divisor * factor
  }
}
