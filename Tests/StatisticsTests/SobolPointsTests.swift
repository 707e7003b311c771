import Kernel
import Statistics
import Testing

@Suite struct `Quasi-random points` {
  /// The beginning of the sequence of Bratley and Fox, "Algorithm 659: Implementing Sobol's quasirandom
  /// sequence generator", ACM Transactions on Mathematical Software 14 (1988), and the origin before it.
  @Test func `begin with the origin and the known points`() throws {
    let points = try SobolPoints(dimensions: 3).points(5, shift: [0, 0, 0])
    #expect(
      points == [
        [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.75], [0.25, 0.75, 0.25], [0.375, 0.375, 0.625],
      ])
  }

  @Test func `are wrapped at one by the shift`() throws {
    let points = try SobolPoints(dimensions: 2).points(4, shift: [0.25, 0.875])
    #expect(points == [[0.25, 0.875], [0.75, 0.375], [0, 0.125], [0.5, 0.625]])
  }

  /// Of the first 2ᵐ points each of 2ᵐ equal stretches of every axis holds exactly one: without the
  /// origin one stretch would be empty.
  ///
  /// The shift keeps it so.
  @Test func `are spread evenly over each axis, in all forty dimensions`() throws {
    let shift = (0..<40).map { Double($0) / 256 }
    let points = try SobolPoints(dimensions: 40).points(256, shift: shift)
    for axis in 0..<40 {
      #expect(Set(points.map { Int($0[axis] * 256) }) == Set(0..<256))
    }
  }

  /// The mean of x·y·z·w is 1/16.
  ///
  /// Of 1,024 random points it has the standard error √((1/81 - 1/256) / 1024) = 2.9e-3; over 16
  /// shifts the points are asked to err a quarter as much.
  @Test func `integrate better than random ones`() throws {
    let sobol = try SobolPoints(dimensions: 4)
    var squares = 0.0
    for seed in 1...16 as ClosedRange<UInt64> {
      let shift = (1...4).map { Double(draw(seed, $0, 0) >> 11) * 0x1p-53 }
      let points = try sobol.points(1024, shift: shift)
      let error = points.reduce(0) { $0 + $1.reduce(1, *) } / 1024 - 1.0 / 16
      squares += error * error
    }
    #expect((squares / 16).squareRoot() < 2.9e-3 / 4)
  }

  @Test func `are refused beyond what the generator has`() throws {
    #expect(throws: SobolPointsError.dimensions(41, most: 40)) { try SobolPoints(dimensions: 41) }
    #expect(throws: SobolPointsError.dimensions(0, most: 40)) { try SobolPoints(dimensions: 0) }
    #expect(throws: SobolPointsError.points(-1, most: 1 << 30)) {
      try SobolPoints(dimensions: 1).points(-1, shift: [0])
    }
    #expect(try SobolPoints(dimensions: 1).points(0, shift: [0]).isEmpty)
    #expect(
      SobolPointsError.dimensions(41, most: 40).description
        == "quasi-random points have 1 to 40 dimensions, not 41; vary fewer inputs")
  }
}
