import Inference
import Testing

@Suite struct `An interval` {
  @Test func `contains its ends`() {
    let interval = Interval(low: -1, high: 2)
    #expect(interval.contains(-1))
    #expect(interval.contains(2))
    #expect(!interval.contains(2.001))
    #expect(interval.halfWidth == 1.5)
    #expect(interval == Interval(center: 0.5, halfWidth: 1.5))
  }

  @Test func `excludes zero only with both ends on one side`() {
    #expect(Interval(low: 0.1, high: 2).excludesZero)
    #expect(Interval(low: -2, high: -0.1).excludesZero)
    #expect(!Interval(low: 0, high: 2).excludesZero)
    #expect(!Interval(low: -2, high: 0).excludesZero)
    #expect(!Interval(low: 0, high: 0).excludesZero)
    #expect(!Interval(low: -1, high: 1).excludesZero)
  }

  @Test func `has a hull with another, apart or nested`() {
    let hull = Interval(low: 0, high: 1).hull(with: Interval(low: 3, high: 4))
    #expect(hull == Interval(low: 0, high: 4))
    let nested = Interval(low: 0, high: 9).hull(with: Interval(low: 3, high: 4))
    #expect(nested == Interval(low: 0, high: 9))
  }

  @Test func `traps when its ends are out of order`() async {
    await #expect(processExitsWith: .failure) { _ = Interval(low: 1, high: 0) }
  }
}
