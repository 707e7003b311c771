public import ApprovalModel
internal import Kernel
internal import Simulation

/// One row of an event log: one stage of one activity of one case.
public struct EventLogRow: Hashable, Sendable {
  /// The case: class and number within the class, `firm-12`.
  public var caseName: String
  /// The activity, `licence/review`.
  public var activity: String
  /// `schedule`, `start` or `complete`.
  public var lifecycle: String
  /// The instant with its zone, `2024-03-01T09:00:00.000+08:00`.
  public var timestamp: String
  /// The office, where one is concerned.
  public var office: Name?
  /// The applicant's attributes with their categories.
  public var attributes: [(name: Name, value: Name)]

  /// Equal column by column.
  public static func == (a: Self, b: Self) -> Bool {
    a.caseName == b.caseName && a.activity == b.activity && a.lifecycle == b.lifecycle
      && a.timestamp == b.timestamp && a.office == b.office
      && a.attributes.elementsEqual(b.attributes) { $0.name == $1.name && $0.value == $1.value }
  }

  /// Hashes what names the row.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(caseName)
    hasher.combine(activity)
    hasher.combine(timestamp)
  }
}

/// Runs one replication of one design with declared inputs and hands out its event log, row by row in
/// the order of the clock.
///
/// The log changes no result and is never held as a whole.
///
/// - Parameters:
///   - design: the design; nil: the one with most reforms, then by name.
///   - replication: the number of the replication, from 0.
/// - Throws: ``StudyError``, or what `sink` throws.
public func writeEventLog(
  _ request: StudyRequest, design: Name?, replication: Int,
  to sink: (EventLogRow) throws -> Void, isCancelled: () -> Bool
) throws {
  var request = request
  let name = design ?? request.scenario.richestDesign?.name
  request.designs = name.map { [$0] } ?? []
  request.compares = false
  let study = try StudyRun(request)
  let names = study.compiler.names
  let compiled: StudyCompiler.CompiledPlan
  do {
    compiled = try study.compiler.plan(design: 0, world: .declared)
  } catch {
    throw StudyError.compile(error)
  }
  var run = Run(compiled.plan, seed: study.seed, replication: UInt64(replication), logs: true)
  var isOver = false
  while !isOver {
    if isCancelled() { throw StudyError.run(.cancelled) }
    isOver = run.advance(events: 5_000)
    let batch = run.takeLog()
    let width = compiled.plan.attributeWidth
    // The log needs no records; they go as they come.
    run.takeRecords { _ in }
    for (i, entry) in batch.entries.enumerated() {
      let applicantClass = Int(entry.applicantClass)
      let categories = batch.categories[(i * width)..<((i + 1) * width)]
      var attributes: [(name: Name, value: Name)] = []
      for (attribute, category) in zip(names.attributes[applicantClass], categories)
      where !attribute.categories.isEmpty {
        attributes.append((attribute.name, attribute.categories[Int(category)]))
      }
      try sink(
        EventLogRow(
          caseName: "\(names.classes[applicantClass])-\(entry.index)",
          activity: compiled.labels[Int(entry.label)], lifecycle: entry.lifecycle.name,
          timestamp: timestamp(entry.instant, firstDay: study.scenario.study.firstDay),
          office: entry.office >= 0 ? names.offices[Int(entry.office)] : nil,
          attributes: attributes))
    }
  }
}

extension LogEntry.Lifecycle {
  var name: String {
    switch self {
    case .schedule: "schedule"
    case .start: "start"
    case .complete: "complete"
    case .suspend: "suspend"
    case .resume: "resume"
    }
  }
}

/// An instant of the run in Beijing time, which has no daylight saving in the years covered.
func timestamp(_ instant: Int64, firstDay: CivilDate) -> String {
  let day = CivilDate(dayNumber: firstDay.dayNumber + Int(instant / millisecondsPerDay))
  let time = instant % millisecondsPerDay
  func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  return "\(day)T\(padded(time / 3_600_000, 2)):\(padded(time / 60_000 % 60, 2))"
    + ":\(padded(time / 1000 % 60, 2)).\(padded(time % 1000, 3))+08:00"
}
