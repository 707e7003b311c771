import ApprovalModel
import Kernel
import Simulation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the long studies are asked for: `make prove`.
let proves = getenv("REFORMLAB_PROVE") != nil

/// What the laws say of one generated scenario; the seed in every message makes it again.
struct GeneratedLaws {
  let seed: UInt64

  /// Cases in = out + open and Little's law at every queue are checked inside every run, which throws
  /// when one is broken; they are stated here again, with what else holds on every run.
  func holdOnEveryRun() throws {
    let text = GeneratedScenario(seed: seed).text
    let before = try trace(text, seed: seed)
    let after = try trace(text, design: "after", seed: seed)
    for trace in [before, after] {
      let tallies = trace.record.tallies
      #expect(tallies.arrived == tallies.ended + tallies.open, "seed \(seed)")
      for office in tallies.offices {
        #expect(office.queueArea == office.waitSum, "seed \(seed)")
        #expect(office.busy >= 0 && office.assembling >= 0 && office.waiting >= 0, "seed \(seed)")
      }
      for matter in tallies.matters {
        #expect(matter.officialDays <= matter.grossDays, "seed \(seed)")
        #expect(matter.refusals <= matter.decisions, "seed \(seed)")
        #expect(matter.withinPromised <= matter.promised, "seed \(seed)")
      }
      for one in trace.cases {
        #expect(one[.needCalendar] >= 0, "seed \(seed)")
        #expect(one[.needWorking] <= one[.needCalendar], "seed \(seed)")
        #expect(one[.officialDays] <= one[.grossDays], "seed \(seed), case \(one[.index])")
        #expect(one[.ownWorkCalendar] <= one[.needCalendar], "seed \(seed)")
        #expect(one[.exposure] >= 0 && one[.exposure] <= 366 * day, "seed \(seed)")
        #expect(one[.defectsMissed] <= one[.defects], "seed \(seed)")
        #expect(one[.wrongRefusals] <= one[.refusals], "seed \(seed)")
        if one.ending == .open { #expect(one.end <= trace.plan.followEnd, "seed \(seed)") }
      }
    }
    // The same applicants: who came when, with which properties and defects.
    #expect(before.cases.map(\.arrival) == after.cases.map(\.arrival), "seed \(seed)")
    #expect(before.cases.map { $0[.defects] } == after.cases.map { $0[.defects] }, "seed \(seed)")
    #expect(before.cases.allSatisfy { $0[.reach] == 0 }, "seed \(seed)")
  }

  /// The same bytes whether the run is advanced event by event or at once, with a log or without.
  func changeNothingBySlicesOrLog() throws {
    let plan = try trace(GeneratedScenario(seed: seed).text, design: "after", seed: seed).plan
    func bytes(_ slice: Int, logs: Bool) -> [UInt8] {
      var run = Run(plan, seed: seed, replication: 0, logs: logs)
      while !run.advance(events: slice) { if logs { _ = run.takeLog() } }
      return run.resultBytes()
    }
    let whole = bytes(.max, logs: false)
    #expect(bytes(1, logs: false) == whole, "seed \(seed): event by event")
    #expect(bytes(97, logs: true) == whole, "seed \(seed): with a log")
  }

  /// The same bytes whether replications run one after another or several at a time, on plans compiled
  /// at the same time from one scenario: the tables that plans share are made by whoever comes first.
  func changeNothingByThreads() async throws {
    let scenario = try parsed(GeneratedScenario(seed: seed).text)
    let replications: [UInt64] = [0, 1, 2, 3]
    func bytes(_ compiler: StudyCompiler, _ replication: UInt64) throws -> [UInt8] {
      let plan = try compiler.plan(
        design: 0, world: .drawn(seed: seed, replication: replication)
      ).plan
      var run = Run(plan, seed: seed, replication: replication)
      while !run.advance(events: 1_000) {}
      return run.resultBytes()
    }
    let alone = try StudyCompiler(scenario, designs: scenario.designs)
    let expected = try replications.map { try bytes(alone, $0) }
    let shared = try StudyCompiler(scenario, designs: scenario.designs)
    let found = try await withThrowingTaskGroup(of: (UInt64, [UInt8]).self) { group in
      for replication in replications {
        group.addTask { (replication, try bytes(shared, replication)) }
      }
      var found: [UInt64: [UInt8]] = [:]
      for try await (replication, bytes) in group { found[replication] = bytes }
      return found
    }
    for (replication, bytes) in zip(replications, expected) {
      #expect(found[replication] == bytes, "seed \(seed), replication \(replication)")
    }
  }

  /// The order of keys in the file is no part of the scenario.
  func changeNothingByTheOrderOfKeys() throws {
    let scenario = GeneratedScenario(seed: seed)
    let shuffled = scenario.shuffled(seed: seed)
    #expect(shuffled != scenario.text)
    let one = try trace(scenario.text, design: "after", seed: seed)
    let other = try trace(shuffled, design: "after", seed: seed)
    #expect(one.record.rows == other.record.rows, "seed \(seed)")
    #expect(one.record.tallies.offices == other.record.tallies.offices, "seed \(seed)")
    #expect(one.record.tallies.matters == other.record.tallies.matters, "seed \(seed)")
    #expect(one.lines() == other.lines(), "seed \(seed)")
  }

  /// A wait of no length in front of every activity.
  func changeNothingByAnEmptyWait() throws {
    try expectNoChange(.all, by: ["wait": "0 minutes"], isLogged: false)
  }

  /// Work of no length at an office where somebody is always free, behind every activity.
  ///
  /// It ends after the people who are free at its instant have taken what waits; so the law is stated
  /// where no two requests come at one instant, who joins stands last, nobody helps elsewhere at
  /// that instant, no decision stops other work, nobody leaves a queue, of which this is one more, and
  /// nobody is turned away, which may be at the instant of a decision that a milestone ran ahead of.
  func changeNothingByEmptyWork() throws {
    try expectNoChange(
      .all.subtracting([
        .ties, .sittings, .batches, .places, .helps, .orders, .escalation, .patience, .decisions,
        .quorums,
      ]),
      by: ["office": "idle", "work": "0 minutes"], isLogged: true)
  }

  /// - Parameter isLogged: whether the extra activity has entries in the log; a wait of no length has
  ///   none, since nothing happens.
  private func expectNoChange(
    _ features: GeneratedScenario.Features, by extra: FilePart, isLogged: Bool
  ) throws {
    let plain = GeneratedScenario(seed: seed, features: features).text
    let longer = GeneratedScenario(seed: seed, features: features, extra: extra).text
    #expect(plain != longer)
    let one = try trace(plain, seed: seed)
    let other = try trace(longer, seed: seed)
    #expect(one.results == other.results, "seed \(seed)")
    if isLogged, one.lines().contains(where: { $0.contains("/step0 ") }) {
      #expect(other.lines().contains { $0.contains("/extra ") }, "seed \(seed)")
    }
    // Within one instant the entries of different files may change places.
    let lines = other.lines().filter { !$0.contains("/extra ") }
    #expect(one.lines().sorted() == lines.sorted(), "seed \(seed)")
  }

  /// A reform that reaches nobody changes no record, no tally and no event.
  func changeNothingByAReformOfNobody() throws {
    let text = GeneratedScenario(seed: seed).text
    let before = try trace(text, seed: seed)
    let after = try trace(text, design: "nobody", seed: seed)
    #expect(before.results == after.results, "seed \(seed)")
    #expect(before.record.tallies.events == after.record.tallies.events, "seed \(seed)")
    #expect(before.record.tallies.offices == after.record.tallies.offices, "seed \(seed)")
    #expect(before.lines() == after.lines(), "seed \(seed)")
  }

  /// Until the date of the reform both worlds of a transition are one.
  func haveOneWorldUntilTheReform() throws {
    let text = GeneratedScenario(seed: seed, isTransition: true).text
    let before = try trace(text, seed: seed)
    let after = try trace(text, design: "after", seed: seed)
    let date = after.plan.reformStart
    #expect(date > 0 && before.plan.reformStart == date)
    #expect(before.lines(until: date) == after.lines(until: date), "seed \(seed)")
    for (one, other) in zip(before.cases, after.cases) {
      #expect(one.arrival == other.arrival && one[.defects] == other[.defects], "seed \(seed)")
      guard one.ending != .open, one.end < date else { continue }
      #expect(one.results == other.results, "seed \(seed): \(one.story)")
    }
  }
}

extension Trace {
  /// Every record without the reach and the number of the route, which name the design and no result.
  var results: [[String]] { cases.map(\.results) }

