internal import ApprovalModel
internal import Experiments
internal import Reporting

/// `break-even`, `explore` and `staff`: what would have to be different.
struct SearchCommand {
  let session: Session
  let command: Command
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let options = session.options
    let method = MethodCommand(session: session, command: command, arguments: arguments)
    switch command {
    case .breakEven:
      return try await method.run { (study, context) async throws(StudyError) in
        var request = BreakEvenRequest(study)
        request.input = options.input
        request.from = options.from?.value
        request.to = options.to?.value
        request.threshold = options.threshold?.amount ?? 0
        request.isThresholdPercent = options.threshold?.isPercent ?? false
        return try await findBreakEven(request, in: context)
      }
    case .explore:
      return try await method.run { (study, context) async throws(StudyError) in
        var request = ExplorationRequest(study)
        request.atLeast = options.atLeast?.amount
        request.isAtLeastPercent = options.atLeast?.isPercent ?? false
        request.points = options.points ?? request.points
        return try await explore(request, in: context)
      }
    default:
      return try await method.run { (study, context) async throws(StudyError) in
        var request = StaffingRequest(study)
        request.levels = options.levels
        request.mostPeople = options.mostPeople
        return try await findStaffing(request, in: context)
      }
    }
  }
}
