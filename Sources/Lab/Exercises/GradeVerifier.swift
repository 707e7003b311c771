internal import ApprovalModel
internal import Exercises
internal import Reporting

/// Runs every claim of a grade file again.
struct GradeVerifier {
  let session: Session
  let exercises: [(entry: ExerciseShelf.Entry, exercise: Exercise)]

  /// What does not hold.
  struct Finding: Hashable {
    /// What kind it is: `result`, `chain`, `student`, `version`, `lever`, `answer`, `exercise`, `engine`.
    var kind: String
    /// The exercise; nil: the file.
    var exercise: String?
    var text: LocalizedText
  }

  /// What does not hold in a file.
  func findings(_ file: GradeFile) throws(Failure) -> [Finding] {
    var findings = chain(file)
    for claim in file.exercises { findings += try self.findings(claim, file) }
    return findings
  }

  /// Records: whole, in order, and the student's own.
  private func chain(_ file: GradeFile) -> [Finding] {
    var findings: [Finding] = []
    func add(_ kind: String, _ record: ExerciseRecord, _ zh: String, _ en: String) {
      findings.append(
        Finding(
          kind: kind, exercise: nil,
          text: LocalizedText(zh: "记录 \(record.number)：\(zh)", en: "record \(record.number): \(en)")
        ))
    }
    for (i, record) in file.lines.enumerated() {
      if !record.isWhole {
        add("chain", record, "被改过（摘要不符）", "was changed: its digest does not fit")
      }
      if i > 0 {
        let before = file.lines[i - 1]
        if record.number <= before.number
          || (record.number == before.number + 1 && record.previous != before.hash)
        {
          add("chain", record, "接不上前一条", "does not follow the one before it")
        }
      }
      if record.student != file.student || record.course != file.course {
        add(
          "student", record, "是“\(record.student)”的，不是“\(file.student)”的",
          "is of '\(record.student)', not of '\(file.student)'")
      }
    }
    return findings
  }

  private func findings(
    _ claim: ExerciseGrade, _ file: GradeFile
  ) throws(Failure) -> [Finding] {
    func finding(_ kind: String, _ zh: String, _ en: String) -> Finding {
      Finding(kind: kind, exercise: claim.id, text: LocalizedText(zh: zh, en: en))
    }
    guard let exercise = exercises.first(where: { $0.exercise.id == claim.id })?.exercise else {
      return [finding("exercise", "这里没有这个练习", "there is no such exercise here")]
    }
    guard claim.version == exercise.version else {
      return [
        finding(
          "version", "是版本 \(claim.version)，这里是版本 \(exercise.version)",
          "is of version \(claim.version), here is version \(exercise.version)")
      ]
    }
    guard claim.digest == exercise.digest else {
      return [
        finding(
          "version", "练习的文件与这里的不同（摘要不符）",
          "the files of the exercise differ from those here (digest)")
      ]
    }
    let variant = Variant(of: exercise, course: file.course, student: file.student)
    var findings: [Finding] = []
    if claim.seed != variant.seed {
      findings.append(
        finding(
          "student", "题目的数字不是“\(file.student)”的（种子不符）",
          "its numbers are not those of '\(file.student)' (seed)"))
    }
    findings += records(claim, file, finding)
    if claim.attempts == 0 || !claim.isGradable {
      if claim.score > 0 || claim.passed != nil {
        findings.append(finding("result", "没有检查过，却有得分", "has a score without any check"))
      }
      return findings
    }
    do throws(GradeFault) {
      let verdict = try claim.verdict(exercise, variant, session)
      findings += compare(claim, verdict, finding)
    } catch {
      switch error {
      case .stopped: throw session.stopped()
      case .lever(let text): findings.append(finding("lever", text.zh, text.en))
      case .answer(let text): findings.append(finding("answer", text.zh, text.en))
      case .engine(let text): findings.append(finding("engine", text.zh, text.en))
      }
    }
    return findings
  }

  /// Whether the records tell of what is claimed.
  private func records(
    _ claim: ExerciseGrade, _ file: GradeFile, _ finding: (String, String, String) -> Finding
  ) -> [Finding] {
    var findings: [Finding] = []
    let own = file.lines.filter { $0.exercise == claim.id && $0.version == claim.version }
    let checks = own.filter { $0.action == .check }
    if checks.count != claim.attempts || own.count(where: { $0.action == .hint }) != claim.hints {
      findings.append(
        finding(
          "chain", "次数或提示数与记录不符（记录里检查 \(checks.count) 次）",
          "attempts or hints are not those of the records (\(checks.count) check\(checks.count == 1 ? "" : "s"))"
        ))
    }
    func same(_ a: [(name: String, text: String)], _ b: [(name: String, text: String)]) -> Bool {
      Dictionary(a.map { ($0.name, $0.text) }) { $1 }
        == Dictionary(b.map { ($0.name, $0.text) }) { $1 }
    }
    let isRecorded = checks.contains {
      same($0.texts("levers"), claim.levers) && same($0.texts("answers"), claim.answers)
    }
    if claim.attempts > 0, !isRecorded {
      findings.append(
        finding("chain", "记录里没有这样的检查", "no check in the records has these levers and answers"))
    }
    if let locked = own.first(where: { $0.action == .predict }),
      !same(locked.texts("predictions"), claim.predictions)
    {
      findings.append(
        finding("chain", "预测与锁定的不同", "predictions differ from those that were locked"))
    }
    return findings
  }

  private func compare(
    _ claim: ExerciseGrade, _ verdict: ExerciseVerdict,
    _ finding: (String, String, String) -> Finding
  ) -> [Finding] {
    var findings: [Finding] = []
    if (claim.score - verdict.score).magnitude > 1e-9 {
      findings.append(
        finding(
          "result",
          "得分写的是 \(decimal(claim.score, digits: nil))，重新运行是 \(decimal(verdict.score, digits: nil))",
          "claims the score \(decimal(claim.score, digits: nil)), run again it is \(decimal(verdict.score, digits: nil))"
        ))
    }
    if (claim.passed != nil) != verdict.isPassed {
      findings.append(
        finding(
          "result", verdict.isPassed ? "重新运行通过了，文件却说没有" : "写的是通过，重新运行没有通过",
          verdict.isPassed
            ? "passes when run again, though it claims not to"
            : "claims to have passed; run again it does not"))
    }
    for item in verdict.questions {
      guard let test = claim.tests.first(where: { $0.name == item.id }) else {
        findings.append(finding("result", "缺少问题 \(item.id)", "lacks question \(item.id)"))
        continue
      }
      let points = item.isPassed ? item.points : 0
      if test.isPassed != item.isPassed || test.points != points || test.mostPoints != item.points {
        findings.append(
          finding(
            "result", "问题 \(item.id)：写的与重新运行的不同（\(item.words.zh)）",
            "question \(item.id): differs from what it is when run again (\(item.words.en))"))
      }
    }
    return findings
  }
}
