import ApprovalModel
import Inference
import Testing

@testable import Experiments

/// Two matters alike, one that follows them, and a reform of an office that nobody goes to.
private let text =
  head()
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 4, grade: D, range: [3, 4.5]}
    offices:
      permits: {staff: 1}
      spare: {staff: 1}
    matters:
      water:
        office: permits
        fee: 100 yuan
        review: {work: {exponential: {mean: 2 hours}}}
      power:
        office: permits
        fee: 100 yuan
        review: {work: {exponential: {mean: 2 hours}}}
      opening:
        office: permits
        needs: [water, power]
        review: {work: {exponential: {mean: 1 hours}}}
    reforms:
      no-water: {changes: [{cancel: water}]}
      no-power: {changes: [{cancel: power}]}
      no-opening: {requires: [no-power], changes: [{cancel: opening}]}
      more-spare: {changes: [{capacity: spare, staff: 4}]}
    designs:
      before: []
      power-only: [no-power]
      all: [no-water, no-power, no-opening, more-spare]
    """

private func request(_ outcomes: String..., design: Name = "all") throws -> StudyRequest {
  var request = StudyRequest(scenario: try scenario(text))
  request.designs = [design]
  request.outcomes = outcomes.map { OutcomeChoice($0) }
  return request
}

extension OutcomeAttribution {
  fileprivate func contribution(_ reform: Name) throws -> Contribution {
    try #require(contributions.first { $0.reform == reform })
  }
}

@Suite struct `An attribution` {
  @Test func `divides exactly the difference that compare finds`() async throws {
    let results = try await attribute(try request())
    #expect(results.isExact)
    // Four reforms, one behind another: 4!/2 orders, 16 sets less the 4 that lack what is required.
    #expect(results.orders == 12)
    #expect(results.coalitions == 12)
    let compared = try await study(try scenario(text), designs: ["all"])
    #expect(results.outcomes.count == 5)
    for outcome in results.outcomes {
      let total = try #require(outcome.total)
      let sum = outcome.contributions.reduce(Int128(0)) { $0 + $1.sum }
      #expect(sum == Int128(total.estimate / outcome.grid) * Int128(results.orders))
      let expected = try #require(
        compared.comparisons[0].outcomes.first { $0.key == outcome.key })
      #expect(abs(total.estimate - (expected.difference ?? .nan)) <= outcome.grid)
      let noise = try #require(total.runNoise)
      #expect(abs(noise.low - (expected.runNoise?.low ?? .nan)) < 1e-6)
      let interval = try #require(total.interval)
      #expect(abs(interval.high - (expected.interval?.high ?? .nan)) < 1e-6)
    }
  }

  @Test func `gives a reform that does nothing exactly nothing`() async throws {
    for outcome in try await attribute(try request()).outcomes {
      let idle = try outcome.contribution("more-spare")
      let zero = Effect(
        0, interval: Interval(low: 0, high: 0), runNoise: Interval(low: 0, high: 0))
      #expect(idle.effect == zero && idle.solo == zero && idle.last == zero)
      #expect(idle.least.effect == zero && idle.greatest.effect == zero)
      for pair in outcome.interactions where [pair.first, pair.second].contains("more-spare") {
        #expect(pair.kind == .separate)
      }
    }
  }

  @Test func `gives symmetric reforms the same to the bit`() async throws {
    var request = try request("cost")
    request.scenario.designs[2] = Design(name: "all", reforms: ["no-water", "no-power"])
    let outcome = try #require(try await attribute(request).outcomes.first)
    let (water, power) = (
      try outcome.contribution("no-water"), try outcome.contribution("no-power")
    )
    #expect(water.effect == power.effect && water.sum == power.sum)
    #expect(water.effect.estimate == -100)
    #expect(outcome.interactions.map(\.kind) == [.separate])
    #expect(outcome.jointEffect?.estimate == 0)
  }

  @Test func `of a chain follows its only order`() async throws {
    var request = try request("need-to-operate-idle")
    request.scenario.designs[2] = Design(name: "all", reforms: ["no-power", "no-opening"])
    let results = try await attribute(request)
    #expect(results.orders == 1 && results.coalitions == 3)
    let outcome = results.outcomes[0]
    let (first, second) = (
      try outcome.contribution("no-power"), try outcome.contribution("no-opening")
    )
    #expect(first.solo == first.effect && first.last == first.effect)
    #expect(second.least.before == ["no-power"])
    let compared = try await study(try scenario(text), designs: ["power-only"])
    let alone = try compared.difference("need-to-operate-idle", of: "power-only")
    #expect(abs(first.effect.estimate - (alone.difference ?? .nan)) <= 2 * outcome.grid)
    #expect(outcome.interactions.isEmpty, "one requires the other")
  }

  /// Half of a sum of two values, worked by hand from the sets that `compare` runs.
  @Test func `of two reforms is the mean of first and last`() async throws {
    var request = try request("need-to-operate-p90")
    request.scenario.designs[2] = Design(name: "all", reforms: ["no-power", "no-water"])
    let outcome = try await attribute(request).outcomes[0]
    for one in outcome.contributions {
      let mean = (one.solo.estimate + one.last.estimate) / 2
      #expect(abs(one.effect.estimate - mean) < 1e-9)
      #expect(one.least.effect.estimate == min(one.solo.estimate, one.last.estimate))
    }
    let joint = try #require(outcome.jointEffect)
    #expect(abs(outcome.interactions[0].effect.estimate - joint.estimate) < 1e-9)
    #expect(outcome.method == .jackknife)
  }

  @Test func `does not depend on threads or on what was kept`() async throws {
    let request = try request()
    let shelf = Shelf()
    let first = try await attribute(request, in: StudyContext(threads: 1, store: shelf))
    #expect(shelf.kept.count == 12 * 20)
    #expect(shelf.kept.keys.contains("coalition/no-opening+no-power/replication/12"))
    let second = try await attribute(request, in: StudyContext(threads: 3))
    #expect(first.outcomes == second.outcomes)
    let some = shelf.kept.filter { $0.key.hasSuffix("1") }
    let third = try await attribute(request, in: StudyContext(store: Shelf(some)))
    #expect(first.outcomes == third.outcomes)
  }

  @Test func `keeps a baseline's reforms in every set`() async throws {
    var request = try request("need-to-operate-idle")
    request.baseline = "power-only"
    let results = try await attribute(request)
    #expect(results.reforms == ["more-spare", "no-opening", "no-water"])
    #expect(results.orders == 6)
  }

  @Test func `of more than ten reforms samples orders and still adds up`() throws {
    #expect(mostExact == 10)
    var draws = KeyedDraws(seed: 1, purpose: "test")
    let precedence = try Precedence(requires: (0..<12).map { $0 == 11 ? [0] : [] })
    let sampler = try OrderSampler(precedence)
    let sampled = (0..<5).map { _ in sampler.order(using: &draws) }
    let orders = AttributionRun.Orders(sampled: sampled, precedence)
    // Every player brings its number plus one; the last two bring five more together.
    func worth(_ mask: UInt64) -> Double {
      let own = (0..<12).reduce(0.0) { $0 + (mask >> UInt64($1) & 1 == 1 ? Double($1 + 1) : 0) }
      return own + (mask >> 10 == 3 ? 5 : 0)
    }
    let names = (0..<12).map { "r\($0)" }
    let rows = orders.masks.map { mask in
      (0..<3).map { _ in
        AttributionRun.Part(
          declared: Trial(
            samples: [.ratio(worth(mask), 1)], counts: [GroupCount(count: 1, open: 0)]),
          drawn: nil)
      }
    }
    let outcome = AttributionEstimator(
      orders: orders, reforms: names,
      definition: OutcomeDefinition(
        key: OutcomeKey("steps", .all, .perCase, better: .lower), statistic: .mean,
        censoredBy: nil, read: { _ in .ratio(0, 0) }), outcome: 0, rows: rows, drawsInputs: false
    ).attribution
    let total = try #require(outcome.total)
    #expect(total.estimate == 83)
    #expect(
      outcome.contributions.reduce(Int128(0)) { $0 + $1.sum }
        == Int128(83 / outcome.grid) * Int128(5))
    for (i, one) in outcome.contributions.enumerated() where i < 10 {
      #expect(one.effect.estimate == Double(i + 1))
      #expect(one.effect.runNoise?.halfWidth == 0)
    }
    // The two share what they bring together by chance: the sampling error is in their intervals.
    let last = outcome.contributions[11]
    #expect((12.0...17.0).contains(last.effect.estimate))
    #expect((last.effect.runNoise?.halfWidth ?? 0) > 0)
    #expect(outcome.interactions.isEmpty)
  }

  @Test func `refuses what cannot be divided`() async throws {
    func error(_ request: StudyRequest) async -> StudyError? {
      do {
        _ = try await attribute(request)
        return nil
      } catch { return error }
    }
    guard case .unsuitable = await error(try request(design: "before")) else {
      Issue.record("the baseline has no difference to itself")
      return
    }
    var other = try request(design: "power-only")
    other.baseline = "all"
    guard case .unsuitable(let message) = await error(other) else {
      Issue.record("a reform of the baseline is missing")
      return
    }
    #expect(message.en.contains("'power-only' lacks the baseline's reform 'more-spare'"))
    #expect(
      await error(try request("official-tim"))
        == .unknownOutcome("official-tim", near: "official-time"))
  }
}
