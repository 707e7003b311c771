import Inference
import Testing

@Suite struct `A histogram` {
  @Test func `gives small values back exactly, by the inverse of the distribution function`() {
    let histogram = Histogram(values: [5, 3, 1, 4, 2, 511])
    #expect(histogram.count == 6)
    #expect(histogram.quantile(0) == 1)
    #expect(histogram.quantile(1.0 / 6) == 1)
    #expect(histogram.quantile(0.17) == 2)
    #expect(histogram.quantile(0.5) == 3)
    #expect(histogram.quantile(0.51) == 4)
    #expect(histogram.quantile(1) == 511)
  }

  /// 0.07 × 100 is above 7 in binary; the quantile is still the seventh value.
  @Test func `is not misled by binary fractions`() {
    #expect(Histogram(values: Array(1...100)).quantile(0.07) == 7)
  }

  @Test func `gives large values back to 1 in 512`() {
    for exponent in 9..<63 {
      for value in [Int64(1) << exponent, (Int64(1) << exponent) / 2 * 3 + 7] {
        guard let back = Histogram(values: [value]).quantile(0.5) else {
          Issue.record("\(value) is lost")
          continue
        }
        #expect(abs(Double(back) - Double(value)) <= Double(value) / 512)
      }
    }
    #expect(Histogram(values: [.max]).quantile(1) != nil)
  }

  /// 512 and 513 share a bin of width 2, 514 begins the next.
  @Test func `widens its bins from 512`() {
    #expect(Histogram(values: [512]) == Histogram(values: [513]))
    #expect(Histogram(values: [513]) != Histogram(values: [514]))
    #expect(Histogram(values: [513]).quantile(0.5) == 512)
    #expect(Histogram(values: [510]) != Histogram(values: [511]))
  }

  @Test func `is the same however its values come`() {
    let values = (0..<2_000).map { Int64($0 * $0 * 7919 % 1_000_003) }
    let whole = Histogram(values: values, open: 3)
    var merged = Histogram(values: Array(values[..<700]), open: 1)
    merged.merge(Histogram(values: Array(values[700...]), open: 2))
    #expect(merged == whole)
    var added = Histogram()
    for value in values.reversed() { added.add(value) }
    added.addOpen(count: 3)
    #expect(added == whole)
    added.subtract(Histogram(values: Array(values[..<700]), open: 1))
    #expect(added == Histogram(values: Array(values[700...]), open: 2))
  }

  @Test func `counts repeated values once for each time`() {
    var histogram = Histogram()
    histogram.add(7, count: 3)
    histogram.add(9, count: 0)
    #expect(histogram == Histogram(values: [7, 7, 7]))
  }

  /// Of ten cases three never end: the 70 % quantile is the last that is reached.
  @Test func `does not reach the quantiles of open values`() {
    let histogram = Histogram(values: [1, 2, 3, 4, 5, 6, 7], open: 3)
    #expect(histogram.count == 10)
    #expect(histogram.openCount == 3)
    #expect(histogram.quantile(0.7) == 7)
    #expect(histogram.quantile(0.71) == nil)
    #expect(histogram.quantile(1) == nil)
  }

  @Test func `without values has no quantile`() {
    #expect(Histogram().quantile(0.5) == nil)
    #expect(Histogram(values: [], open: 2).quantile(0) == nil)
    #expect(Histogram(values: []) == Histogram())
  }

  @Test func `traps when values are taken out that it does not hold`() async {
    await #expect(processExitsWith: .failure) {
      var histogram = Histogram(values: [1])
      histogram.subtract(Histogram(values: [2]))
    }
  }

  @Test func `traps on a negative value`() async {
    await #expect(processExitsWith: .failure) { _ = Histogram(values: [-1]) }
  }
}
