/// Counts of whole numbers that are not negative, in bins that grow with the numbers; mergeable.
///
/// A value up to 511 has a bin of its own. Above, each octave has 256 bins of equal width, so that a
/// bin is at most 1/256 as wide as its least value. Open values are those that never ended: they count
/// as above every number. Merging is exact, so results do not depend on its order.
///
/// Empty bins are not stored; memory is 16 bytes a bin that occurs, of 14,336 possible.
public struct Histogram: Hashable, Sendable {
  /// The bins that occur, by rising value.
  private(set) var bins: [Bin] = []
  /// Number of values that never ended.
  public private(set) var openCount = 0
  /// Number of all values, the open ones included.
  public private(set) var count = 0

  /// A histogram without values.
  public init() {}

  /// The histogram of `values`, none of them negative, and of `open` values that never ended.
  ///
  /// - Complexity: O(n log n), far below adding them one by one.
  public init(values: [Int64], open: Int = 0) {
    precondition(open >= 0, "a count is not negative")
    for index in values.map({ Bin.index(of: $0) }).sorted() {
      if bins.last?.index == index {
        bins[bins.count - 1].count += 1
      } else {
        bins.append(Bin(index: index, count: 1))
      }
    }
    openCount = open
    count = values.count + open
  }

  /// The histogram that has these ``counts`` and so many values that never ended.
  ///
  /// `nil` unless the places rise, are places of bins, and all counts are positive.
  public init?(counts: [(index: Int, count: Int)], open: Int) {
    guard open >= 0 else { return nil }
    for (index, added) in counts {
      guard index >= 0, index < Bin.placeCount, index > bins.last?.index ?? -1, added > 0,
        !count.addingReportingOverflow(added).overflow
      else { return nil }
      bins.append(Bin(index: index, count: added))
      count += added
    }
    guard !count.addingReportingOverflow(open).overflow else { return nil }
    openCount = open
    count += open
  }

  /// The places of the bins that occur, rising, and how many values each holds.
  public var counts: [(index: Int, count: Int)] { bins.map { ($0.index, $0.count) } }

  /// Takes in `value`, which must not be negative, `count` times.
  public mutating func add(_ value: Int64, count added: Int = 1) {
    precondition(added >= 0, "a count is not negative")
    if added == 0 { return }
    let index = Bin.index(of: value)
    let place = place(of: index)
    if place < bins.count && bins[place].index == index {
      bins[place].count += added
    } else {
      bins.insert(Bin(index: index, count: added), at: place)
    }
    count += added
  }

  /// Takes in `count` values that never ended.
  public mutating func addOpen(count added: Int = 1) {
    precondition(added >= 0, "a count is not negative")
    openCount += added
    count += added
  }

  /// Takes in all values of `other`.
  public mutating func merge(_ other: Histogram) {
    combine(with: other) { $0 + $1 }
  }

  /// Takes out all values of `other`, which must be among those of this histogram.
  public mutating func subtract(_ other: Histogram) {
    combine(with: other) { $0 - $1 }
  }

  /// The least value such that at least the share `p` of all values, open ones included, do not exceed
  /// it: the inverse of the empirical distribution function.
  ///
  /// Values up to 511 come back exactly, others as the middle of their bin, rounded down: at most 1/512
  /// from the true one. `p` times the count is taken as whole when it is so within 1e-9. `nil` when
  /// there are no values or when the quantile is open: "not reached".
  public func quantile(_ p: Double) -> Int64? {
    let rank = rank(of: p, among: count)
    var passed = 0
    for bin in bins {
      passed += bin.count
      if Double(passed) >= rank { return Bin.lowest(of: bin.index) + (bin.width - 1) / 2 }
    }
    return nil
  }

  private mutating func combine(with other: Histogram, _ combined: (Int, Int) -> Int) {
    var result: [Bin] = []
    result.reserveCapacity(bins.count + other.bins.count)
    var (mine, theirs) = (0, 0)
    while mine < bins.count || theirs < other.bins.count {
      let index = min(
        mine < bins.count ? bins[mine].index : .max,
        theirs < other.bins.count ? other.bins[theirs].index : .max)
      var (here, there) = (0, 0)
      if mine < bins.count && bins[mine].index == index {
        here = bins[mine].count
        mine += 1
      }
      if theirs < other.bins.count && other.bins[theirs].index == index {
        there = other.bins[theirs].count
        theirs += 1
      }
      let count = combined(here, there)
      precondition(count >= 0, "values can only be taken out of a histogram that holds them")
      if count > 0 { result.append(Bin(index: index, count: count)) }
    }
    bins = result
    openCount = combined(openCount, other.openCount)
    count = combined(count, other.count)
    precondition(openCount >= 0, "values can only be taken out of a histogram that holds them")
  }

  /// Where the bin `index` is in `bins`, or belongs.
  private func place(of index: Int) -> Int {
    var (low, high) = (0, bins.count)
    while low < high {
      let middle = (low + high) / 2
      if bins[middle].index < index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Values that a histogram does not tell apart, and how many of them there are.
struct Bin: Hashable, Sendable {
  /// 0 to 14,335.
  var index: Int
  var count: Int

  /// How many bins are possible.
  static let placeCount = 14_336

  /// How many whole numbers the bin covers.
  var width: Int64 { Bin.width(of: index) }

  /// The bin of `value`: the value itself below 256, otherwise 256 bins for each octave.
  static func index(of value: Int64) -> Int {
    precondition(value >= 0, "a histogram counts values that are not negative")
    if value < 256 { return Int(value) }
    let shift = 63 - value.leadingZeroBitCount - 8
    return shift * 256 + Int(value >> Int64(shift))
  }

  static func width(of index: Int) -> Int64 { 1 << Int64(max(index / 256 - 1, 0)) }

  static func lowest(of index: Int) -> Int64 {
    if index < 256 { return Int64(index) }
    let shift = index / 256 - 1
    return Int64(index - shift * 256) << Int64(shift)
  }
}

/// How many of `count` values lie at or below the `p` quantile; not always a whole number.
func rank(of p: Double, among count: Int) -> Double {
  precondition(p >= 0 && p <= 1, "a quantile needs a probability")
  // 0.07 × 100 is 7.000000000000001 in binary and would skip to the eighth value.
  return max(p * Double(count) - 1e-9, 1e-9)
}
