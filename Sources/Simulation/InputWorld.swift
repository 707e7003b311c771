public import ApprovalModel
internal import Kernel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Which values the inputs take: as declared, or drawn from their ranges for one replication.
///
/// A drawn input has the key (seed, replication, `input:PATH`), so that it is the same in all
/// designs. Below one half, u leads linearly from the low end to the value; above, from the value to
/// the high end; for factors in logarithms.
public enum InputWorld: Hashable, Sendable {
  /// Inputs at their value.
  case declared
  /// Each ranged C or D input drawn once.
  case drawn(seed: UInt64, replication: UInt64)
  /// Some inputs at chosen places, all others at their value.
  case chosen(ChosenInputs)

  /// Where an input lies in which range, 0 to 1; nil when it stays at its value.
  func place(_ path: String, _ evidence: Evidence) -> (u: Double, range: InputRange)? {
    switch self {
    case .declared: return nil
    case .drawn(let seed, let replication):
      guard let range = evidence.drawnRange else { return nil }
      let subject = SubjectKey(
        group: SubjectKey.group(seed: seed, replication: replication, name: "inputs"), index: 0)
      return (Double(draw(subject.key, Purpose("input:\(path)").key, 0) >> 11) * 0x1p-53, range)
    case .chosen(let inputs):
      if let value = inputs.values[path] { return (0, .absolute(low: value, high: value)) }
      guard let u = inputs.positions[path], let range = evidence.range else { return nil }
      return (u, range)
    }
  }

  /// The factor on a value of `magnitude` (in the unit of its range).
  func factor(_ path: String, _ evidence: Evidence, magnitude: Double) -> Double {
    guard let (u, range) = place(path, evidence) else { return 1 }
    switch range {
    case .factor: return range.number(at: u, around: 1)
    case .absolute:
      guard magnitude != 0 else { return 1 }
      return range.number(at: u, around: magnitude) / magnitude
    }
  }

  /// The number an input with `magnitude` has in this world.
  func number(_ path: String, _ evidence: Evidence, magnitude: Double) -> Double {
    guard let (u, range) = place(path, evidence) else { return magnitude }
    return range.number(at: u, around: magnitude)
  }

  func callAsFunction(_ input: Input<Double>) -> Double {
    number(input.path, input.evidence, magnitude: input.value)
  }

  func callAsFunction(_ input: Input<Int>) -> Int {
    Int(
      number(input.path, input.evidence, magnitude: Double(input.value)).rounded(.toNearestOrEven))
  }

  /// A share or chance in this world, 0 to 1.
  package func callAsFunction(_ input: Input<Probability>) -> Double {
    min(1, max(0, number(input.path, input.evidence, magnitude: input.value.value)))
  }

  /// Fen.
  package func callAsFunction(_ input: Input<Money>) -> Int64 {
    number(input.path, input.evidence, magnitude: Double(input.value.fen)).roundedToInt64
  }

  func callAsFunction(_ input: Input<TimeSpan>) -> TimeSpan {
    TimeSpan(
      number(input.path, input.evidence, magnitude: input.value.amount), input.value.unit)
  }

  /// Shares: all but the largest are scaled, and the largest takes the rest.
  func callAsFunction(_ input: Input<Shares>) -> [Double] {
    let entries = input.value.entries
    var shares = entries.map(\.share)
    guard let (_, range) = place(input.path, input.evidence) else { return shares }
    if case .absolute = range, entries.count == 2,
      let yes = entries.firstIndex(where: { $0.name == "yes" })
    {
      // The range of a yes/no attribute is that of its "yes".
      let share = min(1, max(0, number(input.path, input.evidence, magnitude: shares[yes])))
      shares[yes] = share
      shares[1 - yes] = 1 - share
      return shares
    }
    let factor = factor(input.path, input.evidence, magnitude: 1)
    let largest = shares.indices.max { (shares[$0], -$0) < (shares[$1], -$1) } ?? 0
    var rest = 1.0
    for i in shares.indices where i != largest {
      shares[i] = min(shares[i] * factor, rest)
      rest -= shares[i]
    }
    shares[largest] = max(0, rest)
    return shares
  }
}

extension ChosenInputs {
  /// What one replication draws for inputs, as ``InputWorld/drawn(seed:replication:)`` does, while
  /// those in `values` are set.
  public init(
    drawn inputs: [InputListing], seed: UInt64, replication: UInt64,
    setting values: [String: Double]
  ) {
    let world = InputWorld.drawn(seed: seed, replication: replication)
    self.init(values: values)
    for input in inputs where values[input.path] == nil {
      positions[input.path] = world.place(input.path, input.evidence)?.u
    }
  }
}

extension InputRange {
  /// The number at the place `u` of the range around `value`: 0 is the low end, ½ the value, 1 the high
  /// end; between them linear, for factors in logarithms.
  public func number(at u: Double, around value: Double) -> Double {
    switch self {
    case .factor(let low, let high):
      // Rounded to 32 significant bits: `pow` differs in the last bits from processor to processor.
      let raw = u < 0.5 ? pow(low, 1 - 2 * u) : pow(high, 2 * u - 1)
      return value * raw.roundedTo32Bits
    case .absolute(let low, let high):
      return u < 0.5 ? low + (value - low) * 2 * u : value + (high - value) * (2 * u - 1)
    }
  }
}

/// Inputs that a study sets on purpose, by path.
public struct ChosenInputs: Hashable, Sendable {
  /// Positions in the declared range, 0 (its low end) over ½ (the value) to 1 (its high end).
  public var positions: [String: Double]
  /// Values in the unit of the input's range, whatever that range is; for a distribution its mean, for
  /// a yes/no attribute the share of "yes".
  public var values: [String: Double]

  /// Inputs at positions and values.
  public init(positions: [String: Double] = [:], values: [String: Double] = [:]) {
    self.positions = positions
    self.values = values
  }
}

extension Double {
  /// This number with 32 significant bits.
  var roundedTo32Bits: Double {
    guard isNormal else { return self }
    let drop: UInt64 = 1 << 21
    let half = drop >> 1
    return Double(bitPattern: (bitPattern &+ half) & ~(drop - 1))
  }
}
