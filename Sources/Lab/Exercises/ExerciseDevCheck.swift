internal import ApprovalModel
internal import Exercises
internal import Reporting
internal import ScenarioFiles

/// `exercise dev check`: whether exercises do what they say, for many students.
///
/// The untouched start fails; the model answer passes; each wrong reasoning that has a name fails and is named;
/// noise is small beside what tells right from wrong; both languages carry the same numbers; browsers can run it.
struct ExerciseDevCheck {
  let session: Session
  let words: [String]

  func run() async throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: [])
    let shelf = ExerciseShelf(session: session)
    var entries: [ExerciseShelf.Entry] = []
    for word in words {
      let inside = fileNames(in: word)
        .filter { !$0.hasPrefix(".") && isThere("\(word)/\($0)/exercise.yaml") }
      if inside.isEmpty {
        entries.append(try shelf.entry(word))
      } else {
        entries += inside.map { ExerciseShelf.Entry(id: $0, folder: "\(word)/\($0)") }
      }
    }
    if words.isEmpty { entries = shelf.entries }
    guard !entries.isEmpty else {
      throw session.failure(
        .environment, "找不到练习（文件夹 Scenarios/exercises）",
        "exercises (folder Scenarios/exercises) are not to be found")
    }
    var reports: [ExerciseReport] = []
    for entry in entries {
      let progress = session.progress()
      progress.announce(zh: "正在检查 \(entry.id)", en: "checking \(entry.id)")
      let report = try await ExerciseTrial(
        session: session, entry: entry, variants: session.options.variants ?? 10
      ).report()
      progress.finish()
      reports.append(report)
      if !session.options.json { try output.write(report.text(session.language)) }
    }
    if session.options.json {
      try output.write(
        JSONValue.object([
          .init("format", .integer(1)), .init("exercises", .array(reports.map(\.json))),
        ]).text)
    }
    try output.finish()
    return reports.allSatisfy { $0.faults.isEmpty } ? .done : .notPassed
  }
}

/// What was found of an exercise.
struct ExerciseReport: Sendable {
  /// Something that is wrong, for one student or more.
  struct Fault: Hashable, Sendable {
    /// What tells it from others.
    var key: String
    /// What it is, for the first of them.
    var text: LocalizedText
    /// How often it was found.
    var count = 1
  }

  /// Its id.
  var id: String
  /// What is wrong, in the order of finding, each once.
  private(set) var faults: [Fault] = []
  /// What could be better.
  var warnings: [LocalizedText] = []
  /// How many students' numbers were tried.
  var variants = 0
  /// The longest check, seconds of one processor.
  var slowest = 0.0

  init(id: String) { self.id = id }

  /// Adds what is wrong, for a student where it is about one.
  mutating func fault(_ student: String?, _ zh: String, _ en: String, key: String) {
    let place = student.map { LocalizedText(zh: "（\($0)）", en: "(\($0)) ") }
    let text = LocalizedText(zh: (place?.zh ?? "") + zh, en: (place?.en ?? "") + en)
    add(Fault(key: key, text: text))
  }

  /// Adds what was found for another student.
  mutating func add(_ other: ExerciseReport) {
    for fault in other.faults { add(fault) }
    for warning in other.warnings where !warnings.contains(warning) { warnings.append(warning) }
    variants += other.variants
    slowest = max(slowest, other.slowest)
  }

  private mutating func add(_ fault: Fault) {
    if let place = faults.firstIndex(where: { $0.key == fault.key }) {
      faults[place].count += fault.count
    } else {
      faults.append(fault)
    }
  }

  /// The lines of the terminal.
  func text(_ language: Language) -> String {
    let seconds = decimal(slowest, digits: 2)
    let head =
      language == .zh
      ? "\(id)：\(faults.isEmpty ? "通过" : "\(faults.count) 处不对")，\(variants) 组数字，一次检查最多 \(seconds) 秒"
      : "\(id): \(faults.isEmpty ? "passed" : "\(faults.count) fault\(faults.count == 1 ? "" : "s")"), \(variants) variants, slowest check \(seconds) s"
    var lines = [head]
    for fault in faults {
      let more =
        fault.count == 1
        ? "" : language == .zh ? "（共 \(fault.count) 次）" : " (\(fault.count) times)"
      lines.append("  \(fault.text[language])\(more)")
    }
    lines += warnings.map { "  \(Diagnostic.Severity.warning.heading[language])\($0[language])" }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same for a program.
  var json: JSONValue {
    .object([
      .init("id", .string(id)), .init("passed", .bool(faults.isEmpty)),
      .init("variants", .integer(Int64(variants))), .init("slowestSeconds", .number(slowest)),
      .init("faults", .array(faults.map(\.text.json))),
      .init("warnings", .array(warnings.map(\.json))),
    ])
  }
}

/// Tries one exercise.
struct ExerciseTrial {
  let session: Session
  let entry: ExerciseShelf.Entry
  let variants: Int

