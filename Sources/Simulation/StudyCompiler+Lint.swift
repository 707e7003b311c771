public import ApprovalModel

/// Something in a scenario that can be run and is probably not meant.
public struct StudyRemark: Hashable, Sendable {
  /// What is remarkable.
  public enum Kind: Hashable, Sendable {
    /// An office has more work than it can do.
    case overload
    /// A matter concerns nobody.
    case unreachedMatter
    /// A reform reaches nobody.
    case unreachedReform
    /// A reform changes nothing in the process.
    case idleReform
    /// What is to stand for a waived matter is nothing that the process has.
    case unknownSubstitute
    /// A limit is shorter than the notice periods within it.
    case shortLimit
    /// A value of grade A whose rule is not in force in the window.
    case ruleNotInForce
    /// A limit without a source: whether its days are working or calendar days cannot be looked up.
    case limitWithoutSource
  }

  /// What is remarkable.
  public var kind: Kind
  /// Where: the input or thing it is about, by the keys that lead to it.
  public var path: String
  /// What it is and why it matters.
  public var message: LocalizedText

  /// A remark about `path`.
  public init(_ kind: Kind, path: String, message: LocalizedText) {
    self.kind = kind
    self.path = path
    self.message = message
  }
}

// What `check` warns of beside errors: found without running.
extension StudyCompiler {
  /// Everything remarkable about the scenario and its designs, each thing once.
  ///
  /// That designs differ in their people without a change of `capacity` is not among it: no other kind
  /// of change can do that.
  public func remarks() -> [StudyRemark] {
    var remarks = unreachedMatters() + evidence() + idleReforms()
    for design in designs.indices {
      for remark in unreachedReforms(design) + unknownSubstitutes(design) + shortLimits(design)
        + overloads(design)
      where !remarks.contains(where: { $0.kind == remark.kind && $0.path == remark.path }) {
        remarks.append(remark)
      }
    }
    return remarks
  }

  private func overloads(_ d: Int) -> [StudyRemark] {
    loads(design: d).compactMap { load in
      let name = designs[d].design.name
      guard load.demanded > 0, (load.share ?? (load.available == nil ? 0 : .infinity)) > 1 else {
        return nil
      }
      // What the office lacks shows in the number, to the whole per cent.
      let percent = load.share.map { "\(Int(($0 * 100).rounded()))%" }
      return StudyRemark(
        .overload, path: "offices.\(load.office)",
        message: LocalizedText(
          zh: "方案“\(name)”中部门“\(load.office)”的预计负荷为 \(percent ?? "无限")，超过人力；排队会越来越长",
          en:
            "in design '\(name)' office '\(load.office)' is loaded to \(percent ?? "more than all") "
            + "of what its people can do; its queue grows without end"))
    }
  }

  private func unreachedMatters() -> [StudyRemark] {
    base.matters.filter { matter in
      // Who comes on a credit list shows in the run.
      let when = Condition(matter.when.tests.filter { !$0.isOnLists })
      return !base.classes.contains { applicants in
        ApplicantCell.cells(of: applicants, by: [when]).contains { $0.share > 0 && $0.meets(when) }
      }
    }.map { matter in
      StudyRemark(
        .unreachedMatter, path: "matters.\(matter.name)",
        message: LocalizedText(
          zh: "没有申请人符合事项“\(matter.name)”的条件（when）",
          en: "no applicant meets the condition ('when') of matter '\(matter.name)'"))
    }
  }

  private func unreachedReforms(_ d: Int) -> [StudyRemark] {
    designs[d].reforms.filter { reform in
      let conditions = reform.parts.flatMap { [$0.reach] + $0.exclusions }
      // Who comes on a credit list shows in the run.
      guard !conditions.contains(where: { $0.tests.contains(where: \.isOnLists) }) else {
        return false
      }
      return !base.classes.contains { applicants in
        ApplicantCell.cells(
          of: applicants, by: conditions, and: reform.uptake?.attributes ?? []
        ).contains { cell in
          cell.share > 0 && reform.parts.contains(where: cell.isReached)
            && (cell.chance(reform.uptake) ?? 1) > 0
        }
      }
    }.map { reform in
      StudyRemark(
        .unreachedReform, path: "reforms.\(reform.name)",
        message: LocalizedText(
          zh: "改革“\(reform.name)”不涉及任何申请人", en: "reform '\(reform.name)' reaches no applicant"))
    }
  }

