import ApprovalModel
import Experiments
import Inference
import Testing

/// Design `without` spares everybody a paper that takes `making` days to make and one day to look at,
/// so that the difference is exactly −(making + 1) days.
private func paper(
  making: String = "10 working days, grade: D, range: [2, 20]", reform: String = ""
) throws -> Scenario {
  try scenario(
    head(study: "primary: {outcome: need-to-operate-idle, worthwhile: 1 working days}") + """
      applicants:
        firm:
          arrivals: {perCalendarDay: 4, grade: D, range: [3, 5]}
      offices:
        registry: {staff: 1000}
      matters:
        paper:
          office: registry
          prepare: {value: \(making)}
          review: {work: 24 hours}
      reforms:
        drop:
          \(reform)
          changes: [{cancel: paper}]
      designs:
        before: []
        without: [drop]
      """)
}

private func breakEven(
  _ scenario: Scenario, input: String? = nil, from: Double? = nil, to: Double? = nil,
  threshold: Double = 0, isPercent: Bool = false, threads: Int? = nil, outcome: String? = nil
) async throws -> BreakEvenResults {
  var study = StudyRequest(scenario: scenario)
  study.designs = ["without"]
  study.replications = 4
  study.outcomes = outcome.map { [OutcomeChoice($0)] } ?? []
  var request = BreakEvenRequest(study)
  request.input = input
  (request.from, request.to, request.threshold) = (from, to, threshold)
  request.isThresholdPercent = isPercent
  return try await findBreakEven(request, in: StudyContext(threads: threads))
}

@Suite struct `A break-even value` {
  private let making = "matters.paper.prepare"

  // −(making + 1) = −7 at 6 days. Without noise the interval is the point.
  @Test func `is found to a 512th of the range where the difference is known exactly`() async throws
  {
    let found = try await breakEven(try paper(), input: making, threshold: -7)
    let one = try #require(found.inputs.first)
    let point = try #require(one.points.first)
    #expect(one.points.count == 1)
    #expect(point.kind == .crossing)
    #expect(abs(point.input - 6) < 18.0 / 512)
    #expect(point.before == .above && point.after == .below)
    #expect(found.declared?.difference == -11)
    #expect(one.range == Interval(low: 2, high: 20))
  }

  @Test func `is none in the range, with the difference at both ends`() async throws {
    let found = try await breakEven(try paper(), input: making)
    let one = try #require(found.inputs.first)
    #expect(one.points.isEmpty)
    #expect(one.endPoints.low?.value == 2 && one.endPoints.low?.difference == -3)
    #expect(one.endPoints.high?.value == 20 && one.endPoints.high?.difference == -21)
  }

  @Test func `is looked for in the range asked for, not in the declared one`() async throws {
    let found = try await breakEven(
      try paper(), input: making, from: 30, to: 40, threshold: -36)
    let one = try #require(found.inputs.first)
    #expect(abs(try #require(one.points.first).input - 35) < 10.0 / 512)
    #expect(one.tried.allSatisfy { $0.value >= 30 && $0.value <= 40 })
  }

  @Test func `is looked for in every ranged input when none is named`() async throws {
    let found = try await breakEven(try paper(), threshold: -7)
    #expect(found.inputs.map(\.input.path) == ["applicants.firm.arrivals.perCalendarDay", making])
    #expect(found.inputs.map(\.points.isEmpty) == [true, false])
  }

  @Test func `of a number of people is whole, and only whole numbers are tried`() async throws {
    let found = try await breakEven(
      try paper(), input: "offices.registry.staff", from: 1, to: 9, threshold: -15)
    let one = try #require(found.inputs.first)
    #expect(one.tried.allSatisfy { $0.value == $0.value.rounded() })
    // Four arrive a day and each takes a day: with up to four people the queue grows without end.
    let point = try #require(one.points.first)
    #expect(point.bracket.high - point.bracket.low == 1)
    #expect(point.before == .below && point.after == .above)
  }

  // The share of a chance is written in percent and kept as a part of a whole.
  @Test func `is in the unit of the file`() async throws {
    let text = try scenario(
      head(study: "primary: {outcome: need-to-operate-idle, worthwhile: 1 working days}") + """
        applicants:
          firm:
            arrivals: {perCalendarDay: 30}
            attributes:
              easy: {share: 20%, grade: D, range: [0%, 60%]}
            holdingCost: {perCalendarDay: {value: 100 yuan, grade: D, range: [50, 300]}}
        offices:
          registry: {staff: 1000}
        matters:
          paper:
            office: registry
            review: {work: 240 hours}
        reforms:
          drop:
            for: {easy: yes}
            changes: [{cancel: paper}]
        designs:
          before: []
          without: [drop]
        """)
    let share = try await breakEven(
      text, input: "applicants.firm.attributes.easy", threshold: -3)
    let one = try #require(share.inputs.first)
    #expect(one.input.unit == "%" && one.range == Interval(low: 0, high: 60))
    // Who saves ten days is the share itself: 30 % of them make three days.
    #expect(abs(try #require(one.points.first).input - 30) < 2)
    // At y yuan a day the holding cost falls by y × 10 × 20 %.
    let money = try await breakEven(
      text, input: "applicants.firm.holdingCost.perCalendarDay", threshold: -300,
      outcome: "cost-holding@payer:applicant")
    let cost = try #require(money.inputs.first)
    #expect(cost.input.unit == "yuan" && cost.range == Interval(low: 50, high: 300))
    #expect(abs(try #require(cost.points.first).input - 150) < 10)
  }

