internal import CSQLite

/// Why SQLite refused something.
struct SQLiteFault: Error, Hashable {
  /// The extended result code.
  var code: Int32
  /// The system's error number; 0 where the system had no part in it.
  var systemNumber: Int32
  /// SQLite's own words, in English.
  var words: String

  /// The result code without its details.
  var kind: Int32 { code & 0xFF }
}

/// A connection to a database file, for one thread at a time.
///
/// Closed when it and all its statements are gone; the last connection of all processes moves the
/// write-ahead log into the file.
final class Connection {
  fileprivate let handle: OpaquePointer

  /// Opens a file; nothing is read or written yet.
  ///
  /// - Parameter patience: how long a statement waits for other connections, milliseconds.
  init(path: String, isCreating: Bool, patience: Int32) throws(SQLiteFault) {
    // A path that begins with "file:" or ":" means something else to SQLite.
    let place = path.hasPrefix("/") ? path : "./" + path
    var flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    if isCreating { flags |= SQLITE_OPEN_CREATE }
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(place, &opened, flags, nil)
    guard let opened else {
      throw SQLiteFault(code: SQLITE_NOMEM, systemNumber: 0, words: "out of memory")
    }
    guard code == SQLITE_OK else {
      defer { sqlite3_close_v2(opened) }
      throw SQLiteFault(of: opened, code)
    }
    handle = opened
    sqlite3_extended_result_codes(handle, 1)
    sqlite3_busy_timeout(handle, patience)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Whether the system lets the file be read only.
  var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

  /// Runs statements that return nothing of interest.
  func execute(_ sql: String) throws(SQLiteFault) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteFault(of: handle, code) }
  }

  /// The first column of the first row of a query; nil when it has none.
  func text(_ sql: String) throws(SQLiteFault) -> String? {
    let statement = try Statement(sql, on: self)
    return try statement.step() ? statement.text(0) : nil
  }

  /// The first column of the first row of a query, 0 when it has none.
  func integer(_ sql: String) throws(SQLiteFault) -> Int64 {
    let statement = try Statement(sql, on: self)
    return try statement.step() ? statement.integer(0) : 0
  }

  /// Runs `body` in a transaction that may write; what it wrote is taken back when it throws.
  ///
  /// Waits for another connection that is writing.
  func transaction(_ body: () throws(SQLiteFault) -> Void) throws(SQLiteFault) {
    try execute("BEGIN IMMEDIATE")
    do throws(SQLiteFault) {
      try body()
      try execute("COMMIT")
    } catch {
      // Some faults, such as a full disk, end the transaction by themselves.
      if sqlite3_get_autocommit(handle) == 0 { try? execute("ROLLBACK") }
      throw error
    }
  }
}

/// A prepared statement, to be run any number of times.
final class Statement {
  private let connection: Connection
  private let handle: OpaquePointer

  init(_ sql: String, on connection: Connection) throws(SQLiteFault) {
    self.connection = connection
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v2(connection.handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw SQLiteFault(of: connection.handle, code) }
    handle = prepared
  }

  deinit { sqlite3_finalize(handle) }

  /// Gives parameter `place` (from 1) a text.
  func bind(_ place: Int32, _ text: String) throws(SQLiteFault) {
    let bytes = Array(text.utf8)
    // An empty array may have no address, which would mean NULL.
    let code = (bytes + [0]).withUnsafeBufferPointer {
      $0.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(handle, place, $0.baseAddress, Int32(clamping: bytes.count), copied)
      }
    }
    try expect(code)
  }

  /// Gives parameter `place` (from 1) bytes.
  func bind(_ place: Int32, _ bytes: [UInt8]) throws(SQLiteFault) {
    let code =
      bytes.isEmpty
      ? sqlite3_bind_zeroblob(handle, place, 0)
      : bytes.withUnsafeBytes {
        sqlite3_bind_blob64(handle, place, $0.baseAddress, UInt64($0.count), copied)
      }
    try expect(code)
  }

  /// Gives parameter `place` (from 1) an integer.
  func bind(_ place: Int32, _ value: Int64) throws(SQLiteFault) {
    try expect(sqlite3_bind_int64(handle, place, value))
  }

  /// Goes on to the next row; false when there is none.
  func step() throws(SQLiteFault) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else { throw SQLiteFault(of: connection.handle, code) }
    return false
  }

  /// Makes the statement ready to run again, and lets go of what it read and of its parameters.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// A column of the row, from 0; what is no UTF-8 in it is replaced.
  func text(_ column: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, column) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, column))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// A column of the row, from 0.
  func bytes(_ column: Int32) -> [UInt8] {
    guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, column))
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// A column of the row, from 0.
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  private func expect(_ code: Int32) throws(SQLiteFault) {
    guard code == SQLITE_OK else { throw SQLiteFault(of: connection.handle, code) }
  }
}

extension SQLiteFault {
  /// The fault that a call on `handle` has just returned as `code`.
  fileprivate init(of handle: OpaquePointer, _ code: Int32) {
    let extended = sqlite3_extended_errcode(handle)
    self.init(
      code: extended & 0xFF == code & 0xFF ? extended : code,
      systemNumber: sqlite3_system_errno(handle),
      words: sqlite3_errmsg(handle).map { String(cString: $0) } ?? "")
  }
}

/// Tells SQLite to copy what is bound: the macro SQLITE_TRANSIENT, a cast that is not imported.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
