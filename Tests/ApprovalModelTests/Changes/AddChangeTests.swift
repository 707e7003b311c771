import ApprovalModel
import Testing

@Suite struct `Adding a matter` {
  private func hearing(before: Name...) -> ChangeKind {
    var matter = Matter(name: "hearing", office: "bureau")
    matter.after = references("survey")
    return .add(AddChange(matter: matter, before: before))
  }

  @Test func `makes what it stands before need it`() throws {
    let result = try changed(reform("gate", hearing(before: "permit", "construction")))
    #expect(
      result.editTexts == [
        "add hearing", "+needs hearing → construction", "+needs hearing → permit",
      ])
    #expect(result.model.needs(of: "permit") == ["environment", "water", "hearing"])
    #expect(result.model.needs(of: "construction") == ["permit", "hearing"])
    #expect(result.model.after(of: "hearing") == ["survey"])
    #expect(result.model.matters.map(\.name).inNameOrder() == result.model.matters.map(\.name))
  }

  @Test func `leaves every other matter as it was`() throws {
    let result = try changed(reform("gate", hearing(before: "permit")))
    for matter in SmallModel.model.matters where matter.name != "permit" {
      #expect(result.model.matter(matter.name) == matter)
    }
  }

  @Test func `under a name that is taken is refused`() {
    let taken = Matter(name: "water", office: "bureau")
    expectRefusal(
      of: reform("gate", .add(AddChange(matter: taken, before: []))),
      saying: "reform 'gate' adds matter 'water', but that name is taken; choose another")
    let work = Matter(name: "construction", office: "bureau")
    expectRefusal(
      of: reform("gate", .add(AddChange(matter: work, before: []))),
      saying: "reform 'gate' adds matter 'construction', but that name is taken; choose another")
  }

  @Test func `before something that does not exist is refused`() {
    expectRefusal(
      of: reform("gate", hearing(before: "premit")),
      saying:
        "reform 'gate' names matter 'premit', but no matter has that name; did you mean 'permit'?")
  }

  @Test func `that nothing waits for is reported where operation lists what it needs`() throws {
    var model = SmallModel.model
    model.mayOperate = references("acceptance")
    let result = try changed(reform("gate", hearing()), on: model)
    #expect(result.notices.map(\.message.en) == ["nothing waits for the added matter 'hearing'"])
  }
}
