internal import ApprovalModel
internal import Inference
internal import Simulation

/// The staffings tried so far and what they gave.
struct StaffingSearch {
  private let study: StudyRun
  private let trials: Trials
  private let workshop: Workshop
  private let replications: Int
  /// Each level with its place in the trials' outcomes and its bound in that outcome's unit.
  private let levels: [(level: ServiceLevel, outcome: Int, bound: Double)]
  /// The place of the primary outcome in the trials' outcomes; nil where there is none.
  private let primary: Int?
  /// The place of each office's utilization in the trials' outcomes.
  private let utilization: [Int?]
  /// All offices of the design; those searched by their place.
  private let offices: [Office]
  private let held: [LocalizedText?]
  private let searched: [Int]
  private let loads: [OfficeLoad]
  /// What one person costs in a year, yuan, or 1 for each, by place in ``searched``.
  private let weights: [Double]
  private let isByCost: Bool
  /// The most and the fewest people tried, by place in ``searched``.
  private let most: [Int]
  private let fewest: [Int]
  /// By people of the searched offices: all replications.
  private var known: [[Int]: [Trial]] = [:]
  /// The replications of the staffing found, with inputs drawn from their ranges; empty: not run.
  private var drawn: [Trial] = []
  private var partsDone = 0

  /// So many replications are one part.
  private static let chunk = 10
  /// So many staffings between the offices' own needs and the best one found are tried at most.
  private static let mostBetween = 300
  /// So many are tried at a time.
  private static let batch = 8

  init(_ request: StaffingRequest, _ context: StudyContext) throws(StudyError) {
    var asked = request.study
    asked.compares = false
    let study = try StudyRun(asked)
    self.study = study
    workshop = Workshop(context: context)
    replications = asked.replications ?? study.scenario.study.replications
    guard replications >= Verdict.leastReplications else {
      throw .unsuitable(
        LocalizedText(
          zh: "是否达到服务水平至少要 \(Verdict.leastReplications) 次运行才能判断，这里是 \(replications) 次",
          en:
            "whether a service level is kept takes \(Verdict.leastReplications) replications to tell, "
            + "and \(replications) were asked for"))
    }
    let declared = request.levels.isEmpty ? study.scenario.study.service : request.levels
    guard !declared.isEmpty else {
      throw .unsuitable(
        LocalizedText(
          zh: "没有声明服务水平；请写 --level 'waiting-time@office:NAME<=30 minutes'，或在文件的 study 里写 service",
          en:
            "no service level is declared; write --level 'waiting-time@office:NAME<=30 minutes', or "
            + "'service' in the 'study' of the file"))
    }
    var places: [Int] = []
    func outcome(_ place: Int) -> Int {
      if let known = places.firstIndex(of: place) { return known }
      places.append(place)
      return places.count - 1
    }
    var levels: [(level: ServiceLevel, outcome: Int, bound: Double)] = []
    for level in declared {
      let (place, bound) = try study.table.place(of: level)
      levels.append((level, outcome(place), bound))
    }
    self.levels = levels
    let key = study.table.primaryKey(study.scenario.study.primary)
    primary = study.table.definitions.firstIndex { $0.key == key }.map(outcome)
    utilization = study.compiler.designs[0].offices.map { office in
      study.table.definitions.firstIndex {
        $0.key.name == "utilization" && $0.key.scope == .office(office.name)
      }.map(outcome)
    }
    trials = Trials(study: study, outcomes: places)
    let design = study.compiler.designs[0]
    offices = design.offices
    loads = study.compiler.loads(design: 0)
    held = Self.held(design.offices, loads)
    let searched = offices.indices.filter { [held] in held[$0] == nil }
    self.searched = searched
    guard !searched.isEmpty else {
      throw .unsuitable(
        LocalizedText(
          zh: "没有可以改变人数的部门：各部门都按日期（staffing）或按会议（session）安排，或没有工作",
          en: "there is no office whose people can be changed: all are staffed by date, meet in "
            + "sessions, or have no work"))
    }
    let costs = searched.map { [offices] i in Self.yearlyCost(offices[i], study.compiler) }
    isByCost = costs.allSatisfy { ($0 ?? 0) > 0 }
    weights = isByCost ? costs.compactMap { $0 } : searched.map { _ in 1 }
    let fewest = searched.map { [offices, loads] i in
      Self.fewest(offices[i], loads, among: offices, study.compiler)
    }
    self.fewest = fewest
    most = searched.indices.map { [offices] i in
      let now = offices[searched[i]].staff.value
      return max(
        request.mostPeople ?? max(2 * max(now, fewest[i]), now + 10, fewest[i] + 10), fewest[i])
    }
    if let limit = request.mostPeople, let i = searched.indices.first(where: { fewest[$0] > limit })
    {
      throw .unsuitable(
        LocalizedText(
          zh: "部门“\(offices[searched[i]].name)”的负荷至少要 \(fewest[i]) 人，超过 --most \(limit)",
          en:
            "the load of office '\(offices[searched[i]].name)' alone takes \(fewest[i]) people, more "
            + "than --most \(limit)"))
    }
  }

