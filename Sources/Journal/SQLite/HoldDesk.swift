public import FlowEngine
import GRDB

/// Pauses and resumes flows and connections, beside the process that owns the journal or without one: it leaves rows that the owner looks at
/// every second, and that the next one finds.
public final class HoldDesk: Sendable {
  /// What is paused.
  public enum Subject: Sendable, Equatable {
    case flow(String)
    case connection(String)

    var kind: String {
      switch self {
      case .flow: "flow"
      case .connection: "connection"
      }
    }

    public var name: String {
      switch self {
      case .flow(let name), .connection(let name): name
      }
    }
  }

  private let path: String
  private let pool: DatabasePool

  /// Opens a journal that exists.
  public init(path: String) throws(JournalFailure) {
    self.path = path
    pool = try JournalFile.open(path)
  }

  /// Flows that have run with this journal.
  public func flows() throws(JournalFailure) -> [String] {
    try run { try self.pool.read { try String.fetchAll($0, sql: "SELECT DISTINCT flow FROM edition ORDER BY flow") } }
  }

  /// What is paused, by people.
  public func holds() throws(JournalFailure) -> Holds { try run { try self.pool.read { try JournalReader(database: $0).holds() } } }

  /// Pauses; one that is paused already gets the new reason.
  public func pause(_ subjects: [Subject], reason: String) throws(JournalFailure) {
    try write { database in
      for subject in subjects {
        try database.execute(sql: "INSERT OR REPLACE INTO hold VALUES (?, ?, ?)", arguments: [subject.kind, subject.name, reason])
      }
    }
  }

  /// Resumes, also a connection that a refused login has paused. Gives those that were not paused.
  public func resume(_ subjects: [Subject]) throws(JournalFailure) -> [Subject] {
    var idle: [Subject] = []
    try write { database in
      for subject in subjects {
        try database.execute(sql: "DELETE FROM hold WHERE kind = ? AND name = ?", arguments: [subject.kind, subject.name])
        var wasPaused = database.changesCount > 0
        if case .connection(let name) = subject,
          try Int.fetchOne(database, sql: "SELECT count(*) FROM pause WHERE connection = ?", arguments: [name]) == 1
        {
          wasPaused = true
          try database.execute(sql: "INSERT OR REPLACE INTO resume VALUES (?)", arguments: [name])
        }
        if !wasPaused { idle.append(subject) }
      }
    }
    return idle
  }

  /// Lets go of the file.
  public func close() { try? pool.close() }

  private func write(_ body: (Database) throws -> Void) throws(JournalFailure) {
    try run {
      try self.pool.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          try body(database)
          return .commit
        }
      }
    }
  }

  private func run<Result>(_ body: () throws -> Result) throws(JournalFailure) -> Result {
    do { return try body() } catch { throw JournalFailure(error, path: path) }
  }
}

extension JournalReader {
  func holds() throws -> Holds {
    var holds = Holds()
    try PreparedStatement(database, "SELECT kind, name, reason FROM hold").forEach { row in
      if row.text(0) == "flow" { holds.flows[row.text(1)] = row.text(2) } else { holds.connections[row.text(1)] = row.text(2) }
    }
    return holds
  }
}

extension SQLiteJournal {
  public func holds() async throws(JournalFailure) -> Holds { try await read { try $0.holds() } }

  public func takeResumed() async throws(JournalFailure) -> [String] {
    let names = try await read { try String.fetchAll($0.database, sql: "SELECT connection FROM resume ORDER BY connection") }
    guard !names.isEmpty else { return [] }
    try await write { database in
      for name in names { try database.execute(sql: "DELETE FROM resume WHERE connection = ?", arguments: [name]) }
    }
    return names
  }
}
