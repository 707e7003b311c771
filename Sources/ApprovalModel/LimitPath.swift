internal import Statistics

/// What announcements count: the steps of a typical applicant and the days that limits add up to.
///
/// The longest chain over `needs` and `after`, each matter counting its promised limit, else its
/// statutory one, with the notice periods and delivery limits outside its clock. Preparation,
/// corrections and own work count nothing, so that it is compared with announced limits, never with
/// measured times.
public struct LimitPath: Hashable, Sendable {
  /// The longest chain, working days; limits in calendar days count 5/7 of them.
  public var workingDays: Double
  /// The matters of that chain, first to last.
  public var chain: [Name]
  /// The matters (环节) in which the applicant hands something in and gets an answer.
  public var steps: [Name]
  /// Matters that apply and have no limit: they count no days.
  public var withoutLimit: [Name]

  /// The path of `applicant` through `model`, as it is after the reforms that it takes.
  ///
  /// What does not concern the applicant counts nothing and still waits for what it waits for, as in a
  /// run; a quorum is met when so many of its results are there.
  ///
  /// - Complexity: linear in matters, own work and their prerequisites.
  public init(of applicant: TypicalApplicant, in model: ProcessModel) {
    let concerned = model.matters.filter { matter in
      // Who conforms to what was assessed ahead does nothing of its own.
      applicant.meets(matter.when)
        && !(matter.ahead.map { applicant.isLikely($0.conforming) } ?? false)
    }
    var ends: [Name: (days: Double, before: Name?)] = [:]
    /// The later of the results, and how late.
    func last(of references: [ResultReference]) -> (days: Double, owner: Name?) {
      var last = (days: 0.0, owner: Name?.none)
      for reference in references {
        let days = end(of: reference.owner)
        if days > last.days { last = (days, model.aliases[reference.owner] ?? reference.owner) }
      }
      return last
    }
    func end(of name: Name) -> Double {
      let name = model.aliases[name] ?? name
      if let known = ends[name] { return known.days }
      // A circle is refused before anybody asks for its length.
      ends[name] = (0, nil)
      let matter = model.matters.first { $0.name == name }
      let work = model.ownWork.first { $0.name == name }
      var begins = [
        last(of: (matter?.needs ?? work?.needs ?? []) + (matter?.after ?? work?.after ?? []))
      ]
      for quorum in matter?.quorums ?? work?.quorums ?? [] {
        let enough = quorum.of.sorted { end(of: $0.owner) < end(of: $1.owner) }
        begins.append(last(of: Array(enough.prefix(quorum.atLeast))))
      }
      if let work, applicant.meets(work.when) {
        begins.append(
          last(of: work.milestones.flatMap(\.gates).map { ResultReference($0.matter) }))
      }
      let begin = begins.max { $0.days < $1.days } ?? (0, nil)
      let own = concerned.first { $0.name == name }?.limitDays ?? 0
      ends[name] = (begin.days + own, begin.owner)
      return begin.days + own
    }
    let names = (model.matters.map(\.name) + model.ownWork.map(\.name)).inNameOrder()
    let longest = last(of: names.map { ResultReference($0) })
    workingDays = longest.days
    var chain: [Name] = []
    var next = longest.owner
    while let name = next {
      if concerned.contains(where: { $0.name == name }) { chain.append(name) }
      next = ends[name]?.before
    }
    self.chain = chain.reversed()
    steps = concerned.filter(\.isStep).map(\.name)
    withoutLimit = concerned.filter { $0.isStep && !$0.hasLimit }.map(\.name)
  }

  /// The path of each class's typical applicant under `reforms`, by class.
  ///
  /// - Throws: when the reforms cannot be applied.
  public static func paths(
    in model: ProcessModel, under reforms: [Reform]
  ) throws(ReformError) -> [(applicantClass: Name, path: LimitPath)] {
    var result: [(applicantClass: Name, path: LimitPath)] = []
    for applicants in model.classes {
      let typical = TypicalApplicant(of: applicants)
      let taken = reforms.flatMap(\.parts).filter(typical.takes)
      let reformed = try model.applying(taken, declared: model.matters.map(\.name)).model
      result.append((applicants.name, LimitPath(of: typical, in: reformed)))
    }
    return result
  }
}

extension Matter {
  /// Whether an applicant hands something in and gets an answer.
  fileprivate var isStep: Bool {
    switch mode {
    case .review, .automated, .confirmation, .commitment, .merged: true
    case .filing(let filing): filing.timing != .kept
    case .pledge: false
    }
  }

  /// Whether a limit binds it, or it is decided on the spot.
  fileprivate var hasLimit: Bool {
    switch mode {
    case .review, .automated: limits.binding != nil
    case .merged(let merged): limits.binding != nil || merged.parts.contains { $0.hasLimit }
    case .confirmation, .commitment, .filing, .pledge: true
    }
  }

  /// Working days that announcements count for this matter.
  fileprivate var limitDays: Double {
    let delivery = delivery?.limit?.value.workingDays ?? 0
    switch mode {
    case .review, .automated:
      return (limits.binding?.value.workingDays ?? 0)
        + noticeDays(stoppingClock: true, quantile: 0.5) + delivery
    case .merged(let merged):
      // Parts that share a form or a visit run side by side; a limit of their own whole comes first,
      // and leaves their notices outside the clock where they are.
      guard let limit = limits.binding else {
        return (merged.parts.map(\.limitDays).max() ?? 0) + delivery
      }
      let notices = merged.parts.map { $0.noticeDays(stoppingClock: true, quantile: 0.5) }.max()
      return limit.value.workingDays + (notices ?? 0) + delivery
    case .confirmation, .commitment, .filing, .pledge: return delivery
    }
  }

  /// Working days of the notice periods within the clock, or of those that stop it, each at its
  /// quantile: 0 for the shortest there can be, 0.5 for the median.
  public func noticeDays(stoppingClock: Bool, quantile: Double) -> Double {
    var days = 0.0
    for activity in activities where activity.stopsClock == stoppingClock {
      if case .notice(let wait) = activity.kind {
        days += TimeSpan(wait.value.distribution.quantile(quantile), wait.value.unit).workingDays
      }
    }
    return days
  }
}

extension TimeSpan {
  /// The span in working days: five of seven calendar days, 21.75 of a month, 261 of a year, eight
  /// hours each.
  public var workingDays: Double {
    switch unit {
    case .workingDays: amount
    case .calendarDays: amount * 5 / 7
    case .months: amount * 21.75
    case .years: amount * 261
    case .hours: amount / 8
    case .minutes: amount / 480
    }
  }
}
