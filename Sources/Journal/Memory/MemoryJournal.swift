public import CEL
public import FlowEngine
import Synchronization

/// A journal that lasts as long as it is held: for tests, trials and simulation. It keeps the same rules as the one on disk.
public final class MemoryJournal: JournalStore {
  private let tables: Mutex<MemoryTables>

  /// `name` names the journal, as effect keys are derived from it; runs with one name derive the same keys.
  public init(name: String = "memory") { tables = Mutex(MemoryTables(name: name)) }

  public func commit(_ operations: [JournalOperation], then answer: @escaping @Sendable (Result<Void, JournalFailure>) -> Void) {
    let result: Result<Void, JournalFailure> = tables.withLock { tables in
      do throws(JournalFailure) { return .success(try tables.commit(operations)) } catch { return .failure(error) }
    }
    answer(result)
  }

  /// What is there, for a shell that steps its engine without waiting.
  public var state: RestoredState { tables.withLock { $0.restore() } }

  /// Rows, for a shell that steps its engine without waiting.
  public func rows(_ request: LoadRequest) -> LoadedRows { tables.withLock { $0.load(request) } }

  /// Commits without waiting, or keeps nothing.
  public func keep(_ operations: [JournalOperation]) throws(JournalFailure) {
    let failure: JournalFailure? = tables.withLock { tables in
      do throws(JournalFailure) { try tables.commit(operations) } catch { return error }
      return nil
    }
    if let failure { throw failure }
  }

  public func restore() async throws(JournalFailure) -> RestoredState { tables.withLock { $0.restore() } }

  public func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows { tables.withLock { $0.load(request) } }

  public func deadLetters(flow: String?, after: EventID, limit: Int) async throws(JournalFailure) -> [DeadLetter] {
    tables.withLock { tables in
      let letters = tables.letters.values.filter { $0.event > after && (flow == nil || $0.flow == flow) }
      return Array(letters.sorted { $0.event < $1.event }.prefix(limit))
    }
  }

  public func ended(after: EventID, limit: Int) async throws(JournalFailure) -> [EventEnd] {
    tables.withLock { tables in
      Array(tables.ends.filter { $0.key > after }.sorted { $0.key < $1.key }.map(\.value).prefix(limit))
    }
  }

  public func effects(of event: EventID) async throws(JournalFailure) -> [EffectRecord] { tables.withLock { $0.effects(of: event) } }

  public func outcomes() async throws(JournalFailure) -> [OutcomeCount] { tables.withLock { $0.outcomes() } }

  public func forget(before time: Timestamp) async throws(JournalFailure) { tables.withLock { $0.forget(before: time) } }

  public func oldestOpen() async throws(JournalFailure) -> [String: Timestamp] { tables.withLock { $0.oldestOpen() } }

  public func close() async {}
}
