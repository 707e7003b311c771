internal import ApprovalModel

/// Checks that the bytes of a file are text that a scenario may hold, before any notation is looked
/// at.
package enum TextCheck {
  /// So many control characters are reported one by one.
  static let mostReported = 20

  /// The bytes after a byte order mark, or nil when they cannot be read; faults go to `findings`.
  package static func text(of bytes: [UInt8], into findings: Findings) -> ArraySlice<UInt8>? {
    if bytes.count > YAMLReader.mostBytes {
      findings.reportFile(
        .fileTooLarge, zh: "文件超过上限 4 MiB（\(YAMLReader.mostBytes) 字节）",
        en: "the file is larger than the limit of 4 MiB (\(YAMLReader.mostBytes) bytes)")
      return nil
    }
    if let encoding = foreignEncoding(bytes) {
      findings.reportFile(
        .wrongEncoding, zh: "文件是 \(encoding) 编码；请另存为 UTF-8",
        en: "the file is encoded in \(encoding); save it as UTF-8")
      return nil
    }
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    return isText(text, findings) ? text : nil
  }

  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      return "UTF-32"
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    return nil
  }

  private static func isText(_ text: ArraySlice<UInt8>, _ findings: Findings) -> Bool {
    var decoder = UTF8()
    var iterator = text.makeIterator()
    var position = SourcePosition(line: 1, column: 1)
    var afterReturn = false
    var faults = 0
    while true {
      let scalar: Unicode.Scalar
      switch decoder.decode(&iterator) {
      case .emptyInput: return faults == 0
      case .error:
        let end = SourcePosition(line: position.line, column: position.column + 1)
        findings.report(
          .invalidUTF8, TextSpan(start: position, end: end),
          zh: "这里的字节不是 UTF-8 文字；请把文件另存为 UTF-8",
          en: "the bytes here are no UTF-8 text; save the file as UTF-8")
        return false
      case .scalarValue(let value): scalar = value
      }
      if scalar == "\n" || scalar == "\r" {
        if !(scalar == "\n" && afterReturn) {
          position = SourcePosition(line: position.line + 1, column: 1)
        }
        afterReturn = scalar == "\r"
        continue
      }
      afterReturn = false
      let next = SourcePosition(line: position.line, column: position.column + 1)
      if isForbidden(scalar) {
        faults += 1
        findings.report(
          .controlCharacter, TextSpan(start: position, end: next),
          zh: "这里有控制字符 \(codePoint(scalar))，不是文字；请删去",
          en: "the control character \(codePoint(scalar)) is no text; take it out")
        if faults == mostReported { return false }
      }
      position = next
    }
  }
}
