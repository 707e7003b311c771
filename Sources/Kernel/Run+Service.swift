// Services: from the person who takes a file to the end of the work.
extension Run {
  /// What is left of an interrupted service, or the length drawn for a new one.
  @inline(__always)
  mutating func takeLength(_ t: Int32, _ spec: UnsafeMutablePointer<WorkSpec>) -> Int64 {
    let thread = threads.base + Int(t)
    if thread.pointee.workLeft >= 0 {
      let left = thread.pointee.workLeft
      thread.pointee.workLeft = -1
      return left
    }
    let first = Int(spec.pointee.durations)
    var length = drawDuration(first, thread.pointee.slot)
    if spec.pointee.durationCount > 1 {
      for d in 1..<Int(spec.pointee.durationCount) {
        let one = drawDuration(first &+ d, thread.pointee.slot)
        length = spec.pointee.addsUp ? min(length + one, beyondCalendar) : max(length, one)
      }
    }
    return length
  }

  /// A person of `server` begins a service of so many working milliseconds.
  @inline(__always)
  mutating func serve(
    _ t: Int32, _ spec: UnsafeMutablePointer<WorkSpec>, for length: Int64, server: Int32,
    _ stage: LogEntry.Lifecycle = .start
  ) {
    let thread = threads.base + Int(t)
    let own = office(spec, 0)
    offices[Int(own)].serving &+= 1
    var calendar = spec.pointee.calendar
    // Who helps works in its own hours.
    if server != own, server >= 0 { calendar = offices[Int(server)].calendar }
    let clock = calendars + Int(calendar)
    let worked = clock.pointee.worked(at: now)
    let ends = clock.pointee.end(of: length, from: now)
    if server >= 0 { countBusy(Int(server), from: worked, length: length, ends: ends, calendar) }
    thread.pointee.present = 1
    thread.pointee.server = server
    begin(t, ends, own, stage)
  }

  @inline(__always)
  private mutating func begin(
    _ t: Int32, _ ends: Int64, _ office: Int32, _ stage: LogEntry.Lifecycle = .start
  ) {
    let thread = threads.base + Int(t)
    thread.pointee.stage = .served
    thread.pointee.since = now
    thread.pointee.until = ends
    let step = plan.pointee.instructions.base + Int(thread.pointee.pc)
    hold(t, step.pointee.holder)
    if logs { write(thread.pointee.slot, step.pointee.label, stage, office) }
    schedule(.served, t, generation: thread.pointee.generation, at: ends, .completion)
  }

  /// Starts a joint activity: it ends with its longest part; each person leaves with its own.
  mutating func serveTogether(_ t: Int32, _ spec: UnsafeMutablePointer<WorkSpec>) {
    let thread = threads.base + Int(t)
    let clock = calendars + Int(spec.pointee.calendar)
    var longest: Int64 = 0
    let lengths = scratch
    let parts = Int(spec.pointee.durationCount)
    for d in 0..<parts {
      lengths[d] = drawDuration(Int(spec.pointee.durations) + d, thread.pointee.slot)
      longest = max(longest, lengths[d])
    }
    let last = clock.pointee.end(of: longest, from: now)
    var staying: UInt32 = 0
    for i in 0..<Int(spec.pointee.officeCount) {
      let o = office(spec, i)
      var length: Int64 = 0
      for d in 0..<parts
      where plan.pointee.workParts.base[Int(spec.pointee.offices) + i] &>> UInt32(d) & 1 == 1 {
        length = max(length, lengths[d])
      }
      let leaves = length == longest ? last : clock.pointee.end(of: length, from: now)
      countBusy(
        Int(o), from: offices[Int(o)].clock.pointee.worked(at: now), length: length, ends: leaves,
        spec.pointee.calendar)
      if leaves == last {
        staying |= 1 &<< UInt32(i)
      } else if !offices[Int(o)].sits {
        schedule(.leaving, o, at: leaves, .completion)
      }
    }
    thread.pointee.present = staying
    thread.pointee.server = -1
    begin(t, last, office(spec, 0))
  }

