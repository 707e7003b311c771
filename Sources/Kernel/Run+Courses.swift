// Cases whose whole course is foreseen: two events a case.
//
// Where all cases of a class begin alike, go through the same steps and are served once, at a foreseen office, all
// that happens to a case follows from the instant at which it arises: when its service begins and ends, what its
// record says and what it adds to the tallies. Such a case needs no strand, no clock and no block of numbers of its
// own; what tells it from others of its class is a line of memory (``ForeseenCase``) until its service ends.
//
// What the steps of a class come to is not worked out a second time: one case is led through them by the long way
// before the run begins, and its record is the pattern for all (``Course``). Where another event happens at the very
// instant at which a service ends, and at the end of following and of the run, a foreseen case is unfolded: it gets its
// strand, clock and block as the long way would have left them, and goes on by it.
extension Run {
  /// Finds what the cases of each class have in common, where their whole course is foreseen.
  mutating func findCourses() {
    let classes = plan.pointee.classes.count
    let hasMore = layout.accounts + layout.attributes > 0
    let width = hasMore ? recordStride : layout.firstCount + storage.usedCounts
    for i in 0..<classes where sources[i].isPlain && plan.pointee.classes[i].batches == 0 {
      guard let (work, stop) = onlyVisit(of: sources[i].route) else { continue }
      // A run of its own, so that nothing of the trial stays behind.
      var trial = Run(source, seed: 0, replication: 0, logs: false, findsCourses: false)
      guard let found = trial.tryCourse(i, upTo: work) else { continue }
      if !hasCourses {
        hasCourses = true
        courses.deallocate()
        courses = .allocate(capacity: classes)
        patterns.grow(to: classes * recordStride, filledWith: 0)
      }
      let pattern = patterns.base + i * recordStride
      pattern.update(from: found.record, count: recordStride)
      let visit = visits + Int(steps[work].a)
      let decision = found.hasClock ? stop : nil
      (courses + i).initialize(
        to: Course(
          visit: visit, place: Int(visit.pointee.state.pointee.foreseenAs), pattern: pattern,
          width: width, holder: Int(steps[work].holder), isDecided: found.isDecided,
          matter: decision.map { plan.pointee.matters.base + Int(steps[$0].a) },
          refuses: decision.map { steps[$0].flag == 1 } ?? false))
      sources[i].course = courses + i
      sources[i].nextLength = length(of: visit, at: firstDraw(visit, sources + i, 0))
      sources[i].lengthDraw = firstDraw(visit, sources + i, 1)
    }
  }

  // MARK: Whether a course can be foreseen

  /// The one visit on a route all of whose steps are alike for every case and take no time: the step that is the
  /// visit, and the one that stops a clock; nil when there are other steps.
  private func onlyVisit(of route: Int32) -> (work: Int, stop: Int?)? {
    let route = plan.pointee.routes[Int(route)]
    var reached = Array(repeating: false, count: plan.pointee.instructions.count)
    var open: [Int] = []
    func reach(_ step: Int) {
      if !reached[step] { open.append(step) }
      reached[step] = true
    }
    for n in 0..<route.nodes { reach(Int(plan.pointee.nodes[Int(route.firstNode + n)].entry)) }
    var works: [Int] = []
    var starts = 0
    var stops: [Int] = []
    while let i = open.popLast() {
      let step = plan.pointee.instructions[i]
      switch step.operation {
      case .end: continue
      case .jump:
        reach(Int(step.b))
        continue
      case .condition, .ifEqual, .ifAtLeast, .ifTerminated, .ifOperating:
        reach(Int(step.b))
        reach(i + (step.flag == 0 ? 1 : 2))
        if step.flag == 1 { reach(i + 1) }
        continue
      case .work: works.append(i)
      case .clockStart: starts += 1
      case .clockStop: stops.append(i)
      case .set, .increment, .raise, .count, .pay, .signal, .submit, .decide, .terminate, .operate:
        break
      default: return nil
      }
      reach(i + 1)
    }
    guard works.count == 1, starts <= 1, stops.count <= 1, let work = works.first,
      visits[Int(plan.pointee.instructions[work].a)].isForeseen
    else { return nil }
    return (work, stops.first)
  }

