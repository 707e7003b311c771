import Inference
import Testing

@Suite struct `The warm-up by MSER-5` {
  @Test func `is nothing for a constant`() throws {
    let warmUp = try #require(WarmUp(series: Array(repeating: 0.1, count: 100)))
    #expect(warmUp.observations == 0)
    #expect(warmUp.isSettled)
    #expect(warmUp.curve.map(\.statistic) == Array(repeating: 0, count: 11))
    #expect(warmUp.curve.map(\.observations) == Array(stride(from: 0, through: 50, by: 5)))
  }

  /// Means 9, then 1, 3 by turns, nineteen times: all 20 have mean 39/20 + …; by hand after leaving out
  /// the first: ten 1s and nine 3s, sum 37, squares 91, deviations 91 - 37²/19 = 360/19, over 19².
  @Test func `leaves out a first batch that is off`() throws {
    let batches = [9.0] + (0..<19).map { $0 % 2 == 0 ? 1.0 : 3.0 }
    let warmUp = try #require(
      WarmUp(series: batches.flatMap { Array(repeating: $0, count: 5) } + [1e6, 1e6]))
    #expect(warmUp.observations == 5)
    #expect(abs(warmUp.curve[1].statistic - 360.0 / (19 * 361)) < 1e-15)
    // With the 9: sum 46, squares 172, deviations 172 - 46²/20 = 66.2, over 20².
    #expect(abs(warmUp.curve[0].statistic - 66.2 / 400) < 1e-15)
    #expect(warmUp.isSettled)
  }

  /// The mean starts 20 deviations of the noise too high and halves every 14 observations (0.95 each); it
  /// is lost in the noise, a standard error of 0.5 over forty runs, after some 75.
  @Test func `ends where a decaying start is lost in the noise`() throws {
    var random = SplitMix(77)
    let replications = (0..<40).map { _ in
      var noise = 0.0
      var start = 20.0
      return (0..<600).map { _ in
        noise = 0.8 * noise + (random.unit() + random.unit() + random.unit() - 1.5) * 2
        start *= 0.95
        return 50 + start + noise
      }
    }
    let warmUp = try #require(WarmUp(replications: replications))
    #expect(warmUp.isSettled)
    #expect((50...150).contains(warmUp.observations))
  }

  /// A ramp never settles: the statistic of m remaining means is (m² - 1) / 12m times the squared step,
  /// least at the last candidate.
  @Test func `of a ramp says that the run has not settled`() throws {
    let warmUp = try #require(WarmUp(series: (0..<200).map(Double.init)))
    #expect(warmUp.observations == 100)
    #expect(!warmUp.isSettled)
    #expect(abs(warmUp.curve[20].statistic - 25 * (400 - 1) / (12 * 20)) < 1e-9)
  }

  @Test func `is unknown for a short run and for what is not finite`() {
    #expect(WarmUp(series: Array(repeating: 1, count: 49)) == nil)
    #expect(WarmUp(series: Array(repeating: 1, count: 50)) != nil)
    #expect(WarmUp(series: Array(repeating: 1, count: 60) + [.nan]) == nil)
    #expect(WarmUp(replications: []) == nil)
  }
}
