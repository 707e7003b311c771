public import ApprovalModel
internal import Inference

extension Template {
  /// The text with its formulas worked out.
  ///
  /// - Parameter values: the values of all slots; a formula over one that is not known shows as `?`.
  public func text(_ values: [Double]) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .number(let formula, let digits): text += decimal(formula.value(values), digits: digits)
      }
    }
    return text
  }
}

extension LocalizedTemplate {
  /// The text in both languages with its formulas worked out.
  public func text(_ values: [Double]) -> LocalizedText {
    LocalizedText(zh: zh.text(values), en: en.text(values))
  }

  /// The text in a language.
  public subscript(language: Language) -> Template { language == .zh ? zh : en }
}

/// A number with so many digits behind the point, or with as few as tell it within a part in 10¹².
///
/// Without separators; halves are rounded away from zero, as browsers do.
public func decimal(_ value: Double, digits: Int?) -> String {
  guard value.isFinite else { return "?" }
  guard let digits else {
    for digits in 0...15 {
      let text = decimal(value, digits: digits)
      if let read = Double(text), (read - value).magnitude <= value.magnitude * 1e-12 {
        return text
      }
    }
    return "\(value)"
  }
  var power: Int64 = 1
  for _ in 0..<min(15, max(0, digits)) { power *= 10 }
  let magnitude = value.magnitude
  let product = magnitude * Double(power)
  guard product < 4e15 else { return "\(value)" }
  var whole = Int64(product.rounded(.down))
  let fraction = product - product.rounded(.down)
  // The rounded product may lie on the middle where the exact one does not: what was lost decides.
  let lost = (-product).addingProduct(magnitude, Double(power))
  if fraction > 0.5 || (fraction == 0.5 && lost >= 0) { whole += 1 }
  let sign = value < 0 && whole != 0 ? "-" : ""
  guard digits > 0 else { return sign + String(whole) }
  let rest = String(whole % power)
  return sign + String(whole / power) + "."
    + String(repeating: "0", count: max(0, digits - rest.count)) + rest
}

/// A number with so many figures that count; more where they stand before the point.
public func decimal(_ value: Double, figures: Int) -> String {
  var digits = figures - 1
  var power = 1.0
  while power * 10 <= value.magnitude, digits > 0 {
    power *= 10
    digits -= 1
  }
  while value != 0, power > value.magnitude, digits < 9 {
    power /= 10
    digits += 1
  }
  return decimal(Double(decimal(value, digits: digits)) ?? value, digits: nil)
}

/// Reads texts with formulas in angle brackets.
///
/// A bracket begins a formula where a letter, digit, `(` or `-` follows at once; `\<` is a bracket that does not.
struct TemplateParser {
  let scope: FormulaScope
  let known: FormulaScope.Known

  /// The template in `text`.
  ///
  /// - Throws: ``FormulaFault``, its offset counted from the beginning of the text.
  func parse(_ text: String) throws(FormulaFault) -> Template {
    let scalars = Array(text.unicodeScalars)
    var parts: [Template.Part] = []
    var words = String.UnicodeScalarView()
    var i = 0
    while i < scalars.count {
      if scalars[i] == "\\", i + 1 < scalars.count, scalars[i + 1] == "<" {
        words.append("<")
        i += 2
        continue
      }
      guard scalars[i] == "<", i + 1 < scalars.count, begins(scalars[i + 1]) else {
        words.append(scalars[i])
        i += 1
        continue
      }
      let (end, colon) = try end(of: scalars, from: i)
      if !words.isEmpty { parts.append(.text(String(words))) }
      words = String.UnicodeScalarView()
      parts.append(try part(scalars, from: i + 1, to: end, colon: colon))
      i = end + 1
    }
    if !words.isEmpty { parts.append(.text(String(words))) }
    return Template(parts: parts)
  }

  private func begins(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isLetter || scalar.isDigit || scalar == "(" || scalar == "-"
  }

  /// Where the formula that a bracket begins ends, and the colon before its digits.
  private func end(
    of scalars: [Unicode.Scalar], from begin: Int
  ) throws(FormulaFault) -> (end: Int, colon: Int?) {
    var depth = 0
    var colon: Int?
    for i in (begin + 1)..<scalars.count {
      switch scalars[i] {
      case "(": depth += 1
      case ")": depth -= 1
      case ":" where depth == 0: colon = i
      case ">" where depth <= 0: return (i, colon)
      default: break
      }
    }
    throw FormulaFault(
      offset: begin, length: 1,
      message: LocalizedText(
        zh: "“<”后面没有“>”；不是公式就写 \\<",
        en: "no '>' follows this '<'; write \\< where it begins no formula"))
  }

  private func part(
    _ scalars: [Unicode.Scalar], from begin: Int, to end: Int, colon: Int?
  ) throws(FormulaFault) -> Template.Part {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[begin..<(colon ?? end)])
    var digits: Int?
    if let colon {
      var word = String.UnicodeScalarView()
      word.append(contentsOf: scalars[(colon + 1)..<end])
      guard let count = Int(String(word)), (0...9).contains(count) else {
        throw FormulaFault(
          offset: colon, length: end - colon,
          message: LocalizedText(
            zh: "冒号后面写小数位数，0 到 9，例如 <wait:1>",
            en: "a number of digits from 0 to 9 stands behind the colon, such as <wait:1>"))
      }
      digits = count
    }
    do throws(FormulaFault) {
      return .number(
        try FormulaParser.parse(String(text), scope: scope, known: known), digits: digits)
    } catch {
      var error = error
      error.offset += begin
      throw error
    }
  }
}
