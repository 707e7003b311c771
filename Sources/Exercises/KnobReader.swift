internal import ApprovalModel
internal import ScenarioFiles

/// Reads parameters and levers of an exercise.
struct KnobReader {
  /// A knob, and the inputs that it sets as they are written.
  struct Read {
    var knob: Exercise.Knob
    var field: Field
    var sets: Field?
  }

  /// Parameters: choices and what they set.
  func parameters(_ field: Field?) -> [Read] {
    (field?.formulaNames() ?? []).compactMap { name, field in
      guard let block = Block(plain: field) else { return nil }
      defer { block.finish() }
      let choices = block.required("choices", example: "[6, 6.5, 7]").flatMap(numbers)
      let sets = block.optional("sets")
      guard let choices else { return nil }
      let knob = Exercise.Knob(
        name: name, kind: .inputs, title: LocalizedText(zh: name, en: name), unit: nil,
        choices: choices, start: 0, sets: [])
      return Read(knob: knob, field: field, sets: sets)
    }
  }

  /// Levers: `design`, `reforms`, `replications` and `pairing` act by themselves, others on inputs.
  func levers(_ field: Field?) -> [Read] {
    (field?.formulaNames() ?? []).compactMap { name, field in
      guard let block = Block(plain: field) else { return nil }
      defer { block.finish() }
      let title = block.required("title", example: "{zh: 窗口数, en: windows}")?.localized()
      let unit = block.optional("unit")?.localized()
      let isNamed = name == "design" || name == "reforms"
      let example = isNamed ? "[serial, parallel]" : "{from: 3, to: 6, step: 1}"
      let choicesField = block.required("choices", example: example)
      var choices = choicesField.flatMap { isNamed ? names($0) : numbers($0) }
      label(&choices, block.optional("labels"))
      let sets =
        isNamed || name == "replications" || name == "pairing" ? nil : block.optional("sets")
      let atMost = name == "reforms" ? block.optional("atMost")?.whole(1...100) : nil
      let start = block.required("start", example: isNamed ? "serial" : "3")
      guard let title, let choices, let choicesField else { return nil }
      var knob = Exercise.Knob(
        name: name, kind: .inputs, title: title, unit: unit, choices: choices, start: 0, sets: [])
      switch name {
      case "design": knob.kind = .design
      case "replications": knob.kind = .replications
      case "pairing": knob.kind = .pairing
      case "reforms":
        let names = start?.choices(of: knob) ?? []
        knob.kind = .reforms(atMost: atMost ?? choices.count, start: names)
        return Read(knob: knob, field: field, sets: nil)
      default: break
      }
      check(knob, choicesField)
      if let start, let place = place(start, knob) { knob.start = place }
      return Read(knob: knob, field: field, sets: sets)
    }
  }

  /// The knob with what it sets, which may use parameters and levers.
  func filled(_ read: Read, _ scope: FormulaScope) -> Exercise.Knob {
    var knob = read.knob
    for entry in read.sets?.entries() ?? [] {
      guard let sets = read.sets else { break }
      let field = sets.child(entry)
      if field.isMap {
        field.report(
          .wrongShape, zh: "sets 的值写在引号里，例如 \"{perCalendarDay: <rate>}\"",
          en: "a value in 'sets' stands in quotes, such as \"{perCalendarDay: <rate>}\"")
        continue
      }
      guard let template = field.template(scope, .levers) else { continue }
      knob.sets.append(Exercise.Knob.Setting(path: entry.key.text, value: template))
    }
    return knob
  }

  private func place(_ start: Field, _ knob: Exercise.Knob) -> Int? {
    if case .design = knob.kind {
      return start.choice(of: knob).flatMap { name in
        knob.choices.firstIndex { $0.text == name }
      }
    }
    guard let value = start.number() else { return nil }
    guard let place = knob.choices.firstIndex(where: { $0.value == value }) else {
      let all = knob.choices.map(\.text)
      start.report(
        .notAChoice,
        zh: "start 不在 choices 里；可选：\(all.joined(separator: "、"))",
        en: "'start' is not among the choices: \(all.joined(separator: ", "))")
      return nil
    }
    return place
  }

  private func check(_ knob: Exercise.Knob, _ field: Field) {
    let isWrong: (Double) -> Bool
    switch knob.kind {
    case .replications: isWrong = { $0 < 1 || $0 > 1_000 || $0 != $0.rounded() }
    case .pairing: isWrong = { $0 != 0 && $0 != 1 }
    default: return
    }
    guard knob.choices.contains(where: { isWrong($0.value) }) else { return }
    field.report(
      .outOfBounds,
      zh: knob.kind == .pairing
        ? "pairing 的 choices 只能是 0 和 1" : "replications 的 choices 是 1 到 1000 的整数",
      en: knob.kind == .pairing
        ? "choices of 'pairing' are 0 and 1"
        : "choices of 'replications' are whole numbers from 1 to 1000")
  }

  /// A list of numbers, or `{from, to, step}`.
  private func numbers(_ field: Field) -> [Exercise.Knob.Choice]? {
    guard field.isMap else {
      guard let items = field.list() else { return nil }
      let choices = items.compactMap { item in
        item.number().map {
          Exercise.Knob.Choice(value: $0, text: decimal($0, digits: nil), label: nil)
        }
      }
      return checked(choices, field)
    }
    guard let block = Block(plain: field) else { return nil }
    defer { block.finish() }
    let from = block.required("from", example: "3")?.number()
    let to = block.required("to", example: "6")?.number()
    let step = block.required("step", example: "1")?.number()
    guard let from, let to, let step else { return nil }
    let count = ((to - from) / step).rounded()
    guard step > 0, count >= 1, count <= 1_000, (from + count * step - to).magnitude < 1e-9 * step
    else {
      field.report(
        .outOfBounds, zh: "从 from 每步 step 到不了 to",
        en: "steps of 'step' do not lead from 'from' to 'to'")
      return nil
    }
    return (0...Int(count)).map { i in
      // The number that its decimals say, not the sum of rounded steps.
      let text = decimal(from + Double(i) * step, digits: nil)
      return Exercise.Knob.Choice(value: Double(text) ?? 0, text: text, label: nil)
    }
  }

  private func names(_ field: Field) -> [Exercise.Knob.Choice]? {
    guard let items = field.list() else { return nil }
    let choices = items.enumerated().compactMap { i, item in
      item.scalar().map { Exercise.Knob.Choice(value: Double(i + 1), text: $0.text, label: nil) }
    }
    return checked(choices, field)
  }

  private func checked(
    _ choices: [Exercise.Knob.Choice], _ field: Field
  ) -> [Exercise.Knob.Choice]? {
    guard !choices.isEmpty else {
      field.report(.emptyValue, zh: "choices 是空的", en: "there are no choices")
      return nil
    }
    guard Set(choices.map(\.text)).count == choices.count else {
      field.report(.statedTwice, zh: "choices 里有重复", en: "a choice stands twice")
      return nil
    }
    return choices
  }

  private func label(_ choices: inout [Exercise.Knob.Choice]?, _ field: Field?) {
    guard let field, let items = field.list(), let count = choices?.count else { return }
    guard items.count == count else {
      field.report(
        .contradiction, zh: "labels 有 \(items.count) 个，choices 有 \(count) 个",
        en: "there are \(items.count) labels for \(count) choices")
      return
    }
    for (i, item) in items.enumerated() { choices?[i].label = item.localized() }
  }
}
