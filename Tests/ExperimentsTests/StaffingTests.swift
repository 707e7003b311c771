import ApprovalModel
import Experiments
import Inference
import Testing

/// Three offices, each with its own applicants, service a day on average, and λ of 1.5, 2.5 and 3.5 a day.
private func offices(staff: (Int, Int, Int), until end: String = "2024-03-31") throws -> Scenario {
  let costs = (10, 20, 30)
  func applicants(_ name: String, _ rate: String) -> String {
    "  \(name): {arrivals: {perCalendarDay: \(rate)}}\n"
  }
  func office(_ name: String, _ staff: Int, _ cost: Int) -> String {
    "  \(name): {staff: \(staff), cost: \(cost) yuan/hour}\n"
  }
  func matter(_ name: String) -> String {
    """
      \(name)-permit:
        when: {class: \(name)}
        office: \(name)
        review: {work: {exponential: {mean: 24 hours}}}

    """
  }
  return try scenario(
    head(
      window: "{from: 2024-01-01, to: \(end)}", followFor: "60 calendar days",
      study: "warmUp: 60 calendar days\nobserve: 1 calendar days")
      + "applicants:\n" + applicants("a", "1.5") + applicants("b", "2.5") + applicants("c", "3.5")
      + "offices:\n" + office("a", staff.0, costs.0) + office("b", staff.1, costs.1)
      + office("c", staff.2, costs.2) + "matters:\n" + matter("a") + matter("b") + matter("c")
      + "designs:\n  before: []\n")
}

/// The mean wait of M/M/c with service rate 1: Erlang C / (c − λ).
private func meanWait(_ servers: Int, _ rate: Double) -> Double {
  var inverse = 1.0
  for k in 1...servers { inverse = 1 + inverse * Double(k) / rate }
  // `inverse` is 1 over Erlang B.
  let blocking = 1 / inverse
  let load = rate / Double(servers)
  return blocking / (1 - load * (1 - blocking)) / (Double(servers) - rate)
}

private func staffing(
  _ scenario: Scenario, _ levels: [ServiceLevel], mostPeople: Int? = nil, threads: Int? = nil,
  replications: Int = 20
) async throws -> StaffingResults {
  var study = StudyRequest(scenario: scenario)
  study.designs = ["before"]
  study.replications = replications
  var request = StaffingRequest(study)
  request.levels = levels
  request.mostPeople = mostPeople
  return try await findStaffing(request, in: StudyContext(threads: threads))
}

private func atMost(_ days: Double, _ outcome: String, _ scope: String = "all") -> ServiceLevel {
  ServiceLevel(
    outcome: outcome, scope: scope, side: .atMost, bound: .time(TimeSpan(days, .workingDays)))
}

@Suite struct `The cheapest staffing` {
  // Erlang C: waits of 0.2 days at most need c with Wq(c) <= 0.2. The bound lies far enough from the
  // exact waits on both sides for the noise of 20 years.
  @Test
  func
    `of offices that have nothing to do with each other is Erlang's, and so is the next person's gain`()
    async throws
  {
    let rates = ["a": 1.5, "b": 2.5, "c": 3.5]
    let found = try await staffing(
      try offices(staff: (9, 3, 4), until: "2024-12-31"),
      rates.keys.sorted().map { atMost(0.2, "waiting-time", "office:\($0)") })
    #expect(found.isFound && found.certificate == .everyCheaper && found.isByCost)
    for office in found.offices {
      let rate = try #require(rates[office.name])
      let least = try #require((1...20).first { Double($0) > rate && meanWait($0, rate) <= 0.2 })
      #expect(
        office.found == least,
        "\(office.name): \(meanWait(least, rate)) \(meanWait(least - 1, rate))")
      #expect(office.least == least)
      #expect(abs(office.load - 24 * rate) < 1e-9)
      // What arrives is done in the end: the share of time at work is λ / (c μ).
      #expect(abs(try #require(office.utilizationNow) - rate / Double(office.now)) < 0.02)
      #expect(abs(try #require(office.utilizationFound) - rate / Double(office.found)) < 0.02)
      #expect(office.hasLevel)
    }
    for level in found.levels {
      #expect(level.found.isMet && level.drawn == nil)
      let (estimate, bound) = (try #require(level.found.estimate), try #require(level.found.bound))
      #expect(estimate < bound && bound <= 0.2)
    }
    #expect(found.levels.map(\.now.isMet) == [true, false, false])
    // What the next person would buy at b.
    let b = try #require(found.offices.first { $0.name == "b" })
    let own = try #require(b.nextPerson.first { $0.key.scope == .office("b") })
    let others = b.nextPerson.filter {
      $0.key.scope == .office("a") || $0.key.scope == .office("c")
    }
    let exact = meanWait(b.found + 1, 2.5) - meanWait(b.found, 2.5)
    #expect(try #require(own.interval).contains(exact))
    #expect(try #require(own.interval).high < 0)
    // A person at one office changes nothing at the others, to the bit.
    #expect(others.count == 2 && others.allSatisfy { $0.change == 0 })
  }

