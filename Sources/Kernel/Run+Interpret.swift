// Threads: the strands of a case, worked off step by step.
extension Run {
  mutating func newThread(_ slot: Int32, at pc: Int32, node: Int32, replay: Int64 = -1) -> Int32 {
    let t = takeThread()
    let thread = threads.base + Int(t)
    let generation = thread.pointee.generation
    thread.pointee = ThreadState()
    thread.pointee.generation = generation
    thread.pointee.slot = slot
    thread.pointee.pc = pc
    thread.pointee.node = node
    thread.pointee.replay = replay
    let next = cases.base[Int(slot)].firstThread
    thread.pointee.nextOfCase = next
    if next >= 0 { threads.base[Int(next)].previousOfCase = t }
    cases.base[Int(slot)].firstThread = t
    return t
  }

  /// A place for a strand.
  @inline(__always)
  mutating func takeThread() -> Int32 {
    let t = freeThread
    if t < 0 { return addThread() }
    freeThread = threads.base[Int(t)].nextFree
    return t
  }

  /// Gives back the place of a strand.
  @inline(__always)
  mutating func giveBackThread(_ t: Int32) {
    threads.base[Int(t)].nextFree = freeThread
    freeThread = t
  }

  @inline(never)
  private mutating func addThread() -> Int32 {
    let t = Int32(truncatingIfNeeded: threadCount)
    threadCount += 1
    threads.grow(to: threadCount, filledWith: ThreadState())
    clocks.grow(to: threadCount, filledWith: ClockState())
    return t
  }

  private mutating func endThread(_ t: Int32, _ slot: Int32) {
    let thread = threads.base + Int(t)
    if thread.pointee.hasTimer { cancelTimer(t) }
    let state = cases.base + Int(slot)
    let next = thread.pointee.nextOfCase
    let previous = thread.pointee.previousOfCase
    if next >= 0 { threads.base[Int(next)].previousOfCase = previous }
    if previous >= 0 {
      threads.base[Int(previous)].nextOfCase = next
    } else {
      state.pointee.firstThread = next
    }
    thread.pointee.slot = -1
    thread.pointee.stage = .running
    giveBackThread(t)
    state.pointee.threads -= 1
  }

  /// A wait of a thread is over.
  mutating func wake(_ t: Int32) {
    let thread = threads.base + Int(t)
    let slot = thread.pointee.slot
    release(t)
    thread.pointee.stage = .running
    let step = plan.pointee.instructions.base + Int(thread.pointee.pc)
    if step.pointee.operation == .wait {
      write(slot, step.pointee.label, .complete, -1)
      thread.pointee.pc += 1
    }
    goOn(t)
  }

  /// Works off a thread and what it begins; ends its case when nothing of it is left.
  @inline(__always)
  mutating func goOn(_ t: Int32) {
    let slot = threads.base[Int(t)].slot
    interpret(t, takesUpNodes: true)
    runPendingNodes()
    finishIfDone(slot)
  }

  /// Hands the time since the file was taken to its holder.
  @inline(__always)
  mutating func release(_ t: Int32) {
    let thread = threads.base + Int(t)
    let holder = thread.pointee.holder
    thread.pointee.holder = Holder.none.rawValue
    let length = working &- thread.pointee.sinceWorking
    guard holder < UInt8(Holder.counted) else { return }
    let slot = thread.pointee.slot
    if !cases.base[Int(slot)].isFrozen {
      storage.holders(slot)[Int(holder)] &+= length
    }
  }

  @inline(__always)
  mutating func hold(_ t: Int32, _ holder: UInt8) {
    let thread = threads.base + Int(t)
    thread.pointee.holder = holder
    thread.pointee.sinceWorking = working
  }

  /// Draws one of a case's durations.
  @inline(__always)
  mutating func drawDuration(_ d: Int, _ slot: Int32) -> Int64 {
    drawDuration(durations + d, cases.base + Int(slot), storage.block(slot))
  }

  /// Draws a duration for a case with its block at hand.
  @inline(__always)
  mutating func drawDuration(
    _ duration: UnsafeMutablePointer<ReadyDuration>, _ state: UnsafeMutablePointer<CaseState>,
    _ block: UnsafeMutablePointer<UInt64>
  ) -> Int64 {
    guard let table = duration.pointee.table else {
      return drawOtherDuration(duration.pointee.spec, state, block)
    }
    let place = storage.counters(block) + duration.pointee.counter
    let count = place.pointee
    place.pointee = count &+ 1
    let h = draw(
      state.pointee.key,
      duration.pointee.purpose ^ (duration.pointee.placebo & state.pointee.placebo),
      UInt64(count))
    return duration.pointee.length(table, at: h)
  }

