import Inference

@testable import ApprovalModel
@testable import Experiments

/// Results made by hand, with one of everything that a report must know how to say.
enum SampleResults {
  /// Three designs compared: one that saves, one that cannot tell, one that moves time.
  static var compared: StudyResults {
    results(
      designs: [before, commitment, parallel, limits],
      comparisons: [
        comparison("commitment", commitmentDifferences, worthwhile: .yes),
        comparison("parallel", parallelDifferences, worthwhile: .cannotTell),
        comparison("limits", limitsDifferences, worthwhile: .no, timeMovedNotSaved: true),
      ])
  }

  /// Two designs side by side, nothing compared.
  static var run: StudyResults { results(designs: [before, commitment], comparisons: []) }

  private static func results(designs: [DesignResult], comparisons: [Comparison]) -> StudyResults {
    StudyResults(
      title: LocalizedText(zh: "一个许可事项", en: "One licence"), manifest: manifest,
      reformTitles: [
        "before": [],
        "commitment": [
          LocalizedText(zh: "告知承诺", en: "Notification and commitment"),
          LocalizedText(zh: "并联审批", en: "Side by side"),
        ],
        "parallel": [LocalizedText(zh: "并联审批", en: "Side by side")],
        "limits": [LocalizedText(zh: "压缩时限", en: "Shorter limits")],
      ],
      // One design has no title: it is called by its name.
      designTitles: [
        "before": LocalizedText(zh: "改革前", en: "before"),
        "commitment": LocalizedText(zh: "告知承诺", en: "commitment"),
        "parallel": LocalizedText(zh: "并联审批", en: "parallel"),
      ],
      designs: designs, comparisons: comparisons,
      frontier: comparisons.isEmpty
        ? []
        : [
          FrontierPoint(
            design: "before", timeSaved: 0, exposureAdded: 0, approved: 1, outdoneBy: ["parallel"]),
          FrontierPoint(
            design: "commitment", timeSaved: 5.3, exposureAdded: 9060.4, outdoneBy: []),
          FrontierPoint(
            design: "parallel", timeSaved: 1.2, exposureAdded: nil,
            outdoneBy: ["commitment", "limits"]),
          FrontierPoint(
            design: "limits", timeSaved: nil, exposureAdded: -12,
            outdoneBy: ["before", "commitment", "parallel"]),
        ],
      accountRules: accountRules,
      oneOff: [
        ReformCost(
          reform: "commitment", designs: ["commitment"],
          cost: OneOffCost(
            name: "training",
            amount: Input(
              Money(fen: 60_000_00), path: "reforms.commitment.oneOff.training.amount",
              evidence: Evidence(grade: .d, note: "assumed")), payer: "government"))
      ],
      notices: [LocalizedText(zh: "改革“x”没有适用的申请人", en: "reform 'x' reaches nobody")],
      titles: [
        "permits": LocalizedText(zh: "审批科", en: "Permits office"),
        "licence": LocalizedText(zh: "许可", en: "Licence"),
      ],
      sources: [
        Source(
          name: "rule", title: "示例办法", number: "第1号", section: "第十条",
          status: .inForce(from: day("2021-10-01"), to: nil, area: nil)),
        Source(
          name: "rule-again", title: "示例办法", number: "第1号", section: "第十二条",
          status: .inForce(from: day("2021-10-01"), to: nil, area: nil)),
        Source(name: "aim", title: "示例方案", status: .target(by: day("2025-12-31"))),
      ])
  }

  private static var accountRules: AccountRules {
    var rules = AccountRules()
    rules.discountRate = Input(Probability(clamping: 0.07), path: "study.accounts.discountRate")
    return rules
  }

  private static func day(_ text: String) -> CivilDate {
    CivilDate(iso: text) ?? CivilDate(dayNumber: 0)
  }

