/// What a request is answered with.
public struct WebResponse: Sendable {
  /// What is sent.
  public enum Body: Sendable {
    /// All of it.
    case bytes([UInt8])
    /// What a task makes of the request, which may take as long as somebody waits for it.
    case later(@Sendable (_ isGone: @escaping @Sendable () -> Bool) async -> WebResponse)
    /// Server-sent events that a task writes until it returns.
    case events(@Sendable (_ stream: EventStream) async -> Void)
  }

  /// The status of HTTP; that of ``Body/later(_:)`` does not count.
  public var status: Int
  /// Besides those that every answer has.
  public var headers: [(name: String, value: String)]
  /// What is sent.
  public var body: Body

  /// An answer of `bytes`.
  public init(
    status: Int = 200, contentType: String, bytes: [UInt8],
    headers: [(name: String, value: String)] = []
  ) {
    self.status = status
    self.headers = [("Content-Type", contentType)] + headers
    body = .bytes(bytes)
  }

  /// An answer that a task makes; it can ask whether nobody waits any more, because the connection was
  /// closed or the server stops.
  public init(
    later: @escaping @Sendable (_ isGone: @escaping @Sendable () -> Bool) async -> WebResponse
  ) {
    status = 200
    headers = []
    body = .later(later)
  }

  /// Server-sent events, which a task writes.
  public init(events: @escaping @Sendable (_ stream: EventStream) async -> Void) {
    status = 200
    headers = [("Content-Type", "text/event-stream; charset=utf-8")]
    body = .events(events)
  }
}

/// Why a request is refused before anybody looks at what it asks for.
public enum WebRefusal: Hashable, Sendable {
  /// The `Host` is not this server: a page elsewhere may have made the browser believe that its own name
  /// leads here.
  case foreignHost
  /// A page of another origin asks.
  case foreignOrigin
  /// The target is none that could be answered.
  case badTarget
  /// The method is none that is answered.
  case unknownMethod
  /// The body is longer than so many bytes.
  case tooLarge(most: Int)

  /// The status of HTTP.
  public var status: Int {
    switch self {
    case .foreignHost, .foreignOrigin: 403
    case .badTarget: 400
    case .unknownMethod: 405
    case .tooLarge: 413
    }
  }
}
