public import CEL
import FlowEngine
import GRDB

extension JournalPeek {
  /// How the flows stand; `since`: what ended from then on counts as recent.
  public func status(since: Timestamp) throws(JournalFailure) -> JournalStatus { try read { try $0.status(since: since) } }
}

extension JournalReader {
  /// Events further back than this are not looked at for what is recent.
  private static let reach = 200_000

  func status(since: Timestamp) throws -> JournalStatus {
    var status = JournalStatus()
    var flows: [String: JournalStatus.Flow] = [:]
    func change(_ flow: String, _ body: (inout JournalStatus.Flow) -> Void) { body(&flows[flow, default: JournalStatus.Flow(flow: flow)]) }
    try rows("SELECT DISTINCT flow FROM watermark UNION SELECT DISTINCT flow FROM tally") { row in change(row.text(0)) { _ in } }
    try rows("SELECT flow, count(*) FROM event WHERE ending IS NULL GROUP BY flow") { row in
      let count = Int(row.integer(1))
      change(row.text(0)) { $0.open = count }
    }
    for (flow, time) in try oldestOpen() { change(flow) { $0.oldest = time } }
    try rows("SELECT flow, count(*) FROM dead_letter GROUP BY flow") { row in
      let count = Int(row.integer(1))
      change(row.text(0)) { $0.deadLetters = count }
    }
    let text = """
      SELECT flow, ending, count(*) FROM event WHERE id > (SELECT coalesce(max(id), 0) FROM event) - \(Self.reach)
      AND ending IS NOT NULL AND ended_at >= ? GROUP BY 1, 2
      """
    let recent = try PreparedStatement(database, text)
    try recent.bind(since).forEach { row in
      let (flow, ending, count) = (row.text(0), row.text(1), Int(row.integer(2)))
      change(flow) { $0.recent[ending] = count }
    }
    status.flows = flows.values.sorted { $0.flow < $1.flow }
    try rows(
      """
      SELECT flow, retry_connection, retry_reason, count(*), count(DISTINCT key), min(retry_due) FROM event
      WHERE ending IS NULL AND retry_due IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1 LIMIT 50
      """
    ) { row in
      status.waiting.append(
        JournalStatus.Waiting(
          flow: row.text(0), connection: row.optionalText(1), reason: row.text(2), events: Int(row.integer(3)), keys: Int(row.integer(4)),
          due: try row.moment(5, "event")))
    }
    try rows("SELECT connection, reason FROM pause") { status.paused[$0.text(0)] = $0.text(1) }
    try rows("SELECT connection, used FROM allowance") { status.allowances[$0.text(0)] = $0.text(1) }
    return status
  }

  private func rows(_ sql: String, _ body: (StatementRow) throws -> Void) throws { try PreparedStatement(database, sql).forEach(body) }
}
