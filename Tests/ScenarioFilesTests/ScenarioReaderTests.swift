import ApprovalModel
import ScenarioFiles
import Statistics
import Testing

/// The scenario in `text`, which has no error.
func scenario(
  _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Scenario {
  let reading = read(text)
  #expect(errors(of: reading) == "", sourceLocation: sourceLocation)
  return try #require(reading.scenario, sourceLocation: sourceLocation)
}

@Suite struct `One licence` {
  private let scenario: Scenario
  private let licence: Matter

  init() throws {
    scenario = try ScenarioFilesTests.scenario(oneLicence)
    licence = try #require(scenario.model.matter("licence"))
  }

  @Test func `has its study`() {
    #expect(scenario.title == LocalizedText(zh: "一个许可事项", en: "One licence"))
    let study = scenario.study
    #expect(study.kind == .steady)
    #expect(study.calendar == .beijing(assumedLater: false))
    #expect(study.window.lowerBound == CivilDate(iso: "2024-03-01"))
    #expect(study.window.upperBound == CivilDate(iso: "2024-06-30"))
    #expect(study.warmUp == TimeSpan(60, .calendarDays))
    #expect(study.followFor == TimeSpan(1, .years))
    #expect(study.observe == TimeSpan(1, .years))
    #expect(study.baseline == "before")
    #expect(study.primary?.outcome == "need-to-operate")
    #expect(study.primary?.worthwhile == 2)
    #expect(study.primary?.worthwhileText == "2 working days")
    #expect(study.seed == 2019)
    #expect(study.replications == 40)
    #expect(study.noticeableTime == 1)
    #expect(study.noticeableMoney == Money(fen: 10_000))
  }

  @Test func `has its sources with their status`() throws {
    #expect(scenario.sources.map(\.name) == ["permit-news", "permit-rule"])
    let rule = scenario.sources[1]
    #expect(rule.title == "北京市建筑工程施工许可办法")
    #expect(rule.number == "北京市人民政府令第300号(第二次修改)")
    #expect(rule.section == "第十条")
    let date = try #require(CivilDate(iso: "2021-10-01"))
    #expect(rule.status == .inForce(from: date, to: nil, area: nil))
    #expect(scenario.sources[0].status == .announced(try #require(CivilDate(iso: "2023-10-12"))))
  }

  @Test func `has its applicants`() throws {
    let firm = try #require(scenario.model.classes.first)
    #expect(firm.name == "firm")
    #expect(firm.arrivals.per == .working)
    #expect(firm.arrivals.rate?.value == 12)
    #expect(firm.arrivals.rate?.path == "applicants.firm.arrivals.perWorkingDay")
    #expect(firm.arrivals.rate?.evidence.grade == .d)
    #expect(firm.arrivals.rate?.evidence.range == .absolute(low: 6, high: 20))
    #expect(firm.arrivals.rate?.evidence.note == "no count is published")
    #expect(firm.arrivals.rate?.evidence.isStated == true)
    #expect(firm.attributes.map(\.name) == ["risk", "willing"])
    #expect(firm.attributes[0].categories == ["general", "high", "low"])
    guard case .categories(let risk) = firm.attributes[0].kind else { return recordOtherKind() }
    #expect(risk.value == Shares([("low", 0.6), ("general", 0.32), ("high", 0.08)]))
    #expect(risk.evidence.range == .factor(low: 0.8, high: 1.2))
    guard case .categories(let willing) = firm.attributes[1].kind else { return recordOtherKind() }
    #expect(willing.value == .yes(Probability(clamping: 0.8)))
    #expect(willing.path == "applicants.firm.attributes.willing")
    #expect(willing.evidence.range == .absolute(low: 0.5, high: 0.99))
    #expect(firm.hours == .standard)
  }

  @Test func `has defects and holding cost`() throws {
    let firm = try #require(scenario.model.classes.first)
    let defects = try #require(firm.defects.first)
    #expect(defects.matter == "licence")
    guard case .same(let curable) = defects.curable, case .same(let serious) = defects.serious
    else {
      return recordOtherKind()
    }
    #expect(curable.value == Probability(0.06))
    #expect(serious.value == Probability(0.02))
    #expect(serious.path == "applicants.firm.defects.licence.serious")
    // Stated once for the block, held by both.
    #expect(curable.evidence.range == .factor(low: 0.5, high: 2))
    #expect(serious.evidence == curable.evidence)
    #expect(firm.holdingCost?.value == Money(fen: 300_000))
    // Bare numbers carry the unit of the value, and money is kept in fen.
    #expect(firm.holdingCost?.evidence.range == .absolute(low: 100_000, high: 900_000))
  }

  @Test func `has its offices`() {
    #expect(scenario.model.offices.map(\.name) == ["inspectors", "permits", "window"])
    let permits = scenario.model.offices[1]
    #expect(permits.staff.value == 5)
    #expect(permits.staff.path == "offices.permits.staff")
    #expect(permits.staff.evidence == Evidence())
    #expect(permits.hourlyCost?.value == Money(fen: 12_000))
    #expect(permits.hours == .standard)
    #expect(permits.discipline == .firstComeFirstServed)
    #expect(permits.sitting == nil)
  }

  @Test func `has its matter`() throws {
    #expect(licence.title == LocalizedText(zh: "许可", en: "Licence"))
    #expect(licence.nature == .licence)
    #expect(licence.office == "permits")
    #expect(licence.when == .everybody)
    #expect(licence.materials?.value == 13)
    #expect(licence.materials?.evidence.source == "permit-news")
    #expect(licence.materials?.evidence.grade == .c)
    let prepare = try #require(licence.prepare)
    #expect(prepare.value.unit == .workingDays)
    #expect(prepare.value.distribution == (try Distribution.lognormal(median: 6, p90: 15)))
    #expect(prepare.evidence.range == .factor(low: 0.5, high: 2))
    let completeness = try #require(licence.completeness)
    #expect(completeness.office == "window")
    #expect(completeness.work.value == DurationDistribution(.constant(20), .minutes))
    #expect(completeness.correction?.rounds == 3)
    #expect(
      completeness.correction?.takes.value
        == DurationDistribution(.triangular(low: 1, mode: 3, high: 8), .workingDays))
    #expect(licence.mode == .review)
    #expect(!licence.isHiddenBarrier)
  }

  @Test func `has one review as its only activity`() throws {
    #expect(licence.activities.count == 1)
    let review = try #require(licence.activities.first)
    #expect(review.name == "review")
    guard case .work(let offices, let work) = review.kind else { return recordOtherKind() }
    #expect(offices == ["permits"])
    #expect(work.path == "matters.licence.review.work")
    #expect(work.value.unit == .hours)
    guard case .same(let catches) = review.detection?.catches else { return recordOtherKind() }
    #expect(catches.value == Probability(0.85))
    #expect(review.stage == .design)
    #expect(!review.isVisit)
    #expect(review.rework == nil)
  }

  @Test func `has its limits`() {
    let limits = licence.limits
    #expect(limits.starts == .receipt)
    #expect(limits.statutory?.value == TimeSpan(15, .workingDays))
    #expect(limits.statutory?.evidence.range == .absolute(low: 10, high: 20))
    #expect(limits.promised?.value == TimeSpan(5, .workingDays))
    #expect(limits.promised?.evidence.grade == .a)
    #expect(limits.promised?.evidence.source == "permit-rule")
    #expect(limits.yellowAt == 0.8)
  }

  @Test func `has its reform`() throws {
    let reform = try #require(scenario.reforms.first)
    #expect(reform.name == "commitment")
    #expect(reform.sources == ["permit-news"])
    #expect(
      reform.reach
        == Condition([
          .init(attribute: "risk", requirement: .oneOf(["general", "low"])),
          .init(attribute: "willing", requirement: .oneOf(["yes"])),
        ]))
    #expect(reform.position == SourcePosition(line: 33, column: 3))
    #expect(reform.changes.map(\.position) == [SourcePosition(line: 37, column: 9)])
    guard case .commit(let commit) = reform.changes.first?.kind else { return recordOtherKind() }
    #expect(commit.matters == ["licence"])
    #expect(commit.prepare?.value == DurationDistribution(.constant(2), .workingDays))
    #expect(commit.prepare?.path == "reforms.commitment.changes.commit.licence.prepare")
    #expect(commit.materials?.value == 4)
    guard case .permit(let claims, let check, let after, let consequences) = commit.form else {
      return recordOtherKind()
    }
    guard case .willMeet(let time) = claims else { return recordOtherKind() }
    #expect(time.value == TimeSpan(30, .calendarDays))
    #expect(check.offices == ["inspectors"])
    #expect(check.isVisit)
    #expect(after.value == TimeSpan(15, .calendarDays))
    #expect(consequences.cure?.value == TimeSpan(20, .calendarDays))
    guard case .by(let attribute, let entries) = check.rate else { return recordOtherKind() }
    #expect(attribute == "risk")
    #expect(entries.map(\.category) == ["general", "low"])
    #expect(
      entries.map(\.input.path) == [
        "reforms.commitment.changes.commit.licence.followUp.rate.general",
        "reforms.commitment.changes.commit.licence.followUp.rate.low",
      ])
  }

  @Test func `has its designs in the order of the file`() {
    #expect(scenario.designs.map(\.name) == ["before", "commitment"])
    #expect(scenario.designs.map(\.reforms) == [[], ["commitment"]])
  }

  @Test func `lists every input with text and place`() throws {
    #expect(scenario.inputs.count == 32)
    #expect(scenario.inputs.map(\.path) == scenario.inputs.map(\.path).inNameOrder())
    func listing(_ path: String) throws -> InputListing {
      try #require(scenario.inputs.first { $0.path == path })
    }
    #expect(try listing("applicants.firm.attributes.risk").text == "general 32%, high 8%, low 60%")
    #expect(
      try listing("matters.licence.prepare").text
        == "lognormal {median: 6 working days, p90: 15 working days}")
    #expect(
      try listing("offices.window.staff").position == SourcePosition(line: 18, column: 19))
  }

  @Test func `warns of what is assumed without a range`() {
    let warnings = read(oneLicence).diagnostics
    #expect(warnings.allSatisfy { $0.code == .noRange })
    #expect(warnings.count == 21)
    #expect(
      warnings.first?.text(language: .en) == """
        small.yaml:18:19: warning: 'offices.window.staff' is of grade D and has no range; it is assumed without one
         18 |   window: {staff: 2, cost: 80 yuan/hour}
            |                   ^
        """)
  }

  @Test func `can be reformed`() throws {
    let reformed = try scenario.model.applying(scenario.reforms)
    guard case .commitment = reformed.model.matter("licence")?.mode else {
      return recordOtherKind()
    }
  }
}

