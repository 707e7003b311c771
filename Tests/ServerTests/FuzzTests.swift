import Foundation
import Testing

/// A client that sends what no proper one would, a bounded number of times, the same every time.
@Suite(.ownThread) struct `A client out of order` {
  /// SplitMix64.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let routes = [
    "scenarios", "scenarios/x", "check", "diff", "studies", "glossary", "x",
  ]

  /// A request that has something wrong with it.
  private func request(_ port: UInt16, _ dice: inout Dice) -> [UInt8] {
    func body(_ text: String, _ route: String, length: Int? = nil) -> String {
      "POST /api/v1/\(route) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(length ?? text.utf8.count)\r\nConnection: close\r\n\r\n\(text)"
    }
    func line(_ target: String) -> String {
      "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
    }
    let route = Self.routes.randomElement(using: &dice) ?? ""
    switch Int.random(in: 0..<16, using: &dice) {
    case 0:
      return (0..<Int.random(in: 1...4_000, using: &dice)).map { _ in
        UInt8.random(in: 0...255, using: &dice)
      }
    case 1:
      let whole = Array(body(#"{"scenario": "one-licence", "replications": 1}"#, route).utf8)
      return Array(whole.prefix(Int.random(in: 0..<whole.count, using: &dice)))
    case 2:
      let big = String(repeating: "x", count: Int.random(in: 1...200_000, using: &dice))
      return Array("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nX-Big: \(big)\r\n\r\n".utf8)
    case 3:
      let many = (0..<2_000).map { "X-\($0): y\r\n" }.joined()
      return Array("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(many)\r\n".utf8)
    case 4:
      let signs = Array("{}[]\",:0123456789.eE+-truefalsn \\u\u{1}".utf8)
      let text = (0..<200).map { _ in signs.randomElement(using: &dice) ?? 0 }
      return Array(body(String(decoding: text, as: UTF8.self), route).utf8)
    case 5: return Array(body(String(repeating: "[{\"a\":", count: 50_000), route).utf8)
    case 6:
      let wrong = ["5", "null", "[]", "{}", "true", "\"x\"", "1e999", "-0", "{\"a\":[]}"]
      let value = wrong.randomElement(using: &dice) ?? ""
      let keys = [
        "scenario", "text", "method", "designs", "reforms", "inputs", "seed", "name", "before",
      ]
      let key = keys.randomElement(using: &dice) ?? ""
      return Array(body("{\"scenario\":\"one-licence\",\"\(key)\":\(value)}", route).utf8)
    case 7: return Array(line("/" + String(repeating: "a", count: 100_000)).utf8)
    case 8: return Array(line("/app/" + String(repeating: "../", count: 30) + "etc/passwd").utf8)
    case 9:
      return Array(line("/app/" + String(repeating: "%2e%2e%2f", count: 30) + "etc/passwd").utf8)
    case 10: return Array("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".utf8)
    case 11:
      return Array(
        "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nOrigin: http://evil.example\r\n\r\n"
          .utf8)
    case 12:
      return Array(body("{", route, length: [-1, 99, 1 << 40].randomElement(using: &dice)).utf8)
    case 13:
      return Array(
        ("POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "FFFFFFFFFFFFFFFF\r\nx\r\n").utf8)
    case 14:
      let noise = (0..<300).map { _ in Unicode.Scalar(UInt8.random(in: 1...255, using: &dice)) }
      let text = String(
        String.UnicodeScalarView(noise.filter { $0 != "\"" && $0 != "\\" && $0.value >= 32 }))
      return Array(body("{\"text\":\"format: 1\\n\(text)\"}", "check").utf8)
    default: return Array("GET\r\n\r\n GET / HTTP/9.9\r\nHost\r\n\r\n".utf8)
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `does not hurt`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    var dice = Dice(state: 20_260_712)
    func round(_ count: Int) throws {
      for _ in 0..<count {
        let client = try LoopbackClient(port: lab.port)
        client.send(request(lab.port, &dice))
        if Bool.random(using: &dice) {
          let answer = Answer(client.receive(seconds: 0.2) { Answer($0) != nil })
          if let answer { #expect(answer.status >= 200 && answer.status < 500) }
        }
      }
    }
    // Warms up what is kept on purpose.
    try round(300)
    #expect(try ask(lab.port, "/api/v1/scenarios")?.status == 200)
    let before = lab.memory
    try round(1_200)
    #expect(lab.process.isRunning)
    let answer = try ask(lab.port, "/api/v1/scenarios/one-licence")
    #expect(answer?.status == 200)
    #expect(lab.memory < before + 32 << 20)
    #expect(lab.stop() == 143)
  }

  @Test func `may be two hundred at once`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    let text = try shortScenario()
    let object = try JSONSerialization.data(withJSONObject: ["text": text])
    let body = String(decoding: object, as: UTF8.self)
    let clients = try (0..<200).map { _ in try LoopbackClient(port: lab.port) }
    for (i, client) in clients.enumerated() {
      let request =
        i % 2 == 0
        ? "GET /api/v1/scenarios/one-licence HTTP/1.1\r\nHost: 127.0.0.1:\(lab.port)\r\n"
          + "Connection: close\r\n\r\n"
        : "POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:\(lab.port)\r\nConnection: close\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
      client.send(request)
    }
    let answers = clients.map { Answer($0.receive()) }
    #expect(answers.allSatisfy { $0?.status == 200 })
    #expect(try ask(lab.port, "/api/v1/scenarios")?.status == 200)
  }
}