  private static var manifest: Manifest {
    Manifest(
      version: "0.1.0", scenarioDigest: "00000000000000aa", planDigest: "00000000000000bb",
      seed: 2019, replications: 40, firstDay: day("2024-01-01"),
      window: day("2024-03-01")...day("2024-06-30"), lastDay: day("2025-06-30"),
      baseline: "before", designs: ["before", "commitment", "parallel", "limits"],
      switches: ["lean"],
      primary: PrimaryOutcome(
        outcome: "need-to-operate-idle", worthwhile: 2, worthwhileText: "2 working days"),
      command: "reformlab compare FILE --switch lean",
      inputsByGrade: [
        Manifest.GradeCount(grade: .a, count: 1, unstated: 0),
        Manifest.GradeCount(grade: .c, count: 3, unstated: 0),
        Manifest.GradeCount(grade: .d, count: 40, unstated: 5),
      ],
      assumedWithoutRange: ["matters.licence.materials"])
  }

  // MARK: Outcomes

  private static let idle = OutcomeKey(
    "need-to-operate-idle", .all, .workingDays, better: .lower, isHeadline: true)
  private static let need = OutcomeKey(
    "need-to-operate", .all, .workingDays, better: .lower, isHeadline: true)
  private static let official = OutcomeKey(
    "official-time", .all, .workingDays, better: .lower, isHeadline: true)
  private static let cost = OutcomeKey(
    "cost", .payer("applicant"), .yuan, better: .lower, isHeadline: true)
  private static let exposure = OutcomeKey(
    "exposure-days-per-1000", .all, .daysPer1000, better: .lower, isHeadline: true)
  private static let p90 = OutcomeKey(
    "need-to-operate-p90", .all, .workingDays, better: .lower)
  private static let trips = OutcomeKey("trips", .all, .perCase, better: .lower)
  private static let late = OutcomeKey(
    "defects-found-late-per-1000", .all, .per1000, better: .neither)
  private static let fines = OutcomeKey(
    "cost-fines", .payer("applicant→government"), .yuan, better: .lower)
  private static let queue = OutcomeKey("elapsed", .holder("queue"), .workingDays, better: .lower)
  private static let permits = OutcomeKey(
    "utilization", .office("permits"), .share, better: .neither)
  private static let risk = OutcomeKey(
    "need-to-operate-idle", .attribute("risk", category: "low"), .workingDays, better: .lower)
  private static let limit = OutcomeKey(
    "official-time-within-limit", .matter("licence"), .share, better: .higher)

  private static func estimate(
    _ key: OutcomeKey, _ value: Double?, _ low: Double, _ high: Double,
    method: IntervalMethod = .t, reason: MissingReason? = nil
  ) -> OutcomeEstimate {
    let interval = value == nil ? nil : Interval(low: low, high: high)
    return OutcomeEstimate(
      key: key, estimate: value, interval: interval, runNoise: interval,
      intervalKind: .assumptions, method: value == nil ? .none : method, replications: 40,
      isCensored: reason == .openCases, reason: reason)
  }

  private static var before: DesignResult {
    DesignResult(
      name: "before", cases: 39_978, open: 7,
      outcomes: [
        estimate(idle, 32.248, 20.48, 48.89), estimate(need, 110.34, 101.2, 131.26),
        estimate(official, 5.04, 4.4, 7.2), estimate(cost, 141_442.29, 57_445, 483_282.18),
        estimate(exposure, 4219.92, 1325.6, 9148.5),
        estimate(p90, nil, 0, 0, reason: .notReached), estimate(trips, 2.004, 1.9, 2.1),
        estimate(late, 0, 0, 0), estimate(fines, 0, 0, 0), estimate(queue, 1.25, 0.5, 3),
        estimate(permits, 0.7653, 0.6, 0.91, method: .jackknife), estimate(risk, 32, 20, 48),
        estimate(limit, 0.985, 0.95, 0.999, method: .jackknife),
      ])
  }

  private static var commitment: DesignResult {
    var design = before
    design.name = "commitment"
    design.open = 412
    design.outcomes[0] = estimate(idle, 26.96, 18.1, 40.2, reason: .openCases)
    return design
  }

  // MARK: Cost accounts

