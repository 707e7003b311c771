internal import CMicroHTTPD
internal import Dispatch
internal import Synchronization

/// One request and its answer, on the thread of its connection.
final class Exchange {
  private let server: WebServer
  private let target: String
  private let begun = DispatchTime.now()
  private var isHeadRead = false
  private var request: WebRequest?
  /// Bytes of the body that have come in.
  private var received = 0
  private var isTooLarge: Bool { received > server.limits.mostBodyBytes }

  init(_ server: WebServer, target: String) {
    self.server = server
    self.target = target
  }

  /// Called with the head, with each part of the body, and at the end of the request.
  ///
  /// - Returns: whether the connection goes on.
  func take(
    _ connection: OpaquePointer, _ method: String, _ data: UnsafeBufferPointer<CChar>
  ) -> Bool {
    guard isHeadRead else {
      isHeadRead = true
      if let refusal = readHead(connection, method) {
        return send(server.refusal(refusal), on: connection)
      }
      return true
    }
    guard data.isEmpty else { return receive(data) }
    guard let request else { return false }
    if isTooLarge {
      return send(server.refusal(.tooLarge(most: server.limits.mostBodyBytes)), on: connection)
    }
    self.request = nil
    return send(server.handler(request), on: connection)
  }

  // MARK: The request

  private func readHead(_ connection: OpaquePointer, _ method: String) -> WebRefusal? {
    func header(_ name: String) -> String? {
      MHD_lookup_connection_value(connection, .HEADER_KIND, name).map { String(cString: $0) }
    }
    guard let host = header("Host"), server.isHere(host) else { return .foreignHost }
    if let origin = header("Origin") {
      guard origin.hasPrefix("http://"), server.isHere(String(origin.dropFirst(7))) else {
        return .foreignOrigin
      }
    }
    // A link from elsewhere may open the page, nothing else; old browsers do not say where from.
    if let site = header("Sec-Fetch-Site"), site != "same-origin", site != "none",
      header("Sec-Fetch-Mode") != "navigate" || method != "GET"
    {
      return .foreignOrigin
    }
    guard let known = WebRequest.Method(rawValue: method) else { return .unknownMethod }
    guard let target = RequestTarget(target) else { return .badTarget }
    let most = server.limits.mostBodyBytes
    if let length = header("Content-Length"), Int(length) ?? .max > most {
      return .tooLarge(most: most)
    }
    let type = header("Content-Type")?.split(separator: ";").first.map { part in
      part.lowercased().filter { $0 != " " && $0 != "\t" }
    }
    request = WebRequest(
      method: known, path: target.path, query: target.query, contentType: type)
    return nil
  }

  private func receive(_ data: UnsafeBufferPointer<CChar>) -> Bool {
    let seconds = (DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds) / 1_000_000_000
    guard seconds < UInt64(server.limits.mostRequestSeconds), !server.isStopping else {
      return false
    }
    received += data.count
    if isTooLarge {
      request?.body = []
      // A body without a stated length can be refused only at its end; what is far too long is cut off.
      return received <= 4 * server.limits.mostBodyBytes
    }
    data.withMemoryRebound(to: UInt8.self) { request?.body += $0 }
    return true
  }

  // MARK: The answer

  private func send(_ answer: WebResponse, on connection: OpaquePointer) -> Bool {
    switch answer.body {
    case .bytes(let bytes):
      let response = bytes.withUnsafeBytes {
        // Copied: the array ends with this call.
        MHD_create_response_from_buffer(
          $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
      }
      return queue(response, answer, on: connection)
    case .later(let work):
      let later = Later()
      Task(executorPreference: server.threads) {
        later.answer = await work { later.isGone }
        later.done.signal()
      }
      let socket = socket_of_connection(connection)
      while later.done.wait(timeout: .now() + .milliseconds(200)) == .timedOut {
        if server.isStopping || is_closed_by_peer(socket) != 0 { later.leave() }
      }
      guard !later.isGone, let found = later.answer else { return false }
      return send(found, on: connection)
    case .events(let work):
      let stream = EventStream()
      Task(executorPreference: server.threads) {
        await work(stream)
        stream.finish()
      }
      without_idle_limit(connection)
      let pump = EventPump(stream, server, socket: socket_of_connection(connection))
      let response = MHD_create_response_from_callback(
        UInt64.max, 65_536, pumpEvents, Unmanaged.passRetained(pump).toOpaque(), endPump)
      return queue(response, answer, on: connection)
    }
  }

  private func queue(
    _ response: OpaquePointer?, _ answer: WebResponse, on connection: OpaquePointer
  ) -> Bool {
    guard let response else { return false }
    defer { MHD_destroy_response(response) }
    for (name, value) in WebServer.headers + answer.headers {
      MHD_add_response_header(response, name, value)
    }
    return MHD_queue_response(connection, UInt32(answer.status), response) == .YES
  }
}

/// What a task makes while the thread of a connection waits for it.
private final class Later: Sendable {
  private let made = Mutex<WebResponse?>(nil)
  private let hasLeft = Atomic<Bool>(false)
  let done = DispatchSemaphore(value: 0)

