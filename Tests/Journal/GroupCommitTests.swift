import FlowEngine
import Foundation
import GRDB
import Synchronization
import Testing

@testable import Journal

@Suite struct GroupCommitTests {
  @Test func waitingCommitsShareATransactionAndAreAnsweredInOrder() async throws {
    let folder = try TemporaryFolder()
    let pool = try JournalFile.open(folder.path("journal.db"))
    let transactions = TransactionCounter()
    pool.add(transactionObserver: transactions, extent: .databaseLifetime)
    let queue = CommitQueue<Int>(pool, path: "p") { number, database in
      try database.execute(sql: "INSERT INTO highest VALUES (?, ?)", arguments: ["n\(number)", number])
    }
    let answers = Mutex<[Int]>([])
    await holdingWriter(pool) {
      for number in 1...500 {
        queue.add(number, size: 1) { result in
          if case .success = result { answers.withLock { $0.append(number) } }
        }
      }
    }
    await drained(pool)
    #expect(answers.withLock { $0 } == Array(1...500))
    #expect(transactions.commits == 1)
    #expect(try await pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM highest") } == 500)
  }

  @Test func aCommitThatBreaksARuleFailsAlone() async throws {
    let folder = try TemporaryFolder()
    let journal = try SQLiteJournal(path: folder.path("journal.db"))
    try await journal.commit([.accept(event(50))])
    let results = await withTaskGroup(of: (EventID, Bool).self) { group in
      for id in 1...100 as ClosedRange<EventID> {
        group.addTask {
          // The second operation of event 50's commit breaks the rule; the first must go with it.
          let operations: [JournalOperation] = [.know(known("a\(id)", "x", "h")), .accept(event(id))]
          do throws(JournalFailure) {
            try await journal.commit(operations)
            return (id, true)
          } catch {
            return (id, false)
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(results.filter { !$0.value }.keys.sorted() == [50])
    #expect(results.count == 100)
    let rows = try await journal.load(LoadRequest(known: (1...100).map { AboutKey(flow: "f", about: "a\($0)") })).known
    #expect(rows.count == 99)
    #expect(!rows.contains { $0.key.about == "a50" })
  }

  @Test func aLongQueueIsCutIntoGroups() async throws {
    let folder = try TemporaryFolder()
    let pool = try JournalFile.open(folder.path("journal.db"))
    let transactions = TransactionCounter()
    pool.add(transactionObserver: transactions, extent: .databaseLifetime)
    let queue = CommitQueue<Int>(pool, path: "p", groupSize: 10) { number, database in
      try database.execute(sql: "INSERT INTO highest VALUES (?, ?)", arguments: ["n\(number)", number])
    }
    await holdingWriter(pool) {
      // One commit beyond the size goes by itself; then groups of two (4 + 4), and what is left.
      for (number, size) in [15, 4, 4, 4, 4, 4].enumerated() { queue.add(number, size: size) { _ in } }
    }
    await drained(pool)
    #expect(transactions.commits == 4)
  }

  /// Runs the body while the writer is busy, so that all it adds waits together.
  private func holdingWriter(_ pool: DatabasePool, _ body: () -> Void) async {
    let gate = DispatchSemaphore(value: 0)
    pool.asyncWriteWithoutTransaction { _ in gate.wait() }
    body()
    gate.signal()
  }

  private func drained(_ pool: DatabasePool) async {
    await withCheckedContinuation { done in pool.asyncWriteWithoutTransaction { _ in done.resume() } }
  }
}

private final class TransactionCounter: TransactionObserver, @unchecked Sendable {
  private let count = Mutex(0)
  var commits: Int { count.withLock { $0 } }
  func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { true }
  func databaseDidChange(with event: DatabaseEvent) {}
  func databaseDidCommit(_ database: Database) { count.withLock { $0 += 1 } }
  func databaseDidRollback(_ database: Database) {}
}
