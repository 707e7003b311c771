import ApprovalModel
import Kernel
import ScenarioFiles
import Simulation
import Testing

/// Why a test could not get as far as its claim.
struct TestFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// One finished replication of one design, with its event log.
struct Trace {
  let compiler: StudyCompiler
  let record: RunRecord
  let log: [LogEntry]
  let labels: [String]
  let plan: Plan

  /// The cohort, class by class in code-point order, in the order of the index.
  var cases: [Case] {
    record.rows.flatMap { rows in
      stride(from: 0, to: rows.count, by: record.layout.stride).map { first in
        Case(trace: self, row: Array(rows[first..<(first + record.layout.stride)]))
      }
    }
  }

  func cases(of name: String) -> [Case] { cases.filter { $0.className == name } }

  /// The tally of the matter of that name.
  func tally(matter name: String) throws -> MatterTally {
    let place = try #require(compiler.names.matters.firstIndex(of: name))
    return record.tallies.matters[place]
  }

  /// The tally of the office of that name.
  func tally(office name: String) throws -> OfficeTally {
    let place = try #require(compiler.names.offices.firstIndex(of: name))
    return record.tallies.offices[place]
  }

  /// The first midnight of the run.
  var firstDay: CivilDate { compiler.scenario.study.firstDay }
}

/// One applicant's record, with names.
struct Case {
  let trace: Trace
  let row: [Int64]

  subscript(field: RecordLayout.Field) -> Int64 { row[field.rawValue] }

  subscript(count: CaseCount) -> Int64 { row[trace.record.layout.firstCount + count.rawValue] }

  subscript(holder: Holder) -> Int64 {
    row[trace.record.layout.firstHolder + Int(holder.rawValue)]
  }

  /// Fen on one line of the accounts; 0 where the study has no such account.
  subscript(line: Account.Line) -> Int64 {
    trace.compiler.names.accounts.enumerated()
      .filter { $0.element.line == line }
      .reduce(0) { $0 + row[trace.record.layout.firstAccount + $1.offset] }
  }

  /// The place of its category of an attribute, both in code-point order.
  func category(_ attribute: Int) -> Int {
    Int(row[trace.record.layout.firstAttribute + attribute])
  }

  var className: String { trace.compiler.names.classes[Int(self[.applicantClass])] }
  var ending: Ending? { Ending(rawValue: UInt8(truncatingIfNeeded: self[.ending])) }
  var arrival: Int64 { self[.arrival] }
  var end: Int64 { arrival + self[.needCalendar] }

  /// What happened, in order.
  var events: [LogEntry] {
    trace.log.filter {
      Int64($0.applicantClass) == self[.applicantClass] && $0.index == self[.index]
    }
  }

  /// The instants at which `label` reached a stage.
  func instants(_ label: String, _ stage: LogEntry.Lifecycle = .complete) -> [Int64] {
    events.filter { trace.labels[Int($0.label)] == label && $0.lifecycle == stage }.map(\.instant)
  }

  /// The first instant at which `label` reached a stage.
  func instant(_ label: String, _ stage: LogEntry.Lifecycle = .complete) throws -> Int64 {
    guard let first = instants(label, stage).first else {
      throw TestFailure("case \(self[.index]) has no '\(label)' \(stage); it has \(story)")
    }
    return first
  }

  /// How long each pass of `label` took, from start to end.
  func lengths(_ label: String) -> [Int64] {
    zip(instants(label, .start), instants(label, .complete)).map { $1 - $0 }
  }

  /// The case as text, for messages.
  var story: String {
    events.map { "\($0.instant) \(trace.labels[Int($0.label)]) \($0.lifecycle)" }
      .joined(separator: "\n")
  }
}

/// The scenario in `text`; warnings (inputs without a grade) are allowed.
func parsed(_ text: String, _ location: SourceLocation = #_sourceLocation) throws -> Scenario {
  let (scenario, diagnostics) = parseScenario(Array(text.utf8), file: "test.yaml")
  let errors = diagnostics.filter { $0.severity == .error }.map { $0.text(language: .en) }
  return try #require(
    scenario, "\(errors.joined(separator: "\n"))\n\(text)", sourceLocation: location)
}

