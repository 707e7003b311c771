internal import ApprovalModel
public import Kernel

extension StudyCompiler {
  /// Whether the results of some checks are published, in any design.
  public var publishesResults: Bool {
    designs.contains { design in
      design.models.keys.sorted().contains { bits in
        guard let model = design.models[bits]?.model else { return false }
        return model.inspections.contains { $0.check.publication != nil }
          || model.matters.contains { matter in
            switch matter.mode {
            case .commitment(let commitment): commitment.check.publication != nil
            case .pledge(let pledge):
              pledge.verifications.contains { $0.check.publication != nil }
            case .review, .filing, .confirmation, .automated, .merged: false
            }
          }
      }
    }
  }

  /// Where the numbers of every record of the study stand.
  public var layout: RecordLayout {
    RecordLayout(
      counts: CaseCount.allCases.count, accounts: names.accounts.count,
      attributes: names.attributes.map(\.count).max() ?? 0)
  }

  /// Milliseconds of one working day of the reference calendar.
  public var workingDayMilliseconds: Double { table.dailyMilliseconds(.standard) }

  /// In a transition study, the first instants of the months of the window, with their names.
  public var monthsOfWindow: [(start: Int64, name: String)] {
    guard case .transition = scenario.study.kind else { return [] }
    var months: [(Int64, String)] = []
    var day = scenario.study.window.lowerBound
    while day <= scenario.study.window.upperBound {
      months.append((table.midnight(day), String(day.description.prefix(7))))
      guard let first = CivilDate(year: day.year, month: day.month, day: 1) else { break }
      day = first.adding(months: 1)
    }
    return months
  }

  /// A digest of the plans of all designs: equal for equal numbers, whatever the file looks like.
  public func planDigest(_ world: InputWorld = .declared) throws(CompileError) -> UInt64 {
    var digest: UInt64 = 0x243F_6A88_85A3_08D3
    for d in designs.indices {
      digest = mix(digest ^ (try plan(design: d, world: world).plan.digest))
    }
    return digest
  }
}
