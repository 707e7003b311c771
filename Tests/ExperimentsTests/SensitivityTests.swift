import ApprovalModel
import Inference
import Testing

@testable import Experiments

/// Two fees that a reform saves, one with twice the range of the other, and numbers that do not matter
/// to the cost.
private let text =
  head()
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 1}
    offices:
      permits: {staff: 2, grade: D, range: [1x, 2x]}
    matters:
      water:
        office: permits
        fee: {value: 100 yuan, grade: C, range: [50, 150]}
        review: {work: {exponential: {mean: 5 hours}}, grade: D, range: [0.5x, 2x]}
      power:
        office: permits
        fee: {value: 200 yuan, grade: D, range: [100, 300]}
        review: {work: 1 hours}
    reforms:
      none-needed: {changes: [{cancel: water}, {cancel: power}]}
    designs:
      before: []
      after: [none-needed]
    """

private func request(_ outcome: String = "cost", points: Int = 256) throws -> SensitivityRequest {
  var study = StudyRequest(scenario: try scenario(text))
  study.designs = ["after"]
  study.outcomes = [OutcomeChoice(outcome)]
  study.replications = 2
  var request = SensitivityRequest(study)
  request.points = points
  return request
}

extension SensitivityResults {
  fileprivate func share(_ path: String) throws -> VarianceShare {
    try #require(
      shares.first {
        if case .input(let input) = $0.source { input.path == path } else { false }
      })
  }
}

/// Exact: the cost falls by both fees, uniform over widths 100 and 200.
///
/// The variance is
/// (100² + 200²) / 12, of which one fifth and four fifths; nothing is luck.
@Suite struct `A sensitivity analysis` {
  private let water = "matters.water.fee"
  private let power = "matters.power.fee"

  @Test func `finds the shares of a sum, and none of what does not matter`() async throws {
    let results = try await measureSensitivity(try request())
    #expect(results.trajectories == 0 && results.inputs == 4)
    let variance = try #require(results.variance)
    #expect(abs(variance - 50_000 / 12) < 50_000 / 12 * 0.02)
    for (path, exact) in [(water, 0.2), (power, 0.8)] {
      let share = try results.share(path)
      #expect(share.firstOrder.interval.contains(exact), "\(path): \(share.firstOrder)")
      #expect(share.total.interval.contains(exact), "\(path): \(share.total)")
      #expect(share.firstOrder.interval.halfWidth < 0.15)
    }
    let nothing = SobolIndices.Share?.none
    for share in results.shares where share.source != .noise {
      guard case .input(let input) = share.source, ![water, power].contains(input.path) else {
        continue
      }
      #expect(share.firstOrder.estimate == 0 && share.total.estimate == 0)
    }
    #expect(abs(results.noise?.estimate ?? 1) < 1e-12, "fees are no luck")
    let grades = results.grades
    #expect(grades.map(\.grade) == [.a, .b, .bMinus, .c, .d])
    #expect(grades.prefix(3).allSatisfy { $0.share == nothing && $0.inputs == 0 })
    #expect(grades[3].inputs == 1 && grades[4].inputs == 3)
    #expect(grades[3].share?.interval.contains(0.2) == true)
    #expect(grades[4].share?.interval.contains(0.8) == true)
    #expect(results.gradeInteractions?.interval.contains(0) == true)
  }

  @Test func `screens, and lets all other inputs vary as one group`() async throws {
    var request = try request()
    request.inputs = 1
    let results = try await measureSensitivity(request)
    #expect(results.trajectories == 10)
    #expect(results.screening.map(\.input.path).prefix(2) == [power, water])
    // Over its whole range, a fee changes the difference by just that range, whatever the others are.
    let widths = results.screening.map(\.measures.meanSize)
    // but for the rounding of fees to whole fen.
    #expect(abs(widths[0] - 200) < 0.02 && abs(widths[1] - 100) < 0.02)
    #expect(widths[2] == 0 && widths[3] == 0)
    #expect(abs(results.screening[0].measures.mean + 200) < 0.02)
    #expect(results.screening[0].measures.deviation < 0.02)
    #expect(results.shares.map(\.source).dropFirst() == [.others(3), .noise])
    #expect(results.shares[0].firstOrder.interval.contains(0.8))
    #expect(results.shares[1].firstOrder.interval.contains(0.2))
    #expect(results.tornado.map(\.input.path) == [power])
  }

  @Test func `puts each input at the ends of its range`() async throws {
    let results = try await measureSensitivity(try request(points: 16))
    #expect(results.difference?.estimate == -300)
    #expect(results.tornado.map(\.input.path).prefix(2) == [power, water])
    #expect(results.tornado[0].low?.estimate == -200 && results.tornado[0].high?.estimate == -400)
    #expect(
      results.tornado[0].swing
        == Effect(
          -200, interval: Interval(low: -200, high: -200), runNoise: Interval(low: -200, high: -200)
        ))
    #expect(results.tornado[1].low?.estimate == -250 && results.tornado[1].high?.estimate == -350)
    #expect(results.tornado[2].swing?.estimate == 0)
  }

  @Test func `leaves to luck what no input moves`() async throws {
    var request = try request("need-to-operate", points: 64)
    // The work of reviews keeps its value: only the fees are left, and they take no time.
    for i in request.study.scenario.inputs.indices
    where !request.study.scenario.inputs[i].path.hasSuffix("fee") {
      request.study.scenario.inputs[i].evidence.range = nil
    }
    let results = try await measureSensitivity(request)
    #expect(results.inputs == 2)
    let noise = try #require(results.shares.last)
    #expect(noise.source == .noise)
    #expect(noise.firstOrder.interval.contains(1) && noise.total.interval.contains(1))
    #expect(try results.share(water).total.estimate == 0)
    #expect(results.grades[4].share?.estimate == 0)
  }

  @Test func `does not depend on threads or on what was kept`() async throws {
    var request = try request("need-to-operate-p90", points: 16)
    request.inputs = 2
    let shelf = Shelf()
    let first = try await measureSensitivity(
      request, in: StudyContext(threads: 1, store: shelf))
    let some = shelf.kept.filter { $0.key.hasSuffix("1") || $0.key.hasPrefix("screening") }
    #expect(some.count > 8 && some.count < shelf.kept.count)
    for context in [StudyContext(threads: 3), StudyContext(store: Shelf(some))] {
      let again = try await measureSensitivity(request, in: context)
      #expect(again.shares == first.shares && again.tornado == first.tornado)
      #expect(again.screening == first.screening && again.grades == first.grades)
    }
  }

  @Test func `refuses what it cannot answer`() async throws {
    func isRefused(_ change: (inout SensitivityRequest) -> Void) async throws -> Bool {
      var request = try request()
      change(&request)
      do {
        _ = try await measureSensitivity(request)
        return false
      } catch StudyError.unsuitable { return true }
    }
    #expect(
      try await isRefused { request in
        for i in request.study.scenario.inputs.indices {
          request.study.scenario.inputs[i].evidence.range = nil
        }
      }, "nothing varies")
    #expect(try await isRefused { $0.study.outcomes.append(OutcomeChoice("official-time")) })
    #expect(try await isRefused { $0.study.designs = ["before"] })
  }
}
