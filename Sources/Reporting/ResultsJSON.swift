internal import ApprovalModel
public import Experiments
internal import Inference

extension StudyResults {
  /// The results as JSON, format 1; `docs/reference/results.md` lists every key.
  ///
  /// Keys stand in a fixed order and numbers print shortest round-trip: equal results are equal bytes.
  public var json: String {
    var members = [JSONValue.Member("designs", .array(designs.map(json)))]
    if !comparisons.isEmpty {
      let isPaired = manifest.numbers == .common
      members.append(
        .init("comparisons", .array(comparisons.map { $0.json(isPaired: isPaired) })))
    }
    if let precision { members.append(.init("precision", precision.json)) }
    if let pilot { members.append(.init("warmUp", pilot.json)) }
    if !frontier.isEmpty {
      members.append(.init("frontier", .array(frontier.map(\.json))))
    }
    members.append(.init("accounts", accountsJSON))
    return json(finding: members)
  }

  /// What every result says of its study, around what was found.
  func json(finding members: [JSONValue.Member]) -> String {
    let head: [JSONValue.Member] = [
      .init("format", .integer(1)), .init("title", json(title)), .init("manifest", manifest.json),
    ]
    let tail: [JSONValue.Member] = [
      .init("notices", .array(notices.map(json))),
      .init("titles", titles.json),
      .init("designTitles", designTitles.json),
      .init("sources", .array(sources.map(\.json))),
    ]
    return JSONValue.object(head + members + tail).text
  }

  private func json(_ text: LocalizedText) -> JSONValue { text.json }

  private func json(_ design: DesignResult) -> JSONValue {
    .object([
      .init("name", .string(design.name)),
      .init("reforms", .array((reformTitles[design.name] ?? []).map(json))),
      .init("cases", .integer(Int64(design.cases))), .init("open", .integer(Int64(design.open))),
      .init("outcomes", .array(design.outcomes.map(\.json))),
      .init("accounts", .array(design.accounts.map(\.json))),
      .init("distributions", .array(design.distributions.map(\.json))),
    ])
  }

  /// How money is counted over years, and what reforms cost once.
  private var accountsJSON: JSONValue {
    let rate = accountRules.discountRate
    let costs = oneOff.map { item -> JSONValue in
      .object([
        .init("reform", .string(item.reform)),
        .init("designs", .array(item.designs.map(JSONValue.string))),
        .init("name", .string(item.cost.name)),
        .init("payer", .string(item.cost.payer)), .init("payee", .string(item.cost.payee)),
        .init("amount", .number(Double(item.cost.amount.value.fen) / 100)),
        .init("grade", .string(item.cost.amount.evidence.grade.rawValue)),
        .init("note", item.cost.amount.evidence.note.map(JSONValue.string) ?? .null),
      ])
    }
    return .object([
      .init("years", .integer(Int64(accountRules.years))),
      .init("discountRate", .optional(rate?.value.value)),
      .init("discountRateGrade", rate.map { .string($0.evidence.grade.rawValue) } ?? .null),
      .init("transfersTo", .array(accountRules.transfersTo.map(JSONValue.string))),
      .init("oneOff", .array(costs)),
    ])
  }
}

extension TimeDistribution {
  /// Quantiles at 2 %, 4 % and so on to 98 %.
  fileprivate var json: JSONValue {
    .object([
      .init("name", .string(name)), .init("unit", .string(OutcomeUnit.workingDays.rawValue)),
      .init("quantiles", .array(quantiles.map(JSONValue.optional))),
    ])
  }
}

extension Payback {
  fileprivate var json: JSONValue {
    .object(
      [
        .init("scope", .string(scope.text)), .init("withStaff", .bool(withStaff)),
        .init("oneOff", .number(oneOff)), .init("savedPerYear", .optional(savedPerYear)),
        .init("years", .optional(time?.years)), .init("never", .bool(time == .never)),
        .init("low", .optional(low?.years)), .init("lowIsNever", .bool(low == .never)),
        .init("high", .optional(high?.years)), .init("highIsNever", .bool(high == .never)),
        .init("confidence", .number(0.95)), .init("intervalKind", .string(intervalKind.rawValue)),
      ] + reasonMember(reason, isIncomplete: time == nil || low == nil))
  }
}

