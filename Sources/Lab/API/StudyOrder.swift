internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import ScenarioFiles

/// A study that the body of a request asks for.
///
/// The body becomes the command line that asks for the same, and is read as one: so that both take the same
/// values, refuse the same ones and give the same results.
struct StudyOrder: Sendable {
  let session: Session
  let command: Command
  let input: ScenarioInput
  let scenario: Scenario
  let request: StudyRequest
  /// The command line, as it is typed into a shell.
  let shownCommand: String

  /// The methods that can be asked for.
  static let methods: [Command] = [
    .compare, .run, .attribute, .sensitivity, .breakEven, .best, .staff, .explore,
  ]

  /// Keys with one value and the flags they stand for.
  private static let flags: [(key: String, flag: Flag)] = [
    ("baseline", .baseline), ("seed", .seed), ("replications", .replications),
    ("precision", .precision), ("worthwhile", .worthwhile), ("points", .points),
    ("input", .input), ("from", .from), ("to", .to), ("threshold", .threshold),
    ("atLeast", .atLeast), ("mostPeople", .most), ("inputsAnalyzed", .inputs),
  ]

  /// Keys with a list of values and the flags that each stands for.
  private static let listFlags: [(key: String, flag: Flag)] = [
    ("switches", .switch), ("outcomes", .outcome), ("levels", .level),
  ]

  /// Keys that say more than a flag.
  private static let otherKeys = [
    "scenario", "text", "method", "designs", "reforms", "inputs", "independent",
  ]

  /// Reads the body of a request.
  ///
  /// - Parameter extra: keys of the body that are not about the study.
  init(_ body: JSONTree, _ api: API, extra: [String] = []) throws(APIFault) {
    try Self.checkKeys(body, extra)
    let word = try body.text("method") ?? Command.compare.rawValue
    guard let command = Self.methods.first(where: { $0.rawValue == word }) else {
      let all = Self.methods.map(\.rawValue)
      throw .badBody(
        "method 不能是“\(word)”；可用：\(all.joined(separator: "、"))",
        "'method' cannot be '\(word)'; it is one of: \(all.joined(separator: ", "))")
    }
    let plain = try api.input(body)
    let designs = try body.texts("designs") ?? []
    let words = try Self.words(body)
    let invocation: Invocation
    do throws(UsageError) {
      invocation = try readCommandLine([command.rawValue] + words + ["--", plain.path] + designs)
      input = try plain.composed(invocation.options.composition)
    } catch { throw APIFault(error) }
    guard let scenario = input.scenario else { throw .invalid(input.diagnostics) }
    self.command = command
    self.scenario = scenario
    session = Session(
      host: api.host, language: .en, options: invocation.options, command: command)
    request = session.request(command, invocation.arguments, scenario)
    shownCommand =
      plain.path == unsavedFile
      ? request.command : request.command.naming(plain.name)
  }

  private static func checkKeys(_ body: JSONTree, _ extra: [String]) throws(APIFault) {
    guard case .object(let members) = body else { return }
    let known = otherKeys + flags.map(\.key) + listFlags.map(\.key) + extra
    for member in members where !known.contains(member.key) {
      let near = nearestName(to: member.key, among: known)
      throw .badBody(
        "请求没有“\(member.key)”这个键" + (near.map { "；是否指“\($0)”？" } ?? "；")
          + "可用：\(known.joined(separator: "、"))",
        "a request has no key '\(member.key)'"
          + (near.map { "; did you mean '\($0)'? It" } ?? "; it")
          + " is one of: \(known.joined(separator: ", "))")
    }
  }

  /// The flags of the command line.
  private static func words(_ body: JSONTree) throws(APIFault) -> [String] {
    var words: [String] = []
    for (key, flag) in flags {
      switch body[key] {
      case nil, .null: break
      case .number(let text), .string(let text): words.append("\(flag.spelling)=\(text)")
      case let other?:
        throw .badBody(
          "“\(key)”应当是一个值，这里是 \(other.shown)", "'\(key)' should be one value, not \(other.shown)")
      }
    }
    for (key, flag) in listFlags {
      words += (try body.texts(key) ?? []).map { "\(flag.spelling)=\($0)" }
    }
    switch body["independent"] {
    case nil, .null, .bool(false): break
    case .bool(true): words.append(Flag.independent.spelling)
    case let other?:
      throw .badBody(
        "independent 应当是 true 或 false，这里是 \(other.shown)",
        "'independent' should be true or false, not \(other.shown)")
    }
    if let reforms = try body.texts("reforms") {
      guard reforms.allSatisfy({ !$0.isEmpty && !$0.contains(",") }) else {
        throw .badBody("reforms 里有空的名称", "a name in 'reforms' is empty or has a comma")
      }
      words.append("\(Flag.reforms.spelling)=\(reforms.joined(separator: ","))")
    }
    switch body["inputs"] {
    case nil, .null: break
    case .object(let members):
      for member in members {
        switch member.value {
        case .string(let text), .number(let text):
          words.append("\(Flag.set.spelling)=\(member.key)=\(text)")
        default:
          throw .badBody(
            "inputs 里“\(member.key)”应当是文字，写法同情景文件",
            "'\(member.key)' in 'inputs' should be a text, written as in a scenario file")
        }
      }
    case let other?:
      throw .badBody(
        "inputs 应当是由路径和值组成的对象，这里是 \(other.shown)",
        "'inputs' should be an object of paths and values, not \(other.shown)")
    }
    return words
  }

  /// A report with the command that makes it again, as pages show it.
  func named(_ report: any StudyReport) -> any StudyReport {
    guard var results = report as? StudyResults else { return report }
    results.manifest.command = shownCommand
    return results
  }

  /// What a study that failed is answered with.
  func fault(_ error: StudyError) -> APIFault {
    if case .compile(let error) = error { return .invalid([input.diagnostic(error)]) }
    return fault { $0.failure(error, input, scenario) }
  }
}

extension String {
  /// The command with a file in the place of `FILE`.
  func naming(_ file: String) -> String {
    replacing(" FILE", with: " \(shellQuoted(file))", maxReplacements: 1)
  }
}
