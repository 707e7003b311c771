// Offices whose future is certain: one event a visit.
//
// Where people take files in the order in which they came and nothing can take a file out of the queue, the
// end of a service follows from what is known when the file joins: draws are keyed, so that the length does not
// depend on what happens until then (as long as one office alone draws from a row), and the next person
// becomes free at an end that was given out before (the recursion of Kiefer and Wolfowitz). So a file that
// joins gets its beginning and its end at once, while all of it is at hand; as a rule it stands in no queue,
// nobody takes it out of one, and no office has to be opened for it.
//
// Results are the same as by the long way, which the log takes. Several files that join at one instant are
// ranked first: they stand in the queue until the instant is over.
extension Run {
  /// From now on the offices whose future is certain are foreseen, unless a log is kept.
  mutating func foresee() {
    let isCertain = !logs && mayForesee ? certainOffices() : []
    let most = Upcoming.mostLines - plan.pointee.classes.count
    var people: [Int32] = []
    for (o, isCertain) in isCertain.enumerated() where isCertain && people.count < most {
      offices[o].foreseenAs = Int32(people.count)
      people.append(offices[o].staff)
    }
    for w in 0..<plan.pointee.works.count {
      visits[w].isForeseen = visits[w].state.pointee.foreseenAs >= 0
    }
    upcoming.free()
    upcoming = Upcoming(people: people, classes: plan.pointee.classes.count)
    clocksAhead.deallocate()
    clocksAhead = .allocate(capacity: max(1, 2 * people.count))
    for o in 0..<officeCount where offices[o].foreseenAs >= 0 {
      let place = clocksAhead + 2 * Int(offices[o].foreseenAs)
      place.initialize(to: offices[o].clock.pointee)
      (place + 1).initialize(to: reference.pointee)
    }
  }

  /// The offices in which only who joins decides what happens.
  private func certainOffices() -> [Bool] {
    var isCertain = (0..<officeCount).map { o in
      let spec = plan.pointee.offices[o]
      return spec.firstSitting < 0 && spec.batchSize == 0 && spec.shifts == 0
        && spec.order == .joining && spec.staff > 0 && spec.staff <= Upcoming.mostPeople
    }
    // Draws are numbered in the order in which they are made: nobody else may draw from the same row.
    let nobody: Int32 = -1
    let others: Int32 = -2
    var drawer = Array(repeating: nobody, count: plan.pointee.counterCount)
    func draws(_ counter: Int32, _ office: Int32) {
      guard counter >= 0 else { return }
      let known = drawer[Int(counter)]
      if known >= 0, known != office { isCertain[Int(known)] = false }
      if known != nobody, known != office, office >= 0 { isCertain[Int(office)] = false }
      drawer[Int(counter)] = known == nobody || known == office ? office : others
    }
    var isWork = Array(repeating: false, count: plan.pointee.durations.count)
    for w in 0..<plan.pointee.works.count {
      let spec = plan.pointee.works[w]
      let first = plan.pointee.workOffices[Int(spec.offices)]
      for d in spec.durations..<(spec.durations + spec.durationCount) {
        isWork[Int(d)] = true
        draws(plan.pointee.durations[Int(d)].counter, first)
      }
      if spec.officeCount == 1, spec.durationCount == 1,
        spec.calendar == offices[Int(first)].calendar
      {
        continue
      }
      for i in 0..<spec.officeCount {
        isCertain[Int(plan.pointee.workOffices[Int(spec.offices + i)])] = false
      }
    }
    for d in 0..<plan.pointee.durations.count where !isWork[d] {
      draws(plan.pointee.durations[d].counter, others)
    }
    for c in 0..<plan.pointee.chances.count { draws(plan.pointee.chances[c].counter, others) }
    return isCertain
  }

