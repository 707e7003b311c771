import Foundation
import Testing

@testable import Lab

@Suite struct `--journal, --resume and --shard` {
  private let folder: TestFolder
  private let scenario: String

  init() throws {
    folder = try TestFolder()
    scenario = try folder.write(try shortScenario(), "short.yaml")
  }

  private func run(_ arguments: String...) async -> (code: ExitCode, printed: String, said: String)
  {
    let host = TestHost()
    let code = await host.run(arguments)
    return (code, host.printed, host.said)
  }

  @Test func `use the parts of the same study, and leave the result as it is`() async throws {
    let journal = folder.file("a.journal")
    let plain = await run("compare", scenario, "--replications", "4", "--json")
    let first = await run(
      "compare", scenario, "--replications", "4", "--json", "--journal", journal)
    let second = await run(
      "compare", scenario, "--replications", "4", "--journal", journal, "--resume", "--json")
    #expect(plain.code == .done && first.code == .done && second.code == .done)
    #expect(first.printed == plain.printed && second.printed == plain.printed)
    #expect(first.said.isEmpty)
    #expect(
      second.said
        == "reformlab: 4 parts of this study are in \(journal) already, not to be done again\n")
    // Output and threads are no part of the study.
    let other = await run(
      "compare", scenario, "--replications", "4", "--csv", "--threads", "1", "--journal", journal,
      "--quiet")
    #expect(other.code == .done && other.said.isEmpty)
  }

  @Test func `refuse the journal of another study and name what differs`() async throws {
    let journal = folder.file("a.journal")
    #expect(
      await run("run", scenario, "--replications", "1", "--journal", journal).code == .done)
    let before = try folder.bytes("a.journal")
    let seed = await run(
      "run", scenario, "--replications", "1", "--seed", "7", "--journal", journal)
    #expect(seed.code == .invalidInput)
    #expect(seed.printed.isEmpty)
    #expect(seed.said.contains("is of another study: seed is '2019' in it and '7' now"))
    let count = await run("run", scenario, "--replications", "2", "--journal", journal)
    #expect(
      count.said.contains(
        "command is 'reformlab run FILE --replications 1' in it and 'reformlab run FILE --replications 2' now"
      ))
    #expect(count.said.contains("another number needs a new file named with --journal"))
    let changed = try folder.write(
      try shortScenario().replacing("perWorkingDay: 12", with: "perWorkingDay: 13"), "other.yaml")
    let scenario = await run("run", changed, "--replications", "1", "--journal", journal)
    #expect(scenario.code == .invalidInput)
    #expect(scenario.said.contains("scenarioDigest is '"))
    #expect(try folder.bytes("a.journal") == before)
  }

  @Test func `go on with a scenario that was laid out anew`() async throws {
    let journal = folder.file("a.journal")
    #expect(await run("run", scenario, "--replications", "1", "--journal", journal).code == .done)
    let anew = try folder.write("# a comment\n" + (try shortScenario()), "anew.yaml")
    let again = await run("run", anew, "--replications", "1", "--journal", journal, "--resume")
    #expect(again.code == .done)
    #expect(again.said.contains("1 part of this study is in"))
  }

  @Test func `refuse what is damaged, cut, newer or no journal: 3, left as it is`() async throws {
    let journal = folder.file("a.journal")
    #expect(await run("run", scenario, "--replications", "3", "--journal", journal).code == .done)
    let whole = try folder.bytes("a.journal")
    func refused(_ bytes: Data, _ words: String) async throws {
      for more in [[], ["--resume"]] {
        try bytes.write(to: URL(filePath: journal))
        let host = TestHost()
        let code = await host.run(
          ["run", scenario, "--replications", "3", "--journal", journal] + more)
        #expect(code == .invalidInput, "\(words)")
        #expect(host.said.contains(words), "\(host.said)")
        #expect(host.printed.isEmpty)
        #expect(try folder.bytes("a.journal") == bytes)
      }
    }
    var damaged = whole
    for i in 4096..<(4096 + 512) { damaged[i] ^= 0x55 }
    try await refused(damaged, "is damaged: ")
    try await refused(whole.prefix(whole.count / 2), "is damaged: ")
    var newer = whole
    newer[63] = 9
    try await refused(newer, "written by a newer ReformLab (format 9, this one reads 1)")
    try await refused(Data("format: 1\n".utf8), "is no study journal: it is no SQLite file")
  }

  @Test func `end with 6 where the journal cannot be written, before any work`() async {
    for path in ["/proc/no.journal", folder.file("no/folder/x.journal")] {
      let host = TestHost()
      #expect(await host.run("compare", scenario, "--journal", path) == .environment)
      #expect(host.said.contains("cannot be opened: no such file or directory"))
      #expect(host.said.contains("name another file with --journal"))
    }
  }

  @Test func `are named by who merges them, without the flags of a study`() async {
    let host = TestHost()
    #expect(await host.run("merge", folder.file("nope.journal")) == .invalidInput)
    #expect(host.said.contains("there is no study journal '"))
    #expect(!host.said.contains("--resume") && !host.said.contains("--journal"))
  }

  @Test func `do without a journal where the default place cannot be written`() async {
    let host = TestHost(variables: ["XDG_STATE_HOME": "/proc"])
    #expect(await host.run("compare", scenario, "--replications", "2") == .done)
    let missing = TestHost(variables: ["XDG_STATE_HOME": "", "HOME": ""])
    #expect(await missing.run("compare", scenario, "--resume") == .invalidInput)
    #expect(missing.said.contains("there is no study to go on with in"))
  }

  @Test(arguments: [
    ["compare", "SCENARIO", "--journal"],
    ["compare", "SCENARIO", "--journal", ""],
    ["compare", "SCENARIO", "--journal", "SCENARIO"],
    ["compare", "SCENARIO", "--journal", "x.journal", "--output", "x.journal"],
    ["compare", "SCENARIO", "--journal", "x.journal", "--output", "./x.journal"],
    ["compare", "SCENARIO", "--shard", "1/2"],
    ["compare", "SCENARIO", "--shard", "0/2", "--journal", "x.journal"],
    ["compare", "SCENARIO", "--shard", "3/2", "--journal", "x.journal"],
    ["compare", "SCENARIO", "--shard", "2", "--journal", "x.journal"],
    ["compare", "SCENARIO", "--shard", "1/10001", "--journal", "x.journal"],
    ["compare", "SCENARIO", "--shard", "1/2", "--journal", "x.journal", "--precision", "1"],
    ["compare", "SCENARIO", "--shard", "1/2", "--journal", "x.journal", "--json"],
    ["explore", "SCENARIO", "--shard", "1/2", "--journal", "x.journal"],
    ["sensitivity", "SCENARIO", "--shard", "1/2", "--journal", "x.journal"],
    ["staff", "SCENARIO", "--shard", "1/2", "--journal", "x.journal"],
    ["check", "SCENARIO", "--journal", "x.journal"],
    ["merge"], ["merge", "x.journal", "--seed", "1"], ["reproduce"],
    ["reproduce", "a", "b", "c"], ["reproduce", "a", "--journal", "x.journal"],
  ])
  func `are refused in wrong use: 2, with nothing written`(_ arguments: [String]) async {
    let host = TestHost()
    #expect(
      await host.run(arguments.map { $0 == "SCENARIO" ? scenario : $0 }) == .usage,
      "\(arguments)")
    #expect(host.printed.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "x.journal"))
  }

  // MARK: Shares

  @Test(arguments: [1, 2, 7])
  func `merge shares to the bytes of one run`(_ count: Int) async throws {
    for command in [["compare", "commitment"], ["attribute"], ["run"]] {
      func arguments(_ more: [String]) -> [String] {
        [command[0], scenario] + command.dropFirst() + ["--replications", "5", "--seed", "11"]
          + more
      }
      var journals: [String] = []
      for i in 1...count {
        journals.append(folder.file("\(command[0])-\(i)-\(count).journal"))
        let host = TestHost()
        let code = await host.run(
          arguments(["--shard", "\(i)/\(count)", "--journal", journals[i - 1]]))
        #expect(code == .done)
        #expect(host.printed.isEmpty)
        #expect(host.said.contains("share \(i) of \(count) is done"))
      }
      for flags in [["--json"], ["--csv"], ["--brief"], ["--lang", "zh"]] {
        let (merged, whole) = (TestHost(), TestHost())
        #expect(
          await merged.run(["merge"] + journals.reversed() + flags) == .done, "\(merged.said)")
        #expect(await whole.run(arguments(flags)) == .done)
        #expect(!whole.printed.isEmpty)
        #expect(merged.printed == whole.printed)
      }
    }
  }

  @Test func `merge names the shares that are missing`() async throws {
    var journals: [String] = []
    for i in 1...4 {
      journals.append(folder.file("\(i).journal"))
      #expect(
        await run(
          "run", scenario, "--replications", "6", "--shard", "\(i)/4", "--journal", journals[i - 1]
        ).code == .done)
    }
    let two = await run("merge", journals[3], journals[1])
    #expect(two.code == .invalidInput)
    #expect(two.printed.isEmpty)
    #expect(two.said.contains("shares are missing or not finished: 1/4, 3/4;"))
    let other = folder.file("other.journal")
    #expect(
      await run(
        "run", scenario, "--replications", "6", "--seed", "3", "--shard", "1/4", "--journal", other
      ).code == .done)
    let mixed = await run("merge", other, journals[1], journals[2], journals[3])
    #expect(mixed.code == .invalidInput)
    #expect(mixed.said.contains("of different studies: seed is '3' in \(other) and '2019' in"))
    let division = folder.file("division.journal")
    #expect(
      await run(
        "run", scenario, "--replications", "6", "--shard", "1/2", "--journal", division
      ).code == .done)
    let divided = await run("merge", division, journals[1])
    #expect(divided.code == .invalidInput)
    #expect(divided.said.contains("is one of 4 shares, the others of 2"))
    let replaced = await run("merge", journals[0], "--output", journals[0])
    #expect(replaced.code == .usage)
    let none = await run("merge", folder.file("none.journal"))
    #expect(none.code == .invalidInput)
  }

  @Test func `merge prints a whole study from its journal, and refuses one that is not finished`()
    async throws
  {
    let journal = folder.file("a.journal")
    let whole = await run(
      "compare", scenario, "--replications", "3", "--json", "--journal", journal)
    let merged = await run("merge", journal, "--json")
    #expect(merged.printed == whole.printed)
    let host = TestHost(stop: 2)
    let stopped = folder.file("stopped.journal")
    #expect(
      await host.run("compare", scenario, "--replications", "3", "--journal", stopped)
        == .interrupted)
    let unfinished = await run("merge", stopped)
    #expect(unfinished.code == .invalidInput)
    #expect(unfinished.said.contains("is not finished, 3 parts are missing"))
  }
}
