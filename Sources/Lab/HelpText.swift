internal import ApprovalModel
internal import Reporting

/// Help, from the definitions of commands and flags.
struct HelpText {
  let language: Language
  var style = TextStyle.plain

  private func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// What the product is, with its version.
  var versionLine: String {
    text(
      "ReformLab \(productVersion)（审批改革实验室）", "ReformLab \(productVersion)")
  }

  /// The help of everything.
  var overview: String {
    var lines = [
      text(
        "\(versionLine)：审批流程的离散事件实验室",
        "\(versionLine): a discrete-event laboratory for approval processes"), "",
      style.heading(text("用法", "usage")), "  reformlab COMMAND [ARGUMENTS] [FLAGS]", "",
      style.heading(text("例子", "examples")), "  \(Command.compare.examples[0])",
      "  \(Command.check.examples[0])", "", style.heading(text("命令", "commands")),
    ]
    lines += list(Command.allCases.map { ($0.rawValue, $0.summary) })
    lines += ["", style.heading(text("共同的选项", "flags of most commands"))]
    lines += list(
      [Flag.output, .quiet, .lang, .noColor, .help, .version].map { ($0.usage, $0.summary) })
    lines += [
      "",
      text(
        "一个命令的全部选项：reformlab help COMMAND。-- 之后不再有选项；也可以写 --flag=value。",
        "All flags of a command: reformlab help COMMAND. Flags end at --; --flag=value works too."),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The help of one command.
  func about(_ command: Command) -> String {
    var lines = wrapped(
      "reformlab \(command.rawValue): \(command.summary[language])", width: 100, indent: "  ")
    lines += [""] + wrapped(command.details[language], width: 100)
    lines += ["", style.heading(text("用法", "usage")), "  \(command.usage)", ""]
    lines += [style.heading(text("例子", "examples"))] + command.examples.map { "  \($0)" } + [""]
    lines += [style.heading(text("参数", "arguments"))]
    lines += list(command.arguments.map { ($0.word, $0.summary) })
    lines += ["", style.heading(text("选项", "flags"))]
    lines += list(command.flags.map { ($0.usage(of: command), $0.summary(of: command)) })
    lines += ["", style.heading(text("退出码", "exit codes"))]
    lines += list(ExitCode.allCases.map { (String($0.rawValue), $0.meaning) })
    return lines.joined(separator: "\n") + "\n"
  }

  /// Names with their meaning, aligned; long meanings go on below.
  private func list(_ entries: [(name: String, summary: LocalizedText)]) -> [String] {
    let width = (entries.map { displayWidth($0.name) }.max() ?? 0) + 4
    return entries.flatMap { entry in
      let space = String(repeating: " ", count: width - 2 - displayWidth(entry.name))
      return wrapped(
        "  \(entry.name)\(space)\(entry.summary[language])", width: 100,
        indent: String(repeating: " ", count: width))
    }
  }
}
