/// Changes that differ by the category of an applicant: by risk, by credit, by class (分级分类).
///
/// Who is of which category is known before a route is chosen, so a tier never lowers: its reform goes
/// into ``Reform/parts``, one for each category. Categories that are left out have no changes of it.
public struct TierChange: ModelChange, Hashable, Sendable {
  /// What the applicants of one category meet.
  public struct Class: Hashable, Sendable {
    /// The category.
    public var category: Name
    /// What is changed for it.
    public var changes: [Change]

    /// Changes for `category`.
    public init(category: Name, changes: [Change]) {
      self.category = category
      self.changes = changes
    }
  }

  /// The attribute that decides, or `class`.
  public var attribute: Name
  /// The categories that are changed for, in code-point order.
  public var classes: [Class]

  /// Changes by the categories of `attribute`.
  public init(by attribute: Name, classes: [Class]) {
    self.attribute = attribute
    self.classes = classes.sorted { $0.category.precedes($1.category) }
  }

  static let rank = 11
  var firstMatter: Name { "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    throw lowering.failure(
      zh:
        "“\(lowering.reform)”按“\(attribute)”分级（tier），但这里不知道申请人属于哪一类；tier 只能直接写在改革的 changes 里，不能写在开关或另一个 tier 里",
      en: "'\(lowering.reform)' has a 'tier' by '\(attribute)' where no applicant is known; a "
        + "'tier' stands in the changes of a reform itself, not in a switch or another 'tier'")
  }
}

extension Reform {
  /// The reform's tiers, in code-point order of their attributes.
  public var tiers: [TierChange] {
    changes.compactMap { if case .tier(let tier) = $0.kind { tier } else { nil } }
      .sorted { $0.attribute.precedes($1.attribute) }
  }

  /// Every change, those of all categories of its tiers too.
  public var allChanges: [Change] {
    changes + tiers.flatMap { $0.classes.flatMap(\.changes) }
  }

  /// What all whom the reform reaches meet: the reform without its tiers.
  public var withoutTiers: Reform {
    var whole = self
    whole.changes.removeAll { if case .tier = $0.kind { true } else { false } }
    return whole
  }

  /// What one category meets beside ``withoutTiers``.
  ///
  /// Name, uptake and exclusions are the reform's: an applicant takes up the reform or does not, once.
  public func part(for category: TierChange.Class, of tier: TierChange) -> Reform {
    var part = self
    part.reach = Condition(
      reach.tests + [
        Condition.Test(attribute: tier.attribute, requirement: .oneOf([category.category]))
      ])
    part.changes =
      changes.filter { if case .exclude = $0.kind { true } else { false } } + category.changes
    return part
  }

  /// The reform as parts that change the same for everybody they reach: what is left without its tiers,
  /// if anything, then one for each category of each tier.
  ///
  /// A reform without tiers is its only part.
  public var parts: [Reform] {
    let tiers = tiers
    guard !tiers.isEmpty else { return [self] }
    let whole = withoutTiers
    let categories = tiers.flatMap { tier in tier.classes.map { part(for: $0, of: tier) } }
    return whole.changes.count > exclusions.count ? [whole] + categories : categories
  }
}
