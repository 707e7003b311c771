import Statistics
import Testing

// The expected values are those of scipy.stats (t.sf and binom.sf), an independent implementation.

@Suite struct `The p-value of Student's t` {
  @Test(arguments: [
    (2.0, 10, 0.07338803477074037), (-2.5, 39, 0.01673378474719785), (0, 5, 1),
    (12.7062047, 1, 0.05000000014176587), (40, 39, 2.818811402796312e-33),
  ])
  func `counts both tails, far ones too`(t: Double, degrees: Int, expected: Double) {
    #expect(abs(studentPValue(t: t, degreesOfFreedom: degrees) / expected - 1) < 1e-9)
  }

  @Test func `is zero where there is no error at all`() {
    #expect(studentPValue(t: -.infinity, degreesOfFreedom: 3) == 0)
  }
}

@Suite struct `The tail of the binomial distribution` {
  @Test(arguments: [
    (8, 10, 0.5, 0.0546875), (10, 10, 0.2, 1.024e-7), (55, 60, 0.8, 0.012106170018566256),
    (700, 1000, 0.65, 0.00045322440379716406),
  ])
  func `counts the number itself`(successes: Int, trials: Int, chance: Double, expected: Double) {
    let tail = binomialTail(atLeast: successes, trials: trials, chance: chance)
    #expect(abs(tail / expected - 1) < 1e-9)
  }

  @Test func `is one for none and zero for more than there are`() {
    #expect(binomialTail(atLeast: 0, trials: 10, chance: 0.3) == 1)
    #expect(binomialTail(atLeast: 11, trials: 10, chance: 0.3) == 0)
    #expect(binomialTail(atLeast: 1, trials: 10, chance: 0) == 0)
    #expect(binomialTail(atLeast: 10, trials: 10, chance: 1) == 1)
  }
}
