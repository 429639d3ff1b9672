public import FlowEngine
import GRDB

extension SQLiteJournal {
  public func takeReplays() async throws(JournalFailure) -> [BegunEvent] {
    let events = try await read { try $0.replays() }
    guard !events.isEmpty else { return [] }
    try await write { database in
      let forget = try PreparedStatement(database, "DELETE FROM replay WHERE event = ?")
      for event in events { try forget.bind(event.id).run() }
    }
    return events
  }
}

extension JournalReader {
  func replays() throws -> [BegunEvent] {
    var events: [BegunEvent] = []
    let statement = try PreparedStatement(
      database,
      """
      SELECT id, flow, key, retry_attempts, retry_spent, retry_due, retry_connection, retry_reason
      FROM replay JOIN event ON event.id = replay.event ORDER BY id
      """)
    try statement.forEach { row in
      events.append(BegunEvent(id: row.integer(0), flow: row.text(1), key: row.optionalText(2), retry: try row.retry(3, "event")))
    }
    return events
  }
}
