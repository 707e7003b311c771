/// Small scenarios with one fault each in what reforms cost once or in how money is counted over years.
let brokenAccounts: [BrokenScenario] = [
  BrokenScenario(
    "a one-off cost without a payer",
    [oneOff("training: {amount: 5000 yuan}")],
    """
    """),
  BrokenScenario(
    "a one-off cost in another unit",
    [oneOff("training: {amount: 5000 yuan/hour, payer: government}")],
    """
    """),
  BrokenScenario(
    "a one-off cost with a misspelt key",
    [oneOff("training: {amount: 5000 yuan, payer: government, paye: school}")],
    """
    """),
  BrokenScenario(
    "one-off costs in a list",
    [("source: plan\n", "source: plan\n      oneOff: [5000 yuan]\n")],
    """
    """),
  BrokenScenario(
    "a discount rate over 100 %",
    [accounts("discountRate: 700%")],
    """
    """),
  BrokenScenario(
    "no years",
    [accounts("discountRate: 7%, years: 0")],
    """
    """),
  BrokenScenario(
    "a range that leaves out the discount rate",
    [accounts("discountRate: {value: 7%, grade: D, range: [8%, 10%]}")],
    """
    """),
]

private func oneOff(_ costs: String) -> (old: String, new: String) {
  ("source: plan\n", "source: plan\n      oneOff: {\(costs)}\n")
}

private func accounts(_ rules: String) -> (old: String, new: String) {
  ("baseline: before}", "baseline: before, accounts: {\(rules)}}")
}
