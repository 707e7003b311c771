import ApprovalModel
import Testing

@Suite struct `A sanction` {
  private let ladder = Consequences(
    curableFine: Input(Money(fen: 1_000_000), path: "fine"),
    stop: Input(TimeSpan(60, .calendarDays), path: "stop"), seriousEnd: .landExit)

  private var sanction: ChangeKind { .sanction(SanctionChange(consequences: ladder)) }

  @Test func `reaches every commitment, pledge and inspection`() throws {
    let result = try changed(
      reform(
        "promise", .commit(CommitChange(matters: ["water"], form: SmallModel.permitForm)),
        .commit(
          CommitChange(
            matters: ["environment"], form: SmallModel.pledgeForm(verifiedAt: "acceptance"))),
        .inspect(
          InspectChange(
            at: references("construction.foundation"), check: SmallModel.check,
            consequences: SmallModel.cure))),
      reform("ladder", sanction))
    #expect(
      result.editTexts.suffix(3) == [
        "replace environment", "replace water", "change inspection construction.foundation",
      ])
    // The ladder replaces what was there; a time to cure that it does not state is kept.
    var expected = ladder
    expected.cure = SmallModel.cure.cure
    guard case .commitment(let commitment) = result.model.matter("water")?.mode,
      case .pledge(let pledge) = result.model.matter("environment")?.mode
    else {
      Issue.record("modes are lost")
      return
    }
    #expect(commitment.consequences == expected)
    #expect(pledge.consequences == expected)
    #expect(result.model.inspections.map(\.consequences) == [expected])
  }

  @Test func `on nothing is reported`() throws {
    let result = try changed(reform("ladder", sanction))
    #expect(result.edits == [])
    #expect(
      result.notices.map(\.message.en) == [
        "the sanctions act on nothing: there is no commitment and no inspection"
      ])
  }

  @Test func `by two reforms is refused`() {
    expectRefusal(
      of: reform("ladder", sanction), reform("stick", sanction),
      saying:
        "reforms 'ladder' and 'stick' both set the sanctions for the same applicants; "
        + "keep one of them")
  }
}
