extension RuleCheck {
  // MARK: Attributes that depend on others

  mutating func attributes() {
    for applicants in model.classes {
      var waits: [Name: Name] = [:]
      for attribute in applicants.attributes {
        guard case .categoriesBy(let other, let table) = attribute.kind else { continue }
        let path = "applicants.\(applicants.name).attributes.\(attribute.name)"
        guard let source = applicants.attributes.first(where: { $0.name == other }) else {
          report(
            .unknownAttribute, path,
            zh: "“\(attribute.name)”取决于属性“\(other)”，但“\(applicants.name)”没有这个属性",
            en:
              "'\(attribute.name)' depends on attribute '\(other)', which '\(applicants.name)' lacks",
            hint: didYouMean(other, among: applicants.attributes.map(\.name)))
          continue
        }
        waits[attribute.name] = other
        compare(
          table.map(\.category), wanted: source.categories, known: Set(source.categories), other,
          path)
      }
      for start in waits.keys.inNameOrder() {
        var seen: Set<Name> = []
        var name: Name? = start
        while let current = name, seen.insert(current).inserted { name = waits[current] }
        guard name == start else { continue }
        report(
          .cycle, "applicants.\(applicants.name).attributes.\(start)",
          zh: "属性“\(start)”绕一圈又取决于自己", en: "attribute '\(start)' depends on itself in a circle")
      }
    }
  }

  // MARK: Conditions

  mutating func conditions() {
    for list in model.creditLists where list.subject == .firm { firms(of: list) }
    for matter in model.matters { condition(matter.when, "matters.\(matter.name).when") }
    for work in model.ownWork { condition(work.when, "ownWork.\(work.name).when") }
  }

  /// Checks that every test is on an attribute that the classes concerned have, as far as `others` meet
  /// it too.
  mutating func condition(
    _ condition: Condition, _ path: String, among others: Condition = .everybody
  ) {
    let concerned = model.classes.filter { applicants in
      [condition, reach, others].allSatisfy { $0.admits(class: applicants.name) }
    }
    for test in condition.tests {
      let path = "\(path).\(test.attribute)"
      if test.isOnLists {
        lists(test, concerned, path)
        continue
      }
      guard let categories = categories(of: test.attribute) else {
        reportUnknown(attribute: test.attribute, path)
        continue
      }
      switch test.requirement {
      case .oneOf(let names):
        if categories.isEmpty {
          report(
            .unknownCategory, path, zh: "“\(test.attribute)”是数值，条件要写 atMost 或 atLeast",
            en: "'\(test.attribute)' is a number; its condition is 'atMost' or 'atLeast'")
        }
        for name in names where !categories.isEmpty && !categories.contains(name) {
          reportUnknown(category: name, of: test.attribute, categories, path)
        }
      case .atMost, .atLeast:
        if !categories.isEmpty {
          report(
            .unknownCategory, path, zh: "“\(test.attribute)”有类别而不是数值，条件要写类别",
            en: "'\(test.attribute)' has categories and no number; its condition names categories")
        }
      }
      for applicants in concerned where !applicants.has(test.attribute) {
        reportMissing(test.attribute, applicants.name, path)
      }
    }
  }

  /// Checks a test on credit lists: they exist, and every class concerned has firms.
  private mutating func lists(
    _ test: Condition.Test, _ concerned: [ApplicantClass], _ path: String
  ) {
    guard case .oneOf(let names) = test.requirement else {
      report(
        .unknownCreditList, path, zh: "“\(test.attribute)”后面要写信用名单的名称",
        en: "'\(test.attribute)' names credit lists")
      return
    }
    let known = model.creditLists.map(\.name)
    for name in names where !known.contains(name) {
      report(
        .unknownCreditList, "\(path).\(name)", zh: "creditLists 里没有“\(name)”",
        en: "no credit list has the name '\(name)'", hint: didYouMean(name, among: known))
    }
    // A list of everybody has all applicants on it, whether they have firms or not.
    let shared = model.creditLists.filter { $0.subject == .everybody }.map(\.name)
    guard !names.allSatisfy(shared.contains) else { return }
    for applicants in concerned where applicants.firms == nil {
      report(
        .attributeOfOtherClass, path,
        zh: "类别“\(applicants.name)”没有 firms，它的申请不属于任何企业，也就不在名单上；请写 firms，或用 class 把它排除",
        en: "class '\(applicants.name)' has no 'firms', so that its applications are on no list; "
          + "state 'firms' there, or leave the class out by 'class'")
    }
  }

