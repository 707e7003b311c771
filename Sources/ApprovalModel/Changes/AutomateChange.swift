/// A rule engine decides the eligible share at once (秒批、智能审批); the rest stays manual.
///
/// Papers, documents and the trip to hand them in stay as they are, and so do corrections: the machine
/// looks at the same papers. Nobody is refused by the machine alone.
public struct AutomateChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// What the machine does.
  public var automation: Automation

  /// Automates `matters`.
  public init(matters: [Name], automation: Automation) {
    self.matters = matters.inNameOrder()
    self.automation = automation
  }

  static let rank = 43
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claimMode(of: matter.name)
      guard automation.catches != nil || matter.activities.allSatisfy({ $0.detection == nil })
      else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”自动审批事项“\(name)”，而它的审查会发现缺陷；请写 catches，说明规则能发现其中多少",
          en: "reform '\(lowering.reform)' automates matter '\(name)', whose review finds defects; "
            + "state by 'catches' what of them the rules find")
      }
      matter.mode = .automated(automation)
      lowering.apply(.replaceMatter(matter))
    }
  }
}
