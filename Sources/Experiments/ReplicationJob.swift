internal import ApprovalModel
internal import Kernel
internal import Simulation

/// What one replication of all designs contributes; records are joined here and discarded.
struct ReplicationResult: Sendable {
  /// By design, then by outcome.
  var declared: [[Sample]]
  var drawn: [[Sample]]
  /// By design: the groups of the cohort with their open cases, in the declared and the drawn run.
  var cohort: [[GroupCount]]
  var cohortDrawn: [[GroupCount]]
  /// By design but the baseline.
  var joined: [ApplicantCounts?]
  var placebo: [ApplicantCounts?]
}

/// One replication of all designs: declared, drawn where inputs have ranges, and the placebos.
///
/// Memory: the records of two runs at a time, some 0.5 kB an applicant each.
struct ReplicationJob: Sendable {
  let compiler: StudyCompiler
  let table: OutcomeTable
  let seed: UInt64
  /// The values of inputs that are not drawn.
  let world: InputWorld
  /// The inputs that are never drawn.
  let chosen: ChosenInputs
  let drawsInputs: Bool
  /// Whether the applicants of each design are compared with those of the first, one by one.
  let compares: Bool
  /// The declared plans by design.
  let plans: [StudyCompiler.CompiledPlan]
  /// The placebo plans: one for each set of applicants that a design reaches.
  let placebos: [StudyCompiler.CompiledPlan]
  /// By design, the placebo it is compared with; nil for the first and for designs without reforms.
  let placeboOf: [Int?]
  /// Whether designs meet the same applicants with the same luck.
  var numbers = RandomNumbers.common

  func run(_ replication: Int, isCancelled: @Sendable () -> Bool) throws(StudyError)
    -> ReplicationResult
  {
    let r = UInt64(replication)
    var result = ReplicationResult(
      declared: [], drawn: [], cohort: [], cohortDrawn: [], joined: [], placebo: [])
    var baseline: RunRecord?
    var placebo: [ApplicantCounts?] = Array(repeating: nil, count: placebos.count)
    for d in plans.indices {
      let record = try run(plans[d], design: d, world: world, r, isCancelled)
      let reading = table.reading(record, plans[d].plan)
      result.declared.append(table.samples(reading))
      result.cohort.append(table.counts(reading))
      guard compares else { continue }
      guard let first = baseline else {
        baseline = record
        result.joined.append(nil)
        result.placebo.append(nil)
        continue
      }
      result.joined.append(join(first, record))
      guard let p = placeboOf[d] else {
        result.placebo.append(nil)
        continue
      }
      if placebo[p] == nil {
        placebo[p] = join(first, try run(placebos[p], design: 0, world: world, r, isCancelled))
      }
      result.placebo.append(placebo[p])
    }
    guard drawsInputs else { return result }
    let world = drawn(r)
    for d in plans.indices {
      let compiled: StudyCompiler.CompiledPlan
      do {
        compiled = try compiler.plan(design: d, world: world)
      } catch {
        throw .compile(error)
      }
      let record = try run(compiled, design: d, world: world, r, isCancelled)
      let reading = table.reading(record, compiled.plan)
      result.drawn.append(table.samples(reading))
      result.cohortDrawn.append(table.counts(reading))
    }
    return result
  }

  /// The inputs drawn for a replication, but for those chosen.
  private func drawn(_ replication: UInt64) -> InputWorld {
    guard chosen != ChosenInputs() else { return .drawn(seed: seed, replication: replication) }
    var inputs = ChosenInputs(
      drawn: compiler.scenario.inputs, seed: seed, replication: replication,
      setting: chosen.values)
    inputs.positions.merge(chosen.positions) { $1 }
    return .chosen(inputs)
  }

  private func join(_ a: RunRecord, _ b: RunRecord) -> ApplicantCounts {
    let study = compiler.scenario.study
    return table.join(
      a, b, timeThreshold: study.noticeableTime, moneyThreshold: study.noticeableMoney.fen)
  }

  private func run(
    _ plan: StudyCompiler.CompiledPlan, design: Int, world: InputWorld, _ replication: UInt64,
    _ isCancelled: @Sendable () -> Bool
  ) throws(StudyError) -> RunRecord {
    if isCancelled() { throw .run(.cancelled) }
    do {
      return try compiler.run(
        plan, design: design, world: world,
        seed: numbers.seed(seed, of: compiler.designs[design].design, isFirst: design == 0),
        replication: replication,
        isCancelled: isCancelled)
    } catch {
      throw .run(error)
    }
  }
}

extension RandomNumbers {
  /// The seed of a design's draws: the study's, or one of its own, which goes by the design's name.
  ///
  /// The first design keeps the study's, so that it is the same with common and independent numbers.
  func seed(_ seed: UInt64, of design: Design, isFirst: Bool) -> UInt64 {
    guard self == .independent, !isFirst else { return seed }
    return SubjectKey.group(seed: seed, replication: 0, name: "independent:\(design.name)")
  }
}