  /// Draws a duration that is not drawn from a table or happens once.
  @inline(never)
  private mutating func drawOtherDuration(
    _ spec: UnsafeMutablePointer<DurationSpec>, _ state: UnsafeMutablePointer<CaseState>,
    _ block: UnsafeMutablePointer<UInt64>
  ) -> Int64 {
    if spec.pointee.kind == .constant { return value(of: spec, at: 0) }
    return value(
      of: spec,
      at: draw(
        state.pointee.key, spec.pointee.purpose ^ (spec.pointee.placebo & state.pointee.placebo),
        occurrence(spec.pointee.counter, block)))
  }

  /// How long a duration is at a draw.
  @inline(__always)
  mutating func length(of duration: UnsafeMutablePointer<ReadyDuration>, at h: UInt64) -> Int64 {
    guard let table = duration.pointee.table else {
      return value(of: duration.pointee.spec, at: h)
    }
    return duration.pointee.length(table, at: h)
  }

  @inline(__always)
  mutating func drawChance(_ c: Int, _ slot: Int32) -> Bool {
    let spec = plan.pointee.chances.base + c
    let limit = threshold(of: spec, slot)
    let count = occurrence(spec.pointee.counter, slot)
    if limit == .max { return true }
    let state = cases.base + Int(slot)
    return draw(
      state.pointee.key, spec.pointee.purpose ^ (spec.pointee.placebo & state.pointee.placebo),
      count) < limit
  }

  /// The number of earlier draws for a purpose, counted up.
  @inline(__always)
  mutating func occurrence(_ counter: Int32, _ slot: Int32) -> UInt64 {
    occurrence(counter, storage.block(slot))
  }

  /// The same for the case with this block.
  @inline(__always)
  mutating func occurrence(_ counter: Int32, _ block: UnsafeMutablePointer<UInt64>) -> UInt64 {
    if counter < 0 { return 0 }
    let place = storage.counters(block) + Int(counter)
    let count = place.pointee
    place.pointee = count &+ 1
    return UInt64(count)
  }

