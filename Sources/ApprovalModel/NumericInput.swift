internal import Statistics

/// An input that is one number: its value, its unit, and which numbers make sense for it.
///
/// A distribution is its mean, a yes/no attribute its share of "yes", shares of several categories the
/// factor on all but the largest.
public struct NumericInput: Hashable, Sendable {
  /// The input as the file states it.
  public var listing: InputListing
  /// What it is a number of.
  public var kind: Kind
  /// The value, in the unit of the file.
  public var value: Double
  /// The unit as the file writes it: `%`, `yuan/hour`, `working days`, `x`; empty for bare numbers.
  public var unit: String
  /// One unit of the file in the unit in which ranges are kept: 0.01 for `%`, 100 for `yuan`.
  public var scale: Double
  /// The least and the greatest number that make sense, in the unit of the file.
  public var limits: ClosedRange<Double>
  /// Whether only whole numbers make sense.
  public var isWhole: Bool

  /// What an input is a number of.
  public enum Kind: String, Hashable, Sendable {
    /// The value itself.
    case value
    /// The mean of a distribution.
    case mean
    /// A factor on the shares of all categories but the largest.
    case sharesFactor = "factor on shares"
  }

  /// The input's path.
  public var path: String { listing.path }
  /// A value in the unit of the file as ranges keep it: what reading the file would give.
  public func stored(_ value: Double) -> Double {
    // 35 × 0.01 is a little more than 0.35, but 35 / 100 is not.
    scale < 1 ? value / (1 / scale).rounded() : value * scale
  }
  /// The ends of a range of this input, in the unit of the file.
  package func ends(of range: InputRange) -> (low: Double, high: Double) {
    func tidy(_ value: Double) -> Double { (value * 1e9).rounded() / 1e9 }
    switch range {
    case .factor(let low, let high):
      return (tidy(value * low), tidy(min(value * high, limits.upperBound)))
    case .absolute(let low, let high): return (tidy(low / scale), tidy(high / scale))
    }
  }
  /// Whether drawn runs vary it: grade C or D with a range.
  public var isRanged: Bool { listing.evidence.drawnRange != nil }
}

extension Scenario {
  /// The inputs that are one number, in code-point order of the paths.
  ///
  /// Left out are lists of instants, and distributions whose mean is zero or has no bound: no factor
  /// leads from it to another.
  public var numericInputs: [NumericInput] {
    var walk = InputWalk()
    walk.visit(study)
    walk.visit(model)
    walk.visit(reforms)
    walk.visit(switches)
    var numbers: [NumericInput] = []
    // Inputs with the same path are the same input; they stand side by side.
    for listing in inputs where numbers.last?.path != listing.path {
      guard let value = walk.found[listing.path], let number = NumericInput(listing, value: value)
      else { continue }
      numbers.append(number)
    }
    return numbers
  }
}

extension NumericInput {
  /// nil where `value` is no number.
  fileprivate init?(_ listing: InputListing, value: any Hashable) {
    self.listing = listing
    kind = .value
    unit = Self.unit(of: listing.text)
    scale = 1
    limits = 0...Double(Int32.max)
    isWhole = false
    let size: Double
    switch value {
    case let count as Int:
      size = Double(count)
      isWhole = true
    case let number as Double: size = number
    case let share as Probability: size = share.value
    case let money as Money: size = Double(money.fen)
    case let span as TimeSpan:
      size = span.amount
      isWhole = span.unit == .months || span.unit == .years || Self.isLimit(listing.path)
    case let length as DurationDistribution:
      guard let mean = Self.mean(of: length.distribution) else { return nil }
      size = mean
      unit = length.unit.rawValue
      if case .constant = length.distribution { kind = .value } else { kind = .mean }
    case let distribution as Distribution:
      guard let mean = Self.mean(of: distribution) else { return nil }
      size = mean
      if case .constant = distribution {
        kind = .value
      } else {
        kind = .mean
        unit = ""
      }
    case let shares as Shares:
      if shares.entries.count == 2, let yes = shares.entries.first(where: { $0.name == "yes" }) {
        size = yes.share
        unit = "%"
      } else {
        let rest = 1 - (shares.entries.map(\.share).max() ?? 1)
        guard rest > 0 else { return nil }
        (size, kind, unit, limits) = (1, .sharesFactor, "x", 0...(1 / rest))
      }
    default: return nil
    }
    if unit.hasPrefix("%") { (scale, limits) = (0.01, 0...100) }
    if value is Money, unit.hasPrefix("yuan") { scale = 100 }
    // Amounts of hours that are written in minutes are kept in hours.
    if value is Double, unit.hasPrefix("minute") { scale = 1.0 / 60 }
    // 0.07 / 0.01 is a little more than 7.
    self.value = scale == 1 ? size : (size / scale * 1e9).rounded() / 1e9
  }

  private static func mean(of distribution: Distribution) -> Double? {
    let mean = distribution.mean
    return mean > 0 && mean.isFinite ? mean : nil
  }

  /// What stands behind the number in `15 working days`, `30%` or `0.5x`.
  private static func unit(of text: String) -> String {
    let rest = text.drop { $0.isNumber || $0 == "." }
    return String(rest.drop { $0 == " " })
  }

  /// Limits count whole days.
  private static func isLimit(_ path: String) -> Bool {
    path.split(separator: ".").contains { $0 == "limit" || $0 == "statutory" || $0 == "promised" }
  }
}

/// Collects every input in a part of a scenario.
private struct InputWalk {
  var found: [String: any Hashable] = [:]

  mutating func visit(_ part: Any) {
    if let input = part as? any AnyInput {
      if found[input.path] == nil { found[input.path] = input.anyValue }
      // What reforms multiply a length by are inputs of their own.
      if let length = input.anyValue as? DurationDistribution {
        visit(length.factors)
        visit(length.spreads)
      }
      return
    }
    for child in Mirror(reflecting: part).children { visit(child.value) }
  }
}
