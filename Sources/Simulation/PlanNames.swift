public import ApprovalModel

/// What is counted in each case; one column of a record each.
public enum CaseCount: Int, CaseIterable, Sendable {
  /// 环节: interactions with an outside body.
  case steps
  /// 材料: documents handed in.
  case materials
  /// 跑动次数: trips of the applicant.
  case trips
  /// 补正: returns for missing paper.
  case corrections
  /// Submissions, and those accepted at the first check.
  case submissions, firstPass
  /// Decisions taken at once, on the spot (即办件).
  case onTheSpot
  /// Approvals after a defect was put right during the review.
  case approvedWithChanges
  /// Refusals and, among them, refusals of compliant applicants; applications made again.
  case refusals, wrongRefusals, reapplications
  /// Checks after the decision, and those that visited the applicant.
  case inspections, visits
  /// Defects found before and after the decision; compliant applicants flagged after it.
  case foundBefore, foundAfter, wrongFindings
  /// Orders to cure, stops, revocations (撤销), land exits.
  case orders, stops, revocations, landExits
  /// Commitments to meet the conditions by a day that was missed.
  case lateCommitments
  /// Milestones built again after a refusal, and milestones lost by one.
  case redone, lost
  /// Decisions by silence: the limit had passed.
  case tacitConsents
  /// Permits that lapsed unused, and extensions granted.
  case lapses, extensions
  /// 1 when the applicant's firm was on a credit list of firms when the need arose.
  case listed
  /// Checks after the decision that were not made because of a cap.
  case sparedChecks
  /// Licences taken away as a penalty (吊销).
  case disqualifications
  /// Results of checks that were due or published, and those published within their limit.
  case resultsDue, publishedInTime
  /// Permits that fell together with another.
  case fallen
}

/// A line of the money accounts: who pays whom, for what.
public struct Account: Hashable, Sendable {
  /// What a payment is for.
  public enum Line: String, CaseIterable, Sendable {
    /// Fees and intermediaries' bills.
    case payment
    /// The applicant's own staff hours at their tariff (Standard Cost Model).
    case ownTime
    /// Each calendar day until operation.
    case holding
    /// Fines.
    case fine
    /// Curing a defect, at the stage at which it was found.
    case cure
    /// An assessment done once for a zone.
    case assessment
  }

  /// Who pays.
  public var payer: Name
  /// Who receives; empty where nobody in particular does.
  public var payee: Name
  /// What for.
  public var line: Line
  /// The matter that asks for it, of payments and own time; empty for other lines.
  public var matter: Name

  /// An account.
  public init(payer: Name, payee: Name = "", line: Line, matter: Name = "") {
    self.payer = payer
    self.payee = payee
    self.line = line
    self.matter = matter
  }
}

/// What the numbers of a plan stand for.
public struct PlanNames: Hashable, Sendable {
  /// The classes, in code-point order.
  public var classes: [Name]
  /// The offices, in code-point order.
  public var offices: [Name]
  /// The matters of all designs, in code-point order.
  public var matters: [Name]
  /// The attributes of each class in drawing order, with their categories (none for a number).
  public var attributes: [[(name: Name, categories: [Name])]]
  /// The money accounts, one column of a record each.
  public var accounts: [Account]

  /// Equal name by name.
  public static func == (a: Self, b: Self) -> Bool {
    a.classes == b.classes && a.offices == b.offices && a.matters == b.matters
      && a.accounts == b.accounts
      && a.attributes.elementsEqual(b.attributes) { x, y in
        x.elementsEqual(y) { $0.name == $1.name && $0.categories == $1.categories }
      }
  }

  /// Hashes the names.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(classes)
    hasher.combine(offices)
    hasher.combine(matters)
    hasher.combine(accounts)
  }
}
