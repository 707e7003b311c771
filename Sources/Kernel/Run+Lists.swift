// What a run remembers of firms: on which credit lists they stand, and why.
extension Run {
  /// Whose memories and listings those of a case are: its firm's, or those of all cases; -1: nobody's.
  @inline(__always)
  private func holder(_ slot: Int32, isShared: Bool) -> Int {
    isShared ? plan.pointee.firmCount : Int(cases.base[Int(slot)].firm)
  }

  /// Whether the firm of a case, or everybody, is now on one of the lists in `mask`.
  mutating func isListed(_ slot: Int32, _ mask: UInt64) -> Bool {
    for list in 0..<plan.pointee.listCount where mask &>> UInt64(list) & 1 == 1 {
      let isShared = plan.pointee.sharedLists &>> UInt64(list) & 1 == 1
      let holder = holder(slot, isShared: isShared)
      if holder >= 0, listings.base[holder * plan.pointee.listingWidth + list] > now { return true }
    }
    return false
  }

  /// Notes an event; whether it is the last of as many as the memory waits for.
  ///
  /// Of an event that a cap forbids nothing is noted. One that leads to an entry counts for the next.
  mutating func remember(_ slot: Int32, _ memory: Int) -> Bool {
    let spec = plan.pointee.memories.base + memory
    let holder = holder(slot, isShared: spec.pointee.isShared)
    guard holder >= 0 else { return false }
    let kept = Int(spec.pointee.times) - 1
    let past = self.memory.base + holder * plan.pointee.memoryWidth + Int(spec.pointee.place)
    let isLast = kept == 0 || isWithin(spec.pointee.within, since: past[0])
    let isEntry = spec.pointee.list >= 0
    if isLast, !isEntry { return true }
    if kept > 0 {
      // The earliest stands first; few are kept.
      for i in 1..<kept { past[i - 1] = past[i] }
      past[kept - 1] = now
    }
    if isLast { enlist(holder, spec) }
    return isLast
  }

  private mutating func isWithin(_ span: Int32, since instant: Int64) -> Bool {
    guard instant != notYet else { return false }
    return span < 0 || end(ofSpan: span, from: instant) >= now
  }

  private mutating func end(ofSpan span: Int32, from instant: Int64) -> Int64 {
    let spec = plan.pointee.durations.base + Int(span)
    return calendars[Int(spec.pointee.calendar)].view.add(value(of: spec, at: 0), to: instant)
  }

  /// Puts a holder on a list; who is listed already stays for the longer of both.
  private mutating func enlist(_ holder: Int, _ spec: UnsafeMutablePointer<MemorySpec>) {
    let own = listings.base + holder * plan.pointee.listingWidth
    let list = own + Int(spec.pointee.list)
    let stay = spec.pointee.stay
    list.pointee = max(list.pointee, stay < 0 ? beyondCalendar : end(ofSpan: stay, from: now))
    guard spec.pointee.minimumPlace >= 0 else { return }
    let minimum = own + Int(spec.pointee.minimumPlace)
    let span = spec.pointee.minimum
    minimum.pointee = max(minimum.pointee, span < 0 ? now : end(ofSpan: span, from: now))
  }

  /// Whether the firm of a case asks now to leave the list of a memory: it has stayed for the minimum
  /// and has not asked since its last entry.
  mutating func asksToLeave(_ slot: Int32, _ memory: Int) -> Bool {
    guard let (list, minimum) = listing(slot, memory), list.pointee > now,
      minimum.pointee <= now, minimum.pointee != hasAsked
    else { return false }
    minimum.pointee = hasAsked
    return true
  }

  /// Takes the firm of a case, which has asked, off the list of a memory, unless a later entry keeps it
  /// there.
  mutating func delist(_ slot: Int32, _ memory: Int) {
    guard let (list, minimum) = listing(slot, memory), minimum.pointee == hasAsked else { return }
    list.pointee = min(list.pointee, now)
  }

  /// Until when the firm of a case is on the list of a memory, and for how long at least.
  private func listing(
    _ slot: Int32, _ memory: Int
  ) -> (list: UnsafeMutablePointer<Int64>, minimum: UnsafeMutablePointer<Int64>)? {
    let spec = plan.pointee.memories.base + memory
    let holder = holder(slot, isShared: spec.pointee.isShared)
    guard holder >= 0, spec.pointee.minimumPlace >= 0 else { return nil }
    let own = listings.base + holder * plan.pointee.listingWidth
    return (own + Int(spec.pointee.list), own + Int(spec.pointee.minimumPlace))
  }
}