  // One level on all: offices trade against each other, and every staffing is tried here by hand.
  @Test func `of offices that share a level is what trying all of them finds`() async throws {
    let text = """
      applicants:
        firm: {arrivals: {perCalendarDay: 2.2}}
      offices:
        first: {staff: 3, cost: 10 yuan/hour}
        second: {staff: 3, cost: 13 yuan/hour}
      matters:
        form:
          office: first
          review: {work: {exponential: {mean: 24 hours}}}
        permit:
          after: [form]
          office: second
          review: {work: {exponential: {mean: 24 hours}}}
      designs:
        before: []
      """
    let scenario = try scenario(
      head(
        window: "{from: 2024-01-01, to: 2024-04-30}", followFor: "60 calendar days",
        study: "warmUp: 60 calendar days\nobserve: 1 calendar days") + text)
    let limit = 2.22
    let found = try await staffing(scenario, [atMost(limit, "need-to-operate")])
    var best: (cost: Int, people: [Int])?
    for first in 3...9 {
      for second in 3...9 {
        var tried = scenario
        tried.model.offices[0].staff.value = first
        tried.model.offices[1].staff.value = second
        let results = try await study(tried, replications: 20, compares: false)
        let outcome = try results.estimate("need-to-operate", of: "before")
        let (mean, noise) = (try #require(outcome.estimate), try #require(outcome.runNoise))
        let oneSided =
          mean + noise.halfWidth * studentT(.percent90, degreesOfFreedom: 19)
          / studentT(.percent95, degreesOfFreedom: 19)
        let cost = 10 * first + 13 * second
        if oneSided <= limit, cost < best?.cost ?? .max { best = (cost, [first, second]) }
      }
    }
    #expect(found.offices.map(\.found) == best?.people)
    #expect(found.certificate == .everyCheaper)
    // More is needed together than each needs while the other has plenty.
    #expect(found.offices.map(\.least) != found.offices.map { Optional($0.found) })
  }

  // Half of the draws have fewer arrivals than declared; at three a day three people never keep up.
  @Test func `is tried again with inputs drawn from their ranges, people held`() async throws {
    func waiting(_ arrivals: String, _ staff: String) async throws -> StaffingResults {
      try await staffing(
        try scenario(
          head(
            window: "{from: 2024-01-01, to: 2024-12-31}", followFor: "60 calendar days",
            study: "warmUp: 60 calendar days\nobserve: 1 calendar days")
            + "applicants:\n  a: {arrivals: {perCalendarDay: 1.5\(arrivals)}}\n"
            + "offices:\n  a: {staff: \(staff), cost: 10 yuan/hour}\n"
            + "matters:\n  permit: {office: a, review: {work: {exponential: {mean: 24 hours}}}}\n"
            + "designs:\n  before: []\n"), [atMost(0.3, "waiting-time", "office:a")])
    }
    let people = "{value: 9, grade: D, range: [0.2x, 1x]}"
    let ranged = try await waiting(", grade: D, range: [0.2, 3]", people)
    let drawn = try #require(ranged.levels[0].drawn)
    let interval = try #require(drawn.interval)
    #expect(ranged.offices[0].found == 3 && drawn.replications == 20)
    #expect((4...16).contains(drawn.kept), "\(drawn.kept)")
    #expect(interval.low < 0.1 && interval.high > 1, "\(interval)")
    // The range of people is not drawn from: how many there are is what was looked for.
    let fixed = try await waiting("", people)
    #expect(fixed.offices[0].found == 3 && fixed.levels[0].drawn == nil)
  }

  @Test func `says of which offices no level speaks`() async throws {
    let one = try await staffing(
      try offices(staff: (3, 4, 5)), [atMost(0.5, "waiting-time", "office:a")])
    #expect(one.offices.map(\.hasLevel) == [true, false, false])
    let all = try await staffing(try offices(staff: (3, 4, 5)), [atMost(9, "need-to-operate")])
    #expect(all.offices.map(\.hasLevel) == [true, true, true])
  }

  @Test func `is by people where an office has no cost of an hour`() async throws {
    var scenario = try offices(staff: (3, 3, 4))
    scenario.model.offices[1].hourlyCost = nil
    let found = try await staffing(scenario, [atMost(1, "waiting-time", "office:a")])
    #expect(!found.isByCost)
  }

  @Test func `does not exist where no one keeps the level, and that is an answer`() async throws {
    // Service alone takes a day.
    let found = try await staffing(
      try offices(staff: (3, 4, 5)), [atMost(0.9, "need-to-operate")], mostPeople: 8)
    #expect(!found.isFound && found.certificate == nil)
    #expect(found.offices.map(\.found) == [8, 8, 8])
    #expect(found.levels.map(\.found.isMet) == [false])
  }

  @Test func `leaves offices alone that are staffed by date`() async throws {
    var scenario = try offices(staff: (3, 4, 5))
    scenario.model.offices[2].staffing = [
      StaffRule(days: [.saturday], staff: Input(6, path: "offices.c.staffing.1.staff"))
    ]
    let found = try await staffing(scenario, [atMost(0.2, "waiting-time", "office:a")])
    #expect(found.offices.map { $0.held != nil } == [false, false, true])
    #expect(found.offices[2].found == 5)
  }

  @Test func `spares nobody where the design has no work`() async throws {
    var scenario = try offices(staff: (3, 4, 5))
    scenario.model.offices.append(
      Office(name: "d", staff: Input(2, path: "offices.d.staff")))
    let found = try await staffing(scenario, [atMost(0.5, "waiting-time", "office:a")])
    let idle = try #require(found.offices.first { $0.name == "d" })
    #expect(idle.held != nil && idle.found == 2)
    // An office without a cost that keeps its people does not keep costs from being compared.
    #expect(found.isByCost)
  }

  @Test func `does not depend on the number of threads`() async throws {
    let levels = [atMost(0.5, "waiting-time", "office:a")]
    let one = try await staffing(try offices(staff: (3, 4, 5)), levels, threads: 1)
    let two = try await staffing(try offices(staff: (3, 4, 5)), levels, threads: 2)
    #expect(one.offices == two.offices && one.levels == two.levels)
  }

  @Test func `takes levels from the file, and asks for some where there are none`() async throws {
    var scenario = try offices(staff: (3, 4, 5))
    await #expect(throws: StudyError.self) { try await staffing(scenario, []) }
    scenario.study.service = [atMost(1, "waiting-time", "office:a")]
    #expect(try await staffing(scenario, []).levels.map(\.level) == scenario.study.service)
  }

  @Test func `refuses a level without the scope that it needs, and lists the scopes`() async throws
  {
    do {
      _ = try await staffing(try offices(staff: (3, 4, 5)), [atMost(1, "waiting-time", "all")])
      Issue.record("not refused")
    } catch StudyError.unsuitable(let message) {
      #expect(
        message.en.hasSuffix(
          "state the scope: waiting-time@office:a, waiting-time@office:b, waiting-time@office:c"),
        "\(message.en)")
    }
  }

  @Test func `refuses a level in the wrong unit, of an unknown outcome, and with too few runs`()
    async throws
  {
    let scenario = try offices(staff: (3, 4, 5))
    let share = ServiceLevel(
      outcome: "waiting-time", scope: "office:a", side: .atMost, bound: .share(.one))
    await #expect(throws: StudyError.self) { try await staffing(scenario, [share]) }
    await #expect(
      throws: StudyError.unknownOutcome("waiting-time@office:d", near: "waiting-time@office:a")
    ) {
      try await staffing(scenario, [atMost(1, "waiting-time", "office:d")])
    }
    await #expect(throws: StudyError.self) {
      try await staffing(
        scenario, [atMost(1, "waiting-time", "office:a")], replications: 19)
    }
  }
}
