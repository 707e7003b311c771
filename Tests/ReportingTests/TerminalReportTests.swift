import ApprovalModel
import Foundation
import Inference
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct `A report for the terminal` {
  private func text(
    _ results: StudyResults, _ language: Language, style: TextStyle = .plain,
    extent: TerminalReport.Extent = .full
  ) -> String {
    TerminalReport(results, language: language, style: style, extent: extent).text
  }

  @Test(arguments: Language.allCases)
  func `of a comparison is the golden text`(_ language: Language) throws {
    try expectGolden(text(SampleResults.compared, language), "Reporting/compare.\(language).txt")
  }

  @Test(arguments: Language.allCases)
  func `of a run is the golden text`(_ language: Language) throws {
    try expectGolden(text(SampleResults.run, language), "Reporting/run.\(language).txt")
  }

  @Test(arguments: [true, false])
  func `holds the same numbers in both languages`(_ isCompared: Bool) {
    let results = isCompared ? SampleResults.compared : SampleResults.run
    #expect(numbers(text(results, .zh)) == numbers(text(results, .en)))
    #expect(numbers(text(results, .zh)).count > 100)
  }

  @Test func `calls designs by their titles, and says once what they are named`() {
    let names = "方案（情景文件中的名称）："
    let lines = text(SampleResults.compared, .zh).split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.contains(names) }.count == 1)
    #expect(lines.contains { $0.contains("\(names)改革前（before）、告知承诺（commitment）") })
    // A command that is to be typed has the name, too; so have reforms.
    let said = lines.filter {
      !$0.contains(names) && !$0.contains("reformlab ") && !$0.contains("training")
    }
    for name in ["before", "commitment", "parallel"] {
      #expect(said.filter { $0.contains(name) } == [])
    }
    #expect(said.contains { $0.contains("“告知承诺”与“改革前”相比") })
    // A design without a title is called by its name.
    #expect(said.contains { $0.contains("“limits”与“改革前”相比") })
  }

  @Test func `answers in its first sentence and says in the second what it is not`() {
    let lines = text(SampleResults.compared, .en).split(separator: "\n")
    let start = lines.dropFirst().prefix { !$0.hasPrefix("outcome") }.joined(separator: " ")
    let answer = """
      Compared with 'before', the average applicant under 'commitment' may operate 5.3 working days \
      [2.5, 11.5] sooner and pays 22,265 yuan [6,287, 90,153] less, waiting included, exposure +9,068 days \
      per 1,000 [+3,084, +19,258]; under 'parallel' may operate at exactly the same time and pays \
      neither clearly more nor less, exposure the same; under 'limits' may operate neither clearly \
      sooner nor later and pays 1,558 yuan [700, 2,200] more, waiting included, exposure the same. This is a model result under \
      stated assumptions, not a measured effect.
      """
    #expect(start.hasPrefix(answer))
  }

  @Test func `names of many designs the three with the largest estimate of time saved`() throws {
    var results = SampleResults.compared
    let first = try #require(results.comparisons.first { $0.design == "commitment" })
    // 5.3 days saved in the sample; the others save less, the last more.
    for (i, factor) in [0.5, 0.9, 0.1, 2].enumerated() {
      var other = first
      other.design = "other-\(i)"
      for j in other.outcomes.indices where other.outcomes[j].key.name == "need-to-operate" {
        other.outcomes[j].difference = other.outcomes[j].difference.map { $0 * factor }
      }
      results.comparisons.append(other)
    }
    let report = text(results, .en).split(separator: "\n").joined(separator: " ")
    let answer = try #require(report.range(of: "Compared with 'before'"))
    let sentence = report[answer.lowerBound...].prefix(1_200)
    let places = ["'other-3'", "'commitment'", "'other-1'"].map {
      sentence.range(of: $0)?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(
      sentence.contains(
        "Named are 3 designs, those that no other outdoes first, then by the estimate of time saved; 4 others stand in the tables"
      ))
    for hidden in ["'parallel'", "'limits'", "'other-0'", "'other-2'"] {
      #expect(sentence.range(of: "under \(hidden) may") == nil, "\(hidden)")
    }
  }

  @Test func `never names first a design that surely takes longer`() throws {
    var results = SampleResults.compared
    let first = try #require(results.comparisons.first { $0.design == "commitment" })
    for i in 0..<3 {
      var other = first
      other.design = "later-\(i)"
      for j in other.outcomes.indices where other.outcomes[j].key.name == "need-to-operate" {
        other.outcomes[j].difference = 9
        other.outcomes[j].interval = Interval(low: 8, high: 10)
        other.outcomes[j].verdict = .worse
      }
      results.comparisons.append(other)
      results.frontier.append(
        FrontierPoint(
          design: other.design, timeSaved: -9, exposureAdded: -1, approved: 1, outdoneBy: []))
    }
    let leaders = AnswerSection(
      context: ReportContext(results: results, language: .en, style: .plain)
    ).leaders
    #expect(leaders.count == 3)
    #expect(!leaders.contains { $0.design.hasPrefix("later") })
  }

  @Test func `keeps the estimate of a risk that cannot be told`() throws {
    var results = SampleResults.compared
    let i = try #require(results.comparisons.firstIndex { $0.design == "commitment" })
    let j = try #require(
      results.comparisons[i].outcomes.firstIndex { $0.key.name == "exposure-days-per-1000" })
    results.comparisons[i].outcomes[j].interval = Interval(low: -4_000, high: 20_000)
    results.comparisons[i].outcomes[j].verdict = .cannotTell
    let outcome = results.comparisons[i].outcomes[j]
    let share = ValueText(.share).signed(try #require(outcome.relative))
    #expect(
      text(results, .en).split(separator: "\n").joined(separator: " ")
        .contains("exposure \(share) by the estimate, but it cannot be told"))
  }

  @Test func `answers for all designs on one screen`() {
    let brief = text(SampleResults.compared, .en).split(
      separator: "\n", omittingEmptySubsequences: false)
    let end = brief.firstIndex { $0.hasPrefix("Who gains") } ?? brief.count
    #expect(end <= 40)
  }

  @Test(arguments: Language.allCases)
  func `is at most 100 cells wide`(_ language: Language) {
    for results in [SampleResults.compared, SampleResults.run] {
      for line in text(results, language).split(separator: "\n") {
        #expect(displayWidth(String(line)) <= 100, "\(line)")
      }
    }
  }

  // Whoever is blocked, refused or turned away waits no more: that is no saving.
  @Test func `says first of all whom a design leaves out`() {
    var results = SampleResults.compared
    let quarter = ShareEstimate(share: 0.25, interval: nil)
    results.comparisons[0].applicants.approvedInBaselineOnly = quarter
    let start = text(results, .en).split(separator: "\n").prefix(12).joined(separator: " ")
    #expect(
      start.contains(
        "'commitment': 25.0% of the applicants are approved in 'before' only and 1.0% here only; of those approved in both, idle time changes by -5.3 working days"
      ))
    #expect(!text(SampleResults.compared, .en).contains("approved in 'before' only and"))
    #expect(text(results, .zh).contains("“告知承诺”：25.0% 的申请人只在“改革前”中获批准"))
  }

  @Test func `says when a time was moved and not saved`() {
    #expect(text(SampleResults.compared, .en).contains("'limits': time moved, not saved"))
    #expect(text(SampleResults.compared, .zh).contains("“limits”：时间转移，不是节省"))
  }

  @Test func `in brief leaves out the details and nothing else`() {
    let brief = text(SampleResults.compared, .en, extent: .brief)
    #expect(!brief.contains("'commitment' against 'before'"))
    #expect(brief.contains("Who gains, who loses"))
    #expect(brief.contains("\nHow\n"))
  }

  @Test func `says the same with and without colors`() {
    let colored = text(SampleResults.compared, .en, style: .colored)
    var plain = ""
    var isEscape = false
    for scalar in colored.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { plain.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    #expect(colored != plain)
    #expect(plain == text(SampleResults.compared, .en))
  }

  /// All numbers of a text, sorted: word order may differ between languages, numbers may not.
  private func numbers(_ text: String) -> [String] {
    text.matches(of: /-?[0-9][0-9,]*(?:\.[0-9]+)?%?/)
      .map { String($0.output).trimmingSuffix(",") }.sorted()
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
