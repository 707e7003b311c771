public import ApprovalModel
public import Inference
internal import Kernel
internal import Simulation

/// What is asked of a search for break-even values.
public struct BreakEvenRequest: Sendable {
  /// The scenario and its one design.
  public var study: StudyRequest
  /// The path of the input to vary; nil: every input with a range, one by one.
  public var input: String?
  /// The least value, in the input's unit; nil: the low end of its range.
  public var from: Double?
  /// The greatest value, in the input's unit; nil: the high end of its range.
  public var to: Double?
  /// The difference that is looked for, in the outcome's unit.
  public var threshold = 0.0
  /// Whether the threshold was stated in percent, which only shares are counted in.
  public var isThresholdPercent = false

  /// A search over every ranged input for a difference of zero.
  public init(_ study: StudyRequest) { self.study = study }
}

/// The values of inputs at which a difference becomes zero, or another threshold.
public struct BreakEvenResults: Sendable {
  /// What the results of every method begin with.
  public var facts: StudyResults
  /// The design compared with the baseline.
  public var design: Name
  /// The outcome.
  public var key: OutcomeKey
  /// The difference looked for, in the outcome's unit.
  public var threshold: Double
  /// The difference with all inputs at their value; nil where there is no estimate.
  public var declared: DifferencePoint?
  /// Each input that was varied, in code-point order of the paths.
  public var inputs: [BreakEvenInput]
  /// Whether one input was asked for; else all with a range were tried, on a coarse grid.
  public var isSingle: Bool
  /// How many values each input was tried at to begin with.
  public var gridPoints: Int
  /// The paths of ranged inputs that are no single number, which were left out.
  public var leftOut: [String]
}

/// The paired difference at one value of an input.
public struct DifferencePoint: Hashable, Sendable {
  /// The value, in the input's unit; its declared value for ``BreakEvenResults/declared``.
  public var value: Double
  /// Design less baseline; nil where there is no estimate.
  public var difference: Double?
  /// Its 95 % confidence interval of run noise, applicants paired.
  public var interval: Interval?
  /// Whether more than 1 % of the cases are open in either world: the two are not comparable then, and the
  /// search takes it for no difference.
  public var isOpen = false

  /// Whether there is a difference to go by.
  public var isComparable: Bool { difference != nil && !isOpen }
}

/// One input with the values at which the difference becomes what is looked for.
public struct BreakEvenInput: Hashable, Sendable {
  /// The input.
  public var input: NumericInput
  /// From where to where it was varied, in its unit.
  public var range: Interval
  /// Where the difference becomes what is looked for, by rising value; empty: nowhere in the range.
  public var points: [BreakEvenPoint]
  /// Every value tried with its difference, by rising value.
  public var tried: [DifferencePoint]

  /// The stretches of the range with a difference to go by, between values tried.
  public var comparable: [Interval] {
    tried.split { !$0.isComparable }.map {
      Interval(low: $0.first?.value ?? range.low, high: $0.last?.value ?? range.high)
    }
  }

  /// The difference at the low and at the high end of the range.
  public var endPoints: (low: DifferencePoint?, high: DifferencePoint?) {
    (tried.first, tried.last)
  }
}

