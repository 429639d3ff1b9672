import Foundation
import Testing

@testable import Journal

@Suite struct OwnerLockTests {
  @Test func theSecondIsToldWhoOwnsTheJournal() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("journal.db")
    let first = try OwnerLock(journal: path, command: "flowrun run sync-health-scores")
    let failure = #expect(throws: JournalFailure.self) { try OwnerLock(journal: path, command: "flowrun run other") }
    #expect(failure == .owned(path: path, by: JournalOwner(process: getpid(), command: "flowrun run sync-health-scores")))
    #expect(failure?.message.contains("process \(getpid()) (flowrun run sync-health-scores)") == true)
    withExtendedLifetime(first) {}
  }

  @Test func aLockThatWasLetGoCanBeTaken() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("journal.db")
    var first: OwnerLock? = try OwnerLock(journal: path, command: "a command with a rather long line")
    #expect(first != nil)
    first = nil
    let second = try OwnerLock(journal: path, command: "b")
    let failure = #expect(throws: JournalFailure.self) { try OwnerLock(journal: path, command: "c") }
    #expect(failure == .owned(path: path, by: JournalOwner(process: getpid(), command: "b")))
    withExtendedLifetime(second) {}
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    let failure = #expect(throws: JournalFailure.self) { try OwnerLock(journal: "/nowhere/journal.db", command: "") }
    #expect(failure == .unopenable(path: "/nowhere/journal.db", reason: "No such file or directory"))
  }
}

/// A folder that goes with its owner.
final class TemporaryFolder {
  let root: String

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("flowrun-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func path(_ name: String) -> String { "\(root)/\(name)" }
}
