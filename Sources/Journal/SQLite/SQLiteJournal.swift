public import CEL
public import FlowEngine
import GRDB

/// The embedded journal: one SQLite file in WAL mode, owned by this process, each commit on the disk before it is answered.
public final class SQLiteJournal: JournalStore {
  /// Where the file lies.
  public let path: String

  private let pool: DatabasePool
  private let queue: CommitQueue<[JournalOperation]>
  private let lock: OwnerLock

  /// Opens the journal at `path`, or makes it. The folder is made too.
  public init(path: String) throws(JournalFailure) {
    self.path = path
    try JournalFile.makeFolder(of: path)
    lock = try OwnerLock(journal: path)
    pool = try JournalFile.open(path)
    queue = CommitQueue(pool, path: path) { operations, database in
      var writer = JournalWriter(database)
      try writer.apply(operations)
    }
  }

  public func commit(_ operations: [JournalOperation], then answer: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
    queue.add(operations, size: operations.count, answer: answer)
  }

  public func restore() async throws(JournalFailure) -> RestoredState { try await read { try $0.restore() } }

  public func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows { try await read { try $0.load(request) } }

  public func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter] {
    try await read { try $0.deadLetters(flow: flow, after: after, limit: limit) }
  }

  public func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd] {
    try await read { try $0.ended(after: after, limit: limit) }
  }

  public func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord] { try await read { try $0.effects(of: event) } }

  public func outcomes() async throws(JournalFailure) -> [OutcomeCount] { try await read { try $0.outcomes() } }

  public func oldestOpen() async throws(JournalFailure) -> [String: Timestamp] { try await read { try $0.oldestOpen() } }

  public func close() async {
    queue.close()
    // The writer's queue runs in order: behind this, everything that waited is done.
    await withCheckedContinuation { done in pool.asyncWriteWithoutTransaction { _ in done.resume() } }
    // What is committed is safe without this; it only saves the next start the work.
    try? pool.close()
    lock.release()
  }

  func read<Rows: Sendable>(_ body: @escaping @Sendable (JournalReader) throws -> Rows) async throws(JournalFailure) -> Rows {
    let result: Result<Rows, JournalFailure> = await withCheckedContinuation { continuation in
      pool.asyncRead { [path] database in
        let rows = Result { try body(JournalReader(database: database.get())) }
        continuation.resume(returning: rows.mapError { JournalFailure($0, path: path) })
      }
    }
    return try result.get()
  }

  /// Runs a change outside the engine's commits, behind those that wait.
  func write(_ body: @escaping @Sendable (Database) throws -> Void) async throws(JournalFailure) {
    let result: Result<Void, JournalFailure> = await withCheckedContinuation { continuation in
      pool.asyncWriteWithoutTransaction { [path] database in
        let change = Result {
          try database.inTransaction(.immediate) {
            try body(database)
            return .commit
          }
        }
        continuation.resume(returning: change.mapError { JournalFailure($0, path: path) })
      }
    }
    try result.get()
  }
}
