internal import ApprovalModel

/// Checks the decoded process and what reforms make of it, and finds the place of each fault.
struct ModelChecks {
  let reading: Reading
  let model: ProcessModel
  let reforms: [Reform]
  let switches: [ScenarioSwitch]

  /// The structural rules on the process as it is.
  func checkModel() {
    for problem in model.problems() { report(problem, path: problem.path) }
    for reform in reforms {
      for problem in model.problems(reaching: reform) { report(problem, path: problem.path) }
    }
  }

  private func report(_ problem: StructuralProblem, path: String) {
    // A single `review` is the activity of that name.
    let single = path.replacing(".activities.review", with: ".review")
    let path = reading.spans[single] == nil ? path : single
    let isAboutKey = problem.kind == .unknownAttribute || problem.kind == .attributeOfOtherClass
    let key = isAboutKey ? reading.keySpans[path] : nil
    guard let span = key ?? reading.span(nearest: path) else { return }
    reading.findings.report(
      problem.kind.code, span, zh: problem.message.zh, en: problem.message.en, hint: problem.hint)
  }

  /// Checks that changes name matters that some part of the file declares; returns the positions of
  /// those that do not.
  func checkNames() -> Set<SourcePosition> {
    let all = reforms.flatMap(\.allChanges) + switches.flatMap(\.changes)
    var known = Set(model.matters.map(\.name))
    for change in all {
      switch change.kind {
      case .add(let change): known.insert(change.matter.name)
      case .merge(let change): known.insert(change.into)
      default: break
      }
    }
    let work = Set(model.ownWork.map(\.name))
    var faulty: Set<SourcePosition> = []
    for change in all {
      guard let place = reading.changes[change.position] else { continue }
      for (key, name, allowsWork) in change.kind.namedMatters
      where !known.contains(name) && !(allowsWork && work.contains(name)) {
        faulty.insert(change.position)
        let path = "\(place.path).\(key)"
        let span = reading.spans["\(path).\(name)"] ?? reading.span(nearest: path) ?? place.span
        let owner = place.owner
        reading.findings.report(
          .unknownMatter, span, zh: "“\(owner)”提到事项“\(name)”，但没有这个事项",
          en: "'\(owner)' names matter '\(name)', but no matter has that name",
          hint: .didYouMean(
            nearestName(to: name, among: (allowsWork ? known.union(work) : known).inNameOrder())))
      }
    }
    checkLists(knowing: known)
    return faulty.union(checkPoints(all, adding: known))
  }

  /// Checks that service levels name offices, matters and classes that some part of the file declares.
  func checkService(_ levels: [ServiceLevel]) {
    let all = reforms.flatMap(\.allChanges) + switches.flatMap(\.changes)
    for (i, level) in levels.enumerated() {
      let parts = level.scope.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { continue }
      let (kind, name) = (parts[0], parts[1])
      var known: [Name]
      switch kind {
      case "office": known = model.offices.map(\.name)
      case "matter": known = model.matters.map(\.name)
      default: known = model.classes.map(\.name)
      }
      for change in all {
        switch (change.kind, kind) {
        case (.pool(let change), "office"): known.append(change.into)
        case (.add(let change), "matter"): known.append(change.matter.name)
        case (.merge(let change), "matter"): known.append(change.into)
        default: break
        }
      }
      let paths = ["study.service.\(i + 1).\(kind)", "study.service.\(kind)"]
      guard !known.contains(name), let span = paths.lazy.compactMap({ reading.spans[$0] }).first
      else { continue }
      let (zh, code): (String, DiagnosticCode) =
        switch kind {
        case "office": ("部门", .unknownOffice)
        case "matter": ("事项", .unknownMatter)
        default: ("申请人类别", .unknownCategory)
        }
      reading.findings.report(
        code, span, zh: "service 提到\(zh)“\(name)”，但没有这个\(zh)",
        en: "'service' names \(kind) '\(name)', but no \(kind) has that name",
        hint: .didYouMean(nearestName(to: name, among: known.inNameOrder())))
    }
  }

  /// Checks that credit lists name matters that some part of the file declares.
  private func checkLists(knowing known: Set<Name>) {
    for list in model.creditLists {
      let path = "creditLists.\(list.name)"
      let entry = list.entry.enumerated().flatMap { i, rule in
        rule.matters.map { ("\(path).entry.\(i + 1).matters.\($0)", $0) }
      }
      for (path, name) in entry + list.blocks.map({ ("\(path).blocks.\($0)", $0) })
      where !known.contains(name) {
        guard let span = reading.span(nearest: path) else { continue }
        reading.findings.report(
          .unknownMatter, span, zh: "“\(list.name)”提到事项“\(name)”，但没有这个事项",
          en: "'\(list.name)' names matter '\(name)', but no matter has that name",
          hint: .didYouMean(nearestName(to: name, among: known.inNameOrder())))
      }
    }
  }

