internal import ApprovalModel
public import Experiments
internal import Kernel
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The journal of one study: an SQLite file with what the study is and its finished parts.
///
/// Parts that were written survive the end of the process by any means, kill -9 included, because
/// the system has them; a power cut may take the last ones, and leaves the file whole. While parts are
/// few each is written as it comes; those of fast studies wait for up to a tenth of a second and are
/// written together (see ``flush()``).
///
/// Used by any number of threads, and by several processes at once: they take turns to write, and
/// a part that two of them finish is kept once. Nothing that is there is ever changed or deleted.
public final class Journal: PartStore {
  /// The version of the tables; a newer one is not read.
  public static let format: Int64 = 1
  /// What tells journals from other SQLite files: "RLjn" in its header.
  static let application: Int64 = 0x524C_6A6E

  /// Where it is, as the user wrote it.
  public let path: String
  /// What it is of.
  public let identity: StudyIdentity
  /// The text of the scenario as it was when the study began.
  public let scenario: [UInt8]

  private let state: Mutex<JournalState>
  private let now: @Sendable () -> ContinuousClock.Instant

  /// Opens the journal of a study, made where nothing is there.
  ///
  /// A journal with the same identity is gone on with, and keeps the scenario text it has: texts
  /// with equal digests differ in layout alone. Reads the whole file once, to see that it is sound.
  ///
  /// - Throws: why not; a file that is there was left as it is.
  public convenience init(
    path: String, of identity: StudyIdentity, scenario: [UInt8]
  ) throws(JournalError) {
    try self.init(path: path, of: (identity, scenario), JournalSettings())
  }

  /// Opens a journal that is there, whichever study it is of.
  ///
  /// Reads the whole file once, to see that it is sound.
  ///
  /// - Throws: why not; a file that is there was left as it is.
  public convenience init(existing path: String) throws(JournalError) {
    try self.init(path: path, of: nil, JournalSettings())
  }

  /// Opens a journal that is there, to go on with the study `identity`.
  ///
  /// - Throws: why not; a file that is there was left as it is.
  public convenience init(
    existing path: String, of identity: StudyIdentity
  ) throws(JournalError) {
    try self.init(existing: path)
    if let difference = self.identity.difference(from: identity) {
      throw .otherStudy(path, difference)
    }
  }

  init(
    path: String, of study: (identity: StudyIdentity, scenario: [UInt8])?,
    _ settings: JournalSettings
  ) throws(JournalError) {
    self.path = path
    now = settings.now
    try Self.look(at: path, isCreating: study != nil)
    let tables = try JournalTables(path: path, isCreating: study != nil, settings)
    if let study { try tables.create(study.identity, study.scenario) }
    try tables.check()
    (identity, scenario) = try tables.study()
    if let study, let difference = identity.difference(from: study.identity) {
      throw .otherStudy(path, difference)
    }
    try tables.prepareForParts(patience: settings.patience)
    state = Mutex(try JournalState(tables, now: settings.now()))
  }

  deinit {
    // Whoever must know whether the last parts were written calls flush() before.
    state.withLock { state in try? state.flush() }
  }

  /// Refuses what SQLite would be silent or vague about.
  ///
  /// The file is not opened: to close it again would take away the locks that another journal of
  /// this process has on it.
  private static func look(at path: String, isCreating: Bool) throws(JournalError) {
    var found = stat()
    if stat(path, &found) != 0 {
      let number = errno
      if !isCreating { throw .missing(path, systemReason(number)) }
      if number != ENOENT { throw .unopenable(path, systemReason(number)) }
    } else {
      let kind = found.st_mode & S_IFMT
      if kind == S_IFDIR { throw .foreign(path, systemReason(EISDIR)) }
      if kind != S_IFREG {
        throw .foreign(path, LocalizedText(zh: "它不是普通文件", en: "it is not a regular file"))
      }
      // SQLite takes a file of one byte for an empty one and would write over it.
      if found.st_size == 1 { throw .foreign(path, .noSQLiteFile) }
      if access(path, R_OK | W_OK) != 0 { throw .unopenable(path, systemReason(errno)) }
    }
    // The log stands beside the file.
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    if access(folder, W_OK | X_OK) != 0 { throw .unopenable(path, systemReason(errno)) }
  }

