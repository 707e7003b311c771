import ApprovalModel
import Testing

@Suite struct `Applying reforms` {
  /// Five reforms that touch the same matters in every kind of way.
  private let five: [Reform] = [
    reform(
      "commitment", .commit(CommitChange(matters: ["site"], form: SmallModel.permitForm)),
      SmallModel.limit(["permit"], days: 5)),
    reform(
      "joint",
      .merge(
        MergeChange(
          matters: ["environment", "water"], into: "joint", of: [.form], failing: .all)),
      .parallel(ParallelChange(matters: ["joint", "permit"]))),
    reform("lean", .cancel(CancelChange(matters: ["survey"]))),
    reform(
      "ladder", .sanction(SanctionChange(consequences: Consequences(seriousEnd: .cure))),
      SmallModel.limit(["water", "survey"], days: 9)),
    reform(
      "gate", .add(AddChange(matter: Matter(name: "hearing", office: "bureau"), before: ["water"])),
      .inspect(
        InspectChange(
          at: references("construction.foundation", "environment"), check: SmallModel.check))),
  ]

  @Test func `in any order gives the same model, edits and notices`() throws {
    let first = try SmallModel.model.applying(five)
    #expect(first.model.problems() == [])
    let orders = permutations(of: five)
    #expect(orders.count == 120)
    for order in orders {
      let result = try SmallModel.model.applying(order)
      #expect(result == first, "\(order.map(\.name))")
    }
  }

  @Test func `in any order of the changes within a reform gives the same model`() throws {
    let changes = five.flatMap(\.changes).map { $0.kind }.prefix(5)
    let first = try SmallModel.model.applying([
      Reform(name: "all", changes: changes.map { Change($0) })
    ])
    for order in permutations(of: Array(changes)) {
      let result = try SmallModel.model.applying([
        Reform(name: "all", changes: order.map { Change($0) })
      ])
      #expect(result.model == first.model)
    }
  }

  @Test func `leaves the receiver as it was`() throws {
    let before = SmallModel.model
    _ = try before.applying(five)
    #expect(before == SmallModel.model)
  }

  @Test func `that do nothing gives the same model`() throws {
    let result = try SmallModel.model.applying([])
    #expect(result.model == SmallModel.model)
    #expect(result.edits == [])
    #expect(result.notices == [])
  }

  @Test func `one by one or together is the same where they touch different matters`() throws {
    let limits = reform("limits", SmallModel.limit(["water"], days: 3))
    let lean = reform("lean", .cancel(CancelChange(matters: ["survey"])))
    let together = try SmallModel.model.applying([limits, lean]).model
    #expect(try SmallModel.model.applying(limits).applying(lean) == together)
    #expect(try SmallModel.model.applying(lean).applying(limits) == together)
  }

  @Test func `names all skipped matters of a reform in one line`() throws {
    let result = try SmallModel.model.applying([
      reform("lean", .cancel(CancelChange(matters: ["water", "survey"]))),
      reform("promise", SmallModel.limit(["water", "survey"], days: 3)),
    ])
    #expect(result.notices.count == 2)
    let messages = (result.notices + result.notices).messages
    #expect(
      messages.map(\.en) == [
        "the change of reform 'promise' to matters 'survey', 'water' is skipped where another chosen "
          + "reform has removed those matters for these applicants"
      ])
    #expect(messages.map(\.zh) == ["改革“promise”对事项“survey”、“water”的改动被跳过：另一项改革已为这些申请人取消这些事项"])
  }

  @Test func `skips a change to what another reform removed, with a notice`() throws {
    let result = try SmallModel.model.applying([
      reform("lean", .cancel(CancelChange(matters: ["water"]))),
      reform("promise", SmallModel.limit(["water", "permit"], days: 3)),
    ])
    #expect(result.editTexts == ["remove water", "replace permit"])
    #expect(
      result.notices.map(\.message.en) == [
        "the change of reform 'promise' to matter 'water' is skipped where another chosen reform has "
          + "removed that matter for these applicants"
      ])
    #expect(result.notices.map(\.reform) == ["promise"])
    #expect(result.notices[0].message.zh == "改革“promise”对事项“water”的改动被跳过：另一项改革已为这些申请人取消该事项")
  }

  @Test func `skips a change to what a switch removed, with a notice`() throws {
    var model = SmallModel.model
    model.matters.removeAll { $0.name == "site" }
    let promise = reform("promise", SmallModel.limit(["site"], days: 3))
    let result = try model.applying([promise], declared: ["site"])
    #expect(result.edits == [])
    #expect(result.notices.count == 1)
  }

  @Test func `skips an inspection at what another reform removed, with a notice`() throws {
    let result = try SmallModel.model.applying([
      reform("lean", .cancel(CancelChange(matters: ["water"]))),
      reform(
        "random", .inspect(InspectChange(at: references("water"), check: SmallModel.check))),
    ])
    #expect(result.notices.count == 1)
  }

  @Test func `that name a matter nobody declared is an error with place and suggestion`() throws {
    let position = SourcePosition(line: 14, column: 9)
    let typo = Reform(
      name: "promise", changes: [Change(SmallModel.limit(["watter"], days: 3), position: position)])
    let error = try #require(throws: ReformError.self) { try SmallModel.model.applying([typo]) }
    #expect(error.reform == "promise")
    #expect(error.position == position)
    #expect(
      error.message.en
        == "reform 'promise' names matter 'watter', but no matter has that name; did you mean "
        + "'water'?")
    #expect(error.message.zh == "改革“promise”提到事项“watter”，但没有这个事项；是否指“water”？")
  }

  @Test func `finds a matter that another reform adds`() throws {
    let gate = reform(
      "gate", .add(AddChange(matter: Matter(name: "hearing", office: "bureau"), before: ["permit"]))
    )
    let promise = reform("aaa", SmallModel.limit(["hearing"], days: 3))
    let result = try SmallModel.model.applying([promise, gate])
    #expect(result.model.matter("hearing")?.limits.promised?.value.amount == 3)
  }

  private func permutations<Element>(of elements: [Element]) -> [[Element]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { i in
      var rest = elements
      let first = rest.remove(at: i)
      return permutations(of: rest).map { [first] + $0 }
    }
  }
}

@Suite struct `A suggestion for a mistyped name` {
  @Test(arguments: [
    ("watter", "water"), ("wtaer", "water"), ("acceptence", "acceptance"), ("许可正", "许可证"),
  ])
  func `is the nearest one`(typed: String, meant: String) {
    #expect(nearestName(to: typed, among: ["acceptance", "permit", "water", "许可证"]) == meant)
  }

  @Test func `is not made when nothing is near`() {
    #expect(nearestName(to: "harbour", among: ["water", "permit"]) == nil)
    #expect(nearestName(to: "water", among: []) == nil)
  }
}
