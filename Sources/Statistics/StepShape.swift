#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A distribution of several parts, taken apart into values that carry a share of their own and parts
/// with a density: the key of its ``StepTable``.
public struct StepShape: Hashable, Sendable {
  /// Values with their shares, rising, each once.
  let atoms: [Distribution.Atom]
  /// What has a density.
  let parts: [DensityPart]

  init(_ distribution: Distribution) {
    var atoms: [Distribution.Atom] = []
    var parts: [DensityPart] = []
    for (share, one) in distribution.flattened(share: 1) {
      switch one.form {
      case .constant(let value): atoms.append(Distribution.Atom(value, share: share))
      case .uniform(let low, let width):
        parts.append(DensityPart(share: share, location: low, scale: width, shape: nil))
      case .table(let shape, let location, let scale):
        parts.append(DensityPart(share: share, location: location, scale: scale, shape: shape))
      case .steps: break
      }
    }
    atoms.sort { $0.value < $1.value }
    var merged: [Distribution.Atom] = []
    for atom in atoms {
      if let last = merged.last, last.value == atom.value {
        merged[merged.count - 1].share += atom.share
      } else {
        merged.append(atom)
      }
    }
    self.atoms = merged
    self.parts = parts
  }

  /// Checks that this shape can be tabulated.
  func validate() throws(DistributionError) {
    guard !atoms.isEmpty || !parts.isEmpty else { throw .empty }
    for atom in atoms { try requireFinite(atom.value, "value") }
    for part in parts {
      try requireFinite(part.location, "low")
      try requirePositive(part.scale, "scale")
      try part.shape?.validate()
    }
    for share in atoms.map(\.share) + parts.map(\.share) { try requirePositive(share, "share") }
    let sum = atoms.reduce(0) { $0 + $1.share } + parts.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 1e-8 else { throw .sharesSum }
  }

  private var isValid: Bool {
    do {
      try validate()
      return true
    } catch {
      return false
    }
  }

  /// The probability of a value of at most `x`.
  func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    let below =
      atoms.reduce(0) { $1.value <= x ? $0 + $1.share : $0 }
      + parts.reduce(0) { $0 + $1.mass(from: -.infinity, to: x - $1.location) }
    return min(below, 1)
  }

  /// The exact quantile.
  func quantile(_ u: Double) -> Double {
    guard isValid else { return .nan }
    let pieces = pieces
    let found = pieces.first {
      u <= 0.5 ? u <= $0.below + $0.mass : 1 - u >= $0.above
    }
    guard let piece = found ?? pieces.last else { return .nan }
    return piece.quantile(below: u, above: 1 - u)
  }

  /// The stretches between atoms and the ends of parts, rising.
  var pieces: [StepPiece] {
    var ends = atoms.map(\.value)
    for part in parts {
      ends.append(part.location)
      ends.append(part.high)
    }
    ends.sort()
    var pieces: [StepPiece] = []
    var nextAtom = 0
    for (i, low) in ends.enumerated() where i == 0 || ends[i - 1] < low {
      if nextAtom < atoms.count, atoms[nextAtom].value == low {
        pieces.append(StepPiece(low: low, high: low, mass: atoms[nextAtom].share, parts: []))
        nextAtom += 1
      }
      guard let high = ends[i...].first(where: { $0 > low }) else { continue }
      let active = parts.filter { $0.location <= low && high <= $0.high }
      let piece = StepPiece(low: low, high: high, parts: active)
      if piece.mass > 0 { pieces.append(piece) }
    }
    // Summed from both ends, so that a small share at the upper end keeps its digits.
    var (sum, lost) = (0.0, 0.0)
    for i in pieces.indices {
      pieces[i].below = sum + lost
      add(pieces[i].mass, to: &sum, &lost)
    }
    (sum, lost) = (0, 0)
    for i in pieces.indices.reversed() {
      pieces[i].above = sum + lost
      add(pieces[i].mass, to: &sum, &lost)
    }
    return pieces
  }
}

/// Adds and keeps what the sum loses (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation
/// endlicher Summen", Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974).
private func add(_ value: Double, to sum: inout Double, _ lost: inout Double) {
  let total = sum + value
  lost += abs(sum) >= abs(value) ? (sum - total) + value : (value - total) + sum
  sum = total
}

extension Distribution {
  /// The parts of a distribution of several, one level deep; none for the others.
  var components: [Component] {
    switch self {
    case .empirical(let values):
      let share = 1 / Double(values.count)
      return values.map { Component(share: share, .constant($0)) }
    case .discrete(let atoms):
      return atoms.map { Component(share: $0.share, .constant($0.value)) }
    case .histogram(let bins):
      return bins.map { Component(share: $0.share, .uniform(low: $0.low, high: $0.high)) }
    case .mixture(let components): return components
    default: return []
    }
  }

  /// All parts, however deep, with their shares of the whole.
  fileprivate func flattened(share: Double) -> [(Double, Distribution)] {
    switch self {
    case .empirical, .discrete, .histogram, .mixture:
      components.flatMap { $0.distribution.flattened(share: share * $0.share) }
    default: [(share, self)]
    }
  }
}

/// A part with a density: `share` of `location + scale × shape`, uniform without a shape.
struct DensityPart: Hashable, Sendable {
  let share: Double
  let location: Double
  let scale: Double
  let shape: TableShape?

  /// The upper end, perhaps infinite.
  var high: Double { location + scale * (shape?.greatest ?? 1) }

  /// The share that lies between two distances from `location`.
  func mass(from near: Double, to far: Double) -> Double {
    let (a, b) = (near / scale, far / scale)
    guard let shape else { return share * (min(max(b, 0), 1) - min(max(a, 0), 1)) }
    let below = a <= 0 ? 0 : shape.cumulative(a)
    // Of two large probabilities the difference is that of their complements.
    if below < 0.5 { return share * (shape.cumulative(b) - below) }
    return share * (shape.survival(a) - shape.survival(b))
  }

  /// Share per unit of the value, at a distance from `location`.
  func density(_ distance: Double) -> Double {
    share * (shape?.density(distance / scale) ?? 1) / scale
  }
}
