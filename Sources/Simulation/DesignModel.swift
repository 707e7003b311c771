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
      var possible = Set(Self.possibleReaches(of: reforms, applicants))
      // Until the last of them holds, an applicant meets those that do.
      for wave in Self.waves(of: parts, scenario.study) {
        possible.formUnion(possible.map { $0 & wave.reaches })
      }
      reaches.append(possible.sorted())
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

  /// From when which parts of reforms hold in a transition study, in order of time; empty where all
  /// hold from the study's date on.
  static func waves(of parts: [Reform], _ study: Study) -> [(from: CivilDate, reaches: UInt64)] {
    guard case .transition(let first) = study.kind, parts.contains(where: { $0.from != nil }) else {
      return []
    }
    let starts = parts.map { $0.from ?? first }
    return Set(starts + [first]).sorted().map { date in
      var reaches: UInt64 = 0
      for (i, start) in starts.enumerated() where start <= date { reaches |= 1 << UInt64(i) }
      return (date, reaches)
    }
  }

  /// The sets of parts of reforms that can reach an applicant of a class together.
  ///
  /// Every combination of the categories and number ranges that the reforms ask for is tried.
  private static func possibleReaches(of reforms: [Reform], _ applicants: ApplicantClass)
    -> [UInt64]
  {
    let conditions = reforms.flatMap(\.parts).flatMap { [$0.reach] + $0.exclusions }
    var result: Set<UInt64> = []
    for cell in ApplicantCell.cells(of: applicants, by: conditions) {
      var sets: [UInt64] = [0]
      for bits in cell.partsReached(of: reforms) where bits.own != 0 {
        sets =
          bits.reform.uptake == nil
          ? sets.map { $0 | bits.own } : sets + sets.map { $0 | bits.own }
      }
      result.formUnion(sets)
    }
    return result.sorted()
  }

  /// The largest sets of `reforms` that can reach one applicant of `model`.
  ///
  /// Each is in code-point order, and none is part of another. The set with most reforms comes first,
  /// then by names.
  /// Reforms that reach nobody are in no set; where all reach nobody, the one set is empty.
  public static func largestReaches(of reforms: [Reform], in model: ProcessModel) -> [[Reform]] {
    // Who is reached may take up everything.
    let parts = reforms.flatMap(\.parts)
    var sets: [Set<Int>] = []
    for applicants in model.classes {
      let conditions = parts.flatMap { [$0.reach] + $0.exclusions }
      for cell in ApplicantCell.cells(of: applicants, by: conditions) {
        let set = Set(parts.indices.filter { cell.isReached(by: parts[$0]) })
        if !sets.contains(set) { sets.append(set) }
      }
    }
    let largest = sets.filter { set in !sets.contains { $0.isStrictSuperset(of: set) } }
    return largest.map { $0.sorted() }.sorted { a, b in
      a.count != b.count ? a.count > b.count : a.lexicographicallyPrecedes(b)
    }.map { set in set.map { parts[$0] } }
  }
}
