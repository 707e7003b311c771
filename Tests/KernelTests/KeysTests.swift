import Testing

@testable import Kernel

@Suite struct `A keyed draw` {
  @Test func `hashes names with FNV-1a`() {
    // The published test vectors of FNV-1a, 64 bits.
    #expect(stableHash("") == 0xCBF2_9CE4_8422_2325)
    #expect(stableHash("a") == 0xAF63_DC4C_8601_EC8C)
    #expect(stableHash("foobar") == 0x8594_4171_F739_67E8)
  }

  // Computed once by twenty lines of Python that know only splitmix64 and FNV-1a. A change of one bit
  // is a change of every result ever published: a new format version.
  @Test func `gives these bits for ever`() {
    let golden: [(UInt64, UInt64, String, UInt64, String, UInt64, UInt64)] = [
      (0, 0, "firm", 0, "licence/review/duration", 0, 0xC315_E64B_ABE2_9076),
      (0, 39, "firm", 0, "licence/review/duration", 3, 0x9E9B_3F2E_C292_C479),
      (0, 1, "firm", 0, "许可/缺陷", 0, 0x3144_0A79_428D_37CF),
      (0, 7, "firm", 0, "许可/缺陷", 3, 0x8D79_3128_26D5_2CC2),
      (0, 0, "企业", 1, "licence/review/duration", 0, 0xEFDC_AC57_FFBD_47FE),
      (0, 39, "企业", 1, "licence/review/duration", 3, 0x2952_C6CB_95D0_10D5),
      (0, 1, "企业", 1, "许可/缺陷", 0, 0xD543_8AEF_BC26_6033),
      (0, 7, "企业", 1, "许可/缺陷", 3, 0x5EBB_E2E6_C2BD_F524),
      (1, 0, "firm", 1000, "licence/review/duration", 0, 0x25C0_DCC5_0128_DC76),
      (1, 39, "firm", 1000, "licence/review/duration", 3, 0xEC41_436A_F499_9345),
      (1, 1, "firm", 1000, "许可/缺陷", 0, 0xAC01_8E3E_F9F4_27DD),
      (1, 7, "firm", 1000, "许可/缺陷", 3, 0x815B_814B_E707_6E6A),
      (1, 0, "企业", 999999, "licence/review/duration", 0, 0x3738_2996_81BC_61F6),
      (1, 39, "企业", 999999, "licence/review/duration", 3, 0x354F_3BB3_5BEB_302F),
      (1, 1, "企业", 999999, "许可/缺陷", 0, 0xEE0A_AA06_D618_8B00),
      (1, 7, "企业", 999999, "许可/缺陷", 3, 0x8FAE_AE87_93FE_5F2F),
      (2019, 0, "firm", 0, "licence/review/duration", 0, 0x3C8F_491E_7EA5_834A),
      (2019, 39, "firm", 0, "licence/review/duration", 3, 0x2A38_E381_BE68_615C),
      (2019, 1, "firm", 0, "许可/缺陷", 0, 0x931E_3A7B_9725_A4C5),
      (2019, 7, "firm", 0, "许可/缺陷", 3, 0x9887_C902_010C_330A),
      (2019, 0, "企业", 1, "licence/review/duration", 0, 0xB691_2AD0_FFCC_2862),
      (2019, 39, "企业", 1, "licence/review/duration", 3, 0x3AA2_9455_F9E3_EDCD),
      (2019, 1, "企业", 1, "许可/缺陷", 0, 0x16E8_4823_0820_B511),
      (2019, 7, "企业", 1, "许可/缺陷", 3, 0x6ECC_9CD6_C18D_41CB),
      (UInt64.max, 0, "firm", 1000, "licence/review/duration", 0, 0xC776_6954_4398_E160),
      (UInt64.max, 39, "firm", 1000, "licence/review/duration", 3, 0x53DA_284D_D6FB_8D8C),
      (UInt64.max, 1, "firm", 1000, "许可/缺陷", 0, 0xCF4F_56BC_FB4E_7CE7),
      (UInt64.max, 7, "firm", 1000, "许可/缺陷", 3, 0xA025_E5E1_43A0_31A9),
      (UInt64.max, 0, "企业", 999999, "licence/review/duration", 0, 0x5381_3274_AC28_C2FA),
      (UInt64.max, 39, "企业", 999999, "licence/review/duration", 3, 0x345F_6B6B_C2EC_63BB),
      (UInt64.max, 1, "企业", 999999, "许可/缺陷", 0, 0x96F8_3A93_06F4_05A8),
      (UInt64.max, 7, "企业", 999999, "许可/缺陷", 3, 0x2DBC_CA8A_2557_EEFB),
    ]
    #expect(golden.count == 32)
    for (seed, replication, name, index, purpose, occurrence, bits) in golden {
      let group = SubjectKey.group(seed: seed, replication: replication, name: name)
      let subject = SubjectKey(group: group, index: index).key
      #expect(
        draw(subject, Purpose(purpose).key, occurrence) == bits,
        "seed \(seed), replication \(replication), \(name) \(index), \(purpose), \(occurrence)")
    }
  }

  /// Two draws that differ in one part of their key, as a function of a running number.
  struct Neighbours: CustomTestStringConvertible {
    let testDescription: String
    let pair: @Sendable (UInt64) -> (UInt64, UInt64)

    init(_ description: String, _ pair: @escaping @Sendable (UInt64) -> (UInt64, UInt64)) {
      testDescription = description
      self.pair = pair
    }
  }

  private static let firm = SubjectKey.group(seed: 2019, replication: 0, name: "firm")
  private static let review = Purpose("licence/review/duration").key

  static func applicant(_ index: UInt64, of group: UInt64 = firm) -> UInt64 {
    SubjectKey(group: group, index: index).key
  }

  static let neighbours = [
    Neighbours("one applicant and the next") { i in
      (draw(applicant(i), review, 0), draw(applicant(i + 1), review, 0))
    },
    Neighbours("one purpose and another") { i in
      (draw(applicant(i), review, 0), draw(applicant(i), Purpose("licence/visit/duration").key, 0))
    },
    Neighbours("one occurrence and the next") { i in
      (draw(applicant(i / 64), review, i % 64), draw(applicant(i / 64), review, i % 64 + 1))
    },
    Neighbours("one replication and the next") { i in
      let now = SubjectKey.group(seed: 2019, replication: i, name: "firm")
      let next = SubjectKey.group(seed: 2019, replication: i + 1, name: "firm")
      return (draw(applicant(7, of: now), review, 0), draw(applicant(7, of: next), review, 0))
    },
    Neighbours("one seed and the next") { i in
      let now = SubjectKey.group(seed: i, replication: 0, name: "firm")
      let next = SubjectKey.group(seed: i + 1, replication: 0, name: "firm")
      return (draw(applicant(7, of: now), review, 0), draw(applicant(7, of: next), review, 0))
    },
    Neighbours("one class and another") { i in
      let shop = SubjectKey.group(seed: 2019, replication: 0, name: "shop")
      return (draw(applicant(i), review, 0), draw(applicant(i, of: shop), review, 0))
    },
    Neighbours("seed and replication exchanged") { i in
      let one = SubjectKey.group(seed: i, replication: 1, name: "firm")
      let other = SubjectKey.group(seed: 1, replication: i, name: "firm")
      return (draw(applicant(7, of: one), review, 0), draw(applicant(7, of: other), review, 0))
    },
  ]

  // 14 statistics of 1,000,000 pairs; |z| < 5 fails by chance once in 100,000 runs, and these bits
  // never change.
  @Test(arguments: neighbours)
  func `is independent of its neighbours`(_ neighbours: Neighbours) {
    // Seed and replication are equal where both are 1, so the exchange begins at 2.
    let z = dependence(of: 1_000_000) { neighbours.pair($0 + 2) }
    #expect(abs(z.pearson) < 5, "correlation z = \(z.pearson)")
    #expect(abs(z.chiSquare) < 5, "chi-square z = \(z.chiSquare)")
  }

  // The test has teeth: keys spread by one multiplication alone fail it by far.
  @Test func `would fail that with a single multiplication`() {
    func weak(_ i: UInt64) -> UInt64 { (Self.firm ^ Self.review &+ i) &* golden }
    let z = dependence(of: 1_000_000) { (weak($0), weak($0 + 1)) }
    #expect(abs(z.chiSquare) > 1_000, "chi-square z = \(z.chiSquare)")
  }

  /// How far pairs are from independent uniform numbers, in standard deviations: by the correlation
  /// coefficient r √n, and by the chi-square statistic of a table of 64 × 64 cells.
  private func dependence(
    of count: UInt64, _ pair: (UInt64) -> (UInt64, UInt64)
  ) -> (pearson: Double, chiSquare: Double) {
    var cells = Array(repeating: 0.0, count: 64 * 64)
    var (sumX, sumY, sumXX, sumYY, sumXY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in 0..<count {
      let (a, b) = pair(i)
      cells[Int(a >> 58) * 64 + Int(b >> 58)] += 1
      let (x, y) = (Double(a) * 0x1p-64 - 0.5, Double(b) * 0x1p-64 - 0.5)
      sumX += x
      sumY += y
      sumXX += x * x
      sumYY += y * y
      sumXY += x * y
    }
    let n = Double(count)
    let covariance = sumXY - sumX * sumY / n
    let correlation =
      covariance / ((sumXX - sumX * sumX / n) * (sumYY - sumY * sumY / n)).squareRoot()
    let expected = n / 4096
    let chiSquare = cells.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    return (correlation * n.squareRoot(), (chiSquare - 4095) / (2.0 * 4095).squareRoot())
  }
}

