/// `/updated` and `/deleted` (salesforce.md 7.3).
struct ReplicationResource {
  let call: DataCall
  let table: Table

  func reply(isDeleted: Bool) throws(Rejection) -> Reply {
    guard table.definition.replicateable else { throw Rejection("INVALID_TYPE_FOR_OPERATION", "\(table.definition.name) is not replicateable") }
    let start = try instant("start")
    let end = try instant("end")
    let now = call.world.now
    guard end.milliseconds - start.milliseconds > 60_000 else {
      throw Rejection("INVALID_REPLICATION_DATE", "endDate must be at least one minute greater than startDate")
    }
    let days = isDeleted ? 15 : 30
    guard start >= now + -days * 86400 else {
      throw Rejection("INVALID_REPLICATION_DATE", "startDate before org replication enabled date or more than \(days) days ago")
    }
    guard start <= now else { throw Rejection("INVALID_REPLICATION_DATE", "startDate is in the future") }
    let covered = Instant(milliseconds: min(end.milliseconds, now.milliseconds).floored(to: 60000))
    guard let stamp = table.definition.position(of: "SystemModstamp") else { return Reply.empty(200) }
    let low = start.salesforce
    let high = min(end, now + 1).salesforce
    let rows = table.rows.filter { row in
      row.isDeleted == isDeleted && (row.values[stamp].string ?? "") >= low && (row.values[stamp].string ?? "") < high
    }
    if isDeleted {
      let records = rows.map { row -> SandboxValue in ["id": .string(row.id), "deletedDate": row.values[stamp]] }
      return .json([
        "deletedRecords": .array(records), "earliestDateAvailable": .string((now + -15 * 86400).wholeSecond.salesforce),
        "latestDateCovered": .string(covered.salesforce),
      ]).noting(.query, table.definition.name, records: records.count)
    }
    return .json(["ids": .array(rows.map { .string($0.id) }), "latestDateCovered": .string(covered.salesforce)])
      .noting(.query, table.definition.name, records: rows.count)
  }

  // Seconds are ignored: times go down to the minute.
  private func instant(_ name: String) throws(Rejection) -> Instant {
    guard let text = call.request.parameter(name), let instant = Instant(iso: text.replacing(" ", with: "+")) else {
      throw Rejection("INVALID_REPLICATION_DATE", "the parameter `\(name)` is no date and time with an offset")
    }
    return Instant(milliseconds: instant.milliseconds.floored(to: 60000))
  }
}
