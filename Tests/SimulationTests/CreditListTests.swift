import ApprovalModel
import Kernel
import Simulation
import Testing

/// A firm that comes again and again for a licence of an hour, always with a defect that can be cured.
///
/// Where a design inspects, it does so at once and finds what there is within an hour: an event two
/// hours after the need.
private func listText(
  _ lists: String, needs: String, firm: String = "firms: 1",
  defects: String = "{licence: {curable: 100%, serious: 0%}}", more: String = "",
  classes: String = "", reform: String = "", check: String = "", designs: [String] = []
) -> String {
  scenarioText(
    """
    creditLists: {\(lists)}
    applicants:
      firm: {\([needs, firm, defects.isEmpty ? "" : "defects: \(defects)"].filter { !$0.isEmpty }.joined(separator: ", "))}
      \(classes)
    offices: {desk: {staff: 99}, inspectors: {staff: 99}, registry: {staff: 1}}
    matters:
      licence: {office: desk, review: {work: 1 hours}}
      \(more)
    """,
    reforms: """
        checked:
          \(reform)
          changes:
            - inspect: licence
              office: inspectors
              work: 1 hours
              rate: 100%
              detects: 100%
              \(check)
      """, designs: ["checked: [checked]"] + designs)
}

/// Whether the firm of each case was on a list when the need arose.
private func listed(_ text: String, design: String = "checked") throws -> [Int64] {
  try trace(text, design: design).cases.map { $0[.listed] }
}

