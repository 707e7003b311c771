extension ProcessModel {
  /// Everything about this process that cannot be, in the order of the rules; empty for a sound one.
  ///
  /// `reach` says for whom the process is meant: a table need not have a category that nobody reached
  /// has. A reformed process is checked with the condition of its reforms.
  ///
  /// - Complexity: near linear in the size of the model.
  public func problems(for reach: Condition = .everybody) -> [StructuralProblem] {
    var check = RuleCheck(model: self, reach: reach)
    check.names()
    check.references()
    check.offices()
    check.officeRules()
    check.attributes()
    check.arrivals()
    check.conditions()
    check.chances()
    check.cycles()
    check.quorums()
    check.validity()
    check.subjects()
    check.defects()
    check.pledges()
    check.jointHours()
    check.staff()
    return check.problems
  }
}

extension ProcessModel {
  /// What is wrong with a reference to a result or milestone of this model, or nil; `names` are
  /// matters that reforms add.
  ///
  /// `subject` begins the sentence: "'x' names 'y'".
  public func problem(
    with reference: ResultReference, path: String, subject: LocalizedText, adding names: Set<Name>
  ) -> StructuralProblem? {
    if names.contains(reference.owner),
      reference.milestone == nil || matter(reference.owner) == nil
    {
      return nil
    }
    var check = RuleCheck(model: self, reach: .everybody)
    check.require(reference, path, subject)
    return check.problems.first
  }
}

/// Goes through one model and collects what cannot be; each rule has a file part of its own.
struct RuleCheck {
  let model: ProcessModel
  let reach: Condition
  var problems: [StructuralProblem] = []

  let matterNames: Set<Name>
  let milestones: [Name: [Name]]
  let matterMilestones: [Name: [Name]]
  let officesByName: [Name: Office]

