internal import ApprovalModel
internal import Exercises
internal import Reporting

/// `progress`: how far a student is, and the grade file.
struct ProgressCommand {
  let session: Session
  let words: [String]

  func run() throws(Failure) -> ExitCode {
    let verbs = ["show", "export"]
    guard verbs.contains(words[0]) else {
      throw session.failure(
        UsageError.unknownVerb(
          .progress, words[0], near: nearestName(to: words[0], among: verbs), all: verbs))
    }
    if session.options.isGradescope, words[0] == "show" {
      throw session.failure(UsageError.foreignToVerb(.format, .progress, "show"))
    }
    let output = try session.openOutput(inputs: [])
    let records = try ExerciseLog(session: session).read()
    let who = ExerciseSitting.who(session, records)
    var worked: [(exercise: Exercise, progress: ExerciseProgress)] = []
    for (_, exercise) in ExerciseShelf(session: session).all() {
      let progress = ExerciseProgress(
        records, exercise, student: who.student, course: who.course)
      if progress.started != nil { worked.append((exercise, progress)) }
    }
    if words[0] == "show" {
      try output.finish(session.options.json ? json(worked, who) : text(worked, who))
      return .done
    }
    guard !worked.isEmpty else {
      throw session.failure(
        .invalidInput, "还没有做过练习（学生：\(who.student)）；开始：reformlab exercise start ID --student 名字",
        "no exercise was worked on yet (student: \(who.student)); begin with: reformlab exercise start ID --student NAME"
      )
    }
    let lines = records.filter { $0.student == who.student && $0.course == who.course }
    let grades = try GradeMaker(session: session, student: who.student, course: who.course)
      .grades(worked)
    let file = GradeFile(
      product: productVersion, student: who.student, course: who.course, exercises: grades,
      lines: lines)
    try output.finish(session.options.isGradescope ? file.gradescope.text : file.json.text)
    return .done
  }

  private func text(
    _ worked: [(exercise: Exercise, progress: ExerciseProgress)],
    _ who: (student: String, course: String)
  ) -> String {
    let name = who.student.isEmpty ? session.text("（没有写名字）", "(no name)") : who.student
    var lines = [session.text("学生：\(name)", "student: \(name)")]
    if !who.course.isEmpty {
      lines[0] += session.text("，课程：\(who.course)", ", course: \(who.course)")
    }
    guard !worked.isEmpty else {
      return lines[0]
        + session.text(
          "\n还没有做过练习；全部练习：reformlab exercise list\n",
          "\nnothing done yet; all exercises: reformlab exercise list\n")
    }
    let head = [
      session.text("编号", "exercise"), session.text("题目", "title"), session.text("进度", "progress"),
      session.text("得分", "score"), session.text("次数", "attempts"), session.text("提示", "hints"),
    ]
    let rows = worked.map { exercise, progress in
      [
        exercise.id, exercise.title[session.language], progress.state[session.language],
        progress.best.map { decimal(($0.tree["score"]?.double ?? 0) * 100, digits: 0) + "%" }
          ?? "-",
        "\(progress.attempts)", "\(progress.hints)",
      ]
    }
    lines += columns([head] + rows, right: [3, 4, 5])
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(
    _ worked: [(exercise: Exercise, progress: ExerciseProgress)],
    _ who: (student: String, course: String)
  ) -> String {
    let list = worked.map { exercise, progress in
      JSONValue.object([
        .init("id", .string(exercise.id)), .init("version", .integer(Int64(exercise.version))),
        .init("state", .string(progress.state.en)),
        .init("score", .optional(progress.best?.tree["score"]?.double)),
        .init("attempts", .integer(Int64(progress.attempts))),
        .init("hints", .integer(Int64(progress.hints))),
      ])
    }
    return JSONValue.object([
      .init("format", .integer(1)), .init("student", .string(who.student)),
      .init("course", .string(who.course)), .init("exercises", .array(list)),
    ]).text
  }
}

/// Works out grades from records: the best check of each exercise, run again.
struct GradeMaker {
  let session: Session
  let student: String
  let course: String

  /// A grade for each exercise worked on.
  func grades(
    _ worked: [(exercise: Exercise, progress: ExerciseProgress)]
  ) throws(Failure) -> [ExerciseGrade] {
    var grades: [ExerciseGrade] = []
    for (exercise, progress) in worked { grades.append(try grade(exercise, progress)) }
    return grades
  }

  private func grade(
    _ exercise: Exercise, _ progress: ExerciseProgress
  ) throws(Failure) -> ExerciseGrade {
    let variant = Variant(of: exercise, course: course, student: student)
    var grade = ExerciseGrade(
      id: exercise.id, version: exercise.version, digest: exercise.digest, seed: variant.seed,
      attempts: progress.attempts, hints: progress.hints)
    grade.started = progress.started
    grade.predictions = progress.predictions ?? []
    grade.passed = progress.passed?.time
    guard let record = progress.passed ?? progress.best else { return grade }
    grade.levers = record.texts("levers")
    grade.answers = record.texts("answers")
    grade.command = command(exercise, grade)
    do throws(GradeFault) {
      let verdict = try grade.verdict(exercise, variant, session)
      grade.score = verdict.score
      grade.tests = verdict.questions.map { ExerciseGrade.Test($0, session.language) }
    } catch {
      if case .stopped = error { throw session.stopped() }
      grade.isGradable = false
    }
    return grade
  }

  private func command(_ exercise: Exercise, _ grade: ExerciseGrade) -> String {
    var words = ["reformlab", "exercise", "check", exercise.id, "--student", student]
    if !course.isEmpty { words += ["--course", course] }
    for (name, text) in grade.levers { words += ["--set", "\(name)=\(text)"] }
    for (name, text) in grade.answers { words += ["--answer", "\(name)=\(text)"] }
    return words.map(shellQuoted).joined(separator: " ")
  }
}