  /// A service ends.
  @inline(__always)
  mutating func endService(_ t: Int32) {
    let thread = threads.base + Int(t)
    let next = steps + Int(thread.pointee.pc &+ 1)
    let visit = visits + Int(thread.pointee.work)
    if next.pointee.operation == .work, visit.pointee.isPlain,
      (visits + Int(next.pointee.a)).pointee.isPlain,
      !visit.pointee.isForeseen, !(visits + Int(next.pointee.a)).pointee.isForeseen,
      dirtyOffices.isEmpty,
      nextInstant != now
    {
      let state = cases.base + Int(thread.pointee.slot)
      if !state.pointee.hasLostPatience {
        changeOffice(t, thread, state, visit, next)
        return
      }
    }
    leaveService(t)
  }

  /// From one plain office to the next, when nothing else happens at this instant: the person who
  /// has become free takes the next of the queue, and who is free at the other office begins at once.
  @inline(__always)
  private mutating func changeOffice(
    _ t: Int32, _ thread: UnsafeMutablePointer<ThreadState>,
    _ state: UnsafeMutablePointer<CaseState>, _ visit: UnsafeMutablePointer<Visit>,
    _ step: UnsafeMutablePointer<Instruction>
  ) {
    let block = storage.block(thread.pointee.slot)
    hand(thread, state, block)
    let office = visit.pointee.state
    office.pointee.free &+= 1
    thread.pointee.pc &+= 1
    thread.pointee.work = step.pointee.a
    thread.pointee.replay = -1
    let to = visits + Int(step.pointee.a)
    let other = to.pointee.state
    if other.pointee.free > 0, other.pointee.queue.count == 0,
      to.pointee.isAlways || to.pointee.clock.pointee.isOpen(at: now)
    {
      thread.pointee.joined = now
      if state.pointee.isCohort { other.pointee.tally.services &+= 1 }
      start(t, thread, to, step, for: drawDuration(to.pointee.duration, state, block))
    } else {
      join(t, thread, state, to)
      if other.pointee.free > 0 { dispatch(to.pointee.office) }
    }
    if office.pointee.queue.count > 0 {
      if visit.pointee.isAlways, office.pointee.free == 1 {
        takeFirst(visit.pointee.office, server: visit.pointee.office)
      } else {
        dispatch(visit.pointee.office)
      }
    }
  }

  /// Joins the queue of a plain office.
  @inline(__always)
  mutating func join(
    _ t: Int32, _ thread: UnsafeMutablePointer<ThreadState>,
    _ state: UnsafeMutablePointer<CaseState>, _ visit: UnsafeMutablePointer<Visit>
  ) {
    let office = visit.pointee.state
    thread.pointee.joined = now
    if !visit.pointee.isAlways {
      thread.pointee.joinedWorked = visit.pointee.clock.pointee.worked(at: now)
    }
    // Nobody of an earlier work is here any more.
    thread.pointee.present = 0
    thread.pointee.stage = .queued
    thread.pointee.holder = visit.pointee.waitingHolder
    thread.pointee.sinceWorking = working
    thread.pointee.rank = rank(t, thread, state, visit)
    office.pointee.noteLonger(now)
    office.pointee.queue.insert(t, among: threads.base)
  }

  @inline(__always)
  mutating func rank(
    _ t: Int32, _ thread: UnsafeMutablePointer<ThreadState>,
    _ state: UnsafeMutablePointer<CaseState>, _ visit: UnsafeMutablePointer<Visit>
  ) -> UInt128 {
    if thread.pointee.isEscalated || !visit.pointee.state.pointee.isByJoining {
      return rank(t, work(of: t), visit.pointee.office)
    }
    return QueueRank.make(
      level: QueueRank.ordinary, dueDay: 0, joined: thread.pointee.joined,
      applicant: state.pointee.rankedAs, purpose: visit.pointee.purposeRank)
  }

  /// A person of a plain office begins a service.
  @inline(__always)
  mutating func start(
    _ t: Int32, _ thread: UnsafeMutablePointer<ThreadState>, _ visit: UnsafeMutablePointer<Visit>,
    _ step: UnsafeMutablePointer<Instruction>, for length: Int64
  ) {
    let office = visit.pointee.state
    office.pointee.free &-= 1
    let ends: Int64
    if visit.pointee.isAlways, now >= office.pointee.windowStart,
      now &+ length <= office.pointee.windowEnd
    {
      ends = now &+ length
      office.pointee.tally.busy &+= length
    } else {
      let clock = visit.pointee.clock
      let worked = clock.pointee.worked(at: now)
      ends = clock.pointee.end(of: length, from: now)
      countBusy(
        Int(visit.pointee.office), from: worked, length: length, ends: ends,
        office.pointee.calendar)
    }
    thread.pointee.present = 1
    thread.pointee.server = visit.pointee.office
    thread.pointee.stage = .served
    thread.pointee.since = now
    thread.pointee.until = ends
    thread.pointee.holder = step.pointee.holder
    thread.pointee.sinceWorking = working
    schedule(.served, t, generation: thread.pointee.generation, at: ends, .completion)
  }

