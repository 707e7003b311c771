internal import ApprovalModel
internal import Kernel
internal import ScenarioFiles
internal import Simulation

/// A scenario compiled for timing: its first design, inputs as declared.
struct Load: Sendable {
  let compiler: StudyCompiler
  let compiled: StudyCompiler.CompiledPlan

  /// Reads and compiles a scenario.
  ///
  /// - Parameter days: the length of the window in place of the file's; nil leaves it.
  init(path: String, days: Int?) throws {
    let read = try readScenario(path: path)
    guard var scenario = read.scenario else {
      let first = read.diagnostics.first { $0.severity == .error }
      Machine.fail("\(path): \(first?.message.en ?? "no scenario")")
    }
    if let days {
      let first = scenario.study.window.lowerBound
      scenario.study.window = first...first.adding(days: max(1, days) - 1)
    }
    compiler = try StudyCompiler(scenario, designs: Array(scenario.designs.prefix(1)))
    compiled = try compiler.plan(design: 0, world: .declared)
  }

  /// The one place that runs the engine: one replication with its statistics on.
  ///
  /// What is timed is what a study does for each replication: the run, its records or sums, and the
  /// laws that are checked on every run.
  func run(replication: UInt64, seed: UInt64) throws -> Measurement {
    let record = try compiler.run(
      compiled, design: 0, world: .declared, seed: seed, replication: replication)
    var measurement = Measurement()
    measurement.cases = record.tallies.arrived
    measurement.calendarEvents = record.tallies.events
    measurement.open = record.tallies.open
    var ended: Int64 = 0
    var sum: Int64 = 0
    for rows in record.rows {
      for first in stride(from: 0, to: rows.count, by: record.layout.stride)
      where rows[first + RecordLayout.Field.ending.rawValue] != Int64(Ending.open.rawValue) {
        ended += 1
        sum += rows[first + RecordLayout.Field.needCalendar.rawValue]
      }
    }
    measurement.sojourn = minutes(sum, over: ended)
    var services: Int64 = 0
    var waiting: Int64 = 0
    var busy: Int64 = 0
    var open: Int64 = 0
    for office in record.tallies.offices {
      services += office.services
      waiting += office.waiting
      busy += office.busy
      open += office.open
    }
    measurement.wait = minutes(waiting, over: services)
    measurement.busy = Double(busy) / Double(max(1, open))
    return measurement
  }

  /// Arrivals, starts and ends of service over the whole run, counted in a run with its log on.
  ///
  /// A joint activity is one service, a wait that occupies nobody is none.
  func events(replication: UInt64, seed: UInt64) -> Int64 {
    var run = Run(compiled.plan, seed: seed, replication: replication, logs: true)
    var services: Int64 = 0
    var isOver = false
    while !isOver {
      isOver = run.advance(events: 20_000)
      for entry in run.takeLog().entries where entry.lifecycle == .start && entry.office >= 0 {
        services += 1
      }
    }
    return run.results().arrived + 2 * services
  }

  private func minutes(_ milliseconds: Int64, over count: Int64) -> Double {
    Double(milliseconds) / 60_000 / Double(max(1, count))
  }
}

/// What one run did and found.
struct Measurement: Sendable {
  /// Cases that arose.
  var cases: Int64 = 0
  /// Entries of the event calendar that were worked off.
  var calendarEvents: Int64 = 0
  /// Cases still open at the end.
  var open: Int64 = 0
  /// Mean time in the system of the cases that ended, minutes of calendar time.
  var sojourn = 0.0
  /// Mean wait a service, minutes of the office's working time.
  var wait = 0.0
  /// Busy people an office, on average over the offices.
  var busy = 0.0
}
