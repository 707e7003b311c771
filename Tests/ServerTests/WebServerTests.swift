import Foundation
import Synchronization
import Testing

@testable import Server

/// A server that says what it was asked.
private func echo(limits: WebLimits = WebLimits()) throws -> WebServer {
  try WebServer(
    port: 0, limits: limits,
    refusal: { refusal in
      WebResponse(
        status: refusal.status, contentType: "text/plain", bytes: Array("\(refusal)".utf8))
    },
    handler: { request in
      let text = "\(request.method.rawValue) \(request.path) \(request.body.count)"
      return WebResponse(contentType: "text/plain", bytes: Array(text.utf8))
    })
}

@Suite(.ownThread) struct `A server` {
  @Test func `answers with the headers that keep other sites out`() throws {
    let server = try echo()
    defer { server.stop() }
    let answer = try #require(try ask(server.port, "/a/b"))
    #expect(answer.status == 200)
    #expect(answer.text == #"GET ["a", "b"] 0"#)
    let policy = answer.headers["content-security-policy"] ?? ""
    #expect(policy.contains("default-src 'none'"))
    #expect(policy.contains("script-src 'self' 'wasm-unsafe-eval';"))
    #expect(!policy.contains("'unsafe-eval'"))
    #expect(answer.headers["x-content-type-options"] == "nosniff")
    #expect(answer.headers["access-control-allow-origin"] == nil)
  }

  @Test(arguments: [
    "evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", "", "[::1]",
  ])
  func `refuses to be called by another name`(_ host: String) throws {
    let server = try echo()
    defer { server.stop() }
    #expect(try ask(server.port, "/", host: host)?.status == 403)
    #expect(try ask(server.port, "/", host: "localhost:\(server.port)")?.status == 200)
  }

  @Test func `refuses pages of another origin`() throws {
    let server = try echo()
    defer { server.stop() }
    func status(_ method: String, _ headers: String...) throws -> Int? {
      try ask(server.port, method, "/", body: method == "POST" ? "{}" : nil, headers: headers)?
        .status
    }
    #expect(try status("POST", "Origin: http://evil.example") == 403)
    #expect(try status("POST", "Origin: null") == 403)
    #expect(try status("GET", "Origin: https://127.0.0.1:\(server.port)") == 403)
    #expect(try status("POST", "Origin: http://127.0.0.1:\(server.port)") == 200)
    #expect(try status("GET", "Sec-Fetch-Site: cross-site") == 403)
    #expect(try status("POST", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate") == 403)
    #expect(try status("GET", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate") == 200)
    #expect(try status("POST", "Sec-Fetch-Site: same-origin") == 200)
  }

  @Test func `answers three methods`() throws {
    let server = try echo()
    defer { server.stop() }
    #expect(try ask(server.port, "POST", "/x", body: "12345")?.text == #"POST ["x"] 5"#)
    #expect(try ask(server.port, "HEAD", "/x")?.body == [])
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "get"] {
      #expect(try ask(server.port, method, "/x")?.status == 405)
    }
  }

  @Test func `takes bodies up to its limit`() throws {
    var limits = WebLimits()
    limits.mostBodyBytes = 1_000
    let server = try echo(limits: limits)
    defer { server.stop() }
    func post(_ count: Int) throws -> Int? {
      try ask(server.port, "POST", "/", body: String(repeating: "x", count: count))?.status
    }
    #expect(try post(1_000) == 200)
    #expect(try post(1_001) == 413)
    #expect(try post(5_000_000) == 413)
    // A body in chunks does not say how long it is.
    let client = try LoopbackClient(port: server.port)
    let head =
      "POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nTransfer-Encoding: chunked\r\n\r\n"
    let chunk = "400\r\n" + String(repeating: "x", count: 1_024) + "\r\n"
    client.send(head + chunk + chunk + "0\r\n\r\n")
    let received = client.receive(seconds: 10) { Answer($0) != nil }
    #expect(Answer(received)?.status == 413)
  }

  @Test func `does not wait for ever for a body`() throws {
    var limits = WebLimits()
    limits.mostIdleSeconds = 1
    limits.mostRequestSeconds = 1
    let server = try echo(limits: limits)
    defer { server.stop() }
    let head = "POST / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Length: 100000\r\n\r\n"
    let silent = try LoopbackClient(port: server.port)
    silent.send(head)
    // One byte now and then is no silence, and not fast enough either.
    let slow = try LoopbackClient(port: server.port)
    slow.send(head)
    let begun = Date()
    var isOver = false
    while !isOver, begun.timeIntervalSinceNow > -20 {
      slow.send("x")
      isOver = slow.receive(seconds: 0.1).isEmpty && begun.timeIntervalSinceNow < -3
    }
    #expect(Answer(silent.receive(seconds: 20))?.status != 200)
    #expect(Answer(slow.receive(seconds: 1))?.status != 200)
    #expect(try ask(server.port, "/")?.status == 200)
  }

  @Test func `holds two hundred connections at once`() throws {
    let server = try echo()
    defer { server.stop() }
    let body = "{}"
    let clients = try (0..<200).map { _ in try LoopbackClient(port: server.port) }
    for client in clients {
      client.send(
        "POST /x HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\nContent-Length: 2\r\n"
          + "Connection: close\r\n\r\n")
    }
    // All have begun; others are answered meanwhile.
    #expect(try ask(server.port, "/")?.status == 200)
    for client in clients { client.send(body) }
    let answers = clients.map { Answer($0.receive()) }
    #expect(answers.allSatisfy { $0?.status == 200 && $0?.text == #"POST ["x"] 2"# })
  }

  @Test func `cannot be reached by another address of the machine`() throws {
    let server = try echo()
    defer { server.stop() }
    #expect(throws: POSIXError.self) {
      _ = try LoopbackClient(port: server.port, address: UInt32(0x7F00_0002).bigEndian)
    }
  }

  @Test func `does not share its port`() throws {
    let server = try echo()
    defer { server.stop() }
    #expect(throws: WebServerError(number: EADDRINUSE)) {
      _ = try WebServer(
        port: server.port, refusal: { _ in WebResponse(contentType: "", bytes: []) },
        handler: { _ in WebResponse(contentType: "", bytes: []) })
    }
  }
}

