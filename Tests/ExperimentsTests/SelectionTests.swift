import ApprovalModel
import Inference
import Testing

@testable import Experiments

/// Designs whose mean times are 10, 9 and 6 working days, and one exactly as good as the best.
private let designs =
  head()
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 20}
    offices:
      permits: {staff: 1000}
    matters:
      licence: {office: permits, activities: [{publicity: {wait: {exponential: {mean: 6 working days}}}}]}
      seal: {after: [licence], office: permits, activities: [{publicity: {wait: {exponential: {mean: 1 working days}}}}]}
      stamp: {after: [seal], office: permits, activities: [{publicity: {wait: {exponential: {mean: 3 working days}}}}]}
    reforms:
      no-seal: {changes: [{cancel: seal}]}
      no-stamp: {changes: [{cancel: stamp}]}
      nothing: {changes: [{limit: licence, promised: 5 working days}]}
    designs:
      before: []
      seal: [no-seal]
      both: [no-seal, no-stamp]
      both-again: [no-seal, no-stamp, nothing]
    """

private func selection(
  _ numbers: RandomNumbers = .common, worthwhile: Double? = 0.5, replications: Int? = nil,
  outcomes: [OutcomeChoice] = [], designs names: [Name] = [], threads: Int? = nil
) async throws -> SelectionResults {
  var request = StudyRequest(scenario: try scenario(designs))
  request.numbers = numbers
  request.worthwhile = worthwhile
  request.replications = replications
  request.outcomes = outcomes
  request.designs = names
  return try await best(request, in: StudyContext(threads: threads))
}

@Suite struct `The best of many designs` {
  @Test func `is found under common numbers, and who falls behind is run no more`() async throws {
    let found = try await selection(worthwhile: 0.1, designs: ["seal", "both"])
    #expect(found.best == "both")
    #expect(found.designs.map(\.name) == ["before", "seal", "both"])
    #expect(found.asGood.isEmpty)
    let dropped = found.designs.map(\.droppedAfter)
    #expect(dropped[0] == 20 && dropped[1] == 20 && dropped[2] == nil)
    #expect(found.spent == found.designs.reduce(0) { $0 + $1.replications })
    let behind = try #require(found.designs[0].behind)
    // Twenty replications: five half-widths, so that only a wrong difference fails.
    #expect(abs(behind.estimate - 4) < 0.5)
    // Unpaired means of 600 applicants with a deviation near 7 days: far more than pairing needs.
    #expect(try #require(found.rinott) > 2 * found.spent)
  }

  /// Two designs that never differ: either is right, and no replication beyond the first stage is needed.
  @Test func `may be one of two that are exactly equal`() async throws {
    let found = try await selection(designs: ["both", "both-again"])
    #expect(found.best == "both")
    #expect(found.asGood == ["both-again"])
    #expect(found.designs.allSatisfy { $0.replications == SelectionResults.firstStage })
  }

  @Test func `is found by Rinott with numbers of their own`() async throws {
    let found = try await selection(.independent, worthwhile: 1, designs: ["both"])
    #expect(found.best == "both")
    #expect(found.facts.manifest.numbers == .independent)
    // As many as h² S² / δ² asks for, each design for itself.
    #expect(found.rinott == found.spent)
  }

  @Test func `cannot be told within too few replications, and it says how many would do`()
    async throws
  {
    let found = try await selection(worthwhile: 0.001, replications: 20, designs: ["seal"])
    // Ten days against nine are far apart; the other way round nothing separates equal designs.
    #expect(found.best == "seal" || found.replicationsNeeded != nil)
    let close = try await selection(.independent, worthwhile: 0.001, replications: 30)
    #expect(close.best == nil)
    #expect(try #require(close.replicationsNeeded) > 30)
    #expect(!close.designs.contains { $0.droppedAfter != nil })
  }

  @Test func `is not looked for with fewer replications than variances take`() async throws {
    do {
      _ = try await selection(replications: SelectionResults.firstStage - 1)
      Issue.record("something was found")
    } catch StudyError.unsuitable(let text) {
      #expect(text.en.contains("at least 20") && text.zh.contains("至少写 20"))
    }
  }

  @Test func `does not depend on threads`() async throws {
    let one = try await selection(designs: ["seal", "both"], threads: 1)
    let four = try await selection(designs: ["seal", "both"], threads: 4)
    #expect(one.designs == four.designs && one.spent == four.spent)
  }

  @Test(
    arguments: [
      (nil, [], "--worthwhile"), (1, ["utilization@office:permits"], "no better side"),
      (1, ["need-to-operate", "official-time"], "2 times"),
    ] as [(Double?, [String], String)])
  func `is not looked for where the question is incomplete`(
    worthwhile: Double?, outcomes: [String], message: String
  ) async throws {
    do {
      _ = try await selection(worthwhile: worthwhile, outcomes: outcomes.map { OutcomeChoice($0) })
      Issue.record("something was found")
    } catch StudyError.unsuitable(let text) {
      #expect(text.en.contains(message), "\(text.en)")
    }
  }
}