/// Runs one replication of one design of the scenario in `text` to its end, with the event log.
///
/// The records are those of ``StudyCompiler/run``, which checks conservation and Little's law; the log
/// comes from a second run of the same plan, which must end with the same records.
func trace(
  _ text: String, design: String = "before", seed: UInt64 = 1, replication: UInt64 = 0,
  _ location: SourceLocation = #_sourceLocation
) throws -> Trace {
  let scenario = try parsed(text, location)
  let chosen = try #require(
    scenario.designs.first { $0.name == design }, sourceLocation: location)
  let compiler = try StudyCompiler(scenario, designs: [chosen])
  let compiled = try compiler.plan(design: 0, world: .declared)
  let record = try compiler.run(
    compiled, design: 0, world: .declared, seed: seed, replication: replication)
  var run = Run(compiled.plan, seed: seed, replication: replication, logs: true)
  var log: [LogEntry] = []
  while !run.advance(events: 500) { log += run.takeLog().entries }
  log += run.takeLog().entries
  #expect(run.results().events == record.tallies.events, sourceLocation: location)
  return Trace(
    compiler: compiler, record: record, log: log, labels: compiled.labels, plan: compiled.plan)
}

/// The record alone.
func run(
  _ text: String, design: String = "before", seed: UInt64 = 1, replication: UInt64 = 0,
  _ location: SourceLocation = #_sourceLocation
) throws -> RunRecord {
  try trace(text, design: design, seed: seed, replication: replication, location).record
}

/// A scenario: `study` replaces or extends the default keys, `body` is everything from applicants on.
func scenarioText(
  calendar: String = "always", window: String = "{from: 2024-03-04, to: 2024-03-17}",
  study: String = "", _ body: String, reforms: String = "", designs: [String] = []
) -> String {
  var lines = [
    "format: 1", "title: {zh: 试验, en: Trial}", "calendar: \(calendar)", "study:",
    "  window: \(window)", "  baseline: before",
  ]
  var keys = ["warmUp: 0 calendar days", "followFor: 1 year", "observe: 1 year"]
  keys.removeAll { key in study.contains(key.prefix { $0 != ":" } + ":") }
  lines += keys.map { "  \($0)" }
  lines += study.split(separator: "\n").map { "  \($0)" }
  lines.append(body)
  if !reforms.isEmpty { lines += ["reforms:", reforms] }
  lines.append("designs:")
  lines.append("  before: []")
  lines += designs.map { "  \($0)" }
  return lines.joined(separator: "\n") + "\n"
}

let minute: Int64 = 60_000
let hour: Int64 = 3_600_000
let day: Int64 = 86_400_000

extension Case {
  /// The stages of an activity with the hours since the run's first midnight, such as
  /// `schedule 1 | start 2.5 | complete 4`.
  func passage(_ label: String) -> String {
    events.filter { trace.labels[Int($0.label)] == label }
      .map { "\($0.lifecycle) \(hours($0.instant))" }.joined(separator: " | ")
  }
}

/// Milliseconds as hours, without a fraction that is zero.
func hours(_ milliseconds: Int64) -> String {
  let hours = Double(milliseconds) / 3_600_000
  return hours == hours.rounded() ? String(Int(hours)) : String(hours)
}

/// Arrivals at so many hours after the midnight that begins `day`.
func needs(at hours: Double..., on day: String = "2024-03-04") -> String {
  let first = CivilDate(iso: day)?.dayNumber ?? 0
  let list = hours.map { hour in
    let minute = Int((hour * 60).rounded())
    let date = CivilDate(dayNumber: first + minute / 1_440)
    return CivilMinute(date: date, minute: minute % 1_440).description
  }
  return "arrivals: {list: [\(list.joined(separator: ", "))]}"
}
