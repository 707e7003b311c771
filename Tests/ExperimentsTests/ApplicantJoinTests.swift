import ApprovalModel
import Inference
import Kernel
import ScenarioFiles
import Simulation
import Testing

@testable import Experiments

/// Fixed times and no queues: low-risk firms are spared 3 of 8 days, high-risk ones get 4 more, the
/// third of middle risk are left alone.
private func fixed(study: String = "") -> String {
  head(study: study)
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 20}
        attributes: {risk: {high: 20%, low: 50%, middle: 30%}}
      shop:
        arrivals: {perCalendarDay: 10}
        attributes: {risk: {high: 0%, low: 100%, middle: 0%}}
    offices:
      permits: {staff: 1000}
    matters:
      licence: {office: permits, activities: [{publicity: {wait: 5 working days}}], fee: 300 yuan}
      seal: {after: [licence], office: permits, activities: [{publicity: {wait: 3 working days}}], fee: 150 yuan}
    reforms:
      spare: {for: {risk: low}, changes: [{cancel: seal}]}
      watch:
        for: {risk: high}
        changes: [{add: visit, before: [licence], matter: {office: permits, activities: [{visit: {wait: 4 working days}}], fee: 100 yuan}}]
    designs:
      before: []
      tiered: [spare, watch]
    """
}

/// Defects, chances and exponential times, but nobody waits for anybody.
private let chances =
  head()
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 30}
        attributes: {willing: 60%}
        defects: {licence: {curable: 10%, serious: 10%}}
    offices:
      permits: {staff: 1000}
    matters:
      licence:
        office: permits
        prepare: {exponential: {mean: 5 working days}}
        completeness: {work: 1 hours, correction: {chance: 40%, rounds: 3, takes: {exponential: {mean: 3 working days}}}}
        review: {work: {exponential: {mean: 2 working days}}, catches: 80%, falseAlarm: 5%}
    reforms:
      commitment:
        for: {willing: yes}
        changes:
          - commit: licence
            form: permit
            claims: met
            followUp: {office: permits, work: 1 hours, visit: yes, after: 30 calendar days, rate: 50%, detects: 90%}
    designs:
      before: []
      commitment: [commitment]
    """

/// The runs of one replication: baseline, design, placebo of the design.
private func runs(_ scenario: Scenario, _ replication: UInt64 = 0) throws -> (
  run: StudyRun, baseline: RunRecord, design: RunRecord, placebo: RunRecord
) {
  let run = try StudyRun(StudyRequest(scenario: scenario))
  func record(_ design: Int, placeboOf: Int? = nil) throws -> RunRecord {
    try run.compiler.run(
      try run.compiler.plan(design: design, world: .declared, placeboOf: placeboOf),
      design: design, world: .declared, seed: run.seed, replication: replication)
  }
  return (run, try record(0), try record(1), try record(0, placeboOf: 1))
}

@Suite struct `Gains and losses` {
  /// Shares by hand: of the firms 50 % gain, 20 % lose; all shops gain; two firms for one shop.
  @Test func `are counted per applicant`() async throws {
    let results = try await study(try scenario(fixed()), replications: 20)
    let applicants = try results.comparison("tiered").applicants
    #expect(applicants.approvedInBoth.share == 1)
    #expect(try #require(applicants.time.gain.interval).contains(2.0 / 3))
    #expect(try #require(applicants.time.lose.interval).contains(2.0 / 15))
    #expect(try #require(applicants.time.same.interval).contains(0.2))
    #expect(applicants.placebo.same.share == 1)
    // −3 × 2/3 + 4 × 2/15.
    #expect(try #require(applicants.changeAmongApprovedInterval).contains(-22.0 / 15))
  }

