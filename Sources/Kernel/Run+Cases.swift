// How cases end and what is recorded of them.
extension Run {
  @inline(__always)
  mutating func finishIfDone(_ slot: Int32) {
    if cases.base[Int(slot)].threads == 0, cases.base[Int(slot)].inUse {
      tallies.ended += 1
      emit(slot)
    }
  }

  /// Makes the times of a case final at `instant`.
  mutating func freeze(_ slot: Int32, at instant: Int64, ending: Ending) {
    let state = cases.base + Int(slot)
    guard !state.pointee.isFrozen else { return }
    let worked = instant == now ? working : workedBefore(instant)
    // Following ends at a midnight: its last day is the one before.
    let day =
      ending == .open
      ? plan.pointee.workdays.base[Int(max(0, instant - 1) / millisecondsPerDay)]
      : workday(of: instant)
    if state.pointee.threads > 1, instant == now { takeBackWaits(slot) }
    state.pointee.isFrozen = true
    state.pointee.ending = ending.rawValue
    state.pointee.endAt = instant
    state.pointee.gross.close(at: day)
    state.pointee.official.close(at: day)
    state.pointee.ownCalendar.close(at: instant)
    state.pointee.ownWorking.close(at: worked)
  }

  /// The applicant's working time up to an instant other than now.
  @inline(never)
  private mutating func workedBefore(_ instant: Int64) -> Int64 {
    reference.pointee.view.worked(instant)
  }

  @inline(__always)
  private mutating func workday(of instant: Int64) -> Int32 {
    instant == now ? workday : plan.pointee.workdays.base[Int(instant / millisecondsPerDay)]
  }

  /// At the end of following every open case of the cohort becomes open for good.
  mutating func freezeOpenCases() {
    hasFrozenFollow = true
    unfoldAll()
    for slot in 0..<caseCount where cases.base[slot].inUse && cases.base[slot].isCohort {
      freeze(Int32(slot), at: plan.pointee.followEnd, ending: .open)
    }
  }

  /// Writes the record of a case and frees its slot.
  mutating func emit(_ slot: Int32) {
    let state = cases.base + Int(slot)
    if state.pointee.isCohort { record(slot) }
    if state.pointee.hasPatienceTimer { cancelPatience(slot) }
    state.pointee.inUse = false
    freeSlots.push(slot)
  }

  /// Takes note that a case of the cohort has ended: after the window the run ends with the last of them.
  @inline(__always)
  mutating func noteClosed() {
    cohortOpen &-= 1
    if cohortOpen == 0 { quietUntil = min(quietUntil, plan.pointee.windowEnd) }
  }

  private mutating func record(_ slot: Int32) {
    let state = cases.base + Int(slot)
    noteClosed()
    // Every strand has ended without operation, refusal or exit: nothing can come any more.
    if !state.pointee.isFrozen { freeze(slot, at: now, ending: .open) }
    closeExposure(state)
    let absent = RecordLayout.absent
    let row = records.extend(by: recordStride)
    @inline(__always)
    func set(_ field: RecordLayout.Field, _ value: Int64) { row[field.rawValue] = value }
    let end = state.pointee.endAt
    set(.applicantClass, Int64(state.pointee.applicantClass))
    set(.index, state.pointee.index)
    set(.arrival, state.pointee.arrival)
    set(.ending, Int64(state.pointee.ending))
    set(.needCalendar, end - state.pointee.arrival)
    set(
      .needWorking,
      (end == now ? working : workedBefore(end)) - state.pointee.arrivalWorking)
    set(.ownWorkCalendar, state.pointee.ownCalendar.total)
    set(.ownWorkWorking, state.pointee.ownWorking.total)
    let first = state.pointee.firstSubmission
    let last = state.pointee.lastDecision
    let isDecided = first >= 0 && last >= 0
    set(.throughputCalendar, isDecided ? last - first : absent)
    set(
      .throughputWorking,
      isDecided
        ? (last == now ? working : workedBefore(last))
          - (first == state.pointee.arrival
            ? state.pointee.arrivalWorking : workedBefore(first)) : absent)
    set(.grossDays, Int64(state.pointee.gross.total))
    set(.officialDays, Int64(state.pointee.official.total))
    set(.exposure, state.pointee.exposure.total)
    set(.defects, Int64(state.pointee.defects))
    set(
      .defectsMissed, state.pointee.operatesSince >= 0 ? Int64(state.pointee.openDefects) : 0)
    set(.reach, Int64(bitPattern: state.pointee.reach))
    set(.route, Int64(state.pointee.route))
    set(.firm, state.pointee.firm < 0 ? absent : Int64(state.pointee.firm))
    // Counts follow the holders, here as there.
    (row + layout.firstHolder).update(
      from: storage.holders(slot), count: Holder.counted + storage.usedCounts)
    (row + layout.firstAccount).update(from: storage.accounts(slot), count: layout.accounts)
    let categories = storage.categories(slot)
    let attributes = Int(plan.pointee.classes.base[Int(state.pointee.applicantClass)].attributes)
    for i in 0..<plan.pointee.attributeWidth {
      row[layout.firstAttribute + i] = i < attributes ? Int64(categories[i]) : absent
    }
  }

  /// Whether the case is operated with an open defect now; starts or stops the exposure.
  mutating func updateExposure(_ state: UnsafeMutablePointer<CaseState>) {
    let exposed =
      state.pointee.operatesSince >= 0 && state.pointee.operationStops == 0
      && state.pointee.openDefects > 0
    let limit = state.pointee.operatesSince + plan.pointee.observe
    if exposed, state.pointee.exposure.running == 0 {
      state.pointee.exposure.on(at: min(now, limit))
    } else if !exposed, state.pointee.exposure.running > 0 {
      state.pointee.exposure.close(at: min(now, limit))
    }
  }

  // Nothing of a case happens after its last strand has ended, so what is still open lasts until
  // the end of observation.
  private mutating func closeExposure(_ state: UnsafeMutablePointer<CaseState>) {
    guard state.pointee.exposure.running > 0 else { return }
    state.pointee.exposure.close(at: state.pointee.operatesSince + plan.pointee.observe)
  }
}
