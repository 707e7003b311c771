internal import ApprovalModel
public import Experiments
internal import Inference

extension AttributionResults {
  /// Format 1; `docs/reference/results.md` lists every key.
  public var json: String {
    let orders: [JSONValue.Member] = [
      .init("count", .integer(Int64(self.orders))), .init("exact", .bool(isExact)),
      .init("coalitions", .integer(Int64(coalitions))),
    ]
    return facts.json(finding: [
      .init("baseline", .string(baseline)), .init("design", .string(design)),
      .init("orders", .object(orders)),
      .init(
        "attribution",
        .array(outcomes.flatMap { outcome in outcome.contributions.map { $0.json(outcome) } })),
      .init("totals", .array(outcomes.map(\.totalJSON))),
      .init(
        "interactions",
        .array(outcomes.flatMap { outcome in outcome.interactions.map { $0.json(outcome) } })),
      .init("waterfall", .array(outcomes.map { $0.waterfall(baseline, design) })),
    ])
  }

  /// One row for each total, contribution, addition and interaction.
  public var csv: String {
    var text = csvRow([
      "kind", "design", "baseline", "reform", "other", "name", "scope", "unit", "better", "value",
      "low", "high", "intervalKind", "runNoiseLow", "runNoiseHigh", "confidence", "share", "before",
      "verdict", "reason",
    ])
    for outcome in outcomes {
      func row(
        _ kind: String, _ effect: Effect?, _ reform: String = "", other: String = "",
        share: Double? = nil, before: [Name]? = nil, verdict: String = ""
      ) {
        text += csvRow(
          [kind, design, baseline, reform, other] + cells(outcome.key) + [number(effect?.estimate)]
            + cells(effect?.interval) + [outcome.intervalKind.rawValue] + cells(effect?.runNoise)
            + ["0.95", number(share), before?.joined(separator: "+") ?? "", verdict]
            + [outcome.reason?.rawValue ?? ""])
      }
      row("total", outcome.total)
      if let joint = outcome.jointEffect { row("joint", joint) }
      for one in outcome.contributions {
        row("contribution", one.effect, one.reform, share: one.share)
        row("solo", one.solo, one.reform)
        row("last", one.last, one.reform)
        row("least", one.least.effect, one.reform, before: one.least.before)
        row("greatest", one.greatest.effect, one.reform, before: one.greatest.before)
      }
      for pair in outcome.interactions {
        row(
          "interaction", pair.effect, pair.first, other: pair.second, verdict: pair.kind.rawValue)
      }
    }
    return text
  }
}

extension Effect {
  /// The estimate with both intervals.
  var json: [JSONValue.Member] {
    [.init("estimate", .number(estimate))] + ends(interval) + [
      .init("runNoise", .object(ends(runNoise)))
    ]
  }
}

extension OutcomeAttribution.Contribution {
  fileprivate func json(_ outcome: OutcomeAttribution) -> JSONValue {
    .object(
      [.init("reform", .string(reform))] + outcome.key.json + effect.json
        + outcome.method(of: effect) + [
          .init("share", .optional(share)),
          // A sum may be longer than the whole numbers that JSON readers keep.
          .init("sum", .string(String(sum))), .init("solo", .object(solo.json)),
          .init("last", .object(last.json)), .init("least", least.json),
          .init("greatest", greatest.json),
        ] + reasonMember(outcome.reason, isIncomplete: effect.interval == nil))
  }
}

extension OutcomeAttribution.Addition {
  fileprivate var json: JSONValue {
    .object(effect.json + [.init("before", .array(before.map(JSONValue.string)))])
  }
}

extension OutcomeAttribution.Interaction {
  fileprivate func json(_ outcome: OutcomeAttribution) -> JSONValue {
    .object(
      [.init("reforms", .array([.string(first), .string(second)]))] + outcome.key.json
        + effect.json + outcome.method(of: effect) + [.init("kind", .string(kind.rawValue))])
  }
}

extension OutcomeAttribution {
  /// How the intervals of an effect were made.
  fileprivate func method(of effect: Effect) -> [JSONValue.Member] {
    let isRange = effect.interval != nil && intervalKind == .assumptions
    return [
      .init("confidence", .number(0.95)), .init("intervalKind", .string(intervalKind.rawValue)),
      .init("method", .string((isRange ? IntervalMethod.range : method).rawValue)),
    ]
  }

  fileprivate var totalJSON: JSONValue {
    var members =
      key.json + [
        .init("baseline", .optional(baseline)), .init("design", .optional(design)),
        .init("difference", .optional(total?.estimate)),
      ] + ends(total?.interval) + [.init("runNoise", .object(ends(total?.runNoise)))]
    if let total { members += method(of: total) }
    members += [
      .init("joint", jointEffect.map { .object($0.json) } ?? .null), .init("grid", .number(grid)),
    ]
    return .object(members + reasonMember(reason, isIncomplete: total?.interval == nil))
  }

  /// Levels from the baseline to the design, one step a reform.
  fileprivate func waterfall(_ baselineName: Name, _ designName: Name) -> JSONValue {
    var level = baseline
    func step(_ name: Name, _ from: Double?, _ to: Double?) -> JSONValue {
      .object([
        .init("name", .string(name)), .init("from", .optional(from)), .init("to", .optional(to)),
      ])
    }
    let parts = contributions.map { one in
      let from = level
      level = from.map { $0 + one.effect.estimate }
      return step(one.reform, from, level)
    }
    return .object(
      key.json + [
        .init(
          "steps",
          .array([step(baselineName, 0, baseline)] + parts + [step(designName, 0, design)]))
      ])
  }
}
