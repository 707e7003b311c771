internal import ApprovalModel
internal import ScenarioFiles

/// Reads a Markdown file of an exercise whose headings are given.
struct TextsReader {
  let findings: Findings
  let scope: FormulaScope
  private let lines: [String]

  init(path: String, bytes: [UInt8], scope: FormulaScope) {
    let source = SourceText(bytes)
    findings = Findings(file: path, source: source)
    self.scope = scope
    var lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasSuffix("\r") ? String($0.dropLast()) : String($0) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]), let first = lines.first {
      lines[0] = String(first.unicodeScalars.dropFirst())
    }
    self.lines = TextCheck.text(of: bytes, into: findings) == nil ? [] : lines
  }

  /// The texts under the headings `## `, which must be these, in this order.
  ///
  /// - Parameters:
  ///   - hasTitle: whether a line `# title` comes first.
  ///   - known: what the text under each heading may use.
  /// - Returns: as many texts as there are headings; nil where they cannot be read.
  func sections(
    _ headings: [String], hasTitle: Bool, known: (Int) -> FormulaScope.Known
  ) -> [Template]? {
    guard !lines.isEmpty else { return nil }
    var found: [(heading: String, line: Int)] = []
    for (i, line) in lines.enumerated() where line.hasPrefix("## ") {
      found.append((String(line.dropFirst(3)).trimmed, i))
    }
    if hasTitle, lines.first?.hasPrefix("# ") != true {
      report(0, zh: "第一行应当是 # 标题", en: "the first line should be '# title'")
    }
    for (i, heading) in headings.enumerated() {
      guard i < found.count else {
        report(
          lines.count - 1, zh: "缺少标题“## \(heading)”；标题依次是：\(headings.joined(separator: "、"))",
          en:
            "the heading '## \(heading)' is missing; headings are, in this order: \(headings.joined(separator: ", "))"
        )
        return nil
      }
      if found[i].heading != heading {
        report(
          found[i].line, zh: "这里应当是“## \(heading)”；标题依次是：\(headings.joined(separator: "、"))",
          en:
            "'## \(heading)' should stand here; headings are, in this order: \(headings.joined(separator: ", "))"
        )
        return nil
      }
    }
    if found.count > headings.count {
      report(
        found[headings.count].line, zh: "多出一个标题；标题依次是：\(headings.joined(separator: "、"))",
        en: "one heading too many; headings are, in this order: \(headings.joined(separator: ", "))"
      )
    }
    return headings.indices.map { i in
      let begin = found[i].line + 1
      let end = i + 1 < found.count ? found[i + 1].line : lines.count
      return template(from: begin, to: end, known(i))
    }
  }

  private func template(from begin: Int, to end: Int, _ known: FormulaScope.Known) -> Template {
    var (begin, end) = (begin, end)
    while begin < end, lines[begin].trimmed.isEmpty { begin += 1 }
    while end > begin, lines[end - 1].trimmed.isEmpty { end -= 1 }
    guard begin < end else {
      report(begin - 1, zh: "这个标题下没有内容", en: "there is nothing under this heading")
      return Template(parts: [])
    }
    let parser = TemplateParser(scope: scope, known: known)
    do throws(FormulaFault) {
      return try parser.parse(lines[begin..<end].joined(separator: "\n"))
    } catch {
      var line = begin
      var offset = error.offset
      while line < end - 1, offset > lines[line].unicodeScalars.count {
        offset -= lines[line].unicodeScalars.count + 1
        line += 1
      }
      let start = SourcePosition(line: line + 1, column: offset + 1)
      let stop = SourcePosition(line: line + 1, column: offset + 1 + max(1, error.length))
      findings.report(
        .badFormula, TextSpan(start: start, end: stop), zh: error.message.zh, en: error.message.en,
        hint: .didYouMean(error.near))
      return Template(parts: [])
    }
  }

  private func report(_ line: Int, zh: String, en: String) {
    let line = max(0, min(line, lines.count - 1))
    let start = SourcePosition(line: line + 1, column: 1)
    let end = SourcePosition(line: line + 1, column: max(2, lines[line].unicodeScalars.count + 1))
    findings.report(.badText, TextSpan(start: start, end: end), zh: zh, en: en)
  }
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
