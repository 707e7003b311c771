import ApprovalModel
import Testing

@Suite struct `An entitlement` {
  private func change(office: Name? = nil) -> ChangeKind {
    .entitle(
      EntitleChange(
        matters: ["water"], coverage: chance(0.85), office: office, work: length(1, "confirm")))
  }

  // The tempting wrong version takes the matter away, with the work of complying and for everybody.
  @Test func `leaves the matter what it is for those who apply`() throws {
    let result = try changed(reform("free", change()))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.entitlement = Entitlement(
      coverage: chance(0.85), office: "bureau", work: length(1, "confirm"))
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
    #expect(result.model.needs(of: "permit") == ["environment", "water"])
  }

  @Test func `is work of its office, which a pool takes over with the rest`() throws {
    let pool = ChangeKind.pool(
      PoolChange(
        offices: ["inspectors", "window"], into: "hall", slower: Input(1.2, path: "slower")))
    let result = try changed(
      reform("free", change(office: "window")), reform("hall", pool))
    let entitlement = try #require(result.model.matter("water")?.entitlement)
    #expect(entitlement.office == "hall")
    #expect(entitlement.work.value.factors == [Input(1.2, path: "slower")])
  }

  @Test func `goes with another way to decide for the rest`() throws {
    let file = ChangeKind.file(FileChange(matters: ["water"], filing: SmallModel.filing))
    let result = try changed(reform("free", change()), reform("register", file))
    #expect(result.model.matter("water")?.entitlement?.office == "bureau")
    #expect(result.model.matter("water")?.mode == .filing(SmallModel.filing))
  }

  @Test func `to a part of a merger is refused`() {
    expectRefusal(
      of: reform("free", change()),
      reform(
        "join",
        .merge(
          MergeChange(
            matters: ["environment", "water"], into: "joint", of: [.visit], failing: .failedOnly))),
      saying:
        "reform 'join' merges matter 'water', which some get without application ('entitle'), "
        + "but a merger has one application for all its parts; keep one of the two")
  }

  @Test func `twice for the same applicants is refused`() {
    expectRefusal(
      of: reform("free", change()), reform("list", change(office: "window")),
      saying: "reforms 'free' and 'list' both set the entitlement of matter 'water' for the same "
        + "applicants; keep one of them")
  }
}
