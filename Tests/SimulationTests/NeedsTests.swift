import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `Needs that follow a profile` {
  private func instants(
    _ arrivals: String, calendar: String = "always", from: String, to: String
  ) throws -> Trace {
    try trace(
      scenarioText(
        calendar: calendar, window: "{from: \(from), to: \(to)}",
        study: "followFor: 1 calendar days\nobserve: 1 calendar days",
        """
        applicants: {firm: {arrivals: \(arrivals)}}
        offices: {desk: {staff: 1000}}
        matters: {permit: {office: desk, review: {work: 0 hours}}}
        """))
  }

  /// For each full hour of the run, the weight of the hours before it, added up hour by hour.
  private func integral(_ hours: Int, _ weight: (Int) -> Double) -> [Double] {
    var sums = [0.0]
    for hour in 0..<hours { sums.append((sums.last ?? 0) + weight(hour)) }
    return sums
  }

  // The same draws with and without the profile: the weighted hours up to an instant with it are the
  // hours up to the same instant without.
  @Test func `arise when the weighted hours have passed`() throws {
    let flat = try instants("{perCalendarDay: 30}", from: "2024-01-01", to: "2024-05-31")
    let shaped = try instants(
      """
      {perCalendarDay: 30, profile: {months: {January: 0.5, March: 2}, weekdays: {Monday: 3, Sunday: 0},
          hours: {9: 2, 10: 0, 23: 4}}}
      """, from: "2024-01-01", to: "2024-05-31")
    let days = [31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    let months = [0.5, 1, 2] + Array(repeating: 1.0, count: 9)
    let monthMean = zip(days, months).reduce(0) { $0 + $1.0 * $1.1 } / 365.25
    let weekMean = (3.0 + 5 + 0) / 7
    let hourMean = (21.0 + 2 + 0 + 4) / 24
    func weight(_ index: Int) -> Double {
      let date = shaped.firstDay.adding(days: index / 24)
      let hour = index % 24
      let weekday = date.weekday == .monday ? 3.0 : date.weekday == .sunday ? 0 : 1
      return months[date.month - 1] / monthMean * weekday / weekMean
        * (hour == 9 ? 2 : hour == 10 ? 0 : hour == 23 ? 4 : 1) / hourMean
    }
    let sums = integral(24 * 160, weight)
    let pairs = zip(flat.cases, shaped.cases)
    #expect(flat.cases.count > 3_000 && shaped.cases.count > 3_000)
    for (even, one) in pairs {
      let index = Int(one.arrival / hour)
      let passed = sums[index] + weight(index) * Double(one.arrival % hour) / Double(hour)
      let expected = Double(even.arrival) / Double(hour)
      // A weight is kept to five decimals.
      #expect(abs(passed - expected) < 1e-4 * expected + 1e-5, "case \(one[.index])")
      let date = shaped.firstDay.adding(days: index / 24)
      #expect(date.weekday != .sunday)
      // An instant at the full hour ends the hour before.
      #expect((one.arrival - 1) / hour % 24 != 10)
    }
  }

  // 14,600 are meant; four standard errors are 483. February has all of them.
  @Test func `are as many in a year as without`() throws {
    let trace = try instants(
      "{perCalendarDay: 40, profile: {months: [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]}}",
      from: "2023-01-01", to: "2023-12-31")
    #expect(abs(trace.cases.count - 14_600) < 483)
    #expect(
      trace.cases.allSatisfy { trace.firstDay.adding(days: Int(($0.arrival - 1) / day)).month == 2 }
    )
  }

  // Eight hours a working day, Mondays twice; nobody on holidays. The make-up Sunday and Saturday have
  // Monday's hours and weight.
  @Test func `keep the working days of the calendar`() throws {
    let (from, to) = ("2019-09-09", "2019-10-20")
    let flat = try instants("{perWorkingDay: 60}", calendar: "beijing", from: from, to: to)
    let shaped = try instants(
      "{perWorkingDay: 60, profile: {weekdays: {Monday: 2}, hours: {9: 3, 17: 0}}}",
      calendar: "beijing", from: from, to: to)
    let walk = DayWalk(firstDay: shaped.firstDay)
    func open(_ index: Int) -> Bool {
      let hour = Int64(index % 24)
      return walk.isWorked(Int64(index / 24)) && hour >= 9 && hour < 18 && hour != 12
    }
    func weight(_ index: Int) -> Double {
      guard open(index) else { return 0 }
      let date = walk.date(Int64(index / 24))
      let isMonday = date.weekday == .monday || DayWalk.makeUp.contains(date.description)
      return (isMonday ? 2 : 1) * (index % 24 == 9 ? 3 : index % 24 == 17 ? 0 : 1)
        / (6.0 / 5 * 9 / 8)
    }
    let count = 24 * 44
    let (sums, hours) = (integral(count, weight), integral(count) { open($0) ? 1 : 0 })
    #expect(min(flat.cases.count, shaped.cases.count) > 1_000)
    var onMakeUp = 0
    for (even, one) in zip(flat.cases, shaped.cases) {
      let (i, j) = (Int(one.arrival / hour), Int(even.arrival / hour))
      let passed = sums[i] + weight(i) * Double(one.arrival % hour) / Double(hour)
      let expected = hours[j] + (open(j) ? Double(even.arrival % hour) / Double(hour) : 0)
      #expect(abs(passed - expected) < 1e-4 * expected + 1e-5, "case \(one[.index])")
      if DayWalk.makeUp.contains(walk.date((one.arrival - 1) / day).description) { onMakeUp += 1 }
      #expect(open(Int((one.arrival - 1) / hour)))
    }
    #expect(onMakeUp > 50)
  }

  // Sizes one and four, each as likely; a batch has one instant and numbers in a row.
  @Test func `may arise in batches`() throws {
    let trace = try instants(
      "{perCalendarDay: 20, batches: {1: 50%, 4: 50%}}", from: "2024-01-01", to: "2024-01-31")
    var sizes: [Int] = []
    var last: Int64 = -1
    for (i, one) in trace.cases.enumerated() {
      #expect(one[.index] == Int64(i))
      if one.arrival == last { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
      last = one.arrival
    }
    #expect(Set(sizes) == [1, 4])
    // Four standard errors of a share of one half among some 620.
    #expect(sizes.count > 500)
    #expect(abs(Double(sizes.count { $0 == 1 }) / Double(sizes.count) - 0.5) < 0.09)
  }

  @Test func `may be listed`() throws {
    let trace = try instants(
      "{list: [2024-03-05 14:30, 2024-03-04 00:00, 2024-03-05 14:30, 2024-03-10 23:59]}",
      from: "2024-03-04", to: "2024-03-10")
    #expect(
      trace.cases.map(\.arrival) == [
        0, day + 14 * hour + 30 * minute, day + 14 * hour + 30 * minute, 7 * day - minute,
      ])
    #expect(trace.record.tallies.arrived == 4)
  }
}

