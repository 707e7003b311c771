import ApprovalModel
import Testing

@Suite struct `Sharing data` {
  private func share(
    materials: Int = 2, prepare: Input<Double>? = Input(0.5, path: "prepare"),
    correction: Input<Double>? = nil
  ) -> DataShare {
    DataShare(
      materials: Input(materials, path: "left"), coverage: chance(0.8), prepare: prepare,
      correction: correction)
  }

  private func change(_ matters: Name..., share: DataShare) -> ChangeKind {
    .share(ShareChange(matters: matters, share: share))
  }

  // The tempting wrong version writes the fewer documents into the matter, for everybody, or makes
  // the review faster.
  @Test func `leaves the matter what it is for those who are not covered`() throws {
    let result = try changed(reform("data", change("water", share: share())))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.share = share()
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
    #expect(result.model.matter("water")?.materials?.value == 6)
  }

  @Test func `comes after another way to decide, whatever the order of the reforms`() throws {
    let data = reform("data", change("water", share: share(materials: 5)))
    let promise = reform(
      "promise",
      .commit(
        CommitChange(
          matters: ["water"], form: SmallModel.permitForm, materials: Input(4, path: "letter"))))
    let result = try changed(data, promise)
    #expect(result.model == (try changed(promise, data).model))
    #expect(result.model.matter("water")?.share?.materials.value == 5)
    #expect(result.model.matter("water")?.materials?.value == 4)
  }

  @Test func `of a matter without documents is refused`() {
    expectRefusal(
      of: reform("data", change("permit", share: share())),
      saying: "reform 'data' shares data for matter 'permit', which states no 'materials'")
  }

  @Test func `that leaves more documents than there are is refused`() {
    expectRefusal(
      of: reform("data", change("water", share: share(materials: 7))),
      saying:
        "reform 'data' shares data for matter 'water' and leaves 7 documents, but it asks for "
        + "6 now")
  }

  @Test func `on corrections of a matter that has none is refused`() {
    expectRefusal(
      of: reform(
        "data", change("water", share: share(correction: Input(0.5, path: "correction")))),
      saying: "reform 'data' makes corrections of matter 'water' rarer, which has no 'correction'")
  }

  @Test func `on papers that take no time is refused`() {
    var model = SmallModel.model
    for i in model.matters.indices { model.matters[i].prepare = nil }
    expectRefusal(
      of: reform("data", change("water", share: share())), on: model,
      saying: "reform 'data' shortens making the papers of matter 'water', which has no 'prepare'")
  }

  @Test func `for a part of a merger is refused`() {
    expectRefusal(
      of: reform(
        "data", change("water", share: share()),
        .merge(
          MergeChange(
            matters: ["environment", "water"], into: "joint", of: [.form], failing: .failedOnly))),
      saying: "reform 'data' changes the papers of matter 'water', but it belongs to the merger "
        + "'joint', whose papers cannot be changed so yet; keep one of the two")
  }

  @Test func `twice for the same applicants is refused`() {
    expectRefusal(
      of: reform("data", change("water", share: share())),
      reform("cloud", change("water", share: share())),
      saying: "reforms 'cloud' and 'data' both set the data share of matter 'water' for the same "
        + "applicants; keep one of them")
  }
}
