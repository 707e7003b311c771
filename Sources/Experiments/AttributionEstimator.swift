internal import ApprovalModel
internal import Inference

/// Turns the runs of all coalitions into the division of one outcome's difference.
///
/// Everything found is linear in the values of the coalitions. So one rule gives all intervals: run
/// noise by leaving out each replication in turn, assumptions by the range over the drawn replications.
struct AttributionEstimator {
  let orders: AttributionRun.Orders
  let reforms: [Name]
  let definition: OutcomeDefinition
  /// The outcome's place among the samples.
  let outcome: Int
  /// One row a coalition, one column a replication.
  let rows: [[AttributionRun.Part]]
  let drawsInputs: Bool
  /// The joinings along each sampled order, by player: places of coalitions.
  private let joinings: [[(before: Int, after: Int)]]

  init(
    orders: AttributionRun.Orders, reforms: [Name], definition: OutcomeDefinition, outcome: Int,
    rows: [[AttributionRun.Part]], drawsInputs: Bool
  ) {
    self.orders = orders
    self.reforms = reforms
    self.definition = definition
    self.outcome = outcome
    self.rows = rows
    self.drawsInputs = drawsInputs
    joinings = orders.sampled.map { order in
      var byPlayer = Array(repeating: (before: 0, after: 0), count: reforms.count)
      for joining in orders.precedence.joinings(along: order) {
        byPlayer[joining.player] = (
          orders.places[joining.before] ?? 0, orders.places[joining.after] ?? 0
        )
      }
      return byPlayer
    }
  }

  /// The values of all coalitions.
  struct Worths {
    /// Multiples of the grid.
    var whole: [Int64]
    var grid: Double
    /// All but one replication: one row for each left out.
    var without: [[Double]]
    /// One row for each drawn replication that has something to say in every coalition.
    var drawn: [[Double]]
    /// Whether these are as many as the declared ones.
    var isDrawnInFull: Bool

    /// The values in the outcome's unit, as rounded.
    var all: [Double] { whole.map { Double($0) * grid } }
  }

  /// The finest grid: sums of values below 2³⁸ stay exact.
  private static let finest = 0x1p-24

  var attribution: OutcomeAttribution {
    let samples = spokenSamples
    let values = samples.map { LeaveOneOut(definition.statistic, $0) }
    let isCensored = rows.contains { row in
      row.map(\.declared).isCensored(outcome) || row.compactMap(\.drawn).isCensored(outcome)
    }
    var result = OutcomeAttribution(
      key: definition.key, baseline: values.first??.all, design: values.last??.all, total: nil,
      intervalKind: drawsInputs ? .assumptions : .runNoise, method: .none, contributions: [],
      jointEffect: nil, interactions: [], grid: Self.finest, reason: nil)
    let known = values.compactMap { $0 }
    guard known.count == values.count, let worths = worths(known) else {
      result.reason = missing(samples)
      return result
    }
    result.grid = worths.grid
    divide(worths, into: &result)
    if result.total?.runNoise != nil {
      if case .mean = definition.statistic {
        result.method = .t
      } else {
        result.method = .jackknife
      }
    }
    if isCensored {
      result.reason = .openCases
    } else if result.total?.runNoise == nil {
      result.reason = .tooFewReplications
    }
    return result
  }

  // MARK: Values

  /// The declared samples by coalition; of means only the replications in which every coalition has
  /// something to say, so that differences are those of paired replications.
  private var spokenSamples: [[Sample]] {
    let samples = rows.map { row in row.map { $0.declared.samples[outcome] } }
    guard case .mean = definition.statistic else { return samples }
    let spoken = samples[0].indices.filter { r in samples.allSatisfy { $0[r].value != nil } }
    return samples.map { row in spoken.map { row[$0] } }
  }

