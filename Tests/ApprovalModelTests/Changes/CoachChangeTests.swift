import ApprovalModel
import Testing

@Suite struct `Help with the papers` {
  private let coaching = Coaching(
    office: "window", work: length(1, "coach.work"), reaches: chance(0.6),
    prepare: Input(0.8, path: "prepare"))

  private func change(_ coaching: Coaching) -> ChangeKind {
    .coach(CoachChange(matters: ["water"], coaching: coaching))
  }

  @Test func `leaves papers, check and review what they are for those who go without`() throws {
    let result = try changed(reform("guide", change(coaching)))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.coaching = coaching
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
  }

  // The tempting wrong version forgets the coaches when offices change.
  @Test func `is work of its office, which a pool takes over with the rest`() throws {
    let pool = ChangeKind.pool(
      PoolChange(
        offices: ["inspectors", "window"], into: "hall", slower: Input(1.2, path: "slower")))
    let result = try changed(reform("guide", change(coaching)), reform("hall", pool))
    let coached = try #require(result.model.matter("water")?.coaching)
    #expect(coached.office == "hall")
    #expect(coached.work.value.factors == [Input(1.2, path: "slower")])
  }

  @Test func `by an office without people is an error`() throws {
    var model = SmallModel.model
    model.offices.append(Office(name: "guides", staff: Input(0, path: "offices.guides.staff")))
    #expect(model.problems() == [])
    var nobody = coaching
    nobody.office = "guides"
    let reformed = try model.applying(reform("guide", change(nobody)))
    #expect(
      reformed.problems().map(\.message.en) == [
        "office 'guides' has work to do and nobody to do it"
      ])
  }

  @Test func `on corrections of a matter that has none is refused`() {
    var wrong = coaching
    wrong.correction = Input(0.4, path: "correction")
    expectRefusal(
      of: reform("guide", change(wrong)),
      saying: "reform 'guide' makes corrections of matter 'water' rarer, which has no 'correction'")
  }

  @Test func `twice for the same applicants is refused`() {
    expectRefusal(
      of: reform("guide", change(coaching)), reform("desk", change(coaching)),
      saying: "reforms 'desk' and 'guide' both set the coaching of matter 'water' for the same "
        + "applicants; keep one of them")
  }
}