  /// Whether nothing in the plan takes a file out of a queue or changes its place there.
  private var mayForesee: Bool {
    if hasHelpers || hasPatience || readyWidth > 0 { return false }
    for m in 0..<plan.pointee.matters.count {
      let matter = plan.pointee.matters[m]
      if matter.escalatesFrom > 0 || matter.isTacit { return false }
    }
    for o in 0..<officeCount where plan.pointee.offices[o].places > 0 { return false }
    for i in 0..<plan.pointee.instructions.count
    where plan.pointee.instructions[i].operation == .withdraw && plan.pointee.instructions[i].a >= 0
    {
      return false
    }
    return true
  }

  // MARK: A visit

  /// A file joins a foreseen office.
  @inline(__always)
  mutating func joinForeseen(
    _ t: Int32, _ thread: UnsafeMutablePointer<ThreadState>,
    _ state: UnsafeMutablePointer<CaseState>, _ block: UnsafeMutablePointer<UInt64>,
    _ visit: UnsafeMutablePointer<Visit>
  ) {
    thread.pointee.joined = now
    thread.pointee.joinedWorked = working
    if mayForeseeNow, visit.pointee.state.pointee.queue.count == 0,
      foresee(t, thread, state, block, visit)
    {
      return
    }
    queueForeseen(t, visit)
  }

  /// Whether nothing else can follow at this instant.
  @inline(__always)
  var mayForeseeNow: Bool {
    nextInstant != now && dirtyOffices.isEmpty && pendingNodes.isEmpty && moreFollows == 0
  }

  /// Gives a file its beginning and its end.
  ///
  /// - Returns: false when its service takes no time and cannot begin now: what happens at the instant at which it
  ///   can is for that instant to decide, and the file stays where it is.
  @inline(__always)
  private mutating func foresee(
    _ t: Int32, _ thread: UnsafeMutablePointer<ThreadState>,
    _ state: UnsafeMutablePointer<CaseState>, _ block: UnsafeMutablePointer<UInt64>,
    _ visit: UnsafeMutablePointer<Visit>
  ) -> Bool {
    let place = Int(visit.pointee.state.pointee.foreseenAs)
    let joined = thread.pointee.joined
    let length = drawDuration(visit.pointee.duration, state, block)
    let times = times(of: length, visit, place, joined: joined)
    if length == 0, times.begins > now {
      takeBackDraw(visit, block)
      return false
    }
    serve(thread, visit, since: times.begins, sinceWorking: times.reference)
    countVisit(visit, times, length, joined: joined, isCohort: state.pointee.isCohort)
    upcoming.insert(min(times.ends, Upcoming.never), t, place)
    return true
  }

  /// A file's service begins at an instant up to which the applicant has so much working time.
  @inline(__always)
  mutating func serve(
    _ thread: UnsafeMutablePointer<ThreadState>, _ visit: UnsafeMutablePointer<Visit>,
    since: Int64, sinceWorking: Int64
  ) {
    thread.pointee.stage = .served
    thread.pointee.server = visit.pointee.office
    thread.pointee.holder = steps[Int(thread.pointee.pc)].holder
    thread.pointee.since = since
    thread.pointee.sinceWorking = sinceWorking
  }

  /// When the service of a file begins and ends that takes so long and joined at an instant.
  @inline(__always)
  mutating func times(
    of length: Int64, _ visit: UnsafeMutablePointer<Visit>, _ place: Int, joined: Int64
  ) -> VisitTimes {
    var times = VisitTimes(begins: max(now, upcoming.freeAt(place)))
    if visit.pointee.isAlways, reference.pointee.view.isAlways {
      times.ends = times.begins &+ length
      times.joinedWorked = joined
      times.worked = times.begins
      times.reference = times.begins
    } else {
      findTimes(&times, of: length, visit.pointee.state, joined: joined)
    }
    return times
  }

