public import ApprovalModel
public import Experiments

extension StudyResults: MethodReport {
  /// Whether the precision asked for was reached.
  public var isConclusive: Bool {
    guard let precision else { return true }
    return precision.reached.map { $0 <= precision.asked } ?? false
  }

  /// The report for people; ends with a line end.
  public func text(
    _ language: Language, style: TextStyle, extent: TerminalReport.Extent
  ) -> String {
    TerminalReport(self, language: language, style: style, extent: extent).text
  }
}

/// A report that can be shown as a page.
package protocol Paged {
  /// The report in one language.
  func page(_ language: Language) -> Page
}

extension StudyResults: Paged {
  /// The answer.
  package func page(_ language: Language) -> Page {
    let context = ReportContext(results: self, language: language, style: .plain)
    let separator = language == .zh ? "" : " "
    let answer = AnswerSection(context: context).lines.joined(separator: separator)
    return Page(
      language: language, title: title[language],
      sections: [
        Page.Section("answer", context.text("结论", "Answer"), [.paragraph(.answer, answer)])
      ])
  }
}
