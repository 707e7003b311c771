/// A share of the applications is handed in online: no trip, no window, at any hour (网上办).
///
/// The review takes as long as before.
public struct OnlineChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// The share handed in online.
  public var share: Chance

  /// Lets `share` of the applications for `matters` come in online.
  public init(matters: [Name], share: Chance) {
    self.matters = matters.inNameOrder()
    self.share = share
  }

  static let rank = 72
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claim(LocalizedText(zh: "网上申请", en: "online share"), of: matter.name)
      matter.online = share
      lowering.apply(.replaceMatter(matter))
    }
  }
}