  /// Why offices keep their people, where they do.
  private static func held(_ offices: [Office], _ loads: [OfficeLoad]) -> [LocalizedText?] {
    offices.map { office in
      if !office.staffing.isEmpty {
        return LocalizedText(zh: "人数按日期安排", en: "staffed by date")
      }
      if office.sitting != nil { return LocalizedText(zh: "按会议办理", en: "meets in sessions") }
      // What its people do elsewhere is not in the scenario: nobody is to be spared there.
      let isIdle = loads.contains { $0.office == office.name && $0.demanded == 0 }
      let isHelping = offices.contains { office.helps.contains($0.name) }
      if isIdle, !isHelping {
        return LocalizedText(zh: "此方案中没有它的工作", en: "this design has no work for it")
      }
      let isShared = offices.count { $0.staff.path == office.staff.path } > 1
      return isShared
        ? LocalizedText(zh: "人数与另一部门同一输入", en: "its people are one input with another office's")
        : nil
    }
  }

  /// Yuan a year for one person; nil where an hour has no cost.
  private static func yearlyCost(_ office: Office, _ compiler: StudyCompiler) -> Double? {
    office.hourlyCost.map { Double($0.value.fen) / 100 * compiler.yearlyHours(ofOneAt: office) }
  }

  /// As many as the expected load takes; fewer where help, patience or full offices take work away.
  private static func fewest(
    _ office: Office, _ loads: [OfficeLoad], among offices: [Office], _ compiler: StudyCompiler
  ) -> Int {
    guard let load = loads.first(where: { $0.office == office.name }), load.demanded > 0 else {
      return 0
    }
    let isEased =
      offices.contains { $0.helps.contains(office.name) || $0.places != nil }
      || compiler.base.classes.contains { $0.patience != nil }
    let hours = compiler.yearlyHours(ofOneAt: office) / compiler.workingDaysPerYear
    guard !isEased, hours > 0, load.demanded.isFinite else { return 1 }
    return Int(min(100_000, load.demanded / hours).rounded(.down)) + 1
  }

  // MARK: Trying

  /// Makes sure that the samples of `staffings` are known.
  private mutating func tryOut(_ staffings: [[Int]]) async throws(StudyError) {
    var missing: [[Int]] = []
    for people in staffings where known[people] == nil && !missing.contains(people) {
      missing.append(people)
    }
    guard !missing.isEmpty else { return }
    let chunks = (replications + Self.chunk - 1) / Self.chunk
    let (replications, searched, offices, trials) = (replications, searched, offices, trials)
    let context = workshop.context
    let staffings = missing
    let keys = staffings.flatMap { people in
      (0..<chunks).map { "staffing/\(people.map(String.init).joined(separator: ","))/\($0)" }
    }
    let parts: [[Trial]] = try await workshop.parts(
      keys, after: partsDone, phase: LocalizedText(zh: "组运行（人员配置）", en: "runs of staffings")
    ) { part throws(StudyError) in
      let people = staffings[part / chunks]
      let world = InputWorld.chosen(
        ChosenInputs(values: Self.values(people, searched.map { offices[$0] })))
      let plan = try trials.plan(0, world)
      let first = part % chunks * Self.chunk
      var result: [Trial] = []
      for r in first..<min(first + Self.chunk, replications) {
        result.append(
          try trials.trial(
            plan, design: 0, world: world, replication: r, isCancelled: context.isCancelled))
      }
      return result
    }
    partsDone += keys.count
    for (s, people) in staffings.enumerated() {
      known[people] = parts[s * chunks..<(s + 1) * chunks].flatMap { $0 }
    }
  }

