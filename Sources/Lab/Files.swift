internal import ApprovalModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes of standard input, at most 16 MiB: a scenario has at most 4, and what is longer is
/// refused by its reader.
func readStandardInput() throws(SystemReason) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count < 16 << 20 {
    let count = buffer.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
    if count == 0 { break }
    if count < 0 {
      if errno == EINTR { continue }
      throw .last
    }
    bytes += buffer[..<count]
  }
  return bytes
}

/// The bytes of a regular file, at most `most`.
func readFile(_ path: String, most: Int) throws(SystemReason) -> [UInt8] {
  // A path with a NUL would be cut short; a pipe would be waited for.
  guard !path.utf8.contains(0) else { throw SystemReason(number: ENOENT) }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { throw .last }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { throw .last }
  if status.st_mode & S_IFMT == S_IFDIR { throw SystemReason(number: EISDIR) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw SystemReason(number: EINVAL) }
  guard status.st_size <= most else { throw SystemReason(number: EFBIG) }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var filled = 0
  while filled < bytes.count {
    let count = bytes.withUnsafeMutableBytes {
      read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
    }
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw .last }
    if count == 0 { break }
    filled += count
  }
  return Array(bytes[..<filled])
}

/// The names of what is in a folder, in order of code points; none where it cannot be read.
func fileNames(in folder: String) -> [String] {
  guard let entries = opendir(folder) else { return [] }
  defer { closedir(entries) }
  var names: [String] = []
  while let entry = readdir(entries) {
    names.append(
      withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      })
  }
  return names.inNameOrder()
}

/// Writes all of `bytes` to an open file.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(SystemReason) {
  var first = 0
  while first < bytes.count {
    let count = bytes[first...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw .last
    }
    first += count
  }
}

/// Writes a file that is not there yet.
///
/// - Throws: why it could not be written; what was there already is left as it was, and nothing is
///   left of a file that could not be written in full.
func createFile(_ path: String, _ bytes: [UInt8]) throws(SystemReason) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { throw .last }
  do throws(SystemReason) {
    try writeAll(bytes, to: descriptor)
  } catch {
    close(descriptor)
    unlink(path)
    throw error
  }
  guard close(descriptor) == 0 else {
    let reason = SystemReason.last
    unlink(path)
    throw reason
  }
}

/// Whether two paths lead to one and the same file.
func areSameFile(_ a: String, _ b: String) -> Bool {
  var (first, second) = (stat(), stat())
  guard stat(a, &first) == 0, stat(b, &second) == 0 else { return false }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// Whether two paths lead to one and the same file, or would if they were written.
func leadToSamePlace(_ a: String, _ b: String) -> Bool {
  func place(_ path: String) -> (folder: String, name: Substring)? {
    let slash = path.lastIndex(of: "/")
    guard let folder = realpath(slash.map { String(path[...$0]) } ?? ".", nil) else { return nil }
    defer { free(folder) }
    return (String(cString: folder), slash.map { path[path.index(after: $0)...] } ?? path[...])
  }
  if areSameFile(a, b) { return true }
  guard let first = place(a), let second = place(b) else { return false }
  return first == second
}

/// The path from the working folder where it lies below that, else the path as it is.
func belowWorkingFolder(_ path: String) -> String {
  guard path.hasPrefix("/"), let folder = realpath(".", nil), let whole = realpath(path, nil) else {
    return path
  }
  defer {
    free(folder)
    free(whole)
  }
  let start = String(cString: folder) + "/"
  let found = String(cString: whole)
  return found.hasPrefix(start) ? String(found.dropFirst(start.count)) : path
}

/// The last part of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// The folder above a path that should be there and is not; nil where it is, or none is named.
func missingFolder(above path: String) -> String? {
  guard let slash = path.dropLast(path.hasSuffix("/") ? 1 : 0).lastIndex(of: "/"),
    slash > path.startIndex
  else { return nil }
  let folder = String(path[..<slash])
  return isThere(folder) ? nil : folder
}

/// Makes a folder and those above it that are missing, for this user alone unless `mode` says other.
func makeFolders(_ path: String, mode: mode_t = 0o700) throws(SystemReason) {
  if mkdir(path, mode) == 0 || errno == EEXIST { return }
  guard errno == ENOENT, let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex
  else { throw .last }
  try makeFolders(String(path[..<slash]), mode: mode)
  if mkdir(path, mode) != 0, errno != EEXIST { throw .last }
}

/// A lock that processes share, or one holds alone; it ends with the process at the latest.
///
/// It lies on a file beside the one it is about, which SQLite locks in ways of its own.
struct FileLock: Sendable {
  private let path: String
  private var descriptor: Int32 = -1

  /// Shares the lock; waits while somebody holds it alone.
  init(path: String) throws(SystemReason) {
    self.path = path
    try share()
  }

  /// Shares the lock again after ``holdAlone()``.
  mutating func share() throws(SystemReason) {
    while true {
      if descriptor < 0 { descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
      guard descriptor >= 0 else { throw .last }
      if flock(descriptor, LOCK_SH) != 0 {
        if errno == EINTR { continue }
        throw .last
      }
      // Whoever held it alone may have removed the file.
      var (ours, there) = (stat(), stat())
      if fstat(descriptor, &ours) == 0, stat(path, &there) == 0, ours.st_ino == there.st_ino {
        return
      }
      end()
    }
  }

  /// Whether nobody else has the lock, and it is this process's alone from here on; where not, it is
  /// given up.
  func holdAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Gives the lock up.
  mutating func end() {
    close(descriptor)
    descriptor = -1
  }
}

/// Does something while no other process that asks for the same lock does; waits for its turn.
///
/// - Parameter path: a file for the lock alone, made where it is missing.
func whileLocked<Value>(_ path: String, _ body: () throws(Failure) -> Value)
  throws(LockedFailure) -> Value
{
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw .lock(.last) }
  defer { close(descriptor) }
  while flock(descriptor, LOCK_EX) != 0 {
    if errno != EINTR { throw .lock(.last) }
  }
  do { return try body() } catch { throw .work(error) }
}

/// Why something was not done under a lock.
enum LockedFailure: Error {
  case lock(SystemReason)
  case work(Failure)
}

/// Adds bytes to the end of a file, made where it is missing, and waits until they are on the disk.
func appendToFile(_ path: String, _ bytes: [UInt8]) throws(SystemReason) {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw .last }
  defer { close(descriptor) }
  try writeAll(bytes, to: descriptor)
  guard fsync(descriptor) == 0 else { throw .last }
}

