internal import ApprovalModel
internal import Headline
internal import Inference
internal import Kernel
internal import Simulation

/// Sums over a group of the cohort in one run.
struct GroupSums {
  var count: Int64 = 0
  var decided: Int64 = 0
  /// By ``Kernel/Ending``.
  private var endings = Array(repeating: Int64(0), count: 16)
  /// Wide enough for the sums of any cohort.
  var fields: [Int128]

  init(stride: Int) { fields = Array(repeating: 0, count: stride) }

  var open: Int64 { endings[Int(Ending.open.rawValue)] }

  mutating func add(_ rows: [Int64], at first: Int) {
    count += 1
    endings[Int(rows[first + RecordLayout.Field.ending.rawValue]) & 15] += 1
    if rows[first + RecordLayout.Field.throughputCalendar.rawValue] != RecordLayout.absent {
      decided += 1
    }
    for i in fields.indices {
      let value = rows[first + i]
      if value != RecordLayout.absent { fields[i] += Int128(value) }
    }
  }

  /// What a lens divides, or divides by.
  func total(_ sum: RunSum, _ offices: [OfficeTally]) -> Int128 {
    switch sum {
    case .applicants: return Int128(count)
    case .decided: return Int128(decided)
    case .endings(let set):
      return endings.indices.reduce(Int128(0)) {
        $0 + (set.rawValue >> $1 & 1 == 1 ? Int128(endings[$1]) : 0)
      }
    case .places(let added, let subtracted):
      return added.reduce(Int128(0)) { $0 + fields[$1] }
        - subtracted.reduce(Int128(0)) { $0 + fields[$1] }
    case .office(let office, let quantity): return Int128(quantity(offices[office]))
    }
  }
}

/// What one run contributes to one outcome.
enum Sample: Hashable, Sendable {
  /// A mean or ratio: numerator and denominator, in the outcome's unit.
  case ratio(Double, Double)
  /// A distribution over the cohort, minutes or whole days.
  case histogram(Histogram)

  /// The mean or ratio; nil without cases.
  var value: Double? {
    guard case .ratio(let numerator, let denominator) = self, denominator != 0 else { return nil }
    return numerator / denominator
  }
}

/// How an outcome is estimated; fixed before data are seen.
enum Statistic: Sendable {
  /// The mean over replications of the replications' values.
  case mean
  /// The ratio of sums over all replications.
  case share
  /// A quantile of the pooled cohort; `scale` turns the histogram's integers into the unit.
  case quantile(QuantileStatistic, scale: Double)
}

/// One outcome: what it is called, how it is estimated, how it is read off a run.
struct OutcomeDefinition: Sendable {
  var key: OutcomeKey
  var statistic: Statistic
  /// The group whose open cases make the estimate a lower bound; nil when they do not.
  var censoredBy: Group?
  /// What each run's value is a ratio of, where sums over the cohort, a class or an office tell; nil for all
  /// others.
  var lens: RatioLens?
  var read: @Sendable (RunReading) -> Sample
}

/// A part of the cohort.
enum Group: Hashable, Sendable {
  case all
  case applicantClass(Int)
  case category(Int, Int)
  case month(Int)
}

/// A run with its cohort summed by groups.
struct RunReading {
  var record: RunRecord
  var plan: Plan
  var all: GroupSums
  var classes: [GroupSums]
  /// By attribute (in the order of ``OutcomeTable/attributes``) and category.
  var categories: [[GroupSums]]
  /// By month of need, in the order of ``OutcomeTable/months``.
  var months: [GroupSums]

  subscript(_ group: Group) -> GroupSums {
    switch group {
    case .all: all
    case .applicantClass(let c): classes[c]
    case .category(let a, let k): categories[a][k]
    case .month(let m): months[m]
    }
  }
}

/// How many of a group there are and how many of them are open, in one run.
struct GroupCount: Hashable, Sendable {
  var count: Int
  var open: Int
}

