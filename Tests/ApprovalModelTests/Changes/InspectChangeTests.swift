import ApprovalModel
import Testing

@Suite struct `An inspection` {
  private func inspect(_ points: String..., checks: [Name] = []) -> ChangeKind {
    .inspect(
      InspectChange(
        at: references(points), check: SmallModel.check, checks: checks,
        consequences: SmallModel.cure))
  }

  @Test func `stands after results and milestones, at their stage`() throws {
    let result = try changed(
      reform("random", inspect("construction.structure", "construction.foundation", "acceptance")))
    #expect(
      result.editTexts == [
        "inspect acceptance", "inspect construction.foundation", "inspect construction.structure",
      ])
    #expect(result.model.inspections.map(\.stage) == [.acceptance, .foundation, .structure])
    #expect(result.model.matters == SmallModel.model.matters)
  }

  @Test func `looks for every declared defect unless it names some`() throws {
    let all = try changed(reform("random", inspect("acceptance")))
    #expect(all.model.inspections.map(\.checks) == [["water"]])
    let one = try changed(reform("random", inspect("acceptance", checks: ["permit"])))
    #expect(one.model.inspections.map(\.checks) == [["permit"]])
  }

  // What a waived matter demanded still holds, and so do its defects.
  @Test func `looks for the defects of a matter that is waived too`() throws {
    let waive = ChangeKind.waive(WaiveChange(matters: ["water"], reason: .outOfScope))
    let result = try changed(
      reform("scope", waive), reform("random", inspect("acceptance", checks: ["water"])))
    #expect(result.model.inspections.map(\.checks) == [["water"]])
    #expect(result.notices.isEmpty)
  }

  @Test func `at one point by two reforms is refused`() {
    expectRefusal(
      of: reform("a", inspect("acceptance")), reform("b", inspect("acceptance")),
      saying: "reform 'b' and another reform both inspect at 'acceptance'; keep one of them")
  }

  @Test func `at nothing that exists is refused`() {
    expectRefusal(
      of: reform("random", inspect("construction.structur")),
      saying:
        "reform 'random' refers to 'construction.structur' for 'inspect', but no matter or milestone "
        + "has that name; did you mean 'construction.structure'?")
    expectRefusal(
      of: reform("random", inspect("acceptance", checks: ["waters"])),
      saying:
        "reform 'random' names matter 'waters', but no matter has that name; did you mean 'water'?")
  }
}
