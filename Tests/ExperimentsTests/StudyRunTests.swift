import ApprovalModel
import Inference
import ScenarioFiles
import Simulation
import Testing

@testable import Experiments

/// A queue in front of two people, some of whom are spared by `quick`; quick to simulate.
private let queueing =
  head(
    followFor: "1 year",
    study: """
      warmUp: 10 calendar days
      primary: {outcome: need-to-operate-idle, worthwhile: 1 working days}
      """)
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 4, grade: D, range: [3, 4.5]}
        attributes:
          risk: {low: 70%, high: 30%, grade: D, range: [0.8x, 1.2x]}
    offices:
      permits: {staff: 3}
    matters:
      licence:
        office: permits
        prepare: {exponential: {mean: 2 working days}, grade: D, range: [0.5x, 2x]}
        review: {work: {exponential: {mean: 12 hours}}, grade: D, range: [0.8x, 1.1x]}
      seal:
        after: [licence]
        office: permits
        review: {work: 2 hours}
    reforms:
      quick:
        for: {risk: low}
        changes: [{cancel: seal}]
    designs:
      before: []
      quick: [quick]
    """

/// What replications do one by one: the job that a study spreads over its threads.
private func job(_ scenario: Scenario) throws -> ReplicationJob {
  let run = try StudyRun(StudyRequest(scenario: scenario))
  let plans = try run.compiler.designs.indices.map {
    try run.compiler.plan(design: $0, world: .declared)
  }
  return ReplicationJob(
    compiler: run.compiler, table: run.table, seed: run.seed, world: run.world,
    chosen: ChosenInputs(), drawsInputs: true, compares: false, plans: plans, placebos: [],
    placeboOf: plans.map { _ in nil })
}

@Suite struct `Running a study` {
  // One person, two places, four hours: of eight, four find two there. One of two guests loses
  // patience in the queue. Ten came in all.
  @Test func `shares out those who were turned away and those who went`() async throws {
    let text = """
      applicants:
        firm:
          arrivals:
            list: [2024-01-01 01:00, 2024-01-01 02:00, 2024-01-01 03:00, 2024-01-01 05:00, 2024-01-01 06:00,
                   2024-01-01 06:00, 2024-01-01 09:00, 2024-01-01 09:00]
        guest:
          arrivals: {list: [2024-01-01 01:00, 2024-01-01 01:30]}
          patience: 3 hours
      offices: {desk: {staff: 1, places: 2}, other: {staff: 1}}
      matters:
        permit: {office: desk, when: {class: firm}, review: {work: 4 hours}}
        pass: {office: other, when: {class: guest}, review: {work: 5 hours}}
      designs: {before: []}
      """
    let results = try await study(try scenario(head() + text), replications: 2)
    #expect(try results.estimate("turned-away-share", of: "before").estimate == 0.4)
    #expect(try results.estimate("withdrawn-share", of: "before").estimate == 0.1)
    #expect(
      try results.estimate("withdrawn-share", .matter("pass"), of: "before").estimate == 0.5)
  }

  // Of three applications of one firm the first is granted at 2, which blocks the bid of the second; a
  // person has no firm. One check of four is made.
  @Test func `counts who is listed, blocked and spared`() async throws {
    let text = """
      creditLists:
        busy: {entry: [{on: granted, matters: [permit]}], stay: 5 hours, exit: automatic, blocks: [bid]}
      applicants:
        firm:
          arrivals: {list: [2024-01-01 01:00, 2024-01-01 03:00, 2024-01-01 12:00]}
          firms: 1
        person: {arrivals: {list: [2024-01-01 03:00]}}
      offices: {desk: {staff: 9}}
      matters:
        permit: {office: desk, review: {work: 1 hours}}
        bid: {office: desk, review: {work: 9 hours}}
      reforms:
        check:
          changes:
            - inspect: permit
              office: desk
              work: 1 hours
              rate: 100%
              detects: 100%
              atMost: {visits: 1, per: 1 year, of: office}
      designs: {before: [], after: [check]}
      """
    let results = try await study(try scenario(head() + text), replications: 2)
    #expect(try results.estimate("listed-share", of: "before").estimate == 0.25)
    #expect(try results.estimate("blocked-share", of: "before").estimate == 0.25)
    #expect(try results.estimate("checks-spared-per-1000", of: "before").estimate == 0)
    #expect(try results.estimate("checks-spared-per-1000", of: "after").estimate == 500)
    #expect(try results.estimate("inspections-per-1000", of: "after").estimate == 250)
  }

  @Test func `gives the same bytes for one thread and for two`() async throws {
    let one = try await study(try scenario(named: "one-licence.yaml"), replications: 4, threads: 1)
    let two = try await study(try scenario(named: "one-licence.yaml"), replications: 4, threads: 2)
    #expect(one == two)
    #expect(String(reflecting: one.designs) == String(reflecting: two.designs))
    #expect(String(reflecting: one.comparisons) == String(reflecting: two.comparisons))
    #expect(String(reflecting: one.manifest) == String(reflecting: two.manifest))
  }

  @Test func `gives the same bytes for any number of threads, also more than replications`()
    async throws
  {
    let scenario = try scenario(queueing)
    let one = try await study(scenario, replications: 5, threads: 1)
    for threads in [2, 3, 7, 64] {
      let other = try await study(scenario, replications: 5, threads: threads)
      #expect(one == other)
      #expect(String(reflecting: one.comparisons) == String(reflecting: other.comparisons))
    }
  }

  /// The estimates of 20 and of 40 replications are the means over the first 20 and 40 of the same
  /// replications, run one by one in reverse.
  @Test func `draws a replication by its number, whatever their count`() async throws {
    let scenario = try scenario(queueing)
    let job = try job(scenario)
    var values: [Int: [Double]] = [:]
    for r in (0..<40).reversed() {
      let result = try job.run(r, isCancelled: { false })
      values[r] = try [0, 1].map { try #require(result.declared[$0][0].value) }
    }
    for count in [20, 40] {
      let results = try await study(scenario, replications: count)
      for (d, design) in ["before", "quick"].enumerated() {
        let own = try (0..<count).map { try #require(values[$0])[d] }
        let mean = try #require(meanInterval(own, .percent95))
        let found = try results.estimate("need-to-operate-idle", of: design)
        #expect(found.estimate == mean.mean)
        #expect(found.runNoise == mean.interval)
        #expect(found.replications == count)
      }
    }
  }

  @Test func `gives other numbers for another seed`() async throws {
    let scenario = try scenario(queueing)
    let one = try await study(scenario, replications: 2, seed: 1)
    let other = try await study(scenario, replications: 2, seed: 2)
    #expect(one.designs != other.designs)
    #expect(one.manifest.planDigest == other.manifest.planDigest)
  }

  @Test func `has the baseline's results whichever designs are asked for`() async throws {
    let scenario = try scenario(queueing)
    let alone = try await study(scenario, replications: 3, compares: false, designs: ["before"])
    let both = try await study(scenario, replications: 3)
    #expect(alone.designs[0] == both.designs[0])
    #expect(alone.comparisons.isEmpty)
  }

  @Test func `names a design it does not know, and the nearest`() async throws {
    let scenario = try scenario(queueing)
    await #expect(throws: StudyError.unknownDesign("quik", near: "quick")) {
      _ = try await study(scenario, replications: 2, designs: ["quik"])
    }
  }

  @Test func `stops when it is cancelled`() async throws {
    let request = StudyRequest(scenario: try scenario(named: "one-licence.yaml"))
    await #expect(throws: StudyError.run(.cancelled)) {
      _ = try await runStudy(request, in: StudyContext(isCancelled: { true }))
    }
  }

  /// Many short runs take as long as a few long ones.
  @Test func `stops when it is cancelled, between short runs too`() async throws {
    let request = StudyRequest(scenario: try scenario(queueing))
    await #expect(throws: StudyError.run(.cancelled)) {
      _ = try await runStudy(request, in: StudyContext(isCancelled: { true }))
    }
  }
}

@Suite struct `The manifest` {
  @Test func `knows neither threads nor paths`() async throws {
    let here = try scenario(queueing, file: "/here/a.yaml")
    let there = try scenario(queueing, file: "/there/b.yaml")
    let one = try await study(here, replications: 2, threads: 1)
    let two = try await study(there, replications: 2, threads: 2)
    #expect(one.manifest == two.manifest)
    let text = String(reflecting: one.manifest)
    #expect(!text.contains("here") && !text.contains("yaml") && !text.contains("hreads"))
  }

  @Test func `says what was run`() async throws {
    let results = try await study(try scenario(queueing), replications: 3, seed: 5)
    let manifest = results.manifest
    #expect(manifest.seed == 5)
    #expect(manifest.replications == 3)
    #expect(manifest.baseline == "before")
    #expect(manifest.designs == ["before", "quick"])
    #expect(manifest.firstDay.description == "2023-12-22")
    #expect(manifest.scenarioDigest.utf8.count == 16)
    #expect(manifest.planDigest.utf8.count == 16)
    // The two staff numbers and the work of the seal have no range and no grade.
    #expect(manifest.assumedWithoutRange.contains("offices.permits.staff"))
    #expect(manifest.inputsByGrade.first { $0.grade == .d }?.unstated == 2)
  }
}

@Suite struct `Replicating until precise` {
  @Test func `stops once the half-width is small enough`() async throws {
    let scenario = try scenario(queueing)
    let results = try await study(scenario, replications: 5, precision: 0.02)
    let found = try results.difference("need-to-operate-idle", of: "quick")
    let noise = try #require(found.runNoise)
    #expect(noise.halfWidth <= 0.02)
    #expect(results.manifest.replications >= Verdict.leastReplications)
    // Nothing is remembered of the way there: as many at once give the same.
    let count = results.manifest.replications
    var atOnce = try await study(scenario, replications: count)
    #expect(atOnce.precision == nil)
    let precision = try #require(results.precision)
    #expect(precision.reached == noise.halfWidth && precision.replicationsNeeded == nil)
    atOnce.precision = precision
    #expect(atOnce == results)
  }

  /// Asked to compare, but left with the baseline alone: the estimate itself has to be precise.
  @Test func `looks at the estimate where there is nothing to compare`() async throws {
    let scenario = try scenario(queueing)
    let results = try await study(
      scenario, replications: 1_990, precision: 1_000, designs: ["before"])
    #expect(results.manifest.replications == 1_990)
  }

  /// Whoever looks sooner stops where the variance happens to look small.
  @Test func `never looks before 40 replications`() async throws {
    let results = try await study(try scenario(queueing), replications: 3, precision: 1_000)
    #expect(results.manifest.replications == 40)
  }

  @Test func `gives what it has when 2,000 replications are too few`() async throws {
    let text = queueing.replacing("to: 2024-01-31", with: "to: 2024-01-01")
      .replacing("warmUp: 10 calendar days", with: "warmUp: 0 calendar days")
      .replacing(#/, grade: D, range: \[[^\]]*\]/#, with: "")
    let scenario = try scenario(text)
    do {
      _ = try await study(scenario, replications: 500, precision: 1e-9)
      Issue.record("a precision of a billionth of a day was reached")
    } catch StudyError.precisionNotReached(let results) {
      #expect(results.manifest.replications == 2_000)
      let found = try results.difference("need-to-operate-idle", of: "quick")
      let halfWidth = try #require(found.runNoise).halfWidth
      #expect(halfWidth > 1e-9)
      #expect(results.precision?.reached == halfWidth)
      // More than a thousand million: no number is named.
      #expect(results.precision?.replicationsNeeded == nil)
    }
  }
}

@Suite struct `Common random numbers` {
  /// Unpaired, the variances of two means add up: half-width √(a² + b²).
  @Test(arguments: ["need-to-operate-idle", "need-to-operate", "official-time"])
  func `make the paired interval no wider than the unpaired one`(outcome: String) async throws {
    let results = try await study(try scenario(named: "one-licence.yaml"), replications: 20)
    let before = try #require(try results.estimate(outcome, of: "before").runNoise).halfWidth
    let after = try #require(try results.estimate(outcome, of: "commitment").runNoise).halfWidth
    let paired = try #require(try results.difference(outcome, of: "commitment").runNoise).halfWidth
    #expect(paired <= (before * before + after * after).squareRoot())
  }

  @Test func `draw the same inputs in every design`() async throws {
    let scenario = try scenario(queueing)
    let result = try job(scenario).run(3, isCancelled: { false })
    // The same drawn rate of arrivals: as many applicants; the same drawn shares: as many of each.
    let table = try StudyRun(StudyRequest(scenario: scenario)).table
    for (o, definition) in table.definitions.enumerated()
    where definition.key.name == "need-to-operate-idle" {
      guard case .ratio(_, let before) = result.drawn[0][o],
        case .ratio(_, let after) = result.drawn[1][o],
        case .ratio(_, let declared) = result.declared[0][o]
      else { continue }
      #expect(before == after)
      #expect(before != declared, "the drawn world differs from the declared one")
    }
  }
}
