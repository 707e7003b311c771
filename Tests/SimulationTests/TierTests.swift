import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `A reform with a tier` {
  // Two matters side by side, 2 and 5 days; people enough.
  private func text(for rest: String = "") -> String {
    scenarioText(
      """
      applicants:
        firm: {arrivals: {perCalendarDay: 30}, attributes: {risk: {low: 40%, general: 40%, high: 20%}}}
      offices: {bureau: {staff: 900}}
      matters:
        sketch: {office: bureau, review: {work: 48 hours}}
        permit: {office: bureau, review: {work: 120 hours}}
      """,
      reforms: """
          by-risk:\(rest)
            changes:
              - tier: risk
                classes:
                  low: [{waive: permit, because: outOfScope}]
                  general: [{cancel: permit}, {cancel: sketch}]
        """,
      designs: ["after: [by-risk]"])
  }

  private func risk(_ one: Case) -> String {
    one.trace.compiler.names.attributes[0][0].categories[
      Int(one.row[one.trace.record.layout.firstAttribute])]
  }

  // Low risk: the sketch alone, 2 days. General: nothing, at once. High: as before, 5 days. A tier that
  // treats all alike would give all of them one length.
  @Test func `changes for each category what is meant for it`() throws {
    let days = ["low": 2 * day, "general": 0, "high": 5 * day]
    let trace = try trace(text(), design: "after")
    for one in trace.cases { #expect(one[.needCalendar] == days[risk(one)]) }
    #expect(Set(trace.cases.map(risk)) == Set(days.keys))
    #expect(reached(trace) == ["general", "low"])
  }

  /// The categories whose applicants the reform reaches.
  private func reached(_ trace: Trace) -> [String] {
    Set(trace.cases.filter { $0[.reach] != 0 }.map(risk)).sorted()
  }

  @Test func `is one reform, whatever its parts`() throws {
    let design = try trace(text(), design: "after").compiler.designs[0]
    #expect(design.reforms.map(\.name) == ["by-risk"])
    #expect(design.parts.map(\.name) == ["by-risk", "by-risk"])
    #expect(design.reformsReachingNobody(of: 0b10) == [])
    #expect(design.reformsReachingNobody(of: 0) == ["by-risk"])
  }

  // The parts for all (permit) and for a category (sketch) share one draw: nobody has one alone. Half
  // of those reached take it up.
  @Test func `is taken up once, with all that is meant for the applicant`() throws {
    let text = scenarioText(
      """
      applicants:
        firm: {arrivals: {perCalendarDay: 100}, attributes: {risk: {low: 50%, high: 50%}}}
      offices: {bureau: {staff: 900}}
      matters:
        sketch: {office: bureau, review: {work: 48 hours}}
        permit: {office: bureau, review: {work: 120 hours}}
      """,
      reforms: """
          by-risk:
            uptake: 50%
            changes:
              - cancel: permit
              - tier: risk
                classes: {low: [{cancel: sketch}]}
        """,
      designs: ["after: [by-risk]"])
    let cases = try trace(text, design: "after").cases
    let low = cases.filter { risk($0) == "low" }.map { $0[.needCalendar] / day }
    let high = cases.filter { risk($0) == "high" }.map { $0[.needCalendar] / day }
    #expect(Set(low) == [0, 5])
    #expect(Set(high) == [2, 5])
    // Some 700 of each: three standard deviations of a half are 6 %.
    #expect(abs(Double(low.count { $0 == 0 }) / Double(low.count) - 0.5) < 0.06)
  }

  // `for` and the tier hold together: of two classes one is reached, and of it the low risks.
  @Test func `reaches only whom the reform reaches`() throws {
    let twice = text(for: "\n    for: {class: firm}").replacing(
      "offices:",
      with:
        "  shop: {arrivals: {perCalendarDay: 30}, attributes: {risk: {low: 40%, general: 40%, high: 20%}}}\noffices:"
    )
    let trace = try trace(twice, design: "after")
    #expect(reached(trace) == ["general", "low"])
    #expect(trace.cases(of: "shop").allSatisfy { $0[.needCalendar] == 5 * day })
  }
}