/// All outcomes of a study, in the order of every report.
struct OutcomeTable: Sendable {
  let names: PlanNames
  let layout: RecordLayout
  let dayMilliseconds: Double
  /// Attributes with categories that some class has.
  let attributes: [(name: Name, categories: [Name])]
  /// First instants of the months of the window, with their names; empty in a steady study.
  let months: [(start: Int64, name: String)]
  /// Whether applications of some class belong to firms.
  let hasFirms: Bool
  /// Whether the results of some checks are published.
  let publishes: Bool
  /// The length of the window, years of 365 days.
  let windowYears: Double
  private(set) var definitions: [OutcomeDefinition] = []
  /// The definitions that stand among the outcomes of reports; those after them are cost accounts.
  private(set) var outcomes: Range<Int> = 0..<0
  /// What the cost accounts need to know of the scenario.
  let accountBasis: AccountBasis

  init(_ compiler: StudyCompiler) {
    accountBasis = AccountBasis(compiler)
    names = compiler.names
    layout = compiler.layout
    dayMilliseconds = compiler.workingDayMilliseconds
    var found: [Name: [Name]] = [:]
    for attribute in compiler.names.attributes.joined() where !attribute.categories.isEmpty {
      let known = found[attribute.name] ?? []
      found[attribute.name] = (known + attribute.categories.filter { !known.contains($0) })
        .inNameOrder()
    }
    attributes = found.keys.inNameOrder().map { ($0, found[$0] ?? []) }
    months = compiler.monthsOfWindow
    hasFirms = compiler.base.classes.contains { $0.firms != nil }
    publishes = compiler.publishesResults
    let window = compiler.scenario.study.window
    windowYears = Double(window.upperBound.dayNumber - window.lowerBound.dayNumber + 1) / 365
    define()
    outcomes = definitions.indices
    defineAccounts()
  }

  // MARK: Reading a run

  func reading(_ record: RunRecord, _ plan: Plan) -> RunReading {
    let empty = GroupSums(stride: layout.stride)
    var reading = RunReading(
      record: record, plan: plan, all: empty,
      classes: Array(repeating: empty, count: names.classes.count),
      categories: attributes.map { Array(repeating: empty, count: $0.categories.count) },
      months: Array(repeating: empty, count: months.count))
    for c in names.classes.indices {
      let rows = record.rows[c]
      let own = names.attributes[c].map { attribute -> (Int, [Int])? in
        guard let place = attributes.firstIndex(where: { $0.name == attribute.name }) else {
          return nil
        }
        return (
          place, attribute.categories.map { attributes[place].categories.firstIndex(of: $0) ?? 0 }
        )
      }
      for first in stride(from: 0, to: rows.count, by: layout.stride) {
        reading.all.add(rows, at: first)
        if names.classes.count > 1 { reading.classes[c].add(rows, at: first) }
        for (a, target) in own.enumerated() {
          guard let (place, map) = target else { continue }
          let category = Int(rows[first + layout.firstAttribute + a])
          reading.categories[place][map[category]].add(rows, at: first)
        }
        if !months.isEmpty {
          let arrival = rows[first + RecordLayout.Field.arrival.rawValue]
          if let month = months.lastIndex(where: { $0.start <= arrival }) {
            reading.months[month].add(rows, at: first)
          }
        }
      }
    }
    return reading
  }

  func samples(_ reading: RunReading) -> [Sample] { definitions.map { $0.read(reading) } }

  /// The groups that outcomes are about, the whole cohort first.
  var groups: [Group] {
    var groups: [Group] = [.all]
    if names.classes.count > 1 { groups += names.classes.indices.map(Group.applicantClass) }
    for (a, attribute) in attributes.enumerated() {
      groups += attribute.categories.indices.map { Group.category(a, $0) }
    }
    return groups + months.indices.map(Group.month)
  }

  /// How many of each group there are and how many are open, in the order of ``groups``.
  func counts(_ reading: RunReading) -> [GroupCount] {
    groups.map { GroupCount(count: Int(reading[$0].count), open: Int(reading[$0].open)) }
  }

  /// The outcome that decides: the first of its name over the whole cohort, else the first of its name.
  ///
  /// Where a time exists in working and in calendar days, working days come first.
  func primaryKey(_ primary: PrimaryOutcome?) -> OutcomeKey? {
    let name = primary?.outcome ?? "need-to-operate-idle"
    let named = definitions[outcomes].map(\.key).filter { $0.name == name }
    return named.first { $0.scope == .all } ?? named.first
  }

