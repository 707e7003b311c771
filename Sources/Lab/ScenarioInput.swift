internal import ApprovalModel
internal import ScenarioFiles
internal import Simulation

/// A scenario file as read: its text, what it declares and what was found.
struct ScenarioInput: Sendable {
  /// The path as the user wrote it.
  let path: String
  /// What findings and commands call the file: the path, unless it is nothing for a reader.
  let name: String
  /// The bytes; empty where the file could not be read.
  let bytes: [UInt8]
  /// What the file declares; nil when it has errors.
  let scenario: Scenario?
  /// Everything found, in the order of the file.
  let diagnostics: [Diagnostic]

  /// Reads and decodes a file; `-` is standard input.
  ///
  /// - Throws: why the file could not be read at all.
  init(path: String) throws(ScenarioFileError) {
    let bytes: [UInt8]
    if path == "-" {
      do throws(SystemReason) {
        bytes = try readStandardInput()
      } catch {
        throw ScenarioFileError(path: path, reason: .unreadable(error.text.en))
      }
    } else {
      bytes = try readScenarioBytes(path: path)
    }
    self.init(path: path, bytes: bytes)
  }

  /// Decodes the text of a file; the catalogue is looked for from `path` on.
  ///
  /// - Parameter name: what the file is called; nil: its path.
  init(path: String, bytes: [UInt8], name: String? = nil) {
    self.path = path
    self.name = name ?? path
    self.bytes = bytes
    (scenario, diagnostics) = parseScenario(
      bytes, file: self.name, catalogue: .find(besideScenario: path))
  }

  /// The same file with another outcome of reading.
  init(_ input: ScenarioInput, scenario: Scenario?, diagnostics: [Diagnostic]) {
    path = input.path
    name = input.name
    bytes = input.bytes
    self.scenario = scenario
    self.diagnostics = diagnostics
  }

  /// A fault that shows when designs are compiled, as a finding about the file.
  func diagnostic(_ error: CompileError) -> Diagnostic {
    switch error {
    case .reform(let error):
      return located(
        error.position,
        LocalizedText(
          zh: "改革“\(error.reform)”不能应用：\(error.message.zh)",
          en: "reform '\(error.reform)' cannot be applied: \(error.message.en)"))
    case .structure(let design, let reforms, let problem):
      let list = reforms.joined(separator: ", ")
      let place = LocalizedText(
        zh: design.isEmpty ? "" : "方案“\(design)”（改革：\(list.isEmpty ? "无" : list)）中，",
        en: design.isEmpty
          ? "" : "in design '\(design)' (reforms: \(list.isEmpty ? "none" : list)), ")
      return Diagnostic(
        code: .cannotApply, file: name, position: nil,
        message: place
          + LocalizedText(
            zh: "\(problem.path)：\(problem.message.zh)",
            en: "\(problem.path): \(problem.message.en)"),
        hint: problem.hint)
    case .tooLarge(let input, let message):
      guard let position = scenario?.inputs.first(where: { $0.path == input })?.position else {
        return Diagnostic(code: .tooLarge, file: name, position: nil, message: message)
      }
      return located(position, message, code: .tooLarge)
    case .distribution(let input, let message):
      let text = LocalizedText(zh: "\(input)：\(message.zh)", en: "\(input): \(message.en)")
      guard let position = scenario?.inputs.first(where: { $0.path == input })?.position else {
        return Diagnostic(code: .distribution, file: name, position: nil, message: text)
      }
      return located(position, text, code: .distribution)
    }
  }

  /// What is remarkable about a scenario that can be run, at the input it is about or the first input
  /// below it.
  func diagnostic(_ remark: StudyRemark) -> Diagnostic {
    let code: DiagnosticCode =
      switch remark.kind {
      case .overload: .overload
      case .unreachedMatter: .unreachedMatter
      case .unreachedReform: .unreachedReform
      case .idleReform: .idleReform
      case .unknownSubstitute: .unknownSubstitute
      case .shortLimit: .shortLimit
      case .ruleNotInForce: .ruleNotInForce
      case .limitWithoutSource: .limitWithoutSource
      }
    let inputs = scenario?.inputs ?? []
    let reform = scenario?.reforms.first { remark.path == "reforms.\($0.name)" }
    let position =
      reform?.position ?? inputs.first { $0.path == remark.path }?.position
      ?? inputs.filter { $0.path.hasPrefix(remark.path + ".") }.map(\.position).min()
    guard let position else {
      return Diagnostic(code: code, file: name, position: nil, message: remark.message)
    }
    return located(position, remark.message, code: code)
  }

  private func located(
    _ position: SourcePosition, _ message: LocalizedText, code: DiagnosticCode = .cannotApply
  ) -> Diagnostic {
    let line = line(position)
    let rest = line.unicodeScalars.dropFirst(position.column - 1)
    let word = rest.prefix { !" \t:,[]{}#".unicodeScalars.contains($0) }
    return Diagnostic(
      code: code, file: position.origin?.file ?? name, position: position, message: message,
      excerpt: line,
      length: max(1, word.count))
  }

  /// The line of a position, without its end.
  private func line(_ position: SourcePosition) -> String {
    guard let origin = position.origin else { return SourceText(bytes)[position.line] }
    return SourceText((try? readScenarioBytes(path: origin.file)) ?? [])[position.line]
  }
}

extension Session {
  /// The scenario of a file, ready to run, with what the command line puts in the place of the file.
  ///
  /// Errors of the file go to standard error; warnings are counted there.
  func readScenario(
    _ path: String, _ composition: Composition? = nil
  ) throws(Failure) -> (input: ScenarioInput, scenario: Scenario) {
    var input: ScenarioInput
    if let scenarioText {
      input = ScenarioInput(path: path, bytes: scenarioText)
    } else {
      do {
        input = try ScenarioInput(path: path)
      } catch {
        throw failure(.invalidInput, error.message.zh, error.message.en)
      }
    }
    do throws(UsageError) {
      input = try input.composed(composition ?? options.composition)
    } catch { throw failure(error) }
    guard let scenario = input.scenario else { throw invalid(input.diagnostics, path) }
    let warnings = input.diagnostics.count { $0.severity == .warning }
    if warnings > 0 {
      remark(
        "\(path) 有 \(warnings) 条警告；见 reformlab check \(path)",
        "\(path) has \(warnings) warning\(warnings == 1 ? "" : "s"); see: reformlab check \(path)")
    }
    return (input, scenario)
  }

  /// A file with errors.
  func invalid(_ diagnostics: [Diagnostic], _ path: String) -> Failure {
    let errors = diagnostics.filter { $0.severity == .error }
    let text = errors.map { $0.text(language: language) + "\n" }.joined()
    let count = self.text(
      "\(path) 有 \(errors.count) 处错误，没有运行。",
      "\(path) has \(errors.count) error\(errors.count == 1 ? "" : "s"); nothing was run.")
    return Failure(code: .invalidInput, message: text + "reformlab: \(count)\n")
  }
}
