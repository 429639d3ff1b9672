import CEL
import FlowEngine

extension JournalReader {
  func deadLetters(flow: String?, after: EventID, limit: Int) throws -> [DeadLetter] {
    let statement = try PreparedStatement(
      database,
      """
      SELECT event, flow, version, source, about, at, kind, step, code, text, advice, attempts, input, raw, payload FROM dead_letter
      WHERE event > ? AND (?2 IS NULL OR flow = ?2) ORDER BY event LIMIT ?
      """)
    var letters: [DeadLetter] = []
    try statement.bind(after).bind(flow).bind(limit).forEach { row in
      let reason = DeadReason(
        try row.word(6, "dead_letter"), step: row.optionalText(7), code: row.optionalText(8), text: row.text(9), advice: row.text(10))
      letters.append(
        DeadLetter(
          event: row.integer(0), flow: row.text(1), version: row.text(2), source: Int(row.integer(3)), about: row.optionalText(4),
          at: try row.moment(5, "dead_letter"), reason: reason, attempts: Int(row.integer(11)), input: try row.optionalValue(12, "dead_letter"),
          raw: try row.optionalValue(13, "dead_letter"), payload: try row.optionalValue(14, "dead_letter")))
    }
    return letters
  }

  func ended(after: EventID, limit: Int) throws -> [EventEnd] {
    let statement = try PreparedStatement(
      database,
      """
      SELECT id, flow, about, ending, reason, reason_step, reason_code, reason_text, reason_advice, ended_at, steps FROM event
      WHERE id > ? AND ending IS NOT NULL ORDER BY id LIMIT ?
      """)
    var ends: [EventEnd] = []
    try statement.bind(after).bind(limit).forEach { row in
      ends.append(
        EventEnd(
          event: row.integer(0), flow: row.text(1), about: row.optionalText(2), ending: try row.ending(3, "event"),
          steps: try StoredList.results(row.optionalBytes(10), "event"), at: try row.moment(9, "event")))
    }
    return ends
  }

  func effects(of event: EventID) throws -> [EffectRecord] {
    try Self.effects(PreparedStatement(database, Self.effectsQuery), of: event)
  }

  /// The first open event of each flow; ids are in the order in which events were accepted.
  func oldestOpen() throws -> [String: Timestamp] {
    let statement = try PreparedStatement(
      database,
      """
      SELECT flow, accepted_at FROM event
      WHERE id IN (SELECT min(id) FROM event INDEXED BY event_open WHERE ending IS NULL GROUP BY flow)
      """)
    var times: [String: Timestamp] = [:]
    try statement.forEach { row in times[row.text(0)] = try row.optionalMoment(1, "event") }
    return times
  }

  func outcomes() throws -> [OutcomeCount] {
    let statement = try PreparedStatement(
      database,
      """
      SELECT flow, ending, reason, sum(count) FROM (
        SELECT flow, ending, coalesce(reason, '') AS reason, count(*) AS count FROM event WHERE ending IS NOT NULL GROUP BY 1, 2, 3
        UNION ALL SELECT flow, ending, reason, sum(count) FROM tally GROUP BY 1, 2, 3
      ) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """)
    var counts: [OutcomeCount] = []
    try statement.forEach { row in
      let reason = row.text(2)
      counts.append(
        OutcomeCount(flow: row.text(0), ending: row.text(1), reason: reason.isEmpty ? nil : reason, count: Int(row.integer(3))))
    }
    return counts
  }
}
