internal import ApprovalModel
internal import ScenarioFiles

/// A YAML file of an exercise while it is read.
struct ExerciseFile {
  let findings: Findings
  /// Its root; nil where the notation is broken.
  let root: Field?

  /// Reads the notation of a file.
  init(path: String, bytes: [UInt8], subject: LocalizedText) {
    findings = Findings(file: path, source: SourceText(bytes))
    let reading = Reading(findings: findings)
    reading.subject = subject
    guard let text = TextCheck.text(of: bytes, into: findings),
      let node = YAMLReader.read(text, into: findings)
    else {
      root = nil
      return
    }
    root = Field(root: node, reading)
  }
}

extension Field {
  /// Reports a fault of a formula in this text, at its place.
  func report(_ fault: FormulaFault, in scalar: YAMLScalar) {
    reading.findings.report(
      .badFormula, scalar.span(of: fault), zh: fault.message.zh, en: fault.message.en,
      hint: .didYouMean(fault.near))
  }

  /// A formula; faults are reported.
  func formula(_ scope: FormulaScope, _ known: FormulaScope.Known) -> Formula? {
    guard let scalar = scalar() else { return nil }
    do throws(FormulaFault) {
      return try FormulaParser.parse(scalar.text, scope: scope, known: known)
    } catch {
      report(error, in: scalar)
      return nil
    }
  }

  /// A text with formulas; faults are reported.
  func template(_ scope: FormulaScope, _ known: FormulaScope.Known) -> Template? {
    guard let scalar = scalar() else { return nil }
    do throws(FormulaFault) {
      return try TemplateParser(scope: scope, known: known).parse(scalar.text)
    } catch {
      report(error, in: scalar)
      return nil
    }
  }

  /// A text with formulas in both languages, or one for both.
  func localizedTemplate(
    _ scope: FormulaScope, _ known: FormulaScope.Known
  ) -> LocalizedTemplate? {
    guard isMap else {
      guard let text = template(scope, known) else { return nil }
      return LocalizedTemplate(zh: text, en: text)
    }
    guard let block = Block(plain: self) else { return nil }
    defer { block.finish() }
    let zh = block.required("zh", example: "平均等多久？")?.template(scope, known)
    let en = block.required("en", example: "How long is the wait?")?.template(scope, known)
    guard let zh, let en else { return nil }
    return LocalizedTemplate(zh: zh, en: en)
  }

  /// A number written in digits, possibly below zero.
  func number() -> Double? {
    guard let scalar = scalar() else { return nil }
    guard let value = plainNumber(scalar.text) else {
      report(
        .notANumber, zh: "“\(scalar.text)”不是数；写成例如 0.5",
        en: "'\(scalar.text)' is no number; write for example 0.5")
      return nil
    }
    return value
  }

  /// A whole number of a range.
  func whole(_ range: ClosedRange<Int>) -> Int? {
    guard let scalar = scalar() else { return nil }
    guard let value = plainNumber(scalar.text).flatMap({ Int(exactly: $0) }), range.contains(value)
    else {
      report(
        .outOfBounds,
        zh: "“\(name)”是 \(range.lowerBound) 到 \(range.upperBound) 的整数，不是“\(scalar.text)”",
        en:
          "'\(name)' is a whole number from \(range.lowerBound) to \(range.upperBound), not '\(scalar.text)'"
      )
      return nil
    }
    return value
  }

  /// The entries of a map by name, as fields; names that formulas cannot use are reported.
  func formulaNames() -> [(name: Name, field: Field)] {
    (entries() ?? []).compactMap { entry in
      guard isFormulaName(entry.key.text) else {
        reading.findings.report(
          .badName, entry.key.span,
          zh: "“\(entry.key.text)”不能作名称；公式里的名称以字母开头，只用英文字母、数字和 _",
          en:
            "'\(entry.key.text)' cannot be a name; names in formulas begin with a letter and are of letters, digits and _"
        )
        return nil
      }
      return (entry.key.text, child(entry))
    }
  }

  /// What somebody types to name it: letters, digits, `_` and hyphens.
  func identifier() -> Name? {
    guard let scalar = scalar() else { return nil }
    guard isIdentifier(scalar.text) else {
      report(
        .badName, zh: "“\(scalar.text)”不能作名称；只用英文字母、数字、_ 和连字符",
        en: "'\(scalar.text)' cannot be a name; a name is of letters, digits, _ and hyphens")
      return nil
    }
    return scalar.text
  }
}

extension YAMLScalar {
  /// Where a fault of the formula in it stands; the scalar as a whole where that cannot be told.
  func span(of fault: FormulaFault) -> TextSpan {
    let quote = style == .quoted ? 1 : 0
    let width = span.end.column - span.start.column
    guard style != .block, span.start.line == span.end.line,
      width == text.unicodeScalars.count + 2 * quote
    else { return span }
    var start = span.start
    start.column += quote + fault.offset
    var end = start
    end.column += max(1, fault.length)
    return TextSpan(start: start, end: end)
  }
}

/// The number of a text of ASCII digits with an optional sign and decimal point; nil for any other.
public func plainNumber(_ text: String) -> Double? {
  let unsigned = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
  let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count <= 2, unsigned.count <= 20, parts.contains(where: { !$0.isEmpty }),
    parts.allSatisfy({ $0.unicodeScalars.allSatisfy(\.isDigit) })
  else { return nil }
  return Double(
    "\(text.hasPrefix("-") ? "-" : "")0\(unsigned.hasSuffix(".") ? unsigned.dropLast() : unsigned)")
}

private func isFormulaName(_ text: String) -> Bool {
  let taken = [
    "and", "or", "not", "if", "min", "max", "abs", "sqrt", "round", "floor", "ceil", "low", "high",
    "half", "erlangC", "answer",
  ]
  guard let first = text.unicodeScalars.first, first.isLetter, text.utf8.count <= 60 else {
    return false
  }
  return text.unicodeScalars.allSatisfy { $0.isLetter || $0.isDigit } && !taken.contains(text)
}

private func isIdentifier(_ text: String) -> Bool {
  !text.isEmpty && text.utf8.count <= 60
    && text.unicodeScalars.allSatisfy { $0.isLetter || $0.isDigit || $0 == "-" }
}
