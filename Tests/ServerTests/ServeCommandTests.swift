import Foundation
import Testing

@Suite(.ownThread) struct `The serve command` {
  @Test func `prints its address first and stops by a signal`() throws {
    for (signal, code) in [(SIGINT, Int32(130)), (SIGTERM, 143)] {
      let lab = try ServeProcess()
      #expect(try ask(lab.port, "/api/v1/glossary")?.status == 200)
      #expect(lab.stop(signal) == code)
    }
  }

  @Test func `stops while a study runs and pages wait`() throws {
    let lab = try ServeProcess()
    let client = try LoopbackClient(port: lab.port)
    let body = #"{"scenario": "one-licence", "replications": 20000}"#
    client.send(
      "POST /api/v1/studies HTTP/1.1\r\nHost: 127.0.0.1:\(lab.port)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    _ = client.receive { String(decoding: $0, as: UTF8.self).contains("progress") }
    #expect(lab.stop(SIGTERM) == 143)
  }

  @Test func `says that a port is taken`() throws {
    let lab = try ServeProcess()
    let other = Process()
    other.executableURL = labBinary
    other.arguments = ["serve", "--port", "\(lab.port)"]
    let messages = Pipe()
    other.standardError = messages
    try other.run()
    let said = String(decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    other.waitUntilExit()
    #expect(other.terminationStatus == 6)
    #expect(said.contains("--port"))
  }

  @Test func `takes little memory while nobody asks`() throws {
    let lab = try ServeProcess()
    #expect(try ask(lab.port, "/api/v1/scenarios")?.status == 200)
    #expect(lab.memory > 1 << 20)
    #expect(lab.memory < 60 << 20)
  }

  @Test func `gives the files of the application and nothing else`() throws {
    let lab = try ServeProcess()
    let page = "<!doctype html>"
    for (name, text) in [
      ("index.html", page), ("main.js", "1"), ("secret.txt", "2"), (".x.js", "3"),
    ] {
      try Data(text.utf8).write(to: lab.folder.appending(path: name))
    }
    #expect(try ask(lab.port, "/")?.text == page)
    #expect(
      try ask(lab.port, "/app/main.js")?.headers["content-type"] == "text/javascript; charset=utf-8"
    )
    for path in [
      "/app/secret.txt", "/app/.x.js", "/app/nothing.js", "/app/", "/index.html", "/app/a/b.js",
      "/app/%2e%2e/Package.swift", "/app/../Package.swift", "/Package.swift", "/app/main.js/",
    ] {
      let status = try ask(lab.port, path)?.status
      #expect(path.hasSuffix(".js/") ? status == 200 : status == 404 || status == 400, "\(path)")
    }
    // Without the chart library there are tables; the page is told so.
    #expect(try ask(lab.port, "/app/vega.js")?.code == "no-charts")
    #expect(try ask(lab.port, "POST", "/", body: "{}")?.status == 405)
  }
}
