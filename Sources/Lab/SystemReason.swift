internal import ApprovalModel
internal import Studies

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

  /// The reason in words.
  var text: LocalizedText { systemReason(number) }
}

/// The error number of a pipe that nobody reads any more.
let brokenPipe = EPIPE
