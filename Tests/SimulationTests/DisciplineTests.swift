import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `The order of a queue` {
  /// Case by case, when its review began, by class and index.
  private func starts(_ trace: Trace) throws -> [String: String] {
    var starts: [String: String] = [:]
    for one in trace.cases {
      let begun = one.events.filter { $0.lifecycle == .start && $0.office >= 0 }
      starts["\(one.className)\(one[.index])"] = begun.map { hours($0.instant) }
        .joined(separator: " ")
    }
    return starts
  }

  // b is not listed and last, but at 1 nobody else is there: it starts, though c comes in an hour. When
  // the person is free at 3, c goes first, then a, then b. At 20 all three come at once.
  @Test func `by class looks at who waits when somebody is free`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          a: {\(needs(at: 1.5, 20))}
          b: {\(needs(at: 1, 1.25, 20))}
          c: {\(needs(at: 2, 20))}
        offices: {desk: {staff: 1, discipline: {priority: {class: [c, a]}}}}
        matters: {permit: {office: desk, review: {work: 2 hours}}}
        """))
    #expect(
      try starts(trace) == [
        "b0": "1", "c0": "3", "a0": "5", "b1": "7", "c1": "20", "a1": "22", "b2": "24",
      ])
  }

  // While the first is served, 39 more come: by category in the order of the list, the rest last, and
  // by joining within each.
  @Test func `by attribute puts what is not listed last`() throws {
    let list = (0..<40).map { "2024-03-04 01:\($0 < 10 ? "0" : "")\($0)" }
    let trace = try trace(
      scenarioText(
        """
        applicants:
          firm:
            arrivals: {list: [\(list.joined(separator: ", "))]}
            attributes: {risk: {low: 40%, general: 30%, high: 30%}}
        offices: {desk: {staff: 1, discipline: {priority: {risk: [high, low]}}}}
        matters: {permit: {office: desk, review: {work: 2 hours}}}
        """))
    let names = trace.compiler.names.attributes[0][0].categories
    let first = trace.record.layout.firstAttribute
    let expected = trace.cases.dropFirst().sorted { one, other in
      func level(_ one: Case) -> Int { ["high": 0, "low": 1][names[Int(one.row[first])]] ?? 2 }
      return (level(one), one.arrival) < (level(other), other.arrival)
    }
    let served = try trace.cases.dropFirst().sorted {
      try $0.instant("permit/review", .start) < $1.instant("permit/review", .start)
    }
    #expect(served.map { $0[.index] } == expected.map { $0[.index] })
    #expect(Set(trace.cases.map { $0.row[first] }).count == 3)
    #expect(try trace.cases[0].instant("permit/review", .start) == hour)
  }

  // Every day is a working day. All work takes ten hours. 'block' has no limit: it starts at 0 because
  // nobody else is there, and its second comes last. 'fast' (1 day) is due on day 1, both 'slow'
  // (5 days) on day 5, by joining.
  @Test func `by due date takes first what is due first`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          block: {\(needs(at: 0, 0.5))}
          fast: {\(needs(at: 4))}
          slow: {\(needs(at: 3, 1))}
        offices: {desk: {staff: 1, discipline: earliestDueDate}}
        matters:
          a: {office: desk, when: {class: block}, review: {work: 10 hours}}
          b: {office: desk, when: {class: fast}, review: {work: 10 hours}, limit: {promised: 1 working days}}
          c: {office: desk, when: {class: slow}, review: {work: 10 hours}, limit: {statutory: 5 working days}}
        """))
    #expect(
      try starts(trace) == [
        "block0": "0", "fast0": "10", "slow0": "20", "slow1": "30", "block1": "40",
      ])
  }

  // 'notice' is submitted on day 0; its clock stands still through the notice of 30 hours, so that its
  // two days end on day 3, like those of 'two', which joins after it. 'one' is due on day 2 and goes
  // first. The desk is busy with 'block' from 25 to 35.
  @Test func `by due date counts the days on which the clock stood still`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          block: {\(needs(at: 25))}
          notice: {\(needs(at: 0))}
          one: {\(needs(at: 31))}
          two: {\(needs(at: 32))}
        offices: {desk: {staff: 1, discipline: earliestDueDate}}
        matters:
          a: {office: desk, when: {class: block}, review: {work: 10 hours}}
          b:
            office: desk
            when: {class: notice}
            activities: [{notice: {wait: 30 hours, stopsClock: yes}}, {review: {work: 10 hours}}]
            limit: {promised: 2 calendar days}
          c: {office: desk, when: {class: one}, review: {work: 10 hours}, limit: {promised: 1 calendar days}}
          d: {office: desk, when: {class: two}, review: {work: 10 hours}, limit: {promised: 2 working days}}
        """))
    #expect(
      try starts(trace) == ["block0": "25", "one0": "35", "notice0": "45", "two0": "55"])
  }
}

@Suite struct `An office that helps` {
  // All work takes four hours. At 2 one waits at each of a and b: the helper takes that of b, which
  // stands first in its list. h comes at 3 and waits until 6, when it goes before a's third, which waits
  // since 5.2. a's second is taken at 5 by a itself.
  @Test func `serves its own queue first, then in the order of its list`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants:
          a: {\(needs(at: 1, 2, 5.2))}
          b: {\(needs(at: 1, 2, 5.5))}
          h: {\(needs(at: 3))}
        offices: {a: {staff: 1}, b: {staff: 1}, spare: {staff: 1, helps: [b, a]}}
        matters:
          a: {office: a, when: {class: a}, review: {work: 4 hours}}
          b: {office: b, when: {class: b}, review: {work: 4 hours}}
          h: {office: spare, when: {class: h}, review: {work: 4 hours}}
        """))
    #expect(
      trace.cases(of: "a").map { $0.passage("a/review") } == [
        "schedule 1 | start 1 | complete 5", "schedule 2 | start 5 | complete 9",
        "schedule 5.2 | start 9 | complete 13",
      ])
    #expect(
      trace.cases(of: "b").map { $0.passage("b/review") } == [
        "schedule 1 | start 1 | complete 5", "schedule 2 | start 2 | complete 6",
        "schedule 5.5 | start 5.5 | complete 9.5",
      ])
    #expect(trace.cases(of: "h")[0].passage("h/review") == "schedule 3 | start 6 | complete 10")
    let (a, b, spare) = try (
      trace.tally(office: "a"), trace.tally(office: "b"), trace.tally(office: "spare")
    )
    #expect([a.busy, b.busy, spare.busy] == [12 * hour, 8 * hour, 8 * hour])
    #expect([a.services, b.services, spare.services] == [3, 3, 1])
    #expect([a.waiting, b.waiting, spare.waiting] == [6 * hour + 48 * minute, 0, 3 * hour])
  }

  // The helper works from 13:00 on and takes B then. C, at 12:30, is taken by the desk at 14:00.
  @Test func `comes when it opens`() throws {
    let trace = try trace(
      scenarioText(
        calendar: "beijing", window: "{from: 2019-09-02, to: 2019-09-08}",
        """
        applicants: {firm: {\(needs(at: 9, 10, 12.5, on: "2019-09-02"))}}
        offices:
          desk: {staff: 1}
          spare: {staff: 1, helps: [desk], hours: {Monday-Friday: [13:00-18:00]}}
        matters: {permit: {office: desk, review: {work: 4 hours}}}
        """))
    #expect(
      trace.cases.map { $0.passage("permit/review") } == [
        "schedule 9 | start 9 | complete 14", "schedule 10 | start 13 | complete 17",
        "schedule 12.5 | start 14 | complete 18",
      ])
    #expect(try trace.tally(office: "spare").busy == 4 * hour)
    #expect(try trace.tally(office: "desk").busy == 8 * hour)
    // Working time of the desk: 10:00 to 12:00, and 13:00 to 14:00.
    #expect(try trace.tally(office: "desk").waiting == 3 * hour)
  }
}

