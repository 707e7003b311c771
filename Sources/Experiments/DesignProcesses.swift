public import ApprovalModel
internal import Simulation

/// The process of a design beside that of the baseline, for the applicants whom most of its reforms reach.
public struct DesignProcess: Hashable, Sendable {
  /// The design.
  public var design: Name
  /// The reforms that reach these applicants.
  public var reforms: [Name]
  /// The largest sets of the design's reforms that reach other applicants.
  public var otherReaches: [[Name]]
  /// The process of these applicants in the baseline.
  public var before: ProcessModel
  /// Their process in the design.
  public var after: ProcessModel
}

extension StudyRequest {
  /// The processes of the designs asked for beside that of the baseline, in the order of reports.
  ///
  /// Cheap: nothing is run.
  ///
  /// - Throws: ``StudyError`` for a design that is not there or cannot be made.
  public func designProcesses() throws(StudyError) -> [DesignProcess] {
    var request = self
    request.compares = true
    if request.scenario.study.warmUp == nil {
      request.scenario.study.warmUp = TimeSpan(0, .calendarDays)
    }
    let study = try StudyRun(request)
    var scenario = study.scenario
    let designs = study.compiler.designs.map(\.design)
    var result: [DesignProcess] = []
    do throws(CompileError) {
      scenario.model = study.compiler.base
      for design in designs.dropFirst() {
        let pair = try DesignPair(scenario, designs[0], design)
        let reaches = pair.reaches.map { $0.reforms.filter(design.reforms.contains) }
        guard let shown = pair.reaches.first else { continue }
        result.append(
          DesignProcess(
            design: design.name, reforms: reaches[0], otherReaches: Array(reaches.dropFirst()),
            before: shown.before, after: shown.after))
      }
      if result.isEmpty {
        let pair = try DesignPair(scenario, designs[0], designs[0])
        if let shown = pair.reaches.first {
          result.append(
            DesignProcess(
              design: designs[0].name, reforms: shown.reforms, otherReaches: [],
              before: shown.before, after: shown.after))
        }
      }
    } catch {
      throw .compile(error)
    }
    return result
  }
}
