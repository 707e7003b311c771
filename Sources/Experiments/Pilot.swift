public import ApprovalModel
internal import Inference
internal import Kernel
internal import Simulation

/// What pilot runs say of how long a run takes to settle.
public struct PilotResults: Hashable, Sendable {
  /// A point of a design's series: applicants whose need arises on one day.
  public struct Point: Hashable, Sendable {
    /// Calendar days since the pilot began, empty.
    public var day: Int
    /// Their mean `need-to-operate-idle`, working days, over all pilot replications.
    public var value: Double
  }

  /// A point of the statistic's curve.
  public struct Candidate: Hashable, Sendable {
    /// A warm-up of so many calendar days.
    public var days: Int
    /// The statistic of MSER-5 of what is left, squared working days.
    public var statistic: Double
  }

  /// One design's series.
  public struct Design: Hashable, Sendable {
    /// The design.
    public var name: Name
    /// The warm-up found, calendar days.
    public var days: Int
    /// Whether the statistic has its least value before the last candidate; if not, the pilot was too short.
    public var isSettled: Bool
    /// By day of need; days without needs are left out.
    public var series: [Point]
    /// The statistic of every candidate.
    public var curve: [Candidate]
  }

  /// Pilot replications of each design.
  public var replications: Int
  /// The first day of the pilot.
  public var firstDay: CivilDate
  /// The designs, in the order of reports.
  public var designs: [Design]
  /// Whether the study takes its warm-up from it.
  public var isUsed: Bool

  /// The longest warm-up of all designs, calendar days: one date for all.
  public var days: Int { designs.map(\.days).max() ?? 0 }

  /// What a study whose warm-up is `declaredDays` long has to be told; nil: nothing.
  func warning(declaredDays: Int) -> LocalizedText? {
    let restless = designs.filter { !$0.isSettled }.map(\.name)
    guard restless.isEmpty else {
      return LocalizedText(
        zh:
          "试运行到最后仍未稳定（\(restless.joined(separator: "、"))）：预热 \(isUsed ? days : declaredDays) 天可能不够，队列也许一直在增长",
        en:
          "the pilot runs had not settled at their end (\(restless.joined(separator: ", "))): a warm-up of "
          + "\(isUsed ? days : declaredDays) days may be too short, or queues grow without end")
    }
    guard !isUsed, days > declaredDays else { return nil }
    return LocalizedText(
      zh: "warmUp 为 \(declaredDays) 天，短于试运行（MSER-5）得出的 \(days) 天：结果可能仍受空系统起步的影响；可写 warmUp: auto",
      en:
        "the warm-up of \(declaredDays) days is shorter than the \(days) days that pilot runs ask for (MSER-5): "
        + "results may still carry the empty start; 'warmUp: auto' takes what they find")
  }
}

/// The request with its warm-up: where the scenario leaves it to pilot runs (`warmUp: auto`), they are run and
/// the longest warm-up that a design needs is taken for all; any other request comes back as it is.
///
/// - Throws: ``StudyError``, such as ``StudyError/unsuitable(_:)`` where too few needs arise to tell.
public func warmedUp(_ request: StudyRequest, in context: StudyContext = StudyContext())
  async throws(StudyError) -> StudyRequest
{
  guard request.scenario.study.warmUp == nil else { return request }
  var pilot = try await PilotRun(request).results(in: context)
  guard pilot.designs.allSatisfy({ !$0.curve.isEmpty }) else {
    throw .unsuitable(
      LocalizedText(
        zh: "warmUp: auto：试运行中有需求的日子不到 \(PilotRun.leastDays) 天，看不出要预热多久；请写时长，例如 60 calendar days",
        en:
          "'warmUp: auto': in the pilot runs needs arise on fewer than \(PilotRun.leastDays) days, too few to tell how "
          + "long to warm up; write a length of time, such as 60 calendar days"))
  }
  pilot.isUsed = true
  var request = request
  request.scenario.study.warmUp = TimeSpan(Double(pilot.days), .calendarDays)
  request.pilot = pilot
  return request
}

/// Pilot runs of a study: from empty, a year before the window to its end, MSER-5 on the mean time of the needs
/// of each day.
struct PilotRun {
  let study: StudyRun
  /// Designs that can differ in the pilot's days.
  let designs: [Int]

  /// Replications of each design.
  static let replications = 10
  /// Their first number: far beyond those of any study, whose results they therefore leave alone.
  static let firstReplication = 1_000_000
  /// A series of fewer days tells nothing.
  static let leastDays = WarmUp.batchSize * WarmUp.leastBatches
  /// Replications, drawn ones counted too, from which on pilots cost at most some 5 % of a study.
  static let leastStudy = 200

  /// Pilot runs of a study whose warm-up is declared, to warn if it is short; nil where they would cost more than
  /// some 5 % of the study's `replications`.
  static func afterwards(_ request: StudyRequest, replications: Int, in context: StudyContext)
    async throws(StudyError) -> PilotResults?
  {
    let study = try StudyRun(request)
    guard request.compares, replications * (study.drawsInputs ? 2 : 1) >= leastStudy else {
      return nil
    }
    let pilot = try await PilotRun(request).results(in: context)
    return pilot.designs.allSatisfy { !$0.curve.isEmpty } ? pilot : nil
  }

