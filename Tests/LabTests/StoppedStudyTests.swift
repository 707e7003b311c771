import Foundation
import Testing

@testable import Lab

/// Whether the long studies are asked for: `make prove`.
private let proves = ProcessInfo.processInfo.environment["REFORMLAB_PROVE"] != nil

/// Studies whose processes are killed, stopped, short of room, or two at once.
@Suite(.serialized, .enabled(if: labBinary != nil, "reformlab is not built beside the tests"))
struct `A study that does not come to its end` {
  private let folder: TestFolder
  private let scenario: String

  init() throws {
    folder = try TestFolder()
    scenario = try folder.write(try shortScenario(), "short.yaml")
  }

  private func start(_ arguments: [String], most: Int? = nil) throws -> LabProcess {
    try LabProcess(arguments, state: folder.path, most: most)
  }

  // MARK: Killed

  @Test(arguments: [
    (["compare", "--precision", "0.15"], 3), (["attribute", "--replications", "60"], 2),
  ])
  func `by kill -9 ends with the same bytes when it is resumed`(
    _ command: [String], _ kills: Int
  ) throws {
    try killAndResume(command, kills)
  }

  @Test(
    .enabled(if: proves),
    arguments: [
      (["compare", "--precision", "0.15"], 20), (["attribute", "--replications", "60"], 15),
      (["sensitivity", "--points", "16"], 15),
    ])
  func `Prove: by kill -9 at fifty moments ends with the same bytes when it is resumed`(
    _ command: [String], _ kills: Int
  ) throws {
    try killAndResume(command, kills)
  }

  /// Kills one attempt after the other, each going on where the last one was, at moments of the time
  /// that a whole study takes.
  private func killAndResume(_ command: [String], _ kills: Int) throws {
    let arguments = [command[0], scenario] + command.dropFirst() + ["--json", "--threads", "1"]
    let begin = ContinuousClock.now
    let whole = try start(arguments).end()
    let time = begin.duration(to: .now) / .seconds(1)
    try #require(whole.code == 0 && !whole.output.isEmpty, "\(whole.messages)")
    let kept = arguments + ["--journal", folder.file("killed.journal")]
    var killed = 0
    var moments: [Double] = []
    for _ in 0..<kills {
      let running = try start(kept)
      moments.append(.random(in: 0...(time / Double(min(kills, 4)))))
      Thread.sleep(forTimeInterval: moments.last ?? 0)
      running.send(SIGKILL)
      if running.end().code == SIGKILL { killed += 1 }
    }
    let resumed = try start(kept).end()
    #expect(resumed.code == 0, "\(resumed.messages) after \(moments) s")
    #expect(resumed.output == whole.output, "after \(moments) s")
    #expect(killed > 0, "every attempt was done before its end, after \(moments) s")
    // All its parts are there now.
    let again = try start(kept + ["--resume"]).end()
    #expect(again.output == whole.output)
    #expect(again.messages.contains(" already, not to be done again"))
  }

  // MARK: Stopped

