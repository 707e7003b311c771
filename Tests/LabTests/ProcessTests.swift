import Foundation
import Testing

@testable import Lab

/// The command as built beside these tests.
private let binary: URL? = {
  let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  let candidates =
    [CommandLine.arguments.first, link].compactMap { $0 }
    .map { URL(filePath: $0).deletingLastPathComponent().appending(path: "reformlab") }
    + [Bundle.main.bundleURL.deletingLastPathComponent().appending(path: "reformlab")]
  return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
}()

@Suite(.enabled(if: binary != nil, "reformlab is not built beside the tests"))
struct `A process of its own` {
  private let scenario = "Scenarios/one-licence.yaml"

  @Test func `prints the same bytes each time and for any number of threads`() throws {
    let arguments = ["compare", scenario, "--replications", "4", "--json"]
    let first = try run(arguments)
    #expect(first.code == 0)
    #expect(!first.output.isEmpty)
    #expect(try run(arguments).output == first.output)
    #expect(try run(arguments + ["--threads", "1"]).output == first.output)
    #expect(try run(arguments + ["--threads", "2"]).output == first.output)
  }

  @Test func `ends with the exit code of what went wrong`() throws {
    #expect(try run(["--version"]).code == 0)
    #expect(try run(["--version"]).output == "ReformLab \(productVersion)\n")
    #expect(try run(["nothing"]).code == 2)
    #expect(try run(["compare", "no-such-file"]).code == 3)
    #expect(try run(["check", scenario]).code == 0)
    #expect(try run(["run", scenario, "--replications", "1", "-o", "no/such/folder/x"]).code == 6)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `stops soon after a signal and says so`(_ signal: Int32, _ code: Int32) throws {
    let running = try start(["compare", scenario, "--replications", "100000"])
    Thread.sleep(forTimeInterval: 0.7)
    let sent = ContinuousClock.now
    kill(running.process.processIdentifier, signal)
    let end = try finish(running)
    #expect(end.code == code)
    #expect(end.output.isEmpty)
    #expect(end.messages == "reformlab: stopped; nothing of the study was kept.\n")
    // A fifth of a second is meant; the machine may be busy with other tests.
    #expect(sent.duration(to: .now) < .seconds(2))
  }

  @Test func `draws no progress and no colors where there is no terminal`() throws {
    let end = try run(["compare", scenario, "--replications", "20"])
    #expect(end.messages.isEmpty)
    #expect(!end.output.contains("\u{1B}"))
  }

  private typealias End = (code: Int32, output: String, messages: String)
  private typealias Running = (process: Process, output: Pipe, messages: Pipe)

  private func run(_ arguments: [String]) throws -> End { try finish(try start(arguments)) }

  private func start(_ arguments: [String]) throws -> Running {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    process.currentDirectoryURL = root
    process.environment = ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, output, messages)
  }

  private func finish(_ running: Running) throws -> End {
    // Messages are short and fit into their pipe while the output is read.
    let output = running.output.fileHandleForReading.readDataToEndOfFile()
    let messages = running.messages.fileHandleForReading.readDataToEndOfFile()
    running.process.waitUntilExit()
    return (
      running.process.terminationStatus, String(decoding: output, as: UTF8.self),
      String(decoding: messages, as: UTF8.self)
    )
  }
}
