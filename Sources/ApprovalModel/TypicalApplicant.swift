internal import Statistics

/// The applicant of a class as announcements imagine it: in each attribute the most frequent category
/// or the median number, on no credit list.
public struct TypicalApplicant: Hashable, Sendable {
  /// The class.
  public let applicantClass: Name
  /// The most frequent category of each attribute that has categories.
  public let categories: [Name: Name]
  /// The median of each attribute that is a number.
  public let numbers: [Name: Double]

  /// The typical applicant of `applicants`; of several most frequent categories the first by name.
  public init(of applicants: ApplicantClass) {
    var categories: [Name: Name] = [:]
    var numbers: [Name: Double] = [:]
    func mostFrequent(_ shares: Shares) -> Name? {
      let most = shares.entries.map(\.share).max()
      return shares.entries.first { $0.share == most }?.name
    }
    var left = applicants.attributes
    while !left.isEmpty {
      let known = categories
      // What depends on another attribute comes after it.
      let next = left.filter { attribute in
        guard case .categoriesBy(let other, _) = attribute.kind else { return true }
        return known[other] != nil || !left.contains { $0.name == other }
      }
      guard !next.isEmpty else { break }
      for attribute in next {
        switch attribute.kind {
        case .categories(let shares): categories[attribute.name] = mostFrequent(shares.value)
        case .categoriesBy(let other, let table):
          let row = table.first { $0.category == known[other] }
          categories[attribute.name] = row.flatMap { mostFrequent($0.shares.value) }
        case .number(let input, _): numbers[attribute.name] = input.value.quantile(0.5)
        }
      }
      left.removeAll { attribute in next.contains { $0.name == attribute.name } }
    }
    applicantClass = applicants.name
    self.categories = categories
    self.numbers = numbers
  }

  /// Whether it meets `condition`.
  public func meets(_ condition: Condition) -> Bool {
    condition.tests.allSatisfy { test in
      if test.attribute == Condition.onList { return false }
      if test.attribute == Condition.notOnList { return true }
      let category = test.attribute == "class" ? applicantClass : categories[test.attribute]
      switch test.requirement {
      case .oneOf(let names): return category.map(names.contains) ?? false
      case .atMost(let most): return numbers[test.attribute].map { $0 <= most } ?? false
      case .atLeast(let least): return numbers[test.attribute].map { $0 >= least } ?? false
      }
    }
  }

  /// Whether a reform reaches it, and as likely as not it takes the reform up.
  public func takes(_ reform: Reform) -> Bool {
    guard meets(reform.reach), !reform.exclusions.contains(where: meets) else { return false }
    return reform.uptake.map(isLikely) ?? true
  }

  /// Whether a chance is 50 % or more for it.
  public func isLikely(_ chance: Chance) -> Bool {
    switch chance {
    case .same(let input): return input.value.value >= 0.5
    case .by(let attribute, let entries):
      let category = attribute == "class" ? applicantClass : categories[attribute]
      return entries.contains { $0.category == category && $0.input.value.value >= 0.5 }
    }
  }
}
