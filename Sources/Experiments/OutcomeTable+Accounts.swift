internal import ApprovalModel
internal import Inference
internal import Kernel
internal import Simulation

// Cost accounts after the Standard Cost Model (International Working Group on Administrative Burdens,
// "The Standard Cost Model", 2004): the administrative cost of an obligation is price × quantity, the
// price being tariff × time + acquisitions and the quantity population × frequency; recurring costs
// are counted by the year, one-off costs apart. An obligation is a matter, a quantity the
// applications that arise in a year.

/// What the cost accounts need to know of a scenario.
struct AccountBasis: Sendable {
  /// How money is counted over years.
  var rules: AccountRules
  /// What an hour of its own staff costs each class; nil: not declared.
  var tariffs: [Input<Money>?]
  /// What the reforms of each design cost once.
  var oneOff: [[OneOffCost]]
  /// Whether an hour at some office has a cost.
  var pricesStaff: Bool

  init(_ compiler: StudyCompiler) {
    rules = compiler.scenario.study.accounts
    tariffs = compiler.base.classes.map(\.hourlyCost)
    oneOff = compiler.designs.map { $0.reforms.flatMap(\.oneOff) }
    pricesStaff = compiler.designs.contains { $0.offices.contains { $0.hourlyCost != nil } }
  }
}

/// A line of the money accounts over all matters: who pays whom, for what.
struct MoneyLine: Sendable {
  /// The account without its matter.
  var account: Account
  /// Whether the money is moved within society rather than used up.
  var isTransfer: Bool
  /// The columns of a record that belong to it.
  var fields: [Int]

  var outcomeName: String { "cost-\(account.line.outcomeName)" }

  var scope: Scope { .payer(from: account.payer, to: account.payee) }

  /// What a group pays on this line.
  var yuan: @Sendable (GroupSums) -> Double {
    { [fields] sums in Double(fields.reduce(Int128(0)) { $0 + sums.fields[$1] }) / 100 }
  }
}

/// Whose money a sum is about.
struct AccountParty: Sendable {
  var scope: Scope
  /// The name of the payer; nil: society, for which transfers cancel out.
  var name: Name?

  /// What the party pays less what it receives, of `amount` paid by `payer` to `payee`.
  func share(of amount: Double, payer: Name, payee: Name, isTransfer: Bool) -> Double {
    guard let name else { return isTransfer ? 0 : amount }
    return (payer == name ? amount : 0) - (isTransfer && payee == name ? amount : 0)
  }
}

extension OutcomeTable {
  /// The lines of the money accounts, in the order of the columns.
  var moneyLines: [MoneyLine] {
    var lines: [MoneyLine] = []
    for (i, account) in names.accounts.enumerated() {
      var whole = account
      whole.matter = ""
      if lines.last?.account != whole {
        lines.append(
          MoneyLine(
            account: whole, isTransfer: accountBasis.rules.isTransfer(to: account.payee),
            fields: []))
      }
      lines[lines.count - 1].fields.append(layout.firstAccount + i)
    }
    return lines
  }

  /// The applicant's own time and acquisitions for each matter that asks for any.
  private var obligations: [(matter: Name, ownTime: [Int], acquisitions: [Int])] {
    func columns(of matter: Name, _ line: Account.Line) -> [Int] {
      names.accounts.indices.filter { i in
        let account = names.accounts[i]
        return account.matter == matter && account.line == line && account.payer == "applicant"
          && !accountBasis.rules.isTransfer(to: account.payee)
      }
    }
    return Set(names.accounts.map(\.matter)).inNameOrder().compactMap { matter in
      let (time, bought) = (columns(of: matter, .ownTime), columns(of: matter, .payment))
      guard !matter.isEmpty, !(time + bought).isEmpty else { return nil }
      return (matter, time, bought)
    }
  }

  /// Time and acquisitions of each obligation, for each applicant.
  mutating func defineObligations() {
    for obligation in obligations {
      let scope = Scope.matter(obligation.matter)
      if !obligation.ownTime.isEmpty {
        let hours = ownHours(obligation.ownTime)
        add(OutcomeKey("own-hours", scope, .hoursPerCase, better: .lower), .share) {
          .ratio(hours($0), Double($0.all.count))
        }
        let yuan = yuan(obligation.ownTime)
        add(OutcomeKey("cost-own-time", scope, .yuan, better: .lower), .share) {
          .ratio(yuan($0), Double($0.all.count))
        }
      }
      if !obligation.acquisitions.isEmpty {
        let yuan = yuan(obligation.acquisitions)
        add(OutcomeKey("cost-acquisitions", scope, .yuan, better: .lower), .share) {
          .ratio(yuan($0), Double($0.all.count))
        }
      }
    }
  }

