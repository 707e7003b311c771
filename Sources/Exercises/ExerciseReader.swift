internal import ApprovalModel
internal import Inference
internal import ScenarioFiles

/// Decodes `exercise.yaml`; what it needs of other files is put in by ``readExercise(folder:)``.
struct ExerciseReader {
  /// The version of the format.
  static let version = "1"

  /// What the file declares, with what other files are needed.
  struct Declared {
    var exercise: Exercise
    /// The names that its texts may use.
    var scope: FormulaScope
    /// The scenario files as written, in the order of the worlds, with where they stand.
    var worldFields: [Field]
  }

  let folder: String

  func decode(_ root: Field) -> Declared? {
    guard let block = Block(plain: root) else { return nil }
    defer { block.finish() }
    if let version = block.required("format", example: "1")?.scalar(), version.text != Self.version
    {
      root.reading.findings.report(
        .formatVersion, version.span, zh: "练习的格式是 \(version.text)，本程序只读格式 1",
        en: "the exercise has format \(version.text), and this program reads format 1")
    }
    let number = block.required("version", example: "1")?.whole(1...1_000_000)
    let order = block.required("order", example: "2")?.whole(1...100_000)
    let minutes = block.required("minutes", example: "20")?.whole(1...600)
    let needs = block.optional("needs")?.list()?.compactMap { $0.identifier() } ?? []
    let title = block.required("title", example: "{zh: 越忙越慢, en: Busier is slower}")?.localized()
    let (worlds, worldFields) = worlds(block.optional("worlds"), root)
    // A lever of that name decides where there is one.
    let isLever = block.optional("levers")?.entries()?.contains { $0.key.text == "replications" }
    let replications =
      (isLever == true
      ? block.optional("replications") : block.required("replications", example: "20"))?
      .whole(1...10_000)
    let knobs = KnobReader()
    let parameters = knobs.parameters(block.optional("parameters"))
    let levers = knobs.levers(block.optional("levers"))
    let runFields = block.optional("runs")?.formulaNames() ?? []
    let against = block.optional("against").flatMap(Block.init(plain:))
    let runNames = ["start", "work"] + runFields.map(\.name) + (against == nil ? [] : ["against"])
    let measures = measures(block.optional("measures"), runs: runNames)
    var scope = FormulaScope(
      parameters: parameters.map(\.knob), levers: levers.map(\.knob), measures: measures.map(\.name)
    )
    reportTwice(
      (parameters + levers).map { ($0.knob.name, $0.field) }
        + (block.optional("measures")?.formulaNames() ?? [])
        + (block.optional("facts")?.formulaNames() ?? []))
    let facts = facts(block.optional("facts"), &scope)
    var exercise = Exercise(
      id: fileName(folder), version: number ?? 1, order: order ?? 1, minutes: minutes ?? 1,
      needs: needs, title: title ?? LocalizedText(zh: "", en: ""), worlds: worlds,
      replications: replications ?? 1,
      parameters: parameters.map { knobs.filled($0, scope) },
      levers: levers.map { knobs.filled($0, scope) },
      runs: [],
      measures: measures, facts: facts, predictions: [], table: [], questions: [],
      texts: Exercise.Texts(sections: [], hints: []), digest: "")
    exercise.runs = runs(runFields, exercise, scope)
    if let against {
      let title = against.required("title", example: "{zh: 串联，其余相同, en: serial, otherwise as set}")?
        .localized()
      exercise.against = Exercise.Against(
        title: title ?? LocalizedText(zh: "", en: ""), run: exercise.runs.count)
      exercise.runs.append(
        Exercise.RunSetting(
          name: "against", world: 0, takesWork: true, levers: self.levers(against, exercise, scope))
      )
      against.finish()
    }
    let questions = QuestionReader(scope: scope)
    exercise.predictions = (block.optional("predict")?.list() ?? []).compactMap(
      questions.prediction)
    exercise.table = (block.required("table", example: "[{outcome: cost, …}]")?.list() ?? [])
      .compactMap(row)
    exercise.questions =
      (block.required("questions", example: "[{id: wait, kind: number, …}]")?
      .list() ?? []).compactMap(questions.question)
    reportTwice(ids: block.optional("questions"), "question", "问题")
    reportTwice(ids: block.optional("predict"), "prediction", "预测")
    return Declared(exercise: exercise, scope: scope, worldFields: worldFields)
  }