  func isPrimary(_ key: OutcomeKey, _ primary: PrimaryOutcome) -> Bool {
    key == primaryKey(primary)
  }

  // MARK: Definitions

  mutating func add(
    _ key: OutcomeKey, _ statistic: Statistic = .mean, censoredBy: Group? = .all,
    lens: RatioLens? = nil, _ read: @escaping @Sendable (RunReading) -> Sample
  ) {
    definitions.append(
      OutcomeDefinition(
        key: key, statistic: statistic, censoredBy: censoredBy, lens: lens, read: read))
  }

  /// Adds a mean over a group of the cohort.
  private mutating func addMean(_ key: OutcomeKey, group: Group, _ lens: RatioLens) {
    addRatio(key, censoredBy: group, group: group, lens)
  }

  /// Adds a ratio over a group of the cohort.
  private mutating func addRatio(
    _ key: OutcomeKey, _ statistic: Statistic = .mean, censoredBy: Group?, group: Group = .all,
    _ lens: RatioLens
  ) {
    var own: RatioLens?
    switch group {
    case .all: own = lens
    case .applicantClass(let c):
      own = lens
      own?.applicantClass = c
    case .category, .month: break
    }
    add(key, statistic, censoredBy: censoredBy, lens: own) { reading in
      let sums = reading[group]
      let ratio = lens.ratio { sums.total($0, reading.record.tallies.offices) }
      return .ratio(ratio.numerator, ratio.denominator)
    }
  }

  private mutating func define() {
    let day = dayMilliseconds
    let calendarDay = 86_400_000.0
    let all = Group.all
    defineHeadline(.all, group: all, isHeadline: true)
    addMean(
      OutcomeKey("need-to-operate-idle", .all, .calendarDays, better: .lower), group: all,
      RatioLens([.needCalendar], subtracting: [.ownWorkCalendar], per: calendarDay))
    addMean(
      OutcomeKey("need-to-operate", .all, .calendarDays, better: .lower), group: all,
      RatioLens([.needCalendar], per: calendarDay))
    defineQuantiles()
    addMean(
      OutcomeKey("throughput-time", .all, .workingDays, better: .lower), group: all,
      RatioLens([.throughputWorking], over: .decided, per: day))
    addMean(
      OutcomeKey("throughput-time", .all, .calendarDays, better: .lower), group: all,
      RatioLens([.throughputCalendar], over: .decided, per: calendarDay))
    addMean(
      OutcomeKey("acceptance-to-decision", .all, .workingDays, better: .lower), group: all,
      RatioLens([.grossDays]))
    defineCounts(all)
    defineRisk(all)
    defineSupervision()
    defineMoney(all)
    defineHolders(all)
    defineMatters()
    defineObligations()
    defineStaff()
    defineOffices()
    defineGroups()
  }

  /// The outcomes that stand first: both times, the official time, the applicant's cost, exposure.
  private mutating func defineHeadline(
    _ scope: Scope, group: Group, isHeadline: Bool
  ) {
    let day = dayMilliseconds
    func key(_ name: String, _ unit: OutcomeUnit) -> OutcomeKey {
      OutcomeKey(name, scope, unit, better: .lower, isHeadline: isHeadline)
    }
    addMean(
      key("need-to-operate-idle", .workingDays), group: group,
      RatioLens([.needWorking], subtracting: [.ownWorkWorking], per: day))
    addMean(
      key("need-to-operate", .workingDays), group: group, RatioLens([.needWorking], per: day))
    addMean(key("official-time", .workingDays), group: group, RatioLens([.officialDays]))
    let cost =
      scope == .all
      ? OutcomeKey("cost", .payer("applicant"), .yuan, better: .lower, isHeadline: true)
      : key("cost", .yuan)
    addMean(cost, group: group, RatioLens(applicantAccounts, per: 100))
    addMean(
      key("exposure-days-per-1000", .daysPer1000), group: group,
      RatioLens([.exposure], per: 86_400_000, times: 1000))
  }

