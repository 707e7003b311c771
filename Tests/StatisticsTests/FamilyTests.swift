import Kernel
import Statistics
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the long studies are asked for: `make prove`.
private let proves = getenv("REFORMLAB_PROVE") != nil

@Suite struct `The draw of a family` {
  @Test(arguments: families)
  func `agrees with GSL from 1e-6 to 1 - 1e-6`(family: Family) throws {
    #expect(try family.worstError(from: 1e-6, to: 0.5, by: 1.0083) <= family.bound)
  }

  /// Octave by octave from 2^-20 to 2^-40: 3e-6 is some twice the greatest error measured.
  @Test(arguments: families)
  func `keeps its tails as far as 2^-40`(family: Family) throws {
    #expect(try family.worstError(from: 0x1p-40, to: 0x1p-20, by: 1.19) <= 3e-6)
  }

  @Test(arguments: families)
  func `has the mean and variance of its formula`(family: Family) throws {
    let (mean, variance) = try family.moments()
    #expect(abs(mean - family.distribution.mean) <= 3e-6 * family.distribution.mean)
    #expect(abs(variance - family.distribution.variance) <= 3e-6 * family.distribution.variance)
  }

  @Test(arguments: families)
  func `rises with the number drawn`(family: Family) throws {
    let value = try family.reading().value
    var last = value(0)
    for i in 1...200_000 as ClosedRange<UInt64> {
      let next = value(i * (.max / 200_000))
      #expect(next >= last)
      last = next
    }
  }
}

@Suite(.serialized) struct `Prove that tables follow their distributions` {
  /// The table of `docs/validation.md`.
  @Test(.enabled(if: proves)) func `and print what is measured`() throws {
    print("| family | value, 1e-6 to 1 − 1e-6 | tails, 2^-20 to 2^-40 | mean | variance |")
    print("|---|---|---|---|---|")
    for family in families {
      let (mean, variance) = try family.moments()
      let distribution = family.distribution
      let errors = [
        try family.worstError(from: 1e-6, to: 0.5, by: 1.0083),
        try family.worstError(from: 0x1p-40, to: 0x1p-20, by: 1.19),
        distribution.mean == 0 ? 0 : abs(mean / distribution.mean - 1),
        distribution.variance == 0 ? 0 : abs(variance / distribution.variance - 1),
      ]
      print("| \(family.name) | \(errors.map(oneDigit).joined(separator: " | ")) |")
    }
  }

  /// √n times the Kolmogorov–Smirnov distance of 10^7 draws; above 1.95 by chance once in 1,000.
  ///
  /// Where the distribution steps, the probability is spread evenly over the step by another draw.
  @Test(.enabled(if: proves), arguments: families)
  func `over ten million keyed draws`(family: Family) throws {
    let value = try family.reading().value
    let group = SubjectKey.group(seed: 2019, replication: 0, name: "firm")
    let purpose = Purpose("\(family.name)/duration").key
    let other = Purpose("\(family.name)/within the step").key
    let (n, cells) = (10_000_000, 1 << 20)
    let hasSteps = if case .table = family.distribution.form { false } else { true }
    var counts = Array(repeating: 0, count: cells)
    for i in 0..<UInt64(n) {
      let subject = SubjectKey(group: group, index: i).key
      let x = value(draw(subject, purpose, 0))
      var u = family.distribution.cumulative(x)
      if hasSteps {
        let below = family.distribution.cumulative(x.nextDown)
        u = below + (u - below) * (Double(draw(subject, other, 0) >> 11) * 0x1p-53)
      }
      counts[min(cells - 1, Int(u * Double(cells)))] += 1
    }
    var (sum, distance) = (0, 0.0)
    for cell in 0..<cells {
      sum += counts[cell]
      distance = max(
        distance, abs(Double(sum) / Double(n) - Double(cell + 1) / Double(cells)))
    }
    let statistic = distance * Double(n).squareRoot()
    print("Kolmogorov–Smirnov, \(family.name): \(statistic)")
    #expect(statistic < 1.95)
  }

  private func oneDigit(_ error: Double) -> String {
    if error == 0 { return "0" }
    let exponent = Int(log10(error).rounded(.down))
    return "\((error / pow(10, Double(exponent)) * 10).rounded() / 10)e\(exponent)"
  }
}
