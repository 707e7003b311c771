import ApprovalModel
import Testing

@Suite struct `A tier` {
  private let gone = ChangeKind.cancel(CancelChange(matters: ["water"]))

  private func tier(_ classes: (Name, [ChangeKind])...) -> ChangeKind {
    .tier(
      TierChange(
        by: "risk",
        classes: classes.map { name, kinds in
          TierChange.Class(category: name, changes: kinds.map { Change($0) })
        }))
  }

  private func onlyIf(_ category: Name) -> Condition.Test {
    Condition.Test(attribute: "risk", requirement: .oneOf([category]))
  }

  // One part for everybody, one for each category named, in code-point order; `high` has none.
  @Test func `makes one part of a reform for each category`() {
    let limit = SmallModel.limit(["permit"], days: 5)
    let tiered = reform("risky", tier(("low", [gone]), ("general", [limit])), limit)
    #expect(tiered.parts.map(\.name) == ["risky", "risky", "risky"])
    #expect(
      tiered.parts.map(\.reach)
        == [.everybody, Condition([onlyIf("general")]), Condition([onlyIf("low")])])
    #expect(tiered.parts.map { $0.changes.map(\.kind) } == [[limit], [limit], [gone]])
  }

  @Test func `leaves no part for those who have no changes`() {
    let tiered = reform("risky", tier(("low", [gone])))
    #expect(tiered.parts.map(\.reach) == [Condition([onlyIf("low")])])
    let plain = reform("plain", gone)
    #expect(plain.parts == [plain])
  }

  @Test func `keeps condition, uptake and exclusions in every part`() {
    let firm = Condition.Test(attribute: "class", requirement: .oneOf(["firm"]))
    let out = Condition([Condition.Test(attribute: "area", requirement: .atLeast(300))])
    var tiered = reform(
      "risky", tier(("low", [gone])), gone, .exclude(ExcludeChange(condition: out)))
    tiered.reach = Condition([firm])
    tiered.uptake = chance(0.5)
    #expect(tiered.parts.map(\.uptake) == [chance(0.5), chance(0.5)])
    #expect(tiered.parts.map(\.exclusions) == [[out], [out]])
    #expect(
      tiered.parts.map(\.reach) == [Condition([firm]), Condition([firm, onlyIf("low")])])
  }

  @Test func `is refused where no applicant is known`() {
    expectRefusal(
      of: reform("risky", tier(("low", [gone]))),
      saying: "'risky' has a 'tier' by 'risk' where no applicant is known; a 'tier' stands in the "
        + "changes of a reform itself, not in a switch or another 'tier'")
  }

  @Test func `inside another is refused`() throws {
    let nested = reform("risky", tier(("low", [tier(("high", [gone]))])))
    expectRefusal(
      of: try #require(nested.parts.first),
      saying: "'risky' has a 'tier' by 'risk' where no applicant is known; a 'tier' stands in the "
        + "changes of a reform itself, not in a switch or another 'tier'")
  }

  @Test func `of offices is refused, since they serve everybody`() throws {
    let staff = Input(5, path: "staff")
    let more = ChangeKind.capacity(CapacityChange(office: "bureau", staff: staff))
    expectRefusal(
      of: try #require(reform("risky", tier(("low", [more]))).parts.first),
      saying: "reform 'risky' changes an office, which serves everybody; move this change to a "
        + "reform without 'for', 'uptake' and 'exclude', out of any 'tier'")
  }

  // Two categories may each have their own mode; one applicant has one.
  @Test func `gives each applicant one way to decide a matter`() throws {
    let spot = ChangeKind.confirm(ConfirmChange(matters: ["water"]))
    let receipt = ChangeKind.file(FileChange(matters: ["water"], filing: SmallModel.filing))
    for part in reform("risky", tier(("low", [spot]), ("high", [receipt]))).parts {
      _ = try changed(part)
    }
    let twice = reform("risky", receipt, tier(("low", [spot]))).parts
    expectRefusal(
      of: twice[0], twice[1],
      saying: "reform 'risky' sets the decision mode of matter 'water' twice; keep one of the two")
  }
}
