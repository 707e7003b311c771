internal import ApprovalModel
internal import Exercises
internal import Reporting

/// What a student reads: texts with the student's own numbers, or the same as JSON.
struct ExerciseView {
  let session: Session
  let exercise: Exercise
  let variant: Variant
  let student: String
  let course: String

  private var language: Language { session.language }
  private func text(_ zh: String, _ en: String) -> String { session.text(zh, en) }
  private var style: TextStyle { session.style }

  /// The values before anything is run.
  private var known: [Double] { exercise.values(variant, Work(start: exercise)) }

  // MARK: show

  /// The exercise: texts, levers, what is asked, what to type next.
  func shown(_ progress: ExerciseProgress) -> String {
    if session.options.json { return json(progress).text }
    var lines = [style.heading("\(exercise.id): \(exercise.title[language])")]
    lines.append(
      text(
        "约 \(exercise.minutes) 分钟；学生：\(student.isEmpty ? "（没有写名字）" : student)；进度：\(progress.state.zh)",
        "about \(exercise.minutes) minutes; student: \(student.isEmpty ? "(no name)" : student); progress: \(progress.state.en)"
      ))
    if !exercise.needs.isEmpty {
      let needs = exercise.needs.joined(separator: text("、", ", "))
      lines.append(text("先做：\(needs)", "do first: \(needs)"))
    }
    for section in [Exercise.Section.goal, .story, .task] { lines += self.section(section, known) }
    lines += ["", style.heading(text("可以改的", "what you can change"))]
    lines += columns(
      exercise.levers.enumerated().map { i, knob in
        ["  \(knob.name)", knob.title[language], choices(knob), at(knob, i, progress)]
      })
    if !exercise.predictions.isEmpty {
      lines += ["", style.heading(text("先预测", "predict first"))]
      for prediction in exercise.predictions {
        lines += asked(
          prediction.id, prediction.ask, prediction.unit, prediction.options, mark: nil)
      }
    }
    lines += ["", style.heading(text("问题", "questions"))]
    for question in exercise.questions {
      var options: [Exercise.Option] = []
      if case .choice(let list, _, _) = question.check { options = list }
      var mark = question.points > 0 ? points(question.points) : nil
      if case .condition = question.check {
        let how = text("不用回答，按你的设置判断", "nothing to type: judged by what you set")
        mark = [mark, how].compactMap(\.self).joined(separator: text("，", "; "))
      }
      lines += asked(question.id, question.ask, question.unit, options, mark: mark)
    }
    lines += section(.words, known)
    lines += ["", text("接下来：", "next: ") + next(progress)]
    return lines.joined(separator: "\n") + "\n"
  }

  private func choices(_ knob: Exercise.Knob) -> String {
    let choices = knob.choices.map { choice in
      guard let label = choice.label?[language], label != choice.text else { return choice.text }
      return "\(choice.text) (\(label))"
    }
    let isLong = choices.count > 8 && knob.choices.allSatisfy { $0.label == nil } && isEven(knob)
    let shown = isLong ? Array(choices.prefix(2)) + ["…", choices[choices.count - 1]] : choices
    let list = shown.joined(separator: text("、", ", "))
    let unit = knob.unit.map { " \($0[language])" } ?? ""
    guard case .reforms(let most, _) = knob.kind else { return list + unit }
    return list
      + text("（用 + 连接，最多 \(most) 项；none 表示不选）", " (joined by +, at most \(most); none for none)")
  }

  /// Whether its values go by equal steps.
  private func isEven(_ knob: Exercise.Knob) -> Bool {
    let values = knob.choices.map(\.value)
    let step = values[1] - values[0]
    return values.indices.dropFirst().allSatisfy {
      (values[$0] - values[$0 - 1] - step).magnitude <= 1e-9 * step.magnitude
    }
  }

  private func at(_ knob: Exercise.Knob, _ i: Int, _ progress: ExerciseProgress) -> String {
    let start = knob.typed(knob.startState)
    let now = progress.levers.first { $0.name == knob.name }?.text ?? start
    return now == start
      ? text("开始：\(start)", "start: \(start)")
      : text("开始：\(start)，现在：\(now)", "start: \(start), now: \(now)")
  }

