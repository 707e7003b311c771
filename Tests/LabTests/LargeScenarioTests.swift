import Foundation
import Testing

@testable import Lab

// What a file may ask for and no machine can do ends at once, in a finding with its place; what can be
// done is done. Nothing traps.
@Suite struct `A scenario at its limits` {
  private func text(
    window: String = "{from: 2024-03-04, to: 2024-03-17}",
    applicants: String = "{firm: {arrivals: {perCalendarDay: 3}}}",
    offices: String = "{permits: {staff: 1}}",
    matters: String = "{licence: {office: permits, review: {work: 1 hours}}}", more: String = ""
  ) -> String {
    """
    format: 1
    title: x
    calendar: always
    study: {window: \(window), followFor: 20 calendar days, observe: 1 calendar day, baseline: before, replications: 1}
    applicants: \(applicants)
    offices: \(offices)
    matters: \(matters)
    \(more)designs: {before: []}

    """
  }

  /// Checks and runs the text; the exit codes and what was printed and said.
  private func run(_ text: String) async throws -> (check: ExitCode, run: ExitCode, output: String)
  {
    let file = FileManager.default.temporaryDirectory.appending(path: "reformlab-\(UUID()).yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let (check, run) = (TestHost(), TestHost())
    let codes = (await check.run("check", file.path), await run.run("run", file.path, "--csv"))
    let output = (check.printed + run.said).replacingOccurrences(of: file.path, with: "x.yaml")
    return (codes.0, codes.1, output)
  }

  private func names(_ letter: String, _ count: Int, _ body: String) -> String {
    "{" + (0..<count).map { "\(letter)\($0): \(body)" }.joined(separator: ", ") + "}"
  }

  private func expectRefused(
    _ text: String, at place: String, _ message: String,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let end = try await run(text)
    #expect(end.check == .invalidInput && end.run == .invalidInput, sourceLocation: location)
    #expect(
      end.output.contains("x.yaml:\(place): error: \(message)"), "\(end.output.prefix(500))",
      sourceLocation: location)
    #expect(start.duration(to: clock.now) < .seconds(300), sourceLocation: location)
  }

  @Test func `with more arrivals than fit into memory is refused at the rate`() async throws {
    try await expectRefused(
      text(
        window: "{from: 2000-01-01, to: 2049-12-31}",
        applicants: "{firm: {arrivals: {perCalendarDay: 1000000, batches: {10000: 100%}}}}"),
      at: "5:48",
      "at these arrivals about 182630000000000 applicants come from 2000-01-01 to 2049-12-31 "
        + "(warm-up and window), and one run has at most 10000000; shorten the window or lower the "
        + "arrivals")
  }

  // Each class alone would do: five million each.
  @Test func `counts the arrivals of all classes together`() async throws {
    let half = "{arrivals: {perCalendarDay: 400000}}"
    try await expectRefused(
      text(applicants: "{firm: \(half), shop: \(half)}"), at: "5:92",
      "at these arrivals about 11200000 applicants come")
  }

  @Test(arguments: [
    ("{permits: {staff: 0}}", "6:28"),
    ("{permits: {staff: 0, staffing: [{on: Monday, staff: 0}]}}", "6:28"),
  ])
  func `without anybody to do the work is refused at the staff`(_ offices: String, _ place: String)
    async throws
  {
    try await expectRefused(
      text(offices: offices), at: place, "office 'permits' has work to do and nobody to do it")
  }

  @Test(arguments: [
    ("{perCalendarDay: 0}", "5:48", "'0' should be above zero"),
    ("{list: []}", "5:32", "the list of 'list' is empty"),
    (
      "{perCalendarDay: 3, profile: {weekdays: [0, 0, 0, 0, 0, 0, 0]}}", "5:61",
      "all weights of 'weekdays' are zero, so no need ever arises"
    ),
  ])
  func `in which no need ever arises is refused`(
    _ arrivals: String, _ place: String, _ message: String
  ) async throws {
    try await expectRefused(
      text(applicants: "{firm: {arrivals: \(arrivals)}}"), at: place, message)
  }

  // Rare needs are no mistake: a run without applicants is done and says so.
  @Test(arguments: [
    "{perCalendarDay: 0.000000000001}",
    "{perCalendarDay: 3, profile: {months: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}}",
  ])
  func `in whose window nobody comes is run`(_ arrivals: String) async throws {
    let end = try await run(text(applicants: "{firm: {arrivals: \(arrivals)}}"))
    #expect(end.check == .done && end.run == .done, "\(end.output)")
  }

  @Test(arguments: [1_001, 100_000])
  func `of too many matters is refused at the first too many`(_ count: Int) async throws {
    let list = (0..<count).map { "\n  m\($0): {office: permits}" }.joined()
    try await expectRefused(
      text(matters: list), at: "1008:3",
      "there are \(count) entries in 'matters'; at most 1000 are possible, merge or split them")
  }

