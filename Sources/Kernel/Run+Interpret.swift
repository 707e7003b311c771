// Threads: the strands of a case, worked off step by step.
extension Run {
  mutating func newThread(_ slot: Int32, at pc: Int32, replay: Int64 = -1) -> Int32 {
    var thread = ThreadState()
    thread.slot = slot
    thread.pc = pc
    thread.replay = replay
    if freeThread >= 0 {
      let t = freeThread
      freeThread = threads[Int(t)].nextFree
      threads[Int(t)] = thread
      return t
    }
    let t = threadCount
    threadCount += 1
    threads.grow(to: threadCount, filledWith: ThreadState())
    threads[t] = thread
    return Int32(t)
  }

  /// A wait of a thread is over.
  mutating func wake(_ t: Int32) {
    let slot = threads[Int(t)].slot
    release(t)
    let pc = threads[Int(t)].pc
    let step = plan.instructions[Int(pc)]
    if step.operation == .wait {
      write(slot, step.label, .complete, -1)
      threads.base[Int(t)].pc = pc + 1
    }
    interpret(t)
    runPendingNodes()
    finishIfDone(slot)
  }

  /// Hands the time since the file was taken to its holder.
  @inline(__always)
  mutating func release(_ t: Int32) {
    let thread = threads[Int(t)]
    guard thread.holder < UInt8(Holder.counted) else { return }
    let slot = Int(thread.slot)
    if !cases[slot].isFrozen {
      holders.base[slot * Holder.counted + Int(thread.holder)] += working() - thread.sinceWorking
    }
    threads.base[Int(t)].holder = Holder.none.rawValue
  }

  @inline(__always)
  mutating func hold(_ t: Int32, _ holder: UInt8) {
    threads.base[Int(t)].holder = holder
    if holder < UInt8(Holder.counted) { threads.base[Int(t)].sinceWorking = working() }
  }

  /// Draws one of a case's durations.
  @inline(__always)
  func drawDuration(_ d: Int, _ slot: Int32) -> Int64 {
    let spec = plan.durations[d]
    if spec.kind == .constant { return value(of: spec, at: 0) }
    let state = cases[Int(slot)]
    return value(
      of: spec,
      at: draw(
        state.key, spec.purpose ^ (spec.placebo & state.placebo), occurrence(spec.counter, slot)))
  }

  @inline(__always)
  func drawChance(_ c: Int, _ slot: Int32) -> Bool {
    let spec = plan.chances[c]
    let limit = threshold(of: spec, slot)
    let count = occurrence(spec.counter, slot)
    if limit == 0 { return false }
    if limit == .max { return true }
    let state = cases[Int(slot)]
    return draw(state.key, spec.purpose ^ (spec.placebo & state.placebo), count) < limit
  }

  /// The number of earlier draws for a purpose, counted up.
  @inline(__always)
  func occurrence(_ counter: Int32, _ slot: Int32) -> UInt64 {
    if counter < 0 { return 0 }
    let place = Int(slot) * plan.counterCount + Int(counter)
    let count = counters[place]
    counters[place] = count &+ 1
    return UInt64(count)
  }