  /// When a service begins and ends where the office or the applicant does not work at all hours.
  @inline(__always)
  private mutating func findTimes(
    _ times: inout VisitTimes, of length: Int64, _ office: UnsafeMutablePointer<OfficeState>,
    joined: Int64
  ) {
    var clock = office.pointee.clock
    let ahead = clocksAhead + 2 * Int(office.pointee.foreseenAs)
    times.joinedWorked =
      joined == now ? clock.pointee.worked(at: now) : clock.pointee.worked(upTo: joined)
    if times.begins > now { clock = ahead }
    guard times.begins < horizon else { return times.isNever() }
    if !clock.pointee.isOpen(at: times.begins) {
      times.begins = clock.pointee.view.opening(times.begins)
      guard times.begins < horizon else { return times.isNever() }
      clock = ahead
      clock.pointee.move(to: times.begins)
    }
    times.worked = clock.pointee.workedHere(times.begins)
    times.ends = clock.pointee.endHere(of: length, from: times.begins)
    if office.pointee.calendar == plan.pointee.reference {
      times.reference = times.worked
    } else if times.begins == now {
      times.reference = working
    } else {
      times.reference = ahead[1].worked(at: times.begins)
    }
  }

  @inline(never)
  private mutating func takeBackDraw(
    _ visit: UnsafeMutablePointer<Visit>, _ block: UnsafeMutablePointer<UInt64>
  ) {
    let duration = visit.pointee.duration
    if duration.pointee.counter >= 0, duration.pointee.spec.pointee.kind != .constant {
      storage.counters(block)[duration.pointee.counter] &-= 1
    }
  }

  /// Counts a service of so many working milliseconds and the wait that ends when it begins.
  @inline(__always)
  mutating func countVisit(
    _ visit: UnsafeMutablePointer<Visit>, _ times: VisitTimes, _ length: Int64, joined: Int64,
    isCohort: Bool
  ) {
    guard times.begins < horizon else { return }
    let office = visit.pointee.state
    office.pointee.tally.busy &+= office.pointee.inWindow(times.worked, times.worked &+ length)
    let wait = times.begins &- joined
    office.pointee.tally.queueArea &+= wait
    if isCohort, times.begins <= office.pointee.windowEnd, office.pointee.isAlways {
      // Who is in the cohort has joined in the window.
      office.pointee.tally.services &+= 1
      office.pointee.waited &+= wait
      return
    }
    office.pointee.tally.waitSum &+= wait
    office.pointee.tally.queued &+= office.pointee.inWindow(times.joinedWorked, times.worked)
    if isCohort {
      office.pointee.tally.services &+= 1
      office.pointee.tally.waiting &+= times.worked &- times.joinedWorked
    }
  }

  /// Works off what is known to come before `instant`, at which something else happens, for as long as nothing else
  /// follows from it.
  ///
  /// - Returns: how many events.
  @inline(__always)
  mutating func workOffUpcoming(before instant: Int64, atMost limit: Int) -> Int {
    var worked = 0
    while worked < limit, upcoming.nextInstant < instant {
      let time = upcoming.nextInstant
      let line = upcoming.nextLine
      begin(at: time)
      let isAlone: Bool
      if line >= upcoming.offices {
        isAlone = arrive(line &- upcoming.offices, isAlone: true)
      } else {
        let t = upcoming.removeFirst(line)
        if upcoming.nextInstant == time {
          schedule(t, at: time)
          return worked
        }
        isAlone = t < 0 ? endForeseenCase(~t) : depart(t)
      }
      worked &+= 1
      if isAlone, unforeseenOffices.isEmpty { continue }
      if !dirtyOffices.isEmpty, nextInstant != time { dispatchDirtyOffices() }
      if !unforeseenOffices.isEmpty, nextInstant != time { foreseeOthers() }
      return worked
    }
    return worked
  }

  /// Hands what comes next over to the calendar.
  @inline(never)
  mutating func scheduleUpcoming() {
    let time = upcoming.nextInstant
    let line = upcoming.nextLine
    if line < upcoming.offices {
      schedule(upcoming.removeFirst(line), at: time)
    } else {
      let i = line - upcoming.offices
      upcoming.setNeed(Upcoming.never, i)
      schedule(.arrival, Int32(truncatingIfNeeded: i), at: time, .arrival)
    }
  }

  @inline(never)
  private mutating func schedule(_ t: Int32, at end: Int64) {
    let t = t < 0 ? unfold(~t) : t
    schedule(.served, t, generation: threads.base[Int(t)].generation, at: end, .completion)
  }

