import ApprovalModel
import Testing

@Suite struct `A waiver` {
  private func waive(_ matters: Name..., because reason: WaiveChange.Reason) -> ChangeKind {
    .waive(WaiveChange(matters: matters, reason: reason))
  }

  @Test func `names the fact that stands in for the result`() throws {
    let scope = try changed(reform("scope", waive("water", because: .outOfScope)))
    #expect(scope.editTexts == ["remove water for outOfScope"])
    #expect(scope.model.replacedFacts == ["water": "outOfScope"])
    let known = try changed(reform("known", waive("water", because: .recognised)))
    #expect(known.model.replacedFacts == ["water": "recognised"])
    let elsewhere = try changed(
      reform("block", waive("water", because: .substituted(by: "block-assessment"))))
    #expect(elsewhere.model.replacedFacts == ["water": "block-assessment"])
  }

  @Test func `hands on needs as a cancelled matter does`() throws {
    let waived = try changed(reform("scope", waive("survey", because: .outOfScope))).model
    let cancelled = try changed(
      reform("scope", .cancel(CancelChange(matters: ["survey"])))
    ).model
    #expect(waived.matters == cancelled.matters)
  }

  @Test func `makes what needed the result need its substitute`() throws {
    let result = try changed(
      reform("block", waive("water", because: .substituted(by: "environment"))))
    #expect(
      result.editTexts == ["+needs environment → permit", "remove water for environment"])
    #expect(result.model.needs(of: "permit") == ["environment", "survey"])
  }

  @Test func `makes operation need the substitute`() throws {
    var model = SmallModel.model
    model.mayOperate = references("acceptance", "water")
    let result = try changed(
      reform("block", waive("water", because: .substituted(by: "environment"))), on: model)
    #expect(
      result.model.mayOperate?.map(\.description).contains("environment") == true)
  }

  // A certificate that another change adds is waited for like one that was there.
  @Test func `makes what needed the result need a substitute that is added`() throws {
    var model = SmallModel.model
    model.mayOperate = references("acceptance", "water")
    let add = ChangeKind.add(
      AddChange(matter: Matter(name: "certificate", office: "bureau"), before: []))
    let result = try changed(
      reform("block", waive("water", because: .substituted(by: "certificate"))),
      reform("certify", add), on: model)
    #expect(result.model.needs(of: "permit").contains("certificate"))
    #expect(result.model.mayOperate?.map(\.description) == ["acceptance", "survey", "certificate"])
    #expect(result.notices.isEmpty)
  }

  @Test func `in favour of itself is refused`() {
    expectRefusal(
      of: reform("block", waive("water", because: .substituted(by: "water"))),
      saying:
        "reform 'block' lets the result of 'water' stand for itself; name what takes its place")
  }

  @Test func `of an unknown matter is refused`() {
    expectRefusal(
      of: reform("scope", waive("watter", because: .outOfScope)),
      saying:
        "reform 'scope' names matter 'watter', but no matter has that name; did you mean 'water'?")
  }
}