@Suite struct `A batch` {
  // Two make a batch at 3. The third comes at 4 and has waited ten hours at 14. Of three at 20, two are
  // done together; the last has waited enough at 30.
  @Test func `begins when it is full or the oldest has waited enough`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1, 3, 4, 20, 20, 20))}}
        offices: {desk: {staff: 1, batch: {size: 2, within: 10 hours}}}
        matters: {permit: {office: desk, review: {work: 2 hours}}}
        """))
    #expect(
      trace.cases.map { $0.passage("permit/review") } == [
        "schedule 1 | start 3 | complete 5", "schedule 3 | start 3 | complete 5",
        "schedule 4 | start 14 | complete 16", "schedule 20 | start 20 | complete 22",
        "schedule 20 | start 20 | complete 22", "schedule 20 | start 30 | complete 32",
      ])
    let tally = try trace.tally(office: "desk")
    #expect(tally.busy == 8 * hour)
    #expect(tally.services == 6)
    #expect(tally.waiting == 22 * hour)
  }

  // One person: the batch at 1 lasts as long as its longest member, until 4; the next full one waits.
  @Test func `lasts as long as its longest member and takes one person`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {x: {\(needs(at: 1, 2))}, y: {\(needs(at: 1, 2))}}
        offices: {desk: {staff: 1, batch: {size: 2, within: 10 hours}}}
        matters:
          x: {office: desk, when: {class: x}, review: {work: 1 hours}}
          y: {office: desk, when: {class: y}, review: {work: 3 hours}}
        """))
    #expect(
      trace.cases(of: "x").map { $0.passage("x/review") } == [
        "schedule 1 | start 1 | complete 4", "schedule 2 | start 4 | complete 7",
      ])
    #expect(
      trace.cases(of: "y").map { $0.passage("y/review") } == [
        "schedule 1 | start 1 | complete 4", "schedule 2 | start 4 | complete 7",
      ])
    #expect(try trace.tally(office: "desk").busy == 6 * hour)
  }

  // c's matter p, the first of the batch, is withdrawn at 3, because q is enough. Its person serves d
  // until 5. p no longer takes a place: of two, one is free for the d at 4, and none for that at 4.5. The
  // one left is taken at 9, when it has waited five hours.
  @Test func `goes on when a member is withdrawn`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {c: {\(needs(at: 1))}, d: {\(needs(at: 1, 4, 4.5))}}
        offices: {desk: {staff: 1, places: 2, batch: {size: 2, within: 5 hours}}, quick: {staff: 1}}
        matters:
          p: {office: desk, when: {class: c}, review: {work: 4 hours}}
          q: {office: quick, when: {class: c}, review: {work: 2 hours}}
          r: {office: desk, when: {class: d}, review: {work: 4 hours}}
          z: {office: quick, when: {class: c}, needs: [{atLeast: 1, of: [p, q], rest: withdraw}], review: {work: 1 hours}}
        """))
    #expect(trace.cases(of: "c")[0].passage("p/review") == "schedule 1 | start 1")
    #expect(trace.cases(of: "c")[0].end == 4 * hour)
    #expect(
      trace.cases(of: "d").map { $0.passage("r/review") } == [
        "schedule 1 | start 1 | complete 5", "schedule 4 | start 9 | complete 13", "schedule 4.5",
      ])
    #expect(trace.cases(of: "d").map(\.ending) == [.operating, .operating, .turnedAway])
    #expect(try trace.tally(office: "desk").busy == 8 * hour)
  }
}

@Suite struct `A full office` {
  // One person, two places, four hours each. C at 3, E and F at 6 find two there. D at 5 takes the place
  // that A leaves at that instant; at 9 B leaves, and of G and H the second goes.
  @Test func `turns away who finds no place`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1, 2, 3, 5, 6, 6, 9, 9))}}
        offices: {desk: {staff: 1, places: 2}}
        matters: {permit: {office: desk, review: {work: 4 hours}}}
        """))
    #expect(
      trace.cases.map(\.ending) == [
        .operating, .operating, .turnedAway, .operating, .turnedAway, .turnedAway, .operating,
        .turnedAway,
      ])
    #expect(trace.cases.map { hours($0.end) } == ["5", "9", "3", "13", "6", "6", "17", "9"])
    #expect(try trace.tally(office: "desk").turnedAway == 4)
    #expect(try trace.tally(office: "desk").services == 4)
  }

  // The most urgent of those who come at one instant stay.
  @Test func `keeps who stands first in its order`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {a: {\(needs(at: 1, 1))}, b: {\(needs(at: 1, 1))}}
        offices: {desk: {staff: 1, places: 3, discipline: {priority: {class: [b]}}}}
        matters: {permit: {office: desk, review: {work: 4 hours}}}
        """))
    #expect(trace.cases(of: "a").map(\.ending) == [.operating, .turnedAway])
    #expect(trace.cases(of: "b").map(\.end) == [5 * hour, 9 * hour])
  }

  // The committee sits every Tuesday at 14:00 and holds two files, those at work until 18:00 included.
  @Test func `holds no more than its places between sittings`() throws {
    let trace = try trace(
      scenarioText(
        """
        applicants: {firm: {\(needs(at: 1, 2, 3, 41, 43))}}
        offices: {committee: {staff: 1, places: 2, session: {every: 1 weeks, on: Tuesday 14:00}}}
        matters: {permit: {office: committee, review: {work: 4 hours}}}
        """))
    #expect(
      trace.cases.map(\.ending) == [
        .operating, .operating, .turnedAway, .turnedAway, .operating,
      ])
    #expect(
      trace.cases.map { $0.passage("permit/review") } == [
        "schedule 1 | start 38 | complete 42", "schedule 2 | start 38 | complete 42", "schedule 3",
        "schedule 41", "schedule 43 | start 206 | complete 210",
      ])
  }
}
