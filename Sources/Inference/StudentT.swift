/// How often an interval made this way covers the true value, if its assumptions hold.
public enum Confidence: Hashable, Sendable, CaseIterable {
  /// Nine times in ten.
  case percent90
  /// Nineteen times in twenty.
  case percent95
  /// Ninety-nine times in a hundred.
  case percent99

  /// The probability of coverage.
  public var level: Double {
    switch self {
    case .percent90: 0.90
    case .percent95: 0.95
    case .percent99: 0.99
    }
  }
}

/// The number of standard errors to both sides of a mean: the two-sided quantile of Student's t.
///
/// From a table for 1 to 30 degrees of freedom. Beyond, the quantile is a smooth function of
/// 1 / `degreesOfFreedom`; the polynomial of degree four through 30, 40, 60, 120 and infinitely many,
/// which are evenly spaced in that scale, is right to 1e-6.
public func studentT(_ confidence: Confidence, degreesOfFreedom: Int) -> Double {
  precondition(degreesOfFreedom > 0, "Student's t needs at least one degree of freedom")
  let quantiles =
    switch confidence {
    case .percent90: StudentTable.percent90
    case .percent95: StudentTable.percent95
    case .percent99: StudentTable.percent99
    }
  if degreesOfFreedom <= 30 { return quantiles.first30[degreesOfFreedom - 1] }
  return interpolated(quantiles, at: 120 / Double(degreesOfFreedom))
}

/// Lagrange's polynomial through the values at 0, 1, 2, 3 and 4 (infinitely many, 120, 60, 40 and 30
/// degrees of freedom).
private func interpolated(_ quantiles: StudentTable.Quantiles, at x: Double) -> Double {
  let (x1, x2, x3, x4) = (x - 1, x - 2, x - 3, x - 4)
  return quantiles.infinite * (x1 * x2 * x3 * x4) / 24
    - quantiles.with120 * (x * x2 * x3 * x4) / 6
    + quantiles.with60 * (x * x1 * x3 * x4) / 4
    - quantiles.with40 * (x * x1 * x2 * x4) / 6
    + quantiles.first30[29] * (x * x1 * x2 * x3) / 24
}

private enum StudentTable {
  struct Quantiles: Sendable {
    /// For 1 to 30 degrees of freedom.
    let first30: [Double]
    let with40: Double
    let with60: Double
    let with120: Double
    let infinite: Double
  }

  static let percent90 = Quantiles(
    first30: [
      6.3137515, 2.9199856, 2.3533634, 2.1318468, 2.0150484, 1.9431803,
      1.8945786, 1.8595480, 1.8331129, 1.8124611, 1.7958848, 1.7822876,
      1.7709334, 1.7613101, 1.7530504, 1.7458837, 1.7396067, 1.7340636,
      1.7291328, 1.7247182, 1.7207429, 1.7171444, 1.7138715, 1.7108821,
      1.7081408, 1.7056179, 1.7032884, 1.7011309, 1.6991270, 1.6972609,
    ],
    with40: 1.6838510, with60: 1.6706489, with120: 1.6576509, infinite: 1.6448536)

  static let percent95 = Quantiles(
    first30: [
      12.7062047, 4.3026527, 3.1824463, 2.7764451, 2.5705818, 2.4469119,
      2.3646243, 2.3060041, 2.2621572, 2.2281389, 2.2009852, 2.1788128,
      2.1603687, 2.1447867, 2.1314495, 2.1199053, 2.1098156, 2.1009220,
      2.0930241, 2.0859634, 2.0796138, 2.0738731, 2.0686576, 2.0638986,
      2.0595386, 2.0555294, 2.0518305, 2.0484071, 2.0452296, 2.0422725,
    ],
    with40: 2.0210754, with60: 2.0002978, with120: 1.9799304, infinite: 1.9599640)

  static let percent99 = Quantiles(
    first30: [
      63.6567412, 9.9248432, 5.8409093, 4.6040949, 4.0321430, 3.7074280,
      3.4994833, 3.3553873, 3.2498355, 3.1692727, 3.1058065, 3.0545396,
      3.0122758, 2.9768427, 2.9467129, 2.9207816, 2.8982305, 2.8784405,
      2.8609346, 2.8453397, 2.8313596, 2.8187561, 2.8073357, 2.7969395,
      2.7874358, 2.7787145, 2.7706830, 2.7632625, 2.7563859, 2.7499957,
    ],
    with40: 2.7044593, with60: 2.6602830, with120: 2.6174211, infinite: 2.5758293)
}
