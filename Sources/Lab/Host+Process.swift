internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Host {
  /// This process.
  ///
  /// Signals are caught from here on.
  public static func process() -> Host {
    StopSignal.install()
    return Host(
      variable: { name in getenv(name).map { String(cString: $0) } },
      output: { bytes throws(HostError) in
        do throws(SystemReason) {
          try writeAll(bytes, to: STDOUT_FILENO)
        } catch {
          throw HostError(number: error.number)
        }
      },
      message: { text in try? writeAll(Array(text.utf8), to: STDERR_FILENO) },
      isOutputTerminal: isatty(STDOUT_FILENO) == 1, isMessageTerminal: isatty(STDERR_FILENO) == 1,
      stopSignal: { StopSignal.received.load(ordering: .relaxed) })
  }
}

/// The signals that ask for an end.
private enum StopSignal {
  /// The first one received; 0 for none.
  static let received = Atomic<Int32>(0)

  static func install() {
    received.store(0, ordering: .relaxed)
    // A closed pipe shows as an error of the write, which ends the command without a word.
    signal(SIGPIPE, SIG_IGN)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        // A terminal and its shell may both pass on one Ctrl-C. From the third on the system ends the
        // process, whatever it is doing.
        if StopSignal.received.exchange(number, ordering: .relaxed) != 0 { signal(number, SIG_DFL) }
      }
    }
  }
}
