import ApprovalModel
import ScenarioFiles
import Simulation
import Testing

@testable import Experiments

private func planDigest(_ scenario: Scenario) throws -> UInt64 {
  try StudyCompiler(scenario, designs: scenario.designsInOrder).planDigest()
}

private func text() throws -> String { try scenarioText(named: "one-licence.yaml") }

/// Replaces the one place where `old` stands.
private func replacing(_ old: String, _ new: String) throws -> Scenario {
  let text = try text()
  try #require(
    text.ranges(of: old).count == 1, "'\(old)' stands \(text.ranges(of: old).count) times")
  return try scenario(text.replacing(old, with: new))
}

@Suite struct `The digest of a scenario` {
  /// Comments, blank lines, quotes, flow and block style, the order of keys and of entries.
  @Test(
    arguments: [
      ("format: 1\n", "# a comment\n\nformat: 1   # and another\n"),
      ("title: {zh: 一个许可事项, en: One licence}", "title:\n  en: One licence\n  zh: '一个许可事项'"),
      ("  seed: 2019\n  replications: 40\n", "  replications: 40\n  seed: 2019\n"),
      ("{low: 60%, general: 32%, high: 8%,", "{high: 8%, low: 60%, general: 32%,"),
      ("    staff: 3\n    cost: 120 yuan/hour", "    cost: 120 yuan/hour\n    staff: 3"),
      (
        "designs:\n  before: {title: {zh: 改革前, en: before}, reforms: []}\n"
          + "  commitment: {title: {zh: 告知承诺, en: commitment}, reforms: [commitment]}",
        "designs:\n  commitment: {reforms: [commitment], title: {en: commitment, zh: 告知承诺}}\n"
          + "  before: {title: {zh: 改革前, en: before}, reforms: []}"
      ),
      // What a design is called is no part of what the file means.
      ("{title: {zh: 告知承诺, en: commitment}, reforms: [commitment]}", "[commitment]"),
      ("title: {zh: 改革前, en: before}", "title: {zh: 现在, en: now}"),
      (
        "    for: {risk: [low, general], willing: yes}",
        "    for: {willing: yes, risk: [general, low]}"
      ),
      ("calendar: beijing\n", "calendar: 'beijing'\n"),
    ])
  func `does not see the layout of the file`(old: String, new: String) throws {
    let before = try scenario(named: "one-licence.yaml")
    let after = try replacing(old, new)
    #expect(after.digest == before.digest)
    #expect(try planDigest(after) == planDigest(before))
  }

  /// Every number of the file but those in names, texts and dates, one at a time.
  @Test func `sees every number`() throws {
    let text = try text()
    let before = try scenario(named: "one-licence.yaml").digest
    var seen: [UInt64: String] = [before: "the file as it is"]
    var (changed, refused) = (0, 0)
    for line in text.split(separator: "\n") {
      let isTextual =
        line.contains("number:") || line.contains("status:") || line.contains("section:")
        || line.contains("title:") || line.contains("window:") || line.contains("format:")
      guard !isTextual else { continue }
      let content = line.prefix { $0 != "#" }
      // The words of a note are not numbers of the model.
      let end = content.firstRange(of: "note:")?.lowerBound ?? content.endIndex
      var rest = content[content.startIndex..<end]
      while let found = rest.firstMatch(of: #/[0-9]+/#) {
        defer { rest = rest[found.range.upperBound...] }
        let isInName =
          found.range.lowerBound > content.startIndex
          && content[content.index(before: found.range.lowerBound)].isLetter
        if isInName { continue }
        let digits = String(found.output)
        let last = digits.last?.wholeNumberValue ?? 0
        for other in last == 9 ? [7, 8] : last == 0 ? [1, 2] : [last - 1, last + 1] {
          var copy = text
          copy.replaceSubrange(found.range, with: digits.dropLast() + String(other))
          guard let changedScenario = try? scenario(copy) else {
            refused += 1
            continue
          }
          changed += 1
          let digest = changedScenario.digest
          let what = "'\(line.drop { $0 == " " })' with \(digits) → \(digits.dropLast())\(other)"
          #expect(seen[digest] == nil, "\(what) has the digest of \(seen[digest] ?? "")")
          seen[digest] = what
        }
      }
    }
    #expect(changed > 150, "\(changed) changed, \(refused) refused")
  }
}

@Suite struct `The digest of the plans` {
  @Test(
    arguments: [
      ("perWorkingDay: 12,", "perWorkingDay: 13,"),
      ("low: 60%, general: 32%", "low: 59%, general: 33%"),
      ("willing: {share: 80%", "willing: {share: 81%"),
      ("low: 4%, general: 8%", "low: 5%, general: 8%"),
      ("staff: 5", "staff: 6"), ("median: 6 working days", "median: 7 working days"),
      ("value: 13, source", "value: 14, source"), ("work: 30 minutes", "work: 31 minutes"),
      ("chance: 30%, rounds: 3", "chance: 31%, rounds: 3"), ("rounds: 3", "rounds: 4"),
      (
        "1 working days, 3 working days, 8 working days",
        "1 working days, 3 working days, 9 working days"
      ),
      ("catches: {value: 85%", "catches: {value: 86%"),
      ("value: 60 calendar days", "value: 61 calendar days"),
      ("after: 75 calendar days", "after: 76 calendar days"),
      ("rate: {low: 30%", "rate: {low: 31%"),
      ("cure: 20 calendar days", "cure: 21 calendar days"), ("atMost: 2", "atMost: 3"),
      ("promised: {value: 5 working days", "promised: {value: 6 working days"),
      ("observe: 1 year", "observe: 11 months"), ("followFor: 1 year", "followFor: 11 months"),
      ("to: 2024-06-30", "to: 2024-06-29"), ("operation: 30000 yuan", "operation: 30001 yuan"),
      ("value: 24 hours", "value: 25 hours"),
      ("warmUp: 120 calendar days", "warmUp: 121 calendar days"),
    ])
  func `sees what decides a run`(old: String, new: String) throws {
    let before = try planDigest(try scenario(named: "one-licence.yaml"))
    #expect(try planDigest(try replacing(old, new)) != before)
  }

  /// The shape of a distribution (with its median kept), and whom a reform reaches.
  @Test(
    arguments: [
      (
        "median: 6 working days, p90: 15 working days",
        "median: 6 working days, p90: 14 working days"
      ),
      (
        "median: 15 working days, p90: 40 working days",
        "median: 15 working days, p90: 41 working days"
      ),
      ("for: {risk: [low, general], willing: yes}", "for: {risk: [low], willing: yes}"),
      ("for: {risk: [low, general], willing: yes}", "for: {risk: [low, general], willing: no}"),
    ])
  func `sees shapes and conditions`(old: String, new: String) throws {
    let before = try planDigest(try scenario(named: "one-licence.yaml"))
    let after = try planDigest(try replacing(old, new))
    #expect(after != before)
  }

  /// The seed, the number of replications and what is noticeable are no part of a plan.
  @Test(
    arguments: [
      ("seed: 2019", "seed: 2020"), ("replications: 40", "replications: 41"),
      ("noticeable: {time: 1 working day", "noticeable: {time: 2 working days"),
      (
        "perWorkingDay: 12, grade: D, range: [10, 14]",
        "perWorkingDay: 12, grade: D, range: [10, 15]"
      ),
    ])
  func `does not see what only the study decides`(old: String, new: String) throws {
    let before = try planDigest(try scenario(named: "one-licence.yaml"))
    #expect(try planDigest(try replacing(old, new)) == before)
  }
}
