internal import ApprovalModel
internal import Reporting
internal import ScenarioFiles
internal import Server
internal import Simulation

extension API.Route {
  /// The scenarios, without their texts; those with errors are left out.
  static let listScenarios = API.Route(method: .get, path: ["scenarios"]) {
    api, _, _ throws(APIFault) in
    let list = api.shelf.entries.compactMap { api.shelf.listing($0) }
    return WebResponse(
      json: .object([.init("version", .string(productVersion)), .init("scenarios", .array(list))]))
  }

  /// One scenario with its text, reforms, inputs, sources and findings.
  static let showScenario = API.Route(method: .get, path: ["scenarios", "*"]) {
    api, parts, _ throws(APIFault) in
    let input = try api.shelf.input(parts[0])
    return WebResponse(json: .object(try scenarioMembers(input, id: parts[0])))
  }

  /// Saves a text as a new scenario.
  static let saveScenario = API.Route(method: .post, path: ["scenarios"]) {
    api, _, request throws(APIFault) in
    let body = try api.body(request)
    guard let name = try body.text("name"), let text = try body.text("text") else {
      throw .badBody("要写明 name 和 text", "'name' and 'text' are needed")
    }
    let entry = try api.shelf.save(text, as: name)
    return WebResponse(
      status: 201,
      json: .object([.init("id", .string(entry.id)), .init("file", .string(entry.path))]))
  }
}

extension ScenarioInput {
  /// How many warnings reading it gave.
  var warnings: Int { diagnostics.count { $0.severity == .warning } }
}

/// A scenario as a page shows it before anything is run.
///
/// - Throws: that it has errors, with all findings.
func scenarioMembers(_ input: ScenarioInput, id: String) throws(APIFault) -> [JSONValue.Member] {
  guard let scenario = input.scenario else { throw .invalid(input.diagnostics) }
  let explanation: Explanation
  do throws(CompileError) {
    explanation = try Explanation(of: scenario)
  } catch {
    throw .invalid([input.diagnostic(error)])
  }
  let parts = ScenarioParts(explanation)
  let catalogue = Catalogue.find(besideScenario: input.path)
  let text = String(decoding: input.bytes, as: UTF8.self)
  return scenario.listing(id: id, file: input.name, warnings: input.warnings) + [
    .init("text", .string(text)),
    .init(
      "reforms",
      parts.reforms { name in (try? catalogue?.entry(name, sources: [])).flatMap(\.entry)?.does }),
    .init("inputs", parts.inputs), .init("sources", parts.sources),
    .init("diagnostics", .array(input.diagnostics.map(\.json))),
  ]
}
