internal import ApprovalModel
internal import Exercises
internal import Reporting

/// What a student hands in: a grade for each exercise, and the records that it rests on.
struct GradeFile {
  /// The version of the program that wrote it.
  var product: String
  var student: String
  var course: String
  var exercises: [ExerciseGrade]
  var lines: [ExerciseRecord]

  /// The format that is written, and up to which files are read.
  static let format = 1

  init(
    product: String, student: String, course: String, exercises: [ExerciseGrade],
    lines: [ExerciseRecord]
  ) {
    self.product = product
    self.student = student
    self.course = course
    self.exercises = exercises
    self.lines = lines
  }

  /// Reads a file.
  ///
  /// - Throws: that it is none, with the place.
  init(session: Session, path: String) throws(Failure) {
    let bytes: [UInt8]
    do throws(SystemReason) {
      bytes = try readFile(path, most: 1 << 28)
    } catch {
      throw session.failure(
        .invalidInput, "不能读 \(path)：\(error.text.zh)", "cannot read \(path): \(error.text.en)")
    }
    let tree: JSONTree
    do throws(JSONTree.Fault) {
      tree = try JSONTree(bytes)
    } catch {
      let place = "\(path):\(error.line):\(error.column)"
      throw session.failure(
        .invalidInput, "\(place)：不是成绩文件：\(error.message.zh)",
        "\(place): no grade file: \(error.message.en)")
    }
    if let format = tree["format"]?.whole, format > Self.format {
      throw session.failure(
        .invalidInput, "\(path) 是格式 \(format) 的成绩文件，本版本只读到格式 \(Self.format)；请改用更新的版本",
        "\(path) is a grade file of format \(format), this version reads up to \(Self.format); use a newer one"
      )
    }
    guard tree["format"]?.whole == Self.format, let student = tree["student"]?.string,
      let exercises = tree["exercises"]
    else {
      throw session.failure(
        .invalidInput, "\(path) 不是成绩文件；成绩文件由 reformlab progress export 或网页写成",
        "\(path) is no grade file, as 'reformlab progress export' or the lab in the browser writes it"
      )
    }
    product = tree["product"]?.string ?? ""
    self.student = student
    course = tree["course"]?.string ?? ""
    self.exercises = exercises.items.map(ExerciseGrade.init)
    lines = (tree["lines"]?.items ?? []).compactMap(ExerciseRecord.init)
  }

  /// The file.
  var json: JSONValue {
    .object([
      .init("format", .integer(Int64(Self.format))), .init("product", .string(product)),
      .init("student", .string(student)), .init("course", .string(course)),
      .init("exercises", .array(exercises.map(\.json))),
      .init("lines", .array(lines.map(\.tree.value))),
    ])
  }

  /// The same as Gradescope reads it: a test for each question.
  var gradescope: JSONValue {
    let tests = exercises.flatMap { exercise in
      exercise.tests.filter { $0.mostPoints > 0 }.map { test in
        JSONValue.object([
          .init("name", .string("\(exercise.id): \(test.name)")),
          .init("score", .number(test.points)),
          .init("max_score", .number(test.mostPoints)),
          .init("status", .string(test.isPassed ? "passed" : "failed")),
          .init("output", .string(test.output)),
        ])
      }
    }
    let score = exercises.flatMap(\.tests).reduce(0) { $0 + $1.points }
    return .object([
      .init("score", .number(score)),
      .init("output", .string("\(student) · ReformLab \(product)")),
      .init("visibility", .string("visible")), .init("tests", .array(tests)),
    ])
  }
}

/// What a student claims of one exercise.
struct ExerciseGrade {
  var id: String
  var version: Int
  var digest: String
  var seed: UInt64
  var score = 0.0
  /// Whether it could be worked out.
  var isGradable = true
  var tests: [Test] = []
  var levers: [(name: String, text: String)] = []
  var answers: [(name: String, text: String)] = []
  var predictions: [(name: String, text: String)] = []
  var attempts: Int
  var hints: Int
  var started: String?
  /// When it was passed; nil: not yet.
  var passed: String?
  /// What repeats it.
  var command = ""

  init(
    id: String, version: Int, digest: String, seed: UInt64, attempts: Int, hints: Int
  ) {
    self.id = id
    self.version = version
    self.digest = digest
    self.seed = seed
    self.attempts = attempts
    self.hints = hints
  }

  /// What became of a question.
  struct Test: Hashable {
    var name: String
    var points: Double
    var mostPoints: Double
    var isPassed: Bool
    var output: String

