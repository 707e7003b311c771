import ApprovalModel
import Kernel
import ScenarioFiles
import Simulation
import Testing

// What changes of offices, papers and payments do to the days of applicants.
@Suite struct `A reform of offices` {
  // Two desks, one a person each; every application needs 6 hours at its own.
  private let desks = scenarioText(
    """
    applicants:
      left: {arrivals: {list: [2024-03-04 00:00, 2024-03-04 00:00]}}
      right: {arrivals: {list: [2024-03-06 00:00]}}
    offices: {a: {staff: 1}, b: {staff: 1}, far: {staff: 1}}
    matters:
      one: {office: a, when: {class: left}, review: {work: 6 hours}}
      two: {office: b, when: {class: right}, review: {work: 6 hours}}
    """,
    reforms: """
        hall: {changes: [{pool: [a, b], into: hall, slower: 1.5x}]}
        more: {changes: [{capacity: a, staff: 2}]}
        down: {changes: [{delegate: one, to: far, slower: 2x}]}
      """,
    designs: ["hall: [hall]", "more: [more]", "down: [down]"])

  // Before: the second at desk a waits 6 hours. Pooled: both begin at once, each takes 9 hours; the
  // one at desk b, who never waited, takes 9 instead of 6. More people: nobody waits. Delegated: 12
  // hours each, one after the other.
  @Test(
    arguments: [
      ("before", [6, 12], [6]), ("hall", [9, 9], [9]), ("more", [6, 6], [6]),
      ("down", [12, 24], [6]),
    ] as [(String, [Int64], [Int64])])
  func `takes so many hours`(design: String, left: [Int64], right: [Int64]) throws {
    let trace = try trace(desks, design: design)
    #expect(trace.cases(of: "left").map { $0[.needCalendar] / hour } == left)
    #expect(trace.cases(of: "right").map { $0[.needCalendar] / hour } == right)
  }

  // The tempting wrong version pools without a slowdown; the format does not allow it.
  @Test func `by pooling must say how much slower the work becomes`() throws {
    let text = desks.replacing(", slower: 1.5x}", with: "}")
    let (_, diagnostics) = parseScenario(Array(text.utf8), file: "test.yaml")
    #expect(diagnostics.contains { $0.text(language: .en).contains("'slower'") })
  }

  private let green = scenarioText(
    """
    applicants:
      plain: {arrivals: {list: [2024-03-04 00:00, 2024-03-04 01:00]}}
      urgent: {arrivals: {list: [2024-03-04 02:00]}}
    offices: {desk: {staff: 1}}
    matters: {permit: {office: desk, review: {work: 6 hours}}}
    """,
    reforms: """
        channel: {changes: [{prioritize: desk, by: {class: [urgent, plain]}}]}
      """,
    designs: ["channel: [channel]"])

  // Who goes first is somebody's longer wait: 10 hours less for one, 6 more for the other.
  @Test func `by priority makes the others wait longer`() throws {
    let before = try trace(green)
    let after = try trace(green, design: "channel")
    func hours(_ trace: Trace, _ name: String) -> [Int64] {
      trace.cases(of: name).map { $0[.needCalendar] / hour }
    }
    #expect(hours(before, "plain") == [6, 11])
    #expect(hours(before, "urgent") == [16])
    #expect(hours(after, "plain") == [6, 17])
    #expect(hours(after, "urgent") == [10])
  }

  private let papers = scenarioText(
    window: "{from: 2024-03-04, to: 2024-04-28}",
    """
    applicants: {firm: {arrivals: {perCalendarDay: 40}}}
    offices: {bureau: {staff: 900}, window: {staff: 900}}
    matters:
      permit:
        office: bureau
        payments: [{amount: 300 yuan, payer: applicant, payee: government}]
        completeness: {office: window, work: 1 hours, correction: {chance: 50%, rounds: 1, takes: 24 hours}}
        review: {work: {lognormal: {median: 20 hours, p90: 60 hours}}}
    """,
    reforms: """
        net: {changes: [{online: permit, share: 75%}]}
        norm: {changes: [{standardize: permit, spread: 0.5x, correction: 0.4x}]}
        free: {changes: [{fee: permit, paidBy: government}]}
        cover: {changes: [{guarantee: permit, replaces: {payment: government}, premium: 20 yuan, guarantor: insurer}]}
      """,
    designs: ["net: [net]", "norm: [norm]", "free: [free]", "cover: [cover]"])

  // The same applicants: going online saves three trips in four and not a minute of the review.
  @Test func `by going online saves trips and no minute`() throws {
    let before = try trace(papers)
    let after = try trace(papers, design: "net")
    #expect(before.cases.map { $0[.needCalendar] } == after.cases.map { $0[.needCalendar] })
    let trips = after.cases.reduce(0) { $0 + $1[.trips] }
    let all = before.cases.reduce(0) { $0 + $1[.trips] }
    #expect(all > 3_000)
    // Each of some 3,300 hand-ins is online with 75 %: three standard deviations are 2.3 %.
    #expect(abs(Double(trips) / Double(all) - 0.25) < 0.023)
  }

