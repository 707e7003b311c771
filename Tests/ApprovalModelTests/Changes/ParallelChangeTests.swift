import ApprovalModel
import Testing

@Suite struct `Approvals side by side` {
  private func parallel(_ matters: Name...) -> ChangeKind {
    .parallel(ParallelChange(matters: matters))
  }

  @Test func `no longer wait for each other by custom`() throws {
    let result = try changed(reform("side", parallel("environment", "water")))
    #expect(result.editTexts == ["-after environment → water"])
    #expect(result.model.after(of: "water") == [])
    #expect(result.notices == [])
  }

  // The tempting wrong version lets the permit begin before what it needs.
  @Test func `keep every need between them`() throws {
    let result = try changed(reform("side", parallel("environment", "water", "permit")))
    #expect(result.model.needs(of: "permit") == ["environment", "water"])
    #expect(result.editTexts == ["-after environment → water"])
  }

  @Test func `keep custom towards matters outside`() throws {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].after = references("environment", "site")
    }
    let result = try changed(reform("side", parallel("environment", "water")), on: model)
    #expect(result.model.after(of: "water") == ["site"])
  }

  // environment ─needs→ permit ─needs→ construction ─needs→ acceptance: two listed matters remain in
  // order through what is not listed.
  @Test func `that still follow each other through others are reported`() throws {
    let result = try changed(reform("side", parallel("environment", "acceptance")))
    #expect(result.edits == [])
    #expect(
      result.notices.map(\.message.en) == [
        "'environment' and 'acceptance' still follow each other through 'permit'"
      ])
  }

  @Test func `with a name that does not exist are refused`() {
    expectRefusal(
      of: reform("side", parallel("environment", "wather")),
      saying:
        "reform 'side' names matter 'wather', but no matter has that name; did you mean 'water'?")
  }

  @Test func `under a merged name are one matter`() throws {
    let merger = MergeChange(
      matters: ["environment", "water"], into: "joint", of: [.form], failing: .failedOnly)
    let result = try changed(
      reform("one", .merge(merger)), reform("side", parallel("environment", "water", "survey")))
    #expect(result.editTexts == ["merge environment+water into joint"])
    #expect(result.notices == [])
  }

  // MARK: Together

  private func together(_ set: (inout ParallelChange) -> Void) -> ChangeKind {
    var change = ParallelChange(matters: ["environment", "water"])
    set(&change)
    return .parallel(change)
  }

  @Test func `say on each matter what they do together`() throws {
    let result = try changed(
      reform(
        "side",
        together {
          $0.intake = Alongside.Intake(lead: "water")
          $0.closesTogether = true
        }))
    let expected = Alongside(
      matters: ["environment", "water"], intake: Alongside.Intake(lead: "water"),
      closesTogether: true)
    #expect(result.model.matter("water")?.alongside == expected)
    #expect(result.model.matter("environment")?.alongside == expected)
    #expect(
      result.editTexts
        == ["-after environment → water", "replace environment", "replace water"])
    let plain = try changed(reform("side", together { _ in }))
    #expect(plain.model.matter("water")?.alongside == nil)
  }

  @Test func `may be led by an office of one of them`() throws {
    let result = try changed(
      reform("side", together { $0.intake = Alongside.Intake(lead: "window") }))
    #expect(result.model.matter("water")?.alongside?.intake?.lead == "environment")
    expectRefusal(
      of: reform("side", together { $0.intake = Alongside.Intake(lead: "inspectors") }),
      saying:
        "in reform 'side' 'inspectors' leads the intake, which is neither one of the parallel "
        + "matters nor an office of one")
  }

  @Test func `cannot wait for each other and follow each other`() {
    var change = ParallelChange(matters: ["permit", "water"])
    change.closesTogether = true
    expectRefusal(
      of: reform("side", .parallel(change)),
      saying: "reform 'side' takes in, discusses or closes 'water' and 'permit' together, but "
        + "'permit' waits for the result of 'water'; part the two")
  }

  @Test func `are ordinary reviews where they act together`() {
    expectRefusal(
      of: reform("side", together { $0.correctsTogether = true }),
      reform("spot", .confirm(ConfirmChange(matters: ["water"]))),
      saying:
        "reform 'side' handles matter 'water' jointly with others, but it is no ordinary review "
        + "any more")
  }

  @Test func `act together by one reform`() {
    expectRefusal(
      of: reform("a", together { $0.correctsTogether = true }),
      reform("b", together { $0.closesTogether = true }),
      saying:
        "reforms 'a' and 'b' both set the joint handling of matter 'environment' for the same "
        + "applicants; keep one of them")
  }

  @Test func `do not wait for one that may be withdrawn`() {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "permit" {
      model.matters[i].needs = []
      model.matters[i].quorums = [
        Quorum(atLeast: 1, of: references("environment", "water"), rest: .withdraw)
      ]
    }
    expectRefusal(
      of: reform("side", together { $0.closesTogether = true }), on: model,
      saying:
        "reform 'side' handles matter 'environment' jointly with others, but 'rest: withdraw' "
        + "may withdraw it")
  }

  @Test func `are of the same applicants where they act together`() {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].when = Condition([
        Condition.Test(attribute: "class", requirement: .oneOf(["firm"]))
      ])
    }
    expectRefusal(
      of: reform("side", together { $0.intake = Alongside.Intake(lead: "water") }), on: model,
      saying:
        "reform 'side' handles matter 'water' jointly with others, but its 'when' differs from "
        + "that of the others")
    // Whoever the reform reaches is concerned by both.
    var some = reform("side", together { $0.intake = Alongside.Intake(lead: "water") })
    some.reach = Condition([.init(attribute: "class", requirement: .oneOf(["firm"]))])
    #expect(throws: Never.self) { try changed(some, on: model) }
  }
}
