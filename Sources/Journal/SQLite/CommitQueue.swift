import GRDB
import Synchronization

/// Group commit: one writer drains everything that waits into one transaction, a savepoint for each commit, and answers after COMMIT.
///
/// So a thousand webhooks that come at once cost one sync of the disk, and a commit that breaks a rule fails alone.
final class CommitQueue<Commit: Sendable>: Sendable {
  typealias Answer = @Sendable (Result<Void, JournalFailure>) -> Void

  private struct Waiting {
    var commit: Commit
    var size: Int
    var answer: Answer
  }

  private struct State {
    var waiting: [Waiting] = []
    var isDraining = false
    var isClosed = false
  }

  private let pool: DatabasePool
  private let path: String
  private let state = Mutex(State())
  private let apply: @Sendable (Commit, Database) throws -> Void
  /// Operations of one transaction at most, so that the first of a long queue need not wait for the last.
  private let groupSize: Int

  init(_ pool: DatabasePool, path: String, groupSize: Int = 20_000, apply: @escaping @Sendable (Commit, Database) throws -> Void) {
    self.pool = pool
    self.path = path
    self.groupSize = groupSize
    self.apply = apply
  }

  /// Puts a commit of `size` operations behind those that wait.
  func add(_ commit: Commit, size: Int, answer: @escaping Answer) {
    let (start, closed) = state.withLock { state in
      if state.isClosed { return (false, true) }
      state.waiting.append(Waiting(commit: commit, size: size, answer: answer))
      defer { state.isDraining = true }
      return (!state.isDraining, false)
    }
    if closed { answer(.failure(.closed)) }
    if start { pool.asyncWriteWithoutTransaction { [self] in drain($0) } }
  }

  /// Takes no more commits; those that wait are still done.
  func close() {
    state.withLock { $0.isClosed = true }
  }

  private func drain(_ database: Database) {
    while let group = next() {
      let results = commit(group, database)
      for (waiting, result) in zip(group, results) { waiting.answer(result) }
    }
  }

  private func next() -> [Waiting]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isDraining = false
        return nil
      }
      var size = 0
      var count = 0
      for waiting in state.waiting {
        if count > 0, size + waiting.size > groupSize { break }
        size += waiting.size
        count += 1
      }
      let group = Array(state.waiting[..<count])
      state.waiting.removeFirst(count)
      return group
    }
  }

  private func commit(_ group: [Waiting], _ database: Database) -> [Result<Void, JournalFailure>] {
    var results: [Result<Void, JournalFailure>] = []
    do {
      try database.inTransaction(.immediate) {
        for waiting in group {
          do {
            try apply(waiting, alone: group.count == 1, database)
            results.append(.success(()))
          } catch {
            let failure = JournalFailure(error, path: path)
            // A fault of the disk undoes the whole group; a broken rule only this commit.
            if failure.stopsTheJournal { throw failure }
            if group.count == 1 { throw failure }
            results.append(.failure(failure))
          }
        }
        return .commit
      }
      return results
    } catch {
      return group.map { _ in .failure(JournalFailure(error, path: path)) }
    }
  }

  private func apply(_ waiting: Waiting, alone: Bool, _ database: Database) throws {
    if alone { return try apply(waiting.commit, database) }
    try database.inSavepoint {
      try apply(waiting.commit, database)
      return .commit
    }
  }
}
