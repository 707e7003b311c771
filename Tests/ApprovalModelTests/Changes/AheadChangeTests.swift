import ApprovalModel
import Testing

@Suite struct `Assessing ahead` {
  private let ahead = Ahead(
    payer: "government", cost: Input(Money(fen: 30_000_000), path: "cost"),
    validity: Input(TimeSpan(5, .years), path: "validity"), conforming: chance(0.8))

  private func change(_ matters: Name...) -> ChangeKind {
    .ahead(AheadChange(matters: matters, ahead: ahead))
  }

  @Test func `leaves the decision and the materials of those who do their own`() throws {
    let result = try changed(reform("zone", change("environment")))
    var expected = try #require(SmallModel.model.matter("environment"))
    expected.ahead = ahead
    #expect(result.editTexts == ["replace environment"])
    #expect(result.model.matter("environment") == expected)
    #expect(result.model.matter("environment")?.mode == .review)
    #expect(result.model.matter("water") == SmallModel.model.matter("water"))
  }

  @Test func `twice by two reforms is refused`() {
    expectRefusal(
      of: reform("zone", change("environment")), reform("park", change("environment", "water")),
      saying:
        "reforms 'park' and 'zone' both set the assessment ahead of matter 'environment' for the same "
        + "applicants; keep one of them")
  }

  @Test func `of an unknown matter is refused`() {
    expectRefusal(
      of: reform("zone", change("enviroment")),
      saying: "reform 'zone' names matter 'enviroment', but no matter has that name; did you mean "
        + "'environment'?")
  }
}
