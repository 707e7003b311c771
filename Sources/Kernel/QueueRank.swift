/// Where a request stands in a queue, as one number: lower is served first.
///
/// From the highest bits: level (7), due day (19), instant of joining (43), class (8), index in the
/// class (35), purpose (16). So no order of a file or of the heap can decide.
enum QueueRank {
  /// The level of files that their light puts before all others.
  static let escalated: UInt64 = 0
  /// The level where the office makes no difference.
  static let ordinary: UInt64 = 1
  /// The due day of a file without a limit.
  static let neverDue: UInt64 = 1 << 19 - 1
  /// More applicants of one class than can be told apart.
  static let mostIndex: Int64 = 1 << 35

  /// The same place among the files that go before all others.
  static func escalated(_ rank: UInt128) -> UInt128 { rank & (1 &<< 121 &- 1) }

  /// Class and index of an applicant at their places in the lower half of a rank.
  @inline(__always)
  static func applicant(class applicantClass: Int32, index: Int64) -> UInt64 {
    UInt64(applicantClass) &<< 51 | UInt64(index) &<< 16
  }

  @inline(__always)
  static func make(
    level: UInt64, dueDay: UInt64, joined: Int64, applicant: UInt64, purpose: UInt16
  ) -> UInt128 {
    let joined = UInt64(bitPattern: joined)
    let high = level &<< 57 | dueDay &<< 38 | joined &>> 5
    let low = joined &<< 59 | applicant | UInt64(purpose)
    return UInt128(high) &<< 64 | UInt128(low)
  }
}