  private func worlds(_ field: Field?, _ root: Field) -> ([Exercise.World], [Field]) {
    guard let field else {
      return ([Exercise.World(name: "main", path: "\(folder)/scenario.yaml", bytes: [])], [root])
    }
    var fields: [Field] = []
    var worlds: [Exercise.World] = []
    for (name, field) in field.formulaNames() {
      guard let path = field.scalar()?.text else { continue }
      worlds.append(Exercise.World(name: name, path: normalPath("\(folder)/\(path)"), bytes: []))
      fields.append(field)
    }
    return (worlds, fields)
  }

  private func measures(_ field: Field?, runs: [Name]) -> [Exercise.Measure] {
    (field?.formulaNames() ?? []).compactMap { name, field in
      guard let block = Block(plain: field) else { return nil }
      defer { block.finish() }
      func run(_ field: Field?) -> Int? {
        field?.word(runs.enumerated().map { ($1, $0) })
      }
      let outcome = block.required("outcome", example: "waiting-time@office:window")?.scalar()?.text
      let from = block.optional("from")
      let to = block.optional("to")
      if from != nil || to != nil {
        guard let from, let to, !block.has("run") else {
          field.report(
            .contradiction, zh: "“\(name)”写 run，或者写 from 和 to（配对差 to − from）",
            en: "'\(name)' has either 'run', or 'from' and 'to' for the paired difference to − from"
          )
          _ = block.optional("run")
          return nil
        }
        guard let first = run(from), let second = run(to), let outcome else { return nil }
        return Exercise.Measure(name: name, run: first, to: second, outcome: outcome)
      }
      guard let place = run(block.required("run", example: "work")), let outcome else { return nil }
      return Exercise.Measure(name: name, run: place, to: nil, outcome: outcome)
    }
  }

  private func facts(_ field: Field?, _ scope: inout FormulaScope) -> [Exercise.Fact] {
    var facts: [Exercise.Fact] = []
    for (name, field) in field?.formulaNames() ?? [] {
      // One that cannot be read still has a name, so that those that use it are no further faults.
      let formula = field.formula(scope, .measures)
      scope.add(fact: name, formula?.program ?? [0, 0])
      if let formula { facts.append(Exercise.Fact(name: name, formula: formula)) }
    }
    return facts
  }

  private func runs(
    _ fields: [(name: Name, field: Field)], _ exercise: Exercise, _ scope: FormulaScope
  ) -> [Exercise.RunSetting] {
    var runs = ["start", "work"].map {
      Exercise.RunSetting(name: $0, world: 0, takesWork: $0 == "work", levers: [])
    }
    for (name, field) in fields {
      guard let block = Block(plain: field) else { continue }
      defer { block.finish() }
      if name == "start" || name == "work" || name == "against" {
        field.reading.findings.report(
          .reservedName, field.key?.span ?? field.span, zh: "start、work 和 against 是保留的运行名称，不能另写",
          en: "the runs start, work and against have their names and cannot be declared")
      }
      let world = block.optional("world")?.word(exercise.worlds.enumerated().map { ($1.name, $0) })
      let levers = levers(block, exercise, scope)
      runs.append(
        Exercise.RunSetting(name: name, world: world ?? 0, takesWork: false, levers: levers))
    }
    return runs
  }

  /// The levers that a run's `set` puts elsewhere.
  private func levers(
    _ block: Block, _ exercise: Exercise, _ scope: FormulaScope
  ) -> [Exercise.RunSetting.Lever] {
    var levers: [Exercise.RunSetting.Lever] = []
    for entry in block.optional("set")?.entries() ?? [] {
      guard let place = exercise.levers.firstIndex(where: { $0.name == entry.key.text }) else {
        reportUnknownLever(entry.key, exercise.levers, block.field.reading.findings)
        continue
      }
      guard let value = value(block.field.child(entry), of: exercise.levers[place], scope) else {
        continue
      }
      levers.append(Exercise.RunSetting.Lever(lever: place, value: value))
    }
    return levers
  }

