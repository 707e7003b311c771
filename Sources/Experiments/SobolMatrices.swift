internal import ApprovalModel
internal import Inference
internal import Kernel
internal import Statistics

/// The rows of matrices A and B and of A with groups of columns from B, for shares of the variance.
///
/// The inputs looked at one by one come from quasi-random points of twice as many dimensions, shifted by
/// the seed; all others from keyed draws; the replication is a column of its own.
struct SobolMatrices {
  let inputs: [SensitivityResults.Subject]
  let chosen: [SensitivityResults.Subject]
  let points: Int
  /// The grades of the inputs, from A to D.
  let grades: [Grade]
  /// What is taken from B in each matrix: the chosen inputs one by one, all others, run noise, then all
  /// inputs of each grade.
  let groups: [Group]
  /// Whose shares the first groups give.
  let sources: [SensitivityResults.Source]
  private let seed: UInt64

  enum Group: Hashable {
    case inputs(Set<String>)
    case noise
  }

  /// One point to run.
  struct Point {
    var positions: [String: Double]
    /// Whether its replication is that of B.
    var takesOtherRun: Bool
  }

  init(
    inputs: [SensitivityResults.Subject], chosen: [SensitivityResults.Subject], points: Int,
    seed: UInt64
  ) {
    self.inputs = inputs
    self.chosen = chosen
    self.points = points
    self.seed = seed
    let grades = Grade.allCases.filter { grade in inputs.contains { $0.grade == grade } }
    self.grades = grades
    let others = Set(inputs.map(\.path)).subtracting(chosen.map(\.path))
    var groups = chosen.map { Group.inputs([$0.path]) }
    var sources = chosen.map { SensitivityResults.Source.input($0) }
    if !others.isEmpty {
      groups.append(.inputs(others))
      sources.append(.others(others.count))
    }
    groups.append(.noise)
    sources.append(.noise)
    self.sources = sources
    self.groups =
      groups
      + grades.map { grade in .inputs(Set(inputs.filter { $0.grade == grade }.map(\.path))) }
  }

  /// The place of run noise among the groups.
  var noiseGroup: Int { sources.count - 1 }

  /// A number that changes with the inputs chosen.
  var digest: String {
    String(stableHash(chosen.map(\.path).joined(separator: "\n")), radix: 16)
  }

  /// The quasi-random rows, columns of A before those of B; empty rows where no input is chosen.
  var pairs: [[Double]] {
    var draws = KeyedDraws(seed: seed, purpose: "sensitivity/shift")
    let shift = (0..<(2 * chosen.count)).map { _ in draws.uniform() }
    guard let sobol = try? SobolPoints(dimensions: shift.count),
      let rows = try? sobol.points(points, shift: shift)
    else { return Array(repeating: [], count: points) }
    return rows
  }

  /// The points of one row: A, B, then A with each group from B.
  func row(_ place: Int, _ pair: [Double], seed: UInt64) -> [Point] {
    func side(_ name: String, _ columns: ArraySlice<Double>) -> [String: Double] {
      var draws = KeyedDraws(seed: seed, purpose: "sensitivity/row/\(place)/\(name)")
      var positions: [String: Double] = [:]
      for input in inputs { positions[input.path] = draws.uniform() }
      for (input, u) in zip(chosen, columns) { positions[input.path] = u }
      return positions
    }
    let a = side("a", pair.prefix(chosen.count))
    let b = side("b", pair.dropFirst(chosen.count))
    return [
      Point(positions: a, takesOtherRun: false), Point(positions: b, takesOtherRun: true),
    ]
      + groups.map { group in
        guard case .inputs(let paths) = group else {
          return Point(positions: a, takesOtherRun: true)
        }
        var mixed = a
        for input in inputs where paths.contains(input.path) { mixed[input.path] = b[input.path] }
        return Point(positions: mixed, takesOtherRun: false)
      }
  }
}
