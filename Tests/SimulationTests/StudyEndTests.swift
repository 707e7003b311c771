import ApprovalModel
import Kernel
import ScenarioFiles
import Simulation
import Testing

@Suite struct `Censoring` {
  // Papers of 100 days, followed for 10: nobody gets through.
  private let text = scenarioText(
    window: "{from: 2024-03-04, to: 2024-03-07}",
    study: "followFor: 10 calendar days\nobserve: 1 calendar day",
    """
    applicants: {firm: {arrivals: {perCalendarDay: 8}}}
    offices: {permits: {staff: 5}}
    ownWork: {fitting: {milestones: [{done: {takes: 12 calendar days}}]}}
    matters: {licence: {office: permits, prepare: 100 calendar days, review: {work: 1 hours}}}
    """)

  @Test func `leaves a case open and never drops it`() throws {
    let trace = try trace(text)
    #expect(trace.cases.count > 20)
    for one in trace.cases {
      #expect(one.ending == .open)
      #expect(one[.throughputCalendar] == RecordLayout.absent)
    }
  }

  @Test func `gives an open case all the time it was followed`() throws {
    let trace = try trace(text)
    #expect(trace.plan.followEnd == 14 * day)
    let wrong = trace.cases.filter { $0.end != trace.plan.followEnd }
    #expect(wrong.isEmpty, "\(wrong.count) of \(trace.cases.count)")
    #expect(trace.cases.allSatisfy { $0.end <= trace.plan.followEnd })
    #expect(trace.cases.allSatisfy { $0[.needCalendar] > 6 * day })
  }

  @Test func `does not change who was through in time`() throws {
    func ended(_ followFor: String) throws -> [Int64] {
      try trace(
        scenarioText(
          window: "{from: 2024-03-04, to: 2024-03-07}",
          study: "followFor: \(followFor)\nobserve: 1 calendar day",
          """
          applicants: {firm: {arrivals: {perCalendarDay: 8}}}
          offices: {permits: {staff: 1}}
          matters: {licence: {office: permits, prepare: {exponential: {mean: 8 calendar days}}, review: {work: 2 hours}}}
          """)
      ).cases.map { $0.ending == .operating ? $0[.needCalendar] : -1 }
    }
    let short = try ended("10 calendar days")
    let long = try ended("1 year")
    #expect(short.contains(-1))
    #expect(!long.contains(-1))
    for (cut, whole) in zip(short, long) where cut >= 0 { #expect(cut == whole) }
  }
}

@Suite struct `A transition` {
  fileprivate func text(matters: String, reform: String, more: String = "") -> String {
    scenarioText(
      window: "{from: 2024-03-04, to: 2024-04-07}",
      study: "kind: transition\nfrom: 2024-03-18",
      """
      applicants: {firm: {arrivals: {perCalendarDay: 5}, hourCost: 60 yuan/hour}}
      offices: {window: {staff: 2}, permits: {staff: 2}}
      \(more)
      matters:
      \(matters)
      """, reforms: "  reform: {changes: [\(reform)]}", designs: ["after: [reform]"])
  }

  private let constant = """
      licence:
        office: permits
        prepare: 5 calendar days
        completeness: {office: window, work: {exponential: {mean: 2 hours}}}
        review: {work: {exponential: {mean: 6 hours}}}
    """

  fileprivate let start = 14 * day

  @Test func `keeps both worlds equal to the bit until the reform date`() throws {
    let text = text(matters: constant, reform: "{confirm: licence}")
    let before = try trace(text)
    let after = try trace(text, design: "after")
    var compared = 0
    for (one, other) in zip(before.cases, after.cases) where one.end < start {
      var row = other.row
      // The reach says whom the reform will reach; nothing of it has happened yet.
      row[RecordLayout.Field.reach.rawValue] = one[.reach]
      row[RecordLayout.Field.route.rawValue] = one[.route]
      #expect(row == one.row)
      compared += 1
    }
    #expect(compared > 20)
    let soonBefore = before.log.filter { $0.instant < start }.map(\.instant)
    let soonAfter = after.log.filter { $0.instant < start }.map(\.instant)
    #expect(soonBefore == soonAfter)
  }

  @Test func `moves those who submit on or after the date to the new rules`() throws {
    let after = try trace(text(matters: constant, reform: "{confirm: licence}"), design: "after")
    var moved = 0
    for one in after.cases {
      let submitted = try one.instant("licence/submit")
      #expect(submitted == one.arrival + 5 * day, "own preparation counts from the need")
      #expect(one[.onTheSpot] == (submitted >= start ? 1 : 0))
      #expect(one.instants("licence/review").isEmpty == (submitted >= start))
      if one.arrival < start, submitted >= start { moved += 1 }
    }
    #expect(moved > 10)
  }

