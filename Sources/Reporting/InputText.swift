internal import ApprovalModel
internal import Experiments
internal import Inference

/// Inputs and their values as reports write them: in the unit of the file.
struct InputText {
  let context: ReportContext

  private var words: ValueWords { ValueWords(language: context.language) }

  /// A value of an input with its unit: `17.5`, `30%`, `12 working days`.
  func value(_ value: Double, of input: NumericInput) -> String {
    let number = words.number(value)
    switch input.unit {
    case "": return number
    case "%", "x": return number + input.unit
    case "yuan": return OutcomeUnit.yuan.counting(number, context.language)
    default:
      let unit = input.unit.hasSuffix("s") ? input.unit : input.unit + "s"
      if let time = TimeUnit(rawValue: unit) { return words.amount(value, time) }
      return "\(number) \(input.unit)"
    }
  }

  /// A value and the values up to which run noise does not tell; an open end is that of the range.
  func value(_ point: BreakEvenPoint, of input: BreakEvenInput) -> String {
    let at = place(point, of: input)
    let stretch = input.comparable.first { $0.contains(point.input) } ?? input.range
    let low = point.low.map { words.number(rounded($0, input)) }
    let high = point.high.map { words.number(rounded($0, input)) }
    let ends = (
      low ?? "<=" + words.number(stretch.low), high ?? ">=" + words.number(stretch.high)
    )
    return "\(at) [\(ends.0), \(ends.1)]"
  }

  /// Where a point lies: a whole input passes it between two values.
  private func place(_ point: BreakEvenPoint, of input: BreakEvenInput) -> String {
    let bracket = point.bracket
    guard input.input.isWhole, bracket.low < bracket.high else {
      return value(rounded(point.input, input), of: input.input)
    }
    let (low, high) = (words.number(bracket.low), value(bracket.high, of: input.input))
    return context.text("\(low) 与 \(high) 之间", "between \(low) and \(high)")
  }

  /// No more digits than the search has found.
  private func rounded(_ value: Double, _ input: BreakEvenInput) -> Double {
    let width = input.range.high - input.range.low
    guard !input.input.isWhole, width > 0 else { return value }
    var unit = 1.0
    while unit > width / 500 { unit /= 10 }
    while unit * 10 <= width / 500 { unit *= 10 }
    let result = (value / unit).rounded() * unit
    return (result * 1e9).rounded() / 1e9
  }

  /// What a value is of: nothing for the value itself.
  func kind(_ input: NumericInput) -> String {
    switch input.kind {
    case .value: ""
    case .mean: context.text("均值 ", "mean ")
    case .sharesFactor: context.text("除最大一类外各类比例的倍数 ", "factor on all shares but the largest ")
    }
  }

  /// A grade in a sentence: `grade D, assumed`.
  func statedGrade(_ evidence: Evidence) -> String {
    let assumed = evidence.grade == .d ? context.text("（假设）", ", assumed") : ""
    return context.text("\(evidence.grade.rawValue) 级", "grade \(evidence.grade.rawValue)")
      + assumed
  }

  /// How well an input is known: `D, assumed`.
  func grade(_ evidence: Evidence) -> String {
    evidence.grade == .d
      ? context.text("D，假设", "D, assumed") : evidence.grade.rawValue
  }
}
