import ApprovalModel
import Kernel
import Simulation
import Testing

/// Runs `text` under `calendar: always` and expects this passage of its first applicant, an hour a
/// column from the need on: `=` under way, `.` in the queue, `*` falls at the end of that hour.
///
/// Only the rows that are written are looked at; the first line is a ruler.
private func expectTimeline(
  of text: String, design: String = "before", _ expected: String,
  location: SourceLocation = #_sourceLocation
) throws {
  let trace = try trace(text, design: design, location)
  let one = try #require(trace.cases.first, sourceLocation: location)
  var lines = expected.split(separator: "\n").map(String.init)
  let ruler = lines.removeFirst()
  let width = ruler.count - (ruler.drop { $0 != "0" }).count
  var actual = [ruler]
  for line in lines {
    let label = String(line.prefix { $0 != " " })
    var row = Array(repeating: Character(" "), count: 80)
    func mark(_ from: Int64, _ to: Int64, _ mark: Character) {
      for column in (from / hour)..<max(from / hour, to / hour) { row[Int(column)] = mark }
    }
    let events = one.events.filter { trace.labels[Int($0.label)] == label }
    var last = one.arrival
    for event in events {
      let from = last - one.arrival
      let to = event.instant - one.arrival
      switch event.lifecycle {
      case .schedule, .suspend, .resume: break
      case .start: if events[0].lifecycle == .schedule { mark(from, to, ".") }
      case .complete:
        if events[0].lifecycle == .complete {
          row[Int(max(0, to / hour - 1))] = "*"
        } else {
          mark(from, to, "=")
        }
      }
      last = event.instant
    }
    let name = label + String(repeating: " ", count: max(1, width - label.count))
    let bar = String(row).reversed().drop { $0 == " " }.reversed()
    actual.append(name + String(bar))
  }
  #expect(
    actual.joined(separator: "\n") == ([ruler] + lines).joined(separator: "\n"),
    sourceLocation: location)
}

@Suite struct `The passage of an applicant` {
  private let chain = scenarioText(
    """
    applicants: {firm: {arrivals: {perCalendarDay: 1}}}
    offices: {planning: {staff: 9}, fire: {staff: 9}}
    matters:
      planning: {office: planning, prepare: 2 hours, review: {work: 4 hours}}
      fire: {office: fire, after: [planning], prepare: 1 hours, review: {work: 6 hours}}
      permit: {office: planning, needs: [planning, fire], review: {work: 3 hours}}
    """,
    reforms: """
        side: {changes: [{parallel: [planning, fire]}]}
        lean: {changes: [{cancel: fire}]}
      """,
    designs: ["side-by-side: [side]", "without: [lean]"])

  @Test func `in a row takes the sum of all`() throws {
    try expectTimeline(
      of: chain,
      """
      hour              0   4   8   12  16
      planning/prepare  ==
      planning/review     ====
      fire/prepare            =
      fire/review              ======
      permit/review                  ===
      case/operate                     *
      """)
  }

  @Test func `side by side waits for the longer review`() throws {
    try expectTimeline(
      of: chain, design: "side-by-side",
      """
      hour              0   4   8   12  16
      planning/prepare  ==
      planning/review     ====
      fire/prepare      =
      fire/review        ======
      permit/review            ===
      case/operate               *
      """)
  }

  @Test func `without a cancelled matter keeps the order of the others`() throws {
    try expectTimeline(
      of: chain, design: "without",
      """
      hour              0   4   8   12  16
      planning/review     ====
      permit/review           ===
      case/operate              *
      """)
  }

  @Test func `that is sent back passes the check again, then is accepted as it is`() throws {
    try expectTimeline(
      of: scenarioText(
        """
        applicants: {firm: {arrivals: {perCalendarDay: 1}}}
        offices: {window: {staff: 9}, permits: {staff: 9}}
        matters:
          licence:
            office: permits
            completeness: {office: window, work: 1 hours, correction: {chance: 100%, rounds: 2, takes: 3 hours}}
            review: {work: 2 hours, again: {chance: 100%, rounds: 1}}
            delivery: {takes: 2 hours}
        """),
      """
      hour                  0   4   8   12  16
      licence/completeness  =   =   =
      licence/correction     === ===
      licence/review                 ====
      licence/decision                  *
      licence/delivery                   ==
      case/operate                        *
      """)
  }

  // Own work is cut into milestones; the acceptance begins at the structure while finishing goes on.
  @Test func `builds milestone by milestone while matters wait for the right one`() throws {
    try expectTimeline(
      of: scenarioText(
        """
        applicants: {firm: {arrivals: {perCalendarDay: 1}}}
        offices: {permits: {staff: 9}}
        ownWork:
          building:
            needs: [permit]
            milestones: [{foundation: {takes: 3 hours}}, {structure: {takes: 4 hours}}, {finish: {takes: 5 hours}}]
        matters:
          permit: {office: permits, review: {work: 2 hours}}
          acceptance: {office: permits, needs: [building.structure], review: {work: 1 hours}}
        """),
      """
      hour                 0   4   8   12  16
      permit/review        ==
      building/foundation    ===
      building/structure        ====
      building/finish               =====
      acceptance/review             =
      case/operate                      *
      """)
  }
}
