/// When needs arise, as the integral of a rate that changes by day and hour.
///
/// The inverse of the integral turns the arrivals of a process with rate one into those of the
/// profile, exactly: no candidate is thrown away, so that each arrival costs one draw. The integral
/// counts milliseconds weighted in ``unit``-ths.
public struct RateProfile: Sendable {
  /// What a weight of one is written as.
  public static let unit: Int64 = 100_000

  /// A stretch of a day with one weight.
  public struct Stretch: Sendable {
    /// Its beginning, milliseconds after midnight.
    public var open: Int64
    /// Its end, milliseconds after midnight.
    public var close: Int64
    /// Its weight in ``RateProfile/unit``-ths, above zero.
    public var weight: Int64

    /// A stretch from `open` to `close`.
    public init(open: Int64, close: Int64, weight: Int64) {
      self.open = open
      self.close = close
      self.weight = weight
    }
  }

  /// The weighted time before each day; one more entry than days.
  private var before: FrozenArray<Int64>
  /// Where the stretches of each pattern begin; one more entry than patterns.
  private var starts: FrozenArray<Int32>
  /// The pattern of each day.
  private var pattern: FrozenArray<Int32>
  private var opens: FrozenArray<Int64>
  private var weights: FrozenArray<Int64>
  private var lengths: FrozenArray<Int64>

  /// A profile from day patterns.
  ///
  /// - Parameters:
  ///   - patterns: each a list of stretches in order and without overlap.
  ///   - pattern: the pattern of each day.
  public init(patterns: [[Stretch]], pattern: [Int]) {
    var starts: [Int32] = []
    var opens: [Int64] = []
    var lengths: [Int64] = []
    var weights: [Int64] = []
    var totals: [Int64] = []
    for stretches in patterns {
      starts.append(Int32(opens.count))
      var total: Int64 = 0
      for stretch in stretches {
        precondition(stretch.open < stretch.close && stretch.weight > 0)
        opens.append(stretch.open)
        lengths.append(stretch.close - stretch.open)
        weights.append(stretch.weight)
        total += (stretch.close - stretch.open) * stretch.weight
      }
      totals.append(total)
    }
    starts.append(Int32(opens.count))
    var before: [Int64] = [0]
    for p in pattern { before.append((before.last ?? 0) + totals[p]) }
    self.before = FrozenArray(before)
    self.starts = FrozenArray(starts)
    self.pattern = FrozenArray(pattern.map { Int32($0) })
    self.opens = FrozenArray(opens)
    self.lengths = FrozenArray(lengths)
    self.weights = FrozenArray(weights)
  }

  /// The weighted time of the whole profile.
  public var total: Int64 { before[before.count - 1] }

  /// The earliest instant by which `weighted` > 0 has passed; ``beyondCalendar`` when it never has.
  ///
  /// Cost: a search over the days.
  public func instant(of weighted: Int64) -> Int64 {
    if weighted > total { return beyondCalendar }
    // The last day that begins with less.
    var low = 0
    var high = pattern.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if before[middle] < weighted { low = middle } else { high = middle - 1 }
    }
    var rest = weighted - before[low]
    var s = Int(starts[Int(pattern[low])])
    while rest > lengths[s] * weights[s] {
      rest -= lengths[s] * weights[s]
      s += 1
    }
    return Int64(low) * millisecondsPerDay + opens[s] + (rest + weights[s] - 1) / weights[s]
  }

  mutating func visitFields<Visitor: FieldVisitor>(_ visitor: inout Visitor) {
    visitor.visit(&before)
    visitor.visit(&starts)
    visitor.visit(&pattern)
    visitor.visit(&opens)
    visitor.visit(&weights)
    visitor.visit(&lengths)
    let fits =
      before.count == pattern.count + 1 && opens.count == weights.count
      && opens.count == lengths.count && starts.count > 0
    if !fits { visitor.reject() }
  }
}