extension PaybackTime {
  /// The years; nil for never.
  var years: Double? { if case .years(let years) = self { years } else { nil } }
}

extension ApplicantChange {
  fileprivate var json: JSONValue {
    .object([
      .init("class", .string(applicantClass)), .init("index", .integer(index)),
      .init("replication", .integer(Int64(replication))), .init("change", .number(change)),
    ])
  }
}

extension PrecisionReached {
  fileprivate var json: JSONValue {
    .object([
      .init("asked", .number(asked)), .init("reached", .optional(reached)),
      .init("replicationsNeeded", .whole(replicationsNeeded)),
    ])
  }
}

extension PilotResults {
  fileprivate var json: JSONValue {
    .object([
      .init("days", .integer(Int64(days))), .init("used", .bool(isUsed)),
      .init("replications", .integer(Int64(replications))),
      .init("firstDay", .string(firstDay.description)),
      .init("designs", .array(designs.map(\.json))),
    ])
  }
}

extension PilotResults.Design {
  fileprivate var json: JSONValue {
    .object([
      .init("name", .string(name)), .init("days", .integer(Int64(days))),
      .init("settled", .bool(isSettled)),
      .init(
        "series",
        .array(series.map { .array([.integer(Int64($0.day)), .number($0.value)]) })),
      .init(
        "curve",
        .array(curve.map { .array([.integer(Int64($0.days)), .number($0.statistic)]) })),
    ])
  }
}

extension FrontierPoint {
  fileprivate var json: JSONValue {
    .object([
      .init("design", .string(design)),
      .init("timeSaved", timeSaved.map(JSONValue.number) ?? .null),
      .init("exposureAdded", exposureAdded.map(JSONValue.number) ?? .null),
      .init("approved", approved.map(JSONValue.number) ?? .null),
      .init("outdoneBy", .array(outdoneBy.map(JSONValue.string))),
    ])
  }
}

extension [Name: LocalizedText] {
  /// The titles by name, in code-point order of the names.
  var json: JSONValue {
    .object(keys.inNameOrder().compactMap { name in self[name].map { .init(name, $0.json) } })
  }
}

extension LocalizedText {
  /// Both texts as JSON.
  package var json: JSONValue { .object([.init("zh", .string(zh)), .init("en", .string(en))]) }
}

extension Manifest {
  fileprivate var json: JSONValue {
    .object([
      .init("version", .string(version)), .init("scenarioDigest", .string(scenarioDigest)),
      .init("planDigest", .string(planDigest)), .init("seed", .unsigned(seed)),
      .init("replications", .integer(Int64(replications))),
      .init("firstDay", .string(firstDay.description)),
      .init(
        "window",
        .object([
          .init("from", .string(window.lowerBound.description)),
          .init("to", .string(window.upperBound.description)),
        ])),
      .init("lastDay", .string(lastDay.description)), .init("baseline", .string(baseline)),
      .init("designs", .array(designs.map(JSONValue.string))),
      .init("switches", .array(switches.map(JSONValue.string))),
      .init("primary", primary?.json ?? .null), .init("deterrence", .bool(deterrence)),
      .init("numbers", .string(numbers.rawValue)),
      .init(
        "warmUp",
        .object([
          .init("days", .integer(Int64(warmUpDays))),
          .init("from", .string(warmUpIsFound ? "auto" : "declared")),
        ])),
      .init("command", .string(command)),
      .init("inputsByGrade", .array(inputsByGrade.map(\.json))),
      .init("assumedWithoutRange", .array(assumedWithoutRange.map(JSONValue.string))),
    ])
  }
}

