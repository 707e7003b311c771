// Cases whose whole course is foreseen: two events a case.
//
// Where all cases of a class begin alike, go through the same steps and are served once, at a foreseen office, all
// that happens to a case follows from the instant at which it arises: when its service begins and ends, what its
// record says and what it adds to the tallies. Such a case uses no strand, no clock and no block of numbers;
// what tells it from others of its class is a line of memory (``ForeseenCase``) until its service ends. It holds the
// slot and the place of a strand that the long way would have given it, though, because what happens at one instant,
// and so the order of records, comes in the order of places.
//
// What the steps of a class come to is not worked out a second time: one case is led through them by the long way
// before the run begins, and its record is the pattern for all (``Course``). Where another event happens at the very
// instant at which a service ends, and at the end of following and of the run, a foreseen case is unfolded: it gets its
// strand, clock and block as the long way would have left them, and goes on by it.
extension Run {
  /// Finds what the cases of each class have in common, where their whole course is foreseen.
  mutating func findCourses() {
    let classes = plan.pointee.classes.count
    var candidates: [(applicantClass: Int, visit: OnlyVisit)] = []
    for i in 0..<classes where sources[i].isPlain && plan.pointee.classes[i].batches == 0 {
      if let visit = onlyVisit(of: sources[i]) { candidates.append((i, visit)) }
    }
    if candidates.isEmpty { return }
    hasCourses = true
    patterns.grow(to: classes * recordStride, filledWith: 0)
    let hasMore = layout.accounts + layout.attributes > 0
    let width = hasMore ? recordStride : layout.firstCount + storage.usedCounts
    // A run of its own, so that nothing of the trials stays behind.
    var trial = Run(source, seed: 0, replication: 0, logs: false, findsCourses: false)
    for (i, only) in candidates {
      let pattern = patterns.base + i * recordStride
      guard let found = trial.leadThrough(i, only, writing: pattern) else {
        trial = Run(source, seed: 0, replication: 0, logs: false, findsCourses: false)
        continue
      }
      let visit = visits + Int(steps[only.work].a)
      let stop = found.hasClock ? only.stop : nil
      (courses + i).initialize(
        to: Course(
          visit: visit, place: Int(visit.pointee.state.pointee.foreseenAs), pattern: pattern,
          width: width, holder: Int(steps[only.work].holder), isDecided: found.isDecided,
          matter: stop.map { plan.pointee.matters.base + Int(steps[$0].a) },
          refuses: stop.map { steps[$0].flag == 1 } ?? false))
      sources[i].course = courses + i
      sources[i].nextLength = length(
        of: visit.pointee.duration, at: firstDraw(visit, sources + i, 0))
      sources[i].lengthDraw = firstDraw(visit, sources + i, 1)
    }
  }

  // MARK: Whether a course can be foreseen

  /// The one visit of the cases of a class; nil when a step takes time otherwise or may not be the same for every
  /// case, or when a clock starts or stops elsewhere than in the visit's strand.
  private func onlyVisit(of source: NeedSource) -> OnlyVisit? {
    let route = plan.pointee.routes[Int(source.route)]
    var works: [Int] = []
    var starts: [Int] = []
    var stops: [Int] = []
    for n in 0..<route.nodes {
      let entry = plan.pointee.nodes[Int(route.firstNode + n)].entry
      guard let reached = timelessSteps(from: Int(entry)) else { return nil }
      for i in reached {
        switch plan.pointee.instructions[i].operation {
        case .work where n == source.firstNode: works.append(i)
        case .clockStart where n == source.firstNode: starts.append(i)
        case .clockStop where n == source.firstNode: stops.append(i)
        case .work, .clockStart, .clockStop: return nil
        default: continue
        }
      }
    }
    guard works.count == 1, starts.count <= 1, stops.count <= 1,
      visits[Int(plan.pointee.instructions[works[0]].a)].isForeseen
    else { return nil }
    return OnlyVisit(work: works[0], stop: stops.first)
  }

  /// The steps that can be reached from one within its strand; nil when one of them takes time without being a
  /// visit, or depends on more of a case or of others than what all cases of a class have in common, or when they
  /// are many.
  private func timelessSteps(from entry: Int) -> [Int]? {
    var reached = [entry]
    func reach(_ step: Int) {
      if !reached.contains(step) { reached.append(step) }
    }
    var next = 0
    while next < reached.count {
      guard reached.count <= Self.mostSteps else { return nil }
      let i = reached[next]
      next += 1
      let step = plan.pointee.instructions[i]
      switch step.operation {
      case .end: continue
      case .jump:
        reach(Int(step.b))
        continue
      case .condition, .ifEqual, .ifAtLeast, .ifTerminated, .ifOperating:
        reach(Int(step.b))
        reach(i + (step.flag == 0 ? 1 : 2))
        continue
      case .terminate where step.a == Int32(Ending.open.rawValue): return nil
      case .work, .clockStart, .clockStop, .set, .increment, .raise, .count, .pay, .signal, .submit,
        .decide, .terminate, .operate:
        break
      default: return nil
      }
      reach(i + 1)
    }
    return reached
  }

  /// Longer strands than that are not looked through.
  private static let mostSteps = 256

