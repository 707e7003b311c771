internal import ApprovalModel
internal import Inference

/// What is wrong with a formula, and where in its text.
struct FormulaFault: Error {
  /// The first character concerned, from 0.
  var offset: Int
  /// How many characters are.
  var length: Int
  /// What it is.
  var message: LocalizedText
  /// The name that was probably meant.
  var near: String?
}

/// Reads the text of a formula.
///
///     sum      = product (+|- product)…        comparison = sum [< <= > >= == !=  sum]
///     product  = sign (*|/ sign)…              condition  = comparison joined by `and`, `or`, `not`
///     sign     = [-] base [^ sign]             base = number, name, function(…), (condition)
///
/// A comparison is 1 or 0; facts stand in the program in full.
struct FormulaParser {
  private let scope: FormulaScope
  private let text: [Unicode.Scalar]
  private var tokens: [Token] = []
  private var place = 0

  /// The formula in `text`.
  ///
  /// - Throws: ``FormulaFault`` at the first fault.
  static func parse(
    _ text: String, scope: FormulaScope, known: FormulaScope.Known
  ) throws(FormulaFault) -> Formula {
    var parser = FormulaParser(scope: scope, text: Array(text.unicodeScalars))
    try parser.tokenize()
    let program = try parser.condition()
    if parser.place < parser.tokens.count { throw parser.unexpected }
    if let message = scope.fault(of: program, known: known) {
      let names = scope.names(known: known)
      throw parser.blame(message, names)
    }
    return Formula(text: text, program: program)
  }

  private init(scope: FormulaScope, text: [Unicode.Scalar]) {
    self.scope = scope
    self.text = text
  }

  // MARK: Words

  private struct Token {
    enum Kind: Equatable {
      case number(Double)
      case name(String)
      case sign(String)
    }
    var kind: Kind
    var offset: Int
    var length: Int
  }

  private static let signs = [
    "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",",
  ]

  private mutating func tokenize() throws(FormulaFault) {
    var i = 0
    while i < text.count {
      let first = text[i]
      if first == " " || first == "\n" || first == "\t" {
        i += 1
        continue
      }
      let begin = i
      if first.isDigit || (first == "." && i + 1 < text.count && text[i + 1].isDigit) {
        while i < text.count, text[i].isDigit || text[i] == "." { i += 1 }
        let digits = string(begin..<i)
        guard let value = Double(digits) else {
          throw FormulaFault(
            offset: begin, length: i - begin,
            message: LocalizedText(zh: "“\(digits)”不是数", en: "'\(digits)' is no number"))
        }
        tokens.append(Token(kind: .number(value), offset: begin, length: i - begin))
      } else if first.isLetter {
        while i < text.count, text[i].isLetter || text[i].isDigit { i += 1 }
        tokens.append(Token(kind: .name(string(begin..<i)), offset: begin, length: i - begin))
      } else if let sign = Self.signs.first(where: {
        string(begin..<min(text.count, begin + $0.count)) == $0
      }) {
        i += sign.count
        tokens.append(Token(kind: .sign(sign), offset: begin, length: sign.count))
      } else {
        throw FormulaFault(
          offset: begin, length: 1,
          message: LocalizedText(
            zh: "公式里不能有“\(String(first))”；可用 + - * / ^ ( ) < <= > >= == != , 和 and or not",
            en:
              "a formula cannot have '\(String(first))'; there are + - * / ^ ( ) < <= > >= == != , and or not"
          ))
      }
    }
    if tokens.isEmpty {
      throw FormulaFault(
        offset: 0, length: 1, message: LocalizedText(zh: "公式是空的", en: "the formula is empty"))
    }
  }

