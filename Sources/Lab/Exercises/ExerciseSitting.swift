internal import ApprovalModel
internal import Exercises
internal import Reporting
internal import ScenarioFiles

/// One student at one exercise: what the verbs of `exercise` do.
struct ExerciseSitting {
  let session: Session
  let entry: ExerciseShelf.Entry
  let exercise: Exercise
  let student: String
  let course: String
  let variant: Variant
  private let log: ExerciseLog
  private var records: [ExerciseRecord]
  private(set) var progress: ExerciseProgress

  init(session: Session, entry: ExerciseShelf.Entry, exercise: Exercise) throws(Failure) {
    self.session = session
    self.entry = entry
    self.exercise = exercise
    log = try ExerciseLog(session: session)
    records = try log.read()
    (student, course) = Self.who(session, records)
    variant = Variant(of: exercise, course: course, student: student)
    progress = ExerciseProgress(records, exercise, student: student, course: course)
  }

  /// Who works: as typed, as the environment says (the student), or as at the last `start`.
  static func who(_ session: Session, _ records: [ExerciseRecord]) -> (
    student: String, course: String
  ) {
    let last = records.last { $0.action == .start }
    let named = session.host.variable("REFORMLAB_STUDENT").flatMap { $0.isEmpty ? nil : $0 }
    return (
      session.options.student ?? named ?? last?.student ?? "",
      session.options.course ?? last?.course ?? ""
    )
  }

