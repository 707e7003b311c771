import Foundation
import Testing

@testable import Lab

@Suite struct `applicants and timeline` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path

  private func table(_ text: String) -> [[String]] {
    text.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `applicants prints one row each, with documented columns`() async throws {
    let host = TestHost()
    #expect(await host.run("applicants", scenario, "commitment", "--replication", "1") == .done)
    let rows = table(host.printed)
    let head = try #require(rows.first)
    let page = try String(
      contentsOf: root.appending(path: "docs/reference/results.md"), encoding: .utf8)
    for column in head where !column.hasPrefix("attribute:") {
      #expect(page.contains("`\(column)`"), "\(column)")
    }
    #expect(head.suffix(2) == ["attribute:risk", "attribute:willing"])
    #expect(Set(rows.map(\.count)) == [head.count])
    #expect(Set(rows.dropFirst().map { $0[1] }) == ["1"])
    let names = rows.dropFirst().map { $0.prefix(4).joined(separator: " ") }
    #expect(Set(names).count == names.count && names.count > 1_000)
    // In the baseline there is nothing to compare with.
    let change = try #require(head.firstIndex(of: "idleChange"))
    #expect(rows.dropFirst().filter { $0[0] == "before" }.allSatisfy { $0[change].isEmpty })
    #expect(rows.contains { $0[0] == "commitment" && Double($0[change]) ?? 0 < -1 })
  }

  @Test func `applicants runs as many replications as asked for`() async throws {
    let two = TestHost()
    #expect(await two.run("applicants", scenario, "before", "--replications", "2") == .done)
    let one = TestHost()
    #expect(await one.run("applicants", scenario, "before", "--replication", "1") == .done)
    let rows = table(two.printed)
    #expect(Set(rows.dropFirst().map { $0[1] }) == ["0", "1"])
    #expect(rows.filter { $0[1] == "1" } == Array(table(one.printed).dropFirst()))
    let both = TestHost()
    let code = await both.run("applicants", scenario, "--replications", "2", "--replication", "1")
    #expect(code == .usage)
  }

  // The numbers of the study: seed, replication and applicant that the comparison names.
  @Test func `timeline shows the one whom the comparison names`() async throws {
    let compared = TestHost()
    #expect(await compared.run("compare", scenario, "--replications", "3", "--json") == .done)
    let comparisons = try #require(
      try object(compared.printed)["comparisons"] as? [[String: Any]])
    let applicants = try #require(comparisons.first?["applicants"] as? [String: Any])
    let lost = try #require(applicants["lostMost"] as? [String: Any])
    let (name, index) = (lost["class"] as? String ?? "", lost["index"] as? Int ?? -1)
    let replication = String(lost["replication"] as? Int ?? -1)
    let arguments = ["timeline", scenario, "commitment", "--replication", replication, "--json"]
    let host = TestHost()
    #expect(await host.run(arguments + ["--applicant", "\(name):\(index)"]) == .done)
    let found = try object(host.printed)
    #expect(found["index"] as? Int == index)
    #expect(found["change"] as? Double == lost["change"] as? Double)
    let unnamed = TestHost()
    #expect(await unnamed.run(arguments) == .done)
    #expect(unnamed.printed == host.printed)
    for world in ["baseline", "design"] {
      let passage = try #require(found[world] as? [String: Any])
      let events = try #require(passage["events"] as? [[String: Any]])
      #expect(events.contains { $0["activity"] as? String == "case/operate" })
    }
  }

  @Test func `timeline has the same numbers in both languages`() async throws {
    func numbers(_ language: String) async -> [Substring] {
      let host = TestHost()
      let code = await host.run("timeline", scenario, "commitment", "--lang", language)
      #expect(code == .done)
      return host.printed.split { !($0.isASCII && $0.isNumber) && $0 != "." && $0 != "-" }
        .filter { $0.contains(where: \.isNumber) }
    }
    // Titles aside, words carry no numbers: sorted, because sentences differ in their order.
    #expect(
      await numbers("zh").map { $0.filter { $0 != "." } }.sorted()
        == numbers("en").map { $0.filter { $0 != "." } }.sorted())
  }

  @Test(
    arguments: [
      (["commitment", "--applicant", "frm:1200"], "did you mean 'firm'?"),
      (["commitment", "--applicant", "firm:1"], "numbers of this replication go from 974 to 1977"),
      (["commitment", "--applicant", "firm"], "such as firm:12, not 'firm'"),
      (["commitment", "--applicant", ":3"], "such as firm:12, not ':3'"),
      (["commitment", "--applicant", "firm:-3"], "such as firm:12, not 'firm:-3'"),
      (["before"], "'before' is the baseline itself"),
      (["comitment"], "did you mean 'commitment'?"),
      ([], "'timeline' needs a scenario file and the name of a design"),
    ])
  func `timeline says what is wrong`(_ arguments: [String], _ words: String) async {
    let host = TestHost()
    #expect(await host.run(["timeline", scenario] + arguments) == .usage)
    #expect(host.said.contains(words), "\(host.said)")
    #expect(host.printed.isEmpty)
  }
}
