import Experiments
import Foundation
import Testing

@testable import Reporting

@Suite struct `Results as JSON` {
  @Test func `are the golden text`() throws {
    try expectGolden(SampleResults.compared.json, "Reporting/compare.json")
  }

  @Test func `are well formed and hold the keys of format 1`() throws {
    let object = try parse(SampleResults.compared.json)
    #expect(object["format"] as? Int == 1)
    let designs = try #require(object["designs"] as? [[String: Any]])
    #expect(
      designs.map { $0["name"] as? String } == ["before", "commitment", "parallel", "limits"])
    let estimate = try #require((designs[0]["outcomes"] as? [[String: Any]])?.first)
    #expect(
      Set(estimate.keys).isSuperset(of: [
        "name", "scope", "unit", "better", "estimate", "low", "high", "runNoise", "confidence",
        "intervalKind", "method", "replications", "censored",
      ]))
    let comparisons = try #require(object["comparisons"] as? [[String: Any]])
    let difference = try #require((comparisons[0]["outcomes"] as? [[String: Any]])?.first)
    #expect(
      Set(difference.keys).isSuperset(of: [
        "name", "scope", "unit", "difference", "low", "high", "runNoise", "confidence",
        "intervalKind", "method", "verdict", "replicationsNeeded",
      ]))
    let applicants = try #require(comparisons[0]["applicants"] as? [String: Any])
    #expect(
      Set(applicants.keys).isSuperset(of: [
        "threshold", "gain", "lose", "same", "open", "placebo", "money", "byClass",
      ]))
  }

  @Test func `name designs by their names, and hold their titles once`() throws {
    let object = try parse(SampleResults.compared.json)
    let titles = try #require(object["designTitles"] as? [String: [String: String]])
    #expect(
      titles == [
        "before": ["zh": "改革前", "en": "before"],
        "commitment": ["zh": "告知承诺", "en": "commitment"],
        "parallel": ["zh": "并联审批", "en": "parallel"],
      ])
    // Titles leave the rows of a table as they are.
    var untitled = SampleResults.compared
    untitled.designTitles = [:]
    #expect(untitled.csv == SampleResults.compared.csv)
  }

  @Test func `give a reason wherever a number is missing`() throws {
    for outcome in try outcomes(SampleResults.compared) {
      let isMissing = ["estimate", "difference", "low", "high"].contains { outcome[$0] is NSNull }
      if isMissing { #expect(outcome["reason"] is String, "\(outcome)") }
    }
  }

  @Test func `of a run have no comparisons`() throws {
    #expect(try parse(SampleResults.run.json)["comparisons"] == nil)
  }

  @Test func `read back to the same numbers`() throws {
    let all = try outcomes(SampleResults.compared)
    let idle = try #require(all.first)
    #expect(idle["estimate"] as? Double == SampleResults.compared.designs[0].outcomes[0].estimate)
  }

  @Test func `escape what JSON does not allow in text`() throws {
    let text = "a\"b\\c\n\t\u{1}\u{2028}中"
    let value = JSONValue.object([.init("k", .string(text))])
    #expect(value.text.contains("\\u0001"))
    #expect(try parse(value.text)["k"] as? String == text)
  }

  private func parse(_ text: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(object as? [String: Any])
  }

  private func outcomes(_ results: StudyResults) throws -> [[String: Any]] {
    let object = try parse(results.json)
    let parts =
      (object["designs"] as? [[String: Any]] ?? [])
      + (object["comparisons"] as? [[String: Any]] ?? [])
    return parts.flatMap { $0["outcomes"] as? [[String: Any]] ?? [] }
  }
}

@Suite struct `Results as CSV` {
  @Test func `are the golden text`() throws {
    try expectGolden(SampleResults.compared.csv, "Reporting/compare.csv")
  }

  @Test func `have one row for each estimate and difference, all of one length`() {
    let results = SampleResults.compared
    let rows = results.csv.split(separator: "\r\n")
    let outcomes =
      results.designs.reduce(0) { $0 + $1.outcomes.count + $1.accounts.count }
      + results.comparisons.reduce(0) {
        $0 + $1.outcomes.count + $1.accounts.count + $1.paybacks.count
          + 9 + 6 * $1.applicants.groups.count
      }
    #expect(rows.count == outcomes + 1)
    var names: Set<[Substring]> = []
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      #expect(cells.count == 25)
      // What names an observation: kind, design, name, scope and unit.
      #expect(names.insert([0, 1, 3, 4, 5].map { cells[$0] }).inserted, "\(row)")
    }
  }

  @Test func `write a payback that never comes as infinity`() {
    let rows = SampleResults.compared.csv.split(separator: "\r\n")
      .filter { $0.hasPrefix("payback,commitment,before,payback,payer:government,years,lower,") }
    #expect(rows.count == 1)
    #expect(rows.first?.contains(",Inf,Inf,Inf,assumptions,") == true)
  }

  @Test func `quote cells with commas, quotes and line ends`() {
    #expect(csvRow(["a", "b,c", "d\"e", "f\ng"]) == "a,\"b,c\",\"d\"\"e\",\"f\ng\"\r\n")
  }
}
