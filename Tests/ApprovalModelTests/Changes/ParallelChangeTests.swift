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
}