  private func asked(
    _ id: Name, _ ask: LocalizedTemplate, _ unit: LocalizedText?, _ options: [Exercise.Option],
    mark: String?
  ) -> [String] {
    var words = "  \(id): \(ask[language].text(known))"
    if let unit { words += text("（单位：\(unit.zh)）", " (in \(unit.en))") }
    if let mark { words += " [\(mark)]" }
    return wrapped(words, width: 100, indent: "    ")
      + options.flatMap { option in
        wrapped(
          "    - \(option.id): \(option.text[language].text(known))", width: 100, indent: "      ")
      }
  }

  private func points(_ points: Double) -> String {
    let number = decimal(points, digits: nil)
    return text("\(number) 分", points == 1 ? "1 point" : "\(number) points")
  }

  private func next(_ progress: ExerciseProgress) -> String {
    let command = "reformlab exercise"
    if !progress.mayRun(exercise) {
      let flags = exercise.predictions.map { "--answer \($0.id)=…" }.joined(separator: " ")
      return "\(command) predict \(exercise.id) \(flags)\(session.identityFlags)"
    }
    let set = exercise.levers.first.map { " --set \($0.name)=…" } ?? ""
    return "\(command) run \(exercise.id)\(set)\(session.identityFlags)"
  }

  /// A section under its heading; empty where there is no text.
  private func section(_ section: Exercise.Section, _ values: [Double]) -> [String] {
    let words = exercise.texts.sections[section.rawValue][language].text(values)
    guard !words.isEmpty else { return [] }
    let heading = exerciseHeadings[section.rawValue][language]
    return ["", style.heading(heading)] + paragraphs(words)
  }

