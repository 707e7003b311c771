import ApprovalModel
import Foundation
import Inference
import ScenarioFiles
import Simulation
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct `The words of reports` {
  private static let units: [OutcomeUnit] = [
    .workingDays, .calendarDays, .yuan, .perCase, .daysPer1000, .per1000, .share, .cases,
    .perFirmYear,
  ]
  private static let verdicts: [Verdict] = [.better, .worse, .same, .higher, .lower, .cannotTell]

  private var everything: [LocalizedText] {
    let quantities = Quantity.allCases.map(\.text) + Quantity.allCases.map(\.definition)
    let others: [LocalizedText] =
      OutcomeFamily.allCases.map(\.text) + StatisticWord.allCases.map(\.text)
      + Self.units.map(\.text) + Self.verdicts.map(\.text) + Party.allCases.map(\.text)
      + Term.allCases.map(\.text)
    return quantities + others
  }

  @Test func `are there in both languages`() {
    for text in everything {
      #expect(!text.zh.isEmpty && !text.en.isEmpty, "\(text)")
      #expect(text.en.unicodeScalars.allSatisfy { cells(of: $0) == 1 }, "\(text)")
      if text.zh != "p90" && text.zh != "%" {
        #expect(text.zh.unicodeScalars.contains { cells(of: $0) == 2 }, "\(text)")
      }
    }
  }

  @Test func `agree with the glossary`() throws {
    let page = try String(
      contentsOf: root.appending(path: "docs/glossary.md"), encoding: .utf8
    ).lowercased()
    let terms =
      Quantity.allCases.map(\.text) + Self.verdicts.map(\.text)
      + Party.allCases.map(\.text)
      + [LocalizedText(zh: OutcomeUnit.workingDays.text.zh, en: "working day")]
      + [LocalizedText(zh: OutcomeUnit.calendarDays.text.zh, en: "calendar day")]
      + [Term.gain, .lose, .placebo, .runNoise, .assumptions, .baseline, .replications].map(\.text)
    for term in terms {
      let (hasChinese, hasEnglish) = (page.contains(term.zh), page.contains(term.en.lowercased()))
      #expect(hasChinese, "docs/glossary.md lacks \(term.zh)")
      #expect(hasEnglish, "docs/glossary.md lacks \(term.en)")
    }
  }

  @Test func `are known for every outcome of every scenario`() throws {
    let folder = root.appending(path: "Scenarios")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    #expect(!files.isEmpty)
    for file in files {
      let scenario = try #require(
        try readScenario(path: folder.appending(path: file).path).scenario)
      let compiler = try StudyCompiler(scenario, designs: scenario.designs)
      for definition in OutcomeTable(compiler).definitions {
        #expect(OutcomeWords(definition.key.name).quantity != nil, "\(definition.key.name)")
        if case .holder(let name) = definition.key.scope { #expect(Party(rawValue: name) != nil) }
      }
    }
  }

  @Test func `are listed in the reference of results`() throws {
    let page = try String(
      contentsOf: root.appending(path: "docs/reference/results.md"), encoding: .utf8)
    for quantity in Quantity.allCases {
      let row = "| `\(quantity.rawValue)` |"
      let line = page.split(separator: "\n").first { $0.hasPrefix(row) }
      #expect(line != nil, "docs/reference/results.md lacks \(quantity.rawValue)")
      #expect(line?.contains(quantity.text.zh) == true, "\(quantity.rawValue)")
      #expect(line?.contains(quantity.definition.en) == true, "\(quantity.rawValue)")
    }
  }

  @Test func `take outcome names apart`() {
    #expect(OutcomeWords("need-to-operate-p90").text.en == "need to operate, p90")
    #expect(OutcomeWords("need-to-operate-idle-spread").text.zh == "扣除施工的全程（p90 减 p10）")
    #expect(OutcomeWords("need-to-operate-mean").quantity == .needToOperate)
    #expect(OutcomeWords("something-else").text.en == "something-else")
  }
}
