// Queues, dispatch and service.
extension Run {
  @inline(__always)
  mutating func touch(_ office: Int32) {
    if offices[Int(office)].isDirty { return }
    offices[Int(office)].isDirty = true
    dirtyOffices.push(office)
  }

  /// The work at which a thread stands.
  @inline(__always)
  mutating func work(of t: Int32) -> UnsafeMutablePointer<WorkSpec> {
    plan.pointee.works.base + Int(threads.base[Int(t)].work)
  }

  /// The office of that place in a thread's work.
  @inline(__always)
  mutating func office(_ spec: UnsafeMutablePointer<WorkSpec>, _ i: Int) -> Int32 {
    plan.pointee.workOffices.base[Int(spec.pointee.offices) &+ i]
  }

  // MARK: Joining and leaving queues

  /// Joins the queues of a work; false when the applicant has lost patience and leaves instead.
  mutating func enqueue(
    _ t: Int32, _ step: UnsafeMutablePointer<Instruction>, _ slot: Int32
  ) -> Bool {
    let thread = threads.base + Int(t)
    let state = cases.base + Int(slot)
    let work = step.pointee.a
    if state.pointee.hasLostPatience, !state.pointee.isFrozen,
      isAwaited(plan.pointee.works.base + Int(work))
    {
      withdrawCase(slot, .withdrawn)
      return false
    }
    thread.pointee.work = work
    thread.pointee.replay = -1
    // Nobody of an earlier work is here any more.
    thread.pointee.reserved = 0
    let visit = visits + Int(work)
    if visit.pointee.isForeseen {
      joinForeseen(t, thread, state, storage.block(slot), visit)
      return true
    }
    if visit.pointee.isPlain {
      join(t, thread, state, visit)
      // Where nobody is free, nothing can follow from one more in the queue.
      if visit.pointee.state.pointee.free > 0 { touch(visit.pointee.office) }
      return true
    }
    let spec = plan.pointee.works.base + Int(work)
    thread.pointee.present = 0
    thread.pointee.joined = now
    hold(t, spec.pointee.waitingHolder)
    let first = office(spec, 0)
    if spec.pointee.officeCount == 1 {
      let office = offices + Int(first)
      thread.pointee.joinedWorked = office.pointee.clock.pointee.worked(at: now)
      thread.pointee.stage = .queued
      thread.pointee.rank = rank(t, spec, first)
      office.pointee.noteLonger(now)
      office.pointee.queue.insert(t, among: threads.base)
      // Where nobody is free, nothing can follow from one more in the queue.
      if !office.pointee.isPlain || office.pointee.free > 0 { touch(first) }
    } else {
      join(t)
    }
    if logs { write(slot, step.pointee.label, .schedule, first) }
    return true
  }

  /// Puts a thread into all queues of a joint work.
  mutating func join(_ t: Int32) {
    let thread = threads.base + Int(t)
    let spec = work(of: t)
    thread.pointee.stage = .queued
    thread.pointee.rank = rank(t, spec, office(spec, 0))
    for i in 0..<Int(spec.pointee.officeCount) {
      let o = office(spec, i)
      offices[Int(o)].noteLonger(now)
      offices[Int(o)].queue.insert(t, among: threads.base)
      touch(o)
    }
  }

  /// Where a thread stands in the queue of an office.
  ///
  /// Joint requests are ranked by instant of joining and applicant alone, alike in all their queues,
  /// so that no two wait for each other. Their light does not count: a file that passed another one
  /// for which somebody is held already would take whom that one still needs, and need whom it holds.
  @inline(__always)
  mutating func rank(
    _ t: Int32, _ spec: UnsafeMutablePointer<WorkSpec>, _ office: Int32
  ) -> UInt128 {
    let thread = threads.base + Int(t)
    let state = cases.base + Int(thread.pointee.slot)
    var level = QueueRank.ordinary
    var dueDay: UInt64 = 0
    if thread.pointee.isEscalated, spec.pointee.officeCount == 1 { level = QueueRank.escalated }
    if !offices[Int(office)].isByJoining, spec.pointee.officeCount == 1 {
      let order = plan.pointee.offices.base[Int(office)].order
      if order == .level, !thread.pointee.isEscalated {
        level = self.level(thread.pointee.slot, office)
      }
      if order == .dueDay { dueDay = self.dueDay(t) }
    }
    return QueueRank.make(
      level: level, dueDay: dueDay, joined: thread.pointee.joined,
      applicant: state.pointee.rankedAs, purpose: spec.pointee.purposeRank)
  }

