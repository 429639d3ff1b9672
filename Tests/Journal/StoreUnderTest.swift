import CEL
import FlowEngine
import Foundation
import OrderedCollections
import Testing

@testable import Journal

/// A store that the suite runs over, and how it is closed and opened anew. What lies in memory is only held.
enum StoreKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
  case memory, sqlite

  var testDescription: String { rawValue }
}

final class StoreUnderTest {
  private let kind: StoreKind
  private let folder: TemporaryFolder
  private(set) var store: any JournalStore

  init(_ kind: StoreKind) throws {
    self.kind = kind
    folder = try TemporaryFolder()
    store = try Self.open(kind, folder)
  }

  /// As after a restart of the process.
  func reopen() async throws {
    guard kind == .sqlite else { return }
    await store.close()
    store = MemoryJournal()
    store = try Self.open(kind, folder)
  }

  private static func open(_ kind: StoreKind, _ folder: TemporaryFolder) throws -> any JournalStore {
    switch kind {
    case .memory: MemoryJournal()
    case .sqlite: try SQLiteJournal(path: folder.path("state/journal.db"))
    }
  }
}

func moment(_ seconds: Int64, nanos: Int32 = 0) -> Timestamp { Timestamp(seconds: seconds, nanos: nanos)! }

func event(_ id: EventID, flow: String = "f", key: String? = "k", retry: RetryState? = nil) -> OpenEvent {
  OpenEvent(
    id: id, flow: flow, version: "v1", source: 0, about: key, key: key, at: moment(1000, nanos: 5), acceptedAt: moment(2000 + id),
    event: ["gsid": .string("g\(id)"), "score": 42.0, "whole": .int(42), "at": .timestamp(moment(7))], was: ["score": .null], reading: 10 + id,
    changed: [FieldChange(field: "score", before: nil, after: "h1"), FieldChange(field: "name", before: "h0", after: "h2")], retry: retry)
}

func effect(_ key: String, event: EventID, state: EffectRecord.State = .intended, locks: [String] = []) -> EffectRecord {
  EffectRecord(
    key: key, event: event, step: StepKey(step: "write", item: "a"), connection: "salesforce", object: "Account", verb: .update, id: "001",
    fields: ["Health_Score__c": 42.0, "Cleared": .null], locks: locks, intendedAt: moment(3000), state: state)
}

func ended(_ event: EventID, _ ending: Ending = .done, flow: String = "f", at: Int64 = 5000, steps: [StepResult] = []) -> EventEnd {
  EventEnd(event: event, flow: flow, about: "k", ending: ending, steps: steps, at: moment(at))
}

func known(_ about: String, _ field: String, _ hash: String, reading: Int64 = 1, value: Value? = nil, at: Timestamp? = nil) -> KnownValue {
  KnownValue(key: AboutKey(flow: "f", about: about), field: field, hash: hash, value: value, at: at, reading: reading, moved: reading)
}

/// Expects that a commit is refused, and that it is the commit and not the journal that is at fault.
func expectRefused(_ store: any JournalStore, _ operations: [JournalOperation], sourceLocation: SourceLocation = #_sourceLocation) async {
  do throws(JournalFailure) {
    try await store.commit(operations)
    Issue.record("The commit was kept.", sourceLocation: sourceLocation)
  } catch {
    guard case .refused = error else {
      Issue.record("\(error)", sourceLocation: sourceLocation)
      return
    }
    #expect(!error.stopsTheJournal)
  }
}
