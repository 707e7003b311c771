import Foundation
import Testing

@testable import Lab

@Suite struct `The command catalogue` {
  private func printed(_ arguments: String...) async -> String {
    let host = TestHost()
    #expect(await host.run(["catalogue"] + arguments + ["--lang", "en"]) == .done)
    #expect(host.said.isEmpty)
    return host.printed
  }

  @Test func `lists all entries by domain`() async {
    let text = await printed()
    for word in [
      "construction\n", "utilities\n", "three-zeros ", "S24", "Joint completion acceptance",
    ] {
      #expect(text.contains(word), "\(word)")
    }
    #expect(!text.contains("parameters"))
  }

  @Test func `shows one by its name, with what to write into a scenario`() async {
    let text = await printed("three-zeros")
    #expect(text.hasPrefix("three-zeros (S24): Power: no trip, no permit, no investment\n"))
    #expect(text.contains("changes: online, waive, cancel, fee"))
    #expect(text.contains("      use: three-zeros\n"))
    #expect(
      text.contains(
        "with: {contacts: [MATTER], permits: [MATTER], design: [MATTER], works: [MATTER],"))
    #expect(text.contains("(tasks-2019-utilities, target)"))
    #expect(
      text.contains("tested in: utility-connection.yaml, before → three-zeros: trips to fall"))
  }

  @Test func `shows all entries of a number`() async {
    let text = await printed("s09")
    #expect(
      text.contains("drawings-after-start (S09)") && text.contains("joint-drawing-review (S09)"))
  }

  @Test func `searches in both languages, for all words`() async {
    #expect(await printed("告知承诺制").contains("notice-commitment"))
    let both = await printed("joint", "acceptance")
    #expect(both.contains("joint-acceptance"))
    #expect(!both.contains("joint-drawing-review"))
  }

  @Test func `says the same in Chinese`() async {
    let host = TestHost()
    #expect(await host.run("catalogue", "three-zeros", "--lang", "zh") == .done)
    #expect(host.printed.hasPrefix("three-zeros (S24): 接电零上门、零审批、零投资\n"))
    #expect(host.printed.contains("检验于: utility-connection.yaml, before → three-zeros: trips 预期下降"))
  }

  @Test func `of nothing that there is: 2, with a name that is near`() async {
    let host = TestHost()
    #expect(await host.run("catalogue", "three-zeroes", "--lang", "en") == .usage)
    #expect(host.printed.isEmpty)
    #expect(
      host.said
        == "reformlab: error: nothing in the catalogue of reforms matches 'three-zeroes'; did you mean "
        + "'three-zeros'?\n")
  }

  @Test func `gives its entries as JSON`() async throws {
    let host = TestHost()
    #expect(await host.run("catalogue", "three-zeros", "--json") == .done)
    let object = try JSONSerialization.jsonObject(with: Data(host.printed.utf8)) as? [String: Any]
    let entries = try #require(object?["entries"] as? [[String: Any]])
    #expect(entries.map { $0["name"] as? String } == ["three-zeros"])
    let parameters = try #require(entries.first?["parameters"] as? [[String: Any]])
    #expect(parameters.filter { $0["required"] as? Bool == true }.count == 5)
    #expect(parameters.last?["default"] as? String != nil)
    #expect((entries.first?["sources"] as? [[String: Any]])?.isEmpty == false)
  }
}
