import ApprovalModel
import Experiments
import Inference
import ScenarioFiles
import Testing

/// The shipped catalogue, entry by entry, and the comparisons in which each is seen.
enum ShippedCatalogue {
  static let catalogue = Catalogue(path: scenariosFolder + "catalogue")
  static let names = catalogue.names()

  static func entry(_ name: Name) throws -> CatalogueEntry {
    let (entry, diagnostics) = try catalogue.entry(name)
    #expect(diagnostics.isEmpty, "\(diagnostics.map { $0.text(language: .en) })")
    return try #require(entry)
  }

  /// One comparison: all effects that entries declare of designs of one scenario against one baseline.
  struct Comparison: Hashable, CustomTestStringConvertible {
    var scenario: String
    var baseline: Name
    var testDescription: String { "\(scenario) against \(baseline)" }
  }

  static let shows: [(entry: CatalogueEntry, show: CatalogueEntry.Show)] = names.flatMap { name in
    guard let entry = try? catalogue.entry(name).entry else {
      return [(CatalogueEntry, CatalogueEntry.Show)]()
    }
    return entry.shows.map { (entry, $0) }
  }

  static let comparisons: [Comparison] = {
    var result: [Comparison] = []
    for (_, show) in shows {
      let comparison = Comparison(scenario: show.scenario, baseline: show.baseline)
      if !result.contains(comparison) { result.append(comparison) }
    }
    return result
  }()
}

@Suite struct `The catalogue` {
  @Test func `has a sound list of documents`() throws {
    let (sources, diagnostics) = try ShippedCatalogue.catalogue.sources()
    #expect(diagnostics.isEmpty, "\(diagnostics.map { $0.text(language: .en) })")
    let cited = Set(try ShippedCatalogue.names.flatMap { try ShippedCatalogue.entry($0).sources })
    #expect(cited.isSubset(of: sources.map(\.name)))
  }

  @Test(arguments: ShippedCatalogue.names)
  func `says of every entry where it comes from and where it is seen`(_ name: Name) throws {
    let entry = try ShippedCatalogue.entry(name)
    #expect(!entry.sources.isEmpty)
    #expect(!entry.shows.isEmpty)
    #expect(!entry.kinds.isEmpty)
    #expect(entry.does.zh != entry.does.en && entry.title.zh != entry.title.en)
    #expect(entry.does.zh.count > 15)
    let texts =
      [entry.title, entry.does] + entry.figures.map(\.what) + entry.parameters.map(\.what)
    for text in texts { #expect(text.zh.digits == text.en.digits, "\(text.zh) | \(text.en)") }
    for show in entry.shows {
      let scenario = try scenario(named: show.scenario)
      func reforms(_ design: Name) throws -> [Name] {
        try #require(scenario.designs.first { $0.name == design }).reforms
      }
      let using = scenario.reforms.filter { $0.entry == name }.map(\.name)
      let added = try reforms(show.design).filter { try !reforms(show.baseline).contains($0) }
      #expect(added.contains(where: using.contains), "\(show.design) does not use the entry")
    }
  }

  @Test func `has every named system of the policy documents`() throws {
    let systems = Set(try ShippedCatalogue.names.map { try ShippedCatalogue.entry($0).system })
    for number in 1...94 {
      let system = number < 10 ? "S0\(number)" : "S\(number)"
      #expect(systems.contains(system), "the catalogue has no entry for \(system)")
    }
  }

  @Test func `has no reform under two names`() throws {
    var seen: [String: Name] = [:]
    for name in ShippedCatalogue.names {
      let text = try scenarioText(named: "catalogue/\(name).yaml")
      let changes = text.split(separator: "\n  changes:\n").last.map(String.init) ?? ""
      let body = changes.split(separator: "\nshows:").first.map(String.init) ?? ""
      // What a change is made of, without its parameters' names, notes and blanks.
      let meaning = body.replacing(/\$[\w-]+/, with: "$").replacing(/note: .*/, with: "")
        .replacing(/#.*/, with: "").replacing(/\s+/, with: " ")
      let system = try ShippedCatalogue.entry(name).system
      if let other = seen[meaning] {
        Issue.record("\(name) (\(system)) does what \(other) does: \(meaning)")
      }
      seen[meaning] = name
    }
  }

  // Common random numbers make a few replications tell.
  @Test(arguments: ShippedCatalogue.comparisons)
  func `does what it says`(_ comparison: ShippedCatalogue.Comparison) async throws {
    var scenario = try scenario(named: comparison.scenario)
    scenario.study.baseline = comparison.baseline
    let shows = ShippedCatalogue.shows.filter {
      $0.show.scenario == comparison.scenario && $0.show.baseline == comparison.baseline
    }
    let designs = Set(shows.map(\.show.design)).inNameOrder()
    let results = try await study(scenario, replications: 10, designs: designs)
    for (entry, show) in shows {
      let result = try #require(results.comparisons.first { $0.design == show.design })
      let outcome = try #require(
        result.outcomes.first { $0.key.name == show.outcome && $0.key.scope == .all },
        "\(entry.name): no outcome \(show.outcome)")
      let interval = try #require(outcome.runNoise, "\(entry.name): \(show.outcome)")
      #expect(
        show.rises ? interval.low > 0 : interval.high < 0,
        "\(entry.name): \(show.outcome) should \(show.rises ? "rise" : "fall"): \(interval.low) to \(interval.high)"
      )
    }
  }
}

extension String {
  /// The numbers in a text, in order of their size.
  fileprivate var digits: [String] {
    matches(of: /[0-9][0-9,]*(?:\.[0-9]+)?/).map { $0.output.filter { $0 != "," } }.sorted()
  }
}
