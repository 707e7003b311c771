/// A sum of overlapping intervals of one case: counts while at least one is open.
struct UnionTimer: BitwiseCopyable {
  var running: Int32 = 0
  var since: Int64 = 0
  var total: Int64 = 0

  @inline(__always)
  mutating func on(at value: Int64) {
    if running == 0 { since = value }
    running += 1
  }

  @inline(__always)
  mutating func off(at value: Int64) {
    if running == 0 { return }
    running -= 1
    if running == 0 { total += value - since }
  }

  /// Closes every open interval at `value`.
  mutating func close(at value: Int64) {
    if running > 0 { total += value - since }
    running = 0
  }
}

/// An applicant under way.
struct CaseState: BitwiseCopyable {
  var key: UInt64 = 0
  var index: Int64 = 0
  var arrival: Int64 = 0
  var arrivalWorking: Int64 = 0
  var applicantClass: Int32 = 0
  var route: Int32 = 0
  var conditions: UInt64 = 0
  var reach: UInt64 = 0
  /// All ones for a placebo subject, else zero.
  var placebo: UInt64 = 0
  var threads: Int32 = 0
  var inUse = false
  var isCohort = false
  /// Whether the times of the record are final.
  var isFrozen = false
  /// Whether the case moved from the old rules to the new ones.
  var hasMoved = false
  var ending: UInt8 = 0
  var endAt: Int64 = 0
  var operatesSince: Int64 = -1
  var firstSubmission: Int64 = -1
  var lastDecision: Int64 = -1
  var gross = UnionTimer()
  var official = UnionTimer()
  var ownCalendar = UnionTimer()
  var ownWorking = UnionTimer()
  var defects: Int32 = 0
  var openDefects: Int32 = 0
  var operationStops: Int32 = 0
  var exposure = UnionTimer()
  var stopTotal: Int64 = 0
  var stopUntil: Int64 = 0
  /// The first of the threads that wait at a join; -1: none.
  var parked: Int32 = -1
}

/// A strand of a case: one matter, own work, or a check under way.
struct ThreadState: BitwiseCopyable {
  var slot: Int32 = -1
  var pc: Int32 = 0
  var holder: UInt8 = Holder.none.rawValue
  var clockStarted = false
  var clockRuns = false
  var reserved: Int16 = 0
  /// The offices of a joint activity whose people stay to its end, one bit each.
  var staying: UInt32 = 0
  var sinceWorking: Int64 = 0
  /// Own preparation that is replayed from the need after a move to the new rules; -1: none.
  var replay: Int64 = -1
  var stopMark: Int64 = 0
  var joined: Int64 = 0
  var grossDay: Int32 = 0
  var netDay: Int32 = 0
  var netDays: Int32 = 0
  var grossCalendarDay: Int32 = 0
  var netCalendarDay: Int32 = 0
  var netCalendarDays: Int32 = 0
  var nextFree: Int32 = -1
}

/// An office at work.
struct OfficeState {
  var free: Int32
  var queue = RankedQueue()
  var isDirty = false
  var wakesAt: Int64 = -1
  var areaSince: Int64 = 0
  var tally = OfficeTally()
}