  private static let report = OutcomeKey(
    "annual-administrative-cost", .matter("licence"), .yuanPerYear, better: .lower)
  private static let price = OutcomeKey(
    "administrative-cost", .matter("licence"), .yuan, better: .lower)
  private static let fee = OutcomeKey(
    "annual-cost-payments", .payer("applicant→government"), .yuanPerYear, better: .lower)
  private static let society = OutcomeKey(
    "annual-net-cost", .society, .yuanPerYear, better: .lower)
  private static let posts = OutcomeKey(
    "annual-net-cost-with-staff", .payer("government"), .yuanPerYear, better: .lower)
  private static let hours = OutcomeKey(
    "annual-staff-hours", .all, .hoursPerYear, better: .neither)
  private static let once = OutcomeKey(
    "one-off-cost", .payer("government"), .yuanInAll, better: .lower)
  private static let worth = OutcomeKey("present-value", .society, .yuanInAll, better: .lower)
  private static let applications = OutcomeKey(
    "applications-per-year", .all, .perYear, better: .neither)

  private static var accounts: [OutcomeDifference] {
    [
      difference(applications, 2990, 2990, 0, 0, .same),
      difference(price, 1440, 1449, 2, 37, .worse),
      difference(report, 4_293_549, 4_319_183, 6_994, 111_780, .worse),
      difference(fee, 1_196_000, 0, -1_196_000, -1_196_000, .better),
      difference(hours, 9_700, 6_882, -4_972, -715, .lower),
      difference(once, 0, 60_000, 26_299, 146_127, .worse),
      difference(society, 422_625_563, 355_882_743, -223_200_338, -21_161_695, .better),
      difference(posts, 1_077_511, 740_336, -574_249, 23_138, .cannotTell),
      difference(worth, 2_968_345_102, 2_499_631_463, -1_656_789_483, -145_602_492, .better),
    ]
  }

  private static func payback(
    _ scope: Scope, _ saved: Double, _ low: PaybackTime, _ high: PaybackTime,
    withStaff: Bool = false
  ) -> Payback {
    Payback(
      scope: scope, withStaff: withStaff, oneOff: 60_000, savedPerYear: saved,
      time: PaybackTime(savedEachYear: saved / 60_000), low: low, high: high,
      intervalKind: .assumptions)
  }

  private static var paybacks: [Payback] {
    [
      payback(.payer("government"), 0, .never, .never),
      payback(.payer("government"), 337_175, .years(0.07), .never, withStaff: true),
      payback(.society, 66_742_820, .years(0.0001), .years(0.0031)),
    ]
  }

  private static var parallel: DesignResult {
    var design = before
    design.name = "parallel"
    return design
  }

  private static var limits: DesignResult {
    var design = before
    design.name = "limits"
    return design
  }

  // MARK: Differences

  private static func difference(
    _ key: OutcomeKey, _ from: Double?, _ to: Double?, _ low: Double, _ high: Double,
    _ verdict: Verdict, needed: Int? = nil, reason: MissingReason? = nil
  ) -> OutcomeDifference {
    var difference: Double?
    if let from, let to { difference = to - from }
    let interval = difference == nil ? nil : Interval(low: low, high: high)
    var outcome = OutcomeDifference(
      key: key, baseline: from, design: to, difference: difference, interval: interval,
      runNoise: interval, intervalKind: .assumptions, method: interval == nil ? .none : .t,
      verdict: verdict, replicationsNeeded: needed, worthwhile: nil, reason: reason)
    if let interval, interval.halfWidth > 0 {
      outcome.pairingRatio = 0.0625
      outcome.pValue = verdict.isClear ? 0.001 : 0.2
      if key.isHeadline { outcome.adjustedPValue = key == official ? 0.08 : 0.01 }
    }
    return outcome
  }

