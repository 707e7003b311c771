public import ApprovalModel

/// How far a study is.
public struct StudyProgress: Hashable, Sendable {
  /// Parts done, those kept from before included.
  public var done: Int
  /// Parts to do in all, as far as known; a study that decides as it goes may raise it.
  public var total: Int
  /// Parts of ``done`` that had been kept by an earlier attempt.
  public var kept: Int
  /// What is under way; nil: replications.
  public var phase: LocalizedText?

  /// So much is done of so much.
  public init(done: Int, total: Int, kept: Int, phase: LocalizedText? = nil) {
    self.done = done
    self.total = total
    self.kept = kept
    self.phase = phase
  }
}

/// One of several shares of a study that are worked on apart and merged.
public struct StudyShard: Hashable, Sendable {
  /// Which share, from 1.
  public var index: Int
  /// How many shares.
  public var count: Int

  /// The number, from 1, of the share of `count` that has the part at a place of the study.
  public static func index(ofPlace place: Int, of count: Int) -> Int { place % count + 1 }

  /// The share `index` of `count`; nil unless 1 ≤ index ≤ count.
  public init?(index: Int, of count: Int) {
    guard index >= 1, index <= count else { return nil }
    self.index = index
    self.count = count
  }
}

/// In what surroundings a study runs; results do not depend on them.
public struct StudyContext: Sendable {
  /// How many threads; nil: one for each processor.
  public var threads: Int?
  /// Where finished parts are kept; nil: nowhere.
  public var store: (any PartStore)?
  /// The share of the parts to work on, after which the study ends with
  /// ``StudyError/shardDone(parts:)``; nil: all.
  public var shard: StudyShard?
  /// Whether to use kept parts alone, and to end with ``StudyError/partsMissing(places:)`` where one
  /// is not there.
  public var isKeptOnly: Bool
  /// Told what is done, from any thread.
  public var progress: @Sendable (StudyProgress) -> Void
  /// Asked every few thousand events whether to stop.
  public var isCancelled: @Sendable () -> Bool

  /// Surroundings that keep nothing and are told nothing.
  public init(
    threads: Int? = nil, store: (any PartStore)? = nil, shard: StudyShard? = nil,
    isKeptOnly: Bool = false,
    progress: @escaping @Sendable (StudyProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.threads = threads
    self.store = store
    self.shard = shard
    self.isKeptOnly = isKeptOnly
    self.progress = progress
    self.isCancelled = isCancelled
  }
}
