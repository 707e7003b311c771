public import ApprovalModel
internal import Statistics

/// Why a scenario cannot be compiled to a plan.
public enum CompileError: Error, Hashable, Sendable {
  /// A reform cannot be applied.
  case reform(ReformError)
  /// The reformed process breaks a structural rule.
  case structure(design: Name, reforms: [Name], StructuralProblem)
  /// A limit of the engine is passed, by the input at `path`, where one alone is at fault.
  case tooLarge(path: String? = nil, LocalizedText)
  /// A distribution has impossible parameters.
  case distribution(path: String, LocalizedText)
}
