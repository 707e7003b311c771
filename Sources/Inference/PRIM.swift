/// A box in the space of inputs, and how many of the runs in it succeed.
public struct RuleBox: Hashable, Sendable {
  /// Between which values each input lies; from 0 to 1 where the box does not restrict it.
  public let limits: [Interval]
  /// How many runs lie in the box, and how many of them succeed.
  public let inside: RunCount
  /// How many runs there are, and how many of them succeed.
  public let all: RunCount

  /// The share of the successes that lie in the box; 0 when there are none.
  public var coverage: Double {
    all.successes == 0 ? 0 : Double(inside.successes) / Double(all.successes)
  }

  /// The share of the runs in the box that succeed.
  public var density: Double { inside.density }

  /// The share of the runs that lie in the box.
  public var mass: Double { Double(inside.runs) / Double(all.runs) }

  /// The inputs that the box restricts, by rising index.
  public var restricted: [Int] { limits.indices.filter { limits[$0] != wholeRange } }

  /// The harmonic mean of coverage and density; 0 when both are.
  var balance: Double {
    inside.successes == 0 ? 0 : 2 * coverage * density / (coverage + density)
  }
}

/// A number of runs, and of those among them that succeed.
public struct RunCount: Hashable, Sendable {
  /// The runs.
  public var runs: Int
  /// Those that succeed.
  public var successes: Int

  /// So many runs and successes.
  public init(runs: Int, successes: Int) {
    self.runs = runs
    self.successes = successes
  }

  /// The share that succeeds; 0 of no runs.
  public var density: Double { runs == 0 ? 0 : Double(successes) / Double(runs) }

  /// Whether a greater share succeeds here, or an equal share of more runs.
  func outdoes(_ other: RunCount) -> Bool {
    let (mine, theirs) = (successes * other.runs, other.successes * runs)
    return mine != theirs ? mine > theirs : runs > other.runs
  }

  fileprivate mutating func add(_ success: Bool) {
    runs += 1
    if success { successes += 1 }
  }
}

/// What one restriction of a box is good for.
public struct BoxRestriction: Hashable, Sendable {
  /// The input that is restricted.
  public let input: Int
  /// The runs in the box.
  public let with: RunCount
  /// The runs that would be in the box without this restriction.
  ///
  /// The quasi-p-value of Bryant and Lempert ("Thinking inside the box", Technological Forecasting and
  /// Social Change 77, 2010) is the chance of at least as many successes among as many runs as are in the
  /// box, if each succeeds with this density: `binomialTail` in Statistics. It is no p-value proper, since
  /// the box was chosen for its successes.
  public let without: RunCount
}

/// Search for boxes of inputs in which runs succeed more often than elsewhere.
///
/// The patient rule induction method of Friedman and Fisher, "Bump hunting in high-dimensional data",
/// Statistics and Computing 9 (1999). Runs are rows of inputs from 0 to 1; what counts as success the
/// caller decides.
public struct PatientRuleInduction: Sendable {
  private let inputs: [[Double]]
  private let successes: [Bool]
  private let peel: Double
  private let leastMass: Double
  /// For each input the runs by rising value.
  private let rising: [[Int]]
  private let all: RunCount

  /// A search among runs.
  ///
  /// - Parameters:
  ///   - inputs: one row a run, one column an input, all numbers from 0 to 1; at least one run.
  ///   - successes: one a run.
  ///   - peel: the share of the runs in the box that a step takes off or puts on.
  ///   - leastMass: the share of all runs below which no box falls.
  public init(
    inputs: [[Double]], successes: [Bool], peel: Double = 0.05, leastMass: Double = 0.05
  ) {
    precondition(!inputs.isEmpty && inputs.count == successes.count, "each run has its success")
    precondition(
      inputs.allSatisfy { row in
        row.count == inputs[0].count && row.allSatisfy { $0 >= 0 && $0 <= 1 }
      }, "each run has as many inputs, from 0 to 1")
    precondition(peel > 0 && peel < 1, "a step takes off a part of the box")
    self.inputs = inputs
    self.successes = successes
    self.peel = peel
    self.leastMass = leastMass
    rising = inputs[0].indices.map { input in
      inputs.indices.sorted { (inputs[$0][input], $0) < (inputs[$1][input], $1) }
    }
    all = RunCount(runs: successes.count, successes: successes.count { $0 })
  }

  /// The boxes from the whole space inwards, each a step of peeling smaller than the one before.
  ///
  /// Each step takes off the end of one input after which the greatest share of the rest succeeds. It ends
  /// when all runs in the box succeed, when none does, or at the least mass.
  /// - Complexity: O(runs × inputs) a step.
  public func peelingTrajectory() -> [RuleBox] {
    var box = whole
    var trajectory = [box]
    while box.inside.successes > 0, box.inside.successes < box.inside.runs,
      let next = peeled(box)
    {
      box = next
      trajectory.append(box)
    }
    return trajectory
  }

  /// `box` with its sides moved outwards as long as no smaller share of the runs in it succeeds.
  public func pasted(_ box: RuleBox) -> RuleBox {
    var box = box
    while let next = widened(box), !box.inside.hasGreaterDensity(than: next.inside) { box = next }
    return box
  }

  /// The box to show: of those that cover at least `coverage` of the successes the one with the greatest
  /// density, the first of several.
  ///
  /// Without `coverage`, the one with the greatest harmonic mean of coverage and density.
  public func chosen(from boxes: [RuleBox], coverage: Double? = nil) -> RuleBox? {
    guard let coverage else { return boxes.max { $0.balance < $1.balance } }
    var best: RuleBox?
    for box in boxes where box.coverage >= coverage {
      if best.map({ box.inside.outdoes($0.inside) }) ?? true { best = box }
    }
    return best
  }

