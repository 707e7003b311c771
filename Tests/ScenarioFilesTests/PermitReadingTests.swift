import ApprovalModel
import ScenarioFiles
import Statistics
import Testing

/// The small scenario with two more matters, own work, and a milestone of the survey.
private let largerScenario = smallScenario.replacing(
  "    review: {work: 2 hours}\n",
  with: """
        activities: [plan: {work: 1 hours, milestone: plan}, report: {work: 2 hours}]
      check: {office: permits, review: {work: 2 hours}}
      visit: {office: permits, review: {work: 2 hours}}

    """
).replacing(
  "matters:\n",
  with: """
    ownWork:
      build:
        needs: [licence]
        milestones:
          - walls: {takes: 5 working days}
    matters:

    """)

@Suite struct `A limit` {
  private func limits(_ text: String) throws -> Limits {
    let text = smallScenario.replacing("{statutory: 15 working days}", with: text)
    return try #require(try scenario(text).model.matter("licence")).limits
  }

  @Test func `may escalate and stand for consent`() throws {
    let plain = try limits("{statutory: 15 working days}")
    #expect(plain.escalates == nil)
    #expect(!plain.tacit)
    #expect(try limits("{promised: 5 working days, escalates: yellow}").escalates == .yellow)
    #expect(try limits("{promised: 5 working days, escalates: red}").escalates == .red)
    let tacit = try limits("{statutory: 15 working days, promised: 5 working days, tacit: yes}")
    #expect(tacit.tacit)
    #expect(tacit.binding?.value == TimeSpan(5, .workingDays))
    #expect(plain.binding?.value == TimeSpan(15, .workingDays))
  }
}

@Suite struct `The validity of a permit` {
  private func scenario(_ text: String) throws -> Scenario {
    try ScenarioFilesTests.scenario(
      largerScenario.replacing(
        "15 working days}", with: "15 working days}\n    validity: \(text)"))
  }

  @Test func `has a length, a use and extensions`() throws {
    let scenario = try scenario(
      "{lasts: 2 years, usedBy: build, extensions: {atMost: 2, extends: 1 year, office: window, work: 1 hours}}"
    )
    let path = "matters.licence.validity"
    #expect(
      scenario.model.matter("licence")?.validity
        == Validity(
          lasts: Input(TimeSpan(2, .years), path: "\(path).lasts"), usedBy: "build", extensions: 2,
          extends: Input(TimeSpan(1, .years), path: "\(path).extensions.extends"),
          office: "window",
          work: Input(
            DurationDistribution(.constant(1), .hours), path: "\(path).extensions.work")))
    #expect(
      scenario.inputs.map(\.path).filter { $0.hasPrefix(path) } == [
        "\(path).extensions.extends", "\(path).extensions.work", "\(path).lasts",
      ])
  }

  @Test func `may be a length alone`() throws {
    let validity = try #require(try scenario("{lasts: 6 months}").model.matter("licence")?.validity)
    #expect(validity.lasts?.value == TimeSpan(6, .months))
    #expect(validity.usedBy == nil)
    #expect(validity.extensions == 0)
    #expect(validity.extends == nil)
  }

  @Test func `gives work to the office that extends it`() {
    func codes(staff: Int) -> [DiagnosticCode] {
      let text = largerScenario.replacing(
        "15 working days}",
        with: "15 working days}\n    validity: {lasts: 2 years, extensions: "
          + "{atMost: 1, extends: 1 year, office: archive, work: 1 hours}}"
      ).replacing("offices:\n", with: "offices:\n  archive: {staff: \(staff)}\n")
      return read(text).diagnostics.filter { $0.severity == .error }.map(\.code)
    }
    #expect(codes(staff: 0) == [.noStaff])
    #expect(codes(staff: 1) == [])
  }
}

@Suite struct `A milestone of a matter` {
  @Test func `may be needed`() throws {
    let scenario = try scenario(
      largerScenario.replacing("needs: [survey]", with: "needs: [survey.plan]"))
    let survey = try #require(scenario.model.matter("survey"))
    #expect(survey.milestones == ["plan"])
    #expect(survey.activities.map(\.milestone) == ["plan", nil])
    #expect(
      scenario.model.matter("licence")?.needs == [ResultReference("survey", milestone: "plan")])
  }

  @Test func `may be inspected, and stays when its matter is merged`() throws {
    let change = "- limit: licence\n        promised: 5 working days"
    let text = largerScenario.replacing("needs: [survey]", with: "needs: [survey.plan]").replacing(
      change,
      with: "- inspect: survey.plan\n        office: permits\n        work: 1 hours\n"
        + "        rate: 10%\n        detects: 80%\n"
        + "      - merge: [survey, check]\n        into: joint\n        of: [form]")
    let scenario = try scenario(text)
    let reformed = try scenario.model.applying(scenario.reforms).model
    #expect(reformed.matter("joint")?.milestones == ["plan"])
    #expect(
      reformed.matter("licence")?.needs == [ResultReference("joint", milestone: "plan")])
    #expect(reformed.problems() == [])
  }

  @Test func `closes no circle with what follows it`() throws {
    // The survey ends after the check, which waits for a milestone of the survey.
    let text = largerScenario.replacing(
      "  check: {office: permits,", with: "  check: {office: permits, needs: [survey.plan],")
    #expect(try scenario(text).model.problems() == [])
  }
}

