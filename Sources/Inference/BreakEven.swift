/// Search for the inputs at which a difference becomes zero.
///
/// The difference is known by readings only, each an estimate with its interval. The search says which
/// inputs it needs read, is given the readings, and asks again until every change of sign that the grid
/// shows, of the estimate and of both ends of its interval, is bracketed as closely as asked:
///
///     var search = BreakEvenSearch(grid: [0, 5, 10], .within(0.01))
///     while !search.needed.isEmpty { search.take(search.needed.map(read)) }
///     let points = search.points
///
/// Two changes of sign between neighbors of the grid cancel and are not seen; nor is a zero touched between
/// them. Bisection, so that jumps and noise do no harm.
public struct BreakEvenSearch: Sendable {
  /// A difference at one input.
  public struct Reading: Hashable, Sendable {
    /// The estimate.
    public let estimate: Double
    /// Its confidence interval.
    public let interval: Interval

    /// An estimate that lies in its interval; both finite.
    public init(estimate: Double, interval: Interval) {
      precondition(interval.contains(estimate), "an estimate lies in its interval")
      precondition(interval.halfWidth.isFinite, "a reading is finite")
      self.estimate = estimate
      self.interval = interval
    }
  }

  /// How closely changes of sign are bracketed.
  public enum Resolution: Hashable, Sendable {
    /// Up to this distance, above zero, in the unit of the input.
    case within(Double)
    /// Up to neighbors: the input takes only values of the grid's first value and whole multiples of this
    /// step above it.
    case steps(Double)
  }

  /// The inputs to read next, rising; empty when the search is done.
  public private(set) var needed: [Double]
  /// What was read so far, by rising input; nil where there is no difference.
  public private(set) var readings: [(input: Double, reading: Reading?)] = []

  private let grid: [Double]
  private let resolution: Resolution

  /// A search that has read nothing and needs the whole grid.
  ///
  /// - Parameters:
  ///   - grid: rising inputs, of which the first and the last are the ends of the range.
  ///   - resolution: how closely changes of sign are bracketed.
  public init(grid: [Double], _ resolution: Resolution) {
    precondition(
      !grid.isEmpty && zip(grid, grid.dropFirst()).allSatisfy { $0 < $1 }, "the grid rises")
    switch resolution {
    case .within(let gap), .steps(let gap): precondition(gap > 0, "a resolution is above zero")
    }
    self.grid = grid
    self.resolution = resolution
    needed = grid
  }

  /// Takes the readings of the ``needed`` inputs, in their order; nil where there is no difference.
  public mutating func take(_ taken: [Reading?]) {
    precondition(taken.count == needed.count, "each needed input has its reading, or none")
    let new = zip(needed, taken).map { (input: $0, reading: $1) }
    readings = (readings + new).sorted { $0.input < $1.input }
    needed = zip(readings, readings.dropFirst()).compactMap { one, other in
      guard let before = one.reading, let after = other.reading, before.sides != after.sides else {
        return nil
      }
      return middle(one.input, other.input)
    }
  }

  /// The input to read between two, nil when they are close enough.
  private func middle(_ low: Double, _ high: Double) -> Double? {
    switch resolution {
    case .within(let tolerance):
      let middle = low + (high - low) / 2
      return high - low > tolerance && middle > low && middle < high ? middle : nil
    case .steps(let step):
      let steps = ((high - low) / step).rounded()
      // Counted from the start of the range, so that no error adds up.
      let first = ((low - grid[0]) / step).rounded()
      return steps > 1 ? grid[0] + (first + (steps / 2).rounded(.down)) * step : nil
    }
  }
}

/// A place where a difference is zero, or changes its side.
public struct BreakEvenPoint: Hashable, Sendable {
  /// On which side of zero a difference lies.
  public enum Side: Int, Hashable, Sendable {
    /// Below zero.
    case below = -1
    /// Zero, to the last bit.
    case zero
    /// Above zero.
    case above
  }

  /// How a difference comes to zero.
  public enum Kind: Hashable, Sendable {
    /// It passes from one side to the other.
    case crossing
    /// It leaps from one side to the other: a quarter or more of its whole change between neighbors of the
    /// grid happens within a 64th of the way, or less.
    case jump
    /// It is zero at one input and, as far as the range shows, on one side of zero around it.
    case touch
    /// It is zero at every input read in a stretch.
    case zeroThroughout
  }

