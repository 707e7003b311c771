/// Selection of the best of several designs that meet the same applicants: those that have clearly fallen
/// behind are dropped after every replication.
///
/// Kim and Nelson, "A fully sequential procedure for indifference-zone selection in simulation", ACM
/// Transactions on Modeling and Computer Simulation 11 (2001), with c = 1. If the best design leads by at
/// least the indifference, it is chosen with at least the confidence for which `eta` was made; the
/// replications must be independent of each other and near normal, the designs need not. The less the
/// designs differ from each other within a replication, the sooner it ends.
public struct SequentialSelection: Sendable {
  /// How many replications the variances rest on; nothing is dropped before.
  public let firstStage: Int
  /// The smallest lead that matters, in the unit of the values.
  public let indifference: Double
  /// How many replications were taken in.
  public private(set) var replications = 0
  /// The designs still in contention, by rising index.
  public private(set) var contenders: [Int]

  private let designs: Int
  private let eta: Double
  /// 1 where more is better, -1 where less is.
  private let sign: Double
  /// The sum of each design's values, of those dropped as far as they came.
  private var sums: [Double]
  /// For each pair, the greater index first, the moments of the difference in the first stage.
  private var differences: [Moments]

  /// A selection that has seen nothing.
  ///
  /// - Parameters:
  ///   - designs: how many there are, at least one.
  ///   - firstStage: at least 2.
  ///   - indifference: above zero.
  ///   - eta: from `kimNelsonEta` in Statistics, for the same designs and first stage.
  ///   - better: the side on which the best is looked for; it must have one.
  public init(designs: Int, firstStage: Int, indifference: Double, eta: Double, better: Better) {
    precondition(designs > 0 && firstStage > 1, "a choice needs designs, a variance replications")
    precondition(indifference > 0 && eta > 0, "the smallest lead that matters is above zero")
    precondition(better != .neither, "an outcome without a better side has no best design")
    self.designs = designs
    self.firstStage = firstStage
    self.indifference = indifference
    self.eta = eta
    sign = better == .higher ? 1 : -1
    contenders = Array(0..<designs)
    sums = Array(repeating: 0, count: designs)
    differences = Array(repeating: Moments(), count: designs * (designs - 1) / 2)
  }

  /// Takes in one replication and drops the designs that have fallen behind.
  ///
  /// - Parameter values: one a design, in the same order each time; those of dropped designs are not read,
  ///   so that they need not be run.
  /// - Complexity: O(k²) in the number of contenders.
  public mutating func add(_ values: [Double]) {
    precondition(values.count == designs, "each design needs its value, read or not")
    replications += 1
    for design in contenders {
      precondition(values[design].isFinite, "a design in contention needs a finite value")
      sums[design] += sign * values[design]
    }
    if replications <= firstStage {
      for one in 1..<max(designs, 1) {
        for other in 0..<one { differences[pair(one, other)].add(values[one] - values[other]) }
      }
    }
    if replications >= firstStage { screen() }
  }

  /// Whether the best design is known.
  public var isDone: Bool { best != nil }

  /// The design chosen; nil as long as more than one may be the best.
  ///
  /// The first of several that are still exactly equal when no lead that matters can be left.
  public var best: Int? {
    if contenders.count == 1 { return contenders[0] }
    guard replications >= firstStage else { return nil }
    for (place, one) in contenders.enumerated() {
      for other in contenders[..<place] where tolerance(one, other) > 0 { return nil }
    }
    return contenders.first
  }

  /// How many replications suffice in any case; nil before the first stage is complete.
  ///
  /// Of the contenders left; fewer may do.
  public var mostReplications: Int? {
    guard replications >= firstStage else { return nil }
    var most = Double(replications)
    for (place, one) in contenders.enumerated() {
      for other in contenders[..<place] { most = max(most, reach(one, other).rounded(.up)) }
    }
    return most < 1e15 ? Int(most) : nil
  }

  private mutating func screen() {
    let before = contenders
    contenders = before.filter { one in
      before.allSatisfy { other in
        one == other || sums[one] >= sums[other] - tolerance(one, other)
      }
    }
  }

  /// How far the sum of a design may lie behind another's without being dropped.
  private func tolerance(_ one: Int, _ other: Int) -> Double {
    max(0, indifference / 2 * (reach(one, other) - Double(replications)))
  }

  /// The replications after which one of the two is dropped in any case.
  private func reach(_ one: Int, _ other: Int) -> Double {
    let variance = differences[pair(max(one, other), min(one, other))].variance ?? 0
    return 2 * eta * Double(firstStage - 1) * variance / (indifference * indifference)
  }

  private func pair(_ one: Int, _ other: Int) -> Int { one * (one - 1) / 2 + other }
}

/// How many replications in all Rinott's two-stage selection asks of a design that runs independently.
///
/// The greater of `firstStage` and h² S² / δ², rounded up.
///
/// - Parameters:
///   - constant: h, from `rinottConstant` in Statistics.
///   - variance: S² of the first stage.
///   - indifference: δ, the smallest lead that matters, above zero.
/// - Returns: nil beyond 10¹⁵.
public func rinottReplications(
  constant: Double, variance: Double, indifference: Double, firstStage: Int
) -> Int? {
  precondition(indifference > 0, "the smallest lead that matters is above zero")
  let ratio = constant / indifference
  let needed = (ratio * ratio * variance).rounded(.up)
  return needed < 1e15 ? max(firstStage, Int(needed)) : nil
}
