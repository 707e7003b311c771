// Needs that arise: when, for whom, and what is drawn then.
extension Run {
  @inline(__always)
  mutating func scheduleArrival(_ i: Int) {
    let source = sources + i
    guard let table = source.pointee.table else {
      scheduleOtherArrival(i)
      return
    }
    let reached = source.pointee.reached &+ source.pointee.nextGap
    source.pointee.reached = reached
    upcoming.setNeed(reached <= source.pointee.lastInstant ? max(1, reached) : Upcoming.never, i)
    // A draw takes two needs, its key at one and its length at the next: nothing waits for the whole of it.
    source.pointee.nextGap = drawnLength(
      source.pointee.location + source.pointee.scale * quantile(table, at: source.pointee.gapDraw))
    source.pointee.drawn &+= 1
    source.pointee.gapDraw = draw(source.pointee.gapKey, 0, source.pointee.drawn)
  }

  /// Keeps what the gaps of a class need, where they are drawn from a table and pass at all hours; the first has
  /// been drawn.
  mutating func keepPlainGap(_ i: Int) {
    let spec = plan.pointee.classes[i]
    guard spec.firstNeed < 0, spec.profile < 0 else { return }
    let gap = plan.pointee.durations[Int(spec.gap)]
    let view = calendars[Int(gap.calendar)].view
    guard gap.kind == .table, view.isAlways else { return }
    sources[i].table = plan.pointee.tables.base + Int(gap.table)
    sources[i].gapKey = sources[i].arrivalKey ^ gap.purpose
    sources[i].gapDraw = draw(sources[i].gapKey, 0, sources[i].drawn)
    sources[i].location = gap.location
    sources[i].scale = gap.scale
    sources[i].lastInstant = view.total
  }

  @inline(never)
  private mutating func scheduleOtherArrival(_ i: Int) {
    let spec = plan.pointee.classes.base + i
    let source = sources + i
    if spec.pointee.firstNeed >= 0 {
      let need = Int(spec.pointee.firstNeed) + Int(source.pointee.occasions)
      let isOver = source.pointee.occasions >= UInt64(spec.pointee.needs)
      upcoming.setNeed(isOver ? Upcoming.never : plan.pointee.instants.base[need], i)
      return
    }
    let gap = plan.pointee.durations.base + Int(spec.pointee.gap)
    let reached = source.pointee.reached + source.pointee.nextGap
    source.pointee.reached = reached
    let instant: Int64
    if spec.pointee.profile >= 0 {
      let weighted = reached.multipliedReportingOverflow(by: RateProfile.unit)
      instant =
        weighted.overflow
        ? beyondCalendar
        : self.source.profiles[Int(spec.pointee.profile)].instant(
          of: max(1, weighted.partialValue))
    } else {
      let calendar = calendars + Int(gap.pointee.calendar)
      instant =
        calendar.pointee.view.isAlways && reached > 0
        ? calendar.pointee.view.end(of: reached, from: 0, worked: 0)
        : calendar.pointee.view.add(max(1, reached), to: 0)
    }
    upcoming.setNeed(instant, i)
    drawGap(i)
  }

  /// Draws the gap after the need that is scheduled: ahead of time, so that nothing waits for it.
  @inline(__always)
  mutating func drawGap(_ i: Int) {
    let gap = plan.pointee.durations.base + Int(plan.pointee.classes.base[i].gap)
    let source = sources + i
    source.pointee.nextGap = value(
      of: gap, at: draw(source.pointee.arrivalKey, gap.pointee.purpose, source.pointee.drawn))
    source.pointee.drawn &+= 1
  }

  /// A need of a class arises, or several at once, among other things.
  @inline(never)
  mutating func arriveAmongOthers(_ i: Int) { _ = arrive(i, isAlone: false) }

