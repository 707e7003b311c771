import ApprovalModel
import Inference
import ScenarioFiles
import Simulation
import Testing

@testable import Experiments

// 1,000 firms that apply 12 times a year each: 365 days of 1,440 minutes are 12,000 gaps of 43.8
// minutes. A report takes 2 hours at 50 yuan, an annex 1 hour, an intermediary's bill and a deposit.
private func yearly(
  accounts: String = "{discountRate: 7%, years: 10}", replications: Int = 2, oneOff: String = "",
  ownHours: String = "1 hours"
) -> String {
  """
  format: 1
  title: {zh: 标准成本, en: Standard cost}
  calendar: always
  study:
    window: {from: 2023-01-01, to: 2023-12-31}
    warmUp: 1 calendar days
    followFor: 1 months
    baseline: before
    seed: 3
    replications: \(replications)
    accounts: \(accounts)
  applicants:
    firm: {arrivals: {every: 43.8 minutes}, hourCost: 50 yuan/hour, firms: 1000}
  offices: {desk: {staff: 9, cost: 120 yuan/hour}}
  matters:
    report: {office: desk, ownHours: 2 hours, fee: 40 yuan, review: {work: 10 minutes}}
    annex:
      office: desk
      ownHours: \(ownHours)
      payments: [{amount: 30 yuan, payer: applicant, payee: drafter}, {amount: 5 yuan, payer: applicant, payee: deposit}]
      review: {work: 10 minutes}
  reforms:
    lean:
  \(oneOff)
      changes: [{cancel: annex}]
    free: {changes: [{fee: report, amount: 0 yuan}]}
    shifted: {changes: [{fee: annex, payee: drafter, paidBy: government}]}
  designs: {before: [], free: [free], lean: [lean], shifted: [shifted]}
  """
}

private let once = """
      oneOff:
        forms: {amount: 300000 yuan, payer: applicant}
        training: {amount: 100000 yuan, payer: government}
        licence: {amount: 50000 yuan, payer: applicant, payee: government}
  """

extension StudyResults {
  fileprivate func account(_ name: String, _ scope: Scope = .all, of design: Name) throws
    -> OutcomeEstimate
  {
    let result = try #require(designs.first { $0.name == design })
    return try #require(
      result.accounts.first { $0.key.name == name && $0.key.scope == scope },
      "no account \(name) \(scope.text)")
  }

  fileprivate func change(_ name: String, _ scope: Scope = .all, of design: Name) throws
    -> OutcomeDifference
  {
    try #require(
      try comparison(design).accounts.first { $0.key.name == name && $0.key.scope == scope },
      "no account \(name) \(scope.text)")
  }

  fileprivate func payback(_ scope: Scope, withStaff: Bool = false, of design: Name) throws
    -> Payback
  {
    try #require(
      try comparison(design).paybacks.first { $0.scope == scope && $0.withStaff == withStaff })
  }
}

/// 1/1.07 + 1/1.07² + … + 1/1.07¹⁰ = (1 - 1.07⁻¹⁰) / 0.07.
private let tenYears = 7.023581540932602

@Suite struct `Cost accounts` {
  // The arithmetic check of the Standard Cost Model: 1,000 firms × 12 a year × 2 h × 50 = 1,200,000 a
  // year; over ten years at 7 % about 8,428,000.
  @Test func `are price times quantity`() async throws {
    let results = try await study(scenario(yearly()))
    let report = Scope.matter("report")
    func value(_ name: String, _ scope: Scope = .all) throws -> Double? {
      try results.account(name, scope, of: "before").estimate
    }
    #expect(try value("population") == 1_000)
    #expect(try value("applications-per-firm-year") == 12)
    #expect(try value("applications-per-year") == 12_000)
    #expect(try results.estimate("own-hours", report, of: "before").estimate == 2)
    #expect(try value("administrative-cost", report) == 100)
    #expect(try value("annual-administrative-cost", report) == 1_200_000)
    let annual = try results.account("annual-administrative-cost", report, of: "before")
    #expect(annual.interval == Interval(low: 1_200_000, high: 1_200_000))
    #expect(abs(1_200_000 * annuityFactor(rate: 0.07, years: 10) - 8_428_297.849) < 0.001)
    // An hour of 50 yuan and a bill of 30; what goes to a deposit buys nothing only if so declared.
    #expect(try value("administrative-cost", .matter("annex")) == 85)
    #expect(try results.estimate("own-hours", .matter("annex"), of: "before").estimate == 1)
    #expect(try value("administrative-cost") == 185)
    #expect(try value("own-hours") == 3)
  }