  private static var commitmentDifferences: [OutcomeDifference] {
    [
      difference(idle, 32.25, 26.95, -11.4, -2.4, .better),
      difference(need, 110.34, 105.04, -11.5, -2.5, .better),
      difference(official, 5.04, 4.03, -1.6, -0.4, .better),
      difference(cost, 141_442.29, 119_177, -90_153, -6287, .better),
      difference(exposure, 4219.92, 13_288.3, 3084.4, 19_257.6, .worse),
      difference(p90, nil, 160, 0, 0, .cannotTell, reason: .notReached),
      difference(trips, 2, 1.998, -0.004, -0.0004, .better),
      difference(late, 0, 23.3, 9.1, 42.5, .higher),
      difference(fines, 0, 12, 3, 30, .worse),
      difference(queue, 1.25, 0.75, -0.9, -0.1, .better),
      difference(permits, 0.7653, 0.2031, -0.777, -0.328, .lower),
      difference(risk, 32, 26.4, -12.7, -2.5, .better),
      difference(limit, 0.985, 0.984, -0.01, 0.008, .cannotTell, needed: 1200),
    ]
  }

  private static var parallelDifferences: [OutcomeDifference] {
    [
      difference(idle, 32.25, 31.95, -1.4, 0.9, .cannotTell, needed: 640),
      difference(need, 110.34, 110.34, 0, 0, .same),
      difference(official, 5.04, 5.24, 0.1, 0.4, .worse),
      difference(cost, 141_442.29, 141_000, -2000, 1200, .cannotTell, needed: 310),
      difference(exposure, 4219.92, 4219.92, 0, 0, .same),
      difference(trips, 2, 2, 0, 0, .same),
    ]
  }

  private static var limitsDifferences: [OutcomeDifference] {
    [
      difference(idle, 32.25, 33.25, 0.4, 1.6, .worse),
      difference(need, 110.34, 111.34, -0.2, 2.1, .cannotTell, reason: .openCases),
      difference(official, 5.04, 4.04, -1.3, -0.7, .better),
      difference(cost, 141_442.29, 143_000, 700, 2200, .worse),
      difference(exposure, 4219.92, 4219.92, 0, 0, .same),
    ]
  }

  private static func share(_ value: Double) -> ShareEstimate {
    ShareEstimate(
      share: value, interval: Interval(low: max(0, value - 0.005), high: min(1, value + 0.005)))
  }

  private static func gains(_ gain: Double, _ lose: Double) -> GainLose {
    GainLose(gain: share(gain), lose: share(lose), same: share(1 - gain - lose))
  }

  private static func comparison(
    _ design: Name, _ outcomes: [OutcomeDifference], worthwhile: Worthwhile,
    timeMovedNotSaved: Bool = false
  ) -> Comparison {
    var outcomes = outcomes
    outcomes[0].worthwhile = worthwhile
    if worthwhile == .cannotTell { outcomes[0].replicationsForWorthwhile = 90 }
    return Comparison(
      baseline: "before", design: design, outcomes: outcomes,
      applicants: ApplicantComparison(
        timeThreshold: 1, moneyThreshold: Money(fen: 100_00), time: gains(0.656, 0.001),
        placebo: gains(0.204, 0.207), money: gains(0.794, 0.031), open: share(0.0105),
        approvedInBoth: share(0.98), approvedInBaselineOnly: share(0.006),
        approvedInDesignOnly: share(0.01), approvedInNeither: share(0.004),
        changeAmongApproved: -5.291,
        changeAmongApprovedInterval: Interval(low: -5.367, high: -5.215),
        lostMost: design == "commitment"
          ? ApplicantChange(applicantClass: "firm", index: 1337, replication: 3, change: 4.25)
          : nil,
        groups: [
          GroupGainLose(
            scope: .attribute("risk", category: "low"), time: gains(0.712, 0.0013),
            money: gains(0.81, 0.02))
        ],
        firms: design == "commitment"
          ? FirmComparison(count: 16_000, time: gains(0.731, 0), placebo: gains(0.181, 0.18)) : nil),
      timeMovedNotSaved: timeMovedNotSaved, reachedNobody: design == "limits" ? ["x"] : [],
      accounts: design == "commitment" ? accounts : [],
      paybacks: design == "commitment" ? paybacks : [])
  }
}
