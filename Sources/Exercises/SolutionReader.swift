internal import ApprovalModel
internal import ScenarioFiles

/// Decodes `solution.yaml`.
struct SolutionReader {
  let exercise: Exercise
  let scope: FormulaScope

  func decode(_ root: Field) -> ExerciseSolution? {
    guard let block = Block(plain: root) else { return nil }
    defer { block.finish() }
    var solution = ExerciseSolution(levers: [], predictions: [], answers: [])
    if let field = block.optional("levers") {
      for entry in field.entries() ?? [] {
        guard let place = exercise.levers.firstIndex(where: { $0.name == entry.key.text }) else {
          reportUnknownLever(entry.key, exercise.levers, root.reading.findings)
          continue
        }
        guard let value = value(field.child(entry), of: exercise.levers[place]) else { continue }
        solution.levers.append(Exercise.RunSetting.Lever(lever: place, value: value))
      }
    }
    solution.predictions = answers(
      block.optional("predict"),
      exercise.predictions.map { ($0.id, $0.options.isEmpty ? .number : .options($0.options)) })
    let kinds = exercise.questions.compactMap { question in
      question.check.answer.map { (question.id, $0) }
    }
    let field = block.required("answers", example: "{wait: wait * 1440}")
    solution.answers = answers(field, kinds)
    for (id, _) in kinds where !solution.answers.contains(where: { $0.id == id }) {
      field?.report(
        .missingKey, zh: "没有问题“\(id)”的答案", en: "there is no answer to question '\(id)'")
    }
    return solution
  }

  private func value(_ field: Field, of lever: Exercise.Knob) -> Exercise.RunSetting.Value? {
    switch lever.kind {
    case .design: field.choice(of: lever).map { .names([$0]) }
    case .reforms: field.choices(of: lever).map { .names($0) }
    case .inputs, .replications, .pairing: field.formula(scope, .levers).map { .formula($0) }
    }
  }

  private func answers(
    _ field: Field?, _ kinds: [(id: Name, kind: Exercise.Check.Answer)]
  ) -> [ExerciseSolution.Answer] {
    var answers: [ExerciseSolution.Answer] = []
    for entry in field?.entries() ?? [] {
      guard let field, let kind = kinds.first(where: { $0.id == entry.key.text })?.kind else {
        let names = kinds.map(\.id)
        field?.reading.findings.report(
          .unknownReference, entry.key.span,
          zh: "没有问题“\(entry.key.text)”；有：\(names.joined(separator: "、"))",
          en:
            "there is no question '\(entry.key.text)'; there are: \(names.joined(separator: ", "))",
          hint: .didYouMean(nearestName(to: entry.key.text, among: names)))
        continue
      }
      let item = field.child(entry)
      var answer = ExerciseSolution.Answer(id: entry.key.text, formula: nil, text: nil)
      switch kind {
      case .number: answer.formula = item.formula(scope, .measures)
      case .options(let options):
        // The option may be one that formulas decide.
        let id = item.scalar()?.text ?? ""
        if options.contains(where: { $0.id == id }) {
          answer.text = LocalizedText(zh: id, en: id)
        } else {
          answer.formula = item.formula(scope, .measures)
        }
      case .interval: (answer.formula, answer.upper) = interval(item)
      case .words: answer.text = item.localized()
      }
      answers.append(answer)
    }
    return answers
  }

  /// `LOW..HIGH`, two formulas.
  private func interval(_ field: Field) -> (Formula?, Formula?) {
    guard let scalar = field.scalar() else { return (nil, nil) }
    let ends = scalar.text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2 else {
      field.report(
        .wrongShape, zh: "区间写成 LOW..HIGH，例如 low(gain)..high(gain)",
        en: "an interval is written LOW..HIGH, such as low(gain)..high(gain)")
      return (nil, nil)
    }
    do throws(FormulaFault) {
      return (
        try FormulaParser.parse(String(ends[0]), scope: scope, known: .measures),
        try FormulaParser.parse(String(ends[1]), scope: scope, known: .measures)
      )
    } catch {
      // Which end it is in cannot be told from the fault: the whole is shown.
      field.reading.findings.report(
        .badFormula, scalar.span, zh: error.message.zh, en: error.message.en)
      return (nil, nil)
    }
  }
}

extension Exercise.Check {
  /// What an answer is.
  enum Answer {
    case number
    case options([Exercise.Option])
    /// `LOW..HIGH`.
    case interval
    case words
  }

  /// What is to be answered; nil: nothing is typed.
  var answer: Answer? {
    switch self {
    case .number: .number
    case .choice(let options, _, _): .options(options)
    case .interval: .interval
    case .condition: nil
    case .text: .words
    }
  }
}
