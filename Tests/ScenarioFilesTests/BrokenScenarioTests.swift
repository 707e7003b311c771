import ApprovalModel
import ScenarioFiles
import Testing

@Suite struct `A broken scenario` {
  @Test func `is made from one without a fault`() {
    let (scenario, diagnostics) = read(smallScenario)
    #expect(scenario != nil)
    #expect(diagnostics.allSatisfy { $0.severity != .error })
  }

  @Test(
    arguments: brokenScenarios + brokenProcesses + brokenPapers + brokenRoutes + brokenLists
      + brokenSupervision + brokenAccounts + brokenDesigns)
  func `is refused word for word`(_ broken: BrokenScenario) throws {
    let reading = read(try broken.text())
    #expect(reading.scenario == nil)
    #expect(errors(of: reading) == broken.expected)
  }

  @Test(
    arguments: brokenScenarios + brokenProcesses + brokenPapers + brokenRoutes + brokenLists
      + brokenSupervision + brokenAccounts + brokenDesigns)
  func `is told the same in Chinese`(_ broken: BrokenScenario) throws {
    for diagnostic in read(try broken.text()).diagnostics {
      let hint = diagnostic.hint
      #expect(!diagnostic.message.zh.isEmpty)
      #expect(diagnostic.message.zh != diagnostic.message.en)
      #expect(diagnostic.message.zh.numbers == diagnostic.message.en.numbers)
      #expect(hint?.zh.numbers == hint?.en.numbers)
    }
  }

  @Test func `tells all its faults at once, from top to bottom`() throws {
    var text = smallScenario
    for broken in brokenScenarios {
      let isLocal = [
        "a misspelt unit", "a share over 100 %", "a negative number",
        "a misspelt matter in a change",
        "a misspelt matter in 'needs'", "an unknown baseline", "an unknown source",
      ].contains(broken.title)
      guard isLocal else { continue }
      for (old, new) in broken.edits {
        let range = try #require(text.range(of: old))
        text.replaceSubrange(range, with: new)
      }
    }
    let diagnostics = read(text).diagnostics.filter { $0.severity == .error }
    #expect(
      diagnostics.map(\.message.en) == [
        "no design has the name 'befor'",
        "'-2' is negative; a number of people cannot be",
        "no source is declared by the name 'lawn'",
        "'licence' waits for 'survay', but no matter has that name",
        "'6 workin days' is not in a unit of time; there are minutes, hours, working days, calendar "
          + "days, months and years",
        "'130%' is more than 100%",
        "'quick' names matter 'license', but no matter has that name",
      ])
    #expect(diagnostics == diagnostics.sorted())
  }

  @Test func `is pointed at where the fault stands`() throws {
    try expectError(
      "'6 days' does not say which days; write 6 working days or 6 calendar days",
      in: smallScenario.replacing("prepare: 6 working days", with: "prepare: 1️⃣6 days"))
    try expectError(
      "'许可' waits for '勘察', but no matter has that name",
      in: smallScenario.replacing(
        "reforms:", with: "  许可: {office: permits, needs: [survey, 1️⃣勘察]}\nreforms:"))
    try expectError(
      "the range from 3 to 5 leaves out the value 2 of 'offices.window.staff'",
      in: smallScenario.replacing(
        "window: {staff: 2}", with: "window: {staff: {value: 2, grade: D, range: 1️⃣[3, 5]}}"))
    try expectError(
      "'licence' has no key 'basiss'",
      in: smallScenario.replacing("basis: law", with: "1️⃣basiss: law"))
  }

  @Test func `needs applicants, matters and designs`() {
    let nobody = """
      format: 1
      title: Nobody
      study: {window: {from: 2024-03-01, to: 2024-06-30}, baseline: before}
      applicants: {}
      matters: {}
      designs: {}
      """
    #expect(
      read(nobody).diagnostics.map(\.message.en) == [
        "no design has the name 'before'", "there is nothing in 'applicants'",
        "there is nothing in 'matters'", "there is no design in 'designs'",
      ])
    #expect(
      read("format: 1").diagnostics.map(\.message.en) == [
        "the scenario lacks 'applicants'; write for example 'applicants: {firm: {arrivals: "
          + "{perWorkingDay: 12}}}'",
        "the scenario lacks 'designs'; write for example 'designs: {before: []}'",
        "the scenario lacks 'matters'; write for example 'matters: {licence: {office: permits, review: "
          + "{work: 2 hours}}}'",
        "the scenario lacks 'study'; write for example 'study: {window: {…}, baseline: before}'",
        "the scenario lacks 'title'; write for example 'title: {zh: 一个许可事项, en: One licence}'",
      ])
  }

  @Test func `with hundreds of faults lists the first five hundred`() {
    let many = (1...2_000).map { "x\($0): 1" }.joined(separator: "\n")
    let diagnostics = read(smallScenario + "\n" + many).diagnostics
    #expect(diagnostics.count == 501)
    #expect(diagnostics.first?.code == .tooManyFindings)
    #expect(
      diagnostics.first?.text(language: .en)
        == "small.yaml: error: there are more findings than are listed; correct these first")
  }
}