  @Test func `of a group are those of its members`() async throws {
    let results = try await study(try scenario(fixed()), replications: 20)
    let groups = try results.comparison("tiered").applicants.groups
    func group(_ scope: Scope) throws -> GainLose {
      try #require(groups.first { $0.scope == scope }).time
    }
    #expect(try group(.attribute("risk", category: "low")).gain.share == 1)
    #expect(try group(.attribute("risk", category: "high")).lose.share == 1)
    #expect(try group(.attribute("risk", category: "middle")).same.share == 1)
    #expect(try group(.applicantClass("shop")).gain.share == 1)
    // The seal costs 150 yuan, the visit 100: as much as is noticed.
    func money(_ scope: Scope) throws -> GainLose {
      try #require(groups.first { $0.scope == scope }).money
    }
    #expect(try money(.attribute("risk", category: "low")).gain.share == 1)
    #expect(try money(.attribute("risk", category: "high")).lose.share == 1)
    #expect(try money(.attribute("risk", category: "middle")).same.share == 1)
    #expect(try money(.applicantClass("shop")).gain.share == 1)
    // 12,400 firms: ± 4 standard errors of a share of one half.
    #expect(abs(try #require(try group(.applicantClass("firm")).gain.share) - 0.5) < 0.018)
  }

  /// Three days less count from a threshold of three days down; four days more from four.
  @Test(
    arguments: [
      ("3 working days", true, true), ("3.5 working days", false, true),
      ("4 working days", false, true), ("4.5 working days", false, false),
    ])
  func `begin at the noticeable time, that length included`(
    time: String, gains: Bool, loses: Bool
  ) async throws {
    let text = fixed(study: "noticeable: {time: \(time), money: 100 yuan}")
    let results = try await study(try scenario(text), replications: 2)
    let found = try results.comparison("tiered").applicants.time
    #expect((try #require(found.gain.share) > 0) == gains)
    #expect((try #require(found.lose.share) > 0) == loses)
    let all = [found.gain.share, found.lose.share, found.same.share].compactMap(\.self)
    #expect(abs(all.reduce(0, +) - 1) < 1e-12)
  }

  /// The seal's 150 yuan saved, the visit's 100 yuan more.
  @Test(arguments: [
    ("100 yuan", true, true), ("120 yuan", true, false), ("151 yuan", false, false),
  ])
  func `of money begin at the noticeable money`(money: String, gains: Bool, loses: Bool)
    async throws
  {
    let text = fixed(study: "noticeable: {time: 1 working days, money: \(money)}")
    let found = try await study(try scenario(text), replications: 2)
      .comparison("tiered").applicants.money
    #expect((try #require(found.gain.share) > 0) == gains)
    #expect((try #require(found.lose.share) > 0) == loses)
  }

  @Test func `of the groups add up to the whole`() throws {
    let (run, baseline, design, _) = try runs(try scenario(fixed()))
    let counts = run.table.join(baseline, design, timeThreshold: 1, moneyThreshold: 100_00)
    var (byClass, byRisk) = (GainLoseCounts(), GainLoseCounts())
    for (scope, group) in zip(run.table.groupScopes, counts.groups) {
      if case .applicantClass = scope { byClass.add(group) } else { byRisk.add(group) }
    }
    #expect(counts.time.total == counts.both)
    for sum in [byClass, byRisk] {
      #expect(sum.gain == counts.time.gain)
      #expect(sum.lose == counts.time.lose)
      #expect(sum.same == counts.time.same)
    }
  }
}

extension GainLoseCounts {
  fileprivate mutating func add(_ other: GainLoseCounts) {
    gain += other.gain
    lose += other.lose
    same += other.same
  }
}

@Suite struct `The endings in both worlds` {
  @Test func `are a two-by-two table of the whole cohort`() throws {
    let (run, baseline, design, _) = try runs(try scenario(chances))
    let counts = run.table.join(baseline, design, timeThreshold: 1, moneyThreshold: 100_00)
    #expect(counts.cohort == Double(baseline.cohortCount))
    #expect(
      counts.both + counts.baselineOnly + counts.designOnly + counts.neither + counts.open
        == counts.cohort)
    // Counted again from the records, row by row.
    let ending = RecordLayout.Field.ending.rawValue
    let operating = Int64(Ending.operating.rawValue)
    var table = [0.0, 0, 0, 0]
    for first in stride(from: 0, to: baseline.rows[0].count, by: baseline.layout.stride) {
      let before = baseline.rows[0][first + ending] == operating
      let after = design.rows[0][first + ending] == operating
      table[(before ? 0 : 2) + (after ? 0 : 1)] += 1
    }
    #expect(table == [counts.both, counts.baselineOnly, counts.designOnly, counts.neither])
  }

  /// Refused before: 10 % serious × 80 % caught, and 80 % compliant × 5 % flagged: 12 %.
  ///
  /// Committed
  /// applicants (60 %) are all granted; nobody loses the permit before operating.
  @Test func `are changed as often as the chances say`() async throws {
    let results = try await study(try scenario(chances), replications: 40)
    let found = try results.comparison("commitment").applicants
    #expect(found.approvedInBaselineOnly.share == 0)
    #expect(try #require(found.approvedInDesignOnly.interval).contains(0.12 * 0.6))
    #expect(try #require(found.approvedInNeither.interval).contains(0.12 * 0.4))
    #expect(try #require(found.approvedInBoth.interval).contains(0.88))
    #expect(found.open.share == 0)
  }
}

