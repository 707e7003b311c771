public import Inference
public import Kernel

/// A comparison of designs by means over applicants, replication by replication, as a browser makes it:
/// inputs as stated, intervals of run noise.
///
/// Equal to the bit to what a study says of the same outcomes, plans and replications.
public struct HeadlineStudy: Sendable {
  /// One outcome.
  public struct Outcome: Hashable, Sendable {
    /// What is divided by what.
    public var lens: RatioLens
    /// The better side.
    public var better: Better

    /// An outcome.
    public init(lens: RatioLens, better: Better) {
      self.lens = lens
      self.better = better
    }
  }

  /// The outcomes.
  public let outcomes: [Outcome]
  /// The designs' standing costs, the baseline first.
  public let costs: [StandingCosts]
  /// By design, outcome and replication.
  private var ratios: [[[MeanRatio]]]
  private var cases: [Int]
  private var open: [Int]

  /// A study without replications yet.
  public init(outcomes: [Outcome], costs: [StandingCosts]) {
    self.outcomes = outcomes
    self.costs = costs
    ratios = Array(
      repeating: Array(repeating: [], count: outcomes.count), count: costs.count)
    cases = Array(repeating: 0, count: costs.count)
    open = Array(repeating: 0, count: costs.count)
  }

  /// Sums for a run of a design whose records have this layout.
  public func sums(_ layout: RecordLayout, design: Int) -> CohortSums {
    CohortSums(layout, costs[design], lenses: outcomes.map { $0.lens })
  }

  /// Takes in the next replication of a design.
  public mutating func add(_ sums: CohortSums, design: Int) {
    for (o, outcome) in outcomes.enumerated() {
      ratios[design][o].append(sums.ratio(outcome.lens))
    }
    cases[design] += sums.count
    open[design] += sums.open
  }

  /// An outcome of a design.
  public func estimate(_ outcome: Int, design: Int) -> MeanNoise {
    MeanNoise(ratios[design][outcome].map { $0.value })
  }

  /// The difference of a design to the baseline with the verdict on it; both must have the same
  /// replications.
  public func difference(_ outcome: Int, design: Int) -> (noise: MeanNoise, verdict: Verdict) {
    let (before, after) = (ratios[0][outcome], ratios[design][outcome])
    let noise = MeanNoise(of: after.map { $0.value }, less: before.map { $0.value })
    let verdict = Inference.verdict(
      better: outcomes[outcome].better,
      everyDifferenceZero: noise.estimate != nil
        && zip(before, after).allSatisfy { $0.isSame(as: $1) },
      headline: noise.interval ?? Interval(low: -.infinity, high: .infinity),
      replications: noise.interval == nil ? 0 : noise.replications,
      censored: isBound(design: design) || isBound(design: 0) || noise.estimate == nil)
    return (noise, verdict)
  }

  /// What each replication says of an outcome of a design; nil where it has nobody to say it of.
  public func values(_ outcome: Int, design: Int) -> [Double?] {
    ratios[design][outcome].map { $0.value }
  }

  /// Whether so many applicants are open that the means of a design are only bounds.
  public func isBound(design: Int) -> Bool {
    Headline.isBound(open: open[design], of: cases[design])
  }

  // MARK: Numbers

  /// What the study is, for ``init(numbers:)``.
  public var numbers: [Double] {
    var numbers = [Double(outcomes.count), Double(costs.count)]
    for outcome in outcomes {
      let lens = outcome.lens
      numbers += [
        outcome.better == .lower ? 0 : outcome.better == .higher ? 1 : 2, lens.divisor, lens.factor,
        Double(lens.applicantClass ?? -1),
      ]
      for sum in [lens.numerator, lens.denominator] {
        let (kind, first, second) = sum.parts
        numbers.append(Double(kind))
        for part in [first, second] {
          numbers.append(Double(part.count))
          numbers += part.map { Double($0) }
        }
      }
    }
    for design in costs {
      numbers += [Double(design.holdingPlace ?? -1), Double(design.perDay.count)]
      numbers += design.perDay
      numbers.append(Double(design.shared.count))
      for cost in design.shared { numbers += [Double(cost.place), cost.total] }
    }
    return numbers
  }

  /// The study that ``numbers`` told of; nil when they tell of none.
  public init?(numbers: [Double]) {
    var reader = NumberReader(numbers)
    let (outcomeCount, designCount) = (reader.count(), reader.count())
    var outcomes: [Outcome] = []
    for _ in 0..<outcomeCount where !reader.isBroken {
      let better: Better
      switch reader.count() {
      case 0: better = .lower
      case 1: better = .higher
      default: better = .neither
      }
      let (divisor, factor, applicantClass) = (reader.next(), reader.next(), reader.next())
      let numerator = reader.sum()
      let denominator = reader.sum()
      outcomes.append(
        Outcome(
          lens: RatioLens(
            numerator, over: denominator, per: divisor, times: factor,
            applicantClass: applicantClass >= 0 ? Int(exactly: applicantClass) : nil),
          better: better))
    }
    var costs: [StandingCosts] = []
    for _ in 0..<designCount where !reader.isBroken {
      let place = reader.next()
      let perDay = (0..<reader.count()).map { _ in reader.next() }
      let shared = (0..<reader.count()).map { _ in
        StandingCosts.Shared(place: reader.count(), total: reader.next())
      }
      costs.append(
        StandingCosts(
          holdingPlace: place >= 0 ? Int(place) : nil, perDay: perDay, shared: shared))
    }
    guard reader.isComplete, designCount > 0 else { return nil }
    self.init(outcomes: outcomes, costs: costs)
  }
}

/// Takes numbers one by one; zeros past the end.
private struct NumberReader {
  private let numbers: [Double]
  private var place = 0
  private(set) var isBroken = false

  init(_ numbers: [Double]) { self.numbers = numbers }

  var isComplete: Bool { !isBroken && place == numbers.count }

  mutating func next() -> Double {
    guard place < numbers.count else {
      isBroken = true
      return 0
    }
    place += 1
    return numbers[place - 1]
  }

  /// A whole number that could count some of the numbers, or a place among them.
  mutating func count() -> Int {
    let number = next()
    guard let whole = Int(exactly: number), whole >= 0, whole < 1 << 20 else {
      isBroken = true
      return 0
    }
    return whole
  }

  mutating func counts() -> [Int] { (0..<count()).map { _ in count() } }

  mutating func sum() -> RunSum {
    let (kind, first, second) = (count(), counts(), counts())
    if let sum = RunSum(kind, first, second) { return sum }
    isBroken = true
    return .applicants
  }
}

extension RunSum {
  /// The kind and the whole numbers that tell of it.
  fileprivate var parts: (kind: Int, first: [Int], second: [Int]) {
    switch self {
    case .applicants: (0, [], [])
    case .decided: (1, [], [])
    case .endings(let set): (2, [set.rawValue], [])
    case .places(let added, let subtracted): (3, added, subtracted)
    case .office(let office, let quantity): (4, [office], [quantity.rawValue])
    }
  }

  fileprivate init?(_ kind: Int, _ first: [Int], _ second: [Int]) {
    switch kind {
    case 0: self = .applicants
    case 1: self = .decided
    case 2:
      guard first.count == 1 else { return nil }
      self = .endings(EndingSet(rawValue: first[0]))
    case 3: self = .places(adding: first, subtracting: second)
    case 4:
      guard first.count == 1, second.count == 1, let quantity = OfficeQuantity(rawValue: second[0])
      else { return nil }
      self = .office(first[0], quantity)
    default: return nil
    }
  }
}