  mutating func carryOut(_ verb: ExerciseVerb) throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: [])
    switch verb {
    case .show:
      try remember()
      try output.finish(view.shown(progress))
    case .start: try start(output)
    case .predict: try predict(output)
    case .run: try run(output)
    case .check: return try check(output)
    case .hint: try hint(output)
    case .reset: try reset(output)
    case .solution: try solution(output)
    case .list, .dev: break
    }
    return .done
  }

  private var view: ExerciseView {
    ExerciseView(
      session: session, exercise: exercise, variant: variant, student: student, course: course)
  }

  private mutating func note(
    _ action: ExerciseRecord.Action, _ details: [JSONTree.Member] = []
  ) throws(Failure) {
    records = try log.add(action, exercise, student: student, course: course, details)
    progress = ExerciseProgress(records, exercise, student: student, course: course)
  }

  private mutating func begin() throws(Failure) {
    try remember()
    if progress.started == nil { try note(.start) }
  }

  /// Keeps the name and the course that were typed for commands to come.
  private mutating func remember() throws(Failure) {
    guard session.options.student != nil || session.options.course != nil else { return }
    let last = records.last { $0.action == .start }
    if last?.student != student || last?.course != course { try note(.start) }
  }

  /// What stands behind every command that is suggested.
  private var who: String { session.identityFlags }

  private mutating func start(_ output: Output) throws(Failure) {
    try note(.start)
    try output.finish(view.shown(progress))
  }

  private mutating func predict(_ output: Output) throws(Failure) {
    guard !exercise.predictions.isEmpty else {
      throw session.failure(
        .usage, "这个练习不要求预测；直接运行：reformlab exercise run \(entry.id)\(who)",
        "this exercise asks for no prediction; run it: reformlab exercise run \(entry.id)\(who)")
    }
    if progress.predictions != nil {
      throw session.failure(
        .usage, "预测已经锁定，不能再改：\(view.typed(progress.predictions ?? []))",
        "the prediction is locked and cannot be changed: \(view.typed(progress.predictions ?? []))")
    }
    let ids = exercise.predictions.map(\.id)
    let typed = try answers(among: ids, verb: "predict")
    for prediction in exercise.predictions {
      guard let text = typed.last(where: { $0.name == prediction.id })?.text else { continue }
      do throws(AnswerFault) {
        try exercise.readable(text, to: prediction)
      } catch { throw refused(error.message) }
    }
    let missing = ids.filter { id in !typed.contains { $0.name == id } }
    guard missing.isEmpty else {
      throw session.failure(
        .usage,
        "还没有预测：\(missing.joined(separator: "、"))；例如 reformlab exercise predict \(entry.id) \(missing.map { "--answer \($0)=…" }.joined(separator: " "))\(who)",
        "not predicted yet: \(missing.joined(separator: ", ")); for example: reformlab exercise predict \(entry.id) \(missing.map { "--answer \($0)=…" }.joined(separator: " "))\(who)"
      )
    }
    try begin()
    try note(.predict, [.init(key: "predictions", value: .texts(typed))])
    if session.options.json {
      let object: [JSONValue.Member] =
        [.init("format", .integer(1)), .init("predictions", view.json(typed))]
      return try output.finish(JSONValue.object(object).text)
    }
    try output.finish(
      session.text(
        "\(student.isEmpty ? "" : "\(student)：")预测已锁定：\(view.typed(typed))。现在可以运行：reformlab exercise run \(entry.id)\(who)\n",
        "locked\(student.isEmpty ? "" : " for \(student)"): \(view.typed(typed)). Now run it: reformlab exercise run \(entry.id)\(who)\n"
      ))
  }

  private mutating func run(_ output: Output) throws(Failure) {
    try demandPrediction()
    let work = try work()
    let outcome = try outcome(work)
    try begin()
    try note(.run, [.init(key: "levers", value: .texts(typed(work)))])
    // What a run says to a prediction may be what a question asks for: it is shown after passing.
    let shown = progress.passed == nil ? [] : progress.predictions ?? []
    try output.finish(view.run(work, outcome, shown))
  }

  private mutating func check(_ output: Output) throws(Failure) -> ExitCode {
    try demandPrediction()
    let work = try work()
    let answers = try allAnswers()
    let outcome = try outcome(work)
    let verdict: ExerciseVerdict
    do throws(AnswerFault) {
      verdict = try exercise.verdict(
        answers: Dictionary(answers.map { ($0.name, $0.text) }) { $1 }, values: outcome.values)
    } catch { throw refused(error.message) }
    try begin()
    try note(
      .check,
      [
        .init(key: "levers", value: .texts(typed(work))),
        .init(key: "answers", value: .texts(answers)),
        .init(key: "score", value: .number(decimal(verdict.score, digits: nil))),
        .init(key: "passed", value: .bool(verdict.isPassed)),
        .init(
          key: "right", value: .array(verdict.questions.filter(\.isPassed).map { .string($0.id) })),
      ])
    try output.finish(view.check(work, verdict, outcome, progress))
    return verdict.isPassed ? .done : .notPassed
  }

  private mutating func hint(_ output: Output) throws(Failure) {
    try begin()
    let hints = exercise.texts.hints
    let number = min(progress.hints, hints.count - 1)
    let isRepeated = progress.hints >= hints.count
    if !isRepeated { try note(.hint, [.init(key: "hint", value: .number("\(number + 1)"))]) }
    try output.finish(view.hint(number, isRepeated: isRepeated))
  }

  private mutating func reset(_ output: Output) throws(Failure) {
    try note(.reset)
    try output.finish(
      session.text(
        "已放回开始的位置；预测、次数和提示保留。\n",
        "levers and answers are back at the start; predictions, attempts and hints stay.\n"))
  }

  private mutating func solution(_ output: Output) throws(Failure) {
    guard progress.passed != nil || session.options.isTeacher else {
      throw session.failure(
        .usage, "通过之后才能看答案；要提示：reformlab exercise hint \(entry.id)\(who)",
        "the model answer is shown after passing; for a hint: reformlab exercise hint \(entry.id)\(who)"
      )
    }
    guard isThere("\(entry.folder)/solution.yaml") else {
      throw session.failure(
        .invalidInput, "这里没有答案文件：发给学生的练习不带答案",
        "there is no model answer here: exercises packed for students come without")
    }
    let (solution, diagnostics) = readSolution(folder: entry.folder, of: exercise)
    guard let solution else { throw session.invalid(diagnostics, entry.folder) }
    let work: Work
    do throws(LeverFault) {
      work = try solution.work(of: exercise, variant)
    } catch { throw refused(error.message) }
    let outcome = try outcome(work)
    if !session.options.isTeacher { try note(.solution) }
    try output.finish(
      view.solution(work, rounded(solution, outcome), outcome))
  }

  /// The model answers with four figures, where that is as right.
  private func rounded(
    _ solution: ExerciseSolution, _ outcome: ExerciseEngine.Outcome
  ) -> [Name: String] {
    let exact = solution.typedAnswers(of: exercise, outcome.values, session.language)
    var answers = exact
    for question in exercise.questions {
      guard let text = exact[question.id] else { continue }
      let ends: [String]
      switch question.check {
      case .number: ends = [text]
      case .interval:
        guard let dots = text.firstRange(of: "..") else { continue }
        ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
      case .choice, .condition, .text: continue
      }
      let numbers = ends.compactMap(answeredNumber)
      guard numbers.count == ends.count else { continue }
      answers[question.id] = numbers.map { decimal($0, figures: 4) }.joined(separator: "..")
    }
    let before = try? exercise.verdict(answers: exact, values: outcome.values)
    let after = try? exercise.verdict(answers: answers, values: outcome.values)
    return before?.score == after?.score ? answers : exact
  }

  // MARK: What was typed

  private func refused(_ message: LocalizedText) -> Failure {
    session.failure(
      .usage, "\(message.zh)；这不算一次", "\(message.en); this costs nothing")
  }

  private func demandPrediction() throws(Failure) {
    guard !progress.mayRun(exercise) else { return }
    let flags = exercise.predictions.map { "--answer \($0.id)=…" }.joined(separator: " ")
    throw session.failure(
      .usage, "先预测，再运行：reformlab exercise predict \(entry.id) \(flags)\(who)",
      "predict before you run: reformlab exercise predict \(entry.id) \(flags)\(who)")
  }

  /// Levers where they were last, then as `--set` says.
  private func work() throws(Failure) -> Work {
    var work = Work(start: exercise)
    for (name, text) in progress.levers {
      // What the log says was allowed when it was written.
      guard let place = try? exercise.lever(name),
        let state = try? exercise.levers[place].state(text)
      else { continue }
      work.levers[place] = state
    }
    var seen: Set<String> = []
    for setting in session.options.composition.settings {
      guard seen.insert(setting.path).inserted else {
        throw session.failure(UsageError.setTwice(setting.path))
      }
      do throws(LeverFault) {
        let place = try exercise.lever(setting.path)
        work.levers[place] = try exercise.levers[place].state(setting.text)
      } catch { throw refused(error.message) }
    }
    return work
  }

  private func typed(_ work: Work) -> [(name: String, text: String)] {
    zip(exercise.levers, work.levers).map { ($0.name, $0.typed($1)) }
  }

  /// The answers typed, each to a thing of that id.
  private func answers(
    among ids: [String], verb: String
  ) throws(Failure) -> [(name: String, text: String)] {
    var found: [(name: String, text: String)] = []
    for answer in session.options.answers {
      guard ids.contains(answer.id) else {
        let near = nearestName(to: answer.id, among: ids)
        throw refused(
          LocalizedText(
            zh:
              "没有“\(answer.id)”可答\(near.map { "；是否指“\($0)”？" } ?? "")（有：\(ids.joined(separator: "、"))）",
            en:
              "there is no '\(answer.id)' to answer\(near.map { "; did you mean '\($0)'?" } ?? "") (there are: \(ids.joined(separator: ", ")))"
          ))
      }
      if found.contains(where: { $0.name == answer.id }) {
        throw refused(
          LocalizedText(zh: "“\(answer.id)”答了两次", en: "'\(answer.id)' is answered twice"))
      }
      found.append((answer.id, answer.text))
    }
    return found
  }

  /// The answers given last, then those typed now.
  private func allAnswers() throws(Failure) -> [(name: String, text: String)] {
    let ids = exercise.questions.map(\.id)
    let typed = try answers(among: ids, verb: "check")
    for (name, text) in typed {
      guard let question = exercise.questions.first(where: { $0.id == name }) else { continue }
      do throws(AnswerFault) {
        try exercise.readable(text, to: question)
      } catch { throw refused(error.message) }
    }
    return ids.compactMap { id in
      typed.last { $0.name == id } ?? progress.answers.last { $0.name == id }
    }
  }

  private func outcome(_ work: Work) throws(Failure) -> ExerciseEngine.Outcome {
    let progress = session.progress()
    progress.announce(zh: "正在运行", en: "running")
    defer { progress.finish() }
    let host = session.host
    let engine = ExerciseEngine(exercise, isCancelled: { host.stopSignal() != 0 })
    do throws(ExerciseFault) {
      return try engine.outcome(of: variant, work)
    } catch {
      progress.finish()
      throw session.failure(error, exercise)
    }
  }
}