extension PrimaryOutcome {
  /// The outcome and what makes a difference in it worthwhile.
  var json: JSONValue {
    .object([
      .init("outcome", .string(outcome)), .init("worthwhile", .number(worthwhile)),
      .init("text", .string(worthwhileText)),
    ])
  }
}

extension Manifest.GradeCount {
  fileprivate var json: JSONValue {
    .object([
      .init("grade", .string(grade.rawValue)), .init("count", .integer(Int64(count))),
      .init("unstated", .integer(Int64(unstated))),
    ])
  }
}

/// `low` and `high`, null where there is no interval.
func ends(_ interval: Interval?) -> [JSONValue.Member] {
  [.init("low", .optional(interval?.low)), .init("high", .optional(interval?.high))]
}

/// `reason`, where a number is missing or only a bound.
func reasonMember(_ stated: MissingReason?, isIncomplete: Bool) -> [JSONValue.Member] {
  if let stated { return [.init("reason", .string(stated.rawValue))] }
  return isIncomplete ? [.init("reason", .string("not available"))] : []
}

extension OutcomeKey {
  /// What names an outcome in results.
  var json: [JSONValue.Member] {
    [
      .init("name", .string(name)), .init("scope", .string(scope.text)),
      .init("unit", .string(unit.rawValue)), .init("better", .string(better.word)),
    ]
  }
}

extension Better {
  /// The word in results.
  var word: String {
    switch self {
    case .lower: "lower"
    case .higher: "higher"
    case .neither: "neither"
    }
  }
}

extension OutcomeEstimate {
  fileprivate var json: JSONValue {
    let head = key.json + [.init("estimate", .optional(estimate))] + ends(interval)
    let tail: [JSONValue.Member] = [
      .init("runNoise", .object(ends(runNoise) + [.init("method", .string(method.rawValue))])),
      .init("confidence", .number(0.95)),
      .init("intervalKind", .string(intervalKind.rawValue)),
      .init("method", .string(headlineMethod.rawValue)),
      .init("replications", .integer(Int64(replications))), .init("censored", .bool(isCensored)),
    ]
    let isIncomplete = estimate == nil || interval == nil || runNoise == nil
    return .object(head + tail + reasonMember(reason, isIncomplete: isIncomplete))
  }
}

extension OutcomeDifference {
  fileprivate var json: JSONValue {
    let head =
      key.json + [
        .init("baseline", .optional(baseline)), .init("design", .optional(design)),
        .init("difference", .optional(difference)),
      ] + ends(interval)
    var tail: [JSONValue.Member] = [
      .init("runNoise", .object(ends(runNoise) + [.init("method", .string(method.rawValue))])),
      .init("confidence", .number(0.95)),
      .init("intervalKind", .string(intervalKind.rawValue)),
      .init("method", .string(headlineMethod.rawValue)),
      .init("verdict", .string(verdict.rawValue)),
      .init("replicationsNeeded", .whole(replicationsNeeded)),
    ]
    if let worthwhile {
      tail += [
        .init("worthwhile", .string(worthwhile.rawValue)),
        .init("replicationsForWorthwhile", .whole(replicationsForWorthwhile)),
      ]
    }
    tail += [
      .init("pairingRatio", .optional(pairingRatio)), .init("pValue", .optional(pValue)),
    ]
    if key.isHeadline { tail.append(.init("adjustedPValue", .optional(adjustedPValue))) }
    let isIncomplete =
      baseline == nil || design == nil || difference == nil || interval == nil || runNoise == nil
    return .object(head + tail + reasonMember(reason, isIncomplete: isIncomplete))
  }
}

extension ShareEstimate {
  fileprivate var json: JSONValue {
    .object(
      [.init("share", .optional(share))] + ends(interval)
        + reasonMember(
          interval == nil ? (share == nil ? .noCases : .tooFewReplications) : nil,
          isIncomplete: interval == nil))
  }
}

