/// When a study that replicates until its interval is narrow enough looks at the interval, and stops.
///
/// Purely sequential sampling (Chow and Robbins, "On the asymptotic theory of fixed-width sequential confidence
/// intervals for the mean", The Annals of Mathematical Statistics 36, 1965) with a first look that is
/// late and few looks after it: whoever looks early stops where the variance happens to look small, and
/// the interval covers too rarely. `docs/design/0012-intervals.md` has the measurements.
public struct StoppingRule: Hashable, Sendable {
  /// The half-width asked for.
  public let target: Double
  /// How many replications at most.
  public let mostReplications: Int

  /// Nothing is looked at before so many replications.
  public static let firstLook = 40

  /// The rule for a half-width above zero.
  public init(target: Double, mostReplications: Int) {
    precondition(target > 0, "no interval has a width of zero")
    self.target = target
    self.mostReplications = mostReplications
  }

  /// Whether a half-width, nil where there is no interval, is narrow enough to stop.
  public func isReached(_ halfWidth: Double?, replications: Int) -> Bool {
    guard let halfWidth else { return false }
    return replications >= Self.firstLook && halfWidth <= target
  }

  /// After how many replications in all to look again: as many as the half-width found asks for, at least
  /// ten more, at most four times as many; nil when no more are allowed.
  public func nextLook(after replications: Int, halfWidth: Double?) -> Int? {
    guard replications < mostReplications else { return nil }
    let needed =
      halfWidth.flatMap {
        replicationsNeeded(halfWidth: $0, target: target, replications: replications)
      } ?? replications * 2
    return min(
      mostReplications,
      max(Self.firstLook, replications + 10, min(needed, replications * 4)))
  }
}