@Suite struct `An entry in a credit list` {
  // Findings at 2, 102 and 126, the last two within 96 hours: listed from 126 to 174. The finding at 132
  // is the second since 126, and lengthens the stay to 180; that at 177, to 225. The tempting wrong
  // versions forget what led to an entry (the case at 175 is free), or count by years of the calendar.
  @Test func `follows the second finding within a span that slides`() throws {
    let list =
      "bad: {entry: [{on: found, times: 2, within: 4 calendar days}], stay: 2 calendar days, exit: automatic}"
    #expect(
      try listed(listText(list, needs: needs(at: 0, 100, 124, 130, 175, 226)))
        == [0, 0, 0, 1, 1, 0])
  }

  // Findings at 2 and 98, or a minute later: the last instant of the span belongs to it.
  @Test(arguments: [(96.0, 1), (96.0 + 1 / 60, 0)])
  func `counts the last instant of the span`(second: Double, isListed: Int64) throws {
    let list =
      "bad: {entry: [{on: found, times: 2, within: 4 calendar days}], exit: automatic}"
    #expect(try listed(listText(list, needs: needs(at: 0, second, 100))) == [0, 0, isListed])
  }

  // The first applicant is granted licence and other, and found with a curable defect in one and a
  // serious one in the other.
  @Test(arguments: [
    ("on: found", 1), ("on: found, severity: serious", 1),
    ("on: found, severity: curable, matters: [other]", 0),
    ("on: found, severity: serious, matters: [other]", 1),
    ("on: found, severity: serious, matters: [licence]", 0),
    ("on: found, times: 2", 1), ("on: found, times: 3", 0),
    ("on: found, severity: curable, times: 2", 0), ("on: found, matters: [other], times: 2", 0),
    ("on: kept", 0), ("on: granted", 1), ("on: granted, times: 2", 1), ("on: granted, times: 3", 0),
    ("on: granted, matters: [licence], times: 2", 0), ("on: refused", 0), ("on: terminated", 0),
    ("on: found, chance: 0%", 0), ("on: found, chance: 100%", 1),
  ])
  func `follows the events of its rule`(_ rule: String, _ isListed: Int64) throws {
    let text = listText(
      "bad: {entry: [{\(rule)}], exit: automatic}", needs: needs(at: 0, 200),
      defects:
        "{licence: {curable: 100%, serious: 0%}, other: {curable: 0%, serious: 100%}}",
      more: "other: {office: desk, review: {work: 1 hours}}")
    #expect(try listed(text) == [0, isListed], "\(rule)")
  }

  // Found at 2: two rules of one finding each, one of two: each rule counts its own.
  @Test func `follows each rule for itself`() throws {
    let both =
      "bad: {entry: [{on: found, times: 2}, {on: granted, times: 2}], exit: automatic}"
    #expect(try listed(listText(both, needs: needs(at: 0, 50, 100))) == [0, 0, 1])
    #expect(try listed(listText(both, needs: needs(at: 0, 50, 51.5))) == [0, 0, 1])
    #expect(try listed(listText(both, needs: needs(at: 0, 50, 50.5))) == [0, 0, 0])
  }

  // Refused at 1, applied for again at 2, refused at 3 for good: one case, two refusals.
  @Test(arguments: [("times: 2", 1), ("times: 3", 0)])
  func `follows refusals`(times: String, isListed: Int64) throws {
    let text = listText(
      "bad: {entry: [{on: refused, \(times)}], exit: automatic}", needs: needs(at: 0, 3),
      defects: ""
    ).replacing(
      "review: {work: 1 hours}",
      with:
        "review: {work: 1 hours, catches: 0%, falseAlarm: 100%}, reapply: {after: 1 hours, atMost: 1}"
    )
    let cases = try trace(text).cases
    #expect(cases.map { $0[.refusals] } == [2, 2])
    #expect(cases.map { $0[.listed] } == [0, isListed])
  }

  // Main papers 2 hours, promised within 10, which take 20: terminated at 12.
  @Test func `follows papers that never came`() throws {
    let text = scenarioText(
      """
      creditLists: {bad: {entry: [{on: terminated}], exit: automatic}}
      applicants: {firm: {\(needs(at: 0, 12, 13)), firms: 1}}
      offices: {bureau: {staff: 9}}
      matters: {permit: {office: bureau, prepare: 30 hours, review: {work: 40 hours}}}
      """,
      reforms: """
          late:
            changes:
              - tolerate: permit
                prepare: 2 hours
                papers: 20 hours
                within: 10 hours
                holds: decision
                else: terminate
        """, designs: ["late: [late]"])
    // Terminated a millisecond after 12: papers of that instant would be in time.
    #expect(try listed(text, design: "late") == [0, 0, 1])
  }

  // Every ten hours a finding, with an even chance that it counts; what it leads to holds for all for
  // four hours. A passer-by three hours after each need does without `extra` then.
  @Test func `is drawn by applicant and rule`() throws {
    let hours = (0..<30).map { 10 * Double($0) }
    func instants(_ hours: [Double]) -> String {
      let list = hours.map { hour in
        let whole = Int(hour)
        let (date, time) = (4 + whole / 24, whole % 24)
        return "2024-03-\(date < 10 ? "0" : "")\(date) \(time < 10 ? "0" : "")\(time):00"
      }
      return "arrivals: {list: [\(list.joined(separator: ", "))]}"
    }
    let text = listText(
      "noise: {of: everybody, entry: [{on: found, chance: 50%}], stay: 4 hours, exit: automatic}",
      needs: instants(hours), firm: "",
      more: "extra: {office: desk, when: {class: passer}, review: {work: 3 hours}}",
      classes: "passer: {\(instants(hours.map { $0 + 3 }))}",
      reform: "for: {class: firm}"
    ).replacing(
      "designs:",
      with: """
          light:
            for: {class: passer, onList: noise}
            changes: [{cancel: extra}]
        designs:
        """
    ).replacing("checked: [checked]", with: "checked: [checked, light]")
    let passers = try trace(text, design: "checked").cases(of: "passer")
    let group = SubjectKey.group(seed: 1, replication: 0, name: "firm")
    let counts = hours.indices.map { k in
      draw(
        SubjectKey(group: group, index: UInt64(k)).key,
        Purpose("creditLists/noise/entry/1/licence").key, 0) < chanceThreshold(0.5)
    }
    #expect(passers.map { $0[.needCalendar] == hour } == counts)
    #expect(counts.contains(true) && counts.contains(false))
    // A list of everybody is no list of firms.
    #expect(passers.allSatisfy { $0[.listed] == 0 })
  }

  // The parts of a merger are granted, one by one, and the merged matter once.
  @Test(arguments: [
    ("times: 2", 1), ("times: 3", 0), ("times: 1, matters: [other]", 1),
    ("times: 2, matters: [other]", 0), ("matters: [both]", 1), ("times: 2, matters: [both]", 0),
  ])
  func `means the same in a merger`(_ rule: String, _ isListed: Int64) throws {
    let text = listText(
      "good: {entry: [{on: granted, \(rule)}], exit: automatic}", needs: needs(at: 0, 50),
      more: "other: {office: desk, review: {work: 1 hours}}"
    ).replacing(
      "designs:",
      with: """
          joined: {changes: [{merge: [licence, other], into: both, of: [form]}]}
        designs:
          joined: [joined]
        """)
    #expect(try listed(text, design: "joined") == [0, isListed], "\(rule)")
  }
}

