internal import ApprovalModel
internal import Inference

extension NumericInput {
  /// The values that a slider of this input offers, rising, the stated one among them.
  ///
  /// Some eleven across the declared range; without one, whole numbers from half to double, shares from
  /// none to all, and other numbers from half to double.
  var sliderValues: [Double] {
    let range = declaredRange
    let low: Double
    let high: Double
    if let range {
      (low, high) = (range.low, range.high)
    } else if unit == "%" {
      (low, high) = (0, 100)
    } else {
      (low, high) = (value / 2, max(2 * value, isWhole ? value + 4 : 0))
    }
    guard low <= value, value <= high else { return [] }
    var values = [value]
    if isWhole {
      let (first, last) = (max(1, low.rounded(.up)), high.rounded(.down))
      let step = max(1, ((last - first) / 20).rounded(.up))
      values += Array(stride(from: first, through: last, by: step)) + [last]
    } else {
      for i in 0..<5 {
        values.append(Self.rounded(low + (value - low) * Double(i) / 5))
        values.append(Self.rounded(high - (high - value) * Double(i) / 5))
      }
    }
    let limits = limits
    return Set(values).filter { limits.contains($0) }.sorted()
  }

  /// Three significant digits, so that a value can be written down and read back as the same number.
  private static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    var power = 1.0
    while abs(value) * power < 100, power < 1e9 { power *= 10 }
    return (value * power).rounded() / power
  }
}

extension [NumericInput] {
  /// People first, then what has a range: chances, then lengths, then the rest; then what has none.
  var inOrderOfInterest: [NumericInput] {
    func rank(_ input: NumericInput) -> Int {
      if input.path.hasPrefix("offices."), input.path.hasSuffix(".staff") { return 0 }
      let kind = input.unit == "%" ? 1 : input.kind == .mean ? 2 : 3
      return input.isRanged ? kind : 3 + kind
    }
    return enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .map(\.element)
  }
}
