import ApprovalModel
import Kernel
import Simulation
import Testing

/// Gains of 0 to 100 yuan, all alike likely, against a penalty of 100 yuan: of 100, as many do not
/// violate as are found of 100 violators.
private func deterrence(
  study: String = "deterrence: yes", attributes: String = "", defects: String = "20%",
  curable: String = "30%", matter: String = "review: {work: 1 hours, catches: 50%}",
  penalty: String = "100 yuan", more: String = "", reforms: String = "", designs: [String] = []
) -> String {
  scenarioText(
    study: study,
    """
    applicants:
      firm:
        arrivals: {perCalendarDay: 20}\(attributes.isEmpty ? "" : "\n    attributes: {\(attributes)}")
        defects: {licence: {curable: \(curable), serious: \(defects)}}
        deterrence: {licence: {gain: {uniform: [0 yuan, 100 yuan]}, penalty: \(penalty)}}
    offices: {permits: {staff: 5000}, inspectors: {staff: 5000}}
    matters:
      licence:
        office: permits
    """ + matter.split(separator: "\n").map { "\n    \($0)" }.joined() + more, reforms: reforms,
    designs: designs)
}

private func inspection(_ name: String, rate: String, detects: String, more: String = "") -> String
{
  """
    \(name):
  \(more)    changes: [{inspect: licence, office: inspectors, work: 0 hours, rate: \(rate), detects: \(detects)}]

  """
}

/// The chances of a serious and of a curable defect in each row of a plan's defects.
private func chances(
  _ text: String, design: String, world: InputWorld = .declared
) throws -> [(serious: Double, curable: Double)] {
  let scenario = try parsed(text)
  let chosen = try #require(scenario.designs.first { $0.name == design })
  let plan = try StudyCompiler(scenario, designs: [chosen]).plan(design: 0, world: world).plan
  func chance(_ i: Int32) -> Double {
    Double(plan.thresholds[Int(plan.chances[Int(i)].threshold)]) / 18_446_744_073_709_551_616
  }
  return (0..<plan.defects.count).map {
    (chance(plan.defects[$0].serious), chance(plan.defects[$0].curable))
  }
}

@Suite struct `Deterrence` {
  // Unseen by the review 50 %, by the inspection 1 − 0.4 × 0.5 = 80 %: 40 %. A violator pays 60 yuan.
  // Curable: 30 of the 80 % that were not serious, so 3/8 of the 60 % who do not violate.
  @Test func `leaves the violations worth more than all looks together cost`() throws {
    let text = deterrence(
      reforms: inspection("checks", rate: "40%", detects: "50%"), designs: ["after: [checks]"])
    let after = try chances(text, design: "after")
    let both = try #require(after.last)
    #expect(abs(both.serious - 0.4) < 1e-9)
    #expect(abs(both.curable - 0.225) < 1e-9)
    let before = try chances(text, design: "before")
    #expect(before.count == 1)
    #expect(abs(before[0].serious - 0.5) < 1e-9)
    #expect(abs(before[0].curable - 0.1875) < 1e-9)
  }

  @Test func `is off unless the study asks for it`() throws {
    for study in ["", "deterrence: no"] {
      let found = try chances(deterrence(study: study), design: "before")
      #expect(found.count == 1)
      #expect(abs(found[0].serious - 0.2) < 1e-9)
      #expect(abs(found[0].curable - 0.3) < 1e-9)
    }
  }

  // Twice the penalty with the same checks: 1 − 2 × 0.5 × 100/100, nobody; half of it: 75 %.
  @Test(arguments: [("200 yuan", 0.0), ("50 yuan", 0.75), ("0 yuan", 1.0)])
  func `goes by the penalty`(penalty: String, violate: Double) throws {
    let found = try chances(deterrence(penalty: penalty), design: "before")
    #expect(abs(found[0].serious - violate) < 1e-9)
  }

  /// The machine finds 80 % of the half it decides, people 100 % of the other half: 90 %.
  @Test func `counts the looks of a machine for the files it decides`() throws {
    let text = deterrence(
      matter: "review: {work: 1 hours, catches: 100%}",
      reforms: """
          machine:
            changes: [{automate: licence, eligible: 50%, catches: 80%}]
        """, designs: ["after: [machine]"])
    #expect(abs(try #require(try chances(text, design: "after").last).serious - 0.1) < 1e-9)
  }

  /// 40 % are granted unasked, so only 60 % are looked at.
  @Test func `leaves out whom data entitle`() throws {
    let text = deterrence(
      matter: "review: {work: 1 hours, catches: 100%}",
      reforms: """
          unasked:
            changes: [{entitle: licence, coverage: 40%, work: 1 hours}]
        """, designs: ["after: [unasked]"])
    #expect(abs(try #require(try chances(text, design: "after").last).serious - 0.4) < 1e-9)
  }