  private mutating func level(_ slot: Int32, _ office: Int32) -> UInt64 {
    let row = Int(plan.pointee.offices.base[Int(office)].firstPriority)
    let spec = plan.pointee.priorities.base + (row + Int(cases.base[Int(slot)].applicantClass))
    var place = Int(spec.pointee.firstLevel)
    if spec.pointee.attribute >= 0 {
      place += Int(storage.categories(slot)[Int(spec.pointee.attribute)])
    }
    return UInt64(plan.pointee.levels.base[place])
  }

  private mutating func dueDay(_ t: Int32) -> UInt64 {
    let thread = threads.base + Int(t)
    guard thread.pointee.clockStarted else { return QueueRank.neverDue }
    let limit = plan.pointee.matters.base[Int(clocks.base[Int(t)].matter)].limit
    guard limit >= 0 else { return QueueRank.neverDue }
    return UInt64(min(max(0, dayReached(t, limit)), Int64(QueueRank.neverDue)))
  }

  /// Takes a thread to its new place in the queues it stands in.
  mutating func rankAnew(_ t: Int32) {
    let thread = threads.base + Int(t)
    let spec = work(of: t)
    for i in 0..<Int(spec.pointee.officeCount)
    where thread.pointee.present &>> UInt32(i) & 1 == 0 {
      remove(t, from: office(spec, i))
    }
    thread.pointee.rank = rank(t, spec, office(spec, 0))
    for i in 0..<Int(spec.pointee.officeCount)
    where thread.pointee.present &>> UInt32(i) & 1 == 0 {
      offices[Int(office(spec, i))].queue.insert(t, among: threads.base)
    }
  }

  /// Takes a thread out of one queue.
  ///
  /// Cost: a search through it.
  private mutating func remove(_ t: Int32, from office: Int32) {
    let queue = offices[Int(office)].queue
    for i in 0..<queue.count where queue.member(i) == t {
      offices[Int(office)].queue.remove(at: i)
      return
    }
  }

  /// Takes a thread out of the queues it stands in; people who came for it go back.
  mutating func leaveQueues(_ t: Int32) {
    let thread = threads.base + Int(t)
    let spec = work(of: t)
    for i in 0..<Int(spec.pointee.officeCount) {
      let o = office(spec, i)
      if thread.pointee.present &>> UInt32(i) & 1 == 1 {
        dismiss(t, i)
      } else {
        offices[Int(o)].noteShorter(now)
        remove(t, from: o)
        countWaiting(Int(o), t, leaves: true)
        touch(o)
      }
    }
    settleReservations(t)
  }

  /// What the members of a queue have waited until now; the other side of Little's law.
  mutating func waitedSoFar(_ o: Int) -> Int64 {
    let queue = offices[o].queue
    var sum: Int64 = 0
    for i in 0..<queue.count { sum += now - threads[Int(queue.member(i))].joined }
    return sum
  }

  // MARK: Dispatch

  mutating func dispatchDirtyOffices() {
    while !dirtyOffices.isEmpty {
      let office = dirtyOffices.pop()
      offices[Int(office)].isDirty = false
      dispatch(office)
    }
    if hasHelpers { dispatchHelpers() }
  }

