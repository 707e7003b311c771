internal import ApprovalModel
internal import Experiments

/// What is wrong with a command line.
enum UsageError: Error, Hashable, Sendable {
  case noCommand
  case unknownCommand(String, near: String?)
  case unknownFlag(String, near: String?)
  case foreignFlag(Flag, Command)
  case flagTwice(Flag)
  case together(Flag, Flag)
  case alone(Flag, Flag)
  case missingValue(Flag)
  case unwantedValue(Flag, String)
  case badValue(Flag, String)
  case missingArgument(Command)
  case tooMany(Command?, String)
  case unknownDesign(Name, near: Name?, all: [Name])
  case unknownSwitch(Name, near: Name?, all: [Name])
  case unknownClass(Name, near: Name?, all: [Name])
  case outsideCohort(ApplicantName, numbers: ClosedRange<Int64>?)
  case unknownOutcome(String, near: String?)
  case badLevel(LocalizedText)
  case unknownReform(Name, near: Name?, all: [Name])
  case unknownInput(String, near: String?)
  case setTwice(String)
  case composedNameTaken(Name)
  case unknownVerb(Command, String, near: String?, all: [String])
  case badLever(String)
  case verbNeeds(Command, String, LocalizedText)
  case foreignToVerb(Flag, Command, String)

