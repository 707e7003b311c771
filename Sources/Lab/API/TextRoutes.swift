internal import ApprovalModel
internal import Reporting
internal import ScenarioFiles
internal import Server

extension API.Route {
  /// What `check` finds in a text.
  static let check = API.Route(method: .post, path: ["check"]) { api, _, request throws(APIFault) in
    let body = try api.body(request)
    guard let text = try body.text("text") else {
      throw .badBody("要写明 text", "'text' is needed")
    }
    let file = CheckedFile(
      path: try body.text("file") ?? unsavedFile, bytes: Array(text.utf8))
    return WebResponse(
      json: .object([
        .init("diagnostics", .array(file.diagnostics.map(\.json))),
        .init("ok", .bool(file.isValid)),
      ]))
  }

  /// In what two scenarios differ.
  static let diff = API.Route(method: .post, path: ["diff"]) { api, _, request throws(APIFault) in
    let body = try api.body(request)
    func side(_ key: String) throws(APIFault) -> (input: ScenarioInput, scenario: Scenario) {
      guard let side = body[key] else { throw .badBody("要写明 \(key)", "'\(key)' is needed") }
      let input = try api.input(side)
      guard let scenario = input.scenario else { throw .invalid(input.diagnostics) }
      return (input, scenario)
    }
    let (before, after) = (try side("before"), try side("after"))
    let differences = before.scenario.differences(to: after.scenario)
    let report = DifferenceReport(
      first: before.input.name, second: after.input.name, groups: [.init(differences: differences)])
    return WebResponse(
      json: .object([
        .init("differences", .array(differences.map(\.json))),
        .init(
          "text",
          .object([
            .init("zh", .string(report.text(.zh))), .init("en", .string(report.text(.en))),
          ])),
      ]))
  }

  /// The words of reports.
  static let glossary = API.Route(method: .get, path: ["glossary"]) { _, _, _ throws(APIFault) in
    WebResponse(json: glossaryJSON)
  }
}

/// What findings call a text that is in no file.
let unsavedFile = "scenario.yaml"

extension API {
  /// The scenario that a request names by `scenario`, or carries as `text`.
  func input(_ body: JSONTree) throws(APIFault) -> ScenarioInput {
    switch (try body.text("scenario"), try body.text("text")) {
    case (let id?, nil): return try shelf.input(id)
    case (nil, let text?):
      let bytes = Array(text.utf8)
      return shelf.input(withText: bytes) ?? ScenarioInput(path: unsavedFile, bytes: bytes)
    default:
      throw .badBody(
        "要写明 scenario 或 text，只写一个", "either 'scenario' or 'text' is needed, not both")
    }
  }
}