  /// A check may take so long, seconds.
  private static let mostSeconds = 2.0

  func report() async throws(Failure) -> ExerciseReport {
    var report = ExerciseReport(id: entry.id)
    let (exercise, diagnostics) = readExercise(folder: entry.folder)
    add(diagnostics, to: &report)
    guard let exercise else { return report }
    let (solution, findings) = readSolution(folder: entry.folder, of: exercise)
    add(findings, to: &report)
    let (key, more) = readKey(folder: entry.folder, of: exercise)
    add(more, to: &report)
    try plans(exercise, &report)
    guard let solution, report.faults.isEmpty else { return report }
    let sections = key ?? []
    let found = await withTaskGroup(
      of: (Int, Result<ExerciseReport, Failure>).self
    ) { group in
      for number in 1...variants {
        group.addTask {
          do throws(Failure) {
            return (number, .success(try variant(number, exercise, solution, sections)))
          } catch { return (number, .failure(error)) }
        }
      }
      var found: [(Int, Result<ExerciseReport, Failure>)] = []
      for await one in group { found.append(one) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
    for one in found { report.add(try one.get()) }
    if report.slowest > Self.mostSeconds {
      report.warnings.append(
        LocalizedText(
          zh:
            "一次检查用了 \(decimal(report.slowest, digits: 1)) 秒，应当不超过 \(decimal(Self.mostSeconds, digits: 0)) 秒",
          en:
            "a check took \(decimal(report.slowest, digits: 1)) s; it should take at most \(decimal(Self.mostSeconds, digits: 0)) s"
        ))
    }
    return report
  }

  private func add(_ diagnostics: [Diagnostic], to report: inout ExerciseReport) {
    for diagnostic in diagnostics {
      let text = LocalizedText(
        zh: diagnostic.text(language: .zh), en: diagnostic.text(language: .en))
      if diagnostic.severity == .error {
        report.fault(nil, text.zh, text.en, key: text.en)
      } else {
        report.warnings.append(text)
      }
    }
  }

  /// Whether browsers can run it: the plan keeps its length, no two knobs change the same numbers.
  private func plans(_ exercise: Exercise, _ report: inout ExerciseReport) throws(Failure) {
    let plans = ExercisePlans(exercise)
    for key in plans.keys {
      if session.host.stopSignal() != 0 { throw session.stopped() }
      do throws(ExerciseFault) {
        _ = try plans.patched(key)
      } catch {
        add(error, exercise, to: &report)
        return
      }
    }
  }

  private func add(
    _ fault: ExerciseFault, _ exercise: Exercise, student: String? = nil,
    to report: inout ExerciseReport
  ) {
    if case .scenario(let diagnostics) = fault { return add(diagnostics, to: &report) }
    report.fault(student, fault.message.zh, fault.message.en, key: "run \(fault.message.en)")
  }

  /// Tries one student's numbers.
  private func variant(
    _ number: Int, _ exercise: Exercise, _ solution: ExerciseSolution, _ key: [LocalizedTemplate]
  ) throws(Failure) -> ExerciseReport {
    let student = "dev-\(number)"
    var report = ExerciseReport(id: entry.id)
    report.variants = 1
    let variant = Variant(of: exercise, student: student)
    let host = session.host
    let engine = ExerciseEngine(exercise, isCancelled: { host.stopSignal() != 0 })
    do throws(ExerciseFault) {
      let begin = threadSeconds()
      let work: Work
      do throws(LeverFault) {
        work = try solution.work(of: exercise, variant)
      } catch {
        report.fault(student, error.message.zh, error.message.en, key: "lever")
        return report
      }
      let solved = try engine.outcome(of: variant, work)
      report.slowest = threadSeconds() - begin
      let start = try engine.outcome(of: variant, Work(start: exercise))
      var trial = VariantTrial(
        exercise: exercise, student: student, solution: solution, solved: solved, start: start,
        report: report)
      trial.check(known: exercise.values(variant, Work(start: exercise)), key: key)
      report = trial.report
    } catch {
      if case .cancelled = error { throw session.stopped() }
      add(error, exercise, student: student, to: &report)
    }
    return report
  }
}

/// What is asked of one student's numbers.
private struct VariantTrial {
  let exercise: Exercise
  let student: String
  let solution: ExerciseSolution
  let solved: ExerciseEngine.Outcome
  let start: ExerciseEngine.Outcome
  var report: ExerciseReport

  /// So many cases may be open at the end of a run.
  private static let mostOpen = 0.01

  mutating func check(known: [Double], key: [LocalizedTemplate]) {
    untouched()
    let answers = solution.typedAnswers(of: exercise, solved.values)
    model(answers)
    for question in exercise.questions { misconceptions(question, answers) }
    let open = max(start.openShare, solved.openShare)
    if open > Self.mostOpen {
      let share = decimal(open * 100, digits: 1)
      fault(
        "有 \(share)% 的申请到结束时没有办完，最多 1%",
        "\(share)% of cases are open at the end, at most 1% may be",
        key: "open")
    }
    predictions()
    languages(known, key)
  }

  private mutating func fault(_ zh: String, _ en: String, key: String) {
    report.fault(student, zh, en, key: key)
  }

  private mutating func untouched() {
    guard let verdict = try? exercise.verdict(answers: [:], values: start.values) else { return }
    if verdict.isPassed {
      fault("什么都不做就通过了", "the untouched start passes", key: "start")
    }
  }

  private mutating func model(_ answers: [Name: String]) {
    let verdict: ExerciseVerdict
    do throws(AnswerFault) {
      verdict = try exercise.verdict(answers: answers, values: solved.values)
    } catch {
      return fault(
        "答案不能读：\(error.message.zh)", "the model answer cannot be read: \(error.message.en)",
        key: "read")
    }
    for item in verdict.questions where !item.isPassed {
      let right = truth(item.id).map { decimal($0, digits: 6) } ?? "-"
      fault(
        "问题 \(item.id)：答案 \(item.answer ?? "") 没有通过（\(item.words.zh)；算出 \(right)）",
        "question \(item.id): the model answer \(item.answer ?? "") does not pass (\(item.words.en); computed \(right))",
        key: "model \(item.id)")
    }
  }

  private func truth(_ id: Name) -> Double? {
    guard let question = exercise.questions.first(where: { $0.id == id }) else { return nil }
    return switch question.check {
    case .number(let truth, _, _, _, _), .choice(_, let truth, _), .interval(let truth, _, _):
      truth.value(solved.values)
    case .condition, .text: nil
    }
  }

  private mutating func misconceptions(_ question: Exercise.Question, _ answers: [Name: String]) {
    switch question.check {
    case .number(let truth, let half, _, _, let wrong):
      let truth = truth.value(solved.values)
      let half = half?.value(solved.values) ?? 0
      for item in wrong {
        let value = item.value.value(solved.values)
        // One that depends on the answer itself cannot be tried.
        guard value.isFinite else { continue }
        expect(
          .misconception(item.id, item.says.text(with(value))), of: question.id,
          decimal(value, digits: 9), answers)
        let distance = (truth - value).magnitude
        if half > distance / 3 {
          fault(
            "问题 \(question.id)：半宽 \(decimal(half, digits: 4)) 大于与“\(item.id)”之距 \(decimal(distance, digits: 4)) 的三分之一",
            "question \(question.id): the half-width \(decimal(half, digits: 4)) is more than a third of the distance \(decimal(distance, digits: 4)) to '\(item.id)'",
            key: "half \(question.id) \(item.id)")
        }
      }
    case .choice(let options, let truth, let wrong):
      let place = truth.value(solved.values).rounded()
      guard place >= 1, place <= Double(options.count) else {
        return fault(
          "问题 \(question.id)：truth 是 \(decimal(place, digits: 0))，而选项有 \(options.count) 个",
          "question \(question.id): truth is \(decimal(place, digits: 0)) of \(options.count) options",
          key: "place \(question.id)")
      }
      for item in wrong where Double(item.option + 1) != place {
        let id = options[item.option].id
        expect(.misconception(id, item.says.text(solved.values)), of: question.id, id, answers)
      }
    case .interval, .condition, .text: break
    }
  }

  private func with(_ answer: Double) -> [Double] {
    var values = solved.values
    let typed = decimal(answer, digits: 9)
    values[values.count - 1] = Double(typed) ?? answer
    return values
  }

  /// Whether a wrong answer is met with what is to be said of it.
  private mutating func expect(
    _ result: QuestionVerdict.Result, of id: Name, _ answer: String, _ answers: [Name: String]
  ) {
    var answers = answers
    answers[id] = answer
    guard let verdict = try? exercise.verdict(answers: answers, values: solved.values),
      let item = verdict.questions.first(where: { $0.id == id }), item.result != result,
      case .misconception(let name, _) = result
    else { return }
    let right = truth(id).map { decimal($0, digits: 6) } ?? "-"
    fault(
      "问题 \(id)：误解“\(name)”的答案 \(answer) 得到的是：\(item.words.zh)（算出 \(right)）",
      "question \(id): the answer \(answer) of the misconception '\(name)' is met with: \(item.words.en) (computed \(right))",
      key: "named \(id) \(name)")
  }

  private mutating func predictions() {
    for prediction in exercise.predictions {
      let value = prediction.truth.value(solved.values)
      if !value.isFinite {
        fault(
          "预测 \(prediction.id) 的 truth 算不出来",
          "the truth of prediction \(prediction.id) is no number",
          key: "prediction \(prediction.id)")
      }
    }
  }

  /// Whether both languages carry the same numbers.
  private mutating func languages(_ known: [Double], _ key: [LocalizedTemplate]) {
    for (i, section) in exercise.texts.sections.enumerated() {
      let isAfter =
        i == Exercise.Section.explanation.rawValue || i == Exercise.Section.transfer.rawValue
      same(
        section, isAfter ? solved.values : known, "“\(exerciseHeadings[i].zh)”",
        "'\(exerciseHeadings[i].en)'")
    }
    for (i, hint) in exercise.texts.hints.enumerated() {
      same(hint, known, "提示 \(i + 1)", "hint \(i + 1)")
    }
    for (i, section) in key.enumerated() {
      same(section, solved.values, "key“\(keyHeadings[i].zh)”", "key '\(keyHeadings[i].en)'")
    }
    for item in exercise.predictions {
      same(item.ask, known, "预测 \(item.id)", "prediction \(item.id)")
      for option in item.options {
        same(option.text, known, "选项 \(option.id)", "option \(option.id)")
      }
    }
    for item in exercise.questions {
      same(item.ask, known, "问题 \(item.id)", "question \(item.id)")
      switch item.check {
      case .number(_, _, _, _, let wrong):
        for error in wrong {
          same(
            error.says, with(error.value.value(solved.values)), "误解 \(error.id)",
            "misconception \(error.id)")
        }
      case .choice(let options, _, let wrong):
        for option in options { same(option.text, known, "选项 \(option.id)", "option \(option.id)") }
        for error in wrong {
          let id = options[error.option].id
          same(error.says, solved.values, "误解 \(id)", "misconception \(id)")
        }
      case .condition(_, _, let misses):
        same(misses, solved.values, "\(item.id) 的 misses", "'misses' of \(item.id)")
      case .interval, .text: break
      }
    }
  }

  private mutating func same(
    _ template: LocalizedTemplate, _ values: [Double], _ zh: String, _ en: String
  ) {
    let text = template.text(values)
    if unknown(template, values) {
      fault("\(zh)：有算不出来的公式", "\(en): a formula gives no number", key: "unknown \(en)")
    }
    let (first, second) = (numbers(in: text.zh), numbers(in: text.en))
    guard first != second else { return }
    fault(
      "\(zh)：中文的数是 \(first.joined(separator: " "))，英文是 \(second.joined(separator: " "))",
      "\(en): numbers in Chinese are \(first.joined(separator: " ")), in English \(second.joined(separator: " "))",
      key: "numbers \(en)")
  }

  private func unknown(_ template: LocalizedTemplate, _ values: [Double]) -> Bool {
    (template.zh.parts + template.en.parts).contains { part in
      if case .number(let formula, _) = part { !formula.value(values).isFinite } else { false }
    }
  }
}

/// The numbers in a text, sorted; commas between thousands do not count.
func numbers(in text: String) -> [String] {
  var found: [String] = []
  var number = ""
  let scalars = Array(text.unicodeScalars)
  for (i, scalar) in scalars.enumerated() {
    let next = i + 1 < scalars.count ? scalars[i + 1] : " "
    let isDigit = ("0"..."9").contains(scalar)
    let thousand = scalars[(i + 1)...].prefix { ("0"..."9").contains($0) }.count == 3
    let isInside =
      !number.isEmpty
      && ((scalar == "." && ("0"..."9").contains(next)) || (scalar == "," && thousand))
    if isDigit || isInside {
      if scalar != "," { number.unicodeScalars.append(scalar) }
    } else if !number.isEmpty {
      found.append(number)
      number = ""
    }
  }
  if !number.isEmpty { found.append(number) }
  return found.sorted()
}