@Suite struct `A construction project` {
  private let scenario: Scenario

  init() throws { scenario = try ScenarioFilesTests.scenario(constructionProject) }

  private func matter(_ name: Name) throws -> Matter {
    try #require(scenario.model.matter(name))
  }

  private func change(_ index: Int, of reform: Name) throws -> ChangeKind {
    let reform = try #require(scenario.reforms.first { $0.name == reform })
    try #require(reform.changes.indices.contains(index))
    return reform.changes[index].kind
  }

  @Test func `is a transition`() throws {
    #expect(scenario.study.kind == .transition(from: try #require(CivilDate(iso: "2023-06-01"))))
    #expect(scenario.study.warmUp == TimeSpan(3, .months))
    #expect(scenario.study.noticeableTime == 2)
    #expect(scenario.study.noticeableMoney == Money(fen: 50_000))
  }

  @Test func `has a pilot as its source`() throws {
    #expect(
      scenario.sources.first?.status
        == .pilot(
          from: CivilDate(iso: "2022-01-01"), to: CivilDate(iso: "2023-12-31"),
          area: "亦庄"))
  }

  @Test func `has attributes of every kind`() throws {
    let plant = try #require(scenario.model.classes.first)
    #expect(plant.attributes.map(\.name) == ["area", "onNegativeList", "size", "willing"])
    guard case .number(let area, let unit) = plant.attributes[0].kind,
      case .categoriesBy(let other, let table) = plant.attributes[2].kind
    else { return recordOtherKind() }
    #expect(area.value == .triangular(low: 100, mode: 800, high: 5000))
    #expect(unit == "m2")
    #expect(other == "willing")
    #expect(table.map(\.category) == ["no", "yes"])
    #expect(table[1].shares.value == Shares([("small", 0.3), ("large", 0.7)]))
    #expect(plant.arrivals.per == .calendar)
    #expect(plant.hourlyCost?.value == Money(fen: 6_000))
    #expect(plant.hours.sessions[5] == [Session(open: 540, close: 720)])
    #expect(plant.hours.sessions[6].isEmpty)
    guard case .by("size", let chances) = plant.defects[0].curable else { return recordOtherKind() }
    #expect(chances.map(\.input.value) == [Probability(0.1), Probability(0.05)])
  }

  @Test func `has an office that sits`() throws {
    let committee = try #require(scenario.model.offices.first { $0.name == "committee" })
    #expect(
      committee.sitting
        == Sitting(
          everyWeeks: 2, weekday: .tuesday, minute: 840, atMost: 8,
          from: CivilDate(iso: "2022-01-01"), movesToNextWorkingDay: true))
  }

  @Test func `has own work with milestones in order`() throws {
    let construction = try #require(scenario.model.ownWork.first)
    #expect(construction.needs == [ResultReference("construction-permit")])
    #expect(construction.milestones.map(\.name) == ["foundation", "structure"])
    #expect(
      construction.milestones[0].takes.path == "ownWork.construction.milestones.foundation.takes")
    #expect(construction.milestones[0].takes.evidence.range == .factor(low: 0.5, high: 2))
    #expect(scenario.model.mayOperate?.first == ResultReference("acceptance"))
  }

  @Test func `has matters with all their parts`() throws {
    let environment = try matter("environment")
    #expect(environment.payments.map(\.amount.value.fen) == [30_000, 2_000_000])
    #expect(environment.payments.map(\.payee) == ["government", "agency"])
    #expect(environment.payments[1].amount.path == "matters.environment.payments.applicant-agency")
    let water = try matter("water")
    #expect(water.after == [ResultReference("environment")])
    #expect(water.completeness?.office == "planning")
    #expect(water.activities[0].rework?.from == .completeness)
    #expect(water.activities[0].rework?.rounds == nil)
    let landscaping = try matter("landscaping")
    #expect(landscaping.ownHours?.value == 12)
    #expect(landscaping.reapply?.atMost == 2)
    guard case .same(let trip) = landscaping.trip else { return recordOtherKind() }
    #expect(trip.value == Probability(0.4))
    #expect(try matter("filing").nature == .filing)
    #expect(try matter("filing").delivery?.isTrip == true)
    #expect(try matter("filing").delivery?.limit?.value == TimeSpan(3, .workingDays))
    #expect(try matter("proof-of-funds").isHiddenBarrier)
    #expect(try matter("construction-permit").limits.yellowAt == 0.7)
  }

  @Test func `has a joint visit and a notice period`() throws {
    let acceptance = try matter("acceptance")
    #expect(acceptance.needs == [ResultReference("construction", milestone: "structure")])
    #expect(
      acceptance.when == Condition([.init(attribute: "area", requirement: .atLeast(300))]))
    #expect(acceptance.activities.map(\.name) == ["papers", "visit", "publicity"])
    guard case .work(let one, _) = acceptance.activities[0].kind,
      case .work(let three, let work) = acceptance.activities[1].kind,
      case .notice(let wait) = acceptance.activities[2].kind
    else { return recordOtherKind() }
    #expect(one == ["construction-office"])
    #expect(three == ["construction-office", "fire", "planning"])
    #expect(work.path == "matters.acceptance.activities.visit.work")
    #expect(wait.value == DurationDistribution(.constant(5), .workingDays))
    #expect(acceptance.activities[1].stopsClock)
    #expect(acceptance.activities[1].isVisit)
    #expect(acceptance.activities[1].stage == .acceptance)
    #expect(acceptance.cureCost.map(\.stage) == [.design, .operation])
  }

  @Test func `has every kind of change`() throws {
    let pilot = try #require(scenario.reforms.first { $0.name == "pilot" })
    #expect(pilot.requires == ["joint-acceptance"])
    #expect(pilot.exclusions.count == 1)
    guard case .by("size", _) = pilot.uptake else { return recordOtherKind() }
    guard case .add(let add) = try change(1, of: "pilot") else { return recordOtherKind() }
    #expect(add.matter.name == "admission")
    #expect(add.before == ["filing"])
    #expect(add.matter.activities.map(\.name) == ["study", "publicity"])
    guard case .commit(let commit) = try change(2, of: "pilot"),
      case .pledge(let pledge) = commit.form
    else { return recordOtherKind() }
    #expect(pledge.recordOffice == "registry")
    #expect(pledge.verifications.map(\.stage) == [.acceptance, .foundation])
    #expect(
      pledge.verifications[0].check.rate
        == .same(
          Input(
            .one,
            path: "reforms.pilot.changes.commit.environment.verifiedAt.acceptance.by.rate")))
    guard case .file(let file) = try change(3, of: "pilot") else { return recordOtherKind() }
    #expect(file.filing.timing == .before)
    guard case .inspect(let inspect) = try change(4, of: "pilot") else { return recordOtherKind() }
    #expect(inspect.check.offices == ["fire", "inspectors"])
    #expect(
      inspect.check.work.path
        == "reforms.pilot.changes.inspect.construction.foundation+construction.structure.work")
    guard case .sanction(let sanction) = try change(5, of: "pilot") else {
      return recordOtherKind()
    }
    #expect(sanction.consequences.curableFine?.value == Money(fen: 1_000_000))
    #expect(sanction.consequences.stop?.value == TimeSpan(60, .calendarDays))
    #expect(
      try change(6, of: "pilot")
        == .phase(
          PhaseChange(
            matter: "drawing-review", from: "construction-permit",
            to: ResultReference("construction", milestone: "foundation"), onRefusal: .redo)))
    #expect(
      try change(7, of: "pilot") == .parallel(ParallelChange(matters: ["environment", "water"])))
    guard case .ahead(let ahead) = try change(8, of: "pilot") else { return recordOtherKind() }
    #expect(ahead.ahead.validity.value == TimeSpan(5, .years))
    #expect(ahead.ahead.payer == "government")
    guard case .limit(let limit) = try change(9, of: "pilot"),
      case .shareOfStatutory(let share) = limit.promise
    else { return recordOtherKind() }
    #expect(share.value == Probability(0.45))
    #expect(try change(10, of: "pilot") == .confirm(ConfirmChange(matters: ["filing"])))
    #expect(try change(11, of: "pilot") == .cancel(CancelChange(matters: ["proof-of-funds"])))
    #expect(
      try change(0, of: "joint-acceptance")
        == .merge(
          MergeChange(
            matters: ["acceptance-fire", "acceptance-planning"], into: "joint-acceptance",
            of: [.form, .visit], failing: .failedOnly)))
    #expect(
      try change(0, of: "blocks")
        == .waive(WaiveChange(matters: ["water"], reason: .substituted(by: "environment"))))
    #expect(scenario.switches.map(\.name) == ["baseline-lean"])
  }
}