  /// Works off the steps of a thread until time has to pass or it ends.
  mutating func interpret(_ t: Int32) {
    var slot = threads[Int(t)].slot
    while true {
      let pc = threads[Int(t)].pc
      let step = plan.instructions[Int(pc)]
      let registerBase = Int(slot) * plan.registerCount
      var next = pc + 1
      switch step.operation {
      case .end:
        threads.base[Int(t)].nextFree = freeThread
        threads.base[Int(t)].slot = -1
        freeThread = t
        cases.base[Int(slot)].threads -= 1
        return
      case .wait:
        if beginWait(t, step, slot) { return }
      case .work:
        enqueue(t, step, slot)
        return
      case .chance:
        next = step.next(after: pc, drawChance(Int(step.a), slot))
      case .condition:
        let holds = cases[Int(slot)].conditions &>> UInt64(step.a) & 1 == 1
        next = step.next(after: pc, holds)
      case .jump:
        next = step.b
      case .set:
        registers[registerBase + Int(step.a)] = UInt16(truncatingIfNeeded: step.c)
      case .increment:
        let r = registerBase + Int(step.a)
        if registers[r] < .max { registers[r] += 1 }
      case .ifEqual:
        let isEqual = Int32(registers[registerBase + Int(step.a)]) == Int32(step.c)
        next = step.next(after: pc, isEqual)
      case .ifAtLeast:
        let isAtLeast = Int32(registers[registerBase + Int(step.a)]) >= Int32(step.c)
        next = step.next(after: pc, isAtLeast)
      case .raise:
        let r = registerBase + Int(step.a)
        registers[r] = max(registers[r], registers[registerBase + Int(step.b)])
      case .count:
        counts.base[Int(slot) * plan.countCount + Int(step.a)] += step.b
      case .pay:
        pay(slot, Int(step.a), plan.amounts.base[Int(step.b)])
      case .signal:
        signal(t, slot, step)
      case .fork:
        cases.base[Int(slot)].threads += 1
        let strand = newThread(slot, at: step.b)
        interpret(strand)
      case .join:
        if Int32(registers[registerBase + Int(step.a)]) < Int32(step.c),
          step.flag == 0 || !isTerminated(slot)
        {
          threads.base[Int(t)].nextFree = cases[Int(slot)].parked
          cases.base[Int(slot)].parked = t
          return
        }
      case .arriveAtJoin:
        registers[registerBase + Int(step.a)] &+= 1
        wakeParked(slot)
      case .submit:
        if submit(t, slot) {
          slot = threads[Int(t)].slot
          continue
        }
        write(slot, step.label, .complete, -1)
      case .clockStart: startClock(t, slot)
      case .clockPause: pauseClock(t, slot)
      case .clockResume: resumeClock(t, slot)
      case .clockStop:
        write(slot, step.label, .complete, -1)
        stopClock(t, slot, step)
      case .decide:
        if !cases[Int(slot)].isFrozen { cases.base[Int(slot)].lastDecision = now }
        write(slot, step.label, .complete, -1)
      case .ownWorkOn:
        // Own work that was not begun begins now; what was begun keeps its beginning.
        threads.base[Int(t)].replay = -1
        if !cases[Int(slot)].isFrozen {
          cases.base[Int(slot)].ownCalendar.on(at: now)
          cases.base[Int(slot)].ownWorking.on(at: working())
        }
      case .ownWorkOff:
        if !cases[Int(slot)].isFrozen {
          cases.base[Int(slot)].ownCalendar.off(at: now)
          cases.base[Int(slot)].ownWorking.off(at: working())
        }
      case .terminate:
        if let ending = Ending(rawValue: UInt8(truncatingIfNeeded: step.a)) {
          freeze(slot, at: now, ending: ending)
          wakeParked(slot)
        }
      case .operate:
        operate(slot)
        write(slot, step.label, .complete, -1)
      case .cure:
        cure(slot, registerBase + Int(step.a))
      case .suspend:
        var state = cases[Int(slot)]
        state.operationStops += 1
        updateExposure(&state)
        cases[Int(slot)] = state
      case .resume:
        var state = cases[Int(slot)]
        if state.operationStops > 0 { state.operationStops -= 1 }
        updateExposure(&state)
        cases[Int(slot)] = state
      case .stopWork:
        let length = drawDuration(Int(step.a), slot)
        let until = calendars[Int(plan.durations[Int(step.a)].calendar)].add(length, to: now)
        let added = max(0, until - max(now, cases[Int(slot)].stopUntil))
        cases.base[Int(slot)].stopTotal += added
        cases.base[Int(slot)].stopUntil = max(cases[Int(slot)].stopUntil, until)
      case .absorbStops:
        let owed = cases[Int(slot)].stopTotal - threads[Int(t)].stopMark
        if owed > 0 {
          threads.base[Int(t)].stopMark += owed
          schedule(EventKind.wake, t, at: now + owed, .completion)
          return
        }
      case .waitUntil:
        let instant = plan.instants.base[Int(step.a)]
        if instant > now {
          hold(t, step.holder)
          threads.base[Int(t)].pc = next
          schedule(EventKind.wake, t, at: instant, .calendar)
          return
        }
      case .ifOperating:
        next = step.next(after: pc, cases[Int(slot)].operatesSince >= 0)
      case .ifTerminated:
        next = step.next(after: pc, isTerminated(slot))
      }
      threads.base[Int(t)].pc = next
    }
  }

