import ApprovalModel
import Foundation
import Inference
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct `A page` {
  /// A comparison with everything that may stand in its page.
  private static func page(_ language: Language) -> Page {
    var results = SampleResults.compared
    for i in results.designs.indices {
      results.designs[i].distributions = ["need-to-operate", "official-time"].map { name in
        TimeDistribution(
          name: name, quantiles: TimeDistribution.probabilities.map { $0 * Double(40 - 5 * i) })
      }
    }
    results.inputs = [
      InputListing(
        path: "matters.licence.review.work", text: "30%",
        evidence: Evidence(
          grade: .d, range: .absolute(low: 0.2, high: 0.5), note: "an <assumption> & no more",
          isStated: true),
        position: SourcePosition(line: 3, column: 1)),
      InputListing(
        path: "applicants.firm.holdingCost", text: "3000 yuan",
        evidence: Evidence(
          grade: .d, range: .absolute(low: 100_000, high: 900_000), isStated: true),
        position: SourcePosition(line: 4, column: 1)),
    ]
    return results.page(
      language,
      with: PageCompanions(
        attribution: SampleMethods.attribution, sensitivity: SampleMethods.sensitivity,
        sections: [
          Page.Section("map", "map", [.paragraph(.note, "a map")]),
          Page.Section("lost-most", "one", [.paragraph(.note, "one applicant")]),
        ]))
  }

  @Test(arguments: Language.allCases)
  func `has all sections in the order of reading`(_ language: Language) {
    #expect(Self.page(language).sections.map(\.id) == Page.order)
  }

  @Test func `has inputs, seed and replications as numbers`() throws {
    let tables = Self.page(.en).tables.map(\.table)
    let inputs = try #require(tables.first { $0.id == "inputs" })
    #expect(inputs.rows[0][1].value == 0.3)
    #expect(inputs.rows[0][1].unit == "share")
    let manifest = try #require(tables.first { $0.id == "manifest" })
    #expect(manifest.rows.count { $0[1].value != nil } == 2)
  }

  @Test func `has Chinese units in a Chinese table for people`() {
    let csv = Self.page(.zh).csv
    for word in ["working days", "days per 1000", "per 1000", "yuan", "share"] {
      #expect(!csv.contains(",\(word),"), "\(word)")
    }
    #expect(csv.contains(",工作日,"))
  }

  @Test func `holds the same numbers in both languages`() {
    func cells(_ language: Language) -> [[Double?]] {
      Self.page(language).tables.map {
        $0.table.rows.flatMap { $0.flatMap { [$0.value, $0.low, $0.high] } }
      }
    }
    #expect(cells(.zh) == cells(.en))
    func shown(_ language: Language) -> [String] {
      Self.page(language).tables.flatMap { $0.table.rows.joined() }.filter { $0.value != nil }
        .flatMap { $0.text.matches(of: /[+-]?[0-9][0-9,.]*%?/).map { String($0.output) } }
    }
    #expect(shown(.zh).count > 150)
    #expect(shown(.zh) == shown(.en))
  }

  @Test func `calls designs by their titles, in words, tables and charts`() {
    var page = SampleResults.compared.page(.zh, with: PageCompanions())
    // Where it says how to make the results again, the page has the names as well.
    page.sections.removeAll { $0.id == "provenance" }
    let charts = page.sections.flatMap(\.blocks).compactMap { block in
      if case .chart(let chart) = block { chart.specification.text } else { nil as String? }
    }
    #expect(!charts.isEmpty)
    for name in ["before", "commitment", "parallel"] {
      let found = page.markdown.split(separator: "\n").filter {
        $0.contains(name) && !$0.contains("情景文件中的名称") && !$0.contains("reformlab ")
          && !$0.contains("training")
      }
      #expect(found == [])
      for chart in charts { #expect(!chart.contains("\"\(name)\""), "\(chart)") }
    }
    #expect(charts.contains { $0.contains("告知承诺") })
    #expect(page.markdown.contains("告知承诺"))
    #expect(page.markdown.contains("limits"))
  }

  @Test(arguments: Language.allCases)
  func `has rows as long as its heads and tables with names of their own`(_ language: Language) {
    let tables = Self.page(language).tables.map(\.table)
    for table in tables {
      for row in table.rows { #expect(row.count == table.columns.count, "\(table.id)") }
    }
    #expect(Set(tables.map(\.id)).count == tables.count)
  }

  @Test func `shows ranges of money in yuan`() throws {
    let inputs = try #require(Self.page(.en).tables.first { $0.table.id == "inputs" }).table
    let row = try #require(inputs.rows.first { $0[0].text == "applicants.firm.holdingCost" })
    #expect(row[1].text == "3000 yuan" && row[3].text == "1000 yuan – 9000 yuan")
  }

  @Test func `says that few replications give no verdict, and draws no conclusion from them`()
    throws
  {
    var results = SampleResults.compared
    results.manifest.replications = 5
    for i in results.comparisons.indices {
      for j in results.comparisons[i].outcomes.indices {
        results.comparisons[i].outcomes[j].verdict = .cannotTell
      }
    }
    let page = results.page(.en)
    let words = page.sections[0].blocks.compactMap { block -> String? in
      if case .paragraph(_, let text) = block { text } else { nil }
    }
    #expect(words.contains { $0.hasPrefix("After 5 replications, fewer than 20") })
    #expect(!words.contains { $0.contains("the direction is sure") })
    let change = try #require(page.charts.first { $0.id == "change" })
    #expect(change.finding.hasPrefix("Too few replications yet to tell"))
    let glance = try #require(page.tables.first { $0.table.id == "glance" }).table
    #expect(glance.rows.allSatisfy { $0[2].text == "too few replications yet to tell" })
  }

  @Test func `says at a glance whether a design is worth having, and how much is assumed`() throws {
    let glance = try #require(Self.page(.en).tables.first { $0.table.id == "glance" }).table
    let results = SampleResults.compared
    let primary = try #require(results.manifest.primary)
    #expect(glance.columns[3].head.contains("\(Int(primary.worthwhile))"))
    for (row, comparison) in zip(glance.rows, results.comparisons) {
      let outcome = try #require(
        comparison.outcomes.first { $0.key.name == primary.outcome && $0.worthwhile != nil })
      #expect(row[3].text == outcome.worthwhile?.text.en)
      let assumed = results.manifest.inputsByGrade.first { $0.grade == .d }?.count ?? 0
      if row[1].text == "better" { #expect(row[2].text.contains("\(assumed) of ")) }
    }
  }

  @Test func `never shows a percentage of change without the change`() throws {
    let tables = Self.page(.en).tables.map(\.table).filter { $0.id.hasPrefix("change-") }
    let changes = tables.flatMap { $0.rows.joined() }.filter { $0.text.contains("%)") }
    #expect(!changes.isEmpty)
    for cell in changes {
      #expect(cell.text.wholeMatch(of: /[+-]?[0-9,.]+%? \([+-]?[0-9,.]+%\)/) != nil, "\(cell.text)")
    }
  }

  @Test func `says of grade D that it is assumed`() throws {
    for language in Language.allCases {
      let table = try #require(
        Self.page(language).tables.first { $0.table.id == "inputs" }?.table)
      #expect(table.rows.first?[2].mark == .gradeD)
      #expect(table.rows.first?[2].text.contains(Term.assumed.text[language]) == true)
      #expect(table.rows.first?[3].text == "20% – 50%")
    }
  }

  @Test(arguments: Language.allCases)
  func `says what its verdicts and intervals mean, cannot tell as a result`(_ language: Language)
    throws
  {
    let text = Self.page(language).markdown
    #expect(text.contains(language == .zh ? "这也是一种结果" : "which is a result too"))
    #expect(
      text.contains(language == .zh ? "这是模型在所列假设下的结果" : "a model result under stated assumptions"))
  }

  @Test(arguments: Language.allCases, [true, false])
  func `is a well-formed file that needs nothing else`(_ language: Language, _ isBrief: Bool)
    throws
  {
    let page = isBrief ? SampleResults.compared.brief(language) : Self.page(language)
    let html = page.html(
      charts: ["change": "<svg xmlns=\"x\"><g id=\"a\"/><use href=\"#a\"/></svg>"],
      layout: isBrief ? Page.Layout.briefs[0] : .report)
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    #expect(html.contains("<html lang=\"\(language == .zh ? "zh-Hans" : "en")\">"))
    for outside in ["http:", "https:", "src=", "<script", "@import", "url("] {
      #expect(!html.contains(outside), "\(outside)")
    }
    let xml = html.replacing("<!DOCTYPE html>", with: "")
    #expect(XMLText(xml).openTags == [])
    if !isBrief {
      #expect(html.contains("<g id=\"change-a\"/><use href=\"#change-a\"/>"))
      #expect(html.contains("an &lt;assumption&gt; &amp; no more"))
    }
  }

  @Test(arguments: Language.allCases)
  func `is the golden Markdown`(_ language: Language) throws {
    try expectGolden(Self.page(language).markdown, "Reporting/page.\(language).md")
  }

  @Test func `has charts with a finding, data and no colors of their own`() {
    let charts = Self.page(.en).charts
    #expect(
      Set(charts.map(\.id)).isSuperset(of: [
        "change", "frontier", "gain-lose", "distribution-need-to-operate", "tornado",
      ]))
    #expect(charts.contains { $0.id.hasPrefix("attribution-") })
    for chart in charts {
      #expect(chart.finding.count > 20, "\(chart.id)")
      #expect(!chart.table.rows.isEmpty, "\(chart.id)")
      let text = chart.specification.text
      #expect(text.contains("vega-lite/v6.json"), "\(chart.id)")
      #expect(!text.contains("\"#") && !text.contains("\"url\""), "\(chart.id)")
    }
  }

  @Test func `of a run tells estimates`() {
    let page = SampleResults.run.page(.en)
    #expect(page.sections.map(\.id).starts(with: ["answer", "change", "times"]))
    #expect(page.tables.contains { $0.table.id == "estimates" })
  }
}

/// Tags of an XML text, as far as they do not match.
private struct XMLText {
  /// Tags left open, or closed without having been opened.
  var openTags: [String] = []

  init(_ text: String) {
    for tag in text.matches(of: /<(\/?)([A-Za-z0-9]+)([^<>]*?)(\/?)>/) {
      let name = String(tag.output.2)
      if !tag.output.4.isEmpty { continue }
      if tag.output.1.isEmpty {
        openTags.append(name)
      } else if openTags.last == name {
        openTags.removeLast()
      } else {
        openTags.append("/" + name)
        return
      }
    }
  }
}
