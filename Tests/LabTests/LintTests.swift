import Foundation
import ScenarioFiles
import Testing

@testable import Lab

@Suite struct `Checking a scenario that can be run` {
  private static let plain = """
    format: 1
    title: {zh: 小例, en: Small}
    study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before}
    sources:
      law: {title: 某办法, status: {inForce: 2025-10-01}}
      news: {title: 某报道, status: {announced: 2019-05-24}}
    applicants:
      firm:
        arrivals: {perWorkingDay: 12, grade: D, range: [10, 14]}
        attributes: {risk: {low: 60%, high: 40%, grade: D, range: [0.9x, 1.1x]}}
    offices:
      permits: {staff: 4, grade: D, range: [4, 5]}
      inspectors: {staff: 1, grade: D, range: [1, 2]}
    matters:
      licence:
        office: permits
        grade: D
        range: [0.9x, 1.1x]
        activities:
          - review: {work: 2 hours}
          - notice: {wait: 5 working days}
        limit: {statutory: 15 working days}
    reforms:
      quick:
        source: news
        changes:
          - limit: licence
            promised: {value: 10 working days, source: law, grade: A}
    designs:
      before: []
      after: [quick]
    """

  /// What `check --strict` says of the scenario with every `old` replaced by its `new`.
  private func warnings(_ edits: (old: String, new: String)...) async throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "lint-\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    var text = Self.plain
    for edit in edits {
      #expect(text.contains(edit.old))
      text = text.replacing(edit.old, with: edit.new)
    }
    try Data(text.utf8).write(to: file)
    let host = TestHost()
    let code = await host.run("check", file.path, "--strict")
    #expect(code == (host.printed.contains("no findings") ? .done : .notPassed))
    return host.printed.replacing(file.path, with: "small.yaml")
  }

  @Test func `finds nothing in one that is sound`() async throws {
    let text = try await warnings()
    #expect(text.contains("no findings"), "\(text)")
  }

  @Test(arguments: [
    (
      "perWorkingDay: 12, grade: D, range: [10, 14]",
      "perWorkingDay: 17, grade: D, range: [10, 18]",
      "small.yaml:12:20: warning: in design 'before' office 'permits' is loaded to 106% of what its people"
    ),
    (
      "- review: {work: 2 hours}",
      "- review: {work: 2 hours}\n      - second: {wait: 11 working days}",
      "warning: the limit of matter 'licence' is shorter than the notice periods within its clock"
    ),
    (
      "limit: {statutory: 15 working days}",
      "limit: {statutory: {value: 15 working days, source: law, grade: A}}",
      "warning: 'matters.licence.limit.statutory' is of grade A, but its source 'law' is not in force"
    ),
    (
      "limit: {statutory: 15 working days}",
      "limit: {statutory: {value: 15 working days, grade: C, range: [12, 18]}}",
      "warning: limit 'matters.licence.limit.statutory' has no source"
    ),
  ])
  func `warns of what is probably not meant`(_ old: String, _ new: String, _ expected: String)
    async throws
  {
    let text = try await warnings((old, new))
    #expect(text.contains(expected), "\(text)")
  }

  @Test func `warns of matters and reforms that nobody meets`() async throws {
    let nobody = (old: "low: 60%, high: 40%", new: "low: 100%, high: 0%")
    let matter = try await warnings(
      nobody,
      ("    office: permits\n    grade", "    office: permits\n    when: {risk: high}\n    grade"))
    #expect(
      matter.contains("warning: no applicant meets the condition ('when') of matter 'licence'"),
      "\(matter)")
    let reform = try await warnings(
      nobody, ("    source: news\n", "    source: news\n    for: {risk: high}\n"))
    #expect(reform.contains("warning: reform 'quick' reaches no applicant"), "\(reform)")
    let some = try await warnings(
      ("    source: news\n", "    source: news\n    for: {risk: high}\n"))
    #expect(some.contains("no findings"), "\(some)")
  }

  @Test func `warns of checks after the decision that overload their office`() async throws {
    let text = try await warnings(
      (
        "      - limit: licence\n        promised: {value: 10 working days, source: law, grade: A}",
        """
              - commit: licence
                form: permit
                claims: met
                followUp: {office: inspectors, work: 1 hours, after: 15 calendar days, rate: 100%,
                           detects: 90%, grade: D, range: [1x, 1x]}
        """
      ))
    #expect(
      text.contains(
        "warning: in design 'after' office 'inspectors' is loaded to 150% of what its people"),
      "\(text)")
  }
}
