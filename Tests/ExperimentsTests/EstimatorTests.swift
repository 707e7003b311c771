import ApprovalModel
import Experiments
import Inference
import ScenarioFiles
import Testing

/// One matter that takes `wait` (nobody waits for anybody), and one that a reform adds or takes away.
private func waiting(
  _ wait: String, followFor: String = "3 years", study: String = "", reform: String,
  attributes: String = ""
) -> String {
  head(followFor: followFor, study: study)
    + """
    applicants:
      firm:
        arrivals: {perCalendarDay: 20}
    \(attributes)
    offices:
      permits: {staff: 1000}
    matters:
      licence:
        office: permits
        activities: [{publicity: {wait: \(wait)}}]
      seal:
        after: [licence]
        office: permits
        activities: [{publicity: {wait: 3 working days}}]
    reforms:
      reform: \(reform)
    designs:
      before: []
      after: [reform]
    """
}

private let cancelsSeal = "{changes: [{cancel: seal}]}"

@Suite struct `A reform that reaches nobody` {
  private func results() async throws -> StudyResults {
    let text = waiting(
      "{exponential: {mean: 4 working days}, grade: D, range: [0.5x, 2x]}",
      reform: "{for: {risk: high}, changes: [{cancel: seal}]}",
      attributes: "    attributes: {risk: {low: 100%, high: 0%}}")
    return try await study(try scenario(text), replications: 20)
  }

  @Test func `is the same in every outcome, exactly`() async throws {
    let comparison = try await results().comparison("after")
    #expect(!comparison.outcomes.isEmpty)
    for outcome in comparison.outcomes {
      let name = "\(outcome.key.name) \(outcome.key.scope.text)"
      guard let difference = outcome.difference else {
        // Where nothing of the kind happens, nothing is the same either.
        #expect(outcome.reason == .noCases && outcome.verdict == .cannotTell, "\(name)")
        continue
      }
      #expect(outcome.verdict == .same && difference == 0, "\(name)")
    }
  }

  @Test func `is named in a notice, in both languages`() async throws {
    let results = try await results()
    #expect(try results.comparison("after").reachedNobody == ["reform"])
    #expect(
      results.notices.contains {
        $0.en == "reform 'reform' in design 'after' reaches nobody: it changes nothing"
          && $0.zh.contains("没有惠及任何申请人")
      })
  }

  @Test func `gives nobody a gain or a loss, and its placebo neither`() async throws {
    let applicants = try await results().comparison("after").applicants
    for one in [applicants.time, applicants.placebo, applicants.money] {
      #expect(one.gain.share == 0)
      #expect(one.lose.share == 0)
      #expect(one.same.share == 1)
    }
    #expect(applicants.changeAmongApproved == 0)
  }

  /// Reaching one applicant in twenty is enough for another verdict.
  @Test func `is told from one that reaches a few`() async throws {
    let text = waiting(
      "{exponential: {mean: 4 working days}}",
      reform: "{for: {risk: high}, changes: [{cancel: seal}]}",
      attributes: "    attributes: {risk: {low: 95%, high: 5%}}")
    let results = try await study(try scenario(text), replications: 20)
    #expect(try results.difference("need-to-operate-idle", of: "after").verdict == .better)
    #expect(
      try results.difference(
        "need-to-operate-idle", .attribute("risk", category: "low"), of: "after"
      ).verdict == .same)
    #expect(try results.comparison("after").reachedNobody == [])
  }
}

@Suite struct `A verdict` {
  @Test(arguments: [(2, Verdict.cannotTell), (19, .cannotTell), (20, .better)])
  func `needs 20 replications`(replications: Int, verdict: Verdict) async throws {
    let text = waiting("{exponential: {mean: 4 working days}}", reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: replications)
    let found = try results.difference("need-to-operate-idle", of: "after")
    #expect(found.verdict == verdict)
    #expect(abs(try #require(found.difference) + 3) < 1e-9)
  }

