// Needs that arise, and cases that end.
extension Run {
  mutating func scheduleArrival(_ i: Int) {
    let spec = plan.classes[i]
    let gap = plan.durations[Int(spec.gap)]
    let h = draw(arrivalKeys[i], gap.purpose, UInt64(nextIndex[i]))
    nextWorking[i] += value(of: gap, at: h)
    let instant = calendars[Int(gap.calendar)].add(max(1, nextWorking[i]), to: 0)
    schedule(EventKind.arrival, Int32(i), at: instant, .arrival)
  }

  mutating func arrive(_ i: Int) {
    let index = nextIndex[i]
    nextIndex[i] += 1
    scheduleArrival(i)
    tallies.arrived += 1
    let slot = newSlot()
    let spec = plan.classes[i]
    var state = CaseState()
    state.inUse = true
    state.key = SubjectKey(group: classKeys[i], index: UInt64(index)).key
    state.index = index
    state.applicantClass = Int32(i)
    state.arrival = now
    state.arrivalWorking = working()
    state.isCohort = now >= plan.windowStart && now < plan.windowEnd
    if state.isCohort {
      if firstCohortIndex[i] < 0 { firstCohortIndex[i] = index }
      cohortOpen += 1
      cohortRecords[i].append(contentsOf: repeatElement(RecordLayout.absent, count: layout.stride))
    }
    clear(slot)
    for i in 0..<begunWidth { begunAt[Int(slot) * begunWidth + i] = -1 }
    drawAttributes(&state, spec, slot)
    if logs {
      for a in 0..<Int(spec.attributes) {
        loggedCategories[i].append(categories[Int(slot) * plan.attributeWidth + a])
      }
    }
    drawDefects(&state, spec, slot)
    decideReach(&state, spec, slot)
    let bits = now >= plan.reformStart ? state.reach : 0
    state.route = plan.routeTable[Int(spec.firstRoute) + Int(bits)]
    cases[Int(slot)] = state
    beginRoute(slot, replayFrom: -1)
    runPendingNodes()
    finishIfDone(slot)
  }

  /// Starts every part of the case's route that waits for nothing.
  mutating func beginRoute(_ slot: Int32, replayFrom: Int64) {
    let route = plan.routes[Int(cases[Int(slot)].route)]
    let base = Int(slot) * plan.nodeWidth
    for n in 0..<Int(route.nodes) {
      if readyWidth > 0 { readySince[Int(slot) * readyWidth + n] = 0 }
      remaining[base + n] = Int16(
        truncatingIfNeeded: plan.nodes[Int(route.firstNode) + n].prerequisites)
    }
    for n in 0..<Int(route.nodes) where plan.nodes[Int(route.firstNode) + n].prerequisites == 0 {
      cases.base[Int(slot)].threads += 1
      pendingNodes.append((slot, Int32(n), replayFrom))
    }
  }

  mutating func runPendingNodes() {
    while let next = pendingNodes.popLast() {
      let route = plan.routes[Int(cases[Int(next.slot)].route)]
      let node = plan.nodes[Int(route.firstNode) + Int(next.node)]
      interpret(newThread(next.slot, at: node.entry, replay: next.replay))
    }
  }

  private mutating func newSlot() -> Int32 {
    if let slot = freeSlots.popLast() { return slot }
    let slot = caseCount
    caseCount += 1
    cases.grow(to: caseCount, filledWith: CaseState())
    registers.grow(to: caseCount * plan.registerCount, filledWith: 0)
    counters.grow(to: caseCount * plan.counterCount, filledWith: 0)
    remaining.grow(to: caseCount * plan.nodeWidth, filledWith: 0)
    readySince.grow(to: caseCount * readyWidth, filledWith: 0)
    begunAt.grow(to: caseCount * begunWidth, filledWith: -1)
    holders.grow(to: caseCount * Holder.counted, filledWith: 0)
    counts.grow(to: caseCount * plan.countCount, filledWith: 0)
    accounts.grow(to: caseCount * plan.accountCount, filledWith: 0)
    categories.grow(to: caseCount * plan.attributeWidth, filledWith: 0)
    return Int32(slot)
  }

  /// Sets everything a case counts to nothing; registers hold no defect.
  func clear(_ slot: Int32) {
    let s = Int(slot)
    for i in 0..<plan.registerCount { registers[s * plan.registerCount + i] = 0 }
    for i in 0..<plan.counterCount { counters[s * plan.counterCount + i] = 0 }
    for i in 0..<Holder.counted { holders[s * Holder.counted + i] = 0 }
    for i in 0..<plan.countCount { counts[s * plan.countCount + i] = 0 }
    for i in 0..<plan.accountCount { accounts[s * plan.accountCount + i] = 0 }
  }

