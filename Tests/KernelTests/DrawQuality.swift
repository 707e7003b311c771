import Kernel

/// A generator under test: the bits of one draw from seed, replication, applicant, purpose and
/// occurrence.
struct KeyedGenerator: Sendable {
  /// What stands for a subject of a replication.
  let subject: @Sendable (_ seed: UInt64, _ replication: UInt64, _ index: UInt64) -> UInt64
  /// What stands for a purpose.
  let purpose: @Sendable (_ name: String) -> UInt64
  /// The bits of a draw.
  let bits: @Sendable (_ subject: UInt64, _ purpose: UInt64, _ occurrence: UInt64) -> UInt64

  /// The product's own.
  static let product = KeyedGenerator(
    subject: {
      SubjectKey(group: SubjectKey.group(seed: $0, replication: $1, name: "firm"), index: $2).key
    },
    purpose: { Purpose($0).key }, bits: { draw($0, $1, $2) })

  /// A control that must fail: keys put together without mixing, one multiplication.
  static let control = KeyedGenerator(
    subject: { $0 &<< 40 ^ $1 &<< 20 ^ $2 }, purpose: { UInt64($0.utf8.count) },
    bits: { ($0 &+ $1 &+ $2) &* 0x9E37_79B9_7F4A_7C15 })
}

/// In which order the draws of a simulation are read as one stream.
enum DrawOrder: String, CaseIterable, Sendable {
  case applicantFastest = "applicant by applicant"
  case purposeFastest = "purpose by purpose, then applicant"
  case occurrenceFastest = "occurrence by occurrence, then purpose, then applicant"
  case replicationFastest = "replication by replication"
  case seedFastest = "seed by seed"
  case twoApplicants = "two applicants side by side, then purpose"
  case twoReplications = "two replications side by side"

  /// Twenty purposes as the compiler names them.
  static let purposes: [String] = ["survey", "licence", "acceptance", "许可", "fire-review"].flatMap {
    matter in
    ["review/duration", "review/again", "prepare/duration", "缺陷"].map { "\(matter)/\($0)" }
  }

  /// The first `count` draws in this order; `salt` moves to other applicants.
  func stream(_ generator: KeyedGenerator, count: Int, salt: UInt64 = 0) -> [UInt64] {
    let purposes = DrawOrder.purposes.map(generator.purpose)
    let many = UInt64(purposes.count)
    let review = purposes[0]
    let seed: UInt64 = 2019
    // Keys of subjects are costly; consecutive draws mostly share one.
    var known: (index: UInt64, key: UInt64)?
    func applicant(_ index: UInt64) -> UInt64 {
      if let known, known.index == index { return known.key }
      let key = generator.subject(seed, 0, salt &+ index)
      known = (index, key)
      return key
    }
    return (0..<UInt64(count)).map { i in
      switch self {
      case .applicantFastest: generator.bits(applicant(i), review, 0)
      case .purposeFastest: generator.bits(applicant(i / many), purposes[Int(i % many)], 0)
      case .occurrenceFastest:
        generator.bits(applicant(i / (8 * many)), purposes[Int(i / 8 % many)], i % 8)
      case .replicationFastest:
        generator.bits(generator.subject(seed, i % 1_000, salt &+ i / 1_000), review, 0)
      case .seedFastest:
        generator.bits(generator.subject(i % 100_000, 0, salt &+ i / 100_000), review, 0)
      case .twoApplicants:
        generator.bits(
          generator.subject(seed, 0, salt &+ 2 * (i / (2 * many)) + i % 2),
          purposes[Int(i / 2 % many)], 0)
      case .twoReplications:
        generator.bits(generator.subject(seed, i % 2, salt &+ i / 2), review, 0)
      }
    }
  }
}

/// A statistic of a stream of 64-bit words that is about standard normal when they are independent and
/// uniform.
enum DrawStatistic: CaseIterable, Sendable {
  case highBits, lowBits, pairs, triples, lowPairs, birthdaysHigh, birthdaysLow, collisionsHigh
  case collisionsLow, correlation, correlationOfPurposes, runsUp

