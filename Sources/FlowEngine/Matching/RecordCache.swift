import CEL

/// Names a record among all connections.
struct RecordRef: Hashable, Sendable {
  var connection: String
  var object: String
  var id: String

  /// What is locked while the record is read, compared and written.
  var lock: String { "\(connection)/\(object)#\(id)" }
}

/// Records that a wave has read, so that a write need not read again what a lookup just found.
struct RecordCache: Sendable {
  private struct Entry {
    var record: Record
    var fields: Set<String>
    var reading: Int
  }

  private var entries: [RecordRef: Entry] = [:]

  /// `reading` is the number of the call.
  mutating func note(_ ref: RecordRef, _ record: Record, fields: [String], reading: Int) {
    entries[ref] = Entry(record: record, fields: Set(fields), reading: reading)
  }

  /// The record as it was read, if all these fields were, and nothing of ours wrote it since.
  func record(_ ref: RecordRef, covering fields: [String], _ written: WrittenRecords) -> (record: Record, reading: Int)? {
    guard let entry = entries[ref], fields.allSatisfy(entry.fields.contains), !written.wasWritten(ref, since: entry.reading) else { return nil }
    return (entry.record, entry.reading)
  }
}

/// When our own writes to records ended, counted in calls: what was read before is no ground to write on.
struct WrittenRecords: Sendable {
  private var calls: [RecordRef: Int] = [:]

  mutating func note(_ ref: RecordRef, nextCall: Int) { calls[ref] = nextCall }

  /// True unless the reading was sent after our last write to the record had ended.
  func wasWritten(_ ref: RecordRef, since reading: Int) -> Bool { calls[ref].map { $0 > reading } ?? false }

  /// Forgets writes before the first reading that is still of use.
  mutating func prune(before call: Int) {
    if calls.count > 4 * Wave.size { calls = calls.filter { $0.value > call } }
  }
}
