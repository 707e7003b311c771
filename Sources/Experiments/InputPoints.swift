internal import ApprovalModel
internal import Kernel
internal import Simulation
internal import Statistics

/// Points spread evenly over the declared ranges of inputs, the same for a seed whatever is studied.
struct InputPoints {
  /// The inputs' paths; one coordinate each.
  let paths: [String]
  /// One row a point: places in the ranges, 0 to below 1.
  let rows: [[Double]]
  /// How they were made.
  let method: Method

  enum Method: String, Hashable, Sendable {
    /// Sobol points with a random shift.
    case sobol = "Sobol"
    /// A Latin hypercube: one point in each of as many slices of every range as there are points.
    case latinHypercube = "Latin hypercube"
  }

  /// `count` points: Sobol's while the generator has the dimensions, else a Latin hypercube (McKay,
  /// Beckman and Conover, "A comparison of three methods for selecting values of input variables",
  /// Technometrics 21, 1979).
  init(paths: [String], count: Int, seed: UInt64) throws(SobolPointsError) {
    self.paths = paths
    let subject = SubjectKey(
      group: SubjectKey.group(seed: seed, replication: 0, name: "points"), index: 0
    ).key
    func uniform(_ path: String, _ occurrence: Int) -> Double {
      let purpose = Purpose("point:\(path)").key
      return Double(draw(subject, purpose, UInt64(occurrence)) >> 11) * 0x1p-53
    }
    guard paths.count > SobolPoints.mostDimensions else {
      method = .sobol
      rows = try SobolPoints(dimensions: paths.count)
        .points(count, shift: paths.map { uniform($0, 0) })
      return
    }
    method = .latinHypercube
    let columns = paths.map { path -> [Double] in
      let keys = (0..<count).map { uniform(path, $0) }
      let slices = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
      return slices.enumerated().map { i, slice in
        (Double(slice) + uniform(path, count + i)) / Double(count)
      }
    }
    rows = (0..<count).map { i in columns.map { $0[i] } }
  }

  /// The world of a point.
  func world(_ i: Int) -> InputWorld {
    var positions: [String: Double] = [:]
    for (path, u) in zip(paths, rows[i]) { positions[path] = u }
    return .chosen(ChosenInputs(positions: positions))
  }
}
