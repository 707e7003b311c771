import Statistics
import Testing

@Suite struct `Rinott's constant` {
  /// Published tables for a first stage of 20 (Bechhofer, Santner and Goldsman, "Design and Analysis of
  /// Experiments for Statistical Selection, Screening, and Multiple Comparisons", 1995).
  @Test(arguments: [
    (2, 0.90, 1.896), (5, 0.90, 2.916), (10, 0.90, 3.437), (2, 0.95, 2.452), (5, 0.95, 3.385),
    (10, 0.95, 3.875),
  ])
  func `has its published values`(designs: Int, confidence: Double, expected: Double) {
    let h = rinottConstant(firstStage: 20, designs: designs, confidence: confidence)
    #expect(abs(h - expected) < 6e-4)
  }

  /// With known variances it is √2 times the normal quantile for two designs: 2.326 at 0.95.
  @Test func `tends to that of known variances`() {
    #expect(
      abs(rinottConstant(firstStage: 100_000, designs: 2, confidence: 0.95) - 2.32617) < 1e-4)
  }
}

@Suite struct `Kim and Nelson's constant` {
  /// Two designs at 0.95 and ten replications: (0.1^(-2/9) - 1) / 2, where 10^(2/9) = 1.66810.
  ///
  /// Five designs: β = 0.0125, 0.025^(-2/9) = 2.26993.
  @Test func `is worked by hand`() {
    #expect(abs(kimNelsonEta(firstStage: 10, designs: 2, confidence: 0.95) - 0.33405) < 1e-5)
    #expect(abs(kimNelsonEta(firstStage: 10, designs: 5, confidence: 0.95) - 0.63497) < 1e-5)
  }
}
