/// Decides when parts that wait are written: each by itself while they are few, many together where
/// they come fast.
///
/// No thread of its own watches the clock: a part that waits is written with the first one that
/// comes after its tenth of a second, or when its journal is flushed.
struct CommitPace {
  /// How long a window lasts.
  static let window = Duration.milliseconds(100)
  /// How many commits a window has before parts begin to wait.
  ///
  /// Some 160 a second, each a fraction of a millisecond: slow parts never wait.
  static let commitsPerWindow = 16
  /// How many parts wait at most.
  static let partsWaiting = 4_096
  /// How many bytes of parts wait at most before they are written.
  static let bytesWaiting = 4 << 20

  private var start: ContinuousClock.Instant
  private var commits = 0

  init(now: ContinuousClock.Instant) { start = now }

  /// Whether to write now that so much waits, the part that has just come included.
  mutating func isDue(now: ContinuousClock.Instant, parts: Int, bytes: Int) -> Bool {
    if start.duration(to: now) >= Self.window {
      start = now
      commits = 0
    }
    guard commits < Self.commitsPerWindow else {
      return parts >= Self.partsWaiting || bytes >= Self.bytesWaiting
    }
    commits += 1
    return true
  }
}