  var answer: WebResponse? {
    get { made.withLock { $0 } }
    set { made.withLock { $0 = newValue } }
  }

  /// Whether nobody waits any more.
  var isGone: Bool { hasLeft.load(ordering: .relaxed) }

  func leave() { hasLeft.store(true, ordering: .relaxed) }
}

/// Moves the events of a stream into a connection.
private final class EventPump {
  private let stream: EventStream
  private let server: WebServer
  private let socket: Int32
  private var rest: ArraySlice<UInt8> = []
  private var silentMilliseconds = 0

  init(_ stream: EventStream, _ server: WebServer, socket: Int32) {
    self.stream = stream
    self.server = server
    self.socket = socket
  }

  /// Fills `buffer` with what there is, after waiting for it.
  ///
  /// - Returns: how many bytes; less than zero: it is over.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let step = 200
    while rest.isEmpty {
      if server.isStopping || is_closed_by_peer(socket) != 0 { return -2 }
      switch stream.next(within: step) {
      case .write(let bytes): rest = bytes[...]
      case .end: return -1
      case .wait:
        // A comment now and then shows that the connection lives.
        silentMilliseconds += step
        if silentMilliseconds >= 10_000 { rest = Array(":\n\n".utf8)[...] }
      }
    }
    silentMilliseconds = 0
    let count = min(rest.count, buffer.count)
    buffer.copyBytes(from: rest.prefix(count))
    rest = rest.dropFirst(count)
    return count
  }

  func close() { stream.close() }
}

// MARK: What the library calls

/// Called with the target of a request, before anything else is known of it.
func beginExchange(
  _ context: UnsafeMutableRawPointer?, _ target: UnsafePointer<CChar>?, _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  let server = Unmanaged<WebServer>.fromOpaque(context).takeUnretainedValue()
  let exchange = Exchange(server, target: target.map { String(cString: $0) } ?? "")
  return Unmanaged.passRetained(exchange).toOpaque()
}

func continueExchange(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?, _ url: UnsafePointer<CChar>?,
  _ method: UnsafePointer<CChar>?, _ version: UnsafePointer<CChar>?, _ data: UnsafePointer<CChar>?,
  _ size: UnsafeMutablePointer<Int>?, _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
  guard let connection, let size, let exchange = slot?.pointee else { return .NO }
  let part = UnsafeBufferPointer(start: data, count: size.pointee)
  size.pointee = 0
  let goesOn = Unmanaged<Exchange>.fromOpaque(exchange).takeUnretainedValue()
    .take(connection, method.map { String(cString: $0) } ?? "", part)
  return goesOn ? .YES : .NO
}

func endExchange(
  _ context: UnsafeMutableRawPointer?, _ connection: OpaquePointer?,
  _ slot: UnsafeMutablePointer<UnsafeMutableRawPointer?>?, _ reason: MHD_RequestTerminationCode
) {
  guard let exchange = slot?.pointee else { return }
  slot?.pointee = nil
  Unmanaged<Exchange>.fromOpaque(exchange).release()
}

private func pumpEvents(
  _ pump: UnsafeMutableRawPointer?, _ position: UInt64, _ buffer: UnsafeMutablePointer<CChar>?,
  _ most: Int
) -> Int {
  guard let pump, let buffer else { return -2 }
  return Unmanaged<EventPump>.fromOpaque(pump).takeUnretainedValue()
    .fill(UnsafeMutableRawBufferPointer(start: buffer, count: most))
}

private func endPump(_ pump: UnsafeMutableRawPointer?) {
  guard let pump else { return }
  let owned = Unmanaged<EventPump>.fromOpaque(pump)
  owned.takeUnretainedValue().close()
  owned.release()
}