  /// Works off the steps of a thread until time has to pass or it ends; with `takesUpNodes`, a thread
  /// that ends goes on as that of the next part of the case that is about to begin.
  mutating func interpret(_ thread: Int32, takesUpNodes: Bool = false) {
    var t = thread
    let slot = threads.base[Int(t)].slot
    // Cases stay where they are while one of them is worked off; threads may move in a fork.
    let state = cases.base + Int(slot)
    var step = steps + Int(threads.base[Int(t)].pc)
    while true {
      switch step.pointee.operation {
      case .signal, .end:
        // Signals come in rows, and mostly at the end of a part.
        if step.pointee.operation == .signal {
          step = signal(slot, step, threads.base[Int(t)].replay)
          if step.pointee.operation != .end { continue }
        }
        endThread(t, slot)
        guard takesUpNodes else { return }
        guard !pendingNodes.isEmpty, pendingNodes.last.slot == slot else { return }
        t = beginNode()
        step = steps + Int(threads.base[Int(t)].pc)
        continue
      case .wait:
        threads.base[Int(t)].pc = place(of: step)
        if beginWait(t, step, slot, state) { return }
      case .work:
        threads.base[Int(t)].pc = place(of: step)
        if enqueue(t, step, slot) { return }
        step = steps + Int(threads.base[Int(t)].pc)
        continue
      case .chance:
        step = steps.next(after: step, drawChance(Int(step.pointee.a), slot))
        continue
      case .condition:
        let holds = state.pointee.conditions &>> UInt64(step.pointee.a) & 1 == 1
        step = steps.next(after: step, holds)
        continue
      case .jump:
        step = steps + Int(step.pointee.b)
        continue
      case .set:
        storage.registers(slot)[Int(step.pointee.a)] = UInt16(truncatingIfNeeded: step.pointee.c)
      case .increment:
        let register = storage.registers(slot) + Int(step.pointee.a)
        if register.pointee < .max { register.pointee += 1 }
      case .ifEqual:
        let register = Int32(storage.registers(slot)[Int(step.pointee.a)])
        step = steps.next(after: step, register == Int32(step.pointee.c))
        continue
      case .ifAtLeast:
        let register = Int32(storage.registers(slot)[Int(step.pointee.a)])
        step = steps.next(after: step, register >= Int32(step.pointee.c))
        continue
      case .raise:
        let registers = storage.registers(slot)
        let register = registers + Int(step.pointee.a)
        register.pointee = max(register.pointee, registers[Int(step.pointee.b)])
      case .count:
        // Counts come in rows.
        let counts = storage.counts(slot)
        repeat {
          counts[Int(step.pointee.a)] &+= Int64(step.pointee.b)
          step += 1
        } while step.pointee.operation == .count
        continue
      case .pay:
        pay(slot, Int(step.pointee.a), plan.pointee.amounts.base[Int(step.pointee.b)])
      case .fork:
        state.pointee.threads += 1
        let strand = newThread(
          slot, at: step.pointee.b,
          node: step.pointee.flag == 1 ? Self.ofNoNode : threads.base[Int(t)].node)
        threads.base[Int(t)].pc = place(of: step) &+ 1
        moreFollows &+= 1
        interpret(strand)
        moreFollows &-= 1
        step = steps + Int(threads.base[Int(t)].pc)
        continue
      case .join:
        if Int32(storage.registers(slot)[Int(step.pointee.a)]) < Int32(step.pointee.c),
          step.pointee.flag == 0 || !isTerminated(state)
        {
          let thread = threads.base + Int(t)
          thread.pointee.pc = place(of: step)
          thread.pointee.stage = .parked
          thread.pointee.nextFree = state.pointee.parked
          state.pointee.parked = t
          return
        }
      case .arriveAtJoin:
        storage.registers(slot)[Int(step.pointee.a)] &+= 1
        threads.base[Int(t)].pc = place(of: step) &+ 1
        wakeParked(slot)
        step = steps + Int(threads.base[Int(t)].pc)
        continue
      case .submit:
        threads.base[Int(t)].pc = place(of: step) &+ 1
        if submit(t, slot) {
          step = steps + Int(threads.base[Int(t)].pc)
          continue
        }
        if logs { write(slot, step.pointee.label, .complete, -1) }
      case .clockStart: startClock(t, slot, step)
      case .clockPause: pauseClock(t, slot)
      case .clockResume: resumeClock(t, slot)
      case .clockStop:
        if logs { write(slot, step.pointee.label, .complete, -1) }
        stopClock(t, slot, step)
      case .decide:
        if !state.pointee.isFrozen { state.pointee.lastDecision = now }
        if logs { write(slot, step.pointee.label, .complete, -1) }
      case .ownWorkOn:
        // Own work that was not begun begins now; what was begun keeps its beginning.
        threads.base[Int(t)].replay = -1
        if !state.pointee.isFrozen {
          state.pointee.ownCalendar.on(at: now)
          state.pointee.ownWorking.on(at: working)
        }
      case .ownWorkOff:
        if !state.pointee.isFrozen {
          state.pointee.ownCalendar.off(at: now)
          state.pointee.ownWorking.off(at: working)
        }
      case .terminate:
        if let ending = Ending(rawValue: UInt8(truncatingIfNeeded: step.pointee.a)) {
          freeze(slot, at: now, ending: ending)
          // Who has begun to operate keeps its times, but not its licence.
          if ending == .disqualified, state.pointee.ending == Ending.operating.rawValue {
            state.pointee.ending = ending.rawValue
          }
          threads.base[Int(t)].pc = place(of: step) &+ 1
          wakeParked(slot)
          step = steps + Int(threads.base[Int(t)].pc)
          continue
        }
      case .operate:
        operate(slot)
        if logs { write(slot, step.pointee.label, .complete, -1) }
      case .cure:
        cure(slot, Int(step.pointee.a))
      case .suspend:
        state.pointee.operationStops += 1
        updateExposure(state)
      case .resume:
        if state.pointee.operationStops > 0 { state.pointee.operationStops -= 1 }
        updateExposure(state)
      case .stopWork:
        let d = Int(step.pointee.a)
        let length = drawDuration(d, slot)
        let until = durations[d].clock.pointee.view.add(length, to: now)
        let added = max(0, until - max(now, state.pointee.stopUntil))
        state.pointee.stopTotal += added
        state.pointee.stopUntil = max(state.pointee.stopUntil, until)
      case .absorbStops:
        let owed = state.pointee.stopTotal - threads.base[Int(t)].stopMark
        if owed > 0 {
          threads.base[Int(t)].stopMark += owed
          threads.base[Int(t)].pc = place(of: step)
          sleep(t, until: now + owed, .completion)
          return
        }
      case .waitUntil:
        let instant = plan.pointee.instants.base[Int(step.pointee.a)]
        if instant > now {
          hold(t, step.pointee.holder)
          threads.base[Int(t)].pc = place(of: step) &+ 1
          sleep(t, until: instant, .calendar)
          return
        }
      case .ifOperating:
        step = steps.next(after: step, state.pointee.operatesSince >= 0)
        continue
      case .ifTerminated:
        step = steps.next(after: step, isTerminated(state))
        continue
      case .withdraw:
        threads.base[Int(t)].pc = place(of: step) &+ 1
        if step.pointee.a >= 0 { withdrawNode(slot, step.pointee.a, except: t) }
        step = steps + Int(threads.base[Int(t)].pc)
        continue
      case .remember:
        step = steps.next(after: step, remember(slot, Int(step.pointee.a)))
        continue
      case .ifListed:
        step = steps.next(after: step, isListed(slot, 1 &<< UInt64(step.pointee.a)))
        continue
      case .ifAsksToLeave:
        step = steps.next(after: step, asksToLeave(slot, Int(step.pointee.a)))
        continue
      case .delist:
        delist(slot, Int(step.pointee.a))
      }
      step += 1
    }
  }

