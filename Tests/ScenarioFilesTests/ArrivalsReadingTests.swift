import ApprovalModel
import ScenarioFiles
import Statistics
import Testing

@Suite struct `The arrivals of a class` {
  private func firm(_ arrivals: String, _ keys: String = "hourCost: 60 yuan/hour") throws
    -> ApplicantClass
  {
    let text = smallScenario.replacing("{perWorkingDay: 12}", with: "\(arrivals)\n    \(keys)")
    return try #require(try scenario(text).model.classes.first)
  }

  @Test func `are even and one at a time where nothing else is said`() throws {
    let arrivals = try firm("{perCalendarDay: 8}").arrivals
    #expect(
      arrivals
        == Arrivals(
          rate: Input(8, path: "applicants.firm.arrivals.perCalendarDay"), per: .calendar))
    #expect(arrivals.profile == nil)
    #expect(arrivals.batches == [])
  }

  @Test func `have a profile of which what is not stated weighs one`() throws {
    let profile = try firm(
      "{perWorkingDay: 12, profile: {months: {January: 0.5, December: 0}, weekdays: {Monday: 1.5}, hours: {9: 2, 10: 1.5}}}"
    ).arrivals.profile
    var months = Array(repeating: 1.0, count: 12)
    months[0] = 0.5
    months[11] = 0
    var hours = Array(repeating: 1.0, count: 24)
    hours[9] = 2
    hours[10] = 1.5
    #expect(
      profile == ArrivalProfile(months: months, weekdays: [1.5, 1, 1, 1, 1, 1, 1], hours: hours))
  }

  @Test func `have a profile of lists`() throws {
    let profile = try firm(
      "{perWorkingDay: 12, profile: {weekdays: [2, 1, 1, 1, 3, 0, 0]}}"
    ).arrivals.profile
    #expect(profile == ArrivalProfile(weekdays: [2, 1, 1, 1, 3, 0, 0]))
  }

  @Test func `may be possible in a single hour of the class's own`() throws {
    let hours = "hours: {Saturday: [09:30-10:00]}"
    let peak = (0...23).map { $0 == 9 ? "1" : "0" }.joined(separator: ", ")
    let arrivals = "{perWorkingDay: 12, profile: {hours: [\(peak)]}}"
    #expect(try firm(arrivals, hours).arrivals.profile?.hours[9] == 1)
    let other = hours.replacing("09:30-10:00", with: "10:00-11:00")
    let text = smallScenario.replacing("{perWorkingDay: 12}", with: "\(arrivals)\n    \(other)")
    #expect(read(text).diagnostics.contains { $0.code == .contradiction })
  }

  @Test func `come in batches by size`() throws {
    let arrivals = try firm("{perWorkingDay: 12, batches: {5: 30%, 1: 70%}}").arrivals
    #expect(arrivals.batches == [BatchSize(size: 1, share: 0.7), BatchSize(size: 5, share: 0.3)])
    #expect(arrivals.rate?.value == 12)
  }

  @Test func `may have a length of time between them`() throws {
    let arrivals = try firm("{every: 3 hours, grade: D, range: [0.5x, 2x], batches: {2: 100%}}")
      .arrivals
    guard case .gap(let gap) = arrivals.source else {
      Issue.record("no gap: \(arrivals)")
      return
    }
    #expect(gap.path == "applicants.firm.arrivals.every")
    #expect(gap.value == DurationDistribution(.constant(3), .hours))
    #expect(gap.evidence.range == .factor(low: 0.5, high: 2))
    #expect(arrivals.batches == [BatchSize(size: 2, share: 1)])
    #expect(arrivals.rate == nil)
    let drawn = try firm("{every: {exponential: {mean: 2 calendar days}}}").arrivals
    guard case .gap(let gap) = drawn.source else {
      Issue.record("no gap: \(drawn)")
      return
    }
    #expect(gap.value == DurationDistribution(.exponential(mean: 2), .calendarDays))
  }

  @Test func `may be a list of instants, put in order`() throws {
    let text = smallScenario.replacing(
      "{perWorkingDay: 12}",
      with: "{list: [2024-03-02 14:30, 2024-03-01 09:00, 2024-03-02 14:30], grade: B, source: law}")
    let scenario = try scenario(text)
    let first = try #require(CivilDate(iso: "2024-03-01"))
    let second = CivilMinute(date: first.adding(days: 1), minute: 870)
    let path = "applicants.firm.arrivals.list"
    let evidence = Evidence(grade: .b, source: "law", isStated: true)
    let arrivals = try #require(scenario.model.classes.first).arrivals
    #expect(
      arrivals.source
        == .list(
          Input(
            [CivilMinute(date: first, minute: 540), second, second], path: path, evidence: evidence)
        ))
    #expect(arrivals.rate == nil)
    #expect(arrivals.per == nil)
    let listed = try #require(scenario.inputs.first { $0.path == path })
    #expect(listed.text == "2024-03-01 09:00 … 2024-03-02 14:30 (3)")
    #expect(listed.evidence == evidence)
  }

  @Test func `as a list need no range`() {
    let text = smallScenario.replacing(
      "{perWorkingDay: 12}", with: "{list: [2024-03-01 09:00], grade: D}")
    #expect(!read(text).diagnostics.contains { $0.code == .noRange && $0.position?.line == 9 })
  }

  @Test func `have patience and come from firms`() throws {
    let firm = try firm(
      "{perWorkingDay: 12}",
      "patience: {exponential: {mean: 20 working days}, grade: D, range: [0.5x, 2x]}\n    firms: 500"
    )
    let patience = try #require(firm.patience)
    #expect(patience.value == DurationDistribution(.exponential(mean: 20), .workingDays))
    #expect(patience.path == "applicants.firm.patience")
    #expect(patience.evidence.range == .factor(low: 0.5, high: 2))
    #expect(firm.firms == Input(500, path: "applicants.firm.firms"))
    let without = try self.firm("{perWorkingDay: 12}")
    #expect(without.patience == nil)
    #expect(without.firms == nil)
  }
}

