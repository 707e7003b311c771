internal import ApprovalModel
internal import Experiments
internal import Reporting

extension Session {
  /// Does what a command that makes a study asks for; the one place that knows which method is whose.
  ///
  /// - Throws: ``StudyError``; a precision that was not reached is none: the report says so.
  func find(
    _ command: Command, _ study: StudyRequest, in context: StudyContext
  ) async throws(StudyError) -> any StudyReport {
    switch command {
    case .attribute: return try await attribute(study, in: context)
    case .best: return try await best(study, in: context)
    case .sensitivity:
      var request = SensitivityRequest(study)
      request.inputs = options.inputs ?? request.inputs
      request.points = options.points ?? request.points
      return try await measureSensitivity(request, in: context)
    case .breakEven:
      var request = BreakEvenRequest(study)
      request.input = options.input
      request.from = options.from?.value
      request.to = options.to?.value
      request.threshold = options.threshold?.amount ?? 0
      request.isThresholdPercent = options.threshold?.isPercent ?? false
      return try await findBreakEven(request, in: context)
    case .explore:
      var request = ExplorationRequest(study)
      request.atLeast = options.atLeast?.amount
      request.isAtLeastPercent = options.atLeast?.isPercent ?? false
      request.points = options.points ?? request.points
      return try await explore(request, in: context)
    case .staff:
      var request = StaffingRequest(study)
      request.levels = options.levels
      request.mostPeople = options.mostPeople
      return try await findStaffing(request, in: context)
    default:
      do throws(StudyError) {
        return try await runStudy(study, in: context)
      } catch {
        guard case .precisionNotReached(let partial) = error else { throw error }
        return partial
      }
    }
  }
}
