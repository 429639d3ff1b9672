import CEL
import FlowEngine
import GRDB

/// Answers loads, on a reader's connection, from one snapshot.
struct JournalReader {
  let database: Database

  func load(_ request: LoadRequest) throws -> LoadedRows {
    var rows = LoadedRows()
    rows.known = try known(request.known)
    rows.deliveries = try deliveries(request.deliveries)
    rows.claims = try claims(request.claims)
    rows.waiting = try request.waiting.map { try waiting($0) }
    rows.events = try events(request.events)
    return rows
  }

  private func known(_ keys: [AboutKey]) throws -> [KnownValue] {
    guard !keys.isEmpty else { return [] }
    let statement = try PreparedStatement(
      database, "SELECT field, hash, value, at, reading, moved FROM known WHERE flow = ? AND about = ? ORDER BY field")
    var values: [KnownValue] = []
    for key in keys {
      try statement.bind(key.flow).bind(key.about).forEach { row in
        values.append(
          KnownValue(
            key: key, field: row.text(0), hash: row.text(1), value: try row.optionalValue(2, "known"), at: try row.optionalMoment(3, "known"),
            reading: row.integer(4), moved: row.integer(5)))
      }
    }
    return values
  }

  private func deliveries(_ keys: [DeliveryKey]) throws -> [DeliveryKey] {
    guard !keys.isEmpty else { return [] }
    let statement = try PreparedStatement(database, "SELECT 1 FROM delivery WHERE flow = ? AND delivery = ?")
    return try keys.filter { key in
      var found = false
      try statement.bind(key.flow).bind(key.delivery).forEach { _ in found = true }
      return found
    }
  }

  private func claims(_ keys: [AboutKey]) throws -> [OnceClaim] {
    guard !keys.isEmpty else { return [] }
    let statement = try PreparedStatement(database, "SELECT event FROM claim WHERE flow = ? AND about = ?")
    var claims: [OnceClaim] = []
    for key in keys {
      try statement.bind(key.flow).bind(key.about).forEach { claims.append(OnceClaim(key: key, event: $0.optionalInteger(0))) }
    }
    return claims
  }

  static let columns = """
    id, flow, version, source, about, key, at, accepted_at, event, was, reading, changed, retry_attempts, retry_spent, retry_due, \
    retry_connection, retry_reason
    """

  private func waiting(_ query: WaitingQuery) throws -> [OpenEvent] {
    // Keys travel as one JSON list: their number has no bound, that of parameters has.
    let without = query.withoutKeys.isEmpty ? "" : "AND (key IS NULL OR key NOT IN (SELECT value FROM json_each(?)))"
    let statement = try PreparedStatement(
      database,
      """
      SELECT \(Self.columns) FROM event
      WHERE flow = ? AND id > ? AND ending IS NULL AND retry_due IS NULL \(without) ORDER BY id LIMIT ?
      """)
    statement.bind(query.flow).bind(query.after)
    if !query.withoutKeys.isEmpty { statement.bind(Value.list(query.withoutKeys.map { .string($0) }).jsonText) }
    return try complete(statement.bind(query.limit))
  }

  private func events(_ ids: [EventID]) throws -> [OpenEvent] {
    guard !ids.isEmpty else { return [] }
    let statement = try PreparedStatement(database, "SELECT \(Self.columns) FROM event WHERE id = ? AND ending IS NULL")
    return try ids.flatMap { try complete(statement.bind($0)) }
  }

  private func complete(_ statement: PreparedStatement) throws -> [OpenEvent] {
    var events: [OpenEvent] = []
    try statement.forEach { events.append(try Self.event($0)) }
    let results = try PreparedStatement(database, Self.resultsQuery)
    let effects = try PreparedStatement(database, Self.effectsQuery)
    for index in events.indices {
      events[index].results = try Self.results(results, of: events[index].id)
      events[index].effects = try Self.effects(effects, of: events[index].id)
    }
    return events
  }

  static func event(_ row: StatementRow) throws -> OpenEvent {
    OpenEvent(
      id: row.integer(0), flow: row.text(1), version: row.text(2), source: Int(row.integer(3)), about: row.optionalText(4),
      key: row.optionalText(5), at: try row.moment(6, "event"), acceptedAt: try row.moment(7, "event"), event: try row.value(8, "event"),
      was: try row.value(9, "event"), reading: row.integer(10), changed: try StoredList.changes(row.optionalBytes(11), "event"),
      retry: try row.retry(12, "event"))
  }

  static let resultsQuery = "SELECT step, item, outcome, binding, note FROM result WHERE event = ? ORDER BY place"

  static func results(_ statement: PreparedStatement, of event: EventID) throws -> [StepResult] {
    var results: [StepResult] = []
    try statement.bind(event).forEach { row in
      results.append(
        StepResult(
          key: StepKey(step: row.text(0), item: row.text(1)), outcome: row.isNull(2) ? nil : try row.word(2, "result"),
          binding: try row.value(3, "result"), note: row.optionalText(4)))
    }
    return results
  }

  static let effectsQuery = """
    SELECT key, event, step, item, connection, object, verb, id, fields, locks, intended_at, state, job FROM effect WHERE event = ? ORDER BY place
    """

  static func effects(_ statement: PreparedStatement, of event: EventID) throws -> [EffectRecord] {
    var effects: [EffectRecord] = []
    try statement.bind(event).forEach { row in
      guard let fields = try row.value(8, "effect").asRecord else {
        throw JournalFailure.unreadableRow(table: "effect", detail: "fields are no record")
      }
      effects.append(
        EffectRecord(
          key: row.text(0), event: row.integer(1), step: StepKey(step: row.text(2), item: row.text(3)), connection: row.text(4),
          object: row.text(5), verb: try row.word(6, "effect"), id: row.optionalText(7), fields: fields,
          locks: try StoredList.texts(row.optionalBytes(9), "effect"), intendedAt: try row.moment(10, "effect"),
          state: try row.word(11, "effect"), job: row.optionalText(12)))
    }
    return effects
  }
}