  /// Leads a case through its steps that arises now and is served in no time, and writes its record.
  ///
  /// - Returns: whether a clock runs to a decision on it, and whether there is a decision; nil, with the run left
  ///   in the midst of the case, when its course is not the same for all.
  private mutating func leadThrough(
    _ i: Int, _ only: OnlyVisit, writing record: UnsafeMutablePointer<Int64>
  ) -> (hasClock: Bool, isDecided: Bool)? {
    let slot = freeSlots.isEmpty ? addSlot() : freeSlots.pop()
    cohortOpen = 1
    fillCase(slot, i, index: 0, isCohort: true)
    let state = cases.base + Int(slot)
    let t = beginUnfolding(slot, i)
    let thread = threads.base + Int(t)
    guard state.pointee.threads == 1, pendingNodes.isEmpty, !state.pointee.isFrozen,
      state.pointee.lastDecision < 0, thread.pointee.pc == only.work
    else { return nil }
    let isSubmitted = state.pointee.firstSubmission >= 0
    let hasClock = thread.pointee.clockStarted
    let before = decisions
    thread.pointee.stage = .running
    thread.pointee.pc &+= 1
    goOn(t)
    guard !state.pointee.inUse, records.count == recordStride else { return nil }
    record.update(from: records.storage.base, count: recordStride)
    records.removeAll()
    let isDecided = state.pointee.lastDecision >= 0
    // A decision on what was submitted, or none; a clock that runs to it, or none.
    guard isSubmitted || !isDecided, decisions - before == (hasClock ? 1 : 0) else { return nil }
    return (hasClock, isDecided)
  }

  /// Decisions counted so far.
  private var decisions: Int64 {
    (0..<plan.pointee.matterCount).reduce(0) { $0 + matterTallies[$1].decisions }
  }

  // MARK: A case

  /// Hands out how long the service of the case takes that arises now.
  ///
  /// It draws for the next two, a half each, so that nothing waits for the whole of a draw; so it is asked once a
  /// case of the class, before the case takes its index.
  @inline(__always)
  mutating func takeLength(
    _ source: UnsafeMutablePointer<NeedSource>, _ course: UnsafeMutablePointer<Course>
  ) -> Int64 {
    let visit = course.pointee.visit
    let length = source.pointee.nextLength
    source.pointee.nextLength = self.length(
      of: visit.pointee.duration, at: source.pointee.lengthDraw)
    source.pointee.lengthDraw = firstDraw(visit, source, source.pointee.nextIndex &+ 2)
    return length
  }

  /// The first draw for a visit by the case of a class with this index; it wears no mark of a placebo.
  @inline(__always)
  private mutating func firstDraw(
    _ visit: UnsafeMutablePointer<Visit>, _ source: UnsafeMutablePointer<NeedSource>, _ index: Int64
  ) -> UInt64 {
    let subject = SubjectKey(group: source.pointee.classKey, index: UInt64(bitPattern: index))
    return draw(subject.key, visit.pointee.duration.pointee.purpose, 0)
  }

  /// Gives a case that arises now, and alone, the beginning and the end of its service.
  ///
  /// - Returns: false when something else at this instant, or at the one at which its service can begin, may decide
  ///   over it: it goes the long way.
  @inline(__always)
  mutating func foreseeCase(
    _ length: Int64, _ source: UnsafeMutablePointer<NeedSource>,
    _ course: UnsafeMutablePointer<Course>
  ) -> Bool {
    assert(mayForeseeNow, "something else happens at this instant")
    let visit = course.pointee.visit
    guard visit.pointee.state.pointee.queue.count == 0 else { return false }
    let times = times(of: length, visit, course.pointee.place, joined: now)
    if length == 0, times.begins > now { return false }
    let (slot, index, isCohort) = takeSlot(source)
    let (date, workday) = today
    (foreseenCases.base + Int(slot)).pointee = ForeseenCase(
      index: index, arrival: now, arrivalWorking: working, since: times.begins,
      sinceWorking: times.reference, workday: workday, date: date,
      course: course, thread: takeThread(), isCohort: isCohort)
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
    let course = foreseen.pointee.course
    tallies.ended &+= 1
    giveBackThread(foreseen.pointee.thread)
    freeSlots.push(slot)
    if foreseen.pointee.isCohort { record(foreseen, course) }
    let visit = course.pointee.visit
    if visit.pointee.state.pointee.queue.count > 0 {
      touch(visit.pointee.office)
      return false
    }
    // With the last of the cohort the run may be over.
    return cohortOpen > 0 || !foreseen.pointee.isCohort
  }

  /// Writes the record of a foreseen case that ends now: the pattern with its own instants, as ``record(_:)`` writes
  /// those of others.
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
  /// given its times; the draw for it is not counted, since there is no other.
  ///
  /// - Returns: its strand.
  @inline(never)
  mutating func unfold(_ slot: Int32) -> Int32 {
    let foreseen = foreseenCases[Int(slot)]
    let i = foreseen.course - courses
    let instant = now
    giveBackThread(foreseen.thread)
    begin(at: foreseen.arrival)
    forgetDay()
    fillCase(slot, i, index: foreseen.index, isCohort: foreseen.isCohort)
    let t = beginUnfolding(slot, i)
    let thread = threads.base + Int(t)
    serve(
      thread, foreseen.course.pointee.visit, since: foreseen.since,
      sinceWorking: foreseen.sinceWorking)
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

  /// Leads a case through its steps up to the office, which gives it no times, because it takes more to follow, and
  /// does not take it into its queue.
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

/// The step that is the one visit of a case, and the one that stops its clock.
private struct OnlyVisit {
  var work: Int
  var stop: Int?
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
  /// What it goes through.
  var course: UnsafeMutablePointer<Course>
  /// The place of its strand, should it need one.
  var thread: Int32 = -1
  var isCohort = false
}