  /// Starts a wait; false when it takes no time, so that the thread goes on at once.
  private mutating func beginWait(_ t: Int32, _ step: Instruction, _ slot: Int32) -> Bool {
    var length: Int64 = 0
    for d in 0..<Int(step.c) {
      let one = drawDuration(Int(step.a) + d, slot)
      length = step.flag == 1 ? max(length, one) : length + one
    }
    let calendar = calendars[Int(plan.durations[Int(step.a)].calendar)]
    let replay = threads[Int(t)].replay
    let from = begin(t, step, slot, from: replay >= 0 ? replay : now)
    let until = calendar.add(length, to: from)
    if replay >= 0 { threads.base[Int(t)].replay = until >= now ? -1 : until }
    if until <= now {
      if from < now, step.holder < UInt8(Holder.counted) {
        holders.base[Int(slot) * Holder.counted + Int(step.holder)] +=
          calendars[plan.reference].worked(until) - calendars[plan.reference].worked(from)
      }
      return false
    }
    let state = cases[Int(slot)]
    threads.base[Int(t)].stopMark = state.stopTotal - max(0, state.stopUntil - now)
    hold(t, step.holder)
    if from < now {
      threads.base[Int(t)].sinceWorking = calendars[plan.reference].worked(from)
    }
    write(slot, step.label, .start, -1)
    schedule(EventKind.wake, t, at: until, .completion)
    return true
  }

  /// From when on a wait counts: what the applicant has begun under the old rules goes on under the
  /// new ones, wherever these put it.
  private func begin(_ t: Int32, _ step: Instruction, _ slot: Int32, from: Int64) -> Int64 {
    guard begunWidth > 0 else { return from }
    let counter = plan.durations[Int(step.a)].counter
    guard counter >= 0, isOwn(step) else { return from }
    let place = Int(slot) * begunWidth + Int(counter)
    let begun = begunAt[place]
    guard cases[Int(slot)].hasMoved else {
      begunAt[place] = from
      return from
    }
    // Credited once: a second pass is work anew.
    begunAt[place] = -1
    return begun >= 0 ? min(begun, from) : from
  }

  /// Whether a wait is the applicant's own doing, with or without an intermediary.
  @inline(__always)
  private func isOwn(_ step: Instruction) -> Bool {
    step.holder == Holder.applicant.rawValue || step.holder == Holder.intermediary.rawValue
      || step.holder == Holder.none.rawValue
  }

  private mutating func signal(_ t: Int32, _ slot: Int32, _ step: Instruction) {
    if isTerminated(slot) { return }
    let route = plan.routes.base[Int(cases[Int(slot)].route)]
    let s = Int(route.firstSignal) + Int(step.a)
    for i in Int(plan.successorStarts.base[s])..<Int(plan.successorStarts.base[s + 1]) {
      let node = plan.successors.base[i]
      let place = Int(slot) * plan.nodeWidth + Int(node)
      remaining[place] -= 1
      let replay = threads[Int(t)].replay
      var from = replay
      if readyWidth > 0 {
        let ready = Int(slot) * readyWidth + Int(node)
        readySince[ready] = max(readySince[ready], replay >= 0 ? replay : now)
        from = readySince[ready] < now ? readySince[ready] : -1
      }
      if remaining[place] == 0 {
        cases.base[Int(slot)].threads += 1
        pendingNodes.append((slot, node, from))
      }
    }
  }

