public import ApprovalModel

/// Something to say about a place of a scenario file.
public struct Diagnostic: Hashable, Sendable {
  /// How grave it is.
  public enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
    /// The file cannot be used.
    case error
    /// The file can be used; `check --strict` refuses it.
    case warning
    /// Worth knowing.
    case notice

    /// Whether `a` is graver than `b`.
    public static func < (a: Self, b: Self) -> Bool { a.order < b.order }

    private var order: Int { Severity.allCases.firstIndex(of: self) ?? 0 }
  }

  /// What kind of finding it is; stable from version to version.
  public var code: DiagnosticCode
  /// The file, as the user named it.
  public var file: String
  /// Where the finding belongs; nil for a finding about the file as a whole.
  public var position: SourcePosition?
  /// What was found and why it cannot be.
  public var message: LocalizedText
  /// The line concerned, without its end; empty where there is none.
  public var excerpt: String
  /// How many characters of that line are meant, from the position on; at least 1.
  public var length: Int
  /// What to do, printed beside the carets.
  public var hint: LocalizedText?

  /// A finding of `code` at `position`.
  public init(
    code: DiagnosticCode, file: String, position: SourcePosition?, message: LocalizedText,
    excerpt: String = "", length: Int = 1, hint: LocalizedText? = nil
  ) {
    self.code = code
    self.file = file
    self.position = position
    self.message = message
    self.excerpt = excerpt
    self.length = length
    self.hint = hint
  }

  /// How grave it is; the code decides.
  public var severity: Severity { code.severity }

  /// The finding as printed: place and message, the line, carets under what is meant and the hint.
  ///
  ///     Scenarios/permit.yaml:14:13: error: 'site-inspection' waits for 'fire-review', but …
  ///      14 |     after: [fire-review]
  ///         |             ^^^^^^^^^^^ did you mean 'fire-safety-review'?
  ///
  /// Three lines without a line end; one line where there is nothing to show. Carets count terminal
  /// cells: two for East-Asian wide characters, and tabs stay tabs. A line of more than 160
  /// characters is shown in part.
  public func text(language: Language) -> String {
    var result = visible(file)
    if let position { result += ":\(position.line):\(position.column)" }
    result += ": \(severity.heading[language])\(message[language])"
    guard let position, !excerpt.isEmpty else {
      if let hint { result += language == .zh ? "；\(hint.zh)" : "; \(hint.en)" }
      return result
    }
    let (shown, column) = excerptAround(column: position.column)
    let number = String(position.line)
    var carets = ""
    for scalar in shown.prefix(column - 1) {
      carets +=
        scalar == "\t" ? "\t" : String(repeating: " ", count: displayWidth(of: scalar))
    }
    let meant = shown.dropFirst(column - 1).prefix(length).map(displayWidth).reduce(0, +)
    carets += String(repeating: "^", count: max(1, meant))
    if let hint { carets += " \(hint[language])" }
    var line = String.UnicodeScalarView()
    line.append(contentsOf: shown)
    result += "\n \(number) | \(String(line))"
    result += "\n \(String(repeating: " ", count: number.count)) | \(carets)"
    return result
  }

  /// The characters shown and the column, from 1, at which the finding stands in them.
  private func excerptAround(column: Int) -> (shown: [Unicode.Scalar], column: Int) {
    let scalars = Array(visible(excerpt).unicodeScalars)
    let column = max(1, min(column, scalars.count + 1))
    guard scalars.count > 160 else { return (scalars, column) }
    let first = max(0, min(column - 41, scalars.count - 120))
    var shown = Array(scalars[first..<min(scalars.count, first + 120)])
    if first + 120 < scalars.count { shown.append("…") }
    guard first > 0 else { return (shown, column) }
    return (["…"] + shown, column - first + 1)
  }
}

extension Diagnostic: Comparable {
  /// Whether `a` stands before `b`: by file, then place, then code, then wording.
  public static func < (a: Diagnostic, b: Diagnostic) -> Bool {
    if a.file != b.file { return a.file.precedes(b.file) }
    let start = SourcePosition(line: 0, column: 0)
    let (first, second) = (a.position ?? start, b.position ?? start)
    if first != second { return first < second }
    if a.code != b.code { return a.code.rawValue.precedes(b.code.rawValue) }
    return a.message.en.precedes(b.message.en)
  }
}

extension Diagnostic.Severity {
  /// What stands before the message.
  public var heading: LocalizedText {
    switch self {
    case .error: LocalizedText(zh: "错误：", en: "error: ")
    case .warning: LocalizedText(zh: "警告：", en: "warning: ")
    case .notice: LocalizedText(zh: "提示：", en: "notice: ")
    }
  }
}
