import ApprovalModel
import Inference
import Testing

@testable import Experiments

/// M/M/3, services of half an hour on average, 136.8 arrivals a day: a load of 0.95, from empty.
private func queue(
  warmUp: String = "auto", staff: Int = 3, arrivals: String = "136.8", kind: String = "steady"
) -> String {
  """
  format: 1
  title: {zh: 测试, en: Test}
  calendar: always
  study:
    kind: \(kind)
    window: {from: 2024-01-01, to: 2024-03-31}
    warmUp: \(warmUp)
    followFor: 1 month
    observe: 1 calendar day
    baseline: queue
    seed: 5
    replications: 20
  applicants:
    customer:
      arrivals: {perCalendarDay: \(arrivals)}
  offices:
    server: {staff: \(staff)}
  matters:
    service: {office: server, review: {work: {exponential: {mean: 30 minutes}}}}
  designs:
    queue: []
  """
}

/// The same with a second design.
private func twoDesigns(_ text: String, _ change: String) -> String {
  text.replacing("  queue: []", with: "  queue: []\n  other: [change]")
    .replacing("designs:", with: "reforms:\n  change: {changes: [{\(change)}]}\ndesigns:")
}

/// By how much the mean number in that queue falls short of its limit in a window of 91 days that begins
/// `days` after it was empty; a part of the limit.
///
/// The equations of the birth and death process, by steps of 1/600 day.
private func bias(after days: Int) -> Double {
  let (arrivals, services, states) = (136.8, 48.0, 250)
  let step = 1.0 / 600
  var chances = [1.0] + Array(repeating: 0.0, count: states)
  var (sum, count) = (0.0, 0.0)
  for time in 0..<((days + 91) * 600) {
    if time >= days * 600 {
      sum += chances.indices.reduce(0.0) { $0 + Double($1) * chances[$1] }
      count += 1
    }
    var next = chances
    for n in 0..<states {
      let up = arrivals * chances[n] - services * Double(min(n + 1, 3)) * chances[n + 1]
      next[n] -= step * up
      next[n + 1] += step * up
    }
    chances = next
  }
  // Erlang C for three people at 0.95 is 0.9070: L = 2.85 + C × 19.
  return 1 - sum / count / (2.85 + 0.9070 * 19)
}

@Suite struct `A warm-up left to pilot runs` {
  @Test func `takes the start out of a busy queue`() async throws {
    let request = try await warmedUp(StudyRequest(scenario: try scenario(queue())))
    let pilot = try #require(request.pilot)
    #expect(pilot.isUsed && pilot.designs[0].isSettled)
    #expect(abs(bias(after: pilot.days)) < 0.02, "after \(pilot.days) days")
    // Without it the window would fall short by more.
    #expect(bias(after: 0) > 0.025)
    #expect(request.scenario.study.warmUp == TimeSpan(Double(pilot.days), .calendarDays))
  }

  /// With more people than cases nobody waits, and the first day is like any other.
  @Test func `is short where nothing has to settle`() async throws {
    let request = try await warmedUp(
      StudyRequest(scenario: try scenario(queue(staff: 1_000))))
    let pilot = try #require(request.pilot)
    #expect(pilot.days <= 45, "\(pilot.days) days of \(pilot.designs[0].series.count)")
    #expect(pilot.designs[0].isSettled)
    #expect(pilot.designs[0].curve.count > 10)
  }

  @Test func `is one date for all designs, and is recorded`() async throws {
    let scenario = try scenario(
      twoDesigns(queue(arrivals: "120"), "capacity: server, staff: 20"))
    let request = try await warmedUp(StudyRequest(scenario: scenario))
    let pilot = try #require(request.pilot)
    #expect(pilot.designs.map(\.name) == ["queue", "other"])
    #expect(pilot.days == pilot.designs.map(\.days).max())
    #expect(
      request.scenario.study.firstDay
        == scenario.study.window.lowerBound.adding(days: -pilot.days))
    // The same again, with any number of threads.
    let again = try await warmedUp(
      StudyRequest(scenario: scenario), in: StudyContext(threads: 1))
    #expect(again.pilot == pilot)
    let results = try await study(scenario, replications: 2)
    #expect(results.manifest.warmUpIsFound && results.manifest.warmUpDays == pilot.days)
    #expect(results.pilot == pilot)
  }

  @Test func `is not found from a handful of needs`() async throws {
    let text = queue(arrivals: "0.01")
    do {
      _ = try await study(try scenario(text))
      Issue.record("a warm-up was found")
    } catch StudyError.unsuitable(let message) {
      #expect(message.en.contains("fewer than 50 days"))
    }
  }

  @Test func `looks at the days before a transition only, in the baseline`() async throws {
    let text = twoDesigns(
      queue(arrivals: "20", kind: "transition\n  from: 2024-03-01"),
      "standardize: service, spread: 0.5x")
    let request = try await warmedUp(StudyRequest(scenario: try scenario(text)))
    let pilot = try #require(request.pilot)
    #expect(pilot.designs.map(\.name) == ["queue"])
    #expect(try #require(pilot.designs[0].series.last).day == 365 + 59)
  }

  /// Declared too short for a busy queue: said where the study is long enough to pay for pilots.
  @Test(arguments: [(199, false), (200, true)])
  func `warns of one that is declared too short`(replications: Int, warns: Bool) async throws {
    let text = queue(warmUp: "1 calendar days", arrivals: "139")
      .replacing("to: 2024-03-31", with: "to: 2024-01-02")
    let results = try await study(try scenario(text), replications: replications)
    #expect(results.notices.contains { $0.en.contains("pilot runs") } == warns)
    #expect(results.manifest.warmUpDays == 1)
    #expect(!results.manifest.warmUpIsFound)
  }
}
