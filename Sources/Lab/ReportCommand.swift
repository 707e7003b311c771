internal import ApprovalModel
internal import Experiments
internal import Reporting

/// `report`: a comparison, with what its reforms bring and where its uncertainty comes from, as a file.
struct ReportCommand {
  let session: Session
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let options = session.options
    let path = arguments[0]
    let format = try format()
    if format.isBinary, options.output == nil {
      throw session.failure(
        .usage, "\(format.rawValue) 不能写到终端；请用 --output 写明文件",
        "\(format.rawValue) is nothing for a terminal; name a file with --output")
    }
    let output = try session.openOutput(inputs: [path])
    let progress = session.progress()
    progress.announce(zh: "正在读 \(path)", en: "reading \(path)")
    defer { progress.finish() }
    let (input, scenario) = try session.readScenario(path)
    let request = session.request(.report, arguments, scenario)
    progress.announce(zh: "正在运行", en: "running")
    let isAskedAboutInputs = options.sensitivity
    let (results, companions) = try await session.study(request, input, scenario, progress) {
      (request, context) async throws(StudyError) -> (StudyResults, PageCompanions) in
      let results = try await compared(request, in: context)
      let companions = try await request.companions(
        of: results, withSensitivity: isAskedAboutInputs, in: context)
      return (results, companions)
    }
    progress.announce(zh: "正在写报告", en: "writing the report")
    let file = ReportFile(
      session: session, results: results.madeAgain(from: path, format, session.language),
      companions: companions)
    try output.write(try file.bytes(format, session.language))
    try output.finish()
    return results.isConclusive ? .done : .precisionNotReached
  }

  /// What `--format` and the name of the file say, which must not contradict each other.
  private func format() throws(Failure) -> ReportFormat {
    let options = session.options
    guard let output = options.output else { return options.format ?? .html }
    switch (options.format, ReportFormat(path: output)) {
    case (let stated?, let named?) where stated != named:
      throw session.failure(
        .usage,
        "--format \(stated.rawValue) 与文件名 \(output) 不合：按文件名应当是 \(named.rawValue)；请改其中一个",
        "--format \(stated.rawValue) contradicts the name \(output), which says \(named.rawValue); "
          + "change one of the two")
    case (let stated?, _): return stated
    case (nil, let named?): return named
    case (nil, nil):
      let all = ReportFormat.allCases.flatMap(\.endings).map { ".\($0)" }
      throw session.failure(
        .usage,
        "从文件名 \(output) 看不出形式；文件名请以 \(all.joined(separator: "、")) 之一结尾，或用 --format 写明",
        "the name \(output) does not say which form the report has; let it end in one of "
          + "\(all.joined(separator: ", ")), or state --format")
    }
  }
}

extension StudyResults {
  /// The results with the command that makes the file of a report again, from the scenario's file alone.
  ///
  /// A comparison of designs that meet other applicants has no report of its own: its command stays.
  func madeAgain(
    from path: String, _ format: ReportFormat, _ language: Language
  ) -> StudyResults {
    var results = self
    let name = fileName(path)
    var words = manifest.command
    if manifest.numbers == .common {
      words = words.replacing(
        "reformlab compare ", with: "reformlab report ", maxReplacements: 1)
      words +=
        " --format \(format.rawValue) --lang \(language.rawValue)"
        + " --output \(ReportFormat.stem(of: path)).\(format.ending)"
    }
    results.manifest.command = words.naming(name)
    return results
  }
}

/// The comparison, also where the precision asked for was not reached.
private func compared(
  _ request: StudyRequest, in context: StudyContext
) async throws(StudyError) -> StudyResults {
  do throws(StudyError) {
    return try await runStudy(request, in: context.keeping(under: "compare"))
  } catch {
    guard case .precisionNotReached(let partial) = error else { throw error }
    return partial
  }
}

extension StudyRequest {
  /// What other methods find about the design with most reforms of a comparison.
  func companions(
    of results: StudyResults, withSensitivity: Bool, in context: StudyContext
  ) async throws(StudyError) -> PageCompanions {
    var companions = PageCompanions()
    guard let design = results.mostReformed, results.manifest.numbers == .common else {
      return companions
    }
    var request = self
    request.designs = [design]
    request.precision = nil
    if (results.reformTitles[design]?.count ?? 0) >= 2 {
      companions.attribution = try await attribute(request, in: context.keeping(under: "attribute"))
    }
    if withSensitivity {
      request.replications = nil
      companions.sensitivity = try await measureSensitivity(
        SensitivityRequest(request), in: context.keeping(under: "sensitivity"))
    }
    return companions
  }
}

extension StudyContext {
  /// The same surroundings with the keys of parts under a name, for one of several studies.
  fileprivate func keeping(under name: String) -> StudyContext {
    var context = self
    context.store = store.map { NamedParts(store: $0, name: name) }
    return context
  }
}

/// The parts of one of several studies that are kept together.
private struct NamedParts: PartStore {
  let store: any PartStore
  let name: String

  func part(_ key: String) throws(PartStoreError) -> [UInt8]? { try store.part("\(name)/\(key)") }

  func keep(_ bytes: [UInt8], as key: String) throws(PartStoreError) {
    try store.keep(bytes, as: "\(name)/\(key)")
  }
}
