import ApprovalModel
import Foundation
import Statistics
import Testing

@testable import Reporting

@Suite struct `The words for scenarios` {
  @Test func `are there in both languages`() {
    let texts =
      ScenarioTerm.allCases.map(\.text) + Nature.allCases.map(\.text) + Stage.allCases.map(\.text)
      + Grade.allCases.map(\.text)
    for text in texts {
      #expect(text.zh.unicodeScalars.contains { cells(of: $0) == 2 }, "\(text)")
      #expect(text.en.unicodeScalars.allSatisfy { cells(of: $0) == 1 }, "\(text)")
      #expect(!text.en.isEmpty)
    }
  }

  @Test func `agree with the glossary`() throws {
    let page = try String(contentsOf: root.appending(path: "docs/glossary.md"), encoding: .utf8)
      .lowercased()
    let terms: [ScenarioTerm] = [
      .load, .processMap, .ownWork, .completeness, .correction, .statutory, .promised, .delivery,
      .validity, .comply, .prepare, .followUp, .designs, .holdingCost, .hourCost, .uptake,
      .staffing, .batch, .places, .patience, .milestone, .mayOperate, .ahead, .tacit, .escalates,
    ]
    for term in terms {
      #expect(page.contains(term.text.zh), "docs/glossary.md lacks \(term.text.zh)")
      let word = term.text.en.hasSuffix("s") ? String(term.text.en.dropLast()) : term.text.en
      #expect(page.contains(word.lowercased()), "docs/glossary.md lacks \(term.text.en)")
    }
  }
}

@Suite struct `Values in words` {
  private func both(_ text: (ValueWords) -> String) -> [String] {
    Language.allCases.map { text(ValueWords(language: $0)) }
  }

  @Test func `say the unit in either language`() {
    #expect(both { $0.amount(1, .workingDays) } == ["1 个工作日", "1 working day"])
    #expect(both { $0.amount(1.5, .hours) } == ["1.5 小时", "1.5 hours"])
    #expect(both { $0.span(TimeSpan(3, .months)) } == ["3 个月", "3 months"])
  }

  /// The median of exponential lengths is ln 2 of the mean; the mean would mislead.
  @Test func `give a length that varies by its median`() {
    var input = Input(
      DurationDistribution(.exponential(mean: 10), .hours), path: "x",
      evidence: Evidence(grade: .c, isStated: true))
    #expect(
      both { $0.duration(input) }
        == ["中位数 6.93 小时，p90 23.03 小时 [C]", "median 6.93 hours, p90 23.03 hours [C]"])
    input.value.factors = [Input(1.2, path: "y")]
    #expect(
      both { $0.duration(input) }[1].hasPrefix("median 6.93 hours, p90 23.03 hours × 1.2 [D]"))
    let constant = Input(DurationDistribution(.constant(40), .minutes), path: "x")
    #expect(both { $0.duration(constant) } == ["40 分钟 [D]", "40 minutes [D]"])
  }

  @Test func `write numbers as short as they are, small ones with three digits`() {
    let words = ValueWords(language: .en)
    #expect(
      [12, 0.6, 1.25, 2.0 / 3, 0.012_345, 1234.567].map(words.number)
        == ["12", "0.6", "1.25", "0.667", "0.0123", "1,234.57"])
    #expect([0.3, 0.005, 1, 0.07].map(words.share) == ["30%", "0.5%", "100%", "7%"])
  }
}