  /// How many people each office has, as values of inputs.
  private static func values(_ people: [Int], _ offices: [Office]) -> [String: Double] {
    var values: [String: Double] = [:]
    for (office, count) in zip(offices, people) { values[office.staff.path] = Double(count) }
    return values
  }

  /// Runs a staffing once more, each replication with inputs drawn from their ranges.
  private mutating func tryDrawn(_ people: [Int]) async throws(StudyError) {
    let values = Self.values(people, searched.map { offices[$0] })
    let inputs = study.scenario.rangedInputs.filter { values[$0.path] == nil }
    guard !inputs.isEmpty else { return }
    let (trials, seed, context) = (trials, study.seed, workshop.context)
    let name = people.map(String.init).joined(separator: ",")
    drawn = try await workshop.parts(
      (0..<replications).map { "staffing/\(name)/drawn/\($0)" }, after: partsDone,
      phase: LocalizedText(zh: "次运行（输入在范围内变化）", en: "runs with inputs drawn from their ranges")
    ) { r throws(StudyError) -> Trial in
      let world = InputWorld.chosen(
        ChosenInputs(drawn: inputs, seed: seed, replication: UInt64(r), setting: values))
      return try trials.trial(
        try trials.plan(0, world), design: 0, world: world, replication: r,
        isCancelled: context.isCancelled)
    }
    partsDone += replications
  }

  /// How a level stands with the drawn inputs.
  private func drawnLevel(_ people: [Int], _ l: Int) -> DrawnLevel? {
    guard !drawn.isEmpty else { return nil }
    let (level, outcome, bound) = levels[l]
    let statistic = trials.definition(outcome).statistic
    var values: [Double] = []
    var (kept, count) = (0, 0)
    for trial in drawn {
      let value = statistic.value(of: trial.samples[outcome])
      let isOpen = [trial].isCensored(outcome)
      if let value { values.append(value) }
      guard value != nil || isOpen else { continue }
      count += 1
      if let value, !isOpen, level.side == .atMost ? value <= bound : value >= bound { kept += 1 }
    }
    let noise = self.statistic(people, outcome)?.interval
    let range = values.count == drawn.count ? centralRange(values, .percent95) : nil
    return DrawnLevel(
      interval: range.flatMap { range in noise.map { range.hull(with: $0) } }, kept: kept,
      replications: count)
  }

  private func statistic(_ people: [Int], _ outcome: Int) -> LeaveOneOut? {
    LeaveOneOut(
      trials.definition(outcome).statistic, (known[people] ?? []).map { $0.samples[outcome] })
  }

  private func value(_ people: [Int], _ l: Int) -> LevelValue {
    let (level, outcome, bound) = levels[l]
    let isOpen = known[people]?.isCensored(outcome) ?? true
    let found = statistic(people, outcome)
    // The one-sided 95 % bound is an end of the two-sided 90 % interval.
    let interval = found.flatMap {
      jackknifeInterval(all: $0.all, without: $0.without, .percent90)
    }
    let end = level.side == .atMost ? interval?.high : interval?.low
    let keeps = end.map { level.side == .atMost ? $0 <= bound : $0 >= bound } ?? false
    return LevelValue(
      estimate: found?.all, bound: end, isCensored: isOpen, isMet: keeps && !isOpen)
  }

  private func keepsAll(_ people: [Int]) -> Bool {
    levels.indices.allSatisfy { value(people, $0).isMet }
  }

  private func cost(_ people: [Int]) -> Double {
    people.indices.reduce(0) { $0 + Double(people[$1]) * weights[$1] }
  }

  /// Whether `a` is to be preferred where both keep all levels.
  private func isCheaper(_ a: [Int], _ b: [Int]) -> Bool {
    let (x, y) = (cost(a), cost(b))
    if x != y { return x < y }
    let (n, m) = (a.reduce(0, +), b.reduce(0, +))
    return n != m ? n < m : a.lexicographicallyPrecedes(b)
  }

  // MARK: Searching