  private var applicantAccounts: [Int] {
    names.accounts.indices.filter { names.accounts[$0].payer == "applicant" }
      .map { layout.firstAccount + $0 }
  }

  private mutating func defineQuantiles() {
    let layout = layout
    let minutesPerDay = dayMilliseconds / 60_000
    let times: [(String, Double, @Sendable ([Int64], Int) -> Int64?)] = [
      (
        "need-to-operate-idle", minutesPerDay,
        { rows, first in
          (rows[first + RecordLayout.Field.needWorking.rawValue]
            - rows[first + RecordLayout.Field.ownWorkWorking.rawValue]) / 60_000
        }
      ),
      (
        "need-to-operate", minutesPerDay,
        { rows, first in rows[first + RecordLayout.Field.needWorking.rawValue] / 60_000 }
      ),
      (
        "throughput-time", minutesPerDay,
        { rows, first in
          let value = rows[first + RecordLayout.Field.throughputWorking.rawValue]
          return value == RecordLayout.absent ? nil : value / 60_000
        }
      ),
      (
        "official-time", 1,
        { rows, first in rows[first + RecordLayout.Field.officialDays.rawValue] }
      ),
    ]
    let statistics: [(String, QuantileStatistic)] = [
      ("median", .median), ("p90", .quantile(0.9)), ("spread", .spread),
    ]
    for (name, perDay, value) in times {
      for (suffix, statistic) in statistics {
        add(
          OutcomeKey("\(name)-\(suffix)", .all, .workingDays, better: .lower),
          .quantile(statistic, scale: 1 / perDay), censoredBy: nil
        ) { reading in
          var values: [Int64] = []
          var open = 0
          for rows in reading.record.rows {
            for first in stride(from: 0, to: rows.count, by: layout.stride) {
              let ending = rows[first + RecordLayout.Field.ending.rawValue]
              if ending == Int64(Ending.open.rawValue) {
                open += 1
              } else if let one = value(rows, first) {
                values.append(max(0, one))
              }
            }
          }
          return .histogram(Histogram(values: values, open: open))
        }
      }
    }
  }

  private mutating func defineCounts(_ all: Group) {
    let base = layout.firstCount
    let perCase: [(String, CaseCount, Better)] = [
      ("steps", .steps, .lower), ("materials", .materials, .lower), ("trips", .trips, .lower),
      ("corrections-per-case", .corrections, .lower), ("submissions", .submissions, .lower),
    ]
    for (name, count, better) in perCase {
      addMean(
        OutcomeKey(name, .all, .perCase, better: better), group: all,
        RatioLens([base + count.rawValue]))
    }
    let shares: [(String, CaseCount, Better)] = [
      ("first-time-pass-share", .firstPass, .higher), ("on-the-spot-share", .onTheSpot, .higher),
    ]
    for (name, count, better) in shares {
      addRatio(
        OutcomeKey(name, .all, .share, better: better), .share, censoredBy: .all,
        RatioLens(
          [base + count.rawValue],
          over: .places(adding: [base + CaseCount.submissions.rawValue], subtracting: [])))
    }
    let endings: [(String, [Ending], Better)] = [
      ("refused-share", [.refused, .wronglyRefused], .lower),
      ("wrongly-refused-share", [.wronglyRefused], .lower),
      ("land-exit-share", [.landExit], .lower),
      ("withdrawn-share", [.withdrawn], .lower), ("turned-away-share", [.turnedAway], .lower),
      ("blocked-share", [.blocked], .neither), ("open-share", [.open], .lower),
    ]
    for (name, ways, better) in endings {
      addRatio(
        OutcomeKey(name, .all, .share, better: better), .share, censoredBy: nil,
        RatioLens(.endings(EndingSet(ways.map { EndingSet($0) }))))
    }
    addRatio(
      OutcomeKey("listed-share", .all, .share, better: .neither), .share, censoredBy: nil,
      RatioLens([base + CaseCount.listed.rawValue]))
  }