  /// What each restriction of `box` is good for, by rising index of its input.
  public func restrictions(of box: RuleBox) -> [BoxRestriction] {
    box.restricted.map { input in
      var limits = box.limits
      limits[input] = wholeRange
      return BoxRestriction(input: input, with: box.inside, without: count(in: limits))
    }
  }

  /// `box` without the restrictions that `matters` does not keep.
  ///
  /// They go one at a time, those first whose loss costs the least density; each is asked for again after
  /// another went.
  public func simplified(_ box: RuleBox, matters: (BoxRestriction) -> Bool) -> RuleBox {
    var box = box
    while true {
      let cheapestFirst = restrictions(of: box).sorted { one, other in
        one.without == other.without
          ? one.input < other.input : one.without.outdoes(other.without)
      }
      guard let needless = cheapestFirst.first(where: { !matters($0) }) else { return box }
      box = self.box(box, with: wholeRange, of: needless.input)
    }
  }

  private var whole: RuleBox {
    RuleBox(limits: rising.map { _ in wholeRange }, inside: all, all: all)
  }

  private func box(_ box: RuleBox, with limit: Interval, of input: Int) -> RuleBox {
    var limits = box.limits
    limits[input] = limit
    return RuleBox(limits: limits, inside: count(in: limits), all: all)
  }

  private func count(in limits: [Interval]) -> RunCount {
    var count = RunCount(runs: 0, successes: 0)
    for (run, row) in inputs.enumerated() where contains(limits, row) { count.add(successes[run]) }
    return count
  }

  private func contains(_ limits: [Interval], _ row: [Double], except input: Int? = nil) -> Bool {
    limits.indices.allSatisfy { $0 == input || limits[$0].contains(row[$0]) }
  }

  /// The best box with one end of one input taken off; nil when none is left that is large enough.
  private func peeled(_ box: RuleBox) -> RuleBox? {
    let isInside = inputs.map { contains(box.limits, $0) }
    var best: (count: RunCount, input: Int, limit: Interval)?
    for input in rising.indices {
      let runs = rising[input].filter { isInside[$0] }
      let limit = box.limits[input]
      for (end, isUpper) in [(runs, false), (runs.reversed(), true)] {
        guard let cut = cut(end, of: input) else { continue }
        var count = box.inside
        for run in end[..<cut.runs] {
          count.runs -= 1
          if successes[run] { count.successes -= 1 }
        }
        guard Double(count.runs) >= leastMass * Double(all.runs) else { continue }
        if best.map({ count.outdoes($0.count) }) ?? true {
          best = (
            count, input,
            isUpper
              ? Interval(low: limit.low, high: cut.limit)
              : Interval(low: cut.limit, high: limit.high)
          )
        }
      }
    }
    return best.map { self.box(box, with: $0.limit, of: $0.input) }
  }

  /// How many of `runs`, from one end inwards, a step takes, and the new limit between them and the next.
  ///
  /// Runs with equal values stay together: fewer are taken if that leaves some, else the first value
  /// whole. nil when all runs have the same value.
  private func cut(_ runs: [Int], of input: Int) -> (runs: Int, limit: Double)? {
    func value(_ place: Int) -> Double { inputs[runs[place]][input] }
    guard let last = runs.indices.last, value(0) != value(last) else { return nil }
    var taken = min(max(1, Int(peel * Double(runs.count))), last)
    while taken > 0, value(taken - 1) == value(taken) { taken -= 1 }
    if taken == 0 {
      taken = 1
      while value(taken - 1) == value(taken) { taken += 1 }
    }
    return (taken, between(value(taken), value(taken - 1)))
  }

  /// The best box with one side moved outwards; nil when it restricts nothing.
  private func widened(_ box: RuleBox) -> RuleBox? {
    var best: RuleBox?
    for input in box.restricted {
      let limit = box.limits[input]
      let beside = rising[input].filter { contains(box.limits, inputs[$0], except: input) }
      let below = beside.filter { inputs[$0][input] < limit.low }
      let above = beside.filter { inputs[$0][input] > limit.high }
      var wider: [Interval] = []
      if limit.low > 0 {
        let low = reach(Array(below.reversed()), of: input, box.inside.runs) ?? 0
        wider.append(Interval(low: low, high: limit.high))
      }
      if limit.high < 1 {
        let high = reach(above, of: input, box.inside.runs) ?? 1
        wider.append(Interval(low: limit.low, high: high))
      }
      for limit in wider {
        let next = self.box(box, with: limit, of: input)
        if best.map({ next.inside.outdoes($0.inside) }) ?? true { best = next }
      }
    }
    return best
  }

  /// The limit that takes in a step's share of `runs`, from the nearest outwards, with equal values
  /// together; nil when that is all of them.
  private func reach(_ runs: [Int], of input: Int, _ inside: Int) -> Double? {
    func value(_ place: Int) -> Double { inputs[runs[place]][input] }
    var taken = max(1, Int(peel * Double(inside)))
    while taken < runs.count, value(taken - 1) == value(taken) { taken += 1 }
    return taken < runs.count ? between(value(taken - 1), value(taken)) : nil
  }

  /// A limit that keeps `kept` and leaves `left` out: the middle, if there is a number between them.
  private func between(_ kept: Double, _ left: Double) -> Double {
    let middle = (kept + left) / 2
    return middle == left ? kept : middle
  }
}

extension RunCount {
  fileprivate func hasGreaterDensity(than other: RunCount) -> Bool {
    successes * other.runs > other.successes * runs
  }
}

private let wholeRange = Interval(low: 0, high: 1)
