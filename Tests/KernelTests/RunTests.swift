import Kernel
import Testing

private let minute: Int64 = 60_000

/// A plan of one class and one office, built by hand: a need every `gap` minutes, `work` minutes each.
private func tinyPlan(gap: Int64, work: Int64, staff: Int, window: Int64) -> Plan {
  let days = 4
  var plan = Plan()
  plan.calendars = [
    WorkCalendar(
      patterns: [[(open: 0, close: millisecondsPerDay)]], pattern: Array(repeating: 0, count: days))
  ]
  plan.workdays = FrozenArray((1...Int32(days)).map { $0 })
  plan.windowEnd = window * minute
  plan.followEnd = 2 * millisecondsPerDay
  plan.horizon = 3 * millisecondsPerDay
  plan.observe = millisecondsPerDay
  plan.durations = FrozenArray([
    DurationSpec(
      kind: .constant, location: Double(gap * minute), scale: 0, purpose: Purpose("arrivals")),
    DurationSpec(
      kind: .constant, location: Double(work * minute), scale: 0, purpose: Purpose("work")),
  ])
  plan.works = FrozenArray([
    WorkSpec(
      offices: 0, officeCount: 1, durations: 1, durationCount: 1, calendar: 0, purposeRank: 0,
      waitingHolder: .queue)
  ])
  plan.workOffices = FrozenArray([0])
  plan.offices = FrozenArray([OfficeSpec(staff: staff, calendar: 0)])
  plan.instructions = FrozenArray([
    Instruction(.end),
    Instruction(.submit),
    Instruction(.work, a: 0, holder: .review, label: 0),
    Instruction(.decide),
    Instruction(.operate),
    Instruction(.end),
  ])
  plan.nodes = FrozenArray([NodeSpec(entry: 1, prerequisites: 0)])
  plan.successorStarts = FrozenArray([0])
  plan.routes = FrozenArray([RouteSpec(firstNode: 0, nodes: 1, firstSignal: 0, signals: 0)])
  plan.routeTable = FrozenArray([0])
  plan.classes = FrozenArray([
    ClassSpec(
      nameHash: stableHash("firm"), gap: 0, firstAttribute: 0, attributes: 0, firstCondition: 0,
      firstReach: 0, firstRoute: 0)
  ])
  plan.nodeWidth = 1
  return plan
}

private func finished(_ plan: Plan, slice: Int = 1_000) -> (rows: [Int64], tallies: RunTallies) {
  var run = Run(plan, seed: 1, replication: 0)
  var rows: [Int64] = []
  var isOver = false
  while !isOver {
    isOver = run.advance(events: slice)
    run.takeRecords { rows += $0 }
  }
  return (rows, run.results())
}

@Suite struct `A run of a tiny plan` {
  // One person, 15 minutes a case, a need every 10 minutes. Case k (from 0) arises at 10 (k + 1),
  // begins at 10 + 15 k and ends at 25 + 15 k: it takes 15 + 5 k minutes, 5 k of them in the queue.
  @Test func `makes each case wait five minutes longer than the one before`() {
    let (rows, tallies) = finished(tinyPlan(gap: 10, work: 15, staff: 1, window: 180))
    let layout = RecordLayout(counts: 0, accounts: 0, attributes: 0)
    #expect(rows.count == 17 * layout.stride)
    for k in 0..<17 {
      let row = Array(rows[(k * layout.stride)..<((k + 1) * layout.stride)])
      let n = Int64(k)
      #expect(row[RecordLayout.Field.index.rawValue] == n)
      #expect(row[RecordLayout.Field.arrival.rawValue] == 10 * (n + 1) * minute)
      #expect(row[RecordLayout.Field.ending.rawValue] == Int64(Ending.operating.rawValue))
      #expect(row[RecordLayout.Field.needCalendar.rawValue] == (15 + 5 * n) * minute)
      #expect(row[RecordLayout.Field.throughputCalendar.rawValue] == (15 + 5 * n) * minute)
      #expect(row[layout.firstHolder + Int(Holder.queue.rawValue)] == 5 * n * minute)
      #expect(row[layout.firstHolder + Int(Holder.review.rawValue)] == 15 * minute)
    }
    let office = tallies.offices[0]
    #expect(office.services == 17)
    #expect(office.waiting == (0..<17).reduce(0) { $0 + 5 * $1 } * minute)
    // In the window of 180 minutes the person is busy from minute 10 on.
    #expect(office.busy == 170 * minute)
    #expect(office.open == 180 * minute)
    #expect(office.queueArea == office.waitSum)
    #expect(tallies.arrived == tallies.ended + tallies.open)
  }

  @Test func `has no queue with people enough`() {
    let (rows, tallies) = finished(tinyPlan(gap: 10, work: 15, staff: 2, window: 180))
    let layout = RecordLayout(counts: 0, accounts: 0, attributes: 0)
    for first in stride(from: 0, to: rows.count, by: layout.stride) {
      #expect(rows[first + RecordLayout.Field.needCalendar.rawValue] == 15 * minute)
    }
    #expect(tallies.offices[0].waiting == 0)
    #expect(tallies.offices[0].queueArea == 0)
  }

  // Service ends and the next need arises at the same instant; dispatch comes last, so nobody waits.
  @Test func `lets nobody wait for a person who becomes free at the instant of the need`() {
    let (_, tallies) = finished(tinyPlan(gap: 10, work: 10, staff: 1, window: 180))
    #expect(tallies.offices[0].waitSum == 0)
  }

  @Test func `is the same in slices of any length`() {
    let plan = tinyPlan(gap: 7, work: 9, staff: 1, window: 600)
    let whole = finished(plan)
    for slice in [1, 2, 3, 50] {
      let sliced = finished(plan, slice: slice)
      #expect(sliced.rows == whole.rows, "slices of \(slice)")
      #expect(sliced.tallies.events == whole.tallies.events)
      #expect(sliced.tallies.offices == whole.tallies.offices)
    }
  }

  @Test func `with nobody in the window ends with no record`() {
    let (rows, tallies) = finished(tinyPlan(gap: 500, work: 15, staff: 1, window: 180))
    #expect(rows.isEmpty)
    #expect(tallies.arrived == 0)
  }
}
