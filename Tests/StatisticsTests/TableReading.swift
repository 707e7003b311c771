import Kernel
import Statistics
import Testing

/// The value at `h` of a quantile table with eight cells per octave, as the kernel reads it.
@inline(__always) func quantile(_ table: UnsafePointer<Double>, at h: UInt64) -> Double {
  let fold = h ^ UInt64(bitPattern: Int64(bitPattern: h) >> 63)
  let bits = Double(Int64(bitPattern: ((fold << 1) >> 11) | 1)).bitPattern
  let cell = Int(truncatingIfNeeded: (bits >> 49) &- (1023 << 3) &+ (h >> 63) &* 424)
  let t = Double(bitPattern: ((bits << 3) & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000) - 1
  let c = table + cell &* 4
  return (c[3] * t + c[2]) * (t * t) + (c[1] * t + c[0])
}

extension QuantileTable {
  func value(at h: UInt64) -> Double {
    coefficients.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { quantile($0, at: h) } ?? .nan
    }
  }

  /// How often the value falls over `count` evenly spaced numbers `h`, the first and last included.
  func descents(over count: Int) -> Int {
    coefficients.withUnsafeBufferPointer { buffer in
      guard let table = buffer.baseAddress else { return -1 }
      let step = UInt64.max / UInt64(count)
      var descents = 0
      var last = quantile(table, at: 0)
      var h: UInt64 = 0
      for _ in 1...count {
        h &+= step
        let value = quantile(table, at: h)
        if !(value >= last) { descents += 1 }
        last = value
      }
      if !(quantile(table, at: .max) >= last) { descents += 1 }
      return descents
    }
  }

  /// Mean and variance of the table itself: Gauss–Legendre with four points is exact in each cell.
  var moments: (mean: Double, variance: Double) {
    let nodes = [
      (0.069431844202973712, 0.173927422568726929), (0.330009478207571868, 0.326072577431273071),
      (0.669990521792428132, 0.326072577431273071), (0.930568155797026288, 0.173927422568726929),
    ]
    func mean(of weigh: (Double) -> Double) -> Double {
      var sum = 0.0
      for cell in 0..<848 {
        let width = Double(sign: .plus, exponent: cell % 424 / 8 - 57, significand: 1)
        let c = coefficients[(4 * cell)..<(4 * cell + 4)]
        let i = c.startIndex
        for (t, weight) in nodes {
          let value = c[i] + t * (c[i + 1] + t * (c[i + 2] + t * c[i + 3]))
          sum += weight * width * weigh(value)
        }
      }
      return sum
    }
    let center = mean { $0 }
    return (center, mean { ($0 - center) * ($0 - center) })
  }
}

/// A distribution with its table, for reading values in its own unit.
struct Tabulated {
  let table: QuantileTable
  let location: Double
  let scale: Double

  init?(_ distribution: Distribution) throws {
    guard case .table(let shape, let location, let scale) = distribution.form else { return nil }
    table = try QuantileTable(shape)
    self.location = location
    self.scale = scale
  }

  func value(at h: UInt64) -> Double { location + scale * table.value(at: h) }
  var mean: Double { location + scale * table.moments.mean }
  var variance: Double { scale * scale * table.moments.variance }
}

/// The steps of a distribution of several parts, read by the kernel.
struct StepReading {
  private(set) var steps: [StepSpec] = []
  private(set) var tables: [Double] = []
  private let own: [StepTable.Step]

  init?(_ distribution: Distribution) throws {
    guard case .steps(let shape, 1) = distribution.form else { return nil }
    own = try StepTable(shape).steps
    for step in own {
      steps.append(
        StepSpec(
          first: step.first, last: step.last, low: step.low, width: step.width, high: step.high,
          table: step.table == nil ? -1 : tables.count))
      tables += step.table?.coefficients ?? []
    }
  }

  func value(at h: UInt64) -> Double { Kernel.value(of: steps, tables: tables, at: h) }

  /// Mean and variance of the steps themselves.
  var moments: (mean: Double, variance: Double) {
    let each = own.map { step -> (share: Double, mean: Double, variance: Double) in
      let share = (Double(step.last - step.first) + 1) * 0x1p-64
      guard let table = step.table else {
        return (share, step.low + step.width / 2, step.width * step.width / 12)
      }
      let moments = table.moments
      return (
        share, step.low + step.width * moments.mean, step.width * step.width * moments.variance
      )
    }
    let mean = each.reduce(0) { $0 + $1.share * $1.mean }
    return (
      mean,
      each.reduce(0) { $0 + $1.share * ($1.variance + ($1.mean - mean) * ($1.mean - mean)) }
    )
  }
}

/// A distribution as a scenario might state it, with the greatest relative error of its table.
struct Sample: CustomTestStringConvertible {
  let distribution: Distribution
  let bound: Double
  var testDescription: String { "\(distribution)" }
}

/// One or more of each family; bounds as measured for tables with eight cells per octave.
let samples: [Sample] = [
  Sample(distribution: .exponential(mean: 3), bound: 2.4e-6),
  Sample(distribution: .lognormal(median: 2, sigma: 0.5), bound: 1.3e-6),
  Sample(distribution: .lognormal(median: 2, sigma: 1), bound: 4.2e-6),
  Sample(distribution: .lognormal(median: 2, sigma: 1.5), bound: 9.9e-6),
  Sample(distribution: .gamma(shape: 0.3, scale: 4), bound: 7.6e-6),
  Sample(distribution: .gamma(shape: 2.5, scale: 4), bound: 1.3e-6),
  Sample(distribution: .weibull(shape: 0.7, scale: 5), bound: 4.9e-6),
  Sample(distribution: .weibull(shape: 2, scale: 5), bound: 6.9e-7),
  Sample(distribution: .pert(low: 2, mode: 5, high: 15), bound: 4.3e-7),
  Sample(distribution: .triangular(low: 2, mode: 5, high: 15), bound: 1.5e-5),
  Sample(
    distribution: .truncatedNormal(mean: 1, deviation: 0.6, low: 0, high: 3), bound: 5.6e-7),
  Sample(
    distribution: .truncatedNormal(mean: 1, deviation: 0.6, low: 0, high: .infinity), bound: 6e-7),
  Sample(distribution: .logLogistic(median: 6, shape: 5), bound: 1.3e-6),
]
