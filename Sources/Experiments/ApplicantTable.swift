public import ApprovalModel
internal import Kernel
internal import Simulation

/// How an applicant's passage ended.
public enum CaseEnding: String, Hashable, Sendable, CaseIterable {
  case operating, refused
  case wronglyRefused = "wrongly-refused"
  case landExit = "land-exit"
  case withdrawn
  case turnedAway = "turned-away"
  case blocked, disqualified
  /// Not ended when following ends.
  case open

  /// The ending in a record.
  init(record: Int64) {
    self =
      switch Ending(rawValue: UInt8(truncatingIfNeeded: record)) {
      case .operating: .operating
      case .refused: .refused
      case .wronglyRefused: .wronglyRefused
      case .landExit: .landExit
      case .withdrawn: .withdrawn
      case .turnedAway: .turnedAway
      case .blocked: .blocked
      case .disqualified: .disqualified
      case .open, nil: .open
      }
  }
}

/// What distinguishes an applicant: an attribute with its category.
public struct AttributeValue: Hashable, Sendable {
  /// The attribute.
  public var name: Name
  /// The category.
  public var value: Name
}

/// One applicant in one replication of one design.
public struct ApplicantRow: Hashable, Sendable {
  /// The design.
  public var design: Name
  /// The replication, from 0.
  public var replication: Int
  /// The class, and the number within it.
  public var applicantClass: Name
  /// The number within the class: the same applicant in every design.
  public var index: Int64
  /// The firm, from 0; nil where applications do not belong to firms.
  public var firm: Int64?
  /// The attributes that have categories.
  public var attributes: [AttributeValue]
  /// When the need arose, with its zone.
  public var need: String
  /// How it ended.
  public var ending: CaseEnding
  /// Whether some reform of the design reached the applicant.
  public var isReached: Bool
  /// `need-to-operate-idle`, working days; up to the end of following where it is open.
  public var idleDays: Double
  /// `need-to-operate`, working days and calendar days.
  public var needDays: Double
  /// `need-to-operate`, calendar days.
  public var needCalendarDays: Double
  /// `throughput-time`, working days; nil without a decision.
  public var throughputDays: Double?
  /// `acceptance-to-decision` and `official-time`, whole working days.
  public var acceptanceDays: Int64
  /// `official-time`, whole working days.
  public var officialDays: Int64
  /// Counts: interactions, documents, trips, returns for missing paper, applications.
  public var steps: Int64
  /// Documents handed in.
  public var materials: Int64
  /// Trips of the applicant.
  public var trips: Int64
  /// Returns for missing paper.
  public var corrections: Int64
  /// Applications handed in.
  public var submissions: Int64
  /// What the applicant pays, yuan.
  public var cost: Double
  /// Operated with a defect, calendar days.
  public var exposureDays: Double
  /// Defects at the start, and those never found.
  public var defects: Int64
  /// Defects never found.
  public var defectsMissed: Int64
  /// The change against the baseline, working days; nil in the baseline and for those not approved in
  /// both.
  public var idleChange: Double?
  /// The change of the applicant's cost, yuan; nil like ``idleChange``.
  public var costChange: Double?
}

/// Runs replications with declared inputs and hands out every applicant of the cohort: by replication,
/// design, class and number.
///
/// The numbers are those that ``runStudy(_:progress:isCancelled:)`` joins and discards. The records of
/// two runs are held at a time.
///
/// - Throws: ``StudyError``, or what `sink` throws.
public func writeApplicants(
  _ request: StudyRequest, replications: Range<Int>, to sink: (ApplicantRow) throws -> Void,
  isCancelled: @Sendable () -> Bool
) throws {
  let study = try DeclaredStudy(request)
  for r in replications {
    var baseline: RunRecord?
    for d in study.plans.indices {
      let record = try study.run(d, replication: r, isCancelled)
      for c in record.rows.indices {
        for first in stride(from: 0, to: record.rows[c].count, by: record.layout.stride) {
          try sink(study.row(record, c, first, replication: r, baseline: baseline))
        }
      }
      if baseline == nil { baseline = record }
    }
  }
}

