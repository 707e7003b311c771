import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `Reforms of papers` {
  /// A permit and a licence for the same firms, in offices where nobody waits.
  private let desk = scenarioText(
    window: "{from: 2024-03-04, to: 2024-04-28}",
    """
    applicants: {firm: {arrivals: {perCalendarDay: 40}}}
    offices: {bureau: {staff: 900}, window: {staff: 900}, guides: {staff: 900}}
    matters:
      permit:
        office: bureau
        comply: {lognormal: {median: 10 hours, p90: 20 hours}}
        prepare: {lognormal: {median: 48 hours, p90: 120 hours}}
        materials: 10
        completeness: {office: window, work: 1 hours, correction: {chance: 50%, rounds: 1, takes: 24 hours}}
        review: {work: {lognormal: {median: 20 hours, p90: 60 hours}}}
      licence:
        office: bureau
        prepare: 24 hours
        materials: 4
        review: {work: 5 hours}
    """,
    reforms: """
        data: {changes: [{share: permit, materials: 3, coverage: 60%, prepare: 0.5x, correction: 0.4x, trip: 0%}]}
        both: {changes: [{share: [licence, permit], materials: 1, coverage: 60%}]}
        guide: {changes: [{coach: permit, office: guides, work: 2 hours, reaches: 60%, prepare: 0.8x, correction: 0.4x}]}
        free: {changes: [{entitle: permit, office: guides, coverage: 60%, work: 2 hours}]}
        quick: {changes: [{limit: permit, promised: 5 working days}]}
      """,
    designs: [
      "data: [data]", "both: [both]", "guide: [guide]", "free: [free]",
      "dataAndMore: [data, quick]",
    ])

  /// Everything recorded of an applicant but which reforms reached it and on which route.
  private func outcome(_ one: Case) -> [Int64] {
    var row = one.row
    row[RecordLayout.Field.reach.rawValue] = 0
    row[RecordLayout.Field.route.rawValue] = 0
    return row
  }

  // MARK: share

  // The tempting wrong versions share for everybody, or make the review faster.
  @Test func `sharing data helps those covered and leaves the rest as they were`() throws {
    let before = try trace(desk).cases
    let after = try trace(desk, design: "data").cases
    var covered = 0
    var corrections = (before: Int64(0), after: Int64(0))
    for (old, new) in zip(before, after) {
      #expect(old[.review] == new[.review])
      if new[.materials] == 14 {
        #expect(outcome(old) == outcome(new))
        continue
      }
      covered += 1
      #expect(new[.materials] == 3 + 4)
      // The trips left are those of the licence.
      #expect(new[.trips] == 1)
      let papers = (
        try #require(old.lengths("permit/prepare").first), new.lengths("permit/prepare")
      )
      #expect(papers.1.count == 1 && abs(2 * papers.1[0] - papers.0) <= 1)
      #expect(old.lengths("permit/comply") == new.lengths("permit/comply"))
      #expect(new[.corrections] <= old[.corrections])
      corrections.before += old[.corrections]
      corrections.after += new[.corrections]
    }
    // Of some 2,200 applicants 60 % are covered: three standard deviations are 3.1 %.
    #expect(before.count > 2_000)
    #expect(abs(Double(covered) / Double(before.count) - 0.6) < 0.031)
    // 50 % become 20 % of some 1,300: three standard deviations of the quotient are 0.06.
    #expect(abs(Double(corrections.after) / Double(corrections.before) - 0.4) < 0.06)
  }

  @Test func `sharing data draws once an applicant and matter, whatever else is reformed`() throws {
    func covered(_ design: String) throws -> [Bool] {
      try trace(desk, design: design).cases.map { $0[.materials] < 14 }
    }
    #expect(try covered("data") == covered("dataAndMore"))
    // Two matters are two draws: 36 % are covered in both, 16 % in none; three standard deviations
    // of some 2,200 are 3.1 % and 2.4 %.
    let both = try trace(desk, design: "both").cases.map { $0[.materials] }
    let share = { (n: Int64) in Double(both.count { $0 == n }) / Double(both.count) }
    #expect(abs(share(2) - 0.36) < 0.031)
    #expect(abs(share(14) - 0.16) < 0.024)
    #expect(share(5) + share(11) + share(2) + share(14) == 1)
  }

  /// One applicant a day, certain to be covered.
  private func covered(_ body: String, _ change: String) -> String {
    scenarioText(
      """
      applicants: {firm: {\(needs(at: 0, 24, 48))}}
      offices: {bureau: {staff: 9}, window: {staff: 9}}
      matters:
        permit: {office: bureau, prepare: 10 hours, materials: 8, \(body)}
      """,
      reforms: "  data: {changes: [{share: permit, coverage: 100%, \(change)}]}",
      designs: ["data: [data]"])
  }

  // Prepare 5 hours, receipt 1 hour: returned surely before, never with the factor 0.
  @Test func `sharing data helps with what is filed, too`() throws {
    let text = covered(
      "review: {work: 1 hours}", "materials: 2, prepare: 0.5x, correction: 0x"
    ).replacing(
      "changes: [",
      with: "changes: [{file: permit, timing: before, receipt: {office: window, work: 1 hours, "
        + "returned: 90%}}, ")
    for one in try trace(text, design: "data").cases {
      #expect(one[.needCalendar] == 6 * hour)
      #expect(one[.corrections] == 0)
      #expect(one[.materials] == 2)
    }
  }

  // A hundred per cent online leaves no trip, whatever share says of the window.
  @Test func `sharing data leaves those who come online at home`() throws {
    let text = covered("review: {work: 1 hours}", "materials: 2, trip: 100%")
    #expect(try trace(text, design: "data").cases.map { $0[.trips] } == [1, 1, 1])
    let online = text.replacing("changes: [", with: "changes: [{online: permit, share: 100%}, ")
    #expect(try trace(online, design: "data").cases.map { $0[.trips] } == [0, 0, 0])
  }

  @Test(arguments: ["data", "guide", "free"])
  func `that reach nobody change nothing`(design: String) throws {
    let nobody = desk.replacing("60%", with: "0%")
    let before = try trace(nobody).cases.map(outcome)
    #expect(try trace(nobody, design: design).cases.map(outcome) == before)
    #expect(try trace(desk, design: design).cases.map(outcome) != before)
  }

  // MARK: coach

  @Test func `coaching helps those coached and leaves the rest as they were`() throws {
    let before = try trace(desk).cases
    let after = try trace(desk, design: "guide").cases
    var coached = 0
    var corrections = (before: Int64(0), after: Int64(0))
    for (old, new) in zip(before, after) {
      #expect(old[.review] == new[.review])
      #expect(old[.materials] == new[.materials] && old[.steps] == new[.steps])
      if new.instants("permit/coach").isEmpty {
        #expect(outcome(old) == outcome(new))
        continue
      }
      coached += 1
      let papers = try #require(old.lengths("permit/prepare").first)
      let faster = try #require(new.lengths("permit/prepare").first)
      #expect(abs(Double(faster) - 0.8 * Double(papers)) <= 1)
      #expect(new.lengths("permit/coach") == [2 * hour])
      #expect(try new.instant("permit/coach", .start) == old.instant("permit/comply"))
      #expect(try new.instant("permit/coach") == new.instant("permit/prepare", .start))
      #expect(new[.corrections] <= old[.corrections])
      corrections.before += old[.corrections]
      corrections.after += new[.corrections]
    }
    // Of some 2,200 applicants 60 % are coached: three standard deviations are 3.1 %.
    #expect(abs(Double(coached) / Double(before.count) - 0.6) < 0.031)
    #expect(abs(Double(corrections.after) / Double(corrections.before) - 0.4) < 0.06)
  }

  /// Two applicants at once, one guide for 4 hours each; papers of 10 hours become 5.
  private let oneGuide = scenarioText(
    """
    applicants: {firm: {\(needs(at: 0, 0))}}
    offices: {bureau: {staff: 9}, guides: {staff: 1}}
    matters:
      permit: {office: bureau, prepare: 10 hours, materials: 8, review: {work: 1 hours}}
    """,
    reforms: """
        guide: {changes: [{coach: permit, office: guides, work: 4 hours, prepare: 0.5x}]}
        data: {changes: [{share: permit, materials: 2, coverage: 100%, prepare: 0.5x}]}
      """,
    designs: ["guide: [guide]", "two: [data, guide]"])

  // The tempting wrong version does not count the coach's time: both would be through after 6 hours.
  //
  //     before  papers 0–10, review 10–11, both
  //     first   coach 0–4, papers 4–9, review 9–10
  //     second  waits 0–4, coach 4–8, papers 8–13, review 13–14
  @Test func `coaching takes its time, in a queue, before the clock`() throws {
    #expect(try trace(oneGuide).cases.map { $0[.needCalendar] / hour } == [11, 11])
    let after = try trace(oneGuide, design: "guide")
    #expect(after.cases.map { $0[.needCalendar] / hour } == [10, 14])
    #expect(
      after.cases.map { $0.passage("permit/coach") } == [
        "schedule 0 | start 0 | complete 4", "schedule 0 | start 4 | complete 8",
      ])
    #expect(try after.tally(office: "guides").busy == 8 * hour)
    #expect(after.cases.map { $0[.window] / hour } == [4, 8])
    // Handed in to decided: the review alone.
    #expect(after.cases.map { $0[.throughputCalendar] / hour } == [1, 1])
    #expect(after.cases.map { $0[.trips] } == [1, 1])
  }

  // Both helps together: a quarter of the papers' time.
  @Test func `coaching and shared data multiply`() throws {
    let cases = try trace(oneGuide, design: "two").cases
    #expect(cases.map { $0.lengths("permit/prepare") } == [[5 * hour / 2], [5 * hour / 2]])
    #expect(cases.map { $0[.materials] } == [2, 2])
  }

  // MARK: entitle

  @Test func `entitling spares those found everything but the fact`() throws {
    let before = try trace(desk).cases
    let trace = try trace(desk, design: "free")
    var found = 0
    for (old, new) in zip(before, trace.cases) {
      if new.instants("permit/entitle").isEmpty {
        #expect(outcome(old) == outcome(new))
        continue
      }
      found += 1
      #expect(old.lengths("permit/comply") == new.lengths("permit/comply"))
      #expect(
        Set(new.events.map { trace.labels[Int($0.label)] }.filter { $0.hasPrefix("permit/") })
          == ["permit/comply", "permit/entitle", "permit/entitled"])
      #expect(try new.instant("permit/entitled") == new.instant("permit/comply") + 2 * hour)
      // What is left is the licence's.
      #expect(new[.materials] == 4 && new[.trips] == 1 && new[.submissions] == 1)
      #expect(new[.steps] == 1 && new[.corrections] == 0)
    }
    #expect(abs(Double(found) / Double(before.count) - 0.6) < 0.031)
    #expect(try trace.tally(matter: "permit").decisions == Int64(before.count - found))
  }

  // Comply 0–10, list 10–12, by the matter's own office; papers and review would last to 23, and the
  // pledge would be verified.
  @Test(arguments: [
    "",
    "{commit: permit, form: pledge, record: {office: window, work: 1 hours}, verifiedAt: [{at: "
      + "works, by: {office: window, work: 1 hours, rate: 100%, detects: 90%}}]}, ",
    "{file: permit, timing: after, receipt: {office: window, work: 1 hours}}, ",
    "{commit: permit, form: permit, claims: met, followUp: {office: window, work: 1 hours, after: 1 "
      + "calendar days, rate: 100%, detects: 90%}}, ",
  ])
  func `entitling takes the work of the confirming office alone`(other: String) throws {
    let text = scenarioText(
      """
      applicants: {firm: {\(needs(at: 0, 24)), defects: {permit: {curable: 100%, serious: 0%}}}}
      offices: {bureau: {staff: 9}, window: {staff: 9}}
      ownWork: {works: {needs: [permit], milestones: [{whole: {takes: 5 hours}}]}}
      matters:
        permit:
          office: bureau
          comply: 10 hours
          prepare: 8 hours
          materials: 8
          payments: [{amount: 300 yuan, payer: applicant, payee: government}]
          completeness: {office: window, work: 1 hours}
          review: {work: 4 hours}
          limit: {promised: 5 working days}
      """,
      reforms: "  free: {changes: [\(other){entitle: permit, coverage: 100%, work: 2 hours}]}",
      designs: ["free: [free]"])
    #expect(try trace(text).cases.map { $0[.needCalendar] / hour } == [28, 28])
    let after = try trace(text, design: "free")
    for one in after.cases {
      #expect(one[.needCalendar] == 17 * hour)
      #expect(one[.materials] == 0 && one[.submissions] == 0 && one[.payment] == 0)
      #expect(one[.officialDays] == 0 && one[.inspections] == 0)
      #expect(one[.throughputCalendar] == RecordLayout.absent)
    }
    #expect(try after.tally(office: "bureau").busy == 4 * hour)
    #expect(try after.tally(office: "window").busy == 0)
  }
}
