public import ApprovalModel
public import Experiments

/// Results as text for a terminal: the answer first, then how it was found, then where to look.
public struct TerminalReport: Sendable {
  /// What was found.
  public let results: StudyResults
  /// The language of the words; numbers are the same in both.
  public let language: Language
  /// Whether the text carries colors.
  public let style: TextStyle
  /// How much is said.
  public let extent: Extent

  /// How much a report says.
  public enum Extent: Hashable, Sendable {
    /// The answer and how it was found: about one screen.
    case brief
    /// Outcome by outcome as well.
    case full
  }

  /// A report of `results`.
  public init(
    _ results: StudyResults, language: Language, style: TextStyle = .plain, extent: Extent = .full
  ) {
    self.extent = extent
    self.results = results
    self.language = language
    self.style = style
  }

  /// The whole report, ending with a line end.
  public var text: String {
    let context = ReportContext(results: results, language: language, style: style)
    var lines = [style.heading(results.title[language]), ""]
    lines += AnswerSection(context: context).lines
    // Of many designs, where each stands comes before what each is.
    let frontier = FrontierSection(context: context).lines
    let isCrowded = results.comparisons.count > AnswerSection.mostNamed
    if isCrowded { lines += frontier }
    lines += HeadlineSection(context: context).lines
    lines += GainLoseSection(context: context).lines
    if !isCrowded { lines += frontier }
    if extent == .full {
      if results.comparisons.isEmpty {
        lines += EstimateSection(context: context).lines
        lines += CostEstimatesSection(context: context).lines
      }
      for comparison in results.comparisons {
        lines += DetailSection(context: context, comparison: comparison).lines
        lines += CostAccountsSection(context: context, comparison: comparison).lines
      }
    }
    lines += MethodSection(context: context).lines
    return lines.joined(separator: "\n") + "\n"
  }
}

extension StudyResults: StudyReport {
  /// Whether the precision asked for, if any, was reached.
  public var isConclusive: Bool { precision?.isReached ?? true }

  /// The report for a terminal.
  public func text(_ language: Language, style: TextStyle, extent: TerminalReport.Extent) -> String
  {
    TerminalReport(self, language: language, style: style, extent: extent).text
  }
}
