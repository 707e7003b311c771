public import ApprovalModel
internal import Inference

/// One design between time saved and risk taken, beside all others of the study.
public struct FrontierPoint: Hashable, Sendable {
  /// The design; the baseline is one of them.
  public var design: Name
  /// How much `need-to-operate-idle` falls below the baseline's, working days; nil: no estimate.
  public var timeSaved: Double?
  /// How much `exposure-days-per-1000` rises above the baseline's; nil: no estimate.
  public var exposureAdded: Double?
  /// The designs that are clearly better in one of the two, by the run noise of the paired difference,
  /// and by their estimate no worse in the other; empty: the design is on the frontier.
  public var outdoneBy: [Name]
}

extension Estimator {
  /// The designs `names` between time and risk, in their order.
  ///
  /// - Complexity: O(n²) in the number of designs.
  func frontier(_ names: [Name]) -> [FrontierPoint] {
    func place(_ name: String) -> Int? {
      table.definitions.firstIndex {
        $0.key.name == name && $0.key.scope == .all && $0.key.unit != .calendarDays
      }
    }
    guard let time = place("need-to-operate-idle"), let risk = place("exposure-days-per-1000")
    else { return [] }
    func difference(_ o: Int, from: Int, to: Int) -> RunNoise {
      differenceNoise(
        table.definitions[o].statistic, results.map { $0.declared[from][o] },
        results.map { $0.declared[to][o] })
    }
    func isOutdone(_ design: Int, by other: Int) -> Bool {
      let gains = [time, risk].map { difference($0, from: design, to: other) }
      return gains.allSatisfy { ($0.estimate ?? 1) <= 0 }
        && gains.contains { ($0.interval?.high ?? 0) < 0 }
    }
    return names.indices.map { d in
      FrontierPoint(
        design: names[d], timeSaved: difference(time, from: d, to: 0).estimate,
        exposureAdded: difference(risk, from: 0, to: d).estimate,
        outdoneBy: names.indices.filter { $0 != d && isOutdone(d, by: $0) }.map { names[$0] })
    }
  }
}
