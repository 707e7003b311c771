import Foundation
import Testing

/// The repository's root.
let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The command as built beside these tests.
let labBinary: URL? = {
  let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  let candidates =
    [CommandLine.arguments.first, link].compactMap { $0 }
    .map { URL(filePath: $0).deletingLastPathComponent().appending(path: "reformlab") }
    + [Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "reformlab")]
  return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
}()

/// `reformlab` in a process of its own, in the repository's root.
final class ServeProcess {
  let process = Process()
  let port: UInt16
  /// A folder for what is saved and kept, removed with it.
  let folder = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())")
  private let output = Pipe()

  /// Starts `serve` and reads its address.
  init(_ arguments: [String] = []) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let binary: URL = try #require(labBinary)
    process.executableURL = binary
    process.arguments = ["serve", "--quiet", "--folder", folder.path] + arguments
    process.currentDirectoryURL = root
    process.environment = [
      "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "XDG_STATE_HOME": folder.path,
      "REFORMLAB_WEB": folder.path,
    ]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var line: [UInt8] = []
    while line.last != 0x0A {
      let byte = output.fileHandleForReading.readData(ofLength: 1)
      guard let byte = byte.first else { break }
      line.append(byte)
    }
    let address = String(decoding: line, as: UTF8.self)
    try #require(address.hasPrefix("http://127.0.0.1:") && address.hasSuffix("/\n"))
    port = try #require(UInt16(address.dropFirst("http://127.0.0.1:".count).dropLast(2)))
  }

  deinit {
    if process.isRunning {
      process.terminate()
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Stops it by a signal; its exit code.
  func stop(_ signal: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Bytes of memory in use.
  var memory: Int {
    let status =
      (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8))
      ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
  }

  /// Seconds of processor time used so far.
  var processorSeconds: Double {
    let text =
      (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8))
      ?? ""
    // Behind the name in parentheses, the 12th and 13th fields.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      return 0
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Asks and reads the answer as JSON.
  func json(_ target: String) throws -> [String: Any] {
    try #require(try ask(port, target)).json
  }

  /// Posts a JSON object to the API.
  func post(_ path: String, _ object: [String: Any]) throws -> Answer {
    let body = try JSONSerialization.data(withJSONObject: object)
    return try #require(
      try ask(
        port, "POST", "/api/v1/\(path)", body: String(decoding: body, as: UTF8.self)))
  }

  /// The events with which a study is answered.
  func study(_ object: [String: Any]) throws -> [StudyEvent] {
    let answer = try post("studies", object)
    try #require(answer.status == 200)
    return StudyEvent.all(in: answer.text)
  }

  /// Runs another command to its end; what it prints.
  func command(_ arguments: [String]) throws -> String {
    let other = Process()
    other.executableURL = process.executableURL
    other.arguments = arguments
    other.currentDirectoryURL = root
    other.environment = process.environment
    let output = Pipe()
    other.standardOutput = output
    other.standardError = FileHandle.nullDevice
    try other.run()
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    other.waitUntilExit()
    return String(decoding: printed, as: UTF8.self)
  }
}

/// One event of the answer to a study.
struct StudyEvent {
  var name: String
  var text: String

  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]) ?? [:]
  }

  static func all(in text: String) -> [StudyEvent] {
    text.components(separatedBy: "\n\n").compactMap { block in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      guard let head = lines.first, head.hasPrefix("event: ") else { return nil }
      let data = lines.dropFirst().map { $0.dropFirst("data: ".count) }
      return StudyEvent(name: String(head.dropFirst(7)), text: data.joined(separator: "\n"))
    }
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