@Suite struct `A value` {
  /// The preparation of a licence whose `prepare` is `text`.
  private func prepare(_ text: String) throws -> Input<DurationDistribution> {
    let scenario = try scenario(
      smallScenario.replacing("prepare: 6 working days", with: "prepare: \(text)"))
    return try #require(scenario.model.matter("licence")?.prepare)
  }

  @Test func `may be of any family`() throws {
    func distribution(_ text: String) throws -> Distribution {
      try prepare(text).value.distribution
    }
    #expect(try distribution("{exponential: {mean: 2 hours}}") == .exponential(mean: 2))
    #expect(
      try distribution("{weibull: {shape: 1.5, scale: 3 hours}}") == .weibull(shape: 1.5, scale: 3))
    #expect(
      try distribution("{gamma: {mean: 4 hours, deviation: 2 hours}}")
        == (try Distribution.gamma(mean: 4, deviation: 2)))
    #expect(
      try distribution("{gamma: {shape: 2, scale: 3 hours}}") == .gamma(shape: 2, scale: 3))
    #expect(try distribution("{erlang: {shape: 3, mean: 6 hours}}") == .gamma(shape: 3, scale: 2))
    #expect(
      try distribution("{lognormal: {mean: 4 hours, deviation: 2 hours}}")
        == (try Distribution.lognormal(mean: 4, deviation: 2)))
    #expect(try distribution("{uniform: [1 hours, 3 hours]}") == .uniform(low: 1, high: 3))
    #expect(
      try distribution("{pert: [1 hours, 2 hours, 6 hours]}") == .pert(low: 1, mode: 2, high: 6))
    #expect(
      try distribution("{logLogistic: {median: 2 hours, shape: 3}}")
        == .logLogistic(median: 2, shape: 3))
    #expect(
      try distribution(
        "{truncatedNormal: {mean: 5 hours, deviation: 2 hours, low: 1 hours, high: 9 hours}}")
        == .truncatedNormal(mean: 5, deviation: 2, low: 1, high: 9))
    #expect(
      try distribution("{truncatedNormal: {mean: 5 hours, deviation: 2 hours, low: 1 hours}}")
        == .truncatedNormal(mean: 5, deviation: 2, low: 1, high: .infinity))
  }

  @Test func `may be a list, shares, bins or a mixture`() throws {
    func distribution(_ text: String) throws -> Distribution {
      try prepare(text).value.distribution
    }
    #expect(
      try distribution("{empirical: [2 hours, 3 hours, 3 hours, 9 hours]}")
        == .empirical([2, 3, 3, 9]))
    #expect(
      try distribution("{discrete: {2 hours: 60%, 9 hours: 40%}}")
        == .discrete([Distribution.Atom(2, share: 0.6), Distribution.Atom(9, share: 0.4)]))
    #expect(
      try distribution(
        "{histogram: [{from: 0 hours, to: 4 hours, share: 70%}, {from: 5 hours, to: 9 hours, share: 30%}]}"
      )
        == .histogram([
          Distribution.Bin(0, 4, share: 0.7), Distribution.Bin(5, 9, share: 0.3),
        ]))
    #expect(
      try distribution(
        "{mixture: [{share: 80%, of: {exponential: {mean: 2 hours}}}, {share: 20%, of: 9 hours}]}")
        == .mixture([
          Distribution.Component(share: 0.8, .exponential(mean: 2)),
          Distribution.Component(share: 0.2, .constant(9)),
        ]))
    #expect(
      try distribution("{beta: {low: 1 hours, high: 9 hours, shapes: [2, 3]}}")
        == .beta(low: 1, high: 9, a: 2, b: 3))
    #expect(
      try distribution("{beta: {low: 0 hours, high: 8 hours, mean: 4 hours, deviation: 1 hours}}")
        == (try Distribution.beta(low: 0, high: 8, mean: 4, deviation: 1)))
    #expect(try distribution("{erlang: {stages: 3, mean: 6 hours}}") == .gamma(shape: 3, scale: 2))
    #expect(
      try distribution("{erlang: {stages: 3, p90: 6 hours}}")
        == (try Distribution.gamma(shape: 3, 0.9, at: 6)))
    #expect(
      try distribution("{exponential: {median: 2 hours}}") == .exponential(0.5, at: 2))
    #expect(try distribution("{exponential: {p90: 2 hours}}") == .exponential(0.9, at: 2))
  }

  @Test func `of several parts has one unit, and minutes and hours may be mixed`() throws {
    let mixed = try prepare(
      "{mixture: [{share: 50%, of: 30 minutes}, {share: 50%, of: {uniform: [1 hours, 2 hours]}}]}")
    #expect(mixed.value.unit == .minutes)
    #expect(
      mixed.value.distribution
        == .mixture([
          Distribution.Component(share: 0.5, .constant(30)),
          Distribution.Component(share: 0.5, .uniform(low: 60, high: 120)),
        ]))
    let discrete = try prepare("{discrete: {30 minutes: 50%, 1 hour: 50%}}")
    #expect(discrete.value.unit == .minutes)
    #expect(
      discrete.value.distribution
        == .discrete([Distribution.Atom(30, share: 0.5), Distribution.Atom(60, share: 0.5)]))
  }

  @Test func `of several parts takes factors and is listed in short`() throws {
    let (scenario, diagnostics) = read(
      smallScenario.replacing(
        "prepare: 6 working days",
        with:
          "prepare: {empirical: [1 hours, 2 hours, 3 hours, 4 hours, 5 hours, 6 hours, 7 hours, "
          + "8 hours, 9 hours], grade: C, source: law, range: [0.5x, 2x]}"))
    #expect(diagnostics.allSatisfy { $0.severity != .error })
    let prepare = try #require(scenario?.model.matter("licence")?.prepare)
    #expect(prepare.evidence.range == .factor(low: 0.5, high: 2))
    let listed = try #require(
      scenario?.inputs.first { $0.path == "matters.licence.prepare" }?.text)
    #expect(
      listed
        == "empirical [1 hours, 2 hours, 3 hours, 4 hours, 5 hours, 6 hours, …, 9 hours]")
  }

  @Test(arguments: [
    "{empirical: [300 m2, 900 m2]}", "{discrete: {300 m2: 60%, 900 m2: 40%}}",
    "{histogram: [{share: 100%, from: 0 m2, to: 900 m2}]}",
    "{mixture: [{share: 60%, of: {lognormal: {median: 500 m2, p90: 3000 m2}}}, {share: 40%, of: 80 m2}]}",
    "{beta: {shapes: [2, 3], low: 0 m2, high: 900 m2}}",
  ])
  func `of several parts keeps the unit of a number`(text: String) throws {
    let scenario = try scenario(
      smallScenario.replacing("{lognormal: {median: 500 m2, p90: 3000 m2}}", with: text))
    let area = scenario.model.classes[0].attributes.first { $0.name == "area" }
    guard case .number(_, let unit) = area?.kind else {
      Issue.record("the area is no number")
      return
    }
    #expect(unit == "m2")
  }

  @Test func `may mix minutes and hours`() throws {
    let mixed = try prepare("{lognormal: {median: 30 minutes, p90: 2 hours}}")
    #expect(mixed.value.unit == .minutes)
    #expect(mixed.value.distribution == (try Distribution.lognormal(median: 30, p90: 120)))
  }

  @Test func `may be written in the singular`() throws {
    #expect(try prepare("1 working day").value == DurationDistribution(.constant(1), .workingDays))
    #expect(try prepare("0.5 hour").value == DurationDistribution(.constant(0.5), .hours))
  }

  @Test func `may be a record, quoted or not`() throws {
    let record = try prepare(
      "{value: '3 hours', grade: C, source: law, range: [2, 4], note: guess}")
    #expect(record.value == DurationDistribution(.constant(3), .hours))
    #expect(
      record.evidence
        == Evidence(
          grade: .c, source: "law", range: .absolute(low: 2, high: 4), note: "guess", isStated: true
        ))
    #expect(record.path == "matters.licence.prepare")
  }

  @Test func `takes from its block what it does not state itself`() throws {
    let text = smallScenario.replacing(
      "    title: Licence\n",
      with: "    title: Licence\n    grade: C\n    source: law\n    range: [0.5x, 2x]\n")
    let licence = try #require(try scenario(text).model.matter("licence"))
    #expect(licence.prepare?.evidence.grade == .c)
    #expect(licence.prepare?.evidence.source == "law")
    #expect(licence.prepare?.evidence.range == .factor(low: 0.5, high: 2))
    let own = text.replacing(
      "prepare: 6 working days", with: "prepare: {value: 6 working days, grade: A}")
    let evidence = try #require(try scenario(own).model.matter("licence")?.prepare?.evidence)
    // Law needs no range, so the one for the block's assumptions is not taken.
    #expect(evidence == Evidence(grade: .a, source: "law", isStated: true))
  }

  @Test func `that is a chance takes the factors of its block up to 100 %`() throws {
    let text = smallScenario.replacing(
      "again: 10%", with: "again: 10%, grade: D, range: [0.5x, 2x]")
    let review = try #require(try scenario(text).model.matter("licence")?.activities.first)
    guard case .same(let catches) = review.detection?.catches,
      case .same(let again) = review.rework?.chance
    else { return recordOtherKind() }
    #expect(again.evidence.range == .factor(low: 0.5, high: 2))
    #expect(catches.evidence.range == .factor(low: 0.5, high: 1 / 0.85))
  }

  @Test func `that is yes or no has factors on yes`() throws {
    let text = smallScenario.replacing(
      "willing: 80%", with: "willing: {share: 80%, grade: D, range: [0.5x, 1.25x]}")
    let scenario = try scenario(text)
    let willing = try #require(scenario.model.classes[0].attributes.first { $0.name == "willing" })
    guard case .categories(let shares) = willing.kind else { return recordOtherKind() }
    #expect(shares.evidence.range == .absolute(low: 0.4, high: 1))
    #expect(scenario.inputs.contains { $0.path == shares.path && $0.evidence == shares.evidence })
  }

  @Test func `of grade A needs a source, and a range needs a grade`() {
    func codes(_ record: String) -> [DiagnosticCode] {
      let text = smallScenario.replacing("prepare: 6 working days", with: "prepare: \(record)")
      return read(text).diagnostics.filter { $0.position?.line == 28 }.map(\.code)
    }
    #expect(codes("{value: 6 working days, grade: A, source: law}") == [])
    #expect(codes("{value: 6 working days, grade: B-}") == [.noSource])
    #expect(codes("{value: 6 working days, range: [1, 9]}") == [.rangeWithoutGrade])
    #expect(codes("{value: 6 working days, grade: D}") == [.noRange])
  }

  @Test func `under an always open calendar is of all 24 hours`() throws {
    let text = smallScenario.replacing("format: 1", with: "format: 1\ncalendar: always")
      .replacing("work: 20 minutes", with: "work: 2 calendar days")
    let model = try scenario(text).model
    #expect(model.offices.allSatisfy { $0.hours == .always })
    #expect(model.classes.allSatisfy { $0.hours == .always })
  }

  @Test func `may lie in years that are assumed`() throws {
    let text = smallScenario.replacing("to: 2024-06-30", with: "to: 2031-06-30")
      .replacing("format: 1", with: "format: 1\ncalendar: {beijing: assumed}")
    #expect(try scenario(text).study.calendar == .beijing(assumedLater: true))
  }
}

