/// The p-values of several tests, adjusted so that the chance of even one false finding stays at the level
/// they are compared with; in the order of `pValues`.
///
/// Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6
/// (1979): the smallest of m is multiplied by m, the next by m - 1, and so on; none falls below a smaller
/// one's, none exceeds 1. Nothing is assumed of how the tests depend on each other.
/// - Parameter pValues: each from 0 to 1; a test without a p-value is left out by the caller.
public func holmAdjusted(_ pValues: [Double]) -> [Double] {
  precondition(pValues.allSatisfy { $0 >= 0 && $0 <= 1 }, "a p-value lies between 0 and 1")
  var adjusted = pValues
  var floor = 0.0
  let rising = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
  for (rank, index) in rising.enumerated() {
    floor = max(floor, min(1, Double(pValues.count - rank) * pValues[index]))
    adjusted[index] = floor
  }
  return adjusted
}
