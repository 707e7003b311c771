import ApprovalModel
import Testing

@Suite struct `A phased need` {
  private func phase(
    _ matter: Name, from: Name, to: String, redoes: Bool = true
  ) -> ChangeKind {
    .phase(
      PhaseChange(
        matter: matter, from: from, to: references(to)[0], onRefusal: redoes ? .redo : .waits))
  }

  @Test func `leaves the start and stands at the milestone`() throws {
    let result = try changed(
      reform("early", phase("water", from: "permit", to: "construction.foundation")))
    #expect(
      result.editTexts == ["-needs water → permit", "gate water → construction.foundation"])
    #expect(result.model.needs(of: "permit") == ["environment"])
    let gates = result.model.ownWork[0].milestones.map(\.gates)
    #expect(gates == [[OwnWork.Gate(matter: "water", onRefusal: .redo)], []])
    #expect(result.model.matter("water") == SmallModel.model.matter("water"))
  }

  @Test func `that does not exist is refused`() {
    expectRefusal(
      of: reform("early", phase("survey", from: "permit", to: "construction.foundation")),
      saying: "reform 'early' moves what 'permit' needs of 'survey', but there is no such 'needs'")
    // Water waits for environment by custom only.
    expectRefusal(
      of: reform("early", phase("environment", from: "water", to: "construction.foundation")),
      saying:
        "reform 'early' moves what 'water' needs of 'environment', but there is no such 'needs'")
  }

  @Test func `to something that is no milestone is refused`() {
    expectRefusal(
      of: reform("early", phase("water", from: "permit", to: "construction")),
      saying:
        "reform 'early' must move the need to a milestone of own work such as construction.foundation, not to "
        + "'construction'")
    expectRefusal(
      of: reform("early", phase("water", from: "permit", to: "construction.fundation")),
      saying:
        "reform 'early' refers to 'construction.fundation' for 'water', but no matter or milestone has "
        + "that name; did you mean 'construction.foundation'?")
  }

  // Own work needs the permit; earthworks before the permit are the usual case of a phase.
  @Test func `can be taken from own work`() throws {
    let result = try SmallModel.model.applying([
      reform("early", phase("permit", from: "construction", to: "construction.foundation"))
    ])
    #expect(result.model.needs(of: "construction") == [])
    #expect(result.model.ownWork[0].milestones[0].gates.map(\.matter) == ["permit"])
  }
}
