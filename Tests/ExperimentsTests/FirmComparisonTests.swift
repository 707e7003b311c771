import ApprovalModel
import Kernel
import Simulation
import Testing

@testable import Experiments

@Suite struct `Gains and losses of firms` {
  private func counts(_ applications: [(Int64, Int64?)], threshold: Double) -> FirmCounts {
    FirmCounts(
      applications.map { FirmCounts.Application(firm: $0.0, change: $0.1) }, threshold: threshold)
  }

  // A threshold of 10 an application. Firm 1: −6 −6 of 20, no gain although −12 passes that of one
  // application; firm 2: −25 +5 gains by all of its applications; firm 3: +10 loses; firm 4 has
  // none approved in both worlds and is counted with no share; firm 5's only one approved stays.
  @Test func `are those of all its applications together`() {
    let found = counts(
      [
        (3, 10), (1, -6), (2, -25), (1, -6), (2, 5), (4, nil), (5, nil), (5, -9),
      ], threshold: 10)
    #expect(found.count == 5)
    #expect(found.time.gain == 1)
    #expect(found.time.lose == 1)
    #expect(found.time.same == 2)
  }

  @Test func `are none without applications`() {
    #expect(counts([], threshold: 10).count == 0)
  }

  /// Fixed times: everybody waits 5 days before and 3 after, 2 working days less.
  private func text(firms: String, time: String) -> String {
    head(study: "noticeable: {time: \(time), money: 100 yuan}")
      + """
      applicants:
        firm:
          arrivals: {perCalendarDay: 20}\(firms)
      offices: {permits: {staff: 1000}, inspectors: {staff: 1000}}
      matters:
        licence: {office: permits, activities: [{publicity: {wait: 3 working days}}]}
        seal: {after: [licence], office: permits, activities: [{publicity: {wait: 2 working days}}]}
      reforms:
        spare:
          changes:
            - cancel: seal
            - {inspect: licence, office: inspectors, work: 0 hours, visit: yes, rate: 100%, detects: 0%, checks: licence}
      designs:
        before: []
        after: [spare]
      """
  }

  @Test(arguments: [("2 working days", 1.0), ("2.5 working days", 0)])
  func `of an application each are a threshold each`(time: String, gain: Double) async throws {
    let results = try await study(
      try scenario(text(firms: "\n    firms: 7", time: time)), replications: 3)
    let firms = try #require(try results.comparison("after").applicants.firms)
    // Some hundreds of applications are of all seven firms in each of three replications.
    #expect(firms.count == 21)
    #expect(firms.time.gain.share == gain)
    #expect(firms.time.same.share == 1 - gain)
    #expect(firms.placebo.same.share == 1)
  }

  @Test func `are not there without firms`() async throws {
    let results = try await study(
      try scenario(text(firms: "", time: "1 working days")), replications: 2)
    #expect(try results.comparison("after").applicants.firms == nil)
    #expect(
      results.designs.allSatisfy { design in
        !design.outcomes.contains { $0.key.name == "visits-per-firm-year" }
      })
  }

  /// Each application is visited once: as many visits as applications, by 7 firms and by the window.
  @Test func `have the visits of all their applications`() async throws {
    let scenario = try scenario(text(firms: "\n    firms: 7", time: "1 working days"))
    let results = try await study(scenario, replications: 2)
    let design = try #require(results.designs.first { $0.name == "after" })
    let window = scenario.study.window
    let years = Double(window.upperBound.dayNumber - window.lowerBound.dayNumber + 1) / 365
    let found = try results.estimate("visits-per-firm-year", of: "after")
    #expect(
      abs(try #require(found.estimate) - Double(design.cases) / 2 / 7 / years) < 1e-9)
    #expect(try results.estimate("visits-per-firm-year", of: "before").estimate == 0)
  }
}
