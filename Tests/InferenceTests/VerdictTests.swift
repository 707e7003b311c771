import Inference
import Testing

@Suite struct `A verdict` {
  static let above = Interval(low: 1, high: 2)
  static let below = Interval(low: -2, high: -1)
  static let across = Interval(low: -1, high: 2)

  static let table: [(Better, Interval, Verdict)] = [
    (.lower, above, .worse), (.lower, below, .better), (.lower, across, .cannotTell),
    (.higher, above, .better), (.higher, below, .worse), (.higher, across, .cannotTell),
    (.neither, above, .higher), (.neither, below, .lower), (.neither, across, .cannotTell),
  ]

  @Test(arguments: table.indices)
  func `follows the headline interval`(row: Int) {
    let (better, headline, expected) = Self.table[row]
    func judged(everyDifferenceZero: Bool, replications: Int, censored: Bool) -> Verdict {
      verdict(
        better: better, everyDifferenceZero: everyDifferenceZero, headline: headline,
        replications: replications, censored: censored)
    }
    #expect(judged(everyDifferenceZero: false, replications: 20, censored: false) == expected)
    #expect(judged(everyDifferenceZero: false, replications: 19, censored: false) == .cannotTell)
    #expect(judged(everyDifferenceZero: false, replications: 40, censored: true) == .cannotTell)
    #expect(judged(everyDifferenceZero: true, replications: 2, censored: true) == .same)
    #expect(judged(everyDifferenceZero: true, replications: 40, censored: false) == .same)
  }

  @Test func `that touches zero cannot tell`() {
    let touching = verdict(
      better: .lower, everyDifferenceZero: false, headline: Interval(low: 0, high: 2),
      replications: 40, censored: false)
    #expect(touching == .cannotTell)
  }

  @Test func `is written in words`() {
    #expect(Verdict.cannotTell.rawValue == "cannot tell")
    #expect(Verdict.better.rawValue == "better")
  }
}

@Suite struct `The replications needed` {
  @Test func `grow with the square of the width`() {
    #expect(replicationsNeeded(halfWidth: 2, target: 1, replications: 40) == 160)
    #expect(replicationsNeeded(halfWidth: 1.5, target: 1, replications: 21) == 48)
    #expect(replicationsNeeded(halfWidth: 1, target: 1, replications: 40) == 40)
    #expect(replicationsNeeded(halfWidth: 0, target: 1, replications: 40) == 0)
  }

  @Test func `are absent where no number suffices`() {
    #expect(replicationsNeeded(halfWidth: 1, target: 0, replications: 40) == nil)
    #expect(replicationsNeeded(halfWidth: 1, target: 1e-9, replications: 40) == nil)
    #expect(replicationsNeeded(halfWidth: .infinity, target: 1, replications: 40) == nil)
  }
}
