internal import ApprovalModel
internal import Kernel
internal import Statistics

// When needs arise, for which firms, and how long the applicants wait.
extension StudyCompiler {
  /// The gap between needs: as stated, or exponential in working time or in all hours.
  ///
  /// A list has no gaps, and neither has a rate of zero: the first need is beyond the calendar.
  func compileGap(
    _ applicants: ApplicantClass, _ builder: inout PlanBuilder, expecting others: inout Double
  ) -> Int {
    expect(applicants, &builder, besides: &others)
    if case .gap(let gap) = applicants.arrivals.source {
      return builder.duration(gap, purpose: "arrivals", hours: applicants.hours, once: true)
    }
    guard let (rate, perDay) = rate(of: applicants, builder), rate > 0 else {
      return builder.register(
        .constant(1), scale: Double(beyondCalendar), calendar: builder.allDay,
        path: "applicants.\(applicants.name).arrivals", purpose: "arrivals", placebo: false,
        once: true)
    }
    let isWorking = applicants.arrivals.per == .working
    return builder.register(
      .exponential(mean: 1), scale: perDay / rate,
      calendar: isWorking ? builder.calendar([applicants.hours]) : builder.allDay,
      path: applicants.arrivals.rate?.path ?? "", purpose: "arrivals", placebo: false, once: true)
  }

  /// So many applicants one run may be expected to have, in warm-up and window, all classes together:
  /// each takes some 0.5 kB while open and as much in the records of its cohort.
  static let mostApplicants = 10_000_000.0

  /// So many firms a run may follow, counted once for each credit list and each event remembered.
  static let mostListings = 100_000_000

  /// Refuses arrivals with which a run would have more applicants than fit into memory.
  private func expect(
    _ applicants: ApplicantClass, _ builder: inout PlanBuilder, besides others: inout Double
  ) {
    let study = scenario.study
    let days = study.window.upperBound.dayNumber - study.firstDay.dayNumber + 1
    let worked = Double(table.workdays[days - 1])
    let occasions: Double
    let path: String
    switch applicants.arrivals.source {
    case .rate(let input, let per):
      occasions = builder.world(input) * (per == .working ? worked : Double(days))
      path = input.path
    case .gap(let gap):
      let mean = gap.value.distribution.mean
      let factor = builder.world.factor(gap.path, gap.evidence, magnitude: mean)
      let milliseconds = builder.milliseconds(gap.value.unit, applicants.hours) * factor * mean
      let time =
        gap.value.unit.isCalendar
        ? Double(days) * 86_400_000
        : worked * builder.milliseconds(.workingDays, applicants.hours)
      occasions = time / max(milliseconds, 0.001)
      path = gap.path
    case .list: return
    }
    let batches = applicants.arrivals.batches
    let batch = batches.isEmpty ? 1 : batches.reduce(0) { $0 + Double($1.size) * $1.share }
    let expected = occasions * batch
    others += expected
    guard others > Self.mostApplicants else { return }
    let count = others.rounded().roundedToInt64
    builder.fail(
      .tooLarge(
        path: path,
        LocalizedText(
          zh:
            "从 \(study.firstDay) 到 \(study.window.upperBound)（warmUp 加 window）按此 arrivals 约有 \(count) 个申请，一次运行最多 "
            + "\(Int(Self.mostApplicants)) 个；请缩短 window，或减少 arrivals",
          en: "at these arrivals about \(count) applicants come from \(study.firstDay) to "
            + "\(study.window.upperBound) (warm-up and window), and one run has at most "
            + "\(Int(Self.mostApplicants)); shorten the window or lower the arrivals")))
  }

  /// Occasions a day, and the milliseconds of such a day; nil for a list.
  private func rate(of applicants: ApplicantClass, _ builder: PlanBuilder) -> (Double, Double)? {
    guard case .rate(let input, let per) = applicants.arrivals.source else { return nil }
    let unit: TimeUnit = per == .working ? .workingDays : .calendarDays
    return (builder.world(input), builder.milliseconds(unit, applicants.hours))
  }

