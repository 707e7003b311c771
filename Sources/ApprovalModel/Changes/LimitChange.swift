/// A promised limit, as days or as a share of the statutory one.
///
/// Work is not made shorter by it.
public struct LimitChange: ModelChange, Hashable, Sendable {
  /// What is promised.
  public enum Promise: Hashable, Sendable {
    /// A limit of its own.
    case span(Input<TimeSpan>)
    /// A share of the statutory limit, rounded up to whole days.
    case shareOfStatutory(Input<Probability>)
  }

  /// The matters.
  public var matters: [Name]
  /// The promised limit.
  public var promise: Promise

  /// Promises a limit for `matters`.
  public init(matters: [Name], promise: Promise) {
    self.matters = matters.inNameOrder()
    self.promise = promise
  }

  /// Days rounded up; a binary fraction a hair above a whole number is that number.
  static func wholeDays(_ days: Double) -> Double { (days - 1e-9).rounded(.up) }

  static let rank = 83
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claim(LocalizedText(zh: "承诺时限", en: "promised limit"), of: matter.name)
      switch promise {
      case .span(let span): matter.limits.promised = span
      case .shareOfStatutory(let share):
        guard let statutory = matter.limits.statutory else {
          throw lowering.failure(
            zh: "改革“\(lowering.reform)”按法定时限的比例承诺“\(name)”，但该事项没有法定时限",
            en: "reform '\(lowering.reform)' promises a share of the statutory limit of '\(name)', "
              + "which has none")
        }
        var promised = statutory
        promised.value.amount = Self.wholeDays(statutory.value.amount * share.value.value)
        promised.path = share.path
        promised.evidence = share.evidence
        promised.evidence.range = nil
        matter.limits.promised = promised
      }
      lowering.apply(.replaceMatter(matter))
    }
  }
}