    init(_ verdict: QuestionVerdict, _ language: Language) {
      name = verdict.id
      points = verdict.isPassed ? verdict.points : 0
      mostPoints = verdict.points
      isPassed = verdict.isPassed
      output = verdict.words[language]
    }

    init(_ tree: JSONTree) {
      name = tree["name"]?.string ?? ""
      points = tree["points"]?.double ?? 0
      mostPoints = tree["max_points"]?.double ?? 0
      isPassed = tree["passed"] == .bool(true)
      output = tree["output"]?.string ?? ""
    }

    var json: JSONValue {
      .object([
        .init("name", .string(name)), .init("points", .number(points)),
        .init("max_points", .number(mostPoints)), .init("passed", .bool(isPassed)),
        .init("output", .string(output)),
      ])
    }
  }

  /// As a file has it.
  init(_ tree: JSONTree) {
    func texts(_ key: String) -> [(name: String, text: String)] {
      (tree[key]?.members ?? []).compactMap { member in member.value.string.map { (member.key, $0) }
      }
    }
    id = tree["id"]?.string ?? ""
    version = tree["version"]?.whole ?? 0
    digest = tree["digest"]?.string ?? ""
    seed = UInt64(max(0, tree["seed"]?.whole ?? 0))
    score = tree["score"]?.double ?? 0
    isGradable = tree["gradable"] != .bool(false)
    tests = (tree["tests"]?.items ?? []).map(Test.init)
    levers = texts("levers")
    answers = texts("answers")
    predictions = texts("predictions")
    attempts = tree["attempts"]?.whole ?? 0
    hints = tree["hints"]?.whole ?? 0
    started = tree["started"]?.string
    passed = tree["passed"]?.string ?? (tree["passed"] == .bool(true) ? "" : nil)
    command = tree["command"]?.string ?? ""
  }

  var json: JSONValue {
    func texts(_ texts: [(name: String, text: String)]) -> JSONValue {
      .object(texts.map { .init($0.name, .string($0.text)) })
    }
    return .object([
      .init("id", .string(id)), .init("version", .integer(Int64(version))),
      .init("digest", .string(digest)), .init("seed", .unsigned(seed)),
      .init("score", .number(score)), .init("gradable", .bool(isGradable)),
      .init("tests", .array(tests.map(\.json))), .init("levers", texts(levers)),
      .init("answers", texts(answers)), .init("predictions", texts(predictions)),
      .init("attempts", .integer(Int64(attempts))), .init("hints", .integer(Int64(hints))),
      .init("started", started.map(JSONValue.string) ?? .null),
      .init("passed", passed.map(JSONValue.string) ?? .null), .init("command", .string(command)),
    ])
  }

  /// What the levers and answers are worth with the numbers of a variant, run again.
  func verdict(
    _ exercise: Exercise, _ variant: Variant, _ session: Session
  ) throws(GradeFault) -> ExerciseVerdict {
    let outcome = try outcome(exercise, variant, session)
    do throws(AnswerFault) {
      return try exercise.verdict(
        answers: Dictionary(answers.map { ($0.name, $0.text) }) { $1 }, values: outcome.values)
    } catch { throw .answer(error.message) }
  }

  /// What the levers give with the numbers of a variant.
  func outcome(
    _ exercise: Exercise, _ variant: Variant, _ session: Session
  ) throws(GradeFault) -> ExerciseEngine.Outcome {
    var work = Work(start: exercise)
    do throws(LeverFault) {
      for (name, text) in levers {
        let place = try exercise.lever(name)
        work.levers[place] = try exercise.levers[place].state(text)
      }
    } catch { throw .lever(error.message) }
    let host = session.host
    let engine = ExerciseEngine(exercise, isCancelled: { host.stopSignal() != 0 })
    do throws(ExerciseFault) {
      return try engine.outcome(of: variant, work)
    } catch {
      if case .cancelled = error { throw .stopped }
      throw .engine(error.message)
    }
  }
}

/// Why a claim cannot be worked out.
enum GradeFault: Error {
  case lever(LocalizedText)
  case answer(LocalizedText)
  case engine(LocalizedText)
  case stopped
}

extension JSONTree {
  /// The same value, to be written.
  var value: JSONValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let text):
      Int64(text).map(JSONValue.integer) ?? .number(Double(text) ?? .nan)
    case .string(let text): .string(text)
    case .array(let values): .array(values.map(\.value))
    case .object(let members): .object(members.map { .init($0.key, $0.value.value) })
    }
  }
}