@Suite struct `A chance` {
  @Test func `of nothing is never, of one is always`() {
    #expect(chanceThreshold(0) == 0)
    #expect(chanceThreshold(-0.0) == 0)
    #expect(chanceThreshold(1) == .max)
    #expect(chanceThreshold(2) == .max)
  }

  @Test func `becomes its share of all 64-bit numbers`() {
    #expect(chanceThreshold(0.5) == 1 << 63)
    #expect(chanceThreshold(0.25) == 1 << 62)
    #expect(chanceThreshold(0x1p-64) == 1)
    #expect(chanceThreshold(0x1p-65) == 0)
    // The largest chance below one keeps 2^11 numbers that mean no.
    #expect(chanceThreshold(1.0.nextDown) == 0xFFFF_FFFF_FFFF_F800)
  }

  @Test func `grows with the probability`() {
    var last: UInt64 = 0
    for i in 0...10_000 {
      let threshold = chanceThreshold(Double(i) / 10_000)
      #expect(i == 0 || threshold > last, "at \(i) of 10,000")
      last = threshold
    }
  }
}

@Suite struct `A quantile table` {
  /// The table of the uniform distribution on 0...1: v on the lower side, 1 − v on the upper, where v
  /// is the distance to the nearer end.
  private let uniform: [Double] = {
    var table: [Double] = []
    for isUpper in [false, true] {
      for k in 0..<424 {
        let start = Self.start(k)
        let width = Self.start(k + 1) - start
        table += isUpper ? [1 - start, -width, 0, 0] : [start, width, 0, 0]
      }
    }
    return table
  }()

