import ApprovalModel
import Inference
import ScenarioFiles
import Testing

@testable import Experiments

/// A queue in front of two people, corrections, a fee and two sorts of applicants.
private let text =
  head(study: "warmUp: 10 calendar days")
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 6}
        attributes: {risk: {low: 60%, high: 40%}}
        hourCost: 50 yuan/hour
        firms: 30
      shop:
        arrivals: {perCalendarDay: 3}
        attributes: {risk: {low: 100%, high: 0%}}
    offices:
      permits: {staff: 4}
    matters:
      licence:
        office: permits
        prepare: {exponential: {mean: 2 working days}}
        ownHours: 3 hours
        fee: 20 yuan
        completeness: {work: 1 hours, correction: {chance: 40%, rounds: 3, takes: {exponential: {mean: 3 working days}}}}
        review: {work: {exponential: {mean: 8 hours}}, catches: 90%, falseAlarm: 5%}
      seal: {after: [licence], office: permits, review: {work: 2 hours}, fee: 150 yuan}
    reforms:
      quick: {for: {risk: low}, changes: [{cancel: seal}]}
    designs:
      before: []
      quick: [quick]
    """

private func rows(_ replications: Range<Int>) throws -> [ApplicantRow] {
  var rows: [ApplicantRow] = []
  try writeApplicants(
    StudyRequest(scenario: scenario(text)), replications: replications, to: { rows.append($0) },
    isCancelled: { false })
  return rows
}

@Suite struct `The table of applicants` {
  @Test func `holds the applicants whose means the study gives`() async throws {
    let rows = try rows(0..<3)
    let results = try await study(scenario(text), replications: 3)
    for design in ["before", "quick"] {
      for (name, scope, value) in [
        ("need-to-operate-idle", Scope.all, { $0.idleDays }),
        ("official-time", .all, { Double($0.officialDays) }),
        ("corrections-per-case", .all, { Double($0.corrections) }),
        ("cost", .payer("applicant"), { $0.cost }),
      ] as [(String, Scope, (ApplicantRow) -> Double)] {
        let means = (0..<3).map { r -> Double in
          let values = rows.filter { $0.design == design && $0.replication == r }.map(value)
          return values.reduce(0, +) / Double(values.count)
        }
        let estimate = try #require(try results.estimate(name, scope, of: design).estimate)
        #expect(
          abs(means.reduce(0, +) / 3 - estimate) < 1e-9 * max(1, estimate), "\(design) \(name)")
      }
    }
    #expect(rows.count == results.designs.reduce(0) { $0 + $1.cases })
  }

  @Test func `has each applicant once in every design, with its change`() throws {
    let rows = try rows(0..<1)
    let before = rows.filter { $0.design == "before" }
    let after = rows.filter { $0.design == "quick" }
    #expect(before.map(\.index) == after.map(\.index) && before.map(\.need) == after.map(\.need))
    #expect(before.allSatisfy { $0.idleChange == nil && $0.costChange == nil && !$0.isReached })
    #expect(Set(before.map(\.applicantClass)) == ["firm", "shop"])
    #expect(before.allSatisfy { ($0.firm != nil) == ($0.applicantClass == "firm") })
    var withChange = 0
    for (a, b) in zip(before, after) {
      #expect(b.isReached == (b.attributes == [AttributeValue(name: "risk", value: "low")]))
      guard a.ending == .operating, b.ending == .operating else {
        #expect(b.idleChange == nil && b.costChange == nil)
        continue
      }
      withChange += 1
      #expect(abs(try #require(b.idleChange) - (b.idleDays - a.idleDays)) < 1e-9)
      #expect(abs(try #require(b.costChange) - (b.cost - a.cost)) < 1e-9)
    }
    #expect(withChange > 100)
  }
}

@Suite struct `One applicant in two worlds` {
  private func shown(_ applicant: ApplicantName?, replication: Int) throws -> ApplicantTimelines {
    var request = StudyRequest(scenario: try scenario(text))
    request.designs = ["quick"]
    return try timelines(
      request, applicant: applicant, replication: replication, isCancelled: { false })
  }

  @Test func `is the one who lost most of all replications`() async throws {
    let results = try await study(scenario(text), replications: 4)
    let lost = try #require(try results.comparison("quick").applicants.lostMost)
    let gained = try #require(try results.comparison("quick").applicants.gainedMost)
    let all = try rows(0..<4).compactMap(\.idleChange)
    #expect(abs(lost.change - (all.max() ?? 0)) < 1e-9 && lost.change > 0)
    #expect(abs(gained.change - (all.min() ?? 0)) < 1e-9 && gained.change < 0)
    let unnamed = try shown(nil, replication: lost.replication)
    let named = try shown(
      ApplicantName(applicantClass: lost.applicantClass, index: lost.index),
      replication: lost.replication)
    #expect(unnamed == named)
    #expect(named.design.row.idleChange == lost.change)
    #expect(named.baseline.row.index == lost.index)
  }

  @Test func `has the events of its own log, and its numbers`() throws {
    let corrected = try #require(
      try rows(1..<2).first { $0.corrections > 1 && $0.design == "quick" && $0.isReached })
    let found = try shown(
      ApplicantName(applicantClass: corrected.applicantClass, index: corrected.index),
      replication: 1)
    #expect(found.design.row == corrected)
    for passage in [found.baseline, found.design] {
      var request = StudyRequest(scenario: try scenario(text))
      request.version = ""
      var log: [EventLogRow] = []
      try writeEventLog(
        request, design: passage.row.design, replication: 1,
        to: { row in
          if row.caseName == "\(passage.row.applicantClass)-\(passage.row.index)" {
            log.append(row)
          }
        }, isCancelled: { false })
      #expect(!log.isEmpty)
      #expect(log.map(\.activity) == passage.events.map(\.activity))
      #expect(log.map(\.lifecycle) == passage.events.map(\.lifecycle))
      #expect(log.map(\.timestamp) == passage.events.map(\.timestamp))
      #expect(log.map(\.office) == passage.events.map(\.office))
      let begun = passage.events.filter { ["schedule", "start"].contains($0.lifecycle) }
      #expect(begun.allSatisfy { $0.holder != nil })
      #expect(
        begun.filter { $0.lifecycle == "schedule" }.allSatisfy { $0.holder == "queue" })
      let corrections = passage.events.filter {
        $0.activity == "licence/correction" && $0.lifecycle == "start"
      }
      #expect(corrections.count == Int(passage.row.corrections))
      #expect(corrections.allSatisfy { $0.holder == "correction" })
    }
    #expect(
      found.design.events.allSatisfy { !$0.activity.hasPrefix("seal/") }
        == found.design.row.isReached)
  }

  @Test func `is refused where there is nobody to show`() throws {
    #expect(throws: TimelineError.unknownClass("frm", near: "firm", all: ["firm", "shop"])) {
      try shown(ApplicantName(applicantClass: "frm", index: 1), replication: 0)
    }
    #expect(throws: TimelineError.self) {
      try shown(ApplicantName(applicantClass: "firm", index: 0), replication: 0)
    }
    var request = StudyRequest(scenario: try scenario(text))
    request.designs = ["before"]
    #expect(throws: TimelineError.sameDesign("before")) {
      try timelines(request, applicant: nil, replication: 0, isCancelled: { false })
    }
    request.designs = ["qick"]
    #expect(throws: TimelineError.study(.unknownDesign("qick", near: "quick"))) {
      try timelines(request, applicant: nil, replication: 0, isCancelled: { false })
    }
  }
}
