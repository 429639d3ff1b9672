import CEL
import FlowEngine

extension JournalWriter {
  mutating func accept(_ event: OpenEvent) throws {
    try statement(
      \.accept,
      """
      INSERT INTO event (id, flow, version, source, about, key, at, accepted_at, event, was, reading, changed, begun,
        retry_attempts, retry_spent, retry_due, retry_connection, retry_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    )
    .bind(event.id).bind(event.flow).bind(event.version).bind(event.source).bind(event.about).bind(event.key).bind(event.at)
    .bind(event.acceptedAt).bind(stored: event.event).bind(stored: event.was).bind(event.reading).bind(StoredList.encode(event.changed))
    .bind(event.retry == nil ? 0 : 1).bind(event.retry).run()
    highestEvent = max(highestEvent, event.id)
    highestReading = max(highestReading, event.reading)
    if !event.results.isEmpty { try save(event.id, event.results) }
    if !event.effects.isEmpty { try intend(event.effects) }
  }

  mutating func survive(_ event: EventID, _ was: Value, _ changed: [FieldChange]) throws {
    let statement = try statement(\.survive, "UPDATE event SET was = ?, changed = ? WHERE id = ? AND ending IS NULL")
    try hit(statement.bind(stored: was).bind(StoredList.encode(changed)).bind(event), "event \(event) is not open")
  }

  mutating func begin(_ event: EventID, _ version: String) throws {
    let statement = try statement(\.begin, "UPDATE event SET version = ?, begun = 1 WHERE id = ? AND ending IS NULL")
    try hit(statement.bind(version).bind(event), "event \(event) is not open")
  }

  mutating func save(_ event: EventID, _ results: [StepResult]) throws {
    try noteBegun(event)
    let statement = try statement(
      \.save,
      """
      INSERT INTO result (event, step, item, outcome, binding, note) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET outcome = excluded.outcome, binding = excluded.binding, note = excluded.note
      """)
    for result in results {
      try statement.bind(event).bind(result.key.step).bind(result.key.item).bind(result.outcome?.rawValue).bind(stored: result.binding)
        .bind(result.note).run()
    }
  }

  mutating func retry(_ event: EventID, _ state: RetryState?) throws {
    let statement = try statement(
      \.retry,
      """
      UPDATE event SET begun = 1, retry_attempts = ?, retry_spent = ?, retry_due = ?, retry_connection = ?, retry_reason = ?
      WHERE id = ? AND ending IS NULL
      """)
    try hit(statement.bind(state).bind(event), "event \(event) is not open")
  }

  mutating func end(_ event: EventID, _ end: EventEnd) throws {
    let statement = try statement(
      \.end,
      """
      UPDATE event SET ending = ?, reason = ?, reason_step = ?, reason_code = ?, reason_text = ?, reason_advice = ?, ended_at = ?, steps = ?,
        retry_attempts = NULL, retry_spent = NULL, retry_due = NULL, retry_connection = NULL, retry_reason = NULL
      WHERE id = ? AND ending IS NULL
      """)
    try hit(statement.bind(end.ending).bind(end.at).bind(StoredList.encode(end.steps)).bind(event), "event \(event) is not open")
    try self.statement(\.forgetResults, "DELETE FROM result WHERE event = ?").bind(event).run()
  }

  /// So that a restart finds the events that have begun without looking at those that only wait.
  mutating func noteBegun(_ event: EventID) throws {
    try statement(\.begun, "UPDATE event SET begun = 1 WHERE id = ? AND begun = 0 AND ending IS NULL").bind(event).run()
  }

  mutating func deadLetter(_ letter: DeadLetter) throws {
    try statement(\.deadLetter, "INSERT OR REPLACE INTO dead_letter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(letter.event).bind(letter.flow).bind(letter.version).bind(letter.source).bind(letter.about).bind(letter.at)
      .bind(letter.reason.kind.rawValue).bind(letter.reason.step).bind(letter.reason.code).bind(letter.reason.text)
      .bind(letter.reason.advice).bind(letter.attempts).bind(stored: letter.input).bind(stored: letter.raw).bind(stored: letter.payload).run()
    highestEvent = max(highestEvent, letter.event)
  }
}
