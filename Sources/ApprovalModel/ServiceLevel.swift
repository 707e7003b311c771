/// A bound that an outcome is to keep: what `staff` looks for the cheapest staffing for.
public struct ServiceLevel: Hashable, Sendable {
  /// A bound in the unit in which it was written.
  public enum Bound: Hashable, Sendable {
    /// A length of time.
    case time(TimeSpan)
    /// A part of a whole.
    case share(Probability)
    /// Money.
    case money(Money)
    /// A plain number.
    case number(Double)
  }

  /// On which side of the bound the outcome is to stay.
  public enum Side: String, Hashable, Sendable {
    case atMost
    case atLeast
  }

  /// The outcome's name.
  public var outcome: String
  /// Over whom, as results write a scope: `all`, `office:window`, `matter:licence`, `class:firm`.
  public var scope: String
  /// The side of the bound.
  public var side: Side
  /// The bound.
  public var bound: Bound

  /// A service level as declared.
  public init(outcome: String, scope: String = "all", side: Side, bound: Bound) {
    self.outcome = outcome
    self.scope = scope
    self.side = side
    self.bound = bound
  }

  /// The level as `--level` takes it: `waiting-time@office:window<=30 minutes`.
  public var text: String {
    "\(subject)\(side == .atMost ? "<=" : ">=")\(boundText)"
  }

  /// The outcome with its scope: `waiting-time@office:window`.
  public var subject: String { scope == "all" ? outcome : "\(outcome)@\(scope)" }

  /// The bound as a file writes it.
  public var boundText: String { notation.text(bound.value) }

  private var notation: FileNotation { FileNotation(texts: [:]) }
}

extension ServiceLevel.Bound {
  fileprivate var value: Any {
    switch self {
    case .time(let span): span
    case .share(let share): share
    case .money(let money): money
    case .number(let number): number
    }
  }
}
