public import ApprovalModel
public import Experiments

/// Applicants as rows of a table (CSV, RFC 4180); `docs/reference/results.md` says what columns mean.
public struct ApplicantTable: Sendable {
  /// The attributes that have a column, in code-point order.
  public let attributes: [Name]

  /// A table of a scenario's applicants: a column for each attribute with categories.
  public init(_ scenario: Scenario) {
    attributes = scenario.categoricalAttributes
  }

  /// The columns that every table has, attributes apart.
  static let columns = [
    "design", "replication", "class", "index", "firm", "need", "ending", "reached", "idleDays",
    "needDays", "needCalendarDays", "throughputDays", "acceptanceToDecisionDays", "officialDays",
    "steps", "materials", "trips", "corrections", "submissions", "cost", "exposureDays", "defects",
    "defectsMissed", "idleChange", "costChange",
  ]

  /// The row under ``columns``.
  static func values(_ row: ApplicantRow) -> [JSONValue] {
    [
      .string(row.design), .integer(Int64(row.replication)), .string(row.applicantClass),
      .integer(row.index), row.firm.map(JSONValue.integer) ?? .null, .string(row.need),
      .string(row.ending.rawValue), .bool(row.isReached), .number(row.idleDays),
      .number(row.needDays), .number(row.needCalendarDays), .optional(row.throughputDays),
      .integer(row.acceptanceDays), .integer(row.officialDays), .integer(row.steps),
      .integer(row.materials), .integer(row.trips), .integer(row.corrections),
      .integer(row.submissions), .number(row.cost), .number(row.exposureDays),
      .integer(row.defects), .integer(row.defectsMissed), .optional(row.idleChange),
      .optional(row.costChange),
    ]
  }

  /// The head: the columns of all tables, then the attributes.
  public var head: String {
    csvRow(ApplicantTable.columns + attributes.map { "attribute:\($0)" })
  }

  /// One applicant; what does not exist is an empty cell.
  public func line(_ row: ApplicantRow) -> String {
    csvRow(
      ApplicantTable.values(row).map(\.cell)
        + attributes.map { name in row.attributes.first { $0.name == name }?.value ?? "" })
  }
}

extension Scenario {
  /// The attributes that have categories, of all classes, in code-point order.
  package var categoricalAttributes: [Name] {
    Set(model.classes.flatMap(\.attributes).filter { !$0.categories.isEmpty }.map(\.name))
      .inNameOrder()
  }
}

extension JSONValue {
  /// The value as a cell of CSV.
  fileprivate var cell: String {
    switch self {
    case .null, .array, .object: ""
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .number(let value): shortestRoundTrip(value) ?? ""
    case .string(let value): value
    }
  }
}
