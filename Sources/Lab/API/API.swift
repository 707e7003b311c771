internal import ApprovalModel
internal import Reporting
internal import Server

/// The web API, version 1, and the files of the browser application.
///
/// A request is answered by the route with its path. Each route is a file of this folder; all answer with
/// the engine, the words and the findings of the command line.
struct API: Sendable {
  /// The path of every route begins with these parts.
  static let root = ["api", "v1"]

  let host: Host
  let shelf: ScenarioShelf
  let files: WebFiles
  let studies = StudyRoom()

  /// One thing that can be asked for.
  struct Route: Sendable {
    var method: WebRequest.Method
    /// The parts of the path behind ``API/root``; `*` stands for any one part.
    var path: [String]
    /// Answers a request.
    ///
    /// - Parameter parts: what stood in the places of `*`.
    var answer:
      @Sendable (_ api: API, _ parts: [String], _ request: WebRequest) throws(APIFault) ->
        WebResponse
  }

  /// All routes.
  static let routes: [Route] = [
    .listScenarios, .showScenario, .saveScenario, .check, .diff, .study, .timelines,
    .map, .replay, .plans, .report, .glossary, .listExercises, .showExercise, .showExercisePlan,
  ]

  /// The answer to a request.
  func answer(_ request: WebRequest) -> WebResponse {
    do throws(APIFault) {
      return try found(request)
    } catch {
      return error.response
    }
  }

  private func found(_ request: WebRequest) throws(APIFault) -> WebResponse {
    guard request.path.first == "api" else { return try file(request) }
    let path = Array(request.path.dropFirst(Self.root.count))
    let here =
      request.path.starts(with: Self.root)
      ? Self.routes.filter { $0.path.count == path.count && $0.parts(of: path) != nil } : []
    guard !here.isEmpty else {
      throw APIFault(404, "not-found", zh: "API 没有这个地址", en: "the API has no such path")
    }
    let method = request.method == .head ? .get : request.method
    guard let route = here.first(where: { $0.method == method }),
      let parts = route.parts(of: path)
    else {
      let allowed = here.map(\.method.rawValue).joined(separator: ", ")
      var response = APIFault(
        405, "method-not-allowed", zh: "这个地址只接受 \(allowed)", en: "this path takes \(allowed)"
      ).response
      response.headers.append(("Allow", allowed))
      return response
    }
    if method == .post, request.contentType != "application/json" {
      throw APIFault(
        415, "not-json", zh: "请求的内容要是 JSON（Content-Type: application/json）",
        en: "the body is to be JSON (Content-Type: application/json)")
    }
    return try route.answer(self, parts, request)
  }

  private func file(_ request: WebRequest) throws(APIFault) -> WebResponse {
    guard request.method != .post else {
      var response = APIFault(
        405, "method-not-allowed", zh: "这个地址只接受 GET", en: "this path takes GET"
      ).response
      response.headers.append(("Allow", "GET"))
      return response
    }
    guard let file = files.file(request.path) else { throw files.missing(request.path) }
    return WebResponse(
      contentType: file.type, bytes: file.bytes, headers: [("Cache-Control", "no-cache")])
  }
}

extension API.Route {
  /// What stands in the places of `*`; nil where the path is another one.
  fileprivate func parts(of path: [String]) -> [String]? {
    var parts: [String] = []
    for (own, part) in zip(self.path, path) {
      if own == "*" {
        parts.append(part)
      } else if own != part {
        return nil
      }
    }
    return parts
  }
}

extension API {
  /// The body of a request as JSON.
  ///
  /// - Throws: that it is none, and where.
  func body(_ request: WebRequest) throws(APIFault) -> JSONTree {
    let tree: JSONTree
    do throws(JSONTree.Fault) {
      tree = try JSONTree(request.body)
    } catch {
      throw .badBody(
        "请求的内容不是 JSON：第 \(error.line) 行第 \(error.column) 列，\(error.message.zh)",
        "the body is no JSON: line \(error.line), column \(error.column): \(error.message.en)")
    }
    guard case .object = tree else {
      throw .badBody("请求的内容应当是 JSON 对象", "the body should be a JSON object")
    }
    return tree
  }
}

extension JSONTree {
  /// The whole number under a key, `missing` for none or null.
  ///
  /// - Throws: that something else stands there, or a number that is not in `range`.
  func whole(_ key: String, in range: ClosedRange<Int>, missing: Int) throws(APIFault) -> Int {
    guard let value = self[key], value != .null else { return missing }
    if case .number(let text) = value, let number = Int(text), range.contains(number) {
      return number
    }
    let (low, high) = (range.lowerBound, range.upperBound)
    throw .badBody(
      "“\(key)”应当是 \(low) 到 \(high) 的整数，这里是 \(value.shown)",
      "'\(key)' should be a whole number from \(low) to \(high), not \(value.shown)")
  }

  /// The text under a key, nil for none or null.
  ///
  /// - Throws: that something else stands there.
  func text(_ key: String) throws(APIFault) -> String? {
    switch self[key] {
    case nil, .null: return nil
    case .string(let text): return text
    case let other?:
      throw .badBody(
        "“\(key)”应当是文字，这里是 \(other.shown)", "'\(key)' should be a text, not \(other.shown)")
    }
  }

  /// The texts of the list under a key, nil for none or null.
  ///
  /// - Throws: that something else stands there.
  func texts(_ key: String) throws(APIFault) -> [String]? {
    guard let value = self[key], value != .null else { return nil }
    if case .array(let items) = value {
      let texts = items.compactMap(\.string)
      if texts.count == items.count { return texts }
    }
    throw .badBody(
      "“\(key)”应当是文字的列表，这里是 \(value.shown)",
      "'\(key)' should be a list of texts, not \(value.shown)")
  }
}
