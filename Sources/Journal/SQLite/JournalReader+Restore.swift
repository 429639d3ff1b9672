import CEL
import FlowEngine

extension JournalReader {
  func restore() throws -> RestoredState {
    var state = RestoredState(journal: "")
    try each("SELECT name FROM journal") { state.journal = $0.text(0) }
    var highest: [String: Int64] = [:]
    try each("SELECT name, value FROM highest") { highest[$0.text(0)] = $0.integer(1) }
    state.nextEvent = (highest["event"] ?? 0) + 1
    state.nextReading = (highest["reading"] ?? 0) + 1
    try each("SELECT flow, source, value, started FROM watermark ORDER BY flow, source") { row in
      state.watermarks.append(
        Watermark(
          source: SourceID(flow: row.text(0), index: Int(row.integer(1))), value: try row.optionalMoment(2, "watermark"),
          started: try row.moment(3, "watermark")))
    }
    try each("SELECT flow, count(*) FROM event WHERE ending IS NULL GROUP BY flow") { state.waiting[$0.text(0)] = Int($0.integer(1)) }
    try each("SELECT connection, reason FROM pause") { state.paused[$0.text(0)] = $0.text(1) }
    try each("SELECT connection, used FROM allowance") { state.allowances[$0.text(0)] = $0.text(1) }
    try each("SELECT pair, reading FROM mark ORDER BY pair") { state.marks.append(BaseMark(pair: $0.text(0), reading: $0.integer(1))) }
    try restoreBegun(into: &state)
    return state
  }

  private func restoreBegun(into state: inout RestoredState) throws {
    var events: [(event: BegunEvent, hasResults: Bool)] = []
    try each(
      """
      SELECT id, flow, key, retry_attempts, retry_spent, retry_due, retry_connection, retry_reason,
        EXISTS (SELECT 1 FROM result WHERE result.event = event.id)
      FROM event WHERE ending IS NULL AND begun = 1 ORDER BY id
      """
    ) { row in
      let event = BegunEvent(id: row.integer(0), flow: row.text(1), key: row.optionalText(2), retry: try row.retry(3, "event"))
      events.append((event, row.integer(8) == 1))
    }
    let statement = try PreparedStatement(database, Self.effectsQuery)
    for (event, hasResults) in events {
      let effects = try Self.effects(statement, of: event.id)
      // An event whose only effect was withdrawn waits like one that never began.
      if hasResults || !effects.isEmpty || event.retry != nil { state.begun.append(event) }
      state.open += effects.filter { $0.state == .intended || $0.state == .unknown }
    }
  }

  private func each(_ sql: String, _ body: (StatementRow) throws -> Void) throws { try PreparedStatement(database, sql).forEach(body) }
}
