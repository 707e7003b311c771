import Simulation
import Testing

@testable import Kernel

/// Runs without a log against runs with one.
///
/// The log takes the long way, on which every file stands in its queue until somebody takes it; without a log
/// offices whose future is certain are foreseen. Both must give the same bytes.
@Suite struct `What is foreseen` {
  /// What a run gives: the bytes of its tallies and its records, taken after every slice.
  private struct Results: Equatable {
    var tallies: [UInt8]
    var records: [Int64] = []
  }

  /// A run by the long way and, at once and three events at a time, as foreseen.
  private struct Ways {
    var long: Results
    var whole: Results
    var sliced: Results
    /// How many offices were foreseen, and of how many classes the cases were as a whole: none by the long way.
    var foreseen: Int
    var courses: Int

    init(_ plan: Plan, seed: UInt64) {
      func results(_ slice: Int, logs: Bool) -> (Results, foreseen: Int, courses: Int) {
        var run = Run(plan, seed: seed, replication: 0, logs: logs)
        let foreseen = (0..<run.officeCount).count { run.offices[$0].foreseenAs >= 0 }
        let courses = (0..<plan.classes.count).count { run.sources[$0].course != nil }
        var records: [Int64] = []
        var isOver = false
        while !isOver {
          isOver = run.advance(events: slice)
          run.takeRecords { records += $0 }
          if logs { _ = run.takeLog() }
        }
        return (Results(tallies: run.resultBytes(), records: records), foreseen, courses)
      }
      let logged = results(1_000, logs: true)
      #expect(logged.foreseen == 0 && logged.courses == 0, "the log takes the long way")
      long = logged.0
      (whole, foreseen, courses) = results(.max, logs: false)
      sliced = results(3, logs: false).0
    }
  }

  private static let features: GeneratedScenario.Features = [
    .sittings, .batches, .joint, .ties, .staffing,
  ]

  /// Parts at the same time, joint visits, sittings, batches, constants, needs and openings at one instant.
  @Test(arguments: 1...(proves ? 5_000 : 400) as ClosedRange<UInt64>)
  func `gives the bytes of the long way on generated scenarios`(seed: UInt64) throws {
    let plan = try trace(
      GeneratedScenario(seed: seed, features: Self.features).text, seed: seed
    ).plan
    let ways = Ways(plan, seed: seed)
    #expect(ways.whole == ways.long, "seed \(seed)")
    #expect(ways.sliced == ways.long, "seed \(seed): three events at a time")
  }

  /// Else the test before would compare the long way with itself.
  @Test func `is some office of most generated scenarios`() throws {
    let some = try (1...60 as ClosedRange<UInt64>).count { seed in
      let scenario = GeneratedScenario(seed: seed, features: Self.features)
      let run = Run(try trace(scenario.text, seed: seed).plan, seed: seed, replication: 0)
      return (0..<run.officeCount).contains { run.offices[$0].foreseenAs >= 0 }
    }
    #expect(some >= 40, "\(some) of 60")
  }

