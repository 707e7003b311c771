import Inference
import Testing

@Suite struct `A mean with its interval` {
  /// 1, 2, 3, 4, 5: mean 3, variance 2.5, standard error sqrt(0.5), t with 4 degrees 2.7764.
  @Test func `matches a case worked by hand`() throws {
    let result = try #require(meanInterval([1, 2, 3, 4, 5], .percent95))
    #expect(result.mean == 3)
    #expect(abs(result.interval.low - (3 - 1.963243)) < 1e-6)
    #expect(abs(result.interval.high - (3 + 1.963243)) < 1e-6)
  }

  @Test func `is absent for fewer than two values or values that are not finite`() {
    #expect(meanInterval([], .percent95) == nil)
    #expect(meanInterval([1], .percent95) == nil)
    #expect(meanInterval([1, .infinity], .percent95) == nil)
    #expect(meanInterval([1, .nan], .percent95) == nil)
  }

  @Test func `has no width when all values are equal`() throws {
    let result = try #require(meanInterval([0.1, 0.1, 0.1], .percent99))
    #expect(result.interval == Interval(low: 0.1, high: 0.1))
  }
}

@Suite struct `The central range` {
  // 0, 1, ... 100: the p point of 101 values is at 100 p.
  @Test func `interpolates between order statistics`() throws {
    let values = (0...100).reversed().map { Double($0) }
    let range95 = try #require(centralRange(values, .percent95))
    #expect(abs(range95.low - 2.5) < 1e-12)
    #expect(abs(range95.high - 97.5) < 1e-12)
    let range90 = try #require(centralRange(values, .percent90))
    #expect(abs(range90.low - 5) < 1e-12)
    #expect(abs(range90.high - 95) < 1e-12)
  }

  @Test func `of one value is that value, of none absent`() {
    #expect(centralRange([7], .percent95) == Interval(low: 7, high: 7))
    #expect(centralRange([], .percent95) == nil)
    #expect(centralRange([1, .nan], .percent95) == nil)
  }
}
