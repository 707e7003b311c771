public import ApprovalModel

/// A design with its reforms applied: one reformed process for every set of reforms that can reach
/// an applicant together.
///
/// This is how a reform reaches only some applicants: each applicant goes through the process of the
/// reforms that reach it, and all meet in the same offices.
public struct DesignModel: Sendable {
  /// The design.
  public let design: Design
  /// The reforms of the design, in code-point order; reach bit `i` is reform `i`'s.
  public let reforms: [Reform]
  /// The reformed process of each reach that can occur, by its bits; bits 0: no reform.
  public let models: [UInt64: ReformedModel]
  /// For each class (in code-point order) the reaches that can occur, in order of their bits.
  public let reaches: [[UInt64]]
  /// The offices of the design: they serve everybody, whatever reforms reach an applicant.
  public let offices: [Office]
  /// What applying the reforms noticed, in code-point order of the reforms.
  public let notices: [ReformNotice]

  /// How many reforms one design may have.
  public static let mostReforms = 12

  /// Applies the reforms of `design` to `base`.
  ///
  /// - Throws: ``CompileError`` when a reform cannot be applied or the result breaks a rule.
  public init(_ design: Design, base: ProcessModel, scenario: Scenario) throws(CompileError) {
    self.design = design
    let reforms = scenario.reforms.filter { design.reforms.contains($0.name) }
    self.reforms = reforms
    guard reforms.count <= Self.mostReforms else {
      throw .tooLarge(
        LocalizedText(
          zh: "设计“\(design.name)”有 \(reforms.count) 项改革，最多 \(Self.mostReforms) 项；请拆分",
          en:
            "design '\(design.name)' has \(reforms.count) reforms; at most \(Self.mostReforms) are "
            + "possible, split it"))
    }
    var reaches: [[UInt64]] = []
    var all: Set<UInt64> = [0]
    for applicants in base.classes {
      let possible = Self.possibleReaches(of: reforms, applicants)
      reaches.append(possible)
      all.formUnion(possible)
    }
    self.reaches = reaches
    var models: [UInt64: ReformedModel] = [:]
    var notices: [ReformNotice] = []
    for bits in all.sorted() {
      let chosen = reforms.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { reforms[$0] }
      let reformed: ReformedModel
      do {
        reformed = try base.applying(
          chosen, declared: scenario.model.matters.map(\.name))
      } catch {
        throw .reform(error)
      }
      let reach = Condition(chosen.flatMap(\.reach.tests))
      if let problem = reformed.model.problems(for: reach).first {
        throw .structure(design: design.name, reforms: chosen.map(\.name), problem)
      }
      models[bits] = reformed
      for notice in reformed.notices where !notices.contains(notice) { notices.append(notice) }
    }
    self.models = models
    self.notices = notices
    let shared = reforms.map { reform in
      var shared = reform
      shared.changes = reform.changes.filter(\.changesOffices)
      return shared
    }
    do {
      let declared = scenario.model.matters.map(\.name)
      offices = try base.applying(shared, declared: declared).model.offices
    } catch {
      throw .reform(error)
    }
  }

  /// The sets of reforms that can reach an applicant of a class together.
  ///
  /// Every combination of the categories and number ranges that the reforms ask for is tried.
  private static func possibleReaches(of reforms: [Reform], _ applicants: ApplicantClass)
    -> [UInt64]
  {
    let conditions = reforms.flatMap { [$0.reach] + $0.exclusions }
    var cells: [[Name: Cell]] = [[:]]
    if applicants.firms != nil {
      let lists = Set(conditions.flatMap(\.tests).filter(\.isOnLists).flatMap(\.lists))
      for list in lists.inNameOrder() {
        cells = cells.flatMap { cell in
          [false, true].map { cell.merging([Cell.key(ofList: list): .listed($0)]) { $1 } }
        }
      }
    }
    for attribute in applicants.attributes {
      let tests = conditions.flatMap(\.tests).filter { $0.attribute == attribute.name }
      guard !tests.isEmpty else { continue }
      var values: [Cell] = attribute.categories.map(Cell.category)
      if values.isEmpty {
        var bounds: Set<Double> = []
        for test in tests {
          switch test.requirement {
          case .atMost(let bound), .atLeast(let bound): bounds.insert(bound)
          case .oneOf: break
          }
        }
        let sorted = bounds.sorted()
        values = sorted.map(Cell.number)
        for (low, high) in zip(sorted, sorted.dropFirst()) {
          values.append(.number((low + high) / 2))
        }
        if let first = sorted.first, let last = sorted.last {
          values += [.number(first - 1), .number(last + 1)]
        }
      }
      cells = cells.flatMap { cell in
        values.map { cell.merging([attribute.name: $0]) { $1 } }
      }
    }
    var result: Set<UInt64> = []
    for cell in cells {
      var sets: [UInt64] = [0]
      for (i, reform) in reforms.enumerated() {
        let reached =
          holds(reform.reach, cell, applicants)
          && !reform.exclusions.contains { holds($0, cell, applicants) }
        guard reached else { continue }
        let bit: UInt64 = 1 << UInt64(i)
        sets = reform.uptake == nil ? sets.map { $0 | bit } : sets + sets.map { $0 | bit }
      }
      result.formUnion(sets)
    }
    return result.sorted()
  }

  private enum Cell {
    case category(Name)
    case number(Double)
    /// Whether the firm is on a credit list.
    case listed(Bool)

    /// A name that no attribute has.
    static func key(ofList list: Name) -> Name { "list:\(list)" }
  }

  private static func holds(
    _ condition: Condition, _ cell: [Name: Cell], _ applicants: ApplicantClass
  )
    -> Bool
  {
    condition.tests.allSatisfy { test in
      if test.attribute == "class" {
        if case .oneOf(let names) = test.requirement { return names.contains(applicants.name) }
        return false
      }
      if test.isOnLists {
        let isListed = test.lists.contains { list in
          if case .listed(true) = cell[Cell.key(ofList: list)] { return true }
          return false
        }
        return isListed == (test.attribute == Condition.onList)
      }
      switch (cell[test.attribute], test.requirement) {
      case (.category(let name), .oneOf(let names)): return names.contains(name)
      case (.number(let value), .atMost(let bound)): return value <= bound
      case (.number(let value), .atLeast(let bound)): return value >= bound
      default: return false
      }
    }
  }
}

extension Condition.Test {
  /// The credit lists that a test on lists names.
  fileprivate var lists: [Name] {
    if case .oneOf(let names) = requirement { names } else { [] }
  }
}