@Suite struct `Coming off a credit list` {
  private func list(_ exit: String, stay: String = "stay: 2 calendar days, ") -> String {
    "bad: {entry: [{on: found}], \(stay)exit: \(exit)}"
  }

  // Who is listed is not checked. Found at 2, may apply from 50, off at 55, before needs of that instant.
  // Found again at 57 and 58: the application of 57, due at 105, is not admissible before 106, and that of
  // 58 takes the firm off at 111. The tempting wrong version is off at 110.
  @Test func `takes an application once the last minimum stay is over`() throws {
    let text = listText(
      list("{application: {office: registry, work: 5 hours}}"),
      needs: needs(at: 0, 52, 54, 55, 56, 110, 111), reform: "for: {notOnList: bad}")
    let trace = try trace(text, design: "checked")
    #expect(trace.cases.map { $0[.listed] } == [0, 1, 1, 0, 0, 1, 0])
    // Applications of 2, 58 and 113.
    #expect(try trace.tally(office: "registry").busy == 15 * hour)
    #expect(trace.cases[0].passage("bad/application") == "schedule 50 | start 50 | complete 55")
    #expect(trace.cases[3].passage("bad/application") == "")
  }

  // Two rules enter the firm at 2: it asks once, and is off at 55.
  @Test func `is asked for once for entries of one instant`() throws {
    let text = listText(
      "bad: {entry: [{on: found}, {on: found, severity: curable}], stay: 2 calendar days, "
        + "exit: {application: {office: registry, work: 5 hours}}}",
      needs: needs(at: 0, 54, 55), reform: "for: {notOnList: bad}")
    let trace = try trace(text, design: "checked")
    #expect(trace.cases.map { $0[.listed] } == [0, 1, 0])
    #expect(trace.cases[0].passage("bad/application") == "schedule 50 | start 50 | complete 55")
  }

  // Nobody applies, and after five days the firm is off by itself.
  @Test func `is automatic for those who do not apply`() throws {
    let text = listText(
      list(
        "{application: {office: registry, work: 5 hours, applies: 0%}, automatic: 5 calendar days}"),
      needs: needs(at: 0, 52, 121, 122), reform: "for: {notOnList: bad}")
    let trace = try trace(text, design: "checked")
    #expect(trace.cases.map { $0[.listed] } == [0, 1, 1, 0])
    #expect(try trace.tally(office: "registry").busy == 0)
  }

  @Test func `may be automatic alone`() throws {
    let text = listText(
      list("{automatic: 3 calendar days}", stay: ""), needs: needs(at: 0, 73, 74),
      reform: "for: {notOnList: bad}")
    #expect(try listed(text) == [0, 1, 0])
  }

  // Without a minimum stay the firm applies at once: found at 2, off at 7.
  @Test func `may be asked for at once`() throws {
    let text = listText(
      list("{application: {office: registry, work: 5 hours}}", stay: ""),
      needs: needs(at: 0, 6, 7), reform: "for: {notOnList: bad}")
    #expect(try listed(text) == [0, 1, 0])
  }

  // The applicant loses patience with another matter at 10; the firm comes off all the same.
  @Test func `does not depend on the patience of the applicant`() throws {
    let text = listText(
      list("{application: {office: registry, work: 5 hours}}"), needs: needs(at: 0, 54, 60),
      firm: "firms: 1, patience: 10 hours",
      more: "other: {office: jam, review: {work: 1 hours}}", reform: "for: {notOnList: bad}"
    ).replacing(
      "registry: {staff: 1}",
      with:
        "registry: {staff: 1}, jam: {staff: 1, staffing: [{from: 2024-03-04, to: 2024-03-17, staff: 0}]}"
    )
    let cases = try trace(text, design: "checked").cases
    #expect(cases.map(\.ending) == [.withdrawn, .withdrawn, .withdrawn])
    #expect(cases.map { $0[.listed] } == [0, 1, 0])
  }
}

@Suite struct `A list that blocks` {
  private let lists =
    "bad: {entry: [{on: found}], stay: 2 calendar days, exit: automatic, blocks: [bid]}"

