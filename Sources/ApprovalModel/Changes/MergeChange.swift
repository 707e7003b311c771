/// Forms or visits of several matters become one; every matter keeps its own decision, unless a source
/// provides for one decision in their place.
///
/// Materials add up unless `materials` says what one set holds; a joint visit must assemble its
/// offices; the work comes from the parts' own draws.
public struct MergeChange: ModelChange, Hashable, Sendable {
  /// The parts.
  public var matters: [Name]
  /// The name that answers for all parts.
  public var into: Name
  /// What a reader calls the merged matter.
  public var title: LocalizedText?
  /// What is shared.
  public var of: [Merged.Of]
  /// What is repeated when a part fails.
  public var failing: Merged.Failing
  /// Documents of the one set; nil: those of all parts together.
  public var materials: Input<Int>?
  /// The part whose window takes the one form in; nil: the first that has a completeness check.
  public var lead: Name?

  /// Merges `matters`.
  public init(
    matters: [Name], into: Name, title: LocalizedText? = nil, of: [Merged.Of],
    failing: Merged.Failing,
    materials: Input<Int>? = nil, lead: Name? = nil
  ) {
    self.matters = matters.inNameOrder()
    self.into = into
    self.title = title
    self.of = of
    self.failing = failing
    self.materials = materials
    self.lead = lead
  }

  static let rank = 50
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    guard lowering.model.matter(into) == nil else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”合并为“\(into)”，但已有同名事项；请换一个名称",
        en:
          "reform '\(lowering.reform)' merges into '\(into)', but a matter has that name; choose another"
      )
    }
    if of.contains(.decision) { try checkDecision(lowering) }
    if let lead { try check(lead, lowering) }
    var parts: [Matter] = []
    for name in matters {
      guard let part = try lowering.matter(name) else { continue }
      guard case .review = part.mode else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”合并事项“\(name)”，但它已不是普通审批；只能合并普通审批事项",
          en:
            "reform '\(lowering.reform)' merges matter '\(name)', which is no ordinary review any more; "
            + "only ordinary reviews can be merged")
      }
      guard part.entitlement == nil else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”合并事项“\(name)”，但它对一部分申请人免申即享（entitle），合并后无法只免去其中一项；请只保留一项",
          en:
            "reform '\(lowering.reform)' merges matter '\(name)', which some get without application "
            + "('entitle'), but a merger has one application for all its parts; keep one of the two"
        )
      }
      parts.append(part)
    }
    guard parts.count > 1, let first = parts.first else {
      lowering.notice(
        zh: "合并为“\(into)”的事项只剩不到两个，合并未作改动",
        en: "fewer than two matters are left to merge into '\(into)'")
      return
    }
    let reached = lowering.reach
    for part in parts where part.when.rest(within: reached) != first.when.rest(within: reached) {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”合并“\(first.name)”与“\(part.name)”，但二者适用条件（when）不同",
        en:
          "reform '\(lowering.reform)' merges '\(first.name)' and '\(part.name)', but their 'when' differs"
      )
    }
    for part in parts
    where part.validity != nil || part.limits.tacit || part.limits.escalates != nil {
      lowering.notice(
        zh: "“\(part.name)”并入“\(into)”以后，它的 validity、tacit 和 escalates 不再适用",
        en:
          "'\(part.name)' is merged into '\(into)', where its 'validity', 'tacit' and 'escalates' no "
          + "longer hold")
    }
    var merged = Matter(name: into, nature: first.nature, office: first.office)
    merged.title = title
    // Alike for those reached; together the parts' conditions say for whom all parts are.
    merged.when = parts.dropFirst().reduce(first.when) { $0.and($1.when) }
    let names = parts.map(\.name)
    var waits = Prerequisites()
    for part in parts {
      waits.require(part.needs.filter { !names.contains($0.owner) }, part.quorums)
    }
    waits.replaceInQuorums(names, by: nil)
    for part in parts { waits.wait(part.after.filter { !names.contains($0.owner) }) }
    (merged.needs, merged.quorums, merged.after) = (waits.needs, waits.quorums, waits.after)
    merged.withdrawsOnRefusal =
      Set(parts.flatMap(\.withdrawsOnRefusal)).subtracting(names).inNameOrder()
    merged.materials = materials
    if of.contains(.decision) { merged.reapply = Self.reapplication(of: parts) }
    merged.mode = .merged(Merged(parts: parts, of: of, failing: failing, lead: lead))
    lowering.apply(.mergeMatters(names, into: merged))
  }

  /// Refuses a lead that is no part, or of several forms.
  private func check(_ lead: Name, _ lowering: Lowering) throws(ReformError) {
    guard matters.contains(lead), of.contains(.form) else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”把“\(into)”交给“\(lead)”牵头收件；牵头的须是被合并的事项之一，of 中须有 form",
        en:
          "reform '\(lowering.reform)' lets '\(lead)' take in the one form of '\(into)'; the lead is "
          + "one of the matters merged, and 'of' has form")
    }
  }

  /// Refuses one decision that nothing provides for, or that answers several forms.
  private func checkDecision(_ lowering: Lowering) throws(ReformError) {
    guard lowering.isSourced else {
      throw lowering.failure(
        zh:
          "改革“\(lowering.reform)”把几个事项的决定合并为“\(into)”一个，却没有 source；请写明以什么规定为依据，或从 of 中去掉 decision",
        en: "reform '\(lowering.reform)' merges the decisions on several matters into one, "
          + "'\(into)', without a 'source'; name the rule that provides for it, or take 'decision' "
          + "out of 'of'")
    }
    guard of.contains(.form) else {
      throw lowering.failure(
        zh: "改革“\(lowering.reform)”为“\(into)”只作一个决定，却仍有几份申请；一个决定针对一份申请，请在 of 中加上 form",
        en: "reform '\(lowering.reform)' makes one decision of '\(into)' and leaves several forms; "
          + "one decision answers one form, put 'form' into 'of'")
    }
  }

  /// How the one form is handed in again after a refusal: as often as the strictest part allows, after
  /// the longest of their times; never where a part allows it never.
  private static func reapplication(of parts: [Matter]) -> Reapplication? {
    let all = parts.filter { part in part.activities.contains { $0.detection != nil } }
      .map(\.reapply)
    let stated = all.compactMap(\.self)
    guard stated.count == all.count,
      let longest = stated.map(\.after).max(by: { $0.value.roughDays < $1.value.roughDays })
    else { return nil }
    return Reapplication(after: longest, atMost: stated.map(\.atMost).min() ?? 0)
  }
}

extension TimeSpan {
  /// About how many calendar days the span takes, to tell a longer one from a shorter one.
  fileprivate var roughDays: Double {
    switch unit {
    case .minutes: amount / 1_440
    case .hours: amount / 24
    case .workingDays: amount * 1.4
    case .calendarDays: amount
    case .months: amount * 30
    case .years: amount * 365
    }
  }
}
