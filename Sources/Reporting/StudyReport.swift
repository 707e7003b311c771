public import ApprovalModel

/// The finished result of a study, in the forms in which it can be printed.
public protocol StudyReport: Sendable {
  /// Format 1; the facts about the study come first.
  var json: String { get }
  /// Tidy: a head, then one row for each number found.
  var csv: String { get }
  /// Whether the question was answered with the certainty asked for; if not, the exit code says so.
  var isConclusive: Bool { get }
  /// The answer first, then how it was found; ends with a line end.
  func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
}

extension StudyReport {
  /// What a method finds is an answer, "cannot tell" included, unless it says otherwise.
  public var isConclusive: Bool { true }
}