  // Found at 2; the bid is ready at 6 and not taken. Who comes at 45 has it ready at 51, after the stay.
  // Without checks nobody is found.
  @Test func `ends the case where it would hand in`() throws {
    let text = listText(
      lists, needs: needs(at: 0, 45),
      more: "bid: {office: desk, needs: [licence], prepare: 5 hours, review: {work: 1 hours}}",
      reform: "for: {notOnList: bad}")
    let cases = try trace(text, design: "checked").cases
    #expect(cases.map(\.ending) == [.blocked, .operating])
    #expect(cases.map { $0[.needCalendar] } == [6 * hour, 7 * hour])
    #expect(cases.map { $0[.submissions] } == [1, 2])
    #expect(cases.map { $0[.refusals] } == [0, 0])
    let before = try trace(text).cases
    #expect(before.map(\.ending) == [.operating, .operating])
  }

  // Of one form for licence and bid, who is listed hands in nothing at all.
  @Test func `holds for the form that the matter is part of`() throws {
    let text = listText(
      "bad: {entry: [{on: granted, matters: [licence]}], exit: automatic, blocks: [bid]}",
      needs: needs(at: 0, 50), more: "bid: {office: desk, review: {work: 1 hours}}"
    ).replacing(
      "designs:",
      with: """
          joined: {changes: [{merge: [licence, bid], into: both, of: [form]}]}
        designs:
          joined: [joined]
        """)
    let cases = try trace(text, design: "joined").cases
    #expect(cases.map(\.ending) == [.operating, .blocked])
    #expect(cases[1][.needCalendar] == 0 && cases[1][.submissions] == 0)
  }
}

@Suite struct `A cap of checks` {
  // Checks are due an hour after the need. Two within 120 hours: 1 and 11 are made, 21 not; at 132 the
  // first is past and the second as well, at 133 two are there again. What was spared does not count.
  @Test func `slides with the checks that were made`() throws {
    let text = listText(
      "", needs: needs(at: 0, 10, 20, 131, 132, 133),
      check: "atMost: {visits: 2, per: 5 calendar days, of: firm}")
    let cases = try trace(text, design: "checked").cases
    #expect(cases.map { $0[.inspections] } == [1, 1, 0, 1, 1, 0])
    #expect(cases.map { $0[.sparedChecks] } == [0, 0, 1, 0, 0, 1])
    #expect(cases.map { $0[.foundAfter] } == [1, 1, 0, 1, 1, 0])
  }

  // One for each firm, or one for all firms together, within five days; the last instant is within.
  @Test(arguments: [("firm", [1, 0]), ("office", [0, 0])])
  func `holds for each firm or for all`(of: String, others: [Int64]) throws {
    let text = listText(
      "", needs: needs(at: 0, 120, 121), classes: "other: {\(needs(at: 60, 180)), firms: 1}",
      check: "atMost: {visits: 1, per: 5 calendar days, of: \(of)}")
    let trace = try trace(text, design: "checked")
    #expect(trace.cases(of: "firm").map { $0[.inspections] } == [1, 0, 1])
    #expect(trace.cases(of: "other").map { $0[.inspections] } == others)
  }

  // Two points of one office share the cap that they state alike.
  @Test func `is one for all checks of an office`() throws {
    let text = listText(
      "", needs: needs(at: 0),
      more: "other: {office: desk, needs: [licence], review: {work: 1 hours}}",
      check: "atMost: {visits: 1, per: 5 calendar days, of: firm}"
    ).replacing("inspect: licence", with: "inspect: [licence, other]")
    let one = try #require(try trace(text, design: "checked").cases.first)
    #expect(one[.inspections] == 1 && one[.sparedChecks] == 1)
  }
}

@Suite struct `What lists make of reforms` {
  // 首违不罚: the first defect of a firm costs nothing, what comes after does. Findings at 2 and 3, of
  // needs before the first of them; the need at 5 is that of a firm that has offended.
  @Test func `the first offence is free`() throws {
    let check = "{inspect: licence, office: inspectors, work: 1 hours, rate: 100%, detects: 100%}"
    let text = listText(
      "offended: {entry: [{on: found, severity: curable}], exit: automatic}",
      needs: needs(at: 0, 1, 5)
    ).replacing(
      "designs:",
      with: """
          free:
            for: {notOnList: offended}
            changes: [\(check), {sanction: {curable: {order: 1 calendar days}}}]
          fined:
            for: {onList: offended}
            changes: [\(check), {sanction: {curable: {order: 1 calendar days, fine: 100 yuan}}}]
        designs:
          leniency: [free, fined]
        """)
    let cases = try trace(text, design: "leniency").cases
    #expect(cases.map { $0[.orders] } == [1, 1, 1])
    #expect(cases.map { $0[.fine] } == [0, 0, 10_000])
  }