  /// Whether the case has ended other than by operating.
  @inline(__always)
  private func isTerminated(_ slot: Int32) -> Bool {
    cases[Int(slot)].ending > Ending.operating.rawValue
  }

  /// Lets every thread of the case go on whose join is complete.
  private mutating func wakeParked(_ slot: Int32) {
    var t = cases[Int(slot)].parked
    cases.base[Int(slot)].parked = -1
    while t >= 0 {
      let next = threads[Int(t)].nextFree
      // A thread that still has to wait parks itself again.
      interpret(t)
      t = next
    }
  }

  /// Ends the threads of a case that wait at a join, because their route is left.
  private mutating func endParked(_ slot: Int32) {
    var t = cases[Int(slot)].parked
    cases.base[Int(slot)].parked = -1
    while t >= 0 {
      let next = threads[Int(t)].nextFree
      threads.base[Int(t)].pc = 0
      interpret(t)
      t = next
    }
  }

  /// Adds to an account of the case; an absurd sum stays at the largest number there is.
  @inline(__always)
  private func pay(_ slot: Int32, _ account: Int, _ amount: Int64) {
    let place = Int(slot) * plan.accountCount + account
    let sum = accounts[place].addingReportingOverflow(amount)
    accounts[place] = sum.overflow ? .max : sum.partialValue
  }

  private mutating func operate(_ slot: Int32) {
    var state = cases[Int(slot)]
    guard state.operatesSince < 0 else { return }
    if state.isFrozen, state.ending != Ending.open.rawValue { return }
    state.operatesSince = now
    cases[Int(slot)] = state
    freeze(slot, at: now, ending: .operating)
    state = cases[Int(slot)]
    updateExposure(&state)
    cases[Int(slot)] = state
  }

  private mutating func cure(_ slot: Int32, _ register: Int) {
    guard registers[register] != 0 else { return }
    registers[register] = 0
    var state = cases[Int(slot)]
    state.openDefects -= 1
    updateExposure(&state)
    cases[Int(slot)] = state
  }

  /// The case turns to an office; true when it moved to the new rules and begins anew.
  ///
  /// Before anything was submitted, a case that arose before the
  /// reforms hold moves to the new rules when it submits after (新老划断: by submission); its own
  /// preparation is counted from the need.
  private mutating func submit(_ t: Int32, _ slot: Int32) -> Bool {
    var state = cases[Int(slot)]
    guard state.firstSubmission < 0 else { return false }
    if now >= plan.reformStart, state.arrival < plan.reformStart {
      let spec = plan.classes[Int(state.applicantClass)]
      let route = plan.routeTable[Int(spec.firstRoute) + Int(state.reach)]
      if route != state.route {
        state.route = route
        state.hasMoved = true
        state.ownCalendar.close(at: now)
        state.ownWorking.close(at: working())
        cases[Int(slot)] = state
        // The other strands have only their own preparation under way: they end when they wake.
        for other in 0..<threadCount where threads[other].slot == slot && Int32(other) != t {
          threads.base[other].pc = 0
          threads.base[other].holder = Holder.none.rawValue
        }
        threads.base[Int(t)].pc = 0
        endParked(slot)
        forgetPreparation(slot)
        cases.base[Int(slot)].threads -= Int32(pendingNodes.count { $0.slot == slot })
        pendingNodes.removeAll { $0.slot == slot }
        beginRoute(slot, replayFrom: state.arrival)
        return true
      }
    }
    if !state.isFrozen { state.firstSubmission = now }
    cases[Int(slot)] = state
    return false
  }

  /// Takes back what a case has drawn, paid and counted before it moves to the new rules.
  ///
  /// All of it was preparation, and the new rules' preparation is counted from the need again.
  private func forgetPreparation(_ slot: Int32) {
    let defects = (0..<plan.defectCount).map { registers[Int(slot) * plan.registerCount + $0] }
    clear(slot)
    for (i, defect) in defects.enumerated() {
      registers[Int(slot) * plan.registerCount + i] = defect
    }
  }

