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
  /// The share of the cohort that may operate in the end; nil: no estimate.
  public var approved: Double?
  /// The designs that outdo this one; empty: it is on the frontier.
  ///
  /// They are clearly better in exposure and lose no noticeable time, or better in time, clearly and by
  /// what is noticed, and no worse in exposure; and they approve no fewer applicants, as many as half a
  /// percentage point aside. Clearly is by the run noise of the paired difference, the rest by estimates.
  public var outdoneBy: [Name]
}

extension Estimator {
  /// The designs `names` between time and risk, in their order.
  ///
  /// - Parameters:
  ///   - approved: the share of the cohort that each approves.
  ///   - noticeable: the smallest difference of time that counts, working days.
  /// - Complexity: O(n²) in the number of designs.
  func frontier(_ names: [Name], approved: [Double?], noticeable: Double) -> [FrontierPoint] {
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
      let (days, exposure) = (
        difference(time, from: design, to: other), difference(risk, from: design, to: other)
      )
      guard let later = days.estimate, let riskier = exposure.estimate,
        let mine = approved[design], let others = approved[other], others >= mine - 0.005
      else { return false }
      func isClear(_ noise: RunNoise) -> Bool { (noise.interval?.high ?? 0) < 0 }
      return (isClear(exposure) && later < noticeable)
        || (isClear(days) && later <= -noticeable && riskier <= 0)
    }
    return names.indices.map { d in
      FrontierPoint(
        design: names[d], timeSaved: difference(time, from: d, to: 0).estimate,
        exposureAdded: difference(risk, from: 0, to: d).estimate, approved: approved[d],
        outdoneBy: names.indices.filter { $0 != d && isOutdone(d, by: $0) }.map { names[$0] })
    }
  }
}
