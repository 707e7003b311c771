internal import ApprovalModel
internal import Exercises
internal import Reporting

/// `teacher`: packing exercises, verifying what students hand in, one table of a class.
struct TeacherCommand {
  let session: Session
  let words: [String]

  private static let verbs = ["pack", "verify", "gradebook", "predictions"]

  func run() throws(Failure) -> ExitCode {
    let verb = words[0]
    let rest = Array(words.dropFirst())
    guard Self.verbs.contains(verb) else {
      throw session.failure(
        UsageError.unknownVerb(
          .teacher, verb, near: nearestName(to: verb, among: Self.verbs), all: Self.verbs))
    }
    if verb == "pack" { return try ExercisePack(session: session, words: rest).run() }
    guard !rest.isEmpty else {
      throw session.failure(
        UsageError.verbNeeds(.teacher, verb, LocalizedText(zh: "成绩文件", en: "grade files")))
    }
    var files: [(path: String, file: GradeFile)] = []
    for path in rest { files.append((path, try GradeFile(session: session, path: path))) }
    switch verb {
    case "verify": return try verify(files)
    case "gradebook": try Gradebook(session: session, files: files).write(inputs: rest)
    default: try ClassPredictions(session: session, files: files).write(inputs: rest)
    }
    return .done
  }

  private func verify(_ files: [(path: String, file: GradeFile)]) throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: files.map(\.path))
    let verifier = GradeVerifier(
      session: session, exercises: ExerciseShelf(session: session).all())
    var owners: [String: String] = [:]
    var isClean = true
    var results: [JSONValue] = []
    for (path, file) in files {
      let progress = session.progress()
      progress.announce(zh: "正在核验 \(path)", en: "verifying \(path)")
      defer { progress.finish() }
      var findings = try verifier.findings(file)
      if let record = file.lines.first(where: { owners[$0.hash] != nil }),
        let other = owners[record.hash]
      {
        findings.append(
          GradeVerifier.Finding(
            kind: "student", exercise: nil,
            text: LocalizedText(
              zh: "记录 \(record.number) 与 \(other) 里的是同一条",
              en: "record \(record.number) is the same one as in \(other)")))
      }
      for record in file.lines where owners[record.hash] == nil { owners[record.hash] = path }
      progress.finish()
      if !findings.isEmpty { isClean = false }
      if session.options.json {
        results.append(json(path, file, findings))
      } else {
        try output.write(text(path, file, findings))
      }
    }
    if session.options.json {
      try output.write(
        JSONValue.object([.init("format", .integer(1)), .init("files", .array(results))]).text)
    }
    try output.finish()
    return isClean ? .done : .notPassed
  }

  private func text(
    _ path: String, _ file: GradeFile, _ findings: [GradeVerifier.Finding]
  ) -> String {
    let count = file.exercises.count
    guard !findings.isEmpty else {
      return session.text(
        "\(path)：\(file.student)，\(count) 个练习，全部重现\n",
        "\(path): \(file.student), \(count) exercise\(count == 1 ? "" : "s"), all reproduced\n")
    }
    let head = session.text(
      "\(path)：\(file.student)，\(findings.count) 处对不上",
      "\(path): \(file.student), \(findings.count) claim\(findings.count == 1 ? "" : "s") that do\(findings.count == 1 ? "es" : "") not hold"
    )
    return
      ([head]
      + findings.map { finding in
        "  " + (finding.exercise.map { $0 + session.text("：", ": ") } ?? "")
          + finding.text[session.language]
      }).joined(separator: "\n") + "\n"
  }

  private func json(
    _ path: String, _ file: GradeFile, _ findings: [GradeVerifier.Finding]
  ) -> JSONValue {
    .object([
      .init("file", .string(path)), .init("student", .string(file.student)),
      .init("course", .string(file.course)), .init("holds", .bool(findings.isEmpty)),
      .init(
        "findings",
        .array(
          findings.map {
            .object([
              .init("kind", .string($0.kind)),
              .init("exercise", $0.exercise.map(JSONValue.string) ?? .null),
              .init("text", $0.text.json),
            ])
          })),
    ])
  }
}
