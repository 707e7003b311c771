import ApprovalModel
import Foundation
import Testing

@testable import Lab

private let licence = root.appending(path: "Scenarios/one-licence.yaml").path
private let eTown = root.appending(path: "Scenarios/e-town-commitment.yaml").path

@Suite struct `Comparing what scenarios say` {
  private func diff(_ arguments: String...) async -> String {
    let host = TestHost()
    #expect(await host.run(["diff"] + arguments) == .done)
    #expect(host.said.isEmpty)
    return host.printed
  }

  private func changed(_ edits: [(String, String)]) throws -> String {
    var text = try String(contentsOfFile: licence, encoding: .utf8)
    for (old, new) in edits {
      try #require(text.contains(old), "\(old)")
      text = text.replacingOccurrences(of: old, with: new)
    }
    let path = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID()).yaml")
    try text.write(to: path, atomically: true, encoding: .utf8)
    return path.path
  }

  @Test func `finds none in a file and itself, and says so`() async {
    #expect(await diff(licence, licence) == "'\(licence)' and '\(licence)' do not differ\n")
    #expect(
      await diff(licence, licence, "--lang", "zh") == "“\(licence)”与“\(licence)”没有差别\n")
  }

  @Test func `names each difference with its old and its new value`() async throws {
    let other = try changed([
      ("median: 1.8 hours", "median: 2 hours"), ("    staff: 5\n", "    staff: 6\n"),
      ("    reapply:", "    after: []\n    reapply:"),
      ("  seed: 2019\n", "  # of the year\n  seed: 7\n"),
    ])
    defer { try? FileManager.default.removeItem(atPath: other) }
    let text = await diff(licence, other)
    #expect(text.contains("  ~ offices.permits.staff  (changed)\n      5 -> 6\n"))
    #expect(text.contains("  ~ study.seed  (changed)\n      2019 -> 7\n"))
    #expect(text.contains("  ~ matters.licence.review.work  (changed)\n      lognormal"))
    #expect(text.replacing("\n", with: " ").contains("differ in 3 places"))
    #expect(text.matches(of: /\((changed|added|removed)\)/).count == 3)
  }

  @Test(arguments: Language.allCases)
  func `of a design and the baseline gives the golden text`(_ language: Language) async throws {
    let text = await diff(licence, "commitment", "--lang", language.rawValue)
    try expectGolden(text, "Lab/diff.\(language).txt")
  }

  @Test func `of designs compares what the same applicants go through`() async {
    let parallel = await diff(eTown, "parallel")
    #expect(parallel.hasPrefix("'before' and 'parallel review' differ in 9 places\n"))
    #expect(parallel.contains("- matters.energy.after.land  (removed)"))
    #expect(await diff(eTown, "before") == "'before' and 'before' do not differ\n")
    let two = await diff(eTown, "commitment", "package")
    #expect(two.contains("+ matters.joint-acceptance  (added)"))
    #expect(two.contains("~ matters.construction-permit.materials  (changed)\n      13 "))
    // Both have the pilot's admission.
    #expect(!two.contains("matters.admission"))
  }

  @Test func `gives the same numbers in both languages`() async {
    for arguments in [[eTown, "package"], [licence, eTown]] {
      let (zh, en) = (TestHost(), TestHost())
      #expect(await zh.run(["diff"] + arguments + ["--lang", "zh"]) == .done)
      #expect(await en.run(["diff"] + arguments + ["--lang", "en"]) == .done)
      #expect(numbers(in: zh.printed) == numbers(in: en.printed))
      #expect(!zh.printed.isEmpty)
    }
  }

  @Test func `as JSON is complete`() async throws {
    let text = await diff(eTown, "commitment", "package", "--json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let groups = try #require(object["groups"] as? [[String: Any]])
    let list = try #require(groups.first?["differences"] as? [[String: Any]])
    #expect(object["count"] as? Int == list.count)
    #expect(list.contains { $0["path"] as? String == "matters.joint-acceptance" })
    for one in list { #expect(["added", "removed", "changed"].contains(one["kind"] as? String)) }
  }

  @Test func `tells files from designs by a dot or a slash`() async {
    let unknown = TestHost()
    #expect(await unknown.run("diff", licence, "comitment") == .usage)
    #expect(unknown.said.contains("has no design 'comitment'"))
    let missing = TestHost()
    #expect(await missing.run("diff", licence, "./comitment") == .invalidInput)
    let mixed = TestHost()
    #expect(await mixed.run("diff", licence, "commitment", "x.yaml") == .usage)
    #expect(mixed.said.contains("'diff' has no use for 'x.yaml'"))
    let alone = TestHost()
    #expect(await alone.run("diff", licence) == .usage)
    #expect(alone.said.contains("'diff' needs a scenario file, then another file or the name"))
  }
}
