import CGSL
import Statistics
import Testing

@Suite struct `A quantile table` {
  @Test func `has 848 cells of four coefficients`() throws {
    #expect(try QuantileTable(.exponential).coefficients.count == 848 * 4)
  }

  @Test(arguments: samples)
  func `keeps order over 200,000 uniform numbers`(sample: Sample) throws {
    let tabulated = try #require(try Tabulated(sample.distribution))
    #expect(tabulated.table.descents(over: 200_000) == 0)
  }

  /// Both tails from 1e-6 in equal steps of the logarithm, as far as the median.
  @Test(arguments: samples)
  func `stays within the measured relative error of the exact quantile`(sample: Sample) throws {
    let tabulated = try #require(try Tabulated(sample.distribution))
    var worst = 0.0
    var v = 1e-6
    while v < 0.5 {
      let h = UInt64(v * 0x1p64)
      let lower = Double(((h << 1) >> 11) | 1) * 0x1p-54
      for (h, u) in [(h, lower), (~h, 1 - lower)] {
        let exact = sample.distribution.quantile(u)
        worst = max(worst, abs(tabulated.value(at: h) / exact - 1))
      }
      v *= 1.0083
    }
    #expect(worst <= sample.bound)
  }

  /// 3e-6 is the error measured for all families at eight cells per octave, doubled and rounded.
  @Test(arguments: samples)
  func `has the mean and variance of its distribution`(sample: Sample) throws {
    let tabulated = try #require(try Tabulated(sample.distribution))
    #expect(abs(tabulated.mean / sample.distribution.mean - 1) < 3e-6)
    #expect(abs(tabulated.variance / sample.distribution.variance - 1) < 3e-6)
  }

  @Test(arguments: samples)
  func `is the same to the bit when built twice`(sample: Sample) throws {
    let first = try #require(try Tabulated(sample.distribution)).table
    let second = try #require(try Tabulated(sample.distribution)).table
    #expect(first.coefficients.map(\.bitPattern) == second.coefficients.map(\.bitPattern))
  }

  @Test(arguments: samples)
  func `holds knots and slopes of no more than 32 significant bits`(sample: Sample) throws {
    let table = try #require(try Tabulated(sample.distribution)).table
    for knot in stride(from: 0, to: table.coefficients.count, by: 4) {
      #expect(table.coefficients[knot].bitPattern & 0x1f_ffff == 0)
    }
  }

  @Test func `never leaves the bounds of its distribution`() throws {
    for sample in samples {
      let tabulated = try #require(try Tabulated(sample.distribution))
      let (low, high) = (sample.distribution.quantile(0), sample.distribution.quantile(1))
      #expect(tabulated.value(at: 0) >= low)
      #expect(tabulated.value(at: .max) <= high)
    }
  }
}

@Suite struct `Hard shapes` {
  /// Shapes for which GSL's own inversion fails or loses order, and the edges of what is accepted.
  @Test(arguments: [
    TableShape.gamma(shape: 0.05), .gamma(shape: 0.1), .gamma(shape: 5_000), .gamma(shape: 1e5),
    .pert(position: 0), .pert(position: 1), .pert(position: 1e-12), .pert(position: 1 - 1e-12),
    .triangular(position: 0), .triangular(position: 1), .triangular(position: 0.5),
    .weibull(shape: 0.05), .weibull(shape: 1e5), .lognormal(sigma: 20), .lognormal(sigma: 1e-12),
    .beta(0.05, 0.5), .beta(0.1, 5), .beta(300, 700), .beta(0.05, 1e4), .beta(1e4, 0.05),
    .logLogistic(shape: 1.01), .logLogistic(shape: 1e5),
    .truncatedNormal(low: 5.9, high: .infinity), .truncatedNormal(low: -60, high: -5.9),
    .truncatedNormal(low: -40, high: 40), .truncatedNormal(low: 2, high: 2 + 1e-6),
  ])
  func `are tabulated in order and finite`(shape: TableShape) throws {
    let table = try QuantileTable(shape)
    #expect(table.coefficients.allSatisfy { $0.isFinite })
    #expect(table.descents(over: 200_000) == 0)
    #expect(table.value(at: 0) >= 0)
  }

  @Test(arguments: [0.05, 0.1, 300, 5_000])
  func `of the gamma family keep their mean and variance`(shape: Double) throws {
    let moments = try QuantileTable(.gamma(shape: shape)).moments
    // The pieces follow x ~ v^(1/shape) less closely the smaller the shape is.
    let tolerance = shape < 0.3 ? 3e-5 : 3e-6
    #expect(abs(moments.mean / shape - 1) < tolerance)
    #expect(abs(moments.variance / shape - 1) < tolerance)
  }

  @Test func `that are refused say why`() {
    #expect(throws: DistributionError.tooSmall("shape", least: 0.05)) {
      try QuantileTable(.gamma(shape: 0.049))
    }
    #expect(throws: DistributionError.notFinite("mode")) {
      try QuantileTable(.pert(position: .nan))
    }
    #expect(throws: DistributionError.almostNothingLeft) {
      try QuantileTable(.truncatedNormal(low: 7, high: 9))
    }
  }
}
