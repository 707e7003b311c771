/// What the cases of a plan carry in numbers that the plan decides: one block of words a case.
///
/// One block a case keeps what is used together in the same cache lines and is cleared at once.
struct CaseStorage {
  /// Words of a block that are set to nothing when a case begins.
  private let cleared: Int
  /// Counts that some step of the plan changes stand before this one; all others are zero in every record.
  let usedCounts: Int
  private let words: Int
  /// The last word that the steps of a case read: registers and counters stand before it.
  var last: Int { cleared &- 1 }
  private let accountsAt: Int
  private let countsAt: Int
  private let registersAt: Int
  private let countersAt: Int
  private let remainingAt: Int
  private let readyAt: Int
  private let begunAt: Int
  private let categoriesAt: Int
  private let begunCount: Int
  private var slab: Slab<UInt64>

  init(_ plan: PlanView, readyWidth: Int, begunWidth: Int) {
    func words(_ count: Int, bytes: Int) -> Int { (count * bytes + 7) / 8 }
    var used = 0
    for i in 0..<plan.instructions.count where plan.instructions[i].operation == .count {
      used = max(used, Int(plan.instructions[i].a) + 1)
    }
    usedCounts = used
    var next = Holder.counted
    countsAt = next
    next += usedCounts
    accountsAt = next
    next += plan.accountCount
    registersAt = next
    next += words(plan.registerCount, bytes: 2)
    countersAt = next
    next += words(plan.counterCount, bytes: 2)
    cleared = next
    remainingAt = next
    next += words(plan.nodeWidth, bytes: 2)
    readyAt = next
    next += readyWidth
    begunAt = next
    next += begunWidth
    begunCount = begunWidth
    categoriesAt = next
    next += words(plan.attributeWidth, bytes: 1)
    // A block begins with a cache line.
    self.words = (next + 7) / 8 * 8
    slab = Slab(capacity: 64 * next, filledWith: 0)
  }

  func free() { slab.free() }

  mutating func grow(to cases: Int) { slab.grow(to: cases * words, filledWith: 0) }

  /// Sets everything a case counts to nothing; registers hold no defect.
  @inline(__always)
  func clear(_ slot: Int32) {
    (slab.base + Int(slot) &* words).update(repeating: 0, count: cleared)
  }

  /// Forgets when own works were begun.
  func clearBegun(_ slot: Int32) {
    for i in 0..<begunCount { begun(slot)[i] = -1 }
  }

  /// The block of a case, which begins with the holders.
  @inline(__always)
  func block(_ slot: Int32) -> UnsafeMutablePointer<UInt64> { slab.base + Int(slot) &* words }

  @inline(__always)
  private func place<T>(_ slot: Int32, _ offset: Int, _ type: T.Type) -> UnsafeMutablePointer<T> {
    UnsafeMutableRawPointer(slab.base + (Int(slot) &* words &+ offset))
      .assumingMemoryBound(to: type)
  }

  /// Working milliseconds by holder.
  @inline(__always)
  func holders(_ slot: Int32) -> UnsafeMutablePointer<Int64> { place(slot, 0, Int64.self) }
  @inline(__always)
  func accounts(_ slot: Int32) -> UnsafeMutablePointer<Int64> {
    place(slot, accountsAt, Int64.self)
  }
  @inline(__always)
  func counts(_ slot: Int32) -> UnsafeMutablePointer<Int64> { place(slot, countsAt, Int64.self) }
  @inline(__always)
  func registers(_ slot: Int32) -> UnsafeMutablePointer<UInt16> {
    place(slot, registersAt, UInt16.self)
  }
  /// Earlier draws by purpose.
  @inline(__always)
  func counters(_ block: UnsafeMutablePointer<UInt64>) -> UnsafeMutablePointer<UInt16> {
    UnsafeMutableRawPointer(block + countersAt).assumingMemoryBound(to: UInt16.self)
  }
  /// Signals that each node still waits for.
  @inline(__always)
  func remaining(_ slot: Int32) -> UnsafeMutablePointer<Int16> {
    place(slot, remainingAt, Int16.self)
  }
  /// In a transition study, the latest of the instants at which a node's prerequisites came.
  @inline(__always)
  func ready(_ slot: Int32) -> UnsafeMutablePointer<Int64> { place(slot, readyAt, Int64.self) }
  /// In a transition study, when each of a case's own works was begun, by occurrence counter; -1: not.
  @inline(__always)
  func begun(_ slot: Int32) -> UnsafeMutablePointer<Int64> { place(slot, begunAt, Int64.self) }
  @inline(__always)
  func categories(_ slot: Int32) -> UnsafeMutablePointer<UInt8> {
    place(slot, categoriesAt, UInt8.self)
  }
}
