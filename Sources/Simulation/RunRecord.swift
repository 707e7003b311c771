internal import ApprovalModel
package import Headline
public import Kernel

/// Why a run was not finished.
public enum RunError: Error, Hashable, Sendable {
  /// Somebody asked for it to stop.
  case cancelled
  /// A law that must hold on every run did not: a fault of the product.
  case brokenLaw(String)
  /// The scenario asks for more than a run can count.
  case fault(RunFault)
}

/// The outcome of one replication of one design.
public struct RunRecord: Sendable {
  /// Where the numbers stand.
  public let layout: RecordLayout
  /// The cohort of each class, row by row in the order of the index.
  public let rows: [[Int64]]
  /// What was counted besides.
  public let tallies: RunTallies
  /// The design, by its number in the study.
  public let design: Int
  /// Which values the inputs had.
  public let world: InputWorld

  /// How many applicants the cohort of all classes has.
  public var cohortCount: Int { rows.reduce(0) { $0 + $1.count / layout.stride } }
}

extension StudyCompiler {
  /// Runs one replication of a compiled plan to its end.
  ///
  /// The laws that must hold on every run are checked: cases in = out + open, and Little's law at
  /// every queue (the area under its length equals the sum of all waits), both exactly.
  ///
  /// - Parameter isCancelled: asked every few thousand events.
  /// - Throws: ``RunError``.
  public func run(
    _ compiled: CompiledPlan, design: Int, world: InputWorld, seed: UInt64, replication: UInt64,
    isCancelled: () -> Bool = { false }
  ) throws(RunError) -> RunRecord {
    var run = Run(compiled.plan, seed: seed, replication: replication)
    let layout = RecordLayout(of: compiled.plan)
    var rows: [[Int64]] = Array(repeating: [], count: names.classes.count)
    var isOver = false
    while !isOver {
      isOver = run.advance(events: 20_000)
      if isCancelled() { throw .cancelled }
      let starts = names.classes.indices.map { run.cohortStart(ofClass: $0) ?? 0 }
      run.takeRecords { Self.sort($0, into: &rows, from: starts, layout) }
    }
    if let fault = run.fault { throw .fault(fault) }
    let tallies = run.results()
    try Self.check(tallies, names: names, seed: seed, replication: replication)
    addStandingCosts(&rows, layout, standingCosts(of: design, world))
    return RunRecord(
      layout: layout, rows: rows, tallies: tallies, design: design, world: world)
  }

  /// Puts records, which come as cases end, into the order of the index, class by class.
  private static func sort(
    _ records: UnsafeBufferPointer<Int64>, into rows: inout [[Int64]], from starts: [Int64],
    _ layout: RecordLayout
  ) {
    for first in stride(from: 0, to: records.count, by: layout.stride) {
      let c = Int(records[first + RecordLayout.Field.applicantClass.rawValue])
      let index = records[first + RecordLayout.Field.index.rawValue]
      let row = Int(index - starts[c]) * layout.stride
      if rows[c].count < row + layout.stride {
        rows[c].append(
          contentsOf: repeatElement(
            RecordLayout.absent, count: row + layout.stride - rows[c].count))
      }
      for i in 0..<layout.stride { rows[c][row + i] = records[first + i] }
    }
  }

  /// Checks the laws on what a run counted.
  public static func check(
    _ tallies: RunTallies, names: PlanNames, seed: UInt64, replication: UInt64
  ) throws(RunError) {
    guard tallies.arrived == tallies.ended + tallies.open else {
      throw .brokenLaw(
        "seed \(seed) replication \(replication): \(tallies.arrived) cases in, "
          + "\(tallies.ended) out, \(tallies.open) open")
    }
    for (name, office) in zip(names.offices, tallies.offices)
    where office.queueArea != office.waitSum {
      throw .brokenLaw(
        "seed \(seed) replication \(replication): at '\(name)' the area under the queue is "
          + "\(office.queueArea) ms and the waits add up to \(office.waitSum) ms")
    }
  }

  /// Adds what is not paid at an event: holding costs, and each applicant's share of assessments.
  private func addStandingCosts(
    _ rows: inout [[Int64]], _ layout: RecordLayout, _ costs: StandingCosts
  ) {
    let applicants = rows.reduce(0) { $0 + $1.count / layout.stride }
    guard applicants > 0 else { return }
    let shares = costs.shared.map { ($0.place, $0.each(of: applicants)) }
    for c in rows.indices {
      for first in stride(from: 0, to: rows[c].count, by: layout.stride) {
        if let holding = costs.holdingPlace {
          rows[c][first + holding] += costs.holding(
            ofClass: c,
            calendarMilliseconds: rows[c][first + RecordLayout.Field.needCalendar.rawValue])
        }
        for (place, fen) in shares { rows[c][first + place] += fen }
      }
    }
  }

  /// What is not paid at an event, for a design and values of the inputs.
  package func standingCosts(of design: Int, _ world: InputWorld) -> StandingCosts {
    let holding = names.accounts.firstIndex(of: Account(payer: "applicant", line: .holding))
    return StandingCosts(
      holdingPlace: holding.map { layout.firstAccount + $0 },
      perDay: base.classes.map { $0.holdingCost.map { Double(world($0)) } ?? 0 },
      shared: assessments(designs[design], world))
  }

  /// The values of the inputs that decide what a run costs and stand in no plan.
  ///
  /// Two runs of one plan and replication cost the same where these are the same too.
  package func moneyOutsidePlan(of design: Int, _ world: InputWorld) -> [Double] {
    let model = designs[design]
    let ahead = model.models.keys.sorted().flatMap { bits in
      model.models[bits]?.model.matters.compactMap(\.ahead) ?? []
    }
    let amounts =
      base.classes.flatMap { [$0.holdingCost, $0.hourlyCost] }.compactMap(\.self)
      + ahead.map(\.cost) + model.reforms.flatMap { $0.oneOff.map(\.amount) }
    return amounts.map { Double(world($0)) } + ahead.map { world($0.validity).amount }
      + [scenario.study.accounts.discountRate].compactMap(\.self).map { world($0) }
  }

  /// What each assessment done ahead costs in the window.
  private func assessments(_ design: DesignModel, _ world: InputWorld) -> [StandingCosts.Shared] {
    var seen: Set<String> = []
    var shared: [StandingCosts.Shared] = []
    let windowDays = Double(
      scenario.study.window.upperBound.dayNumber - scenario.study.window.lowerBound.dayNumber + 1)
    for bits in design.models.keys.sorted() where bits != 0 || design.reforms.isEmpty {
      guard let model = design.models[bits]?.model else { continue }
      for matter in model.matters {
        guard let ahead = matter.ahead, seen.insert(ahead.cost.path).inserted else { continue }
        let account = names.accounts.firstIndex(of: Account(payer: ahead.payer, line: .assessment))
        let lasts = world(ahead.validity)
        let validity = lasts.amount * days(of: lasts.unit)
        guard let account, validity > 0 else { continue }
        shared.append(
          StandingCosts.Shared(
            place: layout.firstAccount + account,
            total: Double(world(ahead.cost)) * windowDays / validity))
      }
    }
    return shared
  }

  private func days(of unit: TimeUnit) -> Double {
    switch unit {
    case .minutes: 1 / 1440
    case .hours: 1 / 24
    case .workingDays: 1.4
    case .calendarDays: 1
    case .months: 30
    case .years: 365
    }
  }
}
