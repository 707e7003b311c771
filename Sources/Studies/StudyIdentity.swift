internal import Experiments
internal import Kernel

/// What a journal is of: named texts, in the order in which they are compared.
///
/// Two studies with equal identities have equal parts. Nothing that leaves the results alone is in
/// it: no threads, time of day or path.
public struct StudyIdentity: Hashable, Sendable {
  /// One named text.
  public struct Value: Hashable, Sendable {
    /// The name, unique within an identity.
    public var name: String
    /// The text.
    public var text: String

    /// A text under its name.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// The first thing in which two identities differ.
  public struct Difference: Hashable, Sendable {
    /// The name of the value.
    public var name: String
    /// What this identity says; nil when it has no such name.
    public var here: String?
    /// What the other identity says; nil when it has no such name.
    public var there: String?

    /// Whether both are commands that differ in how many replications they ask for, and in nothing else.
    public var isNumberOfReplications: Bool {
      guard name == "command", let here, let there else { return false }
      return Self.withoutReplications(here) == Self.withoutReplications(there)
    }

    private static func withoutReplications(_ command: String) -> [Substring] {
      var words = command.split(separator: " ")
      if let flag = words.firstIndex(of: "--replications") {
        words.removeSubrange(flag..<min(flag + 2, words.count))
      }
      return words
    }
  }

  /// The values, each name once.
  public var values: [Value]

  /// An identity of values, each name once.
  public init(_ values: [Value]) {
    precondition(
      Set(values.map(\.name)).count == values.count, "an identity names nothing twice: \(values)")
    self.values = values
  }

  /// The identity of a study, or of one shard of it.
  ///
  /// - Parameters:
  ///   - version: the product's version.
  ///   - scenarioDigest: the digest of what the scenario means.
  ///   - planDigest: the digest of the compiled plans.
  ///   - command: the command line in its canonical form, without what leaves the results alone.
  ///   - shard: its number, from 1, and the number of shards; nil is the whole study.
  ///   - further: what else the parts depend on.
  public init(
    version: String, scenarioDigest: String, planDigest: String, seed: UInt64, command: String,
    shard: (number: Int, count: Int)? = nil, further: [Value] = []
  ) {
    self.init(
      [
        // Digests come last: a person reads more from what was asked.
        Value(name: "version", text: version), Value(name: "seed", text: String(seed)),
        Value(name: "command", text: command),
        Value(name: "scenarioDigest", text: scenarioDigest),
        Value(name: "planDigest", text: planDigest),
      ] + (shard.map { [Value(name: "shard", text: "\($0.number)/\($0.count)")] } ?? []) + further)
  }

  /// The text under `name`; nil when there is none.
  public subscript(name: String) -> String? { values.first { $0.name == name }?.text }

  /// Sixteen hexadecimal digits that differ between identities, for names of files.
  public var digest: String {
    var digest: UInt64 = 0x243F_6A88_85A3_08D3
    for value in values {
      for text in [value.name, value.text] {
        digest = mix(digest ^ Array(text.utf8).withUnsafeBytes { SealedBytes.checksum($0) })
      }
    }
    return hexadecimal(digest)
  }

  /// This identity without the value under `name`.
  public func without(_ name: String) -> StudyIdentity {
    StudyIdentity(values.filter { $0.name != name })
  }

  /// The first value, in this identity's order and then in the other's, that is not the same in
  /// `other`; nil when both name the same texts.
  public func difference(from other: StudyIdentity) -> Difference? {
    for value in values + other.values where self[value.name] != other[value.name] {
      return Difference(name: value.name, here: self[value.name], there: other[value.name])
    }
    return nil
  }
}
