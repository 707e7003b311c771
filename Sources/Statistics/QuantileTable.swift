/// The quantile function of one shape as cubic pieces that the kernel evaluates without a branch.
///
/// A uniform 64-bit number `h` has a distance v to its nearer end, from 2^-54 to 1/2. Each of the 53
/// octaves of v is divided into eight cells of equal width, on each of the two sides: 848 cells with
/// four coefficients each, lower side first. Cell k of a side covers v from
/// 2^(k / 8 - 54) (1 + (k mod 8) / 8), with whole-number division, up to the start of the next. The
/// value at position t (0 to 1) in the cell with coefficients c is c0 + c1 t + c2 t² + c3 t³.
///
/// The pieces meet the exact quantile and its slope at each knot, with slopes limited so that the order
/// is kept (Fritsch and Carlson, "Monotone Piecewise Cubic Interpolation", SIAM Journal on Numerical
/// Analysis 17, 1980): relative error at most 1e-5 for the usual shapes between the probabilities 1e-6
/// and 1 - 1e-6.
public struct QuantileTable: Hashable, Sendable {
  /// Cells on each of the two sides.
  public static let cellsPerSide = 424

  /// 848 rows of four coefficients c0, c1, c2, c3, one after the other: 3,392 numbers.
  public let coefficients: [Double]

  /// Tabulates `shape`.
  ///
  /// - Throws: ``DistributionError`` when the parameters of `shape` are refused by
  ///   ``Distribution/validate()``.
  /// - Complexity: 0.1 ms for closed forms, 1 to 10 ms for gamma and PERT; 60 ms for a gamma shape of 1e5.
  public init(_ shape: TableShape) throws(DistributionError) {
    try shape.validate()
    self.init(lower: shape.lowerKnot, upper: shape.upperKnot)
  }

  /// Tabulates the quantile function whose points at the distance v from its two ends are these; they
  /// are asked for with v rising from 2^-54 to 1/2, first all of the lower side.
  init(lower: (Double) -> Knot, upper: (Double) -> Knot) {
    let lower = (0...Self.cellsPerSide).map { lower(Self.start(ofCell: $0)).rounded }
    var upper = (0...Self.cellsPerSide).map { upper(Self.start(ofCell: $0)).rounded }
    // Both sides meet at the median; computed from either tail it may differ in the last bit kept.
    upper[Self.cellsPerSide].value = lower[Self.cellsPerSide].value
    coefficients =
      Self.pieces(through: Self.ordered(lower, by: <))
      + Self.pieces(through: Self.ordered(upper, by: >))
  }

  /// Distance from the end at which cell `k` starts.
  static func start(ofCell k: Int) -> Double {
    Double(sign: .plus, exponent: k / 8 - 54, significand: 1 + Double(k % 8) / 8)
  }

  /// `knots`, from the median outwards never beyond the neighbour that is nearer to the median.
  private static func ordered(_ knots: [Knot], by precedes: (Double, Double) -> Bool) -> [Knot] {
    var knots = knots
    for k in knots.indices.dropLast().reversed()
    where !precedes(knots[k].value, knots[k + 1].value) {
      knots[k].value = knots[k + 1].value
    }
    return knots
  }

  private static func pieces(through knots: [Knot]) -> [Double] {
    var coefficients: [Double] = []
    coefficients.reserveCapacity(4 * cellsPerSide)
    for k in 0..<cellsPerSide {
      let width = start(ofCell: k + 1) - start(ofCell: k)
      coefficients += piece(from: knots[k], to: knots[k + 1], width: width)
    }
    return coefficients
  }

  private static func piece(from start: Knot, to end: Knot, width: Double) -> [Double] {
    let rise = end.value - start.value
    if rise == 0 { return [start.value, 0, 0, 0] }
    func usable(_ slope: Double) -> Double {
      let step = slope * width
      return step.isFinite && step / rise >= 0 ? step : rise
    }
    var m0 = usable(start.slope)
    var m1 = usable(end.slope)
    let (r0, r1) = (m0 / rise, m1 / rise)
    let square = r0 * r0 + r1 * r1
    if square > 9 {
      let limit = 3 / square.squareRoot()
      m0 = limit * r0 * rise
      m1 = limit * r1 * rise
    }
    return [start.value, m0, 3 * rise - 2 * m0 - m1, m0 + m1 - 2 * rise]
  }
}

extension Knot {
  /// Value and slope with 32 significant bits.
  ///
  /// The last bits of `exp`, `log` and `pow` depend on the processor. Rounded, the same scenario gives
  /// the same table, and so the same results, on all of them.
  fileprivate var rounded: Knot {
    Knot(value: value.roundedTo32Bits, slope: slope.roundedTo32Bits)
  }
}

extension Double {
  fileprivate var roundedTo32Bits: Double {
    guard isFinite else { return self }
    // 52 stored bits of the significand, 31 of them kept beside the leading one.
    let dropped: UInt64 = 1 << 21
    return Double(bitPattern: (bitPattern + dropped / 2) & ~(dropped - 1))
  }
}
