import Foundation
import Testing

/// The table of `docs/architecture.md` against what the package manager says of the package.
@Suite struct `The architecture page` {
  @Test func `lists every target with what it may import`() throws {
    let page = try String(
      contentsOf: root.appending(path: "docs/architecture.md"), encoding: .utf8)
    let stated = targets(inPage: page)
    let declared = try describedTargets()
    #expect(declared.count > 8)
    #expect(stated == declared)
  }

  private var root: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// Rows `| name | what it does | imports |`, by name.
  private func targets(inPage page: String) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5, let name = names(in: cells[1]).first, !name.contains("/") else {
        continue
      }
      result[name] = Set(names(in: cells[3]))
    }
    return result
  }

  /// The words between backticks.
  private func names(in text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The targets but the tests, with the targets they depend on.
  private func describedTargets() throws -> [String: Set<String>] {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "reformlab-describe-\(ProcessInfo.processInfo.processIdentifier)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // A scratch folder of its own: the one under test is locked while the tests run.
    process.arguments = [
      "swift", "package", "--package-path", root.path, "--scratch-path", scratch.path, "describe",
      "--type", "json",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let list = try #require(object?["targets"] as? [[String: Any]])
    var result: [String: Set<String>] = [:]
    for target in list where target["type"] as? String != "test" {
      let name = try #require(target["name"] as? String)
      result[name] = Set(target["target_dependencies"] as? [String] ?? [])
    }
    return result
  }
}