/// The plans of a study with declared inputs, to run single replications of.
struct DeclaredStudy {
  let study: StudyRun
  /// The plans by design, the baseline first.
  let plans: [StudyCompiler.CompiledPlan]

  init(_ request: StudyRequest) throws(StudyError) {
    let study = try StudyRun(request)
    self.study = study
    do {
      var plans: [StudyCompiler.CompiledPlan] = []
      for d in study.compiler.designs.indices {
        plans.append(try study.compiler.plan(design: d, world: .declared))
      }
      self.plans = plans
    } catch {
      throw .compile(error)
    }
  }

  func run(_ design: Int, replication: Int, _ isCancelled: @Sendable () -> Bool)
    throws(StudyError) -> RunRecord
  {
    do {
      return try study.compiler.run(
        plans[design], design: design, world: .declared, seed: study.seed,
        replication: UInt64(replication), isCancelled: isCancelled)
    } catch {
      throw .run(error)
    }
  }

  /// The applicant whose record stands at `first` among those of class `c`.
  ///
  /// - Parameter baseline: the baseline's run of the replication; nil: `record` is the baseline's.
  func row(
    _ record: RunRecord, _ c: Int, _ first: Int, replication: Int, baseline: RunRecord?
  ) -> ApplicantRow {
    let rows = record.rows[c]
    let layout = record.layout
    let day = study.table.dayMilliseconds
    func value(_ field: RecordLayout.Field) -> Int64 { rows[first + field.rawValue] }
    func count(_ count: CaseCount) -> Int64 { rows[first + layout.firstCount + count.rawValue] }
    let names = study.compiler.names
    var attributes: [AttributeValue] = []
    for (a, attribute) in names.attributes[c].enumerated() where !attribute.categories.isEmpty {
      let category = attribute.categories[Int(rows[first + layout.firstAttribute + a])]
      attributes.append(AttributeValue(name: attribute.name, value: category))
    }
    let throughput = value(.throughputWorking)
    let before = baseline.map { place($0, c, first) }
    let now = place(record, c, first)
    let isInBoth = before?.isApproved == true && now.isApproved
    return ApplicantRow(
      design: study.compiler.designs[record.design].design.name, replication: replication,
      applicantClass: names.classes[c], index: value(.index),
      firm: value(.firm) == RecordLayout.absent ? nil : value(.firm), attributes: attributes,
      need: timestamp(value(.arrival), firstDay: study.scenario.study.firstDay),
      ending: CaseEnding(record: value(.ending)), isReached: value(.reach) != 0,
      idleDays: Double(now.idle) / day, needDays: Double(value(.needWorking)) / day,
      needCalendarDays: Double(value(.needCalendar)) / 86_400_000,
      throughputDays: throughput == RecordLayout.absent ? nil : Double(throughput) / day,
      acceptanceDays: value(.grossDays), officialDays: value(.officialDays),
      steps: count(.steps), materials: count(.materials), trips: count(.trips),
      corrections: count(.corrections), submissions: count(.submissions),
      cost: Double(now.fen) / 100, exposureDays: Double(value(.exposure)) / 86_400_000,
      defects: value(.defects), defectsMissed: value(.defectsMissed),
      idleChange: before.flatMap { isInBoth ? Double(now.idle - $0.idle) / day : nil },
      costChange: before.flatMap { isInBoth ? Double(now.fen - $0.fen) / 100 : nil })
  }

  /// What is compared of one applicant: idle time in milliseconds, its own money in fen.
  private func place(_ record: RunRecord, _ c: Int, _ first: Int) -> (
    isApproved: Bool, idle: Int64, fen: Int64
  ) {
    let rows = record.rows[c]
    func value(_ field: RecordLayout.Field) -> Int64 { rows[first + field.rawValue] }
    var fen: Int64 = 0
    for (i, account) in study.compiler.names.accounts.enumerated()
    where account.payer == "applicant" {
      fen += rows[first + record.layout.firstAccount + i]
    }
    return (
      value(.ending) == Int64(Ending.operating.rawValue),
      value(.needWorking) - value(.ownWorkWorking), fen
    )
  }
}