  /// Events put nobody on a list of firms where there are none.
  private mutating func firms(of list: CreditList) {
    guard !(list.entry.isEmpty && list.blocks.isEmpty), !model.classes.isEmpty,
      model.classes.allSatisfy({ $0.firms == nil })
    else { return }
    report(
      .contradiction, "creditLists.\(list.name).\(list.entry.isEmpty ? "blocks" : "entry")",
      zh: "没有一类申请人写了 firms，“\(list.name)”上永远没有企业；请写 firms，或写 of: everybody",
      en: "no class has 'firms', so that nobody is ever on '\(list.name)'; state 'firms', or "
        + "'of: everybody'")
  }

  private mutating func reportMissing(_ attribute: Name, _ applicants: Name, _ path: String) {
    report(
      .attributeOfOtherClass, path,
      zh: "类别“\(applicants)”没有属性“\(attribute)”；请为它声明，或用 class 把它排除",
      en:
        "class '\(applicants)' has no attribute '\(attribute)'; declare it there, or leave the class "
        + "out by 'class'")
  }

  mutating func reportUnknown(attribute: Name, _ path: String) {
    let known = Set(model.classes.flatMap { $0.attributes.map(\.name) }).union(["class"])
    report(
      .unknownAttribute, path, zh: "没有名为“\(attribute)”的属性",
      en: "no attribute has the name '\(attribute)'",
      hint: didYouMean(attribute, among: Array(known)))
  }

  mutating func reportUnknown(
    category: Name, of attribute: Name, _ known: Set<Name>, _ path: String
  ) {
    let list = known.inNameOrder()
    report(
      .unknownCategory, "\(path).\(category)",
      zh: "属性“\(attribute)”没有类别“\(category)”；有 \(list.joined(separator: "、"))",
      en: "attribute '\(attribute)' has no category '\(category)'; there are "
        + list.joined(separator: ", "), hint: didYouMean(category, among: Array(known)))
  }

  /// The categories of `attribute` in all classes; empty for a number, nil when no class has it.
  func categories(of attribute: Name) -> Set<Name>? {
    if attribute == "class" { return Set(model.classes.map(\.name)) }
    let found = model.classes.flatMap { $0.attributes.filter { $0.name == attribute } }
    return found.isEmpty ? nil : Set(found.flatMap(\.categories))
  }

  // MARK: Chances

  mutating func chances() {
    for applicants in model.classes {
      for defects in applicants.defects {
        let own = Condition([.init(attribute: "class", requirement: .oneOf([applicants.name]))])
        table(defects.curable, own)
        table(defects.serious, own)
        sum(defects, applicants.name)
      }
    }
    for matter in model.matters {
      chances(of: matter, when: matter.when)
      if let conforming = matter.ahead?.conforming { table(conforming, matter.when) }
    }
    for inspection in model.inspections { chances(of: inspection.check, .everybody) }
    let withFirms = Condition([
      .init(
        attribute: "class",
        requirement: .oneOf(model.classes.filter { $0.firms != nil }.map(\.name)))
    ])
    for list in model.creditLists {
      let concerned = list.subject == .everybody ? .everybody : withFirms
      for chance in list.entry.compactMap(\.chance) { table(chance, concerned) }
      if let applies = list.application?.applies { table(applies, concerned) }
    }
  }

  private mutating func chances(of matter: Matter, when: Condition) {
    if let trip = matter.trip { table(trip, when) }
    if let online = matter.online { table(online, when) }
    if let share = matter.share {
      table(share.coverage, when)
      if let trip = share.trip { table(trip, when) }
    }
    if let coverage = matter.entitlement?.coverage { table(coverage, when) }
    if let reaches = matter.coaching?.reaches { table(reaches, when) }
    if let correction = matter.completeness?.correction {
      table(correction.chance, when)
      goingBack(correction.chance, correction.rounds, matter.name)
    }
    for activity in matter.activities {
      if let detection = activity.detection {
        table(detection.catches, when)
        if let alarm = detection.falseAlarm { table(alarm, when) }
      }
      guard let rework = activity.rework else { continue }
      table(rework.chance, when)
      goingBack(rework.chance, rework.rounds, matter.name)
    }
    if let meeting = matter.alongside?.meeting { table(meeting.chance, when) }
    switch matter.mode {
    case .review, .confirmation: break
    case .automated(let automation):
      table(automation.eligible, when)
      if let catches = automation.catches { table(catches, when) }
      if let alarm = automation.falseAlarm { table(alarm, when) }
    case .filing(let filing):
      if let returned = filing.returned {
        table(returned, when)
        goingBack(returned, nil, matter.name)
      }
    case .commitment(let commitment): chances(of: commitment.check, when)
    case .pledge(let pledge):
      for verification in pledge.verifications { chances(of: verification.check, when) }
    case .merged(let merged):
      for part in merged.parts { chances(of: part, when: when) }
    }
  }

