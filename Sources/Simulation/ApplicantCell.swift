internal import ApprovalModel
internal import Statistics

/// Applicants of one class who are alike in everything that some conditions and tables ask for.
struct ApplicantCell {
  /// Which share of the class they are, before anything is run: nobody is on a credit list yet.
  private(set) var share = 1.0
  private let applicants: ApplicantClass
  private var values: [Name: Value] = [:]

  private enum Value {
    case category(Name)
    case number(Double)
    /// Whether the firm is on a credit list.
    case listed(Bool)

    /// A name that no attribute has.
    static func key(ofList list: Name) -> Name { "list:\(list)" }
  }

  /// The cells of a class: every combination of the categories, number ranges and lists that
  /// `conditions` ask for, and of the categories of `attributes`.
  static func cells(
    of applicants: ApplicantClass, by conditions: [Condition], and attributes: [Name] = []
  ) -> [ApplicantCell] {
    var cells = [ApplicantCell(applicants: applicants)]
    let tests = conditions.flatMap(\.tests)
    for list in Set(tests.filter(\.isOnLists).flatMap(\.lists)).inNameOrder() {
      cells = cells.flatMap { cell in
        [false, true].map { cell.with(Value.key(ofList: list), .listed($0), $0 ? 0 : 1) }
      }
    }
    var wanted = Set(tests.map(\.attribute)).union(attributes)
    // Shares that depend on another attribute need that one as well.
    for attribute in StudyCompiler.drawingOrder(applicants.attributes).reversed() {
      guard wanted.contains(attribute.name) else { continue }
      if case .categoriesBy(let other, _) = attribute.kind { wanted.insert(other) }
    }
    for attribute in StudyCompiler.drawingOrder(applicants.attributes)
    where wanted.contains(attribute.name) {
      let own = tests.filter { $0.attribute == attribute.name }
      cells = cells.flatMap { $0.split(by: attribute, own) }
    }
    return cells
  }

  private init(applicants: ApplicantClass) { self.applicants = applicants }

  private func with(_ name: Name, _ value: Value, _ share: Double) -> ApplicantCell {
    var cell = self
    cell.values[name] = value
    cell.share *= share
    return cell
  }

  private func split(by attribute: Attribute, _ tests: [Condition.Test]) -> [ApplicantCell] {
    switch attribute.kind {
    case .categories(let shares):
      return shares.value.entries.map { with(attribute.name, .category($0.name), $0.share) }
    case .categoriesBy(let other, let table):
      let row = category(of: other).flatMap { category in
        table.first { $0.category == category }
      }
      return attribute.categories.map { name in
        let share = row?.shares.value.entries.first { $0.name == name }?.share ?? 0
        return with(attribute.name, .category(name), share)
      }
    case .number(let input, _): return split(attribute.name, input.value, tests)
    }
  }

  /// The bounds of the tests and the ranges below, between and above them.
  private func split(
    _ name: Name, _ distribution: Distribution, _ tests: [Condition.Test]
  ) -> [ApplicantCell] {
    var bounds: Set<Double> = []
    for test in tests {
      switch test.requirement {
      case .atMost(let bound), .atLeast(let bound): bounds.insert(bound)
      case .oneOf: break
      }
    }
    let sorted = bounds.sorted()
    guard let first = sorted.first, let last = sorted.last else { return [self] }
    func below(_ bound: Double) -> Double { distribution.cumulative(bound.nextDown) }
    func upTo(_ bound: Double) -> Double { distribution.cumulative(bound) }
    var cells = sorted.map { with(name, .number($0), max(0, upTo($0) - below($0))) }
    for (low, high) in zip(sorted, sorted.dropFirst()) {
      cells.append(with(name, .number((low + high) / 2), max(0, below(high) - upTo(low))))
    }
    cells.append(with(name, .number(first - 1), below(first)))
    cells.append(with(name, .number(last + 1), max(0, 1 - upTo(last))))
    return cells
  }

  /// The category of an attribute; nil where the class has none or nobody asked for it.
  func category(of attribute: Name) -> Name? {
    if attribute == "class" { return applicants.name }
    if case .category(let name) = values[attribute] { return name }
    return nil
  }

  /// Whether all tests of a condition that the cells were made by hold.
  func meets(_ condition: Condition) -> Bool {
    condition.tests.allSatisfy { test in
      if test.attribute == "class" {
        if case .oneOf(let names) = test.requirement { return names.contains(applicants.name) }
        return false
      }
      if test.isOnLists {
        let isListed = test.lists.contains { list in
          if case .listed(true) = values[Value.key(ofList: list)] { return true }
          return false
        }
        return isListed == (test.attribute == Condition.onList)
      }
      switch (values[test.attribute], test.requirement) {
      case (.category(let name), .oneOf(let names)): return names.contains(name)
      case (.number(let value), .atMost(let bound)): return value <= bound
      case (.number(let value), .atLeast(let bound)): return value >= bound
      default: return false
      }
    }
  }

  /// The chance of these applicants in a world of inputs.
  func chance(_ chance: Chance?, in world: InputWorld = .declared) -> Double? {
    switch chance {
    case nil: nil
    case .same(let input): world(input)
    case .by(let attribute, let entries):
      entries.first { $0.category == category(of: attribute) }.map { world($0.input) } ?? 0
    }
  }

  /// Whether a reform reaches these applicants, whoever takes it up.
  func isReached(by reform: Reform) -> Bool {
    meets(reform.reach) && !reform.exclusions.contains(where: meets)
  }

  /// The parts of each reform that reach these applicants, one bit for each part of all reforms.
  ///
  /// Whoever takes up a reform takes up all of its parts that are meant for it.
  func partsReached(
    of reforms: [Reform]
  ) -> [(reform: Reform, own: UInt64, all: UInt64)] {
    var place: UInt64 = 0
    return reforms.map { reform in
      var (own, all) = (UInt64(0), UInt64(0))
      for part in reform.parts {
        all |= 1 << place
        if isReached(by: part) { own |= 1 << place }
        place += 1
      }
      return (reform, own, all)
    }
  }

  /// How likely these applicants are reached by those parts of `reforms` alone whose bits are set.
  func chance(ofReach bits: UInt64, _ reforms: [Reform]) -> Double {
    var result = 1.0
    for (reform, own, all) in partsReached(of: reforms) {
      let taken = own == 0 ? 0 : chance(reform.uptake) ?? 1
      switch bits & all {
      case 0: result *= 1 - taken
      case own: result *= taken
      default: return 0
      }
    }
    return result
  }
}

extension Condition.Test {
  /// The credit lists that a test on lists names.
  fileprivate var lists: [Name] {
    if case .oneOf(let names) = requirement { names } else { [] }
  }
}