@Suite struct `Credit lists` {
  private let text = smallScenario.replacing(
    "offices:\n",
    with: """
      creditLists:
        serious: {title: Serious, exit: automatic}
        dishonest: {stay: {value: 1 year, grade: A, source: law}, exit: automatic}
      offices:

      """
  ).replacing("    holdingCost:", with: "    firms: 500\n    holdingCost:")

  @Test func `have a stay and an exit`() throws {
    let scenario = try scenario(text)
    let stay = Input(
      TimeSpan(1, .years), path: "creditLists.dishonest.stay",
      evidence: Evidence(grade: .a, source: "law", isStated: true))
    #expect(
      scenario.model.creditLists == [
        CreditList(name: "dishonest", minimumStay: stay),
        CreditList(name: "serious", title: LocalizedText(zh: "Serious", en: "Serious")),
      ])
    #expect(scenario.inputs.contains { $0.path == stay.path && $0.text == "1 year" })
  }

  @Test func `may be tested by a condition`() throws {
    let tested = text.replacing(
      "basis: law", with: "basis: law\n    when: {onList: [serious, dishonest]}"
    )
    .replacing("    source: plan\n", with: "    source: plan\n    for: {notOnList: dishonest}\n")
    let scenario = try scenario(tested)
    #expect(
      scenario.model.matter("licence")?.when
        == Condition([
          .init(attribute: "onList", requirement: .oneOf(["dishonest", "serious"]))
        ]))
    #expect(
      scenario.reforms.first?.reach
        == Condition([.init(attribute: "notOnList", requirement: .oneOf(["dishonest"]))]))
  }

  @Test func `take in those whom a sanction names`() throws {
    let change = "- limit: licence\n        promised: 5 working days"
    let sanctioned = try scenario(
      text.replacing(
        change,
        with: "- inspect: licence\n        office: permits\n        work: 1 hours\n"
          + "        rate: 10%\n        detects: 80%\n"
          + "      - sanction: {curable: {fine: 100 yuan}, list: dishonest}"))
    let reformed = try sanctioned.model.applying(sanctioned.reforms)
    #expect(reformed.model.inspections.map(\.consequences.list) == ["dishonest"])
  }

  @Test func `do not keep apart two routes of one subject unless a list is denied`() {
    func shared(_ first: String, _ second: String) -> Bool {
      let both = text.replacing(
        "survey:\n", with: "survey:\n    subject: land\n    when: \(first)\n"
      )
      .replacing("basis: law", with: "basis: law\n    subject: land\n    when: \(second)")
      return read(both).diagnostics.contains { $0.code == .sharedSubject }
    }
    // A firm may be on both lists.
    #expect(shared("{onList: serious}", "{onList: dishonest}"))
    #expect(shared("{notOnList: serious}", "{notOnList: dishonest}"))
    #expect(!shared("{onList: serious}", "{notOnList: serious}"))
    #expect(!shared("{notOnList: [serious, dishonest]}", "{onList: serious}"))
    #expect(shared("{notOnList: serious}", "{onList: [serious, dishonest]}"))
  }
}
