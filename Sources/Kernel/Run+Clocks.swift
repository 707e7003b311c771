// The clocks of matters: what they count, when a light turns and when silence means consent.
extension Run {
  mutating func startClock(
    _ t: Int32, _ slot: Int32, _ step: UnsafeMutablePointer<Instruction>
  ) {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    // A file that goes back to the completeness check has been accepted: its clock runs on.
    guard !thread.pointee.clockStarted else { return }
    let (date, workday) = today
    thread.pointee.clockStarted = true
    thread.pointee.clockRuns = true
    clock.pointee.grossDays = 0 &- workday
    clock.pointee.netDays = 0 &- workday
    clock.pointee.netCalendarDays = 0 &- date
    clock.pointee.matter = step.pointee.a
    clock.pointee.tacitTarget = step.pointee.b
    let state = cases.base + Int(slot)
    if !state.pointee.isFrozen {
      state.pointee.gross.on(at: workday)
      state.pointee.official.on(at: workday)
    }
    beginTimer(t)
  }

  @inline(__always)
  mutating func pauseClock(_ t: Int32, _ slot: Int32) {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    guard thread.pointee.clockRuns else { return }
    let (date, workday) = today
    clock.pointee.netDays &+= workday
    clock.pointee.netCalendarDays &+= date
    thread.pointee.clockRuns = false
    if thread.pointee.hasTimer { cancelTimer(t) }
    if !cases.base[Int(slot)].isFrozen { cases.base[Int(slot)].official.off(at: workday) }
  }

  mutating func resumeClock(_ t: Int32, _ slot: Int32) {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    guard thread.pointee.clockStarted, !thread.pointee.clockRuns else { return }
    let (date, workday) = today
    clock.pointee.netDays &-= workday
    clock.pointee.netCalendarDays &-= date
    thread.pointee.clockRuns = true
    if !cases.base[Int(slot)].isFrozen { cases.base[Int(slot)].official.on(at: workday) }
    beginTimer(t)
  }

  mutating func stopClock(
    _ t: Int32, _ slot: Int32, _ step: UnsafeMutablePointer<Instruction>
  ) {
    pauseClock(t, slot)
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    thread.pointee.clockStarted = false
    // What comes after the decision is no longer urgent.
    thread.pointee.isEscalated = false
    let state = cases.base + Int(slot)
    let workday = self.workday
    if !state.pointee.isFrozen {
      state.pointee.gross.off(at: workday)
      state.pointee.lastDecision = now
    }
    guard state.pointee.isCohort else { return }
    countDecision(
      plan.pointee.matters.base + Int(step.pointee.a), refuses: step.pointee.flag == 1,
      grossDays: clock.pointee.grossDays &+ workday, days: clock.pointee.netDays,
      calendarDays: clock.pointee.netCalendarDays)
  }

  /// Counts a decision on a case of the cohort: how long it took, net of excluded links, and whether it was in time.
  @inline(__always)
  mutating func countDecision(
    _ spec: UnsafeMutablePointer<MatterSpec>, refuses: Bool, grossDays: Int32, days: Int32,
    calendarDays: Int32
  ) {
    let tally = matterTallies.base + Int(spec.pointee.tally)
    tally.pointee.decisions &+= 1
    tally.pointee.refusals &+= refuses ? 1 : 0
    tally.pointee.grossDays &+= Int64(grossDays)
    tally.pointee.officialDays &+= Int64(days)
    if spec.pointee.promised >= 0 {
      tally.pointee.promised &+= 1
      let used = spec.pointee.promisedIsCalendar ? calendarDays : days
      tally.pointee.withinPromised &+= used <= spec.pointee.promised ? 1 : 0
      light(used, limit: spec.pointee.promised, spec, tally)
    }
    if spec.pointee.statutory >= 0 {
      tally.pointee.statutory &+= 1
      let used = spec.pointee.statutoryIsCalendar ? calendarDays : days
      tally.pointee.withinStatutory &+= used <= spec.pointee.statutory ? 1 : 0
      if spec.pointee.promised < 0 { light(used, limit: spec.pointee.statutory, spec, tally) }
    }
  }

  @inline(__always)
  private mutating func light(
    _ used: Int32, limit: Int32, _ spec: UnsafeMutablePointer<MatterSpec>,
    _ tally: UnsafeMutablePointer<MatterTally>
  ) {
    if used > limit {
      tally.pointee.red &+= 1
    } else if used > spec.pointee.yellow {
      tally.pointee.yellow &+= 1
    }
  }

