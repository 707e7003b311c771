internal import ApprovalModel
internal import Experiments
internal import Inference

/// `value` with a fixed number of decimals and commas between thousands; never `-0`.
///
/// Rounded once, half to even, as if computed exactly: `0.15` is a little less than 15 hundredths and
/// becomes 0.1 with one decimal.
func fixed(_ value: Double, decimals: Int) -> String {
  precondition(decimals >= 0 && decimals <= 9, "\(decimals) decimals")
  guard value.isFinite else { return value.isNaN ? "?" : value < 0 ? "-inf" : "inf" }
  var power: Int64 = 1
  for _ in 0..<decimals { power *= 10 }
  let magnitude = abs(value)
  guard magnitude * Double(power) < 4e15 else { return value.description }
  let whole = roundedProduct(magnitude, Double(power))
  let sign = value < 0 && whole != 0 ? "-" : ""
  let integer = grouped(String(whole / power))
  guard decimals > 0 else { return sign + integer }
  let fraction = String(whole % power)
  return sign + integer + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
}

/// `a * b` rounded half to even, as if the product were exact; both not negative, below 2^52.
private func roundedProduct(_ a: Double, _ b: Double) -> Int64 {
  let product = a * b
  let floor = product.rounded(.down)
  let fraction = product - floor
  let below = Int64(floor)
  if fraction < 0.5 { return below }
  if fraction > 0.5 { return below + 1 }
  // The rounded product lies on the middle: what was lost in rounding it decides.
  let lost = (-product).addingProduct(a, b)
  if lost != 0 { return lost > 0 ? below + 1 : below }
  return below.isMultiple(of: 2) ? below : below + 1
}

private func grouped(_ digits: String) -> String {
  var result = ""
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i).isMultiple(of: 3) { result.append(",") }
    result.append(digit)
  }
  return result
}

/// A whole number with commas between thousands.
func counted(_ value: Int) -> String {
  (value < 0 ? "-" : "") + grouped(String(value.magnitude))
}

/// How the numbers of one unit are written.
struct ValueText {
  let unit: OutcomeUnit
  /// How many decimals.
  var decimals: Int

  /// Numbers of `unit`, with up to three more decimals than usual where a value that is not zero, or
  /// an interval that leaves out zero, would look like zero.
  init(_ unit: OutcomeUnit, showing interval: Interval? = nil, values: [Double?] = []) {
    self.unit = unit
    switch unit {
    case .workingDays, .calendarDays, .daysPer1000, .per1000, .share: decimals = 1
    case .perCase, .cases, .hoursPerCase, .perFirmYear: decimals = 2
    case .yuan, .yuanPerYear, .yuanInAll, .perYear, .hoursPerYear, .firms: decimals = 0
    }
    // A tenth of a day says nothing beside ten thousand.
    if unit == .daysPer1000, values.contains(where: { abs($0 ?? 0) >= 10_000 }) { decimals = 0 }
    var important = values.compactMap { $0 }.filter { $0 != 0 }
    if let interval, interval.excludesZero { important += [interval.low, interval.high] }
    guard let least = important.map({ abs($0) }).min() else { return }
    for _ in 0..<3 where !fixed(shown(least), decimals: decimals).contains(where: isDigitAboveZero)
    {
      decimals += 1
    }
  }

  /// The value alone; shares carry their `%`.
  func plain(_ value: Double) -> String { fixed(shown(value), decimals: decimals) + mark }

  /// The value with its sign, also when positive.
  func signed(_ value: Double) -> String {
    let text = plain(value)
    return value > 0 && text.contains(where: isDigitAboveZero) ? "+" + text : text
  }

  /// `[low, high]`.
  func plain(_ interval: Interval) -> String { "[\(plain(interval.low)), \(plain(interval.high))]" }

  /// `[low, high]` with signs.
  func signed(_ interval: Interval) -> String {
    "[\(signed(interval.low)), \(signed(interval.high))]"
  }

  private var mark: String { unit == .share ? "%" : "" }
  private func shown(_ value: Double) -> Double { unit == .share ? value * 100 : value }
}

private func isDigitAboveZero(_ character: Character) -> Bool {
  character >= "1" && character <= "9"
}

/// Words behind Chinese ones: a space stands before figures only.
func spaced(_ words: String) -> String { words.first?.isASCII == true ? " " + words : words }

extension OutcomeUnit {
  /// A number with the unit behind it: `31.2 working days`.
  func counting(_ number: String, _ language: Language) -> String {
    switch (self, language) {
    case (.share, _): number
    case (.yuan, .zh): "\(number) 元"
    case (.yuan, .en): "\(number) yuan"
    case (.workingDays, .zh), (.calendarDays, .zh): "\(number) 个\(text.zh)"
    case (.daysPer1000, .zh): "每 1,000 名申请人 \(number) 个自然日"
    case (.perCase, .zh), (.per1000, .zh), (.perFirmYear, .zh): "\(text.zh) \(number)"
    case (.workingDays, .en), (.calendarDays, .en):
      number == "1" ? "1 \(text.en.dropLast())" : "\(number) \(text.en)"
    case (_, _): "\(number) \(text[language])"
    }
  }
}
