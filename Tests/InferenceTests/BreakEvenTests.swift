import Inference
import Testing

/// What a search finds of `difference` ± `noise`, and how many inputs it reads for that.
private func search(
  _ grid: [Double], _ resolution: BreakEvenSearch.Resolution = .within(1e-6), noise: Double = 0,
  _ difference: (Double) -> Double?
) -> (points: [BreakEvenPoint], inputs: [Double]) {
  var search = BreakEvenSearch(grid: grid, resolution)
  while !search.needed.isEmpty {
    search.take(
      search.needed.map { input in
        difference(input).map {
          .init(estimate: $0, interval: Interval(center: $0, halfWidth: noise))
        }
      })
  }
  return (search.points, search.readings.map(\.input))
}

@Suite struct `The break-even` {
  /// 3x - 7 ± 1.5: zero at 7/3, and the interval holds zero from 5.5/3 to 8.5/3.
  @Test func `of a line is its zero, with the interval's zeros around it`() throws {
    let found = search([0, 1, 2, 3, 4, 5], noise: 1.5) { 3 * $0 - 7 }
    #expect(found.points.count == 1)
    let point = try #require(found.points.first)
    #expect(point.kind == .crossing)
    #expect(abs(point.input - 7.0 / 3) < 1e-6)
    #expect(point.bracket.contains(7.0 / 3))
    #expect(point.bracket.halfWidth <= 0.5e-6)
    #expect(abs(try #require(point.low) - 5.5 / 3) < 1e-6)
    #expect(abs(try #require(point.high) - 8.5 / 3) < 1e-6)
    #expect(point.before == .below)
    #expect(point.after == .above)
    // Twenty halvings of a stretch of 1 for each of the three curves, two of which share a stretch.
    #expect(found.inputs.count <= 6 + 3 * 20)
    #expect(found.inputs == found.inputs.sorted())
  }

  @Test func `has an open interval where the range ends first`() throws {
    let rising = try #require(search([0, 1, 2], noise: 3) { $0 - 1.5 }.points.first)
    #expect(rising.low == nil)
    #expect(rising.high == nil)
    let half = try #require(search([0, 1, 2], noise: 1) { 1.5 - $0 }.points.first)
    #expect(abs(try #require(half.low) - 0.5) < 1e-6)
    #expect(half.high == nil)
    #expect(half.after == .below)
  }

  @Test func `may be none`() {
    #expect(search([0, 1, 2]) { $0 + 1 }.points.isEmpty)
    // The interval holds zero, the estimate never does.
    #expect(search([0, 1, 2], noise: 5) { $0 + 1 }.points.isEmpty)
    #expect(search([3]) { _ in -1 }.points.isEmpty)
  }

  /// (x - 1.1)(x - 2.2)(x - 4.6).
  @Test func `of a cubic are all three roots`() {
    func cubic(_ x: Double) -> Double { (x - 1.1) * (x - 2.2) * (x - 4.6) }
    let found = search(Array(stride(from: 0, through: 6, by: 0.5)), noise: 1, cubic)
    #expect(found.points.map(\.kind) == [.crossing, .crossing, .crossing])
    for (point, root) in zip(found.points, [1.1, 2.2, 4.6]) {
      #expect(abs(point.input - root) < 1e-6)
    }
    // The ends are where the cubic is ± 1; at the first two roots one interval holds zero throughout both.
    let ends = found.points.map { [$0.low ?? .nan, $0.high ?? .nan] }
    for (end, difference) in [(ends[0][0], -1.0), (ends[2][0], -1), (ends[2][1], 1)] {
      #expect(abs(cubic(end) - difference) < 1e-4)
    }
    #expect(found.points.map(\.after) == [.above, .below, .above])
  }

