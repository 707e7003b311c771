import ApprovalModel
import Foundation
import ScenarioFiles
import Testing

@testable import Lab

@Suite struct `A new scenario` {
  private func path() -> String {
    FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID()).yaml").path
  }

  @Test(arguments: Language.allCases)
  func `passes the strict check and can be compared`(_ language: Language) async throws {
    let file = path()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let host = TestHost()
    #expect(await host.run("new", file, "--lang", language.rawValue) == .done)
    #expect(host.printed.isEmpty)
    #expect(host.said.contains("reformlab check \(file)"))
    let check = TestHost()
    #expect(await check.run("check", "--strict", file) == .done)
    #expect(check.printed.contains(": no findings\n"))
    let compare = TestHost()
    #expect(await compare.run("compare", file) == .done)
    #expect(compare.printed.contains("'commitment' against 'before'"))
  }

  @Test func `says the same with comments in either language`() async throws {
    let (zh, en) = (TestHost(), TestHost())
    #expect(await zh.run("new", "--lang", "zh") == .done)
    #expect(await en.run("new", "--lang", "en") == .done)
    #expect(zh.printed != en.printed)
    let (a, b) = (
      parseScenario(Array(zh.printed.utf8), file: "zh").scenario,
      parseScenario(Array(en.printed.utf8), file: "en").scenario
    )
    let (first, second) = (try #require(a), try #require(b))
    #expect(first.differences(to: second) == [])
    #expect(first.title.zh != first.title.en)
    for text in [zh.printed, en.printed] {
      #expect(!text.contains("§"))
      #expect(text.split(separator: "\n").count { $0.drop { $0 == " " }.hasPrefix("#") } >= 14)
    }
    #expect(
      en.printed.split(separator: "\n").filter { $0.contains("# ") }
        .allSatisfy { $0.unicodeScalars.allSatisfy { $0.value < 0x2E80 } })
  }

  @Test func `never replaces a file: 3, with its place`() async throws {
    let file = path()
    defer { try? FileManager.default.removeItem(atPath: file) }
    try "mine".write(toFile: file, atomically: true, encoding: .utf8)
    let host = TestHost()
    #expect(await host.run("new", file) == .invalidInput)
    #expect(
      host.said
        == "\(file): error: the file exists and was left as it is; choose another name\n")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    let folder = TestHost()
    #expect(await folder.run("new", root.path) == .invalidInput)
  }

  @Test func `where it cannot be written: 6`() async {
    let host = TestHost()
    #expect(await host.run("new", "no/such/folder/x.yaml") == .environment)
    #expect(
      host.said
        == "reformlab: error: cannot write no/such/folder/x.yaml: there is no folder no/such/folder; "
        + "make it first: mkdir -p no/such/folder\n")
  }
}
