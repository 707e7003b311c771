import ApprovalModel
import Kernel
import Simulation
import Testing

/// Follows the people of one office through the log: who waits, who is at work, when somebody idles.
private struct Desk {
  private struct Visit: Hashable {
    var applicantClass: Int32
    var index: Int64
    var label: Int32
  }

  let trace: Trace
  let office: Int
  private var waiting: [(visit: Visit, since: Int64)] = []
  private var busy = 0

  init(trace: Trace, office: Int) {
    self.trace = trace
    self.office = office
  }

  /// The people there are at an instant.
  private func staff(at instant: Int64) -> Int {
    let spec = trace.plan.offices[office]
    var staff = Int(spec.staff)
    for i in 0..<Int(spec.shifts) {
      let shift = trace.plan.shifts[Int(spec.firstShift) + i]
      if shift.instant <= instant { staff = Int(shift.staff) }
    }
    return staff
  }

  /// When the number of people may change after `instant`.
  private func nextShift(after instant: Int64) -> Int64 {
    let spec = trace.plan.offices[office]
    for i in 0..<Int(spec.shifts) {
      let shift = trace.plan.shifts[Int(spec.firstShift) + i]
      if shift.instant > instant { return shift.instant }
    }
    return .max
  }

  /// Whether the applicant of a visit is urgent at this office.
  private func level(_ visit: Visit, _ risks: [Visit: Int64]) -> Int64 {
    var applicant = visit
    applicant.label = 0
    return risks[applicant] ?? -1
  }

  /// What the log shows that cannot be: somebody idles while somebody waits, work that begins before
  /// its applicant has joined, an urgent file left behind another.
  mutating func faults() -> [String] {
    let entries = trace.log.filter { $0.office == Int32(office) }
    let calendar = trace.plan.calendars[Int(trace.plan.offices[office].calendar)]
    var risks: [Visit: Int64] = [:]
    let place = trace.compiler.names.attributes[0].firstIndex { $0.name == "risk" } ?? 0
    for one in trace.cases {
      risks[
        Visit(applicantClass: Int32(one[.applicantClass]), index: one[.index], label: 0)] =
        one.row[trace.record.layout.firstAttribute + place]
    }
    let ranksByRisk = trace.plan.offices[office].order == .level
    let high = Int64(
      trace.compiler.names.attributes[0][place].categories.firstIndex(of: "high") ?? 0)
    var faults: [String] = []
    var i = 0
    while i < entries.count {
      let now = entries[i].instant
      var begun: [Visit] = []
      while i < entries.count, entries[i].instant == now {
        let entry = entries[i]
        let visit = Visit(
          applicantClass: entry.applicantClass, index: entry.index, label: entry.label)
        switch entry.lifecycle {
        case .schedule: waiting.append((visit, now))
        case .start:
          // A firm may ask to leave a list for several findings in one case.
          if let place = waiting.firstIndex(where: { $0.visit == visit }) {
            waiting.remove(at: place)
          } else {
            faults.append("\(now): began unasked")
          }
          busy += 1
          begun.append(visit)
        case .complete, .suspend: busy -= 1
        case .resume: busy += 1
        }
        i += 1
      }
      if ranksByRisk, begun.contains(where: { level($0, risks) != high && level($0, risks) >= 0 }),
        waiting.contains(where: { $0.since < now && level($0.visit, risks) == high })
      {
        faults.append("\(now): an urgent file was left behind")
      }
      // Up to the next entry nothing else happens: nobody may idle in open hours.
      let next = i < entries.count ? entries[i].instant : trace.log.last?.instant ?? now
      var from = now
      while from < next, !waiting.isEmpty {
        let to = min(next, nextShift(after: from))
        if busy < staff(at: from), calendar.opening(from) < to {
          faults.append("\(from): \(waiting.count) wait, \(busy) of \(staff(at: from)) work")
        }
        from = to
      }
    }
    return faults
  }
}

@Suite struct `People of an office` {
  /// Single activities with every order of the queue, staff that changes, rework and corrections; nothing that lets people wait for others or lets a file go unserved.
  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `never idle while somebody waits, nor look ahead`(seed: UInt64) throws {
    let text = GeneratedScenario(seed: seed, features: [.ties, .staffing, .orders]).text
    let trace = try trace(text, seed: seed)
    for office in 0..<trace.plan.offices.count {
      var desk = Desk(trace: trace, office: office)
      let faults = desk.faults()
      #expect(
        faults.isEmpty,
        "seed \(seed), \(trace.compiler.names.offices[office]): \(faults.prefix(3))")
    }
  }
}

@Suite struct `One more person at a queue` {
  private static let works: [FilePart] = [
    "50 minutes", ["exponential": ["mean": "55 minutes"]], ["uniform": ["0 minutes", "2 hours"]],
    ["lognormal": ["median": "20 minutes", "p90": "3 hours"]],
    ["weibull": ["median": "20 minutes", "p90": "3 hours"]],
    ["discrete": ["1 minutes": "60%", "2 hours": "40%"]],
    [
      "mixture": [
        ["share": "80%", "of": ["exponential": ["mean": "20 minutes"]]],
        ["share": "20%", "of": "4 hours"],
      ]
    ],
    ["gamma": ["mean": "50 minutes", "deviation": "90 minutes"]],
    ["histogram": [["from": "0 hours", "to": "2 hours", "share": "100%"]]],
  ]

