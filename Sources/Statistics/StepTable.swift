/// How the kernel draws a distribution of several parts: all 64-bit numbers cut into steps, each an
/// atom, a straight line or a quantile table of its own.
///
/// Atoms and jumps are exact: they lie between two numbers, not within a cell of a table. Where a
/// table would follow a bend or a gap between two humps badly, the stretch is cut there, because a table
/// is finest at its two ends.
public struct StepTable: Sendable {
  /// One step; see the kernel's specification of the same shape.
  public struct Step: Sendable {
    /// The first number of the step.
    public var first: UInt64
    /// The last number of the step.
    public var last: UInt64
    /// The smallest value.
    public var low: Double
    /// How much the value grows, or the unit of the table; 0 for an atom.
    public var width: Double
    /// No value lies above; may be infinite.
    public var high: Double
    /// The table; without one the value grows in a straight line.
    public var table: QuantileTable?
  }

  /// The steps, in the order of their numbers, from 0 to the greatest without a gap.
  public let steps: [Step]

  /// Tabulates `shape`.
  ///
  /// - Throws: ``DistributionError`` when its parts are refused by ``Distribution/validate()``.
  /// - Complexity: 5 to 50 ms a table; as many tables as there are stretches between atoms, bends and
  ///   humps.
  public init(_ shape: StepShape) throws(DistributionError) {
    try shape.validate()
    var steps: [Step] = []
    func append(_ piece: StepPiece, splits: Int) {
      let table = piece.isAtom || piece.isStraight ? nil : piece.table()
      if splits > 0, let table, let place = piece.weakestPlace(of: table) {
        for part in piece.split(at: place) { append(part, splits: splits - 1) }
        return
      }
      let first = Self.numbers(below: piece.below, above: piece.mass + piece.above)
      let end = Self.numbers(below: piece.below + piece.mass, above: piece.above)
      guard let first, end ?? .max > first else { return }
      var width = piece.isAtom ? 0 : piece.unit
      while piece.low + width > piece.high { width = width.nextDown }
      steps.append(
        Step(
          first: first, last: end.map { $0 - 1 } ?? .max, low: piece.low, width: width,
          high: piece.high, table: table))
    }
    for piece in shape.pieces { append(piece, splits: Self.mostSplits) }
    // A share that adds up to a little less than the whole leaves its numbers to the neighbour.
    for i in steps.indices.dropFirst() { steps[i].first = steps[i - 1].last + 1 }
    if !steps.isEmpty {
      steps[0].first = 0
      steps[steps.count - 1].last = .max
    }
    self.steps = steps
  }

  /// A stretch is cut in two so many times over at most.
  private static let mostSplits = 6

  /// How many of all 2^64 numbers are below; nil for all of them.
  ///
  /// The smaller side decides, so that a small share at either end keeps its digits.
  private static func numbers(below: Double, above: Double) -> UInt64? {
    if below <= 0.5 { return UInt64(max(0, below) * 0x1p64) }
    let rest = UInt64(max(0, min(above, 0.75)) * 0x1p64)
    return rest == 0 ? nil : 0 &- rest
  }
}

extension StepPiece {
  /// Where to cut the stretch because `table` misses it there by more than 2e-6 of the probability of
  /// the nearer tail and 1e-5 of the value; nil when it does nowhere.
  fileprivate func weakestPlace(of table: QuantileTable) -> Double? {
    var worst = 1.0
    var place: (cell: Int, isUpper: Bool, distance: Double)?
    // Twenty octaves from each end of the stretch: the tails beyond are nearly straight in logarithms.
    for isUpper in [false, true] {
      for cell in (QuantileTable.cellsPerSide - 160)..<QuantileTable.cellsPerSide {
        let start = QuantileTable.start(ofCell: cell)
        let width = QuantileTable.start(ofCell: cell + 1) - start
        for t in [0.15, 0.4, 0.65, 0.9] {
          let v = start + width * t
          let distance = unit * table.value(inCell: cell, isUpper: isUpper, at: t)
          let off = abs(
            isUpper ? mass(beyond: distance) - v * mass : mass(within: distance) - v * mass)
          let tail =
            isUpper
            ? min(above + v * mass, below + (1 - v) * mass)
            : min(below + v * mass, above + (1 - v) * mass)
          let miss = min(
            off / (2e-6 * tail), off / (density(distance) * (low + distance) * 1e-5))
          if miss > worst {
            worst = miss
            place = (cell, isUpper, distance)
          }
        }
      }
    }
    guard let place else { return nil }
    // The deepest valley of the density within the cell, or the place itself.
    let ends = [0.0, 1].map {
      unit * table.value(inCell: place.cell, isUpper: place.isUpper, at: $0)
    }
    let (near, far) = (min(ends[0], ends[1]), max(ends[0], ends[1]))
    var deepest = min(density(near), density(far)) / 4
    var found = place.distance
    for i in 1..<64 {
      let distance = near + (far - near) * Double(i) / 64
      if density(distance) < deepest {
        deepest = density(distance)
        found = distance
      }
    }
    let x = low + found
    guard x > low, x < high, mass(within: found) > 1e-9, mass(beyond: found) > 1e-9 else {
      return nil
    }
    return x
  }
}

extension QuantileTable {
  /// The value at the place `t` of a cell of one side.
  fileprivate func value(inCell cell: Int, isUpper: Bool, at t: Double) -> Double {
    let i = 4 * (isUpper ? cell + Self.cellsPerSide : cell)
    let c = coefficients[i...]
    return c[i] + t * (c[i + 1] + t * (c[i + 2] + t * c[i + 3]))
  }
}