  /// A need of a class arises, or several at once.
  ///
  /// - Parameter isAlone: whether nothing else is pending in the calendar at this instant.
  /// - Returns: whether nothing followed but a service at a foreseen office.
  @inline(__always)
  mutating func arrive(_ i: Int, isAlone: Bool) -> Bool {
    let source = sources + i
    let occasion = source.pointee.occasions
    source.pointee.occasions = occasion &+ 1
    scheduleArrival(i)
    if let course = source.pointee.course {
      let length = takeLength(source, course)
      if isAlone, upcoming.nextInstant != now, dirtyOffices.isEmpty,
        foreseeCase(length, source, course)
      {
        return true
      }
    }
    beginCases(i, occasion)
    return false
  }

  @inline(never)
  private mutating func beginCases(_ i: Int, _ occasion: UInt64) {
    var left = batchSize(i, occasion)
    moreFollows &+= 1
    while left > 1 {
      beginCase(i)
      left &-= 1
    }
    moreFollows &-= 1
    if left > 0 { beginCase(i) }
  }

  @inline(__always)
  private mutating func batchSize(_ i: Int, _ occasion: UInt64) -> Int {
    let spec = plan.pointee.classes.base + i
    guard spec.pointee.batches > 0 else { return 1 }
    let h = draw(sources[i].arrivalKey, spec.pointee.batchPurpose, occasion)
    let size = category(of: Int(spec.pointee.batches), from: Int(spec.pointee.firstBatch), at: h)
    return Int(plan.pointee.batchSizes[Int(spec.pointee.firstBatch) + size])
  }

  @inline(__always)
  private mutating func beginCase(_ i: Int) {
    let (slot, index, isCohort) = takeSlot(sources + i)
    fillCase(slot, i, index: index, isCohort: isCohort)
    if sources[i].isPlain {
      beginPlainRoute(slot, cases.base + Int(slot), sources + i)
    } else {
      beginDrawnRoute(slot, plan.pointee.classes.base + i)
    }
    runPendingNodes()
    finishIfDone(slot)
  }

  /// Counts a case that arises now: its slot, its index in the class and whether it is in the cohort.
  @inline(__always)
  mutating func takeSlot(
    _ source: UnsafeMutablePointer<NeedSource>
  ) -> (slot: Int32, index: Int64, isCohort: Bool) {
    let index = source.pointee.nextIndex
    source.pointee.nextIndex = index &+ 1
    if index >= QueueRank.mostIndex { stop(.tooManyApplicants) }
    tallies.arrived &+= 1
    let isCohort = now >= plan.pointee.windowStart && now < plan.pointee.windowEnd
    if isCohort {
      if source.pointee.firstCohortIndex < 0 { source.pointee.firstCohortIndex = index }
      cohortOpen &+= 1
    }
    return (freeSlots.isEmpty ? addSlot() : freeSlots.pop(), index, isCohort)
  }

  /// Makes a slot that of a case which arises now.
  @inline(__always)
  mutating func fillCase(_ slot: Int32, _ i: Int, index: Int64, isCohort: Bool) {
    let state = cases.base + Int(slot)
    let generation = state.pointee.generation
    state.pointee = CaseState()
    state.pointee.generation = generation
    state.pointee.inUse = true
    state.pointee.isCohort = isCohort
    state.pointee.key =
      SubjectKey(group: sources[i].classKey, index: UInt64(bitPattern: index)).key
    state.pointee.index = index
    state.pointee.applicantClass = Int32(truncatingIfNeeded: i)
    state.pointee.rankedAs = QueueRank.applicant(
      class: state.pointee.applicantClass, index: index)
    state.pointee.arrival = now
    state.pointee.arrivalWorking = working
    storage.clear(slot)
  }

