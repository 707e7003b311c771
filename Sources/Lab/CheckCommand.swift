internal import ApprovalModel
internal import Reporting
internal import ScenarioFiles
internal import Simulation

/// `check`: reads scenario files and compiles every design, without running.
struct CheckCommand {
  let session: Session
  let paths: [String]

  func run() throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: paths)
    var files: [CheckedFile] = []
    for path in paths {
      if session.host.stopSignal() != 0 { throw session.stopped() }
      files.append(CheckedFile(path: path))
    }
    if session.options.json {
      let list = JSONValue.array(files.map { $0.json(isStrict: session.options.strict) })
      try output.write(
        JSONValue.object([.init("format", .integer(1)), .init("files", list)]).text)
    } else {
      for (i, file) in files.enumerated() { try output.write(text(file, isFirst: i == 0)) }
    }
    try output.finish()
    if files.contains(where: { !$0.isValid }) { return .invalidInput }
    let isPassed = files.allSatisfy { $0.passes(isStrict: session.options.strict) }
    return isPassed ? .done : .notPassed
  }

  private func text(_ file: CheckedFile, isFirst: Bool) -> String {
    var lines = file.diagnostics.map { $0.text(language: session.language) }
    if let error = file.unreadable {
      let word = Diagnostic.Severity.error.heading[session.language]
      lines.append("\(file.path): \(word)\(error.message[session.language])")
    }
    if !session.options.quiet {
      lines.append(verdict(file))
      if let scenario = file.scenario, file.isValid {
        lines += ScenarioSummary(scenario).lines(session.language)
      }
    }
    guard !lines.isEmpty else { return "" }
    return (isFirst || session.options.quiet ? "" : "\n") + lines.joined(separator: "\n") + "\n"
  }

  private func verdict(_ file: CheckedFile) -> String {
    let (errors, warnings) = (file.errors, file.warnings)
    if errors > 0 {
      return "\(file.path): "
        + session.text(
          "\(errors) 处错误，\(warnings) 条警告",
          "\(plural(errors, "error")), \(plural(warnings, "warning"))")
    }
    guard warnings > 0 else { return "\(file.path): " + session.text("没有问题", "no findings") }
    let strict = session.options.strict ? session.text("，不通过", ", not passed") : ""
    return "\(file.path): "
      + session.text("没有错误，\(warnings) 条警告", "no errors, \(plural(warnings, "warning"))") + strict
  }

  private func plural(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}

/// A file with everything that could be found without running it.
struct CheckedFile {
  let path: String
  /// Why it could not be read at all.
  private(set) var unreadable: ScenarioFileError?
  private(set) var scenario: Scenario?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var bytes: [UInt8] = []

  init(path: String) {
    self.path = path
    do {
      let input = try ScenarioInput(path: path)
      scenario = input.scenario
      diagnostics = input.diagnostics
      if let scenario { compile(scenario, input) }
    } catch {
      unreadable = error
    }
  }

  /// The text of a file that need not be there.
  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    let input = ScenarioInput(path: path, bytes: bytes)
    scenario = input.scenario
    diagnostics = input.diagnostics
    if let scenario { compile(scenario, input) }
  }

  /// Compiles every design alone, and with every switch, so that one fault does not hide another.
  private mutating func compile(_ scenario: Scenario, _ input: ScenarioInput) {
    defer { diagnostics.sort() }
    for switches in [[]] + scenario.switches.map({ [$0.name] }) {
      for design in scenario.designs {
        do {
          let compiler = try StudyCompiler(scenario, designs: [design], switches: switches)
          _ = try compiler.plan(design: 0, world: .declared)
        } catch {
          let finding = input.diagnostic(error)
          if !diagnostics.contains(finding) { diagnostics.append(finding) }
        }
      }
    }
    guard isValid, let compiler = try? StudyCompiler(scenario, designs: scenario.designs) else {
      return
    }
    diagnostics += compiler.remarks().map(input.diagnostic)
  }

  var errors: Int {
    diagnostics.count { $0.severity == .error } + (unreadable == nil ? 0 : 1)
  }

  var warnings: Int { diagnostics.count { $0.severity == .warning } }

  var isValid: Bool { errors == 0 }

  func passes(isStrict: Bool) -> Bool { isValid && !(isStrict && warnings > 0) }

  func json(isStrict: Bool) -> JSONValue {
    .object([
      .init("file", .string(path)), .init("valid", .bool(isValid)),
      .init("passed", .bool(passes(isStrict: isStrict))),
      .init("unreadable", unreadable.map { $0.message.json } ?? .null),
      .init("diagnostics", .array(diagnostics.map(\.json))),
      .init("summary", isValid ? scenario.map { ScenarioSummary($0).json } ?? .null : .null),
    ])
  }
}