extension GainLose {
  fileprivate var json: [JSONValue.Member] {
    [.init("gain", gain.json), .init("lose", lose.json), .init("same", same.json)]
  }
}

extension Comparison {
  fileprivate func json(isPaired: Bool) -> JSONValue {
    .object([
      .init("baseline", .string(baseline)), .init("design", .string(design)),
      .init("outcomes", .array(outcomes.map(\.json))),
      .init("applicants", isPaired ? applicants.json : .null),
      .init("timeMovedNotSaved", .bool(timeMovedNotSaved)),
      .init("reachedNobody", .array(reachedNobody.map(JSONValue.string))),
      .init("accounts", .array(accounts.map(\.json))),
      .init("paybacks", .array(paybacks.map(\.json))),
    ])
  }
}

extension ApplicantComparison {
  fileprivate var json: JSONValue {
    let threshold: [JSONValue.Member] = [
      .init("time", .number(timeThreshold)),
      .init("money", .number(Double(moneyThreshold.fen) / 100)),
    ]
    let approved: [JSONValue.Member] = [
      .init("both", approvedInBoth.json), .init("baselineOnly", approvedInBaselineOnly.json),
      .init("designOnly", approvedInDesignOnly.json), .init("neither", approvedInNeither.json),
    ]
    let change =
      [.init("difference", .optional(changeAmongApproved))] + ends(changeAmongApprovedInterval)
      + reasonMember(
        changeAmongApproved == nil
          ? .noCases : changeAmongApprovedInterval == nil ? .tooFewReplications : nil,
        isIncomplete: false)
    let byFirm = firms.map { firms -> JSONValue.Member in
      .init(
        "firms",
        .object(
          [.init("count", .integer(Int64(firms.count)))] + firms.time.json + [
            .init("placebo", .object(firms.placebo.json))
          ]))
    }
    return .object(
      [.init("threshold", .object(threshold))] + time.json + [
        .init("open", open.json), .init("placebo", .object(placebo.json)),
        .init("money", .object(money.json)), .init("approved", .object(approved)),
        .init("changeAmongApproved", .object(change)),
        .init("lostMost", lostMost?.json ?? .null),
        .init("gainedMost", gainedMost?.json ?? .null),
        .init("byClass", .array(groups.filter(\.isClass).map(\.json))),
        .init("byAttribute", .array(groups.filter { !$0.isClass }.map(\.json))),
      ] + [byFirm].compactMap { $0 })
  }
}

extension GroupGainLose {
  fileprivate var isClass: Bool {
    if case .applicantClass = scope { true } else { false }
  }

  fileprivate var json: JSONValue {
    .object(
      [.init("scope", .string(scope.text))] + time.json + [.init("money", .object(money.json))])
  }
}

extension Source {
  var json: JSONValue {
    .object([
      .init("name", .string(name)), .init("title", .string(title)),
      .init("number", number.map(JSONValue.string) ?? .null),
      .init("section", section.map(JSONValue.string) ?? .null),
      .init("status", .object(status.json)),
    ])
  }
}

extension SourceStatus {
  fileprivate var json: [JSONValue.Member] {
    func date(_ date: CivilDate?) -> JSONValue { date.map { .string($0.description) } ?? .null }
    switch self {
    case .inForce(let from, let to, let area):
      return [
        .init("kind", .string("inForce")), .init("from", date(from)), .init("to", date(to)),
        .init("area", area.map(JSONValue.string) ?? .null),
      ]
    case .announced(let day):
      return [.init("kind", .string("announced")), .init("from", date(day))]
    case .pilot(let from, let to, let area):
      return [
        .init("kind", .string("pilot")), .init("from", date(from)), .init("to", date(to)),
        .init("area", area.map(JSONValue.string) ?? .null),
      ]
    case .target(let day): return [.init("kind", .string("target")), .init("by", date(day))]
    case .repealed(let day): return [.init("kind", .string("repealed")), .init("from", date(day))]
    case .undated: return [.init("kind", .string("undated"))]
    }
  }
}
