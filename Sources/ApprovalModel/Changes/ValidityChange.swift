/// How long a permit stands unused: longer, shorter, for good, with or without extensions.
public struct ValidityChange: ModelChange, Hashable, Sendable {
  /// The matters.
  public var matters: [Name]
  /// The validity; nil: permits no longer lapse.
  public var validity: Validity?

  /// Sets the validity of the permits of `matters`.
  public init(matters: [Name], validity: Validity?) {
    self.matters = matters.inNameOrder()
    self.validity = validity
  }

  static let rank = 94
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      try lowering.claim(LocalizedText(zh: "有效期", en: "validity"), of: matter.name)
      guard validity != nil || matter.validity != nil else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”取消事项“\(name)”的有效期，但它没有有效期",
          en: "reform '\(lowering.reform)' ends the validity of matter '\(name)', which has none")
      }
      matter.validity = validity
      lowering.apply(.replaceMatter(matter))
    }
  }
}