  /// Draws what an applicant is like and begins the route that follows from it.
  @inline(never)
  private mutating func beginDrawnRoute(_ slot: Int32, _ spec: UnsafeMutablePointer<ClassSpec>) {
    let state = cases.base + Int(slot)
    if begunWidth > 0 { storage.clearBegun(slot) }
    if spec.pointee.firms > 0 {
      let h = draw(state.pointee.key, spec.pointee.firmPurpose, 0)
      let firm = h.multipliedFullWidth(by: UInt64(spec.pointee.firms)).high
      state.pointee.firm = spec.pointee.firstFirm + Int32(truncatingIfNeeded: firm)
    }
    drawAttributes(slot, spec)
    if plan.pointee.reachCount > 0 { decideReach(slot, spec) }
    let bits = inForce(state.pointee.reach)
    state.pointee.route = plan.pointee.routeTable.base[Int(spec.pointee.firstRoute) + Int(bits)]
    // After the route is known: who is checked otherwise may comply otherwise. The draws are keyed.
    drawDefects(slot)
    beginRoute(slot, replayFrom: -1)
  }

  /// Begins the one first part of a route on which nothing of the case decides.
  @inline(__always)
  mutating func beginPlainRoute(
    _ slot: Int32, _ state: UnsafeMutablePointer<CaseState>,
    _ source: UnsafeMutablePointer<NeedSource>
  ) {
    state.pointee.conditions = source.pointee.conditions
    state.pointee.route = source.pointee.route
    state.pointee.threads = 1
    let route = plan.pointee.routes.base + Int(source.pointee.route)
    let nodes = plan.pointee.nodes.base + Int(route.pointee.firstNode)
    let remaining = storage.remaining(slot)
    var n = 0
    while n < Int(route.pointee.nodes) {
      remaining[n] = Int16(truncatingIfNeeded: nodes[n].prerequisites)
      n &+= 1
    }
    let first = source.pointee.firstNode
    let t = newThread(slot, at: nodes[Int(first)].entry, node: first)
    interpret(t, takesUpNodes: true)
  }

  /// Whether every case of a class begins with the same part of the same route, whatever it draws:
  /// nothing is drawn for it at its arrival; then what they have in common is kept with the class.
  mutating func keepPlainRoute(_ i: Int) {
    let spec = plan.pointee.classes.base + i
    guard spec.pointee.attributes == 0, spec.pointee.firms == 0, plan.pointee.reachCount == 0,
      readyWidth == 0, begunWidth == 0
    else { return }
    var conditions: UInt64 = 0
    for c in 0..<plan.pointee.conditionCount {
      let condition = plan.pointee.conditions[Int(spec.pointee.firstCondition) + c]
      guard condition.tests == 0 else { return }
      conditions |= 1 &<< UInt64(c)
    }
    let place = plan.pointee.routeTable[Int(spec.pointee.firstRoute)]
    guard place >= 0 else { return }
    let route = plan.pointee.routes[Int(place)]
    guard route.defects == 0 else { return }
    var first: Int32?
    for n in 0..<route.nodes where plan.pointee.nodes[Int(route.firstNode + n)].prerequisites == 0 {
      guard first == nil else { return }
      first = n
    }
    guard let first else { return }
    sources[i].isPlain = true
    sources[i].conditions = conditions
    sources[i].route = place
    sources[i].firstNode = first
  }

  /// Those of `reach` that hold now.
  mutating func inForce(_ reach: UInt64) -> UInt64 {
    if now < plan.pointee.reformStart { return 0 }
    if plan.pointee.waveStarts.count == 0 { return reach }
    var holding: UInt64 = 0
    for i in 0..<plan.pointee.waveStarts.count where plan.pointee.waveStarts[i] <= now {
      holding = plan.pointee.waveReaches[i]
    }
    return reach & holding
  }

