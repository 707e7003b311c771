import ApprovalModel
import Experiments
import Inference
import ScenarioFiles
import Testing

@testable import Simulation

/// The worlds of 4,000 replications, with the position that an input has in each.
private func worlds(_ path: String, _ evidence: Evidence) throws -> [(u: Double, world: InputWorld)]
{
  try (0..<4_000).map { r in
    let world = InputWorld.drawn(seed: 7, replication: UInt64(r))
    return (try #require(world.place(path, evidence)).u, world)
  }
}

private let absolute = Evidence(grade: .d, range: .absolute(low: 10, high: 40), isStated: true)
private let factors = Evidence(grade: .c, range: .factor(low: 0.5, high: 4), isStated: true)

@Suite struct `A chosen input` {
  @Test func `lies at its position in its range, or has the value chosen`() {
    let a = Input(20.0, path: "a", evidence: absolute)
    let b = Input(3.0, path: "b", evidence: factors)
    func world(_ u: Double) -> InputWorld { .chosen(ChosenInputs(positions: ["a": u, "b": u])) }
    #expect([0, 0.25, 0.5, 0.75, 1].map { world($0)(a) } == [10, 15, 20, 30, 40])
    #expect([0, 0.5, 1].map { world($0)(b) } == [1.5, 3, 12])
    // A value holds whatever the grade and range: also an input that nobody doubts.
    let certain = Input(7.0, path: "c", evidence: Evidence(grade: .a, isStated: true))
    let chosen = InputWorld.chosen(ChosenInputs(values: ["a": 100, "b": 0.3, "c": 8]))
    #expect([chosen(a), chosen(b), chosen(certain)] == [100, 0.3, 8])
    #expect(world(0.1)(certain) == 7)
    #expect(chosen(Input(5.0, path: "d", evidence: absolute)) == 5)
  }

  @Test func `is the mean of a distribution and the share of yes`() {
    let world = InputWorld.chosen(ChosenInputs(values: ["m": 60, "s": 0.9]))
    #expect(world.factor("m", factors, magnitude: 20) == 3)
    let shares = Input(
      Shares([("no", 0.3), ("yes", 0.7)]), path: "s", evidence: factors)
    #expect(world(shares).map { ($0 * 1000).rounded() } == [100, 900])
  }
}

@Suite struct `A drawn input` {
  /// u < ½ leads from the low end 10 to the value 20, u ≥ ½ on to the high end 40, in straight lines.
  @Test func `lies at the low end for 0, at its value for ½, at the high end for 1`() throws {
    let input = Input(20.0, path: "a", evidence: absolute)
    let all = try worlds("a", absolute)
    for (u, world) in all {
      let expected = u < 0.5 ? 10 + 20 * u : 20 + 40 * (u - 0.5)
      #expect(abs(world(input) - expected) < 1e-9)
    }
    func value(nearest target: Double) throws -> Double {
      let found = try #require(all.min { abs($0.u - target) < abs($1.u - target) })
      return found.world(input)
    }
    #expect(abs(try value(nearest: 0) - 10) < 0.05)
    #expect(abs(try value(nearest: 0.5) - 20) < 0.05)
    #expect(abs(try value(nearest: 1) - 40) < 0.05)
  }

  /// Half of the values lie on each side of the declared one: mean u ½, variance 1/12.
  @Test func `has an even position`() throws {
    let u = try worlds("a", absolute).map(\.u)
    let mean = u.reduce(0, +) / 4_000
    #expect(abs(mean - 0.5) < 3.3 * (1.0 / 12 / 4_000).squareRoot())
    #expect(u.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  /// log factor = (1 − 2u) log 0.5 below, (2u − 1) log 4 above: 2^(2u−1) and 4^(2u−1).
  @Test func `with a range of factors moves in logarithms`() throws {
    for (u, world) in try worlds("b", factors) {
      let factor = world.factor("b", factors, magnitude: 3)
      let squares = u < 0.5 ? 2 * u - 1 : 2 * (2 * u - 1)
      // 2^squares by repeated square roots of the bits of its exponent.
      #expect(abs(binaryLogarithm(factor) - squares) < 1e-6)
    }
  }

  @Test func `stays at its value in the declared world, and without a range`() {
    let input = Input(20.0, path: "a", evidence: absolute)
    #expect(InputWorld.declared(input) == 20)
    let world = InputWorld.drawn(seed: 7, replication: 1)
    #expect(world(Input(20.0, path: "a", evidence: Evidence(grade: .d, isStated: true))) == 20)
    let law = Evidence(grade: .a, range: .absolute(low: 10, high: 40), isStated: true)
    #expect(world(Input(20.0, path: "a", evidence: law)) == 20)
  }

  @Test func `depends on seed, replication and path alone`() throws {
    let one = InputWorld.drawn(seed: 7, replication: 1)
    #expect(
      one.place("a", absolute)?.u
        == InputWorld.drawn(seed: 7, replication: 1).place("a", factors)?.u)
    #expect(one.place("a", absolute)?.u != one.place("b", absolute)?.u)
    #expect(
      one.place("a", absolute)?.u
        != InputWorld.drawn(seed: 8, replication: 1).place("a", absolute)?.u)
    #expect(
      one.place("a", absolute)?.u
        != InputWorld.drawn(seed: 7, replication: 2).place("a", absolute)?.u)
  }

  @Test func `that is a probability stays one`() throws {
    let chance = Input(Probability(clamping: 0.5), path: "b", evidence: factors)
    for (u, world) in try worlds("b", factors) {
      let value = world(chance)
      #expect(value >= 0.25 - 1e-9 && value <= 1)
      if u > 0.76 { #expect(value == 1) }
    }
  }

  /// low 60 %, general 32 %, high 8 %, factors 0.8 to 1.2: the two smaller are scaled alike, and low
  /// takes the rest.
  @Test func `of shares scales all but the largest, which takes the rest`() throws {
    let evidence = Evidence(grade: .d, range: .factor(low: 0.8, high: 1.2), isStated: true)
    let shares = Input(
      Shares([("general", 0.32), ("high", 0.08), ("low", 0.6)]), path: "s", evidence: evidence)
    for (_, world) in try worlds("s", evidence) {
      let factor = world.factor("s", evidence, magnitude: 1)
      let found = world(shares)
      #expect(abs(found[0] - 0.32 * factor) < 1e-12)
      #expect(abs(found[1] - 0.08 * factor) < 1e-12)
      #expect(abs(found[2] - (1 - 0.4 * factor)) < 1e-12)
    }
  }

  /// A yes/no attribute of 80 % in [50 %, 99 %]: the range is that of "yes".
  @Test func `of a yes/no attribute moves the yes`() throws {
    let evidence = Evidence(grade: .d, range: .absolute(low: 0.5, high: 0.99), isStated: true)
    let shares = Input(Shares.yes(Probability(clamping: 0.8)), path: "w", evidence: evidence)
    let yes = try #require(shares.value.entries.firstIndex { $0.name == "yes" })
    for (u, world) in try worlds("w", evidence) {
      let found = world(shares)
      let expected = u < 0.5 ? 0.5 + 0.6 * u : 0.8 + 0.38 * (u - 0.5)
      #expect(abs(found[yes] - expected) < 1e-12)
      #expect(abs(found[0] + found[1] - 1) < 1e-12)
    }
  }
}

/// log₂ of a positive number.
private func binaryLogarithm(_ value: Double) -> Double {
  var result = Double(value.exponent)
  var rest = value.significand
  var bit = 0.5
  while bit > 1e-12 {
    rest *= rest
    if rest >= 2 {
      result += bit
      rest /= 2
    }
    bit /= 2
  }
  return result
}