  @Test func `discount by the year`() {
    #expect(abs(annuityFactor(rate: 0.07, years: 10) - tenYears) < 1e-12)
    #expect(abs(annuityFactor(rate: 0.1, years: 2) - (1 / 1.1 + 1 / 1.21)) < 1e-15)
    #expect(annuityFactor(rate: 0, years: 5) == 5)
  }

  // The applicant: 3 h × 50 + 30 + 5 + 40 = 225 a time; the government gets 40, the deposit 5.
  @Test func `keep transfers out of society's sum`() async throws {
    let accounts = "{discountRate: 7%, years: 10, transfersTo: [deposit]}"
    let results = try await study(scenario(yearly(accounts: accounts)))
    func net(_ scope: Scope) throws -> Double? {
      try results.account("annual-net-cost", scope, of: "before").estimate
    }
    #expect(try net(.payer("applicant")) == 225 * 12_000)
    #expect(try net(.payer("government")) == -40 * 12_000)
    #expect(try net(.payer("deposit")) == -5 * 12_000)
    #expect(try net(.society) == 180 * 12_000)
    #expect(
      try results.account("administrative-cost", .matter("annex"), of: "before").estimate == 80)
    // A fee that falls away, and a bill that somebody else pays: what one saves another loses.
    let fee = try results.change("annual-net-cost", .society, of: "free")
    #expect(fee.difference == 0)
    #expect(fee.interval == Interval(low: 0, high: 0))
    #expect(
      try results.change("annual-net-cost", .payer("applicant"), of: "free").difference
        == -40 * 12_000)
    #expect(
      try results.change("annual-net-cost", .payer("government"), of: "free").difference
        == 40 * 12_000)
    #expect(try results.change("annual-net-cost", .society, of: "shifted").difference == 0)
    #expect(
      try results.change("annual-net-cost", .payer("government"), of: "shifted").difference
        == 30 * 12_000)
    #expect(
      try results.change("present-value", .society, of: "shifted").difference == 0)
  }

  @Test func `add up over the parties to society`() async throws {
    let results = try await study(scenario(yearly(oneOff: once)))
    for design in ["before", "free", "lean", "shifted"] {
      for name in ["annual-net-cost", "one-off-net-cost", "present-value"] {
        let parties = try ["applicant", "government"].map {
          try #require(try results.account(name, .payer($0), of: design).estimate)
        }
        let society = try #require(try results.account(name, .society, of: design).estimate)
        #expect(
          abs(parties.reduce(0, +) - society) < 1e-6 * max(1, abs(society)), "\(design) \(name)")
      }
    }
  }

  // Each line of who pays whom is there once, and together they are what the applicant pays.
  @Test func `have lines that add up to what is paid`() async throws {
    let results = try await study(scenario(yearly()))
    let before = try #require(results.designs.first)
    let lines = before.accounts.filter {
      $0.key.name.hasPrefix("annual-cost-") && $0.key.scope.text.hasPrefix("payer:applicant")
    }
    #expect(
      lines.map { "\($0.key.name) \($0.key.scope.text)" } == [
        "annual-cost-own-time payer:applicant", "annual-cost-payments payer:applicant→deposit",
        "annual-cost-payments payer:applicant→drafter",
        "annual-cost-payments payer:applicant→government",
      ])
    #expect(lines.compactMap(\.estimate) == [1_800_000, 60_000, 360_000, 480_000])
    #expect(
      try results.estimate("cost-own-time", .payer("applicant"), of: "before").estimate == 150)
  }

  // The annex costs an applicant 50 + 30 + 5 = 85: 1,020,000 a year. Its forms cost 300,000 and a
  // licence 50,000, which the government receives; the government's training costs 100,000.
  @Test func `pay back what is spent once, or never`() async throws {
    let results = try await study(scenario(yearly(oneOff: once)))
    let applicant = try results.payback(.payer("applicant"), of: "lean")
    #expect(applicant.oneOff == 350_000)
    #expect(applicant.savedPerYear == 1_020_000)
    guard case .years(let years)? = applicant.time else { throw Unexpected() }
    #expect(abs(years - 350.0 / 1_020) < 1e-12)
    #expect(applicant.low == applicant.time && applicant.high == applicant.time)
    let government = try results.payback(.payer("government"), of: "lean")
    #expect(government.oneOff == 50_000)
    #expect(government.savedPerYear == 0)
    #expect(government.time == .never && government.low == .never && government.high == .never)
    let society = try results.payback(.society, of: "lean")
    #expect(society.oneOff == 400_000)
    guard case .years(let all)? = society.time else { throw Unexpected() }
    #expect(abs(all - 400.0 / 1_020) < 1e-12)
    // Ten minutes of a window an annex: 2,000 hours a year, money only if posts are cut.
    let posts = try results.payback(.payer("government"), withStaff: true, of: "lean")
    let saved = try #require(posts.savedPerYear)
    #expect(abs(saved - 2_000 * 120) < 300)
    #expect(try results.comparison("free").paybacks.isEmpty)
  }

  @Test func `have present values of what is spent once and saved each year`() async throws {
    let results = try await study(scenario(yearly(oneOff: once)))
    let change = try #require(
      try results.change("present-value", .payer("applicant"), of: "lean").difference)
    #expect(abs(change - (350_000 - 1_020_000 * tenYears)) < 0.01)
    let before = try results.account("present-value", .payer("applicant"), of: "before").estimate
    #expect(abs(try #require(before) - 225 * 12_000 * tenYears) < 0.01)
    let without = try await study(scenario(yearly(accounts: "{years: 10}")))
    #expect(
      without.designs.allSatisfy { design in
        design.accounts.allSatisfy { !$0.key.name.hasPrefix("present-value") }
      })
  }

  // Nothing but the one-off cost is uncertain, and it does not touch the runs: its drawn values show
  // in the payback as they are, and widen nothing else.
  @Test func `take the range of a one-off cost into the interval`() async throws {
    let uncertain = """
          oneOff: {forms: {amount: 300000 yuan, payer: applicant, grade: D, range: [200000, 500000]}}
      """
    let results = try await study(scenario(yearly(replications: 8, oneOff: uncertain)))
    let payback = try results.payback(.payer("applicant"), of: "lean")
    #expect(payback.intervalKind == .assumptions)
    guard case .years(let years)? = payback.time, case .years(let low)? = payback.low,
      case .years(let high)? = payback.high
    else { throw Unexpected() }
    #expect(abs(years - 300.0 / 1_020) < 1e-12)
    #expect(low >= 200.0 / 1_020 && low < years && high > years && high <= 500.0 / 1_020)
    let once = try results.change("one-off-net-cost", .payer("applicant"), of: "lean")
    let interval = try #require(once.interval)
    // The interval of the payback is that of the cost: quantiles of reciprocals, read backwards.
    #expect(abs(interval.high / 1_020_000 - high) < 0.1 * high)
    #expect(
      try results.change("annual-net-cost", .payer("applicant"), of: "lean").interval
        == Interval(low: -1_020_000, high: -1_020_000))
  }

  @Test func `value the hours of each class at its own tariff`() async throws {
    let text = yearly().replacing(
      "firm: {arrivals: {every: 43.8 minutes}, hourCost: 50 yuan/hour, firms: 1000}",
      with: """
        firm: {arrivals: {every: 87.6 minutes}, hourCost: 50 yuan/hour}
          shop: {arrivals: {every: 87.6 minutes}, hourCost: 20 yuan/hour}
        """)
    let results = try await study(scenario(text))
    let hours = try #require(
      try results.estimate("own-hours", .matter("report"), of: "before").estimate)
    #expect(abs(hours - 2) < 1e-12)
    let yuan = try #require(
      try results.estimate("cost-own-time", .matter("report"), of: "before").estimate)
    // As many of one class as of the other, up to one.
    #expect(abs(yuan - 70) < 0.01)
  }

  private struct Unexpected: Error {}
}

