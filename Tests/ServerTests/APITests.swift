import Foundation
import Testing

@Suite(.ownThread) struct `The API` {
  @Test func `lists scenarios and shows each`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml", "Scenarios/e-town-commitment.yaml"])
    let list = try #require(try lab.json("/api/v1/scenarios")["scenarios"] as? [[String: Any]])
    #expect(list.compactMap { $0["id"] as? String } == ["one-licence", "e-town-commitment"])
    let shown = try lab.json("/api/v1/scenarios/one-licence")
    let text = try String(
      contentsOf: root.appending(path: "Scenarios/one-licence.yaml"), encoding: .utf8)
    #expect(shown["text"] as? String == text)
    let inputs = try #require(shown["inputs"] as? [[String: Any]])
    let staff = try #require(inputs.first { $0["path"] as? String == "offices.permits.staff" })
    #expect(staff["value"] as? Double == Double(staff["text"] as? String ?? ""))
    let reforms = try #require(shown["reforms"] as? [[String: Any]])
    #expect(reforms.contains { ($0["changes"] as? [Any])?.isEmpty == false })
    #expect(try ask(lab.port, "/api/v1/scenarios/one-license")?.code == "unknown-scenario")
  }

  @Test func `checks a text as the command does`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    let text = try shortScenario()
    let good = try lab.post("check", ["text": text]).json
    #expect(good["ok"] as? Bool == true)
    let broken = text.replacing("baseline: before", with: "baseline: bevore")
    let bad = try lab.post("check", ["text": broken]).json
    #expect(bad["ok"] as? Bool == false)
    let file = lab.folder.appending(path: "broken.yaml")
    try Data(broken.utf8).write(to: file)
    let printed = try lab.command(["check", file.path, "--json"])
    let command =
      try JSONSerialization.jsonObject(with: Data(printed.utf8)) as? [String: Any] ?? [:]
    let files = try #require(command["files"] as? [[String: Any]])
    func findings(_ any: Any?) -> [[String]] {
      (any as? [[String: Any]] ?? []).map { finding in
        ["code", "line", "column", "length", "message"].map { "\(finding[$0] ?? "")" }
      }
    }
    #expect(!findings(bad["diagnostics"]).isEmpty)
    #expect(
      findings(bad["diagnostics"]).map { $0[0] } == findings(files[0]["diagnostics"]).map { $0[0] })
    #expect(
      findings(bad["diagnostics"]).map { $0[1] } == findings(files[0]["diagnostics"]).map { $0[1] })
  }

  @Test func `names what differs`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    let text = try String(
      contentsOf: root.appending(path: "Scenarios/one-licence.yaml"), encoding: .utf8)
    let same = try lab.post(
      "diff", ["before": ["scenario": "one-licence"], "after": ["text": text]])
    #expect((same.json["differences"] as? [Any])?.isEmpty == true)
    let other = try lab.post(
      "diff", ["before": ["text": try shortScenario()], "after": ["scenario": "one-licence"]])
    let differences = try #require(other.json["differences"] as? [[String: Any]])
    #expect(differences.contains { ($0["path"] as? String)?.hasPrefix("study") == true })
    let words = try #require(other.json["text"] as? [String: String])
    #expect(words["zh"] != words["en"])
  }

  @Test func `saves new files and replaces none`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    let text = try shortScenario()
    let saved = try lab.post("scenarios", ["name": "my-week", "text": text])
    #expect(saved.status == 201)
    #expect(saved.json["id"] as? String == "my-week")
    let file = lab.folder.appending(path: "my-week.yaml")
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
    #expect(try lab.json("/api/v1/scenarios/my-week")["text"] as? String == text)
    #expect(try lab.post("scenarios", ["name": "my-week", "text": text]).status == 409)
    for name in ["../x", "a/b", "", ".x", "-x", "a b", "x\u{0}"] {
      #expect(try lab.post("scenarios", ["name": name, "text": text]).status == 400, "\(name)")
    }
    let bad = try lab.post("scenarios", ["name": "broken", "text": "format: 1\n"])
    #expect(bad.status == 422)
    let error = try #require(bad.json["error"] as? [String: Any])
    #expect((error["diagnostics"] as? [Any])?.isEmpty == false)
    #expect(!FileManager.default.fileExists(atPath: lab.folder.appending(path: "broken.yaml").path))
  }

  @Test func `refuses what a command line would`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    let one = "one-licence"
    let requests: [(body: [String: Any], status: Int)] = [
      (["method": "compare"], 400),
      (["scenario": one, "text": "x"], 400),
      (["scenario": "nothing"], 404),
      (["scenario": one, "method": "serve"], 400),
      (["scenario": one, "designs": ["nothing"]], 400),
      (["scenario": one, "designs": "before"], 400),
      (["scenario": one, "reforms": ["nothing"]], 400),
      (["scenario": one, "reforms": ["commitment,x"]], 400),
      (["scenario": one, "inputs": ["offices.permits.stuff": "6"]], 400),
      (["scenario": one, "inputs": ["offices.permits.staff": "six"]], 422),
      (["scenario": one, "inputs": ["offices.permits.staff": "6\n\nx: 1"]], 400),
      (["scenario": one, "inputs": [1]], 400),
      (["scenario": one, "seed": -1], 400),
      (["scenario": one, "seed": "seven"], 400),
      (["scenario": one, "replications": 0], 400),
      (["scenario": one, "replications": 1e9], 400),
      (["scenario": one, "replication": 5], 400),
      (["scenario": one, "method": "compare", "points": 64], 400),
      (["text": "format: 2\n"], 422),
      (["text": 5], 400),
    ]
    for (body, status) in requests {
      let answer = try lab.post("studies", body)
      #expect(answer.status == status, "\(body)")
      let error = answer.json["error"] as? [String: Any]
      let message = error?["message"] as? [String: String]
      #expect(message?["zh"]?.isEmpty == false && message?["en"]?.isEmpty == false, "\(body)")
      #expect(((error?["diagnostics"] as? [Any])?.isEmpty == false) == (status == 422), "\(body)")
    }
  }

  @Test func `takes JSON alone`() throws {
    let lab = try ServeProcess(["Scenarios/one-licence.yaml"])
    func code(_ body: String, _ type: String = "application/json") throws -> String? {
      try ask(lab.port, "POST", "/api/v1/check", body: body, type: type)?.code
    }
    #expect(try code("{}", "text/plain") == "not-json")
    #expect(try code("{}", "application/x-www-form-urlencoded") == "not-json")
    for body in [
      "", "{", "[]", "null", "5", "{\"text\": }", String(repeating: "[", count: 100_000),
    ] {
      #expect(try code(body) == "bad-request")
    }
    #expect(try ask(lab.port, "GET", "/api/v1/check")?.status == 405)
    #expect(try ask(lab.port, "/api/v2/scenarios")?.status == 404)
    #expect(try ask(lab.port, "/api/v1")?.status == 404)
  }
}