  /// Kiefer and Wolfowitz, "On the theory of queues with many servers" (1955): with the same arrivals
  /// and the same work, the waits are monotone in the number of servers; in working time too.
  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `never makes anybody later`(seed: UInt64) throws {
    var dice = Dice(seed)
    let isAlways = dice.once(in: 3)
    let hours: [FilePart] = [
      ["Monday-Friday": ["09:00-12:00", "13:00-18:00"]],
      ["Monday-Saturday": ["08:00-12:00"], "Sunday": ["22:00-24:00"]],
      ["Monday": ["00:00-24:00"], "Wednesday": ["10:00-10:30", "15:00-24:00"]],
    ]
    let people = 1 + dice.below(4)
    var office: FilePart = [:]
    if !isAlways { office.add("hours", dice.pick(hours)) }
    let work = dice.pick(Self.works)
    let rate = people * (isAlways ? 20 : 3) + dice.below(3)
    let prepare: FilePart =
      dice.once(in: 2) ? "0 minutes" : ["exponential": ["mean": "2 calendar days"]]
    let arrivals: FilePart =
      dice.once(in: 3)
      ? ["perCalendarDay": "\(rate)", "batches": ["1": "70%", "3": "30%"]]
      : ["perWorkingDay": "\(rate)"]
    func traced(_ people: Int) throws -> Trace {
      var office = office
      office.add("staff", "\(people)")
      return try trace(
        scenarioText(
          calendar: isAlways ? "always" : "beijing",
          window: "{from: 2019-09-16, to: 2019-10-13}", study: "followFor: 90 calendar days",
          """
          applicants: {firm: {arrivals: \(arrivals.flow)}}
          offices: {permits: \(office.flow)}
          matters: {licence: {office: permits, prepare: \(prepare.flow), review: {work: \(work.flow)}}}
          """), seed: seed)
    }
    let (few, more) = (try traced(people), try traced(people + 1))
    #expect(few.cases.count == more.cases.count && few.cases.count > 20, "seed \(seed)")
    var earlier = 0
    for (one, other) in zip(few.cases, more.cases) {
      #expect(one.arrival == other.arrival, "seed \(seed)")
      for stage in [LogEntry.Lifecycle.start, .complete] {
        guard let then = one.instants("licence/review", stage).first else { continue }
        let now = other.instants("licence/review", stage).first ?? .max
        #expect(now <= then, "seed \(seed), case \(one[.index])")
        if now < then { earlier += 1 }
      }
    }
    #expect(earlier > 0, "seed \(seed): one more person made no difference at all")
  }
}

@Suite struct `Work that several offices do together` {
  /// Finitely many applicants, joint activities of random sets of offices with one or two people each,
  /// in every order of the queue: all are served, since all queues rank joint requests alike.
  @Test(arguments: 1...150 as ClosedRange<UInt64>)
  func `serves every request and locks nobody in`(seed: UInt64) throws {
    var dice = Dice(seed)
    let isAlways = dice.once(in: 3)
    let offices = Array(["fire", "planning", "traffic", "water"].prefix(2 + dice.below(3)))
    var made: [(String, FilePart)] = []
    for name in offices {
      var office: FilePart = ["staff": "\(1 + dice.below(2))"]
      switch dice.below(4) {
      case 0: office.add("discipline", "earliestDueDate")
      case 1: office.add("discipline", ["priority": ["risk": ["high"]]])
      case 2:
        office.add("staffing", [["hours": "10:30-11:00", "staff": "\(dice.below(3))"]])
        office.add("atStaffChange", .text(dice.pick(["finish", "pause", "hand-over"])))
      default: break
      }
      if !isAlways, dice.once(in: 2) {
        office.add(
          "hours",
          dice.pick(
            [
              ["Monday-Friday": ["10:00-12:00"]], ["Monday-Saturday": ["09:00-12:00"]],
              ["Monday-Sunday": ["00:00-24:00"]],
            ] as [FilePart]))
      }
      if dice.once(in: 4) {
        office.add("helps", .names([dice.pick(offices.filter { $0 != name })]))
      }
      made.append((name, office))
    }
    let matters = ["a", "b", "c"].map { name -> (String, FilePart) in
      let steps = (0...dice.below(3)).map { i -> FilePart in
        var members = offices
        dice.shuffle(&members)
        members = Array(members.prefix(1 + dice.below(members.count))).sorted()
        var activity: FilePart = [
          "offices": .names(members),
          "work": ["exponential": ["mean": "\(5 + dice.below(40)) minutes"]],
        ]
        if dice.once(in: 4) { activity.add("again", ["chance": "40%", "rounds": "2"]) }
        return .map([("step\(i)", activity)])
      }
      var matter: FilePart = ["office": .text(dice.pick(offices)), "activities": .list(steps)]
      if dice.once(in: 2) {
        matter.add(
          "limit", ["promised": "\(1 + dice.below(5)) working days", "escalates": "yellow"])
      }
      return (name, matter)
    }
    let days = ["2024-03-04 09:00", "2024-03-05 10:00", "2024-03-08 11:59", "2024-03-09 23:00"]
    let list = FilePart.names((0..<20).map { _ in dice.pick(days) })
    let text = scenarioText(
      calendar: isAlways ? "always" : "beijing",
      """
      applicants: {firm: {arrivals: {list: \(list.flow)}, attributes: {risk: {low: 60%, high: 40%}}}}
      offices: \(FilePart.map(made).flow)
      matters: \(FilePart.map(matters).flow)
      """)
    let trace = try trace(text, seed: seed)
    #expect(trace.record.tallies.arrived == 20, "seed \(seed)")
    #expect(trace.record.tallies.open == 0, "seed \(seed): a deadlock, or somebody forgotten")
    #expect(trace.record.tallies.offices.allSatisfy { $0.queueArea == $0.waitSum }, "seed \(seed)")
    for stage in [LogEntry.Lifecycle.schedule, .start] {
      #expect(
        trace.log.count { $0.lifecycle == stage }
          <= trace.log.count { $0.lifecycle == .complete }, "seed \(seed)")
    }
  }
}
