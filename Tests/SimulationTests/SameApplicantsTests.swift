import ApprovalModel
import Kernel
import Simulation
import Testing

@Suite struct `The same applicants` {
  /// Two classes, four matters, every kind of draw; `people` decides whether there are queues.
  private func base(people: Int, reforms: String, designs: [String]) -> String {
    scenarioText(
      window: "{from: 2024-03-04, to: 2024-03-24}", study: "warmUp: 10 calendar days",
      """
      applicants:
        firm:
          arrivals: {perCalendarDay: 6}
          attributes:
            risk: {low: 60%, high: 40%, none: 0%}
            area: {lognormal: {median: 300 m2, p90: 900 m2}}
          defects:
            water: {curable: {by: risk, low: 10%, high: 30%, none: 0%}, serious: 5%}
            fire: {curable: 10%, serious: 5%}
          holdingCost: {perCalendarDay: 100 yuan}
        shop:
          arrivals: {perCalendarDay: 3}
          attributes:
            risk: {low: 60%, high: 40%, none: 0%}
            area: {lognormal: {median: 200 m2, p90: 900 m2}}
      offices:
        window: {staff: \(people)}
        bureau: {staff: \(people)}
        fire: {staff: \(people)}
        spare: {staff: 500}
      matters:
        survey: {office: bureau, prepare: {exponential: {mean: 20 hours}}, review: {work: {exponential: {mean: 90 minutes}}}}
        water:
          office: bureau
          needs: [survey]
          comply: {exponential: {mean: 30 hours}}
          prepare: {exponential: {mean: 10 hours}}
          materials: 6
          completeness: {office: window, work: {exponential: {mean: 30 minutes}}, correction: {chance: 40%, rounds: unlimited, takes: {exponential: {mean: 20 hours}}}}
          activities:
            - papers: {work: {exponential: {mean: 60 minutes}}, catches: 70%, falseAlarm: 10%, again: 20%}
            - visit: {office: bureau, work: {exponential: {mean: 80 minutes}}, visit: yes}
          reapply: {after: 5 calendar days, atMost: 1}
        fire:
          office: fire
          after: [water]
          comply: {exponential: {mean: 30 hours}}
          prepare: {exponential: {mean: 10 hours}}
          completeness: {office: window, work: {exponential: {mean: 30 minutes}}}
          activities:
            - papers: {work: {exponential: {mean: 60 minutes}}}
            - visit: {work: {exponential: {mean: 90 minutes}}, visit: yes, catches: 80%}
        permit: {office: bureau, needs: [water, fire], review: {work: {exponential: {mean: 40 minutes}}}}
      """, reforms: reforms, designs: designs)
  }

  /// A record without the reach and the number of the route, which name the design and no result.
  private func results(_ one: Case) -> [Int64] {
    var row = one.row
    row[RecordLayout.Field.reach.rawValue] = 0
    row[RecordLayout.Field.route.rawValue] = 0
    return row
  }

  @Test func `are equal to the bit under a reform that nobody meets`() throws {
    let text = base(
      people: 2,
      reforms: """
          commitment:
            for: {risk: none}
            changes:
              - commit: water
                form: permit
                claims: {willMeet: 10 calendar days}
                materials: 1
                followUp: {office: spare, work: 3 hours, visit: yes, after: 5 calendar days, rate: 100%, detects: 90%, cure: 5 calendar days}
          nowhere:
            for: {area: {atMost: 0 m2}}
            changes: [{cancel: fire}, {limit: permit, promised: 3 calendar days}]
        """, designs: ["after: [commitment, nowhere]"])
    for replication in 0..<3 as Range<UInt64> {
      let before = try trace(text, replication: replication)
      let after = try trace(text, design: "after", replication: replication)
      #expect(before.cases.count > 150)
      #expect(before.cases.map(results) == after.cases.map(results))
      #expect(after.cases.allSatisfy { $0[.reach] == 0 })
      #expect(before.record.tallies.offices == after.record.tallies.offices)
      #expect(before.log.count == after.log.count)
    }
  }