  /// How the difference comes to zero.
  public let kind: Kind
  /// The input; in the middle of the bracket for a jump, of the stretch of zeros for such a stretch.
  public let input: Double
  /// The two inputs between which the sign changes, or the stretch of zeros.
  public let bracket: Interval
  /// Down to which input the interval of the difference contains zero without a break.
  ///
  /// nil: down to the end of the range, or to an input without a difference.
  public let low: Double?
  /// Up to which input the interval of the difference contains zero without a break; nil as for ``low``.
  public let high: Double?
  /// The side of the difference before the point; nil at the beginning of the range and after an input
  /// without a difference.
  public let before: Side?
  /// The side of the difference after the point; nil at the end of the range and before an input without
  /// a difference.
  public let after: Side?
}

extension BreakEvenSearch {
  /// Every point at which the difference comes to zero, by rising input; none is an answer.
  ///
  /// As far as is known: brackets are wider than asked for as long as inputs are ``needed``.
  public var points: [BreakEvenPoint] {
    var points: [BreakEvenPoint] = []
    var place = 0
    while place < readings.count {
      var last = place
      if side(place) == .zero {
        while side(last + 1) == .zero { last += 1 }
        points.append(point(place, last))
      } else if let here = side(place), let next = side(place + 1), next != .zero, next != here {
        points.append(point(place, place + 1))
      }
      place = last + 1
    }
    return points
  }

  /// The side of the difference at a place in `readings`; nil beyond their ends and where there is none.
  private func side(_ place: Int) -> BreakEvenPoint.Side? {
    readings.indices.contains(place) ? readings[place].reading.map { .init($0.estimate) } : nil
  }

  /// The point from `first` to `last` in `readings`: a change of sign between the two, or zeros.
  private func point(_ first: Int, _ last: Int) -> BreakEvenPoint {
    let isZero = side(first) == .zero
    let (before, after) = isZero ? (side(first - 1), side(last + 1)) : (side(first), side(last))
    let bracket = Interval(low: readings[first].input, high: readings[last].input)
    let kind: BreakEvenPoint.Kind
    if isZero && last > first {
      kind = .zeroThroughout
    } else if before == nil || after == nil || before == after {
      kind = .touch
    } else {
      kind = isZero ? crossing(first - 1, last + 1) : crossing(first, last)
    }
    let input =
      kind == .crossing && !isZero
      ? zero(between: first, last) { $0.estimate } : bracket.low + bracket.halfWidth
    return BreakEvenPoint(
      kind: kind, input: input, bracket: bracket, low: end(from: first, by: -1),
      high: end(from: last, by: 1), before: before, after: after)
  }

  /// Whether a change of sign between two places is a jump.
  private func crossing(_ first: Int, _ last: Int) -> BreakEvenPoint.Kind {
    let (low, high) = (readings[first].input, readings[last].input)
    let start = grid.last { $0 <= low } ?? low
    let stop = grid.first { $0 >= high } ?? high
    let around = readings.filter { $0.input >= start && $0.input <= stop }
      .compactMap { $0.reading?.estimate }
    guard let least = around.min(), let greatest = around.max(),
      let before = readings[first].reading, let after = readings[last].reading
    else { return .crossing }
    let leap = (after.estimate - before.estimate).magnitude
    return 64 * (high - low) <= stop - start && 4 * leap >= greatest - least ? .jump : .crossing
  }

  /// Where the interval of the difference stops to contain zero, from a place outwards; nil if it does not.
  private func end(from start: Int, by direction: Int) -> Double? {
    var place = start
    while readings.indices.contains(place), let reading = readings[place].reading {
      if !reading.interval.contains(0) {
        // The point itself lies in its bracket, even if the interval does not contain zero there.
        if place == start { return readings[start].input }
        if case .steps = resolution { return readings[place - direction].input }
        return reading.interval.low > 0
          ? zero(between: place, place - direction) { $0.interval.low }
          : zero(between: place, place - direction) { $0.interval.high }
      }
      place += direction
    }
    return nil
  }

  /// Where a curve is zero between two places, by linear interpolation.
  private func zero(between one: Int, _ other: Int, _ curve: (Reading) -> Double) -> Double {
    guard let here = readings[one].reading.map(curve),
      let there = readings[other].reading.map(curve)
    else { return readings[one].input }
    let share = here == there ? 0.5 : here / (here - there)
    return readings[one].input + share * (readings[other].input - readings[one].input)
  }
}

extension BreakEvenSearch.Reading {
  /// The sides of the lower end, the estimate and the upper end.
  fileprivate var sides: [BreakEvenPoint.Side] {
    [.init(interval.low), .init(estimate), .init(interval.high)]
  }
}

extension BreakEvenPoint.Side {
  fileprivate init(_ difference: Double) {
    self = difference < 0 ? .below : difference > 0 ? .above : .zero
  }
}
