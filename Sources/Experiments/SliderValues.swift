internal import ApprovalModel
internal import Inference

/// A value of a slider as a scenario file writes it.
struct SliderValue: Hashable {
  /// In the unit of the file; for a distribution its mean.
  var value: Double
  /// `6`, `40%`, `12 working days`; for a distribution and for shares a factor: `1.2x`.
  var text: String
}

extension NumericInput {
  /// The values that a slider of this input offers, rising, the stated one among them.
  ///
  /// Some eleven across the declared range; without one from half to double, shares at most halfway
  /// to all.
  var sliderValues: [SliderValue] {
    let low: Double
    let high: Double
    if let range = declaredRange {
      (low, high) = (range.low, range.high)
    } else if unit == "%" {
      // Never certain where it is not so by itself: what comes back for certain comes back for ever.
      (low, high) = (value / 2, max(value, min(2 * value, (value + 100) / 2)))
    } else {
      (low, high) = (value / 2, max(2 * value, isWhole ? value + 4 : 0))
    }
    guard low <= value, value <= high, value > 0 || kind == .value else { return [] }
    var values: [Double]
    if kind == .mean {
      values = Self.grid(low / value, 1, high / value).map { value * $0 }
    } else if isWhole {
      let (first, last) = (max(1, low.rounded(.up)), high.rounded(.down))
      let step = max(1, ((last - first) / 20).rounded(.up))
      values = Array(stride(from: first, through: last, by: step)) + [last]
    } else {
      values = Self.grid(low, value, high)
    }
    values = Set(values + [value]).filter { limits.contains($0) }.sorted()
    return values.map { SliderValue(value: $0, text: $0 == value ? listing.notation : text($0)) }
  }

  private func text(_ value: Double) -> String {
    switch kind {
    case .mean:
      // The factor it was made of.
      return Self.plain(((value / self.value) * 1e6).rounded() / 1e6) + "x"
    case .sharesFactor: return Self.plain(value) + "x"
    case .value:
      if unit.isEmpty { return Self.plain(value) }
      let isSign = unit == "%" || unit == "x"
      let many = unit.hasSuffix("s") || unit.contains("/") || unit == "yuan" ? unit : unit + "s"
      return Self.plain(value) + (isSign ? unit : " \(value == 1 ? unit : many)")
    }
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  /// Five steps from the low end to the middle and five to the high end.
  private static func grid(_ low: Double, _ middle: Double, _ high: Double) -> [Double] {
    (0..<5).flatMap { i -> [Double] in
      let part = Double(i) / 5
      return [rounded(low + (middle - low) * part), rounded(high - (high - middle) * part)]
    }
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
