package import ApprovalModel
internal import Experiments

/// A report that has a page of its own.
package protocol Paged {
  /// The report in one language.
  func page(_ language: Language) -> Page
}

extension StudyResults: Paged {}
extension AttributionResults: Paged {}
extension SensitivityResults: Paged {}

extension StudyReport {
  /// The report as a page; of a report that has none of its own, the sentences with which its text begins.
  ///
  /// - Parameter title: what such a page is called.
  package func page(_ language: Language, title: LocalizedText) -> Page {
    if let own = self as? any Paged { return own.page(language) }
    let lines = text(language, style: .plain, extent: .brief)
      .split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    let answer = lines.joined(separator: language == .zh ? "" : " ")
    let heading = language == .zh ? "结论" : "The answer"
    return Page(
      language: language, title: title[language],
      sections: [Page.Section("answer", heading, [.paragraph(.answer, answer)])])
  }
}
