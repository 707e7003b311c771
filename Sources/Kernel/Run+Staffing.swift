// Staff that changes by date and hour, and what becomes of work under way.
extension Run {
  /// Schedules the first change of an office's staff and opens its account of capacity.
  mutating func beginShifts(_ o: Int) {
    let spec = plan.pointee.offices.base + o
    offices[o].staff = spec.pointee.staff
    scheduleShift(o)
  }

  private mutating func scheduleShift(_ o: Int) {
    let spec = plan.pointee.offices.base + o
    let next = offices[o].nextShift
    guard next < spec.pointee.shifts else { return }
    let shift = plan.pointee.shifts.base + Int(spec.pointee.firstShift + next)
    schedule(.shift, Int32(o), at: shift.pointee.instant, .calendar)
  }

  mutating func changeStaff(_ office: Int32) {
    let o = Int(office)
    let spec = plan.pointee.offices.base + o
    let shift = plan.pointee.shifts.base + Int(spec.pointee.firstShift + offices[o].nextShift)
    offices[o].nextShift += 1
    closeCapacity(o)
    let more = shift.pointee.staff - offices[o].staff
    offices[o].free += more
    offices[o].staff = shift.pointee.staff
    if spec.pointee.atStaffChange != .finish {
      while offices[o].free < 0, let t = lastBegun(office) { setAside(t, spec) }
    }
    if spec.pointee.atStaffChange == .pause {
      offices[o].returned = max(0, offices[o].returned + more)
    }
    touch(office)
    scheduleShift(o)
  }

  /// Adds the working time of the present staff since the last change to the capacity.
  mutating func closeCapacity(_ o: Int) {
    let calendar = calendars[Int(plan.pointee.offices.base[o].calendar)].view
    let state = offices + o
    let worked = min(
      max(calendar.worked(now), state.pointee.windowStart), state.pointee.windowEnd)
    let end = isFinished ? state.pointee.windowEnd : worked
    let from = max(state.pointee.capacityFrom, state.pointee.windowStart)
    state.pointee.tally.capacity += Int64(state.pointee.staff) * max(0, end - from)
    state.pointee.capacityFrom = max(from, end)
    if isFinished { state.pointee.tally.open = state.pointee.windowEnd - state.pointee.windowStart }
  }

  /// The service of an office's person that was begun last; nil when none can stop.
  ///
  /// Joint activities and batches are always ended.
  private mutating func lastBegun(_ office: Int32) -> Int32? {
    var last: Int32?
    for t in 0..<threadCount {
      let thread = threads.base + t
      guard thread.pointee.slot >= 0, thread.pointee.stage == .served,
        thread.pointee.server == office, work(of: Int32(t)).pointee.officeCount == 1,
        plan.pointee.offices.base[Int(office)].batchSize == 0
      else { continue }
      if let other = last {
        let best = threads.base + Int(other)
        let isLater =
          thread.pointee.since > best.pointee.since
          || (thread.pointee.since == best.pointee.since
            && thread.pointee.rank > best.pointee.rank)
        if !isLater { continue }
      }
      last = Int32(t)
    }
    return last
  }

  /// Stops a service; the rest is taken up by the people who return, or by the next who is free.
  private mutating func setAside(_ t: Int32, _ spec: UnsafeMutablePointer<OfficeSpec>) {
    let thread = threads.base + Int(t)
    let calendar = calendars[Int(spec.pointee.calendar)].view
    release(t)
    let until = thread.pointee.until
    cutService(t)
    let step = plan.pointee.instructions.base + Int(thread.pointee.pc)
    write(thread.pointee.slot, step.pointee.label, .suspend, workOffice(of: t))
    thread.pointee.workLeft = max(0, calendar.worked(until) - calendar.worked(now))
    dismiss(t, 0)
    thread.pointee.present = 0
    hold(t, work(of: t).pointee.waitingHolder)
    if spec.pointee.atStaffChange == .handOver {
      // Its earlier wait has been counted; it stands where it stood.
      thread.pointee.stage = .queued
      returnToQueue(t)
    } else {
      thread.pointee.stage = .paused
      // It keeps its place among those in work.
      offices[Int(workOffice(of: t))].serving += 1
    }
  }

  /// People who have returned take up what was set aside, in the order of the queue and before it.
  mutating func takeUp(_ office: Int32) {
    let calendar = calendars[Int(plan.pointee.offices.base[Int(office)].calendar)].view
    guard calendar.isOpen(at: now) else {
      wakeOffice(office, at: calendar.opening(now))
      return
    }
    while offices[Int(office)].returned > 0, offices[Int(office)].free > 0 {
      var first: Int32?
      for t in 0..<threadCount {
        let thread = threads.base + t
        guard thread.pointee.slot >= 0, thread.pointee.stage == .paused,
          thread.pointee.server == office
        else { continue }
        if let other = first, threads.base[Int(other)].rank <= thread.pointee.rank { continue }
        first = Int32(t)
      }
      guard let t = first else {
        offices[Int(office)].returned = 0
        return
      }
      release(t)
      offices[Int(office)].returned -= 1
      offices[Int(office)].free -= 1
      offices[Int(workOffice(of: t))].serving -= 1
      resume(t, office)
    }
  }
}
