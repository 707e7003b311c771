import ApprovalModel
import ScenarioFiles
import Statistics
import Testing

@Suite struct `The rules of a process` {
  private func model(_ edits: (old: String, new: String)...) throws -> ProcessModel {
    var text = smallScenario
    for (old, new) in edits { text = text.replacing(old, with: new) }
    return try scenario(text).model
  }

  @Test func `find nothing in a sound one`() throws {
    #expect(try model().problems() == [])
    #expect(try scenario(constructionProject).model.problems() == [])
  }

  @Test func `want in a table only the categories that are reached`() throws {
    var model = try model()
    let risk = ["high", "low"].map {
      Tabulated.Entry(category: $0, input: Input(Probability.one, path: "x.detects.\($0)"))
    }
    let everyone = Tabulated.same(Input(Probability.one, path: "x.rate"))
    let work = Input(DurationDistribution(.constant(1), .hours), path: "x.work")
    model.inspections = [
      Inspection(
        name: "inspect/licence", at: ResultReference("licence"),
        check: FollowUpCheck(
          offices: ["permits"], work: work, isVisit: false, rate: everyone,
          detects: .by(attribute: "risk", risk)),
        checks: ["licence"], stage: .acceptance, consequences: Consequences())
    ]
    #expect(model.problems().map(\.kind) == [.missingCategory])
    #expect(model.problems().map(\.path) == ["x.detects"])
    let reach = Condition([.init(attribute: "risk", requirement: .oneOf(["low"]))])
    #expect(model.problems(for: reach) == [])
  }

  @Test func `let a matter gate the milestone it does not wait for`() throws {
    let own = """
      ownWork:
        build:
          milestones:
            - walls: {takes: 5 working days}
            - roof: {takes: 5 working days}
      matters:
        drawings: {office: permits, needs: [build.walls]}
      """
    var model = try model(("matters:", own))
    model = model.applying(
      .addGate(
        OwnWork.Gate(matter: "drawings", onRefusal: .waits), work: "build", milestone: "roof"))
    #expect(model.problems() == [])
    model = model.applying(
      .addGate(
        OwnWork.Gate(matter: "drawings", onRefusal: .waits), work: "build", milestone: "walls")
    )
    #expect(
      model.problems().map(\.message.en) == [
        "these wait for each other in a circle: build.walls → drawings → build.walls"
      ])
  }

  @Test func `let two matters of one subject stand for different applicants`() throws {
    let small = "survey:\n    subject: land\n    when: {risk: low}"
    let licence = "licence:\n    subject: land\n    title"
    let apart = try model(
      ("survey:", small), ("  licence:\n    title", "  \(licence)"),
      ("    prepare:", "    when: {risk: [high, general]}\n    prepare:"))
    #expect(apart.problems() == [])
  }

  @Test func `forget the defects of a matter that a reform takes away`() throws {
    let model = try model().applying(.removeMatter("licence", fact: nil))
    #expect(model.removedMatters == ["licence"])
    #expect(model.problems() == [])
  }

  @Test func `name every circle once`() throws {
    var model = try model()
    for (a, b) in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "e"), ("e", "d")] {
      var matter = Matter(name: a, office: "permits")
      matter.needs = [ResultReference(b)]
      model.matters.append(matter)
    }
    #expect(
      model.problems().map(\.message.en) == [
        "these wait for each other in a circle: a → b → c → a",
        "these wait for each other in a circle: d → e → d",
      ])
    #expect(model.problems().map(\.path) == ["matters.a.needs.b", "matters.d.needs.e"])
  }

  @Test func `ask every class for the attribute of a condition`() throws {
    let second = "  firm:\n    arrivals: {perWorkingDay: 12}"
    let text = smallScenario.replacing(
      second, with: "  other:\n    arrivals: {perWorkingDay: 1}\n\(second)")
    let condition = "    when: {risk: low}\n    prepare:"
    let broken = read(text.replacing("    prepare:", with: condition))
    #expect(
      errors(of: broken).contains(
        "class 'other' has no attribute 'risk'; declare it there, or leave the class out by 'class'"
      ))
    let excused = "    when: {class: firm, risk: low}\n    prepare:"
    #expect(read(text.replacing("    prepare:", with: excused)).scenario != nil)
  }
}