  /// The log as text, up to an instant.
  func lines(until end: Int64 = .max) -> [String] {
    log.filter { $0.instant < end }.map {
      "\($0.instant) \($0.applicantClass) \($0.index) \(labels[Int($0.label)]) \($0.lifecycle)"
    }
  }
}

extension Case {
  /// The record without the reach and the number of the route, and its accounts by name, since designs
  /// have different ones.
  var results: [String] {
    let layout = trace.record.layout
    var row = row
    row[RecordLayout.Field.reach.rawValue] = 0
    row[RecordLayout.Field.route.rawValue] = 0
    let accounts = trace.compiler.names.accounts.indices
      .filter { row[layout.firstAccount + $0] != 0 }
      .map { "\(trace.compiler.names.accounts[$0]) \(row[layout.firstAccount + $0])" }
    let numbers = row[..<layout.firstAccount] + row[layout.firstAttribute...]
    return numbers.map { "\($0)" } + accounts.sorted()
  }
}

@Suite struct `A study made at random` {
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `keeps the laws of every run`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).holdOnEveryRun()
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `has the same bytes in slices, with a log and without`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).changeNothingBySlicesOrLog()
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `has the same bytes on one thread and on several`(seed: UInt64) async throws {
    try await GeneratedLaws(seed: seed).changeNothingByThreads()
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `does not know the order of keys in its file`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).changeNothingByTheOrderOfKeys()
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func `is the same with waits of no length`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).changeNothingByAnEmptyWait()
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func `is the same with work of no length where somebody is free`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).changeNothingByEmptyWork()
  }

  @Test(arguments: 1...80 as ClosedRange<UInt64>)
  func `is the same with a reform that reaches nobody`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).changeNothingByAReformOfNobody()
  }

  @Test(arguments: 1...120 as ClosedRange<UInt64>)
  func `has one world until the date of its transition`(seed: UInt64) throws {
    try GeneratedLaws(seed: seed).haveOneWorldUntilTheReform()
  }
}

@Suite struct `Prove that a study made at random` {
  // make prove: the same laws on a thousand scenarios more.
  @Test(.enabled(if: proves), arguments: 1_000...2_000 as ClosedRange<UInt64>)
  func `keeps every law`(seed: UInt64) async throws {
    let laws = GeneratedLaws(seed: seed)
    try laws.holdOnEveryRun()
    try laws.changeNothingBySlicesOrLog()
    try await laws.changeNothingByThreads()
    try laws.changeNothingByTheOrderOfKeys()
    try laws.changeNothingByAnEmptyWait()
    try laws.changeNothingByEmptyWork()
    try laws.changeNothingByAReformOfNobody()
    try laws.haveOneWorldUntilTheReform()
  }
}
