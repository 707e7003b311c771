internal import ApprovalModel
internal import Exercises
internal import Reporting

/// `exercise`: a student's work, and the authors' check.
struct ExerciseCommand {
  let session: Session
  let words: [String]

  func run() async throws(Failure) -> ExitCode {
    let word = words[0]
    guard let verb = ExerciseVerb(rawValue: word) else {
      let all = ExerciseVerb.words
      throw session.failure(
        UsageError.unknownVerb(.exercise, word, near: nearestName(to: word, among: all), all: all))
    }
    if let flag = verb.foreignFlag(session.options) {
      throw session.failure(UsageError.foreignToVerb(flag, .exercise, verb.rawValue))
    }
    let ids = Array(words.dropFirst())
    switch verb {
    case .list:
      if let word = ids.first { throw session.failure(UsageError.tooMany(.exercise, word)) }
      return try list()
    case .dev:
      guard ids.first == "check" else {
        throw session.failure(
          UsageError.verbNeeds(
            .exercise, "dev", LocalizedText(zh: " check", en: "'check' behind it")))
      }
      return try await ExerciseDevCheck(session: session, words: Array(ids.dropFirst())).run()
    default: break
    }
    guard let id = ids.first else {
      throw session.failure(
        UsageError.verbNeeds(
          .exercise, word,
          LocalizedText(zh: "练习的编号（见 exercise list）", en: "an exercise (see 'exercise list')")))
    }
    if ids.count > 1 { throw session.failure(UsageError.tooMany(.exercise, ids[1])) }
    let shelf = ExerciseShelf(session: session)
    let entry = try shelf.entry(id)
    var sitting = try ExerciseSitting(
      session: session, entry: entry, exercise: shelf.exercise(entry))
    return try sitting.carryOut(verb)
  }

  private func list() throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: [])
    let found = ExerciseShelf(session: session).all()
    guard !found.isEmpty else {
      throw session.failure(
        .environment, "找不到练习（文件夹 Scenarios/exercises）",
        "exercises (folder Scenarios/exercises) are not to be found")
    }
    let records = try ExerciseLog(session: session).read()
    let who = ExerciseSitting.who(session, records)
    let states = found.map { _, exercise in
      ExerciseProgress(records, exercise, student: who.student, course: who.course).state
    }
    if session.options.json {
      let list = zip(found, states).map { item, state in
        JSONValue.object(
          item.exercise.head + [
            .init("needs", .array(item.exercise.needs.map(JSONValue.string))),
            .init("state", .string(state.en)),
          ])
      }
      try output.finish(
        JSONValue.object([.init("format", .integer(1)), .init("exercises", .array(list))]).text)
      return .done
    }
    let language = session.language
    let rows = zip(found, states).map { item, state in
      [
        item.entry.id, item.exercise.title[language],
        session.text("\(item.exercise.minutes) 分钟", "\(item.exercise.minutes) min"),
        state[language],
      ]
    }
    let head = [
      session.text("编号", "exercise"), session.text("题目", "title"), session.text("时间", "time"),
      session.text("进度", "progress"),
    ]
    let next = session.text(
      "读题：reformlab exercise show 编号", "Read one: reformlab exercise show EXERCISE")
    try output.finish((columns([head] + rows) + ["", next]).joined(separator: "\n") + "\n")
    return .done
  }
}

/// Rows as columns, two spaces between.
func columns(_ rows: [[String]], right: Set<Int> = []) -> [String] {
  let count = rows.map(\.count).max() ?? 0
  let widths = (0..<count).map { i in rows.map { i < $0.count ? displayWidth($0[i]) : 0 }.max() ?? 0
  }
  return rows.map { row in
    var line = ""
    for (i, cell) in row.enumerated() {
      let space = String(repeating: " ", count: widths[i] - displayWidth(cell))
      line += (i == 0 ? "" : "  ") + (right.contains(i) ? space + cell : cell + space)
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}

extension Exercise {
  /// What every answer about it begins with.
  var head: [JSONValue.Member] {
    [
      .init("id", .string(id)), .init("version", .integer(Int64(version))),
      .init("order", .integer(Int64(order))), .init("minutes", .integer(Int64(minutes))),
      .init("title", title.json),
    ]
  }
}

extension LocalizedText {
  /// `{zh, en}`.
  var json: JSONValue { .object([.init("zh", .string(zh)), .init("en", .string(en))]) }
}
