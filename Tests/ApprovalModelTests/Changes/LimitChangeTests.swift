import ApprovalModel
import Testing

@Suite struct `A promised limit` {
  private func share(_ value: Double, of matters: Name...) -> ChangeKind {
    .limit(
      LimitChange(
        matters: matters,
        promise: .shareOfStatutory(Input(Probability(clamping: value), path: "share"))))
  }

  // Promising does not make anybody work faster: everything but the promise stays.
  @Test func `changes the promise alone, not the work`() throws {
    let result = try changed(reform("promise", SmallModel.limit(["water"], days: 5)))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.limits.promised = Input(TimeSpan(5, .workingDays), path: "limit")
    #expect(result.editTexts == ["replace water"])
    #expect(result.model.matter("water") == expected)
    #expect(
      result.model.matter("water")?.activities == SmallModel.model.matter("water")?.activities)
  }

  @Test(arguments: [(0.5, 8.0), (0.4, 6), (0.01, 1), (1, 15)])
  func `as a share of 15 days is rounded up to whole days`(value: Double, days: Double) throws {
    let result = try changed(reform("promise", share(value, of: "water")))
    let promised = result.model.matter("water")?.limits.promised?.value
    #expect(promised == TimeSpan(days, .workingDays))
  }

  // Per cent of whole days: the exact product is known in whole numbers.
  @Test func `as a share is not a day longer than it is`() throws {
    var wrong: [String] = []
    for percent in 1...100 {
      for days in 1...90 {
        var model = SmallModel.model
        for i in model.matters.indices where model.matters[i].name == "water" {
          model.matters[i].limits.statutory?.value = TimeSpan(Double(days), .workingDays)
        }
        let after = try model.applying(reform("promise", share(Double(percent) / 100, of: "water")))
        let promised = after.matter("water")?.limits.promised?.value.amount
        if promised != Double((percent * days + 99) / 100) {
          wrong.append("\(percent) % of \(days) days is \(promised ?? -1)")
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) wrong: \(wrong.prefix(5))")
  }

  @Test func `as a share of nothing is refused`() {
    expectRefusal(
      of: reform("promise", share(0.5, of: "permit")),
      saying: "reform 'promise' promises a share of the statutory limit of 'permit', which has none"
    )
  }

  @Test func `by two reforms is refused, with both names`() {
    expectRefusal(
      of: reform("slow", SmallModel.limit(["water"], days: 9)),
      reform("fast", SmallModel.limit(["environment", "water"], days: 3)),
      saying:
        "reforms 'fast' and 'slow' both set the promised limit of matter 'water' for the same "
        + "applicants; keep one of them")
  }
}