  /// A class so rare that it occurs in about a quarter of the replications: ten pairs or so.
  @Test func `needs 20 replications with cases of the group`() async throws {
    let text = waiting("5 working days", reform: cancelsSeal).replacing(
      "    arrivals: {perCalendarDay: 20}",
      with: "    arrivals: {perCalendarDay: 20}\n  rare:\n    arrivals: {perCalendarDay: 0.01}")
    let results = try await study(try scenario(text), replications: 40)
    let rare = try results.difference(
      "need-to-operate-idle", .applicantClass("rare"), of: "after")
    #expect(rare.verdict == .cannotTell)
    #expect(try results.difference("need-to-operate-idle", of: "after").verdict == .better)
  }

  @Test func `is missing its interval after one replication, and says why`() async throws {
    let text = waiting("{exponential: {mean: 4 working days}}", reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: 1)
    let found = try results.difference("need-to-operate-idle", of: "after")
    #expect(found.verdict == .cannotTell)
    #expect(found.runNoise == nil)
    #expect(found.reason == .tooFewReplications)
  }

  /// Three days saved for everybody; what is worth having is set below, above, and on a row whose
  /// interval holds it.
  @Test(
    arguments: [
      ("2 working days", 20, Worthwhile.yes), ("3 working days", 20, .yes),
      ("4 working days", 20, .no), ("2 working days", 19, .cannotTell),
    ])
  func `is never changed by what is worthwhile`(
    worthwhile: String, replications: Int, expected: Worthwhile
  ) async throws {
    let text = waiting(
      "5 working days",
      study: "primary: {outcome: need-to-operate-idle, worthwhile: \(worthwhile)}",
      reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: replications)
    let found = try results.difference("need-to-operate-idle", of: "after")
    #expect(found.worthwhile == expected)
    #expect(found.verdict == (replications < 20 ? .cannotTell : .better))
    #expect(try results.difference("official-time", of: "after").worthwhile == nil)
  }

  /// A share of about half is spared three days: 1.5 on average, with a range from 1 to 2 assumed.
  @Test func `says that it cannot tell whether the gain is worthwhile`() async throws {
    let text = waiting(
      "5 working days",
      study: "primary: {outcome: need-to-operate-idle, worthwhile: 1.5 working days}",
      reform: "{for: {willing: yes}, changes: [{cancel: seal}]}",
      attributes: "    attributes: {willing: {share: 50%, grade: D, range: [33%, 67%]}}")
    let results = try await study(try scenario(text), replications: 20)
    let found = try results.difference("need-to-operate-idle", of: "after")
    #expect(found.worthwhile == .cannotTell)
    #expect(found.verdict == .better)
    // The range of the input alone holds 1.5: no number of replications narrows it.
    #expect(found.replicationsForWorthwhile == nil)
  }

  /// What the reform adds is on average what it saves, within a range assumed: −2 to 2 days.
  @Test func `names no number of replications where the inputs leave it open`() async throws {
    let text = waiting(
      "5 working days",
      reform:
        "{changes: [{cancel: seal}, {add: inquiry, before: [licence], matter: {office: permits, "
        + "activities: [{study: {wait: {value: 3 working days, grade: D, range: [1, 5]}}}]}}]}")
    let found = try await study(try scenario(text), replications: 40)
      .difference("need-to-operate-idle", of: "after")
    #expect(found.verdict == .cannotTell)
    #expect(found.reason == .openInputs)
    #expect(found.replicationsNeeded == nil)
  }
}

@Suite struct `Cases that have not ended` {
  /// Exponential with mean 100 days: followed for 15 years (e^-55 left), its mean is 100 + 3.
  @Test func `do not exist when everybody is followed long enough`() async throws {
    let text = waiting(
      "{exponential: {mean: 100 working days}}", followFor: "15 years", reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: 40)
    let found = try results.estimate("need-to-operate-idle", of: "before")
    #expect(!found.isCensored)
    #expect(try #require(found.runNoise).contains(103))
    #expect(results.designs.allSatisfy { $0.open == 0 })
  }