  /// Checks the results and milestones that changes name, where this can be told before the changes
  /// are applied.
  private func checkPoints(_ all: [Change], adding known: Set<Name>) -> Set<SourcePosition> {
    var faulty: Set<SourcePosition> = []
    for change in all {
      guard let place = reading.changes[change.position] else { continue }
      for (key, reference) in change.kind.namedPoints {
        let problem = model.problem(
          with: reference, path: "\(place.path).\(key)",
          subject: LocalizedText(
            zh: "“\(place.owner)”提到“\(reference)”", en: "'\(place.owner)' names '\(reference)'"),
          adding: known)
        guard let problem else { continue }
        faulty.insert(change.position)
        report(problem, path: problem.path)
      }
    }
    return faulty
  }

  /// Applies each reform, together with those it requires, and reports what fails or what the result
  /// breaks.
  func checkReforms(leavingOut faulty: Set<SourcePosition>) {
    let before = Set(model.problems().map(\.message))
    for part in switches {
      let reform = Reform(name: part.name, changes: part.changes)
      var faulty = faulty
      check([reform], named: part.name, "switches.\(part.name)", before, &faulty)
    }
    for reform in reforms {
      let group = withRequired(reform)
      var faulty = faulty
      for variant in variants(of: group.isReachable ? group : [reform]) {
        let together = Condition((group + variant).flatMap(\.reach.tests))
        check(
          variant, named: reform.name, "reforms.\(reform.name)", before, &faulty, together)
      }
    }
  }

  /// So many combinations of categories of tiers are tried with each reform.
  private static let mostVariants = 200

  /// What the reforms of `group` are for each combination of the categories that their tiers go by.
  private func variants(of group: [Reform]) -> [[Reform]] {
    var variants: [[Reform]] = [group.map(\.withoutTiers)]
    for reform in group {
      for tier in reform.tiers {
        var choices = tier.classes.map { [reform.part(for: $0, of: tier)] }
        let named = Set(tier.classes.map(\.category))
        if !categories(of: tier.attribute).isSubset(of: named) { choices.append([]) }
        variants = variants.flatMap { variant in choices.map { variant + $0 } }
          .filter(\.isReachable)
        variants = Array(variants.prefix(Self.mostVariants))
      }
    }
    return variants
  }

  /// The categories of an attribute, or the classes of applicants.
  private func categories(of attribute: Name) -> Set<Name> {
    if attribute == "class" { return Set(model.classes.map(\.name)) }
    return Set(
      model.classes.flatMap(\.attributes).filter { $0.name == attribute }.flatMap(\.categories))
  }

  /// Applies `group`, leaving out the changes at the places `leftOut`, to which those that fail are
  /// added.
  private func check(
    _ group: [Reform], named name: Name, _ path: String, _ before: Set<LocalizedText>,
    _ leftOut: inout Set<SourcePosition>, _ reach: Condition = .everybody
  ) {
    guard let span = reading.span(nearest: path) else { return }
    // A change that fails is left out and the rest tried again, so that every failure is found.
    for _ in 0..<20 {
      let reforms = group.map { reform in
        var reform = reform
        reform.changes.removeAll { leftOut.contains($0.position) }
        return reform
      }
      do throws(ReformError) {
        let reformed = try model.applying(reforms).model
        for problem in reformed.problems(for: reach) where !before.contains(problem.message) {
          report(problem, after: name, at: span, reformed)
        }
        return
      } catch {
        let place = reading.changes[error.position]?.span ?? span
        reading.findings.report(.cannotApply, place, zh: error.message.zh, en: error.message.en)
        guard leftOut.insert(error.position).inserted else { return }
      }
    }
  }

  /// Reports what a reform breaks: in the change itself where the fault stands there, else at the
  /// reform.
  private func report(
    _ problem: StructuralProblem, after reform: Name, at span: TextSpan, _ reformed: ProcessModel
  ) {
    var path = problem.path
    for change in reforms.flatMap(\.allChanges) + switches.flatMap(\.changes) {
      guard case .add(let add) = change.kind, let place = reading.changes[change.position] else {
        continue
      }
      let prefix = "matters.\(add.matter.name)."
      if path.hasPrefix(prefix) { path = "\(place.path).matter.\(path.dropFirst(prefix.count))" }
    }
    if path.hasPrefix("reforms.") || path.hasPrefix("switches.") {
      report(problem, path: path)
      return
    }
    reading.findings.report(
      problem.kind.code, span, zh: "实施“\(reform)”后：\(problem.message.zh)",
      en: "with '\(reform)' in place: \(problem.message.en)", hint: problem.hint)
  }

