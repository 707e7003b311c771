import ApprovalModel
import Testing

@Suite struct `An automated decision` {
  private let some = Automation(eligible: chance(0.6))

  private func automate(_ automation: Automation) -> ChangeKind {
    .automate(AutomateChange(matters: ["water"], automation: automation))
  }

  @Test func `changes how a matter is decided and nothing else`() throws {
    let result = try changed(reform("machine", automate(some)))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.mode = .automated(some)
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
  }

  @Test func `must say what of the defects it finds where the review finds any`() throws {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].activities[0].detection = Detection(catches: chance(0.9))
    }
    expectRefusal(
      of: reform("machine", automate(some)), on: model,
      saying: "reform 'machine' automates matter 'water', whose review finds defects; state by "
        + "'catches' what of them the rules find")
    var able = some
    able.catches = chance(0)
    _ = try changed(reform("machine", automate(able)), on: model)
  }

  @Test func `beside another way to decide is refused`() {
    expectRefusal(
      of: reform("machine", automate(some)),
      reform("spot", .confirm(ConfirmChange(matters: ["water"]))),
      saying: "reforms 'spot' and 'machine' both set the decision mode of matter 'water' for the "
        + "same applicants; keep one of them")
  }

  @Test func `cannot be merged into a form that people review`() {
    expectRefusal(
      of: reform("machine", automate(some)),
      reform(
        "one",
        .merge(
          MergeChange(
            matters: ["water", "environment"], into: "joint", of: [.form], failing: .all))),
      saying: "reform 'one' merges matter 'water', which is no ordinary review any more; only "
        + "ordinary reviews can be merged")
  }
}
