import ApprovalModel
import Testing

@Suite struct `A filing` {
  private func file(_ matters: Name..., filing: Filing = SmallModel.filing) -> ChangeKind {
    .file(FileChange(matters: matters, filing: filing))
  }

  @Test func `keeps papers, materials and order unless it says otherwise`() throws {
    let result = try changed(reform("register", file("water")))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.nature = .filing
    expected.mode = .filing(SmallModel.filing)
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
  }

  @Test func `takes the papers and materials it states`() throws {
    let change = FileChange(
      matters: ["water"], filing: SmallModel.filing, prepare: length(1, "form"),
      materials: Input(2, path: "form.materials"))
    let matter = try changed(reform("register", .file(change))).model.matter("water")
    #expect(matter?.prepare?.path == "form")
    #expect(matter?.materials?.value == 2)
    #expect(matter?.comply == SmallModel.model.matter("water")?.comply)
  }

  @Test func `by two reforms is refused`() {
    expectRefusal(
      of: reform("a", file("water")), reform("b", file("water")),
      saying:
        "reforms 'a' and 'b' both set the decision mode of matter 'water' for the same applicants; "
        + "keep one of them")
  }

  @Test func `with an office that does not exist breaks a rule`() throws {
    let filing = Filing(
      timing: .before, office: "registri", work: length(1, "reforms.register.receipt.work"))
    let model = try SmallModel.model.applying(reform("register", file("water", filing: filing)))
    #expect(model.problems().map(\.kind) == [.unknownOffice])
  }
}