  /// The part kept under `key`; nil when it is not there.
  public func part(_ key: String) throws(PartStoreError) -> [UInt8]? {
    try withState { state throws(JournalError) in try state.part(key) }
  }

  /// Keeps a finished part; a part that is there already stays as it is.
  ///
  /// Waits while another process writes. A part that could not be kept is forgotten; those that
  /// waited before it are tried again with the next one.
  public func keep(_ bytes: [UInt8], as key: String) throws(PartStoreError) {
    let now = now()
    try withState { state throws(JournalError) in try state.keep(bytes, as: key, now: now) }
  }

  /// Writes the parts that wait; free when none does.
  ///
  /// To be called at the end of a study, and now and then by whoever waits for long parts.
  public func flush() throws(PartStoreError) {
    try withState { state throws(JournalError) in try state.flush() }
  }

  /// How many parts there are whose keys begin with `prefix`.
  public func count(prefix: String = "") throws(PartStoreError) -> Int {
    try withState { state throws(JournalError) in try state.count(prefix: prefix) }
  }

  /// The parts whose keys begin with `prefix`, in the order of their keys' UTF-8 bytes.
  ///
  /// Read one by one, so that any number of them needs the memory of one; what is kept meanwhile
  /// comes in its place.
  public func parts(prefix: String = "") -> JournalParts {
    JournalParts(journal: self, prefix: prefix)
  }

  /// The keys that begin with `prefix`, in the order of their UTF-8 bytes.
  public func keys(prefix: String = "") throws(PartStoreError) -> [String] {
    try withState { state throws(JournalError) in try state.keys(prefix: prefix) }
  }

  /// How many transactions have written parts.
  var transactions: Int { state.withLock { $0.transactions } }

  /// The first part whose key begins with `prefix` and is not below `bound`.
  fileprivate func part(from bound: String, prefix: String) throws(PartStoreError) -> JournalPart? {
    try withState { state throws(JournalError) in try state.part(from: bound, prefix: prefix) }
  }

  private func withState<Result: Sendable>(
    _ body: (inout JournalState) throws(JournalError) -> Result
  ) throws(PartStoreError) -> Result {
    do throws(JournalError) {
      return try state.withLock { state throws(JournalError) in try body(&state) }
    } catch {
      throw PartStoreError(error)
    }
  }
}

/// A part of a study with its key.
public struct JournalPart: Hashable, Sendable {
  /// The key.
  public var key: String
  /// What was kept under it.
  public var bytes: [UInt8]
}

/// The parts of a journal, one after the other.
public struct JournalParts: Sendable {
  fileprivate let journal: Journal
  fileprivate let prefix: String
  private var last: String?

  fileprivate init(journal: Journal, prefix: String) {
    self.journal = journal
    self.prefix = prefix
  }

  /// The next part; nil after the last.
  ///
  /// - Throws: that the journal cannot be read, or which part is damaged.
  public mutating func next() throws(PartStoreError) -> JournalPart? {
    // No key lies between one and the same with a zero byte behind it.
    let part = try journal.part(from: last.map { $0 + "\0" } ?? prefix, prefix: prefix)
    last = part?.key ?? last
    return part
  }
}

/// What tests set and nobody else.
struct JournalSettings: Sendable {
  /// How long to wait for other connections, milliseconds.
  var patience: Int32 = 30_000
  /// The size in pages past which the disk counts as full; nil is as large as it gets.
  var pageLimit: Int?
  /// The clock.
  var now: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
}

/// The checksum of a part or value: of its bytes, and of the key they belong to.
func journalChecksum(_ key: String, _ bytes: [UInt8]) -> Int64 {
  let key = Array(key.utf8).withUnsafeBytes { SealedBytes.checksum($0) }
  let value = bytes.withUnsafeBytes { SealedBytes.checksum($0) }
  return Int64(bitPattern: mix(key) ^ value)
}
