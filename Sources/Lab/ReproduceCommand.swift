internal import ApprovalModel
internal import Experiments
internal import ScenarioFiles
internal import Synchronization

/// `reproduce`: does again what a result says it is of, and compares.
struct ReproduceCommand {
  let session: Session
  let arguments: [String]

  func run() async throws(Failure) -> ExitCode {
    let path = arguments[0]
    let output = try session.openOutput(inputs: arguments)
    let stored = try StoredResult(session: session, path: path)
    if stored.version != productVersion {
      return try differs(
        output,
        LocalizedText(
          zh: "版本不同：\(path) 由 \(stored.version) 算出，现在是 \(productVersion)；请用那个版本重现",
          en:
            "the version differs: \(path) was made by \(stored.version), this is \(productVersion); "
            + "repeat it with that version"))
    }
    let input = try scenario(of: stored)
    let digest = hexadecimal(input.scenario?.digest ?? 0)
    if digest != stored.scenarioDigest {
      return try differs(
        output,
        LocalizedText(
          zh: "情景不同：\(input.path) 的摘要是 \(digest)，\(path) 记的是 \(stored.scenarioDigest)",
          en:
            "the scenario differs: the digest of \(input.path) is \(digest), \(path) names \(stored.scenarioDigest)"
        ))
    }
    let fresh = try await repeated(stored, input)
    let plan = fresh["manifest"]?["planDigest"]?.string ?? ""
    if plan != stored.planDigest {
      return try differs(
        output,
        LocalizedText(
          zh: "编译出的计划不同：现在的摘要是 \(plan)，\(path) 记的是 \(stored.planDigest)",
          en: "the plan differs: its digest is \(plan) now, \(path) names \(stored.planDigest)"))
    }
    // Where an input stands in the file is layout, which the digest does not see.
    if let found = fresh.difference(from: stored.tree, skipping: "position") {
      let (now, then) = (found.here, found.there)
      return try differs(
        output,
        LocalizedText(
          zh: "结果不同：\(found.path) 现在是 \(now ?? "无")，\(path) 里是 \(then ?? "无")",
          en:
            "the result differs: \(found.path) is \(now ?? "nothing") now, \(then ?? "nothing") in \(path)"
        ))
    }
    let count = fresh.leaves
    try output.finish(
      session.text(
        "已重现：\(path) 的 \(count) 个值全部相同（情景 \(input.path)）\n",
        "reproduced: all \(count) values of \(path) are the same (scenario \(input.path))\n"))
    return .done
  }

  private func differs(_ output: Output, _ text: LocalizedText) throws(Failure) -> ExitCode {
    try output.finish(
      session.text("没有重现：\(text.zh)\n", "not reproduced: \(text.en)\n"))
    return .notPassed
  }

  /// The scenario of a result: the file named, or the first with its digest that lies beside it, in
  /// the working folder or beside the catalogue.
  private func scenario(of stored: StoredResult) throws(Failure) -> ScenarioInput {
    let composition =
      session.invocation(ofCommand: stored.command, file: stored.path)?.options.composition
      ?? Composition()
    if arguments.count > 1 { return try session.readScenario(arguments[1], composition).input }
    let folder = stored.path.lastIndex(of: "/").map { String(stored.path[...$0]) } ?? ""
    var folders = [folder]
    if !folder.isEmpty { folders.append("") }
    for place in [stored.path, ""] {
      guard let path = Catalogue.find(besideScenario: place)?.path else { continue }
      folders.append(path.lastIndex(of: "/").map { String(path[...$0]) } ?? "")
    }
    for folder in folders {
      for name in fileNames(in: folder.isEmpty ? "." : folder)
      where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        guard
          let input = try? ScenarioInput(path: belowWorkingFolder(folder + name))
            .composed(composition),
          let scenario = input.scenario,
          hexadecimal(scenario.digest) == stored.scenarioDigest
        else { continue }
        return input
      }
    }
    throw session.failure(
      .invalidInput,
      "没有找到 \(stored.path) 的情景（摘要 \(stored.scenarioDigest)）：它不在结果旁边、当前目录和随附的情景里；请写上文件：reformlab reproduce \(stored.path) FILE",
      "the scenario of \(stored.path) (digest \(stored.scenarioDigest)) is neither beside it, nor in the working folder, nor shipped; name its file: reformlab reproduce \(stored.path) FILE"
    )
  }

  /// The result as this program makes it; nothing is kept or taken from a journal.
  private func repeated(_ stored: StoredResult, _ input: ScenarioInput) async throws(Failure)
    -> JSONTree
  {
    var asked = session
    asked.options.json = true
    asked.options.output = nil
    guard let invocation = asked.invocation(ofCommand: stored.command, file: input.path),
      case .command(let command) = invocation.action
    else { throw stored.noResult }
    let printed = Printed()
    var host = session.host
    host.output = { bytes throws(HostError) in printed.add(bytes) }
    let inner = Session(
      host: host, language: session.language, options: invocation.options, command: command,
      scenarioText: input.bytes, keepsParts: false)
    _ = try await inner.carryOut(invocation)
    do throws(JSONTree.Fault) {
      return try JSONTree(printed.bytes)
    } catch {
      throw session.failure(
        .internalFailure, "程序内部故障，请报告：结果不是 JSON",
        "a fault of the program, please report it: its result is no JSON")
    }
  }
}

