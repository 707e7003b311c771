internal import ApprovalModel
internal import CSQLite

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The tables of a journal's file: how they are made, and whether they are as they should be.
struct JournalTables {
  /// Where the file is, as the user wrote it.
  let path: String
  /// The connection to the file.
  let connection: Connection

  /// A key names its part once; a checksum goes with every value, because SQLite has none.
  private static let schema = """
    CREATE TABLE study (
      place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, value TEXT NOT NULL,
      checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE scenario (text BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
    CREATE TABLE part (
      key TEXT PRIMARY KEY, value BLOB NOT NULL, checksum INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
  /// The name under which the scenario's checksum is made.
  private static let scenarioName = "scenario"

  /// Opens the file; nothing is made or written yet.
  init(path: String, isCreating: Bool, _ settings: JournalSettings) throws(JournalError) {
    self.path = path
    connection = try withFaults(at: path) { () throws(SQLiteFault) in
      let connection = try Connection(
        path: path, isCreating: isCreating, patience: settings.patience)
      try connection.execute("PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;")
      if let limit = settings.pageLimit {
        try connection.execute("PRAGMA max_page_count = \(limit)")
      }
      return connection
    }
  }

  /// Makes the tables of a study where there is nothing yet.
  ///
  /// In one transaction, so that a file has either nothing in it or a whole study, and before the
  /// write-ahead log is switched on, so that the file's own header says from the first byte on what
  /// it is.
  func create(_ identity: StudyIdentity, _ scenario: [UInt8]) throws(JournalError) {
    try withFaults(at: path) { () throws(SQLiteFault) in
      guard try isEmpty else { return }
      try connection.transaction { () throws(SQLiteFault) in
        // Another process may have been first.
        guard try isEmpty else { return }
        try connection.execute(
          "PRAGMA application_id = \(Journal.application); PRAGMA user_version = \(Journal.format)")
        try connection.execute(Self.schema)
        let value = try Statement(
          "INSERT INTO study (name, value, checksum) VALUES (?1, ?2, ?3)", on: connection)
        for entry in identity.values {
          try value.bind(1, entry.name)
          try value.bind(2, entry.text)
          try value.bind(3, journalChecksum(entry.name, Array(entry.text.utf8)))
          _ = try value.step()
          value.reset()
        }
        let text = try Statement("INSERT INTO scenario VALUES (?1, ?2)", on: connection)
        try text.bind(1, scenario)
        try text.bind(2, journalChecksum(Self.scenarioName, scenario))
        _ = try text.step()
      }
    }
  }

  /// Sees that the file is a sound journal of this format.
  func check() throws(JournalError) {
    typealias Header = (isEmpty: Bool, application: Int64, format: Int64)
    let header = try withFaults(at: path) { () throws(SQLiteFault) -> Header in
      (
        try isEmpty, try connection.integer("PRAGMA application_id"),
        try connection.integer("PRAGMA user_version")
      )
    }
    if header.isEmpty {
      throw .missing(path, LocalizedText(zh: "文件是空的", en: "the file is empty"))
    }
    guard header.application == Journal.application else {
      throw .foreign(
        path, LocalizedText(zh: "它是别的程序的 SQLite 文件", en: "it is another program's SQLite file"))
    }
    if header.format > Journal.format { throw .newer(path, format: header.format) }
    guard header.format == Journal.format else {
      throw .damaged(
        path,
        LocalizedText(zh: "没有格式 \(header.format)", en: "there is no format \(header.format)"))
    }
    let finding = try withFaults(at: path) { () throws(SQLiteFault) in
      try connection.text("PRAGMA quick_check(1)") ?? ""
    }
    guard finding == "ok" else {
      throw .damaged(path, LocalizedText(zh: "SQLite 报告 \(finding)", en: "SQLite says \(finding)"))
    }
  }

  /// Which study the file is of, and its scenario's text.
  func study() throws(JournalError) -> (identity: StudyIdentity, scenario: [UInt8]) {
    typealias Row = (name: String, value: [UInt8], checksum: Int64)
    let rows = try withFaults(at: path) { () throws(SQLiteFault) -> [Row] in
      let statement = try Statement(
        """
        SELECT name, value, checksum FROM (SELECT * FROM study ORDER BY place)
        UNION ALL SELECT '\(Self.scenarioName)', text, checksum FROM scenario
        """, on: connection)
      var rows: [Row] = []
      while try statement.step() {
        rows.append((statement.text(0), statement.bytes(1), statement.integer(2)))
      }
      return rows
    }
    for row in rows where journalChecksum(row.name, row.value) != row.checksum {
      throw .damaged(
        path,
        LocalizedText(zh: "\(row.name) 与写入时不同", en: "\(row.name) is not as it was written"))
    }
    guard let scenario = rows.last, scenario.name == Self.scenarioName,
      Set(rows.dropLast().map(\.name)).count == rows.count - 1
    else {
      throw .damaged(path, LocalizedText(zh: "没有情景文本", en: "it has no scenario text"))
    }
    return (
      StudyIdentity(
        rows.dropLast().map {
          .init(name: $0.name, text: String(decoding: $0.value, as: UTF8.self))
        }
      ), scenario.value
    )
  }

  /// Makes the file ready for parts that come one by one.
  func prepareForParts(patience: Int32) throws(JournalError) {
    if connection.isReadOnly {
      // SQLite writes no file whose header asks for a newer SQLite.
      throw .damaged(
        path, LocalizedText(zh: "文件头与写入时不同", en: "its header is not as it was written"))
    }
    try withFaults(at: path) { () throws(SQLiteFault) in
      try switchToLog(patience: patience)
      // A commit is in the system's hands, which no end of this process undoes; it is on the disk
      // when the log is moved into the file.
      try connection.execute("PRAGMA synchronous = NORMAL")
    }
  }

  /// Switches the write-ahead log on.
  ///
  /// Waits for whoever writes without one, which SQLite does not do here by itself.
  /// A file system that cannot share the log's memory keeps the mode it has: slower, as safe.
  private func switchToLog(patience: Int32) throws(SQLiteFault) {
    let start = ContinuousClock.now
    while true {
      do throws(SQLiteFault) {
        _ = try connection.text("PRAGMA journal_mode = WAL")
        return
      } catch {
        let waited = start.duration(to: .now)
        if error.kind != SQLITE_BUSY || waited > .milliseconds(Int(patience)) { throw error }
        usleep(5_000)
      }
    }
  }

  private var isEmpty: Bool {
    get throws(SQLiteFault) {
      let tables = try connection.integer("SELECT count(*) FROM sqlite_schema")
      return try connection.integer("PRAGMA application_id") == 0 && tables == 0
    }
  }
}

/// Runs `body`, with a fault of SQLite told as one of the journal at `path`.
func withFaults<Result>(
  at path: String, _ body: () throws(SQLiteFault) -> Result
) throws(JournalError) -> Result {
  do throws(SQLiteFault) { return try body() } catch { throw JournalError(error, path) }
}
