import ApprovalModel
import Testing

@testable import Lab

@Suite struct `A command line` {
  @Test func `may have its flags anywhere, with a space or an equals sign`() throws {
    let a = try readCommandLine(["compare", "x.yaml", "b", "--seed", "7", "--json", "--switch=s"])
    let b = try readCommandLine(["--json", "--seed=7", "compare", "--switch", "s", "x.yaml", "b"])
    #expect(a == b)
    #expect(a.action == .command(.compare))
    #expect(a.arguments == ["x.yaml", "b"])
    #expect(a.options.seed == 7)
    #expect(a.options.json)
    #expect(a.options.switches == ["s"])
  }

  @Test func `ends its flags at a double hyphen`() throws {
    let invocation = try readCommandLine(["check", "--", "--json"])
    #expect(invocation.arguments == ["--json"])
    #expect(!invocation.options.json)
    #expect(try readCommandLine(["check", "-"]).arguments == ["-"])
  }

  @Test func `gives switches in their order`() throws {
    let invocation = try readCommandLine(["run", "f", "--switch", "b", "--switch", "a"])
    #expect(invocation.options.switches == ["b", "a"])
  }

  @Test func `asks for help in several ways`() throws {
    #expect(try readCommandLine(["help"]).action == .help(nil))
    #expect(try readCommandLine(["--help"]).action == .help(nil))
    #expect(try readCommandLine(["help", "run"]).action == .help(.run))
    #expect(try readCommandLine(["run", "-h"]).action == .help(.run))
    #expect(try readCommandLine(["--version"]).action == .version)
  }

  @Test func `takes the largest seed`() throws {
    let invocation = try readCommandLine(["run", "f", "--seed", "18446744073709551615"])
    #expect(invocation.options.seed == .max)
  }

  @Test func `decides the language before all else`() {
    #expect(languageAsked(["nothing", "--lang", "zh"]) == .zh)
    #expect(languageAsked(["--lang=en", "x"]) == .en)
    #expect(languageAsked(["--", "--lang", "zh"]) == nil)
    let environment = ["LANG": "zh_CN.UTF-8", "LC_ALL": ""]
    #expect(languageOfEnvironment { environment[$0] } == .zh)
    let overruled = ["LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"]
    #expect(languageOfEnvironment { overruled[$0] } == .en)
    #expect(languageOfEnvironment { _ in nil } == .en)
  }

  /// Wording is part of the interface: tested word for word.
  @Test(arguments: [
    (["compar", "x"], "there is no command 'compar'; did you mean 'compare'?"),
    (["frobnicate"], "there is no command 'frobnicate'"),
    (["compare", "x", "--sed", "1"], "there is no flag '--sed'; did you mean '--seed'?"),
    (["compare", "x", "--strict"], "'compare' takes no --strict"),
    (["compare"], "'compare' needs a scenario file"),
    (["check"], "'check' needs a scenario file"),
    (["log", "x", "a", "b"], "'log' takes one design; 'b' is one too many"),
    (["help", "run", "x"], "'help' has no use for 'x'"),
    (["--version", "x"], "--version has no use for 'x'"),
    (["compare", "x", "--json", "--csv"], "--json and --csv exclude each other"),
    (["compare", "x", "--json", "--json"], "--json is given twice"),
    (["compare", "x", "--json=yes"], "--json takes no value, but has 'yes'"),
    (
      ["compare", "x", "--seed", "abc"],
      "--seed needs a whole number from 0 to 18446744073709551615, not 'abc'"
    ),
    (
      ["compare", "x", "--seed", "18446744073709551616"],
      "--seed needs a whole number from 0 to 18446744073709551615, not '18446744073709551616'"
    ),
    (
      ["compare", "x", "--seed", "-1"],
      "--seed needs a whole number from 0 to 18446744073709551615, not '-1'"
    ),
    (["compare", "x", "--seed"], "--seed needs a whole number from 0 to 18446744073709551615"),
    (
      ["compare", "x", "--threads", "0"],
      "--threads needs a whole number from 1 to 1024, not '0'"
    ),
    (
      ["compare", "x", "--replications", "1.5"],
      "--replications needs a whole number from 1 to 100000, not '1.5'"
    ),
    (["compare", "x", "--precision", "1e-3"], "--precision needs a number above 0, not '1e-3'"),
    (["compare", "x", "--precision", "0"], "--precision needs a number above 0, not '0'"),
    (["compare", "x", "--lang", "fr"], "--lang needs zh or en, not 'fr'"),
    (["compare", "x", "--output", ""], "--output needs the path of a file, not ''"),
  ])
  func `that is wrong says what was found and what to do`(_ words: [String], _ message: String) {
    do {
      let invocation = try readCommandLine(words)
      Issue.record("read as \(invocation)")
    } catch {
      #expect(error.message.en == message)
      #expect(!error.message.zh.isEmpty)
    }
  }

  @Test func `that is wrong names the help that tells more`() {
    let error = UsageError.badValue(.threads, "0")
    #expect(
      error.text(.en, command: .compare)
        == "reformlab: error: --threads needs a whole number from 1 to 1024, not '0'\n"
        + "See: reformlab help compare\n")
    #expect(
      UsageError.unknownCommand("compar", near: "compare").text(.zh)
        == "reformlab: 错误：没有命令“compar”；是否指“compare”？\n用法见：reformlab help\n")
  }

  @Test(arguments: [
    ("compar", "compare"), ("comapre", "compare"), ("chek", "check"), ("rn", "run"), ("lgo", "log"),
  ])
  func `with a slip of the finger finds the command meant`(_ typed: String, _ meant: String) {
    #expect(nearestName(to: typed, among: Command.allCases.map(\.rawValue)) == meant)
  }

  @Test func `far from every command suggests none`() {
    #expect(nearestName(to: "simulate", among: Command.allCases.map(\.rawValue)) == nil)
    #expect(nearestName(to: "", among: Command.allCases.map(\.rawValue)) == nil)
    #expect(nearestName(to: "x", among: []) == nil)
  }
}

@Suite struct `The definitions of flags and commands` {
  @Test func `have words in both languages`() {
    for flag in Flag.allCases { #expect(!flag.summary.zh.isEmpty && !flag.summary.en.isEmpty) }
    for command in Command.allCases {
      for text in [command.summary, command.details] + command.arguments.map(\.summary) {
        #expect(!text.zh.isEmpty && !text.en.isEmpty)
      }
    }
    for code in ExitCode.allCases { #expect(!code.meaning.zh.isEmpty && !code.meaning.en.isEmpty) }
  }

  @Test func `use every flag`() {
    let used = Set(Command.allCases.flatMap(\.flags)).union([.version])
    #expect(used == Set(Flag.allCases))
  }

  @Test func `exclude each other both ways`() {
    for flag in Flag.allCases {
      for other in flag.excludes { #expect(other.excludes.contains(flag)) }
    }
  }

  @Test func `show examples that can be read`() throws {
    for command in Command.allCases {
      for example in command.examples {
        // As a shell reads it: what stands in quotes is one word.
        let parts = example.split(separator: "'", omittingEmptySubsequences: false)
        let words = parts.enumerated().flatMap { i, part in
          i % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
        #expect(words.first == "reformlab")
        _ = try readCommandLine(Array(words.dropFirst()))
      }
    }
  }
}
