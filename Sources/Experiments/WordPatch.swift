internal import Kernel

/// Another value for eight bytes of a plan.
public struct WordPatch: Hashable, Sendable {
  /// Where: the first of the bytes, divided by eight.
  public var offset: Int
  /// The bytes as a little-endian number; those past the end are zero.
  public var word: UInt64
}

extension [WordPatch] {
  /// Where the head of plan bytes keeps the checksum of what follows, which changes with every word.
  private static var checksumWord: Int { 3 }

  /// The words in which two plans of one length differ, but for the checksum.
  init(from base: [UInt8], to plan: [UInt8]) {
    self = []
    for offset in 0..<((base.count + 7) / 8) where offset != Self.checksumWord {
      let word = Self.word(plan, offset)
      if word != Self.word(base, offset) { append(WordPatch(offset: offset, word: word)) }
    }
  }

  private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for i in (8 * offset)..<Swift.min(8 * offset + 8, bytes.count) {
      word |= UInt64(bytes[i]) << UInt64(8 * (i - 8 * offset))
    }
    return word
  }

  /// The bytes of a plan that patches change.
  func changedBytes(of base: [UInt8]) -> [Int] {
    flatMap { patch -> [Int] in
      let bits = patch.word ^ Self.word(base, patch.offset)
      return (0..<8).filter { bits >> UInt64(8 * $0) & 0xFF != 0 }.map { 8 * patch.offset + $0 }
    }
  }

  /// Plan bytes with these patches, and the checksum renewed.
  ///
  /// Of each word only the bytes count that differ from the plan: the others may belong to another patch.
  func applied(to base: [UInt8]) -> [UInt8] {
    var bytes = base
    for patch in self {
      for at in [patch].changedBytes(of: base) {
        bytes[at] = UInt8(truncatingIfNeeded: patch.word >> UInt64(8 * (at - 8 * patch.offset)))
      }
    }
    bytes.withUnsafeMutableBytes { SealedBytes.renewChecksum($0) }
    return bytes
  }
}