  /// The sum of some accounts over the cohort.
  private func yuan(_ accounts: [Int]) -> @Sendable (RunReading) -> Double {
    let first = layout.firstAccount
    return { reading in
      Double(accounts.reduce(Int128(0)) { $0 + reading.all.fields[first + $1] }) / 100
    }
  }

  /// The hours behind the own-time accounts: each class has its tariff.
  private func ownHours(_ accounts: [Int]) -> @Sendable (RunReading) -> Double {
    let first = layout.firstAccount
    let tariffs = accountBasis.tariffs
    return { reading in
      var hours = 0.0
      for (c, tariff) in tariffs.enumerated() {
        guard let tariff else { continue }
        let fen = reading.record.world(tariff)
        guard fen > 0 else { continue }
        let sums = tariffs.count > 1 ? reading.classes[c] : reading.all
        hours +=
          Double(accounts.reduce(Int128(0)) { $0 + sums.fields[first + $1] }) / Double(fen)
      }
      return hours
    }
  }

  // MARK: Accounts by the year

  /// The cost accounts, which stand apart from the outcomes.
  mutating func defineAccounts() {
    defineQuantity()
    defineAdministrativeCost()
    let years = windowYears
    for line in moneyLines {
      let yuan = line.yuan
      add(OutcomeKey("annual-\(line.outcomeName)", line.scope, .yuanPerYear, better: .lower)) {
        .ratio(yuan($0.all), years)
      }
    }
    add(
      OutcomeKey("annual-staff-hours", .all, .hoursPerYear, better: .neither), censoredBy: nil
    ) {
      .ratio($0.staffHours, years)
    }
    if accountBasis.pricesStaff {
      add(
        OutcomeKey("annual-staff-cost", .all, .yuanPerYear, better: .neither), censoredBy: nil
      ) {
        .ratio($0.staffYuan, years)
      }
    }
    defineOneOff()
    for party in parties { defineNet(party) }
  }

  /// Population × frequency.
  private mutating func defineQuantity() {
    let years = windowYears
    add(
      OutcomeKey("applications-per-year", .all, .perYear, better: .neither), censoredBy: nil
    ) {
      .ratio(Double($0.all.count), years)
    }
    guard hasFirms else { return }
    add(OutcomeKey("population", .all, .firms, better: .neither), censoredBy: nil) {
      .ratio($0.firms, 1)
    }
    add(
      OutcomeKey("applications-per-firm-year", .all, .perFirmYear, better: .neither),
      censoredBy: nil
    ) { reading in
      .ratio(Double(reading.countWithFirms), reading.firms * years)
    }
  }

  /// Price and yearly cost of each obligation and of all.
  private mutating func defineAdministrativeCost() {
    let years = windowYears
    let each = obligations.map { (Scope.matter($0.matter), $0.ownTime + $0.acquisitions) }
    guard !each.isEmpty else { return }
    let hours = ownHours(obligations.flatMap(\.ownTime))
    add(OutcomeKey("own-hours", .all, .hoursPerCase, better: .lower), .share) {
      .ratio(hours($0), Double($0.all.count))
    }
    for (scope, accounts) in each + [(.all, each.flatMap(\.1))] {
      let yuan = yuan(accounts)
      add(OutcomeKey("administrative-cost", scope, .yuan, better: .lower), .share) {
        .ratio(yuan($0), Double($0.all.count))
      }
      add(OutcomeKey("annual-administrative-cost", scope, .yuanPerYear, better: .lower)) {
        .ratio(yuan($0), years)
      }
    }
  }

  private mutating func defineOneOff() {
    let all = accountBasis.oneOff
    var scopes: [Scope] = []
    for cost in all.joined() where !scopes.contains(.payer(from: cost.payer, to: cost.payee)) {
      scopes.append(.payer(from: cost.payer, to: cost.payee))
    }
    for scope in scopes.sorted(by: { $0.text.precedes($1.text) }) {
      add(
        OutcomeKey("one-off-cost", scope, .yuanInAll, better: .lower), censoredBy: nil
      ) { reading in
        let costs = all[reading.record.design].filter {
          .payer(from: $0.payer, to: $0.payee) == scope
        }
        return .ratio(costs.reduce(0) { $0 + Double(reading.record.world($1.amount)) / 100 }, 1)
      }
    }
  }