  /// Markdown in lines of a terminal: tables and code as they are, the rest broken.
  private func paragraphs(_ words: String) -> [String] {
    words.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      if line.isEmpty { return [""] }
      if line.hasPrefix("|") || line.hasPrefix("    ") { return [String(line)] }
      return wrapped(String(line), width: 100, indent: line.hasPrefix("- ") ? "  " : "")
    }
  }

  // MARK: run

  /// What a run showed: the table, and predictions beside it.
  func run(
    _ work: Work, _ outcome: ExerciseEngine.Outcome, _ predictions: [(name: String, text: String)]
  ) -> String {
    if session.options.json {
      return JSONValue.object(
        [
          .init("format", .integer(1)), .init("exercise", .string(exercise.id)),
          .init("student", .string(student)), .init("course", .string(course)),
          .init("levers", levers(work)), .init("rows", rows(outcome)),
          .init("predictions", observed(outcome, predictions)),
        ]
      ).text
    }
    var lines = [style.heading("\(exercise.id): \(exercise.title[language])"), set(work), ""]
    lines += table(outcome) + seen(outcome, predictions)
    let answers = exercise.questions.filter { question in
      if case .condition = question.check { return false }
      return true
    }.map { " --answer \($0.id)=…" }.joined()
    lines += [
      "",
      text("检查：", "check: ")
        + "reformlab exercise check \(exercise.id)\(answers)\(session.identityFlags)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func set(_ work: Work, isModel: Bool = false) -> String {
    let list = zip(exercise.levers, work.levers).map { knob, state in
      let start = knob.typed(knob.startState)
      let now = knob.typed(state)
      return now == start
        ? "\(knob.name)=\(now)"
        : "\(knob.name)=\(now) " + text("（开始：\(start)）", "(start: \(start))")
    }
    let head =
      isModel
      ? text("答案的设置：", "the model answer sets: ")
      : student.isEmpty
        ? text("你的设置：", "as you set it: ") : text("\(student)的设置：", "as \(student) set it: ")
    return head + list.joined(separator: text("，", ", "))
  }

  private func table(_ outcome: ExerciseEngine.Outcome) -> [String] {
    let head = [
      text("平均 [95% 区间]", "mean [95% interval]"),
      exercise.against?.title[language] ?? text("开始", "start"),
      text("你的设置", "as you set it"),
      text("差", "difference"),
    ]
    let rows = zip(exercise.table, outcome.rows).map { row, values in
      [
        "\(row.title[language]) (\(row.unit[language]))", cell(values.start, row),
        cell(values.work, row),
        cell(values.difference, row),
      ]
    }
    var lines = columns([head] + rows, right: [1, 2, 3])
    if outcome.openShare > 0.01 {
      let share = decimal(outcome.openShare * 100, digits: 0)
      lines.append(
        text(
          "有 \(share)% 的申请到结束时还没有办完：排队越来越长，平均值只是下限。",
          "\(share)% of the cases were still open at the end: the queue keeps growing, and means are lower bounds."
        ))
    }
    return lines
  }

  private func cell(_ mean: ExerciseEngine.Mean, _ row: Exercise.Row) -> String {
    guard mean.estimate.isFinite else { return "-" }
    func shown(_ value: Double) -> String { decimal(value * row.factor, digits: row.digits) }
    guard mean.low.isFinite else { return shown(mean.estimate) }
    return "\(shown(mean.estimate)) [\(shown(mean.low)), \(shown(mean.high))]"
  }

  private func seen(
    _ outcome: ExerciseEngine.Outcome, _ predictions: [(name: String, text: String)]
  ) -> [String] {
    guard !predictions.isEmpty else { return [] }
    var lines = ["", style.heading(text("你的预测", "what you predicted"))]
    for prediction in exercise.predictions {
      guard let typed = predictions.first(where: { $0.name == prediction.id })?.text else {
        continue
      }
      let truth = truth(prediction, outcome.values)
      let unit = prediction.unit.map { " \($0[language])" } ?? ""
      lines += wrapped(
        "  \(prediction.id): "
          + text(
            "预测 \(typed)\(unit)，运行得到 \(truth)\(unit)",
            "predicted \(typed)\(unit), the run gives \(truth)\(unit)"),
        width: 100, indent: "    ")
    }
    return lines
  }

  /// What a run says to a prediction.
  func truth(_ prediction: Exercise.Prediction, _ values: [Double]) -> String {
    let value = prediction.truth.value(values)
    guard value.isFinite else { return "?" }
    if prediction.options.isEmpty { return decimal(value, digits: digits(value)) }
    let place = Int(value.rounded()) - 1
    return prediction.options.indices.contains(place) ? prediction.options[place].id : "?"
  }

  /// So many digits that three figures count.
  private func digits(_ value: Double) -> Int {
    value == 0 || value.magnitude >= 100
      ? 0 : value.magnitude >= 10 ? 1 : value.magnitude >= 1 ? 2 : 3
  }

  // MARK: check

  /// What became of the answers; after passing, the explanation.
  func check(
    _ work: Work, _ verdict: ExerciseVerdict, _ outcome: ExerciseEngine.Outcome,
    _ progress: ExerciseProgress
  ) -> String {
    if session.options.json { return json(work, verdict, outcome, progress).text }
    var lines = [style.heading("\(exercise.id): \(exercise.title[language])"), set(work), ""]
    for item in verdict.questions {
      lines += wrapped("  \(item.id): \(item.words[language])", width: 100, indent: "    ")
    }
    let all = verdict.questions.reduce(0) { $0 + $1.points }
    let got = verdict.questions.reduce(0) { $0 + ($1.isPassed ? $1.points : 0) }
    let score = "\(decimal(got, digits: nil))/\(decimal(all, digits: nil))"
    lines.append("")
    lines.append(
      verdict.isPassed
        ? text("通过：\(score) 分", "passed: \(score) points")
        : text(
          "还没有通过：\(score) 分，第 \(progress.attempts) 次。要提示：reformlab exercise hint \(exercise.id)\(session.identityFlags)",
          "not passed yet: \(score) points, attempt \(progress.attempts). For a hint: reformlab exercise hint \(exercise.id)\(session.identityFlags)"
        ))
    if !verdict.isPassed, let passed = progress.passed {
      lines.append(
        text(
          "这个练习在 \(passed.time) 已经通过，仍然算通过。",
          "The exercise was passed at \(passed.time) and stays passed."))
    }
    if verdict.isPassed {
      lines += seen(outcome, progress.predictions ?? [])
      for section in [Exercise.Section.explanation, .transfer] {
        lines += self.section(section, outcome.values)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A hint.
  func hint(_ number: Int, isRepeated: Bool) -> String {
    let hint = exercise.texts.hints[number]
    let count = exercise.texts.hints.count
    if session.options.json {
      return JSONValue.object([
        .init("format", .integer(1)), .init("number", .integer(Int64(number + 1))),
        .init("of", .integer(Int64(count))), .init("text", hint.text(known).json),
      ]).text
    }
    let head =
      isRepeated
      ? text("提示已经全部给出；最后一条：", "all hints were given; the last one:")
      : text("提示 \(number + 1)/\(count)：", "hint \(number + 1) of \(count):")
    return ([head] + paragraphs(hint[language].text(known))).joined(separator: "\n") + "\n"
  }

  /// The model answer.
  func solution(
    _ work: Work, _ answers: [Name: String], _ outcome: ExerciseEngine.Outcome
  ) -> String {
    let typed = exercise.questions.compactMap { question in
      answers[question.id].map { (name: question.id, text: $0) }
    }
    if session.options.json {
      return JSONValue.object([
        .init("format", .integer(1)), .init("levers", levers(work)), .init("answers", json(typed)),
      ]).text
    }
    var lines = [set(work, isModel: true), ""]
    for (name, answer) in typed {
      lines += wrapped("  \(name): \(answer)", width: 100, indent: "    ")
    }
    lines += [""] + table(outcome)
    for section in [Exercise.Section.explanation, .transfer] {
      lines += self.section(section, outcome.values)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Answers in a sentence.
  func typed(_ answers: [(name: String, text: String)]) -> String {
    answers.map { "\($0.name)=\($0.text)" }.joined(separator: text("，", ", "))
  }

  // MARK: JSON

  /// Texts by name.
  func json(_ texts: [(name: String, text: String)]) -> JSONValue {
    .object(texts.map { .init($0.name, .string($0.text)) })
  }

  private func levers(_ work: Work) -> JSONValue {
    json(zip(exercise.levers, work.levers).map { ($0.name, $0.typed($1)) })
  }

  private func rows(_ outcome: ExerciseEngine.Outcome) -> JSONValue {
    .array(
      zip(exercise.table, outcome.rows).map { row, values in
        .object([
          .init("outcome", .string(row.outcome)), .init("title", row.title.json),
          .init("unit", row.unit.json), .init("start", json(values.start, row)),
          .init("work", json(values.work, row)), .init("difference", json(values.difference, row)),
        ])
      })
  }

  private func json(_ mean: ExerciseEngine.Mean, _ row: Exercise.Row) -> JSONValue {
    func number(_ value: Double) -> JSONValue {
      value.isFinite ? .number(value * row.factor) : .null
    }
    return .object([
      .init("estimate", number(mean.estimate)), .init("low", number(mean.low)),
      .init("high", number(mean.high)),
    ])
  }

  private func observed(
    _ outcome: ExerciseEngine.Outcome, _ predictions: [(name: String, text: String)]
  ) -> JSONValue {
    .array(
      exercise.predictions.compactMap { prediction in
        guard let typed = predictions.first(where: { $0.name == prediction.id })?.text else {
          return nil
        }
        return .object([
          .init("id", .string(prediction.id)), .init("predicted", .string(typed)),
          .init("observed", .string(truth(prediction, outcome.values))),
        ])
      })
  }

  private func json(
    _ work: Work, _ verdict: ExerciseVerdict, _ outcome: ExerciseEngine.Outcome,
    _ progress: ExerciseProgress
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("format", .integer(1)), .init("exercise", .string(exercise.id)),
      .init("version", .integer(Int64(exercise.version))),
      .init("digest", .string(exercise.digest)),
      .init("student", .string(student)), .init("course", .string(course)),
      .init("levers", levers(work)), .init("passed", .bool(verdict.isPassed)),
      .init("score", .number(verdict.score)), .init("attempts", .integer(Int64(progress.attempts))),
      .init("questions", .array(verdict.questions.map(\.json))), .init("rows", rows(outcome)),
      .init("predictions", observed(outcome, progress.predictions ?? [])),
    ]
    if verdict.isPassed {
      members += [
        .init(
          "explanation",
          exercise.texts.sections[Exercise.Section.explanation.rawValue].text(outcome.values).json),
        .init(
          "transfer",
          exercise.texts.sections[Exercise.Section.transfer.rawValue].text(outcome.values).json),
      ]
    }
    return .object(members)
  }

  private func json(_ progress: ExerciseProgress) -> JSONValue {
    func text(_ section: Exercise.Section) -> JSONValue {
      exercise.texts.sections[section.rawValue].text(known).json
    }
    func options(_ options: [Exercise.Option]) -> JSONValue {
      .array(
        options.map {
          .object([.init("id", .string($0.id)), .init("text", $0.text.text(known).json)])
        })
    }
    let levers = exercise.levers.map { knob in
      JSONValue.object([
        .init("name", .string(knob.name)), .init("title", knob.title.json),
        .init("unit", knob.unit?.json ?? .null),
        .init(
          "choices",
          .array(
            knob.choices.map {
              .object([.init("text", .string($0.text)), .init("label", $0.label?.json ?? .null)])
            })), .init("start", .string(knob.typed(knob.startState))),
      ])
    }
    let predictions = exercise.predictions.map { item in
      JSONValue.object([
        .init("id", .string(item.id)), .init("ask", item.ask.text(known).json),
        .init("unit", item.unit?.json ?? .null), .init("options", options(item.options)),
      ])
    }
    let questions = exercise.questions.map { item in
      var list: [Exercise.Option] = []
      if case .choice(let options, _, _) = item.check { list = options }
      return JSONValue.object([
        .init("id", .string(item.id)), .init("kind", .string(item.check.word)),
        .init("points", .number(item.points)), .init("ask", item.ask.text(known).json),
        .init("unit", item.unit?.json ?? .null), .init("options", options(list)),
      ])
    }
    return .object(
      [.init("format", .integer(1))] + exercise.head + [
        .init("digest", .string(exercise.digest)), .init("student", .string(student)),
        .init("course", .string(course)), .init("state", .string(progress.state.en)),
        .init("goal", text(.goal)), .init("story", text(.story)), .init("task", text(.task)),
        .init("words", text(.words)),
        .init(
          "parameters",
          .object(
            zip(exercise.parameters, variant.parameters).map {
              .init($0.name, .number($0.choices[$1].value))
            })), .init("levers", .array(levers)), .init("predictions", .array(predictions)),
        .init("questions", .array(questions)),
      ])
  }
}

extension Exercise.Check {
  /// The word that a file has for it.
  var word: String {
    switch self {
    case .number: "number"
    case .choice: "choice"
    case .interval: "interval"
    case .condition(let kind, _, _): kind
    case .text: "text"
    }
  }
}

extension QuestionVerdict {
  /// What became of the answer, for a reader.
  var words: LocalizedText {
    let not = LocalizedText(zh: "未通过", en: "not passed")
    func with(_ zh: String, _ en: String) -> LocalizedText {
      LocalizedText(zh: "\(not.zh)：\(zh)", en: "\(not.en): \(en)")
    }
    switch result {
    case .misconception(_, let says), .missed(let says): return with(says.zh, says.en)
    case .tooHigh: return with("太大", "too high")
    case .tooLow: return with("太小", "too low")
    case .tooWide: return with("区间太宽", "the interval is too wide")
    case .beside: return with("区间不在该在的地方", "the interval lies beside what is right")
    case .wrong: return with("不是这一项", "it is not this one")
    case .unanswered where points == 0:
      return LocalizedText(
        zh: "还没有写（不计分，留给老师看）", en: "not written yet (no points; for your teacher)")
    case .passed where points == 0 && answer != nil:
      return LocalizedText(zh: "已记下，留给老师看", en: "kept for your teacher")
    case .passed: return LocalizedText(zh: "通过", en: "passed")
    case .unanswered: return with("还没有回答", "not answered yet")
    case .unknown:
      return with(
        "这次运行给不出可比的数（重复次数太少，或没有人走完）",
        "this run gives no number to compare with (too few replications, or nobody came through)")
    }
  }

  /// What became of the answer, in a word that stays the same.
  var word: String {
    switch result {
    case .passed: "passed"
    case .misconception: "misconception"
    case .tooHigh: "too-high"
    case .tooLow: "too-low"
    case .tooWide: "too-wide"
    case .beside: "beside"
    case .wrong: "wrong"
    case .missed: "missed"
    case .unanswered: "unanswered"
    case .unknown: "unknown"
    }
  }

  /// `{id, points, passed, result, misconception, answer, output}`.
  var json: JSONValue {
    var name: String?
    if case .misconception(let id, _) = result { name = id }
    return .object([
      .init("id", .string(id)), .init("points", .number(points)), .init("passed", .bool(isPassed)),
      .init("result", .string(word)), .init("misconception", name.map(JSONValue.string) ?? .null),
      .init("answer", answer.map(JSONValue.string) ?? .null), .init("output", words.json),
    ])
  }
}
