import Foundation
import Testing

@testable import Lab

@Suite struct `report` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path

  /// Writes a report into a folder of its own and gives its bytes.
  private func written(_ name: String, _ arguments: String...) async throws -> Data {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "reformlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: name)
    let host = TestHost()
    let code = await host.run(
      ["report", scenario, "--replications", "2", "--output", file.path] + arguments)
    #expect(code == .done, "\(host.said)")
    return try Data(contentsOf: file)
  }

  @Test func `takes the form from the name of the file`() async throws {
    let markdown = String(decoding: try await written("a.md", "--lang", "zh"), as: UTF8.self)
    #expect(markdown.hasPrefix("# "))
    #expect(markdown.contains("## 改革前、改革后、压减"))
    #expect(markdown.contains("reformlab report one-licence.yaml --replications 2"))
    #expect(markdown.contains("--format markdown --lang zh --output report-one-licence.md"))
    #expect(!markdown.contains(root.path))
    let html = String(decoding: try await written("a.html", "--lang", "en"), as: UTF8.self)
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    #expect(html.contains("<section id=\"provenance\">"))
    let csv = String(decoding: try await written("a.csv"), as: UTF8.self)
    #expect(csv.hasPrefix("section,table,row,column,text,value,low,high,unit,mark"))
  }

  @Test func `gives the same spreadsheet for the same numbers`() async throws {
    let first = try await written("a.xlsx", "--threads", "1")
    #expect(first.starts(with: Array("PK".utf8)))
    #expect(try await written("b.xlsx", "--threads", "3") == first)
  }

  @Test func `tells how it is made again`() async throws {
    let text = String(decoding: try await written("a.md", "--lang", "en"), as: UTF8.self)
    let line = try #require(
      text.split(separator: "\n").first { $0.contains("reformlab report one-licence.yaml") })
    let start = try #require(line.range(of: "reformlab report"))
    let command = line[start.lowerBound...].split(separator: "|")[0].trimmingPrefix(while: {
      $0 == " "
    })
    var words = command.split(separator: " ").map { $0.filter { $0 != "`" } }.dropFirst()
    let output = try #require(words.firstIndex(of: "--output"))
    words.removeSubrange(output...output + 1)
    words[2] = scenario
    let host = TestHost()
    #expect(await host.run(Array(words)) == .done, "\(words) \(host.said)")
    #expect(host.printed == text)
  }

  @Test(arguments: [
    (["--output", "r.odt"], "let it end in one of .html, .htm, .md, .markdown, .pdf, .docx"),
    (["--output", "report"], "or state --format"),
    (["--output", "r.pdf", "--format", "xlsx"], "--format xlsx contradicts the name r.pdf"),
  ])
  func `refuses a name that says nothing or something else`(
    _ flags: [String], _ words: String
  ) async {
    let host = TestHost()
    #expect(await host.run(["report", scenario] + flags + ["--lang", "en"]) == .usage)
    #expect(host.said.contains(words), "\(host.said)")
    #expect(!FileManager.default.fileExists(atPath: flags[1]))
  }

  @Test func `says what is wrong with what is asked`() async {
    let host = TestHost()
    #expect(await host.run("report", scenario, "--format", "word") == .usage)
    #expect(host.said.contains("one of html, markdown, pdf, docx, xlsx, csv, not 'word'"))
    let terminal = TestHost()
    #expect(await terminal.run("report", scenario, "--format", "pdf") == .usage)
    #expect(terminal.said.contains("name a file with --output"))
  }
}
