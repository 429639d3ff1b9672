import FlowEngine
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct JournalFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path("journal.db")
  }

  @Test func commitsAreSynchronousInFull() async throws {
    let pool = try JournalFile.open(path)
    let (synchronous, mode) = try await pool.writeWithoutTransaction { database in
      (try Int.fetchOne(database, sql: "PRAGMA synchronous"), try String.fetchOne(database, sql: "PRAGMA journal_mode"))
    }
    #expect(synchronous == 2)
    #expect(mode == "wal")
  }

  @Test func aTextFileIsLeftAsItIs() throws {
    try "no database, but long enough to have been one: \(String(repeating: "x", count: 500))".write(toFile: path, atomically: true, encoding: .utf8)
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: JournalFailure.foreign(path: path)) { try SQLiteJournal(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func anotherProgramsDatabaseIsLeftAsItIs() throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE mine (x); PRAGMA user_version = 1") }
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: JournalFailure.foreign(path: path)) { try SQLiteJournal(path: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test func aLaterVersionIsRefused() async throws {
    await (try SQLiteJournal(path: path)).close()
    try await DatabaseQueue(path: path).writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
    let failure = #expect(throws: JournalFailure.self) { try SQLiteJournal(path: path) }
    #expect(failure == .newer(path: path, version: 99, known: JournalSchema.version))
  }

  /// As a disk leaves it that was full before the tables were there, or before the version was.
  @Test(arguments: [false, true]) func aFirstStartThatDiedHalfwayIsFinished(hasTables: Bool) async throws {
    let half = try DatabasePool(path: path)
    try await half.writeWithoutTransaction { try $0.execute(sql: "PRAGMA application_id = \(JournalFile.applicationID)") }
    if hasTables { try JournalSchema.migrator.migrate(half) }
    try half.close()
    let journal = try SQLiteJournal(path: path)
    try await journal.commit([.accept(event(1))])
    await journal.close()
    let marks = try await DatabaseQueue(path: path).read { database in
      [try Int.fetchOne(database, sql: "PRAGMA application_id"), try Int.fetchOne(database, sql: "PRAGMA user_version")]
    }
    #expect(marks == [Int(JournalFile.applicationID), JournalSchema.version])
  }

  @Test func theSecondOwnerIsToldOfTheFirst() throws {
    let first = try SQLiteJournal(path: path)
    let failure = #expect(throws: JournalFailure.self) { try SQLiteJournal(path: path) }
    guard case .owned(path, let owner?) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(owner.process == getpid())
    withExtendedLifetime(first) {}
  }

  @Test func aDamagedFileIsNamed() async throws {
    let journal = try SQLiteJournal(path: path)
    try await journal.commit((1...2000).map { .accept(event($0)) })
    await journal.close()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    // The first page holds the marks; all others are overwritten.
    for index in 4096..<bytes.count { bytes[index] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: path))
    do throws(JournalFailure) {
      let reopened = try SQLiteJournal(path: path)
      _ = try await reopened.restore()
      try await reopened.commit([.accept(event(3000))])
      Issue.record("It was opened, read and written.")
    } catch {
      guard case .corrupt = error else {
        Issue.record("\(error)")
        return
      }
      #expect(error.message.contains("damaged"))
    }
  }

  @Test func aFolderWithoutRightsIsNamed() throws {
    let failure = #expect(throws: JournalFailure.self) { try SQLiteJournal(path: "/proc/nowhere/journal.db") }
    guard case .unopenable = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test func aClosedJournalRefuses() async throws {
    let journal = try SQLiteJournal(path: path)
    await journal.close()
    await #expect(throws: JournalFailure.closed) { try await journal.commit([.accept(event(1))]) }
  }
}
