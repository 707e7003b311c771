import Foundation
import Testing

@testable import Studies

/// The study that the journals of these tests are of.
let study = StudyIdentity(
  version: "1.0", scenarioDigest: "4f2a", planDigest: "99c0", seed: 20_240_601,
  command: "compare FILE --replications 40")

/// Its scenario.
let scenario = Array("title: {zh: 一张证, en: One licence}\n".utf8)

/// The key of part number `n`, in the order of the numbers.
func key(_ n: Int) -> String {
  "replication/\(String(repeating: "0", count: 7 - "\(n)".count))\(n)"
}

/// What part number `n` holds: between 0 and 300 bytes, which no other part has.
func content(_ n: Int) -> [UInt8] {
  n == 0
    ? []
    : Array("part \(n);".utf8)
      + (0..<(n &* 7_919 % 291)).map { UInt8(truncatingIfNeeded: $0 &* n &+ n >> 8) }
}

/// What part number `n` holds where writing it shall take long: some 16 kilobytes.
func longContent(_ n: Int) -> [UInt8] {
  content(n) + Array(repeating: UInt8(n & 0xFF), count: 16_000)
}

/// A folder that is removed with its last user.
final class Scratch: Sendable {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "reformlab-journal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a journal in it.
  var journal: String { path + "/study.journal" }

  /// Opens the journal of the sample study, or another one.
  func open(
    _ identity: StudyIdentity = study, _ settings: JournalSettings = JournalSettings()
  ) throws(JournalError) -> Journal {
    try Journal(path: journal, of: (identity, scenario), settings)
  }
}

/// The bytes of a file; nil when it is not there.
func bytes(of path: String) -> [UInt8]? {
  FileManager.default.contents(atPath: path).map { [UInt8]($0) }
}

/// Writes a file.
func write(_ bytes: [UInt8], to path: String) throws {
  try Data(bytes).write(to: URL(filePath: path))
}

/// The error that opening a journal ends with.
func failure<Value>(_ open: () throws(JournalError) -> Value) throws -> JournalError {
  do throws(JournalError) { _ = try open() } catch { return error }
  throw Opened()
}

/// A journal was opened that should not have been.
struct Opened: Error {}

/// All numbers whose parts a journal has; a part that is not as it was kept is an issue.
func numbers(
  in journal: Journal, of content: (Int) -> [UInt8] = content
) throws -> [Int] {
  var result: [Int] = []
  var parts = journal.parts()
  while let part = try parts.next() {
    let number = try #require(Int(part.key.dropFirst("replication/".count)))
    #expect(part.bytes == content(number))
    #expect(part.key == key(number))
    result.append(number)
  }
  return result
}
