/// An insurance or guarantee stands in for a deposit or a review; its premium is a cost (保函、保险代替).
public struct GuaranteeChange: ModelChange, Hashable, Sendable {
  /// What it stands in for.
  public enum Replaced: Hashable, Sendable {
    /// What the applicant pays to that party.
    case payment(payee: Name)
    /// An activity of the review.
    case activity(Name)
  }

  /// The matters.
  public var matters: [Name]
  /// What it stands in for.
  public var replaces: Replaced
  /// What it costs each time.
  public var premium: Input<Money>
  /// Who pays it.
  public var payer: Name
  /// Who gives the guarantee.
  public var guarantor: Name

  /// A guarantee by `guarantor` in place of `replaces`.
  public init(
    matters: [Name], replaces: Replaced, premium: Input<Money>, payer: Name = "applicant",
    guarantor: Name
  ) {
    self.matters = matters.inNameOrder()
    self.replaces = replaces
    self.premium = premium
    self.payer = payer
    self.guarantor = guarantor
  }

  static let rank = 92
  var firstMatter: Name { matters.first ?? "" }

  func lower(into lowering: inout Lowering) throws(ReformError) {
    for name in matters {
      guard var matter = try lowering.matter(name) else { continue }
      var replaced = false
      try matter.changeReviews(called: name) { (part) throws(ReformError) in
        try lowering.claim(claimed, of: part.name)
        guard takeAway(from: &part) else { return }
        // One guarantee stands for what it replaces in all parts of a merger.
        if !replaced {
          part.payments.append(Payment(amount: premium, payer: payer, payee: guarantor))
        }
        replaced = true
      }
      guard replaced else {
        throw lowering.failure(
          zh: "改革“\(lowering.reform)”用担保代替事项“\(name)”中的一项，但没有这一项",
          en: "reform '\(lowering.reform)' puts a guarantee in the place of something that matter "
            + "'\(name)' does not have")
      }
      lowering.apply(.replaceMatter(matter))
    }
  }

  /// What is taken away, as no other change may set it.
  private var claimed: LocalizedText {
    switch replaces {
    case .payment(let payee): LocalizedText(zh: "付给“\(payee)”的款项", en: "payment to '\(payee)'")
    case .activity(let activity): LocalizedText(zh: "环节“\(activity)”", en: "activity '\(activity)'")
    }
  }

  /// Whether there was something to take away.
  private func takeAway(from matter: inout Matter) -> Bool {
    switch replaces {
    case .payment(let payee):
      let count = matter.payments.count
      matter.payments.removeAll { $0.payer == payer && $0.payee == payee }
      return matter.payments.count < count
    case .activity(let activity):
      let count = matter.activities.count
      matter.activities.removeAll { $0.name == activity }
      return matter.activities.count < count
    }
  }
}