  private func missing(_ samples: [[Sample]]) -> MissingReason {
    if samples.allSatisfy({ $0.count == 1 }) { return .tooFewReplications }
    let isReached = samples.joined().contains {
      if case .histogram(let histogram) = $0 { histogram.count > 0 } else { false }
    }
    return isReached ? .notReached : .noCases
  }

  private func worths(_ values: [LeaveOneOut]) -> Worths? {
    guard values.allSatisfy({ $0.all.isFinite }) else { return nil }
    let largest = values.reduce(0) { max($0, abs($1.all)) }
    var grid = Self.finest
    while largest / grid >= 0x1p62 { grid *= 2 }
    let count = values[0].without.count
    var drawn: [[Double]] = []
    if drawsInputs {
      for r in rows[0].indices {
        let row = rows.compactMap { $0[r].drawn.flatMap { value($0.samples[outcome]) } }
        if row.count == rows.count { drawn.append(row) }
      }
    }
    return Worths(
      whole: values.map { Int64(($0.all / grid).rounded(.toNearestOrEven)) }, grid: grid,
      without: (0..<count).map { r in values.map { $0.without[r] } }, drawn: drawn,
      isDrawnInFull: drawn.count >= count)
  }

  private func value(_ sample: Sample) -> Double? {
    guard case .quantile(let quantile, let scale) = definition.statistic,
      case .histogram(let histogram) = sample
    else { return sample.value }
    return quantile.value(of: histogram).map { $0 * scale }
  }

  // MARK: Effects

  /// An effect that is `of` the values of all coalitions.
  private func effect(_ worths: Worths, estimate: Double? = nil, of: ([Double]) -> Double) -> Effect
  {
    effect(
      worths, estimate: estimate ?? of(worths.all), without: worths.without.map(of),
      drawn: worths.drawn.map(of), samplingError: 0)
  }

  private func effect(
    _ worths: Worths, estimate: Double, without: [Double], drawn: [Double], samplingError: Double
  ) -> Effect {
    var noise = jackknifeInterval(all: estimate, without: without, .percent95)
    if samplingError > 0, let own = noise {
      let half = (own.halfWidth * own.halfWidth + samplingError * samplingError).squareRoot()
      noise = Interval(center: estimate, halfWidth: half)
    }
    guard drawsInputs else { return Effect(estimate, interval: noise, runNoise: noise) }
    guard let noise, worths.isDrawnInFull, let range = centralRange(drawn, .percent95) else {
      return Effect(estimate, interval: nil, runNoise: noise)
    }
    return Effect(estimate, interval: range.hull(with: noise), runNoise: noise)
  }

  private func divide(_ worths: Worths, into result: inout OutcomeAttribution) {
    let last = worths.whole.count - 1
    result.baseline = worths.all[0]
    result.design = worths.all[last]
    let total = effect(worths) { $0[last] - $0[0] }
    result.total = total
    let exact = exactMeans(worths.whole)
    let means = worths.without.map(means)
    let drawn = worths.drawn.map(self.means)
    let errors = samplingErrors(worths.all)
    for player in reforms.indices {
      let estimate = exact[player].value * worths.grid
      let (least, greatest) = extremes(player, worths)
      result.contributions.append(
        OutcomeAttribution.Contribution(
          reform: reforms[player],
          effect: effect(
            worths, estimate: estimate, without: means.map { $0[player] },
            drawn: drawn.map { $0[player] }, samplingError: errors[player]),
          sum: exact[player].sum, share: total.isClear ? estimate / total.estimate : nil,
          solo: addition(orders.precedence.soloJoining(of: player), worths).effect,
          last: addition(orders.precedence.lastJoining(of: player), worths).effect, least: least,
          greatest: greatest))
    }
    if reforms.count > 1 {
      let solos = reforms.indices.map { places(orders.precedence.soloJoining(of: $0)) }
      result.jointEffect = effect(worths) { values in
        solos.reduce(values[last] - values[0]) { $0 - (values[$1.after] - values[$1.before]) }
      }
    }
    result.interactions = interactions(worths, result.contributions)
  }

