import Foundation
import Testing

@testable import Lab

@Suite struct `reproduce` {
  private let folder: TestFolder
  private let scenario: String

  init() throws {
    folder = try TestFolder()
    scenario = try folder.write(try shortScenario(), "short.yaml")
  }

  private func run(_ arguments: [String]) async -> (code: ExitCode, printed: String, said: String) {
    let host = TestHost()
    let code = await host.run(arguments)
    return (code, host.printed, host.said)
  }

  /// Writes the result of a command as `r.json`.
  private func result(_ command: [String]) async throws -> String {
    let made = await run([command[0], scenario] + command.dropFirst() + ["--json"])
    try #require([.done, .precisionNotReached].contains(made.code), "\(made.said)")
    return try folder.write(made.printed, "r.json")
  }

  @Test(arguments: [
    ["compare", "commitment", "--replications", "3", "--seed", "5"],
    ["compare", "--baseline", "commitment", "--replications", "2"],
    ["compare", "--independent", "--replications", "2"],
    ["best", "--worthwhile", "5", "--replications", "20"],
    ["run", "--replications", "2"],
    ["compare", "--precision", "3"],
    ["attribute", "--replications", "2", "--outcome", "official-time-p90"],
    ["explore", "--points", "16", "--replications", "2"],
    ["break-even", "--input", "applicants.firm.arrivals.perWorkingDay", "--replications", "2"],
    ["staff", "--level", "waiting-time@office:permits<=400 hours", "--replications", "20"],
  ])
  func `finds the scenario beside a result and the same values in it: 0`(_ command: [String])
    async throws
  {
    let again = await run(["reproduce", try await result(command)])
    #expect(again.code == .done, "\(again.printed)\(again.said)")
    #expect(
      again.printed.wholeMatch(
        of: /reproduced: all [0-9]+ values of .*r\.json are the same \(scenario .*short\.yaml\)\n/)
        != nil)
  }

  @Test func `finds the scenario of a study that found its own warm-up`() async throws {
    let text = try shortScenario().replacing("warmUp: 5 calendar days", with: "warmUp: auto")
    let auto = try folder.write(text, "auto.yaml")
    let journal = folder.file("auto.journal")
    let made = await run(["run", auto, "--replications", "2", "--json", "--journal", journal])
    #expect(made.code == .done, "\(made.said)")
    let again = await run(["reproduce", try folder.write(made.printed, "r.json")])
    #expect(again.code == .done, "\(again.printed)\(again.said)")
    let resumed = await run([
      "run", auto, "--replications", "2", "--json", "--journal", journal, "--resume",
    ])
    #expect(resumed.printed == made.printed)
    let merged = await run(["merge", journal, "--json"])
    #expect(merged.printed == made.printed, "\(merged.said)")
  }

  @Test func `names the first value that differs, to its last digit: 4`() async throws {
    let path = try await result(["compare", "--replications", "2"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let tree = try JSONTree(Array(text.utf8))
    guard case .array(let designs)? = tree["designs"],
      case .array(let outcomes)? = designs[1]["outcomes"],
      case .number(let estimate)? = outcomes[4]["estimate"]
    else { throw Unexpected() }
    // The neighbors of a number of 17 digits may be written forms of the same number.
    let other = try #require(
      (0...9).map { "\(estimate.dropLast())\($0)" }.first { Double($0) != Double(estimate) })
    // The estimate of that outcome in the second design.
    let begin = try #require(
      text.range(of: "\"estimate\": \(estimate),", options: .backwards))
    let changed = text.replacingCharacters(in: begin, with: "\"estimate\": \(other),")
    let found = await run(["reproduce", try folder.write(changed, "c.json"), scenario])
    #expect(found.code == .notPassed)
    #expect(
      found.printed.contains("not reproduced: the result differs: ")
        && found.printed.contains(".estimate is \(estimate) now, \(other) in "), "\(found.printed)")
  }

  @Test func `names version, scenario and plan before any value: 4`() async throws {
    let path = try await result(["compare", "--replications", "2"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    func changed(_ pattern: String, _ new: String) throws -> String {
      let range = try #require(text.range(of: pattern, options: .regularExpression))
      // A value differs too, which must not be named.
      return try folder.write(
        text.replacingCharacters(in: range, with: new)
          .replacing("\"seed\": 2019", with: "\"seed\": 2020"), "c.json")
    }
    let version = await run([
      "reproduce", try changed("\"version\": \"[^\"]*\"", "\"version\": \"0.0.1\""), scenario,
    ])
    #expect(version.code == .notPassed)
    #expect(version.printed.contains("the version differs: "))
    let plan = await run([
      "reproduce", try changed("\"planDigest\": \"[^\"]*\"", "\"planDigest\": \"00\""), scenario,
    ])
    #expect(plan.code == .notPassed)
    #expect(plan.printed.contains("the plan differs: ") && plan.printed.contains("names 00"))
    let other = root.appending(path: "Scenarios/one-licence.yaml").path
    let scenario = await run(["reproduce", path, other])
    #expect(scenario.code == .notPassed)
    #expect(scenario.printed.contains("the scenario differs: the digest of \(other) is "))
  }

  @Test func `does not see layout, order of keys or where an input stands`() async throws {
    let path = try await result(["compare", "--replications", "2"])
    let object = try JSONSerialization.jsonObject(with: folder.bytes("r.json"))
    let sorted = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
    try sorted.write(to: URL(filePath: path))
    #expect(await run(["reproduce", path]).code == .done)
  }

  @Test func `refuses what is no result: 3, with the place`() async throws {
    let path = try await result(["run", "--replications", "1"])
    let text = try String(contentsOfFile: path, encoding: .utf8)
    func refused(_ text: String, _ words: String) async throws {
      let found = await run(["reproduce", try folder.write(text, "c.json"), scenario])
      #expect(found.code == .invalidInput)
      #expect(found.printed.isEmpty)
      #expect(found.said.contains(words), "\(found.said)")
    }
    try await refused(String(text.prefix(text.count / 2)), "the file breaks off here")
    try await refused("", "c.json:1:1: ")
    try await refused("[1, 2]", "is no result")
    try await refused("{\"format\": 1}", "is no result")
    try await refused(
      text.replacing("reformlab run FILE", with: "reformlab check FILE"), "is no result")
    try await refused(
      text.replacing("\"format\": 1", with: "\"format\": 2"), "is a result of format 2")
    try await refused(try shortScenario(), "c.json:1:1: no result")
    let missing = await run(["reproduce", folder.file("none.json")])
    #expect(missing.code == .invalidInput)
    #expect(missing.said.contains("no such file or directory"))
    let alone = try TestFolder()
    let lost = text.replacing(/"scenarioDigest": "[^"]*"/, with: "\"scenarioDigest\": \"0\"")
    let search = await run(["reproduce", try alone.write(lost, "r.json")])
    #expect(search.code == .invalidInput)
    #expect(search.said.contains("name its file: reformlab reproduce"))
  }

  private struct Unexpected: Error {}
}