  /// Completes a class: profile, list or batches of its needs, firms and patience.
  func compileNeeds(
    _ applicants: ApplicantClass, _ spec: inout ClassSpec, _ builder: inout PlanBuilder,
    _ plan: inout Plan
  ) {
    if case .list(let list) = applicants.arrivals.source {
      let window = list.value.map { table.midnight($0.date) + Int64($0.minute) * 60_000 }
        .filter { $0 >= 0 }
      spec.firstNeed = Int32(builder.append(instants: window))
      spec.needs = Int32(window.count)
    }
    if let profile = applicants.arrivals.profile {
      let hours = applicants.arrivals.per == .working ? applicants.hours : WeeklyHours.always
      spec.profile = Int32(plan.profiles.count)
      plan.profiles.append(
        table.profile(profile, hours: hours, isWorking: applicants.arrivals.per == .working))
    }
    if !applicants.arrivals.batches.isEmpty {
      let batches = applicants.arrivals.batches
      spec.firstBatch = Int32(
        builder.append(thresholds: cumulative(batches.map(\.share)), sizes: batches.map(\.size)))
      spec.batches = Int32(batches.count)
      spec.batchPurpose = Purpose("arrivals/batch").key
    }
    if let firms = applicants.firms {
      spec.firms = Int32(clamping: max(1, builder.world(firms)))
      spec.firstFirm = Int32(clamping: plan.firmCount)
      spec.firmPurpose = Purpose("firm").key
      plan.firmCount += Int(spec.firms)
      let kept = plan.firmCount * max(1, listingWidth + builder.memoryWidth)
      if kept > Self.mostListings {
        builder.fail(
          .tooLarge(
            path: firms.path,
            LocalizedText(
              zh: "企业与信用名单、所记事件的组合有 \(kept) 个，最多 \(Self.mostListings) 个；"
                + "请减少 firms、creditLists、times 或 visits",
              en:
                "there are \(kept) pairs of a firm and a credit list or an event remembered of it, "
                + "and at most \(Self.mostListings) are possible; state fewer 'firms' or "
                + "'creditLists', or smaller 'times' or 'visits'")))
      }
    }
    if let patience = applicants.patience {
      spec.patience = Int32(
        builder.duration(patience, purpose: "patience", hours: applicants.hours, once: true))
    }
  }

  /// How many listings each firm has: one a list, and one a list that firms apply to leave.
  private var listingWidth: Int {
    base.creditLists.count + base.creditLists.count { $0.application != nil }
  }

  /// Completes what a plan says of its lists and memories.
  func compileLists(_ builder: PlanBuilder, _ plan: inout Plan) {
    plan.listCount = base.creditLists.count
    plan.listingWidth = listingWidth
    for (i, list) in base.creditLists.enumerated() where list.subject == .everybody {
      plan.sharedLists |= 1 << UInt64(i)
    }
    plan.memories = FrozenArray(builder.memories)
    plan.memoryWidth = builder.memoryWidth
  }

  /// The test of the kernel for being on one of several credit lists, or on none of them.
  func compileLists(_ test: Condition.Test, _ applicants: ApplicantClass) -> [TestSpec] {
    var mask: UInt64 = 0
    if case .oneOf(let names) = test.requirement {
      for (i, list) in base.creditLists.enumerated()
      where names.contains(list.name) && (list.subject == .everybody || applicants.firms != nil) {
        mask |= 1 << UInt64(i)
      }
    }
    guard mask != 0 else {
      return test.attribute == Condition.onList ? [TestSpec(attribute: -1)] : []
    }
    return [
      TestSpec(
        attribute: test.attribute == Condition.onList
          ? TestSpec.onOneOfLists : TestSpec.onNoneOfLists, mask: mask)
    ]
  }
}
