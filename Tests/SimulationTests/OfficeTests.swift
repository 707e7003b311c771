import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `An office` {
  // Every Tuesday at 14:00 the gate lets all that wait go on at once; an hour later they stand in one
  // queue, joined at the same instant: by class, then by index.
  @Test func `serves by instant of joining, then class, then index`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          shop: {arrivals: {perCalendarDay: 3}}
          firm: {arrivals: {perCalendarDay: 3}}
        offices: {gate: {staff: 1, session: {every: 1 weeks, on: Tuesday 14:00}}, permits: {staff: 1}}
        matters:
          licence:
            office: permits
            activities: [{papers: {office: gate, work: 1 hours}}, {review: {work: 30 minutes}}]
          extra: {office: permits, prepare: 37 hours, review: {work: 20 minutes}}
        """))
    let entries = trace.log.filter { $0.office >= 0 }
      .filter { trace.compiler.names.offices[Int($0.office)] == "permits" }
    var joined: [[Int64]: Int64] = [:]
    var order: [[Int64]] = []
    for entry in entries {
      let key = [Int64(entry.applicantClass), entry.index, Int64(entry.label)]
      if entry.lifecycle == .schedule { joined[key] = entry.instant }
      if entry.lifecycle == .start, let since = joined[key] {
        order.append([since, Int64(entry.applicantClass), entry.index])
      }
    }
    #expect(order.count > 100)
    var ties = 0
    for (earlier, later) in zip(order, order.dropFirst()) {
      #expect(!later.lexicographicallyPrecedes(earlier), "\(later) was served after \(earlier)")
      if earlier[0] == later[0] { ties += 1 }
    }
    #expect(ties > 20)
  }

  @Test func `never serves more at once than it has people`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {arrivals: {perCalendarDay: 40}}}
        offices: {permits: {staff: 3}}
        matters: {licence: {office: permits, review: {work: {exponential: {mean: 100 minutes}}}}}
        """))
    var busy = 0
    var most = 0
    for entry in trace.log where entry.office >= 0 {
      if entry.lifecycle == .complete { busy -= 1 }
      if entry.lifecycle == .start { busy += 1 }
      most = max(most, busy)
    }
    #expect(most == 3)
    let tally = try trace.tally(office: "permits")
    // What cohort cases waited is what their records say: the clock never stands still here.
    #expect(tally.waiting == trace.cases.reduce(0) { $0 + $1[.queue] })
    #expect(tally.services == Int64(trace.cases.count))
  }

  private func sitting(_ extra: String) throws -> Trace {
    try trace(
      scenarioText(
        calendar: "beijing", window: "{from: 2019-09-02, to: 2019-10-13}",
        """
        applicants: {firm: {arrivals: {perCalendarDay: 2}}}
        offices: {committee: {staff: 1, session: {every: 2 weeks, on: Tuesday 14:00\(extra)}}}
        matters: {licence: {office: committee, review: {work: 1 hours}}}
        """))
  }

  private func starts(_ trace: Trace) throws -> [String] {
    let walk = DayWalk(firstDay: trace.firstDay)
    let days = try trace.cases.map { try $0.instant("licence/review", .start) }
    return Set(days).sorted().map(walk.name)
  }

  // The first Tuesday of 2016 is 5 January; 2019-09-03 is 1,337 days = 191 weeks later, an odd number.
  // So the sittings are on 10 and 24 September, 8 and 22 October.
  @Test func `sits every second Tuesday, counted from 2016`() throws {
    let trace = try sitting("")
    #expect(
      try starts(trace) == [
        "2019-09-10 14:00", "2019-09-24 14:00", "2019-10-08 14:00", "2019-10-22 14:00",
      ])
    let walk = DayWalk(firstDay: trace.firstDay)
    for one in trace.cases {
      // Nobody waits for another sitting than the next, and all are taken together.
      let start = try one.instant("licence/review", .start)
      #expect(start >= one.arrival && start - one.arrival <= 14 * day, "\(walk.name(one.arrival))")
      #expect(try one.instant("licence/review") == start + hour)
    }
  }

  // Counted from 17 September: 1 October is National Day.
  @Test func `skips a sitting on a holiday`() throws {
    #expect(
      try starts(sitting(", from: 2019-09-17")) == [
        "2019-09-17 14:00", "2019-10-15 14:00",
      ])
  }

  @Test func `moves a sitting on a holiday to the next working day where it says so`() throws {
    #expect(
      try starts(sitting(", from: 2019-09-17, onHoliday: next")) == [
        "2019-09-17 14:00", "2019-10-08 14:00", "2019-10-15 14:00",
      ])
  }

  @Test func `takes the first so many of a sitting and lets the rest wait`() throws {
    let trace = try sitting(", atMost: 8")
    var taken: [Int64: Int] = [:]
    for one in trace.cases { taken[try one.instant("licence/review", .start), default: 0] += 1 }
    #expect(taken.values.allSatisfy { $0 <= 8 })
    #expect(taken.values.contains(8))
    // In the order of need, whichever sitting it is.
    let starts = try trace.cases.map { try $0.instant("licence/review", .start) }
    #expect(starts == starts.sorted())
  }
}