  /// The service of a file ends, and nothing else happens at this instant.
  ///
  /// - Returns: whether nothing followed but a service at a foreseen office.
  @inline(__always)
  private mutating func depart(_ t: Int32) -> Bool {
    let thread = threads.base + Int(t)
    let state = cases.base + Int(thread.pointee.slot)
    let block = storage.block(thread.pointee.slot)
    let step = leave(thread, state, block)
    if step.pointee.operation == .work {
      let next = visits + Int(step.pointee.a)
      if next.pointee.isForeseen, next.pointee.state.pointee.queue.count == 0, dirtyOffices.isEmpty
      {
        thread.pointee.work = step.pointee.a
        thread.pointee.joined = now
        thread.pointee.joinedWorked = working
        if foresee(t, thread, state, block, next) { return true }
        queueForeseen(t, next)
        return false
      }
    }
    goOn(t)
    return false
  }

  /// The service of a file ends among other things.
  mutating func leaveForeseen(_ t: Int32) {
    let thread = threads.base + Int(t)
    let slot = thread.pointee.slot
    _ = leave(thread, cases.base + Int(slot), storage.block(slot))
    goOn(t)
  }

  /// Hands the time of a visit that ends to its holders; the step that follows.
  @inline(__always)
  private mutating func leave(
    _ thread: UnsafeMutablePointer<ThreadState>, _ state: UnsafeMutablePointer<CaseState>,
    _ block: UnsafeMutablePointer<UInt64>
  ) -> UnsafeMutablePointer<Instruction> {
    let visit = visits + Int(thread.pointee.work)
    handWait(thread, state, block, visit)
    hand(thread, state, block)
    if visit.pointee.state.pointee.queue.count > 0 { touch(visit.pointee.office) }
    thread.pointee.stage = .running
    thread.pointee.pc &+= 1
    return steps + Int(thread.pointee.pc)
  }

  /// Hands what a file waited to its holder; a case that became final before it was served keeps its times.
  @inline(__always)
  private mutating func handWait(
    _ thread: UnsafeMutablePointer<ThreadState>, _ state: UnsafeMutablePointer<CaseState>,
    _ block: UnsafeMutablePointer<UInt64>, _ visit: UnsafeMutablePointer<Visit>
  ) {
    guard visit.pointee.waitingHolder < UInt8(Holder.counted),
      !state.pointee.isFrozen || thread.pointee.since < state.pointee.endAt
    else { return }
    block[Int(visit.pointee.waitingHolder)] &+= UInt64(
      bitPattern: thread.pointee.sinceWorking &- thread.pointee.joinedWorked)
  }

  // MARK: Several files at one instant

  /// Puts a file into the queue until all that join at this instant are there.
  @inline(never)
  private mutating func queueForeseen(_ t: Int32, _ visit: UnsafeMutablePointer<Visit>) {
    // It has its times already.
    if isUnfolding { return }
    let thread = threads.base + Int(t)
    thread.pointee.stage = .queued
    thread.pointee.rank = rank(t, thread, cases.base + Int(thread.pointee.slot), visit)
    visit.pointee.state.pointee.queue.insert(t, among: threads.base)
    touch(visit.pointee.office)
  }

  /// Whoever is free takes from the queue; the others get their times when the instant is over, because a
  /// service may end at once and bring somebody who goes before them.
  @inline(never)
  mutating func dispatchForeseen(_ office: Int32) {
    let state = offices + Int(office)
    if state.pointee.clock.pointee.isOpen(at: now) {
      while state.pointee.queue.count > 0, upcoming.hasFree(Int(state.pointee.foreseenAs)),
        foreseeFirst(office)
      {}
    }
    if state.pointee.queue.count > 0 { unforeseenOffices.push(office) }
  }

