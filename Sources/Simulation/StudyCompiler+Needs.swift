internal import ApprovalModel
internal import Kernel
internal import Statistics

// When needs arise, for which firms, and how long the applicants wait.
extension StudyCompiler {
  /// The gap between needs: as stated, or exponential in working time or in all hours.
  ///
  /// A list has no gaps, and neither has a rate of zero: the first need is beyond the calendar.
  func compileGap(_ applicants: ApplicantClass, _ builder: inout PlanBuilder) -> Int {
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
      spec.firstFirm = Int32(plan.firmCount)
      spec.firmPurpose = Purpose("firm").key
      plan.firmCount += Int(spec.firms)
    }
    if let patience = applicants.patience {
      spec.patience = Int32(
        builder.duration(patience, purpose: "patience", hours: applicants.hours, once: true))
    }
  }

  /// The test of the kernel for being on one of several credit lists, or on none of them.
  func compileLists(_ test: Condition.Test, _ applicants: ApplicantClass) -> [TestSpec] {
    guard case .oneOf(let names) = test.requirement, applicants.firms != nil else {
      return test.attribute == Condition.onList ? [TestSpec(attribute: -1)] : []
    }
    var mask: UInt64 = 0
    for (i, list) in base.creditLists.enumerated() where names.contains(list.name) {
      mask |= 1 << UInt64(i)
    }
    return [
      TestSpec(
        attribute: test.attribute == Condition.onList
          ? TestSpec.onOneOfLists : TestSpec.onNoneOfLists, mask: mask)
    ]
  }
}