  private func string(_ range: Range<Int>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: text[range])
    return String(result)
  }

  private mutating func take(_ sign: String) -> Bool {
    guard place < tokens.count, tokens[place].kind == .sign(sign) else { return false }
    place += 1
    return true
  }

  private mutating func take(word: String) -> Bool {
    guard place < tokens.count, tokens[place].kind == .name(word) else { return false }
    place += 1
    return true
  }

  private mutating func demand(_ sign: String) throws(FormulaFault) {
    if !take(sign) {
      throw fault(LocalizedText(zh: "这里应当是“\(sign)”", en: "'\(sign)' should stand here"))
    }
  }

  private var unexpected: FormulaFault {
    fault(
      LocalizedText(
        zh: place < tokens.count ? "公式在这里读不下去" : "公式没有写完",
        en: place < tokens.count ? "the formula cannot be read on here" : "the formula breaks off"))
  }

  private func fault(_ message: LocalizedText, near: String? = nil) -> FormulaFault {
    guard place < tokens.count else {
      return FormulaFault(offset: max(0, text.count - 1), length: 1, message: message, near: near)
    }
    return FormulaFault(
      offset: tokens[place].offset, length: tokens[place].length, message: message, near: near)
  }

  /// The fault at the first name that is not among `names`.
  private func blame(_ message: LocalizedText, _ names: [String]) -> FormulaFault {
    let token = tokens.first { token in
      guard case .name(let name) = token.kind, scope[name] != nil else { return false }
      return !names.contains(name)
    }
    let list = LocalizedText(
      zh: names.isEmpty ? "" : "；可用：\(names.joined(separator: "、"))",
      en: names.isEmpty ? "" : "; there are: \(names.joined(separator: ", "))")
    return FormulaFault(
      offset: token?.offset ?? 0, length: token?.length ?? text.count,
      message: LocalizedText(zh: message.zh + list.zh, en: message.en + list.en))
  }

  // MARK: Grammar

  private func code(_ operation: FormulaOperation, _ operand: Double = 0) -> [Double] {
    [Double(operation.rawValue), operand]
  }

  private mutating func condition() throws(FormulaFault) -> [Double] {
    var program = try conjunction()
    while take(word: "or") { program += try conjunction() + code(.or) }
    return program
  }

  private mutating func conjunction() throws(FormulaFault) -> [Double] {
    var program = try negation()
    while take(word: "and") { program += try negation() + code(.and) }
    return program
  }

  private mutating func negation() throws(FormulaFault) -> [Double] {
    take(word: "not") ? try negation() + code(.not) : try comparison()
  }

  private mutating func comparison() throws(FormulaFault) -> [Double] {
    let left = try sum()
    if take("<") { return left + (try sum()) + code(.less) }
    if take("<=") { return left + (try sum()) + code(.lessOrEqual) }
    if take(">") { return try sum() + left + code(.less) }
    if take(">=") { return try sum() + left + code(.lessOrEqual) }
    if take("==") { return left + (try sum()) + code(.equal) }
    if take("!=") { return left + (try sum()) + code(.notEqual) }
    return left
  }

  private mutating func sum() throws(FormulaFault) -> [Double] {
    var program = try product()
    while true {
      if take("+") {
        program += try product() + code(.add)
      } else if take("-") {
        program += try product() + code(.subtract)
      } else {
        return program
      }
    }
  }

  private mutating func product() throws(FormulaFault) -> [Double] {
    var program = try signed()
    while true {
      if take("*") {
        program += try signed() + code(.multiply)
      } else if take("/") {
        program += try signed() + code(.divide)
      } else {
        return program
      }
    }
  }

  private mutating func signed() throws(FormulaFault) -> [Double] {
    if take("-") { return try signed() + code(.negate) }
    let base = try base()
    return take("^") ? base + (try signed()) + code(.power) : base
  }

  private mutating func base() throws(FormulaFault) -> [Double] {
    guard place < tokens.count else { throw unexpected }
    switch tokens[place].kind {
    case .number(let value):
      place += 1
      return code(.push, value)
    case .sign:
      guard take("(") else { throw unexpected }
      let inner = try condition()
      try demand(")")
      return inner
    case .name(let name):
      if place + 1 < tokens.count, tokens[place + 1].kind == .sign("(") { return try call(name) }
      switch scope[name] {
      case .slot(let slot), .measure(let slot):
        place += 1
        return code(.slot, Double(slot))
      case .fact(let program):
        place += 1
        return program
      case nil: throw unknown(name)
      }
    }
  }

  private func unknown(_ name: String) -> FormulaFault {
    let all = scope.names
    return fault(
      LocalizedText(
        zh: "没有“\(name)”；可用的名称：\(all.joined(separator: "、"))",
        en: "there is nothing called '\(name)'; there are: \(all.joined(separator: ", "))"),
      near: nearestName(to: name, among: all))
  }

  private static let functions: [(name: String, operation: FormulaOperation)] = [
    ("if", .choose), ("min", .minimum), ("max", .maximum), ("abs", .absolute),
    ("sqrt", .squareRoot), ("round", .round), ("floor", .floor), ("ceil", .ceiling),
    ("erlangC", .erlangC),
  ]

  private mutating func call(_ name: String) throws(FormulaFault) -> [Double] {
    if ["low", "high", "half"].contains(name) { return try end(name) }
    guard let operation = Self.functions.first(where: { $0.name == name })?.operation else {
      let all = ["low", "high", "half"] + Self.functions.map(\.name)
      throw fault(
        LocalizedText(
          zh: "没有函数“\(name)”；有：\(all.joined(separator: "、"))",
          en: "there is no function '\(name)'; there are: \(all.joined(separator: ", "))"),
        near: nearestName(to: name, among: all))
    }
    let begin = place
    place += 2
    var arguments = [try condition()]
    while take(",") { arguments.append(try condition()) }
    try demand(")")
    let isList = operation == .minimum || operation == .maximum
    guard isList ? arguments.count >= 2 : arguments.count == operation.operands else {
      place = begin
      throw fault(
        LocalizedText(
          zh: "\(name) 要 \(operation.operands) 个值，这里有 \(arguments.count) 个",
          en: "\(name) takes \(operation.operands) values, here are \(arguments.count)"))
    }
    guard isList else { return arguments.flatMap { $0 } + code(operation) }
    return arguments.dropFirst().reduce(arguments[0]) { $0 + $1 + code(operation) }
  }

  /// `low(m)`, `high(m)` or `half(m)` of a measure.
  private mutating func end(_ name: String) throws(FormulaFault) -> [Double] {
    place += 2
    guard place < tokens.count, case .name(let measure) = tokens[place].kind,
      case .measure(let slot) = scope[measure]
    else {
      throw fault(
        LocalizedText(
          zh: "\(name) 里要写一个 measure 的名称", en: "\(name) takes the name of a measure"))
    }
    place += 1
    try demand(")")
    let low = code(.slot, Double(slot + 1))
    let high = code(.slot, Double(slot + 2))
    switch name {
    case "low": return low
    case "high": return high
    default: return high + low + code(.subtract) + code(.push, 2) + code(.divide)
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is an ASCII digit.
  var isDigit: Bool { ("0"..."9").contains(self) }
  /// Whether it is an ASCII letter or `_`.
  var isLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
}