  @Test func `of a tangent is a touch, if the grid meets it`() throws {
    let met = search([0, 1, 2, 3]) { ($0 - 2) * ($0 - 2) }.points
    #expect(met.map(\.kind) == [.touch])
    #expect(met[0].input == 2)
    #expect(met[0].before == .above && met[0].after == .above)
    #expect(search([0, 1.5, 3]) { ($0 - 2) * ($0 - 2) }.points.isEmpty)
    let atEnd = try #require(search([0, 1, 2]) { $0 }.points.first)
    #expect(atEnd.kind == .touch)
    #expect(atEnd.before == nil)
    #expect(atEnd.after == .above)
  }

  @Test func `of a line through the grid is exact`() throws {
    let points = search([-1, 0, 1], .within(0.01)) { 2 * $0 }.points
    #expect(points.count == 1)
    #expect(points[0].kind == .crossing)
    #expect(points[0].input == 0)
    #expect(points[0].bracket == Interval(low: 0, high: 0))
  }

  @Test func `may be throughout`() throws {
    let constant = search([0, 1, 2], noise: 0) { _ in 0 }
    #expect(constant.points.map(\.kind) == [.zeroThroughout])
    #expect(constant.points[0].bracket == Interval(low: 0, high: 2))
    #expect(constant.points[0].before == nil)
    #expect(constant.inputs == [0, 1, 2])
    // Zero from 1.3 to 2.6; the ends of the stretch are bracketed too.
    let stretch = search([0, 1, 2, 3], .within(1e-3)) { min($0 - 1.3, 0) + max($0 - 2.6, 0) }
    let point = try #require(stretch.points.first)
    #expect(stretch.points.count == 1)
    #expect(point.kind == .zeroThroughout)
    #expect(abs(point.bracket.low - 1.3) < 1e-3 && point.bracket.low >= 1.3)
    #expect(abs(point.bracket.high - 2.6) < 1e-3 && point.bracket.high <= 2.6)
    #expect(abs(try #require(point.low) - 1.3) < 1e-3)
    #expect(point.before == .below && point.after == .above)
  }

  /// From -5 ± 1 to 4 ± 1 at √2: no input has an interval with zero, so the bracket is all that is known.
  @Test func `at a jump is said to be one`() throws {
    let found = search([0, 1, 2, 3], .within(1e-3), noise: 1) { $0 * $0 < 2 ? -5 : 4 }
    let point = try #require(found.points.first)
    #expect(found.points.count == 1)
    #expect(point.kind == .jump)
    #expect(abs(point.input - 2.0.squareRoot()) < 1e-3)
    #expect(point.low == point.bracket.low)
    #expect(point.high == point.bracket.high)
  }

  /// A root that is crossed at infinite slope is steep but no jump.
  @Test func `of a steep curve is a crossing`() throws {
    let found = search([0, 1, 2], .within(1e-5)) { x in
      let side = x - 1.3
      return side < 0 ? -(-side).squareRoot() : side.squareRoot()
    }
    #expect(found.points.map(\.kind) == [.crossing])
    #expect(abs(found.points[0].input - 1.3) < 1e-5)
  }

  /// 10 - 3 n ± 4 people: between 3 and 4; the interval holds zero from 2 (4 ± 4) to 4 (-2 ± 4).
  @Test func `of whole numbers lies between neighbors`() throws {
    let found = search([0, 6, 12], .steps(1), noise: 4) { 10 - 3 * $0 }
    #expect(found.inputs.allSatisfy { $0 == $0.rounded() })
    let point = try #require(found.points.first)
    #expect(found.points.count == 1)
    #expect(point.bracket == Interval(low: 3, high: 4))
    #expect(abs(point.input - 10.0 / 3) < 1e-12)
    #expect(point.low == 2)
    #expect(point.high == 4)
    let exact = search([0, 6, 12], .steps(1)) { 9 - 3 * $0 }.points
    #expect(exact.map(\.input) == [3])
    #expect(exact.map(\.kind) == [.crossing])
  }

  /// Between a reading and none nothing is searched, and nothing is said to be crossed.
  @Test func `is not looked for where there is no difference`() {
    let found = search([0, 1, 2, 3]) { $0 == 1 ? nil : $0 - 1.2 }
    #expect(found.inputs == [0, 1, 2, 3])
    #expect(found.points.isEmpty)
  }
}
