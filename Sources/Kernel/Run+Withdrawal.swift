// What stops before its end: applicants without patience, matters in vain, work cut short.
extension Run {
  // MARK: Patience

  /// From the first submission on the applicant's patience runs.
  mutating func beginPatience(_ slot: Int32) {
    let state = cases.base + Int(slot)
    let patience = plan.pointee.classes.base[Int(state.pointee.applicantClass)].patience
    guard patience >= 0 else { return }
    let length = drawDuration(Int(patience), slot)
    let instant = durations[Int(patience)].clock.pointee.end(of: length, from: now)
    guard instant < horizon else { return }
    state.pointee.hasPatienceTimer = true
    schedule(.patience, slot, generation: state.pointee.generation, at: instant, .calendar)
  }

  mutating func cancelPatience(_ slot: Int32) {
    let state = cases.base + Int(slot)
    state.pointee.hasPatienceTimer = false
    state.pointee.generation &+= 1
    events.noteCancelled()
  }

  /// The applicant leaves the queue it stands in, or the next one it would join.
  mutating func losePatience(_ slot: Int32) {
    let state = cases.base + Int(slot)
    state.pointee.hasPatienceTimer = false
    state.pointee.generation &+= 1
    guard !state.pointee.isFrozen else { return }
    state.pointee.hasLostPatience = true
    var t = state.pointee.firstThread
    while t >= 0 {
      if threads.base[Int(t)].stage == .queued, threads.base[Int(t)].reserved == 0,
        isAwaited(work(of: t))
      {
        withdrawCase(slot, .withdrawn)
        finishIfDone(slot)
        return
      }
      t = threads.base[Int(t)].nextOfCase
    }
  }

  /// Whether the applicant waits for the work: not for checks after the decision or extensions.
  @inline(__always)
  func isAwaited(_ work: UnsafeMutablePointer<WorkSpec>) -> Bool {
    work.pointee.waitingHolder != Holder.none.rawValue
  }

  /// The node of strands that go on whatever the case withdraws: what a firm does about a list.
  static var ofNoNode: Int32 { .max }

  /// Ends a case and everything under way in it; what runs at this instant ends when it comes back.
  mutating func withdrawCase(_ slot: Int32, _ ending: Ending) {
    freeze(slot, at: now, ending: ending)
    endThreads(slot, except: -1) { $0 != Self.ofNoNode }
  }

  // MARK: Matters in vain

  /// Stops what is under way in a node of the case; a node that has not begun never does.
  mutating func withdrawNode(_ slot: Int32, _ node: Int32, except running: Int32) {
    let remaining = storage.remaining(slot) + Int(node)
    if remaining.pointee > 0 { remaining.pointee = -1 }
    // What was about to begin at this instant does not.
    var dropped: Int32 = 0
    pendingNodes.filter { pending in
      let isDropped = pending.slot == slot && pending.node == node
      if isDropped { dropped += 1 }
      return !isDropped
    }
    cases.base[Int(slot)].threads -= dropped
    endThreads(slot, except: running) { $0 == node }
  }

  /// Ends the threads of a case in the nodes that `concerns` names.
  private mutating func endThreads(
    _ slot: Int32, except running: Int32, _ concerns: (Int32) -> Bool
  ) {
    var hasParked = false
    var t = cases.base[Int(slot)].firstThread
    while t >= 0 {
      let next = threads.base[Int(t)].nextOfCase
      if t != running, concerns(threads.base[Int(t)].node) {
        abandonClock(t, slot)
        switch threads.base[Int(t)].stage {
        case .running:
          threads.base[Int(t)].pc = 0
        case .parked:
          threads.base[Int(t)].pc = 0
          hasParked = true
        case .waiting, .queued, .served, .paused:
          interrupt(t)
          threads.base[Int(t)].pc = 0
          interpret(t)
        }
      }
      t = next
    }
    if hasParked { wakeParked(slot) }
  }

  // MARK: Work cut short

  /// Takes a thread out of whatever it waits for or is served by; its effort so far counts.
  mutating func interrupt(_ t: Int32) {
    let thread = threads.base + Int(t)
    release(t)
    switch thread.pointee.stage {
    case .waiting:
      cancelEvent(t)
    case .queued:
      leaveQueues(t)
    case .served
    where thread.pointee.server >= 0
      && plan.pointee.offices.base[Int(thread.pointee.server)].batchSize > 0:
      // The others of its batch are served on.
      cancelEvent(t)
      offices[Int(workOffice(of: t))].serving -= 1
      touch(workOffice(of: t))
      schedule(.leaving, thread.pointee.server, at: thread.pointee.until, .completion)
    case .served:
      cutService(t)
      for i in 0..<Int(work(of: t).pointee.officeCount) {
        if thread.pointee.present &>> UInt32(i) & 1 == 1 { dismiss(t, i) }
      }
    case .paused:
      offices[Int(workOffice(of: t))].serving -= 1
      touch(workOffice(of: t))
    case .running, .parked: break
    }
    thread.pointee.workLeft = -1
    thread.pointee.stage = .running
  }

  mutating func cancelEvent(_ t: Int32) {
    let thread = threads.base + Int(t)
    thread.pointee.generation &+= 1
    noteCancelled(at: thread.pointee.until)
  }
}
