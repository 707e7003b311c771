import ApprovalModel
import Testing

@Suite struct `Tolerating missing papers` {
  private func tolerance(_ holds: Tolerance.Holds) -> Tolerance {
    Tolerance(
      prepare: length(4, "main"), papers: length(8, "secondary"),
      within: Input(TimeSpan(20, .workingDays), path: "within"), holds: holds)
  }

  private func change(_ holds: Tolerance.Holds = .decision) -> ChangeKind {
    .tolerate(TolerateChange(matters: ["water"], tolerance: tolerance(holds)))
  }

  // The tempting wrong version writes the short preparation into the matter, where an application
  // after a revocation would find it: that one needs all papers.
  @Test func `keeps all documents and the whole preparation of the ordinary route`() throws {
    let result = try changed(reform("late", change()))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.tolerance = tolerance(.decision)
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
  }

  @Test(arguments: [Tolerance.Holds.decision, .delivery, .nothing])
  func `where silence means consent holds up no decision`(holds: Tolerance.Holds) throws {
    var model = SmallModel.model
    for i in model.matters.indices where model.matters[i].name == "water" {
      model.matters[i].limits.tacit = true
    }
    guard holds == .decision else {
      let result = try changed(reform("late", change(holds)), on: model)
      #expect(result.model.matter("water")?.tolerance?.holds == holds)
      return
    }
    expectRefusal(
      of: reform("late", change(holds)), on: model,
      saying:
        "reform 'late' lets the decision on matter 'water' wait for papers, but silence means "
        + "consent there ('tacit: yes'); use 'holds: delivery' or 'nothing'")
  }

  @Test func `beside another way to decide is refused`() {
    expectRefusal(
      of: reform("late", change()),
      reform("register", .file(FileChange(matters: ["water"], filing: SmallModel.filing))),
      saying:
        "reform 'late' tolerates missing papers of matter 'water', which is no ordinary review "
        + "any more; only ordinary reviews can tolerate them")
  }

  @Test func `twice for the same applicants is refused`() {
    expectRefusal(
      of: reform("late", change()), reform("soon", change(.nothing)),
      saying: "reforms 'late' and 'soon' both set the tolerance of matter 'water' for the same "
        + "applicants; keep one of them")
  }
}