/// Where the difference between a design and the baseline becomes zero as one input varies.
///
/// All values meet the same applicants with the same luck. Where an input is whole, only whole values
/// are tried.
///
/// - Throws: ``StudyError``.
public func findBreakEven(_ request: BreakEvenRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> BreakEvenResults
{
  var search = try BreakEvenStudy(request, context)
  return try await search.results()
}

/// Evaluates differences at values of inputs, and keeps what it found.
private struct BreakEvenStudy {
  let request: BreakEvenRequest
  let study: StudyRun
  let trials: Trials
  let workshop: Workshop
  let replications: Int
  let inputs: [NumericInput]
  let leftOut: [String]
  var partsDone = 0

  /// So many values an input is tried at to begin with, both ends among them.
  static let fineGrid = 17
  static let coarseGrid = 5
  /// Changes of sign are bracketed up to this share of the range.
  static let resolution = 1.0 / 512

  init(_ request: BreakEvenRequest, _ context: StudyContext) throws(StudyError) {
    self.request = request
    study = try StudyRun(request.study)
    guard study.compiler.designs.count == 2 else {
      throw .unsuitable(
        LocalizedText(
          zh: "没有可以与基准方案比较的方案", en: "there is no design to compare with the baseline"))
    }
    trials = Trials(study: study, outcomes: [try study.mainOutcome(request.study.outcomes)])
    try trials.definition(0).key.check(
      request.threshold, isPercent: request.isThresholdPercent, flag: "--threshold")
    workshop = Workshop(context: context)
    replications = request.study.replications ?? study.scenario.study.replications
    guard replications >= 2 else {
      throw .unsuitable(
        LocalizedText(
          zh: "没有两次以上的运行就没有区间", en: "an interval takes two replications or more"))
    }
    let all = study.scenario.numericInputs
    if let path = request.input {
      inputs = [try Self.input(path, all, study.scenario)]
      leftOut = []
    } else {
      guard request.from == nil, request.to == nil else {
        throw .unsuitable(
          LocalizedText(
            zh: "--from 和 --to 要与 --input 一起写", en: "--from and --to belong to one --input"))
      }
      inputs = all.filter(\.isRanged)
      leftOut = study.scenario.rangedInputs.map(\.path).filter { path in
        !all.contains { $0.path == path }
      }
      guard !inputs.isEmpty else {
        throw .unsuitable(
          LocalizedText(
            zh: "情景文件里没有带 range 的 C、D 级输入；请用 --input PATH --from X --to Y",
            en: "the scenario has no input of grade C or D with a range; use --input PATH --from X "
              + "--to Y"))
      }
    }
  }

  private static func input(_ path: String, _ all: [NumericInput], _ scenario: Scenario)
    throws(StudyError) -> NumericInput
  {
    if let input = all.first(where: { $0.path == path }) { return input }
    if scenario.inputs.contains(where: { $0.path == path }) {
      throw .unsuitable(
        LocalizedText(
          zh: "输入“\(path)”不是一个可以改变的数", en: "input '\(path)' is no single number that can vary"))
    }
    let near = nearestName(to: path, among: all.map(\.path))
    let ends = all.map(\.path).filter {
      $0.hasPrefix("\(path).") || $0.hasSuffix(".\(path)") || $0.contains(".\(path).")
    }
    let meant = near ?? ends.first
    throw .unsuitable(
      LocalizedText(
        zh: "情景文件没有输入“\(path)”" + (meant.map { "；是否指“\($0)”？" } ?? "")
          + "（全部路径见 reformlab explain FILE --json 的 inputs）",
        en: "the scenario has no input '\(path)'" + (meant.map { "; did you mean '\($0)'?" } ?? "")
          + " (all paths stand in 'inputs' of 'reformlab explain FILE --json')"))
  }

  mutating func results() async throws(StudyError) -> BreakEvenResults {
    let isSingle = request.input != nil
    let declared = try await differences([Place(path: nil, value: 0)], knowing: [])[0]
    var known: [Known] = []
    for design in 0..<2 {
      let plan = try trials.plan(design, .declared)
      known.append(
        Known(
          circumstances: trials.circumstances(of: plan, design: design, .declared),
          trials: declared.trials[design]))
    }
    var ranges: [Interval] = []
    for input in inputs { ranges.append(try range(of: input)) }
    var searches: [BreakEvenSearch] = []
    for (input, range) in zip(inputs, ranges) {
      searches.append(search(input, range, isSingle ? Self.fineGrid : Self.coarseGrid))
    }
    var found: [[DifferencePoint]] = inputs.map { _ in [] }
    while true {
      let needed = searches.indices.flatMap { i in searches[i].needed.map { (i, $0) } }
      if needed.isEmpty { break }
      let readings = try await differences(
        needed.map { i, value in Place(path: inputs[i].path, value: value * inputs[i].scale) },
        knowing: known)
      var place = 0
      for i in searches.indices where !searches[i].needed.isEmpty {
        var taken: [BreakEvenSearch.Reading?] = []
        for value in searches[i].needed {
          let point = readings[place].point(at: value)
          found[i].append(point)
          taken.append(point.isOpen ? nil : reading(point.difference, point.interval))
          place += 1
        }
        searches[i].take(taken)
      }
    }
    return BreakEvenResults(
      facts: try study.facts(replications: replications),
      design: study.compiler.designs[1].design.name, key: trials.definition(0).key,
      threshold: request.threshold,
      declared: declared.point(at: isSingle ? inputs[0].value : 0),
      inputs: inputs.indices.map { i in
        BreakEvenInput(
          input: inputs[i], range: ranges[i], points: searches[i].points,
          tried: found[i].sorted { $0.value < $1.value })
      }, isSingle: isSingle, gridPoints: isSingle ? Self.fineGrid : Self.coarseGrid,
      leftOut: leftOut)
  }

  /// A reading against the threshold; nil where the difference is not known.
  private func reading(_ difference: Double?, _ interval: Interval?) -> BreakEvenSearch.Reading? {
    guard let difference, let interval, interval.halfWidth.isFinite else { return nil }
    let x = difference - request.threshold
    return BreakEvenSearch.Reading(
      estimate: x,
      interval: Interval(
        low: min(x, interval.low - request.threshold),
        high: max(x, interval.high - request.threshold)))
  }

  private func search(_ input: NumericInput, _ range: Interval, _ points: Int) -> BreakEvenSearch {
    if input.isWhole {
      let steps = Int(range.high - range.low)
      let count = min(points, steps + 1)
      let grid = (0..<count).map { i in
        range.low + (Double(steps) * Double(i) / Double(max(1, count - 1))).rounded()
      }
      return BreakEvenSearch(grid: grid, .steps(1))
    }
    let width = range.high - range.low
    guard width > 0 else { return BreakEvenSearch(grid: [range.low], .within(1)) }
    let grid = (0..<points).map { i in
      i == points - 1 ? range.high : range.low + width * Double(i) / Double(points - 1)
    }
    return BreakEvenSearch(grid: grid, .within(width * Self.resolution))
  }

  // MARK: Ranges

  private func range(of input: NumericInput) throws(StudyError) -> Interval {
    let declared = input.declaredRange
    guard var low = request.from ?? declared?.low, var high = request.to ?? declared?.high else {
      throw .unsuitable(
        LocalizedText(
          zh:
            "输入“\(input.path)”没有 range；请写 --from 和 --to，单位为 \(unit(input))，当前值 \(input.listing.text)",
          en:
            "input '\(input.path)' has no range; state --from and --to in \(unit(input)), its value "
            + "is \(input.listing.text)"))
    }
    if input.isWhole { (low, high) = (low.rounded(.up), high.rounded(.down)) }
    guard low < high || (low == high && declared != nil && request.from == nil && request.to == nil)
    else {
      throw .unsuitable(
        LocalizedText(
          zh: "--from \(plain(low)) 不小于 --to \(plain(high))",
          en: "--from \(plain(low)) is not below --to \(plain(high))"))
    }
    let limits = input.limits
    guard low >= limits.lowerBound, high <= limits.upperBound * (1 + 1e-12) else {
      let bad = low < limits.lowerBound ? low : high
      throw .unsuitable(
        LocalizedText(
          zh: "输入“\(input.path)”不能取 \(plain(bad)) \(input.unit)；它在 \(plain(limits.lowerBound)) 到 "
            + "\(plain(limits.upperBound)) 之间",
          en: "input '\(input.path)' cannot be \(plain(bad)) \(input.unit); it lies between "
            + "\(plain(limits.lowerBound)) and \(plain(limits.upperBound))"))
    }
    return Interval(low: low, high: high)
  }

  private func unit(_ input: NumericInput) -> String {
    input.unit.isEmpty ? "-" : input.unit
  }

  private func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }

  // MARK: Differences

  /// An input at a value, in the unit of its range; nil path: all inputs at theirs.
  private struct Place: Sendable {
    var path: String?
    var value: Double
    var key: String {
      guard let path else { return "break-even/declared" }
      return "break-even/\(path)/\(String(value.bitPattern, radix: 16))"
    }
    var world: InputWorld {
      guard let path else { return .declared }
      return .chosen(ChosenInputs(values: [path: value]))
    }
  }

  /// What is known of a design with all inputs at their value.
  private struct Known: Sendable {
    var circumstances: Circumstances
    /// By replication.
    var trials: [Trial]
  }

  /// The runs at one place, by design, then replication.
  private struct Reading {
    var trials: [[Trial]]
    var statistic: Statistic

    func point(at value: Double) -> DifferencePoint {
      guard trials.count == 2 else {
        return DifferencePoint(value: value, difference: nil, interval: nil)
      }
      let samples = trials.map { $0.map { $0.samples[0] } }
      let isOpen = trials.contains { $0.isCensored(0) }
      guard let before = LeaveOneOut(statistic, samples[0]),
        let after = LeaveOneOut(statistic, samples[1])
      else {
        return DifferencePoint(value: value, difference: nil, interval: nil, isOpen: isOpen)
      }
      let difference = after - before
      return DifferencePoint(
        value: value, difference: difference.all, interval: difference.interval, isOpen: isOpen)
    }
  }

  /// The paired runs at each place; a design that an input does not reach is not run again.
  private mutating func differences(_ places: [Place], knowing known: [Known])
    async throws(StudyError) -> [Reading]
  {
    let (trials, replications, context) = (trials, replications, workshop.context)
    let parts: [[[Trial]]] = try await workshop.parts(
      places.map(\.key), after: partsDone,
      phase: LocalizedText(zh: "个输入值", en: "values of inputs")
    ) { i throws(StudyError) in
      var result: [[Trial]] = []
      for design in 0..<2 {
        let world = places[i].world
        let plan = try trials.plan(design, world)
        if !known.isEmpty,
          known[design].circumstances == trials.circumstances(of: plan, design: design, world)
        {
          result.append(known[design].trials)
          continue
        }
        var runs: [Trial] = []
        for r in 0..<replications {
          runs.append(
            try trials.trial(
              plan, design: design, world: world, replication: r, isCancelled: context.isCancelled))
        }
        result.append(runs)
      }
      return result
    }
    partsDone += places.count
    let statistic = trials.definition(0).statistic
    return parts.map { Reading(trials: $0, statistic: statistic) }
  }
}

