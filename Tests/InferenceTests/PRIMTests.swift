import Inference
import Statistics
import Testing

/// Random inputs, one row a run.
private func runs(_ count: Int, inputs: Int, seed: UInt64) -> [[Double]] {
  var random = SplitMix(seed)
  return (0..<count).map { _ in (0..<inputs).map { _ in random.unit() } }
}

/// Whether a restriction is more than the luck of 1 in 1,000.
private func matters(_ restriction: BoxRestriction) -> Bool {
  let (with, without) = (restriction.with, restriction.without)
  return binomialTail(atLeast: with.successes, trials: with.runs, chance: without.density) < 1e-3
}

@Suite struct `Patient rule induction` {
  /// Success where the first input exceeds 0.6 and the second lies between 0.2 and 0.5; the third does
  /// nothing.
  ///
  /// The last peels take 5 % of a box 0.4 wide: 0.02; the limits are found to within twice that.
  @Test func `finds a box that is there`() throws {
    let inputs = runs(2_000, inputs: 3, seed: 6)
    let successes = inputs.map { $0[0] > 0.6 && $0[1] > 0.2 && $0[1] < 0.5 }
    let search = PatientRuleInduction(inputs: inputs, successes: successes)
    let trajectory = search.peelingTrajectory()
    let best = try #require(search.chosen(from: trajectory))
    let box = search.simplified(search.pasted(best), matters: matters)
    #expect(box.restricted == [0, 1])
    #expect(abs(box.limits[0].low - 0.6) < 0.04)
    #expect(box.limits[0].high == 1)
    #expect(abs(box.limits[1].low - 0.2) < 0.04)
    #expect(abs(box.limits[1].high - 0.5) < 0.04)
    #expect(box.limits[2] == Interval(low: 0, high: 1))
    #expect(box.coverage > 0.95)
    #expect(box.density > 0.95)
    #expect(abs(box.mass - 0.12) < 0.02)
  }

  /// What a box says of itself is counted again from the runs.
  @Test func `counts what lies in each box, and takes little off at a time`() {
    let inputs = runs(1_000, inputs: 2, seed: 12)
    let successes = inputs.map { $0[0] + $0[1] > 1.3 }
    let all = successes.filter { $0 }.count
    let trajectory = PatientRuleInduction(inputs: inputs, successes: successes).peelingTrajectory()
    #expect(trajectory.count > 20)
    #expect(trajectory[0].restricted.isEmpty)
    #expect(trajectory[0].coverage == 1)
    for (box, before) in zip(trajectory.dropFirst(), trajectory) {
      let inside = inputs.indices.filter { run in
        zip(box.limits, inputs[run]).allSatisfy { $0.contains($1) }
      }
      let good = inside.filter { successes[$0] }.count
      #expect(box.inside == count(inside.count, good))
      #expect(box.coverage == Double(good) / Double(all))
      #expect(box.density == Double(good) / Double(inside.count))
      #expect(box.mass >= 0.05)
      #expect(box.inside.runs == before.inside.runs - max(1, before.inside.runs / 20))
    }
  }

  /// The densest box that covers enough, and the best balance: by hand from the trajectory.
  @Test func `chooses by coverage asked, else by balance`() throws {
    let inputs = (0..<20).map { [(Double($0) + 0.5) / 20] }
    // Successes at 8, 12...19: taking off from the left raises the density at every step but past 8.
    let successes = (0..<20).map { $0 >= 12 || $0 == 8 }
    let search = PatientRuleInduction(inputs: inputs, successes: successes)
    let trajectory = search.peelingTrajectory()
    #expect(trajectory.last?.inside == count(8, 8))
    let whole = try #require(search.chosen(from: trajectory, coverage: 1))
    #expect(whole.inside == count(12, 9))
    #expect(abs(whole.limits[0].low - 0.4) < 1e-15)
    let most = try #require(search.chosen(from: trajectory, coverage: 0.85))
    #expect(most.inside == count(8, 8))
    // 2 × 1 × 8/9 / (1 + 8/9) = 16/17 against 2 × 1 × 9/12 / (1 + 9/12) = 6/7.
    #expect(search.chosen(from: trajectory)?.inside == count(8, 8))
    #expect(search.chosen(from: []) == nil)
  }

  /// A box peeled too far is put back by pasting: from 15...19 to 12...19, where the next would fail.
  @Test func `pastes back what succeeds as often`() throws {
    let inputs = (0..<20).map { [(Double($0) + 0.5) / 20] }
    let successes = (0..<20).map { $0 >= 12 }
    let tight = PatientRuleInduction(
      inputs: inputs, successes: (0..<20).map { $0 >= 15 }
    ).peelingTrajectory()
    let search = PatientRuleInduction(inputs: inputs, successes: successes)
    let last = try #require(tight.last)
    #expect(abs(last.limits[0].low - 0.75) < 1e-15)
    let counted = search.simplified(last) { _ in true }
    let box = search.pasted(counted)
    #expect(abs(box.limits[0].low - 0.6) < 1e-15)
    #expect(box.inside == count(8, 8))
  }

  /// Luck of 30 %, on four inputs that have nothing to do with it: no box that keeps half the successes
  /// has a density above 0.4, and no restriction of a balanced box stands the test.
  @Test(arguments: 1...5)
  func `finds nothing worth having in noise`(seed: UInt64) throws {
    let inputs = runs(1_000, inputs: 5, seed: seed)
    let search = PatientRuleInduction(
      inputs: inputs.map { Array($0[..<4]) }, successes: inputs.map { $0[4] < 0.3 })
    let trajectory = search.peelingTrajectory()
    let half = try #require(search.chosen(from: trajectory, coverage: 0.5))
    #expect(half.density < 0.4)
    let balanced = try #require(search.chosen(from: trajectory))
    #expect(search.simplified(balanced, matters: matters).restricted.isEmpty)
  }

  @Test func `has nothing to peel where all succeed or none does`() {
    let inputs = runs(100, inputs: 2, seed: 1)
    for success in [true, false] {
      let trajectory = PatientRuleInduction(
        inputs: inputs, successes: Array(repeating: success, count: 100)
      ).peelingTrajectory()
      #expect(trajectory.count == 1)
      #expect(trajectory[0].density == (success ? 1 : 0))
      #expect(trajectory[0].coverage == (success ? 1 : 0))
    }
  }

  /// An input with two values: its runs go together, and the input that never varies is never peeled.
  @Test func `keeps runs with equal inputs together`() throws {
    let inputs = (0..<100).map { [$0 % 2 == 0 ? 0.0 : 1, 0.5] }
    let search = PatientRuleInduction(inputs: inputs, successes: (0..<100).map { $0 % 2 == 1 })
    let last = try #require(search.peelingTrajectory().last)
    #expect(last.limits == [Interval(low: 0.5, high: 1), Interval(low: 0, high: 1)])
    #expect(last.inside == count(50, 50))
    #expect(search.restrictions(of: last).map(\.without) == [count(100, 50)])
  }

  private func count(_ runs: Int, _ successes: Int) -> RunCount {
    RunCount(runs: runs, successes: successes)
  }
}