  @Test func `by Ctrl-C says how many parts are kept and goes on with --resume`() throws {
    let arguments = ["compare", scenario, "--replications", "600", "--json", "--threads", "1"]
    let running = try start(arguments)
    // The journal is made once the study has taken a second.
    let begin = ContinuousClock.now
    while TestFolder.journals(in: folder.path).isEmpty, running.process.isRunning,
      begin.duration(to: .now) < .seconds(60)
    { Thread.sleep(forTimeInterval: 0.02) }
    Thread.sleep(forTimeInterval: 0.1)
    let sent = ContinuousClock.now
    running.send(SIGINT)
    let end = running.end()
    // A fifth of a second is meant; the machine may be busy with other tests.
    #expect(sent.duration(to: .now) < .seconds(2))
    try #require(end.code == 130, "\(end.messages)")
    #expect(end.output.isEmpty)
    let kept = try #require(
      end.messages.wholeMatch(
        of:
          /reformlab: stopped; ([1-9][0-9]*) parts? (is|are) kept: the same command with --resume goes on\.\n/
      )?.1)
    let resumed = try start(arguments + ["--resume"]).end()
    #expect(resumed.code == 0)
    #expect(
      resumed.messages.hasPrefix("reformlab: \(kept) part") && resumed.messages.contains("already"))
    #expect(resumed.output == (try start(arguments).end()).output)
    // Nothing is left, and there is nothing to go on with.
    #expect(TestFolder.journals(in: folder.path).isEmpty)
    let missing = try start(arguments + ["--resume"]).end()
    #expect(missing.code == 3)
    #expect(missing.messages.contains("there is no study to go on with in"))
  }

  @Test func `begins anew without --resume, and says what that would have saved`() throws {
    let arguments = ["compare", scenario, "--replications", "600", "--json", "--threads", "1"]
    let running = try start(arguments)
    let begin = ContinuousClock.now
    while TestFolder.journals(in: folder.path).isEmpty, running.process.isRunning,
      begin.duration(to: .now) < .seconds(60)
    { Thread.sleep(forTimeInterval: 0.02) }
    Thread.sleep(forTimeInterval: 0.3)
    running.send(SIGKILL)
    try #require(running.end().code == SIGKILL)
    let anew = try start(arguments).end()
    #expect(anew.code == 0)
    #expect(anew.messages.contains("done anew now; --resume would have gone on with them"))
    #expect(TestFolder.journals(in: folder.path).isEmpty)
  }

  // MARK: Two at once

  @Test func `shares a journal with another process at work on it`() throws {
    let arguments = ["compare", scenario, "--replications", "60", "--json", "--threads", "1"]
    let both = arguments + ["--journal", folder.file("shared.journal")]
    let (first, second) = (try start(both), try start(both))
    let ends = [first.end(), second.end()]
    let alone = try start(arguments).end()
    for end in ends {
      #expect(end.code == 0, "\(end.messages)")
      #expect(end.output == alone.output)
    }
    #expect(try start(both).end().messages.contains("60 parts of this study are in"))
  }

  @Test func `shares the default journal, which the last one removes`() throws {
    let arguments = ["compare", scenario, "--replications", "400", "--json", "--threads", "1"]
    let (first, second) = (try start(arguments), try start(arguments))
    let ends = [first.end(), second.end()]
    #expect(ends.map(\.code) == [0, 0])
    #expect(!ends[0].output.isEmpty && ends[0].output == ends[1].output)
    #expect(TestFolder.journals(in: folder.path).isEmpty)
  }

  // MARK: No room

  @Test func `for want of room keeps what it had: 6, and the rest is done later`() throws {
    let arguments = ["compare", scenario, "--replications", "60", "--json", "--threads", "1"]
    let kept = arguments + ["--journal", folder.file("full.journal")]
    // 200 kB: the tables and some parts fit.
    let full = try start(kept, most: 400).end()
    #expect(full.code == 6, "\(full.messages)")
    #expect(full.output.isEmpty)
    #expect(full.messages.contains("full.journal' cannot be read or written"))
    #expect(full.messages.contains("go on with --resume"))
    let resumed = try start(kept + ["--resume"]).end()
    #expect(resumed.code == 0, "\(resumed.messages)")
    #expect(resumed.messages.contains("already, not to be done again"))
    #expect(resumed.output == (try start(arguments).end()).output)
  }

  @Test func `for want of room in the default place goes on without a journal`() throws {
    let arguments = ["compare", scenario, "--replications", "600", "--threads", "1", "--csv"]
    let full = try start(arguments, most: 100).end()
    #expect(full.code == 0, "\(full.messages)")
    #expect(full.messages.contains("the study goes on, but could not be resumed"))
    #expect(full.messages.split(separator: "\n").count == 1)
    #expect(!full.output.isEmpty)
  }
}