// Every twelve hours somebody applies for one of three firms, always with a defect. On a commitment the
// permit takes an hour and the check 49 hours later finds the defect; then the firm is listed for five
// days, and who applies for it meanwhile takes the ordinary ten hours and is not checked.
@Suite struct `A credit list` {
  private let text = scenarioText(
    """
    creditLists: {dishonest: {stay: 5 calendar days, exit: automatic}}
    applicants:
      firm:
        arrivals: {list: [\((0..<28).map { "2024-03-\($0 < 12 ? "0" : "")\(4 + $0 / 2) \($0 % 2 == 0 ? "00" : "12"):00" }.joined(separator: ", "))]}
        firms: 3
        attributes: {size: {small: 50%, large: 50%}}
        defects: {permit: {curable: 100%, serious: 0%}}
      other:
        arrivals: {perCalendarDay: 2}
        firms: 1
    offices: {desk: {staff: 9}, inspectors: {staff: 9}}
    matters:
      permit:
        office: desk
        completeness: {office: desk, work: 1 hours}
        review: {work: 9 hours}
    """,
    reforms: """
        trust:
          for: {notOnList: dishonest}
          changes:
            - commit: permit
              form: permit
              claims: met
              followUp: {office: inspectors, work: 1 hours, after: 2 calendar days, rate: 100%, detects: 100%, cure: 1 calendar days}
            - sanction: {curable: {order: 1 calendar days, fine: 100 yuan}, list: dishonest}
      """, designs: ["after: [trust]"])

  /// The firm of application `k`, drawn as the plan says.
  private func firm(_ k: Int64) -> UInt64 {
    let group = SubjectKey.group(seed: 1, replication: 0, name: "firm")
    let key = SubjectKey(group: group, index: UInt64(k)).key
    return draw(key, Purpose("firm").key, 0).multipliedFullWidth(by: 3).high
  }

  @Test func `turns later applications of the firm, until the stay is over`() throws {
    let trace = try trace(text, design: "after")
    var found: [UInt64: [Int64]] = [:]
    var listed = 0
    var again = 0
    for one in trace.cases(of: "firm") {
      let firm = firm(one[.index])
      // Findings of earlier applications; later than an arrival they do not count yet.
      let isListed = (found[firm] ?? []).contains {
        $0 <= one.arrival && one.arrival < $0 + 5 * day
      }
      #expect(one.end == one.arrival + (isListed ? 10 : 1) * hour, "case \(one[.index])")
      if isListed { listed += 1 }
      if !isListed, (found[firm] ?? []).contains(where: { $0 <= one.arrival }) { again += 1 }
      if !isListed { found[firm, default: []].append(one.arrival + 50 * hour) }
    }
    #expect(Set((0..<28).map { firm($0) }).count == 3)
    #expect(listed > 5)
    #expect(again > 0)
    #expect(trace.cases(of: "other").allSatisfy { $0.end == $0.arrival + hour })
  }

  @Test func `leaves the applicants as they are`() throws {
    let before = try trace(text)
    let after = try trace(text, design: "after")
    #expect(before.cases.map(\.arrival) == after.cases.map(\.arrival))
    // Each design alone has its own accounts, and so its attributes at another place.
    func attributes(_ trace: Trace) -> [[Int64]] {
      trace.cases.map { Array($0.row[trace.record.layout.firstAttribute...]) }
    }
    #expect(attributes(before) == attributes(after))
    #expect(before.cases.map { $0[.defects] } == after.cases.map { $0[.defects] })
  }
}
