import ApprovalModel
import Experiments
import Testing

@Suite struct `The frontier of time and risk` {
  private func frontier(_ designs: [Name]) async throws -> StudyResults {
    try await study(
      scenario(named: "follow-up-frontier.yaml"), replications: 10, designs: designs)
  }

  @Test func `has the designs that none outdoes`() async throws {
    let results = try await frontier([
      "before", "day-15-100-close", "day-90-100-close", "day-15-30-quick",
    ])
    let points = results.frontier
    #expect(points.map(\.design) == results.designs.map(\.name))
    // Days saved differ by a tenth of a day, which nobody notices, and exposure by thousands of days.
    let outdone = Dictionary(uniqueKeysWithValues: points.map { ($0.design, $0.outdoneBy) })
    #expect(outdone["before"] == [])
    #expect(outdone["day-15-100-close"] == [])
    #expect(outdone["day-15-30-quick"] == ["day-15-100-close", "day-90-100-close"])
    #expect(outdone["day-90-100-close"] == ["day-15-100-close"])
  }

  @Test func `measures each design from the baseline`() async throws {
    let results = try await frontier(["before", "day-45-100-quick", "day-45-30-close"])
    #expect(results.frontier.first?.timeSaved == 0)
    #expect(results.frontier.first?.exposureAdded == 0)
    for comparison in results.comparisons {
      let point = try #require(results.frontier.first { $0.design == comparison.design })
      func difference(_ name: String) throws -> Double {
        try #require(
          comparison.outcomes.first {
            $0.key.name == name && $0.key.scope == .all && $0.key.unit != .calendarDays
          }?.difference)
      }
      let saved = try #require(point.timeSaved)
      #expect(abs(saved + (try difference("need-to-operate-idle"))) < 1e-9)
      let added = try #require(point.exposureAdded)
      #expect(abs(added - (try difference("exposure-days-per-1000"))) < 1e-6)
    }
  }

  // Whoever is kept from applying waits no more and violates nothing: no merit of the design.
  @Test func `counts nobody out`() async throws {
    let results = try await study(
      scenario(named: "credit-lists.yaml"), replications: 10,
      designs: try scenario(named: "credit-lists.yaml").designs.map(\.name))
    for point in results.frontier {
      let mine = try #require(point.approved)
      for other in results.frontier where point.outdoneBy.contains(other.design) {
        #expect(try #require(other.approved) >= mine - 0.005, "\(point.design) by \(other.design)")
      }
    }
    #expect(Set(results.frontier.map { ($0.approved ?? 0) > 0.99 }).count == 2)
  }

  @Test func `is not drawn for one comparison`() async throws {
    #expect(try await frontier(["before", "day-45-30-close"]).frontier.isEmpty)
  }
}
