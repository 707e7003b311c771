internal import ApprovalModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Why the system refused something: an error number with its words in both languages.
struct SystemReason: Error, Hashable, Sendable {
  /// The error number.
  var number: Int32

  /// The reason for the call that failed last.
  static var last: SystemReason { SystemReason(number: errno) }

  /// Whether something has that path already.
  var isExisting: Bool { number == EEXIST }

  /// The reason in words; the system's own where there are none here.
  var text: LocalizedText {
    switch number {
    case ENOENT: LocalizedText(zh: "没有这个文件或目录", en: "no such file or directory")
    case EACCES, EPERM: LocalizedText(zh: "没有权限", en: "permission denied")
    case EISDIR: LocalizedText(zh: "这是目录，不是文件", en: "it is a directory, not a file")
    case ENOTDIR: LocalizedText(zh: "路径中有一段不是目录", en: "a part of the path is not a directory")
    case ENOSPC: LocalizedText(zh: "磁盘已满", en: "the disk is full")
    case EROFS: LocalizedText(zh: "文件系统只读", en: "the file system is read-only")
    case ENAMETOOLONG: LocalizedText(zh: "路径太长", en: "the path is too long")
    case ELOOP: LocalizedText(zh: "符号链接成环", en: "symbolic links form a loop")
    default:
      strerror(number).map { String(cString: $0) }
        .map { LocalizedText(zh: "系统错误 \(number)（\($0)）", en: "system error \(number) (\($0))") }
        ?? LocalizedText(zh: "系统错误 \(number)", en: "system error \(number)")
    }
  }
}

/// The error number of a pipe that nobody reads any more.
let brokenPipe = EPIPE
