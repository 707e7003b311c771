internal import Inference

/// Arithmetic of an exercise: a text, and the same as a program that needs no names.
public struct Formula: Hashable, Sendable {
  /// The text as it was written.
  public var text: String
  /// Instructions in postfix order, two numbers each: ``Inference/FormulaOperation`` and its operand.
  public var program: [Double]

  /// A formula with its program.
  public init(text: String, program: [Double]) {
    self.text = text
    self.program = program
  }

  /// What it comes to with these values in its slots; not a number where it makes no sense.
  public func value(_ values: [Double]) -> Double { evaluateFormula(program, values) }
}
