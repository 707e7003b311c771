import ApprovalModel
import Testing

@testable import Exercises

@Suite struct `A formula` {
  private let scope = FormulaScope(
    parameters: hallExercise().parameters, levers: hallExercise().levers,
    measures: ["wait", "gain"])

  /// Slots: rate, windows, design, pairing, wait (3), gain (3), answer.
  private let values: [Double] = [150, 4, 2, 1, 0.01, 0.008, 0.012, -2, -3, -1, 7]

  private func value(_ text: String) throws -> Double {
    try FormulaParser.parse(text, scope: scope, known: .answer).value(values)
  }

  @Test(arguments: [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 - 3 - 2", 3), ("8 / 4 / 2", 1), ("-2 ^ 2", -4),
    ("2 ^ -1", 0.5), ("2 ^ 3 ^ 2", 512), ("1 - -1", 2), ("rate / 24", 6.25), ("3 > 2", 1),
    ("2 >= 3", 0), ("1 < 2 and not 2 < 1", 1), ("1 == 2 or 1 != 2", 1), ("if(0, 1, 2)", 2),
    ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("abs(-2)", 2), ("sqrt(16)", 4), ("round(2.5)", 3),
    ("floor(-1.5)", -2), ("ceil(1.2)", 2), ("low(wait)", 0.008), ("high(gain)", -1),
    ("half(gain)", 1), ("answer * 2", 14), (".5 + 1.", 1.5),
  ])
  func `comes to`(_ text: String, _ expected: Double) throws {
    #expect(try abs(value(text) - expected) < 1e-12)
  }

  @Test func `knows the chance to wait`() throws {
    // Erlang C at one server is the load.
    #expect(try abs(value("erlangC(1, 0.3)") - 0.3) < 1e-12)
  }

  @Test(arguments: [
    ("1 +", 2, "the formula breaks off"), ("windos * 2", 0, "there is nothing called 'windos'"),
    ("rate $ 2", 5, "a formula cannot have '$'"), ("foo(1)", 0, "there is no function 'foo'"),
    ("if(1, 2)", 0, "if takes 3 values, here are 2"),
    ("low(rate)", 4, "low takes the name of a measure"),
    ("(1 + 2", 5, "')' should stand here"), ("1 2", 2, "the formula cannot be read on here"),
    ("", 0, "the formula is empty"), ("1.2.3", 0, "'1.2.3' is no number"),
  ])
  func `says what is wrong, and where`(_ text: String, _ offset: Int, _ message: String) throws {
    let fault = #expect(throws: FormulaFault.self) { try value(text) }
    #expect(fault?.offset == offset)
    #expect(fault?.message.en.hasPrefix(message) == true, "\(fault?.message.en ?? "")")
  }

  @Test func `suggests a name`() {
    let fault = #expect(throws: FormulaFault.self) { try value("windos") }
    #expect(fault?.near == "windows")
  }

  @Test func `uses no measure where none is known yet`() {
    let fault = #expect(throws: FormulaFault.self) {
      try FormulaParser.parse("2 * wait", scope: scope, known: .levers)
    }
    #expect(fault?.offset == 4)
    #expect(fault?.message.en.hasPrefix("measures cannot be used here") == true)
  }

  @Test func `uses the answer in misconceptions only`() {
    #expect(throws: FormulaFault.self) {
      try FormulaParser.parse("answer", scope: scope, known: .measures)
    }
  }

  @Test func `takes a fact in full`() throws {
    var scope = scope
    scope.add(
      fact: "double", try FormulaParser.parse("2 * wait", scope: scope, known: .measures).program)
    let formula = try FormulaParser.parse("double + 1", scope: scope, known: .measures)
    #expect(formula.value(values) == 1.02)
    #expect(throws: FormulaFault.self) {
      try FormulaParser.parse("double", scope: scope, known: .levers)
    }
  }
}

@Suite struct `A text with formulas` {
  private let parser = TemplateParser(
    scope: FormulaScope(
      parameters: hallExercise().parameters, levers: hallExercise().levers, measures: ["wait"]),
    known: .measures)

  private func text(_ text: String) throws -> String {
    try parser.parse(text).text([150, 4, 2, 1, 0.0123, 0.01, 0.02, .nan])
  }

  @Test func `shows their values`() throws {
    #expect(try text("<rate> 人，<rate / 24:1> 人/时") == "150 人，6.3 人/时")
    #expect(try text("<wait * 1440:1>") == "17.7")
    #expect(try text("<if(rate > 100, 1, 2)>") == "1")
  }

  @Test func `leaves other brackets alone`() throws {
    #expect(try text("1 < 2, \\<b>, <= 3 and a > b") == "1 < 2, <b>, <= 3 and a > b")
  }

  @Test func `says where one does not end`() {
    let fault = #expect(throws: FormulaFault.self) { try text("ab <rate") }
    #expect(fault?.offset == 3)
  }

  @Test(arguments: [
    (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-0.04, 1, "0.0"), (0.15, 1, "0.1"),
    (1.005, 2, "1.00"), (12.345, 2, "12.35"), (1234.5, 1, "1234.5"),
  ])
  func `rounds as browsers do`(_ value: Double, _ digits: Int, _ expected: String) {
    // As `toFixed` of JavaScript gives it, but for the sign of zero.
    #expect(decimal(value, digits: digits) == expected)
  }

  @Test func `writes numbers as short as they are the same`() {
    #expect(decimal(0.1 + 0.2, digits: nil) == "0.3")
    #expect(decimal(7, digits: nil) == "7")
    #expect(decimal(-1.25, digits: nil) == "-1.25")
    #expect(decimal(.nan, digits: nil) == "?")
  }
}