  mutating func results() async throws(StudyError) -> StaffingResults {
    let now = searched.map { offices[$0].staff.value }
    try await tryOut([now, most])
    guard keepsAll(most) else { return try summary(now: now, nil, least: nil) }
    let least = try await ownNeeds()
    try await tryOut([least])
    var best = least
    var isExhaustive = true
    if !keepsAll(least) {
      best = try await descended(to: least)
      if keepsAll(now), isCheaper(now, best) { best = now }
      isExhaustive = false
      if let between = staffings(from: least, below: best) {
        isExhaustive = true
        for first in stride(from: 0, to: between.count, by: Self.batch) {
          let some = Array(between[first..<min(first + Self.batch, between.count)])
          try await tryOut(some)
          if let found = some.first(where: keepsAll) {
            best = found
            break
          }
        }
      }
    }
    let (settled, asCheap) = try await settled(best, least: least)
    try await tryOut(settled.indices.map { moved(settled, 1, at: $0) })
    try await tryDrawn(settled)
    var result = try summary(now: now, settled, least: least)
    result.certificate = isExhaustive ? .everyCheaper : .neighbors
    result.asCheap = asCheap
    return result
  }

  /// The fewest people of each office with which all levels are kept while every other has the most.
  private mutating func ownNeeds() async throws(StudyError) -> [Int] {
    // All levels are kept with `high`; with fewer than `low` they are not, or it was not tried.
    var low = fewest
    var high = most
    while true {
      let open = searched.indices.filter { low[$0] < high[$0] }
      if open.isEmpty { return high }
      func middle(_ i: Int) -> [Int] {
        var people = most
        people[i] = (low[i] + high[i]) / 2
        return people
      }
      try await tryOut(open.map(middle))
      for i in open {
        let people = middle(i)
        if keepsAll(people) { high[i] = people[i] } else { low[i] = people[i] + 1 }
      }
    }
  }

  /// From the most people down, the dearest office first, each as far as the others then allow.
  private mutating func descended(to least: [Int]) async throws(StudyError) -> [Int] {
    var people = most
    for i in searched.indices.sorted(by: { (-weights[$0], $0) < (-weights[$1], $1) }) {
      var low = least[i]
      while low < people[i] {
        var middle = people
        middle[i] = (low + people[i]) / 2
        try await tryOut([middle])
        if keepsAll(middle) { people = middle } else { low = middle[i] + 1 }
      }
    }
    return people
  }

  /// The staffings with at least `least` that are cheaper than `best`, the cheapest first; nil where
  /// there are too many to try.
  private func staffings(from least: [Int], below best: [Int]) -> [[Int]]? {
    var found: [[Int]] = []
    var isTooMany = false
    func extend(_ people: [Int], from i: Int) {
      guard !isTooMany, isCheaper(people, best) else { return }
      found.append(people)
      if found.count > Self.mostBetween {
        isTooMany = true
        return
      }
      for j in i..<people.count where people[j] < most[j] {
        extend(moved(people, 1, at: j), from: j)
      }
    }
    extend(least, from: 0)
    return isTooMany ? nil : found.sorted(by: isCheaper)
  }

  /// Moves to a cheaper neighbor while there is one: one person fewer in an office, or one moved.
  ///
  /// - Returns: the last staffing, and its neighbors that cost the same.
  private mutating func settled(_ best: [Int], least: [Int]) async throws(StudyError) -> (
    [Int], [[Int]]
  ) {
    var best = best
    while true {
      var neighbors: [[Int]] = []
      for i in best.indices where best[i] > fewest[i] {
        let fewer = moved(best, -1, at: i)
        neighbors.append(fewer)
        // With fewer than its own need an office keeps no level, whatever the others have.
        guard fewer[i] >= least[i] else { continue }
        for j in best.indices where j != i && best[j] < most[j] {
          let other = moved(fewer, 1, at: j)
          if cost(other) <= cost(best) { neighbors.append(other) }
        }
      }
      try await tryOut(neighbors)
      let keeping = neighbors.filter(keepsAll).sorted(by: isCheaper)
      guard let first = keeping.first, cost(first) < cost(best) else { return (best, keeping) }
      best = first
    }
  }

  private func moved(_ people: [Int], _ change: Int, at i: Int) -> [Int] {
    var people = people
    people[i] += change
    return people
  }

  // MARK: Results

