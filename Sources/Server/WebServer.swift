internal import CMicroHTTPD
internal import Synchronization

/// How much a server takes.
public struct WebLimits: Hashable, Sendable {
  /// Connections at once; more are closed as they come.
  public var mostConnections = 512
  /// The longest body, bytes.
  public var mostBodyBytes = 8 << 20
  /// How long a connection may be silent while its request comes in, seconds.
  public var mostIdleSeconds = 15
  /// How long a request may take to come in, however busy its sender is, seconds.
  public var mostRequestSeconds = 30

  /// The usual limits.
  public init() {}
}

/// Why a server does not start: the system's error number.
public struct WebServerError: Error, Hashable, Sendable {
  /// The number, such as that of a port that is taken.
  public var number: Int32
}

/// Answers HTTP on the loopback address, one thread a connection.
///
/// No other machine can connect. Every request must name this server as its host and, where a browser
/// states one, as its origin; every answer forbids a page to load anything from elsewhere. The handler is
/// called on the thread of the connection and may block it; it never sees a target that leads out of a
/// folder, nor a body longer than the limit.
public final class WebServer: Sendable {
  /// The port.
  public let port: UInt16
  let limits: WebLimits
  let handler: @Sendable (WebRequest) -> WebResponse
  let refusal: @Sendable (WebRefusal) -> WebResponse
  let threads = ServerThreads()
  private let isEnding = Atomic<Bool>(false)
  /// The daemon's address; 0 when it has ended.
  private let daemon = Atomic<UInt>(0)

  /// Listens from here on, until ``stop()``.
  ///
  /// - Parameters:
  ///   - port: 0 for one that is free.
  ///   - refusal: the answer to what is refused without asking `handler`.
  /// - Throws: ``WebServerError`` when the port cannot be had.
  public init(
    port: UInt16, limits: WebLimits = WebLimits(),
    refusal: @escaping @Sendable (WebRefusal) -> WebResponse,
    handler: @escaping @Sendable (WebRequest) -> WebResponse
  ) throws(WebServerError) {
    let socket = loopback_socket(port)
    guard socket >= 0 else { throw WebServerError(number: -socket) }
    self.port = port_of_socket(socket)
    self.limits = limits
    self.handler = handler
    self.refusal = refusal
    // Given back in `stop()`, when no thread of the daemon is left.
    let context = Unmanaged.passRetained(self).toOpaque()
    guard
      let started = start_daemon(
        socket, UInt32(limits.mostConnections), UInt32(limits.mostIdleSeconds), beginExchange,
        continueExchange, endExchange, context)
    else {
      let number = last_error_number()
      close(socket)
      Unmanaged<WebServer>.fromOpaque(context).release()
      throw WebServerError(number: number == 0 ? EAGAIN : number)
    }
    daemon.store(UInt(bitPattern: started), ordering: .releasing)
  }

  /// Whether the server is about to stop.
  var isStopping: Bool { isEnding.load(ordering: .relaxed) }

  /// Closes every connection and returns when the last thread has ended.
  public func stop() {
    isEnding.store(true, ordering: .relaxed)
    guard let daemon = OpaquePointer(bitPattern: daemon.exchange(0, ordering: .acquiring)) else {
      return
    }
    MHD_stop_daemon(daemon)
    Unmanaged.passUnretained(self).release()
  }

  /// The names under which browsers reach this server.
  func isHere(_ host: String) -> Bool {
    ["127.0.0.1", "localhost"].contains { host == "\($0):\(port)" || (port == 80 && host == $0) }
  }

  /// What every answer says besides its own headers.
  ///
  /// Scripts come from this server alone and are never made from text, WebAssembly is compiled. Styles may
  /// stand in elements and attributes: the chart library writes a style element, and drawings carry style
  /// attributes; a style runs nothing.
  static let headers = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        + "connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
  ]
}

/// Gives memory that is free back to the system: after work that took much, such as a study.
public func giveBackMemory() { trim_memory() }
