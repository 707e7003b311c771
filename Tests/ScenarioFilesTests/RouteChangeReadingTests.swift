import ApprovalModel
import ScenarioFiles
import Statistics
import Testing

@Suite struct `A change of routes` {
  /// The one change of the small scenario's reform, written as `text`.
  private func change(_ text: String, needs: String = "needs: [survey]") throws -> ChangeKind {
    let scenario = try scenario(
      smallScenario.replacing("- limit: licence\n        promised: 5 working days", with: text)
        .replacing("needs: [survey]", with: needs))
    return try #require(scenario.reforms.first?.changes.first?.kind)
  }

  @Test func `by category names its values by the category`() throws {
    guard
      case .tier(let tier) = try change(
        "- tier: risk\n        classes: {low: [{cancel: survey}], general: [{limit: licence, promised: 4 working days}]}"
      )
    else { return recordOtherKind() }
    #expect(tier.attribute == "risk")
    #expect(tier.classes.map(\.category) == ["general", "low"])
    #expect(tier.classes[1].changes.map(\.kind) == [.cancel(CancelChange(matters: ["survey"]))])
    guard case .limit(let limit) = tier.classes[0].changes[0].kind,
      case .span(let span) = limit.promise
    else { return recordOtherKind() }
    #expect(span.path == "reforms.quick.changes.tier.risk.classes.general.limit.licence.promised")
  }

