import ApprovalModel
import Foundation
import Kernel
import ScenarioFiles
import Simulation
import Testing

// A plan with every kind of rule: staffing, batches, priorities, helps, limits that act, quorums, permits
// that lapse, credit lists, patience.
@Suite struct `The event log` {
  private func plan(_ design: String) throws -> StudyCompiler.CompiledPlan {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Scenarios/every-key.yaml")
    let (scenario, diagnostics) = parseScenario(
      Array(try Data(contentsOf: file)), file: "every-key.yaml")
    let errors = diagnostics.filter { $0.severity == .error }.map { $0.text(language: .en) }
    let known = try #require(scenario, "\(errors.joined(separator: "\n"))")
    let designs = known.designs.filter { $0.name == design }
    let compiler = try StudyCompiler(known, designs: designs)
    // The laws hold.
    let compiled = try compiler.plan(design: 0, world: .declared)
    _ = try compiler.run(compiled, design: 0, world: .declared, seed: 7, replication: 1)
    return compiled
  }

  private func run(_ plan: Plan, logs: Bool, slice: Int) -> (log: [LogEntry], results: [UInt8]) {
    var run = Run(plan, seed: 7, replication: 1, logs: logs)
    var log: [LogEntry] = []
    while !run.advance(events: slice) { log += run.takeLog().entries }
    log += run.takeLog().entries
    return (log, run.resultBytes())
  }

  @Test(arguments: ["before", "after"])
  func `changes no result, in slices of any size`(design: String) throws {
    let compiled = try plan(design)
    let silent = run(compiled.plan, logs: false, slice: 1_000_000)
    #expect(silent.log.isEmpty)
    let whole = run(compiled.plan, logs: true, slice: 1_000_000)
    #expect(whole.results == silent.results)
    #expect(whole.log.count > 5_000)
    for slice in [1, 97, 5_000] {
      let part = run(compiled.plan, logs: true, slice: slice)
      #expect(part.results == silent.results)
      func text(_ log: [LogEntry]) -> [String] { log.map { "\($0)" } }
      #expect(text(part.log) == text(whole.log), "slices of \(slice)")
    }
  }

  // In time order; of each activity of an applicant a start follows a schedule, work is suspended only
  // while it is done and resumed only while it is not.
  @Test func `tells each activity in order`() throws {
    let compiled = try plan("after")
    let log = run(compiled.plan, logs: true, slice: 500).log
    var last: Int64 = 0
    var stages: [String: LogEntry.Lifecycle] = [:]
    var seen: Set<String> = []
    for entry in log {
      #expect(entry.instant >= last)
      last = entry.instant
      seen.insert("\(entry.lifecycle)")
      guard entry.office >= 0 else { continue }
      let key = "\(entry.applicantClass) \(entry.index) \(entry.label)"
      let label = compiled.labels[Int(entry.label)]
      switch entry.lifecycle {
      case .schedule: #expect([nil, .complete].contains(stages[key]), "\(label)")
      case .start: #expect(stages[key] == .schedule, "\(label)")
      case .suspend: #expect(stages[key] == .start || stages[key] == .resume, "\(label)")
      case .resume: #expect(stages[key] == .suspend, "\(label)")
      case .complete: #expect(stages[key] == .start || stages[key] == .resume, "\(label)")
      }
      stages[key] = entry.lifecycle
    }
    #expect(seen.count == 5)
  }

  // The scenario is of use only as far as its rules happen.
  @Test func `is that of a plan whose rules all happen`() throws {
    let compiled = try plan("after")
    let layout = RecordLayout(
      counts: compiled.plan.countCount, accounts: compiled.plan.accountCount,
      attributes: compiled.plan.attributeWidth)
    var run = Run(compiled.plan, seed: 7, replication: 1)
    while !run.advance(events: 100_000) {}
    var sums = Array(repeating: Int64(0), count: layout.stride)
    var endings: Set<Int64> = []
    run.takeRecords { records in
      for first in stride(from: 0, to: records.count, by: layout.stride) {
        endings.insert(records[first + RecordLayout.Field.ending.rawValue])
        for i in layout.firstCount..<layout.firstAccount { sums[i] += records[first + i] }
      }
    }
    for count in [
      CaseCount.tacitConsents, .extensions, .lapses, .reapplications, .foundAfter, .corrections,
    ] {
      #expect(sums[layout.firstCount + count.rawValue] > 0, "\(count)")
    }
    #expect(
      endings.isSuperset(of: [Ending.operating, .refused, .withdrawn].map { Int64($0.rawValue) }))
    #expect(run.results().matters.contains { $0.withdrawn > 0 })
  }
}