  private mutating func drawAttributes(_ state: inout CaseState, _ spec: ClassSpec, _ slot: Int32) {
    let base = Int(slot) * plan.attributeWidth
    var numbers: [Int64] = plan.hasNumbers ? Array(repeating: 0, count: Int(spec.attributes)) : []
    for a in 0..<Int(spec.attributes) {
      let attribute = plan.attributes[Int(spec.firstAttribute) + a]
      let h = draw(state.key, attribute.purpose, 0)
      if attribute.number >= 0 {
        numbers[a] = value(of: plan.durations[Int(attribute.number)], at: h)
        categories[base + a] = 0
        continue
      }
      var threshold = Int(attribute.threshold)
      if attribute.dependsOn >= 0 {
        threshold += Int(categories[base + Int(attribute.dependsOn)]) * Int(attribute.categories)
      }
      var category = 0
      while category + 1 < Int(attribute.categories), h >= plan.thresholds[threshold + category],
        plan.thresholds[threshold + category] != .max
      {
        category += 1
      }
      categories[base + a] = UInt8(truncatingIfNeeded: category)
    }
    for c in 0..<plan.conditionCount {
      let condition = plan.conditions[Int(spec.firstCondition) + c]
      var holds = true
      for t in 0..<Int(condition.tests) {
        let test = plan.tests[Int(condition.firstTest) + t]
        guard test.attribute >= 0 else {
          holds = false
          break
        }
        let a = Int(test.attribute)
        if plan.attributes[Int(spec.firstAttribute) + a].number >= 0 {
          holds = holds && numbers[a] >= test.low && numbers[a] <= test.high
        } else {
          holds = holds && test.mask &>> UInt64(categories[base + a]) & 1 == 1
        }
      }
      if holds { state.conditions |= 1 &<< UInt64(c) }
    }
  }

  private func drawDefects(_ state: inout CaseState, _ spec: ClassSpec, _ slot: Int32) {
    for d in 0..<Int(spec.defects) {
      let defect = plan.defects[Int(spec.firstDefect) + d]
      // Nobody fails to comply with a demand that is not made of them.
      guard state.conditions &>> UInt64(defect.condition) & 1 == 1 else { continue }
      let serious = plan.chances[Int(defect.serious)]
      let curable = plan.chances[Int(defect.curable)]
      let h = draw(state.key, serious.purpose, 0)
      let low = threshold(of: serious, slot)
      let high = low.addingReportingOverflow(threshold(of: curable, slot))
      let kind: UInt16
      if h < low || low == .max {
        kind = 2
      } else if high.overflow || high.partialValue == .max || h < high.partialValue {
        kind = 1
      } else {
        kind = 0
      }
      registers[Int(slot) * plan.registerCount + Int(defect.register)] = kind
      if kind > 0 {
        state.defects += 1
        state.openDefects += 1
      }
    }
  }

  private func decideReach(_ state: inout CaseState, _ spec: ClassSpec, _ slot: Int32) {
    for r in 0..<plan.reachCount {
      let reach = plan.reaches[Int(spec.firstReach) + r]
      guard state.conditions &>> UInt64(reach.condition) & 1 == 1 else { continue }
      guard state.conditions & reach.excluded == 0 else { continue }
      if reach.uptake >= 0 {
        let chance = plan.chances[Int(reach.uptake)]
        let limit = threshold(of: chance, slot)
        guard draw(state.key, chance.purpose, 0) < limit || limit == .max else { continue }
      }
      state.reach |= 1 &<< UInt64(r)
    }
    if state.reach & plan.placeboReaches != 0 { state.placebo = .max }
    state.reach &= ~plan.placeboReaches
  }

  /// The threshold of a chance for the case in `slot`, by its category where it has a table.
  @inline(__always)
  func threshold(of chance: ChanceSpec, _ slot: Int32) -> UInt64 {
    var index = Int(chance.threshold)
    if chance.attribute >= 0 {
      index += Int(categories[Int(slot) * plan.attributeWidth + Int(chance.attribute)])
    }
    return plan.thresholds[index]
  }

  /// A drawn length of time (or number), rounded half to even.
  @inline(__always)
  func value(of spec: DurationSpec, at h: UInt64) -> Int64 {
    let raw: Double
    switch spec.kind {
    case .constant: raw = spec.location
    case .uniform: raw = spec.location + spec.scale * (Double(h &>> 11) * 0x1p-53)
    case .table:
      raw = spec.location + spec.scale * quantile(plan.tables.base + Int(spec.table), at: h)
    }
    if raw <= 0 { return 0 }
    return raw < 0x1p50 ? roundedHalfToEven(raw) : beyondCalendar
  }

