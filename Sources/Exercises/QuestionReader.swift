internal import ApprovalModel
internal import ScenarioFiles

/// Reads predictions and questions of an exercise.
struct QuestionReader {
  let scope: FormulaScope

  /// A prediction.
  func prediction(_ field: Field) -> Exercise.Prediction? {
    guard let block = Block(plain: field) else { return nil }
    defer { block.finish() }
    let id = block.required("id", example: "factor")?.identifier()
    let isChoice = block.required("kind", example: "number")?
      .word([("number", false), ("choice", true)])
    let ask = ask(block)
    let unit = block.optional("unit")?.localized()
    let options = isChoice == true ? options(block) : []
    let truth = truth(block)
    guard let id, isChoice != nil, let ask, let truth else { return nil }
    return Exercise.Prediction(id: id, ask: ask, unit: unit, options: options, truth: truth)
  }

  /// A question.
  func question(_ field: Field) -> Exercise.Question? {
    guard let block = Block(plain: field) else { return nil }
    defer { block.finish() }
    let id = block.required("id", example: "wait")?.identifier()
    let kinds = ["number", "choice", "interval", "target", "budget", "evidence", "text"]
    let kind = block.required("kind", example: "number")?.word(kinds.map { ($0, $0) })
    let ask = ask(block)
    var points = block.optional("points")?.number()
    guard let kind else { return nil }
    if kind == "text" {
      if let points, points != 0 {
        block.optional("points")?.report(
          .contradiction, zh: "text 由教师评阅，程序不给分；points 应当是 0",
          en: "a text is for the teacher and earns no points here; 'points' should be 0")
      }
      points = 0
    }
    if let points, points < 0 {
      block.optional("points")?.report(
        .outOfBounds, zh: "points 不能是负数", en: "'points' cannot be negative")
    }
    let unit =
      kind == "number" || kind == "interval" ? block.optional("unit")?.localized() : nil
    guard let check = check(kind, block), let id, let ask else { return nil }
    return Exercise.Question(id: id, points: points ?? 1, ask: ask, unit: unit, check: check)
  }

  private func check(_ kind: String, _ block: Block) -> Exercise.Check? {
    switch kind {
    case "number": return number(block)
    case "choice":
      let options = options(block)
      let truth = truth(block)
      let wrong = (block.optional("misconceptions")?.list() ?? [])
        .compactMap { wrongOption($0, options) }
      guard let truth else { return nil }
      return .choice(options: options, truth: truth, wrong)
    case "interval":
      let truth = truth(block)
      let half = block.required("half", example: "half(gain)")?.formula(scope, .measures)
      let widest = block.required("widest", example: "3")?.number()
      guard let truth, let half, let widest else { return nil }
      return .interval(truth: truth, half: half, widest: widest)
    case "text": return .text
    default:
      let holds = block.required("holds", example: "high(wait) <= 0.5")?.formula(scope, .measures)
      let misses = block.required("misses", example: "{zh: …, en: …}")?
        .localizedTemplate(scope, .measures)
      guard let holds, let misses else { return nil }
      return .condition(kind: kind, holds: holds, misses: misses)
    }
  }

  private func number(_ block: Block) -> Exercise.Check? {
    let truth = truth(block)
    let half = block.optional("half")?.formula(scope, .measures)
    let relative = block.optional("relative")?.number()
    let absolute = block.optional("absolute")?.number()
    let wrong = (block.optional("misconceptions")?.list() ?? []).compactMap(wrongNumber)
    if (relative ?? 0) <= 0, (absolute ?? 0) <= 0 {
      block.field.report(
        .missingKey, zh: "number 要写容许误差：relative（例如 0.05）或 absolute（例如 0.5）",
        en: "a number needs a tolerance: 'relative', such as 0.05, or 'absolute', such as 0.5")
    }
    guard let truth else { return nil }
    return .number(
      truth: truth, half: half, relative: relative ?? 0, absolute: absolute ?? 0, wrong)
  }

  private func wrongNumber(_ field: Field) -> Exercise.WrongNumber? {
    guard let block = Block(plain: field) else { return nil }
    defer { block.finish() }
    let id = block.required("id", example: "proportional")?.identifier()
    let value = block.required("value", example: "wait * 2")?.formula(scope, .answer)
    let says = block.required("says", example: "{zh: …, en: …}")?.localizedTemplate(scope, .answer)
    guard let id, let value, let says else { return nil }
    return Exercise.WrongNumber(id: id, value: value, says: says)
  }

  private func wrongOption(_ field: Field, _ options: [Exercise.Option]) -> Exercise.WrongOption? {
    guard let block = Block(plain: field) else { return nil }
    defer { block.finish() }
    let option = block.required("option", example: options.first?.id ?? "staff")?
      .word(options.enumerated().map { ($1.id, $0) })
    let says = block.required("says", example: "{zh: …, en: …}")?.localizedTemplate(scope, .answer)
    guard let option, let says else { return nil }
    return Exercise.WrongOption(option: option, says: says)
  }

  private func ask(_ block: Block) -> LocalizedTemplate? {
    block.required("ask", example: "{zh: …, en: …}")?.localizedTemplate(scope, .levers)
  }

  /// What is right: computed, for a bare number would be an answer in what the student gets.
  private func truth(_ block: Block) -> Formula? {
    guard let field = block.required("truth", example: "wait * 1440"),
      let formula = field.formula(scope, .measures)
    else { return nil }
    if formula.program.slots.isEmpty {
      field.report(
        .badFormula, zh: "truth 是一个不变的数；它应当由参数、levers 或 measures 算出",
        en:
          "'truth' is always the same number; it is to be computed from parameters, levers or measures"
      )
      return nil
    }
    return formula
  }

  private func options(_ block: Block) -> [Exercise.Option] {
    guard let field = block.required("options", example: "[{id: staff, text: {…}}]"),
      let items = field.list()
    else { return [] }
    let options = items.compactMap { item -> Exercise.Option? in
      guard let block = Block(plain: item) else { return nil }
      defer { block.finish() }
      let id = block.required("id", example: "staff")?.identifier()
      let text = block.required("text", example: "{zh: …, en: …}")?
        .localizedTemplate(scope, .levers)
      guard let id, let text else { return nil }
      return Exercise.Option(id: id, text: text)
    }
    if items.count < 2 {
      field.report(.emptyValue, zh: "options 至少两项", en: "there are two 'options' at least")
    }
    if Set(options.map(\.id)).count < options.count {
      field.report(.statedTwice, zh: "options 里有重复的 id", en: "an id stands twice in 'options'")
    }
    return options
  }
}
