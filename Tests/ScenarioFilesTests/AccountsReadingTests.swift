import ApprovalModel
import Testing

@testable import ScenarioFiles

@Suite struct `Reading what reforms cost` {
  private let text =
    smallScenario
    .replacing(
      "source: plan\n",
      with: """
        source: plan
            oneOff:
              training: {amount: 5000 yuan, payer: government, payee: school, grade: D, range: [2000, 9000], note: assumed}
              forms: {amount: 300 yuan, payer: applicant}

        """
    )
    .replacing(
      "baseline: before}",
      with:
        "baseline: before, accounts: {discountRate: {value: 7%, grade: D, range: [3%, 10%]}, years: 20, transfersTo: [bond, deposit]}}"
    )

  @Test func `keeps payer, payee and evidence by name`() throws {
    let found = try scenario(text)
    let costs = try #require(found.reforms.first).oneOff
    #expect(costs.map(\.name) == ["forms", "training"])
    #expect(costs.map(\.payer) == ["applicant", "government"])
    #expect(costs.map(\.payee) == ["", "school"])
    #expect(costs[1].amount.value == Money(fen: 5_000_00))
    #expect(costs[1].amount.path == "reforms.quick.oneOff.training.amount")
    #expect(costs[1].amount.evidence.range == .absolute(low: 200_000, high: 900_000))
    #expect(found.study.accounts.years == 20)
    #expect(found.study.accounts.discountRate?.value == Probability(0.07))
    #expect(found.study.accounts.transfersTo == ["bond", "deposit"])
    #expect(found.study.accounts.isTransfer(to: "bond"))
    #expect(found.study.accounts.isTransfer(to: "government"))
    #expect(!found.study.accounts.isTransfer(to: "school"))
    #expect(!found.study.accounts.isTransfer(to: ""))
    #expect(
      found.inputs.map(\.path).filter { $0.hasPrefix("study.") || $0.contains("oneOff") } == [
        "reforms.quick.oneOff.forms.amount", "reforms.quick.oneOff.training.amount",
        "study.accounts.discountRate",
      ])
  }

  @Test func `means nothing where it is left out`() throws {
    let found = try scenario(smallScenario)
    #expect(found.reforms.allSatisfy { $0.oneOff.isEmpty })
    #expect(found.study.accounts == AccountRules())
    #expect(found.study.accounts.discountRate == nil)
  }

  @Test func `is part of what a scenario means`() throws {
    let before = try scenario(text)
    let after = try scenario(
      text.replacing("5000 yuan", with: "6000 yuan").replacing("7%", with: "8%")
        .replacing("years: 20", with: "years: 10").replacing("[bond, deposit]", with: "[bond]"))
    #expect(
      before.differences(to: after).map { "\($0.path): \($0.old ?? "-") \($0.new ?? "-")" } == [
        "reforms.quick.oneOff.training.amount: 5000 yuan 6000 yuan",
        "study.accounts.discountRate: 7% 8%",
        "study.accounts.transfersTo: [bond, deposit] [bond]",
        "study.accounts.years: 20 10",
      ])
    let none = try scenario(
      text.replacing("      forms: {amount: 300 yuan, payer: applicant}\n", with: ""))
    #expect(before.differences(to: none).map(\.path) == ["reforms.quick.oneOff.forms"])
  }
}