  mutating func finishIfDone(_ slot: Int32) {
    guard cases[Int(slot)].inUse, cases[Int(slot)].threads == 0 else { return }
    tallies.ended += 1
    emit(slot)
  }

  /// Makes the times of a case final at `instant`.
  mutating func freeze(_ slot: Int32, at instant: Int64, ending: Ending) {
    var state = cases[Int(slot)]
    guard !state.isFrozen else { return }
    let calendar = calendars[plan.reference].worked(instant)
    // Following ends at a midnight: its last day is the one before.
    let last = ending == .open ? max(0, instant - 1) : instant
    let day = Int64(plan.workdays[Int(last / millisecondsPerDay)])
    state.isFrozen = true
    state.ending = ending.rawValue
    state.endAt = instant
    state.gross.close(at: day)
    state.official.close(at: day)
    state.ownCalendar.close(at: instant)
    state.ownWorking.close(at: calendar)
    cases[Int(slot)] = state
  }

  /// At the end of following every open case of the cohort becomes open for good.
  mutating func freezeOpenCases() {
    hasFrozenFollow = true
    for slot in 0..<caseCount where cases[slot].inUse && cases[slot].isCohort {
      freeze(Int32(slot), at: plan.followEnd, ending: .open)
    }
  }

  /// Writes the record of a case and frees its slot.
  mutating func emit(_ slot: Int32) {
    let s = Int(slot)
    var state = cases[s]
    defer {
      state.inUse = false
      cases[s] = state
      freeSlots.append(slot)
    }
    guard state.isCohort else { return }
    cohortOpen -= 1
    if !state.isFrozen {
      // Every strand has ended without operation, refusal or exit: nothing can come any more.
      freeze(slot, at: now, ending: .open)
      state = cases[s]
    }
    closeExposure(&state)
    let c = Int(state.applicantClass)
    let row = Int(state.index - firstCohortIndex[c]) * layout.stride
    let calendar = calendars[plan.reference]
    let endWorking = calendar.worked(state.endAt)
    var decided = RecordLayout.absent
    var decidedWorking = RecordLayout.absent
    if state.firstSubmission >= 0, state.lastDecision >= 0 {
      decided = state.lastDecision - state.firstSubmission
      decidedWorking = calendar.worked(state.lastDecision) - calendar.worked(state.firstSubmission)
    }
    let fields: [Int64] = [
      Int64(c), state.index, state.arrival, Int64(state.ending),
      state.endAt - state.arrival, endWorking - state.arrivalWorking,
      state.ownCalendar.total, state.ownWorking.total,
      decided, decidedWorking,
      state.gross.total, state.official.total,
      state.exposure.total, Int64(state.defects),
      state.operatesSince >= 0 ? Int64(state.openDefects) : 0,
      Int64(bitPattern: state.reach), Int64(state.route),
    ]
    for i in 0..<fields.count { cohortRecords[c][row + i] = fields[i] }
    for i in 0..<Holder.counted {
      cohortRecords[c][row + layout.firstHolder + i] = holders[s * Holder.counted + i]
    }
    for i in 0..<plan.countCount {
      cohortRecords[c][row + layout.firstCount + i] = Int64(counts[s * plan.countCount + i])
    }
    for i in 0..<plan.accountCount {
      cohortRecords[c][row + layout.firstAccount + i] = accounts[s * plan.accountCount + i]
    }
    for i in 0..<Int(plan.classes[c].attributes) {
      cohortRecords[c][row + layout.firstAttribute + i] = Int64(
        categories[s * plan.attributeWidth + i])
    }
  }

  /// Whether the case is operated with an open defect now; starts or stops the exposure.
  func updateExposure(_ state: inout CaseState) {
    let exposed = state.operatesSince >= 0 && state.operationStops == 0 && state.openDefects > 0
    let limit = state.operatesSince + plan.observe
    if exposed, state.exposure.running == 0 {
      state.exposure.on(at: min(now, limit))
    } else if !exposed, state.exposure.running > 0 {
      state.exposure.close(at: min(now, limit))
    }
  }

  // Nothing of a case happens after its last strand has ended, so what is still open lasts until
  // the end of observation.
  private func closeExposure(_ state: inout CaseState) {
    guard state.exposure.running > 0 else { return }
    state.exposure.close(at: state.operatesSince + plan.observe)
  }
}
