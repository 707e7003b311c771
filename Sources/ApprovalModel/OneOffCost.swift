/// What a reform costs once, such as training or a new system; what it costs each year is in its changes.
///
/// An assessment done ahead has its own cost, in ``AheadChange``, and is not stated here again.
public struct OneOffCost: Hashable, Sendable {
  /// What is bought, unique within the reform.
  public var name: Name
  /// How much, for the whole reform.
  public var amount: Input<Money>
  /// Who pays.
  public var payer: Name
  /// Who receives; empty where nobody in particular does.
  public var payee: Name

  /// A cost as declared.
  public init(name: Name, amount: Input<Money>, payer: Name, payee: Name = "") {
    self.name = name
    self.amount = amount
    self.payer = payer
    self.payee = payee
  }
}

/// How a study counts money over years.
public struct AccountRules: Hashable, Sendable {
  /// The rate at which a payment a year later is worth less; nil: nothing is discounted and there are
  /// no present values.
  public var discountRate: Input<Probability>?
  /// Over how many years present values go.
  public var years: Int
  /// Payees that give nothing in return, besides the government and the applicant.
  ///
  /// What they receive is moved, not used up. In code-point order.
  public var transfersTo: [Name]

  /// Ten years, nothing discounted, transfers to the government and the applicant alone.
  public init() {
    discountRate = nil
    years = 10
    transfersTo = []
  }

  /// Whether what `payee` receives is moved within society rather than used up.
  public func isTransfer(to payee: Name) -> Bool {
    payee == "government" || payee == "applicant" || transfersTo.contains(payee)
  }
}