  @Test func `are untouched by a matter for others in an office that they never use`() throws {
    let text = base(
      people: 2,
      reforms: """
          sign:
            for: {class: shop}
            changes: [{add: sign, matter: {office: spare, prepare: 5 hours, review: {work: {exponential: {mean: 2 hours}}}}}]
        """, designs: ["after: [sign]"])
    let before = try trace(text)
    let after = try trace(text, design: "after")
    #expect(before.cases(of: "firm").map(results) == after.cases(of: "firm").map(results))
    #expect(before.cases(of: "shop").map(results) != after.cases(of: "shop").map(results))
    #expect(after.cases(of: "shop").allSatisfy { $0.instants("sign/review").count == 1 })
  }

  // With people enough, every stretch of every other activity is what it was: each has its own key.
  @Test(arguments: [
    ("add", "", ["hearing"]), ("cancel", "", ["fire"]), ("cancel-survey", "", ["survey"]),
    ("parallel", "", []), ("merge", "", ["water/visit", "fire/visit", "joint"]),
  ])
  func `keep their draws when a matter comes, goes or is merged`(
    design: String, _: String, touched: [String]
  ) throws {
    let text = base(
      people: 500,
      reforms: """
          add: {changes: [{add: hearing, before: [permit], matter: {office: spare, prepare: 3 hours, review: {work: {exponential: {mean: 2 hours}}, catches: 50%}}}]}
          cancel: {changes: [{cancel: fire}]}
          cancel-survey: {changes: [{cancel: survey}]}
          parallel: {changes: [{parallel: [water, fire]}]}
          merge: {changes: [{merge: [water, fire], into: joint, of: [visit]}]}
        """,
      designs: ["add", "cancel", "cancel-survey", "parallel", "merge"].map { "\($0): [\($0)]" })
    let before = try trace(text)
    let after = try trace(text, design: design)
    var compared = 0
    for (one, other) in zip(before.cases, after.cases) {
      #expect(one.arrival == other.arrival)
      #expect(one[.defects] == other[.defects])
      for label in before.labels where !touched.contains(where: { label.hasPrefix($0) }) {
        // A refusal elsewhere can keep a matter from being asked for, and a visit may find no defect
        // where it comes before the papers; what both have must agree.
        let pairs = zip(one.lengths(label), other.lengths(label))
        for (length, same) in pairs {
          #expect(length == same, "\(label) of \(one.className) \(one[.index]) under \(design)")
          compared += 1
        }
      }
    }
    #expect(compared > 1_000)
  }

  @Test func `bring their own draws into a merger`() throws {
    let text = base(
      people: 500,
      reforms: "  merge: {changes: [{merge: [water, fire], into: joint, of: [form, visit]}]}",
      designs: ["merge: [merge]"])
    let before = try trace(text)
    let after = try trace(text, design: "merge")
    var compared = 0
    for (one, other) in zip(before.cases, after.cases) {
      guard let water = one.lengths("water/visit").first,
        let fire = one.lengths("fire/visit").first,
        let joint = other.lengths("joint/visit").first
      else { continue }
      #expect(joint == max(water, fire))
      let checks = [one.lengths("water/completeness")[0], one.lengths("fire/completeness")[0]]
      #expect(other.lengths("joint/completeness")[0] == checks[0] + checks[1])
      compared += 1
    }
    #expect(compared > 100)
  }

