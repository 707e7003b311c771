import ApprovalModel
import Foundation
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct `A report of a method` {
  private static let reports: [(String, any StudyReport)] = [
    ("attribute", SampleMethods.attribution), ("sensitivity", SampleMethods.sensitivity),
  ]

  @Test(arguments: Language.allCases)
  func `is the golden text`(_ language: Language) throws {
    for (name, report) in Self.reports {
      try expectGolden(
        report.text(language, style: .plain, extent: .full), "Reporting/\(name).\(language).txt")
    }
  }

  @Test func `holds the same numbers in both languages`() {
    for (name, report) in Self.reports {
      func numbers(_ language: Language) -> [String] {
        report.text(language, style: .plain, extent: .full)
          .matches(of: /-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?/).map { String($0.output) }.sorted()
      }
      #expect(numbers(.zh) == numbers(.en), "\(name)")
      #expect(numbers(.en).count > 60)
    }
  }

  @Test func `answers first and says in the second sentence what it is not`() throws {
    for (_, report) in Self.reports {
      let text = report.text(.en, style: .plain, extent: .brief)
      let caution = try #require(text.range(of: "This is a model result under stated assumptions"))
      let before = text[..<caution.lowerBound].split(separator: "\n").dropFirst()
      #expect(before.joined(separator: " ").hasSuffix("."))
    }
    let attribution = SampleMethods.attribution.text(.en, style: .plain, extent: .brief)
      .split(separator: "\n").joined(separator: " ")
    #expect(attribution.contains("'commitment' 9.5 [8.0, 11.0]"))
    #expect(attribution.contains("they are substitutes"))
    #expect(attribution.contains("[-5.5, +0.5] cannot tell its sign"))
    #expect(attribution.contains("exactly zero"))
    let sensitivity = SampleMethods.sensitivity.text(.en, style: .plain, extent: .brief)
      .split(separator: "\n").joined(separator: " ")
    #expect(sensitivity.contains("Most of the uncertainty"))
    #expect(sensitivity.contains("matters.licence.review.work 60% [50%, 70%]"))
    #expect(sensitivity.contains("grade D (assumed) inputs bring 80% [70%, 90%] together"))
  }

  @Test func `is valid JSON that begins with the facts of the study`() throws {
    for (name, report) in Self.reports {
      let json = try #require(
        try JSONSerialization.jsonObject(with: Data(report.json.utf8)) as? [String: Any])
      #expect(json["format"] as? Int == 1)
      for key in ["title", "manifest", "notices", "titles", "sources", "baseline", "design"] {
        #expect(json[key] != nil, "\(name) lacks \(key)")
      }
    }
    let text = SampleMethods.attribution.json
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let rows = try #require(json["attribution"] as? [[String: Any]])
    #expect(rows.count == 6)
    #expect(rows[0]["sum"] as? String == "-57" && rows[0]["estimate"] as? Double == -9.5)
    let waterfall = try #require(json["waterfall"] as? [[String: Any]])
    let steps = try #require(waterfall[0]["steps"] as? [[String: Any]])
    #expect(steps.map { $0["to"] as? Double } == [40, 30.5, 30.5, 28, 28])
  }

  @Test func `is CSV with as many cells in each row as in its head`() {
    for (name, report) in Self.reports {
      let rows = report.csv.components(separatedBy: "\r\n").dropLast()
      let width = rows[0].components(separatedBy: ",").count
      #expect(rows.count > 15)
      for row in rows {
        #expect(row.components(separatedBy: ",").count == width, "\(name): \(row)")
      }
    }
  }
}