  /// The reform and all it requires, directly or not.
  private func withRequired(_ reform: Reform) -> [Reform] {
    var group: [Reform] = [reform]
    var open = reform.requires
    while let name = open.popLast() {
      guard !group.contains(where: { $0.name == name }),
        let required = reforms.first(where: { $0.name == name })
      else { continue }
      group.append(required)
      open += required.requires
    }
    return group
  }
}

extension [Reform] {
  /// Whether one applicant may meet the conditions of all, as far as categories tell.
  fileprivate var isReachable: Bool {
    allSatisfy { one in allSatisfy { !one.reach.excludesAnybody($0.reach) } }
  }
}

extension Condition {
  /// Whether no applicant meets both conditions, as far as categories tell.
  fileprivate func excludesAnybody(_ other: Condition) -> Bool {
    tests.contains { a in
      other.tests.contains { b in
        // A firm may be on several lists.
        guard !a.isOnLists, a.attribute == b.attribute, case .oneOf(let mine) = a.requirement,
          case .oneOf(let theirs) = b.requirement
        else { return false }
        return Set(mine).isDisjoint(with: theirs)
      }
    }
  }
}

extension ChangeKind {
  /// The matters that the change names, each with the key that names it and whether own work would
  /// do as well.
  fileprivate var namedMatters: [(key: String, name: Name, allowsWork: Bool)] {
    switch self {
    case .exclude, .tier, .sanction, .capacity, .pool, .prioritize: []
    case .ahead(let change): change.matters.map { ("ahead", $0, false) }
    case .waive(let change): change.matters.map { ("waive", $0, false) }
    case .cancel(let change): change.matters.map { ("cancel", $0, false) }
    case .add(let change): change.before.map { ("before", $0, true) }
    case .file(let change): change.matters.map { ("file", $0, false) }
    case .confirm(let change): change.matters.map { ("confirm", $0, false) }
    case .commit(let change): change.matters.map { ("commit", $0, false) }
    case .automate(let change): change.matters.map { ("automate", $0, false) }
    case .merge(let change): change.matters.map { ("merge", $0, false) }
    case .parallel(let change): change.matters.map { ("parallel", $0, false) }
    case .phase(let change):
      [("phase", change.matter, false), ("moves.from", change.from, true)]
    case .limit(let change): change.matters.map { ("limit", $0, false) }
    case .inspect(let change): change.checks.map { ("checks", $0, false) }
    case .coach(let change): change.matters.map { ("coach", $0, false) }
    case .delegate(let change): change.matters.map { ("delegate", $0, false) }
    case .online(let change): change.matters.map { ("online", $0, false) }
    case .share(let change): change.matters.map { ("share", $0, false) }
    case .standardize(let change): change.matters.map { ("standardize", $0, false) }
    case .entitle(let change): change.matters.map { ("entitle", $0, false) }
    case .fee(let change): change.matters.map { ("fee", $0, false) }
    case .guarantee(let change): change.matters.map { ("guarantee", $0, false) }
    case .tolerate(let change): change.matters.map { ("tolerate", $0, false) }
    case .validity(let change): change.matters.map { ("validity", $0, false) }
    }
  }
}

extension ChangeKind {
  /// The results and milestones that the change names, each with the path to it.
  fileprivate var namedPoints: [(key: String, reference: ResultReference)] {
    switch self {
    case .inspect(let change): change.at.map { ("inspect.\($0)", $0) }
    case .phase(let change): [("moves.to", change.to)]
    case .commit(let change):
      if case .pledge(let pledge) = change.form {
        pledge.verifications.map { ("verifiedAt.\($0.at).at", $0.at) }
      } else {
        []
      }
    default: []
    }
  }
}

extension Reading.ChangePlace {
  /// The reform or switch that the change belongs to.
  fileprivate var owner: Name {
    path.split(separator: ".").dropFirst().first.map(String.init) ?? path
  }
}

extension StructuralProblem.Kind {
  /// The code under which a scenario file reports the problem.
  var code: DiagnosticCode {
    switch self {
    case .unknownReference: .unknownReference
    case .unknownOffice: .unknownOffice
    case .unknownMatter: .unknownMatter
    case .unknownAttribute: .unknownAttribute
    case .unknownCategory: .unknownCategory
    case .attributeOfOtherClass: .attributeOfOtherClass
    case .missingCategory: .missingCategory
    case .ambiguousName: .ambiguousName
    case .cycle: .cycle
    case .sharedSubject: .sharedSubject
    case .endlessRework: .endlessRework
    case .chancesSum: .chancesSum
    case .unverifiedPledge: .unverifiedPledge
    case .noCommonHours: .noCommonHours
    case .noStaff: .noStaff
    case .contradiction: .contradiction
    case .unknownCreditList: .unknownCreditList
    }
  }
}