  init(model: ProcessModel, reach: Condition) {
    self.model = model
    self.reach = reach
    matterNames = Set(model.matters.map(\.name)).union(model.aliases.keys)
    var milestones: [Name: [Name]] = [:]
    for work in model.ownWork { milestones[work.name] = work.milestones.map(\.name) }
    self.milestones = milestones
    var matterMilestones: [Name: [Name]] = [:]
    for matter in model.matters where !matter.milestones.isEmpty {
      matterMilestones[matter.name] = matter.milestones
    }
    self.matterMilestones = matterMilestones
    officesByName = Dictionary(
      model.offices.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  mutating func report(
    _ kind: StructuralProblem.Kind, _ path: String, zh: String, en: String,
    hint: LocalizedText? = nil
  ) {
    problems.append(
      StructuralProblem(
        kind: kind, path: path, message: LocalizedText(zh: zh, en: en), hint: hint))
  }

  func didYouMean(
    _ name: String, among candidates: @autoclosure () -> [String]
  ) -> LocalizedText? {
    // Nobody reads hundreds of suggestions, and in a hostile file they would be the dear part.
    guard problems.count < 100 else { return nil }
    let candidates = candidates()
    guard candidates.count <= 2_000 else { return nil }
    return nearestName(to: name, among: candidates.inNameOrder()).map {
      LocalizedText(zh: "是否指“\($0)”？", en: "did you mean '\($0)'?")
    }
  }

  // MARK: Names and references

  mutating func names() {
    for work in model.ownWork where matterNames.contains(work.name) {
      report(
        .ambiguousName, "ownWork.\(work.name)", zh: "“\(work.name)”既是事项又是自行实施工作；请改名",
        en: "'\(work.name)' is both a matter and own work; rename one")
    }
  }

  mutating func references() {
    for matter in model.matters {
      for (key, list) in [("needs", matter.required), ("after", matter.after)] {
        for reference in list {
          require(
            reference, "matters.\(matter.name).\(key).\(reference)",
            LocalizedText(
              zh: "“\(matter.name)”等待“\(reference)”",
              en: "'\(matter.name)' waits for '\(reference)'"))
        }
      }
      if case .pledge(let pledge) = matter.mode {
        for verification in pledge.verifications {
          require(
            verification.at, verification.check.work.path.parentPath.parentPath + ".at",
            LocalizedText(
              zh: "“\(matter.name)”的承诺在“\(verification.at)”核验",
              en: "the pledge of '\(matter.name)' is verified at '\(verification.at)'"))
        }
      }
    }
    for work in model.ownWork {
      for (key, list) in [("needs", work.required), ("after", work.after)] {
        for reference in list {
          require(
            reference, "ownWork.\(work.name).\(key).\(reference)",
            LocalizedText(
              zh: "“\(work.name)”等待“\(reference)”", en: "'\(work.name)' waits for '\(reference)'"))
        }
      }
    }
    for reference in (model.mayOperate ?? []) + model.mayOperateQuorums.flatMap(\.of) {
      require(
        reference, "mayOperate.needs.\(reference)",
        LocalizedText(zh: "开业要有“\(reference)”", en: "operation needs '\(reference)'"))
    }
    for inspection in model.inspections {
      require(
        inspection.at, "\(inspection.check.work.path.parentPath).inspect.\(inspection.at)",
        LocalizedText(
          zh: "在“\(inspection.at)”检查", en: "there is an inspection at '\(inspection.at)'"))
    }
  }

  mutating func require(_ reference: ResultReference, _ path: String, _ subject: LocalizedText) {
    if let known = milestones[reference.owner] {
      guard let milestone = reference.milestone, !known.contains(milestone) else { return }
      let list = known.map { "\(reference.owner).\($0)" }
      report(
        .unknownReference, path, zh: "\(subject.zh)，但“\(reference.owner)”没有节点“\(milestone)”",
        en: "\(subject.en), but '\(reference.owner)' has no milestone '\(milestone)'",
        hint: LocalizedText(
          zh: "节点有 \(list.joined(separator: "、"))", en: "there are \(list.joined(separator: ", "))")
      )
      return
    }
    if matterNames.contains(reference.owner) {
      guard let milestone = reference.milestone else { return }
      let own = matterMilestones[model.aliases[reference.owner] ?? reference.owner] ?? []
      guard own.isEmpty else {
        if !own.contains(milestone) {
          reportUnknown(milestone, of: reference.owner, own, path, subject)
        }
        return
      }
      report(
        .unknownReference, path, zh: "\(subject.zh)，但事项“\(reference.owner)”没有节点",
        en: "\(subject.en), but matter '\(reference.owner)' has no milestones",
        hint: LocalizedText(zh: "请写“\(reference.owner)”", en: "write '\(reference.owner)'"))
      return
    }
    let what =
      reference.milestone == nil
      ? LocalizedText(zh: "没有这个事项", en: "no matter has that name")
      : LocalizedText(zh: "没有这项自行实施工作", en: "no own work has that name")
    report(
      .unknownReference, path, zh: "\(subject.zh)，但\(what.zh)", en: "\(subject.en), but \(what.en)",
      hint: didYouMean(reference.description, among: points))
  }

  private mutating func reportUnknown(
    _ milestone: Name, of matter: Name, _ known: [Name], _ path: String, _ subject: LocalizedText
  ) {
    let list = known.map { "\(matter).\($0)" }
    report(
      .unknownReference, path, zh: "\(subject.zh)，但事项“\(matter)”没有节点“\(milestone)”",
      en: "\(subject.en), but matter '\(matter)' has no milestone '\(milestone)'",
      hint: didYouMean("\(matter).\(milestone)", among: list)
        ?? LocalizedText(
          zh: "节点有 \(list.joined(separator: "、"))",
          en: "there are \(list.joined(separator: ", "))"))
  }

  /// Everything that a reference may name.
  private var points: [Name] {
    matterNames
      + model.matters.flatMap { matter in matter.milestones.map { "\(matter.name).\($0)" } }
      + milestones.flatMap { name, parts in [name] + parts.map { "\(name).\($0)" } }
  }

  // MARK: Offices

  mutating func offices() {
    for matter in model.matters { offices(of: matter) }
    for inspection in model.inspections { offices(of: inspection.check) }
    for application in model.creditLists.compactMap(\.application) {
      office(application.office, "\(application.work.path.parentPath).office")
    }
  }

  private mutating func offices(of matter: Matter) {
    let path = "matters.\(matter.name)"
    office(matter.office, "\(path).office")
    if let check = matter.completeness, check.office != matter.office {
      office(check.office, "\(check.work.path.parentPath).office")
    }
    for (name, work) in matter.worksBesideTheFile where name != matter.office {
      office(name, "\(work.path.parentPath).office")
    }
    for activity in matter.activities {
      guard case .work(let offices, _) = activity.kind, offices != [matter.office] else { continue }
      for name in offices { office(name, "\(path).activities.\(activity.name).offices.\(name)") }
    }
    if let meeting = matter.alongside?.meeting {
      for name in meeting.offices {
        office(name, "\(meeting.work.path.parentPath).offices.\(name)")
      }
    }
    switch matter.mode {
    case .review, .confirmation, .automated: break
    case .filing(let filing): office(filing.office, "\(filing.work.path.parentPath).office")
    case .commitment(let commitment):
      if let signing = commitment.signing {
        office(signing.office, "\(signing.work.path.parentPath).office")
      }
      offices(of: commitment.check)
    case .pledge(let pledge):
      office(pledge.recordOffice, "\(pledge.recordWork.path.parentPath).office")
      for verification in pledge.verifications { offices(of: verification.check) }
    case .merged(let merged):
      for part in merged.parts { offices(of: part) }
    }
  }

  private mutating func offices(of check: FollowUpCheck) {
    for name in check.offices { office(name, "\(check.work.path.parentPath).offices.\(name)") }
    if let publication = check.publication {
      office(publication.office, "\(publication.work.path.parentPath).office")
    }
  }

  mutating func office(_ name: Name, _ path: String) {
    guard !name.isEmpty, officesByName[name] == nil else { return }
    report(
      .unknownOffice, path, zh: "没有名为“\(name)”的部门", en: "no office has the name '\(name)'",
      hint: didYouMean(name, among: Array(officesByName.keys)))
  }

  // MARK: Subjects, defects, pledges

  mutating func subjects() {
    var bySubject: [Name: [Matter]] = [:]
    for matter in model.matters {
      guard let subject = matter.subject else { continue }
      for other in bySubject[subject, default: []] where !other.when.excludes(matter.when) {
        report(
          .sharedSubject, "matters.\(matter.name).subject",
          zh: "“\(other.name)”与“\(matter.name)”都办理“\(subject)”，而且适用于同样的申请人；一条路径上只能有一个",
          en: "'\(other.name)' and '\(matter.name)' both decide on '\(subject)' for the same "
            + "applicants; one route has one of them")
        break
      }
      bySubject[subject, default: []].append(matter)
    }
  }

  mutating func defects() {
    let known = matterNames.union(model.removedMatters)
    for applicants in model.classes {
      for defects in applicants.defects where !known.contains(defects.matter) {
        report(
          .unknownMatter, "applicants.\(applicants.name).defects.\(defects.matter)",
          zh: "“\(applicants.name)”在事项“\(defects.matter)”上有缺陷，但没有这个事项",
          en:
            "'\(applicants.name)' has defects in matter '\(defects.matter)', but no matter has that "
            + "name", hint: didYouMean(defects.matter, among: Array(matterNames)))
      }
    }
    for matter in model.matters {
      for activity in matter.activities {
        for name in activity.detection?.checks ?? [] where !known.contains(name) {
          report(
            .unknownMatter, "matters.\(matter.name).activities.\(activity.name).checks.\(name)",
            zh: "“\(matter.name)”查找事项“\(name)”的缺陷，但没有这个事项",
            en:
              "'\(matter.name)' looks for defects of matter '\(name)', but no matter has that name",
            hint: didYouMean(name, among: Array(matterNames)))
        }
      }
    }
  }

  mutating func pledges() {
    for matter in model.matters {
      guard case .pledge(let pledge) = matter.mode else { continue }
      guard !pledge.verifications.contains(where: { $0.check.rate.isAlwaysOne }) else { continue }
      report(
        .unverifiedPledge, pledge.recordWork.path.parentPath.parentPath + ".verifiedAt",
        zh: "“\(matter.name)”的承诺没有一处核验达到 100%；至少要有一处",
        en:
          "the pledge of '\(matter.name)' is nowhere verified at a rate of 100%; it must be at least "
          + "once")
    }
  }

  // MARK: Hours and staff

  mutating func jointHours() {
    for matter in model.matters {
      for activity in matter.activities {
        guard case .work(let offices, _) = activity.kind else { continue }
        jointHours(offices, "matters.\(matter.name).activities.\(activity.name).offices")
      }
      if let meeting = matter.alongside?.meeting {
        jointHours(meeting.offices, "\(meeting.work.path.parentPath).offices")
      }
      switch matter.mode {
      case .commitment(let commitment): jointHours(commitment.check)
      case .pledge(let pledge):
        for verification in pledge.verifications { jointHours(verification.check) }
      case .merged(let merged) where merged.of.contains(.visit):
        let visits = merged.parts.flatMap(\.activities).filter(\.isVisit)
        jointHours(Set(visits.flatMap(\.offices)).inNameOrder(), "matters.\(matter.name)")
      case .review, .filing, .confirmation, .automated, .merged: break
      }
    }
    for inspection in model.inspections { jointHours(inspection.check) }
  }

  private mutating func jointHours(_ check: FollowUpCheck) {
    jointHours(check.offices, check.work.path.parentPath + ".offices")
  }

  private mutating func jointHours(_ names: [Name], _ path: String) {
    guard names.count > 1 else { return }
    jointPlaces(names, path)
    let offices = names.compactMap { name in model.offices.first { $0.name == name } }
    guard offices.count == names.count else { return }
    let first = offices[0].hours
    guard offices.dropFirst().reduce(first, { $0.common(with: $1.hours) }).minutesPerWorkingDay == 0
    else { return }
    let list = names.inNameOrder()
    report(
      .noCommonHours, path, zh: "\(list.map { "“\($0)”" }.joined(separator: "、"))要一起到场，但没有共同的工作时间",
      en:
        "\(list.map { "'\($0)'" }.joined(separator: " and ")) must be present together, but share "
        + "no hours")
  }

  mutating func staff() {
    let busy = Set(model.matters.flatMap(\.workingOffices))
      .union(model.inspections.flatMap(\.check.workingOffices))
      .union(model.creditLists.compactMap(\.application?.office))
    for office in model.offices where busy.contains(office.name) {
      guard office.staff.value == 0, office.staffing.allSatisfy({ $0.staff.value == 0 }) else {
        continue
      }
      report(
        .noStaff, office.staff.path, zh: "部门“\(office.name)”有工作要做，却没有人",
        en: "office '\(office.name)' has work to do and nobody to do it")
    }
  }
}

extension String {
  /// The path of the block around the value at this path.
  var parentPath: String {
    lastIndex(of: ".").map { String(self[..<$0]) } ?? self
  }
}

extension Activity {
  /// The offices that work on the activity.
  var offices: [Name] {
    switch kind {
    case .work(let offices, _): offices
    case .notice: []
    }
  }
}

extension FollowUpCheck {
  /// The office that makes the check, unless several make it together, and the one that publishes.
  var officesAlone: [Name] {
    (offices.count == 1 ? offices : []) + (publication.map { [$0.office] } ?? [])
  }

  /// Everybody who has something to do for the check.
  var workingOffices: [Name] { offices + (publication.map { [$0.office] } ?? []) }
}

extension Matter {
  /// The offices that alone check after the decision or extend the permit.
  var officesAfterDecision: [Name] {
    var result: [Name] = []
    if let validity, validity.extensions > 0 { result.append(validity.office ?? office) }
    switch mode {
    case .commitment(let commitment): result += commitment.check.officesAlone
    case .pledge(let pledge): result += pledge.verifications.flatMap(\.check.officesAlone)
    case .review, .filing, .confirmation, .automated, .merged: break
    }
    return result
  }

  /// Work for applicants who have not applied yet or need not, from which nobody is turned away.
  var worksBesideTheFile: [(office: Name, work: Input<DurationDistribution>)] {
    (coaching.map { [($0.office, $0.work)] } ?? [])
      + (entitlement.map { [($0.office, $0.work)] } ?? [])
  }

  /// Every office that has something to do for the matter.
  var workingOffices: [Name] {
    var result = activities.flatMap(\.offices) + worksBesideTheFile.map(\.office)
    if let completeness { result.append(completeness.office) }
    if let validity, validity.extensions > 0 { result.append(validity.office ?? office) }
    if let meeting = alongside?.meeting { result += meeting.offices }
    switch mode {
    case .review, .confirmation, .automated: break
    case .filing(let filing): result.append(filing.office)
    case .commitment(let commitment):
      if let signing = commitment.signing { result.append(signing.office) }
      result += commitment.check.workingOffices
    case .pledge(let pledge):
      result.append(pledge.recordOffice)
      result += pledge.verifications.flatMap(\.check.workingOffices)
    case .merged(let merged): result += merged.parts.flatMap(\.workingOffices)
    }
    return result
  }
}

extension WeeklyHours {
  /// The hours that these and `other` share.
  func common(with other: WeeklyHours) -> WeeklyHours {
    WeeklyHours(
      sessions: zip(sessions, other.sessions).map { mine, theirs in
        mine.flatMap { a in
          theirs.compactMap { b in
            let (open, close) = (max(a.open, b.open), min(a.close, b.close))
            return open < close ? Session(open: open, close: close) : nil
          }
        }
      })
  }
}

extension Tabulated<Probability> {
  /// Whether the chance is 100 % for everybody.
  var isAlwaysOne: Bool {
    switch self {
    case .same(let input): input.value == .one
    case .by(_, let entries): entries.allSatisfy { $0.input.value == .one }
    }
  }

  /// The greatest of its chances.
  var greatest: Double {
    switch self {
    case .same(let input): input.value.value
    case .by(_, let entries): entries.map(\.input.value.value).max() ?? 0
    }
  }

  /// The path of the chance, whatever its form.
  var path: String {
    switch self {
    case .same(let input): input.path
    case .by(_, let entries): entries.first?.input.path.parentPath ?? ""
    }
  }
}
