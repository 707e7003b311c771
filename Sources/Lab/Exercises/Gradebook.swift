internal import ApprovalModel
internal import Exercises
internal import Reporting

/// One table of a class: a row for each student.
struct Gradebook {
  let session: Session
  let files: [(path: String, file: GradeFile)]

  /// The exercises that any file has, in order of their names.
  private var ids: [String] { Set(files.flatMap { $0.file.exercises.map(\.id) }).inNameOrder() }

  /// Writes the table as CSV, or as a spreadsheet where the output's name ends so.
  func write(inputs: [String]) throws(Failure) {
    let output = try session.openOutput(inputs: inputs)
    let page = page
    if session.options.output?.lowercased().hasSuffix(".xlsx") == true {
      let bytes = try session.inFolder { folder throws(Failure) in
        let path = folder + "/grades.xlsx"
        do throws(WorkbookError) {
          try Workbook(page: page).write(to: path)
        } catch {
          throw session.failure(
            .environment, "不能写 XLSX：\(error.text)", "cannot write XLSX: \(error.text)")
        }
        do throws(SystemReason) {
          return try readFile(path, most: 1 << 30)
        } catch {
          throw session.unwritable(path, error)
        }
      }
      try output.write(bytes)
      return try output.finish()
    }
    let table = table
    var text = csvRow(table.columns.map(\.head))
    for row in table.rows { text += csvRow(row.map(\.text)) }
    try output.finish(text)
  }

  private var page: Page {
    let title = session.text("成绩表", "gradebook")
    return Page(
      language: session.language, title: title,
      sections: [Page.Section("grades", title, [.table(table)])])
  }

  private var table: Page.Table {
    var columns = [
      Page.Column(session.text("学生", "student")), Page.Column(session.text("课程", "course")),
      Page.Column(session.text("通过", "passed"), isNumeric: true),
      Page.Column(session.text("平均得分", "mean score"), isNumeric: true),
    ]
    for id in ids {
      columns += [
        Page.Column(id, isNumeric: true),
        Page.Column(id + session.text(" 次数", " attempts"), isNumeric: true),
        Page.Column(id + session.text(" 提示", " hints"), isNumeric: true),
      ]
    }
    func number(_ value: Double) -> Page.Cell {
      Page.Cell(decimal(value, digits: nil), value: value)
    }
    let sorted = files.sorted { a, b in
      a.file.student == b.file.student
        ? a.path.precedes(b.path) : a.file.student.precedes(b.file.student)
    }
    let rows = sorted.map { _, file in
      let passed = file.exercises.count { $0.passed != nil }
      let sum = file.exercises.reduce(0) { $0 + $1.score }
      var row = [
        Page.Cell(file.student), Page.Cell(file.course), number(Double(passed)),
        number((sum / Double(max(1, ids.count)) * 1000).rounded() / 1000),
      ]
      for id in ids {
        guard let grade = file.exercises.first(where: { $0.id == id }) else {
          row += [Page.Cell(""), Page.Cell(""), Page.Cell("")]
          continue
        }
        row += [number(grade.score), number(Double(grade.attempts)), number(Double(grade.hints))]
      }
      return row
    }
    return Page.Table("grades", "", columns, rows)
  }
}

/// What a class predicted, beside what its runs gave.
struct ClassPredictions {
  let session: Session
  let files: [(path: String, file: GradeFile)]

  /// One prediction of a class.
  private struct Spread {
    var exercise: Exercise
    var prediction: Exercise.Prediction
    /// What was predicted, by student.
    var typed: [String] = []
    /// What runs gave, by student.
    var observed: [Double] = []
  }

  /// Writes the spread of each prediction.
  func write(inputs: [String]) throws(Failure) {
    let output = try session.openOutput(inputs: inputs)
    var spreads: [Spread] = []
    for (_, exercise) in ExerciseShelf(session: session).all() {
      for prediction in exercise.predictions {
        spreads.append(Spread(exercise: exercise, prediction: prediction))
      }
    }
    for (_, file) in files {
      for grade in file.exercises where !grade.predictions.isEmpty {
        let places = spreads.indices.filter {
          spreads[$0].exercise.id == grade.id && spreads[$0].exercise.version == grade.version
        }
        guard let first = places.first else { continue }
        let exercise = spreads[first].exercise
        let variant = Variant(of: exercise, course: file.course, student: file.student)
        let outcome = try outcome(grade, exercise, variant)
        for place in places {
          let prediction = spreads[place].prediction
          guard let text = grade.predictions.first(where: { $0.name == prediction.id })?.text else {
            continue
          }
          spreads[place].typed.append(text)
          if let value = outcome.map({ prediction.truth.value($0.values) }), value.isFinite {
            spreads[place].observed.append(value)
          }
        }
      }
    }
    spreads.removeAll { $0.typed.isEmpty }
    if session.options.json {
      let list = JSONValue.array(spreads.map(json))
      return try output.finish(
        JSONValue.object([.init("format", .integer(1)), .init("predictions", list)]).text)
    }
    try output.finish(spreads.map(text).joined(separator: "\n"))
  }

  private func outcome(
    _ grade: ExerciseGrade, _ exercise: Exercise, _ variant: Variant
  ) throws(Failure) -> ExerciseEngine.Outcome? {
    do throws(GradeFault) {
      return try grade.outcome(exercise, variant, session)
    } catch {
      if case .stopped = error { throw session.stopped() }
      return nil
    }
  }

  private func text(_ spread: Spread) -> String {
    let language = session.language
    let count = spread.typed.count
    var lines = [
      session.text(
        "\(spread.exercise.id) \(spread.prediction.id)：\(count) 人预测",
        "\(spread.exercise.id) \(spread.prediction.id): \(count) prediction\(count == 1 ? "" : "s")"
      )
    ]
    let options = spread.prediction.options
    if options.isEmpty {
      let unit = spread.prediction.unit.map { " \($0[language])" } ?? ""
      let values = spread.typed.compactMap(answeredNumber).sorted()
      lines.append("  " + session.text("预测：", "predicted: ") + five(values) + unit)
      lines.append(
        "  " + session.text("运行：", "runs gave: ") + five(spread.observed.sorted()) + unit)
    } else {
      let rows = options.enumerated().map { i, option in
        let typed = spread.typed.count { $0 == option.id }
        let seen = spread.observed.count { Int($0.rounded()) == i + 1 }
        return [
          "  \(option.id)", session.text("\(typed) 人预测", "predicted by \(typed)"),
          session.text("\(seen) 人的运行如此", "true for \(seen)"),
        ]
      }
      lines += columns(rows)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Least, quartiles and greatest of sorted values.
  private func five(_ values: [Double]) -> String {
    guard !values.isEmpty else { return "-" }
    func at(_ part: Double) -> String {
      let place = part * Double(values.count - 1)
      let low = values[Int(place)]
      let high = values[min(values.count - 1, Int(place) + 1)]
      return decimal(low + (high - low) * (place - place.rounded(.down)), digits: 2)
    }
    return "\(at(0)) | \(at(0.25)) \(at(0.5)) \(at(0.75)) | \(at(1))"
  }

  private func json(_ spread: Spread) -> JSONValue {
    .object([
      .init("exercise", .string(spread.exercise.id)), .init("id", .string(spread.prediction.id)),
      .init("predicted", .array(spread.typed.map(JSONValue.string))),
      .init("observed", .array(spread.observed.map(JSONValue.number))),
    ])
  }
}