  /// What a case comes to that arises now and is served in no time; nil when its course is not the same for all.
  private mutating func tryCourse(_ i: Int, upTo work: Int) -> CourseTrial? {
    let slot = addSlot()
    cohortOpen = 1
    fillCase(slot, i, index: 0, isCohort: true)
    let state = cases.base + Int(slot)
    let t = beginUnfolding(slot, i)
    let thread = threads.base + Int(t)
    guard state.pointee.threads == 1, pendingNodes.isEmpty, !state.pointee.isFrozen,
      state.pointee.lastDecision < 0, thread.pointee.pc == work
    else { return nil }
    let isSubmitted = state.pointee.firstSubmission >= 0
    let hasClock = thread.pointee.clockStarted
    thread.pointee.stage = .running
    thread.pointee.pc &+= 1
    goOn(t)
    guard !state.pointee.inUse, records.count == recordStride else { return nil }
    let isDecided = state.pointee.lastDecision >= 0
    var decisions: Int64 = 0
    for m in 0..<plan.pointee.matterCount { decisions += matterTallies[m].decisions }
    // A decision on what was submitted, or none; a clock that runs to it, or none.
    guard isSubmitted || !isDecided, decisions == (hasClock ? 1 : 0),
      state.pointee.gross.running == 0
    else { return nil }
    return CourseTrial(
      hasClock: hasClock, isDecided: isDecided, record: (0..<recordStride).map { records[$0] })
  }

  // MARK: A case

  /// How long the service of the case takes that arises now; what the next two need is drawn on the way, so that
  /// nothing waits for the whole of a draw.
  @discardableResult @inline(__always)
  mutating func drawLength(
    _ source: UnsafeMutablePointer<NeedSource>, _ course: UnsafeMutablePointer<Course>
  ) -> Int64 {
    let visit = course.pointee.visit
    let length = source.pointee.nextLength
    source.pointee.nextLength = self.length(of: visit, at: source.pointee.lengthDraw)
    source.pointee.lengthDraw = firstDraw(visit, source, source.pointee.nextIndex &+ 2)
    return length
  }

  /// The first draw for a visit by the case of a class with this index; it wears no mark of a placebo.
  @inline(__always)
  private mutating func firstDraw(
    _ visit: UnsafeMutablePointer<Visit>, _ source: UnsafeMutablePointer<NeedSource>, _ index: Int64
  ) -> UInt64 {
    let subject = SubjectKey(group: source.pointee.classKey, index: UInt64(bitPattern: index))
    return draw(subject.key, visit.pointee.purpose, 0)
  }

  /// Gives a case that arises now, and alone, the beginning and the end of its service.
  ///
  /// - Returns: false when something else at this instant, or at the one at which its service can begin, may decide
  ///   over it: it goes the long way.
  @inline(__always)
  mutating func foreseeCase(
    _ i: Int, _ length: Int64, _ source: UnsafeMutablePointer<NeedSource>,
    _ course: UnsafeMutablePointer<Course>
  ) -> Bool {
    let visit = course.pointee.visit
    guard visit.pointee.state.pointee.queue.count == 0 else { return false }
    let times = times(of: length, visit, course.pointee.place, joined: now)
    if length == 0, times.begins > now { return false }
    let (slot, index, isCohort) = takeSlot(source)
    let (date, workday) = today
    (foreseenCases.base + Int(slot)).pointee = ForeseenCase(
      index: index, arrival: now, arrivalWorking: working, since: times.begins,
      sinceWorking: times.reference, workday: workday, date: date,
      applicantClass: Int32(truncatingIfNeeded: i), thread: takeThread(), isCohort: isCohort)
    countVisit(visit, times, length, joined: now, isCohort: isCohort)
    upcoming.insert(min(times.ends, Upcoming.never), ~slot, course.pointee.place)
    return true
  }

  /// The service of a foreseen case ends, and with it the case.
  ///
  /// - Returns: whether nothing follows from it.
  @inline(__always)
  mutating func endForeseenCase(_ slot: Int32) -> Bool {
    let foreseen = foreseenCases.base + Int(slot)
    let course = courses + Int(foreseen.pointee.applicantClass)
    tallies.ended &+= 1
    giveBackThread(foreseen.pointee.thread)
    freeSlots.push(slot)
    if foreseen.pointee.isCohort { record(foreseen, course) }
    let visit = course.pointee.visit
    if visit.pointee.state.pointee.queue.count > 0 {
      touch(visit.pointee.office)
      return false
    }
    return cohortOpen > 0
  }