  /// What was found and what to do.
  var message: LocalizedText {
    switch self {
    case .noCommand: LocalizedText(zh: "没有写命令", en: "no command")
    case .unknownCommand(let word, let near):
      LocalizedText(zh: "没有命令“\(word)”", en: "there is no command '\(word)'") + hint(near)
    case .unknownFlag(let word, let near):
      LocalizedText(zh: "没有选项“\(word)”", en: "there is no flag '\(word)'") + hint(near)
    case .foreignFlag(let flag, let command):
      LocalizedText(
        zh: "命令 \(command.rawValue) 没有选项 \(flag.spelling)",
        en: "'\(command.rawValue)' takes no \(flag.spelling)")
    case .flagTwice(let flag):
      LocalizedText(zh: "\(flag.spelling) 写了两次", en: "\(flag.spelling) is given twice")
    case .together(let flag, let other):
      LocalizedText(
        zh: "\(flag.spelling) 和 \(other.spelling) 不能同时使用",
        en: "\(flag.spelling) and \(other.spelling) exclude each other")
    case .alone(let flag, let other):
      LocalizedText(
        zh: "\(flag.spelling) 要同时写 \(other.spelling)",
        en: "\(flag.spelling) needs \(other.spelling) beside it")
    case .missingValue(let flag):
      LocalizedText(
        zh: "\(flag.spelling) 后面要写\(flag.value.description.zh)",
        en: "\(flag.spelling) needs \(flag.value.description.en)")
    case .unwantedValue(let flag, let text):
      LocalizedText(
        zh: "\(flag.spelling) 不带值，却写了“\(text)”",
        en: "\(flag.spelling) takes no value, but has '\(text)'")
    case .badValue(let flag, let text):
      LocalizedText(
        zh: "\(flag.spelling) 要写\(flag.value.description.zh)，而不是“\(text)”",
        en: "\(flag.spelling) needs \(flag.value.description.en), not '\(text)'")
    case .missingArgument(.diff):
      LocalizedText(
        zh: "命令 diff 要写情景文件，再写另一个情景文件或方案名",
        en: "'diff' needs a scenario file, then another file or the name of a design")
    case .missingArgument(.timeline):
      LocalizedText(
        zh: "命令 timeline 要写情景文件和一个方案名",
        en: "'timeline' needs a scenario file and the name of a design")
    case .missingArgument(.merge):
      LocalizedText(zh: "命令 merge 要写日志文件", en: "'merge' needs journals")
    case .missingArgument(.reproduce):
      LocalizedText(zh: "命令 reproduce 要写结果文件", en: "'reproduce' needs a result file")
    case .missingArgument(.exercise):
      LocalizedText(
        zh: "命令 exercise 要写做什么：\(ExerciseVerb.words.joined(separator: "、"))",
        en: "'exercise' needs to know what to do: \(ExerciseVerb.words.joined(separator: ", "))")
    case .missingArgument(.progress):
      LocalizedText(zh: "命令 progress 要写 show 或 export", en: "'progress' needs 'show' or 'export'")
    case .missingArgument(.teacher):
      LocalizedText(
        zh: "命令 teacher 要写 pack、verify、gradebook 或 predictions",
        en: "'teacher' needs 'pack', 'verify', 'gradebook' or 'predictions'")
    case .missingArgument(let command):
      LocalizedText(
        zh: "命令 \(command.rawValue) 要写情景文件", en: "'\(command.rawValue)' needs a scenario file")
    case .tooMany(let command?, let word) where command.takesOneDesign:
      LocalizedText(
        zh: "命令 \(command.rawValue) 只取一个方案，“\(word)”是多写的",
        en: "'\(command.rawValue)' takes one design; '\(word)' is one too many")
    case .tooMany(let command, let word):
      LocalizedText(
        zh: "\(command.map { "命令 \($0.rawValue)" } ?? "--version") 用不着“\(word)”",
        en: "\(command.map { "'\($0.rawValue)'" } ?? "--version") has no use for '\(word)'")
    case .unknownDesign(let name, let near, let all):
      LocalizedText(zh: "情景文件没有方案“\(name)”", en: "the scenario has no design '\(name)'")
        + hint(near) + list(all)
    case .unknownSwitch(let name, let near, let all):
      LocalizedText(zh: "情景文件没有情景开关“\(name)”", en: "the scenario has no switch '\(name)'")
        + hint(near) + list(all)
    case .badLevel(let message): message
    case .unknownVerb(let command, let word, let near, let all):
      LocalizedText(
        zh: "命令 \(command.rawValue) 没有“\(word)”", en: "'\(command.rawValue)' has no '\(word)'")
        + hint(near) + list(all)
    case .badLever(let text):
      LocalizedText(
        zh: "--set 要写 LEVER=VALUE，而不是“\(text)”；可以改什么、改成什么：reformlab exercise show ID",
        en:
          "--set needs LEVER=VALUE, not '\(text)'; what can be changed, and to what, is told by: reformlab exercise show ID"
      )
    case .verbNeeds(let command, let verb, let what):
      LocalizedText(
        zh: "\(command.rawValue) \(verb) 要写\(what.zh)",
        en: "'\(command.rawValue) \(verb)' needs \(what.en)")
    case .foreignToVerb(let flag, let command, let verb):
      LocalizedText(
        zh: "\(command.rawValue) \(verb) 没有选项 \(flag.spelling)",
        en: "'\(command.rawValue) \(verb)' takes no \(flag.spelling)")
    case .unknownReform(let name, let near, let all):
      LocalizedText(zh: "情景文件没有改革“\(name)”", en: "the scenario has no reform '\(name)'")
        + hint(near) + list(all)
    case .unknownInput(let path, let near):
      LocalizedText(
        zh: "情景没有输入“\(path)”（路径见 explain --json 的 inputs）",
        en: "the scenario has no input '\(path)' (paths stand in 'inputs' of 'explain --json')")
        + hint(near)
    case .setTwice(let path):
      LocalizedText(zh: "--set 两次写了“\(path)”", en: "--set names '\(path)' twice")
    case .composedNameTaken(let name):
      LocalizedText(
        zh: "情景文件里已有方案“\(name)”，不能再用 --reforms；请改它的名称",
        en: "the scenario has a design '\(name)' already, which --reforms would make; rename it")
    case .unknownClass(let name, let near, let all):
      LocalizedText(zh: "没有申请人类别“\(name)”", en: "there is no class of applicants '\(name)'")
        + hint(near) + list(all)
    case .outsideCohort(let applicant, let numbers?):
      LocalizedText(
        zh: "\(applicant.applicantClass):\(applicant.index) 的需求不在观察窗口内；这次运行的编号是 "
          + "\(numbers.lowerBound) 到 \(numbers.upperBound)",
        en:
          "the need of \(applicant.applicantClass):\(applicant.index) does not arise in the window; "
          + "numbers of this replication go from \(numbers.lowerBound) to \(numbers.upperBound)")
    case .outsideCohort(let applicant, nil):
      LocalizedText(
        zh: "这次运行里没有“\(applicant.applicantClass)”类的申请人",
        en: "no applicant of class '\(applicant.applicantClass)' arises in this replication")
    case .unknownOutcome(let name, let near):
      LocalizedText(
        zh: "这项研究没有结果“\(name)”（结果名见 compare --csv 的 name 和 scope 两列，写作 NAME 或 NAME@SCOPE）",
        en:
          "the study has no outcome '\(name)' (names and scopes stand in 'compare --csv'; write NAME or "
          + "NAME@SCOPE)") + hint(near)
    }
  }

