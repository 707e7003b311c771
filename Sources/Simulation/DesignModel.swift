public import ApprovalModel

/// A design with its reforms applied: one reformed process for every set of reforms that can reach
/// an applicant together.
///
/// This is how a reform reaches only some applicants: each applicant goes through the process of the
/// reforms that reach it, and all meet in the same offices.
public struct DesignModel: Sendable {
  /// The design.
  public let design: Design
  /// The reforms of the design, in code-point order.
  public let reforms: [Reform]
  /// What the reforms are for each category of their tiers; reach bit `i` is part `i`'s.
  public let parts: [Reform]
  /// The reformed process of each reach that can occur, by its bits; bits 0: no reform.
  public let models: [UInt64: ReformedModel]
  /// For each class (in code-point order) the reaches that can occur, in order of their bits.
  public let reaches: [[UInt64]]
  /// The offices of the design: they serve everybody, whatever reforms reach an applicant.
  public let offices: [Office]
  /// What applying the reforms noticed, in code-point order of the reforms.
  public let notices: [ReformNotice]

  /// How many reforms one design may have, each category of a tier counted.
  public static let mostReforms = 12

  /// Applies the reforms of `design` to `base`.
  ///
  /// - Throws: ``CompileError`` when a reform cannot be applied or the result breaks a rule.
  public init(_ design: Design, base: ProcessModel, scenario: Scenario) throws(CompileError) {
    self.design = design
    let reforms = scenario.reforms.filter { design.reforms.contains($0.name) }
    self.reforms = reforms
    let parts = reforms.flatMap(\.parts)
    self.parts = parts
    guard parts.count <= Self.mostReforms else {
      let isTiered = parts.count > reforms.count
      throw .tooLarge(
        LocalizedText(
          zh: "设计“\(design.name)”有 \(parts.count) 项改革\(isTiered ? "（tier 的每一类算一项）" : "")，最多 "
            + "\(Self.mostReforms) 项；请拆分",
          en:
            "design '\(design.name)' has \(parts.count) reforms"
            + "\(isTiered ? ", each category of a 'tier' counted" : ""); at most "
            + "\(Self.mostReforms) are possible, split it"))
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
      let chosen = parts.indices.filter { bits >> UInt64($0) & 1 == 1 }.map { parts[$0] }
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
    let shared = parts.map { reform in
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

  /// The reforms that reach nobody where all reaches that occur have only the bits of `reached`.
  public func reformsReachingNobody(of reached: UInt64) -> [Name] {
    reforms.map(\.name).filter { name in
      !parts.indices.contains { parts[$0].name == name && reached >> UInt64($0) & 1 == 1 }
    }
  }

  /// The sets of parts of reforms that can reach an applicant of a class together.
  ///
  /// Every combination of the categories and number ranges that the reforms ask for is tried.
  private static func possibleReaches(of reforms: [Reform], _ applicants: ApplicantClass)
    -> [UInt64]
  {
    let conditions = reforms.flatMap(\.parts).flatMap { [$0.reach] + $0.exclusions }
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
      var place: UInt64 = 0
      for reform in reforms {
        // Whoever takes up a reform takes up all of its parts that are meant for it.
        var bits: UInt64 = 0
        for part in reform.parts {
          let reached =
            holds(part.reach, cell, applicants)
            && !part.exclusions.contains { holds($0, cell, applicants) }
          if reached { bits |= 1 << place }
          place += 1
        }
        guard bits != 0 else { continue }
        sets = reform.uptake == nil ? sets.map { $0 | bits } : sets + sets.map { $0 | bits }
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
