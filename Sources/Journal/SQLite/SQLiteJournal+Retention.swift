public import CEL
import FlowEngine
import GRDB

extension SQLiteJournal {
  /// Rows that one transaction of the clean-up removes, so that commits in between wait little.
  private static let portion = 2_000

  public func forget(before time: Timestamp) async throws(JournalFailure) {
    var after: EventID = 0
    while true {
      let start = after
      guard let ids = try await read({ try $0.forgettable(after: start, before: time, limit: Self.portion) }), let last = ids.last else { break }
      try await write { database in
        let event = try PreparedStatement(database, "DELETE FROM event WHERE id = ? AND ending IN ('done', 'skipped')")
        let effects = try PreparedStatement(database, "DELETE FROM effect WHERE event = ?")
        for id in ids where try event.bind(id).run() > 0 { try effects.bind(id).run() }
      }
      after = last
    }
    var from = DeliveryKey(flow: "", delivery: "")
    while true {
      let start = from
      let (keys, next) = try await read { try $0.deliveries(after: start, before: time, limit: Self.portion) }
      if !keys.isEmpty {
        try await write { database in
          let delivery = try PreparedStatement(database, "DELETE FROM delivery WHERE flow = ? AND delivery = ?")
          for key in keys { try delivery.bind(key.flow).bind(key.delivery).run() }
        }
      }
      guard let next else { break }
      from = next
    }
    try await write { try Editions(database: $0).forget() }
    try await giveBack()
  }

  /// Gives free pages back to the disk, some at a time. A file that was made before this was kept for it keeps them for its own use.
  private func giveBack() async throws(JournalFailure) {
    while try await read({ try Int.fetchOne($0.database, sql: "PRAGMA auto_vacuum") == 2 }) {
      let free = try await read { try Int.fetchOne($0.database, sql: "PRAGMA freelist_count") ?? 0 }
      guard free > 0 else { return }
      try await write { try $0.execute(sql: "PRAGMA incremental_vacuum(\(Self.portion))") }
    }
  }
}

extension JournalReader {
  /// Ids of ended events, dead ones aside, that ended before a time; nil when none is left.
  func forgettable(after: EventID, before time: Timestamp, limit: Int) throws -> [EventID]? {
    var ids: [EventID] = []
    let statement = try PreparedStatement(
      database, "SELECT id FROM event WHERE id > ? AND ending IN ('done', 'skipped') AND ended_at < ? ORDER BY id LIMIT ?")
    try statement.bind(after).bind(time).bind(limit).forEach { ids.append($0.integer(0)) }
    return ids.isEmpty ? nil : ids
  }

  /// Looks at the next `limit` deliveries behind `after`: those older than a time, and the last one looked at, nil at the end.
  func deliveries(after: DeliveryKey, before time: Timestamp, limit: Int) throws -> (old: [DeliveryKey], last: DeliveryKey?) {
    var old: [DeliveryKey] = []
    var last: DeliveryKey?
    let statement = try PreparedStatement(
      database,
      "SELECT flow, delivery, at < ?3 FROM delivery WHERE (flow, delivery) > (?1, ?2) ORDER BY flow, delivery LIMIT ?4")
    try statement.bind(after.flow).bind(after.delivery).bind(time).bind(limit).forEach { row in
      let key = DeliveryKey(flow: row.text(0), delivery: row.text(1))
      if row.integer(2) == 1 { old.append(key) }
      last = key
    }
    return (old, last)
  }
}