  /// Writes the record of a foreseen case that ends now: the pattern with its own instants.
  @inline(__always)
  private mutating func record(
    _ foreseen: UnsafeMutablePointer<ForeseenCase>, _ course: UnsafeMutablePointer<Course>
  ) {
    noteClosed()
    let row = records.extend(by: recordStride)
    row.update(from: course.pointee.pattern, count: course.pointee.width)
    @inline(__always)
    func set(_ field: RecordLayout.Field, _ value: Int64) { row[field.rawValue] = value }
    let elapsed = now &- foreseen.pointee.arrival
    let worked = working &- foreseen.pointee.arrivalWorking
    set(.index, foreseen.pointee.index)
    set(.arrival, foreseen.pointee.arrival)
    set(.needCalendar, elapsed)
    set(.needWorking, worked)
    if course.pointee.isDecided {
      set(.throughputCalendar, elapsed)
      set(.throughputWorking, worked)
    }
    if let matter = course.pointee.matter {
      let (date, workday) = today
      let days = workday &- foreseen.pointee.workday
      set(.grossDays, Int64(days))
      set(.officialDays, Int64(days))
      countDecision(
        matter, refuses: course.pointee.refuses, grossDays: days, days: days,
        calendarDays: date &- foreseen.pointee.date)
    }
    let holders = row + layout.firstHolder
    let waiting = Int(course.pointee.visit.pointee.waitingHolder)
    if waiting < Holder.counted {
      holders[waiting] &+= foreseen.pointee.sinceWorking &- foreseen.pointee.arrivalWorking
    }
    if course.pointee.holder < Holder.counted {
      holders[course.pointee.holder] &+= working &- foreseen.pointee.sinceWorking
    }
  }

  // MARK: Back to the long way

  /// Gives a foreseen case its strand, clock and block, as the long way would have left them when its service was
  /// given its times.
  ///
  /// - Returns: its strand.
  @inline(never)
  mutating func unfold(_ slot: Int32) -> Int32 {
    let foreseen = foreseenCases[Int(slot)]
    let i = Int(foreseen.applicantClass)
    let instant = now
    giveBackThread(foreseen.thread)
    begin(at: foreseen.arrival)
    forgetDay()
    fillCase(slot, i, index: foreseen.index, isCohort: foreseen.isCohort)
    let t = beginUnfolding(slot, i)
    let thread = threads.base + Int(t)
    let visit = visits + Int(thread.pointee.work)
    if visit.pointee.countsDraws {
      storage.counters(storage.block(slot))[visit.pointee.counter] &+= 1
    }
    serve(thread, visit, since: foreseen.since, sinceWorking: foreseen.sinceWorking)
    begin(at: instant)
    forgetDay()
    return t
  }

  /// Unfolds every foreseen case that is under way.
  @inline(never)
  mutating func unfoldAll() {
    let upcoming = self.upcoming
    upcoming.rename { t in t < 0 ? unfold(~t) : t }
  }

  /// Leads a case through its steps up to the office, whose queue it does not join.
  private mutating func beginUnfolding(_ slot: Int32, _ i: Int) -> Int32 {
    isUnfolding = true
    moreFollows += 1
    beginPlainRoute(slot, cases.base + Int(slot), sources + i)
    moreFollows -= 1
    isUnfolding = false
    return cases[Int(slot)].firstThread
  }
}

/// What the cases of a class have in common whose whole course is foreseen.
struct Course: BitwiseCopyable {
  /// The visit to the one office, and the office's place among the foreseen ones.
  let visit: UnsafeMutablePointer<Visit>
  let place: Int
  /// The record of a case that takes no time.
  let pattern: UnsafeMutablePointer<Int64>
  /// Behind so many numbers no record of the plan ever holds anything.
  let width: Int
  /// Who has the file during the service.
  let holder: Int
  /// Whether there is a decision on what was submitted when the need arose.
  let isDecided: Bool
  /// The matter whose clock runs from the need to the decision; nil: none.
  let matter: UnsafeMutablePointer<MatterSpec>?
  /// Whether the decision is a refusal.
  let refuses: Bool
}

/// What a case came to that was led through its steps in no time.
private struct CourseTrial {
  var hasClock: Bool
  var isDecided: Bool
  var record: [Int64]
}

/// A case whose whole course is foreseen, from its need to the end of its service.
struct ForeseenCase: BitwiseCopyable {
  var index: Int64 = 0
  var arrival: Int64 = 0
  /// Working time of the applicant up to the need.
  var arrivalWorking: Int64 = 0
  /// When the service begins, and the applicant's working time up to then.
  var since: Int64 = 0
  var sinceWorking: Int64 = 0
  /// The working days and days up to the need.
  var workday: Int32 = 0
  var date: Int32 = 0
  var applicantClass: Int32 = 0
  /// The place of its strand, should it need one.
  var thread: Int32 = -1
  var isCohort = false
}