@Suite(.ownThread) struct `A stream of events` {
  /// A server that streams what `write` writes.
  private func server(
    _ write: @escaping @Sendable (EventStream) async -> Void
  ) throws -> WebServer {
    try WebServer(
      port: 0, refusal: { _ in WebResponse(status: 400, contentType: "", bytes: []) },
      handler: { _ in WebResponse(events: write) })
  }

  @Test func `arrives in order and ends`() throws {
    let server = try server { stream in
      for i in 1...3 { stream.send("count", "\(i)\nof 3") }
    }
    defer { server.stop() }
    let answer = try #require(try ask(server.port, "/"))
    #expect(answer.headers["content-type"] == "text/event-stream; charset=utf-8")
    let expected = (1...3).map { "event: count\ndata: \($0)\ndata: of 3\n\n" }.joined()
    #expect(answer.text == expected)
  }

  @Test func `does not pile up for a slow reader`() {
    let stream = EventStream()
    stream.send("progress", "1", isReplaceable: true)
    stream.send("progress", "2", isReplaceable: true)
    stream.send("result", "x")
    stream.send("progress", "3", isReplaceable: true)
    guard case .write(let bytes) = stream.next(within: 0) else {
      Issue.record("there is nothing to write")
      return
    }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "event: progress\ndata: 2\n\nevent: result\ndata: x\n\nevent: progress\ndata: 3\n\n")
  }

  @Test(arguments: [true, false])
  func `tells its writer that the reader has gone, or the server stops`(_ readerGoes: Bool) throws {
    let holder = Holder()
    let server = try server { stream in
      stream.send("begun", "")
      while !stream.isGone { try? await Task.sleep(for: .milliseconds(10)) }
      holder.notice()
    }
    let client = try LoopbackClient(port: server.port)
    client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(server.port)\r\n\r\n")
    _ = client.receive { String(decoding: $0, as: UTF8.self).contains("begun") }
    #expect(!holder.isNoticed)
    if readerGoes { client.leave() } else { server.stop() }
    let end = Date(timeIntervalSinceNow: 20)
    while !holder.isNoticed, Date() < end { usleep(10_000) }
    #expect(holder.isNoticed)
    server.stop()
  }

  private final class Holder: Sendable {
    private let state = Atomic<Bool>(false)

    var isNoticed: Bool { state.load(ordering: .relaxed) }

    func notice() { state.store(true, ordering: .relaxed) }
  }
}

@Suite(.ownThread) struct `An answer that takes time` {
  @Test func `is waited for`() throws {
    let server = try WebServer(
      port: 0, refusal: { _ in WebResponse(status: 400, contentType: "", bytes: []) },
      handler: { _ in
        WebResponse(later: { _ in
          try? await Task.sleep(for: .milliseconds(300))
          return WebResponse(status: 201, contentType: "text/plain", bytes: Array("late".utf8))
        })
      })
    defer { server.stop() }
    let answer = try ask(server.port, "/")
    #expect(answer?.status == 201)
    #expect(answer?.text == "late")
  }
}
