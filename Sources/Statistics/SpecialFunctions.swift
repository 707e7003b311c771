@preconcurrency internal import CGSL

// The only file that calls GSL. Its default handler aborts the process, so every call goes through
// `gsl`, which switches the handler off once; failures then arrive as NaN and are caught by `inverse`.

private let handlerIsOff: Void = {
  _ = gsl_set_error_handler_off()
}()

@inline(__always)
private func gsl(_ call: () -> Double) -> Double {
  _ = handlerIsOff
  return call()
}

/// ln Γ(x) for x > 0.
func logGamma(_ x: Double) -> Double { gsl { gsl_sf_lngamma(x) } }

func normalDensity(_ z: Double) -> Double { gsl { gsl_ran_ugaussian_pdf(z) } }
func normalLower(_ z: Double) -> Double { gsl { gsl_cdf_ugaussian_P(z) } }
func normalUpper(_ z: Double) -> Double { gsl { gsl_cdf_ugaussian_Q(z) } }
func normalLowerQuantile(_ v: Double) -> Double { gsl { gsl_cdf_ugaussian_Pinv(v) } }
func normalUpperQuantile(_ v: Double) -> Double { gsl { gsl_cdf_ugaussian_Qinv(v) } }

func gammaDensity(_ x: Double, shape: Double) -> Double { gsl { gsl_ran_gamma_pdf(x, shape, 1) } }
func gammaLower(_ x: Double, shape: Double) -> Double { gsl { gsl_cdf_gamma_P(x, shape, 1) } }
func gammaUpper(_ x: Double, shape: Double) -> Double { gsl { gsl_cdf_gamma_Q(x, shape, 1) } }
func gammaLowerQuantile(_ v: Double, shape: Double) -> Double {
  gsl { gsl_cdf_gamma_Pinv(v, shape, 1) }
}
func gammaUpperQuantile(_ v: Double, shape: Double) -> Double {
  gsl { gsl_cdf_gamma_Qinv(v, shape, 1) }
}

func betaDensity(_ x: Double, _ a: Double, _ b: Double) -> Double {
  gsl { gsl_ran_beta_pdf(x, a, b) }
}
func betaLower(_ x: Double, _ a: Double, _ b: Double) -> Double { gsl { gsl_cdf_beta_P(x, a, b) } }
func betaLowerQuantile(_ v: Double, _ a: Double, _ b: Double) -> Double {
  gsl { gsl_cdf_beta_Pinv(v, a, b) }
}

func studentUpper(_ t: Double, degrees: Double) -> Double { gsl { gsl_cdf_tdist_Q(t, degrees) } }
/// P(X > k) for X binomial.
func binomialUpper(_ k: UInt32, chance: Double, trials: UInt32) -> Double {
  gsl { gsl_cdf_binomial_Q(k, chance, trials) }
}

/// The Sobol sequence of GSL after the origin, with which the sequence begins and which GSL leaves out;
/// nil when there is no memory for it.
func sobolSequence(dimensions: Int, count: Int) -> [[Double]]? {
  _ = handlerIsOff
  guard let generator = gsl_qrng_alloc(gsl_qrng_sobol, UInt32(dimensions)) else { return nil }
  defer { gsl_qrng_free(generator) }
  return (0..<count).map { _ in
    var point = [Double](repeating: 0, count: dimensions)
    _ = gsl_qrng_get(generator, &point)
    return point
  }
}
