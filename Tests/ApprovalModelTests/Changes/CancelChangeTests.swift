import ApprovalModel
import Testing

@Suite struct `Cancelling a matter` {
  private func cancel(_ matters: Name...) -> ChangeKind { .cancel(CancelChange(matters: matters)) }

  // Survey needs the site; environment and water need the survey. Both edges are needs.
  @Test func `hands its needs to those who needed it`() throws {
    let result = try changed(reform("lean", cancel("survey")))
    #expect(result.editTexts == ["remove survey"])
    #expect(result.model.needs(of: "environment") == ["site"])
    #expect(result.model.needs(of: "water") == ["site"])
    #expect(result.model.matter("survey") == nil)
    #expect(result.model.removedMatters == ["survey"])
    #expect(result.model.replacedFacts.isEmpty)
  }

  // Water waits for environment by custom, so what environment needs becomes custom for water; the
  // permit needed environment, so it needs the survey itself.
  @Test func `hands on a need as custom where it was awaited by custom`() throws {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].needs = []
    }
    let result = try changed(reform("lean", cancel("environment")), on: model)
    #expect(result.model.needs(of: "water") == [])
    #expect(result.model.after(of: "water") == ["survey"])
    #expect(result.model.needs(of: "permit") == ["water", "survey"])
    #expect(result.model.after(of: "permit") == [])
  }

  // The permit needs water; water waits for environment by custom. The inherited edge is custom: had
  // the permit not needed environment itself, it would only wait for it.
  @Test func `hands on custom as custom where it was needed`() throws {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "permit" {
      model.matters[i].needs = references("water")
    }
    let result = try changed(reform("lean", cancel("water")), on: model)
    #expect(result.model.needs(of: "permit") == ["survey"])
    #expect(result.model.after(of: "permit") == ["environment"])
  }

  @Test func `states no edge twice`() throws {
    let result = try changed(reform("lean", cancel("water")))
    #expect(result.model.needs(of: "permit") == ["environment", "survey"])
    #expect(result.model.after(of: "permit") == [])
  }

  // site ← survey ← environment: both gone, the permit needs the site.
  @Test func `of a chain reaches the first that is left`() throws {
    let result = try changed(reform("lean", cancel("survey", "environment", "water")))
    #expect(result.model.needs(of: "permit") == ["site"])
  }

  @Test func `hands its needs to the list of what operation needs`() throws {
    var model = SmallModel.model
    model.mayOperate = references("acceptance", "water")
    let result = try changed(reform("lean", cancel("water")), on: model)
    #expect(result.model.mayOperate?.map(\.description) == ["acceptance", "survey"])
  }

  @Test func `that never existed is refused`() {
    expectRefusal(
      of: reform("lean", cancel("survay")),
      saying:
        "reform 'lean' names matter 'survay', but no matter has that name; did you mean 'survey'?")
    expectRefusal(
      of: reform("lean", cancel("zzzzzzzz")),
      saying: "reform 'lean' names matter 'zzzzzzzz', but no matter has that name")
  }

  @Test func `twice is done once, with a notice`() throws {
    let result = try changed(reform("a", cancel("survey")), reform("b", cancel("survey")))
    #expect(result.editTexts == ["remove survey"])
    #expect(
      result.notices.map(\.message.en) == [
        "the change of reform 'b' to matter 'survey' is skipped where another chosen reform has "
          + "removed that matter for these applicants"
      ])
  }
}
