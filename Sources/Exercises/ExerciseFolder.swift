public import ApprovalModel
internal import Inference
public import ScenarioFiles

/// The names of the headings of an exercise's text, in the order of ``Exercise/Section``.
public let exerciseHeadings: [LocalizedText] = [
  LocalizedText(zh: "目标", en: "Goal"), LocalizedText(zh: "故事", en: "Story"),
  LocalizedText(zh: "做什么", en: "Do"), LocalizedText(zh: "解释", en: "Explain"),
  LocalizedText(zh: "迁移", en: "Transfer"), LocalizedText(zh: "用语", en: "Words"),
]

/// The names of the headings of a teacher's key.
public let keyHeadings: [LocalizedText] = [
  LocalizedText(zh: "评分", en: "Rubric"), LocalizedText(zh: "误解", en: "Misconceptions"),
  LocalizedText(zh: "讲评", en: "Debrief"), LocalizedText(zh: "时间", en: "Timing"),
]

/// Reads the exercise in a folder: what a student has of it.
///
/// Never stops at the first fault: findings of all its files are in the list, sorted. The exercise is nil exactly
/// when one of them is an error. Scenario files are read as bytes and not decoded.
public func readExercise(folder: String) -> (exercise: Exercise?, diagnostics: [Diagnostic]) {
  var reader = FolderReader(folder: folder)
  let exercise = reader.exercise()
  let diagnostics = reader.diagnostics.sorted()
  return (diagnostics.contains { $0.severity == .error } ? nil : exercise, diagnostics)
}

/// The model answer of an exercise.
public struct ExerciseSolution: Hashable, Sendable {
  /// Where the levers stand; those not named are at the start.
  public var levers: [Exercise.RunSetting.Lever]
  /// What is predicted, by prediction.
  public var predictions: [Answer]
  /// What is answered, by question.
  public var answers: [Answer]

  /// An answer: computed, or typed.
  public struct Answer: Hashable, Sendable {
    /// The question or prediction.
    public var id: Name
    /// A number, or the place of an option.
    public var formula: Formula?
    /// The upper end where it is an interval and ``formula`` the lower one.
    public var upper: Formula?
    /// Words, or an option.
    public var text: LocalizedText?
  }
}

/// Reads the model answer that lies in an exercise's folder.
public func readSolution(
  folder: String, of exercise: Exercise
) -> (solution: ExerciseSolution?, diagnostics: [Diagnostic]) {
  var reader = FolderReader(folder: folder)
  let solution = reader.solution(of: exercise)
  return (
    reader.diagnostics.contains { $0.severity == .error } ? nil : solution,
    reader.diagnostics.sorted()
  )
}

/// Reads the teacher's key that lies in an exercise's folder: a text for each of ``keyHeadings``.
public func readKey(
  folder: String, of exercise: Exercise
) -> (sections: [LocalizedTemplate]?, diagnostics: [Diagnostic]) {
  var reader = FolderReader(folder: folder)
  let key = reader.texts("key", of: exercise.scope, keyHeadings, hasTitle: false) { _ in .measures }
  return (key, reader.diagnostics.sorted())
}

extension Exercise {
  /// The names that its formulas may use.
  var scope: FormulaScope {
    var scope = FormulaScope(
      parameters: parameters, levers: levers, measures: measures.map(\.name))
    for fact in facts { scope.add(fact: fact.name, fact.formula.program) }
    return scope
  }
}

/// Reads the files of a folder, keeping what is wrong with them.
private struct FolderReader {
  let folder: String
  var diagnostics: [Diagnostic] = []

  /// The files of a student, for the digest.
  private var files: [(name: String, bytes: [UInt8])] = []

  init(folder: String) {
    self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  private mutating func bytes(_ path: String, at field: Field? = nil) -> [UInt8]? {
    do throws(ScenarioFileError) {
      return try readScenarioBytes(path: path)
    } catch {
      if let field {
        field.report(.missingFile, zh: error.message.zh, en: error.message.en)
      } else {
        diagnostics.append(
          Diagnostic(code: .missingFile, file: path, position: nil, message: error.message))
      }
      return nil
    }
  }

  mutating func exercise() -> Exercise? {
    let path = "\(folder)/exercise.yaml"
    guard let bytes = bytes(path) else { return nil }
    files.append(("exercise.yaml", bytes))
    let file = ExerciseFile(
      path: path, bytes: bytes, subject: LocalizedText(zh: "练习文件", en: "the exercise"))
    guard let root = file.root,
      var declared = ExerciseReader(folder: folder).decode(root)
    else {
      diagnostics += file.findings.diagnostics
      return nil
    }
    for (i, field) in declared.worldFields.enumerated() {
      guard let bytes = self.bytes(declared.exercise.worlds[i].path, at: field) else { continue }
      declared.exercise.worlds[i].bytes = bytes
      files.append((declared.exercise.worlds[i].name, bytes))
    }
    diagnostics += file.findings.diagnostics
    let sections = texts("", of: declared.scope, exerciseHeadings, hasTitle: true) { place in
      let section = Exercise.Section(rawValue: place)
      return section == .explanation || section == .transfer ? .measures : .levers
    }
    let numbers = (1...3).map { LocalizedText(zh: "\($0)", en: "\($0)") }
    let hints = texts("hints", of: declared.scope, numbers, hasTitle: false) { _ in .levers }
    guard let sections, let hints else { return nil }
    declared.exercise.texts = Exercise.Texts(sections: sections, hints: hints)
    declared.exercise.digest = digest
    return declared.exercise
  }

  /// The texts in the two files of a name, `zh.md` and `en.md` for the empty one.
  mutating func texts(
    _ name: String, of scope: FormulaScope, _ headings: [LocalizedText], hasTitle: Bool,
    known: (Int) -> FormulaScope.Known
  ) -> [LocalizedTemplate]? {
    var found: [Language: [Template]] = [:]
    for language in Language.allCases {
      let file = (name.isEmpty ? "" : "\(name).") + "\(language.rawValue).md"
      let path = "\(folder)/\(file)"
      guard let bytes = bytes(path) else { continue }
      files.append((file, bytes))
      let reader = TextsReader(path: path, bytes: bytes, scope: scope)
      found[language] = reader.sections(
        headings.map { $0[language] }, hasTitle: hasTitle, known: known)
      diagnostics += reader.findings.diagnostics
    }
    guard let zh = found[.zh], let en = found[.en] else { return nil }
    return zip(zh, en).map { LocalizedTemplate(zh: $0, en: $1) }
  }

  mutating func solution(of exercise: Exercise) -> ExerciseSolution? {
    let path = "\(folder)/solution.yaml"
    guard let bytes = bytes(path) else { return nil }
    let file = ExerciseFile(
      path: path, bytes: bytes, subject: LocalizedText(zh: "答案文件", en: "the solution"))
    defer { diagnostics += file.findings.diagnostics }
    guard let root = file.root else { return nil }
    return SolutionReader(exercise: exercise, scope: exercise.scope).decode(root)
  }

  /// The files' names, lengths and bytes one after another, digested.
  private var digest: String {
    var all: [UInt8] = []
    for file in files {
      all += Array("\(file.name)\n\(file.bytes.count)\n".utf8) + file.bytes
    }
    return hexadecimalText(sha256(all))
  }
}

/// Bytes as hexadecimal digits.
public func hexadecimalText(_ bytes: [UInt8]) -> String {
  var text = ""
  for byte in bytes { text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
  return text
}