  /// Starts every part of the case's route that waits for nothing.
  mutating func beginRoute(_ slot: Int32, replayFrom: Int64) {
    let route = plan.pointee.routes.base + Int(cases[Int(slot)].route)
    let nodes = plan.pointee.nodes.base + Int(route.pointee.firstNode)
    let remaining = storage.remaining(slot)
    for n in 0..<Int(route.pointee.nodes) {
      if readyWidth > 0 { storage.ready(slot)[n] = 0 }
      let prerequisites = nodes[n].prerequisites
      remaining[n] = Int16(truncatingIfNeeded: prerequisites)
      if prerequisites == 0 {
        cases.base[Int(slot)].threads += 1
        pendingNodes.push(PendingNode(slot: slot, node: Int32(n), replay: replayFrom))
      }
    }
  }

  @inline(__always)
  mutating func runPendingNodes() {
    while !pendingNodes.isEmpty { interpret(beginNode(), takesUpNodes: true) }
  }

  /// A thread for the part of a route that is about to begin.
  @inline(__always)
  mutating func beginNode() -> Int32 {
    let next = pendingNodes.pop()
    return newThread(next.slot, at: entry(of: next), node: next.node, replay: next.replay)
  }

  /// The first step of a part that is about to begin.
  @inline(__always)
  mutating func entry(of next: PendingNode) -> Int32 {
    let route = plan.pointee.routes.base + Int(cases.base[Int(next.slot)].route)
    return plan.pointee.nodes.base[Int(route.pointee.firstNode) + Int(next.node)].entry
  }

  @inline(never)
  mutating func addSlot() -> Int32 {
    let slot = caseCount
    if slot >= Int(Int32.max) { stop(.tooManyOpen) }
    caseCount += 1
    cases.grow(to: caseCount, filledWith: CaseState())
    if hasCourses { foreseenCases.grow(to: caseCount, filledWith: ForeseenCase(course: courses)) }
    storage.grow(to: caseCount)
    return Int32(truncatingIfNeeded: slot)
  }

  /// The place among `count` cumulative thresholds, the last of which is all, in which `h` falls.
  @inline(__always)
  private mutating func category(of count: Int, from threshold: Int, at h: UInt64) -> Int {
    var category = 0
    while category + 1 < count, h >= plan.pointee.thresholds.base[threshold + category],
      plan.pointee.thresholds.base[threshold + category] != .max
    {
      category += 1
    }
    return category
  }

  private mutating func drawAttributes(_ slot: Int32, _ spec: UnsafeMutablePointer<ClassSpec>) {
    let state = cases.base + Int(slot)
    let categories = storage.categories(slot)
    let numbers = scratch
    for a in 0..<Int(spec.pointee.attributes) {
      let attribute = plan.pointee.attributes.base + (Int(spec.pointee.firstAttribute) + a)
      let h = draw(state.pointee.key, attribute.pointee.purpose, 0)
      if attribute.pointee.number >= 0 {
        numbers[a] = value(of: plan.pointee.durations.base + Int(attribute.pointee.number), at: h)
        categories[a] = 0
        continue
      }
      var threshold = Int(attribute.pointee.threshold)
      if attribute.pointee.dependsOn >= 0 {
        threshold +=
          Int(categories[Int(attribute.pointee.dependsOn)]) * Int(attribute.pointee.categories)
      }
      categories[a] = UInt8(
        truncatingIfNeeded: category(
          of: Int(attribute.pointee.categories), from: threshold, at: h))
    }
    for c in 0..<plan.pointee.conditionCount {
      let condition = plan.pointee.conditions.base + (Int(spec.pointee.firstCondition) + c)
      var holds = true
      for t in 0..<Int(condition.pointee.tests) where holds {
        let test = plan.pointee.tests.base + (Int(condition.pointee.firstTest) + t)
        let a = Int(test.pointee.attribute)
        if a <= TestSpec.onOneOfLists {
          holds = isListed(slot, test.pointee.mask) == (a == TestSpec.onOneOfLists)
        } else if a < 0 {
          holds = false
        } else if plan.pointee.attributes.base[Int(spec.pointee.firstAttribute) + a].number >= 0 {
          holds = numbers[a] >= test.pointee.low && numbers[a] <= test.pointee.high
        } else {
          holds = test.pointee.mask &>> UInt64(categories[a]) & 1 == 1
        }
      }
      if holds { state.pointee.conditions |= 1 &<< UInt64(c) }
    }
  }