  private func value(
    _ field: Field, of lever: Exercise.Knob, _ scope: FormulaScope
  ) -> Exercise.RunSetting.Value? {
    switch lever.kind {
    case .design: field.choice(of: lever).map { .names([$0]) }
    case .reforms: field.choices(of: lever).map { .names($0) }
    case .inputs, .replications, .pairing: field.formula(scope, .levers).map { .formula($0) }
    }
  }

  private func row(_ field: Field) -> Exercise.Row? {
    guard let block = Block(plain: field) else { return nil }
    defer { block.finish() }
    let outcome = block.required("outcome", example: "cost")?.scalar()?.text
    let title = block.required("title", example: "{zh: 费用, en: cost}")?.localized()
    let unit = block.required("unit", example: "{zh: 元, en: yuan}")?.localized()
    let factor = block.optional("times")?.number() ?? 1
    let digits = block.optional("digits")?.whole(0...9) ?? 1
    guard let outcome, let title, let unit else { return nil }
    return Exercise.Row(outcome: outcome, title: title, unit: unit, factor: factor, digits: digits)
  }

  /// Reports a name that two things have.
  private func reportTwice(_ fields: [(name: Name, field: Field)]) {
    var seen: Set<Name> = []
    for (name, field) in fields where !seen.insert(name).inserted {
      field.reading.findings.report(
        .ambiguousName, field.key?.span ?? field.span,
        zh: "名称“\(name)”已经用过；参数、levers、measures 和 facts 的名称要各不相同",
        en:
          "the name '\(name)' is taken; parameters, levers, measures and facts have different names"
      )
    }
  }

  /// Reports an id that stands twice in a list.
  private func reportTwice(ids field: Field?, _ en: String, _ zh: String) {
    var seen: Set<String> = []
    for item in field?.list() ?? [] {
      guard case .map(let entries) = item.node.content,
        let id = entries.first(where: { $0.key.text == "id" }),
        case .scalar(let scalar) = id.value.content,
        !seen.insert(scalar.text).inserted
      else { continue }
      item.reading.findings.report(
        .statedTwice, scalar.span, zh: "已有\(zh)“\(scalar.text)”",
        en: "there is a \(en) '\(scalar.text)' already")
    }
  }
}

/// Reports a lever that is not declared.
func reportUnknownLever(_ key: YAMLScalar, _ levers: [Exercise.Knob], _ findings: Findings) {
  let names = levers.map(\.name)
  findings.report(
    .unknownReference, key.span,
    zh: "levers 里没有“\(key.text)”；有：\(names.joined(separator: "、"))",
    en: "there is no lever '\(key.text)'; there are: \(names.joined(separator: ", "))",
    hint: .didYouMean(nearestName(to: key.text, among: names)))
}

extension Field {
  /// One of the words that a lever offers.
  func choice(of lever: Exercise.Knob) -> Name? {
    guard let scalar = scalar() else { return nil }
    let all = lever.choices.map(\.text)
    guard all.contains(scalar.text) else {
      report(
        .notAChoice, zh: "“\(lever.name)”没有“\(scalar.text)”；可选：\(all.joined(separator: "、"))",
        en: "'\(lever.name)' has no '\(scalar.text)'; there are: \(all.joined(separator: ", "))",
        hint: .didYouMean(nearestName(to: scalar.text, among: all)))
      return nil
    }
    return scalar.text
  }

  /// Some of the words that a lever offers.
  func choices(of lever: Exercise.Knob) -> [Name]? {
    list()?.compactMap { $0.choice(of: lever) }
  }
}

/// The last part of a path.
func fileName(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// The path without `./` and `name/..` where that can be told.
func normalPath(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") {
    if part == "." { continue }
    if part == "..", let last = parts.last, last != ".." {
      parts.removeLast()
    } else {
      parts.append(part)
    }
  }
  return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
}
