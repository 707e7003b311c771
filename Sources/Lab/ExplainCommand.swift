internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import Simulation

/// `explain`: what a scenario says, for somebody who has not read the file.
struct ExplainCommand {
  let session: Session
  let arguments: [String]

  func run() throws(Failure) -> ExitCode {
    let options = session.options
    let output = try session.openOutput(inputs: [arguments[0]])
    let (input, scenario) = try session.readScenario(arguments[0])
    let design: Design? =
      if arguments.count > 1 { try session.design(arguments[1], of: scenario) } else { nil }
    let explanation: Explanation
    do throws(CompileError) {
      explanation = try Explanation(of: scenario, design)
    } catch {
      throw session.failure(.compile(error), input, scenario)
    }
    var title = scenario.title
    if let design {
      let shown = design.shownTitle
      title = LocalizedText(zh: "\(title.zh)：\(shown.zh)", en: "\(title.en): \(shown.en)")
    }
    let graph = ProcessMapGraph(explanation.map, title: title, language: session.language)
    if let path = options.map { try draw(graph.dot, to: path) }
    if options.dot {
      try output.finish(graph.dot)
    } else if options.json {
      try output.finish(explanation.json.text)
    } else {
      let report = ExplanationReport(
        explanation, language: session.language, style: session.style)
      try output.finish(report.text)
    }
    return .done
  }

  /// Writes the map as SVG, drawn by the `dot` of Graphviz.
  private func draw(_ dot: String, to path: String) throws(Failure) {
    guard path.hasSuffix(".svg") else {
      throw session.failure(
        .usage, "--map 画的是 SVG，文件名要以 .svg 结尾，不能是 \(path)",
        "--map draws SVG; the file's name ends in .svg, unlike \(path)")
    }
    if areSameFile(arguments[0], path) {
      throw session.failure(
        .usage, "--map 会覆盖输入文件 \(path)", "--map would replace the input file \(path)")
    }
    guard let program = ChildProcess(named: "dot", in: session.host.variable("PATH") ?? "") else {
      throw session.failure(
        .environment,
        "没有找到 Graphviz 的 dot，不能画图；请安装（Debian、Ubuntu：apt-get install graphviz），或用 --dot 输出图的文本",
        "the dot program of Graphviz is not installed, so the map cannot be drawn; install it "
          + "(Debian, Ubuntu: apt-get install graphviz), or print the map's text with --dot")
    }
    let end: ChildProcess.End
    do throws(SystemReason) {
      end = try program.run(["-Tsvg"], input: Array(dot.utf8))
    } catch {
      throw session.failure(
        .environment, "不能运行 \(program.path)：\(error.text.zh)",
        "cannot run \(program.path): \(error.text.en)")
    }
    if session.host.stopSignal() != 0 { throw session.stopped() }
    guard end.code == 0 else {
      let reason =
        String(decoding: end.messages, as: UTF8.self).split(separator: "\n").first ?? "-"
      throw session.failure(
        .environment, "\(program.path) 没有画成图：\(reason)",
        "\(program.path) did not draw the map: \(reason)")
    }
    do throws(SystemReason) {
      let file = try OutputFile(path: path)
      try file.write(end.output)
      try file.commit()
    } catch {
      throw session.unwritable(path, error)
    }
  }
}

extension Explanation {
  /// Works out what `scenario` says; `design` stands beside the baseline.
  init(of scenario: Scenario, _ design: Design? = nil) throws(CompileError) {
    let baseline =
      scenario.designs.first { $0.name == scenario.study.baseline }
      ?? Design(name: scenario.study.baseline, reforms: [])
    let compiler = try StudyCompiler(scenario, designs: [baseline] + (design.map { [$0] } ?? []))
    let pair = try DesignPair(scenario, baseline, design ?? baseline)
    let effects: [ReformEffect]
    var limitPaths: [DesignPath] = []
    do throws(ReformError) {
      effects = try scenario.effects(on: scenario.model)
      for design in scenario.designsInOrder {
        let reforms = scenario.reforms.filter { design.reforms.contains($0.name) }
        for (name, path) in try LimitPath.paths(in: scenario.model, under: reforms) {
          limitPaths.append(DesignPath(design: design.name, applicantClass: name, path: path))
        }
      }
    } catch {
      throw .reform(error)
    }
    let shown = pair.reaches.first
    self.init(
      scenario: scenario, baseline: shown?.before ?? scenario.model,
      loads: compiler.loads(design: 0), effects: effects, limitPaths: limitPaths,
      design: design.map { design in
        Chosen(
          name: design.name, title: design.title,
          reaches: pair.reaches.map { $0.reforms.filter(design.reforms.contains) },
          model: shown?.after ?? scenario.model, loads: compiler.loads(design: 1))
      })
  }
}
