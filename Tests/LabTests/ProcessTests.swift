import Foundation
import Testing

@testable import Lab

@Suite(.enabled(if: labBinary != nil, "reformlab is not built beside the tests"))
struct `A process of its own` {
  private let scenario = "Scenarios/one-licence.yaml"
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

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
    let running = try LabProcess(
      ["compare", scenario, "--replications", "100000"], state: folder.path)
    Thread.sleep(forTimeInterval: 0.7)
    let sent = ContinuousClock.now
    running.send(signal)
    let end = running.end()
    #expect(end.code == code)
    #expect(end.output.isEmpty)
    #expect(end.messages.hasPrefix("reformlab: stopped; "))
    // A fifth of a second is meant; the machine may be busy with other tests.
    #expect(sent.duration(to: .now) < .seconds(2))
  }

  @Test func `draws no progress and no colors where there is no terminal`() throws {
    let end = try run(["compare", scenario, "--replications", "20"])
    #expect(end.messages.isEmpty)
    #expect(!end.output.contains("\u{1B}"))
  }

  private func run(_ arguments: [String]) throws -> LabProcess.End {
    try LabProcess(arguments, state: folder.path).end()
  }
}