  private mutating func drawDefects(_ slot: Int32) {
    let state = cases.base + Int(slot)
    let route = plan.pointee.routes.base + Int(state.pointee.route)
    for d in 0..<Int(route.pointee.defects) {
      let defect = plan.pointee.defects.base + (Int(route.pointee.firstDefect) + d)
      // Nobody fails to comply with a demand that is not made of them.
      let holding = defect.pointee.holding
      guard state.pointee.conditions & holding == holding,
        state.pointee.conditions & defect.pointee.lacking == 0
      else { continue }
      let serious = plan.pointee.chances.base + Int(defect.pointee.serious)
      let h = draw(state.pointee.key, serious.pointee.purpose, 0)
      let low = threshold(of: serious, slot)
      let high = low.addingReportingOverflow(
        threshold(of: plan.pointee.chances.base + Int(defect.pointee.curable), slot))
      let kind: UInt16
      if h < low || low == .max {
        kind = 2
      } else if high.overflow || high.partialValue == .max || h < high.partialValue {
        kind = 1
      } else {
        kind = 0
      }
      storage.registers(slot)[Int(defect.pointee.register)] = kind
      if kind > 0 {
        state.pointee.defects += 1
        state.pointee.openDefects += 1
      }
    }
  }

  private mutating func decideReach(_ slot: Int32, _ spec: UnsafeMutablePointer<ClassSpec>) {
    let state = cases.base + Int(slot)
    for r in 0..<plan.pointee.reachCount {
      let reach = plan.pointee.reaches.base + (Int(spec.pointee.firstReach) + r)
      guard state.pointee.conditions &>> UInt64(reach.pointee.condition) & 1 == 1 else { continue }
      guard state.pointee.conditions & reach.pointee.excluded == 0 else { continue }
      if reach.pointee.uptake >= 0 {
        let chance = plan.pointee.chances.base + Int(reach.pointee.uptake)
        let limit = threshold(of: chance, slot)
        guard draw(state.pointee.key, chance.pointee.purpose, 0) < limit || limit == .max else {
          continue
        }
      }
      state.pointee.reach |= 1 &<< UInt64(r)
    }
    if state.pointee.reach & plan.pointee.placeboReaches != 0 { state.pointee.placebo = .max }
    state.pointee.reach &= ~plan.pointee.placeboReaches
  }

  // MARK: Draws

  /// The threshold of a chance for the case in `slot`, by its category where it has a table.
  @inline(__always)
  mutating func threshold(of chance: UnsafeMutablePointer<ChanceSpec>, _ slot: Int32) -> UInt64 {
    var index = Int(chance.pointee.threshold)
    if chance.pointee.attribute >= 0 {
      index += Int(storage.categories(slot)[Int(chance.pointee.attribute)])
    }
    return plan.pointee.thresholds.base[index]
  }

  /// A drawn length of time (or number), rounded half to even.
  @inline(__always)
  mutating func value(of spec: UnsafeMutablePointer<DurationSpec>, at h: UInt64) -> Int64 {
    let raw: Double
    if spec.pointee.kind == .table {
      raw =
        spec.pointee.location + spec.pointee.scale
        * quantile(plan.pointee.tables.base + Int(spec.pointee.table), at: h)
    } else if spec.pointee.kind == .uniform {
      raw = spec.pointee.location + spec.pointee.scale * (Double(h &>> 11) * 0x1p-53)
    } else if spec.pointee.kind == .steps {
      raw =
        spec.pointee.location + spec.pointee.scale
        * stepValue(
          plan.pointee.steps.base + Int(spec.pointee.table), count: Int(spec.pointee.steps),
          plan.pointee.tables.base, at: h)
    } else {
      raw = spec.pointee.location
    }
    return drawnLength(raw)
  }
}
