internal import Kernel

/// Random bits of a method, a pure function of the study's seed and what they are for.
struct KeyedDraws: RandomNumberGenerator {
  private let subject: UInt64
  private let purpose: UInt64
  private var count: UInt64 = 0

  /// Draws for `purpose`, such as `attribution/orders`.
  init(seed: UInt64, purpose: String) {
    subject =
      SubjectKey(
        group: SubjectKey.group(seed: seed, replication: 0, name: "methods"), index: 0
      ).key
    self.purpose = Purpose(purpose).key
  }

  mutating func next() -> UInt64 {
    defer { count += 1 }
    return draw(subject, purpose, count)
  }

  /// A number from 0 to below 1.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
