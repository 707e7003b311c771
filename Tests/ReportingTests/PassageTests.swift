import ApprovalModel
import ScenarioFiles
import Testing

@testable import Experiments
@testable import Reporting

@Suite struct `The passage of one applicant` {
  private func found() throws -> ApplicantTimelines {
    let text = """
      format: 1
      title: {zh: 小, en: Small}
      study: {window: {from: 2024-03-01, to: 2024-03-31}, warmUp: 10 calendar days, baseline: before, replications: 4, seed: 7}
      applicants: {firm: {arrivals: {perCalendarDay: 5}}}
      offices: {permits: {staff: 3, title: {zh: 许可科, en: Permit office}}}
      matters:
        licence:
          title: {zh: 许可证, en: Licence}
          office: permits
          prepare: 2 working days
          completeness: {work: 1 hours, correction: {chance: 60%, rounds: 3, takes: 3 working days}}
          activities:
            - survey: {work: 2 hours, stopsClock: yes}
            - judgement: {work: {exponential: {mean: 3 hours}}}
        seal: {needs: [licence], office: permits, review: {work: 1 hours}}
      reforms: {lean: {changes: [{cancel: seal}]}}
      designs: {before: [], lean: {title: {zh: 少办一件, en: one matter less}, reforms: [lean]}}
      """
    let reading = parseScenario(Array(text.utf8), file: "small.yaml")
    let scenario = try #require(reading.scenario, "\(reading.diagnostics)")
    var request = StudyRequest(scenario: scenario)
    request.designs = ["lean"]
    return try timelines(
      request, applicant: ApplicantName(applicantClass: "firm", index: 60), replication: 0,
      isCancelled: { false })
  }

  private func tables(_ section: Page.Section) -> [Page.Table] {
    section.blocks.flatMap { block -> [Page.Table] in
      switch block {
      case .table(let table): [table]
      case .picture(let picture): picture.table.map { [$0] } ?? []
      default: []
      }
    }
  }

  @Test func `calls the designs by their titles`() throws {
    let found = try found()
    let section = PassageSection(found, language: .zh).section
    #expect(Set(tables(section)[0].rows.map { $0[0].text }) == ["before", "少办一件"])
    let report = TimelineReport(found, language: .zh)
    #expect(report.text.contains("少办一件") && !report.text.contains("lean"))
    #expect(report.json.contains("\"design\": \"lean\""))
    let drawing = PassageDrawing(PassageChart(found, language: .zh)).svg
    #expect(drawing.contains("改革后：少办一件"))
    #expect(drawing.contains("data-design=\"lean\""))
  }

  @Test func `has the same numbers in both languages, and those of the table of applicants`() throws
  {
    let found = try found()
    let pages = Language.allCases.map { tables(PassageSection(found, language: $0).section) }
    for (a, b) in zip(pages[0], pages[1]) {
      #expect(a.id == b.id)
      #expect(a.rows.map { $0.map(\.value) } == b.rows.map { $0.map(\.value) })
    }
    let outcomes = try #require(pages[1].last)
    #expect(outcomes.rows[0][1].value == found.baseline.row.needCalendarDays)
    #expect(outcomes.rows[1][2].value == found.design.row.needDays)
    let held = try #require(outcomes.rows.first { $0[0].text.contains("review") })
    #expect(held[1].value == found.baseline.held.first { $0.holder == "review" }?.days)
  }

  @Test func `ends each passage where the record ends it`() throws {
    let found = try found()
    let chart = PassageChart(found, language: .en)
    for (world, row) in zip(chart.worlds, [found.baseline.row, found.design.row]) {
      let end = try #require(world.marks.first { $0.owner == "case" })
      #expect(abs(end.at - row.needCalendarDays) < 1e-6)
      #expect(world.bars.allSatisfy { $0.from >= 0 && $0.to > $0.from && $0.to <= chart.days })
    }
    #expect(chart.worlds[0].owners == ["licence", "seal"])
    #expect(chart.worlds[1].owners == ["licence"])
  }

  @Test func `marks when the clock stands still`() throws {
    let chart = PassageChart(try found(), language: .en)
    let stopped = chart.worlds[0].bars.filter(\.stopsClock).map(\.activity)
    #expect(Set(stopped) == ["licence/survey"])
    let svg = PassageDrawing(chart).svg
    #expect(svg.contains("review (clock stopped)"))
    #expect(svg.contains("may operate: day"))
    #expect(!svg.contains("style="))
  }
}