  private func summary(now: [Int], _ best: [Int]?, least: [Int]?) throws(StudyError)
    -> StaffingResults
  {
    let found = best ?? most
    var facts = try study.facts(replications: replications)
    facts.manifest.replications = replications
    return StaffingResults(
      facts: facts, design: study.compiler.designs[0].design.name, isFound: best != nil,
      levels: levels.indices.map { l in
        LevelResult(
          level: levels[l].level, key: trials.definition(levels[l].outcome).key,
          bound: levels[l].bound, now: value(now, l), found: value(found, l),
          drawn: best.flatMap { drawnLevel($0, l) })
      },
      offices: offices.indices.map { i in
        let place = searched.firstIndex(of: i)
        let office = offices[i]
        return OfficeStaffing(
          name: office.name, now: office.staff.value,
          found: place.map { found[$0] } ?? office.staff.value,
          least: place.flatMap { least?[$0] }, held: held[i], hasLevel: hasLevel(office),
          utilizationNow: utilization[i].flatMap { statistic(now, $0)?.all },
          utilizationFound: utilization[i].flatMap { statistic(found, $0)?.all },
          load: loads.first { $0.office == office.name && $0.measure == .hours }?.demanded ?? 0,
          yearlyCost: Self.yearlyCost(office, study.compiler),
          nextPerson: best == nil ? [] : place.map { nextPerson(found, $0) } ?? [])
      }, isByCost: isByCost, tried: known.count, certificate: nil, asCheap: [])
  }

  /// Whether a level is about an office, one that it helps, or about more than offices.
  private func hasLevel(_ office: Office) -> Bool {
    levels.contains { level in
      guard case .office(let name) = trials.definition(level.outcome).key.scope else { return true }
      return name == office.name || office.helps.contains(name)
    }
  }

  /// What one person more in an office changes: each level's outcome, and the primary one.
  private func nextPerson(_ people: [Int], _ i: Int) -> [OutcomeChange] {
    let more = moved(people, 1, at: i)
    var outcomes: [Int] = []
    for outcome in levels.map(\.outcome) + [primary].compactMap({ $0 })
    where !outcomes.contains(outcome) { outcomes.append(outcome) }
    return outcomes.map { outcome in
      let key = trials.definition(outcome).key
      guard let before = statistic(people, outcome), let after = statistic(more, outcome) else {
        return OutcomeChange(key: key, change: nil, interval: nil)
      }
      let change = after - before
      return OutcomeChange(key: key, change: change.all, interval: change.interval)
    }
  }
}

extension OutcomeTable {
  /// The place of the outcome that a service level is about, and the level's bound in its unit.
  ///
  /// A bound in calendar days asks for the outcome in calendar days where there is one.
  fileprivate func place(of level: ServiceLevel) throws(StudyError) -> (Int, Double) {
    let first = try place(of: OutcomeChoice(name: level.outcome, scope: level.scope))
    let scope = definitions[first].key.scope
    let places = definitions.indices.filter {
      definitions[$0].key.name == level.outcome && definitions[$0].key.scope == scope
    }
    for place in places {
      if let bound = bound(level.bound, in: definitions[place].key.unit) { return (place, bound) }
    }
    let unit = definitions[first].key.unit.rawValue
    throw .unsuitable(
      LocalizedText(
        zh: "服务水平“\(level.text)”的单位不对：该结果以 \(unit) 计",
        en:
          "the service level '\(level.text)' is in another unit than its outcome, which is counted "
          + "in \(unit)"))
  }

  private func bound(_ bound: ServiceLevel.Bound, in unit: OutcomeUnit) -> Double? {
    switch (bound, unit) {
    case (.time(let span), .workingDays):
      switch span.unit {
      case .workingDays: return span.amount
      case .hours: return span.amount * 3_600_000 / dayMilliseconds
      case .minutes: return span.amount * 60_000 / dayMilliseconds
      default: return nil
      }
    case (.time(let span), .calendarDays): return span.unit == .calendarDays ? span.amount : nil
    case (.share(let share), .share): return share.value
    case (.money(let money), .yuan): return Double(money.fen) / 100
    case (.number(let number), .perCase), (.number(let number), .cases),
      (.number(let number), .per1000), (.number(let number), .daysPer1000),
      (.number(let number), .hoursPerCase), (.number(let number), .perFirmYear):
      return number
    default: return nil
    }
  }
}
