import ApprovalModel
import Testing

@Suite struct `An exclusion` {
  private let listed = Condition([
    Condition.Test(attribute: "listed", requirement: .oneOf(["yes"]))
  ])

  @Test func `changes no process, only who is reached`() throws {
    let exclusion = reform("list", .exclude(ExcludeChange(condition: listed)))
    let result = try changed(exclusion)
    #expect(result.edits == [])
    #expect(result.model == SmallModel.model)
    #expect(exclusion.exclusions == [listed])
  }

  @Test func `goes together with the changes of its reform`() throws {
    let both = reform(
      "list", .cancel(CancelChange(matters: ["survey"])),
      .exclude(ExcludeChange(condition: listed)))
    #expect(try changed(both).editTexts == ["remove survey"])
    #expect(both.exclusions == [listed])
  }
}