  init(_ request: StudyRequest) throws(StudyError) {
    var request = request
    var pilot = request.scenario.study
    var first = pilot.window.lowerBound.adding(months: -12)
    if case .beijing = pilot.calendar {
      first = max(first, CivilDate(year: PublishedHolidays.firstYear, month: 1, day: 1) ?? first)
    }
    var last = pilot.window.upperBound
    var worldsAreEqual = false
    if case .transition(let from) = pilot.kind {
      // Until that day all designs are the same world; after it no world is at rest.
      last = max(pilot.window.lowerBound, min(last, from.adding(days: -1)))
      worldsAreEqual = true
    }
    pilot.window = min(first, pilot.window.lowerBound)...last
    pilot.warmUp = TimeSpan(0, .calendarDays)
    request.scenario.study = pilot
    study = try StudyRun(request)
    designs = worldsAreEqual ? [0] : Array(study.compiler.designs.indices)
  }

  func results(in context: StudyContext) async throws(StudyError) -> PilotResults {
    var plans: [StudyCompiler.CompiledPlan] = []
    do {
      for d in designs { plans.append(try study.compiler.plan(design: d, world: .declared)) }
    } catch {
      throw .compile(error)
    }
    let (study, designs, runs) = (study, designs, plans)
    let names = designs.map { study.compiler.designs[$0].design.name }
    let keys = names.flatMap { name in (0..<Self.replications).map { "pilot/\(name)/\($0)" } }
    // They are quickly done again: every share does all of them, and none is kept.
    var alone = context
    (alone.store, alone.shard, alone.isKeptOnly) = (nil, nil, false)
    let surroundings = alone
    let parts = try await Workshop(context: surroundings).parts(
      keys, phase: LocalizedText(zh: "次试运行（预热）", en: "pilot runs (warm-up)")
    ) { i throws(StudyError) -> Days in
      let (d, r) = i.quotientAndRemainder(dividingBy: Self.replications)
      let record: RunRecord
      do throws(RunError) {
        record = try study.compiler.run(
          runs[d], design: designs[d], world: .declared, seed: study.seed,
          replication: UInt64(Self.firstReplication + r),
          isCancelled: surroundings.isCancelled)
      } catch {
        throw .run(error)
      }
      return Days(record, count: study.pilotDays, dayMilliseconds: study.table.dayMilliseconds)
    }
    return PilotResults(
      replications: Self.replications, firstDay: study.scenario.study.firstDay,
      designs: names.enumerated().map { d, name in
        Self.design(
          name, Array(parts[(d * Self.replications)..<((d + 1) * Self.replications)]))
      }, isUsed: false)
  }

  /// MSER-5 on the series of a design's pilots together.
  private static func design(_ name: Name, _ pilots: [Days]) -> PilotResults.Design {
    var series: [PilotResults.Point] = []
    for day in pilots[0].counts.indices {
      let count = pilots.reduce(0) { $0 + $1.counts[day] }
      guard count > 0 else { continue }
      let sum = pilots.reduce(0.0) { $0 + $1.sums[day] }
      series.append(PilotResults.Point(day: day, value: sum / count))
    }
    guard let found = WarmUp(series: series.map(\.value)) else {
      return PilotResults.Design(name: name, days: 0, isSettled: true, series: series, curve: [])
    }
    return PilotResults.Design(
      name: name, days: series[found.observations].day, isSettled: found.isSettled,
      series: series,
      curve: found.curve.map {
        PilotResults.Candidate(days: series[$0.observations].day, statistic: $0.statistic)
      })
  }

  /// The times of one run by day of need.
  struct Days: StudyPart {
    /// By calendar day: the sum of times, working days, and how many needs.
    var sums: [Double]
    var counts: [Double]

    init(_ record: RunRecord, count: Int, dayMilliseconds: Double) {
      sums = Array(repeating: 0, count: count)
      counts = sums
      for rows in record.rows {
        for first in stride(from: 0, to: rows.count, by: record.layout.stride) {
          func field(_ field: RecordLayout.Field) -> Int64 { rows[first + field.rawValue] }
          let day = Int(field(.arrival) / millisecondsPerDay)
          guard sums.indices.contains(day) else { continue }
          sums[day] += Double(field(.needWorking) - field(.ownWorkWorking)) / dayMilliseconds
          counts[day] += 1
        }
      }
    }

    func write(to bytes: inout PartWriter) {
      bytes.write(sums)
      bytes.write(counts)
    }

    init(from bytes: inout PartReader) throws(PartBytesError) {
      sums = try bytes.list()
      counts = try bytes.list()
    }
  }
}

extension StudyRun {
  /// Days of the window.
  fileprivate var pilotDays: Int {
    scenario.study.window.upperBound.dayNumber - scenario.study.window.lowerBound.dayNumber + 1
  }
}
