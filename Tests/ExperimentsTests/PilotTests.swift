import ApprovalModel
import Inference
import Testing

@testable import Experiments

/// M/M/3 with load `load`, services of 2 hours on average, from empty.
private func queue(
  load: Double, warmUp: String = "auto", staff: Int = 3, kind: String = "kind: steady"
) -> String {
  """
  format: 1
  title: {zh: 测试, en: Test}
  calendar: always
  study:
    \(kind)
    window: {from: 2024-01-01, to: 2024-06-30}
    warmUp: \(warmUp)
    followFor: 3 months
    baseline: queue
    seed: 5
    replications: 20
  applicants:
    customer:
      arrivals: {perCalendarDay: \(load * 36)}
  offices:
    server: {staff: \(staff)}
  matters:
    service: {office: server, review: {work: {exponential: {mean: 2 hours}}}}
  designs:
    queue: []
  """
}

@Suite struct `A warm-up left to pilot runs` {
  /// The mean number in an M/M/3 from empty approaches its limit with the relaxation time of the queue, some
  /// 2ρ/(3μ(1−ρ)²) = 21 days at a load of 0.95; the exact mean time in the system is 2 hours × (1 + C/(3(1−ρ))) with
  /// Erlang C = 0.9070: 14.09 hours.
  @Test func `takes the start out of a busy queue`() async throws {
    let exact = 2 * (1 + 0.9070 / (3 * 0.05)) / 24
    let scenario = try scenario(queue(load: 0.95))
    let request = try await warmedUp(StudyRequest(scenario: scenario))
    let pilot = try #require(request.pilot)
    #expect(pilot.isUsed)
    #expect(pilot.days >= 20, "\(pilot.days) days")
    var results = try await study(scenario, replications: 100)
    #expect(results.manifest.warmUpIsFound)
    #expect(results.manifest.warmUpDays == pilot.days)
    let found = try results.estimate("need-to-operate", of: "queue")
    let (estimate, noise) = (try #require(found.estimate), try #require(found.runNoise))
    #expect(
      abs(estimate / exact - 1) < 0.02 + noise.halfWidth / exact,
      "\(estimate) for \(exact), ± \(noise.halfWidth)")
    // From empty the same window is biased by more: what the pilot is for.
    let cold = try CivilDate(iso: "2024-01-31").map { day in
      var short = try ExperimentsTests.scenario(queue(load: 0.95, warmUp: "0 calendar days"))
      short.study.window = short.study.window.lowerBound...day
      return short
    }
    results = try await study(try #require(cold), replications: 100)
    let biased = try #require(try results.estimate("need-to-operate", of: "queue").estimate)
    #expect(biased < 0.9 * exact)
  }

  /// With more people than cases nobody waits, and the first day is like any other.
  @Test func `is short where nothing has to settle`() async throws {
    let request = try await warmedUp(
      StudyRequest(scenario: try scenario(queue(load: 0.95, staff: 1_000))))
    let pilot = try #require(request.pilot)
    #expect(pilot.days <= 45, "\(pilot.days) days of \(pilot.designs[0].series.count)")
    #expect(pilot.designs[0].isSettled)
    #expect(pilot.designs[0].curve.count > 10)
  }

  @Test func `is one date for all designs, and is recorded`() async throws {
    let text =
      queue(load: 0.9).replacing("  queue: []", with: "  queue: []\n  more: [people]")
      .replacing(
        "designs:",
        with: "reforms:\n  people: {changes: [{capacity: server, staff: 20}]}\ndesigns:")
    let scenario = try scenario(text)
    let request = try await warmedUp(StudyRequest(scenario: scenario))
    let pilot = try #require(request.pilot)
    #expect(pilot.designs.map(\.name) == ["queue", "more"])
    #expect(pilot.days == pilot.designs.map(\.days).max())
    #expect(
      request.scenario.study.firstDay
        == scenario.study.window.lowerBound.adding(days: -pilot.days))
    // The same again, with any number of threads.
    let again = try await warmedUp(
      StudyRequest(scenario: scenario), in: StudyContext(threads: 1))
    #expect(again.pilot == pilot)
  }

  @Test func `is not found from a handful of needs`() async throws {
    let text = queue(load: 0.9).replacing(
      "perCalendarDay: 32.4", with: "perCalendarDay: 0.001")
    do {
      _ = try await study(try scenario(text))
      Issue.record("a warm-up was found")
    } catch StudyError.unsuitable(let message) {
      #expect(message.en.contains("fewer than 50 days"))
    }
  }

  @Test func `looks at the days before a transition only, in the baseline`() async throws {
    let text = queue(load: 0.9, kind: "kind: transition\n  from: 2024-04-01")
      .replacing("  queue: []", with: "  queue: []\n  more: [people]")
      .replacing(
        "designs:",
        with: "reforms:\n  people: {changes: [{capacity: server, staff: 20}]}\ndesigns:")
    let request = try await warmedUp(StudyRequest(scenario: try scenario(text)))
    let pilot = try #require(request.pilot)
    #expect(pilot.designs.map(\.name) == ["queue"])
    #expect(try #require(pilot.designs[0].series.last).day < 366 + 91)
  }

  /// Declared too short for a busy queue: said where the study is long enough to pay for pilots.
  @Test(arguments: [(99, false), (100, true)])
  func `warns of one that is declared too short`(replications: Int, warns: Bool) async throws {
    let text = queue(load: 0.95, warmUp: "1 calendar days")
    let results = try await study(try scenario(text), replications: replications)
    #expect(results.notices.contains { $0.en.contains("'warmUp: auto'") } == warns)
    #expect(results.manifest.warmUpDays == 1)
    #expect(!results.manifest.warmUpIsFound)
  }
}
