internal import ApprovalModel
public import Kernel

extension StudyCompiler {
  /// Where the numbers of every record of the study stand.
  public var layout: RecordLayout {
    RecordLayout(
      counts: CaseCount.allCases.count, accounts: names.accounts.count,
      attributes: names.attributes.map(\.count).max() ?? 0)
  }

  /// Milliseconds of one working day of the reference calendar.
  public var workingDayMilliseconds: Double { table.dailyMilliseconds(.standard) }

  /// In a transition study, the first instants of the months of the window, with their names.
  public var monthsOfWindow: [(start: Int64, name: String)] {
    guard case .transition = scenario.study.kind else { return [] }
    var months: [(Int64, String)] = []
    var day = scenario.study.window.lowerBound
    while day <= scenario.study.window.upperBound {
      months.append((table.midnight(day), String(day.description.prefix(7))))
      guard let first = CivilDate(year: day.year, month: day.month, day: 1) else { break }
      day = first.adding(months: 1)
    }
    return months
  }

  /// A digest of the declared plans of all designs: equal for equal numbers, whatever the file looks
  /// like.
  public func planDigest() throws(CompileError) -> UInt64 {
    var digest = Digest()
    for d in designs.indices {
      digest.add(try plan(design: d, world: .declared).plan)
    }
    return digest.value
  }
}

/// A running 64-bit digest.
struct Digest {
  private(set) var value: UInt64 = 0x243F_6A88_85A3_08D3

  mutating func add(_ number: UInt64) { value = mix(value ^ mix(number)) }
  mutating func add(_ number: Int32) { add(UInt64(bitPattern: Int64(number))) }
  mutating func add(_ number: Int64) { add(UInt64(bitPattern: number)) }
  mutating func add(_ number: Double) { add(number.bitPattern) }

  mutating func add(_ flag: Bool) { add(flag ? 1 : 0 as UInt64) }

  mutating func add(_ plan: Plan) {
    addRoutes(plan)
    addDraws(plan)
    addApplicants(plan)
    addOffices(plan)
    addTime(plan)
  }

  private mutating func addRoutes(_ plan: Plan) {
    for step in plan.instructions.array {
      add(UInt64(step.operation.rawValue) << 16 | UInt64(step.flag) << 8 | UInt64(step.holder))
      add(step.a)
      add(step.b)
      add(Int32(step.c))
    }
    for node in plan.nodes.array {
      add(node.entry)
      add(node.prerequisites)
    }
    for number in plan.successorStarts.array { add(number) }
    for number in plan.successors.array { add(number) }
    for route in plan.routes.array {
      add(route.firstNode)
      add(route.nodes)
      add(route.firstSignal)
      add(route.signals)
    }
    for number in plan.routeTable.array { add(number) }
    for number in plan.amounts.array { add(number) }
    for number in plan.instants.array { add(number) }
    for spec in plan.matters.array {
      add(spec.tally)
      add(spec.statutory)
      add(spec.statutoryIsCalendar)
      add(spec.promised)
      add(spec.promisedIsCalendar)
      add(spec.yellow)
    }
  }

  private mutating func addDraws(_ plan: Plan) {
    for spec in plan.durations.array {
      add(UInt64(spec.kind.rawValue))
      add(spec.location)
      add(spec.scale)
      add(spec.calendar)
      add(spec.purpose)
      add(spec.placebo)
      add(spec.counter)
      // A table by its numbers, not by its place in a book that grows as plans are made.
      guard spec.kind == .table else { continue }
      for number in 0..<848 * 4 { add(plan.tables[Int(spec.table) + number]) }
    }
    for spec in plan.chances.array {
      add(spec.purpose)
      add(spec.placebo)
      add(spec.counter)
      add(spec.attribute)
      add(spec.threshold)
    }
    for number in plan.thresholds.array { add(number) }
  }

  private mutating func addApplicants(_ plan: Plan) {
    for spec in plan.classes.array {
      add(spec.nameHash)
      add(spec.gap)
      add(spec.firstAttribute)
      add(spec.attributes)
      add(spec.firstCondition)
      add(spec.firstReach)
      add(spec.firstDefect)
      add(spec.defects)
      add(spec.firstRoute)
    }
    for spec in plan.attributes.array {
      add(spec.number)
      add(spec.purpose)
      add(spec.dependsOn)
      add(spec.categories)
      add(spec.threshold)
    }
    for spec in plan.conditions.array {
      add(spec.firstTest)
      add(spec.tests)
    }
    for spec in plan.tests.array {
      add(spec.attribute)
      add(spec.mask)
      add(spec.low)
      add(spec.high)
    }
    for spec in plan.reaches.array {
      add(spec.condition)
      add(spec.excluded)
      add(spec.uptake)
    }
    for spec in plan.defects.array {
      add(spec.register)
      add(spec.condition)
      add(spec.serious)
      add(spec.curable)
    }
  }

  private mutating func addOffices(_ plan: Plan) {
    for spec in plan.works.array {
      add(spec.offices)
      add(spec.officeCount)
      add(spec.durations)
      add(spec.durationCount)
      add(spec.calendar)
      add(UInt64(spec.purposeRank))
      add(spec.addsUp)
    }
    for number in plan.workOffices.array { add(number) }
    for bits in plan.workParts.array { add(UInt64(bits)) }
    for spec in plan.offices.array {
      add(spec.staff)
      add(spec.calendar)
      add(spec.firstSitting)
      add(spec.sittings)
      add(spec.atMost)
      add(spec.hourlyCost)
    }
    for number in plan.sittings.array { add(number) }
  }

  private mutating func addTime(_ plan: Plan) {
    for number in plan.workdays.array { add(number) }
    for calendar in plan.calendars {
      for day in 0...calendar.days { add(calendar.worked(Int64(day) * millisecondsPerDay)) }
      // Openings tell apart hours of one length.
      for day in 0..<min(7, calendar.days) {
        add(calendar.opening(Int64(day) * millisecondsPerDay))
      }
    }
    for number in [plan.windowStart, plan.windowEnd, plan.followEnd, plan.horizon, plan.observe] {
      add(number)
    }
    add(plan.reformStart)
  }
}
