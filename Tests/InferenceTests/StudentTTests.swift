import CGSL
import Inference
import Testing

@Suite struct `The t quantile` {
  @Test(arguments: [(4, 2.7764), (9, 2.2622), (19, 2.0930), (29, 2.0452), (99, 1.9842)])
  func `has its textbook values at 95 percent`(degrees: Int, textbook: Double) {
    #expect(abs(studentT(.percent95, degreesOfFreedom: degrees) - textbook) < 5e-5)
  }

  /// Every degree of freedom to 2,000, then by tenths as far as a million.
  @Test(arguments: Confidence.allCases)
  func `agrees with GSL to 1e-6`(confidence: Confidence) {
    gsl_set_error_handler_off()
    var degrees = 1
    while degrees < 1_000_000 {
      let exact = gsl_cdf_tdist_Qinv((1 - confidence.level) / 2, Double(degrees))
      #expect(abs(studentT(confidence, degreesOfFreedom: degrees) - exact) < 1e-6)
      degrees += max(1, degrees < 2_000 ? 1 : degrees / 10)
    }
  }

  @Test(arguments: Confidence.allCases)
  func `falls with the degrees of freedom`(confidence: Confidence) {
    let quantiles = (1...400).map { studentT(confidence, degreesOfFreedom: $0) }
    #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `traps without degrees of freedom`() async {
    await #expect(processExitsWith: .failure) { _ = studentT(.percent95, degreesOfFreedom: 0) }
  }
}
