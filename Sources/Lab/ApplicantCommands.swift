internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Simulation

/// `applicants`: every applicant of the cohort as a row of CSV.
struct ApplicantsCommand {
  let session: Session
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: [arguments[0]])
    let (input, scenario) = try session.readScenario(arguments[0])
    let options = session.options
    let numbers =
      options.replications.map { 0..<$0 } ?? options.replication..<options.replication + 1
    let table = ApplicantTable(scenario)
    var pending = table.head
    let host = session.host
    let request = try await session.warmedUp(
      session.request(scenario, design: arguments.dropFirst().first), input, scenario)
    do {
      try writeApplicants(
        request, replications: numbers,
        to: { row in
          pending += table.line(row)
          if pending.utf8.count > 1 << 16 {
            try output.write(pending)
            pending = ""
          }
        }, isCancelled: { host.stopSignal() != 0 })
    } catch let error as Failure {
      throw error
    } catch let error as StudyError {
      throw session.failure(error, input, scenario)
    } catch {
      throw session.failure(.internalFailure, "程序内部故障：\(error)", "a fault of the program: \(error)")
    }
    try output.finish(pending)
    return .done
  }
}

/// `timeline`: one applicant in the baseline and in a design, side by side.
struct TimelineCommand {
  let session: Session
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let output = try session.openOutput(inputs: [arguments[0]])
    let (input, scenario) = try session.readScenario(arguments[0])
    let host = session.host
    let found: ApplicantTimelines
    let request = try await session.warmedUp(
      session.request(scenario, design: arguments[1]), input, scenario)
    do throws(TimelineError) {
      found = try timelines(
        request, applicant: session.options.applicant,
        replication: session.options.replication, isCancelled: { host.stopSignal() != 0 })
    } catch {
      throw session.failure(error, input, scenario)
    }
    let report = TimelineReport(found, language: session.language, style: session.style)
    try output.finish(session.options.json ? report.json : report.text)
    return .done
  }
}

extension Session {
  /// What a timeline that cannot be shown says.
  func failure(_ error: TimelineError, _ input: ScenarioInput, _ scenario: Scenario)
    -> Failure
  {
    switch error {
    case .study(let error): return failure(error, input, scenario)
    case .unknownClass(let name, let near, let all):
      return failure(.unknownClass(name, near: near, all: all))
    case .outsideCohort(let applicant, let numbers):
      return failure(.outsideCohort(applicant, numbers: numbers))
    case .sameDesign(let name):
      return failure(
        .usage, "“\(name)”就是基准方案，没有什么可并列；请写另一个方案",
        "'\(name)' is the baseline itself; name another design to set beside it")
    case .nobodyInBoth:
      return failure(
        .usage, "这次运行里没有人在两个方案中都获批准；请用 --applicant 指定申请人，或换一次运行（--replication）",
        "nobody is approved in both designs in this replication; name somebody by --applicant, "
          + "or take another --replication")
    }
  }

  /// What is asked of a study of single replications: the baseline and a design, or all of them.
  fileprivate func request(_ scenario: Scenario, design: Name?) -> StudyRequest {
    var request = StudyRequest(scenario: scenario)
    request.designs = design.map { [$0] } ?? []
    request.baseline = options.baseline
    request.switches = options.switches
    request.seed = options.seed
    request.version = productVersion
    return request
  }
}