  @Test func `by a machine states what the machine can do`() throws {
    guard
      case .automate(let automate) = try change(
        "- {automate: licence, eligible: {low: 90%, general: 20%, high: 0%}, takes: 5 minutes, catches: 80%, falseAlarm: 1%}"
      )
    else { return recordOtherKind() }
    #expect(automate.matters == ["licence"])
    guard case .by("risk", let rows) = automate.automation.eligible else {
      return recordOtherKind()
    }
    #expect(rows.map(\.category) == ["general", "high", "low"])
    #expect(automate.automation.takes?.value == DurationDistribution(.constant(5), .minutes))
    let path = "reforms.quick.changes.automate.licence"
    #expect(
      automate.automation.catches
        == .same(Input(Probability(clamping: 0.8), path: "\(path).catches")))
    #expect(
      automate.automation.falseAlarm
        == .same(Input(Probability(clamping: 0.01), path: "\(path).falseAlarm")))
  }

  @Test(arguments: ["of: [form, decision]", "of: [form], decision: one"])
  func `by a merger may make one decision`(keys: String) throws {
    guard case .merge(let merge) = try change("- {merge: [survey, licence], into: both, \(keys)}")
    else { return recordOtherKind() }
    #expect(merge.of == [.form, .decision])
  }

  // 1.2x between 1.1x and 1.5x; the tempting wrong version multiplies 1.2 by 1.5.
  @Test func `takes the range of a factor as factors, and that of a block as multipliers`() throws {
    func slower(_ value: String, _ more: String = "") throws -> InputRange? {
      guard
        case .delegate(let change) = try change(
          "- {delegate: licence, to: window, slower: \(value)\(more)}")
      else { return nil }
      return change.slower?.evidence.range
    }
    for range in ["[1.1x, 1.5x]", "[1.1, 1.5]", "[1.1, 1.5x]"] {
      #expect(
        try slower("{value: 1.2x, grade: D, range: \(range)}")
          == .absolute(low: 1.1, high: 1.5))
    }
    #expect(
      try slower("1.2x", ", grade: D, range: [0.9x, 1.25x]") == .factor(low: 0.9, high: 1.25))
    #expect(
      try slower("{value: 1.2x, note: guess}", ", grade: D, range: [0.9x, 1.25x]")
        == .factor(low: 0.9, high: 1.25))
  }

  @Test(arguments: [
    (
      "{value: 0.3x, grade: D, range: [0.5x, 2x]}",
      "'2x' is not in 0x to 1x"
    ),
    (
      "{value: 0.3x, grade: D, range: [0.5x, 0.9x]}",
      "the range from 0.5x to 0.9x leaves out the value 0.3x of "
        + "'reforms.quick.changes.coach.licence.prepare'"
    ),
    (
      "{value: 0.3x, grade: D, range: [0.9x, 0.2x]}",
      "the range begins at 0.9x, above its end 0.2x"
    ),
  ])
  func `refuses the range of a factor that leaves it out or is impossible`(
    value: String, message: String
  ) {
    let text = smallScenario.replacing(
      "- limit: licence\n        promised: 5 working days",
      with: "- {coach: licence, office: window, work: 1 hours, prepare: \(value)}")
    #expect(errors(of: read(text)).contains(message))
  }

  @Test func `done ahead says how well its validity is known`() throws {
    func validity(_ text: String) throws -> Input<TimeSpan>? {
      guard
        case .ahead(let change) = try change(
          "- {ahead: survey, payer: government, cost: 9000 yuan, conforming: 80%, validity: \(text)}"
        )
      else { return nil }
      return change.ahead.validity
    }
    let path = "reforms.quick.changes.ahead.survey.validity"
    for fixed in ["5 years", "5 years, grade: D, range: [0.5x, 2x]"] {
      #expect(try validity(fixed) == Input(TimeSpan(5, .years), path: path))
    }
    #expect(
      try validity("{value: 5 years, grade: C, source: plan, range: [3, 8], note: guess}")
        == Input(
          TimeSpan(5, .years), path: path,
          evidence: Evidence(
            grade: .c, source: "plan", range: .absolute(low: 3, high: 8), note: "guess",
            isStated: true)))
  }

  @Test func `may leave out by an attribute that only those reached have`() throws {
    let text = smallScenario.replacing(
      "offices:\n", with: "  person: {arrivals: {perWorkingDay: 2}}\noffices:\n"
    ).replacing(
      "- limit: licence", with: "- exclude: {risk: high}\n      - limit: licence")
    let narrow = text.replacing(
      "    source: plan\n", with: "    source: plan\n    for: {class: firm}\n")
    let reform = try #require(scenario(narrow).reforms.first)
    #expect(reform.exclusions.count == 1)
    #expect(
      errors(of: read(text)).contains(
        "class 'person' has no attribute 'risk'; declare it there, or leave the class out by 'class'"
      ))
  }

  @Test func `may move what own work needs to a milestone of it`() throws {
    let work =
      "ownWork:\n  building: {needs: [licence], milestones: [{foundation: {takes: 20 calendar days}}]}\n"
    let text = smallScenario.replacing("reforms:\n", with: "\(work)reforms:\n")
    func moved(from name: String) -> String {
      text.replacing(
        "- limit: licence\n        promised: 5 working days",
        with: "- phase: licence\n        moves: {from: \(name), to: building.foundation}")
    }
    let reform = try #require(scenario(moved(from: "building")).reforms.first)
    guard case .phase(let phase) = reform.changes.first?.kind else { return recordOtherKind() }
    #expect(phase.from == "building")
    #expect(
      errors(of: read(moved(from: "biulding"))).contains(
        "'quick' names matter 'biulding', but no matter has that name"))
    #expect(errors(of: read(moved(from: "biulding"))).contains("did you mean 'building'?"))
  }

  @Test func `side by side says what is done together`() throws {
    let meeting = "{office: permits, work: 3 hours, chance: 20%}"
    guard
      case .parallel(let side) = try change(
        "- {parallel: [survey, licence], lead: window, intake: joint, forwarding: 4 hours, correction: all, closing: together, conflictMeeting: \(meeting)}",
        needs: "after: [survey]")
    else { return recordOtherKind() }
    #expect(side.intake?.lead == "window")
    #expect(side.intake?.forwarding?.value == DurationDistribution(.constant(4), .hours))
    #expect(side.correctsTogether)
    #expect(side.closesTogether)
    #expect(side.meeting?.offices == ["permits"])
    guard
      case .parallel(let plain) = try change(
        "- {parallel: [survey, licence], intake: separate, correction: one, closing: each}",
        needs: "after: [survey]")
    else { return recordOtherKind() }
    #expect(plain == ParallelChange(matters: ["survey", "licence"]))
  }
}