@Suite struct `A source` {
  private func status(_ text: String) throws -> SourceStatus {
    let text = smallScenario.replacing("{inForce: 2021-10-01}", with: text)
    return try #require(try scenario(text).sources.first).status
  }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(iso: text)) }

  @Test func `has one of six states`() throws {
    #expect(
      try status("{inForce: 2021-10-01, to: 2025-01-01, area: 北京市}")
        == .inForce(from: day("2021-10-01"), to: day("2025-01-01"), area: "北京市"))
    #expect(try status("{announced: 2021-10-01}") == .announced(day("2021-10-01")))
    #expect(
      try status("{pilot: 2021-10-01}") == .pilot(from: day("2021-10-01"), to: nil, area: nil))
    #expect(try status("pilot") == .pilot(from: nil, to: nil, area: nil))
    #expect(try status("{target: 2030-12-31}") == .target(by: day("2030-12-31")))
    #expect(try status("{repealed: 2020-01-01}") == .repealed(day("2020-01-01")))
    #expect(try status("undated") == .undated)
  }

  @Test func `that nothing cites is a warning`() {
    let text = smallScenario.replacing("    basis: law\n", with: "")
    let warnings = read(text).diagnostics.filter { $0.code == .unusedSource }
    #expect(warnings.map(\.message.en) == ["source 'law' is not cited anywhere"])
    #expect(warnings.first?.position == SourcePosition(line: 5, column: 3))
  }
}