  /// A network in which nearly everything happens at whole minutes, many services take no time, and one matter may
  /// end a case while another waits.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `gives the bytes of the long way where everything happens at once`(seed: UInt64) throws {
    var dice = Dice(seed)
    let calendar = dice.once(in: 2) ? "always" : "beijing"
    func work() -> String {
      dice.pick([
        "0 minutes", "10 minutes", "{discrete: {0 minutes: 60%, 10 minutes: 40%}}",
        "{discrete: {0 minutes: 20%, 20 minutes: 50%, 30 minutes: 30%}}",
        "{exponential: {mean: 15 minutes}}",
      ])
    }
    func matter(_ name: String, _ needs: String) -> String {
      """
        \(name):
          office: a
          \(needs)
          completeness: {office: b, work: \(work())}
          activities:
            - one: {office: a, work: \(work()), again: {chance: 40%, rounds: 3}}
            - two: {office: \(dice.pick(["a", "b", "c"])), work: \(work()), catches: \(dice.pick(["0%", "100%"]))}
            - three: {office: c, work: \(work())}
      """
    }
    let text = scenarioText(
      calendar: calendar, window: "{from: 2024-03-04, to: 2024-03-08}",
      study: "followFor: \(dice.once(in: 2) ? "2 calendar days" : "1 year")",
      """
      applicants:
        firm:
          arrivals: {perWorkingDay: \(20 + dice.below(60)), batches: {1: 40%, 6: 60%}}
          defects: {first: {curable: 0%, serious: 40%}, second: {curable: 0%, serious: 20%}}
        shop: {arrivals: {perWorkingDay: 30, batches: {2: 100%}}}
      offices:
        a: {staff: \(1 + dice.below(3))}
        b: {staff: \(1 + dice.below(12))}
        c: {staff: \(1 + dice.below(2))}
      matters:
      \(matter("first", ""))
      \(matter("second", dice.once(in: 2) ? "needs: [first]" : ""))
      """)
    let plan = try trace(text, seed: seed).plan
    let ways = Ways(plan, seed: seed)
    #expect(ways.foreseen == 3, "seed \(seed): all offices are foreseen")
    #expect(ways.whole == ways.long, "seed \(seed)")
    #expect(ways.sliced == ways.long, "seed \(seed): three events at a time")
  }

  /// One matter, served once: cases of one class are foreseen from their need to their end, while others of the same
  /// office arise several at once or differ from each other, and much happens at the same instant.
  @Test(arguments: 1...(proves ? 2_000 : 200) as ClosedRange<UInt64>)
  func `gives the bytes of the long way where whole cases are foreseen`(seed: UInt64) throws {
    var dice = Dice(seed)
    let work = dice.pick([
      "0 minutes", "10 minutes", "{discrete: {0 minutes: 50%, 10 minutes: 50%}}",
      "{exponential: {mean: 15 minutes}}", "{uniform: [5 minutes, 25 minutes]}",
      "{empirical: [1 minutes, 20 minutes, 20 minutes, 200 minutes]}",
    ])
    let arrivals = dice.pick([
      "{every: 10 minutes}", "{perCalendarDay: 90}", "{perWorkingDay: 30}",
      "{list: [2024-03-05 00:30, 2024-03-05 00:30, 2024-03-05 09:00, 2024-03-08 16:50]}",
    ])
    let others = dice.pick([
      "", "shop: {arrivals: {perWorkingDay: 6, batches: {1: 40%, 6: 60%}}}",
      "shop: {arrivals: {every: 30 minutes}, attributes: {size: {small: 50%, large: 50%}}}",
      "shop: {arrivals: {every: 50 minutes}}",
    ])
    let limit = dice.pick([
      "", "limit: {statutory: 5 working days}",
      "limit: {statutory: 20 calendar days, promised: 1 calendar days}",
    ])
    let calendar = dice.pick(["always", "beijing"])
    let isShort = calendar != "always" && dice.once(in: 2)
    let text = scenarioText(
      calendar: calendar, window: "{from: 2024-03-04, to: 2024-03-08}",
      study: """
        followFor: \(dice.pick(["0 calendar days", "1 calendar days", "1 year"]))
        warmUp: \(dice.pick(["0 calendar days", "4 calendar days"]))
        """,
      """
      applicants:
        firm: {arrivals: \(arrivals)}
        \(others)
      offices:
        a:
          staff: \(1 + dice.below(dice.once(in: 2) ? 2 : 12))
          \(isShort ? "hours: {Monday-Friday: [\"09:00-12:00\", \"13:00-17:00\"]}" : "")
      matters:
        permit:
          office: a
          review: {work: \(work)}
          \(dice.once(in: 2) ? "fee: 30 yuan" : "")
          \(limit)
      """)
    let plan = try trace(text, seed: seed).plan
    let ways = Ways(plan, seed: seed)
    #expect(ways.courses == (others.contains("50 minutes") ? 2 : 1), "seed \(seed)")
    #expect(ways.whole == ways.long, "seed \(seed)")
    #expect(ways.sliced == ways.long, "seed \(seed): three events at a time")
  }

  /// Of two matters that follow a third at once, one is handed in at an office that is closed, the other goes
  /// through a check that takes no time; then nothing happens until the first office opens.
  @Test func `gives a file its times before the next event of the run`() throws {
    let allDay = "hours: {Monday-Sunday: [\"00:00-24:00\"]}"
    let text = scenarioText(
      calendar: "beijing", window: "{from: 2024-03-04, to: 2024-03-08}",
      """
      applicants:
        firm: {arrivals: {list: [2024-03-05 00:30]}, \(allDay)}
      offices:
        x: {staff: 1, \(allDay)}
        b: {staff: 1, \(allDay)}
        d: {staff: 1, \(allDay)}
        c: {staff: 1, hours: {Monday-Friday: ["09:00-12:00"]}}
      matters:
        first: {office: x, review: {work: 1 hours}}
        second: {office: c, needs: [first], review: {work: 20 minutes}}
        third:
          office: b
          needs: [first]
          activities:
            - one: {work: 0 minutes}
            - two: {office: d, work: 20 hours}
      """)
    let found = try trace(text)
    let ways = Ways(found.plan, seed: 1)
    #expect(ways.foreseen == 4)
    #expect(ways.whole == ways.long)
    #expect(ways.sliced == ways.long)
    #expect(try found.tally(office: "c").waitSum == 9 * hour - 90 * minute)
  }

  @Test(arguments: ["joining", "earliestDueDate"])
  func `lasts as long as a scenario may`(order: String) throws {
    let discipline = order == "joining" ? "" : ", discipline: \(order)"
    let text = scenarioText(
      window: "{from: 1950-01-01, to: 2200-12-31}",
      study: "warmUp: 50 years\nfollowFor: 50 years",
      """
      applicants:
        firm: {arrivals: {every: 500 calendar days}}
      offices:
        e: {staff: 2\(discipline)}
      matters:
        first: {office: e, review: {work: {uniform: [40 hours, 60 hours]}}}
      """)
    let found = try trace(text)
    let ways = Ways(found.plan, seed: 1)
    #expect(ways.foreseen == (order == "joining" ? 1 : 0))
    #expect(ways.whole == ways.long)
    #expect(found.record.tallies.open == 0)
  }

  /// What may take a file out of a queue or put it before others.
  @Test(arguments: [
    "patience: 3 working days", "limit: {promised: 2 working days, escalates: yellow}",
    "limit: {promised: 2 working days, tacit: yes}", "places: 3", "discipline: earliestDueDate",
    "staffing: [{hours: \"10:00-11:30\", staff: 2}]",
  ])
  func `is nothing where something may change the order of a queue`(key: String) throws {
    func line(_ keys: [String]) -> String { keys.contains { key.hasPrefix($0) } ? key : "" }
    let text = scenarioText(
      """
      applicants:
        firm:
          arrivals: {perCalendarDay: 20}
          \(line(["patience"]))
      offices:
        a:
          staff: 1
          \(line(["places", "discipline", "staffing"]))
      matters:
        permit:
          office: a
          review: {work: {exponential: {mean: 60 minutes}}}
          \(line(["limit"]))
      """)
    let plan = try trace(text).plan
    let ways = Ways(plan, seed: 1)
    #expect(ways.foreseen == 0 && ways.courses == 0, "\(key)")
    #expect(ways.whole == ways.long, "\(key)")
  }
}
