public import CEL
public import FlowEngine
import GRDB

/// Reads a journal beside the process that owns it, or without one.
public final class JournalPeek: JournalSource {
  private let path: String
  private let pool: DatabasePool

  /// Opens a journal that exists.
  public init(path: String) throws(JournalFailure) {
    self.path = path
    pool = try JournalFile.open(path)
  }

  public func restore() async throws(JournalFailure) -> RestoredState { try read { try $0.restore() } }

  public func load(_ request: LoadRequest) async throws(JournalFailure) -> LoadedRows { try read { try $0.load(request) } }

  /// Events that match, the latest first, `limit` at most; their effects are left out.
  public func runs(_ query: RunQuery, limit: Int) throws(JournalFailure) -> [EventStory] { try read { try $0.stories(query, limit: limit) } }

  /// All of one event; nil when the journal does not have it.
  public func story(of event: EventID) throws(JournalFailure) -> EventStory? { try read { try $0.story(event) } }

  /// Each flow's open events: how many, and when the oldest was accepted.
  public func open() throws(JournalFailure) -> [String: (count: Int, since: Timestamp)] { try read { try $0.open() } }

  /// How events and rows have ended, added up.
  public func outcomes() throws(JournalFailure) -> [OutcomeCount] { try read { try $0.outcomes() } }

  /// Lets go of the file.
  public func close() { try? pool.close() }

  func read<Rows>(_ body: (JournalReader) throws -> Rows) throws(JournalFailure) -> Rows {
    do { return try pool.read { try body(JournalReader(database: $0)) } } catch { throw JournalFailure(error, path: path) }
  }
}
