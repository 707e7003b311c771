import ApprovalModel
import Experiments
import Foundation
import Testing

@testable import Lab

@Suite struct `compare, run, check and log` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path

  @Test func `print the same bytes for any number of threads`() async {
    let one = TestHost()
    let two = TestHost()
    #expect(
      await one.run("compare", scenario, "--replications", "4", "--json", "--threads", "1") == .done
    )
    #expect(
      await two.run("compare", scenario, "--replications", "4", "--json", "--threads", "2") == .done
    )
    #expect(!one.printed.isEmpty)
    #expect(one.printed == two.printed)
  }

  @Test func `write to a file what they would print`() async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = TestHost()
    #expect(await file.run("run", scenario, "--replications", "2", "--csv", "-o", path) == .done)
    #expect(file.printed.isEmpty)
    let host = TestHost()
    #expect(await host.run("run", scenario, "--replications", "2", "--csv") == .done)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == host.printed)
  }

  @Test func `compare when asked to compare, and only then`() async throws {
    let compared = TestHost()
    #expect(await compared.run("compare", scenario, "--replications", "2", "--json") == .done)
    let run = TestHost()
    #expect(await run.run("run", scenario, "--replications", "2", "--json") == .done)
    #expect(try object(compared.printed)["comparisons"] != nil)
    #expect(try object(run.printed)["comparisons"] == nil)
  }

  @Test func `compare with another design than the baseline when asked to`() async throws {
    func comparison(_ more: String...) async throws -> [String: Any] {
      let host = TestHost()
      let code = await host.run(
        ["compare", scenario, "--replications", "2", "--json"] + more)
      #expect(code == .done)
      let comparisons = try object(host.printed)["comparisons"] as? [[String: Any]]
      return try #require(comparisons?.first)
    }
    func difference(_ comparison: [String: Any]) throws -> Double {
      let outcomes = try #require(comparison["outcomes"] as? [[String: Any]])
      let trips = outcomes.first {
        $0["name"] as? String == "trips" && $0["scope"] as? String == "all"
      }
      return try #require(trips?["difference"] as? Double)
    }
    let there = try await comparison()
    let back = try await comparison("--baseline", "commitment")
    #expect(there["design"] as? String == "commitment")
    #expect(back["baseline"] as? String == "commitment" && back["design"] as? String == "before")
    #expect(abs(try difference(there) + difference(back)) < 1e-9)
    #expect(try difference(there) != 0)
    let host = TestHost()
    #expect(await host.run("compare", scenario, "--baseline", "befor") == .usage)
    #expect(host.said.contains("has no design 'befor'; did you mean 'before'?"))
  }

  @Test func `keep the command in the manifest without paths, threads and output`() async throws {
    let host = TestHost()
    let code = await host.run(
      "compare", scenario, "commitment", "--seed", "5", "--replications", "2", "--threads", "1",
      "--quiet", "--json")
    #expect(code == .done)
    let manifest = try #require(try object(host.printed)["manifest"] as? [String: Any])
    #expect(
      manifest["command"] as? String
        == "reformlab compare FILE commitment --seed 5 --replications 2")
    #expect(manifest["version"] as? String == productVersion)
    #expect(!host.printed.contains(scenario))
  }

  @Test func `check says what a file holds, also as JSON`() async throws {
    let host = TestHost()
    #expect(await host.run("check", scenario) == .done)
    #expect(host.printed.contains("2 designs"))
    let json = TestHost()
    #expect(await json.run("check", scenario, "--json") == .done)
    let files = try #require(try object(json.printed)["files"] as? [[String: Any]])
    #expect(files.first?["valid"] as? Bool == true)
  }

  @Test func `log prints one row for each event, ordered by time within a case`() async throws {
    let host = TestHost()
    #expect(await host.run("log", scenario, "before", "--replication", "1") == .done)
    let rows = host.printed.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    #expect(
      rows.first?.prefix(5) == [
        "case:concept:name", "concept:name", "lifecycle:transition", "time:timestamp", "org:group",
      ])
    #expect(rows.count > 1000)
    #expect(Set(rows.map(\.count)).count == 1)
    #expect(Set(rows.dropFirst().map { $0[2] }).isSubset(of: ["schedule", "start", "complete"]))
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}

@Suite struct `The progress line` {
  @Test func `says how much is done and how long it will take`() {
    #expect(
      ProgressLine.line(StudyProgress(done: 10, total: 40, kept: 0), elapsed: .seconds(2), .en)
        == "[#####---------------] 10/40 replications, 6 s left")
    #expect(
      ProgressLine.line(StudyProgress(done: 1, total: 400, kept: 0), elapsed: .seconds(1), .zh)
        == "[--------------------] 1/400 次运行，还需 7 min")
    #expect(
      ProgressLine.line(StudyProgress(done: 40, total: 40, kept: 0), elapsed: .seconds(2), .en)
        == "[####################] 40/40 replications")
    #expect(
      ProgressLine.line(StudyProgress(done: 0, total: 40, kept: 0), elapsed: .seconds(2), .en)
        .hasSuffix("0/40 replications"))
  }
}
