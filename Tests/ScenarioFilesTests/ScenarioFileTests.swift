import ApprovalModel
import Foundation
import ScenarioFiles
import Testing

@Suite struct `A scenario file` {
  /// Runs `body` in a folder of its own.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "scenario-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func failure(_ path: String) -> ScenarioFileError? {
    do throws(ScenarioFileError) {
      _ = try readScenario(path: path)
      return nil
    } catch {
      return error
    }
  }

  private func messages(_ bytes: [UInt8]) -> [String] {
    let (scenario, diagnostics) = parseScenario(bytes, file: "a.yaml")
    #expect(scenario == nil)
    for diagnostic in diagnostics { #expect(!diagnostic.message.zh.isEmpty) }
    return diagnostics.map { $0.text(language: .en) }
  }

  @Test func `is read from its path`() throws {
    try inFolder { folder in
      let file = folder.appending(path: "一个许可.yaml")
      try Data(oneLicence.utf8).write(to: file)
      let (scenario, _) = try readScenario(path: file.path)
      #expect(scenario == parseScenario(Array(oneLicence.utf8), file: "").scenario)
    }
  }

  @Test func `that is missing is named`() {
    let error = failure("no-such-folder/permit.yaml")
    #expect(error?.reason == .missing)
    #expect(error?.message.en == "there is no file 'no-such-folder/permit.yaml'")
    #expect(error?.message.zh == "没有文件“no-such-folder/permit.yaml”")
    #expect(failure("permit.yaml\u{0}.txt")?.reason == .missing)
    #expect(failure("")?.reason == .missing)
  }

  @Test func `must not be a directory`() throws {
    try inFolder { folder in
      let error = failure(folder.path)
      #expect(error?.reason == .directory)
      #expect(error?.message.en == "'\(folder.path)' is a directory, not a scenario file")
      #expect(error?.message.zh == "“\(folder.path)”是文件夹，不是情景文件")
    }
  }

  @Test func `must be a file, not a device`() {
    #expect(failure("/dev/null")?.message.en == "'/dev/null' is no ordinary file")
  }

  @Test func `that cannot be read is named with the reason`() throws {
    try inFolder { folder in
      let loop = folder.appending(path: "loop.yaml")
      try FileManager.default.createSymbolicLink(
        atPath: loop.path, withDestinationPath: loop.path)
      let error = failure(loop.path)
      #expect(error?.message.en.hasPrefix("'\(loop.path)' cannot be read: ") == true)
      #expect(error?.message.zh.hasPrefix("无法读取“\(loop.path)”：") == true)
      guard getuid() != 0 else { return }
      let file = folder.appending(path: "closed.yaml")
      try Data("format: 1".utf8).write(to: file)
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
      #expect(failure(file.path)?.message.en == "'\(file.path)' cannot be read: Permission denied")
    }
  }

  @Test func `that is empty is refused`() {
    let message = "a.yaml: error: the file is empty; a scenario begins with 'format: 1'"
    #expect(messages([]) == [message])
    #expect(messages(Array("\n  \n# nothing\n".utf8)) == [message])
    #expect(messages([0xEF, 0xBB, 0xBF]) == [message])
  }

  @Test func `must be made of keys and values`() {
    #expect(
      messages(Array("- format: 1\n".utf8)) == [
        """
        a.yaml:1:1: error: a scenario is made of keys and values, such as 'format: 1'
         1 | - format: 1
           | ^^^^^^^^^^^
        """
      ])
    #expect(messages(Array("reform".utf8)).count == 1)
  }

  @Test func `may begin with a byte order mark and end its lines as Windows does`() {
    let text = "\u{FEFF}" + smallScenario.split(separator: "\n").joined(separator: "\r\n") + "\r\n"
    let (scenario, diagnostics) = parseScenario(Array(text.utf8), file: "small.yaml")
    #expect(scenario?.model == read(smallScenario).scenario?.model)
    #expect(diagnostics == read(smallScenario).diagnostics)
  }

  @Test func `of more than four mebibytes is refused`() throws {
    let huge = [UInt8](repeating: UInt8(ascii: "#"), count: 4 * 1024 * 1024 + 1)
    let message = "error: the file is larger than the limit of 4 MiB (4194304 bytes)"
    #expect(messages(huge) == ["a.yaml: \(message)"])
    try inFolder { folder in
      let file = folder.appending(path: "huge.yaml")
      try Data(huge + huge).write(to: file)
      let (scenario, diagnostics) = try readScenario(path: file.path)
      #expect(scenario == nil)
      #expect(diagnostics.map { $0.text(language: .en) } == ["\(file.path): \(message)"])
    }
  }

  @Test func `in another encoding is refused`() {
    let text = "format: 1"
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf8.flatMap { [$0, 0] }
    #expect(messages(wide) == ["a.yaml: error: the file is encoded in UTF-16; save it as UTF-8"])
    let wider: [UInt8] = [0xFF, 0xFE, 0, 0] + text.utf8.flatMap { [$0, 0, 0, 0] }
    #expect(messages(wider) == ["a.yaml: error: the file is encoded in UTF-32; save it as UTF-8"])
  }

  @Test func `with bytes that are no UTF-8 is refused at the place`() {
    // The title in GB 18030.
    let bytes = Array("format: 1\ntitle: ".utf8) + [0xD0, 0xED, 0xBF, 0xC9] + [0x0A]
    #expect(
      messages(bytes) == [
        """
        a.yaml:2:8: error: the bytes here are no UTF-8 text; save the file as UTF-8
         2 | title: \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}
           |        ^
        """
      ])
    // Surrogates and overlong forms are no UTF-8 either.
    #expect(messages([0xED, 0xA0, 0x80]).count == 1)
    #expect(messages([0xC0, 0x80]).count == 1)
  }

  @Test func `that is binary is refused and not shown raw`() {
    let bytes: [UInt8] =
      [0x7F, 0x45, 0x4C, 0x46, 0x02, 0x01, 0x01] + [UInt8](repeating: 0, count: 64)
    let messages = messages(bytes)
    #expect(messages.count == 20)
    #expect(
      messages[0].hasPrefix(
        "a.yaml:1:1: error: the control character U+007F is no text; take it out"))
    for message in messages {
      #expect(message.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\n" })
    }
  }
}
