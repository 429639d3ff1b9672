public import CEL
public import FlowEngine
import GRDB

/// What a command may do with a journal's dead letters, whether a process owns the journal or not.
///
/// Where one does, it is told of replays by rows of the table `replay`, which it looks at every second. Where none does, the next one finds the
/// events open.
public final class DeadLetterDesk: Sendable {
  /// The process that owns the journal; nil when this one does meanwhile.
  public let owner: JournalOwner?
  /// True when a process owns the journal.
  public let isOwned: Bool

  private let path: String
  private let pool: DatabasePool
  private let lock: OwnerLock?

  /// Opens a journal that exists.
  public init(path: String) throws(JournalFailure) {
    self.path = path
    do throws(JournalFailure) {
      lock = try OwnerLock(journal: path)
      (owner, isOwned) = (nil, false)
    } catch {
      guard case .owned(_, let other) = error else { throw error }
      lock = nil
      (owner, isOwned) = (other, true)
    }
    pool = try JournalFile.open(path)
  }

  /// The letters that match, in order of their events, `limit` at most.
  public func letters(_ query: DeadLetterQuery, limit: Int = .max) throws(JournalFailure) -> [DeadLetterEntry] {
    try run {
      try self.pool.read { database in
        let reader = JournalReader(database: database)
        var found: [DeadLetterEntry] = []
        var after: EventID = 0
        let wanted = Set(query.ids)
        while found.count < limit {
          let page = try reader.deadLetters(flow: query.flow, after: after, limit: 500)
          guard let last = page.last else { break }
          after = last.event
          for letter in page where found.count < limit && (wanted.isEmpty || wanted.contains(letter.event)) && query.matches(letter) {
            found.append(
              DeadLetterEntry(
                letter: letter, overtakenBy: try Self.overtaking(letter, database),
                hasVersion: try Editions(database: database).has(flow: letter.flow, version: letter.version)))
          }
        }
        return found
      }
    }
  }

  /// The effects of a letter's event so far.
  public func effects(of event: EventID) throws(JournalFailure) -> [EffectRecord] {
    try run { try self.pool.read { try JournalReader(database: $0).effects(of: event) } }
  }

  /// Opens the letters' events again, all or none. `body` takes the place of the event's fields.
  ///
  /// What an event has written is remembered by its effect keys and is not written again; its lookups are made anew. They run under the present
  /// version of their flow, or under the one that failed.
  public func replay(_ events: [EventID], body: Value? = nil, underOldVersion: Bool = false, at now: Timestamp) throws(JournalFailure) {
    try write { database in
      let version = try PreparedStatement(
        database, "UPDATE event SET version = coalesce((SELECT version FROM dead_letter WHERE event = ?1 AND ?2), '') WHERE id = ?1")
      let drop = try PreparedStatement(database, "DELETE FROM dead_letter WHERE event = ?")
      let mend = try PreparedStatement(database, "UPDATE event SET event = ? WHERE id = ?")
      let open = try PreparedStatement(
        database,
        """
        UPDATE event SET ending = NULL, reason = NULL, reason_step = NULL, reason_code = NULL, reason_text = NULL, reason_advice = NULL,
          ended_at = NULL, steps = NULL, begun = 1, retry_attempts = 0, retry_spent = 0, retry_due = ?, retry_connection = NULL,
          retry_reason = 'replayed'
        WHERE id = ? AND ending = 'dead'
        """)
      let tell = try PreparedStatement(database, "INSERT OR REPLACE INTO replay VALUES (?)")
      for event in events {
        try version.bind(event).bind(underOldVersion ? 1 : 0).run()
        guard try drop.bind(event).run() > 0, try open.bind(now).bind(event).run() > 0 else {
          throw JournalFailure.refused(detail: "event \(event) is no dead letter any more")
        }
        if let body { try mend.bind(stored: body).bind(event).run() }
        try tell.bind(event).run()
      }
    }
  }

  /// Takes letters away, all or none; their events stay dead, with the reason.
  public func drop(_ events: [EventID], reason: String) throws(JournalFailure) {
    try write { database in
      let drop = try PreparedStatement(database, "DELETE FROM dead_letter WHERE event = ?")
      let note = try PreparedStatement(database, "UPDATE event SET reason_advice = ? WHERE id = ?")
      for event in events {
        guard try drop.bind(event).run() > 0 else { throw JournalFailure.refused(detail: "event \(event) is no dead letter any more") }
        try note.bind("Dropped: \(reason)").bind(event).run()
      }
    }
  }

  /// Lets go of the journal.
  public func close() {
    try? pool.close()
    lock?.release()
  }

  private static func overtaking(_ letter: DeadLetter, _ database: Database) throws -> EventID? {
    guard let about = letter.about else { return nil }
    var later: EventID?
    try PreparedStatement(database, "SELECT max(id) FROM event WHERE flow = ? AND about = ? AND ending = 'done' AND id > ?")
      .bind(letter.flow).bind(about).bind(letter.event).forEach { later = $0.optionalInteger(0) }
    return later
  }

  private func write(_ body: (Database) throws -> Void) throws(JournalFailure) {
    try run {
      try self.pool.writeWithoutTransaction { database in
        try database.inTransaction(.immediate) {
          try body(database)
          return .commit
        }
      }
    }
  }

  private func run<Result>(_ body: () throws -> Result) throws(JournalFailure) -> Result {
    do { return try body() } catch { throw JournalFailure(error, path: path) }
  }
}
