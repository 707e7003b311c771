import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `A duration of several parts` {
  private func text(_ prepare: String) -> String {
    scenarioText(
      window: "{from: 2024-03-04, to: 2024-06-30}",
      """
      applicants: {firm: {arrivals: {perCalendarDay: 40}}}
      offices: {planning: {staff: 900}}
      matters:
        planning: {office: planning, prepare: \(prepare), review: {work: 4 hours}}
      """)
  }

  private func lengths(_ prepare: String) throws -> [Int64] {
    try trace(text(prepare)).cases.flatMap { $0.lengths("planning/prepare") }
  }

  /// 25 % half an hour, 75 % two hours; nothing else, to the millisecond.
  ///
  /// Five standard errors.
  @Test func `takes exactly the values that are listed, in their shares`() throws {
    let all = try lengths("{discrete: {30 minutes: 25%, 2 hours: 75%}}")
    #expect(all.count > 4_000)
    #expect(Set(all) == [hour / 2, 2 * hour])
    let share = Double(all.count { $0 == hour / 2 }) / Double(all.count)
    #expect(abs(share - 0.25) < 5 * (0.25 * 0.75 / Double(all.count)).squareRoot())
  }

  @Test func `never falls into the gap of a histogram`() throws {
    let all = try lengths(
      "{histogram: [{from: 1 hours, to: 2 hours, share: 50%}, {from: 8 hours, to: 9 hours, share: 50%}]}"
    )
    #expect(all.allSatisfy { (hour...2 * hour).contains($0) || (8 * hour...9 * hour).contains($0) })
    let share = Double(all.count { $0 <= 2 * hour }) / Double(all.count)
    #expect(abs(share - 0.5) < 2.5 / Double(all.count).squareRoot())
  }

  /// The mixture in which all parts are the same is that part, to the rounding of the table's knots.
  @Test func `of equal parts is that part, applicant by applicant`() throws {
    let alone = try lengths("{lognormal: {median: 2 hours, p90: 6 hours}}")
    let part = "{share: 50%, of: {lognormal: {median: 2 hours, p90: 6 hours}}}"
    let mixed = try lengths("{mixture: [\(part), \(part)]}")
    #expect(alone.count == mixed.count)
    for (a, b) in zip(alone, mixed) { #expect(abs(Double(a - b)) <= 1 + 1e-5 * Double(a)) }
  }

  /// The steps stay where they are; the scale alone is drawn.
  @Test func `follows the range of its factors`() throws {
    let text = text("{empirical: [1 hours, 2 hours, 5 hours], grade: C, range: [0.5x, 3x]}")
    let scenario = try parsed(text)
    let compiler = try StudyCompiler(scenario, designs: scenario.designs)
    func steps(_ world: InputWorld) throws -> DurationSpec {
      let plan = try compiler.plan(design: 0, world: world).plan
      return try #require(plan.durations.array.first { $0.kind == .steps })
    }
    let declared = try steps(.declared)
    #expect(declared.scale == Double(hour))
    #expect(declared.steps == 3)
    var scales: Set<Double> = []
    for replication in 0..<50 as Range<UInt64> {
      let drawn = try steps(.drawn(seed: 1, replication: replication))
      #expect(drawn.table == declared.table)
      #expect(drawn.steps == declared.steps)
      #expect(drawn.scale >= 0.5 * Double(hour) && drawn.scale <= 3 * Double(hour))
      scales.insert(drawn.scale)
    }
    #expect(scales.count == 50)
  }

  @Test func `counts in the digest of the plan`() throws {
    func digest(_ prepare: String) throws -> UInt64 {
      let scenario = try parsed(text(prepare))
      return try StudyCompiler(scenario, designs: scenario.designs).planDigest()
    }
    let one = try digest("{discrete: {30 minutes: 25%, 2 hours: 75%}}")
    #expect(try digest("{discrete: {30 minutes: 26%, 2 hours: 74%}}") != one)
    #expect(try digest("{discrete: {31 minutes: 25%, 2 hours: 75%}}") != one)
    #expect(try digest("{discrete: {2 hours: 75%, 30 minutes: 25%}}") == one)
  }
}