  private func places(_ joining: Joining) -> (before: Int, after: Int) {
    guard let before = orders.places[joining.before], let after = orders.places[joining.after]
    else { preconditionFailure("coalition \(joining.before) or \(joining.after) was not run") }
    return (before, after)
  }

  private func addition(_ joining: Joining, _ worths: Worths) -> OutcomeAttribution.Addition {
    let (before, after) = places(joining)
    return OutcomeAttribution.Addition(
      effect: effect(worths) { $0[after] - $0[before] },
      before: reforms.indices.filter { joining.before >> UInt64($0) & 1 == 1 }.map { reforms[$0] })
  }

  // MARK: Orders

  private func exactMeans(_ worths: [Int64]) -> [OrderMean] {
    if let all = orders.all { return all.shapleyValues(worths) }
    return reforms.indices.map { player in
      let sum = joinings.reduce(Int128(0)) { sum, order in
        sum + Int128(worths[order[player].after]) - Int128(worths[order[player].before])
      }
      return OrderMean(sum: sum, orders: Int128(joinings.count))
    }
  }

  private func means(_ worths: [Double]) -> [Double] {
    if let all = orders.all { return all.shapleyValues(worths) }
    return reforms.indices.map { player in
      joinings.reduce(0.0) { $0 + worths[$1[player].after] - worths[$1[player].before] }
        / Double(joinings.count)
    }
  }

  /// Half the width of the 95 % t interval of the mean over sampled orders; 0 where all count.
  private func samplingErrors(_ worths: [Double]) -> [Double] {
    guard orders.all == nil else { return Array(repeating: 0, count: reforms.count) }
    return reforms.indices.map { player in
      let additions = joinings.map { worths[$0[player].after] - worths[$0[player].before] }
      return meanInterval(additions, .percent95)?.interval.halfWidth ?? 0
    }
  }

  private func extremes(_ player: Int, _ worths: Worths)
    -> (OutcomeAttribution.Addition, OutcomeAttribution.Addition)
  {
    if let all = orders.all {
      let range = all.range(of: player, worths.all)
      return (addition(range.least, worths), addition(range.greatest, worths))
    }
    let values = worths.all
    func size(_ joining: Joining) -> Double {
      let (before, after) = places(joining)
      return values[after] - values[before]
    }
    var least = orders.precedence.soloJoining(of: player)
    var greatest = least
    let others = orders.sampled.flatMap { order in
      orders.precedence.joinings(along: order).filter { $0.player == player }
    }
    for joining in [orders.precedence.lastJoining(of: player)] + others {
      if size(joining) < size(least) { least = joining }
      if size(joining) > size(greatest) { greatest = joining }
    }
    return (addition(least, worths), addition(greatest, worths))
  }

  // MARK: Interactions

  private func interactions(
    _ worths: Worths, _ contributions: [OutcomeAttribution.Contribution]
  ) -> [OutcomeAttribution.Interaction] {
    guard let all = orders.all else { return [] }
    var result: [OutcomeAttribution.Interaction] = []
    for a in reforms.indices {
      for b in reforms.indices.dropFirst(a + 1) {
        guard let exact = all.interaction(a, b, worths.whole) else { continue }
        let effect = effect(worths, estimate: exact.value * worths.grid) {
          all.interaction(a, b, $0) ?? 0
        }
        result.append(
          OutcomeAttribution.Interaction(
            first: reforms[a], second: reforms[b], effect: effect,
            kind: kind(
              effect,
              of: contributions[a].effect.estimate + contributions[b].effect.estimate)))
      }
    }
    return result
  }

  private func kind(_ effect: Effect, of sum: Double) -> OutcomeAttribution.Kind {
    if effect.estimate == 0, effect.interval == Interval(low: 0, high: 0) { return .separate }
    guard effect.isClear, sum != 0 else { return .cannotTell }
    return (effect.estimate < 0) == (sum < 0) ? .complements : .substitutes
  }
}
