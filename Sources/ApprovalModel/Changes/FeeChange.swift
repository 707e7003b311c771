/// A fee is moved or removed: what the applicant no longer pays, somebody bears.
public struct FeeChange: ModelChange, Hashable, Sendable {
  /// What becomes of the fee.
  public enum Effect: Hashable, Sendable {
    /// Somebody else pays it.
    case paidBy(Name)
    /// It has another amount; zero for none, which its payee goes without.
    case amount(Input<Money>)
  }

  /// The matters.
  public var matters: [Name]
  /// Who has paid until now.
  public var payer: Name
  /// Who has received; nil: whoever it is.
  public var payee: Name?
  /// What becomes of it.
  public var effect: Effect

  /// Changes what `payer` pays for `matters`.
  public init(matters: [Name], payer: Name = "applicant", payee: Name? = nil, effect: Effect) {
    self.matters = matters.inNameOrder()
    self.payer = payer
    self.payee = payee
    self.effect = effect
  }

  static let rank = 93
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      var isPaid = false
      try matter.changeReviews(called: name) { (part) throws(ReformError) in
        try lowering.claim(
          LocalizedText(zh: "收费（\(payee ?? "全部")）", en: "fees (\(payee ?? "all"))"),
          of: part.name)
        for i in part.payments.indices
        where part.payments[i].payer == payer && (payee == nil || part.payments[i].payee == payee) {
          isPaid = true
          switch effect {
          case .paidBy(let other): part.payments[i].payer = other
          case .amount(let amount): part.payments[i].amount = amount
          }
        }
      }
      guard isPaid else {
        let whom = payee.map { "付给“\($0)”" } ?? "支付"
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”改变事项“\(name)”的收费，但“\(payer)”没有为它\(whom)的款项",
          en: "reform '\(lowering.reform)' changes a fee of matter '\(name)', but '\(payer)' pays "
            + "nothing for it" + (payee.map { " to '\($0)'" } ?? ""))
      }
      lowering.apply(.replaceMatter(matter))
    }
  }
}