  // What a reform costs once is in no plan, and leaves what applicants live through as it was.
  @Test func `of what is spent once is found, though no run differs`() async throws {
    let scenario = try paper(
      reform: "oneOff: {forms: {amount: {value: 100000 yuan, grade: D, "
        + "range: [50000, 300000]}, payer: applicant}}")
    let found = try await breakEven(
      scenario, input: "reforms.drop.oneOff.forms.amount", threshold: 200_000,
      outcome: "one-off-net-cost@society")
    let one = try #require(found.inputs.first)
    #expect(found.declared?.difference == 100_000)
    #expect(abs(try #require(one.points.first).input - 200_000) < 250_000.0 / 512)
  }

  // Whose paper takes 4,000 working days is open at the end: the true difference of −2,001 days is reached
  // there only, where the two designs are not comparable.
  @Test func `is not looked for where cases are open`() async throws {
    let found = try await breakEven(
      try paper(), input: making, from: 5, to: 4_000, threshold: -2_001)
    let one = try #require(found.inputs.first)
    #expect(one.points.isEmpty)
    #expect(one.tried.first?.isComparable == true)
    #expect(one.tried.last?.isOpen == true && one.tried.last?.isComparable == false)
    let stretch = try #require(one.comparable.first)
    #expect(one.comparable.count == 1 && stretch.low == 5 && stretch.high < 4_000)
  }

  @Test func `of days is not looked for in percent`() async throws {
    do {
      _ = try await breakEven(try paper(), threshold: 0.05, isPercent: true)
      Issue.record("not refused")
    } catch StudyError.unsuitable(let message) {
      #expect(message.en.contains("is counted in working days"), "\(message.en)")
    }
  }

  @Test func `does not depend on the number of threads`() async throws {
    let one = try await breakEven(try paper(), threshold: -7, threads: 1)
    let two = try await breakEven(try paper(), threshold: -7, threads: 2)
    #expect(one.inputs == two.inputs)
  }

  @Test(arguments: [
    ("matters.paper.prepar", nil, nil, "did you mean 'matters.paper.prepare'?"),
    ("registry", nil, nil, "did you mean 'offices.registry.staff'?"),
    ("offices.registry.staff", nil, nil, "has no range; state --from and --to"),
    ("offices.registry.staff", 9.0, 3.0, "--from 9 is not below --to 3"),
    ("matters.paper.prepare", -3.0, 3.0, "cannot be -3 working days"),
  ])
  func `is refused with a reason where the question makes no sense`(
    input: String, from: Double?, to: Double?, reason: String
  ) async throws {
    do {
      _ = try await breakEven(try paper(), input: input, from: from, to: to)
      Issue.record("not refused")
    } catch StudyError.unsuitable(let message) {
      #expect(message.en.contains(reason), "\(message.en)")
    }
  }
}

@Suite struct `Inputs that are one number` {
  @Test(arguments: [
    "e-town-commitment.yaml", "one-licence.yaml", "supervision-year.yaml", "benefits.yaml",
  ])
  func `are all ranged inputs of shipped scenarios, each inside its range`(file: String) throws {
    let scenario = try scenario(named: file)
    let numbers = scenario.numericInputs
    #expect(Set(numbers.map(\.path)).count == numbers.count)
    let ranged = scenario.inputs.filter {
      $0.evidence.grade.isUncertain && $0.evidence.range != nil
    }
    #expect(numbers.filter(\.isRanged).map(\.path) == ranged.map(\.path))
    for input in numbers where input.isRanged {
      let (low, high) = (try #require(input.value(at: 0)), try #require(input.value(at: 1)))
      #expect(
        low <= input.value && input.value <= high, "\(input.path): \(low) \(input.value) \(high)")
      #expect(input.limits.contains(low) && input.limits.contains(high), "\(input.path)")
    }
  }

  @Test func `have the value and the unit that the file states`() throws {
    let numbers = try scenario(named: "one-licence.yaml").numericInputs
    func number(_ path: String) throws -> NumericInput {
      try #require(numbers.first { $0.path == path }, "\(path)")
    }
    let arrivals = try number("applicants.firm.arrivals.perWorkingDay")
    #expect(arrivals.value == 12 && arrivals.unit.isEmpty && !arrivals.isWhole)
    let staff = try number("offices.permits.staff")
    #expect(staff.value == 5 && staff.isWhole)
    let cost = try number("offices.permits.cost")
    #expect(cost.value == 120 && cost.unit == "yuan/hour")
    let willing = try number("applicants.firm.attributes.willing")
    #expect(willing.value == 80 && willing.unit == "%" && willing.kind == .value)
    let risk = try number("applicants.firm.attributes.risk")
    #expect(risk.value == 1 && risk.unit == "x" && risk.kind == .sharesFactor)
  }
}