  mutating func dispatch(_ office: Int32) {
    let state = offices + Int(office)
    if state.pointee.foreseenAs >= 0 {
      dispatchForeseen(office)
      return
    }
    if state.pointee.isPlain, state.pointee.isAlways {
      while state.pointee.free > 0, state.pointee.queue.count > 0 {
        takeFirst(office, server: office)
      }
      return
    }
    if state.pointee.returned > 0 { takeUp(office) }
    if state.pointee.queue.count == 0 { return }
    if state.pointee.sits {
      dispatchSitting(office, plan.pointee.offices.base + Int(office))
      turnAway(office, plan.pointee.offices.base + Int(office))
      return
    }
    if state.pointee.free > 0 {
      let calendar = calendars + Int(state.pointee.calendar)
      if !calendar.pointee.isOpen(at: now) {
        wakeOffice(office, at: calendar.pointee.view.opening(now))
      } else if state.pointee.isPlain || plan.pointee.offices.base[Int(office)].batchSize == 0 {
        while state.pointee.free > 0, state.pointee.queue.count > 0 {
          takeFirst(office, server: office)
        }
      } else {
        dispatchBatches(office, plan.pointee.offices.base + Int(office))
      }
    }
    if !state.pointee.isPlain { turnAway(office, plan.pointee.offices.base + Int(office)) }
  }

  /// Idle people take from the queues they help, in the order of the file's list.
  private mutating func dispatchHelpers() {
    for h in 0..<officeCount {
      let spec = plan.pointee.offices.base + h
      guard spec.pointee.helps > 0, offices[h].free > 0, offices[h].queue.count == 0,
        calendars[Int(spec.pointee.calendar)].view.isOpen(at: now)
      else { continue }
      for i in 0..<Int(spec.pointee.helps) {
        let helped = plan.pointee.helps.base[Int(spec.pointee.firstHelp) + i]
        while offices[h].free > 0, canHelp(helped) { takeFirst(helped, server: Int32(h)) }
      }
    }
    // Who would help and is not at work yet comes when it opens.
    for h in 0..<officeCount where plan.pointee.offices.base[h].helps > 0 && offices[h].free > 0 {
      let calendar = calendars[Int(plan.pointee.offices.base[h].calendar)].view
      guard !calendar.isOpen(at: now) else { continue }
      for i in 0..<Int(plan.pointee.offices.base[h].helps) {
        let helped = plan.pointee.helps.base[Int(plan.pointee.offices.base[h].firstHelp) + i]
        if canHelp(helped) { wakeOffice(Int32(h), at: calendar.opening(now)) }
      }
    }
  }

  /// Whether somebody waits at an office for one person alone.
  private mutating func canHelp(_ office: Int32) -> Bool {
    let queue = offices[Int(office)].queue
    return queue.count > 0 && work(of: queue.first).pointee.officeCount == 1
  }