  private mutating func chances(of check: FollowUpCheck, _ when: Condition) {
    table(check.rate, when)
    table(check.detects, when)
    if let alarm = check.falseAlarm { table(alarm, when) }
    if let cap = check.atMost { firms(cap, when) }
  }

  /// A cap for each firm needs firms.
  private mutating func firms(_ cap: CheckCap, _ when: Condition) {
    guard cap.subject == .firm else { return }
    for applicants in model.classes
    where applicants.firms == nil
      && [when, reach].allSatisfy({ $0.admits(class: applicants.name) })
    {
      report(
        .attributeOfOtherClass, cap.per.path.parentPath,
        zh: "类别“\(applicants.name)”没有 firms，检查次数无法按企业计；请写 firms，或写 of: office",
        en:
          "class '\(applicants.name)' has no 'firms', so that nobody can count the checks of each; "
          + "state 'firms' there, or write 'of: office'")
    }
  }

  /// A file that is certain to go back needs a cap, or its case never ends; and so does one that goes
  /// back a thousand times on average, or its run hardly does.
  private mutating func goingBack(_ chance: Chance, _ rounds: Int?, _ matter: Name) {
    guard rounds == nil, chance.greatest > 0.999 else { return }
    guard chance.greatest == 1 else {
      report(
        .endlessRework, chance.path, zh: "“\(matter)”每次退回的可能超过 99.9%，又没有次数上限，平均退回上千次",
        en:
          "'\(matter)' goes back with a chance above 99.9% each time and without a cap, a thousand "
          + "times on average",
        hint: LocalizedText(zh: "请写 rounds，或降低可能性", en: "state 'rounds', or a lower chance"))
      return
    }
    report(
      .endlessRework, chance.path, zh: "“\(matter)”每次都以 100% 的可能退回，又没有次数上限，永远办不完",
      en:
        "'\(matter)' goes back with a chance of 100% each time and without a cap, so it never ends",
      hint: LocalizedText(zh: "请写 rounds，或降低可能性", en: "state 'rounds', or a lower chance"))
  }

  /// Checks that a table has every category of those concerned, and no other.
  mutating func table(_ chance: Chance, _ when: Condition) {
    guard case .by(let attribute, let entries) = chance else { return }
    let path = chance.path
    guard let known = categories(of: attribute) else {
      reportUnknown(attribute: attribute, path)
      return
    }
    var wanted: Set<Name> = []
    for applicants in model.classes
    where when.admits(class: applicants.name) && reach.admits(class: applicants.name) {
      if attribute == "class" {
        wanted.insert(applicants.name)
      } else if let own = applicants.attributes.first(where: { $0.name == attribute }) {
        wanted.formUnion(own.categories)
      } else {
        reportMissing(attribute, applicants.name, path)
      }
    }
    for condition in [when, reach] {
      for test in condition.tests where test.attribute == attribute {
        if case .oneOf(let names) = test.requirement { wanted.formIntersection(names) }
      }
    }
    compare(
      entries.map(\.category), wanted: wanted.inNameOrder(), known: known, attribute, path)
  }

  private mutating func compare(
    _ given: [Name], wanted: [Name], known: Set<Name>, _ attribute: Name, _ path: String
  ) {
    for name in given where !known.contains(name) {
      reportUnknown(category: name, of: attribute, known, path)
    }
    let missing = wanted.filter { !given.contains($0) }
    guard !missing.isEmpty else { return }
    report(
      .missingCategory, path, zh: "按“\(attribute)”分列的表缺少类别 \(missing.joined(separator: "、"))",
      en: "the table by '\(attribute)' misses the category \(missing.joined(separator: ", "))")
  }

  private mutating func sum(_ defects: Defects, _ applicants: Name) {
    let most: Double
    switch (defects.curable, defects.serious) {
    case (.by(let a, let curable), .by(let b, let serious)) where a == b:
      most =
        curable.map { entry in
          let other = serious.first { $0.category == entry.category }?.input.value.value ?? 0
          return entry.input.value.value + other
        }.max() ?? 0
    default: most = defects.curable.largest + defects.serious.largest
    }
    guard most > 1 + 1e-9 else { return }
    report(
      .chancesSum, "applicants.\(applicants).defects.\(defects.matter)",
      zh: "“\(applicants)”在“\(defects.matter)”上 curable 与 serious 合计超过 100%",
      en:
        "'curable' and 'serious' of '\(applicants)' in '\(defects.matter)' add up to more than 100%"
    )
  }
}