  private mutating func defineRisk(_ all: Group) {
    let base = layout.firstCount
    let per1000: [(String, CaseCount, Better)] = [
      ("defects-found-before-per-1000", .foundBefore, .neither),
      ("defects-found-late-per-1000", .foundAfter, .neither),
      ("wrong-refusals-per-1000", .wrongRefusals, .lower),
      ("wrong-findings-per-1000", .wrongFindings, .lower),
      ("inspections-per-1000", .inspections, .neither), ("visits-per-1000", .visits, .lower),
      ("orders-per-1000", .orders, .neither), ("stops-per-1000", .stops, .lower),
      ("revocations-per-1000", .revocations, .lower),
      ("disqualified-per-1000", .disqualifications, .lower), ("redone-per-1000", .redone, .lower),
      ("lost-per-1000", .lost, .lower), ("tacit-consents-per-1000", .tacitConsents, .neither),
      ("extensions-per-1000", .extensions, .lower), ("lapses-per-1000", .lapses, .lower),
      ("fallen-permits-per-1000", .fallen, .lower),
      ("late-commitments-per-1000", .lateCommitments, .lower),
      ("checks-spared-per-1000", .sparedChecks, .neither),
    ]
    for (name, count, better) in per1000 {
      addMean(
        OutcomeKey(name, .all, .per1000, better: better), group: all,
        RatioLens([base + count.rawValue], times: 1000))
    }
    addMean(
      OutcomeKey("defects-per-1000", .all, .per1000, better: .neither), group: all,
      RatioLens([.defects], times: 1000))
    addMean(
      OutcomeKey("defects-missed-per-1000", .all, .per1000, better: .lower), group: all,
      RatioLens([.defectsMissed], times: 1000))
  }

  /// What checks ask of firms, and how soon their results are public.
  private mutating func defineSupervision() {
    let base = layout.firstCount
    if publishes {
      addRatio(
        OutcomeKey("published-within-limit", .all, .share, better: .higher), .share,
        censoredBy: .all,
        RatioLens(
          [base + CaseCount.publishedInTime.rawValue],
          over: .places(adding: [base + CaseCount.resultsDue.rawValue], subtracting: [])))
    }
    guard hasFirms else { return }
    let years = windowYears
    add(OutcomeKey("visits-per-firm-year", .all, .perFirmYear, better: .lower)) { reading in
      var (visits, firms) = (Int128(0), 0.0)
      for c in reading.classes.indices where reading.plan.classes[c].firms > 0 {
        let sums = reading.classes.count > 1 ? reading.classes[c] : reading.all
        visits += sums.fields[base + CaseCount.visits.rawValue]
        firms += Double(reading.plan.classes[c].firms)
      }
      return .ratio(Double(visits), firms * years)
    }
  }

  private mutating func defineMoney(_ all: Group) {
    for line in moneyLines {
      addMean(
        OutcomeKey(line.outcomeName, line.scope, .yuan, better: .lower), group: all,
        RatioLens(line.fields, per: 100))
    }
    let payers = Set(names.accounts.map(\.payer)).subtracting(["applicant"]).inNameOrder()
    for payer in payers {
      let fields = names.accounts.indices.filter { names.accounts[$0].payer == payer }
        .map { layout.firstAccount + $0 }
      addMean(
        OutcomeKey("cost", .payer(payer), .yuan, better: .lower), group: all,
        RatioLens(fields, per: 100))
    }
  }

  private mutating func defineHolders(_ all: Group) {
    let day = dayMilliseconds
    let names: [(Holder, String)] = [
      (.applicant, "applicant"), (.intermediary, "intermediary"), (.window, "window"),
      (.queue, "queue"),
      (.assembling, "assembling"), (.review, "review"), (.notice, "notice"),
      (.correction, "correction"),
    ]
    for (holder, name) in names {
      let field = layout.firstHolder + Int(holder.rawValue)
      addMean(
        OutcomeKey("elapsed", .holder(name), .workingDays, better: .lower), group: all,
        RatioLens([field], per: day))
    }
  }

