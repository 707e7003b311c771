import ApprovalModel
import Foundation
import Testing

@testable import Lab

@Suite struct `break-even, explore and staff` {
  private let scenario = root.appending(path: "Scenarios/one-licence.yaml").path

  /// Command lines that are quick, one for each command.
  private static let lines: [[String]] = [
    [
      "break-even", "--input", "offices.permits.staff", "--from", "4", "--to", "6",
      "--replications", "2",
    ],
    ["explore", "--points", "16", "--replications", "2", "--at-least", "5"],
    [
      "staff", "before", "--level", "waiting-time@office:window<=4 hours", "--level",
      "waiting-time@office:permits<=8 hours", "--replications", "20", "--most", "9",
    ],
  ]

  private func words(_ line: [String]) -> [String] {
    var words = line
    words.insert(scenario, at: 1)
    return words
  }

  @Test(arguments: lines)
  func `print the same bytes for any number of threads`(line: [String]) async throws {
    let one = TestHost()
    let two = TestHost()
    #expect(await one.run(words(line) + ["--json", "--threads", "1"]) == .done, "\(one.said)")
    #expect(await two.run(words(line) + ["--json", "--threads", "2"]) == .done)
    #expect(!one.printed.isEmpty)
    #expect(one.printed == two.printed)
    let results = try #require(
      try JSONSerialization.jsonObject(with: Data(one.printed.utf8)) as? [String: Any])
    let manifest = try #require(results["manifest"] as? [String: Any])
    let command = try #require(manifest["command"] as? String)
    #expect(command.hasPrefix("reformlab \(line[0]) FILE"))
    #expect(!command.contains("--threads") && command.contains("--replications"))
  }

  @Test(arguments: lines)
  func `say the same numbers in both languages`(line: [String]) async {
    let english = TestHost()
    let chinese = TestHost()
    #expect(await english.run(words(line) + ["--lang", "en"]) == .done)
    #expect(await chinese.run(words(line) + ["--lang", "zh"]) == .done)
    func numbers(_ text: String) -> [String] {
      text.split { !$0.isASCII || !($0.isNumber || $0 == "." || $0 == ",") }.map(String.init)
        .filter { $0.contains(".") && $0.contains(where: \.isNumber) && !$0.hasSuffix(".") }
        .sorted()
    }
    #expect(!numbers(english.printed).isEmpty)
    #expect(numbers(english.printed) == numbers(chinese.printed))
    #expect(english.printed.contains("not a measured effect"))
    #expect(chinese.printed.contains("不是实测效果"))
    for text in [english.printed, chinese.printed] {
      #expect(!text.contains("nan") && !text.contains("inf "))
    }
  }

  @Test(arguments: lines)
  func `print tidy CSV`(line: [String]) async throws {
    let host = TestHost()
    #expect(await host.run(words(line) + ["--csv"]) == .done)
    let rows = host.printed.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).count
    }
    #expect(rows.count > 3)
    #expect(Set(rows).count == 1, "\(rows)")
  }

  @Test(arguments: [
    (["break-even", "--input", "offices.permit.staff"], "did you mean 'offices.permits.staff'?"),
    (["break-even", "--from", "3"], "--from and --to belong to one --input"),
    (
      ["break-even", "--input", "matters.licence.limit.promised"],
      "has no range; state --from and --to"
    ),
    (
      ["break-even", "--input", "applicants.firm.attributes.willing", "--to", "120"],
      "cannot be 120 %; it lies between 0 and 100"
    ),
    (["break-even", "--input", "offices.permits.staff", "--from", "x"], "--from needs a number"),
    (["explore", "--outcome", "utilization@office:permits"], "has no better side"),
    (["explore", "--points", "3"], "--points needs a power of two from 16"),
    (["explore", "--outcome", "trips"], "state --at-least"),
    (["explore", "--outcome", "refused-share", "--at-least", "5"], "write percent such as 5%"),
    (["explore", "--at-least", "0"], "--at-least needs a number above 0, not '0'"),
    (["explore", "--at-least", "5%"], "--at-least cannot be in percent"),
    (["break-even", "--threshold", "5%"], "is counted in working days"),
    (["break-even", "--outcome", "waiting-time"], "waiting-time@office:permits"),
    (["staff"], "no service level is declared"),
    (["staff", "--level", "trips=3"], "is no service level"),
    (["staff", "--level", "waiting-time@office:windo<=3 hours"], "waiting-time@office:window"),
    (["staff", "--replications", "5", "--level", "trips<=3"], "takes 20 replications"),
  ])
  func `refuse what makes no sense, with the way out and exit code 2`(
    line: [String], reason: String
  ) async {
    let host = TestHost()
    #expect(await host.run(words(line) + ["--lang", "en"]) == .usage)
    #expect(host.said.contains(reason), "\(host.said)")
    #expect(host.printed.isEmpty)
  }
}