extension RuleCheck {
  /// What is wrong with the reach and uptake of a reform.
  mutating func reach(of reform: Reform) {
    let path = "reforms.\(reform.name)"
    condition(reform.reach, "\(path).for")
    for exclusion in reform.exclusions {
      let names = exclusion.tests.map { ".\($0.attribute)" }.inNameOrder().joined()
      condition(exclusion, "\(path).changes.exclude\(names)", among: reform.reach)
    }
    if let uptake = reform.uptake { table(uptake, reform.reach) }
    for tier in reform.tiers { self.tier(tier, of: reform) }
  }

  /// Checks that a tier goes by categories that those whom its reform reaches have.
  private mutating func tier(_ tier: TierChange, of reform: Reform) {
    let path = "reforms.\(reform.name).changes.tier.\(tier.attribute)"
    guard let known = categories(of: tier.attribute) else {
      reportUnknown(attribute: tier.attribute, path)
      return
    }
    guard !known.isEmpty else {
      report(
        .unknownCategory, "\(path).tier", zh: "“\(tier.attribute)”是数值；分级（tier）要按有类别的属性",
        en: "'\(tier.attribute)' is a number; a tier goes by an attribute with categories")
      return
    }
    for applicants in model.classes
    where reform.reach.admits(class: applicants.name) && !applicants.has(tier.attribute) {
      reportMissing(tier.attribute, applicants.name, path)
    }
    for entry in tier.classes {
      guard known.contains(entry.category) else {
        reportUnknown(category: entry.category, of: tier.attribute, known, "\(path).classes")
        continue
      }
      guard !reform.reach.excludes(reform.part(for: entry, of: tier).reach) else {
        report(
          .contradiction, "\(path).classes.\(entry.category)",
          zh:
            "改革“\(reform.name)”的 for 已经排除“\(tier.attribute)”为“\(entry.category)”的申请人，这一类的改动无人适用；请删去，或放宽 for",
          en: "the 'for' of reform '\(reform.name)' leaves out applicants whose "
            + "'\(tier.attribute)' is '\(entry.category)', so that their changes reach nobody; "
            + "take them out, or widen 'for'")
        continue
      }
    }
  }
}

extension ProcessModel {
  /// Everything about whom `reform` reaches that cannot be.
  public func problems(reaching reform: Reform) -> [StructuralProblem] {
    var check = RuleCheck(model: self, reach: .everybody)
    check.reach(of: reform)
    return check.problems
  }
}

extension Tabulated<Probability> {
  /// The largest of the chances.
  fileprivate var largest: Double {
    switch self {
    case .same(let input): input.value.value
    case .by(_, let entries): entries.map(\.input.value.value).max() ?? 0
    }
  }
}

extension ApplicantClass {
  /// Whether applicants of the class have `attribute`.
  fileprivate func has(_ attribute: Name) -> Bool {
    attribute == "class" || attributes.contains { $0.name == attribute }
  }
}

extension Condition {
  /// Whether the condition can hold for applicants of class `name`.
  func admits(class name: Name) -> Bool {
    tests.allSatisfy { test in
      guard test.attribute == "class", case .oneOf(let names) = test.requirement else {
        return true
      }
      return names.contains(name)
    }
  }

  /// What of this condition those who meet `reach` may fail.
  func rest(within reach: Condition) -> Condition {
    Condition(tests.filter { test in !reach.tests.contains { $0.implies(test) } })
  }

  /// The condition that those meet who meet both this one and `other`.
  func and(_ other: Condition) -> Condition {
    Condition(tests + other.tests.filter { !tests.contains($0) })
  }

  /// Whether no applicant can meet both this condition and `other`.
  func excludes(_ other: Condition) -> Bool {
    tests.contains { a in
      other.tests.contains { b in
        if a.isOnLists || b.isOnLists { return a.deniesLists(of: b) || b.deniesLists(of: a) }
        guard a.attribute == b.attribute else { return false }
        switch (a.requirement, b.requirement) {
        case (.oneOf(let mine), .oneOf(let theirs)): return Set(mine).isDisjoint(with: theirs)
        case (.atMost(let most), .atLeast(let least)), (.atLeast(let least), .atMost(let most)):
          return most < least
        default: return false
        }
      }
    }
  }
}

extension Condition.Test {
  /// Whether everybody who meets this test meets `other`.
  fileprivate func implies(_ other: Condition.Test) -> Bool {
    guard attribute == other.attribute else { return false }
    switch (requirement, other.requirement) {
    case (.oneOf(let mine), .oneOf(let theirs)):
      // Who is on none of some lists is on none of fewer.
      return attribute == Condition.notOnList
        ? Set(theirs).isSubset(of: mine) : Set(mine).isSubset(of: theirs)
    case (.atMost(let mine), .atMost(let theirs)): return mine <= theirs
    case (.atLeast(let mine), .atLeast(let theirs)): return mine >= theirs
    default: return false
    }
  }
}
