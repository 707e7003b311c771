import Foundation
import Testing

@testable import Lab

@Suite(.ownThread) struct `A study over HTTP` {
  @Test(arguments: ["compare", "run"])
  func `refines and ends with the bytes of the command`(_ method: String) throws {
    let lab = try ServeProcess()
    let name = "short-\(method)"
    #expect(try lab.post("scenarios", ["name": name, "text": try shortScenario()]).status == 201)
    let events = try lab.study([
      "scenario": name, "method": method, "reforms": ["commitment"],
      "inputs": [
        "offices.permits.staff": "6",
        "applicants.firm.attributes.risk": "{low: 50%, general: 40%, high: 10%}",
      ],
      "seed": 7, "replications": 23,
    ])
    let partial = events.filter { $0.name == "partial" }.map { $0.json["replications"] as? Int }
    #expect(partial == [5, 10, 20])
    let progress = events.filter { $0.name == "progress" }.compactMap { $0.json["done"] as? Int }
    #expect(progress == progress.sorted())
    #expect(progress.last == 23)
    let result = try #require(events.last)
    #expect(result.name == "result")
    #expect(result.json["replications"] as? Int == 23)
    let pages = try #require(result.json["pages"] as? [String: [String: Any]])
    #expect(pages["zh"]?["language"] as? String == "zh")
    let command = try #require(result.json["command"] as? String)
    let words = try #require(shellWords(command))
    let printed = try lab.command(Array(words.dropFirst()) + ["--json"])
    #expect(printed.count > 1_000)
    #expect(result.text.hasPrefix("{\"results\":" + printed.dropLast() + ",\"pages\":"))
    // Asked again, it is answered from memory.
    let again = try lab.study([
      "scenario": name, "method": method, "reforms": ["commitment"],
      "inputs": [
        "offices.permits.staff": "6",
        "applicants.firm.attributes.risk": "{low: 50%, general: 40%, high: 10%}",
      ],
      "seed": 7, "replications": 23,
    ])
    #expect(again.map(\.name) == ["result"])
    #expect(again.first?.text == result.text)
  }

  @Test func `is any method of the command line`() throws {
    let lab = try ServeProcess()
    #expect(
      try lab.post("scenarios", ["name": "short", "text": try shortScenario()]).status == 201)
    for (method, more) in [
      ("attribute", ["replications": 4]),
      ("break-even", ["replications": 4, "input": "offices.permits.staff", "from": 4, "to": 6]),
      ("best", ["replications": 20]),
    ] as [(String, [String: Any])] {
      let body = ["scenario": "short", "method": method].merging(more) { $1 }
      let events = try lab.study(body)
      let result = try #require(events.last)
      #expect(result.name == "result", "\(method): \(result.text.prefix(300))")
      let command = try #require(result.json["command"] as? String)
      let words = try #require(shellWords(command))
      let printed = try lab.command(Array(words.dropFirst()) + ["--json"])
      #expect(result.text.hasPrefix("{\"results\":" + printed.dropLast() + ",\"pages\":"))
    }
  }

  @Test func `has pictures, a recorded run and a file to hand over`() throws {
    let lab = try ServeProcess()
    #expect(
      try lab.post("scenarios", ["name": "short", "text": try shortScenario()]).status == 201)
    let study: [String: Any] = ["scenario": "short", "reforms": ["commitment"], "replications": 3]
    for (route, section) in [("map", "map"), ("timelines", "lost-most")] {
      let pages = try #require(try lab.post(route, study).json["pages"] as? [String: [String: Any]])
      for language in ["zh", "en"] {
        let sections = pages[language]?["sections"] as? [[String: Any]]
        #expect(sections?.map { $0["id"] as? String } == [section], "\(route)")
      }
    }
    let replay = try lab.post("replay", study.merging(["applicants": 4]) { $1 }).json
    #expect(replay["designs"] as? [String] == ["before", "what-if"])
    #expect((replay["applicants"] as? [Any])?.count == 4)
    for (format, begin) in [("html", "<!doctype html>"), ("markdown", "# "), ("csv", "")] {
      let answer = try lab.post(
        "report", study.merging(["format": format, "language": "en"]) { $1 })
      #expect(answer.status == 200)
      #expect(answer.text.lowercased().hasPrefix(begin), "\(answer.text.prefix(80))")
      let ending = format == "markdown" ? "md" : format
      #expect(
        answer.headers["content-disposition"] == "attachment; filename=\"report-short.\(ending)\"")
    }
    for wrong in [
      ["format": "exe"], ["method": "run"], ["language": "fr"], ["replication": 1],
    ] as [[String: Any]] {
      #expect(try lab.post("report", study.merging(wrong) { $1 }).status == 400, "\(wrong)")
    }
    #expect(
      try lab.post(
        "timelines", study.merging(["applicant": ["class": "firm", "index": 1_000_000]]) { $1 }
      )
      .status == 400)
  }

  @Test func `stops when nobody reads any more`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    let client = try LoopbackClient(port: lab.port)
    let body = #"{"scenario": "one-licence", "replications": 50000}"#
    client.send(
      "POST /api/v1/studies HTTP/1.1\r\nHost: 127.0.0.1:\(lab.port)\r\n"
        + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
    let begun = client.receive(seconds: 240) {
      String(decoding: $0, as: UTF8.self).contains("\"done\":2")
    }
    #expect(!begun.isEmpty)
    client.leave()
    // A study uses all processors; one that stopped uses none.
    var isIdle = false
    for _ in 0..<40 where !isIdle {
      let before = lab.processorSeconds
      usleep(500_000)
      isIdle = lab.processorSeconds - before < 0.05
    }
    #expect(isIdle)
  }

  @Test func `waits for its turn and says so`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    func begin(_ seed: Int) throws -> LoopbackClient {
      let client = try LoopbackClient(port: lab.port)
      let body = #"{"scenario": "one-licence", "replications": 50000, "seed": \#(seed)}"#
      client.send(
        "POST /api/v1/studies HTTP/1.1\r\nHost: 127.0.0.1:\(lab.port)\r\n"
          + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
      return client
    }
    let running = try (1...StudyRoom.mostRunning).map(begin)
    for client in running {
      let received = client.receive(seconds: 240) {
        String(decoding: $0, as: UTF8.self).contains("\"total\":50000")
      }
      #expect(!received.isEmpty)
    }
    let waiting = try begin(99)
    let told = waiting.receive(seconds: 240) {
      String(decoding: $0, as: UTF8.self).contains("waiting for other studies")
    }
    #expect(String(decoding: told, as: UTF8.self).contains("waiting for other studies"))
    #expect(!String(decoding: told, as: UTF8.self).contains("\"total\":50000"))
    // The first that goes makes room.
    running[0].leave()
    let begun = waiting.receive(seconds: 240) {
      String(decoding: $0, as: UTF8.self).contains("\"total\":50000")
    }
    #expect(String(decoding: begun, as: UTF8.self).contains("\"total\":50000"))
  }
}
