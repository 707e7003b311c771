#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Rinott's constant h: with h² S² / δ² replications of each of `designs` independent designs, the one with
/// the best mean is chosen with at least the chance `confidence` if it leads by δ.
///
/// The solution of ∫ (∫ Φ(h / √(ν (1/x + 1/y))) f(x) dx)ᵏ⁻¹ f(y) dy = confidence, where f is the density of
/// χ² with ν = `firstStage` - 1 degrees of freedom (Rinott, "On two-stage selection procedures and related
/// probability-inequalities", Communications in Statistics A7, 1978). Right to 1e-4.
///
/// - Parameters:
///   - firstStage: replications from which each variance S² is estimated, at least 3.
///   - designs: at least 2.
///   - confidence: above 1 / `designs`, which a guess attains, and below 1.
public func rinottConstant(firstStage: Int, designs: Int, confidence: Double) -> Double {
  precondition(firstStage >= 3 && designs >= 2, "a choice needs designs, a variance replications")
  precondition(
    confidence > 1 / Double(designs) && confidence < 1, "a guess is no selection, nor is certainty")
  let degrees = Double(firstStage - 1)
  let nodes = probabilityNodes(panels: 8)
  // ν / x, where x has the χ² distribution: twice the gamma distribution of shape ν / 2.
  let inverses = nodes.map { node in
    let half = inverse(
      of: node.probability, candidate: gammaLowerQuantile(node.probability, shape: degrees / 2),
      from: 1e-30, to: 5 * degrees + 100, tail: { gammaLower($0, shape: degrees / 2) })
    return degrees / (2 * half)
  }
  func chance(_ h: Double) -> Double {
    var outer = 0.0
    for (y, inverse) in zip(nodes, inverses) {
      var inner = 0.0
      for (x, other) in zip(nodes, inverses) {
        inner += x.weight * normalLower(h / (inverse + other).squareRoot())
      }
      outer += y.weight * pow(inner, Double(designs - 1))
    }
    return outer
  }
  var (low, high) = (0.0, 4.0)
  while chance(high) < confidence { (low, high) = (high, 2 * high) }
  while high - low > 1e-7 * high {
    let middle = (low + high) / 2
    if chance(middle) < confidence { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

/// The constant η of Kim and Nelson's selection under common random numbers, for their c = 1.
///
/// ((2 β)^(-2 / (n₀ - 1)) - 1) / 2 with β = (1 - `confidence`) / (k - 1) (Kim and Nelson, "A fully sequential
/// procedure for indifference-zone selection in simulation", ACM Transactions on Modeling and Computer
/// Simulation 11, 2001).
///
/// - Parameters:
///   - firstStage: replications n₀ from which the variances of the differences are estimated, at least 2.
///   - designs: their number k, at least 2.
///   - confidence: the chance of choosing the best, above 1/2 and below 1.
public func kimNelsonEta(firstStage: Int, designs: Int, confidence: Double) -> Double {
  precondition(firstStage >= 2 && designs >= 2, "a choice needs designs, a variance replications")
  precondition(confidence > 0.5 && confidence < 1, "a guess is no selection, nor is certainty")
  let beta = (1 - confidence) / Double(designs - 1)
  return (pow(2 * beta, -2 / Double(firstStage - 1)) - 1) / 2
}
