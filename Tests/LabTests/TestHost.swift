import Foundation
import Synchronization

@testable import Lab

/// Runs command lines in this process and keeps what they print.
final class TestHost: Sendable {
  private let output = Mutex<[UInt8]>([])
  private let messages = Mutex("")
  private let variables: [String: String]
  private let outputError: Int32?
  private let stop: Int32
  /// Where studies that take longer than a second keep their journals.
  let stateFolder = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())")
    .path

  /// - Parameters:
  ///   - outputError: the error number of every write to standard output; nil: it works.
  ///   - stop: the signal that has been received from the beginning on; 0 for none.
  init(variables: [String: String] = [:], outputError: Int32? = nil, stop: Int32 = 0) {
    self.variables = ["XDG_STATE_HOME": stateFolder].merging(variables) { $1 }
    self.outputError = outputError
    self.stop = stop
  }

  deinit { try? FileManager.default.removeItem(atPath: stateFolder) }

  /// What was printed to standard output, and to standard error.
  var printed: String { String(decoding: output.withLock { $0 }, as: UTF8.self) }
  var said: String { messages.withLock { $0 } }

  func run(_ arguments: String...) async -> ExitCode { await run(arguments) }

  func run(_ arguments: [String]) async -> ExitCode {
    let (variables, outputError, stop) = (variables, outputError, stop)
    return await runCommandLine(
      arguments,
      host: Host(
        variable: { variables[$0] },
        output: { [self] bytes throws(HostError) in
          if let outputError { throw HostError(number: outputError) }
          output.withLock { $0 += bytes }
        },
        message: { [self] text in messages.withLock { $0 += text } }, stopSignal: { stop }))
  }
}
