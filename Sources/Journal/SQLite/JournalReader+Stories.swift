import CEL
import FlowEngine
import GRDB

extension JournalReader {
  /// Events that match, the latest first, without their effects.
  func stories(_ query: RunQuery, limit: Int) throws -> [EventStory] {
    let statement = try PreparedStatement(
      database,
      """
      SELECT \(Self.columns), ending, reason, reason_step, reason_code, reason_text, reason_advice, ended_at, steps FROM event
      WHERE (?1 IS NULL OR flow = ?1) AND (?2 IS NULL OR about = ?2) AND (?3 IS NULL OR coalesce(ending, 'open') = ?3)
        AND (?4 IS NULL OR reason = ?4) AND id < ?5 ORDER BY id DESC LIMIT ?6
      """)
    var found: [EventStory] = []
    var before = query.before ?? .max
    // Moments and outcomes lie in forms that SQL does not compare.
    while found.count < limit {
      var page: [EventStory] = []
      let wanted = max(limit, 100)
      try statement.bind(query.flow).bind(query.about).bind(query.ending?.rawValue).bind(query.reason).bind(before).bind(wanted)
        .forEach { page.append(try Self.story($0)) }
      for story in page where found.count < limit {
        if let since = query.since, story.event.acceptedAt < since { continue }
        if let until = query.until, story.event.acceptedAt >= until { continue }
        if query.withWarning, story.warnings.isEmpty { continue }
        if query.withRefusal, story.refusals.isEmpty { continue }
        found.append(story)
      }
      guard page.count == wanted, let last = page.last else { break }
      before = last.event.id
    }
    return found
  }

  /// All of one event; nil when the journal does not have it.
  func story(_ id: EventID) throws -> EventStory? {
    let statement = try PreparedStatement(
      database,
      """
      SELECT \(Self.columns), ending, reason, reason_step, reason_code, reason_text, reason_advice, ended_at, steps FROM event WHERE id = ?
      """)
    var found: EventStory?
    try statement.bind(id).forEach { found = try Self.story($0) }
    guard var story = found else { return nil }
    if story.ending == nil { story.event.results = try Self.results(PreparedStatement(database, Self.resultsQuery), of: id) }
    story.event.effects = try effects(of: id)
    try PreparedStatement(database, "SELECT key, failure, failure_code, failure_message FROM effect WHERE event = ? AND failure IS NOT NULL")
      .bind(id).forEach { row in
        story.failures[row.text(0)] = EventStory.Failure(kind: row.text(1), code: row.optionalText(2) ?? "", message: row.optionalText(3) ?? "")
      }
    return story
  }

  /// Each flow's open events: how many, and when the oldest was accepted.
  func open() throws -> [String: (count: Int, since: Timestamp)] {
    var open: [String: (count: Int, since: Timestamp)] = [:]
    try PreparedStatement(
      database,
      """
      SELECT o.flow, o.number, e.accepted_at FROM (SELECT flow, count(*) AS number, min(id) AS first FROM event WHERE ending IS NULL GROUP BY flow) o
      JOIN event e ON e.id = o.first
      """
    ).forEach { open[$0.text(0)] = (Int($0.integer(1)), try $0.moment(2, "event")) }
    return open
  }

  private static func story(_ row: StatementRow) throws -> EventStory {
    var story = EventStory(event: try event(row), ending: nil, endedAt: nil, failures: [:])
    guard !row.isNull(17) else { return story }
    story.ending = try row.ending(17, "event")
    story.endedAt = try row.optionalMoment(23, "event")
    story.event.results = try StoredList.results(row.optionalBytes(24), "event")
    return story
  }
}
