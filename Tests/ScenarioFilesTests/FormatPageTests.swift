import ApprovalModel
import Foundation
import ScenarioFiles
import Testing

@Suite struct `The page on the format` {
  private func page() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "docs/reference/scenario-format.md"), encoding: .utf8)
  }

  @Test func `shows scenarios that can be read`() throws {
    let blocks = try page().split(separator: "```yaml\n").dropFirst()
      .compactMap { $0.split(separator: "```").first }
    #expect(!blocks.isEmpty)
    for block in blocks { _ = try scenario(String(block)) }
  }

  @Test func `lists every code`() throws {
    let page = try page()
    for code in DiagnosticCode.allCases {
      #expect(page.contains("| `\(code.rawValue)` |"), "\(code.rawValue)")
    }
  }
}
