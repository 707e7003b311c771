import Foundation
import Testing

@testable import Lab

@Suite struct `How commands end` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path

  @Test func `without a command: 2, with the help on standard error`() async {
    let host = TestHost()
    #expect(await host.run() == .usage)
    #expect(host.printed.isEmpty)
    #expect(host.said.contains("reformlab compare"))
  }

  @Test(arguments: [
    ["frobnicate"], ["compare"], ["compare", "x", "--nothing"],
    ["compare", "x", "--json", "--csv"],
    ["compare", "x", "--seed", "abc"], ["compare", "x", "--threads", "0"],
    ["explain", "x", "--map", "--dot"], ["compare", "x", "--output", "--json"],
    ["run", "x", "--baseline", "before"],
  ])
  func `on wrong use: 2, with nothing on standard output`(_ arguments: [String]) async {
    let host = TestHost()
    #expect(await host.run(arguments) == .usage)
    #expect(host.printed.isEmpty)
    #expect(host.said.hasPrefix("reformlab: error: "))
  }

  @Test func `on an unknown design or switch: 2, with the names there are`() async {
    let host = TestHost()
    #expect(await host.run("compare", scenario, "comitment") == .usage)
    #expect(
      host.said
        == "reformlab: error: the scenario has no design 'comitment'; did you mean 'commitment'? "
        + "(there are: before, commitment)\nSee: reformlab help compare\n")
    let other = TestHost()
    #expect(await other.run("run", scenario, "--switch", "lean") == .usage)
    #expect(other.said.hasPrefix("reformlab: error: the scenario has no switch 'lean'"))
    let log = TestHost()
    #expect(await log.run("log", scenario, "nothing") == .usage)
    #expect(log.printed.isEmpty)
  }

  @Test func `on an input that cannot be read: 3, with path and reason`() async {
    for command in ["compare", "run", "log"] {
      let host = TestHost()
      #expect(await host.run(command, "no/such.yaml") == .invalidInput)
      #expect(
        host.said == "reformlab: error: there is no file 'no/such.yaml'\n")
    }
    let folder = TestHost()
    #expect(await folder.run("compare", root.path) == .invalidInput)
    #expect(folder.said.hasSuffix("is a directory, not a scenario file\n"))
    let check = TestHost()
    #expect(await check.run("check", scenario, "no/such.yaml") == .invalidInput)
    #expect(check.printed.contains("no/such.yaml: error: there is no file 'no/such.yaml'"))
  }

  @Test func `on a scenario with errors: 3, each with its place`() async throws {
    let file = try temporaryFile("format: 1\ntitle: x\n")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let host = TestHost()
    #expect(await host.run("compare", file) == .invalidInput)
    #expect(host.printed.isEmpty)
    #expect(host.said.contains("\(file):1:1: error: "))
    #expect(host.said.hasSuffix("; nothing was run.\n"))
    let check = TestHost()
    #expect(await check.run("check", file) == .invalidInput)
    #expect(check.printed.contains("\(file):1:1: error: "))
    #expect(check.said.isEmpty)
  }

  @Test func `on a reform that cannot be applied: 3, at the change in the file`() async throws {
    let text = try String(contentsOfFile: scenario, encoding: .utf8)
    let broken = text.replacingOccurrences(
      of: "designs:\n",
      with: """
          on-the-spot:
            changes:
              - confirm: licence
        designs:
          both: [commitment, on-the-spot]

        """)
    #expect(broken != text)
    let file = try temporaryFile(broken)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let check = TestHost()
    #expect(await check.run("check", file) == .invalidInput)
    let line =
      broken.split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.hasPrefix("      - commit: licence") }.map { $0 + 1 } ?? 0
    #expect(
      check.printed.contains("\(file):\(line):9: error: reform 'commitment' cannot be applied: "))
    #expect(check.printed.contains("\n \(line) |       - commit: licence\n"))
    let host = TestHost()
    #expect(await host.run("run", file) == .invalidInput)
    #expect(host.said.contains("\(file):\(line):9: error: reform 'commitment' cannot be applied: "))
  }

  @Test func `on warnings: 0 without --strict, 4 with it`() async throws {
    let text = try String(contentsOfFile: scenario, encoding: .utf8)
    let spare = text.replacingOccurrences(
      of: "sources:\n", with: "sources:\n  spare: {title: 没有引用的文件, status: undated}\n")
    #expect(spare != text)
    let file = try temporaryFile(spare)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let lenient = TestHost()
    #expect(await lenient.run("check", file) == .done)
    #expect(lenient.printed.contains("warning"))
    let strict = TestHost()
    #expect(await strict.run("check", "--strict", file) == .notPassed)
    let run = TestHost()
    #expect(await run.run("run", file, "--replications", "1") == .done)
    #expect(run.said.contains("has 1 warning; see: reformlab check"))
    let quiet = TestHost()
    #expect(await quiet.run("run", file, "--replications", "1", "--quiet") == .done)
    #expect(quiet.said.isEmpty)
  }

  @Test func `when the output cannot be written: 6, before any work`() async {
    let host = TestHost()
    #expect(await host.run("compare", scenario, "--output", "no/such/folder/x") == .environment)
    #expect(
      host.said
        == "reformlab: error: cannot write no/such/folder/x: there is no folder no/such/folder; make it "
        + "first: mkdir -p no/such/folder\n")
    let folder = TestHost()
    #expect(await folder.run("run", scenario, "-o", root.path) == .environment)
  }

  @Test func `when the disk is full: 6`() async {
    let full = TestHost(outputError: 28)
    #expect(await full.run("run", scenario, "--replications", "1") == .environment)
    #expect(full.said == "reformlab: error: cannot write standard output: the disk is full\n")
  }

  @Test func `when nobody reads on: 0, without a word`() async {
    let closed = TestHost(outputError: 32)
    #expect(await closed.run("run", scenario, "--replications", "1") == .done)
    #expect(closed.said.isEmpty)
  }

  @Test func `when a signal asks for it: 130 or 143, and nothing is kept`() async throws {
    let interrupted = TestHost(stop: 2)
    let path = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())").path
    #expect(await interrupted.run("compare", scenario, "--output", path) == .interrupted)
    #expect(interrupted.said == "reformlab: stopped; nothing of the study was kept.\n")
    #expect(!FileManager.default.fileExists(atPath: path))
    let terminated = TestHost(stop: 15)
    #expect(await terminated.run("log", scenario) == .terminated)
    #expect(terminated.printed.isEmpty)
  }

  @Test func `when the precision is not reached: 5, with the results so far`() async throws {
    let file = try temporaryFile(
      """
      format: 1
      title: small
      calendar: always
      study: {window: {from: 2024-03-01, to: 2024-03-02}, followFor: 10 calendar days,
              observe: 1 calendar day, baseline: before, seed: 1, replications: 20}
      applicants: {firm: {arrivals: {perCalendarDay: 1}}}
      offices: {permits: {staff: 1}}
      matters: {licence: {office: permits, review: {work: {exponential: {mean: 2 hours}}}}}
      designs: {before: []}
      """)
    defer { try? FileManager.default.removeItem(atPath: file) }
    let host = TestHost()
    let code = await host.run("run", file, "--precision", "0.0001", "--csv")
    #expect(code == .precisionNotReached)
    #expect(host.printed.hasPrefix("kind,design,"))
    #expect(host.said.contains("was not reached"))
    // Two million replications: more than the flag takes.
    #expect(host.said.contains("more than the 100000 that --replications allows"))
    #expect(!host.said.contains("use --replications"))
    let near = TestHost()
    #expect(await near.run("run", file, "--precision", "0.001") == .precisionNotReached)
    #expect(near.said.contains("more would reach it: use --replications"))
    #expect(near.printed.contains("at most 0.001 "))
  }

  @Test func `when the best design cannot be told: 5, with what there is`() async throws {
    let host = TestHost()
    let code = await host.run(
      "best", scenario, "--independent", "--worthwhile", "0.0001", "--replications", "20")
    #expect(code == .precisionNotReached)
    #expect(host.printed.contains("cannot be told within 20 replications"))
    let vague = TestHost()
    #expect(
      await vague.run("best", scenario, "--outcome", "official-time", "--replications", "20")
        == .usage)
    #expect(vague.said.contains("--worthwhile"))
  }

  @Test func `rather than replace the scenario by its results: 2`() async {
    let host = TestHost()
    #expect(await host.run("run", scenario, "--output", scenario) == .usage)
  }

  @Test func `in the language of the environment or of --lang`() async {
    let chinese = TestHost(variables: ["LANG": "zh_CN.UTF-8"])
    #expect(await chinese.run("nothing") == .usage)
    #expect(chinese.said.contains("没有命令“nothing”"))
    let english = TestHost(variables: ["LANG": "zh_CN.UTF-8"])
    #expect(await english.run("nothing", "--lang", "en") == .usage)
    #expect(english.said.contains("there is no command 'nothing'"))
  }

  private func temporaryFile(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID()).yaml")
    try text.write(to: path, atomically: true, encoding: .utf8)
    return path.path
  }
}