extension StudyRun {
  /// The place of the one outcome that a method is about: the one asked for, else the primary one.
  func mainOutcome(_ choices: [OutcomeChoice]) throws(StudyError) -> Int {
    guard choices.count <= 1 else {
      throw .unsuitable(
        LocalizedText(
          zh: "一次只问一项结果，却写了 \(choices.count) 个 --outcome；其余的请另行运行",
          en: "one outcome at a time, but --outcome is given \(choices.count) times; ask about the "
            + "others in runs of their own"))
    }
    if let choice = choices.first { return try table.place(of: choice) }
    let key = table.primaryKey(scenario.study.primary)
    return table.definitions.firstIndex { $0.key == key } ?? 0
  }
}

extension OutcomeKey {
  /// Refuses a difference of shares above one, where 5 is meant to be 5%, and percent of any other unit.
  func check(_ difference: Double, isPercent: Bool, flag: String) throws(StudyError) {
    if isPercent, unit != .share {
      throw .unsuitable(
        LocalizedText(
          zh: "\(flag) 不能写百分数：结果“\(name)”以 \(unit.rawValue) 计；请写一个这样单位的数",
          en:
            "\(flag) cannot be in percent: outcome '\(name)' is counted in \(unit.rawValue); write a "
            + "number of these"))
    }
    guard unit == .share, abs(difference) > 1 else { return }
    throw .unsuitable(
      LocalizedText(
        zh: "结果“\(name)”是比例，差别不会超过 100%；百分数请写成例如 5%",
        en:
          "outcome '\(name)' is a share and cannot differ by more than 100%; write percent such as "
          + "5%"))
  }
}

extension NumericInput {
  /// The declared range in the unit of the file; nil where there is none.
  var declaredRange: Interval? {
    guard let range = listing.evidence.range else { return nil }
    return Interval(low: number(at: 0, range), high: number(at: 1, range))
  }

  /// The value at a place of the declared range, in the unit of the file; nil where there is none.
  public func value(at u: Double) -> Double? {
    listing.evidence.range.map { number(at: u, $0) }
  }

  private func number(at u: Double, _ range: InputRange) -> Double {
    let number = range.number(at: u, around: value * scale) / scale
    // 0.07 / 0.01 is a little more than 7, and factors have 32 bits.
    let value = scale == 1 ? number : (number * 1e9).rounded() / 1e9
    return min(limits.upperBound, max(limits.lowerBound, value))
  }
}