  @inline(__always)
  private mutating func place(of step: UnsafeMutablePointer<Instruction>) -> Int32 {
    let bytes = UInt(bitPattern: step) &- UInt(bitPattern: steps)
    return Int32(truncatingIfNeeded: bytes / UInt(MemoryLayout<Instruction>.stride))
  }

  @inline(__always)
  private mutating func sleep(_ t: Int32, until instant: Int64, _ phase: Phase) {
    let thread = threads.base + Int(t)
    thread.pointee.stage = .waiting
    thread.pointee.since = now
    thread.pointee.until = instant
    schedule(.wake, t, generation: thread.pointee.generation, at: instant, phase)
  }

  /// Starts a wait; false when it takes no time, so that the thread goes on at once.
  @inline(__always)
  private mutating func beginWait(
    _ t: Int32, _ step: UnsafeMutablePointer<Instruction>, _ slot: Int32,
    _ state: UnsafeMutablePointer<CaseState>
  ) -> Bool {
    let thread = threads.base + Int(t)
    if step.pointee.c != 1 || begunWidth > 0 || thread.pointee.replay >= 0 {
      return beginOtherWait(t, step.pointee, slot)
    }
    let duration = durations + Int(step.pointee.a)
    let length = drawDuration(duration, state, storage.block(slot))
    let until = duration.pointee.clock.pointee.end(of: length, from: now)
    if until <= now { return false }
    if hasStops { markStops(thread, state) }
    hold(t, step.pointee.holder)
    write(slot, step.pointee.label, .start, -1)
    sleep(t, until: until, .completion)
    return true
  }

  /// Starts a wait of several durations, or one that may have begun before.
  @inline(never)
  private mutating func beginOtherWait(_ t: Int32, _ step: Instruction, _ slot: Int32) -> Bool {
    var length: Int64 = 0
    for d in 0..<Int(step.c) {
      let one = drawDuration(Int(step.a) + d, slot)
      length = step.flag == 1 ? max(length, one) : min(length + one, beyondCalendar)
    }
    let clock = durations[Int(step.a)].clock
    let replay = threads.base[Int(t)].replay
    let from = begin(step, slot, from: replay >= 0 ? replay : now)
    let until =
      from == now
      ? clock.pointee.end(of: length, from: now) : clock.pointee.view.add(length, to: from)
    if replay >= 0 { threads.base[Int(t)].replay = until >= now ? -1 : until }
    let reference = self.reference.pointee.view
    if until <= now {
      if from < now, step.holder < UInt8(Holder.counted) {
        storage.holders(slot)[Int(step.holder)] += reference.worked(until) - reference.worked(from)
      }
      return false
    }
    markStops(threads.base + Int(t), cases.base + Int(slot))
    hold(t, step.holder)
    if from < now { threads.base[Int(t)].sinceWorking = reference.worked(from) }
    write(slot, step.label, .start, -1)
    sleep(t, until: until, .completion)
    return true
  }

