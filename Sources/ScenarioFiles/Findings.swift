package import ApprovalModel

/// Collects what is found while one file is read; reading never stops at the first fault.
package final class Findings {
  /// The file, as the user named it.
  let file: String
  /// Its lines.
  let source: SourceText
  /// The lines of the files that the scenario takes reforms from, by path.
  var sources: [String: SourceText] = [:]
  /// Everything found, in the order of finding.
  package private(set) var diagnostics: [Diagnostic] = []

  package init(file: String, source: SourceText) {
    self.file = file
    self.source = source
  }

  /// So many findings are kept; one more says that there are others.
  ///
  /// A broken tool can write a file
  /// of a million faults, and nobody reads beyond the first hundreds.
  static let mostKept = 500

  private var seen: Set<Diagnostic> = []

  /// Whether no more findings are kept.
  var isFull: Bool { diagnostics.count > Findings.mostKept }

  /// How often an error was found; the same one may count twice.
  private(set) var errorCount = 0

  /// Whether the file cannot be used.
  package var hasErrors: Bool { errorCount > 0 }

  /// Records a finding at `span`; the same finding at the same place counts once.
  package func report(
    _ code: DiagnosticCode, _ span: TextSpan, zh: String, en: String, hint: LocalizedText? = nil
  ) {
    if code.severity == .error { errorCount += 1 }
    guard !isFull else { return }
    // Columns beyond 4,000 are named but not shown: one line may be the whole file.
    let file = span.start.origin?.file ?? self.file
    // What lies in the catalogue may be a fault of the reform that uses it.
    let user = span.start.origin?.reform.map { reform in
      LocalizedText(zh: "（用于改革“\(reform)”）", en: " (used by reform '\(reform)')")
    }
    let source = file == self.file ? source : sources[file] ?? SourceText([])
    let line = source[span.start.line].unicodeScalars.prefix(4_000)
    let length = line.count
    let excerpt = span.start.column <= length + 1 ? String(line) : ""
    let diagnostic = Diagnostic(
      code: code, file: file, position: span.start,
      message: LocalizedText(
        zh: visible(zh).shortened + (user?.zh ?? ""), en: visible(en).shortened + (user?.en ?? "")),
      excerpt: excerpt,
      length: span.length(lineLength: length), hint: hint)
    guard seen.insert(diagnostic).inserted else { return }
    if diagnostics.count == Findings.mostKept {
      reportFile(
        .tooManyFindings, zh: "问题太多，其余未列出；请先改正已列出的",
        en: "there are more findings than are listed; correct these first")
    } else {
      diagnostics.append(diagnostic)
    }
  }

  /// Records what was found in another file.
  package func take(_ others: [Diagnostic]) {
    for diagnostic in others where !isFull && seen.insert(diagnostic).inserted {
      if diagnostic.severity == .error { errorCount += 1 }
      diagnostics.append(diagnostic)
    }
  }

  /// Records a finding about the file as a whole.
  package func reportFile(_ code: DiagnosticCode, zh: String, en: String) {
    if code.severity == .error { errorCount += 1 }
    diagnostics.append(
      Diagnostic(
        code: code, file: file, position: nil, message: LocalizedText(zh: zh, en: en)))
  }
}

extension String {
  /// The text without its middle where it is longer than a message may be.
  fileprivate var shortened: String {
    guard unicodeScalars.count > 600 else { return self }
    return "\(String(unicodeScalars.prefix(400))) … \(String(unicodeScalars.suffix(190)))"
  }
}

extension LocalizedText {
  /// "did you mean …?", or nil when no name is near.
  package static func didYouMean(_ name: String?) -> LocalizedText? {
    name.map { LocalizedText(zh: "是否指“\($0)”？", en: "did you mean '\($0)'?") }
  }
}