  private mutating func defineMatters() {
    for (m, name) in names.matters.enumerated() {
      let scope = Scope.matter(name)
      let days: [(String, @Sendable (MatterTally) -> Int64)] = [
        ("acceptance-to-decision", { $0.grossDays }), ("official-time", { $0.officialDays }),
      ]
      for (quantity, sum) in days {
        add(OutcomeKey(quantity, scope, .workingDays, better: .lower)) {
          let tally = $0.record.tallies.matters[m]
          return .ratio(Double(sum(tally)), Double(tally.decisions))
        }
      }
      let shares: [(String, @Sendable (MatterTally) -> (Int64, Int64), Better)] = [
        ("official-time-within-limit", { ($0.withinPromised, $0.promised) }, .higher),
        ("official-time-within-statutory-limit", { ($0.withinStatutory, $0.statutory) }, .higher),
        ("yellow-light-share", { ($0.yellow, max($0.promised, $0.statutory)) }, .lower),
        ("red-light-share", { ($0.red, max($0.promised, $0.statutory)) }, .lower),
        ("refused-share", { ($0.refusals, $0.decisions) }, .lower),
        ("withdrawn-share", { ($0.withdrawn, $0.decisions + $0.withdrawn) }, .lower),
      ]
      for (quantity, pair, better) in shares {
        add(OutcomeKey(quantity, scope, .share, better: better), .share) {
          let (numerator, denominator) = pair($0.record.tallies.matters[m])
          return .ratio(Double(numerator), Double(denominator))
        }
      }
    }
  }

  private mutating func defineOffices() {
    let day = dayMilliseconds
    for (o, name) in names.offices.enumerated() {
      let scope = Scope.office(name)
      let ratios: [(String, OutcomeUnit, Better, RatioLens)] = [
        (
          "utilization", .share, .neither,
          RatioLens(.office(o, .busy), over: .office(o, .capacity))
        ),
        (
          "waiting-time", .workingDays, .lower,
          RatioLens(.office(o, .waiting), over: .office(o, .services), per: day)
        ),
        (
          "queue-length", .cases, .lower,
          RatioLens(.office(o, .queued), over: .office(o, .open))
        ),
        ("staff-hours", .hoursPerCase, .neither, RatioLens(.office(o, .busy), per: 3_600_000)),
        (
          "assembling", .share, .neither,
          RatioLens(.office(o, .assembling), over: .office(o, .capacity))
        ),
      ]
      for (quantity, unit, better, lens) in ratios {
        addRatio(OutcomeKey(quantity, scope, unit, better: better), censoredBy: nil, lens)
      }
    }
  }

  /// People's time over all offices, in hours and at what the hours cost: no saving unless posts go.
  private mutating func defineStaff() {
    add(OutcomeKey("staff-hours", .all, .hoursPerCase, better: .neither), censoredBy: nil) {
      .ratio($0.staffHours, Double($0.record.cohortCount))
    }
    add(OutcomeKey("staff-cost", .all, .yuan, better: .neither), censoredBy: nil) {
      .ratio($0.staffYuan, Double($0.record.cohortCount))
    }
  }

  private mutating func defineGroups() {
    if names.classes.count > 1 {
      for (c, name) in names.classes.enumerated() {
        defineHeadline(.applicantClass(name), group: .applicantClass(c), isHeadline: false)
      }
    }
    for (a, attribute) in attributes.enumerated() {
      for (k, category) in attribute.categories.enumerated() {
        defineHeadline(
          .attribute(attribute.name, category: category), group: .category(a, k),
          isHeadline: false)
      }
    }
    for (m, month) in months.enumerated() {
      defineHeadline(.month(month.name), group: .month(m), isHeadline: false)
    }
  }
}

extension RatioLens {
  /// A lens on places of a record.
  fileprivate init(
    _ places: [Int], over denominator: RunSum = .applicants, per divisor: Double = 1,
    times factor: Double = 1
  ) {
    self.init(
      .places(adding: places, subtracting: []), over: denominator, per: divisor, times: factor)
  }

  /// A lens on fields that every record has.
  fileprivate init(
    _ added: [RecordLayout.Field], subtracting subtracted: [RecordLayout.Field] = [],
    over denominator: RunSum = .applicants, per divisor: Double = 1, times factor: Double = 1
  ) {
    self.init(
      .places(adding: added.map(\.rawValue), subtracting: subtracted.map(\.rawValue)),
      over: denominator, per: divisor, times: factor)
  }
}