  /// Hands the time since the file was taken to its holder.
  @inline(__always)
  mutating func hand(
    _ thread: UnsafeMutablePointer<ThreadState>, _ state: UnsafeMutablePointer<CaseState>,
    _ block: UnsafeMutablePointer<UInt64>
  ) {
    let holder = thread.pointee.holder
    let length = working &- thread.pointee.sinceWorking
    guard holder < UInt8(Holder.counted), length != 0, !state.pointee.isFrozen else { return }
    block[Int(holder)] &+= UInt64(bitPattern: length)
  }

  @inline(never)
  private mutating func leaveService(_ t: Int32) {
    let thread = threads.base + Int(t)
    let visit = visits + Int(thread.pointee.work)
    if visit.pointee.isForeseen {
      leaveForeseen(t)
      return
    }
    if visit.pointee.isPlain {
      let slot = thread.pointee.slot
      hand(thread, cases.base + Int(slot), storage.block(slot))
      thread.pointee.stage = .running
      thread.pointee.pc &+= 1
      let office = visit.pointee.state
      office.pointee.free &+= 1
      if office.pointee.queue.count > 0 { touch(visit.pointee.office) }
      goOn(t)
      return
    }
    let spec = work(of: t)
    release(t)
    thread.pointee.stage = .running
    let step = plan.pointee.instructions.base + Int(thread.pointee.pc)
    thread.pointee.pc &+= 1
    let office = office(spec, 0)
    if logs { write(thread.pointee.slot, step.pointee.label, .complete, office) }
    if spec.pointee.officeCount == 1 {
      dismiss(t, 0)
    } else {
      for i in 0..<Int(spec.pointee.officeCount)
      where thread.pointee.present &>> UInt32(i) & 1 == 1 {
        dismiss(t, i)
      }
    }
    // From one office to the next nothing is left to work off.
    if step[1].operation == .work, enqueue(t, step + 1, thread.pointee.slot) { return }
    goOn(t)
  }

  /// The office whose person is there for place `i` of a thread's work; -1: nobody of its own.
  @inline(__always)
  private mutating func present(_ t: Int32, _ i: Int) -> Int32 {
    let spec = work(of: t)
    return spec.pointee.officeCount == 1 ? threads.base[Int(t)].server : office(spec, i)
  }

  /// The person who is there for place `i` of a thread's work becomes free.
  @inline(__always)
  mutating func dismiss(_ t: Int32, _ i: Int) {
    let spec = work(of: t)
    if spec.pointee.officeCount == 1 { offices[Int(office(spec, 0))].serving &-= 1 }
    let o = present(t, i)
    guard o >= 0 else { return }
    if !offices[Int(o)].sits { offices[Int(o)].free &+= 1 }
    if !offices[Int(o)].isPlain || offices[Int(o)].queue.count > 0 { touch(o) }
  }

  /// Cancels the rest of a service: what is left is no effort.
  mutating func cutService(_ t: Int32) {
    let thread = threads.base + Int(t)
    let spec = work(of: t)
    cancelEvent(t)
    for i in 0..<Int(spec.pointee.officeCount)
    where thread.pointee.present &>> UInt32(i) & 1 == 1 {
      let o = present(t, i)
      if o >= 0 {
        offices[Int(o)].tally.busy -= inWindow(Int(o), from: now, to: thread.pointee.until)
      }
    }
  }

  mutating func settleReservations(_ t: Int32) {
    var i = 0
    while i < reservations.count {
      let reservation = reservations[i]
      if reservation.thread == t {
        let o = Int(reservation.office)
        offices[o].tally.assembling += inWindow(o, from: reservation.since, to: now)
        reservations.remove(at: i)
      } else {
        i += 1
      }
    }
  }
}