  /// The instant is over: who still stands in a queue gets a beginning and an end.
  @inline(never)
  mutating func foreseeOthers() {
    while !unforeseenOffices.isEmpty {
      let office = unforeseenOffices.pop()
      let state = offices + Int(office)
      while state.pointee.queue.count > 0 {
        if foreseeFirst(office) { continue }
        if upcoming.hasFree(Int(state.pointee.foreseenAs)) {
          wakeOffice(office, at: state.pointee.clock.pointee.view.opening(now))
        }
        break
      }
    }
  }

  /// Gives the first of a queue its times and takes it out.
  private mutating func foreseeFirst(_ office: Int32) -> Bool {
    let t = offices[Int(office)].queue.first
    let thread = threads.base + Int(t)
    let slot = thread.pointee.slot
    guard
      foresee(
        t, thread, cases.base + Int(slot), storage.block(slot), visits + Int(thread.pointee.work))
    else { return false }
    _ = offices[Int(office)].queue.removeFirst()
    return true
  }

  // MARK: The end of a case and of the run

  /// A wait that ended at the instant at which the case becomes final does not count, whichever of the two came
  /// first: here it is taken back where it was counted.
  ///
  /// Joint visits and work that was set aside keep theirs.
  @inline(never)
  mutating func takeBackWaits(_ slot: Int32) {
    var t = cases.base[Int(slot)].firstThread
    while t >= 0 {
      let thread = threads.base + Int(t)
      if thread.pointee.stage == .served, thread.pointee.since == now, thread.pointee.joined < now {
        let visit = visits + Int(thread.pointee.work)
        if !visit.pointee.isForeseen, work(of: t).pointee.officeCount == 1,
          plan.pointee.offices[Int(visit.pointee.office)].atStaffChange != .pause,
          visit.pointee.waitingHolder < UInt8(Holder.counted)
        {
          storage.holders(slot)[Int(visit.pointee.waitingHolder)] &-=
            working &- reference.pointee.view.worked(thread.pointee.joined)
        }
      }
      t = thread.pointee.nextOfCase
    }
  }

  /// Makes the tallies those of a run that ends now and all of whose events up to `reached` have come: who would
  /// be served later still waits.
  mutating func closeForeseen(reached: Int64) {
    for o in 0..<officeCount where offices[o].foreseenAs >= 0 {
      let queue = offices[o].queue
      for i in 0..<queue.count {
        offices[o].tally.queueArea -= threads[Int(queue.member(i))].joined
      }
    }
    upcoming.visitAll { t in
      let thread = threads.base + Int(t)
      let slot = thread.pointee.slot
      let visit = visits + Int(thread.pointee.work)
      if thread.pointee.since < now || thread.pointee.since <= reached {
        handWait(thread, cases.base + Int(slot), storage.block(slot), visit)
      } else {
        let office = visit.pointee.state
        if thread.pointee.since < horizon {
          let joined = thread.pointee.joined
          let isCohort = cases.base[Int(slot)].isCohort
          let calendar = office.pointee.clock.pointee.view
          let to = calendar.worked(thread.pointee.since)
          let from = calendar.worked(joined)
          office.pointee.tally.queueArea -= thread.pointee.since - joined
          office.pointee.tally.waitSum -= thread.pointee.since - joined
          office.pointee.tally.queued -= office.pointee.inWindow(from, to)
          if isCohort {
            office.pointee.tally.services -= 1
            office.pointee.tally.waiting -= to - from
          }
        }
        office.pointee.tally.queueArea += now - thread.pointee.joined
        office.pointee.tally.waitSum += now - thread.pointee.joined
      }
    }
  }
}

/// When a visit to a foreseen office begins and ends.
struct VisitTimes {
  var begins: Int64
  var ends: Int64 = 0
  /// Working time of the office up to joining and up to the beginning.
  var joinedWorked: Int64 = 0
  var worked: Int64 = 0
  /// Working time of the applicant up to the beginning.
  var reference: Int64 = 0

  @inline(__always)
  init(begins: Int64) { self.begins = begins }

  /// The visit does not begin in the run.
  mutating func isNever() {
    begins = Upcoming.never
    ends = Upcoming.never
  }
}
