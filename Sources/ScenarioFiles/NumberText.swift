internal import ApprovalModel

/// The number at the beginning of a text, and what follows it.
struct NumberText {
  /// Why a number cannot be read.
  enum Fault: Error, Hashable {
    case none
    case fullWidth(String)
    case leadingZero
    case exponent
    case separator
    case tooLong
  }

  /// The digits as written, with sign and decimal point.
  let digits: String
  /// Their value.
  let value: Double
  /// What follows, without the space between.
  let rest: String
  /// Whether space stands between.
  let hasSpace: Bool

  /// The number at the beginning of `text`: ASCII digits with at most one decimal point, no leading
  /// zero, no exponent, at most 15 digits.
  init(_ text: String) throws(Fault) {
    let scalars = Array(text.unicodeScalars)
    var i = 0
    while i < scalars.count, NumberText.belongsToNumber(scalars, i) { i += 1 }
    let token = scalars[..<i].map(String.init).joined()
    guard token.unicodeScalars.contains(where: NumberText.isDigit) else { throw .none }
    let ascii = NumberText.ascii(token)
    if ascii != token { throw .fullWidth(ascii) }
    if token.contains(where: { $0 == "e" || $0 == "E" }) { throw .exponent }
    if token.contains(where: { $0 == "," || $0 == "_" }) { throw .separator }
    let unsigned = token.hasPrefix("-") ? token.dropFirst() : token[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }),
      !unsigned.contains("+"), !unsigned.contains("-")
    else { throw .none }
    if parts[0].count > 1, parts[0].hasPrefix("0") { throw .leadingZero }
    if unsigned.count > 16 { throw .tooLong }
    guard let value = Double(token) else { throw .none }
    self.digits = token
    self.value = value
    var start = i
    while start < scalars.count, scalars[start] == " " { start += 1 }
    hasSpace = start > i
    rest = scalars[start...].map(String.init).joined().split(separator: " ").joined(separator: " ")
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("\u{FF10}"..."\u{FF19}").contains(scalar)
  }

  private static func belongsToNumber(_ scalars: [Unicode.Scalar], _ i: Int) -> Bool {
    switch scalars[i] {
    case "+", "-", ".", ",", "_", "\u{FF0E}", "\u{FF0C}": return true
    case "e", "E":
      // An exponent, not the beginning of a unit: `1e3`, `1e-3`, but not `3 eggs`.
      guard i > 0, isDigit(scalars[i - 1]), i + 1 < scalars.count else { return false }
      return isDigit(scalars[i + 1]) || scalars[i + 1] == "+" || scalars[i + 1] == "-"
    default: return isDigit(scalars[i])
    }
  }

  private static func ascii(_ token: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in token.unicodeScalars {
      switch scalar.value {
      case 0xFF0E: result.append(".")
      case 0xFF10...0xFF19:
        result.append(Unicode.Scalar(scalar.value - 0xFF10 + 0x30) ?? scalar)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Findings {
  /// The number at the beginning of `scalar`; what cannot be read is reported with `example` as the
  /// way to write it.
  func number(
    _ scalar: YAMLScalar, wanted: LocalizedText, example: String
  ) -> NumberText? {
    do throws(NumberText.Fault) {
      let number = try NumberText(scalar.text)
      if number.value < 0 || number.digits.hasPrefix("-") {
        report(
          .outOfBounds, scalar.span, zh: "“\(scalar.text)”是负数；\(wanted.zh)不能为负",
          en: "'\(scalar.text)' is negative; \(wanted.en) cannot be")
        return nil
      }
      return number
    } catch {
      switch error {
      case .none:
        report(
          .notANumber, scalar.span, zh: "“\(scalar.text)”不是\(wanted.zh)；写成例如 \(example)",
          en: "'\(scalar.text)' is not \(wanted.en); write for example \(example)")
      case .fullWidth(let ascii):
        report(
          .fullWidthDigits, scalar.span, zh: "“\(scalar.text)”用了全角数字；请写 \(ascii)",
          en: "'\(scalar.text)' has full-width digits; write \(ascii)")
      case .leadingZero:
        report(
          .leadingZero, scalar.span, zh: "“\(scalar.text)”以多余的零开头；请删去",
          en: "'\(scalar.text)' has a leading zero; take it out")
      case .exponent:
        report(
          .exponent, scalar.span, zh: "“\(scalar.text)”用了指数写法；请写出全部数字",
          en: "'\(scalar.text)' has an exponent; write all digits")
      case .separator:
        report(
          .notANumber, scalar.span, zh: "“\(scalar.text)”里有千位分隔符；请只写数字和小数点",
          en:
            "'\(scalar.text)' has separators between digits; write digits and a decimal point only")
      case .tooLong:
        report(
          .tooManyDigits, scalar.span, zh: "“\(scalar.text)”的数字超过 15 位",
          en: "'\(scalar.text)' has more than 15 digits")
      }
      return nil
    }
  }
}
