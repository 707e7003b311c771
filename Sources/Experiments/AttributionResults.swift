public import ApprovalModel
public import Inference

/// Which reform brought how much of the difference between the baseline and a design.
public struct AttributionResults: Sendable {
  /// What study this is.
  public var facts: StudyResults
  /// What the design is compared with.
  public var baseline: Name
  /// The design whose difference is divided.
  public var design: Name
  /// The reforms that the design adds, in code-point order.
  public var reforms: [Name]
  /// How many feasible orders the means are taken over.
  public var orders: Int
  /// Whether these are all; otherwise they are a sample.
  public var isExact: Bool
  /// How many sets of reforms were run.
  public var coalitions: Int
  /// One entry for each outcome, the primary one first.
  public var outcomes: [OutcomeAttribution]
}

/// A number found from all runs, in the unit of its outcome.
public struct Effect: Hashable, Sendable {
  /// The estimate, inputs as declared.
  public var estimate: Double
  /// The headline interval: assumptions where inputs are drawn, else run noise; nil where there is none.
  public var interval: Interval?
  /// The 95 % interval of run noise; with sampled orders it holds their sampling error too.
  public var runNoise: Interval?

  /// An effect with its intervals.
  public init(_ estimate: Double, interval: Interval?, runNoise: Interval?) {
    self.estimate = estimate
    self.interval = interval
    self.runNoise = runNoise
  }

  /// Whether its sign is known.
  public var isClear: Bool { interval?.excludesZero ?? false }
}

/// How one outcome's difference is divided.
public struct OutcomeAttribution: Hashable, Sendable {
  /// The outcome.
  public var key: OutcomeKey
  /// Its value under the baseline; nil with a reason.
  public var baseline: Double?
  /// Its value under the design.
  public var design: Double?
  /// The difference that is divided; nil with a reason.
  public var total: Effect?
  /// What the headline intervals are.
  public var intervalKind: IntervalKind
  /// How run noise was measured.
  public var method: IntervalMethod
  /// One entry for each reform; empty where there is no total.
  public var contributions: [Contribution]
  /// How much the total is above the sum of what each reform brings to the baseline alone (to those it
  /// requires); nil for fewer than two reforms.
  public var jointEffect: Effect?
  /// Pairs of reforms of which neither requires the other; empty where orders are sampled.
  public var interactions: [Interaction]
  /// Values are rounded to multiples of this before they are divided, so that sums are exact.
  public var grid: Double
  /// Why a number is missing or only a bound.
  public var reason: MissingReason?

  /// What one reform brings.
  public struct Contribution: Hashable, Sendable {
    /// The reform.
    public var reform: Name
    /// Its mean addition over the orders.
    public var effect: Effect
    /// The sum of its additions over the orders, in multiples of ``OutcomeAttribution/grid``.
    ///
    /// The sums of all reforms add up to the number of orders times the total, to the last digit.
    public var sum: Int128
    /// Its share of the total; nil where the total's sign is not known.
    public var share: Double?
    /// What it adds to the baseline (with those it requires).
    public var solo: Effect
    /// What it adds to all others (but those that require it).
    public var last: Effect
    /// The least it adds in any order, and to which reforms.
    public var least: Addition
    /// The most it adds in any order.
    public var greatest: Addition
  }

  /// What a reform adds at one place of an order.
  public struct Addition: Hashable, Sendable {
    /// The addition.
    public var effect: Effect
    /// The reforms introduced before.
    public var before: [Name]
  }

  /// How two reforms act together.
  public struct Interaction: Hashable, Sendable {
    /// The two, in code-point order.
    public var first: Name
    /// The other.
    public var second: Name
    /// How much more they bring together than each for itself (Grabisch and Roubens, 1999).
    public var effect: Effect
    /// What this says of the two.
    public var kind: Kind
  }

  /// Whether reforms replace or support each other.
  public enum Kind: String, Hashable, Sendable {
    /// Together they bring less than apart.
    case substitutes
    /// Together they bring more than apart.
    case complements
    /// They do not act on each other at all.
    case separate
    /// The interval holds zero, or the two bring different things.
    case cannotTell = "cannot tell"
  }
}
