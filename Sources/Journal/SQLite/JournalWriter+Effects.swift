import CEL
import Calls
import FlowEngine

extension JournalWriter {
  mutating func intend(_ effects: [EffectRecord]) throws {
    let statement = try statement(
      \.intend,
      """
      INSERT INTO effect (key, event, step, item, connection, object, verb, id, fields, locks, intended_at, state, job)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET connection = excluded.connection, object = excluded.object, verb = excluded.verb, id = excluded.id,
        fields = excluded.fields, locks = excluded.locks, intended_at = excluded.intended_at, state = excluded.state, job = excluded.job,
        failure = NULL, failure_code = NULL, failure_message = NULL
      WHERE state <> 'confirmed' AND event = excluded.event
      """)
    for effect in effects {
      try noteBegun(effect.event)
      statement.bind(effect.key).bind(effect.event).bind(effect.step.step).bind(effect.step.item).bind(effect.connection).bind(effect.object)
        .bind(effect.verb.rawValue).bind(effect.id)
      try statement.bind(stored: .map(effect.fields)).bind(StoredList.encode(effect.locks)).bind(effect.intendedAt).bind(effect.state.rawValue)
        .bind(effect.job)
      try hit(statement, "effect \(effect.key) is confirmed, or another event's")
    }
  }

  mutating func confirm(_ effect: String, _ id: String?) throws {
    let statement = try statement(
      \.confirm,
      "UPDATE effect SET state = 'confirmed', id = coalesce(?, id), failure = NULL, failure_code = NULL, failure_message = NULL WHERE key = ?")
    try hit(statement.bind(id).bind(effect), "there is no effect \(effect)")
  }

  mutating func carry(_ effects: [String], _ job: String?) throws {
    let statement = try statement(\.carry, "UPDATE effect SET job = ? WHERE key = ? AND state <> 'confirmed'")
    for effect in effects { try hit(statement.bind(job).bind(effect), "there is no open effect \(effect)") }
  }

  mutating func doubt(_ effect: String) throws {
    let statement = try statement(\.doubt, "UPDATE effect SET state = 'unknown' WHERE key = ? AND state <> 'confirmed'")
    try hit(statement.bind(effect), "there is no open effect \(effect)")
  }

  mutating func fail(_ effect: String, _ failure: CallFailure) throws {
    let statement = try statement(
      \.fail,
      "UPDATE effect SET state = 'failed', failure = ?, failure_code = ?, failure_message = ? WHERE key = ? AND state <> 'confirmed'")
    try hit(
      statement.bind(failure.kind.rawValue).bind(failure.code).bind(failure.message).bind(effect), "there is no open effect \(effect)")
  }

  mutating func withdraw(_ effect: String) throws {
    let statement = try statement(\.withdraw, "DELETE FROM effect WHERE key = ? AND state <> 'confirmed'")
    try hit(statement.bind(effect), "there is no open effect \(effect)")
  }
}
