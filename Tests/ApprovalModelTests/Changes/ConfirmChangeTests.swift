import ApprovalModel
import Testing

@Suite struct `A confirmation` {
  private func confirm(_ matters: Name...) -> ChangeKind {
    .confirm(ConfirmChange(matters: matters))
  }

  @Test func `changes how a matter is decided and nothing else`() throws {
    let result = try changed(reform("spot", confirm("water")))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.nature = .confirmation
    expected.mode = .confirmation
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
  }

  @Test func `of a matter without a look at the papers is refused`() {
    expectRefusal(
      of: reform("spot", confirm("permit")),
      saying:
        "reform 'spot' makes matter 'permit' a confirmation, but it has no 'completeness' check to "
        + "decide by; declare one")
  }

  @Test func `beside another way to decide is refused`() {
    expectRefusal(
      of: reform("spot", confirm("water")), reform("fast", confirm("water")),
      saying: "reforms 'fast' and 'spot' both set the decision mode of matter 'water' for the same "
        + "applicants; keep one of them")
  }
}
