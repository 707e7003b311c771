public import ApprovalModel
public import Inference

/// What is asked about the inputs of a study.
public struct SensitivityRequest: Sendable {
  /// The scenario, one design, and at most one outcome.
  public var study: StudyRequest
  /// How many inputs are looked at one by one after screening, at most ``mostInputs``.
  public var inputs = Self.mostInputs
  /// How many points of inputs the shares of the variance rest on; a power of two.
  public var points = 256
  /// How many paired replications each end of an input's range is run with, where the study asks for
  /// none.
  public static let replications = 10
  /// Twice as many dimensions are all that quasi-random points have.
  public static let mostInputs = 20

  /// A request with the usual numbers of inputs and points.
  public init(_ study: StudyRequest) { self.study = study }
}

/// How the difference between the baseline and a design depends on the inputs with a range.
public struct SensitivityResults: Sendable {
  /// What study this is.
  public var facts: StudyResults
  /// What the design is compared with.
  public var baseline: Name
  /// The design.
  public var design: Name
  /// The outcome whose difference is looked at: design less baseline.
  public var key: OutcomeKey
  /// The difference with inputs as declared; nil where nothing of the kind happens.
  public var difference: Effect?
  /// How many inputs have a grade C or D and a range.
  public var inputs: Int
  /// How many trajectories the screening took; 0: so few inputs need none.
  public var trajectories: Int
  /// All inputs with a range, the most telling first; empty without screening.
  public var screening: [ScreenedInput]
  /// How many points of inputs were run, each with matrices A and B and all swaps.
  public var points: Int
  /// How many of them had something to say.
  public var pointsUsed: Int
  /// At how many of these more than 1 % of the cases were open in some run: differences are bounds.
  public var pointsOpen: Int
  /// The variance of the difference between two single runs, in its unit squared; nil where it does not
  /// vary.
  public var variance: Double?
  /// The inputs looked at one by one, then all others together, then run noise.
  public var shares: [VarianceShare]
  /// What inputs and run noise bring about only together.
  public var interactions: SobolIndices.Share?
  /// Shares of all inputs of a grade together, from A to D.
  public var grades: [GradeShare]
  /// Share of run noise beside the grades.
  public var noise: SobolIndices.Share?
  /// What grades and run noise bring about only together.
  public var gradeInteractions: SobolIndices.Share?
  /// The inputs looked at one by one, each at both ends of its range, the widest first.
  public var tornado: [TornadoBar]

  /// An input with a range.
  public struct Subject: Hashable, Sendable {
    /// The keys that lead to it in the file.
    public var path: String
    /// Its value as written in the file.
    public var text: String
    /// How well it is known.
    public var grade: Grade
    /// Between which values it may lie.
    public var range: InputRange
    /// Where it stands.
    public var position: SourcePosition
  }

  /// How much an input mattered in the screening.
  public struct ScreenedInput: Hashable, Sendable {
    /// The input.
    public var input: Subject
    /// Its elementary effects over the whole range, in the outcome's unit.
    public var measures: MorrisMeasures
  }

  /// Whose share of the variance it is.
  public enum Source: Hashable, Sendable {
    /// One input.
    case input(Subject)
    /// So many other inputs together.
    case others(Int)
    /// The luck of a single run.
    case noise
  }

  /// A share of the variance of the difference.
  public struct VarianceShare: Hashable, Sendable {
    /// Whose it is.
    public var source: Source
    /// What it brings by itself.
    public var firstOrder: SobolIndices.Share
    /// What it brings by itself and together with others.
    public var total: SobolIndices.Share
  }

  /// The share of the variance that all inputs of one grade bring, by themselves and among each other.
  public struct GradeShare: Hashable, Sendable {
    /// The grade.
    public var grade: Grade
    /// How many inputs of this grade vary.
    public var inputs: Int
    /// Their share; exactly 0 where none varies.
    public var share: SobolIndices.Share?
  }

  /// The difference with one input at the ends of its range, all others as declared.
  public struct TornadoBar: Hashable, Sendable {
    /// The input.
    public var input: Subject
    /// The difference with the input at its low end; nil where nothing of the kind happens.
    public var low: Effect?
    /// The difference with the input at its high end.
    public var high: Effect?
    /// How much higher the difference is at the high end, paired.
    public var swing: Effect?
  }
}
