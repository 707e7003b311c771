import ApprovalModel
import Testing

private func factor(_ value: Double) -> Input<Double> { Input(value, path: "factor") }

private func yuan(_ value: Int64) -> Input<Money> { Input(Money(fen: value * 100), path: "yuan") }

/// The small model with fees on 'water' and corrections.
private let priced: ProcessModel = {
  var model = SmallModel.model
  for i in model.matters.indices where model.matters[i].name == "water" {
    model.matters[i].payments = [
      Payment(amount: yuan(300)), Payment(amount: yuan(900), payee: "laboratory"),
      Payment(amount: yuan(50), payer: "government", payee: "laboratory"),
    ]
    model.matters[i].completeness?.correction = Correction(
      chance: chance(0.4), rounds: 2, takes: length(5, "correction"))
  }
  return model
}()

private func payments(_ result: ReformedModel) -> [String] {
  (result.model.matter("water")?.payments ?? []).map {
    "\($0.payer) → \($0.payee): \($0.amount.value.fen / 100)"
  }
}

@Suite struct `Going online` {
  // The tempting wrong version makes the review faster, too.
  @Test func `changes who comes in person, not the review`() throws {
    let change = ChangeKind.online(OnlineChange(matters: ["water"], share: chance(0.8)))
    let result = try changed(reform("net", change))
    var expected = try #require(SmallModel.model.matter("water"))
    expected.online = chance(0.8)
    #expect(result.model.matter("water") == expected)
  }
}

@Suite struct `A standard` {
  // The tempting wrong version shortens the mean, too: lengths keep their distribution, and the
  // narrowing is applied around the mean when the plan is compiled.
  @Test func `narrows reviews and makes corrections rarer`() throws {
    let change = ChangeKind.standardize(
      StandardizeChange(matters: ["water"], spread: factor(0.5), correction: factor(0.7)))
    let result = try changed(reform("norm", change), on: priced)
    let water = try #require(result.model.matter("water"))
    for activity in water.activities {
      guard case .work(_, let work) = activity.kind else { continue }
      #expect(work.value.spreads == [factor(0.5)])
      #expect(work.value.factors.isEmpty)
    }
    #expect(water.completeness?.correction?.factors == [factor(0.7)])
    #expect(water.completeness?.work.value.spreads == [])
  }

  @Test func `on corrections of a matter that has none is refused`() {
    expectRefusal(
      of: reform(
        "norm", .standardize(StandardizeChange(matters: ["water"], correction: factor(0.7)))),
      saying: "reform 'norm' makes corrections of matter 'water' rarer, which has no 'correction'")
  }
}

@Suite struct `A fee` {
  @Test func `paid by somebody else stays what it is`() throws {
    let change = ChangeKind.fee(FeeChange(matters: ["water"], effect: .paidBy("government")))
    #expect(
      payments(try changed(reform("free", change), on: priced)) == [
        "government → government: 300", "government → laboratory: 900",
        "government → laboratory: 50",
      ])
  }

  @Test func `with another amount keeps payer and payee, and touches the one named alone`() throws {
    let change = ChangeKind.fee(
      FeeChange(matters: ["water"], payee: "laboratory", effect: .amount(yuan(0))))
    #expect(
      payments(try changed(reform("free", change), on: priced)) == [
        "applicant → government: 300", "applicant → laboratory: 0",
        "government → laboratory: 50",
      ])
  }

  @Test func `that nobody pays is refused`() {
    expectRefusal(
      of: reform(
        "free",
        .fee(FeeChange(matters: ["water"], payee: "bank", effect: .paidBy("government")))),
      on: priced,
      saying: "reform 'free' changes a fee of matter 'water', but 'applicant' pays nothing for it "
        + "to 'bank'")
  }
}

@Suite struct `A guarantee` {
  @Test func `stands in for a payment and costs its premium`() throws {
    let change = ChangeKind.guarantee(
      GuaranteeChange(
        matters: ["water"], replaces: .payment(payee: "laboratory"), premium: yuan(20),
        guarantor: "insurer"))
    #expect(
      payments(try changed(reform("cover", change), on: priced)) == [
        "applicant → government: 300", "government → laboratory: 50",
        "applicant → insurer: 20",
      ])
  }

  @Test func `stands in for an activity`() throws {
    let change = ChangeKind.guarantee(
      GuaranteeChange(
        matters: ["water"], replaces: .activity("visit"), premium: yuan(20), guarantor: "insurer"))
    let result = try changed(reform("cover", change), on: priced)
    #expect(result.model.matter("water")?.activities.map(\.name) == ["review"])
    #expect(payments(result).last == "applicant → insurer: 20")
  }

  @Test func `for nothing is refused`() {
    expectRefusal(
      of: reform(
        "cover",
        .guarantee(
          GuaranteeChange(
            matters: ["water"], replaces: .activity("hearing"), premium: yuan(20),
            guarantor: "insurer"))),
      on: priced,
      saying: "reform 'cover' puts a guarantee in the place of something that matter 'water' does "
        + "not have")
  }
}

@Suite struct `A validity` {
  private let year = Input(TimeSpan(1, .years), path: "lasts")

  @Test func `is set and ended`() throws {
    let set = ChangeKind.validity(
      ValidityChange(matters: ["permit"], validity: Validity(lasts: year, usedBy: "construction")))
    let result = try changed(reform("lapse", set))
    #expect(result.model.matter("permit")?.validity?.lasts == year)
    let ended = try changed(
      reform("keep", .validity(ValidityChange(matters: ["permit"], validity: nil))),
      on: result.model)
    #expect(ended.model.matter("permit")?.validity == nil)
  }

  @Test func `that is not there cannot be ended`() {
    expectRefusal(
      of: reform("keep", .validity(ValidityChange(matters: ["permit"], validity: nil))),
      saying: "reform 'keep' ends the validity of matter 'permit', which has none")
  }
}