@Suite struct `A quorum` {
  @Test func `stands among what is needed`() throws {
    let text = largerScenario.replacing(
      "needs: [survey]", with: "needs: [survey.plan, {atLeast: 1, of: [visit, check]}]"
    ).replacing(
      "needs: [licence]", with: "needs: [{atLeast: 2, of: [licence, survey, check]}]"
    ).replacing(
      "matters:\n",
      with: "mayOperate: {needs: [{atLeast: 1, of: [licence, build.walls]}]}\nmatters:\n")
    let model = try scenario(text).model
    let licence = try #require(model.matter("licence"))
    #expect(licence.needs == [ResultReference("survey", milestone: "plan")])
    #expect(
      licence.quorums == [
        Quorum(atLeast: 1, of: [ResultReference("check"), ResultReference("visit")])
      ])
    #expect(model.ownWork.first?.needs == [])
    #expect(model.ownWork.first?.quorums.map(\.atLeast) == [2])
    #expect(model.mayOperate == [])
    #expect(
      model.mayOperateQuorums == [
        Quorum(
          atLeast: 1,
          of: [ResultReference("licence"), ResultReference("build", milestone: "walls")])
      ])
  }

  @Test func `may be the same for two, who then withdraw the rest together`() throws {
    let one = "needs: [{atLeast: 1, of: [check, visit], rest: withdraw}]"
    let text = largerScenario.replacing("needs: [survey]", with: one)
      .replacing("needs: [licence]", with: one)
    #expect(try scenario(text).model.problems() == [])
    let other = text.replacing("  build:\n    \(one)", with: "  build:\n    needs: [check]")
    #expect(
      read(other).diagnostics.filter { $0.severity == .error }.map(\.message.en) == [
        "'licence' withdraws the rest when it has enough, but 'build' needs 'check'"
      ])
  }

  @Test func `in an added matter is located there`() throws {
    let change = "- limit: licence\n        promised: 5 working days"
    try expectError(
      "'gate' waits for 'visitt', but no matter has that name",
      in: largerScenario.replacing(
        change,
        with: "- add: gate\n        matter: {office: permits, needs: "
          + "[{atLeast: 1, of: [check, 1️⃣visitt]}]}"))
  }

  @Test func `may withdraw the rest when nobody else needs it`() throws {
    let text = largerScenario.replacing(
      "needs: [survey]",
      with: "needs: [survey, {atLeast: 1, of: [check, visit], rest: withdraw}]")
    let licence = try #require(try scenario(text).model.matter("licence"))
    #expect(licence.quorums.map(\.rest) == [.withdraw])
    let awaited = text.replacing(
      "  visit: {office: permits,", with: "  visit: {office: permits, after: [check],")
    #expect(try scenario(awaited).model.problems() == [])
  }
}

@Suite struct `A refusal` {
  private let change = "- limit: licence\n        promised: 5 working days"

  @Test func `may withdraw what runs beside`() throws {
    func reformed(_ keys: String) throws -> ProcessModel {
      let scenario = try scenario(
        largerScenario.replacing(change, with: "- parallel: [survey, check, visit]\(keys)"))
      return try scenario.model.applying(scenario.reforms).model
    }
    let withdrawn = try reformed("\n        onRefusal: withdraw-rest")
    #expect(withdrawn.matter("survey")?.withdrawsOnRefusal == ["check", "visit"])
    #expect(withdrawn.matter("visit")?.withdrawsOnRefusal == ["check", "survey"])
    #expect(withdrawn.matter("licence")?.withdrawsOnRefusal == [])
    #expect(try reformed("").matter("survey")?.withdrawsOnRefusal == [])
    #expect(
      try reformed("\n        onRefusal: wait-all").matter("survey")?.withdrawsOnRefusal == [])
  }

  @Test(arguments: [("redo", OwnWork.Gate.OnRefusal.redo), ("lose", .lose)])
  func `may lose the work begun without a result`(
    _ word: String, _ expected: OwnWork.Gate.OnRefusal
  ) throws {
    let text = largerScenario.replacing(
      change,
      with: "- phase: survey\n        moves: {from: licence, to: build.walls}\n"
        + "        onFailure: \(word)")
    let scenario = try scenario(text)
    let gates = try scenario.model.applying(scenario.reforms).model.ownWork[0].milestones[0].gates
    #expect(gates == [OwnWork.Gate(matter: "survey", onRefusal: expected)])
  }
}