@Suite struct `Sensitivity of money` {
  // Neither input changes a plan. The forms cost 200,000 to 500,000 once; the present value of
  // 1,020,000 a year over ten years rises as the rate falls from 10 % to 3 %.
  @Test func `sees inputs that no plan holds`() async throws {
    let accounts = "{discountRate: {value: 7%, grade: D, range: [3%, 10%]}, years: 10}"
    let forms = """
          oneOff: {forms: {amount: 300000 yuan, payer: applicant, grade: D, range: [200000, 500000]}}
      """
    var request = StudyRequest(scenario: try scenario(yearly(accounts: accounts, oneOff: forms)))
    request.designs = ["lean"]
    request.replications = 2
    request.outcomes = [OutcomeChoice("present-value@payer:applicant")]
    var sensitivity = SensitivityRequest(request)
    sensitivity.points = 4
    let results = try await measureSensitivity(sensitivity)
    func swing(_ path: String) throws -> Double {
      let bar = try #require(results.tornado.first { $0.input.path == path })
      return try #require(bar.swing).estimate
    }
    #expect(abs(try swing("reforms.lean.oneOff.forms.amount") - 300_000) < 1e-3)
    let expected =
      -1_020_000
      * (annuityFactor(rate: 0.1, years: 10) - annuityFactor(rate: 0.03, years: 10))
    #expect(abs(try swing("study.accounts.discountRate") - expected) < 1e-3)
  }
}