  /// Takes note of how long own work had stood still when a wait began.
  @inline(__always)
  private mutating func markStops(
    _ thread: UnsafeMutablePointer<ThreadState>, _ state: UnsafeMutablePointer<CaseState>
  ) {
    thread.pointee.stopMark = state.pointee.stopTotal - max(0, state.pointee.stopUntil - now)
  }

  /// From when on a wait counts: what the applicant has begun under the old rules goes on under the
  /// new ones, wherever these put it.
  private mutating func begin(_ step: Instruction, _ slot: Int32, from: Int64) -> Int64 {
    guard begunWidth > 0 else { return from }
    let counter = plan.pointee.durations.base[Int(step.a)].counter
    guard counter >= 0, isOwn(step) else { return from }
    let place = storage.begun(slot) + Int(counter)
    let begun = place.pointee
    guard cases.base[Int(slot)].hasMoved else {
      place.pointee = from
      return from
    }
    // Credited once: a second pass is work anew.
    place.pointee = -1
    return begun >= 0 ? min(begun, from) : from
  }

  /// Whether a wait is the applicant's own doing, with or without an intermediary.
  @inline(__always)
  private mutating func isOwn(_ step: Instruction) -> Bool {
    step.holder == Holder.applicant.rawValue || step.holder == Holder.intermediary.rawValue
      || step.holder == Holder.none.rawValue
  }

  /// A part that does not concern a case is over: nothing happens of it but that it gives its signals.
  @inline(never)
  private mutating func passOver(
    _ slot: Int32, _ signals: UnsafeMutablePointer<Instruction>, _ replay: Int64
  ) {
    passedOver &+= 1
    signal(slot, signals, replay)
    passedOver &-= 1
  }

  /// Where more such parts than that follow one another, the next begins as others do: the stack has an end.
  private static let mostPassedOver = 100

  /// Gives the signals of a row: parts that waited for nothing else are about to begin.
  ///
  /// - Returns: the step after the row.
  @inline(__always)
  @discardableResult
  private mutating func signal(
    _ slot: Int32, _ first: UnsafeMutablePointer<Instruction>, _ replay: Int64
  ) -> UnsafeMutablePointer<Instruction> {
    let state = cases.base + Int(slot)
    let isOver = isTerminated(state)
    let view = plan
    let firstSignal = view.pointee.routes.base[Int(state.pointee.route)].firstSignal
    let starts = view.pointee.successorStarts.base + Int(firstSignal)
    let remaining = storage.remaining(slot)
    var step = first
    repeat {
      var i = starts[Int(step.pointee.a)]
      let end = isOver ? i : starts[Int(step.pointee.a) + 1]
      while i < end {
        let successor = successors + Int(i)
        let node = successor.pointee.node
        i &+= 1
        remaining[Int(node)] &-= 1
        var from = replay
        if readyWidth > 0 {
          let ready = storage.ready(slot) + Int(node)
          ready.pointee = max(ready.pointee, replay >= 0 ? replay : now)
          from = ready.pointee < now ? ready.pointee : -1
        }
        if remaining[Int(node)] != 0 { continue }
        if successor.pointee.condition & ~state.pointee.conditions != 0,
          passedOver < Self.mostPassedOver
        {
          passOver(slot, steps + Int(successor.pointee.signals), from)
        } else {
          state.pointee.threads &+= 1
          pendingNodes.push(PendingNode(slot: slot, node: node, replay: from))
        }
      }
      step += 1
    } while step.pointee.operation == .signal
    return step
  }

  /// Whether the case has ended other than by operating.
  @inline(__always)
  mutating func isTerminated(_ slot: Int32) -> Bool { isTerminated(cases.base + Int(slot)) }

  @inline(__always)
  private mutating func isTerminated(_ state: UnsafeMutablePointer<CaseState>) -> Bool {
    state.pointee.ending > Ending.operating.rawValue
  }

  /// Lets every thread of the case go on whose join is complete.
  mutating func wakeParked(_ slot: Int32) {
    var t = cases.base[Int(slot)].parked
    cases.base[Int(slot)].parked = -1
    while t >= 0 {
      let next = threads.base[Int(t)].nextFree
      threads.base[Int(t)].stage = .running
      // A thread that still has to wait parks itself again.
      moreFollows &+= 1
      interpret(t)
      moreFollows &-= 1
      t = next
    }
  }

