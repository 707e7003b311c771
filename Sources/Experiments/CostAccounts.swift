public import ApprovalModel
internal import Inference
internal import Simulation

/// A one-off cost with the reform that it belongs to.
public struct ReformCost: Hashable, Sendable {
  /// The reform.
  public var reform: Name
  /// The designs that have it.
  public var designs: [Name]
  /// The cost.
  public var cost: OneOffCost
}

/// How long it takes until what a reform saves has paid for what it costs once.
public enum PaybackTime: Hashable, Sendable {
  /// So many years, not discounted.
  case years(Double)
  /// Nothing is saved, so that the cost is never paid back.
  case never

  /// The time for a part of the cost saved each year.
  init(savedEachYear part: Double) {
    self = part > 0 ? .years(1 / part) : .never
  }
}

/// The payback of a design's one-off cost for one party.
public struct Payback: Hashable, Sendable {
  /// Whose money: a payer, or society, for which transfers cancel out.
  public var scope: Scope
  /// Whether hours of the offices' people count as money, which they are only if posts are cut.
  public var withStaff: Bool
  /// What the design costs the party once more than the baseline, yuan; always above zero.
  public var oneOff: Double
  /// What the party saves each year, yuan; negative: it pays more.
  public var savedPerYear: Double?
  /// Years until the saving covers the one-off cost; nil with a reason.
  public var time: PaybackTime?
  /// The headline interval, from the shortest time to the longest; nil: none.
  public var low: PaybackTime?
  /// Its long end.
  public var high: PaybackTime?
  /// What the interval is.
  public var intervalKind: IntervalKind
  /// Why a number is missing or only a bound.
  public var reason: MissingReason?
}

extension Estimator {
  private var accounts: Range<Int> {
    table.outcomes.upperBound..<table.definitions.endIndex
  }

  /// The cost accounts of one design.
  func accounts(of design: Int) -> [OutcomeEstimate] { accounts.map { estimate($0, design) } }

  /// The cost accounts of one design less those of the baseline.
  func accountDifferences(design: Int) -> [OutcomeDifference] {
    accounts.map { difference($0, design) }
  }

  /// For each party for which the design costs something once: when that is paid back.
  func paybacks(design: Int) -> [Payback] {
    table.parties.flatMap { party in
      ["", AccountParty.withStaff].compactMap { suffix in
        payback(design, party.scope, suffix: suffix)
      }
    }
  }

  private func payback(_ design: Int, _ scope: Scope, suffix: String) -> Payback? {
    func place(_ name: String) -> Int? {
      accounts.first {
        table.definitions[$0].key.name == name && table.definitions[$0].key.scope == scope
      }
    }
    guard let once = place("one-off-net-cost"), let yearly = place("annual-net-cost\(suffix)")
    else { return nil }
    func change(_ samples: [[Sample]], _ o: Int) -> Double? {
      guard let a = samples[0][o].value, let b = samples[design][o].value else { return nil }
      return b - a
    }
    /// The part of the one-off cost that a year's saving covers, whose reciprocal is the payback.
    func part(_ samples: [[Sample]]) -> Double? {
      guard let cost = change(samples, once), cost > 0, let more = change(samples, yearly) else {
        return nil
      }
      return -more / cost
    }
    guard let oneOff = results.first.flatMap({ change($0.declared, once) }), oneOff > 0 else {
      return nil
    }
    let run = meanNoise(results.compactMap { part($0.declared) })
    let (interval, kind) = headline(run, drawsInputs ? results.map { part($0.drawn) } : [])
    let isCensored = isCensored(yearly, design) || isCensored(yearly, 0)
    return Payback(
      scope: scope, withStaff: !suffix.isEmpty, oneOff: oneOff,
      savedPerYear: run.estimate.map { $0 * oneOff },
      time: run.estimate.map(PaybackTime.init(savedEachYear:)),
      low: interval.map { PaybackTime(savedEachYear: $0.high) },
      high: interval.map { PaybackTime(savedEachYear: $0.low) }, intervalKind: kind,
      reason: run.estimate == nil
        ? .noCases : isCensored ? .openCases : interval == nil ? .tooFewReplications : nil)
  }
}

extension StudyCompiler {
  /// What the reforms of all designs cost once, in code-point order of reforms and names.
  var oneOffCosts: [ReformCost] {
    scenario.reforms.flatMap { reform -> [ReformCost] in
      let users = designs.filter { $0.reforms.contains { $0.name == reform.name } }
      guard !users.isEmpty else { return [] }
      return reform.oneOff.map {
        ReformCost(reform: reform.name, designs: users.map(\.design.name), cost: $0)
      }
    }
  }
}