@Suite struct `A primary outcome` {
  private func primary(_ outcome: String, _ worthwhile: String) throws -> PrimaryOutcome? {
    let text = smallScenario.replacing(
      "baseline: before",
      with: "baseline: before, primary: {outcome: \(outcome), worthwhile: \(worthwhile)}")
    return try scenario(text).study.primary
  }

  @Test func `has a worthwhile difference in its own unit`() throws {
    #expect(try primary("need-to-operate-idle-p90", "3 working days")?.worthwhile == 3)
    #expect(try primary("cost", "500.5 yuan")?.worthwhile == 500.5)
    #expect(try primary("refused-share", "5%")?.worthwhile == 0.05)
    #expect(try primary("trips", "0.5")?.worthwhile == 0.5)
    #expect(try primary("exposure-days-per-1000", "20")?.worthwhileText == "20")
  }
}

@Suite struct `Hours and sittings` {
  @Test func `are read weekday by weekday`() throws {
    let hours = "hours: {Monday-Thursday: [13:00-17:30, 08:30-12:00], Sunday: [00:00-24:00]}"
    let text = smallScenario.replacing("window: {staff: 2}", with: "window: {staff: 2, \(hours)}")
    let window = try #require(try scenario(text).model.offices.first { $0.name == "window" })
    let day = [Session(open: 510, close: 720), Session(open: 780, close: 1_050)]
    #expect(
      window.hours.sessions == [day, day, day, day, [], [], [Session(open: 0, close: 1_440)]])
  }

  @Test func `refuse what is no time`() {
    for text in ["9:00-12:00", "09:00", "09:00-25:00", "12:00-09:00", "+9:00-12:00", "09:60-12:00"]
    {
      let broken = smallScenario.replacing(
        "window: {staff: 2}", with: "window: {staff: 2, hours: {Monday: ['\(text)']}}")
      #expect(read(broken).diagnostics.contains { $0.code == .hours }, "\(text)")
    }
  }
}

@Suite struct `A design` {
  private func designs(_ after: String) throws -> [Design] {
    try ScenarioFilesTests.scenario(smallScenario.replacing("after: [quick]", with: after)).designs
  }

  @Test func `is a list of its reforms, or a map with a title`() throws {
    let before = Design(name: "before", reforms: [])
    let title = LocalizedText(zh: "改革后", en: "afterwards")
    #expect(
      try designs("after: [quick]") == [before, Design(name: "after", reforms: ["quick"])])
    #expect(
      try designs("after: {title: {zh: 改革后, en: afterwards}, reforms: [quick]}")
        == [before, Design(name: "after", title: title, reforms: ["quick"])])
    #expect(
      try designs("after: {reforms: []}") == [before, Design(name: "after", reforms: [])])
  }

  @Test func `is called by its title, else by its name`() throws {
    #expect(
      try designs("after: {title: 加快, reforms: [quick]}").map(\.shownTitle) == [
        LocalizedText(zh: "before", en: "before"), LocalizedText(zh: "加快", en: "加快"),
      ])
  }
}