  private static func start(_ k: Int) -> Double {
    Double(sign: .plus, exponent: k / 8 - 54, significand: 1 + Double(k % 8) / 8)
  }

  // The identity tells cell and position apart: h / 2^64 comes back, to the 53 bits that are read.
  @Test func `finds the cell of every number`() {
    for h in samples {
      let expected = Double(h) * 0x1p-64
      let found = quantile(of: uniform, at: h)
      #expect(abs(found - expected) <= 0x1p-52, "\(h) gave \(found), not \(expected)")
    }
  }

  @Test func `never falls as the number rises`() {
    var last = -Double.infinity
    for h in samples.sorted() {
      let value = quantile(of: uniform, at: h)
      #expect(value >= last, "at \(h)")
      last = value
    }
  }

  @Test func `covers both ends without leaving the table`() {
    #expect(quantile(of: uniform, at: 0) == 0x1p-54)
    #expect(quantile(of: uniform, at: .max) == 1 - 0x1p-54)
  }

  /// Both ends, the middle, the powers of two with their neighbours, and numbers spread over all.
  private var samples: [UInt64] {
    var samples: [UInt64] = [0, 1, .max - 1, .max, 1 << 63 - 1, 1 << 63, 1 << 63 + 1]
    for bit in 0..<64 {
      let power: UInt64 = 1 << UInt64(bit)
      samples += [power, power &- 1, power &+ 1, ~power, 0 &- power]
    }
    for i in 0..<20_000 as Range<UInt64> { samples.append(mix(i)) }
    return samples
  }
}

@Suite struct `Rounding to whole milliseconds` {
  @Test func `goes half to even`() {
    #expect(roundedHalfToEven(0.5) == 0)
    #expect(roundedHalfToEven(1.5) == 2)
    #expect(roundedHalfToEven(2.5) == 2)
    #expect(roundedHalfToEven(2.5.nextUp) == 3)
    #expect(roundedHalfToEven(0) == 0)
    #expect(roundedHalfToEven(0x1p50 - 0.5) == 1 << 50)
  }
}