  @Test func `of a thousand matters is checked`() async throws {
    let list = (0..<1_000).map { "\n  m\($0): {office: permits}" }.joined()
    let end = try await run(text(matters: list))
    #expect(end.check == .done && end.run == .done, "\(end.output.prefix(500))")
  }

  @Test func `of too many offices or credit lists is refused`() async throws {
    let offices = (0..<100_000).map { "\n  o\($0): {staff: 1, grade: D}" }.joined()
    let end = try await run(text(offices: offices + "\n  permits: {staff: 1}"))
    #expect(end.check == .invalidInput)
    #expect(end.output.contains("x.yaml:1007:3: error: there are 100001 entries in 'offices'"))
    let lists = try await run(
      text(more: "creditLists: \(names("l", 65, "{exit: automatic}"))\n"))
    #expect(lists.check == .invalidInput)
    #expect(lists.output.contains("there are 65 entries in 'creditLists'; at most 64"))
  }

  // 250 classes of ten million firms each.
  @Test func `with more firms than can be followed is refused at the firms`() async throws {
    let end = try await run(
      text(
        applicants: names(
          "f", 250, "{arrivals: {perCalendarDay: 3}, firms: 10000000, grade: D, range: [1x, 1x]}")))
    #expect(end.check == .invalidInput)
    #expect(
      end.output.contains(
        "there are 110000000 pairs of a firm and a credit list or an event remembered of it, and at most "
          + "100000000 are possible"),
      "\(end.output.prefix(500))")
  }

  @Test(arguments: [
    ("{permits: {staff: 2147483648}}", "6:28", "'2147483648' is not between 0 and 100000"),
    ("{permits: {staff: 1, places: 0}}", "6:39", "'0' is not between 1 and 1000000"),
    (
      "{permits: {staff: 1, batch: {size: 1000000000000, within: 1 hours}}}", "6:45",
      "'1000000000000' is not between 2 and 10000"
    ),
  ])
  func `with numbers beyond all offices is refused at the number`(
    _ offices: String, _ place: String, _ message: String
  ) async throws {
    try await expectRefused(text(offices: offices), at: place, message)
  }

  @Test func `that sends a file back a thousand times is refused at the chance`() async throws {
    try await expectRefused(
      text(
        matters:
          "{licence: {office: permits, review: {work: 0 minutes, again: {chance: 99.99999%}}}}"),
      at: "7:80",
      "'licence' goes back with a chance above 99.9% each time and without a cap, a thousand times on "
        + "average")
  }

  @Test func `with a time of a million million hours is refused at the time`() async throws {
    try await expectRefused(
      text(
        matters:
          "{licence: {office: permits, review: {work: {exponential: {mean: 1000000000000 hours}}}}}"
      ),
      at: "7:74", "'1000000000000 hours' is longer than 100 years")
  }

  // Possible, if strange: nothing here may trap, hang or be refused.
  @Test(arguments: [
    "{licence: {office: permits, review: {work: {exponential: {mean: 0.000000001 minutes}}}}}",
    "{licence: {office: permits, activities: [{n: {wait: {lognormal: {mean: 36000 calendar days, deviation: 36000 calendar days}}}}]}}",
    "{licence: {office: permits, review: {work: 1 hours}, limit: {promised: 26000 working days, statutory: 36525 calendar days, escalates: red, tacit: yes}}}",
    "{licence: {office: permits, review: {work: 1 hours}, limit: {promised: 0 working days, escalates: red, tacit: yes}}}",
  ])
  func `with extreme times is run`(_ matters: String) async throws {
    let end = try await run(text(matters: matters))
    #expect(end.check == .done && end.run == .done, "\(end.output)")
  }

  @Test(arguments: [
    "{firm: {arrivals: {perCalendarDay: 30}, patience: 0 minutes}}",
    "{firm: {arrivals: {perCalendarDay: 3, batches: {10000: 1%, 1: 99%}}}}",
  ])
  func `with extreme applicants is run`(_ applicants: String) async throws {
    let end = try await run(text(applicants: applicants))
    #expect(end.check == .done && end.run == .done, "\(end.output)")
  }

  @Test(arguments: [
    "{from: 1950-01-01, to: 1950-01-31}", "{from: 2200-12-01, to: 2200-12-31}",
    "{from: 1950-01-01, to: 2200-12-31}",
  ])
  func `in the years 1950 to 2200 is run`(_ window: String) async throws {
    let end = try await run(text(window: window))
    #expect(end.check == .done && end.run == .done, "\(end.output)")
  }

  // 4 MiB hold some hundred thousand values.
  @Test func `with a list of a hundred thousand values is checked`() async throws {
    let values = (0..<100_000).map { "\($0 % 97) minutes" }.joined(separator: ", ")
    let clock = ContinuousClock()
    let start = clock.now
    let end = try await run(
      text(matters: "{licence: {office: permits, review: {work: {empirical: [\(values)]}}}}"))
    #expect(end.check == .done && end.run == .done, "\(end.output.prefix(300))")
    #expect(start.duration(to: clock.now) < .seconds(300))
  }
}
