public import ApprovalModel

/// Where finished parts of a study are kept, so that one that was stopped goes on where it was.
///
/// A part is a piece of work whose result depends on the study and on its key alone, such as one
/// replication of all designs. Keys are unique within a study.
public protocol PartStore: Sendable {
  /// The part kept under `key`; nil when it is not there.
  func part(_ key: String) throws(PartStoreError) -> [UInt8]?

  /// Keeps a finished part; a part that is there already stays as it is.
  func keep(_ bytes: [UInt8], as key: String) throws(PartStoreError)
}

/// A part cannot be read or kept.
public struct PartStoreError: Error, Hashable, Sendable {
  /// Whether the fault is in what was kept before (a damaged file), not in the machine it is kept on.
  public var isDamage: Bool
  /// What happened and the way out.
  public var message: LocalizedText

  /// A fault with its way out.
  public init(isDamage: Bool, message: LocalizedText) {
    self.isDamage = isDamage
    self.message = message
  }
}