  private mutating func startClock(_ t: Int32, _ slot: Int32) {
    // A file that goes back to the completeness check has been accepted: its clock runs on.
    guard !threads[Int(t)].clockStarted else { return }
    threads.base[Int(t)].clockStarted = true
    let day = workday
    let date = now / millisecondsPerDay
    threads.base[Int(t)].grossDay = Int32(day)
    threads.base[Int(t)].netDay = Int32(day)
    threads.base[Int(t)].netDays = 0
    threads.base[Int(t)].grossCalendarDay = Int32(date)
    threads.base[Int(t)].netCalendarDay = Int32(date)
    threads.base[Int(t)].netCalendarDays = 0
    threads.base[Int(t)].clockRuns = true
    if !cases[Int(slot)].isFrozen {
      cases.base[Int(slot)].gross.on(at: day)
      cases.base[Int(slot)].official.on(at: day)
    }
  }

  private mutating func pauseClock(_ t: Int32, _ slot: Int32) {
    let thread = threads[Int(t)]
    guard thread.clockRuns else { return }
    threads.base[Int(t)].netDays += Int32(workday) - thread.netDay
    threads.base[Int(t)].netCalendarDays += Int32(now / millisecondsPerDay) - thread.netCalendarDay
    threads.base[Int(t)].clockRuns = false
    if !cases[Int(slot)].isFrozen { cases.base[Int(slot)].official.off(at: workday) }
  }

  private mutating func resumeClock(_ t: Int32, _ slot: Int32) {
    guard threads[Int(t)].clockStarted, !threads[Int(t)].clockRuns else { return }
    threads.base[Int(t)].netDay = Int32(workday)
    threads.base[Int(t)].netCalendarDay = Int32(now / millisecondsPerDay)
    threads.base[Int(t)].clockRuns = true
    if !cases[Int(slot)].isFrozen { cases.base[Int(slot)].official.on(at: workday) }
  }

  private mutating func stopClock(_ t: Int32, _ slot: Int32, _ step: Instruction) {
    pauseClock(t, slot)
    threads.base[Int(t)].clockStarted = false
    let thread = threads[Int(t)]
    if !cases[Int(slot)].isFrozen {
      cases.base[Int(slot)].gross.off(at: workday)
      cases.base[Int(slot)].lastDecision = now
    }
    guard cases[Int(slot)].isCohort else { return }
    let spec = plan.matters.base[Int(step.a)]
    var tally = matterTallies[Int(spec.tally)]
    tally.decisions += 1
    if step.flag == 1 { tally.refusals += 1 }
    tally.grossDays += workday - Int64(thread.grossDay)
    tally.officialDays += Int64(thread.netDays)
    if spec.promised >= 0 {
      tally.promised += 1
      let used = spec.promisedIsCalendar ? thread.netCalendarDays : thread.netDays
      if used <= spec.promised { tally.withinPromised += 1 }
      light(used, limit: spec.promised, spec, &tally)
    }
    if spec.statutory >= 0 {
      tally.statutory += 1
      let used = spec.statutoryIsCalendar ? thread.netCalendarDays : thread.netDays
      if used <= spec.statutory { tally.withinStatutory += 1 }
      if spec.promised < 0 { light(used, limit: spec.statutory, spec, &tally) }
    }
    matterTallies[Int(spec.tally)] = tally
  }

  private func light(_ used: Int32, limit: Int32, _ spec: MatterSpec, _ tally: inout MatterTally) {
    if used > limit {
      tally.red += 1
    } else if used > spec.yellow {
      tally.yellow += 1
    }
  }
}

extension Instruction {
  /// Where a test at `pc` leads.
  @inline(__always)
  func next(after pc: Int32, _ holds: Bool) -> Int32 {
    if flag == 0 { return holds ? b : pc + 1 }
    return holds ? pc + 2 : b
  }
}