  @Test func `lets those who move make the longer papers of the new rules`() throws {
    let longer =
      "{file: licence, timing: before, receipt: {office: window, work: 1 hours}, prepare: 9 calendar days}"
    let after = try trace(text(matters: constant, reform: longer), design: "after")
    for one in after.cases {
      let old = one.arrival + 5 * day < start
      #expect(try one.instant("licence/submit", .complete) == one.arrival + (old ? 5 : 9) * day)
    }
  }

  // Under the old rules the applicant complies before it applies, under the new ones after the grant:
  // what is done is done.
  @Test func `lets nobody comply twice`() throws {
    let matters = """
        licence:
          office: permits
          comply: 10 calendar days
          prepare: 5 calendar days
          completeness: {office: window, work: 1 hours}
          review: {work: 1 hours}
      """
    let commit =
      "{commit: licence, form: permit, claims: {willMeet: 30 calendar days}, followUp: "
      + "{office: permits, work: 1 minutes, visit: no, after: 5 calendar days, rate: 100%, "
      + "detects: 90%}}"
    let text = text(matters: matters, reform: commit)
    let before = try trace(text).cases
    let after = try trace(text, design: "after").cases
    var moved = 0
    for (old, new) in zip(before, after)
    where old.arrival < start && old.arrival + 15 * day >= start {
      moved += 1
      #expect(new.instants("licence/submit").last == old.arrival + 15 * day)
      #expect(new[.needCalendar] <= old[.needCalendar])
    }
    #expect(moved > 20)
  }

  @Test func `keeps the own work done before as own work`() throws {
    let matters = """
        licence: {office: permits, prepare: 10 calendar days, review: {work: 1 hours}}
      """
    let fitting = "ownWork: {fitting: {milestones: [{done: {takes: 12 calendar days}}]}}"
    let text = text(
      matters: matters, reform: "{limit: licence, promised: 5 calendar days}", more: fitting)
    let after = try trace(text, design: "after").cases
    #expect(after.count > 50)
    #expect(after.allSatisfy { $0[.ownWorkCalendar] == 12 * day })
    #expect(after.allSatisfy { $0[.needCalendar] >= 12 * day && $0[.needCalendar] < 14 * day })
  }

  private let drawn = """
      licence:
        office: permits
        ownHours: 2 hours
        fee: 100 yuan
        comply: {exponential: {mean: 5 calendar days}}
        prepare: {exponential: {mean: 5 calendar days}}
        review: {work: 1 minutes}
        limit: {statutory: 10 calendar days}
    """

  // A promise changes nobody's time, in a transition as little as in a steady study.
  @Test func `keeps the preparation that an applicant has drawn`() throws {
    let text = text(matters: drawn, reform: "{limit: licence, promised: 5 calendar days}")
    let before = try trace(text).cases.map { $0[.needCalendar] }
    let after = try trace(text, design: "after").cases.map { $0[.needCalendar] }
    let moved = zip(before, after).count { $0 != $1 }
    #expect(moved == 0)
  }

  @Test func `lets nobody pay twice for the papers`() throws {
    let text = text(matters: drawn, reform: "{limit: licence, promised: 5 calendar days}")
    let after = try trace(text, design: "after").cases
    #expect(after.allSatisfy { $0[.payment] == 100_00 && $0[.ownTime] == 120_00 })
  }

