import ApprovalModel
import Experiments
import ScenarioFiles
import Testing

/// A licence with corrections and refusals, a second matter that a reform takes away, own work, and a
/// commitment with checks.
private let text =
  head(study: "warmUp: 10 calendar days")
    + """
    applicants:
      firm: {arrivals: {perCalendarDay: 4}, attributes: {risk: {low: 60%, high: 40%}}}
      shop: {arrivals: {perCalendarDay: 2}, attributes: {risk: {low: 100%, high: 0%}}}
    offices: {permits: {staff: 3}, fire: {staff: 2}}
    matters:
      licence:
        office: permits
        prepare: {exponential: {mean: 2 working days}}
        completeness: {work: 1 hours, correction: {chance: 40%, rounds: 3, takes: {exponential: {mean: 3 working days}}}}
        review: {work: {exponential: {mean: 5 hours}}}
      seal: {after: [licence], office: fire, review: {work: 2 hours}}
    ownWork:
      fitting: {needs: [licence], milestones: [{done: {takes: {exponential: {mean: 9 working days}}}}]}
    reforms:
      quick: {for: {risk: low}, changes: [{cancel: seal}]}
    designs: {before: [], quick: [quick]}
    """

private func recorded(_ applicants: Int = 40) throws -> Replay {
  try replay(StudyRequest(scenario: scenario(text)), replication: 1, applicants: applicants)
}

@Suite struct `The replay of a run` {
  @Test func `has the figures of the table of applicants`() throws {
    let replay = try recorded(100_000)
    var rows: [ApplicantRow] = []
    try writeApplicants(
      StudyRequest(scenario: scenario(text)), replications: 1..<2, to: { rows.append($0) },
      isCancelled: { false })
    #expect(replay.leftOut == 0)
    #expect(replay.designs == ["before", "quick"])
    for (d, design) in replay.designs.enumerated() {
      let own = rows.filter { $0.design == design }
      let ended = own.filter { $0.ending != .open }
      #expect(replay.applicants.count == own.count)
      #expect(replay.figures[d] == replay.cohort[d])
      #expect(replay.figures[d].applicants == own.count)
      #expect(replay.figures[d].ended == ended.count)
      // Whole milliseconds behind days: the sum of both is exact.
      let sum = ended.reduce(Int64(0)) {
        $0 + Int64(($1.needCalendarDays * 86_400_000).rounded())
      }
      let mean = Double(sum) / Double(ended.count) / 86_400_000
      #expect(replay.figures[d].meanNeedToOperateDays == mean)
      let byName = Dictionary(
        uniqueKeysWithValues: own.map {
          (ApplicantName(applicantClass: $0.applicantClass, index: $0.index), $0.ending)
        })
      for applicant in replay.applicants {
        #expect(byName[applicant.name] == applicant.worlds[d].ending)
      }
    }
  }

  @Test func `gives the same figures when its events are played`() throws {
    let replay = try recorded()
    let operate = try #require(replay.nodes.firstIndex { $0.name == "case/operate" })
    #expect(replay.applicants.count == 40)
    #expect(replay.leftOut > 0)
    for d in replay.designs.indices {
      var (ended, sum) = (0, Int64(0))
      for applicant in replay.applicants {
        guard let end = applicant.worlds[d].events.first(where: { $0.node == operate }) else {
          continue
        }
        ended += 1
        sum += end.instant - applicant.need
      }
      #expect(replay.figures[d].ended == ended)
      #expect(
        replay.figures[d].meanNeedToOperateDays == Double(sum) / Double(ended) / 86_400_000)
    }
  }

  @Test func `keeps events in order, with the states of the log`() throws {
    let replay = try recorded()
    var known: Set<Replay.State> = []
    for applicant in replay.applicants {
      for world in applicant.worlds {
        let instants = world.events.map(\.instant)
        #expect(instants == instants.sorted())
        #expect(instants.allSatisfy { $0 >= applicant.need && $0 <= replay.to })
        known.formUnion(world.events.map(\.state))
        // A node changes its state at each of its events.
        for node in replay.nodes.indices {
          let states = world.events.filter { $0.node == node }.map(\.state)
          #expect(zip(states, states.dropFirst()).allSatisfy { $0 != $1 })
        }
      }
    }
    #expect(known.isSuperset(of: [.applicant, .queue, .window, .review, .correction, .done]))
  }

  @Test func `shows each event at the instant at which the timeline has it`() throws {
    let replay = try recorded()
    let one = try #require(replay.applicants.first)
    var request = StudyRequest(scenario: try scenario(text))
    request.designs = ["quick"]
    let lines = try timelines(
      request, applicant: one.name, replication: 1, isCancelled: { false })
    let reviews = lines.baseline.events.filter {
      $0.activity == "licence/review" && $0.lifecycle == "start"
    }
    let node = try #require(replay.nodes.firstIndex { $0.name == "licence" })
    let shown = one.worlds[0].events.filter { $0.node == node && $0.state == .review }
    #expect(shown.count == reviews.count)
    let start = replay.firstDay.dayNumber
    for (event, review) in zip(shown, reviews) {
      let day = CivilDate(dayNumber: start + Int(event.instant / 86_400_000))
      #expect(review.timestamp.hasPrefix(day.description))
    }
  }

  @Test func `counts a flow in which nobody leaves before coming`() throws {
    let replay = try recorded()
    let total = replay.cohort[0].applicants
    let operate = try #require(replay.nodes.firstIndex { $0.name == "case/operate" })
    for flow in replay.flow {
      let points = flow.points
      #expect(points.allSatisfy { $0.arrived >= $0.started && $0.started >= $0.done })
      for (a, b) in zip(points, points.dropFirst()) {
        #expect(a.instant < b.instant)
        #expect(a.arrived <= b.arrived && a.started <= b.started && a.done <= b.done)
      }
      #expect(try #require(points.last).arrived <= total)
      if flow.node == operate {
        #expect(points.last?.arrived == total)
        #expect(points.last?.done == replay.cohort[flow.design].ended)
      }
    }
  }

  @Test func `is the same twice, and shows fewer where asked for fewer`() throws {
    let (first, second) = (try recorded(), try recorded())
    #expect(first == second)
    let few = try recorded(5)
    #expect(few.applicants == Array(first.applicants.prefix(5)))
    #expect(few.flow == first.flow)
  }

  @Test func `refuses a study with nothing to set beside the baseline`() throws {
    var alone = try scenario(text)
    alone.designs.removeAll { $0.name != "before" }
    let request = StudyRequest(scenario: alone)
    #expect {
      try replay(request)
    } throws: {
      if case StudyError.unsuitable = $0 { true } else { false }
    }
  }
}