  /// Everyone who pays, and whoever receives what others pay without giving anything for it; society
  /// last.
  var parties: [AccountParty] {
    let rules = accountBasis.rules
    var found: Set<Name> = []
    let flows =
      names.accounts.map { ($0.payer, $0.payee) }
      + accountBasis.oneOff.joined().map { ($0.payer, $0.payee) }
    for (payer, payee) in flows {
      found.insert(payer)
      if rules.isTransfer(to: payee) { found.insert(payee) }
    }
    guard !found.isEmpty else { return [] }
    return found.inNameOrder().map { AccountParty(scope: .payer($0), name: $0) }
      + [AccountParty(scope: .society, name: nil)]
  }

  /// What a party pays less what it receives: by the year, once, and its present value.
  ///
  /// Hours of the offices' people are money only if posts are cut: sums with them have names of their
  /// own.
  private mutating func defineNet(_ party: AccountParty) {
    let years = windowYears
    let rules = accountBasis.rules
    let oneOff = accountBasis.oneOff
    let lines = moneyLines.map { ($0, $0.yuan) }
    let annual: @Sendable (RunReading) -> Double = { reading in
      lines.reduce(0) { sum, line in
        let (line, yuan) = line
        return sum
          + party.share(
            of: yuan(reading.all), payer: line.account.payer, payee: line.account.payee,
            isTransfer: line.isTransfer)
      } / years
    }
    let once: @Sendable (RunReading) -> Double = { reading in
      oneOff[reading.record.design].reduce(0) { sum, cost in
        sum
          + party.share(
            of: Double(reading.record.world(cost.amount)) / 100, payer: cost.payer,
            payee: cost.payee, isTransfer: rules.isTransfer(to: cost.payee))
      }
    }
    add(
      OutcomeKey("one-off-net-cost", party.scope, .yuanInAll, better: .lower), censoredBy: nil
    ) {
      .ratio(once($0), 1)
    }
    var kinds: [(suffix: String, annual: @Sendable (RunReading) -> Double)] = [("", annual)]
    if accountBasis.pricesStaff, party.name == nil || party.name == "government" {
      kinds.append((AccountParty.withStaff, { annual($0) + $0.staffYuan / years }))
    }
    for (suffix, annual) in kinds {
      add(OutcomeKey("annual-net-cost\(suffix)", party.scope, .yuanPerYear, better: .lower)) {
        .ratio(annual($0), 1)
      }
      guard let rate = rules.discountRate else { continue }
      add(OutcomeKey("present-value\(suffix)", party.scope, .yuanInAll, better: .lower)) {
        let factor = annuityFactor(
          rate: $0.record.world(rate), years: rules.years)
        return .ratio(once($0) + annual($0) * factor, 1)
      }
    }
  }
}

extension AccountParty {
  /// What the names of sums with the offices' hours at their cost end in.
  static let withStaff = "-with-staff"
}

/// What one yuan at the end of each of so many years is worth now, at a yearly `rate`.
func annuityFactor(rate: Double, years: Int) -> Double {
  var worth = 1.0
  var sum = 0.0
  for _ in 0..<years {
    worth /= 1 + rate
    sum += worth
  }
  return sum
}

extension RunReading {
  /// Hours that the offices' people work in the window.
  var staffHours: Double {
    Double(record.tallies.offices.reduce(Int64(0)) { $0 + $1.busy }) / 3_600_000
  }

  /// Those hours at what an hour costs.
  var staffYuan: Double {
    var yuan = 0.0
    for (o, tally) in record.tallies.offices.enumerated() {
      yuan += Double(tally.busy) / 3_600_000 * Double(plan.offices[o].hourlyCost) / 100
    }
    return yuan
  }

  /// How many firms applications come from.
  var firms: Double { classes.indices.reduce(0) { $0 + Double(plan.classes[$1].firms) } }

  /// The applicants of classes that have firms.
  var countWithFirms: Int64 {
    classes.indices.filter { plan.classes[$0].firms > 0 }
      .reduce(0) { $0 + (classes.count > 1 ? classes[$1] : all).count }
  }
}

extension Scope {
  /// Who pays whom; an empty payee is nobody in particular.
  static func payer(from payer: Name, to payee: Name) -> Scope {
    .payer(payee.isEmpty ? payer : "\(payer)→\(payee)")
  }
}

extension Account.Line {
  /// The line's part of an outcome name.
  var outcomeName: String {
    switch self {
    case .payment: "payments"
    case .ownTime: "own-time"
    case .holding: "holding"
    case .fine: "fines"
    case .cure: "late-correction"
    case .assessment: "assessment"
    }
  }
}