/// What a command prints, kept.
private final class Printed: Sendable {
  private let kept = Mutex<[UInt8]>([])

  var bytes: [UInt8] { kept.withLock { $0 } }

  func add(_ bytes: [UInt8]) { kept.withLock { $0 += bytes } }
}

/// A result file: its JSON, and what its manifest says it is of.
private struct StoredResult {
  let path: String
  let tree: JSONTree
  let version: String
  let scenarioDigest: String
  let planDigest: String
  let command: String
  /// What is said of a file that is none.
  let noResult: Failure

  /// Formats up to this one are read.
  private static let format = 1
  /// The commands that write results.
  private static let commands = Command.allCases
    .filter { $0.flags.contains(.json) && $0.flags.contains(.journal) }.map(\.rawValue)
  /// Larger files are no results.
  private static let mostBytes = 1 << 30

  init(session: Session, path: String) throws(Failure) {
    self.path = path
    let bytes: [UInt8]
    let tree: JSONTree
    do throws(SystemReason) {
      bytes = try readFile(path, most: Self.mostBytes)
    } catch {
      throw session.failure(
        .invalidInput, "不能读 \(path)：\(error.text.zh)", "cannot read \(path): \(error.text.en)")
    }
    do throws(JSONTree.Fault) {
      tree = try JSONTree(bytes)
    } catch {
      let place = "\(path):\(error.line):\(error.column)"
      throw session.failure(
        .invalidInput,
        "\(place)：不是研究结果（由以下命令加 --json 写成：\(Self.commands.joined(separator: "、"))）：\(error.message.zh)；请换一个完整的文件",
        "\(place): no result of a study, as written with --json by \(Self.commands.joined(separator: ", ")): \(error.message.en); take a whole file"
      )
    }
    let noResult = session.failure(
      .invalidInput,
      "\(path) 不是研究结果；可以重现的是以下命令加 --json 写成的结果：\(Self.commands.joined(separator: "、"))",
      "\(path) is no result of a study; what can be repeated is written with --json by: \(Self.commands.joined(separator: ", "))"
    )
    if case .number(let text)? = tree["format"], let format = Int(text), format > Self.format,
      tree["manifest"] != nil
    {
      throw session.failure(
        .invalidInput, "\(path) 是格式 \(format) 的结果，本版本只读到格式 \(Self.format)；请改用更新的版本",
        "\(path) is a result of format \(format), this version reads up to \(Self.format); use a newer one"
      )
    }
    func text(_ key: String) throws(Failure) -> String {
      guard let text = tree["manifest"]?[key]?.string else { throw noResult }
      return text
    }
    guard tree["format"] == .number("\(Self.format)") else { throw noResult }
    self.tree = tree
    self.noResult = noResult
    version = try text("version")
    scenarioDigest = try text("scenarioDigest")
    planDigest = try text("planDigest")
    command = try text("command")
  }
}