  /// With a commitment the review is gone: the follow-up finds 0.5 × 60 %.
  @Test func `goes by the follow-up of a commitment in place of the review`() throws {
    let text = deterrence(
      reforms: """
          trust:
            changes:
              - commit: licence
                form: permit
                claims: met
                followUp: {office: inspectors, work: 0 hours, after: 5 calendar days, rate: 50%, detects: 60%}
        """, designs: ["after: [trust]"])
    #expect(abs(try #require(try chances(text, design: "after").last).serious - 0.7) < 1e-9)
  }

  // Of a hundred yuan of gain at most, a certain penalty of 100 yuan deters everybody looked at.
  @Test func `is that of the applicant's own checks`() throws {
    let text = deterrence(
      attributes: "risk: {low: 50%, high: 50%}, big: 50%", defects: "0%", curable: "0%",
      matter: "review: {work: 1 hours}",
      reforms: inspection("checks", rate: "{by: risk, low: 0%, high: 100%}", detects: "100%"),
      designs: ["after: [checks]"])
    let cases = try trace(text, design: "after").cases
    // Attributes and categories in code-point order: `big`, then `risk` with `high` before `low`.
    #expect(cases.contains { $0.category(1) == 0 } && cases.contains { $0.category(1) == 1 })
    for one in cases { #expect(one[.defects] == (one.category(1) == 0 ? 0 : 1)) }
  }

  @Test func `is that of the reforms which reach the applicant`() throws {
    let text = deterrence(
      defects: "0%", curable: "0%", matter: "review: {work: 1 hours}",
      reforms: inspection("checks", rate: "100%", detects: "100%", more: "    uptake: 50%\n"),
      designs: ["after: [checks]"])
    let cases = try trace(text, design: "after").cases
    #expect(cases.contains { $0[.reach] == 0 } && cases.contains { $0[.reach] == 1 })
    for one in cases { #expect(one[.defects] == (one[.reach] == 1 ? 0 : 1)) }
  }

  /// Whom a matter does not concern cannot violate it, and its checks deter nobody else.
  @Test func `asks nothing of those whom the matter does not concern`() throws {
    let text = deterrence(
      attributes: "big: 50%", defects: "0%", curable: "0%",
      matter: "when: {big: yes}\nreview: {work: 1 hours, catches: 20%}")
    let cases = try trace(text).cases
    for one in cases where one.category(0) == 0 { #expect(one[.defects] == 0) }
    let big = cases.filter { $0.category(0) == 1 }
    #expect(big.contains { $0[.defects] == 1 } && big.contains { $0[.defects] == 0 })
  }

  @Test func `lets violate under more checks only who violates under fewer`() throws {
    let text = deterrence(
      curable: "0%", matter: "review: {work: 1 hours}",
      reforms: inspection("few", rate: "20%", detects: "100%")
        + inspection("many", rate: "60%", detects: "100%"),
      designs: ["less: [few]", "more: [many]"])
    let less = try trace(text, design: "less").cases.map { $0[.defects] }
    let more = try trace(text, design: "more").cases.map { $0[.defects] }
    #expect(less.count == more.count)
    for (a, b) in zip(less, more) { #expect(b <= a) }
    #expect(less.reduce(0, +) > more.reduce(0, +))
    #expect(more.contains(1))
  }

  /// Until the reform's date everybody meets the old checks.
  @Test func `goes by the rules in force when the need arises`() throws {
    let text = deterrence(
      study: "deterrence: yes\nkind: transition\nfrom: 2024-03-11", defects: "0%", curable: "0%",
      matter: "review: {work: 1 hours}",
      reforms: inspection("checks", rate: "100%", detects: "100%"), designs: ["after: [checks]"])
    for one in try trace(text, design: "after").cases {
      #expect(one[.defects] == (one.arrival < 7 * day ? 1 : 0))
    }
  }

  /// 50 to 200 yuan, half of which is to be expected: between 75 % and none violate.
  @Test func `draws the penalty from its range`() throws {
    let text = deterrence(penalty: "{value: 100 yuan, grade: D, range: [0.5x, 2x]}")
    let drawn = try (0..<20).map {
      try chances(
        text, design: "before", world: .drawn(seed: 1, replication: UInt64($0)))[0].serious
    }
    #expect(drawn.allSatisfy { (0...0.75).contains($0) })
    #expect(Set(drawn).count > 10)
  }
}
