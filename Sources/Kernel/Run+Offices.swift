// Queues, dispatch and service.
extension Run {
  mutating func touch(_ office: Int32) {
    guard !offices[Int(office)].isDirty else { return }
    offices[Int(office)].isDirty = true
    dirtyOffices.append(office)
  }

  /// Adds the time since the last change to the area under the queue length.
  @inline(__always)
  func closeQueueArea(_ o: Int) {
    offices[o].tally.queueArea += Int64(offices[o].queue.count) * (now - offices[o].areaSince)
    offices[o].areaSince = now
    if isFinished { offices[o].tally.waitSum += waitedSoFar(o) }
  }

  /// What the members of a queue have waited until now; the other side of Little's law.
  private func waitedSoFar(_ o: Int) -> Int64 {
    var queue = offices[o].queue
    var sum: Int64 = 0
    while queue.count > 0 { sum += now - threads[Int(queue.removeFirst())].joined }
    return sum
  }

  mutating func enqueue(_ t: Int32, _ step: Instruction, _ slot: Int32) {
    let spec = plan.works[Int(step.a)]
    let state = cases[Int(slot)]
    threads.base[Int(t)].joined = now
    threads.base[Int(t)].reserved = 0
    threads.base[Int(t)].replay = -1
    hold(t, spec.waitingHolder)
    // Instant, class, index within the class, purpose: a rank that no file order can change.
    let rank =
      UInt128(UInt64(now)) &<< 72 | UInt128(UInt64(state.applicantClass) & 0xFF) &<< 64
      | UInt128(UInt64(state.index) & 0xFFFF_FFFF_FFFF) &<< 16 | UInt128(spec.purposeRank)
    for i in 0..<Int(spec.officeCount) {
      let office = plan.workOffices[Int(spec.offices) + i]
      closeQueueArea(Int(office))
      offices[Int(office)].queue.insert(t, rank: rank)
      touch(office)
    }
    write(slot, step.label, .schedule, plan.workOffices[Int(spec.offices)])
  }

  mutating func dispatchDirtyOffices() {
    while let office = dirtyOffices.popLast() {
      offices[Int(office)].isDirty = false
      dispatch(office)
    }
  }

  private mutating func dispatch(_ office: Int32) {
    let o = Int(office)
    let spec = plan.offices.base[o]
    guard offices[o].queue.count > 0 else { return }
    if spec.firstSitting >= 0 {
      dispatchSitting(office, spec)
      return
    }
    guard offices[o].free > 0 else { return }
    let opening = calendars[Int(spec.calendar)].opening(now)
    guard opening == now else {
      wakeOffice(office, at: opening)
      return
    }
    while offices[o].free > 0, offices[o].queue.count > 0 {
      offices[o].free -= 1
      takeFirst(office)
    }
  }

