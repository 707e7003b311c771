/// Small scenarios with one fault each in what reforms cost once or in how money is counted over years.
let brokenAccounts: [BrokenScenario] = [
  BrokenScenario(
    "a one-off cost without a payer",
    [oneOff("training: {amount: 5000 yuan}")],
    """
    small.yaml:35:14: error: 'training' lacks 'payer'; write for example 'payer: government'
     35 |     oneOff: {training: {amount: 5000 yuan}}
        |              ^^^^^^^^
    """),
  BrokenScenario(
    "a one-off cost in another unit",
    [oneOff("training: {amount: 5000 yuan/hour, payer: government}")],
    """
    small.yaml:35:33: error: '5000 yuan/hour' is not an amount of money; write for example 3000 yuan
     35 |     oneOff: {training: {amount: 5000 yuan/hour, payer: government}}
        |                                 ^^^^^^^^^^^^^^
    """),
  BrokenScenario(
    "a one-off cost with a misspelt key",
    [oneOff("training: {amount: 5000 yuan, payer: government, paye: school}")],
    """
    small.yaml:35:63: error: 'training' has no key 'paye'
     35 |     oneOff: {training: {amount: 5000 yuan, payer: government, paye: school}}
        |                                                               ^^^^ did you mean 'payee'?
    """),
  BrokenScenario(
    "one-off costs in a list",
    [("source: plan\n", "source: plan\n    oneOff: [5000 yuan]\n")],
    """
    small.yaml:35:5: error: 'oneOff' takes a map, such as {a: 1}
     35 |     oneOff: [5000 yuan]
        |     ^^^^^^
    """),
  BrokenScenario(
    "a discount rate over 100 %",
    [accounts("discountRate: 700%")],
    """
    small.yaml:3:96: error: '700%' is more than 100%
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, accounts: {discountRate: 700%}}
       |                                                                                                ^^^^
    """),
  BrokenScenario(
    "no years",
    [accounts("discountRate: 7%, years: 0")],
    """
    small.yaml:3:107: error: '0' is not between 1 and 50
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, accounts: {discountRate: 7%, years: 0}}
       |                                                                                                           ^
    """),
  BrokenScenario(
    "a range that leaves out the discount rate",
    [accounts("discountRate: {value: 7%, grade: D, range: [8%, 10%]}")],
    """
    small.yaml:3:125: error: the range from 8% to 10% leaves out the value 7% of 'study.accounts.discountRate'
     3 | study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before, accounts: {discountRate: {value: 7%, grade: D, range: [8%, 10%]}}}
       |                                                                                                                             ^^^^^^^^^
    """),
]

private func oneOff(_ costs: String) -> (old: String, new: String) {
  ("source: plan\n", "source: plan\n    oneOff: {\(costs)}\n")
}

private func accounts(_ rules: String) -> (old: String, new: String) {
  ("baseline: before}", "baseline: before, accounts: {\(rules)}}")
}
