internal import ApprovalModel
internal import Experiments
internal import Kernel
internal import Reporting
internal import Simulation

/// The commands that make a study: `compare` and `run`, and the methods beyond comparing.
struct StudyCommand {
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
      (request, context) async throws(StudyError) -> any StudyReport in
      try await session.find(command, request, in: context)
    }
    try output.finish(rendered(report))
    if report.isConclusive { return .done }
    if let results = report as? StudyResults { reportPrecision(results) }
    return .precisionNotReached
  }

  private func rendered(_ report: any StudyReport) -> String {
    if session.options.json { return report.json }
    if session.options.csv { return report.csv }
    return report.text(
      session.language, style: session.style, extent: session.options.brief ? .brief : .full)
  }

  private func reportPrecision(_ results: StudyResults) {
    let count = results.manifest.replications
    let most = Int(Flag.mostReplications)
    let more = results.precision?.replicationsNeeded.map { needed in
      needed <= most
        ? session.text(
          "约还需 \(needed - count) 次（共 \(needed) 次）：用 --replications \(needed)，或放宽 --precision。",
          " About \(needed - count) more would reach it: use --replications \(needed), or a larger --precision."
        )
        : session.text(
          "约需 \(needed) 次，超过 --replications 的上限 \(most) 次：请放宽 --precision。",
          " It would take about \(needed), more than the \(most) that --replications allows: use a larger --precision."
        )
    }
    session.host.message(
      "reformlab: "
        + session.text(
          "运行 \(count) 次后仍未达到要求的精度；以上是已有的结果。",
          "the precision asked for was not reached with \(count) replications; the results are those so far."
        )
        + (more ?? "") + "\n")
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

extension Session {
  /// What a study that failed says.
  func failure(_ error: StudyError, _ input: ScenarioInput, _ scenario: Scenario) -> Failure {
    switch error {
    case .compile(let error): return invalid([input.diagnostic(error)], input.path)
    case .run(let error): return failure(error)
    case .unknownDesign(let name, let near):
      return failure(UsageError.unknownDesign(name, near: near, all: scenario.designs.map(\.name)))
    case .unknownSwitch(let name, let near):
      return failure(UsageError.unknownSwitch(name, near: near, all: scenario.switches.map(\.name)))
    case .unknownOutcome(let name, let near):
      return failure(UsageError.unknownOutcome(name, near: near))
    case .unsuitable(let message): return failure(.usage, message.zh, message.en)
    case .precisionNotReached:
      return failure(.precisionNotReached, "未达到要求的精度", "the precision asked for was not reached")
    case .store(let error):
      return failure(
        error.isDamage ? .invalidInput : .environment, error.message.zh, error.message.en)
    case .shardDone(let parts): return shardDone(parts)
    case .partsMissing(let places): return partsMissing(places)
    }
  }

  /// What a run that failed says.
  func failure(_ error: RunError) -> Failure {
    switch error {
    case .cancelled: return stopped()
    case .brokenLaw(let law):
      return failure(
        .internalFailure, "程序内部故障，请报告：\(law)", "a fault of the program, please report it: \(law)")
    case .fault(.tooManyEvents):
      return failure(
        .invalidInput, "一次运行超过 2^40 个事件；请缩短 window，或减少 arrivals",
        "one run has more than 2^40 events; shorten the window or lower the arrivals")
    case .fault(.tooManyApplicants):
      return failure(
        .invalidInput, "一个类别的申请人超过 2^35 个；请缩短 window，或减少 arrivals",
        "a class has more than 2^35 applicants; shorten the window or lower the arrivals")
    case .fault(.tooManyOpen):
      return failure(
        .invalidInput, "同时在办的申请超过 2^31 件；请缩短 window，或减少 arrivals",
        "more than 2^31 applicants are under way at once; shorten the window or lower the arrivals")
    }
  }
}