  /// Reforms without any effect on the process of those whom they reach.
  private func idleReforms() -> [StudyRemark] {
    // What cannot be applied alone was reported, or stands only with others.
    guard let effects = try? scenario.effects(on: scenario.model) else { return [] }
    return scenario.reforms.filter { reform in
      let own = effects.filter { $0.reform.name == reform.name }
      return !own.isEmpty && own.allSatisfy(\.steps.isEmpty) && !sanctionsOthers(reform)
    }.map { reform in
      StudyRemark(
        .idleReform, path: "reforms.\(reform.name)",
        message: LocalizedText(
          zh: "改革“\(reform.name)”没有改变流程中的任何东西",
          en: "reform '\(reform.name)' changes nothing in the process"))
    }
  }

  /// Whether a reform sanctions what others of its designs check.
  private func sanctionsOthers(_ reform: Reform) -> Bool {
    func checks(_ reform: Reform) -> Bool {
      reform.parts.flatMap(\.changes).contains {
        switch $0.kind {
        case .inspect, .commit: true
        default: false
        }
      }
    }
    let sanctions = reform.parts.flatMap(\.changes).contains {
      if case .sanction = $0.kind { true } else { false }
    }
    return sanctions
      && designs.contains { design in
        design.reforms.contains { $0.name == reform.name } && design.reforms.contains(where: checks)
      }
  }

  private func unknownSubstitutes(_ d: Int) -> [StudyRemark] {
    var remarks: [StudyRemark] = []
    for part in designs[d].parts {
      for change in part.changes {
        guard case .waive(let waive) = change.kind, case .substituted(let fact) = waive.reason,
          !designs[d].models.values.contains(where: { reformed in
            reformed.model.matter(fact) != nil
              || reformed.model.ownWork.contains { $0.name == fact }
          })
        else { continue }
        remarks.append(
          StudyRemark(
            .unknownSubstitute, path: "reforms.\(part.name)",
            message: LocalizedText(
              zh:
                "改革“\(part.name)”以“\(fact)”代替事项 \(waive.matters.joined(separator: "、"))，但流程里没有“\(fact)”，没有人会等它",
              en:
                "reform '\(part.name)' lets '\(fact)' stand for \(waive.matters.joined(separator: ", ")), "
                + "but the process has no '\(fact)'; nobody waits for it")))
      }
    }
    return remarks
  }

  private func shortLimits(_ d: Int) -> [StudyRemark] {
    var remarks: [StudyRemark] = []
    for bits in designs[d].models.keys.sorted() {
      for matter in designs[d].models[bits]?.model.matters ?? [] {
        guard case .review = matter.mode, let limit = matter.limits.binding,
          limit.value.workingDays < matter.noticeDays(stoppingClock: false, quantile: 0)
        else { continue }
        remarks.append(
          StudyRemark(
            .shortLimit, path: limit.path,
            message: LocalizedText(
              zh: "事项“\(matter.name)”的时限短于其中计入时限的公示、等候期；它总会超期",
              en:
                "the limit of matter '\(matter.name)' is shorter than the notice periods within its "
                + "clock; it is always exceeded")))
      }
    }
    return remarks
  }

  private func evidence() -> [StudyRemark] {
    var remarks: [StudyRemark] = []
    let window = scenario.study.window
    for input in scenario.inputs {
      let source = scenario.sources.first { $0.name == input.evidence.source }
      // What a reform would bring need not be in force yet.
      let isReform = input.path.hasPrefix("reforms.") || input.path.hasPrefix("switches.")
      if !isReform, input.evidence.grade == .a, case .inForce(let from, let to, _) = source?.status,
        from > window.upperBound || to.map({ $0 < window.lowerBound }) ?? false
      {
        remarks.append(
          StudyRemark(
            .ruleNotInForce, path: input.path,
            message: LocalizedText(
              zh: "“\(input.path)”为 A 级，但其来源“\(source?.name ?? "")”在研究期间不生效",
              en:
                "'\(input.path)' is of grade A, but its source '\(source?.name ?? "")' is not in force "
                + "in the study's window")))
      }
      let isLimit = ["statutory", "promised"].contains {
        input.path.hasSuffix(".limit.\($0)")
      }
      if isLimit, input.evidence.grade == .c, input.evidence.source == nil {
        remarks.append(
          StudyRemark(
            .limitWithoutSource, path: input.path,
            message: LocalizedText(
              zh: "时限“\(input.path)”没有来源，无从查核它是工作日还是日历日",
              en:
                "limit '\(input.path)' has no source, so that nobody can look up whether its days are "
                + "working or calendar days")))
      }
    }
    return remarks
  }
}
