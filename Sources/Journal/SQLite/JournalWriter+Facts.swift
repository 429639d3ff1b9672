import CEL
import FlowEngine

extension JournalWriter {
  mutating func count(_ flow: String, _ ending: Ending, _ time: Timestamp, _ rows: Int) throws {
    try statement(
      \.count, "INSERT INTO tally VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count"
    )
    .bind(flow).bind(ending.name).bind(ending.reasonCode ?? "").bind(time.day).bind(rows).run()
  }

  mutating func remember(_ key: DeliveryKey, _ time: Timestamp) throws {
    try statement(\.remember, "INSERT OR IGNORE INTO delivery VALUES (?, ?, ?)").bind(key.flow).bind(key.delivery).bind(time).run()
  }

  mutating func know(_ value: KnownValue) throws {
    try statement(
      \.know,
      """
      INSERT INTO known VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET hash = excluded.hash, value = excluded.value, at = excluded.at, reading = excluded.reading,
        moved = excluded.moved
      """
    )
    .bind(value.key.flow).bind(value.key.about).bind(value.field).bind(value.hash).bind(stored: value.value).bind(value.at).bind(value.reading)
    .bind(value.moved).run()
    highestReading = max(highestReading, value.reading, value.moved)
  }

  mutating func wrote(_ write: KnownWrite) throws {
    try statement(
      \.wrote,
      """
      INSERT INTO known VALUES (?, ?, ?, ?, ?, NULL, 0, ?)
      ON CONFLICT DO UPDATE SET hash = excluded.hash, value = excluded.value, moved = excluded.moved
      """
    )
    .bind(write.key.flow).bind(write.key.about).bind(write.field).bind(write.hash).bind(stored: write.value).bind(write.moved).run()
    highestReading = max(highestReading, write.moved)
  }

  mutating func claim(_ claim: OnceClaim) throws {
    let statement = try statement(
      \.claim, "INSERT INTO claim VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET event = excluded.event WHERE event IS NULL OR event IS excluded.event")
    try hit(
      statement.bind(claim.key.flow).bind(claim.key.about).bind(claim.event), "`\(claim.key.about)` of `\(claim.key.flow)` has been claimed")
  }

  mutating func release(_ key: AboutKey, _ event: EventID) throws {
    try statement(\.release, "DELETE FROM claim WHERE flow = ? AND about = ? AND event = ?").bind(key.flow).bind(key.about).bind(event).run()
  }

  mutating func watermark(_ mark: Watermark) throws {
    try statement(\.watermark, "INSERT OR REPLACE INTO watermark VALUES (?, ?, ?, ?)")
      .bind(mark.source.flow).bind(mark.source.index).bind(mark.value).bind(mark.started).run()
  }

  mutating func pause(_ connection: String, _ reason: String?) throws {
    if let reason {
      try statement(\.pause, "INSERT OR REPLACE INTO pause VALUES (?, ?)").bind(connection).bind(reason).run()
    } else {
      try statement(\.resume, "DELETE FROM pause WHERE connection = ?").bind(connection).run()
    }
  }

  mutating func mark(_ mark: BaseMark) throws {
    try statement(\.mark, "INSERT INTO mark VALUES (?, ?) ON CONFLICT DO UPDATE SET reading = max(reading, excluded.reading)")
      .bind(mark.pair).bind(mark.reading).run()
    highestReading = max(highestReading, mark.reading)
  }
}

extension Timestamp {
  /// Days since 1970, in UTC, rounded down.
  var day: Int64 { seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1 }
}
