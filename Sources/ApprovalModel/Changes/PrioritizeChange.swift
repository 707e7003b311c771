/// Some applicants go first at an office (绿色通道、优先审查); the others wait longer for it.
public struct PrioritizeChange: ModelChange, Hashable, Sendable {
  /// The office.
  public var office: Name
  /// The attribute that decides, or `class`.
  public var attribute: Name
  /// Its categories, the most urgent first; those not listed come last.
  public var order: [Name]

  /// Serves the applicants of `office` by `attribute`, in `order`.
  public init(office: Name, by attribute: Name, order: [Name]) {
    self.office = office
    self.attribute = attribute
    self.order = order
  }

  static let rank = 82
  static let changesOffices = true
  var firstMatter: Name { office }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    var changed = try lowering.office(office)
    try lowering.claim(LocalizedText(zh: "排队次序", en: "order of the queue"), ofOffice: office)
    changed.discipline = .priority(by: attribute, order: order)
    lowering.apply(.replaceOffice(changed))
  }
}