  /// The same followed for 30 days: most are open.
  ///
  /// Dropping them would leave a mean of about 20 days.
  /// With the time until the end of following for them, E min(T, follow) stays below 103, and the
  /// result says that it is a lower bound.
  @Test func `make a mean a lower bound without a verdict`() async throws {
    let text = waiting(
      "{exponential: {mean: 100 working days}}", followFor: "30 calendar days", reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: 20)
    for design in ["before", "after"] {
      for name in ["need-to-operate-idle", "need-to-operate", "official-time"] {
        let found = try results.estimate(name, of: design)
        #expect(found.isCensored)
        #expect(found.reason == .openCases)
      }
      let mean = try results.estimate("need-to-operate-idle", of: design)
      let value = try #require(mean.estimate)
      #expect(value > 30 && value < 100)
    }
    let difference = try results.difference("need-to-operate-idle", of: "after")
    #expect(difference.verdict == .cannotTell)
    #expect(difference.reason == .openCases)
    #expect(try #require(try results.estimate("open-share", of: "before").estimate) > 0.5)
  }

  /// Open in the baseline alone: 100 days against 3, followed for 30.
  @Test func `in one design alone leave no verdict either`() async throws {
    let text = waiting(
      "2 working days", followFor: "30 calendar days",
      reform: "{changes: [{add: inquiry, before: [licence], matter: {office: permits, "
        + "activities: [{study: {wait: 100 working days}}]}}]}")
    let results = try await study(try scenario(text), replications: 20)
    #expect(!(try results.estimate("need-to-operate-idle", of: "before").isCensored))
    #expect(try results.estimate("need-to-operate-idle", of: "after").isCensored)
    let difference = try results.difference("need-to-operate-idle", of: "after")
    #expect(difference.verdict == .cannotTell)
    #expect(difference.reason == .openCases)
    #expect(try results.comparison("after").applicants.open.share == 1)
  }

  @Test func `leave a quantile past the last end unreached`() async throws {
    let text = waiting(
      "{exponential: {mean: 40 working days}}", followFor: "30 calendar days", reform: cancelsSeal
    ).replacing("to: 2024-01-31", with: "to: 2024-01-01")
    let results = try await study(try scenario(text), replications: 20)
    // 40 ln 2 + 3 = 30.7 days is past the end, 40 ln(1/0.9) + 3 = 7.2 days is not.
    for name in [
      "need-to-operate-idle-median", "need-to-operate-idle-p90", "need-to-operate-spread",
    ] {
      let found = try results.estimate(name, of: "before")
      #expect(found.estimate == nil, "\(name)")
      #expect(found.runNoise == nil)
      #expect(found.reason == .notReached)
    }
    let difference = try results.difference("need-to-operate-idle-p90", of: "after")
    #expect(difference.difference == nil)
    #expect(difference.reason == .notReached)
    #expect(difference.verdict == .cannotTell)
  }

  /// Mean 15 days followed for 30: the median 10.4 + 3 is reached, exactly as in the full
  /// distribution; the p90, 34.5 + 3, is not.
  @Test func `do not move a quantile before the last end`() async throws {
    let text = waiting(
      "{exponential: {mean: 15 working days}}", followFor: "30 calendar days", reform: cancelsSeal
    ).replacing("to: 2024-01-31", with: "to: 2024-01-01")
      .replacing("perCalendarDay: 20", with: "perCalendarDay: 200")
    let results = try await study(try scenario(text), replications: 40)
    let median = try results.estimate("need-to-operate-idle-median", of: "before")
    #expect(try #require(median.runNoise).contains(15 * 0.6931471806 + 3))
    #expect(try results.estimate("need-to-operate-idle-p90", of: "before").reason == .notReached)
  }

  /// One class is open to the last applicant, but it is too small to be one in a hundred of all.
  @Test func `of a small class leave no verdict on that class`() async throws {
    let text =
      head(followFor: "30 calendar days")
        + """
        applicants:
          large: {arrivals: {perCalendarDay: 300}}
          small: {arrivals: {perCalendarDay: 1}}
        offices:
          permits: {staff: 1000}
        matters:
          licence:
            office: permits
            activities: [{publicity: {wait: 3 working days}}]
          inquiry:
            when: {class: small}
            office: permits
            activities: [{study: {wait: 200 working days}}]
        reforms:
          reform: {changes: [{cancel: licence}, {add: gate, before: [inquiry], matter: {office: permits, when: {class: small}, activities: [{study: {wait: 5 working days}}]}}]}
        designs:
          before: []
          after: [reform]
        """
    let results = try await study(try scenario(text), replications: 20)
    let small = Scope.applicantClass("small")
    let found = try results.estimate("need-to-operate-idle", small, of: "before")
    #expect(found.isCensored)
  }
}

