internal import ApprovalModel

/// A journal at work, for one thread at a time: its connection, and the parts that wait.
struct JournalState {
  private let path: String
  private let connection: Connection
  private let find: Statement
  private let insert: Statement
  private let following: Statement
  private let tally: Statement
  private let list: Statement

  /// Finished parts that are not written yet, in the order in which they came.
  private var waiting: [JournalPart] = []
  /// Where in `waiting` the part of a key is.
  private var places: [String: Int] = [:]
  private var bytesWaiting = 0
  private var pace: CommitPace
  /// How many transactions have written parts.
  private(set) var transactions = 0

  init(_ tables: JournalTables, now: ContinuousClock.Instant) throws(JournalError) {
    path = tables.path
    let connection = tables.connection
    self.connection = connection
    pace = CommitPace(now: now)
    (find, insert, following, tally, list) = try withFaults(at: path) {
      () throws(SQLiteFault) -> (Statement, Statement, Statement, Statement, Statement) in
      (
        try Statement("SELECT value, checksum FROM part WHERE key = ?1", on: connection),
        // The same part has the same bytes, whichever process finished it first.
        try Statement(
          "INSERT INTO part VALUES (?1, ?2, ?3) ON CONFLICT (key) DO NOTHING", on: connection),
        try Statement(
          """
          SELECT key, value, checksum FROM part
          WHERE key >= ?1 AND key < ?2 ORDER BY key LIMIT 1
          """, on: connection),
        try Statement("SELECT count(*) FROM part WHERE key >= ?1 AND key < ?2", on: connection),
        try Statement(
          "SELECT key FROM part WHERE key >= ?1 AND key < ?2 ORDER BY key", on: connection)
      )
    }
  }

  /// The part kept under `key`; nil when it is not there.
  func part(_ key: String) throws(JournalError) -> [UInt8]? {
    if let place = places[key] { return waiting[place].bytes }
    return try read(find) { () throws(SQLiteFault) in
      try find.bind(1, key)
      return try find.step() ? (key, find.bytes(0), find.integer(1)) : nil
    }?.bytes
  }

  /// The first part whose key begins with `prefix` and is not below `bound`.
  mutating func part(from bound: String, prefix: String) throws(JournalError) -> JournalPart? {
    try flush()
    return try read(following) { () throws(SQLiteFault) in
      try following.bind(1, bound)
      try following.bind(2, end(of: prefix))
      return try following.step()
        ? (following.text(0), following.bytes(1), following.integer(2)) : nil
    }
  }

  /// How many parts have keys that begin with `prefix`.
  mutating func count(prefix: String) throws(JournalError) -> Int {
    try flush()
    return try withFaults(at: path) { () throws(SQLiteFault) in
      defer { tally.reset() }
      try tally.bind(1, prefix)
      try tally.bind(2, end(of: prefix))
      return try tally.step() ? Int(tally.integer(0)) : 0
    }
  }

  /// The keys that begin with `prefix`, in order.
  mutating func keys(prefix: String) throws(JournalError) -> [String] {
    try flush()
    return try withFaults(at: path) { () throws(SQLiteFault) in
      defer { list.reset() }
      try list.bind(1, prefix)
      try list.bind(2, end(of: prefix))
      var keys: [String] = []
      while try list.step() { keys.append(list.text(0)) }
      return keys
    }
  }

  /// Takes a part in, and writes all that waits when it is time.
  ///
  /// - Throws: why nothing could be written; this part is forgotten then, the others wait on.
  mutating func keep(
    _ bytes: [UInt8], as key: String, now: ContinuousClock.Instant
  ) throws(JournalError) {
    guard places[key] == nil else { return }
    places[key] = waiting.count
    waiting.append(JournalPart(key: key, bytes: bytes))
    bytesWaiting += bytes.count
    guard pace.isDue(now: now, parts: waiting.count, bytes: bytesWaiting) else { return }
    do throws(JournalError) {
      try flush()
    } catch {
      waiting.removeLast()
      places[key] = nil
      bytesWaiting -= bytes.count
      throw error
    }
  }

  /// Writes all that waits, in one transaction.
  mutating func flush() throws(JournalError) {
    guard !waiting.isEmpty else { return }
    try withFaults(at: path) { () throws(SQLiteFault) in
      try connection.transaction { () throws(SQLiteFault) in
        for part in waiting {
          defer { insert.reset() }
          try insert.bind(1, part.key)
          try insert.bind(2, part.bytes)
          try insert.bind(3, journalChecksum(part.key, part.bytes))
          _ = try insert.step()
        }
      }
    }
    transactions += 1
    waiting.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    bytesWaiting = 0
  }

  /// Reads at most one part with `body`, and compares its checksum.
  private func read(
    _ statement: Statement, _ body: () throws(SQLiteFault) -> (String, [UInt8], Int64)?
  ) throws(JournalError) -> JournalPart? {
    let row = try withFaults(at: path) { () throws(SQLiteFault) in
      defer { statement.reset() }
      return try body()
    }
    guard let (key, bytes, checksum) = row else { return nil }
    guard journalChecksum(key, bytes) == checksum else {
      throw .damaged(
        path,
        LocalizedText(zh: "部分“\(key)”与写入时不同", en: "part '\(key)' is not as it was written"))
    }
    return JournalPart(key: key, bytes: bytes)
  }

  /// A text above all keys that begin with `prefix`: keys are made by the program, and none has the
  /// last character of Unicode in it.
  private func end(of prefix: String) -> String { prefix + "\u{10FFFF}" }
}
