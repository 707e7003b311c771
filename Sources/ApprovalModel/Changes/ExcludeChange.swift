/// Takes applicants out of the reach of their reform: a negative list.
public struct ExcludeChange: ModelChange, Hashable, Sendable {
  /// Who is taken out.
  public var condition: Condition

  /// Excludes those who meet `condition`.
  public init(condition: Condition) { self.condition = condition }

  static let rank = 10
  var firstMatter: Name { "" }

  // Reach is decided before a route is chosen, so nothing of the model changes here.
  func lower(into lowering: inout Lowering) {}
}
