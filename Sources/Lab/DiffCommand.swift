internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Simulation

/// `diff`: in what two scenarios, or two designs of one, differ.
struct DiffCommand {
  let session: Session
  let arguments: [String]

  func run() throws(Failure) -> ExitCode {
    let designs = arguments.dropFirst().filter { !isFile($0) }
    if arguments.count > 2, designs.count < 2 {
      let file = arguments.dropFirst().first(where: isFile) ?? ""
      throw session.failure(UsageError.tooMany(.diff, file))
    }
    let files = arguments.count > designs.count + 1 ? arguments : [arguments[0]]
    let output = try session.openOutput(inputs: files)
    let report =
      designs.isEmpty ? try compareFiles() : try compareDesigns(Array(designs))
    try output.finish(
      session.options.json
        ? report.json.text : report.text(session.language, style: session.style))
    return .done
  }

  /// A word with a dot or a slash, or a hyphen alone, is a file: names of designs have none of these.
  private func isFile(_ word: String) -> Bool {
    word == "-" || word.contains { $0 == "." || $0 == "/" }
  }

  private func compareFiles() throws(Failure) -> DifferenceReport {
    let first = try session.readScenario(arguments[0]).scenario
    let second = try session.readScenario(arguments[1]).scenario
    return DifferenceReport(
      first: arguments[0], second: arguments[1],
      groups: [DifferenceReport.Group(differences: first.differences(to: second))])
  }

  /// Two designs, or one and the baseline.
  private func compareDesigns(_ names: [String]) throws(Failure) -> DifferenceReport {
    let (input, scenario) = try session.readScenario(arguments[0])
    let all = (names.count == 1 ? [scenario.study.baseline] : []) + names
    let first = try session.design(all[0], of: scenario)
    let second = try session.design(all[1], of: scenario)
    do throws(CompileError) {
      // Compiling finds what applying the reforms alone does not.
      _ = try StudyCompiler(scenario, designs: [first, second])
      let pair = try DesignPair(scenario, first, second)
      let groups = pair.reaches.map { reach in
        DifferenceReport.Group(
          reforms: reach.reforms,
          differences: scenario.differences(from: reach.before, to: reach.after))
      }
      return DifferenceReport(first: first, second: second, groups: groups)
    } catch {
      throw session.failure(.compile(error), input, scenario)
    }
  }
}
