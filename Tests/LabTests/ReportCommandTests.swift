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
    #expect(markdown.contains("reformlab report FILE --replications 2"))
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

  @Test func `says what is wrong with what is asked`() async {
    let host = TestHost()
    #expect(await host.run("report", scenario, "--format", "word") == .usage)
    #expect(host.said.contains("one of html, markdown, pdf, docx, xlsx, csv, not 'word'"))
    let terminal = TestHost()
    #expect(await terminal.run("report", scenario, "--format", "pdf") == .usage)
    #expect(terminal.said.contains("name a file with --output"))
  }
}
