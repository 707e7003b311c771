import Inference
import Testing

@Suite struct `Sample moments` {
  /// 2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared deviations 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32.
  @Test func `match a case worked by hand`() throws {
    let moments = Moments([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(moments.count == 8)
    #expect(moments.mean == 5)
    #expect(moments.sumOfSquaredDeviations == 32)
    #expect(moments.variance == 32.0 / 7)
    #expect(abs(try #require(moments.standardError) - (32.0 / 56).squareRoot()) < 1e-15)
  }

  @Test func `merge to the moments of all numbers, however they are split`() throws {
    let values = (0..<100).map { 1e6 + Double($0 * $0 % 37) }
    let whole = Moments(values)
    for split in [0, 1, 50, 99, 100] {
      var parts = Moments(Array(values[..<split]))
      parts.merge(Moments(Array(values[split...])))
      #expect(parts.count == 100)
      #expect(abs(try #require(parts.mean) - (try #require(whole.mean))) < 1e-9)
      let variance = try #require(parts.variance)
      #expect(abs(variance / (try #require(whole.variance)) - 1) < 1e-10)
    }
  }

  @Test func `of too few numbers are absent`() {
    #expect(Moments().mean == nil)
    #expect(Moments([3]).mean == 3)
    #expect(Moments([3]).variance == nil)
    #expect(Moments([3]).standardError == nil)
  }
}
