import GRDB
import GRDBSQLite

/// One SQL statement, compiled once and run many times. Used on the connection's own queue only.
///
/// It binds and steps through SQLite's own functions: at tens of thousands of rows a second the boxing of arguments would cost more than the
/// inserts.
final class PreparedStatement {
  private let statement: Statement
  private let handle: SQLiteStatement
  private var next: Int32 = 1

  /// Compiles the statement, or takes it from the connection's cache.
  init(_ database: Database, _ sql: String) throws {
    statement = try database.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
  }

  /// Binds the next parameter.
  @discardableResult func bind(_ value: Int64) -> PreparedStatement { bound(sqlite3_bind_int64(handle, next, value)) }

  /// Binds the next parameter.
  @discardableResult func bind(_ value: Int) -> PreparedStatement { bind(Int64(value)) }

  /// Binds the next parameter.
  @discardableResult func bind(_ value: Double) -> PreparedStatement { bound(sqlite3_bind_double(handle, next, value)) }

  /// Binds the next parameter; SQLite copies the text.
  @discardableResult func bind(_ value: String) -> PreparedStatement {
    var value = value
    return value.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        // An empty buffer has no address, and a null pointer would bind NULL.
        guard let start = $0.baseAddress else { return bound(sqlite3_bind_text(handle, next, "", 0, Self.copied)) }
        return bound(sqlite3_bind_text(handle, next, start, Int32($0.count), Self.copied))
      }
    }
  }

  /// Binds the next parameter; SQLite copies the bytes.
  @discardableResult func bind(_ value: [UInt8]) -> PreparedStatement {
    value.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, !bytes.isEmpty else { return bound(sqlite3_bind_zeroblob(handle, next, 0)) }
      return bound(sqlite3_bind_blob64(handle, next, start, UInt64(bytes.count), Self.copied))
    }
  }

  @discardableResult func bindNull() -> PreparedStatement { bound(sqlite3_bind_null(handle, next)) }

  @discardableResult func bind(_ value: String?) -> PreparedStatement { value.map { bind($0) } ?? bindNull() }
  @discardableResult func bind(_ value: [UInt8]?) -> PreparedStatement { value.map { bind($0) } ?? bindNull() }
  @discardableResult func bind(_ value: Int64?) -> PreparedStatement { value.map { bind($0) } ?? bindNull() }
  @discardableResult func bind(_ value: Int?) -> PreparedStatement { value.map { bind(Int64($0)) } ?? bindNull() }
  @discardableResult func bind(_ value: Double?) -> PreparedStatement { value.map { bind($0) } ?? bindNull() }

  /// Runs a statement that gives no rows; the number of rows it changed.
  @discardableResult func run() throws -> Int {
    defer { rewind() }
    try check(failure)
    let code = sqlite3_step(handle)
    guard code == SQLITE_DONE else { throw error(code) }
    return Int(sqlite3_changes(sqlite3_db_handle(handle)))
  }

  /// Runs a query and hands over its rows one by one.
  func forEach(_ body: (StatementRow) throws -> Void) throws {
    defer { rewind() }
    try check(failure)
    while true {
      let code = sqlite3_step(handle)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw error(code) }
      try body(StatementRow(handle: handle))
    }
  }

  private var failure = SQLITE_OK

  private func bound(_ code: Int32) -> PreparedStatement {
    if code != SQLITE_OK { failure = code }
    next += 1
    return self
  }

  private func check(_ code: Int32) throws {
    if code != SQLITE_OK { throw error(code) }
  }

  private func error(_ code: Int32) -> DatabaseError {
    let connection = sqlite3_db_handle(handle)
    return DatabaseError(
      resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)), message: String(cString: sqlite3_errmsg(connection)))
  }

  private func rewind() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
    next = 1
    failure = SQLITE_OK
  }

  /// SQLITE_TRANSIENT, which C spells as a cast that Swift does not import.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

/// A row under the cursor, valid inside the closure that gets it.
struct StatementRow {
  fileprivate let handle: SQLiteStatement

  enum Kind { case null, integer, other }

  func kind(_ column: Int32) -> Kind {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer
    default: .other
    }
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }
  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
  func double(_ column: Int32) -> Double { sqlite3_column_double(handle, column) }

  func text(_ column: Int32) -> String {
    guard let start = sqlite3_column_text(handle, column) else { return "" }
    return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))), as: UTF8.self)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, column) else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
  }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
  func optionalBytes(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }
  func optionalDouble(_ column: Int32) -> Double? { isNull(column) ? nil : double(column) }
}