/// The time now in UTC, to the second: `2026-03-01T09:30:00Z`.
func timeStamp() -> String {
  var now = time(nil)
  var parts = tm()
  gmtime_r(&now, &parts)
  func digits(_ value: Int32, _ count: Int = 2) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
  return "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))T"
    + "\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z"
}

/// The processor time that this thread has used, seconds.
func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// Removes a file; one that is not there is as good.
func removeFile(_ path: String) { unlink(path) }

/// Removes a file, or a folder with all that is in it; a link is removed, and not what it leads to.
func removeTree(_ path: String) {
  var status = stat()
  guard lstat(path, &status) == 0 else { return }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    unlink(path)
    return
  }
  for name in fileNames(in: path) where name != "." && name != ".." {
    removeTree("\(path)/\(name)")
  }
  rmdir(path)
}

/// Whether there is something at a path.
func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// A file that appears under its name when it is complete, and not before.
///
/// Written beside its place under another name and renamed at the end; a device or pipe is written
/// as it is. What was not committed is removed.
final class OutputFile {
  private let path: String
  private let temporary: String?
  private var descriptor: Int32

  /// Opens the file for writing, so that a place that cannot be written is known before the work.
  init(path: String) throws(SystemReason) {
    self.path = path
    var found = stat()
    if stat(path, &found) == 0, found.st_mode & S_IFMT != S_IFREG {
      temporary = nil
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { path[...$0] } ?? ""
      let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
      let temporary = "\(folder).\(name).\(getpid()).part"
      self.temporary = temporary
      descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw .last }
  }

  /// Writes more.
  func write(_ bytes: [UInt8]) throws(SystemReason) { try writeAll(bytes, to: descriptor) }

  /// Puts the file in its place.
  func commit() throws(SystemReason) {
    if let temporary {
      guard fsync(descriptor) == 0 else { throw .last }
      let closed = close(descriptor)
      descriptor = -1
      guard closed == 0, rename(temporary, path) == 0 else {
        let reason = SystemReason.last
        unlink(temporary)
        throw reason
      }
    } else {
      close(descriptor)
      descriptor = -1
    }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if let temporary { unlink(temporary) }
  }
}

/// Whether there is a folder at a path.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

extension Session {
  /// Works in a folder of its own, gone afterwards.
  func inFolder<Value>(
    _ work: (_ folder: String) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let start = host.variable("TMPDIR") ?? "/tmp"
    var template = Array("\(start)/reformlab.XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw unwritable(start, .last) }
    let folder = String(cString: made)
    defer { removeTree(folder) }
    return try work(folder)
  }
}
