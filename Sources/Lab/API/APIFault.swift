internal import ApprovalModel
internal import Experiments
internal import Reporting
internal import ScenarioFiles
internal import Server

/// Why a request to the API is not answered as it asks.
struct APIFault: Error, Sendable {
  /// The status of HTTP.
  var status: Int
  /// What kind of fault, for programs; listed in `docs/reference/api.md`.
  var code: String
  /// What was found and what to do.
  var message: LocalizedText
  /// What is wrong with a scenario, as `check` says it.
  var diagnostics: [Diagnostic] = []

  init(
    _ status: Int, _ code: String, zh: String, en: String, diagnostics: [Diagnostic] = []
  ) {
    self.status = status
    self.code = code
    message = LocalizedText(zh: zh, en: en)
    self.diagnostics = diagnostics
  }

  /// `{"error": …}`.
  var json: JSONValue {
    .object([
      .init(
        "error",
        .object([
          .init("code", .string(code)), .init("message", message.json),
          .init("diagnostics", .array(diagnostics.map(\.json))),
        ]))
    ])
  }

  var response: WebResponse { WebResponse(status: status, json: json) }
}

extension APIFault {
  /// A body or a part of it that is not what it should be.
  static func badBody(_ zh: String, _ en: String) -> APIFault {
    APIFault(400, "bad-request", zh: zh, en: en)
  }

  /// What was not done with a scenario that has errors.
  enum Undone {
    case run, saved

    fileprivate var words: LocalizedText {
      switch self {
      case .run: LocalizedText(zh: "没有运行", en: "nothing was run")
      case .saved: LocalizedText(zh: "没有保存", en: "nothing was saved")
      }
    }
  }

  /// A scenario that has errors.
  static func invalid(_ diagnostics: [Diagnostic], undone: Undone = .run) -> APIFault {
    let errors = diagnostics.count { $0.severity == .error }
    return APIFault(
      422, "invalid-scenario", zh: "情景有 \(errors) 处错误，\(undone.words.zh)",
      en: "the scenario has \(errors) error\(errors == 1 ? "" : "s"); \(undone.words.en)",
      diagnostics: diagnostics)
  }

  /// What the command line says of the same request.
  init(_ error: UsageError) {
    self.init(400, "bad-request", zh: error.message.zh, en: error.message.en)
  }

  /// How a command line ends that fails for the same reason.
  ///
  /// - Parameter failure: the end in a language.
  init(_ failure: (Language) -> Failure) {
    func sentence(_ language: Language) -> String {
      let line = failure(language).message.split(separator: "\n").first ?? ""
      let prefixes = ["reformlab: ", "错误：", "error: "]
      return prefixes.reduce(String(line)) { text, prefix in
        text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
      }
    }
    let (status, code): (Int, String) =
      switch failure(.en).code {
      case .usage: (400, "bad-request")
      case .invalidInput: (422, "invalid-scenario")
      case .environment: (501, "not-available")
      case .interrupted, .terminated: (503, "stopped")
      default: (500, "internal")
      }
    self.init(status, code, zh: sentence(.zh), en: sentence(.en))
  }

  init(_ refusal: WebRefusal) {
    switch refusal {
    case .foreignHost:
      self.init(
        403, "foreign-host", zh: "请求的主机名不是本机地址；请用启动时显示的地址",
        en: "the request names another host; use the address shown at the start")
    case .foreignOrigin:
      self.init(
        403, "foreign-origin", zh: "请求来自别的网站，不予处理",
        en: "the request comes from a page of another site and is refused")
    case .badTarget:
      self.init(400, "bad-target", zh: "地址有误", en: "the address is malformed")
    case .unknownMethod:
      self.init(
        405, "method-not-allowed", zh: "只接受 GET、HEAD 和 POST",
        en: "only GET, HEAD and POST are answered")
    case .tooLarge(let most):
      self.init(
        413, "too-large", zh: "请求的内容超过 \(most >> 20) MiB",
        en: "the body is larger than \(most >> 20) MiB")
    }
  }
}

extension WebResponse {
  /// A JSON answer, which is never taken from a cache.
  init(status: Int = 200, json: JSONValue) {
    self.init(
      status: status, contentType: "application/json; charset=utf-8",
      bytes: Array(json.line.utf8), headers: [("Cache-Control", "no-store")])
  }
}

extension Diagnostic {
  /// The finding as JSON, the same for `check --json` and the API.
  var json: JSONValue {
    .object([
      .init("code", .string(code.rawValue)), .init("severity", .string(severity.rawValue)),
      .init("file", .string(file)),
      .init("line", position.map { .integer(Int64($0.line)) } ?? .null),
      .init("column", position.map { .integer(Int64($0.column)) } ?? .null),
      .init("length", .integer(Int64(length))), .init("message", message.json),
      .init("hint", hint?.json ?? .null),
    ])
  }
}
