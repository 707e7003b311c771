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

  /// Writes the plan for other machines.
  func savePlan(to path: String) { Machine.save(compiled.plan.bytes(), to: path) }

  /// One replication with its statistics on; ends the program with a word when it cannot be finished.
  func run(replication: UInt64, seed: UInt64) -> Measurement {
    do {
      return try measure(replication: replication, seed: seed)
    } catch {
      Machine.fail("replication \(replication) of seed \(seed): \(error)")
    }
  }

  /// The one place that runs the engine.
  ///
  /// Every record goes into streamed statistics and is forgotten, so that memory does not grow with
  /// the run; the laws that hold on every run are checked.
  private func measure(replication: UInt64, seed: UInt64) throws -> Measurement {
    var run = Run(compiled.plan, seed: seed, replication: replication)
    let stride = RecordLayout(of: compiled.plan).stride
    var times = TimeStatistics(classes: compiler.names.classes.count)
    defer { times.free() }
    var isOver = false
    while !isOver {
      // So few events at a time that the records of their cases stay in the cache.
      isOver = run.advance(events: 250)
      run.takeRecords { records in
        var first = 0
        while first < records.count {
          if records[first + RecordLayout.Field.ending.rawValue] != Int64(Ending.open.rawValue) {
            times.add(
              records[first + RecordLayout.Field.needCalendar.rawValue],
              ofClass: Int(records[first + RecordLayout.Field.applicantClass.rawValue]))
          }
          first += stride
        }
      }
    }
    if let fault = run.fault { throw RunError.fault(fault) }
    let tallies = run.results()
    try StudyCompiler.check(tallies, names: compiler.names, seed: seed, replication: replication)
    var measurement = Measurement()
    measurement.cases = tallies.arrived
    measurement.calendarEvents = tallies.events
    measurement.open = tallies.open
    measurement.sojourn = times.mean / 60_000
    measurement.sojourns = compiler.names.classes.enumerated().map { c, name in
      (name, minutes(times.sums[c], over: times.counts[c]))
    }
    measurement.deviation = times.deviation / 60_000
    measurement.median = times.quantile(0.5) / 60_000
    measurement.ninth = times.quantile(0.9) / 60_000
    var services: Int64 = 0
    var waiting: Int64 = 0
    var busy: Int64 = 0
    var open: Int64 = 0
    for office in tallies.offices {
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
      isOver = run.advance(events: 2_000)
      run.takeRecords { _ in }
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
  /// Its standard deviation, its median and what nine in ten stay below, minutes.
  var deviation = 0.0
  var median = 0.0
  var ninth = 0.0
  /// The mean for each class of applicants.
  var sojourns: [(className: String, minutes: Double)] = []
  /// Mean wait a service, minutes of the office's working time.
  var wait = 0.0
  /// Busy people an office, on average over the offices.
  var busy = 0.0
}

/// Mean, variance and percentiles of times that nobody keeps, and the mean of each class.
struct TimeStatistics {
  private let classes: Int
  /// How many times of each class there are, and their sums.
  let counts: UnsafeMutablePointer<Int64>
  let sums: UnsafeMutablePointer<Int64>
  private var first: Int64 = -1
  // Of the differences from the first, so that a large mean does not swallow a small variance.
  private var squares = 0.0
  /// Eight cells an octave.
  private let cells: UnsafeMutablePointer<Int64>
  private static let cellCount = 64 * 8

  init(classes: Int) {
    func zeros(_ count: Int) -> UnsafeMutablePointer<Int64> {
      let place = UnsafeMutablePointer<Int64>.allocate(capacity: count)
      place.initialize(repeating: 0, count: count)
      return place
    }
    self.classes = classes
    counts = zeros(classes)
    sums = zeros(classes)
    cells = zeros(Self.cellCount)
  }

  func free() {
    counts.deallocate()
    sums.deallocate()
    cells.deallocate()
  }

  /// Adds a time of 0 or more of a class.
  @inline(__always)
  mutating func add(_ time: Int64, ofClass c: Int) {
    if first < 0 { first = time }
    counts[c] &+= 1
    sums[c] &+= time
    let difference = Double(time &- first)
    squares += difference * difference
    cells[Self.cell(of: time)] &+= 1
  }

  private var count: Double { Double(max(1, (0..<classes).reduce(0) { $0 + counts[$1] })) }

  var mean: Double { Double((0..<classes).reduce(0) { $0 + sums[$1] }) / count }

  var deviation: Double {
    let shift = mean - Double(first)
    return max(0, squares / count - shift * shift).squareRoot()
  }

  /// The upper edge of the cell below which `share` of the times lie: right to an eighth of an octave.
  func quantile(_ share: Double) -> Double {
    var left = Int64((count * share).rounded(.up))
    for i in 0..<Self.cellCount {
      left -= cells[i]
      if left <= 0 { return Self.edge(of: i) }
    }
    return 0
  }

  /// Octave and eighth of a time: the highest bit and the three below it.
  @inline(__always)
  private static func cell(of time: Int64) -> Int {
    let value = UInt64(max(1, time)) &<< 3
    let octave = 63 - value.leadingZeroBitCount
    return (octave - 3) * 8 + Int(value >> UInt64(octave - 3)) - 8
  }

  private static func edge(of cell: Int) -> Double {
    Double(9 + cell % 8) / 8 * Double(UInt64(1) << UInt64(cell / 8))
  }
}
