internal import ApprovalModel

/// A command: the one definition behind parsing, help and the reference page.
enum Command: String, Hashable, Sendable, CaseIterable {
  case compare, run, check, catalogue, log, help

  /// What stands behind a command's name.
  struct Argument: Hashable, Sendable {
    /// The word in help.
    var word: String
    /// How many of them may stand there.
    var count: ClosedRange<Int>
    /// What it is.
    var summary: LocalizedText

    /// The argument as help shows it.
    var usage: String {
      let word = count.upperBound > 1 ? "\(word)…" : word
      return count.lowerBound == 0 ? "[\(word)]" : word
    }
  }

  /// What it does, in one line.
  var summary: LocalizedText {
    switch self {
    case .compare:
      LocalizedText(
        zh: "比较各方案与基准方案：省多少天、多少钱，谁受益、谁受损，冒什么风险",
        en:
          "compare designs with the baseline: days and money saved, who gains, who loses, what risk"
      )
    case .run:
      LocalizedText(
        zh: "运行方案，给出各项结果，不作比较", en: "run designs and print their outcomes without comparing")
    case .check:
      LocalizedText(
        zh: "检查情景文件及其每个方案，不运行", en: "check scenario files and every design in them, without running"
      )
    case .catalogue:
      LocalizedText(
        zh: "列出、查找改革目录里的举措，或显示其中一项", en: "list or search the catalogue of reforms, or show one")
    case .log:
      LocalizedText(zh: "输出一次运行的事件日志（CSV）", en: "print the event log of one replication (CSV)")
    case .help: LocalizedText(zh: "显示帮助", en: "show help, or the help of a command")
    }
  }

  /// More about it.
  var details: LocalizedText {
    switch self {
    case .compare:
      LocalizedText(
        zh: "每个方案都用同样的申请人、同样的运气运行，逐人比较。不写方案就比较全部方案；基准方案总在其中。",
        en:
          "Every design is run with the same applicants and the same luck, and compared applicant by applicant. Without DESIGN all are compared; the baseline always takes part."
      )
    case .run:
      LocalizedText(
        zh: "不写方案就运行全部方案。", en: "Without DESIGN all are run.")
    case .check:
      LocalizedText(
        zh: "逐条列出问题：位置、原文、怎么改。没有错误时列出文件的内容和证据等级。",
        en:
          "Lists each finding with its place, the line and what to do. Without errors it says what the file holds and how well its inputs are known."
      )
    case .catalogue:
      LocalizedText(
        zh: "不写 WORD 就列出全部条目；条目的名称或编号（如 S10）显示该条；其他词在名称和说明（中英文）里查找。情景文件用 use 取用条目。",
        en:
          "Without WORD it lists all entries. The name or number of an entry, such as S10, shows it; other words are searched for in names and descriptions in both languages. Scenarios take an entry by 'use'."
      )
    case .log:
      LocalizedText(
        zh: "列名按事件日志的通行写法（XES），流程挖掘工具可以直接读取。不写方案就用举措最多的方案。",
        en:
          "Columns carry the names that event logs use (XES), so that process mining tools read them. Without DESIGN it is the one with most reforms."
      )
    case .help: LocalizedText(zh: "不写命令就列出全部命令。", en: "Without COMMAND it lists all commands.")
    }
  }

  /// What stands behind its name, in order.
  var arguments: [Argument] {
    let designs = Argument(
      word: "DESIGN", count: 0...1_000,
      summary: LocalizedText(zh: "情景文件中的方案名", en: "the name of a design in the scenario"))
    let file = Argument(
      word: "FILE", count: 1...1,
      summary: LocalizedText(zh: "情景文件；- 是标准输入", en: "a scenario file; - is standard input"))
    switch self {
    case .compare, .run: return [file, designs]
    case .check:
      return [Argument(word: "FILE", count: 1...1_000, summary: file.summary)]
    case .catalogue:
      let summary = LocalizedText(
        zh: "条目的名称、编号，或要查找的词", en: "the name or number of an entry, or a word to search for")
      return [Argument(word: "WORD", count: 0...20, summary: summary)]
    case .log: return [file, Argument(word: "DESIGN", count: 0...1, summary: designs.summary)]
    case .help:
      let summary = LocalizedText(zh: "命令名", en: "the name of a command")
      return [Argument(word: "COMMAND", count: 0...1, summary: summary)]
    }
  }

  /// The flags it takes, in the order of help.
  var flags: [Flag] {
    switch self {
    case .compare, .run:
      [.brief, .json, .csv] + (self == .compare ? [.baseline] : []) + [
        .switch, .seed, .replications, .precision, .threads, .output, .quiet, .lang, .noColor,
        .help,
      ]
    case .check: [.strict, .json, .output, .quiet, .lang, .noColor, .help]
    case .catalogue: [.json, .output, .quiet, .lang, .noColor, .help]
    case .log: [.replication, .seed, .switch, .output, .quiet, .lang, .noColor, .help]
    case .help: [.markdown, .lang, .noColor, .help]
    }
  }

  /// The first line of its help.
  var usage: String {
    (["reformlab", rawValue] + arguments.map(\.usage) + ["[FLAGS]"]).joined(separator: " ")
  }

  /// Command lines that work in the repository.
  var examples: [String] {
    switch self {
    case .compare:
      [
        "reformlab compare Scenarios/one-licence.yaml",
        "reformlab compare Scenarios/one-licence.yaml commitment --lang zh",
        "reformlab compare Scenarios/one-licence.yaml --json --output results.json",
      ]
    case .run: ["reformlab run Scenarios/one-licence.yaml before"]
    case .check: ["reformlab check Scenarios/one-licence.yaml --strict"]
    case .catalogue: ["reformlab catalogue", "reformlab catalogue joint-acceptance"]
    case .log: ["reformlab log Scenarios/one-licence.yaml commitment --output events.csv"]
    case .help: ["reformlab help compare"]
    }
  }
}