@Suite struct `A JSON tree` {
  private func tree(_ text: String) throws -> JSONTree { try JSONTree(Array(text.utf8)) }

  @Test func `is what the text says`() throws {
    let read = try tree(#" {"a": [1, -2.5e3, true, null], "b": "\u00e9\n\ud83d\ude00", "a": 9} "#)
    #expect(
      read
        == .object([
          .init(
            key: "a", value: .array([.number("1"), .number("-2.5e3"), .bool(true), .null])),
          .init(key: "b", value: .string("é\n😀")),
        ]))
    #expect(read.leaves == 5)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\" 1}", "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "nul", "\"a", "\"\\x\"",
    "\"\\ud83d\"", "[1] 2", "\"\u{1}\"", "[NaN]", "{a: 1}", "[1 2]",
  ])
  func `is not made of anything else`(_ text: String) {
    #expect(throws: JSONTree.Fault.self) { try tree(text) }
  }

  @Test func `says where a fault is`() {
    #expect(throws: JSONTree.Fault.self) { try tree(String(repeating: "[", count: 100_000)) }
    do throws(JSONTree.Fault) {
      _ = try JSONTree(Array("{\n \"a\": x}".utf8))
      Issue.record("read")
    } catch {
      #expect(error.line == 2 && error.column == 7)
    }
  }

  @Test func `differs by value, not by writing`() throws {
    func difference(_ a: String, _ b: String) throws -> String? {
      try tree(a).difference(from: tree(b), skipping: "position")?.path
    }
    #expect(try difference(#"{"a": 1.50, "b": 2}"#, #"{"b": 2, "a": 15e-1}"#) == nil)
    #expect(try difference(#"{"position": 1}"#, #"{"position": 2}"#) == nil)
    // Above 2⁵³ neighbours are one and the same floating-point number.
    #expect(try difference("[9007199254740993]", "[9007199254740992]") == "[0]")
    #expect(try difference("[0.1]", "[0.10000000000000002]") == "[0]")
    #expect(try difference(#"{"a": [{"b": 1}]}"#, #"{"a": [{"b": 1}, 2]}"#) == "a[1]")
    #expect(try difference(#"{"a": [{"b": 1}]}"#, #"{"a": [{"b": 1, "c": 2}]}"#) == "a[0].c")
    #expect(try difference(#"{"a": null}"#, #"{}"#) == "a")
    #expect(try difference(#"{"a": 1}"#, #"{"a": "1"}"#) == "a")
  }
}