  /// The command whose help tells more.
  var command: Command? {
    switch self {
    case .foreignFlag(_, let command), .missingArgument(let command): command
    case .tooMany(let command, _): command
    case .unknownVerb(let command, _, _, _), .verbNeeds(let command, _, _): command
    case .badLever: .exercise
    case .foreignToVerb(_, let command, _): command
    default: nil
    }
  }

  /// The lines on standard error.
  ///
  /// - Parameter command: the command meant, whose help tells more.
  func text(_ language: Language, command meant: Command? = nil) -> String {
    let help = (command ?? meant).map { "reformlab help \($0.rawValue)" } ?? "reformlab help"
    let error = LocalizedText(zh: "错误：", en: "error: ")[language]
    let more = LocalizedText(zh: "用法见：\(help)", en: "See: \(help)")[language]
    return "reformlab: \(error)\(message[language])\n\(more)\n"
  }

  private func hint(_ near: String?) -> LocalizedText {
    guard let near else { return LocalizedText(zh: "", en: "") }
    return LocalizedText(zh: "；是否指“\(near)”？", en: "; did you mean '\(near)'?")
  }

  private func list(_ names: [Name]) -> LocalizedText {
    guard !names.isEmpty else { return LocalizedText(zh: "（一个也没有）", en: " (it has none)") }
    return LocalizedText(
      zh: "（有：\(names.joined(separator: "、"))）",
      en: " (there are: \(names.joined(separator: ", ")))")
  }
}

extension LocalizedText {
  /// Both texts one after the other.
  static func + (a: LocalizedText, b: LocalizedText) -> LocalizedText {
    LocalizedText(zh: a.zh + b.zh, en: a.en + b.en)
  }
}

extension Flag.Value {
  /// What may stand behind a flag, in words.
  var description: LocalizedText {
    switch self {
    case .none: LocalizedText(zh: "", en: "")
    case .whole(let least, let most):
      LocalizedText(zh: "\(least) 到 \(most) 的整数", en: "a whole number from \(least) to \(most)")
    case .powerOfTwo(let most):
      LocalizedText(zh: "16 到 \(most) 的 2 的幂", en: "a power of two from 16 to \(most)")
    case .positive: LocalizedText(zh: "大于 0 的数", en: "a number above 0")
    case .number: LocalizedText(zh: "一个数，例如 12.5", en: "a number, such as 12.5")
    case .input: LocalizedText(zh: "一个输入的路径", en: "the path of an input")
    case .level:
      LocalizedText(
        zh: "服务水平，例如 'waiting-time@office:window<=30 minutes'",
        en: "a service level, such as 'waiting-time@office:window<=30 minutes'")
    case .language: LocalizedText(zh: " zh 或 en", en: "zh or en")
    case .name: LocalizedText(zh: "一个名称", en: "a name")
    case .outcome:
      LocalizedText(zh: "结果名，写作 NAME 或 NAME@SCOPE", en: "an outcome, NAME or NAME@SCOPE")
    case .path: LocalizedText(zh: "文件路径", en: "the path of a file")
    case .format:
      LocalizedText(
        zh: ReportFormat.allCases.map(\.rawValue).joined(separator: "、") + " 之一",
        en: "one of " + ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))
    case .folder: LocalizedText(zh: "文件夹路径", en: "the path of a folder")
    case .shard:
      LocalizedText(
        zh: " I/N，其中 1 ≤ I ≤ N ≤ \(mostShards)，例如 2/8",
        en: "I/N with 1 ≤ I ≤ N ≤ \(mostShards), such as 2/8")
    case .applicant:
      LocalizedText(zh: "类别和编号，例如 firm:12", en: "a class and a number, such as firm:12")
    case .names:
      LocalizedText(zh: "用逗号隔开的名称", en: "names with commas between them")
    case .answer:
      LocalizedText(zh: "问题及其答案，例如 wait=21", en: "a question and its answer, such as wait=21")
    case .words: LocalizedText(zh: "一行文字", en: "words in one line")
    case .setting:
      LocalizedText(
        zh: "输入及其值，例如 offices.permits.staff=6",
        en: "an input and its value, such as offices.permits.staff=6")
    }
  }
}