  // 红名单: after two checks that found nothing a firm is checked no more. Kept at 2 and 3.
  @Test(arguments: [("0%", [1, 1, 0, 0]), ("100%", [1, 1, 1, 1])])
  func `a red list lowers the rate of checks`(falseAlarm: String, checks: [Int64]) throws {
    let text = listText(
      "trusted: {entry: [{on: kept, times: 2}], stay: 10 calendar days, exit: automatic}",
      needs: needs(at: 0, 1, 10, 20), defects: "", reform: "for: {notOnList: trusted}",
      check: "falseAlarm: \(falseAlarm)"
    ).replacing(
      "designs:",
      with: """
          seldom:
            for: {onList: trusted}
            changes: [{inspect: licence, office: inspectors, work: 1 hours, rate: 0%, detects: 100%}]
        designs:
          trusting: [checked, seldom]
        """)
    #expect(try trace(text, design: "trusting").cases.map { $0[.inspections] } == checks)
  }

  // What a check knows already, or misses, is told apart: a defect that is missed keeps the record clean,
  // one that is under an order does not.
  @Test(arguments: [("100%", 0), ("0%", 1)])
  func `a record is clean as far as checks see`(detects: String, isListed: Int64) throws {
    let text = listText(
      "trusted: {entry: [{on: kept}], exit: automatic}", needs: needs(at: 0, 100),
      more: "other: {office: desk, needs: [licence], review: {work: 1 hours}}",
      check: "cure: 20 calendar days"
    ).replacing("inspect: licence", with: "inspect: [licence, other]")
      .replacing("detects: 100%", with: "detects: \(detects)")
    #expect(try listed(text) == [0, isListed])
  }

  // 一企一证（照）、一址多照: a firm that holds the permit does not ask for it at the next address. Granted
  // at 10; the site takes 2.
  @Test func `one permit serves many addresses`() throws {
    let text = scenarioText(
      """
      creditLists: {holds-permit: {entry: [{on: granted, matters: [permit]}], exit: automatic}}
      applicants: {chain: {\(needs(at: 0, 5, 9, 11)), firms: 1}}
      offices: {desk: {staff: 9}}
      matters:
        permit: {office: desk, review: {work: 10 hours}}
        site: {office: desk, review: {work: 2 hours}}
      """,
      reforms: """
          one-permit:
            for: {onList: holds-permit}
            changes: [{waive: permit, because: recognised}]
        """, designs: ["one: [one-permit]"])
    #expect(try trace(text).cases.map { $0[.needCalendar] / hour } == [10, 10, 10, 10])
    #expect(
      try trace(text, design: "one").cases.map { $0[.needCalendar] / hour } == [10, 10, 10, 2])
  }

  // Two complaints (hidden steps passed at 10 and 15) do away with the step for all, firms or not.
  @Test func `complaints remove a hidden step`() throws {
    let text = scenarioText(
      """
      creditLists: {complained: {of: everybody, entry: [{on: granted, matters: [hidden], times: 2}], exit: automatic}}
      applicants: {firm: {\(needs(at: 0, 5, 12, 20)), firms: 9}, person: {\(needs(at: 14, 16))}}
      offices: {desk: {staff: 9}}
      matters:
        hidden: {office: desk, review: {work: 10 hours}}
        licence: {office: desk, review: {work: 1 hours}}
      """,
      reforms: """
          heard:
            for: {onList: complained}
            changes: [{cancel: hidden}]
        """, designs: ["heard: [heard]"])
    let trace = try trace(text, design: "heard")
    #expect(trace.cases(of: "firm").map { $0[.needCalendar] / hour } == [10, 10, 10, 1])
    #expect(trace.cases(of: "person").map { $0[.needCalendar] / hour } == [10, 1])
    #expect(trace.cases.allSatisfy { $0[.listed] == 0 })
  }
}