  /// Ends the threads of a case that wait at a join, because their route is left.
  private mutating func endParked(_ slot: Int32) {
    var t = cases.base[Int(slot)].parked
    while t >= 0 {
      threads.base[Int(t)].pc = 0
      t = threads.base[Int(t)].nextFree
    }
    wakeParked(slot)
  }

  /// Adds to an account of the case; an absurd sum stays at the largest number there is.
  @inline(__always)
  private mutating func pay(_ slot: Int32, _ account: Int, _ amount: Int64) {
    let place = storage.accounts(slot) + account
    let sum = place.pointee.addingReportingOverflow(amount)
    place.pointee = sum.overflow ? .max : sum.partialValue
  }

  private mutating func operate(_ slot: Int32) {
    let state = cases.base + Int(slot)
    guard state.pointee.operatesSince < 0 else { return }
    if state.pointee.isFrozen, state.pointee.ending != Ending.open.rawValue { return }
    state.pointee.operatesSince = now
    freeze(slot, at: now, ending: .operating)
    updateExposure(state)
  }

  private mutating func cure(_ slot: Int32, _ register: Int) {
    let place = storage.registers(slot) + register
    guard place.pointee != 0 else { return }
    place.pointee = 0
    let state = cases.base + Int(slot)
    state.pointee.openDefects -= 1
    updateExposure(state)
  }

  /// The case turns to an office; true when it moved to the new rules and begins anew.
  ///
  /// Before anything was submitted, a case that arose before the
  /// reforms hold moves to the new rules when it submits after (新老划断: by submission); its own
  /// preparation is counted from the need.
  private mutating func submit(_ t: Int32, _ slot: Int32) -> Bool {
    let state = cases.base + Int(slot)
    guard state.pointee.firstSubmission < 0 else { return false }
    if state.pointee.arrival < lastStart, now >= plan.pointee.reformStart, move(t, slot) {
      return true
    }
    if !state.pointee.isFrozen {
      state.pointee.firstSubmission = now
      if hasPatience { beginPatience(slot) }
    }
    return false
  }

  /// Moves a case to the rules that hold now; false when they are those it is under.
  @inline(never)
  private mutating func move(_ t: Int32, _ slot: Int32) -> Bool {
    let state = cases.base + Int(slot)
    let spec = plan.pointee.classes.base + Int(state.pointee.applicantClass)
    let route = plan.pointee.routeTable.base[
      Int(spec.pointee.firstRoute) + Int(inForce(state.pointee.reach))]
    if route == state.pointee.route { return false }
    state.pointee.route = route
    state.pointee.hasMoved = true
    state.pointee.ownCalendar.close(at: now)
    state.pointee.ownWorking.close(at: working)
    // The other strands have only their own preparation under way: they end when they wake.
    var other = state.pointee.firstThread
    while other >= 0 {
      if threads.base[Int(other)].node != Self.ofNoNode { threads.base[Int(other)].pc = 0 }
      if other != t { threads.base[Int(other)].holder = Holder.none.rawValue }
      other = threads.base[Int(other)].nextOfCase
    }
    endParked(slot)
    forgetPreparation(slot)
    var dropped: Int32 = 0
    pendingNodes.filter { node in
      if node.slot == slot { dropped += 1 }
      return node.slot != slot
    }
    state.pointee.threads -= dropped
    beginRoute(slot, replayFrom: state.pointee.arrival)
    return true
  }

  /// Takes back what a case has drawn, paid and counted before it moves to the new rules.
  ///
  /// All of it was preparation, and the new rules' preparation is counted from the need again.
  private mutating func forgetPreparation(_ slot: Int32) {
    let registers = storage.registers(slot)
    let defects = (0..<plan.pointee.defectCount).map { registers[$0] }
    storage.clear(slot)
    for (i, defect) in defects.enumerated() { registers[i] = defect }
  }
}

extension UnsafeMutablePointer<Instruction> {
  /// Where a test among these steps leads.
  @inline(__always)
  func next(after step: Self, _ holds: Bool) -> Self {
    if step.pointee.flag == 0 { return holds ? self + Int(step.pointee.b) : step + 1 }
    return holds ? step + 2 : self + Int(step.pointee.b)
  }
}