  /// The clock of a file that is withdrawn: it stops without a decision.
  mutating func abandonClock(_ t: Int32, _ slot: Int32) {
    guard threads.base[Int(t)].clockStarted else { return }
    pauseClock(t, slot)
    threads.base[Int(t)].clockStarted = false
    let state = cases.base + Int(slot)
    if !state.pointee.isFrozen { state.pointee.gross.off(at: workday) }
    guard state.pointee.isCohort else { return }
    let matter = plan.pointee.matters.base + Int(clocks.base[Int(t)].matter)
    matterTallies.base[Int(matter.pointee.tally)].withdrawn += 1
  }

  // MARK: Limits that act

  /// Schedules what the matter's limit does next: put the file first, or grant it.
  @inline(__always)
  private mutating func beginTimer(_ t: Int32) {
    let spec = plan.pointee.matters.base + Int(clocks.base[Int(t)].matter)
    if spec.pointee.escalatesFrom > 0 || spec.pointee.isTacit { beginTimer(t, spec) }
  }

  @inline(never)
  private mutating func beginTimer(_ t: Int32, _ spec: UnsafeMutablePointer<MatterSpec>) {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    var days = Int32.max
    if spec.pointee.escalatesFrom > 0, !thread.pointee.isEscalated {
      days = spec.pointee.escalatesFrom == 1 ? spec.pointee.yellow : spec.pointee.limit
    }
    if spec.pointee.isTacit, clock.pointee.tacitTarget > 0 {
      days = min(days, spec.pointee.limit)
    }
    guard days >= 0, days < .max, !cases.base[Int(thread.pointee.slot)].isFrozen else { return }
    let instant = max(now, lastInstant(t, days))
    thread.pointee.hasTimer = true
    clock.pointee.timerAt = instant
    schedule(.limit, t, generation: clock.pointee.timerGeneration, at: instant, .calendar)
  }

  mutating func cancelTimer(_ t: Int32) {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    thread.pointee.hasTimer = false
    clock.pointee.timerGeneration &+= 1
    noteCancelled(at: clock.pointee.timerAt)
  }

  /// The day, counted from the run's first, at the end of which a running or standing clock will have
  /// used `days` of its limit if it runs from now on.
  mutating func dayReached(_ t: Int32, _ days: Int32) -> Int64 {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    let spec = plan.pointee.matters.base + Int(clock.pointee.matter)
    let (date, workday) = today
    if spec.pointee.limitIsCalendar {
      let used = clock.pointee.netCalendarDays + (thread.pointee.clockRuns ? date : 0)
      return Int64(date) + Int64(days - used)
    }
    let used = clock.pointee.netDays + (thread.pointee.clockRuns ? workday : 0)
    // No day of the limit is needed: it ends with today.
    if days <= 0 { return Int64(date) }
    let wanted = workday + days - used
    // The first day with so many working days up to and including it.
    var low = 0
    var high = plan.pointee.workdays.count - 1
    while low < high {
      let middle = (low + high) / 2
      if plan.pointee.workdays.base[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return Int64(low)
  }

  /// The last instant of the day at which so many days will have been used: what is decided then is
  /// still in time.
  private mutating func lastInstant(_ t: Int32, _ days: Int32) -> Int64 {
    (dayReached(t, days) + 1) * millisecondsPerDay - 1
  }

  /// A light turns, or the limit has passed.
  mutating func reachLimit(_ t: Int32) {
    let thread = threads.base + Int(t)
    let clock = clocks.base + Int(t)
    let slot = thread.pointee.slot
    thread.pointee.hasTimer = false
    clock.pointee.timerGeneration &+= 1
    guard !isTerminated(slot) else { return }
    let spec = plan.pointee.matters.base + Int(clock.pointee.matter)
    if spec.pointee.escalatesFrom > 0, !thread.pointee.isEscalated {
      let days = spec.pointee.escalatesFrom == 1 ? spec.pointee.yellow : spec.pointee.limit
      if lastInstant(t, days) <= now {
        thread.pointee.isEscalated = true
        if thread.pointee.stage == .queued { rankAnew(t) }
      }
    }
    if spec.pointee.isTacit, clock.pointee.tacitTarget > 0,
      lastInstant(t, spec.pointee.limit) <= now
    {
      interrupt(t)
      thread.pointee.pc = clock.pointee.tacitTarget
      goOn(t)
    } else {
      beginTimer(t)
    }
  }
}

extension MatterSpec {
  /// The limit that binds, days: the promised one, else that by law; -1: none.
  @inline(__always)
  var limit: Int32 { promised >= 0 ? promised : statutory }
  /// Whether it counts calendar days.
  @inline(__always)
  var limitIsCalendar: Bool { promised >= 0 ? promisedIsCalendar : statutoryIsCalendar }
}