@Suite struct `A joint activity` {
  // Fire works in the morning, planning from 11:00 on: together they have the hour from 11:00 to 12:00.
  @Test func `is done in the hours that all offices share`() throws {
    let together = try trace(jointText(true))
    let apart = try trace(jointText(false))
    #expect(together.cases.count > 5)
    for (one, other) in zip(together.cases, apart.cases) {
      #expect(try one.instant("acceptance/visit") % day > 11 * hour)
      #expect(try one.instant("acceptance/visit") % day <= 12 * hour)
      // It can wait longer than separate visits, never shorter.
      #expect(one.end >= other.end)
    }
    #expect(zip(together.cases, apart.cases).contains { $0.end > $1.end })
    #expect(try together.tally(office: "fire").assembling >= 0)
  }

  private func jointText(_ isJoint: Bool) -> String {
    let activities =
      isJoint
      ? "{visit: {offices: [fire, planning], work: 1 hours, visit: yes}}"
      : "{one: {office: fire, work: 1 hours}}, {two: {office: planning, work: 1 hours}}"
    return scenarioText(
      calendar: "beijing", window: "{from: 2019-09-16, to: 2019-09-27}",
      """
      applicants: {firm: {arrivals: {perCalendarDay: 1}}}
      offices:
        fire: {staff: 1, hours: {Monday-Friday: [09:00-12:00]}}
        planning: {staff: 1, hours: {Monday-Friday: [11:00-12:00, 13:00-18:00]}}
      matters:
        # Each office also has something of its own to do.
        acceptance:
          office: fire
          activities: [\(activities), {note: {office: fire, work: 0 hours}}, {file: {office: planning, work: 0 hours}}]
      """)
  }

  // Three offices of one person each, every pair of which visits together, and lone work besides: the
  // classical way into a deadlock. Everybody is served, and nobody is in two places at once.
  @Test func `with crossing pairs of offices serves everybody`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {arrivals: {perCalendarDay: 6}}}
        offices: {a: {staff: 1}, b: {staff: 1}, c: {staff: 1}}
        matters:
          one: {office: a, activities: [{visit: {offices: [a, b], work: {exponential: {mean: 40 minutes}}}}]}
          two: {office: b, activities: [{visit: {offices: [b, c], work: {exponential: {mean: 40 minutes}}}}]}
          three: {office: c, activities: [{visit: {offices: [c, a], work: {exponential: {mean: 40 minutes}}}}]}
          four: {office: a, review: {work: {exponential: {mean: 40 minutes}}}}
        """))
    #expect(trace.cases.allSatisfy { $0.ending == .operating })
    let members: [String: [String]] = [
      "one/visit": ["a", "b"], "two/visit": ["b", "c"], "three/visit": ["a", "c"],
      "four/review": ["a"],
    ]
    var busy: [String: Int] = [:]
    for entry in trace.log {
      for office in members[trace.labels[Int(entry.label)]] ?? [] {
        if entry.lifecycle == .start { busy[office, default: 0] += 1 }
        if entry.lifecycle == .complete { busy[office, default: 0] -= 1 }
        #expect(busy[office, default: 0] <= 1, "\(office) is in two places")
      }
    }
    let assembling = trace.record.tallies.offices.map(\.assembling)
    #expect(assembling.contains { $0 > 0 }, "nobody ever waited for the others")
  }
}