  private mutating func dispatchSitting(
    _ office: Int32, _ spec: UnsafeMutablePointer<OfficeSpec>
  ) {
    let state = offices + Int(office)
    var low = Int(spec.pointee.firstSitting)
    let end = low + Int(spec.pointee.sittings)
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if plan.pointee.sittings.base[middle] < now { low = middle + 1 } else { high = middle }
    }
    guard low < end else { return }
    guard plan.pointee.sittings.base[low] == now else {
      wakeOffice(office, at: plan.pointee.sittings.base[low])
      return
    }
    var left = spec.pointee.atMost > 0 ? Int(spec.pointee.atMost) : Int.max
    while left > 0, state.pointee.queue.count > 0 {
      takeFirst(office, server: office)
      left -= 1
    }
    if state.pointee.queue.count > 0, low + 1 < end {
      wakeOffice(office, at: plan.pointee.sittings.base[low + 1])
    }
  }

  /// One person takes a whole batch when it is full, or when its oldest member has waited enough.
  private mutating func dispatchBatches(
    _ office: Int32, _ spec: UnsafeMutablePointer<OfficeSpec>
  ) {
    let state = offices + Int(office)
    let within = plan.pointee.durations.base + Int(spec.pointee.batchWithin)
    let patience = value(of: within, at: 0)
    let calendar = calendars[Int(within.pointee.calendar)].view
    while state.pointee.free > 0, state.pointee.queue.count > 0 {
      if state.pointee.queue.count < Int(spec.pointee.batchSize) {
        var oldest = Int64.max
        for i in 0..<state.pointee.queue.count {
          oldest = min(oldest, threads.base[Int(state.pointee.queue.member(i))].joined)
        }
        let latest = calendar.add(patience, to: oldest)
        if latest > now {
          wakeOffice(office, at: latest)
          return
        }
      }
      takeBatch(office, spec)
    }
  }

  private mutating func takeBatch(_ office: Int32, _ spec: UnsafeMutablePointer<OfficeSpec>) {
    let state = offices + Int(office)
    let size = min(state.pointee.queue.count, Int(spec.pointee.batchSize))
    state.pointee.free -= 1
    var members: [Int32] = []
    var length: Int64 = 0
    for _ in 0..<size {
      let t = takeFromQueue(office)
      release(t)
      members.append(t)
      length = max(length, takeLength(t, work(of: t)))
    }
    for (i, t) in members.enumerated() {
      serve(t, work(of: t), for: length, server: i == 0 ? office : -1)
    }
  }

  /// Who joined now and finds the office full goes away; a file handed over was there before.
  private mutating func turnAway(_ office: Int32, _ spec: UnsafeMutablePointer<OfficeSpec>) {
    let state = offices + Int(office)
    while spec.pointee.places > 0, state.pointee.queue.count > 0,
      Int(state.pointee.serving) + state.pointee.queue.count > Int(spec.pointee.places)
    {
      var last: Int32 = -1
      for i in 0..<state.pointee.queue.count {
        let t = state.pointee.queue.member(i)
        if threads.base[Int(t)].joined == now, threads.base[Int(t)].workLeft < 0 { last = t }
      }
      guard last >= 0 else { return }
      let slot = threads.base[Int(last)].slot
      state.pointee.tally.turnedAway += 1
      withdrawCase(slot, .turnedAway)
      finishIfDone(slot)
    }
  }

  mutating func wakeOffice(_ office: Int32, at instant: Int64) {
    guard offices[Int(office)].wakesAt != instant else { return }
    offices[Int(office)].wakesAt = instant
    schedule(.opening, office, at: instant, .calendar)
  }

  @inline(__always)
  private mutating func takeFromQueue(_ office: Int32) -> Int32 {
    let state = offices + Int(office)
    state.pointee.noteShorter(now)
    let t = state.pointee.queue.removeFirst()
    countWaiting(Int(office), t, leaves: false)
    return t
  }

  /// One person of `server` takes the first of the queue of `office`, to serve it or to wait for
  /// others.
  ///
  /// All queues rank joint requests alike, so nobody waits for somebody who waits for them.
  @inline(never)
  mutating func takeFirst(_ office: Int32, server: Int32) {
    let from = offices + Int(office)
    from.pointee.noteShorter(now)
    let t = from.pointee.queue.removeFirst()
    let thread = threads.base + Int(t)
    let visit = visits + Int(thread.pointee.work)
    if visit.pointee.isPlain {
      // Nobody helps a plain office, and nothing of its work is set aside.
      let state = cases.base + Int(thread.pointee.slot)
      if from.pointee.isAlways, state.pointee.isCohort, now <= from.pointee.windowEnd {
        // A case of the cohort has joined in the window.
        from.pointee.tally.services &+= 1
        from.pointee.waited &+= now &- thread.pointee.joined
      } else {
        countWaiting(Int(office), t, leaves: false)
      }
      let block = storage.block(thread.pointee.slot)
      hand(thread, state, block)
      start(
        t, thread, visit, steps + Int(thread.pointee.pc),
        for: drawDuration(visit.pointee.duration, state, block))
      return
    }
    countWaiting(Int(office), t, leaves: false)
    take(t, office, server: server)
  }

  /// One person of `server` takes a file out of the queue of `office` by the long way.
  @inline(never)
  private mutating func take(_ t: Int32, _ office: Int32, server: Int32) {
    let thread = threads.base + Int(t)
    let spec = plan.pointee.works.base + Int(thread.pointee.work)
    if !offices[Int(server)].sits { offices[Int(server)].free &-= 1 }
    if spec.pointee.officeCount == 1 {
      release(t)
      let stage: LogEntry.Lifecycle = thread.pointee.workLeft < 0 ? .start : .resume
      serve(t, spec, for: takeLength(t, spec), server: server, stage)
      return
    }
    thread.pointee.reserved += 1
    for i in 0..<Int(spec.pointee.officeCount) where self.office(spec, i) == office {
      thread.pointee.present |= 1 &<< UInt32(i)
    }
    if thread.pointee.reserved == 1 {
      release(t)
      hold(t, Holder.assembling.rawValue)
    }
    if Int32(thread.pointee.reserved) == spec.pointee.officeCount {
      release(t)
      settleReservations(t)
      serveTogether(t, spec)
    } else {
      // Until the others come, the person's time counts as assembling; it is settled at the start.
      reservations.append(Reservation(thread: t, office: office, since: now))
    }
  }

  // MARK: Work set aside

  /// The (single) office in whose queue a thread stands or stood.
  mutating func workOffice(of t: Int32) -> Int32 { office(work(of: t), 0) }

  /// Puts a service that was handed over where it stood in the queue; what it waits from now on is
  /// waiting anew.
  mutating func returnToQueue(_ t: Int32) {
    let thread = threads.base + Int(t)
    let o = workOffice(of: t)
    thread.pointee.joined = now
    thread.pointee.joinedWorked = worked(plan.pointee.offices.base[Int(o)].calendar)
    if thread.pointee.isEscalated { thread.pointee.rank = QueueRank.escalated(thread.pointee.rank) }
    offices[Int(o)].noteLonger(now)
    offices[Int(o)].queue.insert(t, among: threads.base)
    touch(o)
  }

  /// A person takes up a service that was set aside.
  mutating func resume(_ t: Int32, _ office: Int32) {
    serve(t, work(of: t), for: takeLength(t, work(of: t)), server: office, .resume)
  }

  // MARK: Tallies

  /// Working time of an office as far as it lies in the window.
  @inline(__always)
  private mutating func clamped(_ o: Int, _ worked: Int64) -> Int64 {
    offices[o].clamped(worked)
  }

  /// The office's working time between two instants, as far as it lies in the window.
  mutating func inWindow(_ o: Int, from: Int64, to: Int64) -> Int64 {
    guard to > from else { return 0 }
    let clock = offices[o].clock
    return clamped(o, clock.pointee.worked(upTo: to)) - clamped(o, clock.pointee.worked(upTo: from))
  }

  /// Counts a service by one person; the working time at its end is that at its start and its length.
  @inline(__always)
  mutating func countBusy(
    _ o: Int, from worked: Int64, length: Int64, ends: Int64, _ calendar: Int32
  ) {
    if calendar != offices[o].calendar || ends == beyondCalendar {
      offices[o].tally.busy += inWindow(o, from: now, to: ends)
    } else {
      offices[o].tally.busy &+= offices[o].inWindow(worked, worked &+ length)
    }
  }

  /// Counts a wait at its end: of a case of the cohort, unless it leaves the queue unserved.
  ///
  /// Work that was handed over has been counted as a service.
  @inline(never)
  private mutating func countWaiting(_ o: Int, _ t: Int32, leaves: Bool) {
    let thread = threads.base + Int(t)
    let counts = cases.base[Int(thread.pointee.slot)].isCohort && !leaves
    let tally = offices + o
    if counts && thread.pointee.workLeft < 0 { tally.pointee.tally.services &+= 1 }
    let joined = thread.pointee.joined
    if joined == now { return }
    tally.pointee.tally.waitSum &+= now &- joined
    var to = now
    var from = joined
    if !tally.pointee.isAlways {
      to = tally.pointee.clock.pointee.worked(at: now)
      from =
        work(of: t).pointee.officeCount == 1
        ? thread.pointee.joinedWorked : tally.pointee.clock.pointee.worked(upTo: joined)
    }
    tally.pointee.tally.queued &+= tally.pointee.inWindow(from, to)
    if counts { tally.pointee.tally.waiting &+= to &- from }
  }
}

/// A person held for a joint activity that has not begun.
struct Reservation: BitwiseCopyable {
  var thread: Int32
  var office: Int32
  var since: Int64
}