  // Design 6 days, then papers of 8 under the new rules: whoever submits after the date has submitted 14
  // days after the need.
  @Test func `counts own preparation one part after the other`() throws {
    let text = text(
      matters: """
          licence: {office: permits, needs: [design], prepare: 4 calendar days, review: {work: 1 minutes}}
        """,
      reform:
        "{file: licence, timing: before, receipt: {office: window, work: 1 minutes}, prepare: 8 calendar days}",
      more: "ownWork: {design: {milestones: [{done: {takes: 6 calendar days}}]}}")
    let after = try trace(text, design: "after").cases
    let moved = after.filter { $0.arrival + 10 * day >= start }
    #expect(moved.count > 20)
    for one in moved { #expect(one.instants("licence/submit").last == one.arrival + 14 * day) }
  }
}

extension `A transition` {
  // The papers wait for both parts; the longer takes 9 days, whichever name it has.
  @Test(arguments: [(3, 9), (9, 3)])
  func `counts own preparation from the last of several parts`(a: Int, b: Int) throws {
    let text = text(
      matters: """
          licence: {office: permits, needs: [a, b], prepare: 4 calendar days, review: {work: 1 minutes}}
        """,
      reform:
        "{file: licence, timing: before, receipt: {office: window, work: 1 minutes}, prepare: 8 calendar days}",
      more:
        "ownWork: {a: {milestones: [{x: {takes: \(a) calendar days}}]}, b: {milestones: [{x: {takes: \(b) calendar days}}]}}"
    )
    let after = try trace(text, design: "after").cases
    let moved = after.filter { $0.arrival + 13 * day >= start }
    #expect(moved.count > 20)
    // Wrong for a = 3, b = 9, right for a = 9, b = 3.
    #expect(moved.allSatisfy { $0.instants("licence/submit").last == $0.arrival + 17 * day })
  }
}

@Suite struct `Official time` {
  private func cases(_ matters: String, design: String = "before", reforms: String = "") throws
    -> [Case]
  {
    try trace(
      scenarioText(
        """
        applicants: {firm: {arrivals: {perCalendarDay: 3}}}
        offices: {permits: {staff: 500}}
        matters:
        \(matters)
        """, reforms: reforms, designs: reforms.isEmpty ? [] : ["after: [reform]"]), design: design
    ).cases
  }

  // Check to day 1 (acceptance), review to 2, check again to 3, review to 4: three days; then twenty
  // days of delivery that belong to nobody's clock.
  @Test func `ends with the decision when a file is done again from the completeness check`() throws
  {
    let matter = """
        licence:
          office: permits
          completeness: {work: 24 hours}
          review: {work: 24 hours, again: {chance: 100%, rounds: 1, from: completeness}}
          delivery: {takes: 20 calendar days}
      """
    let all = try cases(matter)
    #expect(all.allSatisfy { $0[.grossDays] == 3 && $0[.officialDays] == 3 })
  }

  @Test func `from receipt, a file is done again from the completeness check too`() throws {
    let matter = """
        licence:
          office: permits
          completeness: {work: 24 hours}
          review: {work: 24 hours, again: {chance: 100%, rounds: 1, from: completeness}}
          limit: {starts: receipt, statutory: 9 calendar days}
      """
    let all = try cases(matter)
    #expect(all.allSatisfy { $0.instants("licence/completeness").count == 2 })
  }

  // A part's excluded link must not start a clock that nobody stops.
  @Test func `is never more than gross time in a merger`() throws {
    let matters = """
        a: {office: permits, activities: [{publicity: {wait: 5 calendar days, stopsClock: yes}}, {visit: {work: 24 hours, visit: yes}}], delivery: {takes: 20 calendar days}}
        b: {office: permits, activities: [{visit: {work: 24 hours, visit: yes}}]}
      """
    let all = try cases(
      matters, design: "after",
      reforms: "  reform: {changes: [{merge: [a, b], into: ab, of: [form, visit]}]}")
    #expect(all.allSatisfy { $0[.officialDays] <= $0[.grossDays] })
  }

