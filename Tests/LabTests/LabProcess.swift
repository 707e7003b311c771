import Foundation
import Testing

/// The command as built beside these tests.
let labBinary: URL? = {
  let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  let candidates =
    [CommandLine.arguments.first, link].compactMap { $0 }
    .map { URL(filePath: $0).deletingLastPathComponent().appending(path: "reformlab") }
    + [Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "reformlab")]
  return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
}()

/// The command in a process of its own, in the repository's root.
struct LabProcess {
  typealias End = (code: Int32, output: String, messages: String)

  let process: Process
  private let output: Pipe
  private let messages: Pipe

  /// Starts it.
  ///
  /// - Parameters:
  ///   - state: the state folder.
  ///   - most: how large a file may get, in blocks of 512 bytes; nil: as large as the disk has room.
  init(_ arguments: [String], state: String, most: Int? = nil) throws {
    process = Process()
    if let most {
      // A file that may not grow fails as on a full disk; no other process notices.
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments =
        ["-c", "trap '' XFSZ; ulimit -f \(most); exec \"$0\" \"$@\"", labBinary?.path ?? ""]
        + arguments
    } else {
      process.executableURL = labBinary
      process.arguments = arguments
    }
    process.currentDirectoryURL = root
    process.environment = [
      "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "XDG_STATE_HOME": state,
    ]
    (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Waits for its end.
  func end() -> End {
    // Messages are short and fit into their pipe while the output is read.
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    let said = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: printed, as: UTF8.self),
      String(decoding: said, as: UTF8.self)
    )
  }

  /// Sends it a signal.
  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }
}

/// A folder for one test, removed with it.
final class TestFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file, and gives its path.
  func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: file(name)))
    return file(name)
  }

  func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  /// The journals in a state folder.
  static func journals(in state: String) -> [String] {
    let folder = state + "/reformlab"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".journal") }.map { "\(folder)/\($0)" }
  }
}

/// `one-licence.yaml` with one week of needs: a replication takes a few milliseconds.
func shortScenario() throws -> String {
  var text = try String(
    contentsOf: root.appending(path: "Scenarios/one-licence.yaml"), encoding: .utf8)
  for (old, new) in [
    ("{from: 2024-03-01, to: 2024-06-30}", "{from: 2024-03-01, to: 2024-03-07}"),
    ("warmUp: 120 calendar days", "warmUp: 5 calendar days"),
    ("followFor: 1 year", "followFor: 90 calendar days"),
    ("observe: 1 year", "observe: 30 calendar days"),
  ] {
    try #require(text.ranges(of: old).count == 1)
    text = text.replacing(old, with: new)
  }
  return text
}