  // The same study with every map turned round: classes, attributes, categories, offices, matters,
  // reforms and designs.
  @Test func `do not depend on the order of the file`() throws {
    let head = """
      format: 1
      title: {zh: 次序, en: Order}
      calendar: always
      """
    let tail =
      "study: {window: {from: 2024-03-04, to: 2024-03-20}, warmUp: 5 calendar days, followFor: 1 year, observe: 1 year, baseline: before}"
    let classes = [
      "a: {arrivals: {perCalendarDay: 6}, attributes: {",
      "b: {arrivals: {perCalendarDay: 6}, hourCost: 60 yuan/hour, attributes: {willing: 20%, risk: {low: 10%, middle: 20%, high: 70%}}}",
    ]
    let attributes = ["risk: {low: 50%, high: 30%, middle: 20%}", "willing: 70%"]
    let defects = [
      "x: {curable: 20%, serious: 5%}",
      "y: {curable: 10%, serious: {by: risk, low: 1%, high: 9%, middle: 5%}}",
    ]
    let offices = [
      "p: {staff: 1}", "q: {staff: 2}",
      "r: {staff: 1, session: {every: 1 weeks, on: Monday 10:00}}",
    ]
    let matters = [
      "x: {office: p, ownHours: 3 hours, prepare: {exponential: {mean: 9 hours}}, fee: 100 yuan, review: {work: {exponential: {mean: 70 minutes}}, catches: 60%, falseAlarm: 5%}}",
      "y: {office: q, after: [x], activities: [{visit: {offices: [p, q], work: {exponential: {mean: 80 minutes}}, catches: 50%}}]}",
      "z: {office: r, needs: [x], when: {risk: [low, high]}, review: {work: 20 minutes}}",
    ]
    let reforms = [
      "one: {for: {willing: yes}, changes: [{cancel: z}, {limit: x, promised: 3 calendar days}]}",
      "two: {for: {risk: [low]}, changes: [{parallel: [x, y]}]}",
    ]
    func text(_ turn: ([String]) -> [String]) -> String {
      func join(_ list: [String]) -> String { turn(list).joined(separator: ", ") }
      let a = classes[0] + join(attributes) + "}, defects: {" + join(defects) + "}}"
      let parts = [
        "applicants: {\(join([a, classes[1]]))}", "offices: {\(join(offices))}",
        "matters: {\(join(matters))}", "reforms: {\(join(reforms))}",
        "designs: {\(join(["before: []", "both: [one, two]"]))}", tail,
      ]
      return head + "\n" + turn(parts).joined(separator: "\n") + "\n"
    }
    let forward = text { $0 }
    let backward = text { $0.reversed() }
    #expect(forward != backward)
    for design in ["before", "both"] {
      let one = try trace(forward, design: design)
      let other = try trace(backward, design: design)
      #expect(one.record.rows == other.record.rows, "\(design)")
      #expect(one.record.tallies.offices == other.record.tallies.offices, "\(design)")
      #expect(one.record.tallies.matters == other.record.tallies.matters, "\(design)")
      #expect(try one.compiler.planDigest() == other.compiler.planDigest(), "\(design)")
      #expect(one.compiler.names == other.compiler.names)
    }
  }

  @Test func `come back bit by bit from a second compilation and run`() throws {
    let text = base(people: 2, reforms: "", designs: [])
    let first = try run(text, seed: 7, replication: 3)
    let second = try run(text, seed: 7, replication: 3)
    #expect(first.rows == second.rows)
    #expect(try run(text, seed: 7, replication: 4).rows != first.rows)
    #expect(try run(text, seed: 8, replication: 3).rows != first.rows)
  }
}

@Suite struct `The digest of a plan` {
  private func digest(_ replaced: String, with other: String) throws -> (UInt64, UInt64) {
    let text = scenarioText(
      """
      applicants:
        firm:
          arrivals: {perCalendarDay: 6}
          attributes: {area: {lognormal: {median: 300 m2, p90: 900 m2}}, willing: 70%}
      offices: {permits: {staff: 2}}
      matters:
        licence: {office: permits, when: {area: {atLeast: 300 m2}}, review: {work: {weibull: {shape: 1.5, scale: 60 minutes}}}}
      """)
    func digest(_ text: String) throws -> UInt64 {
      let scenario = try parsed(text)
      return try StudyCompiler(scenario, designs: scenario.designs).planDigest()
    }
    #expect(text.contains(replaced))
    return (try digest(text), try digest(text.replacing(replaced, with: other)))
  }

  @Test(arguments: [("staff: 2", "staff: 3"), ("70%", "71%"), ("scale: 60", "scale: 61")])
  func `changes with a number`(number: String, other: String) throws {
    let (one, two) = try digest(number, with: other)
    #expect(one != two)
  }

  @Test(arguments: [
    ("atLeast: 300 m2", "atLeast: 400 m2"), ("shape: 1.5", "shape: 2.5"),
    ("firm:", "shop:"),
  ])
  func `changes with a bound, a shape or the name of a class`(part: String, other: String) throws {
    let (one, two) = try digest(part, with: other)
    #expect(one != two)
  }
}
