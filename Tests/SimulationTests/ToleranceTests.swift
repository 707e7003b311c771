import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `A tolerated absence` {
  /// One applicant: papers of 20 hours, of which the main ones take 8; the review takes 10 and the
  /// delivery 2.
  private func text(
    papers: Int, within: Int, holds: String, review: String = "10 hours", matter: String = "",
    firm: String = "", needs arrivals: String = needs(at: 0), lists: String = "",
    reform: String = "",
    list: String = ""
  ) -> String {
    scenarioText(
      """
      applicants: {firm: {\(arrivals)\(firm)}}
      offices: {bureau: {staff: 1}}
      \(lists)
      matters:
        permit:
          office: bureau
          prepare: 20 hours
          materials: 8
          review: {work: \(review)}
          delivery: {takes: 2 hours, trip: no}
          limit: {starts: receipt, promised: 1 working days}
          \(matter)
      """,
      reforms: """
          late:
            \(reform)
            changes:
              - tolerate: permit
                prepare: 8 hours
                papers: \(papers) hours
                within: \(within) hours
                holds: \(holds)
                else: terminate
                \(list)
        """,
      designs: ["late: [late]"])
  }

  // Papers 8–23 beside the review 8–18.
  //
  //     before    papers 0–20, review 20–30, delivered 32
  //     decision  waits for the papers: 23, delivered 25
  //     delivery  decided 18, waits for the papers: 23, delivered 25
  //     nothing   decided 18, delivered 20
  //
  // The tempting wrong versions collect the papers after the review, or before submission.
  @Test(arguments: [("decision", 25, 15), ("delivery", 25, 10), ("nothing", 20, 10)])
  func `holds up what it says and nothing else`(
    holds: String, need: Int64, throughput: Int64
  ) throws {
    let text = text(papers: 15, within: 30, holds: holds)
    let before = try #require(try trace(text).cases.first)
    #expect(before[.needCalendar] == 32 * hour)
    let after = try trace(text, design: "late")
    let one = try #require(after.cases.first)
    #expect(one.passage("permit/papers") == "start 8 | complete 23")
    #expect(one[.needCalendar] == need * hour)
    #expect(one[.throughputCalendar] == throughput * hour)
    #expect(one.ending == .operating)
    // All documents, one submission; one more trip, for the papers that follow.
    #expect(one[.materials] == before[.materials])
    #expect(one[.submissions] == 1 && one[.lateCommitments] == 0)
    #expect(one[.trips] == before[.trips] + 1)
    #expect(try after.tally(office: "bureau").busy == 10 * hour)
  }

  // Handed in on the first day, papers there after 72 hours, on the fourth: three official days, and
  // the promise of one day is broken. The tempting wrong version stops the clock meanwhile.
  @Test(arguments: [("decision", 3, 0), ("delivery", 0, 1)])
  func `does not stop the clock`(holds: String, days: Int64, inTime: Int64) throws {
    let after = try trace(text(papers: 72, within: 90, holds: holds), design: "late")
    #expect(after.cases.map { $0[.officialDays] } == [days])
    #expect(try after.tally(matter: "permit").withinPromised == inTime)
  }

  // Handed in at 8, promised until 38; the review of 100 hours stops there and its people are free.
  @Test(arguments: ["decision", "delivery", "nothing"])
  func `ends with the application when the promise is broken`(holds: String) throws {
    let after = try trace(
      text(papers: 31, within: 30, holds: holds, review: "100 hours"), design: "late")
    let one = try #require(after.cases.first)
    #expect(one.ending == .refused)
    #expect(one[.needCalendar] == 38 * hour + 1)
    #expect(one[.lateCommitments] == 1 && one[.refusals] == 1 && one[.revocations] == 0)
    #expect(try after.tally(office: "bureau").busy == 30 * hour + 1)
    let tally = try after.tally(matter: "permit")
    #expect(tally.decisions == 0 && tally.withdrawn == 1)
  }

  @Test func `is kept by papers that come with the last millisecond`() throws {
    let one = try #require(
      try trace(text(papers: 30, within: 30, holds: "decision"), design: "late").cases.first)
    #expect(one.ending == .operating)
    #expect(one[.needCalendar] == 40 * hour)
  }

  // Decided at 18, papers awaited until 23 and promised until 19: it ends undelivered.
  @Test func `may end between decision and delivery`() throws {
    let after = try trace(text(papers: 15, within: 11, holds: "delivery"), design: "late")
    let one = try #require(after.cases.first)
    #expect(one.ending == .refused)
    #expect(one[.needCalendar] == 19 * hour + 1)
    #expect(try after.tally(matter: "permit").decisions == 1)
  }

  // Granted at 20 without the papers; revoked at 38; all papers again 38–58, review 58–68.
  @Test func `costs the permit when nothing waited`() throws {
    let after = try trace(text(papers: 60, within: 30, holds: "nothing"), design: "late")
    let one = try #require(after.cases.first)
    #expect(one.ending == .operating)
    #expect(one[.needCalendar] == 20 * hour)
    #expect(one[.lateCommitments] == 1 && one[.revocations] == 1 && one[.refusals] == 0)
    #expect(one[.submissions] == 2)
    // No trip for papers that nobody wants any more: one for each submission.
    #expect(one[.trips] == 2)
    #expect(one.instants("permit/submit") == [8 * hour, 58 * hour + 1])
    #expect(one.instants("permit/decision") == [18 * hour, 68 * hour + 1])
    #expect(try after.tally(office: "bureau").busy == 20 * hour)
  }

  // Refused at 18; the mended application waits for the papers (48) and is granted at 58, delivered
  // at 60. The promise ended with the refusal: the tempting wrong version terminates at 38.
  @Test(arguments: ["delivery", "nothing"])
  func `ends with a refusal, and the next application brings all papers`(holds: String) throws {
    let after = try trace(
      text(
        papers: 40, within: 30, holds: holds, review: "10 hours, catches: 100%",
        matter: "reapply: {after: 2 hours, atMost: 3}",
        firm: ", defects: {permit: {serious: 100%, curable: 0%}}"),
      design: "late")
    let one = try #require(after.cases.first)
    #expect(one.ending == .operating)
    #expect(one[.needCalendar] == 60 * hour)
    #expect(one[.lateCommitments] == 0 && one[.submissions] == 2)
    #expect(one.instants("permit/submit") == [8 * hour, 48 * hour])
    #expect(one.instants("permit/papers", .start) == [8 * hour])
  }

  // One firm, back while it is listed (38 to 62) and after: the second time it waits for all papers.
  @Test func `puts the firm of who breaks the promise on the list`() throws {
    let cases = try trace(
      text(
        papers: 31, within: 30, holds: "decision", firm: ", firms: 1", needs: needs(at: 0, 40, 80),
        lists: "creditLists: {dishonest: {stay: 1 calendar days, exit: automatic}}",
        reform: "for: {notOnList: dishonest}", list: "list: dishonest"),
      design: "late"
    ).cases
    #expect(cases.map(\.ending) == [.refused, .operating, .refused])
    #expect(cases[1][.needCalendar] == 32 * hour)
  }
}