  /// The statistic in standard deviations from its expectation.
  func deviation(of words: [UInt64]) -> Double {
    switch self {
    case .highBits: chiSquare(of: words.lazy.map { Int($0 >> 52) }, cells: 4096, count: words.count)
    case .lowBits:
      chiSquare(of: words.lazy.map { Int($0 & 4095) }, cells: 4096, count: words.count)
    case .pairs: tuples(words, of: 2, bits: 6, shift: 58)
    case .triples: tuples(words, of: 3, bits: 4, shift: 60)
    case .lowPairs: tuples(words, of: 2, bits: 6, shift: 0)
    case .birthdaysHigh: birthdaySpacings(words, shift: 32)
    case .birthdaysLow: birthdaySpacings(words, shift: 0)
    case .collisionsHigh: collisions(words, shift: 50)
    case .collisionsLow: collisions(words, shift: 8)
    case .correlation: correlation(words, lag: 1)
    case .correlationOfPurposes: correlation(words, lag: DrawOrder.purposes.count)
    case .runsUp: rises(words)
    }
  }

  private func chiSquare(of cells: some Sequence<Int>, cells number: Int, count: Int) -> Double {
    var table = Array(repeating: 0, count: number)
    for cell in cells { table[cell] += 1 }
    let expected = Double(count) / Double(number)
    let sum = table.reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    let freedom = Double(number - 1)
    return (sum - freedom) / (2 * freedom).squareRoot()
  }

  /// Successive words that do not overlap, `bits` of each.
  private func tuples(_ words: [UInt64], of length: Int, bits: Int, shift: Int) -> Double {
    let mask: UInt64 = 1 << UInt64(bits) - 1
    let groups = words.count / length
    let cells = (0..<groups).lazy.map { g in
      (0..<length).reduce(0) {
        $0 << bits | Int(words[g * length + $1] >> UInt64(shift) & mask)
      }
    }
    return chiSquare(of: cells, cells: 1 << (bits * length), count: groups)
  }

  /// 4,096 birthdays in a year of 2^32 days, again and again: equal spacings are Poisson with mean
  /// m³ / 4n = 4 each time (Marsaglia and Tsang, "Some Difficult-to-pass Tests of Randomness", Journal of
  /// Statistical Software 7, 2002).
  private func birthdaySpacings(_ words: [UInt64], shift: UInt64) -> Double {
    let birthdays = 4096
    let years = words.count / birthdays
    var equal = 0
    for year in 0..<years {
      let days = words[(year * birthdays)..<((year + 1) * birthdays)]
        .map { UInt32(truncatingIfNeeded: $0 >> shift) }.sorted()
      let spacings = zip(days.dropFirst(), days).map { $0 &- $1 }.sorted()
      equal += zip(spacings.dropFirst(), spacings).count { $0 == $1 }
    }
    let expected = 4 * Double(years)
    return (Double(equal) - expected) / expected.squareRoot()
  }

  /// Pairs of successive words as balls in 2^27 urns: how many fall on another (Knuth, "The Art of
  /// Computer Programming 2", 3.3.2 I); few enough for the count to be Poisson.
  private func collisions(_ words: [UInt64], shift: UInt64) -> Double {
    let balls = words.count / 2
    var urns = Array(repeating: UInt64(0), count: 1 << 21)
    var collisions = 0
    for b in 0..<balls {
      let urn = (words[2 * b] >> shift & 0x3FFF) << 13 | words[2 * b + 1] >> shift & 0x1FFF
      let bit: UInt64 = 1 << (urn & 63)
      if urns[Int(urn >> 6)] & bit != 0 { collisions += 1 }
      urns[Int(urn >> 6)] |= bit
    }
    let (n, d) = (Double(balls), 0x1p27)
    // n - d (1 - (1 - 1/d)^n), by its series.
    let expected = n * (n - 1) / (2 * d) * (1 - (n - 2) / (3 * d))
    return (Double(collisions) - expected) / expected.squareRoot()
  }

  private func correlation(_ words: [UInt64], lag: Int) -> Double {
    var sum = 0.0
    for i in lag..<words.count {
      sum += (Double(words[i]) * 0x1p-64 - 0.5) * (Double(words[i - lag]) * 0x1p-64 - 0.5)
    }
    return sum * 12 / Double(words.count - lag).squareRoot()
  }

  /// How often a word exceeds the one before: mean (n - 1) / 2, variance (n + 1) / 12.
  private func rises(_ words: [UInt64]) -> Double {
    let rises = zip(words.dropFirst(), words).count { $0 > $1 }
    let n = Double(words.count)
    return (Double(rises) - (n - 1) / 2) / ((n + 1) / 12).squareRoot()
  }
}
