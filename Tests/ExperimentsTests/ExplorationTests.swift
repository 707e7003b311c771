import ApprovalModel
import Inference
import Testing

@testable import Experiments

/// Two papers that take 0 to 10 days to make and a day to look at; each design spares one of them, so
/// that its gain is one day more than the making takes.
private func papers() throws -> Scenario {
  try scenario(
    head(study: "primary: {outcome: need-to-operate-idle, worthwhile: 6 working days}") + """
      applicants:
        firm:
          arrivals: {perCalendarDay: 2, grade: D, range: [1, 3]}
      offices:
        registry: {staff: 1000}
      matters:
        first:
          office: registry
          prepare: {value: 5 working days, grade: D, range: [0, 10]}
          review: {work: 24 hours}
        second:
          after: [first]
          office: registry
          prepare: {value: 5 working days, grade: D, range: [0, 10]}
          review: {work: 24 hours}
      reforms:
        no-first: {changes: [{cancel: first}]}
        no-second: {changes: [{cancel: second}]}
      designs:
        before: []
        first-out: [no-first]
        second-out: [no-second]
      """)
}

private func explored(
  _ scenario: Scenario, points: Int = 128, replications: Int? = 2, threads: Int? = nil,
  atLeast: Double? = nil
) async throws -> ExplorationResults {
  var study = StudyRequest(scenario: scenario)
  study.replications = replications
  var request = ExplorationRequest(study)
  request.points = points
  request.atLeast = atLeast
  return try await explore(request, in: StudyContext(threads: threads))
}

@Suite struct `Exploring combinations of inputs` {
  // The gain is at least 6 where making takes 5 days or more: half of the range.
  @Test func `counts those that keep the promise`() async throws {
    let found = try await explored(try papers())
    #expect(found.atLeast == 6)
    for design in found.designs {
      #expect(design.count.runs == 128)
      #expect(abs(design.count.density - 0.5) <= 2.0 / 128)
      #expect(design.interval.contains(0.5))
      #expect(design.disagreement == 0)
    }
  }

  @Test func `finds the limits of the one input that decides, and they hold in the other half`()
    async throws
  {
    let found = try await explored(try papers())
    let first = try #require(found.designs.first { $0.name == "first-out" })
    let box = try #require(first.failures)
    let limit = try #require(box.restrictions.first)
    #expect(box.restrictions.count == 1)
    #expect(found.inputs[limit.input].listing.path == "matters.first.prepare")
    // u = ½ is the value, 5 days; the points lie a 64th apart in the half that finds the box.
    #expect(limit.limits.low == 0 && abs(limit.limits.high - 0.5) < 0.05)
    #expect(limit.quasiP < 1e-6)
    #expect(try #require(box.heldOut.density) > 0.9)
    #expect(try #require(box.heldOut.coverage) > 0.9)
    let success = try #require(first.successes)
    #expect(success.restrictions.map(\.input) == [limit.input])
    #expect(success.restrictions[0].limits.high == 1)
  }

  // Regret of `first-out` is max(0, B − A), A and B uniform from 0 to 10: mean 10/6, and 0 half the
  // time; of the baseline max(A, B) + 1: mean 20/3 + 1.
  @Test func `measures what is lost against the best design of each combination`() async throws {
    let found = try await explored(try papers(), points: 256)
    #expect(found.regrets.map(\.name) == ["before", "first-out", "second-out"])
    #expect(abs(found.regrets[0].mean - (20.0 / 3 + 1)) < 0.1)
    #expect(abs(found.regrets[1].mean - 10.0 / 6) < 0.1)
    #expect(abs(found.regrets[1].bestShare - 0.5) < 0.02)
    #expect(found.regrets[0].bestShare == 0)
    #expect(found.regrets[1].most > 9 && found.regrets[1].most < 10)
    #expect(found.minimaxRegret != "before")
    // P(B − A > x) = (1 − x/10)²/2 is a tenth at x = 5.53.
    #expect(abs(found.regrets[1].p90 - 5.53) < 0.3)
  }

  @Test func `finds no box where nothing fails`() async throws {
    let found = try await explored(try papers(), points: 64, atLeast: 0.5)
    for design in found.designs {
      #expect(design.count.density == 1)
      #expect(design.failures == nil && design.successes == nil)
      #expect(design.interval.high == 1 && design.interval.low > 0.9 && design.interval.low < 1)
    }
  }

  @Test func `does not depend on the number of threads`() async throws {
    let one = try await explored(try papers(), points: 16, threads: 1)
    let two = try await explored(try papers(), points: 16, threads: 2)
    #expect(one.designs == two.designs && one.regrets == two.regrets)
  }

  @Test func `needs an input with a range`() async throws {
    var text = try papers()
    text.inputs = []
    await #expect(throws: StudyError.self) { try await explored(text) }
  }
}

@Suite struct `Points over ranges` {
  @Test func `are Sobol's up to 40 inputs and a Latin hypercube beyond`() throws {
    let few = try InputPoints(paths: (0..<40).map { "a\($0)" }, count: 64, seed: 1)
    let many = try InputPoints(paths: (0..<41).map { "a\($0)" }, count: 64, seed: 1)
    #expect(few.method == .sobol && many.method == .latinHypercube)
    for points in [few, many] {
      #expect(points.rows.count == 64)
      for i in points.paths.indices {
        // One point in each slice of every range.
        let slices = Set(points.rows.map { Int($0[i] * 64) })
        if points.method == .latinHypercube { #expect(slices.count == 64) }
        #expect(points.rows.allSatisfy { $0[i] >= 0 && $0[i] < 1 })
        #expect(abs(points.rows.reduce(0) { $0 + $1[i] } / 64 - 0.5) < 0.02)
      }
    }
  }

  // Wilson (1927) by hand for 81 of 263, an example of Newcombe (Statistics in Medicine 17, 1998):
  // 0.2553 to 0.3662.
  @Test func `have the Wilson interval of a share`() {
    let interval = wilson(RunCount(runs: 263, successes: 81))
    #expect(abs(interval.low - 0.2553) < 0.00005)
    #expect(abs(interval.high - 0.3662) < 0.00005)
  }
}
