internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Simulation

/// `attribute`, `best`, `sensitivity`, `break-even`, `explore` and `staff`: a scenario, what is asked of it,
/// and where the result goes.
struct MethodCommand {
  let session: Session
  let command: Command
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let path = arguments[0]
    let output = try session.openOutput(inputs: [path])
    let progress = session.progress()
    progress.announce(zh: "正在读 \(path)", en: "reading \(path)")
    defer { progress.finish() }
    let (input, scenario) = try session.readScenario(path)
    let request = session.request(command, arguments, scenario)
    progress.announce(zh: "正在运行", en: "running")
    let report = try await session.study(request, input, scenario, progress) {
      (request, context) async throws(StudyError) -> any MethodReport in
      try await session.find(command, request, in: context)
    }
    try output.finish(rendered(report))
    return report.isConclusive ? .done : .precisionNotReached
  }

  private func rendered(_ report: any MethodReport) -> String {
    if session.options.json { return report.json }
    if session.options.csv { return report.csv }
    return report.text(
      session.language, style: session.style, extent: session.options.brief ? .brief : .full)
  }
}

extension Session {
  /// What a command asks of a study.
  ///
  /// The designs are those of the command line and the one that it puts together; without any, a command
  /// that takes one design is asked about the design with most reforms.
  func request(_ command: Command, _ arguments: [String], _ scenario: Scenario) -> StudyRequest {
    var request = StudyRequest(scenario: scenario)
    request.designs = Array(arguments.dropFirst())
    if options.composition.reforms != nil, !request.designs.contains(Composition.name),
      request.designs.isEmpty || !command.takesOneDesign
    {
      request.designs.append(Composition.name)
    }
    if request.designs.isEmpty, command.takesOneDesign {
      request.designs = scenario.richestDesign.map { [$0.name] } ?? []
    }
    request.baseline = options.baseline
    request.switches = options.switches
    request.seed = options.seed
    request.replications = options.replications
    request.precision = options.precision
    request.outcomes = options.outcomes
    request.worthwhile = options.worthwhile
    request.numbers = options.independent ? .independent : .common
    request.compares = command != .run
    request.chosen.values = options.composition.factors(of: scenario)
    // What the results depend on, without paths and threads.
    request.command =
      (["reformlab", command.rawValue, "FILE"] + arguments.dropFirst()
      + options.composition.words + command.flags.flatMap(options.words)).joined(separator: " ")
    request.version = productVersion
    return request
  }
}

extension Options {
  /// A flag that results depend on, as it is typed; empty where it was left out, and for any other.
  func words(_ flag: Flag) -> [String] {
    if flag == .independent { return independent ? [flag.spelling] : [] }
    if flag == .sensitivity { return sensitivity ? [flag.spelling] : [] }
    let values: [String] =
      switch flag {
      case .baseline: [baseline].compactMap { $0 }
      case .switch: switches
      case .seed: [seed].compactMap { $0.map { String($0) } }
      case .replications: [replications].compactMap { $0.map { String($0) } }
      case .precision: [precision].compactMap { $0.map { String($0) } }
      case .worthwhile: [worthwhile].compactMap { $0.map { String($0) } }
      case .outcome: outcomes.map(\.text)
      case .inputs: [inputs].compactMap { $0.map { String($0) } }
      case .points: [points].compactMap { $0.map { String($0) } }
      case .input: [input].compactMap { $0 }
      case .from: [from].compactMap { $0?.text }
      case .to: [to].compactMap { $0?.text }
      case .threshold: [threshold].compactMap { $0?.text }
      case .atLeast: [atLeast].compactMap { $0?.text }
      case .most: [mostPeople].compactMap { $0.map { String($0) } }
      case .level: levels.map { "'\($0.text)'" }
      default: []
      }
    return values.flatMap { [flag.spelling, $0] }
  }
}
