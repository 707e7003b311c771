/// Gauss–Legendre quadrature with ten points over 0...`width`; exact for polynomials of degree 19.
func integrate(over width: Double, _ density: (Double) -> Double) -> Double {
  let half = width / 2
  var sum = 0.0
  for (point, weight) in gaussLegendre {
    sum += weight * (density(half - half * point) + density(half + half * point))
  }
  return sum * half
}

/// Points between 0 and 1, and their weights, that integrate over a probability.
///
/// Ten Gauss–Legendre points in each of `panels` equal panels of t, where the probability is t² (3 - 2t):
/// dense towards both ends, where a quantile function may grow without bound.
func probabilityNodes(panels: Int) -> [(probability: Double, weight: Double)] {
  let half = 0.5 / Double(panels)
  return (0..<panels).flatMap { panel in
    gaussLegendre.flatMap { (point, weight) in
      [-point, point].map { offset in
        let t = half * (Double(2 * panel + 1) + offset)
        return (t * t * (3 - 2 * t), weight * half * 6 * t * (1 - t))
      }
    }
  }
}

/// The upper five of ten points in -1...1 and their weights (Abramowitz and Stegun, "Handbook of
/// Mathematical Functions", 1964, table 25.4).
private let gaussLegendre: [(point: Double, weight: Double)] = [
  (0.148874338981631211, 0.295524224714752870),
  (0.433395394129247191, 0.269266719309996355),
  (0.679409568299024406, 0.219086362515982044),
  (0.865063366688984511, 0.149451349150580593),
  (0.973906528517171720, 0.066671344308688138),
]
