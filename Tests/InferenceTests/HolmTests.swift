import Inference
import Testing

@Suite struct `Holm's adjusted p-values` {
  /// 0.005 × 4, 0.01 × 3, 0.03 × 2, and 0.04 × 1 raised to the one before it.
  @Test func `are worked by hand, in the order they came in`() {
    expectEqual(holmAdjusted([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02])
  }

  /// 0.001 × 6, then 0.02 × 5 for all three, since × 4 and × 3 may not fall below it; 0.5 × 2, and 0.8 × 1
  /// raised to that.
  @Test func `are the same where p-values are equal`() {
    expectEqual(
      holmAdjusted([0.001, 0.02, 0.02, 0.8, 0.5, 0.02]), [0.006, 0.1, 0.1, 1, 1, 0.1])
  }

  @Test func `never exceed one, and of one test or none are themselves`() {
    #expect(holmAdjusted([0.9, 0.7]) == [1, 1])
    #expect(holmAdjusted([0.3]) == [0.3])
    #expect(holmAdjusted([0, 1]) == [0, 1])
    #expect(holmAdjusted([]) == [])
  }

  @Test func `trap for what is no p-value`() async {
    await #expect(processExitsWith: .failure) { _ = holmAdjusted([0.1, .nan]) }
    await #expect(processExitsWith: .failure) { _ = holmAdjusted([1.1]) }
  }

  private func expectEqual(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (a, b) in zip(found, expected) { #expect(abs(a - b) < 1e-15) }
  }
}
