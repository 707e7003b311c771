import Foundation
import Testing

@testable import Lab

/// Three approvals one after another and side by side.
///
/// Minutes: one file a minute; work U(2,5), U(5,7) and U(5,10);
/// refused are 30, 20 and 10 %. docs/validation.md compares with the published model.
@Suite struct `Approvals in series and in parallel` {
  /// Mean minutes and number of files, by design and ending.
  private static func means() async throws -> [String: (minutes: Double, files: Int)] {
    let host = TestHost()
    let file = root.appending(path: "Scenarios/exercises/07-parallel/series-parallel.yaml").path
    #expect(await host.run("applicants", file, "--replications", "3", "--lang", "en") == .done)
    let lines = host.printed.split(whereSeparator: \.isNewline)
    let head = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
    let design = try #require(head.firstIndex(of: "design"))
    let ending = try #require(head.firstIndex(of: "ending"))
    let days = try #require(head.firstIndex(of: "throughputDays"))
    var sums: [String: (Double, Int)] = [:]
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard let value = Double(cells[days]) else { continue }
      let known = sums["\(cells[design]) \(cells[ending])"] ?? (0, 0)
      sums["\(cells[design]) \(cells[ending])"] = (known.0 + value * 1440, known.1 + 1)
    }
    return sums.mapValues { ($0.0 / Double($0.1), $0.1) }
  }

  @Test func `take what they must, and let the refused wait longer for one decision`() async throws
  {
    let means = try await Self.means()
    func mean(_ name: String) throws -> (minutes: Double, files: Int) {
      try #require(means[name], "\(means.keys.sorted())")
    }
    let (serial, parallel) = (try mean("serial operating"), try mean("parallel operating"))
    // The sum of the means is 17; published 17.01. The mean of the longest without queues is 7.63; with
    // eight people a step an independent simulation gives 7.87, the published model 7.77.
    #expect(abs(serial.minutes - 17.01) < 0.1)
    #expect(abs(parallel.minutes - 7.87) < 0.1)
    let all = serial.files + (try mean("serial refused")).files
    #expect(abs(Double(serial.files) / Double(all) - 0.504) < 0.015)
    // The mean over the approved hides it.
    let (before, after) = (try mean("serial refused"), try mean("together refused"))
    #expect(abs(before.minutes - 6.70) < 0.2)
    #expect(after.minutes > before.minutes + 0.8)
    #expect(try mean("parallel refused").minutes < before.minutes)
  }
}