  private mutating func dispatchSitting(_ office: Int32, _ spec: OfficeSpec) {
    let o = Int(office)
    var low = Int(spec.firstSitting)
    let end = low + Int(spec.sittings)
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if plan.sittings.base[middle] < now { low = middle + 1 } else { high = middle }
    }
    guard low < end else { return }
    guard plan.sittings.base[low] == now else {
      wakeOffice(office, at: plan.sittings.base[low])
      return
    }
    var left = spec.atMost > 0 ? Int(spec.atMost) : Int.max
    while left > 0, offices[o].queue.count > 0 {
      takeFirst(office)
      left -= 1
    }
    if offices[o].queue.count > 0, low + 1 < end {
      wakeOffice(office, at: plan.sittings.base[low + 1])
    }
  }

  private mutating func wakeOffice(_ office: Int32, at instant: Int64) {
    guard offices[Int(office)].wakesAt != instant else { return }
    offices[Int(office)].wakesAt = instant
    schedule(EventKind.opening, office, at: instant, .calendar)
  }

  /// One person takes the first of the queue, to serve it or to wait for others.
  ///
  /// All queues rank joint requests alike, so nobody waits for somebody who waits for them.
  private mutating func takeFirst(_ office: Int32) {
    let o = Int(office)
    closeQueueArea(o)
    let t = offices[o].queue.removeFirst()
    let step = plan.instructions[Int(threads[Int(t)].pc)]
    let spec = plan.works[Int(step.a)]
    countWaiting(o, t)
    threads.base[Int(t)].reserved += 1
    if threads[Int(t)].reserved == 1 {
      release(t)
      if spec.officeCount > 1 { hold(t, Holder.assembling.rawValue) }
    }
    if Int32(threads[Int(t)].reserved) == spec.officeCount {
      if spec.officeCount > 1 { release(t) }
      beginService(t, step, spec)
    } else {
      // Until the others come, the person's time counts as assembling; it is settled at the start.
      pendingReservations.append(Reservation(thread: t, office: office, since: now))
    }
  }

  private mutating func beginService(_ t: Int32, _ step: Instruction, _ spec: WorkSpec) {
    let slot = threads[Int(t)].slot
    let calendar = calendars[Int(spec.calendar)]
    var end = now
    if spec.officeCount == 1 {
      var length: Int64 = 0
      for d in 0..<Int(spec.durationCount) {
        let one = drawDuration(Int(spec.durations) + d, slot)
        length = spec.addsUp ? length + one : max(length, one)
      }
      end = calendar.add(length, to: now)
      let o = Int(plan.workOffices[Int(spec.offices)])
      offices[o].tally.busy += inWindow(o, from: now, to: end)
    } else {
      settleReservations(t)
      end = beginTogether(t, spec, slot, calendar)
    }
    hold(t, step.holder)
    write(slot, step.label, .start, plan.workOffices[Int(spec.offices)])
    schedule(EventKind.served, t, at: end, .completion)
  }

  /// Starts a joint activity: it ends with its longest part; each person leaves with its own.
  private mutating func beginTogether(
    _ t: Int32, _ spec: WorkSpec, _ slot: Int32, _ calendar: CalendarView
  ) -> Int64 {
    var end = now
    var leaves: [Int64] = []
    for d in 0..<Int(spec.durationCount) {
      leaves.append(calendar.add(drawDuration(Int(spec.durations) + d, slot), to: now))
      end = max(end, leaves[d])
    }
    var staying: UInt32 = 0
    for i in 0..<Int(spec.officeCount) {
      let o = plan.workOffices[Int(spec.offices) + i]
      var own = now
      for d in 0..<leaves.count
      where plan.workParts.base[Int(spec.offices) + i] &>> UInt32(d) & 1 == 1 {
        own = max(own, leaves[d])
      }
      offices[Int(o)].tally.busy += inWindow(Int(o), from: now, to: own)
      if own == end {
        staying |= 1 &<< UInt32(i)
      } else if plan.offices.base[Int(o)].firstSitting < 0 {
        schedule(EventKind.leaving, o, at: own, .completion)
      }
    }
    threads.base[Int(t)].staying = staying
    return end
  }

  private mutating func settleReservations(_ t: Int32) {
    var i = 0
    while i < pendingReservations.count {
      let reservation = pendingReservations[i]
      if reservation.thread == t {
        let o = Int(reservation.office)
        offices[o].tally.assembling += inWindow(o, from: reservation.since, to: now)
        pendingReservations.remove(at: i)
      } else {
        i += 1
      }
    }
  }

  /// The office's working time between two instants, as far as it lies in the window.
  private func inWindow(_ o: Int, from: Int64, to: Int64) -> Int64 {
    let start = max(from, plan.windowStart)
    let end = min(to, plan.windowEnd)
    guard end > start else { return 0 }
    let calendar = calendars[Int(plan.offices.base[o].calendar)]
    return calendar.worked(end) - calendar.worked(start)
  }

  private func countWaiting(_ o: Int, _ t: Int32) {
    let isCohort = cases[Int(threads[Int(t)].slot)].isCohort
    if isCohort { offices[o].tally.services += 1 }
    let joined = threads[Int(t)].joined
    guard joined < now else { return }
    offices[o].tally.waitSum += now - joined
    offices[o].tally.queued += inWindow(o, from: joined, to: now)
    guard isCohort else { return }
    let calendar = calendars[Int(plan.offices.base[o].calendar)]
    offices[o].tally.waiting += calendar.worked(now) - calendar.worked(joined)
  }

  mutating func endService(_ t: Int32) {
    let slot = threads[Int(t)].slot
    let pc = threads[Int(t)].pc
    let step = plan.instructions[Int(pc)]
    let spec = plan.works[Int(step.a)]
    release(t)
    for i in 0..<Int(spec.officeCount) {
      let office = plan.workOffices[Int(spec.offices) + i]
      guard spec.officeCount == 1 || threads[Int(t)].staying &>> UInt32(i) & 1 == 1 else {
        continue
      }
      if plan.offices.base[Int(office)].firstSitting < 0 { offices[Int(office)].free += 1 }
      touch(office)
    }
    write(slot, step.label, .complete, plan.workOffices[Int(spec.offices)])
    threads.base[Int(t)].pc = pc + 1
    interpret(t)
    runPendingNodes()
    finishIfDone(slot)
  }
}

/// A person held for a joint activity that has not begun.
struct Reservation: BitwiseCopyable {
  var thread: Int32
  var office: Int32
  var since: Int64
}
