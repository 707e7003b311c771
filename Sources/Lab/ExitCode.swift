public import ApprovalModel

/// How a command ended: the one list of exit codes.
public enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
  case done = 0
  case internalFailure = 1
  case usage = 2
  case invalidInput = 3
  case notPassed = 4
  case precisionNotReached = 5
  case environment = 6
  case interrupted = 130
  case terminated = 143

  /// What the code means.
  public var meaning: LocalizedText {
    switch self {
    case .done:
      LocalizedText(
        zh: "完成（“无法判断”也算完成；接收方提前关闭管道也算完成）",
        en: "done, also when the answer is \"cannot tell\" or the reader closes the pipe early")
    case .internalFailure: LocalizedText(zh: "程序内部故障", en: "internal failure")
    case .usage: LocalizedText(zh: "命令用法有误", en: "wrong use of a command")
    case .invalidInput:
      LocalizedText(
        zh: "输入无效：文件有错误，路径不存在、是目录、不可读，日志属于另一项研究或已损坏，或 new 要写的文件已经存在",
        en:
          "input invalid: a file with errors, a path that is missing, a directory or unreadable, a journal that is damaged or of another study, or a file that new would replace"
      )
    case .notPassed:
      LocalizedText(
        zh: "检查未通过（--strict），结果没有重现（reproduce），练习没有通过，或成绩文件对不上（teacher verify）",
        en:
          "a check did not pass (--strict), a result was not reproduced (reproduce), an exercise not passed, or a grade file does not hold (teacher verify)"
      )
    case .precisionNotReached:
      LocalizedText(
        zh: "允许的重复运行次数内没有达到要求的精度，或选不出最好的方案",
        en: "the precision asked for was not reached, or the best design not found, within the "
          + "replications allowed")
    case .environment:
      LocalizedText(
        zh: "环境问题：输出或日志不可写、磁盘已满、端口被占用，或缺少所需的程序",
        en:
          "environment: output or journal not writable, disk full, a port taken, or a program needed is not installed"
      )
    case .interrupted: LocalizedText(zh: "被中断（Ctrl-C）", en: "interrupted (Ctrl-C)")
    case .terminated: LocalizedText(zh: "被终止", en: "terminated")
    }
  }
}