@Suite struct `The interval of assumptions` {
  private static let text = waiting(
    "{exponential: {mean: 10 working days}, grade: D, range: [0.5x, 2x]}",
    reform: "{for: {willing: yes}, changes: [{cancel: seal}]}",
    attributes: "    attributes: {willing: {share: 50%, grade: D, range: [20%, 90%]}}")

  @Test func `contains run noise, in every outcome of every design`() async throws {
    let results = try await study(try scenario(Self.text), replications: 25)
    for design in results.designs {
      for outcome in design.outcomes {
        guard let run = outcome.runNoise, let interval = outcome.interval else { continue }
        #expect(outcome.intervalKind == .assumptions)
        #expect(interval.low <= run.low && run.high <= interval.high, "\(outcome.key.name)")
      }
    }
    for outcome in try results.comparison("after").outcomes {
      guard let run = outcome.runNoise, let interval = outcome.interval else { continue }
      #expect(interval.low <= run.low && run.high <= interval.high, "\(outcome.key.name)")
    }
  }

  /// Saved: 3 days × the share of the willing, drawn from 20 % to 90 %: the middle 95 % of the drawn
  /// values reaches from 3 × 21.5 % to 3 × 88 %, however many there are.
  @Test func `does not narrow with more replications, as run noise does`() async throws {
    let few = try await study(try scenario(Self.text), replications: 40)
    let many = try await study(try scenario(Self.text), replications: 400)
    let a = try few.difference("need-to-operate-idle", of: "after")
    let b = try many.difference("need-to-operate-idle", of: "after")
    let widths = try [a, b].map { try #require($0.interval).halfWidth }
    #expect(widths[1] > 0.9 * widths[0])
    #expect(abs(widths[1] - 3 * (0.88 - 0.215) / 2) < 0.08)
    let noise = try [a, b].map { try #require($0.runNoise).halfWidth }
    #expect(noise[1] < 0.5 * noise[0])
  }

  @Test func `is not there without ranges`() async throws {
    let text = Self.text.replacing(#/, grade: D, range: \[[^\]]*\]/#, with: "")
    let results = try await study(try scenario(text), replications: 20)
    let found = try results.difference("need-to-operate-idle", of: "after")
    #expect(found.intervalKind == .runNoise)
    #expect(found.interval == found.runNoise)
  }

  /// Declared, the 5 days end well before the 30; drawn up to 20 times as long, some do not.
  ///
  /// The drawn
  /// differences have gaps then, and their range is unknown: no verdict from run noise alone.
  @Test func `leaves no verdict when a drawn quantile is not reached`() async throws {
    let text = waiting(
      "{exponential: {mean: 4 working days}, grade: D, range: [0.5x, 20x]}",
      followFor: "60 calendar days", reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: 20)
    let found = try results.difference("need-to-operate-idle-p90", of: "after")
    #expect(found.verdict == .cannotTell)
  }
}

@Suite struct `The primary outcome` {
  /// The same quantity in calendar days is another row: 2 working days are no threshold for it.
  @Test func `is judged in working days only`() async throws {
    let text = waiting(
      "5 working days",
      study: "primary: {outcome: need-to-operate-idle, worthwhile: 2 working days}",
      reform: cancelsSeal)
    let results = try await study(try scenario(text), replications: 20)
    let judged = try results.comparison("after").outcomes.filter { $0.worthwhile != nil }
    #expect(judged.map(\.key.unit) == [.workingDays])
    #expect(judged.first?.key.unit == .workingDays)
  }

  /// The applicant's cost stands at scope `payer:applicant`.
  @Test func `may be the applicant's cost`() async throws {
    let text = waiting(
      "5 working days", study: "primary: {outcome: cost, worthwhile: 100 yuan}",
      reform: cancelsSeal
    ).replacing(
      "arrivals: {perCalendarDay: 20}",
      with: "arrivals: {perCalendarDay: 20}\n    holdingCost: {perCalendarDay: 1000 yuan}")
    let results = try await study(try scenario(text), replications: 20)
    let found = try results.difference("cost", .payer("applicant"), of: "after")
    #expect(abs(try #require(found.difference) + 3_000) < 1e-6)
    #expect(found.worthwhile == .yes)
  }
}