@Suite struct `The placebo` {
  /// Without queues nobody meets anybody: the 40 % whom the design does not reach keep their rows.
  @Test func `leaves those whom the design does not reach exactly as they were`() throws {
    let (_, baseline, design, placebo) = try runs(try scenario(chances))
    let layout = baseline.layout
    var (left, drawnAgain) = (0, 0)
    for first in stride(from: 0, to: baseline.rows[0].count, by: layout.stride) {
      let row = first..<first + layout.stride
      let isReached = design.rows[0][first + RecordLayout.Field.reach.rawValue] != 0
      // Category 0 is `no`, 1 is `yes`, in code-point order.
      #expect(isReached == (baseline.rows[0][first + layout.firstAttribute] == 1))
      if isReached {
        drawnAgain += baseline.rows[0][row] == placebo.rows[0][row] ? 0 : 1
      } else {
        #expect(baseline.rows[0][row] == placebo.rows[0][row])
        left += 1
      }
    }
    #expect(left > 100)
    #expect(drawnAgain > 100)
  }

  /// Arrivals, attributes and defects are the applicant's own, not luck.
  @Test func `leaves arrivals, attributes and defects of all as they were`() throws {
    let (_, baseline, _, placebo) = try runs(try scenario(chances))
    let layout = baseline.layout
    let kept =
      [RecordLayout.Field.index, .arrival, .defects].map(\.rawValue)
      + [layout.firstAttribute]
    for first in stride(from: 0, to: baseline.rows[0].count, by: layout.stride) {
      for field in kept {
        #expect(baseline.rows[0][first + field] == placebo.rows[0][first + field])
      }
    }
  }

  /// Luck alone: as many gain as lose, and the mean does not move.
  @Test func `gives as many gains as losses`() async throws {
    let results = try await study(try scenario(chances), replications: 40)
    let found = try results.comparison("commitment").applicants.placebo
    let gain = try #require(found.gain.interval)
    let lose = try #require(found.lose.interval)
    #expect(try #require(found.gain.share) > 0.1)
    #expect(gain.low <= lose.high && lose.low <= gain.high)
  }
}

@Suite struct `Outcomes by group` {
  /// Numerators and denominators of the groups are sums over disjoint parts of the cohort.
  @Test func `add up to those of all`() throws {
    let (run, baseline, _, _) = try runs(try scenario(fixed()))
    let plan = try run.compiler.plan(design: 0, world: .declared)
    let samples = run.table.samples(run.table.reading(baseline, plan.plan))
    for name in [
      "need-to-operate-idle", "need-to-operate", "official-time", "exposure-days-per-1000",
    ] {
      var sums: [String: (Double, Double)] = [:]
      for (definition, sample) in zip(run.table.definitions, samples)
      where definition.key.name == name && definition.key.unit != .calendarDays {
        guard case .ratio(let numerator, let denominator) = sample else { continue }
        let kind: String
        switch definition.key.scope {
        case .all: kind = "all"
        case .applicantClass: kind = "class"
        case .attribute: kind = "risk"
        default: continue
        }
        let sum = sums[kind] ?? (0, 0)
        sums[kind] = (sum.0 + numerator, sum.1 + denominator)
      }
      let all = try #require(sums["all"])
      #expect(all.1 == Double(baseline.cohortCount))
      for kind in ["class", "risk"] {
        let sum = try #require(sums[kind])
        #expect(sum.1 == all.1)
        #expect(abs(sum.0 - all.0) < 1e-6)
      }
    }
  }
}