  // Neither visit stops the clock before the merger: nor does the joint one. Six days of work.
  @Test func `counts a merged visit that stopped no clock before`() throws {
    let matters = """
        a: {office: permits, activities: [{visit: {work: 144 hours, visit: yes}}]}
        b: {office: permits, activities: [{visit: {work: 24 hours, visit: yes}}]}
      """
    for one in try cases(matters) { #expect(one[.officialDays] == 6) }
    let all = try cases(
      matters, design: "after",
      reforms: "  reform: {changes: [{merge: [a, b], into: ab, of: [form, visit]}]}")
    #expect(all.allSatisfy { $0[.officialDays] == 6 })
  }

  @Test func `is judged by the limit of those whom a reform reaches and of the others`() throws {
    let text = scenarioText(
      """
      applicants: {firm: {arrivals: {perCalendarDay: 6}}, shop: {arrivals: {perCalendarDay: 6}}}
      offices: {permits: {staff: 500}}
      matters: {licence: {office: permits, review: {work: 72 hours}, limit: {promised: 9 calendar days}}}
      """,
      reforms:
        "  reform: {for: {class: firm}, changes: [{limit: licence, promised: 1 calendar days}]}",
      designs: ["after: [reform]"])
    let after = try trace(text, design: "after")
    let tally = try after.tally(matter: "licence")
    #expect(tally.withinPromised == Int64(after.cases(of: "shop").count))
  }
}

@Suite struct `Compiling a plan` {
  // The office works in no design but the reform's, or only together with others.
  @Test func `knows the hours of an office that does nothing by itself`() async {
    await #expect(processExitsWith: .success) {
      let text = scenarioText(
        """
        applicants: {firm: {arrivals: {perCalendarDay: 1}}}
        offices:
          permits: {staff: 1}
          spare: {staff: 1, hours: {Monday-Friday: [10:00-12:00]}}
        matters: {licence: {office: permits, review: {work: 1 hours}}}
        """.replacing("calendar: always", with: "")
      ).replacing("calendar: always", with: "calendar: beijing")
      let trace = try trace(text)
      let open = try trace.tally(office: "spare").open
      // Ten working days of two hours.
      guard open == 20 * hour else { throw TestFailure("open for \(open) ms") }
    }
  }
}

@Suite struct `Reforms that begin one after another` {
  /// A pilot area, listed zones and the rest of the city; `dates` are those of the last two waves.
  private func text(_ dates: [String?]) -> String {
    func reform(_ zone: String, _ date: String?) -> String {
      "  \(zone): {for: {zone: \(zone)}, \(date.map { "from: \($0), " } ?? "")changes: [{confirm: licence}]}"
    }
    return scenarioText(
      window: "{from: 2024-03-04, to: 2024-04-21}", study: "kind: transition\nfrom: 2024-03-18",
      """
      applicants:
        firm:
          arrivals: {perCalendarDay: 9}
          attributes: {zone: {city: 40%, listed: 40%, pilot: 20%}}
      offices: {window: {staff: 2}, permits: {staff: 4}}
      matters:
        licence:
          office: permits
          prepare: 5 calendar days
          completeness: {office: window, work: 1 hours}
          review: {work: {exponential: {mean: 3 hours}}}
      """,
      reforms: [reform("city", dates[1]), reform("listed", dates[0]), reform("pilot", nil)]
        .joined(separator: "\n"), designs: ["after: [city, listed, pilot]"])
  }

  @Test func `reach each zone from its own day on, by the day of submission`() throws {
    let waves: [Name: Int64] = ["pilot": 14 * day, "listed": 21 * day, "city": 28 * day]
    let after = try trace(text(["2024-03-25", "2024-04-01"]), design: "after")
    let zones = ["city", "listed", "pilot"]
    var seen: [Name: (old: Int, new: Int, between: Int)] = [:]
    for one in after.cases {
      let zone = zones[one.category(0)]
      let submitted = try one.instant("licence/submit")
      let isNew = submitted >= (waves[zone] ?? 0)
      #expect(one.instants("licence/review").isEmpty == isNew, "\(zone) at \(submitted)")
      var count = seen[zone] ?? (0, 0, 0)
      if isNew { count.new += 1 } else { count.old += 1 }
      // Later than the first wave and before its own.
      if !isNew, submitted >= 14 * day { count.between += 1 }
      seen[zone] = count
    }
    for zone in zones { #expect((seen[zone]?.old ?? 0) > 5 && (seen[zone]?.new ?? 0) > 5) }
    #expect(seen["pilot"]?.between == 0)
    #expect((seen["city"]?.between ?? 0) > (seen["listed"]?.between ?? 0))
    #expect((seen["listed"]?.between ?? 0) > 5)
  }

  @Test func `are one reform where all begin on the study's day`() throws {
    let plain = try trace(text([nil, nil]), design: "after")
    let dated = try trace(text(["2024-03-18", "2024-03-18"]), design: "after")
    #expect(plain.record.rows == dated.record.rows)
  }

  @Test func `change nothing where they begin after the end`() throws {
    let never = text(["2026-03-18", "2026-03-18"]).replacing(
      "pilot: {for: {zone: pilot}, ", with: "pilot: {for: {zone: pilot}, from: 2026-03-18, ")
    let before = try trace(never)
    let after = try trace(never, design: "after")
    #expect(before.log.map(\.instant) == after.log.map(\.instant))
  }

  @Test func `have a day only in a transition, and none before it`() throws {
    let early = diagnostics(text(["2024-03-10", nil]))
    #expect(
      early.contains { $0.contains("2024-03-10 is before the study's date of reform, 2024-03-18") },
      "\(early)")
    let steady = diagnostics(
      text(["2024-03-25", nil]).replacing("  kind: transition\n", with: "").replacing(
        "  from: 2024-03-18\n", with: ""))
    #expect(
      steady.contains {
        $0.contains("'from' of a reform belongs to a study of 'kind: transition' only")
      },
      "\(steady)")
  }

  private func diagnostics(_ text: String) -> [String] {
    parseScenario(Array(text.utf8), file: "waves.yaml").diagnostics.map { $0.text(language: .en) }
  }
}
