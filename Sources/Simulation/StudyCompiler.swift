public import ApprovalModel
public import Kernel
internal import Statistics

/// Compiles the designs of one scenario to plans that share names, calendars and tables.
///
/// Every plan of a study has the same columns in its records, so that applicants can be joined across
/// designs row by row.
public struct StudyCompiler: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The process that the designs start from: the scenario's, after the chosen switches.
  public let base: ProcessModel
  /// The designs with their reforms applied, in the order asked for.
  public let designs: [DesignModel]
  /// What the numbers of all plans stand for.
  public let names: PlanNames
  /// What the switches noticed.
  public let notices: [ReformNotice]

  let table: CalendarTable
  let calendars: SharedCalendars
  let book = TableBook()
  let conditions: [Condition]
  let defects: [Name]

  /// Applies switches and reforms.
  ///
  /// - Parameters:
  ///   - designs: the designs to compile, among the scenario's.
  ///   - switches: the names of switches, among the scenario's.
  /// - Throws: ``CompileError`` when a change cannot be applied or a rule is broken.
  public init(_ scenario: Scenario, designs: [Design], switches: [Name] = []) throws(CompileError) {
    self.scenario = scenario
    let chosen = scenario.switches.filter { switches.contains($0.name) }
    let reformed: ReformedModel
    do {
      reformed = try scenario.model.applying(
        chosen.map { Reform(name: $0.name, changes: $0.changes) })
    } catch {
      throw .reform(error)
    }
    base = reformed.model
    notices = reformed.notices
    if let problem = base.problems().first {
      throw .structure(design: "", reforms: chosen.map(\.name), problem)
    }
    var models: [DesignModel] = []
    for design in designs {
      models.append(try DesignModel(design, base: base, scenario: scenario))
    }
    self.designs = models
    try Self.refuseMovingOffices(scenario, models)
    table = CalendarTable(scenario.study)
    calendars = SharedCalendars(table)
    let all =
      [base]
      + models.flatMap { design in
        design.models.keys.sorted().compactMap { design.models[$0]?.model }
      }
    conditions = Self.conditions(
      of: [scenario.model] + all, reforms: models.flatMap(\.parts),
      deterred: scenario.study.deterrence ? base.classes : [])
    guard conditions.count <= 64 else {
      throw .tooLarge(
        LocalizedText(
          zh: "不同的适用条件有 \(conditions.count) 个，最多 64 个",
          en: "there are \(conditions.count) different conditions; at most 64 are possible"))
    }
    for applicants in base.classes {
      for attribute in applicants.attributes where attribute.categories.count > 64 {
        throw .tooLarge(
          LocalizedText(
            zh: "属性“\(attribute.name)”有 \(attribute.categories.count) 个类别，最多 64 个",
            en:
              "attribute '\(attribute.name)' has \(attribute.categories.count) categories; at most 64 "
              + "are possible"))
      }
    }
    guard base.creditLists.count <= 64 else {
      throw .tooLarge(
        LocalizedText(
          zh: "有 \(base.creditLists.count) 个信用名单，最多 64 个",
          en: "there are \(base.creditLists.count) credit lists; at most 64 are possible"))
    }
    guard base.classes.count <= 256 else {
      throw .tooLarge(
        LocalizedText(
          zh: "有 \(base.classes.count) 类申请人，最多 256 类",
          en: "there are \(base.classes.count) classes of applicants; at most 256 are possible"))
    }
    defects = Set(base.classes.flatMap { $0.defects.map(\.matter) }).inNameOrder()
    names = PlanNames(
      classes: base.classes.map(\.name),
      offices: Set(models.flatMap { $0.offices.map(\.name) }).inNameOrder(),
      matters: Set(all.flatMap { model in model.matters.flatMap(Self.names(of:)) }).inNameOrder(),
      attributes: base.classes.map { applicants in
        Self.drawingOrder(applicants.attributes).map { ($0.name, $0.categories) }
      },
      accounts: Self.accounts(of: all))
  }

  /// In a transition study offices change by their `staffing` on a date, not by a reform: the old cases
  /// would otherwise meet the new offices before the reform begins.
  private static func refuseMovingOffices(_ scenario: Scenario, _ designs: [DesignModel])
    throws(CompileError)
  {
    guard case .transition = scenario.study.kind else { return }
    for reform in designs.flatMap(\.reforms) {
      guard let change = reform.changes.first(where: \.changesOffices) else { continue }
      throw .reform(
        ReformError(
          reform: reform.name,
          message: LocalizedText(
            zh: "改革“\(reform.name)”改变部门本身，过渡研究（transition）还不能在改革日之后才改变部门；"
              + "请用 kind: steady，或用部门的 staffing 按日期写人数",
            en:
              "reform '\(reform.name)' changes an office, which a transition study cannot do from the "
              + "reform date on; use 'kind: steady', or state people by date in the office's 'staffing'"
          ),
          position: change.position))
    }
  }

  /// A plan with the labels of its event log.
  public struct CompiledPlan: Sendable {
    /// The plan.
    public var plan: Plan
    /// The labels, `matter/activity`.
    public var labels: [String]
  }

  /// The plan of a design for one set of input values.
  ///
  /// - Parameters:
  ///   - design: the design's place in ``designs``.
  ///   - world: the inputs' values.
  ///   - other: a design whose reforms reach nobody here, but whose reach re-keys the review,
  ///     correction and detection draws of the applicants concerned: the placebo of that design.
  /// - Throws: ``CompileError`` when a distribution is impossible or a limit is passed.
  public func plan(design: Int, world: InputWorld, placeboOf other: Int? = nil) throws(CompileError)
    -> CompiledPlan
  {
    let design = designs[design]
    var base = base
    base.offices = design.offices
    let disguised = other.map { designs[$0].parts } ?? []
    var builder = PlanBuilder(
      study: scenario.study, base: base, world: world, table: table, calendars: calendars,
      book: book,
      names: names, conditions: conditions, defects: defects)
    let reference = builder.calendar([.standard])
    var routes: [RouteSpec] = []
    var defectSpecs: [DefectSpec] = []
    var nodes: [NodeSpec] = []
    var starts: [Int32] = []
    var successors: [Int32] = []
    var routeTable: [Int32] = []
    let width = 1 << design.parts.count
    for (c, applicants) in base.classes.enumerated() {
      var row = Array(repeating: Int32(-1), count: width)
      var reaches = design.reaches[c]
      if case .transition = scenario.study.kind, !reaches.contains(0) { reaches.insert(0, at: 0) }
      var shared: Range<Int>?
      for bits in reaches {
        guard let model = design.models[bits]?.model else { continue }
        // Without deterrence all routes of a class have the same defects.
        let own =
          shared
          ?? compileDefects(of: applicants, classIndex: c, in: model, &builder, &defectSpecs)
        if !deters(applicants) { shared = own }
        var route = RouteBuilder(builder, model: model, applicants: applicants, classIndex: c)
        route.build()
        let signals = route.successors()
        row[Int(bits)] = Int32(routes.count)
        routes.append(
          RouteSpec(
            firstNode: nodes.count, nodes: route.nodes.count, firstSignal: starts.count,
            signals: signals.starts.count, firstDefect: own.lowerBound, defects: own.count))
        nodes += route.nodes.map {
          NodeSpec(entry: $0.entry, prerequisites: $0.needed)
        }
        let offset = Int32(successors.count)
        starts += signals.starts.map { Int32($0) + offset }
        successors += signals.nodes
        // A mark after the last signal of the route, so that every signal has an end.
        starts.append(Int32(successors.count))
        builder = route.plan
      }
      routeTable += row
    }
    var plan = Plan()
    compileClasses(design.parts + disguised, &builder, &plan, routeWidth: width)
    compileOffices(design, &builder, &plan)
    plan.matters = FrozenArray(builder.matterSpecs)
    plan.matterCount = names.matters.count
    builder.rankWork()
    builder.shortenJumps()
    if let failure = builder.failure { throw failure }
    let study = scenario.study
    plan.calendars = builder.calendars
    plan.workdays = FrozenArray(table.workdays)
    plan.reference = reference
    plan.windowStart = table.midnight(study.window.lowerBound)
    plan.windowEnd = table.midnight(study.window.upperBound.adding(days: 1))
    plan.followEnd = table.midnight(study.lastDay.adding(days: 1))
    plan.horizon = table.midnight(study.horizon.adding(days: 1))
    plan.observe = Int64(study.observe.amount * builder.milliseconds(study.observe.unit, .standard))
    if case .transition(let date) = study.kind { plan.reformStart = max(1, table.midnight(date)) }
    let waves = DesignModel.waves(of: design.parts, study)
    plan.waveStarts = FrozenArray(waves.map { max(1, table.midnight($0.from)) })
    plan.waveReaches = FrozenArray(waves.map(\.reaches))
    plan.instructions = FrozenArray(builder.instructions)
    plan.durations = FrozenArray(builder.durations)
    plan.tables = book.frozen()
    plan.steps = book.frozenSteps()
    plan.chances = FrozenArray(builder.chances)
    plan.thresholds = FrozenArray(builder.thresholds)
    plan.works = FrozenArray(builder.works)
    plan.workOffices = FrozenArray(builder.workOffices)
    plan.workParts = FrozenArray(builder.workParts)
    plan.instants = FrozenArray(builder.instants)
    plan.batchSizes = FrozenArray(builder.batchSizes)
    compileLists(builder, &plan)
    plan.amounts = FrozenArray(builder.amounts)
    plan.nodes = FrozenArray(nodes)
    plan.successorStarts = FrozenArray(starts)
    plan.successors = FrozenArray(successors)
    plan.routes = FrozenArray(routes)
    plan.routeTable = FrozenArray(routeTable)
    plan.defects = FrozenArray(defectSpecs)
    plan.placeboReaches = ((1 << UInt64(disguised.count)) - 1) << UInt64(design.parts.count)
    plan.registerCount = builder.registerCount
    plan.defectCount = defects.count
    plan.counterCount = builder.counterCount
    plan.countCount = CaseCount.allCases.count
    plan.accountCount = names.accounts.count
    plan.attributeWidth = names.attributes.map(\.count).max() ?? 0
    plan.nodeWidth = routes.map { Int($0.nodes) }.max() ?? 0
    return CompiledPlan(plan: plan, labels: builder.labels)
  }

  // MARK: Classes

  private func compileClasses(
    _ reforms: [Reform], _ builder: inout PlanBuilder, _ plan: inout Plan, routeWidth: Int
  ) {
    var classes: [ClassSpec] = []
    var attributes: [AttributeSpec] = []
    var conditionSpecs: [ConditionSpec] = []
    var tests: [TestSpec] = []
    var reaches: [ReachSpec] = []
    var expected = 0.0
    for (c, applicants) in base.classes.enumerated() {
      let gap = compileGap(applicants, &builder, expecting: &expected)
      let firstAttribute = attributes.count
      let order = Self.drawingOrder(applicants.attributes)
      for attribute in order {
        attributes.append(compile(attribute, order, &builder))
        if attributes.last?.number ?? -1 >= 0 { plan.hasNumbers = true }
      }
      let firstCondition = conditionSpecs.count
      for condition in conditions {
        let first = tests.count
        for test in condition.tests {
          tests += compile(test, applicants, order)
        }
        conditionSpecs.append(ConditionSpec(firstTest: first, tests: tests.count - first))
      }
      let firstReach = reaches.count
      for reform in reforms {
        var excluded: UInt64 = 0
        for exclusion in reform.exclusions {
          if let bit = conditions.firstIndex(of: exclusion) { excluded |= 1 << UInt64(bit) }
        }
        let uptake = reform.uptake.map {
          builder.chance(
            $0, purpose: "reform/\(reform.name)/uptake", of: applicants, classIndex: c, once: true)
        }
        reaches.append(
          ReachSpec(
            condition: conditions.firstIndex(of: reform.reach) ?? 0, excluded: excluded,
            uptake: uptake ?? -1))
      }
      var spec = ClassSpec(
        nameHash: stableHash(applicants.name), gap: gap, firstAttribute: firstAttribute,
        attributes: order.count, firstCondition: firstCondition, firstReach: firstReach,
        firstRoute: c * routeWidth)
      compileNeeds(applicants, &spec, &builder, &plan)
      classes.append(spec)
    }
    plan.classes = FrozenArray(classes)
    plan.attributes = FrozenArray(attributes)
    plan.conditions = FrozenArray(conditionSpecs)
    plan.tests = FrozenArray(tests)
    plan.reaches = FrozenArray(reaches)
    plan.conditionCount = conditions.count
    plan.reachCount = reforms.count
  }

  private func compile(_ attribute: Attribute, _ order: [Attribute], _ builder: inout PlanBuilder)
    -> AttributeSpec
  {
    let purpose = "attribute/\(attribute.name)"
    switch attribute.kind {
    case .number(let input, _):
      let factor = builder.world.factor(input.path, input.evidence, magnitude: input.value.mean)
      let number = builder.register(
        input.value, scale: 1000 * factor, calendar: builder.allDay, path: input.path,
        purpose: purpose, placebo: false, once: true)
      return AttributeSpec(number: number, purpose: Purpose(purpose))
    case .categories(let input):
      let first = builder.append(thresholds: cumulative(builder.world(input)))
      return AttributeSpec(
        purpose: Purpose(purpose), categories: input.value.entries.count, threshold: first)
    case .categoriesBy(let other, let table):
      let place = order.firstIndex { $0.name == other } ?? -1
      var first: Int?
      for category in place < 0 ? [] : order[place].categories {
        let shares = table.first { $0.category == category }?.shares
        let at = builder.append(thresholds: shares.map { cumulative(builder.world($0)) } ?? [])
        first = first ?? at
      }
      return AttributeSpec(
        purpose: Purpose(purpose), dependsOn: place, categories: attribute.categories.count,
        threshold: first ?? 0)
    }
  }

  func cumulative(_ shares: [Double]) -> [UInt64] {
    var sum = 0.0
    var result: [UInt64] = []
    for (i, share) in shares.enumerated() {
      sum += share
      result.append(i == shares.count - 1 ? .max : chanceThreshold(sum))
    }
    return result
  }

  /// The tests of the kernel that hold together when `test` does.
  private func compile(_ test: Condition.Test, _ applicants: ApplicantClass, _ order: [Attribute])
    -> [TestSpec]
  {
    if test.attribute == "class" {
      guard case .oneOf(let names) = test.requirement, names.contains(applicants.name) else {
        return [TestSpec(attribute: -1)]
      }
      return []
    }
    if test.isOnLists { return compileLists(test, applicants) }
    guard let place = order.firstIndex(where: { $0.name == test.attribute }) else {
      return [TestSpec(attribute: -1)]
    }
    switch test.requirement {
    case .oneOf(let names):
      var mask: UInt64 = 0
      for (i, category) in order[place].categories.enumerated() where names.contains(category) {
        mask |= 1 << UInt64(i)
      }
      return [TestSpec(attribute: place, mask: mask)]
    case .atMost(let bound):
      return [TestSpec(attribute: place, high: (bound * 1000).rounded(.down).roundedToInt64)]
    case .atLeast(let bound):
      return [TestSpec(attribute: place, low: (bound * 1000).rounded(.up).roundedToInt64)]
    }
  }

  /// The attributes in the order in which they are drawn: what others depend on first, then by name.
  static func drawingOrder(_ attributes: [Attribute]) -> [Attribute] {
    var rest = attributes
    var order: [Attribute] = []
    while !rest.isEmpty {
      let next = rest.firstIndex { attribute in
        guard case .categoriesBy(let other, _) = attribute.kind else { return true }
        return !rest.contains { $0.name == other }
      }
      order.append(rest.remove(at: next ?? 0))
    }
    return order
  }

  // MARK: Names

  private static func names(of matter: Matter) -> [Name] {
    guard case .merged(let merged) = matter.mode else { return [matter.name] }
    return [matter.name] + merged.parts.map(\.name)
  }

  private static func conditions(
    of models: [ProcessModel], reforms: [Reform], deterred: [ApplicantClass]
  ) -> [Condition] {
    var list: [Condition] = [.everybody]
    func add(_ condition: Condition) {
      if !list.contains(condition) { list.append(condition) }
    }
    for model in models {
      if let listed = model.listedFirm, model.classes.contains(where: { $0.firms != nil }) {
        add(listed)
      }
      for matter in model.matters {
        add(matter.when)
        if case .merged(let merged) = matter.mode { for part in merged.parts { add(part.when) } }
      }
      for work in model.ownWork { add(work.when) }
    }
    for reform in reforms {
      add(reform.reach)
      for exclusion in reform.exclusions { add(exclusion) }
    }
    for applicants in deterred {
      for condition in deterrenceConditions(of: applicants, models) { add(condition) }
    }
    return list
  }

  private static func accounts(of models: [ProcessModel]) -> [Account] {
    var list: Set<Account> = []
    for model in models {
      for applicants in model.classes {
        if applicants.holdingCost != nil {
          list.insert(Account(payer: "applicant", line: .holding))
        }
      }
      for matter in model.matters {
        var parts = [matter]
        if case .merged(let merged) = matter.mode { parts += merged.parts }
        for part in parts {
          if part.ownHours != nil, model.classes.contains(where: { $0.hourlyCost != nil }) {
            list.insert(Account(payer: "applicant", line: .ownTime, matter: part.name))
          }
          for payment in part.payments {
            list.insert(
              Account(
                payer: payment.payer, payee: payment.payee, line: .payment, matter: part.name))
          }
          if !part.cureCost.isEmpty { list.insert(Account(payer: "applicant", line: .cure)) }
          if let ahead = part.ahead { list.insert(Account(payer: ahead.payer, line: .assessment)) }
        }
        if matter.mode.consequences?.hasFine == true {
          list.insert(Account(payer: "applicant", payee: "government", line: .fine))
        }
      }
      for inspection in model.inspections where inspection.consequences.hasFine {
        list.insert(Account(payer: "applicant", payee: "government", line: .fine))
      }
    }
    return list.sorted { a, b in
      (a.payer, a.line.rawValue, a.payee, a.matter)
        < (b.payer, b.line.rawValue, b.payee, b.matter)
    }
  }
}

extension DecisionMode {
  /// What follows a finding, where the mode has checks afterwards.
  var consequences: Consequences? {
    switch self {
    case .commitment(let commitment): commitment.consequences
    case .pledge(let pledge): pledge.consequences
    case .review, .filing, .confirmation, .automated, .merged: nil
    }
  }
}

extension Consequences {
  var hasFine: Bool { curableFine != nil || seriousFine != nil }
}
