/// Quasi-random points that fill the unit cube more evenly than random ones (Sobol, "On the distribution of
/// points in a cube and the approximate evaluation of integrals", USSR Computational Mathematics and
/// Mathematical Physics 7, 1967), shifted at random (Cranley and Patterson, "Randomization of number
/// theoretic methods for multiple integration", SIAM Journal on Numerical Analysis 13, 1976).
///
/// The first 2ᵐ points are a net: take a power of two of them. The sequence begins with the origin, without
/// which that would not be so (Owen, "On dropping the first Sobol' point", 2020); the shift moves it to
/// where any value may be.
public struct SobolPoints: Hashable, Sendable {
  /// In more dimensions GSL's generator would give zeros without an error.
  public static let mostDimensions = 40
  /// The generator makes numbers of 30 bits.
  public static let mostPoints = 1 << 30

  /// The number of coordinates of a point.
  public let dimensions: Int

  /// Points in as many dimensions.
  ///
  /// - Throws: ``SobolPointsError/dimensions(_:most:)`` unless there are 1 to ``mostDimensions``.
  public init(dimensions: Int) throws(SobolPointsError) {
    guard (1...Self.mostDimensions).contains(dimensions) else {
      throw .dimensions(dimensions, most: Self.mostDimensions)
    }
    self.dimensions = dimensions
  }

  /// The first `count` points of the sequence, each coordinate moved by its shift and wrapped at 1.
  ///
  /// - Parameter shift: one number a dimension, from 0 to below 1, drawn by the caller.
  /// - Returns: One row a point; all numbers are from 0 to below 1.
  /// - Throws: ``SobolPointsError/points(_:most:)`` for fewer than none or more than ``mostPoints``, and
  ///   ``SobolPointsError/noMemory``.
  public func points(_ count: Int, shift: [Double]) throws(SobolPointsError) -> [[Double]] {
    precondition(shift.count == dimensions, "each dimension needs its shift")
    precondition(shift.allSatisfy { $0 >= 0 && $0 < 1 }, "a shift lies between 0 and 1")
    guard (0...Self.mostPoints).contains(count) else {
      throw .points(count, most: Self.mostPoints)
    }
    if count == 0 { return [] }
    guard let others = sobolSequence(dimensions: dimensions, count: count - 1) else {
      throw .noMemory
    }
    return [shift]
      + others.map { point in
        zip(point, shift).map { coordinate, moved in
          let sum = coordinate + moved
          return sum < 1 ? sum : sum - 1
        }
      }
  }
}

/// Why there are no such quasi-random points.
public enum SobolPointsError: Error, Hashable, Sendable {
  /// The dimensions asked for are none, or more than the generator has.
  case dimensions(Int, most: Int)
  /// The points asked for are fewer than none, or more than the generator can make.
  case points(Int, most: Int)
  /// The generator found no memory.
  case noMemory
}

extension SobolPointsError: CustomStringConvertible {
  /// What is wrong and what to do, as half a sentence without a full stop.
  public var description: String {
    switch self {
    case .dimensions(let found, let most):
      "quasi-random points have 1 to \(most) dimensions, not \(found); vary fewer inputs"
    case .points(let found, let most):
      "there are at most \(most) quasi-random points, not \(found); ask for fewer"
    case .noMemory: "there is no memory for quasi-random points; vary fewer inputs"
    }
  }
}
