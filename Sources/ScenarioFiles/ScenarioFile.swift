public import ApprovalModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Why the file at a path cannot be read at all.
public struct ScenarioFileError: Error, Hashable, Sendable {
  /// What stands in the way.
  public enum Reason: Hashable, Sendable {
    /// Nothing has this path.
    case missing
    /// The path is that of a directory.
    case directory
    /// The path is that of a device, pipe or socket.
    case notAFile
    /// The system refuses; the text is its reason, in English.
    case unreadable(String)
  }

  /// The path, as the user gave it.
  public var path: String
  /// What stands in the way.
  public var reason: Reason

  /// An error about `path`.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// Path and reason, without a full stop.
  public var message: LocalizedText {
    let path = visible(path)
    return switch reason {
    case .missing:
      LocalizedText(zh: "没有文件“\(path)”", en: "there is no file '\(path)'")
    case .directory:
      LocalizedText(
        zh: "“\(path)”是文件夹，不是情景文件", en: "'\(path)' is a directory, not a scenario file")
    case .notAFile:
      LocalizedText(
        zh: "“\(path)”不是普通文件", en: "'\(path)' is no ordinary file")
    case .unreadable(let why):
      LocalizedText(
        zh: "无法读取“\(path)”：\(why)", en: "'\(path)' cannot be read: \(why)")
    }
  }
}

/// Reads the scenario in the file at `path`.
///
/// - Throws: ``ScenarioFileError`` when there is no such file or it cannot be read; faults of its
///   content are diagnostics.
public func readScenario(
  path: String
) throws(ScenarioFileError) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
  parseScenario(
    try readScenarioBytes(path: path), file: path, catalogue: .find(besideScenario: path))
}

/// The bytes of the file at `path`, one more than a scenario may have at most.
///
/// - Throws: ``ScenarioFileError`` when there is no such file or it cannot be read.
public func readScenarioBytes(path: String) throws(ScenarioFileError) -> [UInt8] {
  func failure(_ code: Int32) -> ScenarioFileError {
    switch code {
    case ENOENT, ENOTDIR: return ScenarioFileError(path: path, reason: .missing)
    case EISDIR: return ScenarioFileError(path: path, reason: .directory)
    default:
      return ScenarioFileError(path: path, reason: .unreadable(String(cString: strerror(code))))
    }
  }
  // A path with a NUL would be cut short and name another file.
  guard !path.utf8.contains(0) else { throw ScenarioFileError(path: path, reason: .missing) }
  // Non-blocking: a pipe without a writer is refused below instead of being waited for.
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw failure(errno) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw ScenarioFileError(path: path, reason: .directory)
  default: throw ScenarioFileError(path: path, reason: .notAFile)
  }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while bytes.count <= YAMLReader.mostBytes {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 {
      if errno == EINTR { continue }
      throw failure(errno)
    }
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  return bytes
}
