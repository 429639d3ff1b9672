import Foundation
import GRDB
import GRDBSQLite

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// How a journal's SQLite file is opened: recognised before it is touched, in WAL mode, each commit on the disk before it is answered.
enum JournalFile {
  /// `flwr` in the header's application_id: this file is ours.
  static let applicationID: Int32 = 0x666C_7772

  /// Opens or makes the file at `path`, which the caller owns.
  static func open(_ path: String) throws(JournalFailure) -> DatabasePool {
    do {
      try recognise(path)
      let pool = try DatabasePool(path: path, configuration: configuration())
      try pool.writeWithoutTransaction { try makeDurable($0, path: path) }
      // Named first, so that a start that dies before its tables are there, on a full disk for one, leaves a file that is known as ours.
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(applicationID)") }
      try pool.writeWithoutTransaction { try prepareGivingBack($0) }
      try JournalSchema.migrator.migrate(pool)
      try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(JournalSchema.version)") }
      try syncFolder(of: path)
      return pool
    } catch {
      throw JournalFailure(error, path: path)
    }
  }

  static func configuration() -> Configuration {
    var configuration = Configuration()
    configuration.label = "journal"
    configuration.maximumReaderCount = 2
    configuration.busyMode = .timeout(30)
    return configuration
  }

  static func makeFolder(of path: String) throws(JournalFailure) {
    let folder = (path as NSString).deletingLastPathComponent
    guard !folder.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw JournalFailure(error, path: path)
    }
  }

  /// Refuses what is not ours or is newer, before anything writes to it.
  private static func recognise(_ path: String) throws {
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int, size > 0 else { return }
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    let (application, version, tables) = try queue.unsafeRead { database in
      (
        try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0, try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
        try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
      )
    }
    if application == 0, version == 0, tables == 0 { return }
    guard application == applicationID else { throw JournalFailure.foreign(path: path) }
    guard version <= JournalSchema.version else { throw JournalFailure.newer(path: path, version: version, known: JournalSchema.version) }
  }

  /// Sets what a promise to the caller of a webhook rests on, and reads it back.
  private static func makeDurable(_ database: Database, path: String) throws {
    try database.execute(sql: "PRAGMA synchronous = FULL")
    // Checkpoints are rarer than by default and never truncate: fewer syncs a second under load.
    try database.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
    try database.execute(sql: "PRAGMA journal_size_limit = 67108864")
    try database.execute(sql: "PRAGMA temp_store = MEMORY")
    try database.execute(sql: "PRAGMA cache_size = -32768")
    let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous") ?? -1
    guard synchronous == 2 else { throw JournalFailure.notDurable(path: path, setting: "synchronous", value: "\(synchronous)") }
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode") ?? "none"
    guard mode == "wal" else { throw JournalFailure.notDurable(path: path, setting: "journal_mode", value: mode) }
  }

  /// A new file can give free pages back to the disk; that is decided before it has tables.
  private static func prepareGivingBack(_ database: Database) throws {
    guard try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else { return }
    try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
    try database.execute(sql: "VACUUM")
  }

  /// SQLite syncs its own files; a new file's name is in its folder.
  private static func syncFolder(of path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let descriptor = Glibc.open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw JournalFailure.unopenable(path: path, reason: OwnerLock.reason()) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw JournalFailure.device(path: path, detail: OwnerLock.reason()) }
  }
}

extension JournalFailure {
  /// What an error of SQLite means for the journal at `path`.
  init(_ error: any Error, path: String) {
    if let failure = error as? JournalFailure { self = failure; return }
    guard let error = error as? DatabaseError else {
      self = .unopenable(path: path, reason: (error as NSError).localizedDescription)
      return
    }
    let detail = "\(error.message ?? "SQLite error") (SQLite code \(error.extendedResultCode.rawValue))"
    switch error.resultCode {
    case .SQLITE_FULL: self = .full(path: path)
    case .SQLITE_IOERR: self = .device(path: path, detail: detail)
    case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: detail)
    case .SQLITE_NOTADB: self = .foreign(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH, .SQLITE_NOLFS: self = .unopenable(path: path, reason: detail)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .owned(path: path, by: nil)
    case .SQLITE_INTERRUPT, .SQLITE_ABORT, .SQLITE_MISUSE: self = .closed
    default: self = .refused(detail: detail)
    }
  }
}
