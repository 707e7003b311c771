import ApprovalModel
import Foundation
import Server
import Testing

@testable import Lab
@testable import Reporting

@Suite struct `A scenario over the API` {
  /// A reform that acts differently by category is one reform, and one switch on the screen.
  @Test func `lists each reform once`() throws {
    var several: [String] = []
    for name in fileNames(in: root.appending(path: "Scenarios").path) where name.hasSuffix(".yaml")
    {
      let input = try ScenarioInput(path: root.appending(path: "Scenarios/\(name)").path)
      let scenario = try #require(input.scenario)
      let members = JSONValue.object(try scenarioMembers(input, id: name))
      guard case .array(let reforms)? = try JSONTree(Array(members.line.utf8))["reforms"] else {
        Issue.record("\(name) has no reforms")
        continue
      }
      #expect(reforms.compactMap { $0["name"]?.string } == scenario.reforms.map(\.name), "\(name)")
      for (reform, shown) in zip(scenario.reforms, reforms) {
        guard case .array(let sources)? = shown["sources"] else { continue }
        #expect(sources.compactMap(\.string) == reform.sources)
        if reform.parts.count > 1 { several.append(reform.name) }
      }
    }
    #expect(several.count > 10)
  }

  // The one reads the unit from the text of the value, the other knows how ranges are kept.
  @Test func `shows ranges in the unit of the value, in every shipped scenario`() throws {
    var compared = 0
    for name in fileNames(in: root.appending(path: "Scenarios").path) where name.hasSuffix(".yaml")
    {
      let input = try ScenarioInput(path: root.appending(path: "Scenarios/\(name)").path)
      for number in try #require(input.scenario).numericInputs where number.kind == .value {
        guard case .absolute? = number.listing.evidence.range,
          let range = number.listing.evidence.range
        else { continue }
        let (shown, kept) = (range.ends(asIn: number.listing.text), number.ends(of: range))
        for (text, value) in [(shown.low, kept.low), (shown.high, kept.high)] {
          let digits = text.prefix { $0.isNumber || $0 == "." || $0 == "-" }
          let read = try #require(Double(digits), "\(number.path): \(text)")
          #expect(abs(read - value) <= 1e-9 * max(1, abs(value)), "\(name) \(number.path): \(text)")
          compared += 1
        }
      }
    }
    #expect(compared > 500)
  }

  private func api() -> API {
    API(
      host: Host(
        variable: { _ in nil }, output: { _ throws(HostError) in }, message: { _ in },
        stopSignal: { 0 }),
      shelf: ScenarioShelf(
        paths: [root.appending(path: "Scenarios/one-licence.yaml").path], folder: ""),
      files: WebFiles(named: nil))
  }

  private func answer(_ path: String, _ body: String) -> String {
    let response = api().answer(
      WebRequest(
        method: .post, path: API.root + [path], contentType: "application/json",
        body: Array(body.utf8)))
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `says of a text with errors that it was not saved`() {
    let text = answer("scenarios", #"{"name": "x", "text": "format: 1\n"}"#)
    #expect(text.contains("nothing was saved") && text.contains("没有保存"), "\(text)")
    #expect(!text.contains("nothing was run"))
  }

  @Test func `lists the keys that a request may have`() {
    let text = answer("studies", #"{"scenario": "one-licence", "colour": 1}"#)
    #expect(text.contains("a request has no key 'colour'"))
    #expect(text.contains("it is one of: scenario, text, method"), "\(text)")
  }

  /// `FILE` stands for a text that is in no file.
  @Test func `names the file of a text that is saved`() throws {
    let path = root.appending(path: "Scenarios/one-licence.yaml").path
    let saved = String(decoding: try readFile(path, most: 1 << 20), as: UTF8.self)
    func command(_ text: String) throws -> String {
      let body = JSONValue.object([.init("text", .string(text))])
      return try StudyOrder(try JSONTree(Array(body.line.utf8)), api()).shownCommand
    }
    #expect(try command(saved) == "reformlab compare \(path)")
    #expect(try command(saved + "\n") == "reformlab compare FILE")
  }
}
