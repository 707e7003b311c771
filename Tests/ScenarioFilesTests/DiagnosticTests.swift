import ApprovalModel
import ScenarioFiles
import Testing

@Suite struct `A diagnostic` {
  private func diagnostic(
    excerpt: String, column: Int, length: Int, hint: LocalizedText? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: .unknownReference, file: "Scenarios/permit.yaml",
      position: SourcePosition(line: 14, column: column),
      message: LocalizedText(zh: "没有这个事项", en: "no matter has that name"),
      excerpt: excerpt, length: length, hint: hint)
  }

  @Test func `shows place, line and carets`() {
    let finding = diagnostic(
      excerpt: "    after: [fire-review]", column: 13, length: 11,
      hint: LocalizedText(zh: "是否指“fire-safety-review”？", en: "did you mean 'fire-safety-review'?"))
    #expect(
      finding.text(language: .en) == """
        Scenarios/permit.yaml:14:13: error: no matter has that name
         14 |     after: [fire-review]
            |             ^^^^^^^^^^^ did you mean 'fire-safety-review'?
        """)
    #expect(
      finding.text(language: .zh) == """
        Scenarios/permit.yaml:14:13: 错误：没有这个事项
         14 |     after: [fire-review]
            |             ^^^^^^^^^^^ 是否指“fire-safety-review”？
        """)
  }

  @Test func `counts two cells for each Chinese character`() {
    let finding = diagnostic(excerpt: "  许可: {after: [消防审查]}", column: 16, length: 4)
    #expect(
      finding.text(language: .en) == """
        Scenarios/permit.yaml:14:16: error: no matter has that name
         14 |   许可: {after: [消防审查]}
            |                  ^^^^^^^^
        """)
  }

  @Test func `keeps tabs, so that carets stand below what they mean`() {
    let finding = diagnostic(excerpt: "\tafter:\t[fire]", column: 10, length: 4)
    #expect(
      finding.text(language: .en) == """
        Scenarios/permit.yaml:14:10: error: no matter has that name
         14 | \tafter:\t[fire]
            | \t      \t ^^^^
        """)
  }

  @Test func `shows part of a very long line`() {
    let line = String(repeating: "a", count: 300) + "fire" + String(repeating: "b", count: 300)
    let lines = diagnostic(excerpt: line, column: 301, length: 4).text(language: .en)
      .split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].count < 140)
    let caret = lines[2].firstIndex(of: "^").map {
      lines[2].distance(from: lines[2].startIndex, to: $0)
    }
    let meant = lines[1].firstIndex(of: "f").map {
      lines[1].distance(from: lines[1].startIndex, to: $0)
    }
    #expect(caret == meant)
  }

  @Test func `points behind the end of a line that is too short`() {
    let finding = diagnostic(excerpt: "ab", column: 9, length: 3)
    #expect(finding.text(language: .en).hasSuffix("\n 14 | ab\n    |   ^"))
  }

  @Test func `about a whole file is one line`() {
    let finding = Diagnostic(
      code: .fileEmpty, file: "a.yaml", position: nil,
      message: LocalizedText(zh: "文件是空的", en: "the file is empty"))
    #expect(finding.text(language: .en) == "a.yaml: error: the file is empty")
    #expect(finding.text(language: .zh) == "a.yaml: 错误：文件是空的")
  }

  @Test func `is sorted by place and then by code`() {
    let later = diagnostic(excerpt: "", column: 20, length: 1)
    let earlier = diagnostic(excerpt: "", column: 3, length: 1)
    var warning = earlier
    warning.code = .noRange
    #expect([later, warning, earlier].sorted() == [earlier, warning, later])
    #expect(warning.severity == .warning)
  }

  @Test func `has a code that no other kind of finding has`() {
    let codes = DiagnosticCode.allCases.map(\.rawValue)
    #expect(Set(codes).count == codes.count)
    for code in codes { #expect(code.wholeMatch(of: /[EWN]-[A-Z]{3}-[0-9]{3}/) != nil) }
  }
}
