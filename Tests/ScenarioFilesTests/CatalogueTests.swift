import ApprovalModel
import Foundation
import Testing

@testable import ScenarioFiles

@Suite final class `A scenario that uses the catalogue` {
  /// A folder with one entry and its documents, beside which scenarios are read.
  let folder = FileManager.default.temporaryDirectory.appending(path: "catalogue-\(UUID())")
  let catalogue: Catalogue

  static let entry = #"""
    format: 1
    system: S01
    title: {zh: 告知承诺制, en: Notice and commitment}
    domain: general
    does: {zh: 当场发证，事后核查, en: "The permit comes at once and is checked afterwards."}
    figures:
      - {what: {zh: 期限, en: limit}, value: 5 working days, source: rule, status: rule}
    parameters:
      permits: {is: matters, what: {zh: 许可, en: the permits}}
      inspectors: {is: office, what: {zh: 核查部门, en: who checks}}
      rate: {is: value, what: {zh: 核查比例, en: share checked}, default: 100%}
      papers: {is: value, what: {zh: 材料份数, en: documents}, optional: yes}
    reform:
      source: rule
      for: {risk: low}
      changes:
        - commit: $permits
          form: permit
          claims: met
          materials: $papers
          followUp: {office: $inspectors, work: 3 hours, after: 15 calendar days, rate: $rate, detects: 90%}
    shows:
      - {scenario: one.yaml, baseline: before, design: after, outcome: trips, expect: falls}
    """#

  init() throws {
    catalogue = Catalogue(path: folder.appending(path: "catalogue").path)
    try FileManager.default.createDirectory(
      atPath: catalogue.path, withIntermediateDirectories: true)
    try write("sources", "sources:\n  rule: {title: 某规定, status: {inForce: 2021-10-01}}\n")
    try write("commitment", Self.entry)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(catalogue.path)/\(name).yaml"))
  }

  /// The small scenario with `reform` in place of its own.
  private func text(_ reform: String) -> String {
    smallScenario.replacing(
      "    source: plan\n    changes:\n      - limit: licence\n        promised: 5 working days",
      with: reform.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n"))
  }

  private func read(_ reform: String) -> (scenario: Scenario?, diagnostics: [Diagnostic]) {
    parseScenario(Array(text(reform).utf8), file: "small.yaml", catalogue: catalogue)
  }

  @Test func `may say what its reform costs once`() throws {
    let (scenario, diagnostics) = read(
      """
      use: commitment
      with: {permits: licence, inspectors: permits}
      oneOff: {training: {amount: 5000 yuan, payer: government}}
      """)
    #expect(diagnostics.allSatisfy { $0.severity != .error })
    #expect(scenario?.reforms.first?.oneOff.map(\.name) == ["training"])
  }

  @Test func `means what it would mean written out`() throws {
    let used = try #require(
      read("use: commitment\nwith: {permits: [licence], inspectors: permits}").scenario)
    let written = try #require(
      read(
        """
        title: {zh: 告知承诺制, en: Notice and commitment}
        source: rule
        for: {risk: low}
        changes:
          - commit: [licence]
            form: permit
            claims: met
            followUp: {office: permits, work: 3 hours, after: 15 calendar days, rate: 100%, detects: 90%}
        """
      ).scenario)
    #expect(used.reforms[0].changes.map(\.kind) == written.reforms[0].changes.map(\.kind))
    #expect(used.reforms[0].title == written.reforms[0].title)
    #expect(used.reforms[0].reach == written.reforms[0].reach)
    #expect(used.reforms[0].entry == "commitment")
    #expect(written.reforms[0].entry == nil)
    #expect(used.inputs.map(\.path) == written.inputs.map(\.path))
    #expect(used.sources.map(\.name) == ["law", "plan", "rule"])
  }

  @Test func `states its own reach, uptake and values`() throws {
    let used = try #require(
      read(
        "use: commitment\nfor: {risk: general}\nuptake: 70%\n"
          + "with: {permits: licence, inspectors: permits, rate: 30%, papers: 4}"
      ).scenario)
    let reform = used.reforms[0]
    #expect(reform.reach.tests == used.reforms[0].reach.tests)
    #expect(reform.uptake != nil)
    let paths = used.inputs.map { "\($0.path) \($0.text)" }
    #expect(paths.contains("reforms.quick.changes.commit.licence.followUp.rate 30%"))
    #expect(paths.contains("reforms.quick.changes.commit.licence.materials 4"))
  }

  @Test(arguments: [
    (
      "use: comitment\nwith: {permits: licence}",
      "small.yaml:34:10: error: the catalogue of reforms has no 'comitment'"
    ),
    (
      "use: commitment\nwith: {permits: licence}",
      "small.yaml:34:10: error: catalogue entry 'commitment' needs 'inspectors' in 'with': who checks"
    ),
    (
      "use: commitment\nwith: {permits: licence, inspectors: permits, rates: 3%}",
      "small.yaml:35:51: error: catalogue entry 'commitment' has no parameter 'rates'"
    ),
    (
      "use: commitment\nwith: {permits: licence, inspectors: [permits]}",
      "small.yaml:35:30: error: parameter 'inspectors' of catalogue entry 'commitment' is an office"
    ),
    (
      "use: commitment\nwith: {permits: licences, inspectors: permits}",
      "small.yaml:35:21: error: 'quick' names matter 'licences', but no matter has that name"
    ),
    (
      "use: commitment\nwith: {permits: licence, inspectors: permit}",
      "small.yaml:35:42: error: no office has the name 'permit'"
    ),
    (
      "use: commitment\nchanges: [{cancel: licence}]\nwith: {permits: licence, inspectors: permits}",
      "small.yaml:35:5: error: a reform with 'use' has no 'changes' of its own"
    ),
  ])
  func `is told where it uses it wrongly`(_ reform: String, _ expected: String) {
    let reading = read(reform)
    #expect(reading.scenario == nil)
    let texts = errors(of: reading)
    #expect(texts.contains(expected), "\(texts)")
  }

  @Test func `learns where an entry itself is wrong`() throws {
    try write("commitment", Self.entry.replacing("detects: 90%", with: "detects: $x"))
    let open = errors(of: read("use: commitment\nwith: {permits: licence, inspectors: permits}"))
    #expect(open.contains("commitment.yaml:21:101: error: no parameter has the name 'x'"))
    try write("commitment", Self.entry.replacing("rate: $rate", with: "rate: 1%"))
    let unused = errors(of: read("use: commitment\nwith: {permits: licence, inspectors: permits}"))
    #expect(unused.contains("nothing in 'reform' uses parameter 'rate'"), "\(unused)")
    try write("commitment", Self.entry.replacing("work: 3 hours", with: "work: 3 days"))
    let days = errors(of: read("use: commitment\nwith: {permits: licence, inspectors: permits}"))
    #expect(days.contains("commitment.yaml:21:"), "\(days)")
    #expect(days.contains("21 |       followUp: {office: $inspectors, work: 3 days"))
  }

  @Test func `finds the folder beside the file or above it`() throws {
    let deep = folder.appending(path: "a/b")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    let scenario = folder.appending(path: "one.yaml").path
    #expect(Catalogue.find(besideScenario: scenario)?.path == catalogue.path)
    let below = try #require(Catalogue.find(besideScenario: deep.appending(path: "x.yaml").path))
    #expect(below.path == catalogue.path)
    #expect(below.names() == ["commitment"])
    let entry = try #require(try below.entry("commitment").entry)
    #expect(entry.kinds == ["commit"])
    #expect(entry.sources == ["rule"])
    #expect(entry.parameters.map(\.name) == ["permits", "inspectors", "rate", "papers"])
  }

  @Test func `is not to be mistaken for an entry`() {
    let reading = parseScenario(Array(Self.entry.utf8), file: "commitment.yaml")
    #expect(reading.scenario == nil)
    #expect(
      errors(of: reading).contains("this is an entry of the catalogue, not a scenario"))
    #expect(reading.diagnostics.count == 1)
  }

  @Test func `may use one entry twice`() throws {
    let twice = text("use: commitment\nwith: {permits: licence, inspectors: permits}")
      .replacing(
        "designs:",
        with: "  other:\n    use: commitment\n    for: {risk: high}\n"
          + "    with: {permits: survey, inspectors: permits}\ndesigns:")
    let (scenario, diagnostics) = parseScenario(
      Array(twice.utf8), file: "small.yaml", catalogue: catalogue)
    #expect(diagnostics.allSatisfy { $0.severity != .error })
    #expect(scenario?.reforms.map(\.name) == ["other", "quick"])
  }
}
