/// The colors of waiting, shared by all maps of a study: classes with round bounds, from nothing to the
/// longest waiting there is.
///
/// Six classes of one hue that grow darker, so that they hold in greyscale too; a change has five, blue where
/// waiting falls and orange where it grows. Every color stands with its number and, for changes, a glyph.
struct MapScale: Hashable {
  /// The lower bounds of classes 1 to 5, working days.
  let bounds: [Double]

  private static let steps: [Double] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000,
    2_000, 5_000,
  ]

  /// The scale of waiting times of which none is longer than `longest`.
  init(longest: Double) {
    let below = Self.steps.prefix { $0 < longest }.count
    let last = max(5, min(Self.steps.count, below))
    bounds = Array(Self.steps[(last - 5)..<last])
  }

  /// The class of a waiting time, 0 to 5.
  func level(_ days: Double) -> Int { bounds.count { $0 <= days } }

  /// The class of a change, -2 to 2: strong from the fourth bound on.
  func change(_ days: Double) -> Int {
    let size = abs(days) < bounds[0] ? 0 : abs(days) < bounds[3] ? 1 : 2
    return days < 0 ? -size : size
  }

  /// A fill with the ink that can be read on it.
  struct Paint: Hashable {
    var fill: String
    var ink: String
  }

  static let heat = [
    Paint(fill: "var(--map-heat-0, #fdf6e3)", ink: "var(--map-heat-ink-0, #1a1a1a)"),
    Paint(fill: "var(--map-heat-1, #fbe3a8)", ink: "var(--map-heat-ink-1, #1a1a1a)"),
    Paint(fill: "var(--map-heat-2, #f7c366)", ink: "var(--map-heat-ink-2, #1a1a1a)"),
    Paint(fill: "var(--map-heat-3, #e8902c)", ink: "var(--map-heat-ink-3, #1a1a1a)"),
    Paint(fill: "var(--map-heat-4, #b35212)", ink: "var(--map-heat-ink-4, #ffffff)"),
    Paint(fill: "var(--map-heat-5, #70290a)", ink: "var(--map-heat-ink-5, #ffffff)"),
  ]

  /// From much less waiting to much more.
  static let changes = [
    Paint(fill: "var(--map-less-2, #1f5a99)", ink: "var(--map-less-ink-2, #ffffff)"),
    Paint(fill: "var(--map-less-1, #c3daf1)", ink: "var(--map-less-ink-1, #1a1a1a)"),
    Paint(fill: "var(--map-equal, #ececec)", ink: "var(--map-equal-ink, #1a1a1a)"),
    Paint(fill: "var(--map-more-1, #fbd3ac)", ink: "var(--map-more-ink-1, #1a1a1a)"),
    Paint(fill: "var(--map-more-2, #a8440a)", ink: "var(--map-more-ink-2, #ffffff)"),
  ]
}