extension Session {
  /// The flags that name the student and the course as they were typed, with a space before them.
  var identityFlags: String {
    (options.student.map { " --student \(shellQuoted($0))" } ?? "")
      + (options.course.map { " --course \(shellQuoted($0))" } ?? "")
  }

  /// An exercise that cannot be run.
  func failure(_ fault: ExerciseFault, _ exercise: Exercise) -> Failure {
    if case .cancelled = fault { return stopped() }
    if case .scenario(let diagnostics) = fault { return invalid(diagnostics, exercise.id) }
    let message = fault.message
    return failure(
      .invalidInput, "练习 \(exercise.id) 不能运行：\(message.zh)",
      "exercise \(exercise.id) cannot be run: \(message.en)")
  }
}

extension ExerciseFault {
  /// What it is, in words.
  var message: LocalizedText {
    switch self {
    case .cancelled: LocalizedText(zh: "已停止", en: "stopped")
    case .lever(let run, let lever, let value):
      LocalizedText(
        zh: "运行“\(run)”里“\(lever)”是 \(value)，不在它的 choices 里",
        en: "run '\(run)' puts '\(lever)' to \(value), which is not among its choices")
    case .scenario(let diagnostics):
      diagnostics.first.map {
        LocalizedText(zh: $0.text(language: .zh), en: $0.text(language: .en))
      } ?? LocalizedText(zh: "情景有错误", en: "the scenario has errors")
    case .study(let error):
      LocalizedText(zh: "\(error)", en: "\(error)")
    case .run(let reason): LocalizedText(zh: reason, en: reason)
    case .plan(let text): text
    }
  }
}
