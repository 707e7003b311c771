internal import ApprovalModel

/// What `exercise` can do.
enum ExerciseVerb: String, Hashable, Sendable, CaseIterable {
  case list, show, start, predict, run, check, hint, reset, solution, dev

  /// As they are typed.
  static var words: [String] { allCases.map { $0 == .dev ? "dev check" : $0.rawValue } }

  /// What each does, for help.
  static var details: LocalizedText {
    LocalizedText(
      zh:
        "list 列出练习；show 读题；start 开始（--student 写名字，数字随名字和课程而定）；predict 先预测，预测锁定后才能运行；run 运行（--set 改 lever），并把预测和结果并列；check 检查答案（--answer），每题说明对错和错在哪种想法，有一题不对退出 4；hint 一次给一条提示；reset 把 lever 和答案放回开始（预测、次数和提示保留）；solution 通过后看答案（--teacher 随时可看）；dev check 供编写者检查练习本身。写错的选项或数字不算一次。",
      en:
        "'list' lists exercises; 'show' shows one; 'start' begins (--student: numbers depend on the name and the course); 'predict' locks a prediction, without which nothing runs; 'run' runs, with levers put by --set, and shows predictions beside results; 'check' checks answers (--answer) and tells for each what is wrong with it, exit code 4 where one is; 'hint' gives one hint at a time; 'reset' puts levers and answers back (predictions, attempts and hints stay); 'solution' shows the model answer after passing (--teacher: at once); 'dev check' tests the exercises themselves, for authors. What cannot be read costs nothing."
    )
  }

  /// The flags that only some of them take.
  private var ownFlags: [Flag] {
    switch self {
    case .list: [.student, .course]
    case .show, .start, .hint, .reset: [.student, .course]
    case .predict: [.answer, .student, .course]
    case .run: [.set, .student, .course]
    case .check: [.set, .answer, .student, .course]
    case .solution: [.teacher, .student, .course]
    case .dev: [.variants]
    }
  }

  /// The first flag typed that it does not take.
  func foreignFlag(_ options: Options) -> Flag? {
    var typed: [Flag] = []
    if !options.composition.settings.isEmpty { typed.append(.set) }
    if !options.answers.isEmpty { typed.append(.answer) }
    if options.student != nil { typed.append(.student) }
    if options.course != nil { typed.append(.course) }
    if options.isTeacher { typed.append(.teacher) }
    if options.variants != nil { typed.append(.variants) }
    return typed.first { !ownFlags.contains($0) }
  }
}
