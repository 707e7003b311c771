import ApprovalModel
import Testing

@Suite struct `A commitment` {
  private func commit(
    _ matters: Name..., form: CommitChange.Form = SmallModel.permitForm
  ) -> ChangeKind {
    .commit(
      CommitChange(
        matters: matters, form: form, prepare: length(2, "letter"),
        materials: Input(4, path: "letter.materials")))
  }

  @Test func `drops papers and review but not the work of complying`() throws {
    let result = try changed(reform("promise", commit("water")))
    let before = try #require(SmallModel.model.matter("water"))
    let after = try #require(result.model.matter("water"))
    #expect(result.editTexts == ["replace water"])
    #expect(after.comply == before.comply)
    #expect(after.prepare?.path == "letter")
    #expect(after.materials?.value == 4)
    guard case .commitment(let commitment) = after.mode else {
      Issue.record("decided by \(after.mode)")
      return
    }
    // What the ordinary route needs is kept for those whose permit is revoked.
    #expect(commitment.ordinary.prepare == before.prepare)
    #expect(commitment.ordinary.materials?.value == 6)
    #expect(commitment.check == SmallModel.check)
    #expect(commitment.consequences == SmallModel.cure)
  }

  @Test func `keeps needs and order, so that nobody waits less than the law says`() throws {
    let result = try changed(reform("promise", commit("water")))
    #expect(result.model.needs(of: "water") == ["survey"])
    #expect(result.model.after(of: "water") == ["environment"])
    #expect(result.model.needs(of: "permit") == ["environment", "water"])
  }

  // Fewer documents do not make papers faster: only the change's own `prepare` does.
  @Test func `keeps the preparation where it states none`() throws {
    let change = CommitChange(
      matters: ["water"], form: SmallModel.permitForm, materials: Input(1, path: "one"))
    let result = try changed(reform("promise", .commit(change)))
    #expect(result.model.matter("water")?.prepare == SmallModel.model.matter("water")?.prepare)
  }

  @Test func `as a pledge is verified where it says`() throws {
    let form = SmallModel.pledgeForm(verifiedAt: "construction.foundation", "acceptance")
    let result = try changed(reform("promise", commit("water", form: form)))
    guard case .pledge(let pledge) = result.model.matter("water")?.mode else {
      Issue.record("no pledge")
      return
    }
    #expect(pledge.verifications.map(\.stage) == [.foundation, .acceptance])
  }

  @Test func `verified at nothing that exists is refused`() {
    expectRefusal(
      of: reform("promise", commit("water", form: SmallModel.pledgeForm(verifiedAt: "acceptence"))),
      saying:
        "reform 'promise' refers to 'acceptence' for 'water', but no matter or milestone has that name; "
        + "did you mean 'acceptance'?")
    expectRefusal(
      of: reform(
        "promise", commit("water", form: SmallModel.pledgeForm(verifiedAt: "construction.roof"))),
      saying:
        "reform 'promise' refers to 'construction.roof' for 'water', but no matter or milestone has "
        + "that name; did you mean 'construction'?")
  }

  @Test func `beside another way to decide is refused`() {
    expectRefusal(
      of: reform("promise", commit("water")),
      reform(
        "register", .file(FileChange(matters: ["water"], filing: SmallModel.filing))),
      saying:
        "reforms 'register' and 'promise' both set the decision mode of matter 'water' for the same "
        + "applicants; keep one of them")
  }

  @Test func `twice in one reform is refused`() {
    expectRefusal(
      of: reform("promise", commit("water"), commit("environment", "water")),
      saying: "reform 'promise' sets the decision mode of matter 'water' twice; keep one of the two"
    )
  }
}
