import FlowEngine
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct FullDiskTests {
  @Test func aFullDiskKeepsWhatWasAcceptedAndSaysWhatToDo() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("journal.db")
    let journal = try SQLiteJournal(path: path)
    try await journal.commit([.accept(event(1))])
    // SQLite answers a file that may not grow like a disk that is full.
    try await journal.write { try $0.execute(sql: "PRAGMA max_page_count = 60") }
    var accepted: [EventID] = [1]
    var failure: JournalFailure?
    for id in 2...5000 as ClosedRange<EventID> where failure == nil {
      do throws(JournalFailure) {
        try await journal.commit([.accept(event(id))])
        accepted.append(id)
      } catch {
        failure = error
      }
    }
    #expect(failure == .full(path: path))
    #expect(failure?.message.contains("Free some space") == true)
    #expect(accepted.count > 10)
    #expect(try await ids(journal) == accepted)
    try await journal.write { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
    try await journal.commit([.accept(event(9000))])
    await journal.close()
    let reopened = try SQLiteJournal(path: path)
    #expect(try await ids(reopened) == accepted + [9000])
  }

  /// A group that does not fit fails as a whole, and each of its commits hears of it.
  @Test func everyCommitOfAGroupHearsOfTheFullDisk() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("journal.db")
    let journal = try SQLiteJournal(path: path)
    try await journal.write { try $0.execute(sql: "PRAGMA max_page_count = 60") }
    let results = await withTaskGroup(of: (EventID, Bool).self) { group in
      for id in 1...4000 as ClosedRange<EventID> {
        group.addTask {
          do throws(JournalFailure) {
            try await journal.commit([.accept(event(id))])
            return (id, true)
          } catch {
            return (id, false)
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(results.count == 4000)
    #expect(try await ids(journal) == results.filter(\.value).keys.sorted())
    #expect(results.values.contains(false))
  }

  private func ids(_ journal: SQLiteJournal) async throws -> [EventID] {
    let query = WaitingQuery(flow: "f", after: 0, limit: 100_000, withoutKeys: [])
    return try await journal.load(LoadRequest(waiting: [query])).waiting[0].map(\.id)
  }
}
