internal import ApprovalModel

/// The reference page of all commands: `docs/reference/commands.md`.
enum HelpMarkdown {
  static var page: String {
    var lines = [
      "# Commands", "",
      "Written by `reformlab help --markdown`; a test compares this page with the program.", "",
      "    reformlab COMMAND [ARGUMENTS] [FLAGS]", "",
      "Results go to standard output, messages and progress to standard error. A flag's value may",
      "stand behind a space or behind `=`; flags end at `--`. The language is that of `LC_ALL`,",
      "`LC_MESSAGES` or `LANG` unless `--lang` says otherwise. Colors appear on terminals only, and",
      "not with `NO_COLOR`, `TERM=dumb` or `--no-color`.", "",
      "`reformlab --version` prints the version.", "",
    ]
    for command in Command.allCases { lines += section(command) }
    lines += ["## Exit codes", "", "| code | meaning | 含义 |", "|---|---|---|"]
    lines += ExitCode.allCases.map { row([String($0.rawValue), $0.meaning.en, $0.meaning.zh]) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ command: Command) -> [String] {
    var lines = ["## \(command.rawValue)", "", "    \(command.usage)", ""]
    lines += [sentence(command.summary.en) + " " + command.details.en, ""]
    lines += [command.summary.zh + "。" + command.details.zh, ""]
    lines += command.examples.map { "    \($0)" } + [""]
    lines += ["| argument or flag | meaning | 含义 |", "|---|---|---|"]
    lines += command.arguments.map { row(["`\($0.usage)`", $0.summary.en, $0.summary.zh]) }
    lines += command.flags.map { flag in
      let summary = flag.summary(of: command)
      return row(["`\(flag.usage(of: command))`", summary.en, summary.zh])
    }
    return lines + [""]
  }

  private static func sentence(_ text: String) -> String {
    (text.first.map { $0.uppercased() } ?? "") + text.dropFirst() + "."
  }

  private static func row(_ cells: [String]) -> String {
    var result = "|"
    for cell in cells {
      var escaped = ""
      for character in cell {
        if character == "|" { escaped += "\\" }
        escaped.append(character)
      }
      result += " \(escaped) |"
    }
    return result
  }
}