  // Every review comes half as near to the mean: the mean stays, and each applicant's order, too.
  @Test func `by a standard halves the spread around the same mean`() throws {
    let before = try trace(papers).cases.map { $0[.review] }
    let after = try trace(papers, design: "norm").cases.map { $0[.review] }
    let mean = 20 * 1.4444  // of the lognormal, hours: exp(σ²/2) with σ = ln 3 / 1.2816
    for (a, b) in zip(before, after) {
      let expected = mean + 0.5 * (Double(a) / Double(hour) - mean)
      #expect(abs(Double(b) / Double(hour) - expected) < 0.01)
    }
    #expect(zip(before, after).contains { $0 != $1 })
  }

  @Test func `by a standard makes so many corrections rarer`() throws {
    let before = try trace(papers).cases.reduce(0) { $0 + $1[.corrections] }
    let after = try trace(papers, design: "norm").cases.reduce(0) { $0 + $1[.corrections] }
    // 50 % become 20 % of some 2,200: three standard deviations of the quotient are 0.06.
    #expect(abs(Double(after) / Double(before) - 0.4) < 0.06)
  }

  // Three matters of which two are merged; one of these is always corrected once.
  private let joint = scenarioText(
    """
    applicants: {firm: {arrivals: {perCalendarDay: 3}}}
    offices: {bureau: {staff: 500}, window: {staff: 500}}
    matters:
      fire:
        office: bureau
        completeness: {office: window, work: 1 hours, correction: {chance: 100%, rounds: 1, takes: 24 hours}}
        review: {work: {uniform: [10 hours, 50 hours]}}
      planning:
        office: bureau
        completeness: {office: window, work: 1 hours}
        review: {work: {uniform: [10 hours, 20 hours]}}
    """,
    reforms: """
        form: {changes: [{merge: [fire, planning], into: acceptance, of: [form]}]}
        visit: {changes: [{merge: [fire, planning], into: acceptance, of: [visit]}]}
        norm: {changes: [{standardize: fire, spread: 0x, correction: 0x}]}
        whole: {requires: [form], changes: [{standardize: acceptance, spread: 0x, correction: 0x}]}
        net: {changes: [{online: [fire, planning], share: 100%}]}
        nets: {changes: [{online: fire, share: 100%}, {online: planning, share: 100%}]}
        part: {changes: [{online: fire, share: 100%}]}
        front: {requires: [form], changes: [{online: acceptance, share: 100%}]}
        fronts: {requires: [visit], changes: [{online: acceptance, share: 100%}]}
      """,
    designs: [
      "form: [form]", "form-norm: [form, norm]", "form-whole: [form, whole]",
      "visit: [visit]", "visit-norm: [visit, norm]",
      "form-net: [form, net]", "form-nets: [form, nets]", "form-part: [form, part]",
      "form-front: [form, front]", "visit-net: [visit, net]", "visit-part: [visit, part]",
      "visit-fronts: [visit, fronts]",
    ])

  // The one form goes back because of fire alone, and fire's review comes to its mean of 30 hours.
  @Test(arguments: [
    ("form", 1, false, false), ("form-norm", 0, true, false), ("form-whole", 0, true, true),
    ("visit", 1, false, false), ("visit-norm", 0, true, false),
  ])
  func `by a standard for a part of a merger acts on that part`(
    design: String, corrections: Int64, fire: Bool, planning: Bool
  ) throws {
    let cases = try trace(joint, design: design).cases
    #expect(cases.count > 20)
    #expect(cases.allSatisfy { $0[.corrections] == corrections })
    let lengths = ["fire": fire, "planning": planning]
    for (name, isStandard) in lengths.sorted(by: { $0.key < $1.key }) {
      let all = Set(cases.flatMap { $0.lengths("\(name)/review") })
      let mean = name == "fire" ? 30 * hour : 15 * hour
      #expect(isStandard ? all == [mean] : all.count > 10, "\(name): \(all)")
    }
  }

  // One form is one trip, and one of the corrections another; two forms are two trips and one.
  @Test(arguments: [
    ("form", 2), ("form-net", 0), ("form-nets", 0), ("form-part", 0), ("form-front", 0),
    ("visit", 3), ("visit-net", 0), ("visit-part", 1), ("visit-fronts", 0),
  ])
  func `by going online saves the trips of a merger`(design: String, trips: Int64) throws {
    let cases = try trace(joint, design: design).cases
    #expect(cases.count > 20)
    #expect(cases.allSatisfy { $0[.trips] == trips }, "\(cases[0][.trips])")
  }

  @Test(arguments: [
    ("before", ["applicant→government 300"]), ("free", ["government→government 300"]),
    ("cover", ["applicant→insurer 20"]),
  ])
  func `leaves every yuan with a payer and a payee`(design: String, expected: [String]) throws {
    let trace = try trace(papers, design: design)
    let accounts = trace.compiler.names.accounts
    for one in trace.cases {
      let paid = accounts.indices.compactMap { i -> String? in
        let fen = one.row[trace.record.layout.firstAccount + i]
        return fen == 0 ? nil : "\(accounts[i].payer)→\(accounts[i].payee) \(fen / 100)"
      }
      #expect(paid == expected)
    }
  }

  @Test func `in a transition study is refused, since offices would change too early`() throws {
    let text = desks.replacing(
      "study:", with: "study:\n  kind: transition\n  from: 2024-03-08")
    let scenario = try parsed(text)
    let design = try #require(scenario.designs.first { $0.name == "hall" })
    #expect(throws: CompileError.self) { try StudyCompiler(scenario, designs: [design]) }
  }
}
